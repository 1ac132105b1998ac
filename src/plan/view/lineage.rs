//! What became of actions, as pages tell it: from which follow-up one goes on, in which it goes on, and what is not taken up.

use tera::Value;

use super::{Fields, View, whole};
use crate::content::field::Field as _;
use crate::content::result::{FollowUp, JudgedAction};
use crate::content::strategy::Strategy;
use crate::content::value::{Choice as _, Period};
use crate::knowledge::REFERRERS;
use crate::knowledge::lineage::{Spot, of};
use crate::plan::wording;
use crate::site::{Address, RecordId};

/// How many follow-ups an action's row leads to each way, the nearest in time.
const NEAREST: usize = 3;

/// How many comparisons of years the page of a plan leads to; each of them leads to the next.
const COMPARED: usize = 10;

/// Adds to a judged action what it goes on with, what goes on with it, and a full follow-up that does not take it up. Nothing where there is none.
pub fn add(view: &View, spot: Spot, action: &JudgedAction, fields: &mut Fields) {
    let lineage = &view.knowledge.lineage;
    let mut earlier: Vec<Spot> = of(&lineage.earlier, spot).collect();
    let mut later: Vec<Spot> = of(&lineage.later, spot).collect();
    let day = |spot: &Spot| view.site.record(spot.record).day();
    earlier.sort_by_key(|spot| std::cmp::Reverse((day(spot), *spot)));
    later.sort_by_key(|spot| (day(spot), *spot));
    let goes_on = |from: Spot| judged(view, from).is_none_or(JudgedAction::is_open);
    let mut lines = Vec::new();
    for before in earlier.into_iter().take(NEAREST) {
        let key = if goes_on(before) || !action.continues.is_empty() { "line_from" } else { "line_also" };
        lines.push(line(view, before, key));
    }
    for after in later.into_iter().take(NEAREST) {
        let named = judged(view, after).is_some_and(|after| !after.continues.is_empty());
        lines.push(line(view, after, if action.is_open() || named { "line_on" } else { "line_also" }));
    }
    if !lines.is_empty() {
        fields.set("lines", lines);
    }
    if let Some(later) = of(&lineage.lost, spot).next() {
        fields.set("vanished_in", in_result(view, later));
    }
}

/// Adds to a planned action what the newest follow-up that names it says. Nothing where none does.
pub fn add_planned(view: &View, spot: Spot, fields: &mut Fields) {
    let newest = of(&view.knowledge.lineage.newest, spot).next();
    if let Some((newest, action)) = newest.and_then(|newest| Some((newest, judged(view, newest)?))) {
        let mut link = at(view, newest);
        link.set("status", statuses(view, action));
        fields.set("newest", link);
    }
    let earlier = of(&view.knowledge.lineage.earlier, spot).take(NEAREST);
    let lines: Vec<Value> = earlier.map(|before| line(view, before, "line_from")).collect();
    if !lines.is_empty() {
        fields.set("lines", lines);
    }
}

/// Adds to a follow-up's page what was open in the full one before and is not taken up, and where it is compared with others.
pub fn result(view: &View, id: RecordId, fields: &mut Fields) {
    let lineage = &view.knowledge.lineage;
    if let Some(vanished) = lineage.vanished.get(&id) {
        fields.set("vanished", vanished.iter().filter_map(|spot| left_open(view, *spot, id)).collect::<Vec<_>>());
    }
    let pairs = lineage.before.get(&id).map(|_| id).into_iter().chain(lineage.after.get(&id).copied());
    let pairs: Vec<Value> = pairs.filter_map(|later| compared(view, later)).map(Value::from).collect();
    if !pairs.is_empty() {
        fields.set("compare", pairs);
    }
}

/// Adds to a plan's page the planned actions that no full follow-up names, the open ones that a full one does not take up, and where its
/// years are compared.
pub fn plan(view: &View, id: RecordId, fields: &mut Fields) {
    let lineage = &view.knowledge.lineage;
    let Some(strategy) = view.site.record(id).is::<Strategy>() else { return };
    if let Some(unnamed) = lineage.unnamed.get(&id) {
        let planned = unnamed.iter().map(|at| {
            let mut fields = self::at(view, Spot { record: id, at: *at });
            fields.set("title", view.said(&strategy.actions[*at as usize].title));
            add_planned(view, Spot { record: id, at: *at }, &mut fields);
            Value::from(fields)
        });
        fields.set("unnamed", planned.collect::<Vec<_>>());
    }
    let results = view.knowledge.followups.get(&id).map_or(&[][..], Vec::as_slice);
    let vanished = results.iter().flat_map(|later| lineage.vanished.get(later).into_iter().flatten().map(move |spot| (*spot, *later)));
    let vanished: Vec<Value> = vanished.take(REFERRERS).filter_map(|(spot, later)| left_open(view, spot, later)).collect();
    if !vanished.is_empty() {
        fields.set("vanished", vanished);
    }
    let pairs = results.iter().filter(|later| lineage.before.contains_key(later)).take(COMPARED);
    let pairs: Vec<Value> = pairs.filter_map(|later| compared(view, *later)).map(Value::from).collect();
    if !pairs.is_empty() {
        fields.set("compare", pairs);
    }
}

/// An open action that a later full follow-up does not take up.
fn left_open(view: &View, spot: Spot, later: RecordId) -> Option<Value> {
    let action = judged(view, spot)?;
    let mut fields = at(view, spot);
    fields.set("title", view.said(&action.title));
    fields.set("status", statuses(view, action));
    fields.set("later", in_result(view, later));
    Some(fields.into())
}

fn line(view: &View, spot: Spot, key: &str) -> Value {
    let mut fields = at(view, spot);
    fields.set("words", view.strings().get(key));
    fields.into()
}

/// Where an action stands: address and, of a follow-up, its period; of a plan its title.
fn at(view: &View, spot: Spot) -> Fields {
    let record = view.site.record(spot.record);
    let span = judged(view, spot).map(|action| action.span).or_else(|| {
        let plan = record.is::<Strategy>();
        plan.and_then(|plan| plan.actions.get(spot.at as usize)).map(|action| action.span)
    });
    let part = span.and_then(|span| record.parts.at(span));
    let mut fields = Fields::default();
    fields.set("url", view.routes().to(view.site, Address { record: spot.record, part }, view.lang));
    fields.set("place", place(view, spot.record));
    fields
}

/// A follow-up by its period, a plan by its title.
fn place(view: &View, record: RecordId) -> String {
    match view.site.record(record).is::<FollowUp>() {
        Some(result) => wording::period(&result.period, view.strings()),
        None => view.title(whole(record)).into_owned(),
    }
}

fn in_result(view: &View, id: RecordId) -> Fields {
    let mut link = view.link(whole(id));
    link.set("period", period(view, id).map(|period| view.period(period)));
    link
}

fn judged<'a>(view: &View<'a>, spot: Spot) -> Option<&'a JudgedAction> {
    view.site.record(spot.record).is::<FollowUp>()?.actions.get(spot.at as usize)
}

pub fn statuses(view: &View, action: &JudgedAction) -> Vec<Value> {
    action.status.iter().map(|status| view.word(status.word())).collect()
}

pub fn period<'a>(view: &View<'a>, id: RecordId) -> Option<&'a Period> {
    view.site.record(id).is::<FollowUp>().map(|result| &result.period)
}

/// The link to the page where a follow-up is compared with the one before it.
pub fn compared(view: &View, later: RecordId) -> Option<Fields> {
    let earlier = *view.knowledge.lineage.before.get(&later)?;
    let plan = view.site.record(later).follows?;
    let (before, after) = (period(view, earlier)?, period(view, later)?);
    let folder = &view.routes().folders["strategies"];
    let path = view.routes().page(&comparison(folder, &view.site.record(plan).id, before, after), 0, 1);
    let (before, after) = (wording::period(before, view.strings()), wording::period(after, view.strings()));
    let title = view.strings().fill("compare_link", &[("earlier", &before), ("later", &after)]);
    Some(view.page_link(&title, &path))
}

/// The address of a comparison, without slashes around it: `planer/andt-2014-2016/jamfor/2015-2016`.
pub fn comparison(folder: &str, plan: &str, earlier: &Period, later: &Period) -> String {
    format!("{folder}/{plan}/jamfor/{}-{}", slug::slugify(&earlier.written), slug::slugify(&later.written))
}

/// How far a follow-up goes, as the word of its extent.
pub fn extent(view: &View, result: &FollowUp, id: RecordId) -> Value {
    view.value(&result.extent.lower(), id)
}
