//! Where follow-ups say that something was stopped or hindered: sorted by whose the cause is and by what it is, and counted.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Learnt;
use crate::content::organisation::{Organisation, Place};
use crate::content::reason::{Reason, Struck};
use crate::content::result::{Cause, FollowUp};
use crate::content::strategy::{Goal, Strategy};
use crate::knowledge::Knowledge;
use crate::knowledge::causes::{Causes, Count, Hit, Named, Section, Whose, With};
use crate::site::{Found, Record, RecordId, Revision, Site, State};

/// A hit under one of its causes, before all are sorted.
struct Under {
    whose: Whose,
    cause: Cause,
    hit: Hit,
    plan: Option<RecordId>,
    /// Place of the goal in the plan.
    goal: Option<u32>,
    /// Whether it is an area of the goal that is named.
    area: bool,
}

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let results: Vec<_> = site.each::<FollowUp>().filter(|(_, record, _)| record.state != State::Withdrawn).collect();
    let named = named(site, &results);
    let replies = replied(site, &results);
    learnt(site, named, replies)
}

/// The same when nothing is new but what these records say: of what no other follow-up names it is counted again.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    // Whose a cause is goes by what organisations say, and which goal it struck by what the plan says.
    if revisions.iter().any(|revision| revision.of(site).is::<Organisation>().is_some()) {
        return derive(site, knowledge);
    }
    let mut revised: BTreeSet<RecordId> = revisions.iter().map(|revision| revision.record).collect();
    revised.extend(revisions.iter().filter_map(|revision| knowledge.followups.get(&revision.record)).flatten());
    let records = revised.iter().filter_map(|id| Some((*id, &**site.records.get(*id)?)));
    let told = records.filter(|(_, record)| record.state != State::Withdrawn);
    let results: Vec<_> = told.filter_map(|(id, record)| Some((id, record, record.is::<FollowUp>()?))).collect();
    let causes = &knowledge.causes;
    let mut all: Vec<Named> = causes.named.iter().filter(|named| !revised.contains(&named.result)).cloned().collect();
    all.extend(named(site, &results));
    all.sort_by_key(|named| named.result);
    let mut replies = causes.replies.clone();
    replies.values_mut().for_each(|replies| replies.retain(|(result, _)| !revised.contains(result)));
    for (by, new) in replied(site, &results) {
        replies.entry(by).or_default().extend(new);
    }
    replies.retain(|_, replies| !replies.is_empty());
    learnt(site, all, replies)
}

/// Counts and sorts what follow-ups name, and what was replied.
fn learnt(site: &Site, named: Vec<Named>, mut replies: FxHashMap<RecordId, Vec<(RecordId, u32)>>) -> Learnt {
    for replies in replies.values_mut() {
        let date = |(id, at): &(RecordId, u32)| site.record(*id).is::<FollowUp>().map(|result| result.replies[*at as usize].date.first);
        replies.sort_by_key(|place| (Reverse(date(place)), *place));
    }
    let causes = Causes { replies, ..Causes::default() };
    let mut search = Search { site, causes, found: Vec::new(), written: FxHashMap::default() };
    named.iter().for_each(|named| search.take(named));
    let Search { mut causes, found, .. } = search;
    sections(site, found, &mut causes);
    causes.named = named;
    Box::new(move |knowledge| knowledge.causes = causes.into())
}

/// What organisations, or roles in them, replied in these follow-ups.
fn replied(site: &Site, results: &[Told]) -> FxHashMap<RecordId, Vec<(RecordId, u32)>> {
    let mut replies: FxHashMap<RecordId, Vec<(RecordId, u32)>> = FxHashMap::default();
    for (id, _, result) in results {
        for (at, reply) in (0..).zip(&result.replies) {
            if let Some(by) = site.resolve(&reply.by, *id) {
                replies.entry(by.record).or_default().push((*id, at));
            }
        }
    }
    replies
}

/// Whether anything is told here of what a record says.
pub fn tells(record: &Record) -> bool {
    let result = record.is::<FollowUp>();
    result.is_some_and(|result| !result.replies.is_empty() || result.reasons().any(|reason| reason.is_told()))
}

/// For each plan the place of the goal that a goal or area belongs to, by id, and whether it is an area.
type Goals<'s> = FxHashMap<RecordId, FxHashMap<&'s str, (u32, bool)>>;

fn goals<'s>(site: &'s Site, mut plans: Vec<RecordId>) -> Goals<'s> {
    plans.sort_unstable();
    plans.dedup();
    let ids = |at: u32, goal: &'s Goal| {
        let areas = goal.areas.iter().map(move |area| (area.id.id.as_str(), (at, true)));
        areas.chain([(goal.id.id.as_str(), (at, false))])
    };
    let of_plan = |plan: RecordId| {
        let goals = site.record(plan).is::<Strategy>().map_or(&[][..], |strategy| &strategy.goals);
        (plan, (0..).zip(goals).flat_map(|(at, goal)| ids(at, goal)).collect())
    };
    let all: Vec<_> = plans.into_par_iter().map(of_plan).collect();
    all.into_iter().collect()
}

/// A follow-up that is told.
type Told<'s> = (RecordId, &'s Record, &'s FollowUp);

/// Every place where these follow-ups name causes.
fn named(site: &Site, results: &[Told]) -> Vec<Named> {
    let goals = goals(site, results.iter().filter_map(|(_, record, _)| record.follows).collect());
    let named: Vec<Vec<Named>> = results.par_iter().map(|told| named_in(site, &goals, *told)).collect();
    named.into_iter().flatten().collect()
}

fn named_in(site: &Site, goals: &Goals, (id, record, result): Told) -> Vec<Named> {
    let plan = record.follows;
    let of_plan = plan.and_then(|plan| goals.get(&plan));
    let named = |reason: Reason| {
        let with = match reason.whose.map(|whose| (whose, site.find(whose, id))) {
            None => With::NotStated,
            Some((_, Found::At(address))) => With::Organisation(address.record),
            Some((_, Found::Hidden)) => With::Withheld,
            Some((whose, Found::Broken | Found::NoSuchPart(_) | Found::Nowhere)) => With::Written(whose.written.clone()),
        };
        let goal = reason.goal.and_then(|goal| of_plan?.get(goal.inner()?).copied());
        Named { result: id, what: reason.what, stopped: reason.stopped(), causes: reason.causes().into(), with, plan, goal }
    };
    result.reasons().filter(Reason::is_told).map(named).collect()
}

struct Search<'s> {
    site: &'s Site,
    causes: Causes,
    found: Vec<Under>,
    written: FxHashMap<&'s str, u32>,
}

impl<'s> Search<'s> {
    fn take(&mut self, named: &'s Named) {
        let whose = self.whose(named);
        self.count(whose);
        let Named { result, what, stopped, plan, goal, .. } = *named;
        let hit = Hit { result, what, stopped };
        let area = goal.is_none_or(|(_, area)| area);
        let goal = goal.map(|(goal, _)| goal);
        self.found.extend(named.causes.iter().map(|cause| Under { whose, cause: *cause, hit, plan, goal, area }));
    }

    fn count(&mut self, whose: Whose) {
        let place = match whose {
            Whose::Organisation(id) => self.site.record(id).is::<Organisation>().and_then(|organisation| organisation.place),
            Whose::Written(_) | Whose::Withheld => None,
            Whose::NotStated => return self.causes.places.not_stated += 1,
        };
        match place {
            Some(Place::Outside) => self.causes.places.outside += 1,
            Some(Place::Inside) => self.causes.places.inside += 1,
            None => self.causes.places.unplaced += 1,
        }
    }

    fn whose(&mut self, named: &'s Named) -> Whose {
        match &named.with {
            With::Organisation(id) => Whose::Organisation(*id),
            With::Withheld => Whose::Withheld,
            With::NotStated => Whose::NotStated,
            With::Written(id) => Whose::Written(*self.written.entry(id).or_insert_with(|| {
                self.causes.written.push((named.result, named.what));
                self.causes.written.len() as u32 - 1
            })),
        }
    }
}

/// Sorts what was found into sections, and counts.
fn sections(site: &Site, mut found: Vec<Under>, causes: &mut Causes) {
    let mut struck: FxHashMap<Whose, u32> = FxHashMap::default();
    let mut pairs: FxHashMap<(Whose, Cause), u32> = FxHashMap::default();
    for one in &found {
        *struck.entry(one.whose).or_default() += 1;
        *pairs.entry((one.whose, one.cause)).or_default() += 1;
    }
    let day = |id: RecordId| site.record(id).day();
    found.sort_by_cached_key(|one| {
        let section = (one.cause == Cause::NotStated, Reverse(pairs[&(one.whose, one.cause)]), one.cause);
        let within = (one.plan, Reverse(day(one.hit.result)), one.hit.result, one.goal, one.hit.what);
        (rank(one.whose), Reverse(struck[&one.whose]), place(one.whose), section, within)
    });
    for section in found.chunk_by(|a, b| (a.whose, a.cause) == (b.whose, b.cause)) {
        let (whose, cause, start) = (section[0].whose, section[0].cause, causes.hits.len() as u32);
        let at = causes.sections.len() as u32;
        causes.sections.push(Section { whose, cause, start, count: count(section) });
        causes.by_pair.insert((whose, cause), at);
        if let Whose::Organisation(id) = whose {
            causes.by_organisation.entry(id).or_insert((at, 0)).1 += 1;
        }
        causes.hits.extend(section.iter().map(|one| one.hit));
    }
}

/// What is known of whose a cause is comes before what is not.
fn rank(whose: Whose) -> u8 {
    match whose {
        Whose::Organisation(_) => 0,
        Whose::Written(_) => 1,
        Whose::Withheld => 2,
        Whose::NotStated => 3,
    }
}

fn place(whose: Whose) -> u32 {
    match whose {
        Whose::Organisation(at) | Whose::Written(at) => at,
        Whose::Withheld | Whose::NotStated => 0,
    }
}

fn count(section: &[Under]) -> Count {
    let of = |wanted: fn(&Under) -> bool| section.iter().filter(|one| wanted(one)).count() as u32;
    let goals: FxHashSet<_> = section.iter().filter_map(|one| Some((one.plan?, one.goal?))).collect();
    Count {
        actions_stopped: of(|one| is_action(one) && one.hit.stopped),
        actions_hindered: of(|one| is_action(one) && !one.hit.stopped),
        goals_stopped: of(|one| is_goal(one) && one.hit.stopped && !one.area),
        areas_stopped: of(|one| is_goal(one) && one.hit.stopped && one.area),
        goals_hindered: of(|one| is_goal(one) && !one.hit.stopped),
        wholes: of(|one| one.hit.what == Struck::Whole),
        goals: goals.len() as u32,
    }
}

fn is_action(one: &Under) -> bool {
    matches!(one.hit.what, Struck::Action(_))
}

fn is_goal(one: &Under) -> bool {
    matches!(one.hit.what, Struck::Goal(_))
}
