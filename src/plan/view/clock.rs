//! What is to be reported, by whom and when, and what has been: on pages of plans and organisations, and line by line for others.

use tera::Value;

use super::{Fields, View, whole};
use crate::content::common::ActorRef;
use crate::content::datum::Branch;
use crate::content::result::FollowUp;
use crate::content::site::YearOne;
use crate::content::strategy::{Duty, PlanState, Recurrence, Strategy};
use crate::content::value::Choice as _;
use crate::knowledge::clock::{Answer, DuePoint, Point, SHOWN, number};
use crate::plan::wording;
use crate::site::RecordId;

/// How many reports that are to come the page of a plan shows, where it cannot show all.
const COMING: usize = 12;

/// Adds to a plan each duty with its reports.
pub fn plan(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(plan) = view.site.record(id).is::<Strategy>() else { return };
    let (first, points) = view.knowledge.clock.of_plan(id);
    let duties = plan.reporting.iter().enumerate().map(|(at, duty)| {
        let start = points.partition_point(|point| (point.duty as usize) < at);
        let all = &points[start..points.partition_point(|point| (point.duty as usize) <= at)];
        let shown = shown(view, all);
        let mut fields = view.branch(&Branch::of(duty), id);
        let placed = all.iter().any(|point| point.point != Point::Unplaced);
        let rows = (start + shown.start..start + shown.end).map(|at| row(view, first + at as u32));
        fields.set("heading", heading(view, duty));
        fields.set("points", if placed { rows.collect::<Vec<_>>() } else { Vec::new() });
        fields.set("reading", reading(view, plan, duty, all));
        fields.set("all_count", all.len());
        fields.set("all_url", (all.len() > SHOWN).then(|| list_url(view, &format!("planer/{}", view.site.record(id).id))));
        Value::from(fields)
    });
    fields.set("reporting", duties.collect::<Vec<_>>());
}

/// A duty in a line: "Varje år: Uppföljning av handlingsplanen", "År 1 och 3 efter antagandet".
fn heading(view: &View, duty: &Duty) -> String {
    let strings = view.strings();
    let every = duty.every.map(|every| strings.get(EVERY[every as usize]).to_owned());
    let years: Vec<String> = duty.years_after_adoption.iter().map(i64::to_string).collect();
    let key = strings.form("clock_years", years.len() as u64);
    let years = years.split_last().map(|(last, before)| match before {
        [] => strings.fill(&key, &[("years", last)]),
        _ => strings.fill(&key, &[("years", &format!("{} {} {last}", before.join(", "), strings.get("and")))]),
    });
    let when = every.into_iter().chain(years).collect::<Vec<_>>().join(", ");
    let parts = [Some(when), duty.what.as_ref().map(|what| view.said(what))].into_iter().flatten();
    let words = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    if words.is_empty() { strings.get("reporting_heading").to_owned() } else { wording::capital(&words) }
}

/// Which of a duty's reports its plan's page shows: those near today when they are too many.
fn shown(view: &View, points: &[DuePoint]) -> std::ops::Range<usize> {
    let coming = points.iter().position(|point| point.day().is_some_and(|day| day >= view.site.today)).unwrap_or(points.len());
    let end = (coming + COMING).max(SHOWN).min(points.len());
    end.saturating_sub(SHOWN)..end
}

/// Adds to an organisation what it is to report, and what others are to report to it.
pub fn organisation(view: &View, id: RecordId, fields: &mut Fields) {
    let clock = &view.knowledge.clock;
    for (key, folder, lists) in [("reports_by", "av", &clock.by), ("reports_to", "till", &clock.to)] {
        let Some(all) = lists.get(&id) else { continue };
        let mut list = Fields::default();
        list.set("points", rows(view, &all[..all.len().min(SHOWN)]));
        list.set("all_count", all.len());
        list.set("all_url", (all.len() > SHOWN).then(|| list_url(view, &format!("{folder}/{}", view.site.record(id).id))));
        fields.set(key, list);
    }
}

/// The address of all that one list holds.
fn list_url(view: &View, about: &str) -> String {
    view.routes().url(&view.routes().page(&format!("redovisningar/{about}"), 0, 1))
}

pub fn rows(view: &View, points: &[u32]) -> Vec<Value> {
    points.iter().map(|at| row(view, *at)).collect()
}

/// The duty that a point belongs to.
pub fn duty<'v>(view: &View<'v>, point: &DuePoint) -> Option<(&'v Strategy, &'v Duty)> {
    let plan = view.site.record(point.plan).is::<Strategy>()?;
    Some((plan, plan.reporting.get(point.duty as usize)?))
}

/// A report that is to be made, with what is here of it.
pub fn row(view: &View, at: u32) -> Value {
    let point = &view.knowledge.clock.points[at as usize];
    let Some((plan, duty)) = duty(view, point) else { return Value::none() };
    let mut fields = Fields::with_capacity(16);
    let name = name(view, duty, point);
    fields.set("title", title(view, point, &name));
    fields.set("name", name);
    fields.set("plan", view.linked(whole(point.plan)));
    fields.set("what", view.text(duty.what.as_ref()));
    fields.set("by", actors(view, &duty.by, point.plan));
    fields.set("to", actors(view, &duty.to, point.plan));
    fields.set("day", point.due.map(|(_, last)| day(view, last)));
    fields.set("counted", counted(view, plan, point));
    fields.set("why_no_day", why_no_day(view, plan, duty, point));
    fields.set("coming", point.is_coming(view.site.today).then(|| of_today("clock_not_yet", view)));
    fields.set("answers", point.answers.iter().filter_map(|found| answer(view, found)).collect::<Vec<_>>());
    fields.set("unplaced", point.point == Point::Unplaced);
    fields.set("report", view.presence(&point.report, point.plan));
    fields.into()
}

fn actors(view: &View, actors: &[ActorRef], from: RecordId) -> Vec<Value> {
    actors.iter().map(|actor| view.reference(&actor.0, from)).filter(|link| !link.is_none()).collect()
}

/// A day as `<time>` takes it.
fn day(view: &View, day: jiff::civil::Date) -> Fields {
    let mut fields = Fields::with_capacity(2);
    fields.set("text", wording::day(day, view.strings()));
    fields.set("datetime", day.to_string());
    fields
}

fn answer(view: &View, answer: &Answer) -> Option<Value> {
    let result = view.site.record(answer.result).is::<FollowUp>()?;
    let mut fields = view.link(whole(answer.result));
    fields.set("dated", result.dated.as_ref().map(|date| view.date(date)));
    fields.set("days", answer.days.map(|days| wording::days_from(days, view.strings())));
    fields.set("stage", result.stage.map(|stage| view.word(stage.word())));
    fields.set("received_by", actors(view, &result.received_by, answer.result));
    Some(fields.into())
}

/// What a report is called: "2016", "första halvåret 2016", "år 1"; of a duty whose reports cannot be told, how often it is.
pub fn name(view: &View, duty: &Duty, point: &DuePoint) -> String {
    let strings = view.strings();
    match point.point {
        Point::After { every, first, .. } => {
            let year = first.year().to_string();
            let ordinal = strings.get(ORDINALS[(number(every, first) - 1).unsigned_abs() as usize % ORDINALS.len()]);
            match every {
                Recurrence::Year => year,
                Recurrence::Month => wording::month(first, strings),
                Recurrence::HalfYear => strings.fill("clock_half_year", &[("ordinal", ordinal), ("year", &year)]),
                Recurrence::Tertial => strings.fill("clock_tertial", &[("ordinal", ordinal), ("year", &year)]),
                Recurrence::Quarter => strings.fill("clock_quarter", &[("ordinal", ordinal), ("year", &year)]),
            }
        }
        Point::Year(year) => strings.fill("clock_year", &[("n", &year.to_string())]),
        Point::Unplaced => duty.every.map_or_else(String::new, |every| strings.get(EVERY[every as usize]).to_owned()),
    }
}

const ORDINALS: [&str; 4] = ["clock_ordinal_1", "clock_ordinal_2", "clock_ordinal_3", "clock_ordinal_4"];

/// In the order of the recurrences.
const EVERY: [&str; 5] = ["clock_every_year", "clock_every_half_year", "clock_every_tertial", "clock_every_quarter", "clock_every_month"];

/// How a line of a list begins: "År 1", "Efter 2016", "Varje år".
fn title(view: &View, point: &DuePoint, name: &str) -> String {
    let strings = view.strings();
    wording::capital(&match point.point {
        Point::After { .. } => strings.fill("clock_after", &[("name", name)]),
        _ if name.is_empty() => strings.get("clock_unplaced").to_owned(),
        _ => name.to_owned(),
    })
}

/// A sentence with the day of the build in it.
pub fn of_today(key: &str, view: &View) -> String {
    view.strings().fill(key, &[("day", &wording::day(view.site.today, view.strings()))])
}

/// Why no day is counted for a report that is due by a day or a year.
fn why_no_day(view: &View, plan: &Strategy, duty: &Duty, point: &DuePoint) -> Option<String> {
    let strings = view.strings();
    let adopted = plan.adopted.as_ref().and_then(|adopted| adopted.on.as_ref());
    match point.point {
        Point::Year(_) if point.due.is_none() => Some(match (adopted, view.site.config.year_one) {
            (None, _) => strings.get("clock_no_adoption").to_owned(),
            (_, None) => strings.get("clock_no_reading").to_owned(),
            (Some(on), _) => strings.fill("clock_not_exact", &[("date", &wording::date(on, strings))]),
        }),
        Point::Unplaced if plan.state.is_some_and(|state| state != PlanState::InForce) => {
            Some(strings.get("clock_not_in_force").to_owned())
        }
        Point::Unplaced if duty.every.is_some() => Some(strings.get("clock_no_period").to_owned()),
        Point::Unplaced => Some(strings.get("clock_no_time").to_owned()),
        _ => None,
    }
}

/// How the site counts to the day of a report: no document says that day.
pub fn counted(view: &View, plan: &Strategy, point: &DuePoint) -> Option<String> {
    let strings = view.strings();
    let on = plan.adopted.as_ref()?.on.as_ref()?;
    point.due.filter(|_| matches!(point.point, Point::Year(_)))?;
    Some(match view.site.config.year_one? {
        YearOne::Anniversary => strings.fill("clock_anniversary", &[("day", &wording::day(on.first, strings))]),
        YearOne::CalendarYear => strings.fill("clock_calendar_year", &[("year", &on.first.year().to_string())]),
    })
}

/// How the days of a duty are counted, or why none are.
fn reading(view: &View, plan: &Strategy, duty: &Duty, points: &[DuePoint]) -> Vec<String> {
    let read = points.iter().find_map(|point| counted(view, plan, point));
    let mut why: Vec<String> = points.iter().filter_map(|point| why_no_day(view, plan, duty, point)).collect();
    why.dedup();
    let after = points.iter().any(|point| matches!(point.point, Point::After { .. }));
    read.into_iter().chain(why).chain(after.then(|| view.strings().get("clock_no_deadline").to_owned())).collect()
}
