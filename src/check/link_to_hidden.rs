//! Published text does not link to what readers cannot see.

use super::{Rule, Run, bodies, stretch};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Dest, RecordId, Site, State};

pub static LINT: Lint = Lint {
    name: "link-to-hidden",
    severity: Severity::Warning,
    title: Both("Länk till något som inte publiceras", "Link to what is not published"),
    why: Both(
        "På den publicerade webbplatsen blir länken vanlig text, eftersom sidan inte finns där.",
        "On the published site the link becomes plain text, because the page is not there.",
    ),
    manual: Both(
        "En post med `draft = true`, en som ännu inte ska visas (`not-before`) och en vars sista dag har passerat (`until`) finns inte på den publicerade webbplatsen. En länk dit visas som vanlig text tills sidan finns.",
        "A record with `draft = true`, one that is not to be shown yet (`not-before`) and one whose last day has passed (`until`) are not on the published site. A link there is shown as plain text until the page exists.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    if is_hidden(record.state) {
        return Vec::new();
    }
    let mut diagnostics = Vec::new();
    for (text, body) in bodies(record) {
        for link in &body.facts.links {
            let why = match site.link(record, &link.dest) {
                Dest::Record { record, .. } => Some(site.record(record).state).filter(|state| is_hidden(*state)).and_then(words),
                Dest::Hidden => Some(("inte är publicerad", "is not published")),
                _ => None,
            };
            if let Some((sv, en)) = why {
                let span = stretch(text, link.span, &link.dest);
                diagnostics.push(
                    Diagnostic::new(
                        &LINT,
                        span,
                        format!("Länken leder till en sida som {sv}."),
                        format!("The link leads to a page that {en}."),
                    )
                    .help("Publicera den andra sidan också, eller ta bort länken.", "Publish the other page too, or remove the link."),
                );
            }
        }
    }
    diagnostics
}

fn is_hidden(state: State) -> bool {
    words(state).is_some()
}

fn words(state: State) -> Option<(&'static str, &'static str)> {
    match state {
        State::Draft => Some(("är ett utkast", "is a draft")),
        State::Embargoed => Some(("inte är publicerad ännu", "is not published yet")),
        State::Expired => {
            Some(("inte visas längre, eftersom dess sista dag har passerat", "is no longer shown, because its last day has passed"))
        }
        State::Unapproved => Some(("inte är godkänd än", "is not approved yet")),
        State::Published | State::Withdrawn => None,
    }
}
