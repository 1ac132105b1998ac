//! What has happened did not happen tomorrow.

use super::{Rule, Run};
use crate::content::datum::{Branch, Datum};
use crate::content::value::Date;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "future-date",
    severity: Severity::Error,
    title: Both("Datumet har inte varit", "Date in the future"),
    why: Both(
        "Ingen har granskat, antagit eller skrivit något i morgon; läsare slutar lita på sidans datum.",
        "Nobody has reviewed, adopted or written anything tomorrow; readers cease to trust the page's dates.",
    ),
    manual: Both(
        "De här datumen säger när något hände och kan inte vara senare än i dag: `reviewed`, `dated`, `checked-on`, `adopted.on`, datum för handlingar, svar, godkännande, rättelser, lås och tillbakadragande. Ett ofullständigt datum räknas från sin första dag. Det som ska ske skrivs i `due`, `when` eller `not-before`.\n\nFel:   reviewed = \"2062-03-13\"\nRätt:  reviewed = \"2026-03-13\"",
        "These dates say when something happened and cannot be later than today: `reviewed`, `dated`, `checked-on`, `adopted.on`, dates of documents, answers, approval, corrections, lock and withdrawal. A partial date counts from its first day. What is to happen is written in `due`, `when` or `not-before`.\n\nWrong: reviewed = \"2062-03-13\"\nRight: reviewed = \"2026-03-13\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

/// Keys of what has happened, with the key around them; "" is the record itself.
const HAPPENED: &[(&str, &str)] = &[
    ("", "checked-on"),
    ("", "dated"),
    ("", "reviewed"),
    ("absence", "checked-on"),
    ("adopted", "on"),
    ("answer", "date"),
    ("approval", "date"),
    ("correction", "date"),
    ("document", "date"),
    ("lock", "date"),
    ("reply", "date"),
    ("withdrawn", "date"),
];

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let mut diagnostics = Vec::new();
    let mut see = |around: &str, branch: &Branch| {
        for (decl, datum) in &branch.entries {
            if let Datum::Date(date) = datum
                && date.first > site.today
                && HAPPENED.contains(&(around, decl.key))
            {
                let key = if around.is_empty() { decl.key.to_owned() } else { format!("{around}.{}", decl.key) };
                diagnostics.push(ahead(date, &key, site.today));
            }
        }
    };
    let common = Branch::of(&*record.common);
    let own = record.lower();
    for root in [Some(&common), if let Datum::Record(own) = &own { Some(own) } else { None }].into_iter().flatten() {
        see("", root);
        root.each_labelled(&mut |decl, branch| see(decl.key, branch));
    }
    diagnostics
}

fn ahead(date: &Date, key: &str, today: jiff::civil::Date) -> Diagnostic {
    let written = &date.written;
    Diagnostic::new(
        &LINT,
        date.span,
        format!("`{key}` är {written}, som inte har varit ännu: i dag är det {today}."),
        format!("`{key}` is {written}, which has not been yet: today is {today}."),
    )
    .help("Rätta datumet. Det som ännu inte har hänt hör inte hit.", "Mend the date. What has not happened yet does not belong here.")
}
