//! From text files to documents: each file on its own, in parallel, with every fault in it.

mod again;
mod beside;
mod books;
mod cells;
mod columns;
mod copies;
mod documents;
mod front;
mod kept;
mod mend;
mod numbers;
mod place;
mod published;
mod rows;
mod sheets;
pub mod stumbles;
mod units;
mod unread;
mod written;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::content::accessibility::Accessibility;
use crate::content::changes::Changes;
use crate::content::common::{Common, Silence};
use crate::content::field::Record;
use crate::content::item::{Item, Table, Value};
use crate::content::read::{MISSING_KEY, Reading};
use crate::content::site::SiteConfig;
use crate::content::translation::Head;
use crate::content::value::Id;
use crate::content::{Content, Kind};
use crate::diagnostic::{Diagnostic, Lint, Severity};
use crate::document::{Body, Translation};
use crate::markdown::{Facts, facts};
use crate::source::{Sources, Text};
use crate::span::{Lines, Span};
use crate::spreadsheet::Workbook;
use beside::Beside;
use books::{books, from_books, from_own_books};
use front::Front;
use mend::Keys;
use place::Place;
use published::Of;

pub use again::as_mended;
pub use columns::column;
pub use copies::are_same_copies;
pub use documents::Documents;
pub use kept::Kept;
pub use units::size;
pub use written::{Written, head, written};

/// The lints that this stage raises itself.
pub const LINTS: &[&Lint] = &[
    &front::NO_FRONT_MATTER,
    &front::TOML_SYNTAX,
    &sheets::FAULTY_CELL,
    &beside::REPEATED_ROW,
    &sheets::NO_TABLE,
    &sheets::UNREADABLE_TABLE,
    &sheets::HIDDEN_CELLS,
    &sheets::SUM_ROW,
    &place::UNPLACED_FILE,
    &copies::CONFLICT_COPY,
    &unread::LINKED_FILE,
    &unread::UNREADABLE_FILE,
];

/// A file that has been read.
#[derive(Debug)]
pub struct Document {
    pub text: Text,
    /// The spreadsheets that its records take rows from.
    pub books: Box<[Arc<Workbook>]>,
    pub entries: Vec<Entry>,
    pub translation: Option<Arc<Translation>>,
    pub site: Option<Arc<SiteConfig>>,
    pub accessibility: Option<Arc<Accessibility>>,
    pub changes: Option<Arc<Changes>>,
    /// Records that are written here but could not be read, as folder and id: what refers to them is not at fault.
    pub broken: Vec<(&'static str, String)>,
    /// Whether an id, or a group that may hold ids, could not be read.
    pub gaps: bool,
    /// Whether any line could not be read.
    pub lost: bool,
    pub diagnostics: Vec<Diagnostic>,
    /// What local rules found in it.
    pub kept: Kept,
    /// The same file read with stand-ins for what is missing or faulty, when it has errors: for finding what else is wrong in it.
    pub whole: Option<Arc<Document>>,
    /// Whether any finding is silenced in it.
    pub silences: bool,
    stand_ins: bool,
}

/// A record as it stands in its file.
#[derive(Clone, Debug)]
pub struct Entry {
    pub kind: &'static Kind,
    pub id: String,
    /// Where the id stands, or the beginning of the file whose name it is.
    pub span: Span,
    pub common: Arc<Common>,
    pub content: Arc<dyn Content>,
    pub body: Option<Arc<Body>>,
}

/// Reads every text under `content/`. A file with the same path and text as in `previous` is taken from there. Copies that somebody
/// else's edits left behind are told of and not read.
pub fn parse(sources: &Sources, previous: Option<&Documents>) -> Documents {
    let (copies, mut diagnostics) = copies::copies(sources);
    diagnostics.extend(sources.unread.iter().map(unread::tell));
    let documents: Vec<_> = sources
        .texts
        .par_iter()
        .filter(|text| text.path.starts_with("content/") && !copies.contains(&text.id))
        .map(|text| {
            let books = books(text, sources);
            match previous.and_then(|documents| documents.unchanged(text, &books)) {
                Some(document) => document,
                None => Arc::new(document(text, books)),
            }
        })
        .collect();
    Documents { documents: documents.into(), diagnostics }
}

impl Document {
    /// Whether something in it stands in for what is missing or faulty.
    pub fn stands_in(&self) -> bool {
        self.stand_ins && self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What is silenced in the file as a whole, and not in one of its records.
    pub fn silences_of_whole(&self) -> impl Iterator<Item = &Silence> {
        let whole = [
            self.translation.as_ref().map(|translation| &translation.silence),
            self.site.as_ref().map(|site| &site.silence),
            self.accessibility.as_ref().map(|statement| &statement.silence),
        ];
        whole.into_iter().flatten().flatten()
    }
}

/// Reads one file of `sources`.
pub fn reread(text: &Text, sources: &Sources) -> Document {
    document(text, books(text, sources))
}

/// Reads one file; a second time, with stand-ins, when it has errors.
fn document(text: &Text, books: Vec<Arc<Workbook>>) -> Document {
    let mut document = read_file(text, &books, false);
    if document.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        document.whole = Some(Arc::new(read_file(text, &books, true)));
    }
    document
}

fn read_file(text: &Text, books: &[Arc<Workbook>], stand_ins: bool) -> Document {
    let mut document = Document {
        text: text.clone(),
        books: books.into(),
        entries: Vec::new(),
        translation: None,
        site: None,
        accessibility: None,
        changes: None,
        broken: Vec::new(),
        gaps: false,
        lost: false,
        diagnostics: Vec::new(),
        kept: Kept::default(),
        whole: None,
        silences: false,
        stand_ins,
    };
    match place::place(&text.path) {
        Err(diagnostic) => document.diagnostics.push(*diagnostic),
        Ok(Place::Stored) => {}
        Ok(Place::Site) => document.site = declared(&mut document).map(Arc::new),
        Ok(Place::Accessibility) => document.accessibility = declared(&mut document).map(Arc::new),
        Ok(Place::Changes) => document.changes = declared(&mut document).map(Arc::new),
        Ok(Place::Shared { kind }) => shared(&mut document, kind),
        Ok(Place::Record { kind, id, markdown }) => record(&mut document, kind, id, markdown),
        Ok(Place::Translation { kind, id, lang }) => translation(&mut document, kind, id, lang),
    }
    document.silences =
        document.entries.iter().any(|entry| !entry.common.silence.is_empty()) || document.silences_of_whole().next().is_some();
    document
}

/// The TOML of a whole file, its faults told.
fn whole_toml(document: &mut Document, keys: Keys, lists: impl Fn() -> Vec<&'static str>) -> Table {
    let text = document.text.content.clone();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let front = front::table(&text, &text[start..], document.text.id, start, keys, lists);
    take(document, &text, front)
}

/// Keeps what was found in the TOML and what of it could not be read.
fn take(document: &mut Document, text: &str, front: Front) -> Table {
    document.gaps |= front::loses_ids(text, &front.lost);
    document.lost |= !front.lost.is_empty();
    document.diagnostics.extend(front.faults);
    front.table
}

/// A file that is one record and no more: what is declared of the site itself.
fn declared<R: Record>(document: &mut Document) -> Option<R> {
    let keys = [R::fields()];
    let table = whole_toml(document, &keys, || mend::lists(&keys));
    let text = document.text.content.clone();
    let mut reading = Reading::with(&text, document.stand_ins);
    reading.unknown_keys(&table, &[R::fields()]);
    let record = R::read(&table, &mut reading);
    tell(document, reading);
    record
}

/// Keeps what was found. Where lines could not be read, a key that seems to be missing may stand on one of them: nobody is told that.
/// Nor is anybody told twice of a line that was read otherwise than it stands.
fn tell(document: &mut Document, reading: Reading) {
    document.gaps |= reading.no_id;
    if document.diagnostics.iter().all(|d| d.lint.name != front::TOML_SYNTAX.name) {
        return document.diagnostics.extend(reading.diagnostics);
    }
    let text = document.text.content.clone();
    let lines = Lines::new(&text);
    let line = |d: &Diagnostic| lines.at(d.span.range().start).line;
    let faulty = document.diagnostics.iter().filter(|d| d.lint.name == front::TOML_SYNTAX.name).map(line).collect::<FxHashSet<_>>();
    let lost = document.lost;
    let missing = |d: &Diagnostic| d.lint.name == MISSING_KEY.name;
    document.diagnostics.extend(reading.diagnostics.into_iter().filter(|d| if missing(d) { !lost } else { !faulty.contains(&line(d)) }));
}

fn shared(document: &mut Document, kind: &'static str) {
    let Some(kind) = Kind::named(kind) else { return };
    let table = whole_toml(document, &[(kind.fields)(), Common::fields()], || vec![kind.name]);
    let text = document.text.content.clone();
    let mut reading = Reading::with(&text, document.stand_ins);
    let mut beside = Beside::default();
    for entry in &table.entries {
        if entry.key != kind.name {
            let line = reading.corrected(entry.key_span, kind.name);
            let mut diagnostic = Diagnostic::new(
                &crate::content::read::UNKNOWN_KEY,
                entry.key_span,
                format!("Här står `{}`, men filen tar bara [[{}]].", entry.key, kind.name),
                format!("This is `{}`, but the file takes [[{}]] only.", entry.key, kind.name),
            )
            .allowed([kind.name]);
            if let Some(line) = line {
                diagnostic = diagnostic.paste(line);
            }
            reading.found(diagnostic);
            continue;
        }
        let items = match &entry.item.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.item),
        };
        for item in items {
            shared_record(document, kind, item, &mut beside, &mut reading);
        }
    }
    beside.settle(&mut reading);
    tell(document, reading);
}

fn shared_record(document: &mut Document, kind: &'static Kind, item: &Item, beside: &mut Beside, reading: &mut Reading) {
    let Some(table) = reading.table(item) else { return };
    let id = match table.get("id") {
        Some(entry) => <Id as crate::content::field::Field>::read(&entry.item, reading),
        None => {
            reading.no_id = true;
            reading.found(
                Diagnostic::new(
                    &MISSING_KEY,
                    table.span,
                    format!("Här saknas `id`: kortnamnet som andra hänvisar till ({}).", kind.one.0),
                    format!("`id` is missing here: the short name that others refer to ({}).", kind.one.1),
                )
                .paste(format!("id = \"{}\"", table.text("title").map_or("kortnamn".into(), |(title, _)| Id::from_words(title)))),
            );
            None
        }
    };
    let title = || Id::from_words(table.text("title").map_or("", |(title, _)| title));
    let id = id.or_else(|| document.stand_ins.then(|| Id { id: title(), span: table.span }));
    let Some(id) = id else { return };
    let mut rest = table.clone();
    rest.entries.retain(|entry| entry.key != "id");
    from_books(document, Of { kind, id: &id.id, shared: true }, &mut rest, beside, reading);
    match read(kind, &rest, reading) {
        Some((common, content)) => {
            document.entries.push(Entry { kind, id: id.id, span: id.span, common: Arc::new(common), content, body: None });
        }
        None => document.broken.push((kind.folder, id.id)),
    }
}

/// Reads common and own keys; both are read before either counts as unreadable.
fn read(kind: &'static Kind, table: &Table, reading: &mut Reading) -> Option<(Common, Arc<dyn Content>)> {
    reading.unknown_keys(table, &[(kind.fields)(), Common::fields()]);
    let common = Common::read(table, reading);
    let content = (kind.read)(table, reading);
    Some((common?, content?))
}

fn record(document: &mut Document, kind: &'static str, id: String, markdown: bool) {
    let Some(kind) = Kind::named(kind) else { return };
    let text = document.text.content.clone();
    let span = Span::start_of(document.text.id);
    let mut reading = Reading::with(&text, document.stand_ins);
    if !Id::is_one(&id) {
        let right = Id::from_words(&id);
        reading.malformed(span, format!("Filnamnet ”{id}” kan inte vara ett id."), format!("The file name “{id}” cannot be an id."), None);
        if let Some(diagnostic) = reading.diagnostics.last_mut().filter(|_| !right.is_empty()) {
            *diagnostic = diagnostic.clone().help(format!("Döp om filen till {right}."), format!("Rename the file to {right}."));
        }
    }
    let keys = [(kind.fields)(), Common::fields()];
    let (mut table, body) = if markdown {
        match head_and_body(document, &text, &keys) {
            Some(parts) => parts,
            None => {
                document.broken.push((kind.folder, id));
                return tell(document, reading);
            }
        }
    } else {
        (whole_toml(document, &keys, || mend::lists(&keys)), None)
    };
    let body = body.map(|(start, facts)| {
        let taken = kind.rows.map_or(Vec::new(), |(key, fields)| rows::take(&mut table, key, fields(), &facts, &mut reading));
        Arc::new(Body::new(start, facts, taken))
    });
    from_own_books(document, Of { kind, id: &id, shared: false }, &mut table, &mut reading);
    match read(kind, &table, &mut reading) {
        Some((common, content)) => {
            // Most files hold one record.
            document.entries.reserve_exact(1);
            document.entries.push(Entry { kind, id, span, common: Arc::new(common), content, body });
        }
        None => document.broken.push((kind.folder, id)),
    }
    tell(document, reading);
}

/// The front matter and the facts of the body, from where it begins; None when there is no front matter, which has been told.
fn head_and_body(document: &mut Document, text: &str, keys: Keys) -> Option<(Table, Option<(usize, Facts)>)> {
    match front::split(text, document.text.id) {
        Ok(parts) => {
            let front = front::table(text, parts.toml, document.text.id, parts.toml_at, keys, || mend::lists(keys));
            Some((take(document, text, front), Some((parts.body_at, facts(&text[parts.body_at..], document.text.id, parts.body_at)))))
        }
        Err(diagnostic) => {
            document.diagnostics.push(*diagnostic);
            None
        }
    }
}

fn translation(document: &mut Document, kind: &'static str, id: String, lang: String) {
    let Some(kind) = Kind::named(kind) else { return };
    let text = document.text.content.clone();
    let Some((table, Some((start, facts)))) = head_and_body(document, &text, &[Head::fields()]) else { return };
    let mut reading = Reading::with(&text, document.stand_ins);
    reading.unknown_keys(&table, &[Head::fields()]);
    if let Some(head) = Head::read(&table, &mut reading) {
        document.translation = Some(Arc::new(Translation {
            kind,
            id,
            lang,
            title: head.title,
            summary: head.summary,
            translates: head.translates,
            words: head.words.map(|free| free.0),
            silence: head.silence,
            body: Arc::new(Body::new(start, facts, Vec::new())),
            text: text.clone(),
            span: Span::start_of(document.text.id),
        }));
    }
    tell(document, reading);
}
