//! A spreadsheet as plain values: its sheets, rows and cells, each with the place that people know it by. Whoever made the file, Excel,
//! LibreOffice or another program, what is read of it is the same.
//!
//! Pure: from bytes to values. Formulas are not read, only the values that were saved with them.

#[cfg(feature = "spreadsheets")]
mod book;
mod delimited;
#[cfg(feature = "spreadsheets")]
mod format;
#[cfg(feature = "spreadsheets")]
mod ods;
#[cfg(feature = "spreadsheets")]
mod styles;
#[cfg(feature = "spreadsheets")]
mod xlsx;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::span::{SourceId, Span};

/// Extensions of the spreadsheets that are read.
pub const EXTENSIONS: &[&str] = &["csv", "ods", "xlsm", "xlsx"];

/// Larger files are not read, in bytes: a table of actions has a thousandth of that.
pub const LONGEST: u64 = 20 * 1024 * 1024;

/// How much a packed file may hold, in bytes: a few bytes can unpack to many millions.
#[cfg(feature = "spreadsheets")]
const UNPACKED: u64 = 100 * 1024 * 1024;

/// How many cells that hold something are read of one file.
const CELLS: usize = 200_000;

/// How many signs a cell may hold, as Excel has it.
const SIGNS: usize = 32_767;

/// A spreadsheet that was read, or why it could not be.
#[derive(Debug, PartialEq)]
pub struct Workbook {
    pub id: SourceId,
    /// From the site's root, with `/`.
    pub path: Arc<str>,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub fingerprint: Arc<str>,
    /// What is in it as lines, one for each row: what spans count in, and what is shown of a row in a finding.
    pub text: String,
    pub sheets: Result<Vec<Sheet>, Unfit>,
}

#[derive(Debug, PartialEq)]
pub struct Sheet {
    /// Empty in a file that is one table, as CSV.
    pub name: String,
    /// Whether Excel shows it to nobody.
    pub hidden: bool,
    /// Rows with something in them.
    pub rows: Vec<Row>,
}

#[derive(Debug, PartialEq)]
pub struct Row {
    /// As Excel counts, from 1.
    pub number: u32,
    /// Whether it is hidden, by hand or by a filter.
    pub hidden: bool,
    /// The cells with something in them, in order.
    pub cells: Vec<Cell>,
    /// Where the row's line begins.
    pub span: Span,
}

#[derive(Debug, PartialEq)]
pub struct Cell {
    /// From 0.
    pub column: u32,
    /// Whether its column is hidden.
    pub hidden: bool,
    pub value: Value,
    /// What the workbook calls it in formulas, when it has a name.
    pub name: Option<String>,
    pub span: Span,
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    /// A share, shown in percent: 88 for a cell that holds 0.88 and shows 88 %.
    Percent(f64),
    /// A number, and what the cell's format shows it in: 3 000 tkr, 3 000 tusental.
    Amount(f64, &'static str),
    Day(Date),
    Yes(bool),
    /// An error of the spreadsheet itself, as it shows it: `#REF!`; or [`UNSAVED`].
    Fault(String),
}

/// Of a formula that was saved without what it gives: programs that only write workbooks do not work it out.
pub const UNSAVED: &str = "=";

/// The errors of Excel in English and in Swedish, which CSV and LibreOffice give as words.
const FAULTS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SAKNAS!",
    "#REFERENS!",
    "#DIVISION/0!",
    "#VÄRDEFEL!",
    "#NAMN?",
    "#SKÄRNING!",
    "#OGILTIGT!",
];

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is larger than [`LONGEST`], or unpacks to too much.
    TooLarge,
    /// It has more cells than anyone writes.
    TooManyCells,
    Password,
    /// It is a workbook of Excel before 2007, whatever its name says.
    Old,
    /// It is no spreadsheet, or broken.
    Broken(String),
    /// This program was built without what reads it.
    NotBuilt,
}

/// The place of a cell as people say it.
#[derive(Debug, PartialEq, Eq)]
pub struct Place<'a> {
    pub sheet: &'a str,
    /// `C7`; of a row without a cell its number.
    pub cell: String,
    /// The row's number, from 1.
    pub row: u32,
}

/// A sheet whose cells have no place in a text yet. Rows and columns count from 0.
#[derive(Debug, Default)]
pub struct Loose {
    pub name: String,
    pub hidden: bool,
    /// Row, column and what the cell holds, in any order.
    pub cells: Vec<(u32, u32, Value)>,
    pub names: Names,
    pub unseen: Hidden,
}

/// The rows and columns that are hidden in a sheet, from 0 and from above: whoever opens it does not see them.
#[derive(Debug, Default)]
pub struct Hidden {
    pub rows: Vec<Range<u32>>,
    pub columns: Vec<Range<u32>>,
}

impl Hidden {
    fn row(&self, at: u32) -> bool {
        holds(&self.rows, at)
    }

    fn column(&self, at: u32) -> bool {
        holds(&self.columns, at)
    }
}

fn holds(ranges: &[Range<u32>], at: u32) -> bool {
    ranges.get(ranges.partition_point(|range| range.end <= at)).is_some_and(|range| range.contains(&at))
}

/// The cells of a sheet that have names of their own.
pub type Names = FxHashMap<(u32, u32), String>;

/// Whether a file of this name is one.
pub fn is_spreadsheet(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Reads the bytes of a file.
pub fn read(path: impl Into<Arc<str>>, fingerprint: impl Into<Arc<str>>, bytes: &[u8]) -> Workbook {
    let path = path.into();
    let sheets = match bytes.len() as u64 > LONGEST {
        true => Err(Unfit::TooLarge),
        false => loose(&path, bytes),
    };
    Workbook::new(path, fingerprint, sheets)
}

/// Whether the styles of a workbook of Excel, `xl/styles.xml`, may show digits that no cell holds: noughts before a number that is a name.
pub fn shows_noughts(styles: &str) -> bool {
    /// Fewer places than these are a figure, however it is written.
    const PLACES: usize = 9;
    let mut codes = styles.split("formatCode=\"").skip(1).filter_map(|rest| rest.split('"').next());
    codes.any(|code| code.matches('0').count() >= PLACES)
}

fn loose(path: &str, bytes: &[u8]) -> Result<Vec<Loose>, Unfit> {
    if path.to_lowercase().ends_with(".csv") {
        return delimited::read(bytes).map(|cells| vec![Loose { cells, ..Loose::default() }]);
    }
    #[cfg(feature = "spreadsheets")]
    return book::read(path, bytes);
    #[cfg(not(feature = "spreadsheets"))]
    Err(Unfit::NotBuilt)
}

impl Workbook {
    /// From the cells of each sheet.
    pub fn new(path: impl Into<Arc<str>>, fingerprint: impl Into<Arc<str>>, sheets: Result<Vec<Loose>, Unfit>) -> Self {
        let path = path.into();
        let id = SourceId::of(&path);
        let mut text = String::new();
        let sheets = sheets.map(|sheets| {
            let placed = |mut sheet: Loose| {
                let (name, hidden) = (std::mem::take(&mut sheet.name), sheet.hidden);
                Sheet { name, hidden, rows: rows(id, sheet, &mut text) }
            };
            sheets.into_iter().map(placed).collect()
        });
        Self { id, path, fingerprint: fingerprint.into(), text, sheets }
    }

    /// The same spreadsheet at another path.
    pub fn moved(&self, path: &Arc<str>) -> Self {
        let sheets = self.sheets.as_ref().map(|sheets| sheets.iter().map(Sheet::loose).collect()).map_err(Clone::clone);
        Self::new(path.clone(), self.fingerprint.clone(), sheets)
    }

    /// Where a span of this file stands; None for the file as a whole.
    pub fn place(&self, span: Span) -> Option<Place<'_>> {
        let sheets = self.sheets.as_ref().ok().filter(|_| span.end > span.start)?;
        let sheet = sheets.iter().rfind(|sheet| sheet.rows.first().is_some_and(|row| row.span.start <= span.start))?;
        let row = sheet.rows.get(sheet.rows.partition_point(|row| row.span.start <= span.start).checked_sub(1)?)?;
        let cell = row.cells.iter().rfind(|cell| cell.span.start <= span.start);
        let whole = span == row.span && row.cells.len() > 1;
        let cell = cell.filter(|_| !whole).map_or_else(|| row.number.to_string(), |cell| format!("{}{}", letters(cell.column), row.number));
        Some(Place { sheet: &sheet.name, cell, row: row.number })
    }
}

impl Sheet {
    /// The sheet without places in a text.
    pub fn loose(&self) -> Loose {
        let cells = || self.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number - 1, cell)));
        let columns: BTreeSet<u32> = cells().filter(|(_, cell)| cell.hidden).map(|(_, cell)| cell.column).collect();
        Loose {
            name: self.name.clone(),
            hidden: self.hidden,
            cells: cells().map(|(row, cell)| (row, cell.column, cell.value.clone())).collect(),
            names: cells().filter_map(|(row, cell)| Some(((row, cell.column), cell.name.clone()?))).collect(),
            unseen: Hidden {
                rows: self.rows.iter().filter(|row| row.hidden).map(|row| row.number - 1..row.number).collect(),
                columns: columns.into_iter().map(|column| column..column + 1).collect(),
            },
        }
    }
}

/// The name of a column: A, B … Z, AA.
pub fn letters(column: u32) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// Rows with their places in `text`, to which they are added.
fn rows(id: SourceId, sheet: Loose, text: &mut String) -> Vec<Row> {
    let Loose { mut cells, mut names, unseen, .. } = sheet;
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    cells.dedup_by_key(|(row, column, _)| (*row, *column));
    let mut rows: Vec<Row> = Vec::new();
    for (row, column, value) in cells {
        let number = row + 1;
        let shown = value.shown();
        if shown.is_empty() {
            continue;
        }
        if rows.last().is_none_or(|last| last.number != number) {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            rows.push(Row { number, hidden: unseen.row(row), cells: Vec::new(), span: Span::new(id, text.len()..text.len()) });
        } else {
            text.push_str(" | ");
        }
        let start = text.len();
        text.push_str(&shown);
        let span = Span::new(id, start..text.len());
        if let Some(last) = rows.last_mut() {
            last.cells.push(Cell { column, hidden: unseen.column(column), value, name: names.remove(&(row, column)), span });
            last.span.end = span.end;
        }
    }
    rows
}

impl Value {
    /// The value as a person reads it, on one line.
    pub fn shown(&self) -> String {
        let number = |number: f64| number.to_string().replace('.', ",");
        match self {
            Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Value::Number(value) => number(*value),
            Value::Percent(value) => format!("{} %", number(*value)),
            Value::Amount(value, unit) => format!("{} {unit}", number(*value)),
            Value::Day(day) => day.to_string(),
            Value::Yes(yes) => if *yes { "ja" } else { "nej" }.to_owned(),
            Value::Fault(fault) => fault.clone(),
        }
    }
}

/// A text of a cell, if it holds anything; no more than a cell can hold.
fn text(words: &str) -> Option<Value> {
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let end = words.floor_char_boundary(SIGNS.min(words.len()));
    // LibreOffice has numbers for most of its errors.
    let numbered =
        |start: &str| words.strip_prefix(start).is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()));
    if FAULTS.contains(&words) || numbered("Err:") || numbered("Fel:") {
        return Some(Value::Fault(words.to_owned()));
    }
    (!words.is_empty()).then(|| Value::Text(words[..end].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_cells_are_called_as_in_excel() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        let word = |word: &str| Value::Text(word.to_owned());
        let loose = vec![(6, 2, word("klar")), (6, 0, word("Tillsyn")), (2, 0, word("Titel"))];
        let sheet = |name: &str, cells| Loose { name: name.to_owned(), cells, ..Loose::default() };
        let sheets = vec![sheet("Ett", vec![(0, 0, word("x"))]), sheet("Åtgärder", loose)];
        let book = Workbook::new("a.xlsx", "", Ok(sheets));
        let rows = &book.sheets.as_ref().expect("it is sound")[1].rows;
        let place = |span| book.place(span).map(|place| (place.sheet, place.cell, place.row));
        assert_eq!(place(rows[1].cells[1].span), Some(("Åtgärder", "C7".into(), 7)));
        assert_eq!(place(rows[0].cells[0].span), Some(("Åtgärder", "A3".into(), 3)));
        assert_eq!(place(rows[1].span), Some(("Åtgärder", "7".into(), 7)));
        assert_eq!(place(Span::start_of(book.id)), None);
        assert_eq!(&book.text[rows[1].span.range()], "Tillsyn | klar");
    }
}
