//! What became of actions: planned, judged, gone on with, and those that a full follow-up says nothing of.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::site::RecordId;

/// An action of a plan or of a follow-up, by its place in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub record: RecordId,
    pub at: u32,
}

#[derive(Debug, Default, Clone, PartialEq)]
pub struct Lineage {
    /// From an action to one that goes on with it, sorted.
    pub later: Vec<(Spot, Spot)>,
    /// From an action to one that it goes on with, sorted.
    pub earlier: Vec<(Spot, Spot)>,
    /// From a planned action to what the newest follow-up that names it says, sorted.
    pub newest: Vec<(Spot, Spot)>,
    /// The follow-up of the same plan that each one is compared with: the one for the time before.
    pub before: FxHashMap<RecordId, RecordId>,
    /// The other way round.
    pub after: FxHashMap<RecordId, RecordId>,
    /// Open actions of one full follow-up that the next full one, which is the key, says nothing of.
    pub vanished: FxHashMap<RecordId, Vec<Spot>>,
    /// The same from each such action to the follow-up that says nothing of it, sorted.
    pub lost: Vec<(Spot, RecordId)>,
    /// Actions of a plan that has full follow-ups, and that none of these names: their places.
    pub unnamed: FxHashMap<RecordId, Vec<u32>>,
}

impl Lineage {
    /// Takes out what is said of the actions of some plans, and of their follow-ups. What the plans themselves go on with stays.
    pub fn forget(&mut self, plans: &[RecordId], followups: FxHashSet<RecordId>) {
        let is_of_plan = |id: &RecordId| plans.binary_search(id).is_ok();
        self.later.retain(|(_, later)| !followups.contains(&later.record));
        self.newest.retain(|(planned, _)| !is_of_plan(&planned.record));
        self.lost.retain(|(spot, _)| !followups.contains(&spot.record));
        for pairs in [&mut self.before, &mut self.after] {
            pairs.retain(|from, _| !followups.contains(from));
        }
        self.vanished.retain(|later, _| !followups.contains(later));
        self.unnamed.retain(|plan, _| !is_of_plan(plan));
    }
}

/// What an action is paired with in a sorted list.
pub fn of<T: Copy>(pairs: &[(Spot, T)], spot: Spot) -> impl Iterator<Item = T> {
    let first = pairs.partition_point(|(from, _)| *from < spot);
    pairs[first..].iter().take_while(move |(from, _)| *from == spot).map(|(_, to)| *to)
}
