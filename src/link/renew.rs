//! A file read anew, put into a site that was linked before: when nothing else of the site is linked in another way because of it.

use std::sync::Arc;

use super::records::{followed, record, state};
use super::references::{Names, of_record};
use super::{Linked, approval, shape};
use crate::diagnostic::Severity;
use crate::fingerprint::{outward, outward_translation};
use crate::parse::{Document, Entry};
use crate::site::{Record, RecordId, Revision, Site};

/// Puts `new` in the place of `old`, which the site was `linked` from, and gives the records that tell other pages something else now. None,
/// and a site that is not to be used, when anything would be linked in another way because of it.
pub fn renew(site: &mut Site, linked: &Linked, old: &Document, new: &Document) -> Option<Vec<Revision>> {
    if !is_plain(old) || !is_plain(new) || old.entries.len() != new.entries.len() {
        return None;
    }
    match (&old.translation, &new.translation) {
        (None, None) if !new.entries.is_empty() => {}
        (Some(_), Some(_)) => return renew_translation(site, old, new).map(|()| Vec::new()),
        _ => return None,
    }
    let mut revised = Vec::new();
    for (was, is) in old.entries.iter().zip(&new.entries) {
        revised.extend(renew_record(site, was, is, new)?);
    }
    // Records of one file can refer to each other.
    let all_lead = revised.iter().filter(|revision| !revision.is_of_name()).all(|revision| leads_as_before(site, linked, revision.record));
    all_lead.then_some(revised)
}

/// A file of records or of a translation that says all that it was to say.
fn is_plain(document: &Document) -> bool {
    let is_sound = || document.diagnostics.iter().all(|found| found.severity != Severity::Error);
    let declares = document.site.is_some() || document.accessibility.is_some() || document.changes.is_some();
    !declares && document.broken.is_empty() && !document.gaps && is_sound()
}

/// Gives the record when other pages may tell something else of it.
fn renew_record(site: &mut Site, was: &Entry, is: &Entry, document: &Document) -> Option<Option<Revision>> {
    let at = site.get(was.kind.folder, &was.id)?;
    let before = &site.records[at as usize];
    let stands = was.kind.name == is.kind.name && was.id == is.id && before.path == document.text.path;
    if !stands {
        return None;
    }
    let (mut next, found) = record(document, is, state(&is.common, site.today));
    let keys = outward(before).keys_unlike(&outward(&next))?;
    if !found.is_empty() {
        return None;
    }
    next.translations = before.translations.clone();
    next.follows = before.follows;
    next.approved = site.approved(&next);
    next.state = approval::state(site, next.state, next.approved);
    let is_alike = |was: &Record, is: &Record| {
        (was.state, was.approved, was.day()) == (is.state, is.approved, is.day()) && shape::offers_same(was, is)
    };
    if !is_alike(before, &next) {
        return None;
    }
    site.records[at as usize] = Arc::new(next);
    Some((!keys.is_empty()).then_some(Revision { record: at, keys }))
}

/// Whether the references of a record lead where they led, and all of them somewhere.
fn leads_as_before(site: &Site, linked: &Linked, at: RecordId) -> bool {
    let record = site.record(at);
    let (found, leading) = of_record(site, &Names::of(&site.records), at, record);
    let (found_before, led) = &*linked.origins[at as usize].followed;
    found.is_empty() && found_before.is_empty() && leading == *led && followed(site, at, record) == record.follows
}

fn renew_translation(site: &mut Site, old: &Document, new: &Document) -> Option<()> {
    let (was, is) = (old.translation.as_ref()?, new.translation.as_ref()?);
    let at = site.get(was.kind.folder, &was.id)?;
    let before = &site.records[at as usize];
    let place = before.translations.iter().position(|translation| translation.span.source == was.span.source)?;
    if outward_translation(was) != outward_translation(is) {
        return None;
    }
    let mut next = (**before).clone();
    next.translations[place] = is.clone();
    if site.approved(&next) != before.approved {
        return None;
    }
    site.records[at as usize] = Arc::new(next);
    Some(())
}
