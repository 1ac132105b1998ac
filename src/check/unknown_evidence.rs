//! Evidence and absence are of a fact that the record can have.

use super::{Rule, Run, Whole, figures, with_near};
use crate::content::common::Common;
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::strategy::Strategy;
use crate::content::value::Text;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::knowledge::clock::folded;
use crate::site::{Record, RecordId, State};

pub static LINT: Lint = Lint {
    name: "unknown-evidence",
    severity: Severity::Error,
    title: Both("Belägg för en uppgift som inte finns", "Evidence of an unknown fact"),
    why: Both(
        "Belägget visas bredvid sin uppgift; utan den visas det inte alls.",
        "Evidence is shown beside its fact; without one it is not shown at all.",
    ),
    manual: Both(
        "`of` i [[evidence]] och [[absence]] är nyckeln som uppgiften står under, med punkt mellan nivåerna: \"number\", \"adopted.on\". Finns flera av samma sort står id efter nyckeln: \"goal.mal-1.title\". I [[absence]] får id vara något som saknas: \"document.bilaga-4\", och efter en skyldighet att redovisa får namnet på en redovisning stå: \"reporting.arlig.2016\", \"reporting.till-styrelsen.år 3\".\n\nFel:   of = \"antagen\"\nRätt:  of = \"adopted.on\"",
        "`of` in [[evidence]] and [[absence]] is the key of the fact, with dots between the levels: \"number\", \"adopted.on\". Where there are several of a sort the id stands after the key: \"goal.mal-1.title\". In [[absence]] the id may be of something that is missing: \"document.bilaga-4\", and after a duty to report the name of a report may stand: \"reporting.yearly.2016\", \"reporting.to-the-board.year 3\".\n\nWrong: of = \"antagen\"\nRight: of = \"adopted.on\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let of_record = |(id, record): (RecordId, &Record)| {
        let evidence = record.common.evidence.iter().map(|evidence| (&evidence.of, false));
        let absence = record.common.absence.iter().map(|absence| (&absence.of, true));
        let written = evidence.chain(absence).filter(|(of, _)| !record.stands_in(of.span));
        written.filter_map(|(of, absent)| judge(whole, id, of, absent)).collect::<Vec<_>>()
    };
    whole.site.all().flat_map(of_record).collect()
}

/// A finding when the path names nothing. `absent`: whether what it names may be missing.
fn judge(whole: &Whole, id: RecordId, of: &Text, absent: bool) -> Option<Diagnostic> {
    let record = whole.site.record(id);
    let mut fields: Vec<&FieldDecl> = (record.kind.fields)().iter().chain(Common::fields()).collect();
    let mut ids: Vec<&str> = Vec::new();
    let mut any_id = false;
    let mut due: Vec<Vec<String>> = Vec::new();
    let mut before = String::new();
    for step in of.split('.') {
        if let Some(decl) = fields.iter().find(|decl| decl.key == step) {
            let (inner, several) = within(decl.shape);
            ids = record.parts.iter().filter(|part| several && part.key == decl.key).map(|part| &*part.id).collect();
            any_id = absent && several;
            fields = inner.iter().collect();
        } else if ids.contains(&step) || any_id {
            due = if absent && before == "reporting." { due_points(whole, id, step) } else { Vec::new() };
            ids.clear();
            any_id = false;
        } else if due.iter().flatten().any(|name| *name == folded(step)) || record.state == State::Withdrawn {
            (due, fields) = (Vec::new(), Vec::new());
        } else {
            let due: Vec<&str> = due.iter().filter_map(|names| names.first().map(String::as_str)).collect();
            return Some(unknown(record, of, step, &before, &fields, ids, &due));
        }
        before = format!("{before}{step}.");
    }
    None
}

/// The names of each report that a duty of a plan asks for.
fn due_points(whole: &Whole, id: RecordId, duty: &str) -> Vec<Vec<String>> {
    let record = whole.site.record(id);
    let duties = record.is::<Strategy>().map_or(&[][..], |plan| &plan.reporting);
    let at = duties.iter().position(|of| record.part_at(of.span).is_some_and(|part| *part.id == *duty));
    let points = whole.knowledge.clock.of_plan(id).1.iter().filter(|point| Some(point.duty as usize) == at);
    points.map(|point| point.point.names()).collect()
}

/// The keys inside a value of this shape, and whether there may be several of it.
fn within(shape: Shape) -> (&'static [FieldDecl], bool) {
    match shape {
        Shape::Record(fields) => (fields(), false),
        Shape::List(of) => (within(of()).0, true),
        _ => (&[], false),
    }
}

fn unknown(record: &Record, of: &Text, step: &str, before: &str, fields: &[&FieldDecl], ids: Vec<&str>, due: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &LINT,
        of.span,
        format!("Det finns ingen uppgift ”{}” i den här sortens post ({}).", &**of, record.kind.one.0),
        format!("There is no fact “{}” in this kind of record ({}).", &**of, record.kind.one.1),
    );
    // Writers think in Swedish: "antagen" leads to the key that bears that label.
    let by_label = fields.iter().find(|decl| decl.label.0.to_lowercase() == step.to_lowercase()).map(|decl| decl.key);
    let slip = due.iter().copied().filter(|name| figures(name) == figures(step));
    let mut known: Vec<&str> = fields.iter().map(|decl| decl.key).chain(ids).chain(slip).collect();
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
