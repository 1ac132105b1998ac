//! A figure says where it stands.

use super::{Local, Rule, Run};
use crate::content::datum::{Branch, Datum};
use crate::content::field::FieldDecl;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "claim-without-source",
    severity: Severity::Warning,
    title: Both("Uppgift utan källa", "Claim without source"),
    why: Both(
        "Ett tal utan källa går inte att kontrollera, och den som misstror det har rätt att göra det.",
        "A figure without a source cannot be checked, and whoever distrusts it is right to do so.",
    ),
    manual: Both(
        "Tal i uppföljningar, mått och budgetar leder till ett dokument: source eller quote vid talet, source eller document för hela posten, eller [[evidence]] för uppgiften. Regeln ser till nycklarna och gissar inget ur texten.\n\n[[observation]]\nindicator = \"godkanda-forsaljningsstallen\"\nvalue = 88\nsource = \"socn-2015-275-761#bilaga-3\"\n\nKälla: tryckfrihetsförordningen 2 kap. om allmänna handlingar. Stämmer det ändå: insyn explain idle-silence.",
        "Figures in follow-ups, indicators and budgets lead to a document: source or quote at the figure, source or document of the whole record, or [[evidence]] of the fact. The rule looks at keys and guesses nothing from the text.\n\n[[observation]]\nindicator = \"godkanda-forsaljningsstallen\"\nvalue = 88\nsource = \"socn-2015-275-761#bilaga-3\"\n\nSource: the Swedish freedom of the press act, chapter 2, on official documents. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Places(run, many) };

/// Kinds whose figures come out of documents.
const KINDS: &[&str] = &["results", "indicators", "budgets"];

fn run(local: &Local) -> Vec<Diagnostic> {
    let entries = local.document.entries.iter().filter(|entry| KINDS.contains(&entry.kind.folder) && entry.common.withdrawn.is_none());
    let mut found = Vec::new();
    for entry in entries {
        let Datum::Record(own) = entry.content.lower() else { continue };
        let common = Branch::of(&*entry.common);
        if common.get("source").is_some() || own.get("document").is_some() {
            continue;
        }
        let proven = entry.common.evidence.iter().map(|evidence| evidence.of.split('.').next().unwrap_or(""));
        let proven: Vec<&str> = proven.collect();
        for (decl, datum) in own.entries.iter().filter(|(decl, _)| !proven.contains(&decl.key)) {
            inside(decl, datum, &mut found);
        }
    }
    found
}

/// The records under a key that have a figure and no source.
fn inside(decl: &'static FieldDecl, datum: &Datum, found: &mut Vec<Diagnostic>) {
    match datum {
        Datum::List(list) => list.iter().for_each(|one| inside(decl, one, found)),
        Datum::Record(branch) if branch.get("source").is_none() && branch.get("quote").is_none() && branch.get("document").is_none() => {
            let figure = |datum: &Datum| matches!(datum, Datum::Number(_) | Datum::Money(_));
            let own = branch.entries.iter().any(|(_, datum)| figure(datum));
            if own && branch.can_have("source") {
                found.push(tell(branch.span, decl.label));
            } else {
                branch.entries.iter().for_each(|(decl, datum)| inside(decl, datum, found));
            }
        }
        _ => {}
    }
}

fn tell(span: Span, label: Both) -> Diagnostic {
    Diagnostic::new(
        &LINT,
        span,
        format!("Talet har ingen källa ({}).", label.0.to_lowercase()),
        format!("The figure has no source ({}).", label.1.to_lowercase()),
    )
    .help("Lägg till source med ärendets och handlingens id.", "Add source with the ids of case and document.")
    .paste("source = \"ärende#handling\"")
}

fn many(count: usize) -> Words {
    Words::new(format!("{count} tal har ingen källa."), format!("{count} figures have no source."))
}
