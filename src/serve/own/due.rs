//! What is due: reports, checks of services, the accessibility statement, planned dates that have passed, pages whose last day is near.

use jiff::civil::Date as Day;
use jiff::{Span as Time, ToSpan};
use rustc_hash::FxHashSet;

use super::{Desk, Line, List, What};
use crate::content::case::Case;
use crate::content::common::Common;
use crate::content::datum::{Branch, Datum};
use crate::content::result::FollowUp;
use crate::content::service::Service;
use crate::content::value::Date;
use crate::diagnostic::Both;
use crate::knowledge::clock::DuePoint;
use crate::site::{Address, Record, RecordId};

pub(super) static LIST: List = List {
    name: "due",
    title: Both("Dags att göra", "Due"),
    about: Both(
        "Redovisningar enligt planerna, uppgifter som är gamla, planerade dagar som har passerat. Sent kallas bara det som någon har letat efter och inte funnit.",
        "Reports by the plans, facts that are old, planned days that have passed. Only what somebody has looked for and not found is called late.",
    ),
    none: Both("Inget behöver göras nu.", "Nothing is due now."),
    says: Both("Vad och när", "What and when"),
    lines,
};

/// How many days before its day something is told of.
const SOON: i64 = 90;
const NEAR: i64 = 30;
/// A service's facts are old after half a year, and the statement after a year: our limits, as no law says days.
const CHECKED: i64 = 6;
const ASSESSED: i64 = 12;

fn lines(desk: &Desk) -> Vec<Line> {
    [reports(desk), services(desk), statement(desk), planned(desk), ending(desk)].into_iter().flatten().collect()
}

fn after(day: Day, time: Time) -> Day {
    day.checked_add(time).unwrap_or(Day::MAX)
}

/// Late ones, then those whose day has passed without an answer among the records, then those of the coming days.
fn reports(desk: &Desk) -> Vec<Line> {
    let (clock, today) = (&desk.edition.house.knowledge.clock, desk.edition.house.site.today);
    let soon = after(today, SOON.days());
    let known_late: FxHashSet<u32> = clock.late.iter().copied().collect();
    let mut late = Vec::new();
    let (mut passed, mut coming) = (Vec::new(), Vec::new());
    for at in &clock.order {
        let point = &clock.points[*at as usize];
        let Some((_, last)) = point.due.filter(|_| point.answers.is_empty()) else { continue };
        if known_late.contains(at) {
            late.push(report(desk, Both("Försenade redovisningar", "Late reports"), point, last));
        } else if last < today {
            passed.push(report(
                desk,
                Both("Redovisningar vars dag har passerat, utan uppföljning här", "Reports whose day has passed, without a follow-up here"),
                point,
                last,
            ));
        } else if last <= soon {
            coming.push(report(desk, Both("Redovisningar de närmaste 90 dagarna", "Reports of the next 90 days"), point, last));
        }
    }
    late.into_iter().chain(passed).chain(coming).collect()
}

fn report(desk: &Desk, group: Both, point: &DuePoint, last: Day) -> Line {
    let name = point.point.names().into_iter().next().unwrap_or_default();
    let words = match desk.lang {
        crate::diagnostic::Lang::Sv => format!("{name}: senast {last}"),
        crate::diagnostic::Lang::En => format!("{name}: by {last}"),
    };
    Line::of(desk, group.get(desk.lang), point.plan, desk.edition.house.site.record(point.plan).span, words)
}

/// The oldest first.
fn services(desk: &Desk) -> Vec<Line> {
    let site = &desk.edition.house.site;
    let group = Both("Stöd som inte har kontrollerats på ett halvår", "Services not checked for half a year").get(desk.lang);
    let old = |(id, record, service): (RecordId, &Record, &Service)| {
        let checked = service.checked_on.as_ref();
        let is_old = checked.is_none_or(|checked| after(checked.date(), CHECKED.months()) < site.today);
        let words = match checked {
            Some(day) => format!("{} {}", Both("Kontrollerad", "Checked").get(desk.lang), day.date()),
            None => Both("Ingen dag för kontroll", "No day of checking").get(desk.lang).to_owned(),
        };
        let span = checked.map_or(record.span, |day| day.0.span);
        is_old.then(|| (checked.map(|day| day.date()), Line::of(desk, group, id, span, words)))
    };
    let mut lines: Vec<_> = site.each::<Service>().filter_map(old).collect();
    lines.sort_by_key(|(day, _)| *day);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The statement's assessment, from a month before it is a year old.
fn statement(desk: &Desk) -> Vec<Line> {
    let site = &desk.edition.house.site;
    let Some(statement) = &site.accessibility else { return Vec::new() };
    let year = after(statement.assessed.date(), ASSESSED.months());
    let line = || Line {
        group: Both("Tillgänglighetsredogörelsen", "The accessibility statement").get(desk.lang).to_owned(),
        page: None,
        span: statement.assessed.0.span,
        what: What::Words(format!(
            "{} {}; {} {year}",
            Both("Bedömd", "Assessed").get(desk.lang),
            statement.assessed.date(),
            Both("ett år gammal", "a year old").get(desk.lang),
        )),
    };
    (year <= after(site.today, NEAR.days())).then(line).into_iter().collect()
}

/// What was to be done by a day that has passed, and that no follow-up speaks of; the latest day first.
fn planned(desk: &Desk) -> Vec<Line> {
    let site = &desk.edition.house.site;
    let group = Both("Planerade dagar som har passerat", "Planned days that have passed").get(desk.lang);
    let mut lines: Vec<(Day, Line)> = Vec::new();
    for (id, record) in site.told() {
        let mut see = |label: Both, branch: &Branch| {
            for (decl, datum) in &branch.entries {
                let Datum::Date(date) = datum else { continue };
                if !["due", "when"].contains(&decl.key) || date.last >= site.today || is_answered(desk, id, record, branch) {
                    continue;
                }
                let part = record.parts.at(branch.span);
                let words = format!("{}: {} {}", label.get(desk.lang), decl.label.get(desk.lang).to_lowercase(), date.written);
                let page = Some(Address { record: id, part });
                lines.push((date.last, Line { group: group.to_owned(), page, span: span(date), what: What::Words(words) }));
            }
        };
        let common = Branch::of::<Common>(&record.common);
        let own = record.lower();
        for root in [Some(&common), if let Datum::Record(own) = &own { Some(own) } else { None }].into_iter().flatten() {
            root.each_labelled(&mut |decl, branch| see(decl.label, branch));
        }
    }
    lines.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn span(date: &Date) -> crate::span::Span {
    date.span
}

/// Whether a follow-up refers to what stands here, or the commission has been answered by everybody that it went to.
fn is_answered(desk: &Desk, id: RecordId, record: &Record, branch: &Branch) -> bool {
    let site = &desk.edition.house.site;
    let part = record.parts.at(branch.span);
    let followed =
        part.is_some() && site.backlinks_to(id).iter().any(|link| link.part == part && site.record(link.from).is::<FollowUp>().is_some());
    let commission = record.is::<Case>().and_then(|case| case.commissions.iter().find(|one| one.span == branch.span));
    let met = commission
        .is_some_and(|one| !one.to.is_empty() && one.to.iter().all(|to| one.answers.iter().any(|answer| answer.by.id() == to.id())));
    followed || met
}

/// Pages that readers soon lose, the nearest first.
fn ending(desk: &Desk) -> Vec<Line> {
    let site = &desk.edition.house.site;
    let near = after(site.today, NEAR.days());
    let group = Both("Sidor vars sista dag är inom en månad", "Pages whose last day is within a month").get(desk.lang);
    let until = |(id, record): (RecordId, &Record)| {
        let day = record.common.until.as_ref().filter(|until| (site.today..=near).contains(&until.date()))?;
        let words = format!("{} {}", Both("Visas till och med", "Shown until").get(desk.lang), day.date());
        Some((day.date(), Line::of(desk, group, id, day.0.span, words)))
    };
    let mut lines: Vec<_> = site.told().filter_map(until).collect();
    lines.sort_by_key(|(day, _)| *day);
    lines.into_iter().map(|(_, line)| line).collect()
}
