//! The life of a plan in time: decided, adopted, in force, what is to be reported by when, and what was.

use super::super::{View, clock};
use super::{Panel, Picture, Row, Sort, Source, Time};
use crate::content::case::{Case, Decision, DecisionState};
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::content::value::Date;
use crate::knowledge::Knowledge;
use crate::plan::wording;
use crate::site::{RecordId, Site};

/// How many things a plan's time line has at least, without a word being made.
pub fn count(site: &Site, knowledge: &Knowledge, id: RecordId, plan: &Strategy) -> usize {
    let adopted = plan.adopted.as_ref().is_some_and(|adopted| adopted.on.is_some());
    let due = knowledge.clock.of_plan(id).1.iter().filter(|point| point.due.is_some()).count();
    let is_dated = |id: &&RecordId| site.record(**id).is::<FollowUp>().is_some_and(|result| result.dated.is_some());
    let told = knowledge.followups.get(&id).map_or(0, |all| all.iter().filter(is_dated).count());
    usize::from(adopted) + usize::from(plan.period.is_some()) + due + told
}

pub fn of(view: &View, id: RecordId, plan: &Strategy) -> Picture {
    let strings = view.strings();
    let mut rows: Vec<Row> = decided(view, id, plan).into_iter().chain(adopted(view, id, plan)).collect();
    if let Some(period) = &plan.period {
        rows.push(Row {
            label: strings.get("picture_holds").to_owned(),
            look: "plain",
            time: Some(Time::of(view, period)),
            ..Row::at(Source::of(view, id, None, None))
        });
    }
    for point in view.knowledge.clock.of_plan(id).1 {
        let (Some((first, last)), Some((_, duty))) = (point.due, clock::duty(view, point)) else { continue };
        // Whatever stage it is at: its own row tells when, and its page how far it has come.
        let is_answered = !point.answers.is_empty();
        let text = strings.fill(if is_answered { "picture_by_told" } else { "picture_by" }, &[("day", &wording::day(last, strings))]);
        rows.push(Row {
            label: strings.fill("picture_due", &[("name", &clock::name(view, duty, point))]),
            look: if is_answered { "done" } else { "open" },
            time: Some(Time { text, first: if first == last { first } else { last }, last: Some(last) }),
            ..Row::at(Source::of(view, id, duty.standing.source.as_deref(), None))
        });
    }
    let told = view.knowledge.followups.get(&id).into_iter().flatten().rev();
    rows.extend(told.filter_map(|id| {
        let result = view.site.record(*id).is::<FollowUp>()?;
        let period = wording::period(&result.period, strings);
        let label = strings.fill("picture_told", &[("period", &period)]);
        Some(match &result.dated {
            Some(date) => event(view, *id, label, date),
            None => Row { label, words: strings.get("picture_no_day").to_owned(), ..Row::at(Source::of(view, *id, None, None)) },
        })
    }));
    let counted = view.knowledge.clock.of_plan(id).1.iter().find_map(|point| clock::counted(view, plan, point));
    // What has no day stands last, in words.
    rows.sort_by_key(|row| (row.time.is_none(), row.time.as_ref().map(|time| time.first)));
    let dated = || rows.iter().filter(|row| row.time.is_some());
    let finding = match (dated().next(), dated().next_back()) {
        (Some(first), Some(last)) => {
            let when = |row: &Row| row.time.as_ref().map_or_else(String::new, |time| time.text.clone());
            let words = [("what", &*first.label), ("when", &when(first)), ("last", &last.label), ("then", &when(last))];
            vec![strings.fill("picture_time", &words)]
        }
        _ => Vec::new(),
    };
    Picture {
        sort: Sort::Time,
        id: format!("bild-{}-tid", view.site.record(id).id),
        title: strings.get("picture_time_title").to_owned(),
        about: counted.unwrap_or_default(),
        finding,
        unit: String::new(),
        definition: String::new(),
        panels: vec![Panel { rows, ..Panel::default() }],
    }
}

/// Something that happened on a day, or some time within a season, a month or a year.
fn event(view: &View, from: RecordId, label: String, date: &Date) -> Row {
    Row {
        // Lines are drawn to fit, so the mark is words before that.
        label: view.spelt(label).into_owned(),
        look: "done",
        time: Some(Time { text: wording::date(date, view.strings()), first: date.first, last: Some(date.last) }),
        ..Row::at(Source::of(view, from, None, None))
    }
}

fn adopted(view: &View, id: RecordId, plan: &Strategy) -> Option<Row> {
    let adopted = plan.adopted.as_ref()?;
    let strings = view.strings();
    let by = view.site.resolve(&adopted.by, id).map(|by| view.title(by));
    let label = by.map_or_else(|| strings.get("picture_adopted").to_owned(), |by| strings.fill("picture_adopted_by", &[("by", &by)]));
    Some(event(view, id, label, adopted.on.as_ref()?))
}

/// The decision to adopt, where it was taken on another day than the plan bears.
fn decided(view: &View, id: RecordId, plan: &Strategy) -> Option<Row> {
    let adopted = plan.adopted.as_ref()?;
    let address = view.site.resolve(adopted.decision.as_ref()?, id)?;
    let record = view.site.record(address.record);
    let part = &record.parts[address.part? as usize];
    let decision: &Decision = record.is::<Case>()?.decisions.iter().find(|decision| *decision.id.id == *part.id)?;
    let date = decision.date.as_ref().filter(|_| decision.state != Some(DecisionState::Proposed))?;
    if adopted.on.as_ref().is_some_and(|on| (on.first, on.last) == (date.first, date.last)) {
        return None;
    }
    Some(event(view, address.record, view.marked(view.said(&decision.title), address.record).into_owned(), date))
}
