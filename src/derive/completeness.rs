//! What each plan says of itself, against what is entered, and where it says two things.

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::content::strategy::{Counted, Declaration, Strategy};
use crate::knowledge::Knowledge;
use crate::knowledge::completeness::{Compared, Contradiction, Entered};
use crate::site::{RecordId, Site, normal};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let (mut declared, mut contradicted) = (FxHashMap::default(), Vec::new());
    let plans = site.told().filter_map(|(id, record)| Some((id, record.is::<Strategy>()?)));
    for (id, plan) in plans.filter(|(_, plan)| !plan.declares.is_empty()) {
        let compared: Vec<Compared> = compared(plan);
        if !compared.is_empty() {
            declared.insert(id, compared);
        }
        contradicted.extend(contradictions(site, id, plan));
    }
    Box::new(move |knowledge| (knowledge.declared, knowledge.contradictions) = (declared.into(), contradicted.into()))
}

fn compared(plan: &Strategy) -> Vec<Compared> {
    let mut per_goal: Option<Vec<u32>> = None;
    let declared = plan.declares.iter().zip(0..).filter_map(|(one, at)| Some((at, one.count?, one.counts?)));
    let compared = declared.map(|(at, count, counts)| {
        let entered = match counts {
            Counted::Goals => Entered::InAll(plan.goals.len() as u32),
            Counted::Areas => Entered::InAll(plan.goals.iter().map(|goal| goal.areas.len() as u32).sum()),
            Counted::Actions => Entered::InAll(plan.actions.len() as u32),
            Counted::AreasPerGoal => against(count, plan.goals.iter().map(|goal| goal.areas.len() as u32)),
            Counted::ActionsPerGoal => against(count, per_goal.get_or_insert_with(|| actions_per_goal(plan)).iter().copied()),
        };
        Compared { declared: at, entered }
    });
    compared.collect()
}

/// Which goals have as many as the plan says.
fn against(count: i64, entered: impl Iterator<Item = u32>) -> Entered {
    let (agreeing, others): (Vec<_>, Vec<_>) = (0..).zip(entered).partition(|(_, entered)| i64::from(*entered) == count);
    Entered::PerGoal { agreeing: agreeing.len() as u32, others }
}

/// How many planned actions each goal has; those of an area are its goal's.
fn actions_per_goal(plan: &Strategy) -> Vec<u32> {
    let mut goals: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, goal) in plan.goals.iter().enumerate() {
        goals.insert(&goal.id.id, at);
        goal.areas.iter().for_each(|area| _ = goals.insert(&area.id.id, at));
    }
    let mut counts = vec![0; plan.goals.len()];
    let of_goals = plan.actions.iter().filter_map(|action| action.goal.as_ref()?.inner());
    of_goals.filter_map(|id| goals.get(id)).for_each(|at| counts[*at] += 1);
    counts
}

/// Pairs that say of themselves that they do not agree, and numbers of the same thing that differ.
fn contradictions(site: &Site, id: RecordId, plan: &Strategy) -> Vec<Contradiction> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut first_of: FxHashMap<String, usize> = FxHashMap::default();
    for (at, one) in plan.declares.iter().enumerate() {
        let named = one.contradicts.as_ref().and_then(|other| site.resolve(&other.0, id)).and_then(|address| {
            let part = &site.record(address.record).parts[address.part? as usize];
            plan.declares.iter().position(|other| other.span == part.span)
        });
        let first = *first_of.entry(counted(one)).or_insert(at);
        let same =
            Some(first).filter(|first| one.count.is_some() && plan.declares[*first].count.is_some_and(|count| Some(count) != one.count));
        for other in named.into_iter().chain(same).filter(|other| *other != at) {
            pairs.push((other.min(at) as u32, other.max(at) as u32));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(first, second)| Contradiction { plan: id, first, second }).collect()
}

/// What a declaration counts: the same key, or without one the same words.
fn counted(one: &Declaration) -> String {
    one.counts.map_or_else(|| normal(&one.what).to_lowercase(), |counts| format!("{counts:?}"))
}
