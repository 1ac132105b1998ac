//! A spreadsheet says what its figures are in, in a heading, a title or a cell: as large as the unit of the indicator, or the figure that
//! readers see is a thousand times too small.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Rule, Run, Whole};
use crate::content::field::{FieldDecl, Record as _};
use crate::content::indicator::{Indicator, IndicatorValue};
use crate::content::result::{FollowUp, Observation};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::parse::{column, size};
use crate::site::{Record, Site};
use crate::span::Span;
use crate::spreadsheet::{Cell, Row, Sheet, Value, Workbook};

pub static LINT: Lint = Lint {
    name: "unit-differs",
    severity: Severity::Error,
    title: Both("Kalkylbladet säger en annan enhet än måttet", "Spreadsheet with another unit than its indicator"),
    why: Both(
        "Talet visas med måttets enhet, och blir då tusen gånger för litet, eller procent av något som inte är procent.",
        "The figure is shown in the unit of the indicator, and is then a thousand times too small, or percent of what is no share.",
    ),
    manual: Both(
        "Tal i kalkylblad läses som de står. Säger rubriken, titeln över tabellen eller cellen att de är i tusental, i miljoner eller i procent, så ska måttets enhet (`unit`) säga detsamma; annars ska talen stå hela.\n\nFel:   rubriken ”Antal (tusental)”, och unit = \"invånare\"\nRätt:  rubriken ”Antal” med talen hela, eller unit = \"tusental invånare\"\n\nFel:   en cell som visar 45 %, och unit = \"elever\"\nRätt:  unit = \"procent\"",
        "Figures in spreadsheets are read as they stand. If the heading, the title above the table or the cell says that they are in thousands, in millions or in percent, the unit of the indicator (`unit`) is to say the same; else the figures are to be written whole.\n\nWrong: the heading “Value (thousands)”, and unit = \"inhabitants\"\nRight: the heading “Value” with the figures whole, or unit = \"thousand inhabitants\"\n\nWrong: a cell that shows 45 %, and unit = \"pupils\"\nRight: unit = \"percent\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let (books, measured) = measured(whole.site);
    // Every book is gone through once, however many records take from it.
    let sheets = books.values().flat_map(|book| book.sheets.iter().flatten()).filter(|sheet| !sheet.hidden);
    sheets.flat_map(|sheet| of_sheet(sheet, &measured)).collect()
}

/// The measures that rows of spreadsheets give figures of, by where the rows begin.
type Measured<'s> = FxHashMap<Span, (&'s Record, &'s Indicator)>;

fn measured(site: &Site) -> (BTreeMap<&str, &Workbook>, Measured<'_>) {
    let (mut books, mut measured) = (BTreeMap::new(), Measured::default());
    for (_, record, indicator) in site.each::<Indicator>().filter(|(_, record, _)| !record.books.is_empty()) {
        books.extend(record.books.iter().map(|book| (&*book.path, &**book)));
        measured.extend(indicator.values.iter().map(|value| (value.span, (record, indicator))));
    }
    for (id, record, result) in site.each::<FollowUp>().filter(|(_, record, _)| !record.books.is_empty()) {
        books.extend(record.books.iter().map(|book| (&*book.path, &**book)));
        measured.extend(result.observations.iter().filter_map(|one| {
            let indicator = site.record(site.resolve(&one.indicator, id)?.record);
            Some((one.span, (indicator, indicator.is()?)))
        }));
    }
    (books, measured)
}

/// What stands above the figures of a sheet.
#[derive(Default)]
struct Above<'b> {
    /// A title that says a size, while the headings are still to come.
    coming: Option<&'b Cell>,
    title: Option<&'b Cell>,
    headings: Vec<&'b Cell>,
}

fn of_sheet(sheet: &Sheet, measured: &Measured) -> Vec<Diagnostic> {
    let (mut found, mut told) = (Vec::new(), FxHashSet::default());
    let mut above = Above::default();
    for row in &sheet.rows {
        match measured.get(&row.span) {
            Some((record, indicator)) => {
                for heading in &above.headings {
                    let Some(cell) = row.cells.iter().find(|cell| cell.column == heading.column) else { continue };
                    let Some(said) = differs(cell, heading, above.title, indicator) else { continue };
                    // What a heading says is told once, what a cell says once for each measure.
                    let once = if said == cell.span { indicator.unit.span } else { said };
                    found.extend(told.insert(once).then(|| tell(said, &text(sheet, said), record, indicator)));
                }
            }
            None => above.see(row),
        }
    }
    found
}

impl<'b> Above<'b> {
    fn see(&mut self, row: &'b Row) {
        let headings: Vec<&Cell> = row.cells.iter().filter(|cell| heads_figures(cell)).collect();
        // A word alone may be the unit in a row of figures.
        if !headings.is_empty() && row.cells.iter().any(heads_more) {
            (self.title, self.headings) = (self.coming.take(), headings);
        } else if let [cell] = &row.cells[..]
            && title_size(cell).is_some()
        {
            self.coming = Some(cell);
        }
    }
}

fn heads_figures(cell: &Cell) -> bool {
    headed(cell, IndicatorValue::fields()).is_some_and(|key| FIGURES.contains(&key))
}

/// Whether a cell is a heading of what figures are of.
fn heads_more(cell: &Cell) -> bool {
    let keys = [IndicatorValue::fields(), Observation::fields()].map(|fields| headed(cell, fields));
    keys.into_iter().flatten().any(|key| !FIGURES.contains(&key))
}

/// The keys that hold figures.
const FIGURES: [&str; 2] = ["value", "target"];

fn headed(cell: &Cell, fields: &'static [FieldDecl]) -> Option<&'static str> {
    if let Value::Text(words) = &cell.value { column(words, fields).map(|decl| decl.key) } else { None }
}

/// The size that a title says of what is below it: in its last words, after a comma, in brackets or after "i". Other words tell of a sum.
fn title_size(cell: &Cell) -> Option<i32> {
    let Value::Text(words) = &cell.value else { return None };
    let spaced = words.replace(" i ", ", ").replace(" in ", ", ");
    let last = spaced.split([',', ';', ':', '(', ')']).map(str::trim).rfind(|part| !part.is_empty())?;
    (last.split_whitespace().count() <= 2).then(|| size(last)).flatten().filter(|size| *size > 0)
}

/// Where something says that a figure is in another size than the unit of its measure.
fn differs(cell: &Cell, heading: &Cell, title: Option<&Cell>, indicator: &Indicator) -> Option<Span> {
    let unit = size(&indicator.unit.text).unwrap_or(0);
    let headed = size(&heading.value.shown());
    let titled = title.filter(|_| headed.is_none()).and_then(|title| Some((title_size(title)?, title.span)));
    let shown = match &cell.value {
        Value::Percent(_) => Some(-2),
        Value::Amount(_, unit) => size(unit),
        Value::Text(words) => size(words),
        _ => None,
    };
    let said = [headed.map(|size| (size, heading.span)), titled, shown.map(|size| (size, cell.span))];
    said.into_iter().flatten().find(|(size, _)| *size != unit).map(|(_, span)| span)
}

fn text(sheet: &Sheet, span: Span) -> String {
    let row = sheet.rows[..sheet.rows.partition_point(|row| row.span.start <= span.start)].last();
    let cell = row.and_then(|row| row.cells.iter().find(|cell| cell.span == span));
    cell.map_or_else(String::new, |cell| cell.value.shown())
}

fn tell(said: Span, words: &str, record: &Record, indicator: &Indicator) -> Diagnostic {
    let (title, unit) = (&record.common.title.text, &indicator.unit.text);
    Diagnostic::new(
        &LINT,
        said,
        format!("”{words}” är en annan enhet än ”{unit}”, som måttet ”{title}” har."),
        format!("“{words}” is another unit than “{unit}”, which the indicator “{title}” has."),
    )
    .label(indicator.unit.span, "Måttets enhet.", "The unit of the indicator.")
    .help(
        "Skriv talen i måttets enhet, eller låt måttets enhet säga detsamma som kalkylbladet.",
        "Write the figures in the unit of the indicator, or let the unit of the indicator say the same as the spreadsheet.",
    )
}
