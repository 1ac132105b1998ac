//! The prose of a record: its Markdown body, the same record in other languages, and the stored texts that its quotes stand in.

use std::sync::{Arc, OnceLock};

use crate::content::Kind;
use crate::content::common::Silence;
use crate::content::item::{Table, Value};
use crate::content::value::Text as Words;
use crate::markdown::Facts;
use crate::source::Text;
use crate::span::Span;

/// The Markdown of a record.
#[derive(Debug)]
pub struct Body {
    /// Where it begins in its file, in bytes.
    pub start: usize,
    pub facts: Facts,
    /// Tables that are records, by their place in `facts.tables`.
    pub taken: Vec<usize>,
}

impl Body {
    /// A body from what was read of it. What the cells of tables say has become records or is no fact: it is not kept.
    pub fn new(start: usize, mut facts: Facts, taken: Vec<usize>) -> Self {
        for table in &mut facts.tables {
            (table.header, table.rows) = Default::default();
        }
        facts.links.shrink_to_fit();
        facts.headings.shrink_to_fit();
        facts.sections.shrink_to_fit();
        facts.tables.shrink_to_fit();
        Self { start, facts, taken }
    }
}

/// The same record in another language: words, never facts.
#[derive(Clone, Debug)]
pub struct Translation {
    pub kind: &'static Kind,
    pub id: String,
    pub lang: String,
    pub title: Words,
    pub summary: Option<Words>,
    /// Fingerprint of what was translated.
    pub translates: Option<Words>,
    /// The record's own texts by their keys, and texts inside it by id and key.
    pub words: Option<Table>,
    pub silence: Vec<Silence>,
    pub body: Arc<Body>,
    /// The whole file that it stands in.
    pub text: Arc<str>,
    pub span: Span,
}

impl Translation {
    /// Words of the record itself, or of what has this id in it, under a key.
    pub fn words(&self, inside: Option<&str>, key: &str) -> Option<&Value> {
        let words = self.words.as_ref()?;
        match (inside, &words.get(inside.unwrap_or(key))?.item.value) {
            (Some(_), Value::Table(table)) => Some(&table.get(key)?.item.value),
            // Of what has an id, one text alone is its title.
            (Some(_), title @ Value::Text(_)) if key == "title" => Some(title),
            (Some(_), _) => None,
            (None, words) => Some(words),
        }
    }

    /// The same when it is one text.
    pub fn text(&self, inside: Option<&str>, key: &str) -> Option<&str> {
        match self.words(inside, key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// The stored text of a document.
#[derive(Debug)]
pub struct Stored {
    pub text: Text,
    normal: OnceLock<String>,
}

impl Stored {
    pub fn new(text: Text) -> Self {
        Self { text, normal: OnceLock::new() }
    }

    /// The text as quotes are compared with: runs of white space are one space, soft hyphens are gone.
    pub fn normal(&self) -> &str {
        self.normal.get_or_init(|| normal(&self.text.content))
    }
}

/// Makes runs of white space (page breaks too) one space and drops soft hyphens; nothing else is forgiven.
pub fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        match word.contains('\u{ad}') {
            true => normal.extend(word.chars().filter(|c| *c != '\u{ad}')),
            false => normal.push_str(word),
        }
    }
    normal
}
