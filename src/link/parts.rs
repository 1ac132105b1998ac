//! What stands inside a record and has an address: goals, areas, actions, documents, decisions, roles.

use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;

use super::twice;
use crate::content::datum::{Branch, Datum};
use crate::content::value::Id;
use crate::diagnostic::Diagnostic;
use crate::site::{Part, Record};
use crate::span::Span;

/// Every part of a record, in the order of its declaration. An id that is not written is made from the words, and kept apart from others.
pub fn of(record: &Record) -> (Vec<Part>, Vec<Diagnostic>) {
    let mut parts: Vec<Part> = Vec::new();
    let mut taken: FxHashMap<CompactString, Span> = FxHashMap::default();
    let mut unnamed: Vec<(usize, String)> = Vec::new();
    let mut diagnostics = Vec::new();
    let common = Branch::of(&*record.common);
    let own = record.lower();
    let branches = [Some(&common), if let Datum::Record(branch) = &own { Some(branch) } else { None }];
    for root in branches.into_iter().flatten() {
        root.each_labelled(&mut |decl, branch| {
            if !branch.can_have("id") {
                return;
            }
            let title = title(branch);
            let mut part = Part { decl, id: CompactString::default(), title: title.into(), span: branch.span };
            match branch.get("id") {
                Some(Datum::Text(id, span)) => {
                    match taken.get(*id) {
                        Some(first) => {
                            diagnostics.push(twice(record.text_at(*span), *span, *first, id));
                            // It gets an id of its own, so that nothing after this meets two of the same.
                            unnamed.push((parts.len(), (*id).to_owned()));
                        }
                        None => {
                            part.id = CompactString::from(*id);
                            taken.insert(part.id.clone(), *span);
                        }
                    }
                }
                _ => unnamed.push((parts.len(), Id::from_words(&named_by(branch, &part.title)))),
            }
            parts.push(part);
        });
    }
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    for (at, words) in unnamed {
        let words = if words.is_empty() { parts[at].decl.key.to_owned() } else { words };
        let mut id = CompactString::from(words.as_str());
        // The count goes on where it stopped, so that a thousand alike cost a thousand steps.
        let number = last.entry(words).or_insert(1);
        let words = id.clone();
        while taken.contains_key(&id) {
            *number += 1;
            id = format_compact!("{words}-{number}");
        }
        taken.insert(id.clone(), parts[at].span);
        parts[at].id = id;
    }
    (parts, diagnostics)
}

/// What a part is called: its title or text, with its number before it when it has one.
fn title(branch: &Branch) -> String {
    // What a plan says of itself is called by what it counts.
    let otherwise = if branch.can_have("counts") { "what" } else { "text" };
    let words = branch.text("title").or_else(|| branch.text(otherwise)).unwrap_or("");
    match (branch.text("number"), words) {
        (Some(number), words) if !words.is_empty() && branch.can_have("area") => format!("{number}. {words}"),
        _ => words.to_owned(),
    }
}

/// The words that an id is made from: the title, or the name of what is measured.
fn named_by(branch: &Branch, title: &str) -> String {
    match branch.get("indicator") {
        Some(Datum::Reference(reference)) => reference.id().to_string(),
        _ => title.to_owned(),
    }
}

/// Headings of a body whose ids are taken by a part. An explicit heading with the id of a goal or area is that goal's words, and no clash.
pub fn heading_clashes(record: &Record) -> Vec<Diagnostic> {
    let Some(body) = &record.body else { return Vec::new() };
    let twice_in_text =
        body.facts.duplicate_ids.iter().map(|duplicate| twice(&record.text, duplicate.second, duplicate.first, &duplicate.id));
    let taken = body.facts.headings.iter().filter_map(|heading| {
        let part = record.parts.named(&heading.id).map(|at| &record.parts[at as usize])?;
        let words = heading.explicit && matches!(part.decl.key, "goal" | "area");
        let other = ("Ge rubriken ett eget id: ## Rubrik {#eget-id}", "Give the heading an id of its own: ## Heading {#own-id}");
        (!words).then(|| twice(&record.text, heading.span, part.span, &heading.id).help(other.0, other.1))
    });
    twice_in_text.chain(taken).collect()
}
