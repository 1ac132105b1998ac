//! The plan of a site of which some records tell something else than before, came or went: that of before, with other outputs where its
//! lists go by what is new.

use std::sync::Arc;

use compact_str::CompactString;
use imbl::Vector;
use rustc_hash::FxHashMap;

use super::edition::{self, VANISHED_PAGE};
use super::links::{self, BROKEN_ADDRESS};
use super::outputs::{Known, List, Whole};
use super::patch::Patched;
use super::routes::has_page;
use super::search::{self, LARGE_SEARCH};
use super::{Plan, Routes, feeds, held, pages, patch, view};
use crate::content::indicator::Indicator;
use crate::content::strategy::Strategy;
use crate::diagnostic::{Diagnostic, Lint};
use crate::markdown::LinkKind;
use crate::output::Output;
use crate::site::{NAME, Record, RecordId, Revision, Site};
use crate::theme::Theme;

/// The kind whose own keys say which files and texts are passed on, and of what many feeds tell: too much to be compared.
const PASSES_ON: &str = "case";

/// The plan of a site in which nothing is another than when `before` was made but what `revisions` say, and what is found in it; `found` is
/// what was found then. None when only planning all anew tells.
pub fn renew(
    (was, is): (Known, Known),
    theme: &Theme,
    before: &Plan,
    found: &[Diagnostic],
    revisions: &[Revision],
    lists: &[List],
) -> Option<(Plan, Vec<Diagnostic>)> {
    let site = is.0;
    let others = || rayon::join(|| Others::of(was, revisions), || Others::of(is, revisions));
    let (whole, (were, are)) = rayon::join(|| Arc::new(Whole::of(site, is.1, &before.routes)), others);
    let stands = whole == before.whole && were == are;
    let patched = match unlike((was, &were), (is, &are), stands, &before.routes, revisions)? {
        records if records.is_empty() => None,
        records => {
            // Where one address was asked for twice, or a file was at fault, nobody knows what has it now.
            let of_all = [BROKEN_ADDRESS.name, VANISHED_PAGE.name, LARGE_SEARCH.name];
            if found.iter().any(|found| !of_all.contains(&found.lint.name)) {
                return None;
            }
            Some(patch::outputs((was, is), theme, before, &whole, lists, &records)?)
        }
    };
    let mut found = found.to_vec();
    let is_exchanged = patched.is_some();
    let Patched { outputs, capitals, gone, came, counts } = patched.unwrap_or_else(|| Patched::none(before));
    let searched = before.searched + search::count(site, &came) - search::count(was.0, &gone);
    if is_exchanged {
        if found.iter().any(|found| found.lint.name == VANISHED_PAGE.name) || may_vanish(site, revisions, &gone) {
            found = instead(found, &VANISHED_PAGE, edition::vanished(site, &before.routes, &outputs));
        }
        found = instead(found, &LARGE_SEARCH, search::weigh(site, searched));
    }
    if is_exchanged || revisions.iter().any(is_other) {
        let broken = broken(site, &before.routes, revisions, &outputs, !gone.is_empty(), &found);
        found = instead(found, &BROKEN_ADDRESS, broken);
    }
    let Plan { routes, words, languages, held, empty, labels, .. } = before;
    let stands = revisions.iter().all(Revision::is_edit);
    let plan = Plan {
        routes: routes.clone(),
        outputs,
        capitals,
        counts,
        searched,
        whole,
        words: words.clone(),
        cards: view::Cards::new(site.records.len()),
        shared: view::shared(site, theme, routes),
        languages: languages.clone(),
        abbreviations: view::abbreviations(site),
        held: if stands { held.clone() } else { held::Held::of(site, routes).into() },
        empty: empty.clone(),
        labels: labels.clone(),
    };
    Some((plan, found))
}

/// Whether something else stands in a record, or in its text, that links may lead to or from.
fn is_other(revision: &Revision) -> bool {
    revision.outline || revision.parts
}

/// The links that lead to no address, or to nothing on it; `is_lost`: whether an output is gone.
fn broken(
    site: &Site,
    routes: &Routes,
    revisions: &[Revision],
    outputs: &Vector<Output>,
    is_lost: bool,
    found: &[Diagnostic],
) -> Vec<Diagnostic> {
    let was_broken = found.iter().any(|found| found.lint.name == BROKEN_ADDRESS.name);
    if is_lost || was_broken || revisions.iter().any(|revision| revision.is_edit() && is_other(revision)) {
        return links::check(site, routes, outputs);
    }
    // Where nothing was broken, and no page is lost or has lost what stands on it, only links that are new can be.
    let new = revisions.iter().filter(|revision| !revision.is_edit() && !revision.went()).map(|revision| revision.of(site));
    links::of(site, routes, outputs, &new.collect::<Vec<_>>())
}

/// The lints whose findings can be told again where they stand now.
pub const TOLD_AGAIN: [&Lint; 2] = [&BROKEN_ADDRESS, &VANISHED_PAGE];

/// What was found, with the links that lead to no address and the published pages that are gone as they stand now.
pub fn told_again(found: Vec<Diagnostic>, site: &Site, plan: &Plan) -> Vec<Diagnostic> {
    let found = instead(found, &BROKEN_ADDRESS, links::check(site, &plan.routes, &plan.outputs));
    match found.iter().any(|found| found.lint.name == VANISHED_PAGE.name) {
        true => instead(found, &VANISHED_PAGE, edition::vanished(site, &plan.routes, &plan.outputs)),
        false => found,
    }
}

/// Whether a page that was given to readers may be lost, or found again: it is `gone`, or it is about a record that came or went.
fn may_vanish(site: &Site, revisions: &[Revision], gone: &[Output]) -> bool {
    let name = |record: &Record| format!("{}/{}", record.kind.folder, record.id);
    let moved: Vec<String> = revisions.iter().filter(|revision| !revision.is_edit()).map(|revision| name(revision.of(site))).collect();
    let published = &site.edition.pages;
    let is_published = |output: &Output| published.contains_key(&output.path);
    gone.iter().any(is_published) || !moved.is_empty() && published.values().any(|origin| moved.contains(&origin.record))
}

/// What was found, with what is found of one sort now.
fn instead(mut found: Vec<Diagnostic>, lint: &Lint, now: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    found.retain(|found| found.lint.name != lint.name);
    found.extend(now);
    found
}

/// The records that may list other outputs than before; none when nobody does, nor the site as a whole. `stands`: whether what several
/// formats list, and what others go by, is the same. None when only all lists tell.
fn unlike(
    (was, were): (Known, &Others),
    (is, are): (Known, &Others),
    stands: bool,
    routes: &Routes,
    revisions: &[Revision],
) -> Option<Vec<RecordId>> {
    let says = |revision: &Revision| revision.parts || revision.sound || revision.keys.iter().any(|key| !NAME.contains(key));
    let passes_on = |revision: &Revision| revision.of(is.0).kind.name == PASSES_ON && revision.is_edit() && says(revision);
    if revisions.iter().any(passes_on) {
        return None;
    }
    if were.happenings != are.happenings {
        return None;
    }
    if stands && revisions.iter().all(Revision::is_edit) && Own::of(was, routes, revisions) == Own::of(is, routes, revisions) {
        return Some(Vec::new());
    }
    let mut records: Vec<RecordId> = revisions.iter().flat_map(|revision| revision.led.iter().copied().chain([revision.record])).collect();
    records.extend(apart(&were.numbers, &are.numbers));
    records.extend(were.lists.iter().zip(&are.lists).flat_map(|(were, are)| apart(were, are)).map(|(id, _)| id));
    records.sort_unstable();
    records.dedup();
    Some(records)
}

/// What stands in one of two sorted lists alone.
fn apart<T: Copy + Ord>(were: &[T], are: &[T]) -> Vec<T> {
    let only = |these: &[T], those: &[T]| these.iter().filter(|one| those.binary_search(one).is_err()).copied().collect::<Vec<_>>();
    [only(were, are), only(are, were)].concat()
}

/// What the outputs of any record go by that a revision of another can change.
#[derive(PartialEq)]
struct Others {
    /// How many pages the list takes of what belongs to each topic or group, and of what refers to each record.
    lists: [Vec<(RecordId, u32)>; 2],
    /// Those that have numbers, and so tables of them, of the records that are revised and of those that have some by what others say.
    numbers: Vec<RecordId>,
    /// Whether feeds have anything to tell of each record that is revised.
    happenings: Vec<bool>,
}

impl Others {
    fn of((site, knowledge): Known, revisions: &[Revision]) -> Self {
        // Neither numbers nor happenings have anything to do with names.
        let own = || revisions.iter().filter(|revision| !revision.is_of_name());
        let by_others = || site.each::<Strategy>().map(|(id, ..)| id).chain(site.each::<Indicator>().map(|(id, ..)| id));
        let revised = own().map(|revision| revision.record).filter(|id| site.records.get(*id).is_some());
        let by_others = own().next().is_some().then(by_others).into_iter().flatten();
        let mut numbers: Vec<RecordId> = revised.chain(by_others).filter(|id| view::pictures::is_there(site, knowledge, *id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let edits = own().filter(|revision| revision.is_edit());
        Self {
            lists: [list_pages(site, &knowledge.members), list_pages(site, &knowledge.referrers)],
            numbers,
            happenings: edits.map(|revision| feeds::tells_of(site, revision.record)).collect(),
        }
    }
}

/// What the outputs of the records that are revised go by, and what else one format lists for the whole.
#[derive(PartialEq)]
struct Own {
    alphabet: usize,
    agreements: usize,
    has_calendar: bool,
    /// Whether there is a feed about each record that is referred to in another way.
    feeds: Vec<bool>,
    /// What has a page of its own inside records that are revised.
    pages: Vec<Vec<(&'static str, CompactString)>>,
    /// The files that they pass on.
    files: Vec<Vec<(LinkKind, String)>>,
}

impl Own {
    fn of((site, knowledge): Known, routes: &Routes, edits: &[Revision]) -> Self {
        let own = || edits.iter().filter(|edit| !edit.is_of_name());
        Self {
            alphabet: pages::alphabet_pages(knowledge).len(),
            agreements: knowledge.agreements.register.len(),
            has_calendar: knowledge.clock.days > 0,
            feeds: own().flat_map(|edit| &edit.led).map(|to| feeds::is_there(site, knowledge, routes, *to)).collect(),
            pages: own().filter(|edit| edit.parts).map(|edit| own_pages(site.record(edit.record))).collect(),
            files: own().filter(|edit| edit.outline).map(|edit| files(site, site.record(edit.record))).collect(),
        }
    }
}

/// How many pages each of some lists takes, in the order of the records that they are about.
fn list_pages<T>(site: &Site, lists: &FxHashMap<RecordId, Vec<T>>) -> Vec<(RecordId, u32)> {
    let mut pages: Vec<_> = lists.iter().map(|(id, list)| (*id, pages::pages_of(site, list.len()))).collect();
    pages.sort_unstable();
    pages
}

fn own_pages(record: &Record) -> Vec<(&'static str, CompactString)> {
    let pages = record.parts.iter().filter(|part| has_page(record.kind, part.decl.key));
    pages.map(|part| (part.decl.key, part.id.clone())).collect()
}

/// The files that the body of a record leads to, shown ones as often as they are shown.
fn files(site: &Site, record: &Record) -> Vec<(LinkKind, String)> {
    let links = record.body.iter().flat_map(|body| &body.facts.links);
    links.filter_map(|link| Some((link.kind, site.file(record, &link.dest)?))).collect()
}
