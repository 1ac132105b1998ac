//! Why things did not happen: which causes hit which goals and actions, and with whom they lie.

use std::sync::Arc;

use tera::Value;

use super::super::{Fields, View, causes, lists};
use super::{Overview, Place};
use crate::content::site::Shown;
use crate::knowledge::Knowledge;
use crate::plan::pages::page_size;
use crate::plan::wording;
use crate::site::Site;

pub static OVERVIEW: Overview =
    Overview { name: "causes", title: "causes_title", about: "causes_about", shown: Some(Shown::Causes), places, on_start: true, page };

/// How many causes the first page sums up; the rest are found on the pages that follow.
const SUMMED_UP: usize = 50;

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let pages = knowledge.causes.hits.len().div_ceil(page_size(site)) as u32;
    let place = || Place { about: Arc::from(""), address: causes::ADDRESS.to_owned(), pages };
    (pages > 0).then(place).into_iter().collect()
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let all = &view.knowledge.causes;
    let size = page_size(view.site);
    let start = (number as usize - 1) * size;
    let end = (start + size).min(all.hits.len());
    let mut fields = Fields::default();
    // The sections that begin on this page, and the one before that goes on here.
    let first = all.sections.partition_point(|section| section.start as usize <= start).checked_sub(1)?;
    let here = all.sections[first..].iter().take_while(|section| (section.start as usize) < end).count();
    let mut replies = causes::Answered::default();
    let sections = (first..first + here).map(|at| {
        let range = all.range(at as u32);
        Value::from(causes::section(view, at as u32, range.start.max(start)..range.end.min(end), &mut replies))
    });
    fields.set("sections", sections.collect::<Vec<_>>());
    if number == 1 {
        let links = (0..all.sections.len().min(SUMMED_UP)).map(|at| Value::from(causes::link(view, at as u32)));
        fields.set("summed_up", links.collect::<Vec<_>>());
        fields.set("more", all.sections.len().saturating_sub(SUMMED_UP));
        fields.set("counted", counted(view));
    }
    fields.set("excel", view.routes().url(&format!("{}.xlsx", causes::ADDRESS)));
    fields.set("table", view.routes().url(&format!("{}.csv", causes::ADDRESS)));
    lists::pager(view, &mut fields, number, all.hits.len().div_ceil(size) as u32, |number| view.routes().page(causes::ADDRESS, 0, number));
    Some(fields)
}

/// How many places name a cause, in sentences: all, and by where it lies.
fn counted(view: &View) -> Vec<Value> {
    let places = view.knowledge.causes.places;
    let all = places.outside + places.inside + places.unplaced + places.not_stated;
    let of = [
        (all, "causes_places"),
        (places.outside, "causes_outside"),
        (places.inside, "causes_inside"),
        (places.unplaced, "causes_unplaced"),
        (places.not_stated, "causes_unstated"),
    ];
    let told = of.into_iter().filter(|(number, _)| *number > 0);
    told.map(|(number, key)| Value::from(wording::count(number, key, view.strings()))).collect()
}
