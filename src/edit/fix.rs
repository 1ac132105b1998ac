//! Mending what has one right answer, until nothing more has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Change, Edit, after};
use crate::diagnostic::{Diagnostic, Fix, Severity, Words};
use crate::pipeline::{self, Built};
use crate::source::Sources;
use crate::span::{Lines, Span};

/// What mending came to.
pub struct Mended {
    pub changes: Vec<Change>,
    /// What was wrong and is mended: file, line and words, in order.
    pub told: Vec<(String, usize, Words)>,
    /// The sources as they become, and what is left in them.
    pub sources: Sources,
    pub built: Built,
}

/// More rounds than these are never needed: each mends at least one thing that the one before uncovered.
const ROUNDS: usize = 20;

/// Mends what can be mended. A change that would make a new error is left alone, with what it was to mend.
pub fn fix(sources: &Sources, built: Built) -> Mended {
    let mut mended = Mended { changes: Vec::new(), told: Vec::new(), sources: sources.clone(), built };
    let mut origins: BTreeMap<Arc<str>, Arc<str>> = sources.texts.iter().map(|text| (text.path.clone(), text.path.clone())).collect();
    for _ in 0..ROUNDS {
        let found: Vec<Diagnostic> = mended.built.diagnostics.iter().filter(|found| found.fix.is_some()).cloned().collect();
        if found.is_empty() || !some(&mut mended, &mut origins, &found) {
            break;
        }
    }
    for (now, origin) in &origins {
        let (Some(before), Some(after)) = (sources.text(origin), mended.sources.text(now)) else { continue };
        let text = (before.content != after.content).then(|| (before.content.clone(), after.content.clone()));
        if text.is_some() || now != origin {
            mended.changes.push(Change { from: origin.clone(), to: now.clone(), text });
        }
    }
    mended.changes.sort_by(|a, b| a.from.cmp(&b.from));
    mended
}

/// Mends all of `found` at once; where that makes a new error, each half by itself. Whether anything was mended.
fn some(mended: &mut Mended, origins: &mut BTreeMap<Arc<str>, Arc<str>>, found: &[Diagnostic]) -> bool {
    let (edit, told) = edit(&mended.sources, found);
    let changes = edit.changes(&mended.sources).unwrap_or_default();
    if !changes.is_empty() {
        let sources = after(&mended.sources, &changes);
        let built = pipeline::build(&sources, Some(&mended.built.documents));
        if is_better(mended, &sources, &built) {
            for change in changes.iter().filter(|change| change.from != change.to) {
                if let Some(origin) = origins.remove(&change.from) {
                    origins.insert(change.to.clone(), origin);
                }
            }
            (mended.sources, mended.built) = (sources, built);
            mended.told.extend(told);
            return true;
        }
    }
    if found.len() < 2 {
        return false;
    }
    // Places have moved once the first half is mended: the second has its turn in the next round.
    let (first, second) = found.split_at(found.len() / 2);
    some(mended, origins, first) || some(mended, origins, second)
}

/// Whether there is less to mend, and no error that was not there.
fn is_better(before: &Mended, sources: &Sources, built: &Built) -> bool {
    let errors = |sources: &Sources, found: &[Diagnostic]| -> BTreeSet<(&'static str, String, String)> {
        let errors = found.iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| (found.lint.name, path(sources, found.span), found.message.sv.clone())).collect()
    };
    let mendable = |found: &[Diagnostic]| found.iter().filter(|found| found.fix.is_some()).count();
    let (old, new) = (errors(&before.sources, &before.built.diagnostics), errors(sources, &built.diagnostics));
    new.is_subset(&old) && (new.len() < old.len() || mendable(&built.diagnostics) < mendable(&before.built.diagnostics))
}

/// The changes that mend, and what they mend. Of two that touch the same words the first holds.
fn edit(sources: &Sources, found: &[Diagnostic]) -> (Edit, Vec<(String, usize, Words)>) {
    let (mut edit, mut told) = (Edit::default(), Vec::new());
    let mut taken: BTreeSet<Span> = BTreeSet::new();
    for one in found {
        let Some(text) = sources.texts.iter().find(|text| text.id == one.span.source) else { continue };
        match one.fix.as_deref() {
            Some(Fix::Write { span, text: with }) if span.source == text.id => {
                let touches = |other: &Span| other.source == span.source && other.start <= span.end && span.start <= other.end;
                if text.content.get(span.range()).is_none_or(|there| there == with) || taken.iter().any(touches) {
                    continue;
                }
                taken.insert(*span);
                edit.replace(&text.path, span.range(), with.clone());
            }
            Some(Fix::Move { from, to }) => edit.rename(from, to.clone()),
            _ => continue,
        }
        told.push((text.path.to_string(), Lines::new(&text.content).at(one.span.range().start).line, one.message.clone()));
    }
    (edit, told)
}

fn path(sources: &Sources, span: Span) -> String {
    sources.texts.iter().find(|text| text.id == span.source).map_or_else(String::new, |text| text.path.to_string())
}
