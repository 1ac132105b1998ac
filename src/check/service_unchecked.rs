//! The facts of a service have been checked lately.

use super::{Local, Rule, Run};
use crate::content::service::Service;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::parse::Entry;

pub static LINT: Lint = Lint {
    name: "service-unchecked",
    severity: Severity::Warning,
    title: Both("Stödet är inte kontrollerat på länge", "Service not checked lately"),
    why: Both(
        "Ett nummer som inte längre svarar är värst för den som vågar ringa en enda gång.",
        "A number that answers no more is worst for whoever dares to call just once.",
    ),
    manual: Both(
        "checked-on i ett stöd säger när någon senast provade numren och läste igenom uppgifterna. Efter 12 månader, eller så många som check-services i site.toml säger, är det dags igen. Stöd som man kan ringa har alltid en sådan dag.\n\nchecked-on = \"2026-11-22\"\n\nKälla: förvaltningslagen (2017:900) 6 och 7 §§ om service och tillgänglighet; ISO 24495-1:2023, 5.4 (texter prövas fortlöpande). Stämmer det ändå: insyn explain idle-silence.",
        "checked-on in a service says when somebody last tried the numbers and read the facts through. After 12 months, or as many as check-services in site.toml says, it is time again. Services that one can call always have such a day.\n\nchecked-on = \"2026-11-22\"\n\nSource: the Swedish administrative procedure act (2017:900), sections 6 and 7, on service and accessibility; ISO 24495-1:2023, 5.4 (documents are evaluated continually). If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// Months between checks, when the site says nothing.
const MONTHS: i64 = 12;

fn run(local: &Local) -> Vec<Diagnostic> {
    let months = local.settings.config.check_services.unwrap_or(MONTHS).clamp(1, 1200);
    let Ok(oldest) = local.settings.today.checked_sub(jiff::Span::new().months(months)) else { return Vec::new() };
    let entries = local.document.entries.iter().filter(|entry| entry.common.withdrawn.is_none());
    let services = entries.filter_map(|entry| Some((entry, (*entry.content).as_any().downcast_ref::<Service>()?)));
    services.filter_map(|(entry, service)| judge(entry, service, oldest)).collect()
}

fn judge(entry: &Entry, service: &Service, oldest: jiff::civil::Date) -> Option<Diagnostic> {
    let name = &*entry.common.title;
    let diagnostic = match &service.checked_on {
        Some(day) if day.date() >= oldest => return None,
        Some(day) => Diagnostic::new(
            &LINT,
            day.0.span,
            format!("{name} kontrollerades senast {}.", day.date()),
            format!("{name} was last checked on {}.", day.date()),
        ),
        None if service.contacts.iter().any(|contact| contact.phone.is_some()) => Diagnostic::new(
            &LINT,
            entry.common.title.span,
            format!("Det står inte när {name} senast kontrollerades."),
            format!("It does not say when {name} was last checked."),
        ),
        None => return None,
    };
    Some(diagnostic.help(
        "Ring numren, läs igenom uppgifterna och skriv dagens datum i checked-on.",
        "Call the numbers, read the facts through and write today's date in checked-on.",
    ))
}
