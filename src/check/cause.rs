//! Nothing is "not done" without saying why.

use super::{Rule, Run};
use crate::content::result::{Cause, FollowUp, JudgedAction};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "cause-missing",
    severity: Severity::Error,
    title: Both("Orsak saknas", "Cause missing"),
    why: Both(
        "Den som läser att något inte blev av har rätt att få veta varför, eller att det inte är angivet.",
        "Whoever reads that something was not done has a right to know why, or that it is not stated.",
    ),
    manual: Both(
        "En aktivitet som inte genomfördes, inte kunde genomföras eller inte är aktuell ska ha en orsak. Säger dokumentet ingen: skriv ”inte angiven”. Orsaken ”annat” ska ha ord (cause-words).\n\nFel:   status = \"inte genomförd\"\nRätt:  status = \"inte genomförd\"\n       cause = \"tidsbrist\"",
        "An action that was not done, could not be done or is no longer current must have a cause. If the document states none: write “not-stated”. The cause “other” needs words (cause-words).\n\nWrong: status = \"not-done\"\nRight: status = \"not-done\"\n       cause = \"lack-of-time\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let actions = record.is::<FollowUp>().into_iter().flat_map(|result| &result.actions);
    // A cause or status that is written but could not be read has been told of.
    actions.filter(|action| !record.faulty_from(action.span)).filter_map(action).collect()
}

fn action(action: &JudgedAction) -> Option<Diagnostic> {
    let title = &*action.title;
    let stopped = action.status.iter().any(|status| status.needs_cause());
    if stopped && action.cause.is_empty() {
        return Some(
            Diagnostic::new(
                &LINT,
                action.title.span,
                format!("”{title}” blev inte av, men orsaken saknas."),
                format!("“{title}” was not done, but the cause is missing."),
            )
            .help(
                "Skriv orsaken i kolumnen Varför. Står den inte i dokumentet: inte angiven.",
                "Write the cause in the column Why. If the document does not state it: not-stated.",
            )
            .allowed_words(<Cause as crate::content::value::Choice>::WORDS.iter().map(|word| Both(word.sv, word.en))),
        );
    }
    (action.cause.contains(&Cause::Other) && action.cause_words.is_none()).then(|| {
        Diagnostic::new(
            &LINT,
            action.title.span,
            format!("Orsaken till ”{title}” är ”annat”, men det står inte vilken den är."),
            format!("The cause of “{title}” is “other”, but it does not say which."),
        )
        .help(
            "Skriv orsaken med dokumentets ord i kolumnen Orsaken i ord.",
            "Write the cause in the document's words in the column The cause in words.",
        )
    })
}
