//! The order of each kind's list: follow-ups and news newest first, everything else by title.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Learnt;
use crate::collation::Collation;
use crate::knowledge::Knowledge;
use crate::site::{Record, RecordId, Site};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut registers: FxHashMap<&str, Vec<_>> = FxHashMap::default();
    let collation = Collation::of(site.config.language());
    let key =
        |(id, record): (RecordId, &Record)| (record.kind.name, std::cmp::Reverse(record.day()), collation.key(&record.common.title), id);
    let mut keyed: Vec<_> = site.all().collect::<Vec<_>>().into_par_iter().map(key).collect();
    keyed.par_sort_unstable();
    for (kind, _, _, id) in keyed {
        registers.entry(kind).or_default().push(id);
    }
    Box::new(move |knowledge| knowledge.registers = registers)
}
