//! A row of headings, and the rows below it as records.

use super::FAULTY_CELL;
use super::column::Column;
use super::sums::Sums;
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::content::value::Id;
use crate::content::{Fields, Kind};
use crate::diagnostic::Diagnostic;
use crate::parse::columns::{column, heading, is_own};
use crate::span::Span;
use crate::spreadsheet::{Cell, Row, Value as Shown};

/// A row of headings that is known, with what its columns hold.
pub struct Header<'a> {
    pub key: &'static str,
    pub fields: &'static [FieldDecl],
    pub columns: Vec<Column>,
    /// Where the cells of the row stand, whatever they say.
    headed: Vec<u32>,
    /// The cells whose headings are none of these.
    pub unknown: Vec<&'a Cell>,
    /// Where the column stands that says which record a row belongs to.
    pub owner: Option<u32>,
    /// What the lines below come to.
    pub sums: Sums,
}

/// What a row says that it is of, in the column for that, and where.
pub fn named(row: &Row, owner: u32) -> Option<(String, Span)> {
    row.cells.iter().find(|cell| cell.column == owner).map(|cell| (cell.value.shown(), cell.span))
}

/// The row as headings of the table that it fits best, if it fits any: all that a row needs, and something more.
pub fn header_of<'a>(row: &'a Row, kind: &'static Kind, shared: bool) -> Option<Header<'a>> {
    let texts: Vec<(&Cell, &str)> = row
        .cells
        .iter()
        .filter_map(|cell| if let Shown::Text(words) = &cell.value { Some((cell, words.as_str())) } else { None })
        .collect();
    if texts.len() < 2 {
        return None;
    }
    let as_one = |(key, fields): &(&'static str, Fields)| {
        let fields = fields();
        let headed = row.cells.iter().map(|cell| cell.column).collect();
        let mut header = Header { key, fields, columns: Vec::new(), headed, unknown: Vec::new(), owner: None, sums: Sums::default() };
        for (cell, words) in &texts {
            let (name, unit) = heading(words);
            let owns = shared
                && header.owner.is_none()
                && (["id", kind.one.0, kind.one.1].contains(&&*name) || ["nyckeltal", "indikator"].contains(&&*name));
            match column(words, fields) {
                _ if owns => header.owner = Some(cell.column),
                Some(decl) if header.columns.iter().all(|known| known.decl.key != decl.key) => {
                    header.columns.push(Column { at: cell.column, decl, unit });
                }
                _ if is_own(words) => {}
                _ => header.unknown.push(cell),
            }
        }
        let has = |key: &str| header.columns.iter().any(|column| column.decl.key == key);
        let whole = fields.iter().filter(|decl| decl.required && decl.key != "id").all(|decl| has(decl.key));
        (whole && header.columns.len() > 1 && (!shared || header.owner.is_some())).then_some(header)
    };
    kind.sheets.iter().filter_map(as_one).rev().max_by_key(|header| header.columns.len())
}

pub fn unknown_column(cell: &Cell, fields: &'static [FieldDecl], reading: &mut Reading) {
    let Shown::Text(words) = &cell.value else { return };
    if column(words, fields).is_some() {
        let (sv, en) = (
            format!("Rubriken ”{words}” säger detsamma som en före den; bara den första kolumnen läses."),
            format!("The heading “{words}” says the same as one before it; only the first column is read."),
        );
        let twice = Diagnostic::new(&FAULTY_CELL, cell.span, sv, en);
        return reading
            .found(twice.help("Ska den inte med på webbplatsen: kalla den Anteckning.", "If it is not for the site: call it Notes."));
    }
    reading.found(
        Diagnostic::new(
            &FAULTY_CELL,
            cell.span,
            format!("Kolumnen ”{words}” finns inte i den här sortens tabell."),
            format!("There is no column “{words}” in this sort of table."),
        )
        .meant(words, fields.iter().map(|decl| decl.label.0))
        .help("Ska den inte med på webbplatsen: kalla den Anteckning.", "If it is not for the site: call it Notes."),
    );
}

impl Header<'_> {
    /// A row as a record; None where it is none: a note under the table, a sum, a row without what it is about.
    pub fn record(&mut self, row: &Row, reading: &mut Reading) -> Option<Table> {
        if self.takes_as_sum(row, reading) {
            return None;
        }
        let told = reading.diagnostics.len();
        let record = self.read(row, reading);
        match &record {
            Some(record) => self.sums.add(record),
            None => self.sums.unread |= reading.diagnostics.len() > told,
        }
        record
    }

    fn read(&self, row: &Row, reading: &mut Reading) -> Option<Table> {
        let mut record = Table::new(row.span);
        for column in &self.columns {
            let Some(cell) = row.cells.iter().find(|cell| cell.column == column.at) else { continue };
            let told = reading.diagnostics.len();
            match column.item(cell, &mut record, reading) {
                Some(value) => record.push(column.decl.key, Item { value, span: cell.span }),
                // What has been told of is not told of again as missing.
                None if reading.diagnostics.len() > told && column.decl.required => return None,
                None => {}
            }
        }
        let title = record.text("title").map(|(title, span)| (title.to_owned(), span));
        self.tell_of_stray(row, reading);
        let lacking = self.columns.iter().find(|column| column.decl.required && record.get(column.decl.key).is_none());
        if let Some(column) = lacking {
            // A period without a value says that there is none; words alone are a note, a figure alone has lost what it is about.
            let is_note = record.entries.iter().all(|entry| !self.is_figure(&entry.key)) && record.entries.len() < 2;
            if !is_note && column.decl.key != "value" {
                reading.found(
                    Diagnostic::new(
                        &FAULTY_CELL,
                        row.span,
                        format!("Raden saknar ”{}”.", column.decl.label.0),
                        format!("The row lacks “{}”.", column.decl.label.1),
                    )
                    .help(
                        "Är cellen sammanslagen med den ovanför: dela cellerna, och skriv ut värdet på varje rad.",
                        "If the cell is merged with the one above: split the cells, and write the value on every row.",
                    ),
                );
            }
            return None;
        }
        if let Some((title, span)) = title
            && self.fields.iter().any(|decl| decl.key == "id" && decl.required)
            && record.get("id").is_none()
        {
            record.push("id", Item { value: Value::Text(Id::from_words(&title)), span });
        }
        Some(record)
    }

    fn is_figure(&self, key: &str) -> bool {
        let decl = self.fields.iter().find(|decl| decl.key == key);
        decl.is_some_and(|decl| matches!(decl.shape, Shape::Number | Shape::Integer | Shape::Money))
    }

    /// Tells of the first cell of a row that stands under no heading: a figure that a comma has cut off, a remark that nobody would see.
    fn tell_of_stray(&self, row: &Row, reading: &mut Reading) {
        let Some(stray) = row.cells.iter().find(|cell| !self.headed.contains(&cell.column)) else { return };
        reading.found(
            Diagnostic::new(&FAULTY_CELL, stray.span, "Cellen står i en kolumn utan rubrik, och läses inte.", "The cell stands in a column without a heading, and is not read.")
                .help(
                    "Ge kolumnen en rubrik; Anteckning, om den inte ska med. I en CSV-fil med komma mellan cellerna står tal med decimalkomma inom citattecken.",
                    "Give the column a heading; Notes, if it is not for the site. In a CSV file with commas between the cells numbers with a decimal comma stand in quotes.",
                ),
        );
    }
}
