//! When two actions are the same: the later one says so, or it says nothing and bears the same words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{RecordId, Site};
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;

/// The words of an action as others of the same words are known by.
pub fn same_words(title: &str) -> String {
    title.trim().to_lowercase()
}

/// The actions that a plan promises, as its follow-ups name them.
pub struct Promised {
    plan: RecordId,
    /// Their places in the plan, in order.
    by_words: FxHashMap<String, Vec<u32>>,
    /// The place of the action that is a part of the plan.
    by_part: FxHashMap<u32, u32>,
}

impl Promised {
    /// The planned actions of a record; an agreement has none.
    pub fn of(site: &Site, plan: RecordId) -> Self {
        let record = site.record(plan);
        let mut promised = Self { plan, by_words: FxHashMap::default(), by_part: FxHashMap::default() };
        for (at, action) in (0..).zip(record.is::<Strategy>().map_or(&[][..], |strategy| &strategy.actions)) {
            promised.by_words.entry(same_words(&action.title)).or_default().push(at);
            promised.by_part.extend(record.parts.at(action.span).map(|part| (part, at)));
        }
        promised
    }

    /// For each action of a follow-up of the plan, the place of the planned one that it is. What names another action is none of them;
    /// of several with the same words the first that is not named by another is meant.
    pub fn planned(&self, site: &Site, from: RecordId, result: &FollowUp) -> Vec<Option<u32>> {
        let named = |action: &crate::content::result::JudgedAction| {
            let address = site.resolve(action.action.as_ref()?, from)?;
            self.by_part.get(&address.part?).copied().filter(|_| address.record == self.plan)
        };
        let mut planned: Vec<Option<u32>> = result.actions.iter().map(named).collect();
        let mut taken: FxHashSet<u32> = planned.iter().flatten().copied().collect();
        for (action, planned) in result.actions.iter().zip(&mut planned).filter(|(action, _)| action.action.is_none()) {
            let alike = self.by_words.get(&same_words(&action.title)).into_iter().flatten();
            *planned = alike.copied().find(|at| taken.insert(*at));
        }
        planned
    }
}
