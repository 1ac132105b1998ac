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
use crate::site::{Address, Change, RecordId, Revision, Site, State};
use crate::span::Span;

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let duties = Duties { of: of(site), mentions: mentions(site) };
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

/// For each role, what refers to it: as much as its page shows.
fn mentions(site: &Site) -> FxHashMap<Address, Vec<u32>> {
    let mut mentions: FxHashMap<Address, Vec<u32>> = FxHashMap::default();
    for (id, _, _) in site.each::<Organisation>() {
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
    proposed: FxHashSet<Address>,
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
            let is_proposed = decision.is_some_and(|decision| self.proposed.contains(&decision));
            let (to, by) = if is_proposed { (Sort::ProposedTo, Sort::ProposedBy) } else { (Sort::Received, Sort::Given) };
            self.note(to, id, Some(commission.span), commission.to.iter().map(|actor| &*actor.0));
            self.note(by, id, Some(commission.span), [&*commission.from.0]);
        }
    }
}

/// Every decision that is only proposed.
fn proposed(site: &Site) -> FxHashSet<Address> {
    let proposed = site.each::<Case>().flat_map(|(id, record, case)| {
        let proposed = case.decisions.iter().filter(|decision| decision.state == Some(DecisionState::Proposed));
        proposed.map(move |decision| Address { record: id, part: record.parts.at(decision.span) })
    });
    proposed.collect()
}

fn of(site: &Site) -> FxHashMap<Address, Vec<Duty>> {
    let mut notes = Notes { site, proposed: proposed(site), of: FxHashMap::default() };
    for (id, record) in site.all().filter(|(_, record)| record.state != State::Withdrawn) {
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
