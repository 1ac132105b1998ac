//! Which feeds there are, and what each tells: what happened, by the days that the records themselves give and those of the changes that
//! were published. Never the day of a build.

use std::cmp::Reverse;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::Routes;
use crate::content::case::{Case, Decision, DecisionState};
use crate::content::changes::{Change, ChangeKind};
use crate::content::news::News;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::content::{KINDS, Kind};
use crate::knowledge::Knowledge;
use crate::site::{Record, RecordId, Site, State};
use crate::source::Audience;
use crate::span::Span;

/// The name of the outputs that are feeds.
pub const FEED: &str = "feed";

/// How many entries a feed holds: what lists of news show, and some more for those who ask seldom.
const MOST: usize = 20;

/// The kinds each of whose records has a feed of all that is about it.
const FOLLOWED: &[&str] = &["strategy", "organisation", "topic", "target-group"];

/// What happened, in the order in which a feed tells of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    News,
    Decided,
    Adopted,
    FollowedUp,
    Corrected,
    Changed,
    Withdrawn,
}

impl What {
    /// What machines know it by.
    pub fn term(self) -> &'static str {
        match self {
            What::News => "news",
            What::Decided => "decided",
            What::Adopted => "adopted",
            What::FollowedUp => "followed-up",
            What::Corrected => "corrected",
            What::Changed => "changed",
            What::Withdrawn => "withdrawn",
        }
    }
}

/// Something that happened to a record, or to what stands in it, on a day. Sorted as feeds tell it: the latest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Happening {
    /// The last day that it may have been.
    pub day: Reverse<Date>,
    pub what: What,
    pub record: RecordId,
    /// Place in the record's parts.
    pub part: Option<u32>,
}

/// A feed: the site's, that of a kind by its folder, or of a record by folder and id.
pub struct Feed {
    pub about: String,
    pub path: String,
    pub span: Span,
}

/// The feeds of the site, of its kinds and of `records` that have something to tell. None while the site has no address: a feed is read
/// elsewhere.
pub fn all<'a>(site: &Site, knowledge: &Knowledge, routes: &Routes, records: impl Iterator<Item = (RecordId, &'a Record)>) -> Vec<Feed> {
    if !are_made(site, routes) {
        return Vec::new();
    }
    let feed = |about: String, span| Some(Feed { path: path(site, routes, &about)?, about, span });
    let whole =
        std::iter::once("").chain(KINDS.iter().map(|kind| kind.folder)).filter_map(|about| feed(about.to_owned(), site.config_span));
    let of_records = records.map(|(_, record)| record).filter(|record| has_feed(record));
    let of_records = of_records.filter_map(|record| feed(about(record), record.span));
    whole.chain(of_records).filter(|feed| tells(site, knowledge, &feed.about)).collect()
}

/// Whether there is a feed of all that is about a record.
pub fn is_there(site: &Site, knowledge: &Knowledge, routes: &Routes, id: RecordId) -> bool {
    let record = site.record(id);
    are_made(site, routes) && has_feed(record) && tells(site, knowledge, &about(record))
}

fn are_made(site: &Site, routes: &Routes) -> bool {
    routes.are_on_the_web() && site.audience != Audience::Reviewers
}

fn has_feed(record: &Record) -> bool {
    FOLLOWED.contains(&record.kind.name) && record.state == State::Published
}

fn about(record: &Record) -> String {
    format!("{}/{}", record.kind.folder, record.id)
}

fn tells(site: &Site, knowledge: &Knowledge, about: &str) -> bool {
    candidates(site, knowledge, about).any(|(id, only)| !happened(site, id, only).is_empty())
}

/// Where a feed is.
pub fn path(site: &Site, routes: &Routes, about: &str) -> Option<String> {
    match about.split_once('/') {
        Some((folder, id)) => Some(routes.below(site, site.get(folder, id)?, Routes::FEED)),
        None if about.is_empty() => Some(Routes::FEED.to_owned()),
        None => Some(format!("{}/{}", routes.folders.get(about)?, Routes::FEED)),
    }
}

/// What a feed tells, the latest first.
pub fn entries(site: &Site, knowledge: &Knowledge, about: &str) -> Vec<Happening> {
    let mut all: Vec<Happening> = Vec::new();
    for (id, only) in candidates(site, knowledge, about) {
        all.extend(happened(site, id, only));
        if all.len() > 64 * MOST {
            keep_latest(&mut all);
        }
    }
    keep_latest(&mut all);
    all
}

fn keep_latest(all: &mut Vec<Happening>) {
    all.sort_unstable();
    all.dedup();
    all.truncate(MOST);
}

/// The records that a feed may tell of, and the body whose decisions alone it tells, if it is a body's.
fn candidates<'a>(site: &'a Site, knowledge: &'a Knowledge, about: &str) -> Box<dyn Iterator<Item = (RecordId, Option<RecordId>)> + 'a> {
    let Some((folder, id)) = about.split_once('/') else {
        let mut records = site.records.list();
        if let Some(kind) = Kind::of_folder(about) {
            records = site.records.kinds().find(|of_kind| of_kind[0].1.kind.name == kind.name).unwrap_or_default();
        }
        return Box::new(records.iter().map(|(id, _)| (*id, None)));
    };
    let Some(id) = site.get(folder, id) else { return Box::new(std::iter::empty()) };
    let body = (site.record(id).kind.name == "organisation").then_some(id);
    let members = knowledge.members.get(&id).into_iter().flatten().map(|member| member.record);
    let mut seen = FxHashSet::default();
    let others = site.backlinks_to(id).iter().map(|backlink| backlink.from).chain(members);
    Box::new(std::iter::once(id).chain(others).filter(move |id| seen.insert(*id)).map(move |id| (id, body)))
}

/// Whether feeds have anything to tell of a record.
pub fn tells_of(site: &Site, id: RecordId) -> bool {
    !happened(site, id, None).is_empty()
}

/// What happened to a record until today; decisions of one body only, when one is given.
fn happened(site: &Site, id: RecordId, only: Option<RecordId>) -> Vec<Happening> {
    let record = site.record(id);
    let mut all = Vec::new();
    let mut add = |day: Option<Date>, what: What, part: Option<u32>| {
        all.extend(day.filter(|day| *day <= site.today).map(|day| Happening { day: Reverse(day), what, record: id, part }));
    };
    match record.state {
        State::Withdrawn => {
            add(record.common.withdrawn.as_ref().and_then(|withdrawn| withdrawn.date.0.last.into()), What::Withdrawn, None);
            return all;
        }
        State::Published => {}
        _ => return all,
    }
    add(record.is::<News>().map(|news| news.date.date()), What::News, None);
    let decisions = record.is::<Case>().map_or(&[][..], |case| &case.decisions);
    for decision in decisions.iter().filter(|decision| is_taken(decision)) {
        let by = decision.body.as_ref().and_then(|body| site.resolve(&body.0, id)).map(|address| address.record);
        if only.is_none_or(|only| by == Some(only)) {
            add(decision.date.as_ref().map(|date| date.last), What::Decided, record.parts.named(&decision.id.id));
        }
    }
    let adopted = record.is::<Strategy>().and_then(|plan| plan.adopted.as_ref()?.on.as_ref());
    add(adopted.map(|on| on.last), What::Adopted, None);
    let followed = record.is::<FollowUp>();
    add(
        followed.and_then(|result| result.dated.as_ref().map_or_else(|| result.period.last(), |dated| Some(dated.last))),
        What::FollowedUp,
        None,
    );
    changes(site, id).for_each(|change| add(Some(change.date.date()), What::Changed, None));
    if site.history.of(id).len() == 0 {
        record.common.corrections.iter().for_each(|correction| add(Some(correction.date.date()), What::Corrected, None));
    }
    all
}

fn is_taken(decision: &Decision) -> bool {
    decision.state == Some(DecisionState::Taken)
}

/// The published changes of a record that its feed tells, the latest first; that news are new they say themselves.
pub fn changes(site: &Site, id: RecordId) -> impl DoubleEndedIterator<Item = &Change> {
    let news = site.record(id).is::<News>().is_some();
    site.history.of(id).filter(move |change| !news || change.fact.is_some() || change.kind != ChangeKind::Added)
}
