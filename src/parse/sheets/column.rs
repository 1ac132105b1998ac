//! A column of a known table: what its cells say, in the form that its key takes.

use super::super::cells::{day, list, number, period, reference};
use super::super::columns::value;
use super::super::numbers::{is_ambiguous, plain};
use super::super::units::size;
use super::{FAULTY_CELL, NOTHING};
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::diagnostic::Diagnostic;
use crate::spreadsheet::{Cell, UNSAVED, Value as Shown};

pub struct Column {
    pub at: u32,
    pub decl: &'static FieldDecl,
    /// The unit in its heading: "Belopp (tkr)".
    pub unit: Option<String>,
}

impl Column {
    /// What a cell says in this column; None where it says nothing, or is told of.
    pub fn item(&self, cell: &Cell, record: &mut Table, reading: &mut Reading) -> Option<Value> {
        let shown = cell.value.shown();
        if let Shown::Fault(fault) = &cell.value {
            reading.found(faulty(cell, fault));
            return None;
        }
        if NOTHING.contains(&&*shown.to_lowercase()) {
            return None;
        }
        match self.decl.shape {
            Shape::Number | Shape::Integer => {
                let (number, about) = match &cell.value {
                    Shown::Number(number) | Shown::Percent(number) | Shown::Amount(number, _) => (Some(*number), false),
                    _ => number(&shown),
                };
                let Some(number) = number else {
                    reading.found(no_number(cell, &shown));
                    return None;
                };
                if about && self.decl.key == "value" && record.get("approximate").is_none() {
                    record.push("approximate", Item { value: Value::Bool(true), span: cell.span });
                }
                Some(plain(number))
            }
            Shape::Money => self.amount(cell, &shown).map(Value::Text).map_err(|fault| reading.found(*fault)).ok(),
            Shape::Bool => Some(match &cell.value {
                Shown::Yes(yes) => Value::Bool(*yes),
                _ => value(&shown, cell.span, Shape::Bool),
            }),
            Shape::Day | Shape::Date => Some(Value::Text(day(&shown))),
            Shape::Period => Some(Value::Text(period(&shown))),
            Shape::Reference(_) => Some(Value::Text(reference(&shown))),
            Shape::List(of) => Some(list(&cell.value, &shown, cell.span, of())),
            _ => Some(Value::Text(shown)),
        }
    }

    /// An amount with its unit: its own, or that of the heading.
    fn amount(&self, cell: &Cell, shown: &str) -> Result<String, Box<Diagnostic>> {
        let is_bare = shown.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | '-' | '−'));
        match (&cell.value, &self.unit) {
            (Shown::Amount(_, own), Some(unit)) if !MONEY.contains(own) && size(own) == size(unit) => Ok(shown.replace(own, unit)),
            (Shown::Amount(_, own), Some(unit)) if own != unit && MONEY.contains(&unit.as_str()) => {
                Err(Box::new(two_units(cell, shown, unit)))
            }
            (Shown::Number(_), Some(unit)) => Ok(format!("{shown} {unit}")),
            (Shown::Text(_), _) if is_bare && number(shown).0.is_none() => Err(Box::new(no_number(cell, shown))),
            (Shown::Text(_), Some(unit)) if number(shown).0.is_some() => Ok(format!("{shown} {unit}")),
            _ => Ok(shown.to_owned()),
        }
    }
}

/// The units of money that a heading may name.
const MONEY: [&str; 5] = ["kr", "kronor", "tkr", "mkr", "mnkr"];

/// An error of the spreadsheet, in a cell that is for the site.
pub fn faulty(cell: &Cell, fault: &str) -> Diagnostic {
    if fault == UNSAVED {
        return Diagnostic::new(
            &FAULTY_CELL,
            cell.span,
            "Formeln i cellen har inget sparat värde.",
            "The formula of the cell has no saved value.",
        )
        .help("Öppna filen i Excel eller LibreOffice och spara den igen.", "Open the file in Excel or LibreOffice and save it again.");
    }
    let (sv, en) =
        (format!("Cellen visar felet {fault} i stället för ett värde."), format!("The cell shows the error {fault} instead of a value."));
    Diagnostic::new(&FAULTY_CELL, cell.span, sv, en)
}

/// Words where a number is to stand.
fn no_number(cell: &Cell, shown: &str) -> Diagnostic {
    if is_ambiguous(shown) {
        let (whole, decimal) = (shown.replace('.', " "), shown.replace('.', ","));
        return Diagnostic::new(
            &FAULTY_CELL,
            cell.span,
            format!("”{shown}” kan läsas som {whole} och som {decimal}."),
            format!("“{shown}” can be read as {whole} and as {decimal}."),
        )
        .help(
            "Skriv mellanrum mellan tusental, eller komma före decimaler.",
            "Write a space between thousands, or a comma before decimals.",
        );
    }
    Diagnostic::new(&FAULTY_CELL, cell.span, format!("”{shown}” är inget tal."), format!("“{shown}” is not a number."))
}

/// A unit in the cell that is another than that of the heading: a thousand times as much, or as little.
fn two_units(cell: &Cell, shown: &str, unit: &str) -> Diagnostic {
    let (sv, en) =
        (format!("Cellen visar {shown}, men rubriken säger {unit}."), format!("The cell shows {shown}, but the heading says {unit}."));
    Diagnostic::new(&FAULTY_CELL, cell.span, sv, en)
        .help("Låt cellens format och rubriken säga samma enhet.", "Let the format of the cell and the heading say the same unit.")
}
