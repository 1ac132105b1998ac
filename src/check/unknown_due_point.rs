//! What a follow-up says that it answers is a report that its plan asks for.

use compact_str::CompactString;

use super::{Rule, Run, Whole, figures, with_near};
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::content::value::Text;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::knowledge::clock::{DuePoint, Stray};
use crate::site::{Record, RecordId};

pub static LINT: Lint = Lint {
    name: "unknown-due-point",
    severity: Severity::Error,
    title: Both("Svar på en redovisning som ingen har begärt", "Answer to a report that nobody asks for"),
    why: Both(
        "Sidorna om vad som ska redovisas skulle säga att redovisningen inte finns, fast den gör det.",
        "The pages on what is to be reported would say that the report is not there, although it is.",
    ),
    manual: Both(
        "`answers` i en uppföljning säger vilken av planens redovisningar den är: ”2016” när planen har every = \"år\" och gäller 2016, ”halvår 1 2016”, ”tertial 1 2016”, ”kvartal 1 2016”, ”2016-03”, eller ”år 1” när planen har years-after-adoption = [1]. Har flera av planens [[reporting]] en redovisning med samma namn gäller den som ska göras av samma organisation som har gjort uppföljningen; annars skrivs id före: ”namndens-uppfoljning 2016”. En uppföljning som inte är någon av dem har inget `answers`.\n\nFel:   answers = \"2017\", när planen gäller 2014–2016\nRätt:  answers = \"2016\"",
        "`answers` in a follow-up says which of the plan's reports it is: “2016” when the plan has every = \"year\" and holds in 2016, “half-year 1 2016”, “four-months 1 2016”, “quarter 1 2016”, “2016-03”, or “year 1” when the plan has years-after-adoption = [1]. When several [[reporting]] of the plan have a report of the same name, it is the one that is to be made by the organisation that made the follow-up; else the id is written before it: “the-boards-report 2016”. A follow-up that is none of them has no `answers`.\n\nWrong: answers = \"2017\", when the plan holds 2014–2016\nRight: answers = \"2016\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

/// How many of a plan's reports a finding names.
const NAMED: usize = 40;

fn run(whole: &Whole) -> Vec<Diagnostic> {
    whole.knowledge.clock.strays.iter().filter_map(|stray| judge(whole, stray)).collect()
}

fn judge(whole: &Whole, stray: &Stray) -> Option<Diagnostic> {
    let record = whole.site.record(stray.result);
    let written = record.is::<FollowUp>()?.answers.get(stray.at)?;
    let plan = record.follows?;
    // Where something of the plan could not be read, that may be the report.
    let told = record.stands_in(written.span) || !whole.site.record(plan).faults.is_empty();
    (!told).then(|| if stray.ambiguous { which(whole, plan, written) } else { unknown(whole, record, plan, written) })
}

fn unknown(whole: &Whole, record: &Record, plan: RecordId, written: &Text) -> Diagnostic {
    let title = &whole.site.record(plan).common.title;
    let diagnostic = Diagnostic::new(
        &LINT,
        written.span,
        format!("”{}” har ingen redovisning som heter ”{}”.", &**title, &**written),
        format!("“{}” has no report that is called “{}”.", &**title, &**written),
    );
    let names = named(whole, plan);
    if names.is_empty() {
        return diagnostic.help(
            "Ta bort raden, eller skriv i planen vad som ska redovisas: [[reporting]].",
            "Take the line away, or write in the plan what is to be reported: [[reporting]].",
        );
    }
    let mut bare: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    bare.sort_unstable();
    bare.dedup();
    let with_duty: Vec<String> = names.iter().map(|(duty, name)| format!("{duty} {name}")).collect();
    let known = bare.iter().copied().chain(with_duty.iter().map(String::as_str));
    let known: Vec<&str> = known.filter(|name| figures(name) == figures(written)).collect();
    with_near(diagnostic, &record.text, written.span, nearest(written, &known)).allowed(bare.into_iter().take(NAMED))
}

/// The reports that a plan asks for: the id of the duty, and the name.
fn named(whole: &Whole, plan: RecordId) -> Vec<(CompactString, String)> {
    let owner = whole.site.record(plan);
    let duties = owner.is::<Strategy>().map_or(&[][..], |plan| &plan.reporting);
    let named = |point: &DuePoint| {
        let duty = owner.part_at(duties.get(point.duty as usize)?.span)?;
        Some((duty.id.clone(), point.point.names().into_iter().next()?))
    };
    whole.knowledge.clock.of_plan(plan).1.iter().filter_map(named).collect()
}

/// Several duties have a report of that name.
fn which(whole: &Whole, plan: RecordId, written: &Text) -> Diagnostic {
    let title = &whole.site.record(plan).common.title;
    let same = named(whole, plan).into_iter().filter(|(_, name)| figures(name) == figures(written));
    let names: Vec<String> = same.take(NAMED).map(|(duty, name)| format!("{duty} {name}")).collect();
    Diagnostic::new(
        &LINT,
        written.span,
        format!("”{}” har flera redovisningar som heter ”{}”, och det framgår inte vilken det är.", &**title, &**written),
        format!("“{}” has several reports that are called “{}”, and it does not show which it is.", &**title, &**written),
    )
    .help("Skriv vilken, med id före.", "Write which one, with its id before it.")
    .allowed(names)
}
