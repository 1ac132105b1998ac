//! Follow-ups: goal by goal what was said, done, not done and measured.

use tera::Value;

use super::corrections::Marks;
use super::strategy::belongs;
use super::{Fields, View, causes, corrections, lineage, pictures, whole};
use crate::content::common::FollowedGoalRef;
use crate::content::datum::Branch;
use crate::content::indicator::Indicator;
use crate::content::reason::Struck;
use crate::content::result::{FollowUp, GoalJudgement, Observation, Status};
use crate::content::strategy::{Goal, Strategy};
use crate::content::value::Text;
use crate::knowledge::Presence;
use crate::knowledge::causes::Count;
use crate::knowledge::lineage::Spot;
use crate::plan::wording;
use crate::site::{Address, RecordId};
use crate::span::Span;

/// Adds to a follow-up's page what it says, its goals in the plan's order, what belongs to none, and everything that was not done.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(result) = view.site.record(id).is::<FollowUp>() else { return };
    let plan = view.site.record(id).follows;
    let goals = plan.and_then(|plan| view.site.record(plan).is::<Strategy>()).map_or(&[][..], |plan| &plan.goals);
    let told = Told::of(view, id, result, |_| true);
    let by_goal = goals.iter().map(|goal| {
        let mut fields = told.of_goal(view, id, goal);
        let part = plan.and_then(|plan| view.site.record(plan).parts.named(&goal.id.id));
        fields.set("title", view.said(&goal.title));
        fields.set("number", view.text(goal.number.as_ref()));
        fields.set("url", plan.map(|plan| view.routes().to(view.site, Address { record: plan, part }, view.lang)));
        fields.set("anchor", goal.id.id.as_str());
        fields.set("areas", goal.areas.iter().map(|area| Value::from(view.said(&area.title))).collect::<Vec<_>>());
        Value::from(fields)
    });
    fields.set("by_goal", by_goal.collect::<Vec<_>>());
    fields.set("goals", those(&told.judgements, |_| true));
    fields.set("actions", those(&told.actions, |_| true));
    fields.set("observations", those(&told.observations, |_| true));
    let stray = |of: Option<&str>| !goals.iter().any(|goal| belongs(goal, of));
    fields.set("other_actions", those(&told.actions, stray));
    fields.set("other_observations", those(&told.observations, stray));
    fields.set("not_done", not_done(view, id, result, goals));
    fields.set("not_done_sentence", causes::stopped(view, &not_done_count(result, goals)));
    if let Some(reason) = result.reason(Struck::Whole) {
        causes::add_links(view, id, &reason, fields);
    }
    fields.set("asks_why", result.reasons().any(|reason| reason.stopped()));
    fields.set("plan_link", plan.map(|plan| view.link(whole(plan))));
}

fn inner(reference: Option<&FollowedGoalRef>) -> Option<&str> {
    reference.and_then(|reference| reference.inner())
}

/// What a follow-up says, each thing with the id of the goal or area that it is about.
pub struct Told<'a> {
    judgements: Vec<(Option<&'a str>, Value)>,
    actions: Vec<(Option<&'a str>, Value)>,
    observations: Vec<(Option<&'a str>, Value)>,
}

impl<'a> Told<'a> {
    /// What a follow-up says of the goals and areas that are `wanted`.
    pub fn of(view: &View, id: RecordId, result: &'a FollowUp, wanted: impl Fn(Option<&str>) -> bool) -> Self {
        let view = &view.during(Some(&result.period));
        let judgements = (0..).zip(&result.goals).map(|(at, judgement)| (judgement.goal.inner(), at));
        let actions = (0..).zip(&result.actions).map(|(at, action)| (inner(action.goal.as_ref()), at));
        let observations = shown(view, id, result).map(|observation| (inner(observation.goal.as_ref()), observation));
        let marks = Marks::of(view, id);
        Self {
            judgements: judgements.filter(|(of, _)| wanted(*of)).map(|(of, at)| (of, judged(view, id, result, at, &marks))).collect(),
            actions: actions.filter(|(of, _)| wanted(*of)).map(|(of, at)| (of, action(view, id, result, at, &marks))).collect(),
            observations: observations
                .filter(|(of, _)| wanted(*of))
                .map(|(of, found)| (of, drawn(view, id, result, found, &marks)))
                .collect(),
        }
    }

    /// What is said of one goal and its areas, with the words under the goal's heading.
    pub fn of_goal(&self, view: &View, id: RecordId, goal: &Goal) -> Fields {
        let judgement = self.judgements.iter().find(|(of, _)| *of == Some(&goal.id.id));
        let mut fields = Fields::default();
        fields.set("judgement", judgement.map(|(_, value)| value.clone()));
        fields.set("area_judgements", those(&self.judgements, |of| goal.areas.iter().any(|area| of == Some(&area.id.id))));
        fields.set("words", view.section(id, &goal.id.id));
        fields.set("actions", those(&self.actions, |of| belongs(goal, of)));
        fields.set("observations", those(&self.observations, |of| belongs(goal, of)));
        fields
    }
}

/// Those whose goal or area is `wanted`.
fn those(told: &[(Option<&str>, Value)], wanted: impl Fn(Option<&str>) -> bool) -> Vec<Value> {
    told.iter().filter(|(of, _)| wanted(*of)).map(|(_, value)| value.clone()).collect()
}

/// How a follow-up judges a goal as a whole.
pub fn judgement<'a>(result: &'a FollowUp, goal: &Goal) -> Option<&'a GoalJudgement> {
    result.goals.iter().find(|judgement| judgement.goal.inner() == Some(&goal.id.id))
}

/// Whether a follow-up says anything of a goal itself.
pub fn says_of(view: &View, id: RecordId, result: &FollowUp, goal: &Goal) -> bool {
    judgement(result, goal).is_some()
        || result.actions.iter().any(|action| belongs(goal, inner(action.goal.as_ref())))
        || shown(view, id, result).any(|observation| belongs(goal, inner(observation.goal.as_ref())))
        || view.site.has_words(id, &goal.id.id)
}

/// The id of what stands at a place in a follow-up.
fn part<'a>(view: &View<'a>, id: RecordId, span: Span) -> Option<&'a str> {
    view.site.record(id).part_at(span).map(|part| &*part.id)
}

/// What a follow-up says of a goal or area as a whole.
fn judged(view: &View, id: RecordId, result: &FollowUp, at: u32, marks: &Marks) -> Value {
    let judgement = &result.goals[at as usize];
    let mut fields = view.branch(&Branch::of(judgement), id);
    if let Some(reason) = result.reason(Struck::Goal(at)) {
        causes::add_links(view, id, &reason, &mut fields);
    }
    marks.add(view, "goal", judgement.goal.inner(), &mut fields);
    fields.into()
}

/// An action as a follow-up judges it.
fn action(view: &View, id: RecordId, result: &FollowUp, at: u32, marks: &Marks) -> Value {
    let action = &result.actions[at as usize];
    let mut fields = view.branch(&Branch::of(action), id);
    if let Some(reason) = result.reason(Struck::Action(at)) {
        causes::add_links(view, id, &reason, &mut fields);
    }
    lineage::add(view, Spot { record: id, at }, action, &mut fields);
    marks.add(view, "action", part(view, id, action.span), &mut fields);
    fields.set("open", action.status.iter().any(|status| status.is_open()));
    let area = action.goal.as_ref().and_then(|goal| view.site.resolve(&goal.0, id));
    let area =
        area.filter(|address| address.part.is_some_and(|part| view.site.record(address.record).parts[part as usize].decl.key == "area"));
    fields.set("area", area.map(|address| view.title(address)));
    fields.into()
}

/// Everything that did not happen: each action, with its goal. A goal whose judgement says so without naming actions is there too.
fn not_done(view: &View, id: RecordId, result: &FollowUp, goals: &[Goal]) -> Value {
    let goal_of = |of: Option<&str>| goals.iter().find(|goal| belongs(goal, of)).map(|goal| Value::from(goal_name(goal)));
    let judgements = result.goals.iter().filter(|judgement| Status::stopped(&judgement.status)).map(|judgement| {
        let of = judgement.goal.inner();
        let mut fields = view.branch(&Branch::of(judgement), id);
        fields.set("title", view.strings().get("planned_actions_of_goal"));
        fields.set("of_goal", goal_of(of));
        fields.set("anchor", of);
        (of, Value::from(fields))
    });
    let actions = result.actions.iter().filter(|action| Status::stopped(&action.status)).map(|found| {
        let of = inner(found.goal.as_ref());
        let mut fields = view.branch(&Branch::of(found), id);
        fields.set("of_goal", goal_of(of));
        (of, Value::from(fields))
    });
    let mut rows: Vec<(usize, Value)> =
        actions.chain(judgements).map(|(of, row)| (goals.iter().position(|goal| belongs(goal, of)).unwrap_or(goals.len()), row)).collect();
    // The plan's order; a stable sort keeps the order of the file within a goal.
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>().into()
}

/// How much did not happen: of a goal's actions as a whole it is not known how many they are.
fn not_done_count(result: &FollowUp, goals: &[Goal]) -> Count {
    let of = |what: fn(Struck) -> bool, goal: Option<bool>| {
        let stopped = result.reasons().filter(|reason| what(reason.what) && Status::stopped(reason.status));
        let is_goal = |id: Option<&str>| goals.iter().any(|goal| id == Some(&goal.id.id));
        stopped.filter(|reason| goal.is_none_or(|wanted| is_goal(inner(reason.goal)) == wanted)).count() as u32
    };
    Count {
        actions_stopped: of(|what| matches!(what, Struck::Action(_)), None),
        goals_stopped: of(|what| matches!(what, Struck::Goal(_)), Some(true)),
        areas_stopped: of(|what| matches!(what, Struck::Goal(_)), Some(false)),
        ..Count::default()
    }
}

fn goal_name(goal: &Goal) -> String {
    match &goal.number {
        Some(number) => format!("{}. {}", number.text, goal.title.text),
        None => goal.title.text.clone(),
    }
}

/// The observations of a result whose indicators readers may see: without one, a figure says nothing.
pub fn shown<'a>(view: &View, id: RecordId, result: &'a FollowUp) -> impl Iterator<Item = &'a Observation> {
    let site = view.site;
    result.observations.iter().filter(move |observation| site.resolve(&observation.indicator, id).is_some())
}

/// An observed figure on the pages that tell of its follow-up: with its picture, where there is something to compare.
fn drawn(view: &View, id: RecordId, result: &FollowUp, found: &Observation, marks: &Marks) -> Value {
    let mut fields = observation(view, id, found, marks);
    fields.set_some("picture", pictures::of_observation(view, id, result, found));
    fields.into()
}

/// An observed figure: the sentence of it, and the numbers that the sentence is made of.
pub fn observation(view: &View, id: RecordId, observation: &Observation, marks: &Marks) -> Fields {
    let mut fields = view.branch(&Branch::of(observation), id);
    marks.add(view, "observation", part(view, id, observation.span), &mut fields);
    let address = view.site.resolve(&observation.indicator, id);
    let indicator = address.and_then(|address| view.site.record(address.record).is::<Indicator>());
    let unit = wording::Unit { foreign: view.is_foreign(), ..unit(indicator) };
    let words = |words: Option<&Text>| view.text(words);
    fields.set("unit", view.said(unit.many));
    fields.set("definition", words(indicator.and_then(|indicator| indicator.definition.as_ref())));
    fields.set("population", words(indicator.and_then(|indicator| indicator.population.as_ref())));
    fields.set("according_to", words(indicator.and_then(|indicator| indicator.according_to.as_ref())));
    let record = view.site.record(id);
    if let (None, Some(part)) = (observation.value, record.part_at(observation.span)) {
        let presence = Presence::<()>::of(None, record, &format!("observation.{}.value", part.id));
        fields.set("absence", matches!(presence, Presence::ConfirmedMissing(_)).then(|| view.presence(&presence, id)));
    }
    let (strings, code) = (view.strings(), view.code());
    let masked = corrections::is_target_masked(view, id, observation);
    let outcome = wording::outcome(observation, unit, indicator.and_then(|indicator| indicator.better), masked, strings, code);
    fields.set("sentence", outcome.figure);
    fields.set("rest", outcome.rest.join(" "));
    fields.set("target_sentence", observation.target.map(|target| wording::quantity(target, unit, false, strings)));
    fields.set(
        "difference",
        outcome.difference.map(|(text, direction)| {
            let mut fields = Fields::default();
            fields.set("text", text);
            fields.set("direction", direction);
            fields
        }),
    );
    if !observation.subgroups.is_empty() {
        let groups = observation.subgroups.iter().map(|group| {
            let mut fields = view.branch(&Branch::of(group), id);
            fields.set("sentence", wording::subgroup(group, unit, strings, code));
            Value::from(fields)
        });
        fields.set("subgroups", groups.collect::<Vec<_>>());
    }
    fields
}

/// What an indicator counts, and what one of it is called.
pub fn unit(indicator: Option<&Indicator>) -> wording::Unit<'_> {
    wording::Unit {
        many: indicator.map_or("", |indicator| &indicator.unit),
        one: indicator.and_then(|indicator| indicator.unit_one.as_ref()).map(|one| one.text.as_str()),
        foreign: false,
    }
}
