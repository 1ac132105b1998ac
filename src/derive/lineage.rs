//! What became of actions from one follow-up of a plan to the next.

use rustc_hash::FxHashMap;

use super::{Learnt, gone, reached_plans};
use crate::content::common::ActionRef;
use crate::content::result::{Extent, FollowUp};
use crate::content::strategy::Strategy;
use crate::knowledge::Knowledge;
use crate::knowledge::lineage::{Lineage, Spot, of};
use crate::site::{Found, Promised, RecordId, Revision, Site, State, same_words};

pub fn derive(site: &Site, knowledge: &Knowledge) -> Learnt {
    let mut lineage = Lineage::default();
    planned(site, &mut lineage);
    join(site, knowledge, knowledge.followups.keys().copied().collect(), lineage)
}

/// The same when nothing is new but what these records say: what became of an action is worked out of its plan and the follow-ups of that,
/// of what other plans say that goes on with it, and of where references lead.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let plans = reached_plans(site, knowledge, revisions);
    let mut lineage = (*knowledge.lineage).clone();
    let mut followups = gone(revisions);
    // One that has no follow-up left is joined no more.
    let went = revisions.iter().filter(|revision| revision.went()).map(|revision| revision.of(site));
    let left = went.filter_map(|record| record.follows).chain(followups.iter().copied());
    let mut forgotten: Vec<RecordId> = plans.iter().copied().chain(left).collect();
    forgotten.sort_unstable();
    followups.extend(plans.iter().flat_map(|plan| &knowledge.followups[plan]));
    lineage.forget(&forgotten, followups);
    lineage.later.retain(|(_, later)| site.record(later.record).is::<Strategy>().is_none());
    planned(site, &mut lineage);
    join(site, knowledge, plans, lineage)
}

/// Joins the actions of some plans, of which the lineage says nothing yet.
fn join(site: &Site, knowledge: &Knowledge, mut plans: Vec<RecordId>, mut lineage: Lineage) -> Learnt {
    plans.sort_unstable();
    let plans: Vec<Plan> = plans.into_iter().map(|plan| Plan::of(site, plan, &knowledge.followups[&plan])).collect();
    for plan in &plans {
        plan.join(&mut lineage);
    }
    for pairs in [&mut lineage.later, &mut lineage.newest] {
        // Those of before stand sorted already, which this sort is quick with.
        pairs.sort();
        pairs.dedup();
    }
    lineage.earlier = lineage.later.iter().map(|(earlier, later)| (*later, *earlier)).collect();
    lineage.earlier.sort_unstable();
    for plan in &plans {
        plan.missed(&mut lineage);
    }
    lineage.lost.sort_unstable();
    Box::new(move |knowledge| knowledge.lineage = lineage.into())
}

/// Planned actions that go on with earlier ones.
fn planned(site: &Site, lineage: &mut Lineage) {
    for (record, _, strategy) in site.each::<Strategy>().filter(|(_, record, _)| record.state != State::Withdrawn) {
        for (at, action) in (0..).zip(&strategy.actions) {
            lineage.later.extend(action.continues.iter().filter_map(|to| Some((spot(site, record, to)?, Spot { record, at }))));
        }
    }
}

/// The action that a reference leads to.
fn spot(site: &Site, from: RecordId, to: &ActionRef) -> Option<Spot> {
    let address = site.resolve(to, from)?;
    let record = site.record(address.record);
    if record.state == State::Withdrawn {
        return None;
    }
    let span = record.parts.get(address.part? as usize)?.span;
    // Actions stand in the order of the file.
    let at = match (record.is::<FollowUp>(), record.is::<Strategy>()) {
        (Some(result), _) => result.actions.binary_search_by_key(&span, |action| action.span),
        (_, Some(plan)) => plan.actions.binary_search_by_key(&span, |action| action.span),
        _ => return None,
    };
    Some(Spot { record: address.record, at: at.ok()? as u32 })
}

/// A plan or agreement with its follow-ups, oldest first.
struct Plan<'s> {
    site: &'s Site,
    id: RecordId,
    results: Vec<(RecordId, &'s FollowUp)>,
}

/// Those for one time.
type Round<'a, 's> = &'a [(RecordId, &'s FollowUp)];

impl<'s> Plan<'s> {
    fn of(site: &'s Site, id: RecordId, followups: &[RecordId]) -> Self {
        let mut results: Vec<_> = followups.iter().filter_map(|id| Some((*id, site.record(*id).is::<FollowUp>()?))).collect();
        results.sort_by_key(|(id, result)| (result.period.first(), result.period.last(), *id));
        Self { site, id, results }
    }

    /// Times that do not begin on the same day, each with its follow-ups.
    fn rounds(&self) -> Vec<Round<'_, 's>> {
        self.results.chunk_by(|(_, a), (_, b)| a.period.first() == b.period.first()).collect()
    }

    /// Joins each action with the one before it that it is: the one that it names, else the one that is the same planned action, else the
    /// one with the same words.
    fn join(&self, lineage: &mut Lineage) {
        let promised = Promised::of(self.site, self.id);
        let mut by_planned: FxHashMap<u32, Spot> = FxHashMap::default();
        let mut by_words: FxHashMap<String, Spot> = FxHashMap::default();
        let mut planned_of: FxHashMap<Spot, u32> = FxHashMap::default();
        for (record, result) in &self.results {
            let planned = promised.planned(self.site, *record, result);
            let mut own = Vec::with_capacity(planned.len());
            for ((at, action), planned) in (0..).zip(&result.actions).zip(planned) {
                let spot = Spot { record: *record, at };
                let named: Vec<Spot> = action.continues.iter().filter_map(|to| self::spot(self.site, *record, to)).collect();
                let planned = planned.or_else(|| named.iter().find_map(|before| planned_of.get(before).copied()));
                let words = same_words(&action.title);
                let same = match planned {
                    Some(planned) => by_planned.get(&planned),
                    None if action.continues.is_empty() => by_words.get(&words),
                    None => None,
                };
                lineage.later.extend(named.iter().chain(same).map(|before| (*before, spot)));
                own.push((spot, planned, words));
            }
            for (spot, planned, words) in own {
                by_words.insert(words, spot);
                if let Some(planned) = planned {
                    by_planned.insert(planned, spot);
                    planned_of.insert(spot, planned);
                }
            }
        }
        lineage.newest.extend(by_planned.into_iter().map(|(at, spot)| (Spot { record: self.id, at }, spot)));
        self.unnamed(&planned_of, lineage);
        if self.site.record(self.id).is::<Strategy>().is_some() {
            self.compared(lineage);
        }
    }

    /// Pairs of follow-ups for one time and the next.
    fn compared(&self, lineage: &mut Lineage) {
        let last: Vec<RecordId> = self.rounds().iter().filter_map(|round| round.last()).map(|(id, _)| *id).collect();
        for pair in last.windows(2) {
            lineage.before.insert(pair[1], pair[0]);
            lineage.after.insert(pair[0], pair[1]);
        }
    }

    /// Planned actions that no full follow-up names, though they were due by the newest one.
    fn unnamed(&self, planned_of: &FxHashMap<Spot, u32>, lineage: &mut Lineage) {
        let Some(plan) = self.site.record(self.id).is::<Strategy>() else { return };
        let full: Vec<_> = self.results.iter().filter(|(id, result)| self.is_full(*id, result)).collect();
        let Some((_, newest)) = full.last() else { return };
        let mut named = vec![false; plan.actions.len()];
        for (record, result) in &full {
            for at in 0..result.actions.len() as u32 {
                if let Some(planned) = planned_of.get(&Spot { record: *record, at }) {
                    named[*planned as usize] = true;
                }
            }
        }
        let end = newest.period.last();
        let expected = |at: usize| plan.actions[at].due.as_ref().is_none_or(|due| end.is_none_or(|end| due.first <= end));
        let unnamed: Vec<u32> = (0..named.len()).filter(|at| !named[*at] && expected(*at)).map(|at| at as u32).collect();
        if !unnamed.is_empty() {
            lineage.unnamed.insert(self.id, unnamed);
        }
    }

    /// Whether a follow-up tells all, and all of it could be read.
    fn is_full(&self, id: RecordId, result: &FollowUp) -> bool {
        let record = self.site.record(id);
        result.extent == Extent::Full && !record.gaps && record.faults.is_empty()
    }

    /// Open actions of a full follow-up that the next full one says nothing of. Those between, which are not full, can tell of an end;
    /// what they leave out proves nothing.
    fn missed(&self, lineage: &mut Lineage) {
        let rounds = self.rounds();
        let round_of: FxHashMap<RecordId, usize> =
            (0..).zip(&rounds).flat_map(|(at, round)| round.iter().map(move |(id, _)| (*id, at))).collect();
        let full: Vec<usize> = (0..rounds.len()).filter(|at| rounds[*at].iter().any(|(id, result)| self.is_full(*id, result))).collect();
        for pair in full.windows(2) {
            let next = rounds[pair[1]];
            let Some((later, _)) = next.iter().rfind(|(id, result)| self.is_full(*id, result)) else { continue };
            if next.iter().any(|(id, result)| self.goes_on_with_what_is_not_here(*id, result)) {
                continue;
            }
            let told = rounds[pair[0]].iter().filter(|(id, result)| self.is_full(*id, result));
            let open = told.flat_map(|(record, result)| {
                (0..).zip(&result.actions).filter(|(_, action)| action.is_open()).map(|(at, _)| Spot { record: *record, at })
            });
            let vanished: Vec<Spot> = open.filter(|spot| !self.is_told_of(*spot, pair[1], &round_of, lineage)).collect();
            lineage.lost.extend(vanished.iter().map(|spot| (*spot, *later)));
            if !vanished.is_empty() {
                lineage.vanished.insert(*later, vanished);
            }
        }
    }

    /// Whether a follow-up goes on with an action of one that readers may not see, or that could not be read: the thread is broken there.
    fn goes_on_with_what_is_not_here(&self, id: RecordId, result: &FollowUp) -> bool {
        result.actions.iter().flat_map(|action| &action.continues).any(|to| match self.site.find(to, id) {
            Found::At(address) => self.site.record(address.record).state == State::Withdrawn,
            _ => true,
        })
    }

    /// Whether the round `next`, or another plan, goes on with an action, or something before that tells of its end.
    fn is_told_of(&self, spot: Spot, next: usize, round_of: &FxHashMap<RecordId, usize>, lineage: &Lineage) -> bool {
        let mut reached: Vec<Spot> = of(&lineage.later, spot).collect();
        let mut at = 0;
        while let Some(spot) = reached.get(at).copied() {
            match round_of.get(&spot.record) {
                None => return true,
                Some(round) if *round == next => return true,
                Some(round) if *round < next => {
                    let action = self.site.record(spot.record).is::<FollowUp>().and_then(|result| result.actions.get(spot.at as usize));
                    if action.is_none_or(|action| !action.is_open()) {
                        return true;
                    }
                    let further: Vec<Spot> = of(&lineage.later, spot).filter(|spot| !reached.contains(spot)).collect();
                    reached.extend(further);
                }
                Some(_) => {}
            }
            at += 1;
        }
        false
    }
}
