//! What is nearly done says what remains.

use super::{Rule, Run};
use crate::content::result::FollowUp;
use crate::content::value::Choice;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "remainder-missing",
    severity: Severity::Error,
    title: Both("Vad som återstår saknas", "What remains is missing"),
    why: Both(
        "”Nästan klar” säger inget om man inte får veta vad som är kvar.",
        "“Nearly done” says nothing unless one learns what is left.",
    ),
    manual: Both(
        "En aktivitet som är nästan klar eller delvis genomförd ska säga vad som återstår, med dokumentets ord när de finns: kolumnen Vad återstår, eller nyckeln `remains`.\n\nFel:   status = \"nästan klar\"\nRätt:  status = \"nästan klar\"\n       remains = \"Huvudansvarig är inte beslutad.\"",
        "An action that is nearly or partly done must say what remains, in the document's words where there are any: the column What remains, or the key `remains`.\n\nWrong: status = \"nearly-done\"\nRight: status = \"nearly-done\"\n       remains = \"Nobody is appointed yet.\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let actions = record.is::<FollowUp>().into_iter().flat_map(|result| &result.actions);
    let open = actions.filter(|action| action.remains.is_none() && !record.faulty_from(action.span));
    open.filter_map(|action| {
        let word = action.status.iter().find(|status| status.needs_remainder())?.word();
        let title = &*action.title;
        Some(
            Diagnostic::new(
                &LINT,
                action.title.span,
                format!("”{title}” är {}, men det står inte vad som återstår.", word.sv),
                format!("“{title}” is {}, but it does not say what remains.", word.en),
            )
            .help(
                "Skriv vad som är kvar i kolumnen Vad återstår, eller lägg till raden nedan.",
                "Write what is left in the column What remains, or add the line below.",
            )
            .paste("remains = \"…\""),
        )
    })
    .collect()
}
