//! Evidence, absence and corrections are of a fact that the record can have.

use super::{Rule, Run, Whole, figures, with_near};
use crate::content::strategy::Strategy;
use crate::content::value::Text;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::knowledge::clock::folded;
use crate::site::{Record, RecordId, State, Unknown};

pub static LINT: Lint = Lint {
    name: "unknown-evidence",
    severity: Severity::Error,
    title: Both("Belägg för en uppgift som inte finns", "Evidence of an unknown fact"),
    why: Both(
        "Belägget visas bredvid sin uppgift; utan den visas det inte alls.",
        "Evidence is shown beside its fact; without one it is not shown at all.",
    ),
    manual: Both(
        "`of` i [[evidence]] och [[absence]] är nyckeln som uppgiften står under, med punkt mellan nivåerna: \"number\", \"adopted.on\". Finns flera av samma sort står id efter nyckeln: \"goal.mal-1.title\". I [[absence]] får id vara något som saknas: \"document.bilaga-4\", och efter en skyldighet att redovisa får namnet på en redovisning stå: \"reporting.arlig.2016\", \"reporting.till-styrelsen.år 3\". `field` i [[correction]] skrivs likadant.\n\nFel:   of = \"antagen\"\nRätt:  of = \"adopted.on\"",
        "`of` in [[evidence]] and [[absence]] is the key of the fact, with dots between the levels: \"number\", \"adopted.on\". Where there are several of a sort the id stands after the key: \"goal.mal-1.title\". In [[absence]] the id may be of something that is missing: \"document.bilaga-4\", and after a duty to report the name of a report may stand: \"reporting.yearly.2016\", \"reporting.to-the-board.year 3\". `field` in [[correction]] is written likewise.\n\nWrong: of = \"antagen\"\nRight: of = \"adopted.on\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let of_record = |(id, record): (RecordId, &Record)| {
        let evidence = record.common.evidence.iter().map(|evidence| (&evidence.of, false));
        let absence = record.common.absence.iter().map(|absence| (&absence.of, true));
        let corrected = record.common.corrections.iter().filter_map(|correction| Some((correction.field.as_ref()?, false)));
        let written = evidence.chain(absence).chain(corrected).filter(|(of, _)| !record.stands_in(of.span));
        written.filter_map(|(of, absent)| judge(whole, id, of, absent)).collect::<Vec<_>>()
    };
    whole.site.all().flat_map(of_record).collect()
}

/// A finding when the path names nothing. `absent`: whether what it names may be missing.
fn judge(whole: &Whole, id: RecordId, of: &Text, absent: bool) -> Option<Diagnostic> {
    let record = whole.site.record(id);
    let found = record.fact(of, absent).err()?;
    let duty = found.before.strip_prefix("reporting.").and_then(|duty| duty.strip_suffix('.')).filter(|duty| absent && !duty.contains('.'));
    let due = duty.map_or(Vec::new(), |duty| due_points(whole, id, duty));
    let last = found.before.len() + found.step.len() == of.len();
    let is_due = due.iter().flatten().any(|name| *name == folded(found.step)) || record.state == State::Withdrawn;
    if duty.is_some() && last && is_due {
        return None;
    }
    let due: Vec<&str> = due.iter().filter_map(|names| names.first().map(String::as_str)).collect();
    Some(unknown(record, of, &found, &due))
}

/// The names of each report that a duty of a plan asks for.
fn due_points(whole: &Whole, id: RecordId, duty: &str) -> Vec<Vec<String>> {
    let record = whole.site.record(id);
    let duties = record.is::<Strategy>().map_or(&[][..], |plan| &plan.reporting);
    let at = duties.iter().position(|of| record.part_at(of.span).is_some_and(|part| *part.id == *duty));
    let points = whole.knowledge.clock.of_plan(id).1.iter().filter(|point| Some(point.duty as usize) == at);
    points.map(|point| point.point.names()).collect()
}

fn unknown(record: &Record, of: &Text, found: &Unknown, due: &[&str]) -> Diagnostic {
    let Unknown { step, before, fields, ids } = found;
    let diagnostic = Diagnostic::new(
        &LINT,
        of.span,
        format!("Det finns ingen uppgift ”{}” i den här sortens post ({}).", &**of, record.kind.one.0),
        format!("There is no fact “{}” in this kind of record ({}).", &**of, record.kind.one.1),
    );
    // Writers think in Swedish: "antagen" leads to the key that bears that label.
    let by_label = fields.iter().find(|decl| decl.label.0.to_lowercase() == step.to_lowercase()).map(|decl| decl.key);
    let slip = due.iter().copied().filter(|name| figures(name) == figures(step));
    let mut known: Vec<&str> = fields.iter().map(|decl| decl.key).chain(ids.iter().copied()).chain(slip).collect();
    let near = by_label
        .or_else(|| nearest(step, &known))
        .map(|near| format!("{before}{near}{}", &of[(before.len() + step.len()).min(of.len())..]));
    known.extend(due);
    known.sort_unstable();
    known.dedup();
    let diagnostic = with_near(diagnostic, &record.text, of.span, near.as_deref());
    if known.is_empty() {
        return diagnostic.help(
            format!("Skriv bara ”{}”: den uppgiften har inga delar.", before.trim_end_matches('.')),
            format!("Write just “{}”: that fact has no parts.", before.trim_end_matches('.')),
        );
    }
    diagnostic.allowed(known)
}
