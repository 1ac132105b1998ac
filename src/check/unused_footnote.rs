//! A note is referred to.

use rustc_hash::FxHashSet;

use super::{Rule, Run, bodies};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "unused-footnote",
    severity: Severity::Warning,
    title: Both("Fotnot utan hänvisning", "Footnote that nothing refers to"),
    why: Both(
        "Fotnoten visas inte, eftersom inget i texten leder till den.",
        "The note is not shown, because nothing in the text leads to it.",
    ),
    manual: Both(
        "En fotnot utan hänvisning visas inte. Skriv hänvisningen i texten, eller ta bort fotnoten.\n\nAndelen ökade.[^1]\n\n[^1]: Enligt Stockholmsenkäten 2014.",
        "A footnote without a reference is not shown. Write the reference in the text, or remove the note.\n\nThe share grew.[^1]\n\n[^1]: According to the survey of 2014.",
    ),
};

/// Of more notes than these none counts as misspelt: each missing one would be compared with them all.
const MANY: usize = 1000;

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (_, body) in bodies(site.record(id)) {
        let notes = &body.facts.unused_notes;
        let names: Vec<&str> = notes.iter().map(|note| note.name.as_str()).collect();
        // A note that a misspelt reference means is spoken of at the reference.
        let missing = body.facts.missing_notes.iter().filter(|_| names.len() <= MANY);
        let meant: FxHashSet<&str> = missing.filter_map(|note| nearest(&note.name, &names)).collect();
        for note in notes.iter().filter(|note| !meant.contains(note.name.as_str())) {
            let mark = format!("[^{}]", note.name);
            diagnostics.push(
                Diagnostic::new(
                    &LINT,
                    note.span.inside(0..mark.len()),
                    format!("Inget i texten hänvisar till fotnoten {mark}."),
                    format!("Nothing in the text refers to the footnote {mark}."),
                )
                .help(
                    format!("Skriv {mark} där fotnoten hör hemma, eller ta bort den."),
                    format!("Write {mark} where the note belongs, or remove it."),
                ),
            );
        }
    }
    diagnostics
}
