//! The order of each kind's list: follow-ups and news newest first, everything else by title.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Learnt;
use crate::collation::Collation;
use crate::knowledge::Knowledge;
use crate::site::{Record, RecordId, Revision, Site};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut registers: FxHashMap<&str, Vec<_>> = FxHashMap::default();
    let collation = Collation::of(site.config.language());
    let records: Vec<(RecordId, &Record)> = site.all().collect();
    let keyed = records.into_par_iter().map(|(id, record)| (record.kind.name, Reverse(record.day()), record.order(&collation), id));
    let mut keyed: Vec<_> = keyed.collect();
    keyed.par_sort_unstable();
    for (kind, _, _, id) in keyed {
        registers.entry(kind).or_default().push(id);
    }
    Box::new(move |knowledge| knowledge.registers = registers.into())
}

/// The same when other records are called what they were, and their days are what they were.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let mut registers = (*knowledge.registers).clone();
    let collation = Collation::of(site.config.language());
    let key = |id: RecordId| {
        let record = site.record(id);
        (Reverse(record.day()), record.order(&collation), id)
    };
    for revision in revisions {
        let kind = revision.of(site).kind.name;
        let register = registers.entry(kind).or_default();
        register.retain(|known| *known != revision.record);
        if register.is_empty() {
            registers.remove(kind);
        }
    }
    for revision in revisions.iter().filter(|revision| !revision.went()) {
        let id = revision.record;
        let register = registers.entry(site.record(id).kind.name).or_default();
        let at = register.partition_point(|known| key(*known) < key(id));
        register.insert(at, id);
    }
    Box::new(move |knowledge| knowledge.registers = registers.into())
}
