//! Which of a citizen's questions the page of each promise cannot answer: what, who, until when, how, why, at what cost, where to turn.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Learnt, gone, reached_plans};
use crate::content::agreement::Agreement;
use crate::content::budget::{Budget, MoneyStage};
use crate::content::common::ActorRef;
use crate::content::project::{Product, Project};
use crate::content::reason::Struck;
use crate::content::result::{Extent, FollowUp, Overall, Status};
use crate::content::strategy::{PlanState, Strategy};
use crate::content::value::Reference;
use crate::knowledge::Knowledge;
use crate::knowledge::completeness::Question::{Cost, How, Turn, Until, What, Who, Why};
use crate::knowledge::completeness::{Questions, Unanswered};
use crate::knowledge::money::{Grant, Item};
use crate::site::{Found, Record, RecordId, Revision, Site, State};

pub fn derive(site: &Site, knowledge: &Knowledge) -> Learnt {
    let unanswered = of(site, knowledge, site.told().map(|(id, _)| id).collect());
    Box::new(move |knowledge| knowledge.unanswered = unanswered.into())
}

/// The same when nothing is new but what these records say. What a follow-up says answers for its plan, and for those beside it; what refers
/// to a record, for that; what a budget says, for whatever its money went to.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    if revisions.iter().any(|revision| revision.of(site).is::<Budget>().is_some()) {
        return derive(site, knowledge);
    }
    let mut reached: Vec<RecordId> = revisions.iter().flat_map(|revision| revision.reached(site)).collect();
    let plans = reached_plans(site, knowledge, revisions);
    reached.extend(plans.iter().flat_map(|plan| &knowledge.followups[plan]));
    reached.extend(plans);
    reached.sort_unstable();
    reached.dedup();
    let mut unanswered: Vec<Unanswered> = (*knowledge.unanswered).clone();
    let gone = gone(revisions);
    unanswered.retain(|one| reached.binary_search(&one.record).is_err() && !gone.contains(&one.record));
    reached.retain(|id| site.record(*id).state != State::Withdrawn);
    unanswered.extend(of(site, knowledge, reached));
    unanswered.sort_by_key(|one| (one.record, one.goal));
    Box::new(move |knowledge| knowledge.unanswered = unanswered.into())
}

/// The questions that the pages of some records cannot answer, in their order.
fn of(site: &Site, knowledge: &Knowledge, records: Vec<RecordId>) -> Vec<Unanswered> {
    let turn = turn(site);
    let of_record = |id: RecordId| {
        let mut asked = Asked { site, knowledge, turn, unanswered: Vec::new() };
        asked.record(id, site.record(id));
        asked.unanswered
    };
    // Side by side, since nothing else is worked out meanwhile.
    let unanswered: Vec<Vec<Unanswered>> = records.into_par_iter().map(of_record).collect();
    unanswered.concat()
}

/// Whether the site says where to turn.
fn turn(site: &Site) -> bool {
    site.config.registrar.is_some() || site.config.switchboard.is_some() || site.config.feedback.is_some()
}

struct Asked<'a> {
    site: &'a Site,
    knowledge: &'a Knowledge,
    turn: bool,
    unanswered: Vec<Unanswered>,
}

impl Asked<'_> {
    fn record(&mut self, id: RecordId, record: &Record) {
        if let Some(plan) = record.is::<Strategy>() {
            self.plan(id, plan);
        } else if let Some(result) = record.is::<FollowUp>() {
            self.result(id, result);
        } else if let Some(agreement) = record.is::<Agreement>() {
            self.agreement(id, agreement);
        } else if let Some(budget) = record.is::<Budget>() {
            self.budget(id, budget);
        } else if let Some(project) = record.is::<Project>() {
            self.project(id, project);
        }
    }

    fn add(&mut self, record: RecordId, goal: Option<u32>, questions: Questions) {
        if !questions.is_empty() {
            self.unanswered.push(Unanswered { record, goal, questions });
        }
    }

    fn plan(&mut self, id: RecordId, plan: &Strategy) {
        let followups = self.knowledge.followups.get(&id).into_iter().flatten();
        let mut followups = followups.filter_map(|id| self.site.record(*id).is::<FollowUp>()).peekable();
        let told = followups.peek().is_some() || self.referring(id, "result").next().is_some();
        let why = followups.find(|result| result.asks_why()).map_or(plan.state != Some(PlanState::NotCurrent), FollowUp::says_why);
        let responsible = self.any(&plan.responsible, id);
        let coordinator = plan.coordinator.as_ref().is_some_and(|actor| self.is_shown(&actor.0, id));
        let questions = Questions::without(&[
            (What, plan.purpose.is_some() || !plan.goals.is_empty() || !plan.actions.is_empty()),
            (Who, responsible || coordinator || plan.adopted.is_some()),
            (Until, plan.period.is_some()),
            (How, told),
            (Why, why),
            (Cost, self.spent(id).next().is_some()),
            (Turn, self.turn),
        ]);
        self.add(id, None, questions);
        self.goals(id, plan, responsible || coordinator);
    }

    fn goals(&mut self, id: RecordId, plan: &Strategy, plan_answers: bool) {
        let newest = newest(self.site, self.knowledge, id, plan);
        // Money that was spent on a goal, by the goal's part.
        let costs: FxHashSet<u32> = self.spent(id).flatten().collect();
        for (at, goal) in plan.goals.iter().enumerate() {
            let part = self.site.record(id).parts.named(&goal.id.id);
            let questions = Questions::without(&[
                (What, true),
                (Who, self.any(&goal.responsible, id) || plan_answers),
                (Until, plan.period.is_some()),
                (How, newest[at].is_some()),
                (Why, newest[at] != Some(false)),
                (Cost, part.is_some_and(|part| costs.contains(&part))),
                (Turn, self.turn),
            ]);
            self.add(id, Some(at as u32), questions);
        }
    }

    fn result(&mut self, id: RecordId, result: &FollowUp) {
        let stopped = result.goals.iter().any(|goal| Status::stopped(&goal.status))
            || result.actions.iter().any(|action| Status::stopped(&action.status));
        let overall = result.overall.as_ref();
        let told = overall.is_some_and(|overall| !overall.status.is_empty() || overall.text.is_some() || is_quoted(overall));
        let why = overall.is_some_and(|overall| {
            !overall.cause.is_empty() || overall.cause_words.is_some() || overall.next.is_some() || !overall.cause_quote.is_empty()
        });
        let lineage = &self.knowledge.lineage;
        let beside = lineage.before.contains_key(&id) || lineage.after.contains_key(&id) || lineage.vanished.contains_key(&id);
        let questions = Questions::without(&[
            (What, self.is_shown(&result.follows_up.0, id)),
            (Who, self.any(&result.made_by, id) || self.any(&result.received_by, id)),
            (Until, true),
            (How, told || stopped || beside || result.extent != Extent::Full),
            (Why, why || stopped || !result.reasons().any(|reason| reason.stopped())),
            (Cost, self.spent(id).next().is_some()),
            (Turn, self.turn),
        ]);
        self.add(id, None, questions);
    }

    fn agreement(&mut self, id: RecordId, agreement: &Agreement) {
        let parties = agreement.parties.iter().any(|party| self.is_shown(&party.0, id));
        let questions = Questions::without(&[
            (What, agreement.subject.is_some() || !agreement.areas.is_empty()),
            (Who, parties),
            (Until, agreement.period.is_some()),
            (How, self.referring(id, "result").next().is_some()),
            (Cost, self.spent(id).next().is_some()),
            (Turn, self.turn),
        ]);
        self.add(id, None, questions);
    }

    fn budget(&mut self, id: RecordId, budget: &Budget) {
        let bodies = budget.envelopes.iter().filter_map(|envelope| envelope.body.as_ref());
        let spent = budget.stage == MoneyStage::Spent && !budget.lines.is_empty();
        let questions = Questions::without(&[
            (What, !budget.envelopes.is_empty() || !budget.lines.is_empty()),
            (Who, bodies.into_iter().any(|body| self.is_shown(&body.0, id))),
            (Until, budget.period.is_some()),
            (How, true),
            (Cost, spent),
            (Turn, self.turn),
        ]);
        self.add(id, None, questions);
    }

    fn project(&mut self, id: RecordId, project: &Project) {
        let goals = project.goals.iter().any(|goal| self.is_shown(&goal.0, id));
        let questions = Questions::without(&[
            (What, goals || !project.products.is_empty()),
            (Who, self.any(&project.owner, id)),
            (Until, project.period.is_some()),
            (How, self.referring(id, "result").next().is_some() || project.products.iter().any(Product::is_settled)),
            (Cost, self.spent(id).next().is_some()),
            (Turn, self.turn),
        ]);
        self.add(id, None, questions);
    }

    /// The parts that records of a kind refer to, None for the record as a whole.
    fn referring(&self, id: RecordId, kind: &'static str) -> impl Iterator<Item = Option<u32>> {
        let backlinks = self.site.backlinks_to(id).iter();
        backlinks.filter(move |backlink| self.site.record(backlink.from).kind.name == kind).map(|backlink| backlink.part)
    }

    /// What the money that was spent went to: a part, or None for the record as a whole. What is set aside or planned is not yet a cost.
    fn spent(&self, id: RecordId) -> impl Iterator<Item = Option<u32>> {
        let stage = |grant: &Grant| self.site.record(grant.budget).is::<Budget>().map(|budget| budget.stage);
        let grants = self.knowledge.money.grants.get(&id).into_iter().flatten();
        let spent = grants.filter(move |grant| matches!(grant.item, Item::Line(_)) && stage(grant) == Some(MoneyStage::Spent));
        spent.map(|grant| grant.part)
    }

    fn any(&self, actors: &[ActorRef], from: RecordId) -> bool {
        actors.iter().any(|actor| self.is_shown(&actor.0, from))
    }

    /// Whether a page shows where a reference leads; what leads nowhere is shown as text.
    fn is_shown(&self, reference: &Reference, from: RecordId) -> bool {
        self.site.find(reference, from) != Found::Hidden
    }
}

fn is_quoted(overall: &Overall) -> bool {
    !overall.standing.quote.is_empty() || overall.standing.source.is_some()
}

/// For each goal whether any follow-up says something of it, and then whether the newest that does leaves no question why: it says so, or
/// nothing stopped.
fn newest(site: &Site, knowledge: &Knowledge, plan: RecordId, strategy: &Strategy) -> Vec<Option<bool>> {
    let mut goals: FxHashMap<&str, (usize, bool)> = FxHashMap::default();
    for (at, goal) in strategy.goals.iter().enumerate() {
        goals.insert(&goal.id.id, (at, true));
        goal.areas.iter().for_each(|area| _ = goals.insert(&area.id.id, (at, false)));
    }
    let mut newest = vec![None; strategy.goals.len()];
    let mut left = newest.len();
    for id in knowledge.followups.get(&plan).into_iter().flatten() {
        if left == 0 {
            break;
        }
        let Some(result) = site.record(*id).is::<FollowUp>() else { continue };
        let mut said = vec![false; newest.len()];
        // Of each goal, whether one asks why, and whether the answer is there.
        let mut why = vec![(false, false); newest.len()];
        for reason in result.reasons() {
            let inner = reason.goal.and_then(|goal| goal.inner());
            let Some((at, is_goal)) = inner.and_then(|inner| goals.get(inner)) else { continue };
            // A judgement of an area as a whole says nothing of the goal itself.
            said[*at] |= *is_goal || matches!(reason.what, Struck::Action(_));
            why[*at].0 |= reason.is_told();
            why[*at].1 |= reason.says_why();
        }
        for observation in result.observations.iter().filter(|one| site.resolve(&one.indicator, *id).is_some()) {
            let of = observation.goal.as_ref().and_then(|goal| goal.inner()).and_then(|inner| goals.get(inner));
            of.iter().for_each(|(at, _)| said[*at] = true);
        }
        let facts = site.record(*id).body.iter().map(|body| &body.facts);
        for (heading, section) in facts.flat_map(|facts| facts.headings.iter().zip(&facts.sections)) {
            let of = goals.get(heading.id.as_str()).filter(|(_, is_goal)| *is_goal && site.has_words_in(*id, section.clone()));
            of.iter().for_each(|(at, _)| said[*at] = true);
        }
        for (at, newest) in newest.iter_mut().enumerate().filter(|(at, newest)| newest.is_none() && said[*at]) {
            *newest = Some(!why[at].0 || why[at].1);
            left -= 1;
        }
    }
    newest
}
