//! Sorts of values in words, for the manual and the schema: what a shape is called, what it takes, and where the words of a list are used.

use super::field::{FieldDecl, Shape};
use super::skeleton::targets;
use super::value::Word;
use crate::diagnostic::{Both, Lang};

/// The fields of what stands inside a value, when it is a table or a list of tables.
pub fn inside(shape: Shape) -> Option<&'static [FieldDecl]> {
    match shape {
        Shape::Record(fields) => Some(fields()),
        Shape::List(of) => inside(of()),
        _ => None,
    }
}

/// What a list is a list of.
pub fn plain(shape: Shape) -> Shape {
    match shape {
        Shape::List(of) => plain(of()),
        shape => shape,
    }
}

/// What a sort of value is called: "text", "en eller flera: datum".
pub fn named(shape: Shape) -> Both {
    let many = matches!(shape, Shape::List(_));
    let (one, several) = match plain(shape) {
        Shape::Text => (Both("text", "text"), Both("en eller flera texter", "one or several texts")),
        Shape::Integer => (Both("heltal", "whole number"), Both("ett eller flera heltal", "one or several whole numbers")),
        Shape::Number => (Both("tal", "number"), Both("ett eller flera tal", "one or several numbers")),
        Shape::Bool => (Both("ja eller nej: true, false", "yes or no: true, false"), Both("ja eller nej, flera", "yes or no, several")),
        Shape::Day => (Both("dag", "day"), Both("en eller flera dagar", "one or several days")),
        Shape::Date => (Both("datum", "date"), Both("ett eller flera datum", "one or several dates")),
        Shape::Period => (Both("period", "period"), Both("en eller flera perioder", "one or several periods")),
        Shape::Money => (Both("belopp", "amount"), Both("ett eller flera belopp", "one or several amounts")),
        Shape::Paragraph => (Both("paragraf", "paragraph"), Both("en eller flera paragrafer", "one or several paragraphs")),
        Shape::Id => (Both("kort namn", "short name"), Both("ett eller flera korta namn", "one or several short names")),
        Shape::Web => (Both("webbadress", "web address"), Both("en eller flera webbadresser", "one or several web addresses")),
        Shape::Choice(_) => {
            (Both("ett ord ur en lista", "a word from a list"), Both("ett eller flera ord ur en lista", "one or several words from a list"))
        }
        Shape::Open(_) => (Both("ett ord", "a word"), Both("ett eller flera ord", "one or several words")),
        Shape::Reference(_) => (Both("hänvisning", "reference"), Both("en eller flera hänvisningar", "one or several references")),
        Shape::Record(_) => (Both("tabell", "table"), Both("en eller flera tabeller", "one or several tables")),
        Shape::Free | Shape::List(_) => (Both("egna värden", "free values"), Both("egna värden, flera", "free values, several")),
    };
    if many { several } else { one }
}

/// Where a sort of value is explained, as the name of a place on a page. A list of words has a place of its own.
pub fn anchor(shape: Shape) -> String {
    match plain(shape) {
        Shape::Text => "text".into(),
        Shape::Integer | Shape::Number => "number".into(),
        Shape::Bool => "bool".into(),
        Shape::Day => "day".into(),
        Shape::Date => "date".into(),
        Shape::Period => "period".into(),
        Shape::Money => "money".into(),
        Shape::Paragraph => "paragraph".into(),
        Shape::Id => "id".into(),
        Shape::Web => "web".into(),
        Shape::Choice(words) => list_anchor(words),
        Shape::Open(_) => "open".into(),
        Shape::Reference(_) => "reference".into(),
        Shape::Record(_) | Shape::Free | Shape::List(_) => "table".into(),
    }
}

/// The name of the place of a list of words: its words are what tells it from others.
pub fn list_anchor(words: &[Word]) -> String {
    let names: Vec<String> = words.iter().map(|word| word.en.replace(|c: char| !c.is_ascii_alphanumeric(), "-")).collect();
    format!("words-{}", names.join("_"))
}

/// The values that a key takes, when they can be listed, and the records that a reference leads to; with a space before it, or nothing.
pub fn allowed(shape: Shape, lang: Lang) -> String {
    match shape {
        Shape::Choice(words) => {
            let words: Vec<&str> = words.iter().map(|word| Both(word.sv, word.en).get(lang)).collect();
            format!(" {} {}.", Both("Ett av:", "One of:").get(lang), words.join(", "))
        }
        Shape::Open(known) => format!(" {} {}.", Both("Till exempel:", "For example:").get(lang), known.join(", ")),
        Shape::Reference(target) => format!(" {} {}.", Both("Hänvisar till:", "Refers to:").get(lang), targets(target, lang)),
        Shape::List(of) => allowed(of(), lang),
        _ => String::new(),
    }
}
