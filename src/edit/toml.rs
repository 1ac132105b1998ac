//! Setting and taking away keys in TOML that people wrote: comments, order, line endings and everything else stay as they were.

use std::ops::Range;

use similar::{ChangeTag, TextDiff};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// One step on the way to a value: into a key, or to one of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Key(String),
    At(usize),
}

/// Where the keys of a record stand: the stretch of TOML in its file, and the steps to the record in it (none when the file is the record).
#[derive(Debug, Clone)]
pub struct Place {
    pub range: Range<usize>,
    pub steps: Vec<Step>,
}

/// A whole file with a change in its TOML; None when the TOML cannot be read or has no such place. Lines that the change does not touch
/// keep their bytes.
pub fn edited(text: &str, range: Range<usize>, change: impl FnOnce(&mut DocumentMut) -> Option<()>) -> Option<String> {
    let old = text.get(range.clone())?;
    let plain = old.replace("\r\n", "\n");
    let mut document: DocumentMut = plain.parse().ok()?;
    change(&mut document)?;
    let new = document.to_string();
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut originals = old.split_inclusive('\n');
    let mut out = text[..range.start].to_owned();
    for change in TextDiff::from_lines(&plain, &new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => out.push_str(originals.next().unwrap_or_default()),
            ChangeTag::Delete => _ = originals.next(),
            ChangeTag::Insert => out.push_str(&change.value().replace('\n', ending)),
        }
    }
    out.push_str(&text[range.end..]);
    Some(out)
}

/// The table at the end of `steps`.
pub fn table<'d>(document: &'d mut DocumentMut, steps: &[Step]) -> Option<&'d mut dyn TableLike> {
    within(document.as_table_mut(), steps)
}

/// The table at the end of `steps` from another.
pub fn within<'d>(table: &'d mut dyn TableLike, steps: &[Step]) -> Option<&'d mut dyn TableLike> {
    let Some((Step::Key(key), rest)) = steps.split_first() else { return Some(table) };
    let item = table.get_mut(key)?;
    match rest.split_first() {
        Some((Step::At(at), rest)) => match item {
            Item::ArrayOfTables(list) => within(list.get_mut(*at)?, rest),
            Item::Value(Value::Array(list)) => within(list.get_mut(*at)?.as_inline_table_mut()?, rest),
            // One table without brackets is a list of one.
            item if *at == 0 => within(item.as_table_like_mut()?, rest),
            _ => None,
        },
        _ => within(item.as_table_like_mut()?, rest),
    }
}

/// Sets a key, and keeps what stands around its value.
pub fn set(table: &mut dyn TableLike, key: &str, value: impl Into<Value>) {
    let mut value = value.into();
    if let Some(Item::Value(old)) = table.get(key) {
        *value.decor_mut() = old.decor().clone();
    }
    table.insert(key, Item::Value(value));
}

/// Adds a table of values to the list at `key`, in the form that the list has.
pub fn push<V: Clone + Into<Value>>(record: &mut dyn TableLike, key: &str, pairs: &[(&str, V)]) -> Option<()> {
    let inline = || pairs.iter().map(|(key, value)| (*key, value.clone().into())).collect::<InlineTable>();
    let block = || {
        let mut table: Table = pairs.iter().map(|(key, value)| (*key, Item::Value(value.clone().into()))).collect();
        table.decor_mut().set_prefix("\n");
        table
    };
    match record.get_mut(key) {
        Some(Item::ArrayOfTables(list)) => list.push(block()),
        Some(Item::Value(Value::Array(list))) => list.push(inline()),
        Some(Item::Value(Value::InlineTable(first))) => {
            let list = Array::from_iter([first.clone(), inline()]);
            record.insert(key, Item::Value(Value::Array(list)));
        }
        Some(Item::Table(first)) => {
            let mut list = ArrayOfTables::new();
            list.push(first.clone());
            list.push(block());
            record.insert(key, Item::ArrayOfTables(list));
        }
        Some(_) => return None,
        None => {
            let mut list = ArrayOfTables::new();
            list.push(block());
            record.insert(key, Item::ArrayOfTables(list));
        }
    }
    Some(())
}

/// Calls `with` for each table of the list at `key`.
pub fn each(table: &mut dyn TableLike, key: &str, with: &mut dyn FnMut(&mut dyn TableLike)) {
    retain(table, key, &mut |one| {
        with(one);
        true
    });
}

/// Takes the tables out of the list at `key` that `keep` says no to; an empty list goes with them.
pub fn retain(table: &mut dyn TableLike, key: &str, keep: &mut dyn FnMut(&mut dyn TableLike) -> bool) {
    let Some(item) = table.get_mut(key) else { return };
    let is_empty = if let Some(list) = item.as_array_of_tables_mut() {
        let mut kept = list.iter_mut().map(|one| keep(one)).collect::<Vec<_>>().into_iter();
        list.retain(|_| kept.next() != Some(false));
        list.is_empty()
    } else if let Some(list) = item.as_array_mut() {
        let tables = list.iter_mut().map(|one| one.as_inline_table_mut().is_none_or(|one| keep(one)));
        let mut kept = tables.collect::<Vec<_>>().into_iter();
        list.retain(|_| kept.next() != Some(false));
        list.is_empty()
    } else {
        item.as_table_like_mut().is_some_and(|one| !keep(one))
    };
    if is_empty {
        table.remove(key);
    }
}
