//! A file that comes or goes while the site stands: its records get a place among the others, or leave it. Nothing that others refer to, or
//! would refer to, may come or go.

use std::sync::Arc;

use super::origins::Origin;
use super::parts::heading_clashes;
use super::records::{follows, record, state};
use super::renew::{is_left_alone, is_plain, lead};
use super::{Linked, NO_ORIGINAL, approval};
use crate::fingerprint::outward;
use crate::markdown::Link;
use crate::parse::{Document, Entry};
use crate::site::{Change, Record, Revision, Site};
use crate::source::Audience;

/// Puts the records of a file that was not there before into the site, and gives what is new. None, and a site that is not to be used, when
/// anything else would be linked in another way because of it, or found.
pub fn come(linked: &mut Linked, new: &Arc<Document>) -> Option<Vec<Revision>> {
    if !holds_records(new) || linked.found.iter().any(|found| found.lint.name == NO_ORIGINAL.name) {
        return None;
    }
    let was = linked.site.clone();
    let mut revised = new.entries.iter().map(|entry| take_in(linked, entry, new)).collect::<Option<Vec<_>>>()?;
    settle(&was, linked, &mut revised)
}

/// Takes the records of a file that is there no more out of the site.
pub fn go(linked: &mut Linked, old: &Document) -> Option<Vec<Revision>> {
    if !holds_records(old) {
        return None;
    }
    let was = linked.site.clone();
    let mut revised = old.entries.iter().map(|entry| take_out(linked, entry, old)).collect::<Option<Vec<_>>>()?;
    settle(&was, linked, &mut revised)
}

fn holds_records(document: &Document) -> bool {
    is_plain(document) && document.translation.is_none() && !document.entries.is_empty()
}

/// Leads what came and leaves what went, once it is known that nothing else leads there.
fn settle(was: &Site, linked: &mut Linked, revised: &mut Vec<Revision>) -> Option<Vec<Revision>> {
    let site = &linked.site;
    let told = |revision: &Revision| is_told_of(site, revision.of(site));
    if revised.iter().any(told) || !is_left_alone(was, linked) || is_awaited(was, linked) {
        return None;
    }
    lead(was, linked, revised)?;
    Some(std::mem::take(revised))
}

fn take_in(linked: &mut Linked, entry: &Entry, document: &Arc<Document>) -> Option<Revision> {
    let site = &mut linked.site;
    let key = (entry.kind.folder, Arc::from(entry.id.as_str()));
    let is_known = site.get(key.0, &key.1).is_some() || site.hidden.contains_key(&key) || site.broken.contains(&key);
    let (mut next, found) = record(document, entry, state(&entry.common, site.today));
    if is_known || !found.is_empty() || !heading_clashes(&next).is_empty() || site.audience != Audience::Writers {
        return None;
    }
    next.approved = site.approved(&next);
    next.state = approval::state(site, next.state, next.approved);
    let keys = outward(&next).keys();
    let place = site.records.list().partition_point(|(_, known)| (known.kind.order(), &known.id) < (next.kind.order(), &next.id));
    let (path, id) = (next.path.clone(), next.id.clone());
    let at = site.records.insert(place, Arc::new(next))?;
    Arc::make_mut(&mut site.backlinks).insert(place, Arc::from([]));
    linked.origins.insert(place, Origin::new(document, &[], Vec::new()));
    Arc::make_mut(&mut site.by_path).entry(path).or_default().push(at);
    Arc::make_mut(Arc::make_mut(&mut site.by_id).entry(key.0).or_default()).insert(id, at);
    // One that follows up another of the same file, which may not stand here yet, is found out when it is led.
    let follows = follows(site, at, site.record(at));
    if follows.is_some() {
        let with = Record { follows, ..site.record(at).clone() };
        site.records.set(at, Arc::new(with));
    }
    Some(Revision { record: at, change: Change::Came, keys, outline: true, parts: false, led: Vec::new() })
}

fn take_out(linked: &mut Linked, entry: &Entry, document: &Document) -> Option<Revision> {
    let site = &mut linked.site;
    let at = site.get(entry.kind.folder, &entry.id)?;
    let (place, record) = (site.records.place(at)?, site.records[at].clone());
    if record.path != document.text.path || !record.translations.is_empty() || !site.backlinks[place].is_empty() {
        return None;
    }
    let keys = outward(&record).keys();
    site.records.remove(at);
    Arc::make_mut(&mut site.backlinks).remove(place);
    linked.origins.remove(place);
    Arc::make_mut(&mut site.by_path).remove(&record.path);
    Arc::make_mut(Arc::make_mut(&mut site.by_id).get_mut(entry.kind.folder)?).remove(&record.id);
    Some(Revision { record: at, change: Change::Went(record), keys, outline: true, parts: false, led: Vec::new() })
}

/// Whether a change is told of a record.
fn is_told_of(site: &Site, record: &Record) -> bool {
    let is_it = |folder: Option<&str>, id: &str| folder == Some(record.kind.folder) && *id == *record.id;
    site.history.all().any(|(_, change)| is_it(change.record.folder(), change.record.id()))
}

/// Whether a link in a text that led nowhere leads somewhere now. One that leads to a record is noted there.
fn is_awaited(was: &Site, linked: &Linked) -> bool {
    let site = &linked.site;
    let astray = site.records.iter().zip(&linked.origins).filter(|(_, origin)| origin.followed.astray).map(|(record, _)| record);
    let found = |record: &Record, link: &Link| was.link(record, &link.dest) != site.link(record, &link.dest);
    astray.into_iter().any(|record| record.body.iter().flat_map(|body| &body.facts.links).any(|link| found(record, link)))
}
