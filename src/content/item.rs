//! What was written, before anyone knows what it means: keys and values with their places, from TOML or from a row of a table.

use crate::span::{SourceId, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Item {
    pub value: Value,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Integer(i64),
    Number(f64),
    Bool(bool),
    /// A TOML date or time, as written.
    Date(toml::value::Datetime),
    List(Vec<Item>),
    Table(Table),
}

/// Keys in the order of the file.
#[derive(Clone, Debug)]
pub struct Table {
    pub entries: Vec<Entry>,
    /// Where the table begins: its header, or its first line.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub item: Item,
}

impl Table {
    pub fn new(span: Span) -> Self {
        Self { entries: Vec::new(), span }
    }

    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The text at `key`, when it is one.
    pub fn text(&self, key: &str) -> Option<(&str, Span)> {
        match self.get(key).map(|entry| &entry.item) {
            Some(Item { value: Value::Text(text), span }) => Some((text, *span)),
            _ => None,
        }
    }

    /// Adds a key that has no place of its own: it stands where its value stands.
    pub fn push(&mut self, key: &str, item: Item) {
        self.entries.push(Entry { key: key.to_owned(), key_span: item.span, item });
    }
}

/// A fault in the TOML itself: the library's words and where it stopped.
#[derive(Clone, Debug)]
pub struct SyntaxFault {
    pub message: String,
    pub span: Span,
}

/// Reads TOML that begins at byte `base` of its file. What is sound is always returned, with every fault beside it.
pub fn from_toml(toml: &str, source: SourceId, base: usize) -> (Table, Vec<SyntaxFault>) {
    let place = Place { source, base };
    let (table, errors) = DeTable::parse_recoverable(toml);
    let faults = errors
        .into_iter()
        .map(|error| SyntaxFault { message: error.message().to_owned(), span: place.span(error.span().unwrap_or(0..0)) })
        .collect();
    let span = Span::new(source, base..base);
    (place.table(table.into_inner(), span), faults)
}

#[derive(Clone, Copy)]
struct Place {
    source: SourceId,
    base: usize,
}

impl Place {
    fn span(self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, self.base + range.start..self.base + range.end)
    }

    /// The parser bounds how deep tables and lists nest, so this recursion is bounded too.
    fn table(self, table: DeTable<'_>, span: Span) -> Table {
        let entries = table
            .into_iter()
            .map(|(key, value)| Entry { key_span: self.span(key.span()), key: key.into_inner().into_owned(), item: self.item(value) })
            .collect();
        Table { entries, span }
    }

    fn item(self, value: Spanned<DeValue<'_>>) -> Item {
        let span = self.span(value.span());
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::Integer(number),
                Err(_) => Value::Text(number.as_str().to_owned()),
            },
            DeValue::Float(number) => match number.as_str().parse() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(number.as_str().to_owned()),
            },
            DeValue::Boolean(yes) => Value::Bool(yes),
            DeValue::Datetime(date) => Value::Date(date),
            DeValue::Array(list) => Value::List(list.into_iter().map(|value| self.item(value)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, span)),
        };
        Item { value, span }
    }
}
