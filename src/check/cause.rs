//! Nothing is "not done" without saying why.

use super::{Rule, Run};
use crate::content::reason::{Reason, Struck};
use crate::content::result::{Cause, FollowUp, Status};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "cause-missing",
    severity: Severity::Error,
    title: Both("Orsak saknas", "Cause missing"),
    why: Both(
        "Den som läser att något inte blev av har rätt att få veta varför, eller att det inte är angivet.",
        "Whoever reads that something was not done has a right to know why, or that it is not stated.",
    ),
    manual: Both(
        "En aktivitet som inte genomfördes, inte kunde genomföras eller inte är aktuell ska ha en orsak. Det gäller också när uppföljningen säger det om ett helt mål eller om helheten. Säger dokumentet ingen: skriv ”inte angiven”. Orsaken ”annat” ska ha ord (cause-words).\n\nFel:   status = \"inte genomförd\"\nRätt:  status = \"inte genomförd\"\n       cause = \"tidsbrist\"",
        "An action that was not done, could not be done or is no longer current must have a cause. So it is when the follow-up says it of a whole goal or of the whole. If the document states none: write “not-stated”. The cause “other” needs words (cause-words).\n\nWrong: status = \"not-done\"\nRight: status = \"not-done\"\n       cause = \"lack-of-time\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let Some(result) = record.is::<FollowUp>() else { return Vec::new() };
    // A cause or status that is written but could not be read has been told of.
    let read = result.reasons().filter(|reason| !record.faulty_from(place(result, reason).0));
    read.filter_map(|reason| judge(result, &reason)).collect()
}

/// Where a judgement begins, and where it is told of.
fn place(result: &FollowUp, reason: &Reason) -> (Span, Span) {
    match reason.what {
        Struck::Whole => result.overall.as_ref().map_or((result.span, result.span), |one| (one.span, one.span)),
        Struck::Goal(at) => (result.goals[at as usize].span, result.goals[at as usize].goal.span),
        Struck::Action(at) => (result.actions[at as usize].span, result.actions[at as usize].title.span),
    }
}

fn judge(result: &FollowUp, reason: &Reason) -> Option<Diagnostic> {
    let at = place(result, reason).1;
    let (sv, en) = match (reason.what, reason.title, reason.goal) {
        (_, Some(title), _) => (format!("”{}”", title.text), format!("“{}”", title.text)),
        (_, None, Some(goal)) => (format!("Det som planerades för ”{}”", goal.written), format!("What was planned for “{}”", goal.written)),
        _ => ("Det som uppföljningen gäller".to_owned(), "What the follow-up covers".to_owned()),
    };
    if Status::stopped(reason.status) && reason.cause.is_empty() {
        let found = Diagnostic::new(
            &LINT,
            at,
            format!("{sv} blev inte av, men orsaken saknas."),
            format!("{en} was not done, but the cause is missing."),
        );
        let found = match reason.what {
            Struck::Action(_) => found.help(
                "Skriv orsaken i kolumnen Varför. Står den inte i dokumentet: inte angiven.",
                "Write the cause in the column Why. If the document does not state it: not-stated.",
            ),
            _ => found.help(
                "Skriv orsaken. Står den inte i dokumentet: inte angiven.",
                "Write the cause. If the document does not state it: not-stated.",
            ),
        };
        return Some(found.allowed_words(<Cause as crate::content::value::Choice>::WORDS.iter().map(|word| Both(word.sv, word.en))));
    }
    (reason.cause.contains(&Cause::Other) && reason.words.is_none()).then(|| {
        let found = Diagnostic::new(
            &LINT,
            at,
            format!("{sv} har orsaken ”annat”, men det står inte vilken den är."),
            format!("{en} has the cause “other”, but it does not say which."),
        );
        match reason.what {
            Struck::Action(_) => found.help(
                "Skriv orsaken med dokumentets ord i kolumnen Orsaken i ord.",
                "Write the cause in the document's words in the column The cause in words.",
            ),
            _ => found.help("Skriv orsaken med dokumentets ord.", "Write the cause in the document's words.").paste("cause-words = \"…\""),
        }
    })
}
