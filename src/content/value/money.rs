//! Money as municipalities write it: kr, tkr (1 000 kr), mnkr (1 000 000 kr), and "ca".

use crate::content::datum::Datum;
use crate::content::field::{Field, Shape};
use crate::content::item::{Item, Value};
use crate::content::read::{MALFORMED_VALUE, Reading};
use crate::diagnostic::Diagnostic;
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
        // Spaces that do not break, thin ones, and the minus sign of mathematics.
        let spaced = written.trim().replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ").replace('−', "-");
        let (approximate, amount) = match spaced.strip_prefix("ca ").or_else(|| spaced.strip_prefix("cirka ")) {
            Some(rest) => (true, rest.trim()),
            None => (false, spaced.as_str()),
        };
        let (number, unit) = UNITS.iter().find_map(|(name, kronor)| amount.strip_suffix(name).map(|number| (number.trim(), *kronor)))?;
        let plain = plain(number)?;
        let kronor = plain.parse::<f64>().ok().map(|number| number * unit as f64).filter(|kronor| kronor.abs() < 1e15)?;
        Some(Self { kronor: kronor.round() as i64, written: amount.to_owned(), approximate, unit, span })
    }
}

/// The digits of a number as a computer writes them; None when they are no number, or when it cannot be told which: `3.000` can be three
/// thousand or three, and in `30 00` a digit is missing or a space is misplaced.
fn plain(number: &str) -> Option<String> {
    let unsigned = number.strip_prefix('-').unwrap_or(number);
    let (whole, decimals) = unsigned.split_once([',', '.']).unwrap_or((unsigned, "0"));
    let mut groups = whole.split(' ');
    let first = groups.next().unwrap_or("");
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let grouped = groups.clone().next().is_none() || first.len() <= 3;
    let sound = digits(first) && grouped && groups.all(|group| group.len() == 3 && digits(group)) && digits(decimals);
    let thousands = unsigned.contains('.') && decimals.len() == 3 && whole.len() <= 3;
    (sound && !thousands).then(|| number.replace(' ', "").replace(',', "."))
}

/// Says that an amount is none. Its figures are the writer's: no others are offered.
fn faulty(written: &str, span: Span, reading: &mut Reading) {
    let diagnostic = Diagnostic::new(
        &MALFORMED_VALUE,
        span,
        format!("”{written}” är inte ett belopp med enhet (kr, tkr eller mnkr)."),
        format!("“{written}” is not an amount with its unit (kr, tkr or mnkr)."),
    );
    let diagnostic = match with_known_unit(written, span) {
        Some(right) => {
            let line = reading.corrected(span, &reading.like(span, &right));
            let diagnostic = diagnostic.help(format!("Menade du ”{right}”?"), format!("Did you mean “{right}”?"));
            if let Some(line) = line { diagnostic.paste(line) } else { diagnostic }
        }
        None => diagnostic.help(
            "Skriv siffrorna med sin enhet, inom citattecken: tusental med mellanslag (3 000 tkr), decimaler med komma (1,5 mnkr).",
            "Write the figures with their unit, in quotes: thousands with a space (3 000 tkr), decimals with a comma (1,5 mnkr).",
        ),
    };
    reading.found(diagnostic);
}

/// The amount with its unit as we write units, when that is all that is wrong: `3 Mkr` was to be `3 mnkr`.
fn with_known_unit(written: &str, span: Span) -> Option<String> {
    let small = written.trim().trim_end_matches('.').to_lowercase();
    let at = small.find(|c: char| c.is_ascii_digit())?;
    let end = small.rfind(|c: char| c.is_ascii_digit())? + 1;
    let about = ["ca ", "cirka "].into_iter().find(|about| small[..at] == **about).unwrap_or("");
    let unit = match small[end..].trim() {
        "mkr" | "mnkr" | "milj kr" | "miljoner" | "miljoner kr" | "miljoner kronor" => "mnkr",
        "tkr" | "tusen kr" | "tusen kronor" => "tkr",
        "kr" | "kronor" | "sek" | ":-" => "kr",
        _ => return None,
    };
    let sign = if small[..at].ends_with('-') { "-" } else { "" };
    let right = format!("{about}{sign}{} {unit}", &small[at..end]);
    let same = small[..at].len() == about.len() + sign.len();
    (same && Money::parse(&right, span).is_some()).then_some(right)
}

impl Field for Money {
    fn shape() -> Shape {
        Shape::Money
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let written = match &item.value {
            Value::Text(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            _ => {
                reading.wrong_type(item, "ett belopp med enhet, inom citattecken", "an amount with its unit, in quotes");
                return None;
            }
        };
        let money = Self::parse(&written, item.span);
        if money.is_none() {
            faulty(&written, item.span, reading);
        }
        money
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Money(self)
    }
}
