//! The tables that the site itself publishes, read back: what was put in comes back, what was worked out stays away, and so do the rows of
//! other records.

mod causes;
mod figures;
mod parts;

use super::cells::number;
use super::columns::is_yes;
use super::numbers::plain;
use super::sheets::{FAULTY_CELL, NO_TABLE, faulty};
use crate::content::Kind;
use crate::content::columns::{Column, Part, named_column};
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::spreadsheet::{Cell, Row, Sheet, Value as Shown};

/// How far down a sheet the headings of a table are looked for: somebody may have put a title above them.
const ABOVE: usize = 10;

/// How many records are named of those that the rows of a table belong to.
const NAMED: usize = 5;

/// What a writer calls a column that is not for the site, as we propose it.
const NOTES: [&str; 2] = ["anteckning", "notes"];

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
    pub number: Option<u32>,
    /// What it stands in: the key, and the number of the row there.
    pub within: Option<(&'static str, u32)>,
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
    head.cells.iter().find(|cell| called(cell).is_some_and(|words| headings.contains(&words))).map(|cell| cell.column)
}

/// What a heading cell calls its column: by the lasting name that our workbooks give it, else in the words that people read. Whoever writes
/// there that the column is for notes has the last word.
fn called(cell: &Cell) -> Option<&str> {
    let Shown::Text(words) = &cell.value else { return None };
    let lasting = cell.name.as_deref().and_then(named_column).filter(|_| !NOTES.contains(&&*words.to_lowercase()));
    Some(lasting.unwrap_or(words))
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

fn numeric(cell: &Cell, reading: &mut Reading) -> Option<Value> {
    let shown = cell.value.shown();
    let found = match &cell.value {
        Shown::Number(number) | Shown::Percent(number) | Shown::Amount(number, _) => Some(*number),
        // The tables have a point before decimals; a program with Swedish settings makes it a comma.
        _ => shown.parse().ok().filter(|number: &f64| number.is_finite()).or_else(|| number(&shown).0),
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
        reading.found(faulty(cell, fault));
        return None;
    }
    let shown = cell.value.shown();
    match decl.shape {
        Shape::Number | Shape::Integer => numeric(cell, reading),
        Shape::Bool => match is_yes(&shown) {
            Some(yes) => Some(Value::Bool(yes)),
            None => {
                let (sv, en) = (format!("”{shown}” är varken ja eller nej."), format!("“{shown}” is neither yes nor no."));
                reading.found(Diagnostic::new(&FAULTY_CELL, cell.span, sv, en));
                None
            }
        },
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
            && about.is_some_and(|(at, _)| shown(row, Some(*at)).is_some_and(|shown| is_yes(&shown) == Some(true)))
            && !words.starts_with("ca ")
        {
            words.insert_str(0, "ca ");
        }
        table.push(decl.key, Item { value, span: cell.span });
    }
    table
}

/// What is told of a table of the site that gives nothing here.
pub fn of_nobody(of: Of, told: &Told) -> Option<Diagnostic> {
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
