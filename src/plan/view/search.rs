//! What the search knows of a page beside its words: by what readers can narrow it, and what else its subject is called.
//!
//! The values are those of the records, in the words of the page's language: each language has an index of its own, and so the search page
//! needs no list of a large site's bodies.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{View, result, strategy, whole};
use crate::content::datum::{Branch, Datum};
use crate::content::organisation::Organisation;
use crate::content::result::Status;
use crate::content::strategy::{Goal, Strategy};
use crate::content::value::{Choice as _, Word};
use crate::output::{Key, Output};
use crate::plan::{search, wording};
use crate::site::{RecordId, Site};
use crate::spoken::plain;

/// Keys of records inside a record whose date is one of the page's years.
const DATED: &[&str] = &["adopted", "decision", "document"];

/// A period of more years than this says when something held, and not what it is about.
const YEARS: i16 = 25;

/// What the search is told of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Names and values of what readers can narrow a search by: `("year", "2016")`. Sorted.
    pub filters: BTreeSet<(&'static str, String)>,
    /// Words that people search by and that need not stand on the page.
    pub words: Vec<String>,
}

/// What the search is told of an output's page; None of a page that it does not cover.
pub fn searched(view: &View, output: &Output) -> Option<Searched> {
    if !search::covers(view.site, output) {
        return None;
    }
    let mut told = Searched::default();
    match &output.key {
        Key::Record { record, part: None, .. } => {
            add_record(view, *record, &mut told);
            told.words = view.site.record(*record).other_names().into_iter().map(str::to_owned).collect();
        }
        Key::Record { record, part: Some(part), .. } => add_part(view, *record, part, &mut told),
        Key::Page { about, .. } => match about.split_once('/').and_then(|(folder, id)| view.site.get(folder, id)) {
            Some(record) if output_is_of(view.site, record) => {
                add_record(view, record, &mut told);
                told.words = view.site.record(record).other_names().into_iter().map(str::to_owned).collect();
            }
            _ => told.add("kind", view.strings().get("search_overview")),
        },
        Key::File(_) => return None,
    }
    Some(told)
}

/// Whether a record's page is the list of what belongs to it: other pages about a record tell of the whole.
fn output_is_of(site: &Site, record: RecordId) -> bool {
    matches!(site.record(record).kind.name, "topic" | "target-group")
}

impl Searched {
    fn add(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.filters.insert((name, wording::capital(&plain(value))));
        }
    }

    fn add_status(&mut self, view: &View, word: &Word) {
        self.add("status", &wording::word(word, view.strings(), view.code()));
    }

    fn add_years(&mut self, first: Date, last: Option<Date>) {
        let last = last.map_or(first.year(), |last| last.year());
        let span = if last - first.year() > YEARS { first.year()..=first.year() } else { first.year()..=last };
        self.filters.extend(span.map(|year| ("year", year.to_string())));
    }

    fn add_dates(&mut self, branch: &Branch) {
        for (_, datum) in &branch.entries {
            match datum {
                Datum::Date(date) => self.add_years(date.first, Some(date.last)),
                Datum::Period(period) => self.add_years(period.first(), period.last()),
                _ => {}
            }
        }
    }
}

/// Adds what a record says: its kind, its states, the bodies that it names, and its years.
fn add_record(view: &View, id: RecordId, told: &mut Searched) {
    let record = view.site.record(id);
    told.add("kind", &view.both(record.called()));
    add_bodies(view, id, told);
    if record.is::<Organisation>().is_some() {
        told.add("body", &view.spelt(view.title(whole(id))));
    }
    let Datum::Record(own) = record.lower() else { return };
    told.add_dates(&own);
    if let Some(Datum::Choice(word)) = own.get("state") {
        told.add_status(view, word);
    }
    own.each_labelled(&mut |decl, branch| {
        if DATED.contains(&decl.key) {
            told.add_dates(branch);
        }
        if let Some(Datum::List(statuses)) = branch.get("status") {
            let words = statuses.iter().filter_map(|status| if let Datum::Choice(word) = status { Some(*word) } else { None });
            words.for_each(|word| told.add_status(view, word));
        }
    });
}

/// The bodies that a record's facts name, a role standing for its body.
fn add_bodies(view: &View, id: RecordId, told: &mut Searched) {
    let Datum::Record(own) = view.site.record(id).lower() else { return };
    own.each_reference(&mut |_, reference| {
        let found = view.site.resolve(reference, id).map(|address| address.record);
        if let Some(body) = found.filter(|record| view.site.record(*record).is::<Organisation>().is_some()) {
            told.add("body", &view.spelt(view.title(whole(body))));
        }
    });
}

/// Adds what is known of a part that has a page of its own.
fn add_part(view: &View, id: RecordId, part: &str, told: &mut Searched) {
    let record = view.site.record(id);
    let goal = record.is::<Strategy>().and_then(|plan| plan.goals.iter().find(|goal| goal.id.id == part));
    match goal {
        Some(goal) => add_goal(view, id, goal, told),
        None => {
            let label = record.parts.named(part).map(|at| record.parts[at as usize].decl.label);
            told.add("kind", &label.map(|label| view.both(label)).unwrap_or_default());
            add_bodies(view, id, told);
            if record.is::<Organisation>().is_some() {
                told.add("body", &view.spelt(view.title(whole(id))));
            }
        }
    }
}

/// A goal has the bodies and years of its plan, and stands as the newest follow-up that says anything of it has it.
fn add_goal(view: &View, plan: RecordId, goal: &Goal, told: &mut Searched) {
    told.add("kind", view.strings().get("goal"));
    add_bodies(view, plan, told);
    if let Some(period) = view.site.record(plan).is::<Strategy>().and_then(|plan| plan.period.as_ref()) {
        told.add_years(period.first(), period.last());
    }
    let Some((_, newest)) = strategy::saying(view, plan, goal).next() else { return };
    let of_goal = |of: Option<&str>| of == Some(&goal.id.id);
    let judged = result::judgement(newest, goal).into_iter().flat_map(|judgement| &judgement.status);
    let actions = newest.actions.iter().filter(|action| of_goal(action.goal.as_ref().and_then(|goal| goal.inner())));
    judged.chain(actions.flat_map(|action| &action.status)).for_each(|status: &Status| told.add_status(view, status.word()));
}
