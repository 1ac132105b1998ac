//! Giving a record another id: its files move, everything that names it follows, and its old addresses lead to the new one.
//!
//! References are changed where they were read, not where their words happen to stand: another kind's record of the same id is left alone.

mod addresses;
mod asked;
mod places;
mod prints;
mod seen;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Change, Edit, Refusal, after};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Severity, Words};
use crate::parse::Documents;
use crate::pipeline::{self, Built};
use crate::source::Sources;
use crate::span::{Lines, SourceId};

use asked::asked;

/// What renaming came to.
pub struct Renamed {
    pub kind: &'static Kind,
    pub old: String,
    pub new: String,
    pub changes: Vec<Change>,
    /// Addresses that lead to the new ones from now on.
    pub left: Vec<String>,
    /// How many references and links were changed.
    pub references: usize,
    /// What still names the record by its old id, and only a person can change.
    pub told: Vec<Told>,
    /// Findings that were not there before: warnings, and what the cells told of lead to.
    pub fresh: Vec<Diagnostic>,
    /// The sources as they become.
    pub sources: Sources,
}

/// A place that a person has to see to.
pub struct Told {
    /// File and line, or spreadsheet, sheet and cell.
    pub place: String,
    pub words: Words,
    /// Whether something is lost or wrong until it is done.
    pub must: bool,
}

/// Which record, and what it is to be called.
struct Renaming {
    kind: &'static Kind,
    old: Arc<str>,
    new: String,
    /// The file that it stands in.
    path: Arc<str>,
    /// Whether it shares that file with others, so that its id stands in it.
    shared: bool,
    /// Files that bear its name, and what they are to be called.
    moves: BTreeMap<Arc<str>, String>,
}

/// Renames the record `old` (an id, or folder and id) of the site `built` from `sources`. None when it is called so already.
pub fn rename(sources: &Sources, built: &Built, old: &str, new: &str) -> Result<Option<Renamed>, Refusal> {
    let whole = built.documents.with_stand_ins();
    let documents = whole.as_ref().unwrap_or(&built.documents);
    let Some(renaming) = asked(sources, built, documents, old, new)? else { return Ok(None) };
    let places::Found { edit, references, mut told } = places::find(&renaming, built, documents);
    let changes = edit.changes(sources).map_err(Refusal::from)?;
    let moved = after(sources, &changes);
    let (addressed, left) = addresses::keep(&renaming, built, sources, &moved)?;
    let printed = prints::renew(&renaming, built, &addressed);
    told.extend(seen::elsewhere(&renaming, built, sources));
    let next = pipeline::build(&printed, Some(&built.documents));
    let fresh = fresh(&renaming, (sources, &built.diagnostics), (&printed, &next.diagnostics));
    let is_told = |found: &Diagnostic| printed.books.iter().any(|book| book.id == found.span.source);
    let errors: Vec<&Diagnostic> = fresh.iter().filter(|found| found.severity == Severity::Error && !is_told(found)).collect();
    if !errors.is_empty() {
        return Err(would_break(&printed, &errors));
    }
    let changes = composed(&renaming, sources, &printed);
    let Renaming { kind, old, new, .. } = renaming;
    Ok(Some(Renamed { kind, old: old.to_string(), new, changes, left, references, told, fresh, sources: printed }))
}

impl Renaming {
    /// What the path of a file becomes.
    fn path_of(&self, path: &str) -> String {
        self.moves.get(path).cloned().unwrap_or_else(|| path.to_owned())
    }

    /// Where a record's files begin: `content/results/andt-2016`.
    fn stem(&self, id: &str) -> String {
        format!("content/{}/{id}", self.kind.folder)
    }
}

/// What is found after and was not found before. Words may name the record, so findings are told apart by rule and file and their number.
fn fresh(renaming: &Renaming, before: (&Sources, &[Diagnostic]), after: (&Sources, &[Diagnostic])) -> Vec<Diagnostic> {
    let paths = |sources: &Sources| -> BTreeMap<SourceId, String> {
        let texts = sources.texts.iter().map(|text| &text.path);
        let files = texts.chain(sources.blobs.iter().map(|blob| &blob.path)).chain(sources.unread.iter().map(|file| &file.path));
        files.chain(sources.books.iter().map(|book| &book.path)).map(|path| (SourceId::of(path), path.to_string())).collect()
    };
    let (old, new) = (paths(before.0), paths(after.0));
    let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for found in before.1 {
        let path = old.get(&found.span.source).map_or_else(String::new, |path| renaming.path_of(path));
        *known.entry((found.lint.name, path)).or_default() += 1;
    }
    let mut by_place: BTreeMap<(&str, String), Vec<&Diagnostic>> = BTreeMap::new();
    for found in after.1 {
        let path = new.get(&found.span.source).cloned().unwrap_or_default();
        by_place.entry((found.lint.name, path)).or_default().push(found);
    }
    let mut fresh = Vec::new();
    for (place, mut found) in by_place {
        let count = found.len().saturating_sub(known.get(&place).copied().unwrap_or(0));
        // Those in the same words were there before.
        found.sort_by_key(|found| before.1.iter().any(|was| was.lint == found.lint && was.message == found.message));
        fresh.extend(found.into_iter().take(count).cloned());
    }
    fresh
}

fn would_break(sources: &Sources, errors: &[&Diagnostic]) -> Refusal {
    let place = |found: &Diagnostic| match sources.texts.iter().find(|text| text.id == found.span.source) {
        Some(text) => format!("{}:{}: ", text.path, Lines::new(&text.content).at(found.span.range().start).line),
        None => String::new(),
    };
    let list = |words: fn(&Words) -> &str| -> String {
        errors.iter().take(10).map(|found| format!("\n  {}{}", place(found), words(&found.message))).collect()
    };
    Refusal::new(
        format!("Inget är ändrat, för det skulle ge fel som inte finns nu:{}", list(|words| &words.sv)),
        format!("Nothing was changed, since it would make errors that are not there now:{}", list(|words| &words.en)),
    )
    .help("Rätta de ställena först, eller byt namn för hand.", "Mend those places first, or rename by hand.")
}

/// What becomes of each file, from the first to the last.
fn composed(renaming: &Renaming, first: &Sources, last: &Sources) -> Vec<Change> {
    let mut changes = Vec::new();
    for text in &first.texts {
        let to: Arc<str> = Arc::from(renaming.path_of(&text.path));
        let new = last.text(&to).map(|new| &new.content).filter(|new| **new != text.content);
        if to != text.path || new.is_some() {
            changes.push(Change { from: text.path.clone(), to, text: new.map(|new| (text.content.clone(), new.clone())) });
        }
    }
    for blob in first.blobs.iter().filter(|blob| renaming.moves.contains_key(&blob.path)) {
        let to = Arc::from(renaming.path_of(&blob.on_disk));
        changes.push(Change { from: blob.on_disk.clone(), to, text: None });
    }
    changes.sort_by(|a, b| a.from.cmp(&b.from));
    changes
}

/// The edit that moves the files.
fn moving(renaming: &Renaming) -> Edit {
    let mut edit = Edit::default();
    for (from, to) in &renaming.moves {
        edit.rename(from, to.as_str());
    }
    edit
}

/// Records that could not be read, so that nobody knows what they refer to.
fn unreadable(sources: &Sources, documents: &Documents) -> Vec<String> {
    let lost = |name: &str| ["toml-syntax", "no-front-matter"].contains(&name);
    let broken = documents
        .documents
        .iter()
        .filter(|document| !document.broken.is_empty() || document.diagnostics.iter().any(|found| lost(found.lint.name)));
    let is_record = |path: &str| path.starts_with("content/") && (path.ends_with(".md") || path.ends_with(".toml") || !path.contains('.'));
    let unread = sources.unread.iter().map(|file| file.path.to_string()).filter(|path| is_record(path));
    broken.map(|document| document.text.path.to_string()).chain(unread).collect()
}
