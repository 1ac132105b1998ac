//! The plan of a site of which some records tell something else than before: that of before, when nothing that its lists go by is another.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::routes::has_page;
use super::{Plan, Routes, feeds, links, pages, view};
use crate::diagnostic::Diagnostic;
use crate::knowledge::Knowledge;
use crate::markdown::LinkKind;
use crate::site::{Record, RecordId, Revision, Site};
use crate::theme::Theme;

/// A site and what is known of it.
type Known<'a> = (&'a Site, &'a Knowledge);

/// The kind whose own keys say which files and texts are passed on: too much to be compared.
const PASSES_ON: &str = "case";

/// The plan of a site in which nothing is another than when `before` was made but what `revisions` say; `found` is what was found then. None
/// when something else can be made, or is found.
pub fn renew((was, is): (Known, Known), theme: &Theme, before: &Plan, found: &[Diagnostic], revisions: &[Revision]) -> Option<Plan> {
    let site = is.0;
    let passes_on = |revision: &Revision| site.record(revision.record).kind.name == PASSES_ON && !revision.is_of_name();
    if revisions.iter().any(passes_on) {
        return None;
    }
    if revisions.iter().any(|revision| revision.outline || revision.parts) {
        let broken = found.iter().filter(|found| found.lint.name == links::BROKEN_ADDRESS.name);
        if !links::check(site, &before.routes, &before.outputs).iter().eq(broken) {
            return None;
        }
    }
    let (lists_were, lists_are) = rayon::join(|| Lists::of(was, &before.routes, revisions), || Lists::of(is, &before.routes, revisions));
    if lists_were != lists_are {
        return None;
    }
    let Plan { routes, outputs, words, languages, held, empty, labels, .. } = before;
    Some(Plan {
        routes: routes.clone(),
        outputs: outputs.clone(),
        words: words.clone(),
        cards: view::Cards::new(site.records.len()),
        shared: view::shared(site, theme, routes),
        languages: languages.clone(),
        abbreviations: view::abbreviations(site),
        held: held.clone(),
        empty: empty.clone(),
        labels: labels.clone(),
    })
}

/// What the lists of all formats go by that a revision can change.
#[derive(PartialEq)]
struct Lists {
    alphabet: usize,
    places: Vec<(&'static str, view::Place)>,
    agreements: usize,
    /// How many pages the list takes of what belongs to each topic or group, and of what refers to each record.
    lists: [Vec<(RecordId, u32)>; 2],
    has_calendar: bool,
    /// Records that have numbers, and so tables of them.
    numbers: Vec<RecordId>,
    /// Whether feeds have anything to tell of each record that is revised.
    happenings: Vec<bool>,
    /// Whether there is a feed about each record that is referred to in another way.
    feeds: Vec<bool>,
    /// What has a page of its own inside records that are revised.
    pages: Vec<Vec<(&'static str, Arc<str>)>>,
    /// The files that they pass on.
    files: Vec<Vec<(LinkKind, String)>>,
}

impl Lists {
    fn of((site, knowledge): Known, routes: &Routes, revisions: &[Revision]) -> Self {
        // Neither numbers nor happenings have anything to do with names.
        let own = || revisions.iter().filter(|revision| !revision.is_of_name());
        let all = if own().next().is_some() { site.records.len() as RecordId } else { 0 };
        Self {
            alphabet: pages::alphabet_pages(knowledge).len(),
            places: view::places(site, knowledge),
            agreements: knowledge.agreements.register.len(),
            lists: [list_pages(site, &knowledge.members), list_pages(site, &knowledge.referrers)],
            has_calendar: knowledge.clock.days > 0,
            numbers: (0..all).filter(|id| view::pictures::is_there(site, knowledge, *id)).collect(),
            happenings: own().map(|revision| feeds::tells_of(site, revision.record)).collect(),
            feeds: own().flat_map(|revision| &revision.led).map(|to| feeds::is_there(site, knowledge, routes, *to)).collect(),
            pages: own().filter(|revision| revision.parts).map(|revision| own_pages(site.record(revision.record))).collect(),
            files: own().filter(|revision| revision.outline).map(|revision| files(site, site.record(revision.record))).collect(),
        }
    }
}

/// How many pages each of some lists takes, in the order of the records that they are about.
fn list_pages<T>(site: &Site, lists: &FxHashMap<RecordId, Vec<T>>) -> Vec<(RecordId, u32)> {
    let mut pages: Vec<_> = lists.iter().map(|(id, list)| (*id, pages::pages_of(site, list.len()))).collect();
    pages.sort_unstable();
    pages
}

fn own_pages(record: &Record) -> Vec<(&'static str, Arc<str>)> {
    let pages = record.parts.iter().filter(|part| has_page(record.kind, part.key));
    pages.map(|part| (part.key, part.id.clone())).collect()
}

/// The files that the body of a record leads to, shown ones as often as they are shown.
fn files(site: &Site, record: &Record) -> Vec<(LinkKind, String)> {
    let links = record.body.iter().flat_map(|body| &body.facts.links);
    links.filter_map(|link| Some((link.kind, site.file(record, &link.dest)?))).collect()
}
