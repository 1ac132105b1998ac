//! The prose of a record: its Markdown body, and the same record in other languages.

use std::sync::Arc;

use crate::content::Kind;
use crate::content::item::Table;
use crate::content::value::Text;
use crate::markdown::Facts;
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

/// The same record in another language: words, never facts.
#[derive(Clone, Debug)]
pub struct Translation {
    pub kind: &'static Kind,
    pub id: String,
    pub lang: String,
    pub title: Text,
    pub summary: Option<Text>,
    /// Fingerprint of what was translated.
    pub translates: Option<Text>,
    /// Titles inside the record, by their ids.
    pub words: Option<Table>,
    pub body: Arc<Body>,
    /// The whole file that it stands in.
    pub text: Arc<str>,
    pub span: Span,
}
