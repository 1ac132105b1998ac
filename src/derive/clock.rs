//! When reports are due: the points that the duties of plans give, and what answers each.

use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Learnt;
use crate::content::common::ActorRef;
use crate::content::organisation::Organisation;
use crate::content::result::{FollowUp, Stage};
use crate::content::site::YearOne;
use crate::content::strategy::{Adopted, Duty, PlanState, Recurrence, Strategy};
use crate::content::value::{Part, Period};
use crate::knowledge::clock::{Answer, Clock, DuePoint, Point, Stray, folded, months};
use crate::knowledge::{Knowledge, Presence, is_confirmed};
use crate::site::{Record, RecordId, Revision, Site, State};

/// The most points that a duty gives: a report each month for a hundred years.
const MOST: usize = 1200;

/// How far up an organisation is looked for above another. None lies that deep, and a circle has an end.
const DEEPEST: usize = 32;

pub fn derive(site: &Site, knowledge: &Knowledge) -> Learnt {
    let answered: Vec<_> = plans(site, knowledge).into_par_iter().map(|id| (id, of_plan(site, knowledge, id, site.record(id)))).collect();
    learnt(site, answered)
}

/// The same when nothing is new but what these records say: no other plan asks for anything else, or is answered in another way.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    if revisions.iter().any(|revision| revision.of(site).is::<Organisation>().is_some()) {
        return derive(site, knowledge);
    }
    let reached: FxHashSet<RecordId> =
        revisions.iter().flat_map(|revision| [Some(revision.record), revision.of(site).follows]).flatten().collect();
    let before = &knowledge.clock;
    let mut strays: FxHashMap<RecordId, Vec<Stray>> = FxHashMap::default();
    for stray in &before.strays {
        if let Some(plan) = site.records.get(stray.result).and_then(|result| result.follows) {
            strays.entry(plan).or_default().push(*stray);
        }
    }
    let of_plan = |id: RecordId| match reached.contains(&id) {
        true => of_plan(site, knowledge, id, site.record(id)),
        false => (before.of_plan(id).1.to_vec(), strays.get(&id).cloned().unwrap_or_default()),
    };
    learnt(site, plans(site, knowledge).into_iter().map(|id| (id, of_plan(id))).collect())
}

/// The plans that can ask for anything, and all else that is followed up, in the order of the site.
fn plans(site: &Site, knowledge: &Knowledge) -> Vec<RecordId> {
    let followed = knowledge.followups.keys().copied();
    let mut plans: Vec<RecordId> = site.each::<Strategy>().map(|(id, ..)| id).chain(followed).collect();
    plans.sort_unstable();
    plans.dedup();
    plans.retain(|id| site.record(*id).state != State::Withdrawn);
    plans
}

/// What plans ask for, and what says in vain that it answers.
type Answered = (Vec<DuePoint>, Vec<Stray>);

fn learnt(site: &Site, answered: Vec<(RecordId, Answered)>) -> Learnt {
    let mut clock = Clock::default();
    for (id, (points, strays)) in answered {
        let first = clock.points.len() as u32;
        clock.points.extend(points);
        clock.strays.extend(strays);
        let places = first..clock.points.len() as u32;
        if !places.is_empty() {
            clock.plans.insert(id, places);
        }
    }
    index(site, &mut clock);
    Box::new(move |knowledge| knowledge.clock = clock.into())
}

/// The points of a plan with what answers them, and what says in vain that it does.
fn of_plan(site: &Site, knowledge: &Knowledge, id: RecordId, record: &Record) -> Answered {
    let duties = record.is::<Strategy>().map_or(&[][..], |plan| &plan.reporting);
    let results = knowledge.followups.get(&id).map_or(&[][..], Vec::as_slice);
    let mut points: Vec<DuePoint> = (0..).zip(duties).flat_map(|(at, duty)| points(site, id, at, duty)).collect();
    let mut plan = Plan::new(site, record, id, duties, &mut points);
    let strays = results.iter().flat_map(|result| plan.answer(*result)).collect();
    plan.look_for_reports();
    (points, strays)
}

/// The points of a duty, in the order of time.
fn points(site: &Site, plan: RecordId, at: u32, duty: &Duty) -> Vec<DuePoint> {
    let strategy = site.record(plan).is::<Strategy>();
    let period = strategy.and_then(|strategy| strategy.period.as_ref());
    let adopted = strategy.and_then(|strategy| strategy.adopted.as_ref());
    let point = |point, due| DuePoint { plan, duty: at, point, due, answers: Vec::new(), report: Presence::NotHere };
    let mut years = duty.years_after_adoption.clone();
    years.sort_unstable();
    years.dedup();
    let after_adoption = years.iter().take(MOST).map(|year| point(Point::Year(*year), due(site, adopted, *year)));
    let spans = duty.every.zip(period).map_or_else(Vec::new, |(every, period)| spans(every, period, site.today));
    // A report comes after the stretch that it is about, and no document says how soon.
    let after_spans = spans.into_iter().map(|(every, first, last)| point(Point::After { every, first, last }, None));
    let in_force = strategy.and_then(|strategy| strategy.state).is_none_or(|state| state == PlanState::InForce);
    // What has ended, or is a draft still, asks for nothing more.
    let asked = |point: &DuePoint| in_force || !point.is_coming(site.today);
    let mut points: Vec<DuePoint> = after_adoption.chain(after_spans).filter(asked).collect();
    if points.is_empty() {
        points.push(point(Point::Unplaced, None));
    }
    points
}

/// When a report some years after the adoption can be made in time, as far as the site says how years are counted.
fn due(site: &Site, adopted: Option<&Adopted>, year: i64) -> Option<(Date, Date)> {
    let on = adopted?.on.as_ref()?;
    match site.config.year_one? {
        YearOne::Anniversary if on.part == Part::Day => on.years_later(year).map(|day| (day, day)),
        YearOne::CalendarYear if on.first.year() == on.last.year() => {
            let year = i16::try_from(i64::from(on.first.year()).checked_add(year)?).ok()?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        _ => None,
    }
}

/// The years, terms or months that a period touches. One without an end goes on to the end of the year after today's.
fn spans(every: Recurrence, period: &Period, today: Date) -> Vec<(Recurrence, Date, Date)> {
    let (start, length) = (period.first(), months(every));
    let end = period.last().or_else(|| Date::new(today.year().checked_add(1)?, 12, 31).ok());
    let mut first = Date::new(start.year(), (start.month() - 1) / length * length + 1, 1).ok();
    let mut spans = Vec::new();
    while let (Some(from), Some(end)) = (first, end)
        && from <= end
        && spans.len() < MOST
    {
        first = from.checked_add(i32::from(length).months()).ok();
        spans.extend(first.and_then(|next| next.yesterday().ok()).map(|last| (every, from, last)));
    }
    spans
}

/// Whether a record says that it answers something, or follows up a plan that says what is to be reported; or one that went with it.
pub fn may_answer(site: &Site, record: &Record) -> bool {
    let says = record.is::<FollowUp>().is_some_and(|result| !result.answers.is_empty());
    let plan = record.follows.map(|plan| site.records.get(plan));
    says || plan.is_some_and(|plan| plan.is_none_or(|plan| plan.is::<Strategy>().is_some_and(|plan| !plan.reporting.is_empty())))
}

/// A plan's duties and their points, to be answered.
struct Plan<'a> {
    site: &'a Site,
    record: &'a Record,
    id: RecordId,
    duties: &'a [Duty],
    points: &'a mut [DuePoint],
    /// The points that bear each name.
    named: FxHashMap<String, Vec<usize>>,
    /// The points after each stretch of time.
    after: FxHashMap<(Date, Date), Vec<usize>>,
}

impl<'a> Plan<'a> {
    fn new(site: &'a Site, record: &'a Record, id: RecordId, duties: &'a [Duty], points: &'a mut [DuePoint]) -> Self {
        let mut named: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut after: FxHashMap<(Date, Date), Vec<usize>> = FxHashMap::default();
        for (at, point) in points.iter().enumerate() {
            point.point.names().into_iter().for_each(|name| named.entry(name).or_default().push(at));
            if let Point::After { first, last, .. } = point.point {
                after.entry((first, last)).or_default().push(at);
            }
        }
        Self { site, record, id, duties, points, named, after }
    }

    /// The points of this name, of the duty whose id stands before it if one does. `many`: whether the name alone was written.
    fn called(&self, written: &str, between: char) -> (Vec<usize>, bool) {
        let of = |name: &str| self.named.get(&folded(name)).cloned().unwrap_or_default();
        if let Some((id, name)) = written.trim().split_once(between)
            && let Some(duty) = self.duties.iter().position(|duty| self.record.part_at(duty.span).is_some_and(|part| *part.id == *id))
        {
            return (of(name).into_iter().filter(|at| self.points[*at].duty as usize == duty).collect(), false);
        }
        (of(written), true)
    }

    /// Puts a follow-up where it answers; gives what it says that it answers and nobody asks for.
    fn answer(&mut self, id: RecordId) -> Vec<Stray> {
        let record = self.site.record(id);
        let Some(result) = record.is::<FollowUp>().filter(|_| record.state != State::Withdrawn) else { return Vec::new() };
        let makers = || organisations(self.site, &result.made_by, id);
        if result.answers.is_empty() {
            // What was made about the very stretch, by those who owe the report, is the report.
            let stretch = result.period.last().map(|last| (result.period.first(), last));
            let points = stretch.and_then(|stretch| self.after.get(&stretch)).map_or(&[][..], Vec::as_slice);
            if points.is_empty() {
                return Vec::new();
            }
            if let [point] = self.fitting(points, &makers())[..] {
                self.put(point, id, result);
            }
            return Vec::new();
        }
        let (makers, mut strays) = (makers(), Vec::new());
        for (at, written) in result.answers.iter().enumerate() {
            let (points, by_body) = self.called(written, ' ');
            let fitting = if by_body && points.len() > 1 { self.fitting(&points, &makers) } else { points.clone() };
            match fitting[..] {
                [point] => self.put(point, id, result),
                _ if points.is_empty() && self.is_open(written) => {}
                _ => strays.push(Stray { result: id, at, ambiguous: !points.is_empty() }),
            }
        }
        strays
    }

    /// Those of the points whose report is owed by the makers, else by those above or below them.
    fn fitting(&self, points: &[usize], makers: &[RecordId]) -> Vec<usize> {
        let by = |at: &usize| organisations(self.site, &self.duties[self.points[*at].duty as usize].by, self.id);
        let themselves: Vec<usize> = points.iter().copied().filter(|at| by(at).iter().any(|by| makers.contains(by))).collect();
        if !themselves.is_empty() {
            return themselves;
        }
        let related = |by: &RecordId| makers.iter().any(|maker| is_above(self.site, *by, *maker) || is_above(self.site, *maker, *by));
        points.iter().copied().filter(|at| by(at).iter().any(related)).collect()
    }

    /// Whether the plan may well ask for this, and only does not say for how long it holds.
    fn is_open(&self, written: &str) -> bool {
        let has_year = written.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
        has_year && self.points.iter().any(|point| point.point == Point::Unplaced && self.duties[point.duty as usize].every.is_some())
    }

    fn put(&mut self, at: usize, id: RecordId, result: &FollowUp) {
        let point = &mut self.points[at];
        if point.answers.iter().any(|answer| answer.result == id) {
            return;
        }
        let dated = result.dated.as_ref().filter(|dated| dated.part == Part::Day).map(|dated| dated.first);
        let days = point.due.zip(dated).and_then(|((_, last), dated)| Some(dated.since(last).ok()?.get_days()));
        point.answers.push(Answer { result: id, days });
        if has_arrived(self.site, self.id, &self.duties[point.duty as usize], id, result) {
            point.report = Presence::Here(());
        }
    }

    /// Sorts the answers, and notes which reports somebody has looked for in vain. Who looked before the day has found nothing out.
    fn look_for_reports(&mut self) {
        let dated =
            |answer: &Answer| self.site.record(answer.result).is::<FollowUp>().and_then(|result| Some(result.dated.as_ref()?.first));
        for point in self.points.iter_mut() {
            point.answers.sort_by_key(|answer| (dated(answer).is_none(), dated(answer), answer.result));
        }
        for (at, absence) in self.record.common.absence.iter().enumerate().filter(|(_, absence)| is_confirmed(absence)) {
            let (Some(path), Some(checked)) = (absence.of.strip_prefix("reporting."), &absence.checked_on) else { continue };
            let [point] = self.called(path, '.').0[..] else { continue };
            let point = &mut self.points[point];
            let after = point.day().is_none_or(|day| checked.date() > day) && checked.date() <= self.site.today;
            if after && point.report == Presence::NotHere {
                point.report = Presence::ConfirmedMissing(at);
            }
        }
    }
}

/// Whether a follow-up has come to everyone to whom the duty says that it is to be reported.
fn has_arrived(site: &Site, plan: RecordId, duty: &Duty, id: RecordId, result: &FollowUp) -> bool {
    let received = organisations(site, &result.received_by, id);
    let all = organisations(site, &duty.to, plan).iter().all(|to| received.contains(to));
    all || received.is_empty() && result.stage == Some(Stage::Received)
}

/// The organisations of actors; a role counts as the organisation that it is in.
fn organisations(site: &Site, actors: &[ActorRef], from: RecordId) -> Vec<RecordId> {
    actors.iter().filter_map(|actor| Some(site.resolve(&actor.0, from)?.record)).collect()
}

/// Whether one organisation lies above another.
fn is_above(site: &Site, above: RecordId, below: RecordId) -> bool {
    let parent = |id: &RecordId| {
        let parent = site.record(*id).is::<Organisation>()?.parent.as_ref()?;
        Some(site.resolve(&parent.0, *id)?.record)
    };
    std::iter::successors(parent(&below), parent).take(DEEPEST).any(|found| found == above)
}

/// Sorts the points in the ways that pages list them.
fn index(site: &Site, clock: &mut Clock) {
    let (today, points) = (site.today, &clock.points);
    let mut at = 0;
    for of_duty in points.chunk_by(|a, b| (a.plan, a.duty) == (b.plan, b.duty)) {
        let places = at..at + of_duty.len() as u32;
        at = places.end;
        let (plan, duty) = (of_duty[0].plan, of_duty[0].duty as usize);
        let Some(duty) = site.record(plan).is::<Strategy>().and_then(|plan| plan.reporting.get(duty)) else { continue };
        for (actors, lists) in [(&duty.by, &mut clock.by), (&duty.to, &mut clock.to)] {
            let mut bodies = organisations(site, actors, plan);
            bodies.sort_unstable();
            bodies.dedup();
            bodies.into_iter().for_each(|body| lists.entry(body).or_default().extend(places.clone()));
        }
    }
    let newest_first = |at: &u32| {
        let day = points[*at as usize].day();
        (day.is_none(), Reverse(day), *at)
    };
    clock.by.values_mut().chain(clock.to.values_mut()).for_each(|list| list.sort_by_key(newest_first));
    let mut newest: Vec<u32> = (0..points.len() as u32).collect();
    newest.sort_by_key(newest_first);
    let is_late =
        |point: &DuePoint| matches!(point.report, Presence::ConfirmedMissing(_)) && point.due.is_some_and(|(_, last)| last < today);
    clock.days = points.iter().filter(|point| point.due.is_some()).count();
    clock.late = newest.iter().copied().filter(|at| is_late(&points[*at as usize])).collect();
    let (mut order, been): (Vec<u32>, Vec<u32>) = newest.iter().partition(|at| points[**at as usize].is_coming(today));
    order.sort_by_key(|at| (points[*at as usize].day(), *at));
    clock.coming = order.len();
    order.extend(been);
    clock.order = order;
}
