//! The days of the calendar: every report that has a last day.

use std::borrow::Cow;

use super::{View, clock, whole};
use crate::content::common::ActorRef;
use crate::content::strategy::{Duty, Strategy};
use crate::knowledge::clock::DuePoint;

/// A day in the calendar: a report that has a last day.
#[derive(Debug)]
pub struct CalendarEntry {
    /// The same in every build, and no other's.
    pub uid: String,
    pub day: jiff::civil::Date,
    pub title: String,
    /// What is to be reported, by whom and to whom, and how the site counts to the day.
    pub words: String,
    /// The plan's page, when the site has an address.
    pub url: Option<String>,
}

/// Every report that has a last day, in the order of the plans.
pub fn entries(view: &View) -> Vec<CalendarEntry> {
    view.knowledge.clock.points.iter().filter_map(|point| entry(view, point)).collect()
}

fn entry(view: &View, point: &DuePoint) -> Option<CalendarEntry> {
    let (_, day) = point.due?;
    let (plan, duty) = clock::duty(view, point)?;
    let record = view.site.record(point.plan);
    let (name, title) = (clock::name(view, duty, point), view.spelt(view.title(whole(point.plan))));
    let part = record.part_at(duty.span).map_or("", |part| &part.id);
    let origin = view.routes().origin.as_deref();
    let host = origin.and_then(|origin| origin.split("://").nth(1)).unwrap_or("insyn");
    Some(CalendarEntry {
        uid: format!("{}.{part}.{}@{host}", record.id, slug::slugify(point.point.names().first()?)),
        day,
        title: view.strings().fill("clock_event", &[("name", &name), ("plan", &title)]),
        words: words(view, point, plan, duty),
        url: origin.map(|_| view.routes().web_to(view.site, whole(point.plan), 0)),
    })
}

/// What is to be reported, by whom and to whom, and how its day is counted, a line each.
fn words(view: &View, point: &DuePoint, plan: &Strategy, duty: &Duty) -> String {
    let names = |label: &str, actors: &[ActorRef]| {
        let titles: Vec<Cow<str>> =
            actors.iter().filter_map(|actor| Some(view.spelt(view.title(view.site.resolve(&actor.0, point.plan)?)))).collect();
        (!titles.is_empty()).then(|| format!("{} {}", view.strings().get(label), titles.join(", ")))
    };
    let what = duty.what.as_deref().map(str::to_owned);
    let lines = [what, names("reported_by", &duty.by), names("reported_to", &duty.to), clock::counted(view, plan, point)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
