//! A quote says where it stands.

use super::{Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::quote::{self, Source};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "quote-without-source",
    severity: Severity::Warning,
    title: Both("Citat utan källa", "Quote without source"),
    why: Both(
        "Den som läser citatet ska kunna se varifrån det kommer.",
        "Whoever reads the quote must be able to see where it comes from.",
    ),
    manual: Both(
        "Ett citat hör till ett dokument. Skriv `source` bredvid citatet, eller en gång överst i filen om alla citat kommer därifrån.\n\nFel:   quote = \"88 procent var godkända.\"\nRätt:  source = \"socn-2015-275-761#bilaga-3\"\n       quote = \"88 procent var godkända.\"",
        "A quote belongs to a document. Write `source` beside the quote, or once at the top of the file if all quotes come from there.\n\nWrong: quote = \"88 procent var godkända.\"\nRight: source = \"socn-2015-275-761#bilaga-3\"\n       quote = \"88 procent var godkända.\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    // A source that is written but faulty has been told of.
    if !site.record(id).faults.is_empty() {
        return Vec::new();
    }
    let quotes = quote::of(site, id).into_iter().filter(|quote| matches!(quote.source, Source::Missing));
    quotes
        .map(|quote| {
            Diagnostic::new(
                &LINT,
                quote.span,
                "Det står inte varifrån citatet kommer, så det kan inte kontrolleras.",
                "It does not say where the quote comes from, so it cannot be checked.",
            )
            .help(
                "Lägg till raden nedan bredvid citatet, med ärendets och handlingens id.",
                "Add the line below beside the quote, with the ids of case and document.",
            )
            .paste("source = \"ärende#handling\"")
        })
        .collect()
}
