//! Headings step down one level at a time, and say something.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::Heading;

pub static LINT: Lint = Lint {
    name: "skipped-heading",
    severity: Severity::Warning,
    title: Both("Rubriknivå hoppas över", "Heading level skipped"),
    why: Both(
        "Den som lyssnar går mellan rubriker som i en innehållsförteckning (WCAG 1.3.1 och 2.4.6, krav enligt lag 2018:1937).",
        "Whoever listens goes between headings as in a table of contents (WCAG 1.3.1 and 2.4.6, required by Swedish law 2018:1937).",
    ),
    manual: Both(
        "Sidans rubrik (title) är nivå 1. Rubriker i texten börjar på nivå 2 (##), och varje nivå kommer direkt under den ovanför: ### under ##. En rubrik utan ord hör inte hemma i texten.\n\nKälla: WCAG 2.2, 1.3.1 och 2.4.6; Diggs webbriktlinjer. Stämmer det ändå: insyn explain idle-silence.",
        "The page's title is level 1. Headings in the text begin at level 2 (##), and every level comes right under the one above: ### under ##. A heading without words has no place in the text.\n\nSource: WCAG 2.2, 1.3.1 and 2.4.6; Digg's web guidelines. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in local.pages() {
        let mut above = 1;
        let headings = page.body.into_iter().flat_map(|body| &body.facts.headings);
        for heading in headings.filter(|heading| !page.prose.is_quoted(heading.span)) {
            found.extend(judge(&local.document.text.content, heading, above));
            above = heading.level.max(1);
        }
    }
    found
}

fn judge(text: &str, heading: &Heading, above: u8) -> Option<Diagnostic> {
    if heading.text.is_empty() {
        let diagnostic = Diagnostic::new(&LINT, heading.span, "Rubriken har inga ord.", "The heading has no words.");
        return Some(
            diagnostic.help("Skriv vad avsnittet handlar om, eller ta bort raden.", "Write what the section is about, or remove the line."),
        );
    }
    let (right, sv, en) = match heading.level {
        1 => (2, "Rubriken har nivå 1, som är sidans egen.".to_owned(), "The heading has level 1, which is the page's own.".to_owned()),
        level if level > above + 1 => (
            above + 1,
            format!("Rubriken har nivå {level}, men ovanför är nivå {above}."),
            format!("The heading has level {level}, but above it is level {above}."),
        ),
        _ => return None,
    };
    let written = text.get(heading.span.range()).unwrap_or("").trim_end();
    // A heading underlined with === or --- stands on two lines.
    let words = if written.starts_with('#') { written.trim_start_matches('#').trim_start() } else { &heading.text };
    let line = format!("{} {words}", "#".repeat(usize::from(right)));
    Some(
        Diagnostic::new(&LINT, heading.span, sv, en)
            .help(format!("Skriv den på nivå {right}."), format!("Write it at level {right}."))
            .paste(line),
    )
}
