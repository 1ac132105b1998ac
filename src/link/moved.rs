//! A record that comes or goes while the site stands: it gets a place among the others, or leaves it.

use std::sync::Arc;

use super::origins::Origin;
use super::parts::heading_clashes;
use super::records::{follows, record, state};
use super::{Linked, approval};
use crate::fingerprint::outward;
use crate::parse::{Document, Entry};
use crate::site::{Change, Record, RecordId, Revision};
use crate::source::Audience;

/// Takes in a record that was not there before. `left`: the number that one of its name leaves in the same edit,
/// since both are told of. None when something of its name is there, or it may not be for all readers.
pub fn take_in(linked: &mut Linked, entry: &Entry, document: &Arc<Document>, left: Option<RecordId>) -> Option<Revision> {
    let site = &mut linked.site;
    let key = (entry.kind.folder, Arc::from(entry.id.as_str()));
    let is_known = site.get(key.0, &key.1).is_some() || site.hidden.contains_key(&key) || site.broken.contains_key(&key);
    if is_known || site.audience != Audience::Writers {
        return None;
    }
    let (mut next, mut found) = record(document, entry, state(&entry.common, site.today));
    found.extend(heading_clashes(&next));
    next.approved = site.approved(&next);
    next.state = approval::state(site, next.state, next.approved);
    let keys = outward(&next).keys();
    let place = site.records.list().partition_point(|(_, known)| (known.kind.order(), &known.id) < (next.kind.order(), &next.id));
    let id = next.id.clone();
    let at = site.records.insert(place, Arc::new(next), left)?;
    site.backlinks.insert(place, Arc::from([]));
    linked.origins.insert(place, Origin::new(document, &[], found));
    let of_file = Arc::make_mut(&mut site.by_file).entry(document.text.id).or_default();
    of_file.push(at);
    // The records of a file are known in their order.
    of_file.sort_unstable();
    Arc::make_mut(Arc::make_mut(&mut site.by_id).entry(key.0).or_default()).insert(id, at);
    // One that follows up another of the same file, which may not stand here yet, is found out when it is led.
    let follows = follows(site, at, site.record(at));
    if follows.is_some() {
        let with = Record { follows, ..site.record(at).clone() };
        site.records.set(at, Arc::new(with));
    }
    Some(Revision { keys, outline: true, ..Revision::new(at, Change::Came) })
}

/// Kinds by which others are listed: much is worked out of what refers to them.
const LISTS: &[&str] = &["indicator", "organisation", "target-group", "term", "topic"];

/// Takes out a record that is there no more. None when it is translated, or of a kind by which those are listed that refer to it.
pub fn take_out(linked: &mut Linked, entry: &Entry, document: &Document) -> Option<Revision> {
    let site = &mut linked.site;
    let at = site.get(entry.kind.folder, &entry.id)?;
    let (place, record) = (site.records.place(at)?, site.records[at].clone());
    let lists = LISTS.contains(&record.kind.name) && !site.backlinks[place].is_empty();
    if record.path != document.text.path || !record.translations.is_empty() || lists {
        return None;
    }
    let keys = outward(&record).keys();
    site.records.remove(at);
    site.backlinks.remove(place);
    linked.origins.remove(place);
    let by_file = Arc::make_mut(&mut site.by_file);
    let of_file = by_file.get_mut(&document.text.id)?;
    of_file.retain(|other| *other != at);
    if of_file.is_empty() {
        by_file.remove(&document.text.id);
    }
    Arc::make_mut(Arc::make_mut(&mut site.by_id).get_mut(entry.kind.folder)?).remove(&record.id);
    Some(Revision { keys, outline: true, ..Revision::new(at, Change::Went(record)) })
}
