//! A correction comes after what it corrects was locked.

use super::{Rule, Run};
use crate::content::result::FollowUp;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "correction-before-lock",
    severity: Severity::Error,
    title: Both("Rättelse före låset", "Correction before the lock"),
    why: Both(
        "Det som ändrades innan uppföljningen låstes är ingen rättelse av den; läsaren tror annars att den låsta texten är ändrad.",
        "What changed before the follow-up was locked is no correction of it; readers would think that the locked text was changed.",
    ),
    manual: Both(
        "En rättelse av en låst uppföljning har samma dag som låset eller en senare.\n\nFel:   [lock] date = \"2017-03-13\", [[correction]] date = \"2017-03-01\"\nRätt:  [[correction]] date = \"2017-03-20\"",
        "A correction of a locked follow-up has the day of the lock or a later one.\n\nWrong: [lock] date = \"2017-03-13\", [[correction]] date = \"2017-03-01\"\nRight: [[correction]] date = \"2017-03-20\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let Some(lock) = record.is::<FollowUp>().and_then(|result| result.lock.as_ref()) else { return Vec::new() };
    // A day that could not be read has been told of.
    let early = record.common.corrections.iter().filter(|one| one.date.0.first < lock.date.0.first && !record.stands_in(one.date.0.span));
    let findings = early.filter(|_| !record.stands_in(lock.date.0.span)).map(|one| {
        let (day, locked) = (&one.date.0.written, &lock.date.0.written);
        Diagnostic::new(
            &LINT,
            one.date.0.span,
            format!("Rättelsen är daterad {day}, men uppföljningen låstes {locked}."),
            format!("The correction is dated {day}, but the follow-up was locked on {locked}."),
        )
        .label(lock.date.0.span, "Dagen för låset.", "The day of the lock.")
        .help(
            "Rätta dagen. Det som ändrades före låset behöver ingen rättelse.",
            "Mend the day. What changed before the lock needs no correction.",
        )
    });
    findings.collect()
}
