//! Which target groups the goals of each plan name, and which goals name none.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tera::Value;

use super::{Overview, Place};
use crate::content::common::TargetGroupRef;
use crate::content::strategy::{Goal, Strategy};
use crate::knowledge::Knowledge;
use crate::plan::pages::page_size;
use crate::plan::view::lists::{on_page, pager};
use crate::plan::view::{Fields, View, whole};
use crate::site::{Address, RecordId, Site};

pub static OVERVIEW: Overview =
    Overview { name: "groups-and-goals", title: "groups_title", about: "groups_about", shown: None, places, on_start: true, page };

const ADDRESS: &str = "malgrupper-och-mal";

/// How many plans a page holds at most: each has a table.
const PLANS: usize = 10;

/// How many goals a table holds; the rest stand on the plan's page.
const GOALS: usize = 50;

/// With more groups than these the groups of each goal are a list: so many columns fit no screen.
const COLUMNS: usize = 8;

fn size(site: &Site) -> usize {
    page_size(site).min(PLANS)
}

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let pages = knowledge.plans_with_goals.len().div_ceil(size(site)) as u32;
    let has_groups = knowledge.registers.contains_key("target-group");
    let place = Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages };
    if pages > 0 && has_groups { vec![place] } else { Vec::new() }
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let all = &view.knowledge.plans_with_goals;
    let plans = on_page(all, number, size(view.site)).iter().filter_map(|id| Some(Value::from(plan(view, *id)?)));
    let mut fields = Fields::default();
    fields.set("plans", plans.collect::<Vec<_>>());
    pager(view, &mut fields, number, all.len().div_ceil(size(view.site)) as u32, |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}

/// What names a group: the goal itself, or a planned action of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    ByGoal,
    ByAction,
}

fn plan(view: &View, id: RecordId) -> Option<Fields> {
    let record = view.site.record(id);
    let plan = record.is::<Strategy>()?;
    let mut groups: Vec<RecordId> = Vec::new();
    let mut known = FxHashSet::default();
    let named = named(view, id, plan, &mut |group| {
        if known.insert(group) {
            groups.push(group);
        }
    });
    let silent = named.iter().filter(|named| named.is_empty()).count();
    let mut fields = view.link(whole(id));
    fields.set("wide", groups.len() <= COLUMNS);
    fields.set("groups", groups.iter().map(|group| view.linked(whole(*group))).collect::<Vec<_>>());
    let goals = plan.goals.iter().zip(&named).take(GOALS).map(|(goal, named)| Value::from(row(view, id, goal, named, &groups)));
    fields.set("goals", goals.collect::<Vec<_>>());
    fields.set("more", plan.goals.len().saturating_sub(GOALS));
    let own = record.common.target_groups.iter().filter_map(|group| view.site.resolve(&group.0, id));
    fields.set("own_groups", own.map(|group| view.linked(group)).collect::<Vec<_>>());
    fields.set("gap", gap(view, silent, plan.goals.len()));
    Some(fields)
}

/// For each goal the groups that it or a planned action of it names; `see` hears of each in the order of the plan.
fn named(view: &View, id: RecordId, plan: &Strategy, see: &mut dyn FnMut(RecordId)) -> Vec<FxHashMap<RecordId, Named>> {
    let mut goals: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, goal) in plan.goals.iter().enumerate() {
        goals.insert(&goal.id.id, at);
        goal.areas.iter().for_each(|area| _ = goals.insert(&area.id.id, at));
    }
    let mut named = vec![FxHashMap::default(); plan.goals.len()];
    let mut add = |at: usize, groups: &[TargetGroupRef], by: Named| {
        for group in groups.iter().filter_map(|group| view.site.resolve(&group.0, id)) {
            see(group.record);
            named[at].entry(group.record).or_insert(by);
        }
    };
    plan.goals.iter().enumerate().for_each(|(at, goal)| add(at, &goal.target_groups, Named::ByGoal));
    for action in &plan.actions {
        let goal = action.goal.as_ref().and_then(|goal| goals.get(goal.inner()?));
        goal.into_iter().for_each(|at| add(*at, &action.target_groups, Named::ByAction));
    }
    named
}

/// A goal with a cell for each group of the plan, and its groups as a list.
fn row(view: &View, plan: RecordId, goal: &Goal, named: &FxHashMap<RecordId, Named>, groups: &[RecordId]) -> Fields {
    let mut row = view.link(Address { record: plan, part: view.site.record(plan).parts.named(&goal.id.id) });
    let cells = groups.iter().map(|group| match named.get(group) {
        Some(Named::ByGoal) => Value::from("goal"),
        Some(Named::ByAction) => Value::from("action"),
        None => Value::from(""),
    });
    row.set("cells", cells.collect::<Vec<_>>());
    let own = groups.iter().filter(|group| named.contains_key(group));
    row.set("groups", own.map(|group| view.linked(whole(*group))).collect::<Vec<_>>());
    row
}

/// How many goals state no group, in words; None when all do.
fn gap(view: &View, silent: usize, all: usize) -> Option<String> {
    let key = match (silent, all) {
        (0, _) => return None,
        (1, 1) => "groups_gap_only",
        (silent, all) if silent == all => "groups_gap_all",
        _ => "groups_gap_some",
    };
    Some(view.strings().fill(key, &[("n", &silent.to_string()), ("of", &all.to_string())]))
}
