//! Which facts have several values, from the evidence that records give.

use super::Learnt;
use crate::knowledge::Knowledge;
use crate::knowledge::conflicts::Conflict;
use crate::site::{Record, RecordId, Site, normal};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let conflicts: Vec<_> = site.told().flat_map(|(id, record)| of_record(id, record)).collect();
    Box::new(move |knowledge| knowledge.conflicts = conflicts.into())
}

fn of_record(id: RecordId, record: &Record) -> Vec<Conflict> {
    let evidence = &record.common.evidence;
    let mut valued: Vec<usize> = (0..evidence.len()).filter(|at| evidence[*at].value.is_some()).collect();
    // A stable sort keeps the order of the file within a fact.
    valued.sort_by(|a, b| evidence[*a].of.text.cmp(&evidence[*b].of.text));
    let facts = valued.chunk_by(|a, b| *evidence[*a].of == *evidence[*b].of);
    let value = |at: &usize| evidence[*at].value.as_ref().map(|value| normal(value));
    let differing = facts.filter(|fact| fact.iter().any(|at| value(at) != value(&fact[0])));
    let mut conflicts: Vec<Conflict> =
        differing.map(|fact| Conflict { record: id, evidence: fact.iter().map(|at| *at as u32).collect() }).collect();
    conflicts.sort_by(|a, b| a.evidence.cmp(&b.evidence));
    conflicts
}
