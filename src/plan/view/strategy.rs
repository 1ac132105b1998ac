//! Plans and their goals: what is promised, and how each follow-up says that it went.

use tera::Value;

use super::result::{self, Told};
use super::{Fields, View, lineage, money, whole};
use crate::content::datum::{Branch, Datum};
use crate::content::field::Field as _;
use crate::content::result::FollowUp;
use crate::content::strategy::{Goal, Strategy};
use crate::knowledge::lineage::Spot;
use crate::site::{Address, RecordId};

/// How many follow-ups the page of a goal shows in full: each year is compared with the next only.
const IN_FULL: usize = 2;

/// Adds to a plan's page its goals with the newest outcome of each, its follow-ups and the plans below it.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(plan) = view.site.record(id).is::<Strategy>() else { return };
    let goals = plan.goals.iter().map(|goal| {
        let mut fields = goal_fields(view, id, goal);
        fields.set("newest", saying(view, id, goal).next().map(|(id, result)| in_brief(view, id, result, goal)));
        Value::from(fields)
    });
    fields.set("goals", goals.collect::<Vec<_>>());
    fields.set("actions", planned(view, id, plan, |_| true));
    fields.set("followups", followups(view, id));
    fields.set("children", children(view, id));
}

/// The planned actions whose goal or area is `wanted`, with what the newest follow-up says of each.
fn planned(view: &View, id: RecordId, plan: &Strategy, wanted: impl Fn(Option<&str>) -> bool) -> Vec<Value> {
    let actions = (0..).zip(&plan.actions);
    let wanted = actions.filter(|(_, action)| wanted(action.goal.as_ref().and_then(|of| of.inner())));
    let fields = wanted.map(|(at, action)| {
        let mut fields = view.branch(&Branch::of(action), id);
        lineage::add_planned(view, Spot { record: id, at }, &mut fields);
        Value::from(fields)
    });
    fields.collect()
}

/// A goal with its areas and its address.
fn goal_fields(view: &View, plan: RecordId, goal: &Goal) -> Fields {
    let mut fields = view.branch(&Branch::of(goal), plan);
    if let Some(areas) = fields.get("area").cloned() {
        fields.set("areas", areas);
    }
    fields.set("url", view.routes().url(&view.routes().part(view.site, plan, &goal.id.id, 0)));
    fields
}

/// The page of a goal.
pub fn goal(view: &View, id: RecordId, part: &str) -> Option<(String, Fields)> {
    let record = view.site.record(id);
    let plan = record.is::<Strategy>()?;
    let at = plan.goals.iter().position(|goal| goal.id.id == part)?;
    let goal = &plan.goals[at];
    let view = &view.during(plan.period.as_ref());
    let mut fields = goal_fields(view, id, goal);
    fields.set("words", view.section(id, part));
    let mut saying = saying(view, id, goal);
    let newest = saying.by_ref().take(IN_FULL).map(|(id, result)| Value::from(outcome(view, id, result, goal)));
    fields.set("outcomes", newest.collect::<Vec<_>>());
    let earlier = saying.map(|(id, result)| Value::from(in_brief(view, id, result, goal)));
    fields.set("earlier_outcomes", earlier.collect::<Vec<_>>());
    fields.set("section", record.kind.folder);
    fields.set("kind", "goal");
    fields.set("summary", view.text(goal.description.as_ref()));
    fields.set("visibility", record.state.name());
    fields.set("robots", (record.state != crate::site::State::Published).then_some("noindex"));
    let list = view.page_link(view.both(record.kind.many), &view.routes().list(record.kind, 0, 1));
    fields.set("breadcrumbs", vec![view.start_link(), list, view.link(whole(id))]);
    fields.set("translations", Vec::<Value>::new());
    fields.set("plan", view.link(whole(id)));
    fields.set("plan_period", plan.period.as_ref().map(|period| view.period(period)));
    let responsible = plan.responsible.iter().map(|actor| view.reference(&actor.0, id));
    let responsible: Vec<Value> = responsible.filter(|actor| !actor.is_none()).collect();
    fields.set("plan_responsible", responsible);
    fields.set("plan_coordinator", plan.coordinator.as_ref().map(|actor| view.reference(&actor.0, id)));
    fields.set("actions", planned(view, id, plan, |of| belongs(goal, of)));
    let beside = |at: Option<usize>| at.and_then(|at| plan.goals.get(at)).map(|goal| goal_link(view, id, goal));
    fields.set("previous", beside(at.checked_sub(1)));
    fields.set("next", beside(Some(at + 1)));
    fields.set("backlinks", backlinks(view, id, part));
    money::given(view, id, record.parts.named(part), &mut fields);
    Some(("goal.html".to_owned(), fields))
}

fn goal_link(view: &View, plan: RecordId, goal: &Goal) -> Fields {
    view.link(Address { record: plan, part: view.site.record(plan).parts.named(&goal.id.id) })
}

/// What refers to this goal, rather than to the plan.
fn backlinks(view: &View, id: RecordId, part: &str) -> Value {
    let part = view.site.record(id).parts.named(part);
    let backlinks = view.site.backlinks_to(id).iter().filter(|link| link.part.is_some() && link.part == part);
    let links = backlinks.map(|backlink| {
        let mut link = view.link(whole(backlink.from));
        link.set("label", backlink.label.map(|label| view.both(*label)).unwrap_or_default());
        Value::from(link)
    });
    links.collect::<Vec<_>>().into()
}

/// Whether an id is that of a goal or of one of its areas.
pub fn belongs(goal: &Goal, id: Option<&str>) -> bool {
    id.is_some_and(|id| goal.id.id == id || goal.areas.iter().any(|area| area.id.id == id))
}

/// The follow-ups that say anything of a goal, newest first.
pub fn saying<'v>(view: &'v View, plan: RecordId, goal: &'v Goal) -> impl Iterator<Item = (RecordId, &'v FollowUp)> {
    let results = view.knowledge.followups.get(&plan).into_iter().flatten();
    let results = results.filter_map(|id| Some((*id, view.site.record(*id).is::<FollowUp>()?)));
    results.filter(|(id, result)| result::says_of(view, *id, result, goal))
}

/// What a follow-up says of a goal.
fn outcome(view: &View, id: RecordId, result: &FollowUp, goal: &Goal) -> Fields {
    let mut fields = Told::of(view, id, result, |of| belongs(goal, of)).of_goal(view, id, goal);
    fields.set("result", view.link(whole(id)));
    fields.set("period", view.period(&result.period));
    fields.set("extent", view.value(&result.extent.lower(), id));
    let reasons = || result.reasons().filter(|reason| belongs(goal, reason.goal.and_then(|of| of.inner())));
    fields.set("asks_why", reasons().any(|reason| reason.is_told()));
    fields.set("says_why", reasons().any(|reason| reason.says_why()));
    fields
}

/// Which follow-up says something of a goal, and the status that it gives.
fn in_brief(view: &View, id: RecordId, result: &FollowUp, goal: &Goal) -> Fields {
    let judgement = result::judgement(result, goal);
    let mut fields = Fields::default();
    fields.set("result", view.link(whole(id)));
    fields.set("period", view.period(&result.period));
    fields.set("status", judgement.map(|judgement| view.value(&judgement.status.lower(), id)));
    fields.set("coverage", judgement.map(|judgement| view.value(&judgement.coverage.lower(), id)));
    fields
}

/// The follow-ups of a plan or agreement, newest first.
pub fn followups(view: &View, plan: RecordId) -> Value {
    let results = view.knowledge.followups.get(&plan).into_iter().flatten();
    let links = results.filter_map(|id| {
        let result = view.site.record(*id).is::<FollowUp>()?;
        let mut link = view.link(whole(*id));
        link.set("period", view.period(&result.period));
        link.set("extent", view.value(&result.extent.lower(), *id));
        link.set("dated", result.dated.as_ref().map(|date| view.date(date)));
        link.set("asks_why", result.asks_why());
        link.set("says_why", result.says_why());
        Some(Value::from(link))
    });
    links.collect::<Vec<_>>().into()
}

/// Links to the records that name this one as their parent.
pub fn children(view: &View, id: RecordId) -> Value {
    let children = view.knowledge.children.get(&id).into_iter().flatten();
    children.map(|id| Value::from(view.link(whole(*id)))).collect::<Vec<_>>().into()
}

/// A record's own tree.
pub fn own<'a>(view: &View<'a>, id: RecordId) -> Option<Branch<'a>> {
    match view.site.record(id).lower() {
        Datum::Record(branch) => Some(branch),
        _ => None,
    }
}
