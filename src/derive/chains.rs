//! Joins motions, decisions, commissions and answers over all cases, and finds what else stands in a chain.

use std::cmp::Reverse;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Learnt;
use crate::content::agreement::Agreement;
use crate::content::case::Case;
use crate::content::common::{DecisionRef, DocumentRef, MotionRef};
use crate::content::organisation::Organisation;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::content::value::Reference;
use crate::knowledge::chains::{Chain, Chains, Given, Place, Start, answers};
use crate::knowledge::{Knowledge, Presence};
use crate::site::{Address, Record, RecordId, Revision, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut joining =
        Joining { site, chains: Vec::new(), at: FxHashMap::default(), met: FxHashSet::default(), answering: FxHashMap::default() };
    joining.decisions();
    joining.commissions();
    joining.motions();
    let leads = joining.stands();
    let chains = joining.sorted(&leads);
    Box::new(move |knowledge| knowledge.chains = chains.into())
}

/// The same when nothing is new but what these records say. Follow-ups and agreements begin no chain and lead to none: they come to stand in
/// one, or do no more.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let joins =
        |record: &Record| record.is::<Case>().is_some() || record.is::<Strategy>().is_some() || record.is::<Organisation>().is_some();
    if revisions.iter().any(|revision| joins(revision.of(site))) {
        return derive(site, knowledge);
    }
    let mut chains = (*knowledge.chains).clone();
    for id in revisions.iter().map(|revision| revision.record) {
        for number in chains.of.remove(&id).into_iter().flatten() {
            chains.list[number as usize].stands.retain(|known| *known != id);
        }
        let record = site.records.get(id).filter(|record| record.state != State::Withdrawn);
        let document = record.and_then(|record| written(record)?.0).and_then(|document| site.resolve(document, id));
        let numbers = document.map_or_else(Vec::new, |document| answered_by(site, &chains, document));
        for number in &numbers {
            let stands = &mut chains.list[*number as usize].stands;
            stands.insert(stands.partition_point(|known| *known < id), id);
        }
        if !numbers.is_empty() {
            chains.of.insert(id, numbers);
        }
    }
    Box::new(move |knowledge| knowledge.chains = chains.into())
}

/// The chains in which a document is an answer, in order: its case stands in each of them.
fn answered_by(site: &Site, chains: &Chains, document: Address) -> Vec<u32> {
    let is_answer = |given: &Given| {
        let answers = given.place.commission(site).into_iter().flat_map(|commission| &commission.answers);
        let mut documents = answers.filter_map(|answer| answer.document.as_ref());
        documents.any(|answer| site.resolve(answer, given.place.case) == Some(document))
    };
    let of_case = chains.of.get(&document.record).into_iter().flatten().copied();
    of_case.filter(|number| chains.list[*number as usize].commissions.iter().any(is_answer)).collect()
}

/// Chains as they are joined, in the order of the site.
struct Joining<'a> {
    site: &'a Site,
    chains: Vec<Chain>,
    at: FxHashMap<Address, u32>,
    /// Motions that some decision is about.
    met: FxHashSet<Address>,
    /// The chains in which each document is an answer.
    answering: FxHashMap<Address, Vec<u32>>,
}

/// Whether a plan, follow-up or agreement, be it here still or gone, may stand in a chain: a decision adopted it, or its document is an answer.
pub fn may_stand(site: &Site, id: RecordId, record: &Record) -> bool {
    let Some((document, decision)) = written(record) else { return false };
    let document = document.filter(|document| !document.is_local()).and_then(|document| site.resolve(document, id));
    decision.is_some() || document.is_some_and(|document| is_answer(site, document))
}

/// Whether a case says of a document that it is the answer to a commission.
fn is_answer(site: &Site, document: Address) -> bool {
    let of_case = |id: RecordId| {
        let commissions = site.record(id).is::<Case>().into_iter().flat_map(|case| &case.commissions);
        let documents = commissions.flat_map(|commission| &commission.answers).filter_map(|answer| answer.document.as_ref());
        documents.filter_map(|document| site.resolve(document, id)).any(|answer| answer == document)
    };
    let others = site.backlinks_to(document.record).iter().filter(|backlink| backlink.part == document.part);
    of_case(document.record) || others.map(|backlink| backlink.from).any(of_case)
}

/// Every case that readers may see the contents of.
fn cases(site: &Site) -> impl Iterator<Item = (RecordId, &Record, &Case)> {
    site.each::<Case>().filter(|(_, record, _)| record.state != State::Withdrawn)
}

impl Joining<'_> {
    fn begin(&mut self, start: Start, address: Option<Address>, motion: Option<Place>) -> u32 {
        let number = self.chains.len() as u32;
        self.chains.push(Chain { start, motion, commissions: Vec::new(), stands: Vec::new() });
        if let Some(address) = address {
            self.at.insert(address, number);
        }
        number
    }

    fn decisions(&mut self) {
        let site = self.site;
        // The place of every motion by its address, so that no list is searched for each decision.
        let motions: FxHashMap<Address, Place> = cases(site)
            .flat_map(|(id, record, case)| (0..).zip(&case.motions).map(move |(at, motion)| (part(id, record, &motion.id.id), at)))
            .filter_map(|(address, at)| address.map(|address| (address, Place { case: address.record, at })))
            .collect();
        for (id, record, case) in cases(site) {
            for (at, decision) in (0..).zip(&case.decisions) {
                let about = decision.motion.as_ref().and_then(|motion: &MotionRef| site.resolve(motion, id));
                self.met.extend(about);
                let motion = about.and_then(|address| motions.get(&address).copied());
                self.begin(Start::Decision(Place { case: id, at }), part(id, record, &decision.id.id), motion);
            }
        }
    }

    fn commissions(&mut self) {
        let site = self.site;
        for (id, record, case) in cases(site) {
            for (at, commission) in (0..).zip(&case.commissions) {
                let place = Place { case: id, at };
                let by = commission.decision.as_ref().and_then(|decision: &DecisionRef| site.resolve(decision, id));
                let number = match by.and_then(|address| self.at.get(&address).copied()) {
                    Some(number) => number,
                    None => self.begin(Start::Commission(place), part(id, record, &commission.id.id), None),
                };
                let answers = answers(site, id, commission);
                let count = |state: fn(&Presence<usize>) -> bool| answers.iter().filter(|answer| state(answer)).count() as u32;
                let here = count(|answer| matches!(answer, Presence::Here(_)));
                let missing = count(|answer| matches!(answer, Presence::ConfirmedMissing(_)));
                self.chains[number as usize].commissions.push(Given { place, asked: answers.len() as u32, here, missing });
                for document in commission.answers.iter().filter_map(|answer| answer.document.as_ref()) {
                    if let Some(address) = site.resolve(document, id) {
                        self.answering.entry(address).or_default().push(number);
                    }
                }
            }
        }
    }

    /// Motions that no decision here is about begin chains of their own.
    fn motions(&mut self) {
        for (id, record, case) in cases(self.site) {
            for (at, motion) in (0..).zip(&case.motions) {
                let address = part(id, record, &motion.id.id);
                if address.is_none_or(|address| !self.met.contains(&address)) {
                    self.begin(Start::Motion(Place { case: id, at }), address, None);
                }
            }
        }
    }

    /// Finds the plans, follow-ups and agreements that stand in chains; gives the chains that lead to another: what was answered in the
    /// first is what the second decides on.
    fn stands(&mut self) -> Vec<(u32, u32)> {
        let mut leads = Vec::new();
        for (id, record) in self.site.all().filter(|(_, record)| record.state != State::Withdrawn) {
            let Some((document, decision)) = written(record) else { continue };
            let resolve = |reference: &Reference| self.site.resolve(reference, id);
            let adopted = decision.and_then(|decision| resolve(decision)).and_then(|address| self.at.get(&address).copied());
            let answered = document.and_then(|document| resolve(document)).and_then(|address| self.answering.get(&address));
            let mut numbers: Vec<u32> = adopted.iter().chain(answered.into_iter().flatten()).copied().collect();
            numbers.sort_unstable();
            numbers.dedup();
            if let Some(adopted) = adopted {
                leads.extend(numbers.iter().filter(|from| **from != adopted).map(|from| (*from, adopted)));
            }
            numbers.into_iter().for_each(|number| self.chains[number as usize].stands.push(id));
        }
        leads.sort_unstable();
        leads.dedup();
        leads
    }

    /// The chains, newest first, and who stands in which.
    fn sorted(self, leads: &[(u32, u32)]) -> Chains {
        let site = self.site;
        let mut order: Vec<u32> = (0..self.chains.len() as u32).collect();
        order.sort_by_key(|number| Reverse(day(site, &self.chains[*number as usize])));
        let mut place = vec![0; order.len()];
        (0..).zip(&order).for_each(|(at, number)| place[*number as usize] = at);
        let mut chains =
            Chains { at: self.at.into_iter().map(|(address, number)| (address, place[number as usize])).collect(), ..Chains::default() };
        for (from, to) in leads {
            let (from, to) = (place[*from as usize], place[*to as usize]);
            chains.after.entry(from).or_default().push(to);
            chains.before.entry(to).or_default().push(from);
        }
        let mut joined: Vec<Option<Chain>> = self.chains.into_iter().map(Some).collect();
        chains.list = order.iter().filter_map(|number| joined[*number as usize].take()).collect();
        for (number, chain) in (0..).zip(&chains.list) {
            for record in members(site, chain) {
                chains.of.entry(record).or_default().push(number);
            }
            if chain.is_proposed(site) {
                chains.proposed.extend(chain.commissions.iter().map(|given| given.place));
            }
        }
        chains
    }
}

/// The address of something inside a case.
fn part(case: RecordId, record: &Record, id: &str) -> Option<Address> {
    Some(Address { record: case, part: Some(record.parts.named(id)?) })
}

/// The document that a plan, follow-up or agreement is, and the decision that adopted it.
fn written(record: &Record) -> Option<(Option<&DocumentRef>, Option<&DecisionRef>)> {
    if let Some(plan) = record.is::<Strategy>() {
        return Some((plan.document.as_ref(), plan.adopted.as_ref().and_then(|adopted| adopted.decision.as_ref())));
    }
    let of_result = record.is::<FollowUp>().map(|result| result.document.as_ref());
    let document = of_result.or_else(|| record.is::<Agreement>().map(|agreement| agreement.document.as_ref()))?;
    Some((document, None))
}

/// The first day that a chain's decision can have been taken on.
fn day(site: &Site, chain: &Chain) -> Option<Date> {
    chain.decision(site)?.1.date.as_ref().map(|date| date.first)
}

/// Every record that stands in a chain, each once: cases, what was adopted or answered, and bodies.
fn members(site: &Site, chain: &Chain) -> Vec<RecordId> {
    let mut members = vec![chain.case()];
    members.extend(chain.motion.map(|motion| motion.case));
    members.extend(&chain.stands);
    let body = chain.decision(site).and_then(|(place, decision)| site.resolve(decision.body.as_ref()?, place.case));
    members.extend(body.map(|address| address.record));
    for given in &chain.commissions {
        let case = given.place.case;
        members.push(case);
        let Some(commission) = given.place.commission(site) else { continue };
        let from: &Reference = &commission.from;
        let actors = std::iter::once(from).chain(commission.to.iter().map(|to| -> &Reference { to }));
        members.extend(actors.filter_map(|actor| site.resolve(actor, case)).map(|address| address.record));
        let documents = commission.answers.iter().filter_map(|answer| site.resolve(answer.document.as_ref()?, case));
        members.extend(documents.map(|address| address.record));
    }
    members.sort_unstable();
    members.dedup();
    members
}
