//! The accessibility statement says what was tested, and where readers report faults.

use super::{Rule, Run, Whole};
use crate::content::site::Desk;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "accessibility-incomplete",
    severity: Severity::Error,
    title: Both("Tillgänglighetsredogörelsen är inte fullständig", "The accessibility statement is not complete"),
    why: Both(
        "Lagen kräver att redogörelsen säger hur webbplatsen har bedömts och hur man rapporterar brister (2018:1937).",
        "The law asks the statement to say how the site was assessed and how one reports faults (2018:1937).",
    ),
    manual: Both(
        "Förutom de nycklar som måste finnas behövs `tested`, som säger vad som testades och med vad, och en väg att rapportera brister: `email`, `phone` eller `page` under [feedback], här eller i content/site.toml. Det som inte har testats skrivs i `not-tested`.\n\nFel:   method = \"självskattning\" utan tested\nRätt:  method = \"självskattning\"\n       tested = [\"Alla sidor med axe 4.14\", \"Tangentbord på tio sidor\"]",
        "Beside the keys that must be there, `tested` is needed, which says what was tested and with what, and a way to report faults: `email`, `phone` or `page` under [feedback], here or in content/site.toml. What was not tested is written in `not-tested`.\n\nWrong: method = \"self-assessment\" without tested\nRight: method = \"self-assessment\"\n       tested = [\"All pages with axe 4.14\", \"Keyboard on ten pages\"]",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let Some(statement) = &whole.site.accessibility else { return Vec::new() };
    let at = Span::start_of(statement.span.source);
    let mut found = Vec::new();
    if statement.tested.is_empty() {
        found.push(
            Diagnostic::new(&LINT, at, "Redogörelsen säger inte vad som har testats.", "The statement does not say what was tested.")
                .help("Lägg till raden nedan överst i filen och ändra den.", "Add the line below at the head of the file and change it.")
                .paste("tested = [\"Alla sidor med axe 4.14\"]"),
        );
    }
    let reached = |desk: &Desk| desk.email.is_some() || desk.phone.is_some() || desk.page.is_some();
    if !statement.feedback.as_ref().or(whole.site.config.feedback.as_ref()).is_some_and(reached) {
        found.push(
            Diagnostic::new(
                &LINT,
                at,
                "Redogörelsen säger inte hur man rapporterar brister.",
                "The statement does not say how one reports faults.",
            )
            .help(
                "Skriv [feedback] med email, phone eller page, här eller i content/site.toml.",
                "Write [feedback] with email, phone or page, here or in content/site.toml.",
            )
            .paste("feedback = { email = \"webb@example.se\" }"),
        );
    }
    found
}
