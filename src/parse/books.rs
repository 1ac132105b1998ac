//! Which spreadsheets belong to a file of records, and the rows that a record takes from them.

use std::sync::Arc;

use super::beside::{Beside, Gathered};
use super::published::Of;
use super::{Document, sheets};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::source::{Sources, Text};
use crate::span::Span;
use crate::spreadsheet::Workbook;

/// The spreadsheets that the records of a file may take rows from: those beside it, and those whose names stand in it.
pub fn books(text: &Text, sources: &Sources) -> Vec<Arc<Workbook>> {
    if sources.books.is_empty() {
        return Vec::new();
    }
    let stem = text.path.rsplit_once('.').map_or(&*text.path, |(stem, _)| stem);
    let named = |book: &&Arc<Workbook>| {
        let name = book.path.rsplit('/').next().unwrap_or(&book.path);
        is_beside(stem, &book.path) || text.content.contains("tables") && text.content.contains(name)
    };
    sources.books.iter().filter(named).cloned().collect()
}

fn is_beside(stem: &str, path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(book, _)| book == stem)
}

/// Adds the rows of the spreadsheets beside the file, and of those that the record names, to what is written in it.
pub fn from_books(document: &Document, of: Of, table: &mut Table, beside: &mut Beside, reading: &mut Reading) {
    if of.kind.sheets.is_empty() {
        return;
    }
    let path = &document.text.path;
    let stem = path.rsplit_once('.').map_or(&**path, |(stem, _)| stem);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let names: Vec<(String, Span)> = match table.get("tables").map(|entry| &entry.item) {
        Some(Item { value: Value::List(items), .. }) => items.iter().filter_map(text_of).collect(),
        Some(item) => text_of(item).into_iter().collect(),
        None => Vec::new(),
    };
    let mut gathered = Gathered::default();
    for book in document.books.iter().filter(|book| is_beside(stem, &book.path)) {
        sheets::take(table, of, book, &mut gathered, beside, reading);
    }
    // What a record names is meant for it, whatever others take from the same file.
    let (mut named, alone) = (Beside::default(), Of { shared: false, ..of });
    for (name, span) in names {
        match document.books.iter().find(|book| crate::site::join(folder, &name).is_some_and(|path| *path == *book.path)) {
            Some(book) if is_beside(stem, &book.path) => {}
            Some(book) => sheets::take(table, alone, book, &mut gathered, &mut named, reading),
            None => reading.found(sheets::missing(&name, span, folder)),
        }
    }
    named.settle(reading);
    gathered.settle(table, reading);
}

/// The same for a file that holds one record.
pub fn from_own_books(document: &Document, of: Of, table: &mut Table, reading: &mut Reading) {
    let mut beside = Beside::default();
    from_books(document, of, table, &mut beside, reading);
    beside.settle(reading);
}

fn text_of(item: &Item) -> Option<(String, Span)> {
    if let Value::Text(text) = &item.value { Some((text.clone(), item.span)) } else { None }
}
