//! Columns of tables that hold records, whatever the table stands in: which key a heading means, and what a cell says.

use super::numbers::{number, plain};
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Item, Value};
use crate::diagnostic::slip;
use crate::span::Span;

/// What several values in one cell stand between.
const SEPARATOR: &str = " ; ";

/// How many headings a table has in which slips are looked for.
const WIDEST: usize = 40;

/// Headings of columns that are the writer's own, and never come onto the site.
const OWN: &[&str] =
    &["anteckning", "notes", "anteckningar", "not", "noter", "kommentar", "kommentarer", "internt", "nr", "note", "comment"];

/// Headings that officials write, in small letters, for keys that bear other labels.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("title", &["aktiviteter", "åtgärd", "åtgärder", "insats", "insatser", "ändamål", "benämning", "activity"]),
    ("status", &["status", "lägesbedömning", "genomförande"]),
    ("cause", &["orsak", "orsaker", "anledning"]),
    ("cause-words", &["orsak i ord", "motivering"]),
    ("next", &["nästa steg", "fortsättning", "fortsatt arbete"]),
    ("remains", &["återstår", "kvar att göra", "kvarstår"]),
    ("participants", &["ansvarig", "ansvariga", "deltagare", "medverkande"]),
    ("indicator", &["nyckeltal", "indikator", "mätetal"]),
    ("period", &["år", "tid", "mätperiod"]),
    ("value", &["utfall", "resultat", "antal", "andel", "procent"]),
    ("target", &["målvärde", "måltal", "riktvärde", "mål"]),
    ("approximate", &["ungefär", "cirka", "ca"]),
    ("group", &["grupp", "kön", "målgrupp"]),
    ("amount", &["belopp", "summa", "kostnad", "avsatt"]),
    ("quote", &["citat"]),
];

/// A heading without what officials write around it, and the unit that it may name in brackets: "Belopp (tkr)".
pub fn heading(written: &str) -> (String, Option<String>) {
    let words = written.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let words = words.trim_end_matches([':', '*', '.']).trim();
    match words.strip_suffix(')').and_then(|words| words.rsplit_once('(')) {
        Some((name, unit)) => (name.trim().to_owned(), Some(unit.trim().to_owned())),
        None => (words.to_owned(), None),
    }
}

/// Whether a heading says that the column is for whoever writes it.
pub fn is_own(written: &str) -> bool {
    OWN.contains(&&*heading(written).0)
}

/// The field that a heading means: its key or label in either language, else what officials call it.
pub fn column<'f>(written: &str, fields: &'f [FieldDecl]) -> Option<&'f FieldDecl> {
    let (heading, _) = heading(written);
    let plain = || fields.iter().filter(|decl| is_plain(decl.shape));
    plain().find(|decl| decl.headings.contains(&heading)).or_else(|| {
        let synonym = SYNONYMS.iter().find(|(key, words)| words.contains(&&*heading) && plain().any(|decl| decl.key == *key));
        synonym.and_then(|(key, _)| plain().find(|decl| decl.key == *key))
    })
}

/// What the heading of what the records are about was meant to be, when it is a slip: beside another heading that is known no table is likelier.
pub fn misspelt<'f>(written: &str, headings: &[&str], fields: &'f [FieldDecl]) -> Option<&'f str> {
    // Every heading is held against the others, and a row may have thousands.
    if headings.len() > WIDEST {
        return None;
    }
    let known: Vec<&FieldDecl> = headings.iter().filter_map(|heading| column(heading, fields)).collect();
    let lacking = |decl: &&FieldDecl| decl.required && decl.key != "id" && known.iter().all(|one| one.key != decl.key);
    let (name, _) = heading(written);
    if known.is_empty() || is_own(written) || column(written, fields).is_some() {
        return None;
    }
    fields.iter().filter(lacking).find_map(|decl| {
        let synonyms = SYNONYMS.iter().filter(|(key, _)| *key == decl.key).flat_map(|(_, words)| words.iter().copied());
        slip(&name, &synonyms.chain([decl.label.0, decl.label.1]).collect::<Vec<_>>()).map(|_| decl.label.0)
    })
}

/// Whether a cell can hold a value of this shape.
fn is_plain(shape: Shape) -> bool {
    match shape {
        Shape::Record(_) | Shape::Free => false,
        Shape::List(of) => is_plain(of()),
        _ => true,
    }
}

/// A cell as the value that its column takes: numbers with a decimal comma, yes and no in words, several values between semicolons.
pub fn value(cell: &str, span: Span, shape: Shape) -> Value {
    let text = cell.trim();
    match shape {
        Shape::List(of) => Value::List(text.split(SEPARATOR).map(|part| Item { value: one(part.trim(), of()), span }).collect()),
        shape => one(text, shape),
    }
}

/// Yes or no in the words of people, of Excel and of LibreOffice, which writes 1 for what is true.
pub fn is_yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ja" | "yes" | "x" | "true" | "sant" | "1" => Some(true),
        "nej" | "no" | "false" | "falskt" | "0" => Some(false),
        _ => None,
    }
}

fn one(text: &str, shape: Shape) -> Value {
    match shape {
        Shape::Number | Shape::Integer => number(text).map_or_else(|| Value::Text(text.to_owned()), plain),
        Shape::Bool => is_yes(text).map_or_else(|| Value::Text(text.to_owned()), Value::Bool),
        _ => Value::Text(text.to_owned()),
    }
}
