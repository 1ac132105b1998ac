//! The tables of open data, read back: those of a kind's records hold nothing that a spreadsheet may give, those of what stands in the
//! records do.

use super::{Given, Of, Placed, Told, at, called, count, headed, own, record, shown};
use crate::content::columns::{Column, Grid, Part, grids, told};
use crate::content::common::Common;
use crate::content::field::Record as _;
use crate::content::read::Reading;
use crate::diagnostic::Diagnostic;
use crate::parse::columns::is_own;
use crate::parse::sheets::FAULTY_CELL;
use crate::spreadsheet::{Cell, Row, Sheet};

/// The columns that every such table has first: their lasting names, and their headings in Swedish and English as the theme medborgare has them.
const RECORD: &[&str] = &["record", "Post", "Record"];
const RECORD_TITLE: &[&str] = &["record.title", "Postens rubrik", "The record's title"];
const ROW: &[&str] = &["row", "Rad", "Row"];
const IN_ROW: &[&str] = &["in_row", "I rad", "In row"];
const KEY: &[&str] = &["key", "Nyckel", "Key"];
const ID: &[&str] = &["id", "Id"];
const URL: &[&str] = &["url", "Adress", "Address"];

/// The part of a value that a column has, as the end of its heading says it in Swedish and English.
const PARTS: &[(Part, [&str; 2])] = &[
    (Part::Title, ["namn", "name"]),
    (Part::First, ["första dag", "first day"]),
    (Part::Last, ["sista dag", "last day"]),
    (Part::Kronor, ["kronor", "kronor"]),
    (Part::Approximate, ["ungefärligt", "approximate"]),
];

/// A heading cell whose column is none of the table's.
type Unknown<'r> = Vec<&'r Cell>;

pub fn read(sheet: &Sheet, of: Of, reading: &mut Reading) -> Option<Told> {
    let is_of_records = |row: &Row| at(row, KEY).and(at(row, ID)).and(at(row, URL)).filter(|_| at(row, RECORD).is_none());
    if let Some((head, ..)) = headed(sheet, is_of_records) {
        return Some(Told::Nothing(head.cells[0].span));
    }
    let (head, owner, rows) = headed(sheet, |row| at(row, ROW).and(at(row, URL)).and(at(row, RECORD)))?;
    // Of another kind's tables it is enough to say whose the rows are.
    let name = format!("{}/{}", of.kind.folder, of.id);
    let rows = match own(rows, head.cells[0].span, &name, |row| shown(row, Some(owner))) {
        Ok(rows) => rows,
        Err(told) => return Some(told),
    };
    let own = grids(told((of.kind.fields)()));
    let common = grids(told(Common::fields()));
    let readable = |grid: &Grid| grid.keys.first().is_some_and(|first| of.kind.sheets.iter().any(|(key, _)| *key == first.key));
    let all = own.iter().chain(&common).filter(|grid| !grid.keys.is_empty());
    let best = all.filter_map(|grid| matched(grid, head)).min_by_key(|(grid, _, unknown)| {
        // Of two that explain every heading the narrower one is meant.
        (unknown.len(), grid.columns.len())
    });
    let Some((grid, columns, unknown)) = best.filter(|(grid, ..)| readable(grid)) else { return Some(Told::Nothing(head.cells[0].span)) };
    for cell in unknown {
        tell(cell, grid, reading);
    }
    let (row_at, in_row) = (at(head, ROW), at(head, IN_ROW));
    let key = grid.keys[grid.keys.len() - 1].key;
    let outer = grid.keys.len().checked_sub(2).map(|at| grid.keys[at].key);
    let given = rows.into_iter().map(|row| Given {
        number: count(row, row_at),
        within: outer.map(|outer| (outer, count(row, in_row).unwrap_or(0))),
        ..Given::new(key, record(row, &columns, reading))
    });
    Some(Told::Rows(given.collect()))
}

/// The columns of a table by their headings, and the headings that are none of its; None where one is lacking that it always has.
fn matched<'g, 'r>(grid: &'g Grid, head: &'r Row) -> Option<(&'g Grid, Vec<Placed<'g>>, Unknown<'r>)> {
    let mut columns: Vec<Placed> = Vec::new();
    let mut unknown = Vec::new();
    let leads = [RECORD, RECORD_TITLE, ROW, IN_ROW, KEY, URL];
    for (place, cell) in head.cells.iter().enumerate() {
        let Some(words) = called(cell) else { continue };
        // The first columns are those that all tables have; a column of its own may bear the same heading.
        let is_lead =
            leads.iter().any(|lead| lead.contains(&words)) && head.cells[..place].iter().all(|before| called(before) != Some(words));
        let is_taken = |column: &Column| columns.iter().any(|(_, known)| known.name == column.name);
        match grid.columns.iter().find(|column| !is_taken(column) && is_called(column, words)) {
            _ if is_lead => {}
            Some(column) => columns.push((cell.column, column)),
            None if is_own(words) => {}
            None => unknown.push(cell),
        }
    }
    let has = |column: &Column| !column.required || columns.iter().any(|(_, known)| known.name == column.name);
    grid.columns.iter().all(has).then_some((grid, columns, unknown))
}

/// Whether a column bears this heading: its name in CSV, its label in a workbook.
fn is_called(column: &Column, words: &str) -> bool {
    let labels = |lang: usize| {
        let keys = column.keys.iter().map(|decl| if lang == 0 { decl.label.0 } else { decl.label.1 }).collect::<Vec<_>>().join(": ");
        match PARTS.iter().find(|(part, _)| *part == column.part) {
            Some((_, ends)) => format!("{keys}, {}", ends[lang]),
            None => keys,
        }
    };
    column.name == words || (0..2).any(|lang| labels(lang) == words)
}

fn tell(cell: &Cell, grid: &Grid, reading: &mut Reading) {
    let words = cell.value.shown();
    reading.found(
        Diagnostic::new(
            &FAULTY_CELL,
            cell.span,
            format!("Kolumnen ”{words}” finns inte i den här av webbplatsens tabeller."),
            format!("There is no column “{words}” in this table of the site."),
        )
        .meant(&words, grid.columns.iter().map(|column| column.name.as_str()))
        .help("Ska den inte med på webbplatsen: kalla den Anteckning.", "If it is not for the site: call it Notes."),
    );
}
