//! Where the sources differ: facts with several values, plans that say two things of themselves, several names of one thing, wrong forms.

use std::ops::Range;
use std::sync::Arc;

use tera::Value;

use super::{Overview, Place};
use crate::content::strategy::Strategy;
use crate::content::term::Term;
use crate::knowledge::Knowledge;
use crate::knowledge::completeness::Contradiction;
use crate::knowledge::names::Named;
use crate::plan::pages::page_size;
use crate::plan::view::lists::pager;
use crate::plan::view::{Fields, View, declared, differing, names, whole};
use crate::site::Site;

pub static OVERVIEW: Overview =
    Overview { name: "differing", title: "differing_title", about: "differing_about", shown: None, places, on_start: true, page };

const ADDRESS: &str = "olika-uppgifter";

/// How many there are of each sort, in the order in which they are told.
fn counts(knowledge: &Knowledge) -> [usize; 4] {
    [knowledge.conflicts.len(), knowledge.contradictions.len(), knowledge.names.len(), knowledge.wrong_forms.len()]
}

fn pages(site: &Site, knowledge: &Knowledge) -> u32 {
    counts(knowledge).iter().sum::<usize>().div_ceil(page_size(site)) as u32
}

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let pages = pages(site, knowledge);
    let place = Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages };
    if pages > 0 { vec![place] } else { Vec::new() }
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let knowledge = view.knowledge;
    let size = page_size(view.site);
    let from = (number as usize - 1) * size;
    let [conflicts, contradictions, several, wrong] = shares(counts(knowledge), from..from + size);
    let mut fields = Fields::default();
    let told = knowledge.conflicts[conflicts].iter().map(|conflict| {
        let mut fields = view.link(whole(conflict.record));
        fields.extend(differing::told(view, conflict));
        Value::from(fields)
    });
    fields.set("conflicts", told.collect::<Vec<_>>());
    let told = knowledge.contradictions[contradictions].iter().filter_map(|pair| contradiction(view, pair));
    fields.set("contradictions", told.collect::<Vec<_>>());
    let told = knowledge.names[several].iter().map(|named| {
        let mut fields = view.link(whole(named.record));
        fields.set("names", names::uses(view, named));
        Value::from(fields)
    });
    fields.set("names", told.collect::<Vec<_>>());
    fields.set("wrong_forms", knowledge.wrong_forms[wrong].iter().map(|named| term(view, named)).collect::<Vec<_>>());
    pager(view, &mut fields, number, pages(view.site, knowledge), |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}

/// Which of each list stand on a page that holds a stretch of all lists one after the other.
fn shares(counts: [usize; 4], page: Range<usize>) -> [Range<usize>; 4] {
    let mut before = 0;
    counts.map(|count| {
        let share = page.start.saturating_sub(before).min(count)..page.end.saturating_sub(before).min(count);
        before += count;
        share
    })
}

fn contradiction(view: &View, pair: &Contradiction) -> Option<Value> {
    let plan = view.site.record(pair.plan).is::<Strategy>()?;
    let mut fields = view.link(whole(pair.plan));
    let both = [pair.first, pair.second].map(|at| Value::from(declared::declared(view, pair.plan, &plan.declares[at as usize])));
    fields.set("declares", both.to_vec());
    Some(fields.into())
}

/// A term with its right form, and the wrong ones that documents have.
fn term(view: &View, named: &Named) -> Value {
    let mut fields = view.link(whole(named.record));
    let term = view.site.record(named.record).is::<Term>();
    fields.set("abbreviation", term.and_then(|term| term.abbreviation.as_ref()).map(|short| short.text.as_str()));
    fields.set("forms", names::wrong_forms(view, named));
    fields.into()
}
