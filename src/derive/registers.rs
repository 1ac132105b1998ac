//! The order of each kind's list: follow-ups and news newest first, everything else by title.

use rayon::prelude::*;

use crate::collation::Collation;
use crate::knowledge::Knowledge;
use crate::site::{Record, RecordId, Site};

pub fn derive(site: &Site, knowledge: &mut Knowledge) {
    let collation = Collation::of(site.config.language());
    let key =
        |(id, record): (RecordId, &Record)| (record.kind.name, std::cmp::Reverse(record.day()), collation.key(&record.common.title), id);
    let mut keyed: Vec<_> = site.all().collect::<Vec<_>>().into_par_iter().map(key).collect();
    keyed.par_sort_unstable();
    for (kind, _, _, id) in keyed {
        knowledge.registers.entry(kind).or_default().push(id);
    }
}
