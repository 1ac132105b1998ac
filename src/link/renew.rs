//! A file read anew, put into a site that was linked before: when nothing in it that anything else goes by has changed, but what it is called.

use std::sync::Arc;

use super::approval;
use super::records::{record, state};
use crate::diagnostic::Severity;
use crate::fingerprint::{outward, outward_translation};
use crate::parse::{Document, Entry};
use crate::site::{RecordId, Site};

/// Puts `new` in the place of `old`, which the site was linked from, and gives the records that are called something else now. None, and a site
/// that is not to be used, when anything else could be another because of it than the pages of these records.
pub fn renew(site: &mut Site, old: &Document, new: &Document) -> Option<Vec<RecordId>> {
    if !is_plain(old) || !is_plain(new) || old.entries.len() != new.entries.len() {
        return None;
    }
    match (&old.translation, &new.translation) {
        (None, None) if !new.entries.is_empty() => {}
        (Some(_), Some(_)) => return renew_translation(site, old, new).map(|()| Vec::new()),
        _ => return None,
    }
    let mut renamed = Vec::new();
    for (was, is) in old.entries.iter().zip(&new.entries) {
        renamed.extend(renew_record(site, was, is, new)?);
    }
    Some(renamed)
}

/// A file of records or of a translation that says all that it was to say.
fn is_plain(document: &Document) -> bool {
    let is_sound = || document.diagnostics.iter().all(|found| found.severity != Severity::Error);
    let declares = document.site.is_some() || document.accessibility.is_some() || document.changes.is_some();
    !declares && document.broken.is_empty() && !document.gaps && is_sound()
}

/// Gives the record when it is called something else now.
fn renew_record(site: &mut Site, was: &Entry, is: &Entry, document: &Document) -> Option<Option<RecordId>> {
    let at = site.get(was.kind.folder, &was.id)?;
    let before = &site.records[at as usize];
    let stands = was.kind.name == is.kind.name && was.id == is.id && before.path == document.text.path;
    if !stands {
        return None;
    }
    let (mut next, found) = record(document, is, state(&is.common, site.today));
    let (outward_was, outward_is) = (outward(before), outward(&next));
    if !found.is_empty() || outward_was.rest != outward_is.rest {
        return None;
    }
    next.translations = before.translations.clone();
    next.follows = before.follows;
    next.approved = site.approved(&next);
    next.state = approval::state(site, next.state, next.approved);
    if (next.state, next.approved) != (before.state, before.approved) {
        return None;
    }
    site.records[at as usize] = Arc::new(next);
    Some((outward_was.called != outward_is.called).then_some(at))
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
