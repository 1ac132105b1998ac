//! From a motion to the answers: what followed from what, over all cases. A proposal is not a decision, and gives no commission.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::case::{Answer, Case, Commission, Decision, DecisionState, Motion};
use crate::content::value::Reference;
use crate::knowledge::Presence;
use crate::site::{Address, Record, RecordId, Site};

/// Every chain, and who stands in which.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chains {
    /// Newest first by the day of the decision; those without a day last, in the order of the site.
    pub list: Vec<Chain>,
    /// The chains that each record stands in, newest first: a case, plan, follow-up, agreement or body.
    pub of: FxHashMap<RecordId, Vec<u32>>,
    /// The chain that begins with a decision, commission or motion.
    pub at: FxHashMap<Address, u32>,
    /// Commissions that are only proposed.
    pub proposed: FxHashSet<Place>,
    /// For a chain: those whose answers were what it decides on.
    pub before: FxHashMap<u32, Vec<u32>>,
    /// For a chain: those that decide on what was answered in it.
    pub after: FxHashMap<u32, Vec<u32>>,
}

/// A decision, commission or motion: its case, and its place in the case's list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub case: RecordId,
    pub at: u32,
}

/// What a chain begins with: a decision; where nobody knows of one, the commission or the motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Decision(Place),
    Commission(Place),
    Motion(Place),
}

/// What followed from a decision, and what it answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub start: Start,
    /// The motion that the decision is about.
    pub motion: Option<Place>,
    /// The decision's commissions, in the order of the site.
    pub commissions: Vec<Given>,
    /// Plans that the decision adopted, and plans, follow-ups and agreements whose document is an answer here.
    pub stands: Vec<RecordId>,
}

/// A commission and how many of those who got it have answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    pub place: Place,
    pub asked: u32,
    /// Whose answers are among the documents here.
    pub here: u32,
    /// Whose answers somebody has looked for in vain.
    pub missing: u32,
}

impl Place {
    pub fn decision(self, site: &Site) -> Option<&Decision> {
        site.record(self.case).is::<Case>()?.decisions.get(self.at as usize)
    }

    pub fn commission(self, site: &Site) -> Option<&Commission> {
        site.record(self.case).is::<Case>()?.commissions.get(self.at as usize)
    }

    pub fn motion(self, site: &Site) -> Option<&Motion> {
        site.record(self.case).is::<Case>()?.motions.get(self.at as usize)
    }
}

impl Start {
    /// The decision, commission or motion in its case.
    pub fn address(self, site: &Site) -> Option<Address> {
        let (record, id) = match self {
            Start::Decision(place) => (place.case, &place.decision(site)?.id),
            Start::Commission(place) => (place.case, &place.commission(site)?.id),
            Start::Motion(place) => (place.case, &place.motion(site)?.id),
        };
        Some(Address { record, part: Some(site.record(record).parts.named(&id.id)?) })
    }
}

impl Chains {
    /// Whether a chain has more than its beginning; only then it has a page.
    pub fn is_joined(&self, number: u32) -> bool {
        let chain = &self.list[number as usize];
        chain.motion.is_some() || !chain.commissions.is_empty() || !chain.stands.is_empty() || self.before.contains_key(&number)
    }
}

impl Chain {
    /// The decision that the chain begins with, if anybody knows of one.
    pub fn decision<'a>(&self, site: &'a Site) -> Option<(Place, &'a Decision)> {
        match self.start {
            Start::Decision(place) => Some((place, place.decision(site)?)),
            Start::Commission(_) | Start::Motion(_) => None,
        }
    }

    /// The case that the chain begins in.
    pub fn case(&self) -> RecordId {
        let (Start::Decision(place) | Start::Commission(place) | Start::Motion(place)) = self.start;
        place.case
    }

    /// Whether the decision is only proposed, and with it all that would follow.
    pub fn is_proposed(&self, site: &Site) -> bool {
        self.decision(site).is_some_and(|(_, decision)| decision.state == Some(DecisionState::Proposed))
    }
}

/// What is known of the answer of each who got a commission, in their order; an answer as its place among the commission's answers.
/// That somebody looked in vain is written in the case as an absence of `commission.ID.answer.RECIPIENT`.
pub fn answers(site: &Site, case: RecordId, commission: &Commission) -> Vec<Presence<usize>> {
    let record = site.record(case);
    let mut by: FxHashMap<RecordId, Vec<(usize, Option<u32>)>> = FxHashMap::default();
    for (at, answer) in commission.answers.iter().enumerate() {
        if let Some(address) = site.resolve(&answer.by, case) {
            by.entry(address.record).or_default().push((at, address.part));
        }
    }
    let to = commission.to.iter().map(|to| {
        let address = site.resolve(to, case);
        let of_body = address.and_then(|address| by.get(&address.record)).map_or(&[][..], Vec::as_slice);
        let role = address.and_then(|address| address.part);
        // A body answers for its roles, and a role for its body; one role does not for another.
        let found = of_body.iter().find(|(_, part)| part.is_none() || role.is_none() || *part == role).map(|(at, _)| *at);
        presence(record, commission, to, found)
    });
    to.collect()
}

fn presence(record: &Record, commission: &Commission, to: &Reference, found: Option<usize>) -> Presence<usize> {
    if found.is_none() && record.common.absence.is_empty() {
        return Presence::NotHere;
    }
    let recipient = to.inner().map_or_else(|| to.id().to_string(), |role| format!("{}#{role}", to.id()));
    Presence::of(found, record, &format!("commission.{}.answer.{recipient}", commission.id.id))
}

/// The answer at a place that [`answers`] gave.
pub fn answer<'a>(commission: &'a Commission, presence: &Presence<usize>) -> Option<&'a Answer> {
    match presence {
        Presence::Here(at) => commission.answers.get(*at),
        Presence::ConfirmedMissing(_) | Presence::NotHere => None,
    }
}
