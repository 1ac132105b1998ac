//! Which records refer to one that more of them refer to than its own page can show.

use std::cmp::Reverse;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Learnt, gone};
use crate::knowledge::{Knowledge, REFERRERS};
use crate::site::{RecordId, Revision, Site};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let referrers: FxHashMap<RecordId, Vec<RecordId>> = site.all().filter_map(|(id, _)| Some((id, of(site, id)?))).collect();
    Box::new(move |knowledge| knowledge.referrers = referrers.into())
}

/// The same when other records are referred to in the ways of before.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let mut referrers = (*knowledge.referrers).clone();
    for gone in gone(revisions) {
        referrers.remove(&gone);
    }
    let led = || revisions.iter().flat_map(|revision| revision.led.iter().map(|to| (*to, revision.record)));
    for (id, from) in led() {
        if let Some(list) = referrers.get_mut(&id) {
            list.retain(|known| *known != from);
        }
    }
    for (id, from) in led() {
        let Some(list) = referrers.get_mut(&id) else {
            referrers.extend(of(site, id).map(|list| (id, list)));
            continue;
        };
        // Told of as a whole just now.
        if list.contains(&from) {
            continue;
        }
        if site.backlinks_to(id).binary_search_by_key(&from, |backlink| backlink.from).is_ok() {
            let at = list.partition_point(|known| order(site, *known) < order(site, from));
            list.insert(at, from);
        }
        if list.len() <= REFERRERS {
            referrers.remove(&id);
        }
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
    from.sort_by_cached_key(|id| order(site, *id));
    Some(from)
}

/// Where a record stands among what refers to another.
fn order(site: &Site, id: RecordId) -> (usize, Reverse<Option<Date>>, RecordId) {
    let record = site.record(id);
    (record.kind.order(), Reverse(record.day()), id)
}
