//! The plan of a site of which some records tell something else than before: that of before, when nothing that its lists go by is another.

use super::{Plan, feeds, pages, view};
use crate::knowledge::Knowledge;
use crate::site::{RecordId, Revision, Site};
use crate::theme::Theme;

/// A site and what is known of it.
type Known<'a> = (&'a Site, &'a Knowledge);

/// The kind whose own keys say which files and texts are passed on: too much to be compared.
const PASSES_ON: &str = "case";

/// The plan of a site in which nothing is another than when `before` was made but what `revisions` say. None when something else can be made.
pub fn renew((was, is): (Known, Known), theme: &Theme, before: &Plan, revisions: &[Revision]) -> Option<Plan> {
    let (site, knowledge) = is;
    let passes_on = |revision: &Revision| site.record(revision.record).kind.name == PASSES_ON && !revision.is_of_name();
    if revisions.iter().any(passes_on) || was.1.members != knowledge.members {
        return None;
    }
    let (lists_were, lists_are) = rayon::join(|| Lists::of(was, revisions), || Lists::of(is, revisions));
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
    has_calendar: bool,
    /// Records that have numbers, and so tables of them.
    numbers: Vec<RecordId>,
    /// Whether feeds have anything to tell of each record that is revised.
    happenings: Vec<bool>,
}

impl Lists {
    fn of((site, knowledge): Known, revisions: &[Revision]) -> Self {
        // Neither numbers nor happenings have anything to do with names.
        let own = || revisions.iter().filter(|revision| !revision.is_of_name());
        let all = if own().next().is_some() { site.records.len() as RecordId } else { 0 };
        Self {
            alphabet: pages::alphabet_pages(knowledge).len(),
            places: view::places(site, knowledge),
            agreements: knowledge.agreements.register.len(),
            has_calendar: knowledge.clock.days > 0,
            numbers: (0..all).filter(|id| view::pictures::is_there(site, knowledge, *id)).collect(),
            happenings: own().map(|revision| feeds::tells_of(site, revision.record)).collect(),
        }
    }
}
