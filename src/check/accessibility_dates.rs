//! The days of the accessibility statement have been, and in that order.

use super::{Rule, Run, Whole};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};

pub static LINT: Lint = Lint {
    name: "accessibility-dates",
    severity: Severity::Error,
    title: Both("Dagarna i tillgänglighetsredogörelsen stämmer inte", "The days of the accessibility statement cannot be right"),
    why: Both(
        "Redogörelsens dagar säger hur aktuell den är, och lagen kräver dem.",
        "The days of the statement say how current it is, and the law asks for them.",
    ),
    manual: Both(
        "`assessed` är dagen för den senaste bedömningen och `updated` dagen då redogörelsen senast ändrades. Ingen av dem kan vara senare än i dag, och redogörelsen kan inte berätta om en bedömning som gjordes efter den.\n\nFel:   assessed = \"2026-05-01\" och updated = \"2026-03-13\"\nRätt:  assessed = \"2026-03-01\" och updated = \"2026-03-13\"",
        "`assessed` is the day of the latest assessment and `updated` the day when the statement was last changed. Neither can be later than today, and the statement cannot tell of an assessment that was made after it.\n\nWrong: assessed = \"2026-05-01\" and updated = \"2026-03-13\"\nRight: assessed = \"2026-03-01\" and updated = \"2026-03-13\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let Some(statement) = &whole.site.accessibility else { return Vec::new() };
    let today = whole.site.today;
    let days = [("assessed", &statement.assessed), ("updated", &statement.updated)];
    let ahead: Vec<Diagnostic> = days
        .iter()
        .filter(|(_, day)| day.date() > today)
        .map(|(key, day)| {
            Diagnostic::new(
                &LINT,
                day.0.span,
                format!("`{key}` är {}, som inte har varit ännu: i dag är det {today}.", day.0.written),
                format!("`{key}` is {}, which has not been yet: today is {today}.", day.0.written),
            )
            .help("Skriv dagen då det skedde.", "Write the day when it happened.")
        })
        .collect();
    if !ahead.is_empty() || statement.assessed.date() <= statement.updated.date() {
        return ahead;
    }
    let (assessed, updated) = (&statement.assessed.0, &statement.updated.0);
    vec![
        Diagnostic::new(
            &LINT,
            updated.span,
            format!("Redogörelsen är uppdaterad {}, före bedömningen {} som den berättar om.", updated.written, assessed.written),
            format!("The statement was updated {}, before the assessment {} that it tells of.", updated.written, assessed.written),
        )
        .label(assessed.span, "Här står bedömningen.", "The assessment is here.")
        .help("Skriv dagen då redogörelsen fick det nya resultatet.", "Write the day when the statement got the new result."),
    ]
}
