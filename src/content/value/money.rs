//! Money as municipalities write it: kr, tkr (1 000 kr), mnkr (1 000 000 kr), and "ca".

use crate::content::datum::Datum;
use crate::content::field::{Field, Shape};
use crate::content::item::{Item, Value};
use crate::content::read::Reading;
use crate::span::Span;

/// An amount in Swedish kronor.
#[derive(Clone, Debug)]
pub struct Money {
    /// Whole kronor.
    pub kronor: i64,
    /// Number and unit as written, without "ca": `920 tkr`.
    pub written: String,
    /// Whether "ca" or "cirka" stood before it.
    pub approximate: bool,
    /// The smallest step that the unit can tell, in kronor: 1 000 for `920 tkr`.
    pub unit: i64,
    pub span: Span,
}

/// Units and their kronor. `mkr` is an older form of `mnkr`.
const UNITS: &[(&str, i64)] = &[("tkr", 1_000), ("mnkr", 1_000_000), ("mkr", 1_000_000), ("kronor", 1), ("kr", 1)];

impl Money {
    /// Reads `ca 3 000 tkr`; None when it is not an amount with a unit.
    fn parse(written: &str, span: Span) -> Option<Self> {
        let spaced = written.trim().replace(['\u{a0}', '\u{202f}'], " ");
        let (approximate, amount) = match spaced.strip_prefix("ca ").or_else(|| spaced.strip_prefix("cirka ")) {
            Some(rest) => (true, rest.trim()),
            None => (false, spaced.as_str()),
        };
        let (number, unit) = UNITS.iter().find_map(|(name, kronor)| amount.strip_suffix(name).map(|number| (number.trim(), *kronor)))?;
        let plain: String = number.chars().filter(|c| *c != ' ').map(|c| if c == ',' { '.' } else { c }).collect();
        if plain.is_empty() || !plain.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-') {
            return None;
        }
        let kronor = plain.parse::<f64>().ok().map(|number| number * unit as f64).filter(|kronor| kronor.abs() < 1e15)?;
        Some(Self { kronor: kronor.round() as i64, written: amount.to_owned(), approximate, unit, span })
    }
}

impl Field for Money {
    fn shape() -> Shape {
        Shape::Money
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let (written, right) = match &item.value {
            Value::Text(text) => (text.clone(), "920 tkr".to_owned()),
            Value::Integer(number) => (number.to_string(), format!("{number} kr")),
            _ => {
                reading.wrong_type(item, "ett belopp med enhet, inom citattecken", "an amount with its unit, in quotes");
                return None;
            }
        };
        let money = Self::parse(&written, item.span);
        if money.is_none() {
            reading.malformed(
                item.span,
                format!("”{written}” är inte ett belopp med enhet (kr, tkr eller mnkr)."),
                format!("“{written}” is not an amount with its unit (kr, tkr or mnkr)."),
                Some(&right),
            );
        }
        money
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Money(self)
    }
}
