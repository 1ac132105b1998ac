//! What was locked does not change without saying so.

use super::{Rule, Run, corrected, with_paste};
use crate::content::common::Correction;
use crate::content::result::{FollowUp, Lock};
use crate::content::value::Fingerprint;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::fingerprint;
use crate::site::{Record, RecordId, Site};

pub static LINT: Lint = Lint {
    name: "locked-result-changed",
    severity: Severity::Error,
    title: Both("Låst uppföljning har ändrats", "Locked follow-up changed"),
    why: Both(
        "Den som har läst en låst uppföljning ska kunna lita på att den står kvar, eller att det syns vad som har rättats.",
        "Whoever read a locked follow-up must be able to trust that it stands, or see what was corrected.",
    ),
    manual: Both(
        "En uppföljning med [lock] bär ett fingeravtryck av det som den säger: alla uppgifter och texten, men inte lås, rättelser och svar. Ordningen på nycklarna, radbrytningar och svenska eller engelska ord spelar ingen roll. Ändras något efter låset ska en rättelse tala om det, med dagen för ändringen och fingeravtrycket av uppföljningen som den blev. Den senaste rättelsen med fingeravtryck ska stämma. Programmet säger vilket fingeravtryck det är.\n\n[lock]\ndate = \"2017-03-13\"\nfingerprint = \"…\"\n\n[[correction]]\ndate = \"2017-03-20\"\nkind = \"rättad\"\nfield = \"observation.godkanda-2016.value\"\ntext = \"Andelen är rättad efter en ny räkning.\"\nfingerprint = \"…\"",
        "A follow-up with [lock] carries a fingerprint of what it says: every fact and the text, but not lock, corrections and replies. The order of keys, line breaks, and Swedish or English words make no difference. When something changes after the lock a correction must say so, with the day of the change and the fingerprint of the follow-up as it became. The newest correction with a fingerprint must match. The program says which fingerprint it is.\n\n[lock]\ndate = \"2017-03-13\"\nfingerprint = \"…\"\n\n[[correction]]\ndate = \"2017-03-20\"\nkind = \"corrected\"\nfield = \"observation.godkanda-2016.value\"\ntext = \"The share is corrected after a new count.\"\nfingerprint = \"…\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    // What could not be read has no fingerprint yet.
    let locked = record.is::<FollowUp>().filter(|_| record.faults.is_empty());
    let found = locked.and_then(|result| Some(judge(record, result.lock.as_ref()?)));
    found.flatten().into_iter().collect()
}

fn judge(record: &Record, lock: &Lock) -> Option<Diagnostic> {
    let now = fingerprint::of(record);
    let mut since: Vec<&Correction> = record.common.corrections.iter().filter(|one| one.date.0.first >= lock.date.0.first).collect();
    // Of two on one day the later in the file is the newer.
    since.sort_by_key(|one| one.date.0.first);
    let written = |print: &Option<Fingerprint>| print.as_ref().is_some_and(|print| !print.hex.is_empty());
    let last = since.iter().rposition(|one| written(&one.fingerprint));
    // Once a correction holds, the lock's own may be emptied: after a redaction nobody is to try guesses against it.
    let prints = last.map(|at| &since[at].fingerprint).into_iter().chain([&lock.fingerprint]);
    let Some(valid) = prints.filter(|print| written(print)).find_map(Option::as_ref) else { return Some(without(record, lock, &now)) };
    if valid.hex == now {
        return None;
    }
    // A correction that was written after the one that matched last is most likely about this change.
    let newer = since[last.map_or(0, |at| at + 1)..].last();
    Some(match newer {
        Some(correction) => unsigned(record, correction, &now),
        None => changed(record, lock, last.map(|at| since[at]), valid, &now),
    })
}

/// A lock whose fingerprint nobody has pasted yet.
fn without(record: &Record, lock: &Lock, now: &str) -> Diagnostic {
    let span = lock.fingerprint.as_ref().map_or(lock.date.0.span, |print| print.span);
    let diagnostic = Diagnostic::new(&LINT, span, "Låset saknar fingeravtryck.", "The lock has no fingerprint.")
        .help("Klistra in raden nedan under [lock].", "Paste the line below under [lock].");
    with_paste(diagnostic, Some(line(record, lock.fingerprint.as_ref(), now)))
}

/// A change with a correction beside that does not carry the fingerprint of it.
fn unsigned(record: &Record, correction: &Correction, now: &str) -> Diagnostic {
    let span = correction.fingerprint.as_ref().map_or(correction.date.0.span, |print| print.span);
    let diagnostic = Diagnostic::new(
        &LINT,
        span,
        "Uppföljningen är låst och har ändrats, men rättelsen bär inte fingeravtrycket av den som den blev.",
        "The follow-up is locked and has changed, but the correction does not carry the fingerprint of it as it became.",
    )
    .help(
        "Om rättelsen säger vad som har ändrats: klistra in raden nedan i den.",
        "If the correction says what has changed: paste the line below into it.",
    );
    with_paste(diagnostic, Some(line(record, correction.fingerprint.as_ref(), now)))
}

/// A change that nothing tells of; `last` is the newest correction that carried a fingerprint.
fn changed(record: &Record, lock: &Lock, last: Option<&Correction>, valid: &Fingerprint, now: &str) -> Diagnostic {
    let (sv, en) = match last {
        None => {
            let date = &lock.date.0.written;
            (
                format!("Uppföljningen är låst sedan {date} och har ändrats utan en rättelse som säger det."),
                format!("The follow-up has been locked since {date} and has changed without a correction that says so."),
            )
        }
        Some(correction) => {
            let date = &correction.date.0.written;
            (
                format!("Uppföljningen är låst och har ändrats efter rättelsen {date} utan en ny som säger det."),
                format!("The follow-up is locked and has changed after the correction of {date} without a new one that says so."),
            )
        }
    };
    let diagnostic = Diagnostic::new(&LINT, valid.span, sv, en).help(
        "Skriv en [[correction]] med dagens datum, kind, text och raden nedan, eller ta tillbaka ändringen.",
        "Write a [[correction]] with today's date, kind, text and the line below, or take the change back.",
    );
    with_paste(diagnostic, Some(line(record, None, now)))
}

/// The line to paste: the written one put right, or a new one.
fn line(record: &Record, written: Option<&Fingerprint>, now: &str) -> String {
    let right = written.and_then(|print| corrected(&record.text, print.span, &format!("\"{now}\"")));
    right.unwrap_or_else(|| format!("fingerprint = \"{now}\""))
}
