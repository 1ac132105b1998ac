//! What a new record begins as: every key with an example and what it means; what must be there stands live, the rest is commented out.

use super::common::Common;
use super::field::{FieldDecl, Record, Shape};
use super::shape::allowed;
use super::value::{Inner, Target};
use super::{KINDS, Kind};
use crate::diagnostic::{Both, Lang};

/// A file of its own for a new record.
pub fn file(kind: &Kind, lang: Lang) -> String {
    let keys = format!("{}\n{}", intro(kind, lang), keys(kind, "", lang));
    if kind.prose { format!("+++\n{keys}+++\n\n{}\n", BODY.get(lang)) } else { keys }
}

/// A file that is one record of the site itself: its accessibility statement.
pub fn declared(about: Both, fields: &'static [FieldDecl], lang: Lang) -> String {
    let mut out = format!("# {}\n# {}\n\n", about.get(lang), INTRO.get(lang));
    table(&mut out, "", &fields.iter().collect::<Vec<_>>(), true, &Manner { kind: None, lang });
    out
}

/// A block for the file that the kind's records share: `[[term]]` with its id.
pub fn block(kind: &Kind, id: &str, lang: Lang) -> String {
    format!("{}\n[[{}]]\nid = \"{id}\"\n{}", intro(kind, lang), kind.name, keys(kind, kind.name, lang))
}

const BODY: Both = Both("Skriv texten här.", "Write the text here.");

fn intro(kind: &Kind, lang: Lang) -> String {
    let (about, how) = (kind.about.get(lang), INTRO.get(lang));
    format!("# {about}\n# {how}\n")
}

/// What somebody who has never seen a file of this sort needs to know first.
pub const INTRO: Both = Both(
    "Byt ut exemplen. Rader som börjar med # läses inte: ta bort # framför de uppgifter som ska med.",
    "Replace the examples. Lines that begin with # are not read: remove # before the facts that you need.",
);

/// The keys of a record of `kind`; `path` is the table that they stand in.
fn keys(kind: &Kind, path: &str, lang: Lang) -> String {
    let (title, common): (Vec<_>, Vec<_>) = Common::fields().iter().partition(|decl| decl.required);
    let fields: Vec<&FieldDecl> = title.into_iter().chain((kind.fields)()).chain(common).collect();
    let mut out = String::new();
    table(&mut out, path, &fields, true, &Manner { kind: Some(kind), lang });
    out
}

/// How a table is written.
struct Manner<'a> {
    /// The kind whose own table it is.
    kind: Option<&'a Kind>,
    lang: Lang,
}

/// Plain keys first, required before optional; then the tables inside, since in TOML a key after a table's heading belongs to that table.
fn table(out: &mut String, path: &str, fields: &[&FieldDecl], live: bool, manner: &Manner) {
    let plain = || fields.iter().filter(|decl| inside(decl.shape).is_none());
    for decl in plain().filter(|decl| decl.required) {
        out.push_str(&key(decl, &example(decl, manner.lang), live, manner.lang));
    }
    // A new record is a draft, so that no example is ever published.
    let draft = plain().find(|decl| live && decl.key == "draft");
    if let Some(decl) = draft {
        out.push_str(&draft_line(decl, manner.lang));
        out.push('\n');
    }
    for decl in plain().filter(|decl| !decl.required && draft.is_none_or(|draft| draft.key != decl.key)) {
        out.push_str(&key(decl, &example(decl, manner.lang), false, manner.lang));
    }
    for (decl, inner) in fields.iter().filter_map(|decl| inside(decl.shape).map(|inner| (decl, inner))) {
        let path = if path.is_empty() { decl.key.to_owned() } else { format!("{path}.{}", decl.key) };
        let heading = if inner.many { format!("[[{path}]]") } else { format!("[{path}]") };
        out.push_str(&format!("\n# {heading}  # {}{}\n", decl.doc.get(manner.lang), rows(decl, manner)));
        table(out, &path, &inner.fields.iter().collect::<Vec<_>>(), false, &Manner { kind: None, lang: manner.lang });
    }
}

/// A key with a value and what it means, as one line; not live, it is commented out.
pub fn key(decl: &FieldDecl, value: &str, live: bool, lang: Lang) -> String {
    let mark = if live { "" } else { "# " };
    format!("{mark}{} = {value}  # {}{}\n", decl.key, decl.doc.get(lang), allowed(decl.shape, lang))
}

/// The example of a key, its words in the language of the list beside it.
fn example(decl: &FieldDecl, lang: Lang) -> String {
    let words = match decl.shape {
        Shape::Choice(words) if lang == Lang::En => words,
        _ => &[],
    };
    words.iter().find(|word| decl.example == format!("\"{}\"", word.sv)).map_or(decl.example.to_owned(), |word| format!("\"{}\"", word.en))
}

/// Marks what is begun as a draft, and says how it ends.
pub fn draft_line(decl: &FieldDecl, lang: Lang) -> String {
    let until = Both("Ta bort raden när allt stämmer.", "Remove the line when everything is right.");
    format!("{} = true  # {} {}\n", decl.key, decl.doc.get(lang), until.get(lang))
}

/// A table inside a record, commented out.
pub fn commented_table(decl: &FieldDecl, lang: Lang) -> String {
    let mut out = String::new();
    table(&mut out, "", &[decl], false, &Manner { kind: None, lang });
    out
}

/// A table inside a record.
struct Inside {
    fields: &'static [FieldDecl],
    many: bool,
}

fn inside(shape: Shape) -> Option<Inside> {
    match shape {
        Shape::Record(fields) => Some(Inside { fields: fields(), many: false }),
        Shape::Free => Some(Inside { fields: &[], many: false }),
        Shape::List(of) => inside(of()).map(|inner| Inside { many: true, ..inner }),
        _ => None,
    }
}

/// Says that the records of a key can be the rows of a table in the body, when they can.
fn rows(decl: &FieldDecl, manner: &Manner) -> String {
    match manner.kind.and_then(|kind| kind.rows).filter(|(key, _)| *key == decl.key) {
        None => String::new(),
        Some((_, fields)) => {
            let columns: Vec<&str> = fields().iter().filter(|field| field.key != "id").map(|field| field.label.get(manner.lang)).collect();
            let how = Both(
                "Eller som en tabell i texten, under målets rubrik, med kolumner bland:",
                "Or as a table in the text, under the goal's heading, with columns among:",
            );
            format!(" {} {}.", how.get(manner.lang), columns.join(" | "))
        }
    }
}

/// What a reference may lead to, in words: "plan, avtal (goal, area)".
pub fn targets(target: &Target, lang: Lang) -> String {
    let kinds: Vec<&str> = KINDS.iter().filter(|kind| target.folders.contains(&kind.folder)).map(|kind| kind.one.get(lang)).collect();
    let records = if kinds.is_empty() { Both("mapp/id", "folder/id").get(lang).to_owned() } else { kinds.join(", ") };
    match target.inner {
        Inner::May(keys) | Inner::Must(keys) if !keys.is_empty() => format!("{records} ({})", keys.join(", ")),
        _ => records,
    }
}
