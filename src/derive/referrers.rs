//! Which records refer to one that more of them refer to than its own page can show.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::knowledge::{Knowledge, REFERRERS};
use crate::site::{RecordId, Revision, Site};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let referrers: FxHashMap<RecordId, Vec<RecordId>> = site.all().filter_map(|(id, _)| Some((id, of(site, id)?))).collect();
    Box::new(move |knowledge| knowledge.referrers = referrers.into())
}

/// The same when other records are referred to in the ways of before.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let mut referrers = (*knowledge.referrers).clone();
    for id in revisions.iter().flat_map(|revision| &revision.led).copied() {
        match of(site, id) {
            Some(from) => referrers.insert(id, from),
            None => referrers.remove(&id),
        };
    }
    Box::new(move |knowledge| knowledge.referrers = referrers.into())
}

/// What refers to a record, kind by kind as in the site, and the newest of each first; when it is more than a page shows.
fn of(site: &Site, id: RecordId) -> Option<Vec<RecordId>> {
    // A record's references to another stand together.
    let mut from: Vec<RecordId> = site.backlinks_to(id).iter().map(|backlink| backlink.from).collect();
    from.dedup();
    if from.len() <= REFERRERS {
        return None;
    }
    for kind in from.chunk_by_mut(|a, b| site.record(*a).kind.name == site.record(*b).kind.name) {
        kind.sort_by_key(|id| (Reverse(site.record(*id).day()), *id));
    }
    Some(from)
}
