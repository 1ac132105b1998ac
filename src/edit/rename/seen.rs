//! Places that may name the record and that the program does not understand: values for themes, and the themes themselves.

use super::{Renaming, Told};
use crate::content::item::{Item, Table, Value};
use crate::diagnostic::Words;
use crate::output::Key;
use crate::pipeline::Built;
use crate::source::{Sources, Text};
use crate::span::{Lines, Span};

/// What a person has to look at.
pub fn elsewhere(renaming: &Renaming, built: &Built, sources: &Sources) -> Vec<Told> {
    let mut told = Vec::new();
    for document in &built.documents.documents {
        let records = document.entries.iter().map(|entry| &entry.common.extra);
        let extras = records.chain(document.site.iter().map(|site| &site.extra)).flatten();
        for extra in extras {
            values(renaming, &document.text, &extra.0, &mut told);
        }
    }
    for text in sources.texts.iter().filter(|text| text.path.starts_with("themes/")) {
        theme(renaming, built, text, &mut told);
    }
    told.extend(files(renaming, built));
    told
}

fn values(renaming: &Renaming, text: &Text, table: &Table, told: &mut Vec<Told>) {
    let named = format!("{}/{}", renaming.kind.folder, renaming.old);
    let mut items: Vec<&Item> = table.entries.iter().map(|entry| &entry.item).collect();
    while let Some(item) = items.pop() {
        match &item.value {
            Value::Text(words) if **words == *renaming.old || *words == named => told.push(place(
                text,
                item.span,
                "Värdet är ditt eget och kan vara postens gamla id.",
                "The value is your own and may be the record's old id.",
            )),
            Value::List(list) => items.extend(list),
            Value::Table(table) => items.extend(table.entries.iter().map(|entry| &entry.item)),
            _ => {}
        }
    }
}

/// Lines of a theme with the record's folder or address and its id, or its id in quotes.
fn theme(renaming: &Renaming, built: &Built, text: &Text, told: &mut Vec<Told>) {
    let old = &renaming.old;
    let address = &built.house.plan.routes.folders[renaming.kind.folder];
    let names = [format!("{}/{old}", renaming.kind.folder), format!("{address}/{old}"), format!("\"{old}\""), format!("'{old}'")];
    let stands = |name: &String| {
        let mut found = text.content.match_indices(name.as_str()).map(|(at, _)| at);
        let ends = |at: &usize| !text.content[at + name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        found.find(ends)
    };
    if let Some(at) = names.iter().filter_map(stands).min() {
        told.push(place(
            text,
            Span::new(text.id, at..at),
            "Temat kan nämna posten vid sitt gamla id.",
            "The theme may name the record by its old id.",
        ));
    }
}

fn place(text: &Text, span: Span, sv: &str, en: &str) -> Told {
    let line = Lines::new(&text.content).at(span.range().start).line;
    Told { place: format!("{}:{line}", text.path), words: Words::new(sv, en), must: false }
}

/// Files that are passed on get new addresses, and only a page can lead from an old address to a new one.
fn files(renaming: &Renaming, built: &Built) -> Vec<Told> {
    let plan = &built.house.plan;
    let passed = plan.outputs.iter().filter(|output| matches!(&output.key, Key::File(path) if renaming.moves.contains_key(path)));
    let told = |url: String| Told {
        place: url,
        words: Words::new(
            "Filen får en ny adress, och den gamla leder ingenstans: bara sidor kan leda vidare.",
            "The file gets a new address, and the old one leads nowhere: only pages can lead on.",
        ),
        must: false,
    };
    passed.map(|output| told(plan.routes.url(&output.path))).collect()
}
