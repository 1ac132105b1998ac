//! What each body and role answers for, and what refers to each role.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Learnt;
use crate::content::agreement::Agreement;
use crate::content::case::{Case, DecisionState};
use crate::content::organisation::Organisation;
use crate::content::process::Process;
use crate::content::project::Project;
use crate::content::strategy::Strategy;
use crate::content::value::Reference;
use crate::knowledge::duties::{Duties, Duty, Sort};
use crate::knowledge::{Knowledge, REFERRERS};
use crate::site::{Address, Change, Record, RecordId, Revision, Site, State};
use crate::span::Span;

/// Kinds whose records say of their own who answers for what.
pub const RESPONSIBLE: &[&str] = &["strategy", "agreement", "organisation", "project", "process", "case"];

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let of = of(site, site.all(), FxHashMap::default()).into();
    let duties = Duties { of, mentions: mentions(site, site.each::<Organisation>().map(|(id, ..)| id)) };
    Box::new(move |knowledge| knowledge.duties = duties.into())
}

/// The same when nothing is new but what these records say: what others answer for stands.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    if revisions.iter().any(|revision| revision.of(site).is::<Organisation>().is_some()) {
        return derive(site, knowledge);
    }
    let reached: FxHashSet<RecordId> = revisions.iter().flat_map(|revision| &revision.led).copied().collect();
    let mut duties = (*knowledge.duties).clone();
    duties.mentions.retain(|role, _| !reached.contains(&role.record));
    duties.mentions.extend(mentions(site, reached.into_iter().filter(|id| site.record(*id).is::<Organisation>().is_some())));
    let revised = || revisions.iter().filter(|revision| RESPONSIBLE.contains(&revision.of(site).kind.name));
    if revised().next().is_some() {
        // Whether a decision is only proposed its case says, and what was asked by it may stand in another.
        let cases = revised().filter(|revision| revision.of(site).is::<Case>().is_some());
        let led = cases.flat_map(|case| site.backlinks_to(case.record)).map(|backlink| backlink.from);
        let revised: FxHashSet<RecordId> = revised().map(|revision| revision.record).chain(led).collect();
        let mut stands = (*duties.of).clone();
        stands.values_mut().for_each(|duties| duties.retain(|duty| !revised.contains(&duty.at.0)));
        let records = revised.into_iter().filter_map(|id| Some((id, &**site.records.get(id)?)));
        let mut of = of(site, records, stands);
        of.retain(|_, duties| !duties.is_empty());
        duties.of = of.into();
    }
    Box::new(move |knowledge| knowledge.duties = duties.into())
}

/// Whether other things may refer to roles because of a revision.
pub fn may_mention(site: &Site, revision: &Revision) -> bool {
    let organisations = revision.led.iter().filter(|to| site.record(**to).is::<Organisation>().is_some());
    // What did not refer to a role before does so only if it does now.
    let came = matches!(revision.change, Change::Came);
    let refers = |to: &RecordId| site.backlinks_to(*to).iter().any(|backlink| backlink.from == revision.record && backlink.part.is_some());
    organisations.into_iter().any(|to| !came || refers(to))
}

/// For each role of these organisations, what refers to it: as much as its page shows.
fn mentions(site: &Site, organisations: impl Iterator<Item = RecordId>) -> FxHashMap<Address, Vec<u32>> {
    let mut mentions: FxHashMap<Address, Vec<u32>> = FxHashMap::default();
    for id in organisations {
        for (at, backlink) in (0..).zip(site.backlinks_to(id)).filter(|(_, backlink)| backlink.part.is_some()) {
            let known = mentions.entry(Address { record: id, part: backlink.part }).or_default();
            if known.len() < REFERRERS {
                known.push(at);
            }
        }
    }
    mentions
}

/// Notes who answers for what, record by record.
struct Notes<'a> {
    site: &'a Site,
    /// The decisions of each case that are only proposed, by their places among its parts; of those cases that have been asked.
    proposed: FxHashMap<RecordId, FxHashSet<u32>>,
    of: FxHashMap<Address, Vec<Duty>>,
}

impl Notes<'_> {
    /// Notes `sort` for everybody whom `actors` name, about a record or what begins in it at a span.
    fn note<'r>(&mut self, sort: Sort, id: RecordId, at: Option<Span>, actors: impl IntoIterator<Item = &'r Reference>) {
        let part = at.and_then(|span| self.site.record(id).parts.at(span));
        for actor in actors {
            if let Some(actor) = self.site.resolve(actor, id) {
                self.of.entry(actor).or_default().push(Duty { sort, at: (id, part) });
            }
        }
    }

    fn plan(&mut self, id: RecordId, plan: &Strategy) {
        self.note(Sort::Responsible, id, None, plan.responsible.iter().map(|actor| &*actor.0));
        self.note(Sort::Coordinates, id, None, plan.coordinator.iter().map(|actor| &*actor.0));
        self.note(Sort::Adopted, id, None, plan.adopted.iter().map(|adopted| &*adopted.by.0));
        for duty in &plan.reporting {
            self.note(Sort::Reports, id, None, duty.by.iter().map(|actor| &*actor.0));
        }
        for goal in &plan.goals {
            self.note(Sort::Goal, id, Some(goal.span), goal.responsible.iter().map(|actor| &*actor.0));
            for area in &goal.areas {
                self.note(Sort::Area, id, Some(area.span), area.responsible.iter().map(|actor| &*actor.0));
            }
        }
        for action in &plan.actions {
            self.note(Sort::Action, id, Some(action.span), action.responsible.iter().map(|actor| &*actor.0));
        }
    }

    fn case(&mut self, id: RecordId, case: &Case) {
        for commission in &case.commissions {
            let decision = commission.decision.as_ref().and_then(|decision| self.site.resolve(decision, id));
            let is_proposed = decision.is_some_and(|decision| self.is_proposed(decision));
            let (to, by) = if is_proposed { (Sort::ProposedTo, Sort::ProposedBy) } else { (Sort::Received, Sort::Given) };
            self.note(to, id, Some(commission.span), commission.to.iter().map(|actor| &*actor.0));
            self.note(by, id, Some(commission.span), [&*commission.from.0]);
        }
    }

    /// Whether what stands at an address is a decision that is only proposed.
    fn is_proposed(&mut self, address: Address) -> bool {
        let record = self.site.record(address.record);
        let of_case = self.proposed.entry(address.record).or_insert_with(|| {
            let decisions = record.is::<Case>().map_or(&[][..], |case| &case.decisions);
            let proposed = decisions.iter().filter(|decision| decision.state == Some(DecisionState::Proposed));
            proposed.filter_map(|decision| record.parts.at(decision.span)).collect()
        });
        address.part.is_some_and(|part| of_case.contains(&part))
    }
}

/// What each body and role answers for by `stands`, and by what these records say.
fn of<'r>(
    site: &Site,
    records: impl Iterator<Item = (RecordId, &'r Record)>,
    stands: FxHashMap<Address, Vec<Duty>>,
) -> FxHashMap<Address, Vec<Duty>> {
    let mut notes = Notes { site, proposed: FxHashMap::default(), of: stands };
    for (id, record) in records.filter(|(_, record)| record.state != State::Withdrawn) {
        if let Some(plan) = record.is::<Strategy>() {
            notes.plan(id, plan);
        } else if let Some(agreement) = record.is::<Agreement>() {
            notes.note(Sort::FollowsUp, id, None, agreement.followed_up_by.iter().map(|actor| &*actor.0));
        } else if let Some(organisation) = record.is::<Organisation>() {
            notes.note(Sort::Leads, id, None, organisation.leader.iter().map(|actor| &*actor.0));
        } else if let Some(project) = record.is::<Project>() {
            notes.note(Sort::Project, id, None, project.owner.iter().map(|actor| &*actor.0));
        } else if let Some(process) = record.is::<Process>() {
            notes.note(Sort::Process, id, None, process.owner.iter().map(|actor| &*actor.0));
        } else if let Some(case) = record.is::<Case>() {
            notes.case(id, case);
        }
    }
    let mut of = notes.of;
    for duties in of.values_mut() {
        duties.sort_unstable();
        duties.dedup();
    }
    of
}
