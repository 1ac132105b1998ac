//! A follow-up covers a time in which its plan holds.

use super::{Rule, Run};
use crate::content::agreement::Agreement;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::content::value::Period;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Record, RecordId, Site};

pub static LINT: Lint = Lint {
    name: "impossible-span",
    severity: Severity::Error,
    title: Both("Uppföljningen ligger utanför planens tid", "Follow-up outside the plan's time"),
    why: Both(
        "En uppföljning av år då planen inte gällde hamnar fel bland det som skulle redovisas.",
        "A follow-up of years when the plan did not hold comes in the wrong place among what was to be reported.",
    ),
    manual: Both(
        "`period` hos en uppföljning är tiden som följs upp, inte dagen då den skrevs (den heter `dated`). Den måste ha minst en dag gemensam med planens eller avtalets period.\n\nFel:   period = \"2017\" för en plan med period = \"2014/2016\"\nRätt:  period = \"2016\"\n       dated = \"2017-03-13\"",
        "The `period` of a follow-up is the time that it covers, not the day when it was written (that is `dated`). It must share at least one day with the period of the plan or agreement.\n\nWrong: period = \"2017\" for a plan with period = \"2014/2016\"\nRight: period = \"2016\"\n       dated = \"2017-03-13\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let plan = record.follows.map(|plan| site.record(plan));
    let spans = record.is::<FollowUp>().zip(plan.and_then(|plan| Some((plan, period(plan)?))));
    let judged = spans.filter(|(result, _)| !record.stands_in(result.period.span));
    judged
        .filter(|(result, (_, period))| apart(&result.period, period))
        .map(|(result, (plan, period))| {
            let (own, other, title) = (&result.period.written, &period.written, &*plan.common.title);
            Diagnostic::new(
                &LINT,
                result.period.span,
                format!("Uppföljningen gäller {own}, men ”{title}” gäller {other}."),
                format!("The follow-up covers {own}, but “{title}” holds for {other}."),
            )
            .label(period.span, "Planens period.", "The plan's period.")
            .help(
                "Rätta perioden här eller hos planen. Dagen då uppföljningen skrevs heter `dated`.",
                "Mend the period here or at the plan. The day when the follow-up was written is `dated`.",
            )
        })
        .into_iter()
        .collect()
}

fn period(plan: &Record) -> Option<&Period> {
    plan.is::<Strategy>().and_then(|plan| plan.period.as_ref()).or_else(|| plan.is::<Agreement>()?.period.as_ref())
}

/// Whether two periods have no day in common.
fn apart(a: &Period, b: &Period) -> bool {
    a.last().is_some_and(|last| last < b.first()) || b.last().is_some_and(|last| last < a.first())
}
