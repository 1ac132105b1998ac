//! What was replaced says by what.

use super::{Rule, Run};
use crate::content::result::{FollowUp, Status};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "replacement-missing",
    severity: Severity::Error,
    title: Both("Ersättningen saknas", "Replacement missing"),
    why: Both(
        "Den som läser att något ersattes vill veta vad som gjordes i stället.",
        "Whoever reads that something was replaced wants to know what was done instead.",
    ),
    manual: Both(
        "En aktivitet med läget ersatt ska säga vad som gjordes i stället: kolumnen Ersatt av, eller nyckeln `replaced-by`. Säger dokumentet inte att det ena ersätter det andra är läget ett annat, till exempel inte genomförd.\n\nFel:   status = \"ersatt\"\nRätt:  status = \"ersatt\"\n       replaced-by = \"Information på webbplatsen\"",
        "An action with the status replaced must say what was done instead: the column Replaced by, or the key `replaced-by`. If the document does not say that one replaces the other, the status is another, such as not-done.\n\nWrong: status = \"replaced\"\nRight: status = \"replaced\"\n       replaced-by = \"Information on the website\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let actions = record.is::<FollowUp>().into_iter().flat_map(|result| &result.actions);
    let replaced = actions.filter(|action| action.status.contains(&Status::Replaced) && action.replaced_by.is_none());
    replaced
        .filter(|action| !record.faulty_from(action.span))
        .map(|action| {
            let title = &*action.title;
            Diagnostic::new(
                &LINT,
                action.title.span,
                format!("”{title}” är ersatt, men det står inte av vad."),
                format!("“{title}” is replaced, but it does not say by what."),
            )
            .help(
                "Skriv vad som gjordes i stället i kolumnen Ersatt av, eller lägg till raden nedan.",
                "Write what was done instead in the column Replaced by, or add the line below.",
            )
            .paste("replaced-by = \"…\"")
        })
        .collect()
}
