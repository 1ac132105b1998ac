//! Where the known tables of a sheet stand, and which of their rows a record may take.

use std::collections::BTreeMap;

use super::header::{header_of, named};
use super::sums::is_sum;
use super::{FAULTY_CELL, Of, is_note};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Severity, fold, nearest};
use crate::parse::columns::misspelt;
use crate::span::Span;
use crate::spreadsheet::{Row, Sheet, Value};

/// The known tables of a sheet, found once for all records of the file that it stands beside: looking through every row for each record
/// would cost rows times records.
#[derive(Default)]
pub struct Tables {
    /// The rows of headings, by their places.
    pub headers: Vec<usize>,
    /// The rows with more than one cell, by their places.
    full: Vec<usize>,
    /// The rows below headings by what they say that they are of, folded. Empty where a sheet is of one record alone.
    owned: BTreeMap<String, Owned>,
    /// The rows that do not say it.
    unowned: Vec<Span>,
    /// Where a slip keeps a sheet without any table from having one, and what was meant.
    pub misspelt: Option<(Span, &'static str)>,
}

/// The rows of one record.
struct Owned {
    /// What the first of them calls it, and where.
    name: String,
    span: Span,
    rows: Vec<usize>,
    /// Whether they say anything of it.
    says: bool,
}

impl Tables {
    pub fn of(sheet: &Sheet, kind: &'static Kind, shared: bool) -> Self {
        let mut tables = Self::default();
        let mut owner = None;
        for (at, row) in sheet.rows.iter().enumerate() {
            if row.cells.len() > 1 {
                tables.full.push(at);
            }
            if let Some(header) = header_of(row, kind, shared) {
                owner = header.owner;
                tables.headers.push(at);
            } else if let Some(owner) = owner
                && !is_note(sheet, at)
            {
                tables.add(at, row, owner);
            }
        }
        if tables.headers.is_empty() {
            tables.misspelt = sheet.rows.iter().find_map(|row| almost(row, kind));
        }
        tables
    }

    fn add(&mut self, at: usize, row: &Row, owner: u32) {
        let says = row.cells.len() > 1;
        match named(row, owner) {
            Some((name, span)) => {
                let owned = self.owned.entry(fold(&name)).or_insert_with(|| Owned { name, span, rows: Vec::new(), says });
                owned.rows.push(at);
                owned.says |= says;
            }
            None if says && !row.cells.first().is_some_and(|cell| is_sum(&cell.value.shown())) => self.unowned.push(row.span),
            None => {}
        }
    }

    /// The places of the rows that a record may take, and of all headings, from above.
    pub fn rows_for(&self, sheet: &Sheet, of: Of, title: Option<&str>) -> Vec<usize> {
        if !of.shared {
            return self.headers.first().map_or(Vec::new(), |first| (*first..sheet.rows.len()).collect());
        }
        let owned = [Some(of.id), title].into_iter().flatten().filter_map(|name| self.owned.get(&fold(name)));
        let mut rows: Vec<usize> = self.headers.iter().chain(owned.flat_map(|owned| &owned.rows)).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Whether the next full row below is one of the same table.
    pub fn is_among_rows(&self, at: usize) -> bool {
        let next = self.full.get(self.full.partition_point(|full| *full <= at));
        next.is_some_and(|next| self.headers.binary_search(next).is_err())
    }

    /// Tells of the rows that no record took, of `known` ids and titles.
    pub fn strangers(&self, known: &[&str], is_met: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut strangers: Vec<&Owned> =
            self.owned.iter().filter(|(name, owned)| owned.says && !is_met(name) && !is_sum(&owned.name)).map(|(_, owned)| owned).collect();
        strangers.sort_by_key(|owned| owned.span.start);
        // Every one is held against all names: of very many none is likely to be a slip.
        let is_slip = |owned: &&Owned| strangers.len() <= MANY && nearest(&owned.name, known).is_some();
        let (slips, others): (Vec<&Owned>, Vec<&Owned>) = strangers.iter().copied().partition(is_slip);
        let mut found: Vec<Diagnostic> = slips.into_iter().map(|owned| misnamed(owned, known)).collect();
        found.extend(of_nobody(&others));
        found.extend(self.unowned.first().map(|first| of_no_name(*first, self.unowned.len())));
        found
    }
}

/// The heading that keeps a row from being one of headings: a slip, beside headings that are known.
fn almost(row: &Row, kind: &'static Kind) -> Option<(Span, &'static str)> {
    let words =
        || row.cells.iter().filter_map(|cell| if let Value::Text(words) = &cell.value { Some((cell, words.as_str())) } else { None });
    let headings: Vec<&str> = words().map(|(_, words)| words).collect();
    let tables = kind.sheets.iter().map(|(_, fields)| fields());
    tables.into_iter().find_map(|fields| words().find_map(|(cell, written)| Some((cell.span, misspelt(written, &headings, fields)?))))
}

fn misnamed(owned: &Owned, known: &[&str]) -> Diagnostic {
    let name = &owned.name;
    let (sv, en) = match owned.rows.len() {
        1 => ("raden läses inte".to_owned(), "the row is not read".to_owned()),
        count => (format!("{count} rader läses inte"), format!("{count} rows are not read")),
    };
    Diagnostic::new(
        &FAULTY_CELL,
        owned.span,
        format!("Ingen post i filen bredvid heter ”{name}”: {sv}."),
        format!("No record of the file beside it is called “{name}”: {en}."),
    )
    .meant(name, known.iter().copied())
}

/// How many names that no record has are held against those that are there.
const MANY: usize = 40;

/// How many are named of what is no record.
const NAMED: usize = 5;

/// Rows of records that are no slips of any name: a list of all that is measured may well hold more than the site shows.
fn of_nobody(others: &[&Owned]) -> Option<Diagnostic> {
    let first = others.first()?;
    let count: usize = others.iter().map(|owned| owned.rows.len()).sum();
    let names: Vec<String> = others.iter().take(NAMED).map(|owned| format!("”{}”", owned.name)).collect();
    let names = names.join(", ") + if others.len() > NAMED { " …" } else { "" };
    let mut diagnostic = Diagnostic::new(
        &FAULTY_CELL,
        first.span,
        format!("{count} {} inte, för ingen post i filen bredvid heter så: {names}.", if count == 1 { "rad läses" } else { "rader läses" }),
        format!(
            "{count} {} not read, for no record of the file beside it is called so: {names}.",
            if count == 1 { "row is" } else { "rows are" }
        ),
    )
    .help(
        "Skriv postens id eller titel i cellen, eller lägg till posten.",
        "Write the id or the title of the record in the cell, or add the record.",
    );
    diagnostic.severity = Severity::Warning;
    Some(diagnostic)
}

fn of_no_name(first: Span, count: usize) -> Diagnostic {
    let (sv, en) = match count {
        1 => ("Raden säger inte vilken post den hör till".to_owned(), "The row does not say which record it is of".to_owned()),
        _ => (
            format!("{count} rader, den här först, säger inte vilken post de hör till"),
            format!("{count} rows, this one first, do not say which record they are of"),
        ),
    };
    Diagnostic::new(&FAULTY_CELL, first, format!("{sv}, och läses inte."), format!("{en}: nothing of it is read.")).help(
        "Är cellen sammanslagen med den ovanför: dela cellerna, och skriv ut värdet på varje rad.",
        "If the cell is merged with the one above: split the cells, and write the value on every row.",
    )
}
