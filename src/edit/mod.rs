//! Changes of sources as plain values: what people wrote goes in, and what is to stand there instead comes out. Only `disk` writes it.

pub mod approve;
pub mod correct;
pub mod fix;
pub mod left;
mod named;
pub mod place;
pub mod records;
pub mod redact;
pub mod rename;
pub mod told;
pub mod toml;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Words};
use crate::source::{Sources, Text};

pub use named::{named, taken_apart};

/// Changes that belong together.
#[derive(Debug, Default, Clone)]
pub struct Edit {
    /// By path: stretches in bytes of the text as it was read, and what is to stand there.
    stretches: BTreeMap<Arc<str>, Vec<(Range<usize>, String)>>,
    /// By the path that a file has: the one that it is to have.
    moves: BTreeMap<Arc<str>, String>,
}

/// Why a change cannot be made, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub message: Words,
    pub help: Words,
}

impl Refusal {
    pub fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self::from(Words::new(sv, en))
    }

    pub fn help(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Words::new(sv, en);
        self
    }
}

impl From<Words> for Refusal {
    fn from(message: Words) -> Self {
        Self { message, help: Words::same("") }
    }
}

/// The findings that were not there before: of another rule, or in other words.
pub fn new_findings(before: &[Diagnostic], now: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let known: BTreeSet<(&str, &str)> = before.iter().map(|found| (found.lint.name, found.message.sv.as_str())).collect();
    now.into_iter().filter(|found| !known.contains(&(found.lint.name, found.message.sv.as_str()))).collect()
}

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub from: Arc<str>,
    pub to: Arc<str>,
    /// The text as it was read and as it becomes; none of a file that is only moved.
    pub text: Option<(Arc<str>, Arc<str>)>,
}

impl Edit {
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty() && self.moves.is_empty()
    }

    /// Puts `with` in the place of a stretch of the file at `path`. Said twice it is done once.
    pub fn replace(&mut self, path: &Arc<str>, range: Range<usize>, with: impl Into<String>) {
        let list = self.stretches.entry(path.clone()).or_default();
        let one = (range, with.into());
        if !list.contains(&one) {
            list.push(one);
        }
    }

    /// Puts a whole text in the place of another.
    pub fn rewrite(&mut self, text: &Text, with: String) {
        if *text.content != *with {
            self.replace(&text.path, 0..text.content.len(), with);
        }
    }

    pub fn rename(&mut self, from: &str, to: impl Into<String>) {
        self.moves.insert(Arc::from(from), to.into());
    }

    /// The changes, sorted by path; or why they cannot be made: two of them touch the same words, or a file lies where one is to go.
    pub fn changes(mut self, sources: &Sources) -> Result<Vec<Change>, Words> {
        let paths: BTreeSet<Arc<str>> = self.stretches.keys().chain(self.moves.keys()).cloned().collect();
        let files = sources.texts.iter().map(|text| &text.path).chain(sources.blobs.iter().map(|blob| &blob.path));
        let kept = files.chain(sources.books.iter().map(|book| &book.path));
        let kept: BTreeSet<String> = kept.filter(|path| !self.moves.contains_key(*path)).map(|path| path.to_lowercase()).collect();
        let mut changes = Vec::new();
        for path in paths {
            let to: Arc<str> = self.moves.get(&path).map_or_else(|| path.clone(), |to| Arc::from(to.as_str()));
            if to != path && kept.contains(&to.to_lowercase()) {
                return Err(Words::new(format!("Filen {to} finns redan."), format!("The file {to} exists already.")));
            }
            let stretches = self.stretches.remove(&path).unwrap_or_default();
            let text = match (sources.text(&path), stretches.is_empty()) {
                (Some(text), false) => {
                    Some((text.content.clone(), Arc::from(replaced(&text.content, stretches).ok_or_else(|| clash(&path))?)))
                }
                _ => None,
            };
            let same = text.as_ref().is_none_or(|(before, after)| before == after);
            if to != path || !same {
                changes.push(Change { from: path, to, text: text.filter(|_| !same) });
            }
        }
        Ok(changes)
    }
}

fn clash(path: &str) -> Words {
    Words::new(format!("Två ändringar i {path} rör samma ord."), format!("Two changes in {path} touch the same words."))
}

/// A text with stretches replaced; None when two of them overlap.
fn replaced(text: &str, mut stretches: Vec<(Range<usize>, String)>) -> Option<String> {
    stretches.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (range, with) in stretches {
        out.push_str(text.get(from..range.start)?);
        out.push_str(&with);
        from = range.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

/// The sources as they are once the changes are made.
pub fn after(sources: &Sources, changes: &[Change]) -> Sources {
    let mut new = sources.clone();
    let by_path: BTreeMap<&str, &Change> = changes.iter().map(|change| (&*change.from, change)).collect();
    for text in &mut new.texts {
        if let Some(change) = by_path.get(&*text.path) {
            let content = change.text.as_ref().map_or_else(|| text.content.clone(), |(_, after)| after.clone());
            *text = Text::new(change.to.clone(), content);
        }
    }
    for blob in &mut new.blobs {
        for path in [&mut blob.path, &mut blob.on_disk] {
            if let Some(change) = by_path.get(&**path) {
                *path = change.to.clone();
            }
        }
    }
    for book in &mut new.books {
        if let Some(change) = by_path.get(&*book.path) {
            *book = Arc::new(book.moved(&change.to));
        }
    }
    new.sort();
    new
}
