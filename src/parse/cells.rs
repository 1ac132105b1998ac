//! What people write in the cells of spreadsheets, in the form that keys take.

use super::columns::value;
use crate::content::field::Shape;
use crate::content::item::{Item, Value};
use crate::content::value::Id;
use crate::span::Span;
use crate::spreadsheet::Value as Shown;

/// A number in words of a cell, and whether it is said to be about: `ca 1 234,5`, `88 %`.
pub fn number(shown: &str) -> (Option<f64>, bool) {
    let lower = shown.to_lowercase();
    let exact = ["ca", "ca.", "cirka", "ungefär"].iter().find_map(|about| lower.strip_prefix(about)?.strip_prefix(' '));
    let written = exact.unwrap_or(&lower).trim_end_matches('%').trim();
    (super::numbers::number(written), exact.is_some())
}

/// A day as people write it in a cell, in our form.
pub fn day(shown: &str) -> String {
    crate::content::value::from_prose(shown).unwrap_or_else(|| shown.to_owned())
}

/// A period as people write it: `2014–2016` is `2014/2016`, `HT 2019` is `2019-HT`.
pub fn period(shown: &str) -> String {
    let words: Vec<&str> = shown.split_whitespace().collect();
    if let [term, year] = words[..]
        && ["ht", "vt"].contains(&&*term.to_lowercase())
    {
        return format!("{year}-{}", term.to_uppercase());
    }
    let joined = shown.replace(" – ", "/").replace(" - ", "/").replace('–', "/");
    let year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match joined.split_once('-') {
        Some((from, to)) if year(from) && year(to) => format!("{from}/{to}"),
        _ => day(&joined),
    }
}

/// What is referred to: an id as it stands, or the id that its words make.
pub fn reference(shown: &str) -> String {
    let is_id = shown.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '#' | '.' | '_'));
    if is_id { shown.to_owned() } else { Id::from_words(shown) }
}

pub fn list(cell: &Shown, shown: &str, span: Span, of: Shape) -> Value {
    let Shown::Text(written) = cell else { return value(shown, span, Shape::List(|| Shape::Text)) };
    let item = |value| Item { value: Value::Text(value), span };
    let parts = || {
        written.split([';', '\n', ',']).map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|part| !part.is_empty())
    };
    match of {
        Shape::Reference(_) => Value::List(parts().map(|part| item(reference(&part))).collect()),
        Shape::Choice(_) => Value::List(parts().map(item).collect()),
        _ => value(shown, span, Shape::List(|| Shape::Text)),
    }
}
