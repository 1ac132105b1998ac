//! Which records refer to one that more of them refer to than its own page can show.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::knowledge::{Knowledge, REFERRERS};
use crate::site::{RecordId, Site};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut referrers: FxHashMap<RecordId, Vec<_>> = FxHashMap::default();
    for (id, backlinks) in (0..).zip(&*site.backlinks) {
        // A record's references to another stand together.
        let mut from: Vec<RecordId> = backlinks.iter().map(|backlink| backlink.from).collect();
        from.dedup();
        if from.len() > REFERRERS {
            // Kind by kind as in the site, and the newest of each first.
            for kind in from.chunk_by_mut(|a, b| site.record(*a).kind.name == site.record(*b).kind.name) {
                kind.sort_by_key(|id| (Reverse(site.record(*id).day()), *id));
            }
            referrers.insert(id, from);
        }
    }
    Box::new(move |knowledge| knowledge.referrers = referrers.into())
}
