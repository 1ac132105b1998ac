//! What was written, before anyone knows what it means: keys and values with their places, from TOML or from a row of a table.

use std::borrow::Cow;

use super::patches::Patches;
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
    pub key: Cow<'static, str>,
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
    pub fn push(&mut self, key: &'static str, item: Item) {
        self.entries.push(Entry { key: Cow::Borrowed(key), key_span: item.span, item });
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
    from_patched(toml, &Patches::default(), source, base)
}

/// The same of TOML of which some lines are read otherwise than they stand. Places are those of the text as it stands.
pub fn from_patched(toml: &str, patches: &Patches, source: SourceId, base: usize) -> (Table, Vec<SyntaxFault>) {
    let place = Place { source, base, patches };
    let read = patches.applied(toml);
    let toml = &*read;
    let (table, errors) = DeTable::parse_recoverable(toml);
    let deepest = || most_dots(toml);
    let mut faults: Vec<SyntaxFault> = errors
        .into_iter()
        .map(|error| SyntaxFault { message: error.message().to_owned(), span: place.span(error.span().unwrap_or_else(deepest)) })
        .collect();
    let span = Span::new(source, base..base);
    (place.table(table.into_inner(), span, DEEPEST, &mut faults), faults)
}

/// How deep tables and lists may nest. The parser bounds brackets and dots each, but not both together.
const DEEPEST: usize = 100;

/// What the parser says of what nests too deep, and what we say of the rest of it.
pub const TOO_DEEP: &str = "recursion limit";

/// The line with most dots: the parser does not say where a key has too many.
fn most_dots(toml: &str) -> std::ops::Range<usize> {
    let mut at = 0;
    let lines = toml.split('\n').map(|line| {
        at += line.len() + 1;
        (line.matches('.').count(), at - line.len() - 1..at - 1)
    });
    lines.max_by_key(|(dots, range)| (*dots, std::cmp::Reverse(range.start))).map_or(0..0, |(_, range)| range)
}

/// Takes a value apart piece by piece: one that nests thousands deep would else be dropped by as many calls within calls.
fn dismantle(value: DeValue<'_>) {
    let mut pieces = vec![value];
    while let Some(piece) = pieces.pop() {
        match piece {
            DeValue::Array(list) => pieces.extend(list.into_iter().map(Spanned::into_inner)),
            DeValue::Table(table) => pieces.extend(table.into_iter().map(|(_, value)| value.into_inner())),
            _ => {}
        }
    }
}

#[derive(Clone, Copy)]
struct Place<'p> {
    source: SourceId,
    base: usize,
    patches: &'p Patches,
}

impl Place<'_> {
    fn span(self, range: std::ops::Range<usize>) -> Span {
        let place = |at| self.base + self.patches.place(at);
        Span::new(self.source, place(range.start)..place(range.end))
    }

    /// What nests `deepest` times and more is left out, and told.
    fn table(self, table: DeTable<'_>, span: Span, deepest: usize, faults: &mut Vec<SyntaxFault>) -> Table {
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let item = self.item(value, deepest, faults);
            entries.push(Entry { key_span: self.span(key.span()), key: Cow::Owned(key.into_inner().into_owned()), item });
        }
        Table { entries, span }
    }

    fn item(self, value: Spanned<DeValue<'_>>, deepest: usize, faults: &mut Vec<SyntaxFault>) -> Item {
        let span = self.span(value.span());
        if deepest == 0 && (value.get_ref().is_array() || value.get_ref().is_table()) {
            dismantle(value.into_inner());
            faults.push(SyntaxFault { message: TOO_DEEP.to_owned(), span });
            return Item { value: Value::Bool(false), span };
        }
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
            DeValue::Array(list) => Value::List(list.into_iter().map(|value| self.item(value, deepest - 1, faults)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, span, deepest - 1, faults)),
        };
        Item { value, span }
    }
}
