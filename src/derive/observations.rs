//! Which figures an indicator has in the follow-ups.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Learnt, gone};
use crate::content::indicator::Indicator;
use crate::content::result::FollowUp;
use crate::knowledge::Knowledge;
use crate::site::{RecordId, Revision, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let all = site.each::<Indicator>().map(|(id, ..)| (id, of(site, id)));
    let observations: FxHashMap<RecordId, Vec<_>> = all.filter(|(_, observations)| !observations.is_empty()).collect();
    Box::new(move |knowledge| knowledge.observations = observations.into())
}

/// The same when nothing is new but what these records say.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let mut observations = (*knowledge.observations).clone();
    let told = |revision: &Revision| {
        let result = revision.of(site).is::<FollowUp>();
        let told = result.into_iter().flat_map(|result| &result.observations);
        let told = told.filter_map(|observation| Some(site.resolve(&observation.indicator, revision.record)?.record));
        told.chain(revision.led.iter().copied()).collect::<Vec<_>>()
    };
    for gone in gone(revisions) {
        observations.remove(&gone);
    }
    let reached: FxHashSet<RecordId> = revisions.iter().flat_map(told).collect();
    for id in reached.into_iter().filter(|id| site.record(*id).is::<Indicator>().is_some()) {
        match of(site, id) {
            none if none.is_empty() => observations.remove(&id),
            some => observations.insert(id, some),
        };
    }
    Box::new(move |knowledge| knowledge.observations = observations.into())
}

/// The observations of an indicator: newest first, and within one follow-up in the order of the file.
fn of(site: &Site, id: RecordId) -> Vec<(RecordId, usize)> {
    let mut observations = Vec::new();
    // A record's references to another stand together.
    for from in site.backlinks_to(id).chunk_by(|a, b| a.from == b.from).map(|from| from[0].from) {
        // What was withdrawn has its notice, and is told nowhere else.
        let result = site.record(from).is::<FollowUp>().filter(|_| site.record(from).state != State::Withdrawn);
        let told = result.into_iter().flat_map(|result| result.observations.iter().enumerate());
        let of_it = told.filter(|(_, observation)| site.resolve(&observation.indicator, from).is_some_and(|to| to.record == id));
        observations.extend(of_it.map(|(at, _)| (from, at)));
    }
    observations.sort_by_key(|(id, at)| (Reverse(site.record(*id).is::<FollowUp>().map(|result| result.period.first())), *id, *at));
    observations
}
