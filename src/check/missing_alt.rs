//! A picture says in words what it shows.

use super::{Rule, Run, bodies, corrected, with_paste};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::LinkKind;
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "missing-alt",
    severity: Severity::Error,
    title: Both("Bilden saknar beskrivning", "Picture without description"),
    why: Both(
        "Den som inte ser bilden får bara höra att det finns en bild (WCAG 1.1.1, krav enligt lag 2018:1937).",
        "Whoever does not see the picture only hears that there is one (WCAG 1.1.1, required by Swedish law 2018:1937).",
    ),
    manual: Both(
        "Mellan hakparenteserna står vad bilden visar, så som du skulle säga det i telefon. En bild som bara är pynt hör inte hemma i texten.\n\nFel:   ![](kontroller.png)\nRätt:  ![Stapeldiagram: 88 procent godkända 2016, målet var 90](kontroller.png)",
        "Between the brackets stands what the picture shows, as you would say it on the telephone. A picture that is mere decoration has no place in the text.\n\nWrong: ![](kontroller.png)\nRight: ![Bar chart: 88 per cent approved in 2016, the target was 90](kontroller.png)",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (text, body) in bodies(site.record(id)) {
        for image in body.facts.links.iter().filter(|link| link.kind == LinkKind::Image && link.text.is_empty()) {
            let diagnostic =
                Diagnostic::new(&LINT, image.span, "Det står inte vad bilden visar.", "It does not say what the picture shows.")
                    .help("Skriv det mellan hakparenteserna.", "Write it between the brackets.");
            diagnostics.push(with_paste(diagnostic, corrected(text, image.span, &format!("![Vad bilden visar]({})", image.dest))));
        }
    }
    diagnostics
}
