//! The keys of one record as they stand in its file, for changing them.

use std::ops::Range;

use super::{front, rows};
use crate::content::Kind;
use crate::content::item::{self, Item, Table, Value};
use crate::content::read::Reading;
use crate::markdown::facts;
use crate::source::Text;

/// A record as it is written.
pub struct Written {
    /// Its keys, with the rows of tables in its body among them.
    pub table: Table,
    /// The TOML of the file, in bytes.
    pub range: Range<usize>,
    /// Of several records in the file, the place of this one.
    pub at: Option<usize>,
}

/// Reads a record of a kind as it stands in its file; None when the file cannot be read as TOML, or does not hold it.
pub fn written(text: &Text, kind: &Kind, id: &str) -> Option<Written> {
    let whole = &*text.content;
    if text.path.ends_with(".md") {
        let parts = front::split(whole, text.id).ok()?;
        let (mut table, faults) = item::from_toml(parts.toml, text.id, parts.toml_at);
        if let Some((key, fields)) = kind.rows {
            let facts = facts(&whole[parts.body_at..], text.id, parts.body_at);
            rows::take(&mut table, key, fields(), &facts, &mut Reading::new(whole));
        }
        let range = parts.toml_at..parts.toml_at + parts.toml.len();
        return faults.is_empty().then_some(Written { table, range, at: None });
    }
    let start = if whole.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (table, faults) = item::from_toml(&whole[start..], text.id, start);
    if !faults.is_empty() {
        return None;
    }
    if text.path.matches('/').count() > 1 {
        return Some(Written { table, range: start..whole.len(), at: None });
    }
    let list = match &table.get(kind.name)?.item.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(&table.get(kind.name)?.item),
    };
    let is = |item: &Item| matches!(&item.value, Value::Table(table) if table.text("id").is_some_and(|(known, _)| known == id));
    let at = list.iter().position(is)?;
    let Value::Table(own) = list[at].value.clone() else { return None };
    Some(Written { table: own, range: start..whole.len(), at: Some(at) })
}

/// The TOML at the top of a Markdown file, in bytes; None when it has none.
pub fn head(text: &Text) -> Option<Range<usize>> {
    let parts = front::split(&text.content, text.id).ok()?;
    Some(parts.toml_at..parts.toml_at + parts.toml.len())
}
