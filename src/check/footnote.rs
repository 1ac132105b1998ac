//! A reference to a note has its note.

use super::{Rule, Run, bodies, with_near};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "footnote",
    severity: Severity::Error,
    title: Both("Fotnoten saknas", "Footnote missing"),
    why: Both("Läsaren ser en hänvisning utan något bakom.", "Readers see a reference with nothing behind it."),
    manual: Both(
        "En fotnot skrivs med sin hänvisning i texten och sin text på en egen rad:\n\nAndelen ökade.[^1]\n\n[^1]: Enligt Stockholmsenkäten 2014.",
        "A footnote is written with its reference in the text and its words on a line of their own:\n\nThe share grew.[^1]\n\n[^1]: According to the survey of 2014.",
    ),
};

/// Of more notes than these, none is offered as what was meant: each missing one would be compared with them all.
const MANY: usize = 1000;

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (text, body) in bodies(site.record(id)) {
        let unused: Vec<&str> = body.facts.unused_notes.iter().map(|note| note.name.as_str()).collect();
        for note in &body.facts.missing_notes {
            let name = &note.name;
            let diagnostic = Diagnostic::new(
                &LINT,
                note.span,
                format!("Fotnoten [^{name}] har ingen text."),
                format!("The footnote [^{name}] has no text."),
            );
            let near = if unused.len() > MANY { None } else { nearest(name, &unused) };
            diagnostics.push(match near {
                Some(near) => with_near(diagnostic, text, note.span, Some(&format!("[^{near}]"))),
                None => diagnostic
                    .help("Lägg till raden nedan sist i texten.", "Add the line below at the end of the text.")
                    .paste(format!("[^{name}]: …")),
            });
        }
    }
    diagnostics
}
