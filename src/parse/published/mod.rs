//! The tables that the site itself publishes, read back: what was put in comes back, what was worked out stays away, and so do the rows of
//! other records.

mod causes;
mod figures;
mod parts;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{number, plain};
use super::sheets::{FAULTY_CELL, NO_TABLE, Tables};
use crate::content::Kind;
use crate::content::columns::{Column, Part};
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::content::value::Id;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spreadsheet::{Cell, Row, Sheet, Value as Shown};

/// How far down a sheet the headings of a table are looked for: somebody may have put a title above them.
const ABOVE: usize = 10;

/// How many records are named of those that the rows of a table belong to.
const NAMED: usize = 5;

/// The record that a table stands beside.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    pub kind: &'static Kind,
    pub id: &'a str,
    /// Whether it is one of many in its file, so that a column says which each row is of.
    pub shared: bool,
}

/// What a table of the site gives a record.
pub enum Told {
    /// Its rows.
    Rows(Vec<Given>),
    /// Nothing: its rows belong to these other records.
    Others(Span, Vec<String>),
    /// Nothing to anybody: what stands in it is worked out, or stands in the records themselves.
    Nothing(Span),
}

/// A record inside a record, from a row.
pub struct Given {
    pub key: &'static str,
    pub table: Table,
    /// The row's number in its record, where the table says it.
    number: Option<u32>,
    /// What it stands in: the key, and the number of the row there.
    within: Option<(&'static str, u32)>,
}

impl Given {
    fn new(key: &'static str, table: Table) -> Self {
        Self { key, table, number: None, within: None }
    }
}

/// What the sheet gives the record; None when it is no table of the site.
pub fn read(sheet: &Sheet, of: Of, reading: &mut Reading) -> Option<Told> {
    figures::read(sheet, of, reading).or_else(|| causes::read(sheet, of, reading)).or_else(|| parts::read(sheet, of, reading))
}

/// The rows that are the record's own, or whose the others are. `owner`: of which record a row is, when it is one that can be read.
fn own<'s>(rows: &'s [Row], span: Span, own: &str, owner: impl Fn(&'s Row) -> Option<String>) -> Result<Vec<&'s Row>, Told> {
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for row in rows {
        match owner(row) {
            Some(name) if name == own => found.push(row),
            Some(name) if others.len() <= NAMED && !others.contains(&name) => others.push(name),
            _ => {}
        }
    }
    match (found.is_empty(), others.is_empty()) {
        // A table without rows is sound, and says that there are none.
        _ if rows.is_empty() => Err(Told::Rows(Vec::new())),
        (false, _) => Ok(found),
        (true, false) => Err(Told::Others(span, others)),
        (true, true) => Err(Told::Nothing(span)),
    }
}

/// The first row, among the uppermost, that is a row of these headings, and the rows below it.
fn headed<T>(sheet: &Sheet, head: impl Fn(&Row) -> Option<T>) -> Option<(&Row, T, &[Row])> {
    let found = |(at, row)| head(row).map(|head| (row, head, &sheet.rows[at + 1..]));
    sheet.rows.iter().enumerate().take(ABOVE).find_map(found)
}

/// Where the column with one of these headings stands.
fn at(head: &Row, headings: &[&str]) -> Option<u32> {
    head.cells.iter().find(|cell| matches!(&cell.value, Shown::Text(words) if headings.contains(&&**words))).map(|cell| cell.column)
}

fn cell(row: &Row, at: u32) -> Option<&Cell> {
    row.cells.iter().find(|cell| cell.column == at)
}

fn shown(row: &Row, at: Option<u32>) -> Option<String> {
    cell(row, at?).map(|cell| cell.value.shown())
}

/// A count as the cell has it.
fn count(row: &Row, at: Option<u32>) -> Option<u32> {
    number(&shown(row, at)?).0.filter(|number| number.fract() == 0.0 && *number >= 0.0).map(|number| number as u32)
}

/// Yes in the words of the tables, of Excel and of LibreOffice.
fn is_yes(shown: &str) -> bool {
    matches!(&*shown.to_lowercase(), "true" | "sant" | "ja" | "yes")
}

fn numeric(cell: &Cell, reading: &mut Reading) -> Option<Value> {
    let shown = cell.value.shown();
    let found = match &cell.value {
        Shown::Number(number) | Shown::Percent(number) => Some(*number),
        _ => number(&shown).0,
    };
    if found.is_none() {
        let (sv, en) = (format!("”{shown}” är inget tal."), format!("“{shown}” is not a number."));
        reading.found(Diagnostic::new(&FAULTY_CELL, cell.span, sv, en));
    }
    found.map(plain)
}

/// What a cell says, as the key takes it. Unlike in tables that people write, every sign is to be taken at its word: two dots are two dots.
fn value(cell: &Cell, decl: &FieldDecl, reading: &mut Reading) -> Option<Value> {
    if let Shown::Fault(fault) = &cell.value {
        let sv = format!("Cellen visar felet {fault} i stället för ett värde.");
        reading.found(Diagnostic::new(&FAULTY_CELL, cell.span, sv, format!("The cell shows the error {fault} instead of a value.")));
        return None;
    }
    let shown = cell.value.shown();
    match decl.shape {
        Shape::Number | Shape::Integer => numeric(cell, reading),
        Shape::Bool => Some(Value::Bool(is_yes(&shown))),
        Shape::List(_) => {
            // Each of several values has a line of its own in the cell.
            let all = if let Shown::Text(words) = &cell.value { words.as_str() } else { &shown };
            let one = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
            let lines = all.lines().map(one).filter(|line| !line.is_empty());
            Some(Value::List(lines.map(|line| Item { value: Value::Text(line), span: cell.span }).collect()))
        }
        _ => Some(Value::Text(shown)),
    }
}

/// A column of a published table that holds the whole of a key, and where it stands.
type Placed<'c> = (u32, &'c Column);

/// A row as a record: its whole values, and what of them stands in columns of their own.
fn record(row: &Row, columns: &[Placed], reading: &mut Reading) -> Table {
    let mut table = Table::new(row.span);
    for (place, column) in columns.iter().filter(|(_, column)| column.part == Part::Whole) {
        let ([decl], Some(cell)) = (&column.keys[..], cell(row, *place)) else { continue };
        let Some(mut value) = value(cell, decl, reading) else { continue };
        let about = columns.iter().find(|(_, other)| other.part == Part::Approximate && other.keys[0].key == decl.key);
        if let Value::Text(words) = &mut value
            && about.is_some_and(|(at, _)| shown(row, Some(*at)).is_some_and(|shown| is_yes(&shown)))
            && !words.starts_with("ca ")
        {
            words.insert_str(0, "ca ");
        }
        table.push(decl.key, Item { value, span: cell.span });
    }
    table
}

/// What the spreadsheets beside a file have given its records so far.
#[derive(Default)]
pub struct Beside {
    /// By their paths: what is told of a table when it has given nothing to any record; None when it has.
    unclaimed: BTreeMap<Arc<str>, Option<Diagnostic>>,
    /// The tables that people wrote, by the paths of their spreadsheets and the places of their sheets.
    tables: FxHashMap<(Arc<str>, usize), Tables>,
}

impl Beside {
    pub fn gave(&mut self, path: &Arc<str>) {
        self.unclaimed.insert(path.clone(), None);
    }

    /// The tables of a sheet, which `find` finds the first time.
    pub fn tables(&mut self, path: &Arc<str>, sheet: usize, find: impl FnOnce() -> Tables) -> &Tables {
        self.tables.entry((path.clone(), sheet)).or_insert_with(find)
    }

    /// Whether the spreadsheet has a table of the site.
    pub fn knows(&self, path: &Arc<str>) -> bool {
        self.unclaimed.contains_key(path)
    }

    pub fn gave_nothing(&mut self, path: &Arc<str>, of: Of, told: &Told) {
        self.unclaimed.entry(path.clone()).or_insert_with(|| of_nobody(of, told));
    }

    /// Tells of the tables from which no record took anything.
    pub fn settle(self, reading: &mut Reading) {
        for diagnostic in self.unclaimed.into_values().flatten() {
            reading.found(diagnostic);
        }
    }
}

/// What is told of a table of the site that gives nothing here.
fn of_nobody(of: Of, told: &Told) -> Option<Diagnostic> {
    let folder = of.kind.folder;
    let tables = of.kind.sheets.iter().map(|(key, _)| format!("{folder}-{key}.csv")).collect::<Vec<_>>().join(", ");
    match told {
        Told::Rows(_) => None,
        Told::Others(span, owners) => {
            let more = if owners.len() > NAMED { " …" } else { "" };
            let owners = owners[..owners.len().min(NAMED)].join(", ") + more;
            let (sv, en) = match of.shared {
                true => ("någon post i filen bredvid".to_owned(), "any record of the file beside it".to_owned()),
                false => (format!("”{folder}/{}”", of.id), format!("“{folder}/{}”", of.id)),
            };
            let diagnostic = Diagnostic::new(
                &NO_TABLE,
                *span,
                format!("Ingen rad i webbplatsens tabell hör till {sv}."),
                format!("No row of the site's table belongs to {en}."),
            );
            Some(diagnostic.help(
                format!("Raderna hör till {owners}. Lägg filen bredvid den post som den gäller, eller hämta den här postens tabell."),
                format!("The rows belong to {owners}. Put the file beside the record that it is about, or fetch the table of this record."),
            ))
        }
        Told::Nothing(span) => {
            let diagnostic = Diagnostic::new(
                &NO_TABLE,
                *span,
                "Tabellen är webbplatsens egen, och inget i den kan läsas in här: det är uträknat, eller skrivs i själva posten.",
                "The table is the site's own, and nothing in it can be read in here: it is worked out, or written in the record itself.",
            );
            Some(diagnostic.help(
                format!(
                    "Det som läses in till sorten {} är {tables} och bladen med samma innehåll i {folder}.xlsx, ur /oppna-data/.",
                    of.kind.one.0
                ),
                format!(
                    "What is read into the kind {} is {tables} and the sheets of the same in {folder}.xlsx, of /oppna-data/.",
                    of.kind.one.1
                ),
            ))
        }
    }
}

/// The rows that a record has been given, until all its tables are read: some stand in others, which may come later.
#[derive(Default)]
pub struct Gathered {
    /// By key and number of the row: the place in the list of the key; None of a row that is not taken.
    numbered: FxHashMap<(&'static str, u32), Option<usize>>,
    inner: Vec<Given>,
    /// The ids that the list of a key has, be they written or made of words.
    ids: FxHashMap<&'static str, FxHashSet<String>>,
    /// The rows that stand in the record already: whoever reads the site would count them twice.
    again: Vec<Span>,
}

impl Gathered {
    /// Adds a row to the record, or keeps it until what it stands in is there.
    pub fn add(&mut self, table: &mut Table, given: Given) {
        if given.within.is_some() {
            return self.inner.push(given);
        }
        let ids = self.ids.entry(given.key).or_insert_with(|| ids_of(table, given.key));
        let is_again = given.table.text("id").is_some_and(|(id, _)| !ids.insert(id.to_owned()));
        let place = match is_again {
            true => {
                self.again.push(given.table.span);
                None
            }
            false => Some(put(table, given.key, given.table)),
        };
        if let Some(number) = given.number {
            self.numbered.insert((given.key, number), place);
        }
    }

    pub fn settle(self, table: &mut Table, reading: &mut Reading) {
        if let Some(first) = self.again.first() {
            reading.found(again(*first, self.again.len()));
        }
        for given in self.inner {
            let Some((key, number)) = given.within else { continue };
            let list = table.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.item.value);
            match (list, self.numbered.get(&(key, number))) {
                (_, Some(None)) => {}
                (Some(Value::List(outer)), Some(Some(place))) if matches!(outer.get(*place), Some(Item { value: Value::Table(_), .. })) => {
                    if let Some(Item { value: Value::Table(outer), .. }) = outer.get_mut(*place) {
                        put(outer, given.key, given.table);
                    }
                }
                _ => reading.found(alone(&given, key, number)),
            }
        }
    }
}

/// The ids of what a list has; of what has none written, those that its words give.
fn ids_of(table: &Table, key: &str) -> FxHashSet<String> {
    let mut ids = FxHashSet::default();
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    let Some(Value::List(items)) = table.get(key).map(|entry| &entry.item.value) else { return ids };
    let tables = items.iter().filter_map(|item| if let Value::Table(table) = &item.value { Some(table) } else { None });
    for table in tables {
        let words = || {
            let named = table.text("indicator").map(|(id, _)| id.rsplit('/').next().unwrap_or(id).to_owned());
            let titled = || table.text("title").or_else(|| table.text("text")).map(|(title, _)| Id::from_words(title));
            named.or_else(titled)
        };
        let Some(id) = table.text("id").map(|(id, _)| id.to_owned()).or_else(words) else { continue };
        // Of several that give the same, each has a number after it.
        let number = last.entry(id.clone()).or_insert(1);
        let mut free = id.clone();
        while !ids.insert(free) {
            *number += 1;
            free = format!("{id}-{number}");
        }
    }
    ids
}

/// Rows of a table of the site that say what the record says itself.
fn again(first: Span, count: usize) -> Diagnostic {
    let (sv, en) = match count {
        1 => (
            "Raden står redan i posten, och läses inte in en gång till.".to_owned(),
            "The row stands in the record already, and is not read in again.".to_owned(),
        ),
        _ => (
            format!("{count} rader i webbplatsens tabell står redan i posten, den här först, och läses inte in en gång till."),
            format!("{count} rows of the site's table stand in the record already, this one first, and are not read in again."),
        ),
    };
    Diagnostic::new(&FAULTY_CELL, first, sv, en).help(
        "Ta bort dem ur posten, om det är tabellen som ska gälla; ta annars bort tabellen.",
        "Take them out of the record, if it is the table that holds; else take the table away.",
    )
}

/// A row that stands in a row of another table, which is not there.
fn alone(given: &Given, key: &str, number: u32) -> Diagnostic {
    Diagnostic::new(
        &FAULTY_CELL,
        given.table.span,
        format!("Raden hör till rad {number} i tabellen ”{key}”, som inte läses in till posten."),
        format!("The row belongs to row {number} of the table “{key}”, which is not read into the record."),
    )
    .help(
        format!("Lägg tabellen ”{key}” bredvid posten också, eller hela arbetsboken (.xlsx) med båda bladen."),
        format!("Put the table “{key}” beside the record, too, or the whole workbook (.xlsx) with both sheets."),
    )
}

/// Adds a record to the list at `key`, and says where in it.
pub fn put(table: &mut Table, key: &'static str, record: Table) -> usize {
    let item = Item { span: record.span, value: Value::Table(record) };
    match table.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.item.value) {
        Some(Value::List(written)) => {
            written.push(item);
            written.len() - 1
        }
        _ => {
            table.push(key, Item { span: item.span, value: Value::List(vec![item]) });
            0
        }
    }
}
