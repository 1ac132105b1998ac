//! Which figures an indicator has in the follow-ups.

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::content::result::FollowUp;
use crate::knowledge::Knowledge;
use crate::site::{RecordId, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut observations: FxHashMap<RecordId, Vec<_>> = FxHashMap::default();
    // What was withdrawn has its notice, and is told nowhere else.
    for (id, _, result) in site.each::<FollowUp>().filter(|(_, record, _)| record.state != State::Withdrawn) {
        for (at, observation) in result.observations.iter().enumerate() {
            if let Some(address) = site.resolve(&observation.indicator, id) {
                observations.entry(address.record).or_default().push((id, at));
            }
        }
    }
    for places in observations.values_mut() {
        // Newest first, and within one follow-up in the order of the file.
        places.sort_by_key(|(id, at)| (std::cmp::Reverse(site.record(*id).is::<FollowUp>().map(|result| result.period.first())), *id, *at));
    }
    Box::new(move |knowledge| knowledge.observations = observations.into())
}
