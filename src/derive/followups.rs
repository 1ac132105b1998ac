//! Which follow-ups a plan or an agreement has.

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::content::result::FollowUp;
use crate::knowledge::Knowledge;
use crate::site::{RecordId, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut followups: FxHashMap<RecordId, Vec<_>> = FxHashMap::default();
    // What was withdrawn has its notice, and is told nowhere else.
    for (id, record, _) in site.each::<FollowUp>().filter(|(_, record, _)| record.state != State::Withdrawn) {
        if let Some(plan) = record.follows {
            followups.entry(plan).or_default().push(id);
        }
    }
    for results in followups.values_mut() {
        // Newest first; of two for the same period, the one with the later id.
        results.sort_by_key(|id| std::cmp::Reverse((site.record(*id).is::<FollowUp>().map(|result| result.period.first()), *id)));
    }
    Box::new(move |knowledge| knowledge.followups = followups.into())
}
