//! A file read anew, put into a site that was linked before: its records, what stands inside them, and where they lead. What others refer to
//! must lead where it led.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::origins::{Followed, moved};
use super::parts::heading_clashes;
use super::records::{follows, record, state};
use super::references::{Names, of_record};
use super::{Linked, approval, shape};
use crate::content::datum::Branch;
use crate::diagnostic::Severity;
use crate::fingerprint::{outward, outward_translation};
use crate::parse::{Document, Entry};
use crate::site::{Backlink, Change, Record, RecordId, Revision, Site};

/// Puts `new` in the place of `old`, and gives the records that tell other pages something else now. None, and a site that is not to be
/// used, when anything else would be linked in another way because of it, or found.
pub fn renew(linked: &mut Linked, old: &Document, new: &Arc<Document>) -> Option<Vec<Revision>> {
    if !is_plain(old) || !is_plain(new) || old.entries.len() != new.entries.len() {
        return None;
    }
    match (&old.translation, &new.translation) {
        (None, None) if !new.entries.is_empty() => {}
        (Some(_), Some(_)) => return renew_translation(linked, old, new).map(|()| Vec::new()),
        _ => return None,
    }
    let was = linked.site.clone();
    let mut revised = Vec::new();
    for (before, after) in old.entries.iter().zip(&new.entries) {
        revised.extend(renew_record(linked, before, after, new)?);
    }
    if revised.iter().any(|revision| !revision.is_of_name()) {
        lead(&was, linked, &mut revised)?;
    }
    Some(revised)
}

/// Whether a file of records or of a translation says all that it was to say.
pub fn is_plain(document: &Document) -> bool {
    let is_sound = || document.diagnostics.iter().all(|found| found.severity != Severity::Error);
    let declares = document.site.is_some() || document.accessibility.is_some() || document.changes.is_some();
    !declares && document.broken.is_empty() && !document.gaps && is_sound()
}

/// Gives the record when other pages may tell something else of it. Where it leads is not known yet.
fn renew_record(linked: &mut Linked, was: &Entry, is: &Entry, document: &Arc<Document>) -> Option<Option<Revision>> {
    let site = &mut linked.site;
    let at = site.get(was.kind.folder, &was.id)?;
    let (place, before) = (site.records.place(at)?, &site.records[at]);
    let stands = was.kind.name == is.kind.name && was.id == is.id && before.path == document.text.path;
    if !stands {
        return None;
    }
    let (mut next, found) = record(document, is, state(&is.common, site.today));
    let new = outward(before).unlike(&outward(&next));
    if new.placed || !found.is_empty() || !heading_clashes(&next).is_empty() {
        return None;
    }
    next.translations = before.translations.clone();
    next.follows = before.follows;
    next.approved = site.approved(&next);
    next.state = approval::state(site, next.state, next.approved);
    let is_alike = |was: &Record, is: &Record| {
        (was.state, was.approved, was.day()) == (is.state, is.approved, is.day()) && shape::stands_same(was, is)
    };
    if !is_alike(before, &next) {
        return None;
    }
    let parts = !shape::holds_same(before, &next);
    let revision = Revision { record: at, change: Change::Edited, keys: new.keys, outline: new.outline, parts, led: Vec::new() };
    site.records.set(at, Arc::new(next));
    linked.origins[place] = linked.origins[place].reread(document);
    Some((!revision.keys.is_empty() || revision.outline || revision.parts).then_some(revision))
}

/// Where a record leads: what to note at each other end.
type Leads<'f> = FxHashMap<RecordId, Vec<&'f Backlink>>;

/// Follows the references of the revised records anew, and notes them at their other ends. None when one of them is at fault, or one of
/// another record would be followed in another way.
pub fn lead(was: &Site, linked: &mut Linked, revised: &mut [Revision]) -> Option<()> {
    let inner: Vec<RecordId> = revised.iter().filter(|revision| revision.parts).map(|revision| revision.record).collect();
    if !inner.is_empty() && !is_left_alone(was, linked) {
        return None;
    }
    let Linked { site, origins, .. } = linked;
    let mut backlinks = site.backlinks.clone();
    for id in inner {
        let (is, at) = (site.record(id), site.records.place(id)?);
        // What one record refers to in several ways stands together.
        for from in backlinks[at].chunk_by(|a, b| a.from == b.from) {
            let origin = site.records.place(from[0].from)?;
            origins[origin] = origins[origin].moved(id, was.record(id), is)?;
        }
        let into = backlinks[at].iter().map(|backlink| moved(backlink, was.record(id), is)).collect::<Option<_>>()?;
        Arc::make_mut(&mut backlinks)[at] = into;
    }
    for revision in revised {
        let (led, follows) = (followed(was, revision.record)?, followed(site, revision.record)?);
        let (led, mut leads) = (by_end(&led), by_end(&follows));
        revision.led = unlike(&led, &leads);
        for to in &revision.led {
            let own = leads.remove(to).unwrap_or_default();
            let at = site.records.place(*to)?;
            Arc::make_mut(&mut backlinks)[at] = with_own(&backlinks[at], revision.record, own);
        }
        if let Some(at) = site.records.place(revision.record) {
            origins[at].followed = Arc::new(follows);
        }
    }
    site.backlinks = backlinks;
    Some(())
}

/// What following the references of a record gives; nothing when it is not there. None when one of them is at fault, or it follows up
/// something else than it did.
fn followed(site: &Site, at: RecordId) -> Option<Followed> {
    let Some(record) = site.records.get(at) else { return Some(Followed::default()) };
    let followed = of_record(site, &Names::of(&site.records), at, record);
    (followed.found.is_empty() && follows(site, at, record) == record.follows).then_some(followed)
}

fn by_end(followed: &Followed) -> Leads<'_> {
    let mut leads = Leads::default();
    for (to, backlink) in &followed.leads {
        leads.entry(*to).or_default().push(backlink);
    }
    leads
}

/// The records that are not led to in the same way, in order.
fn unlike(led: &Leads, leads: &Leads) -> Vec<RecordId> {
    let mut unlike: Vec<RecordId> = led.keys().chain(leads.keys()).copied().filter(|to| led.get(to) != leads.get(to)).collect();
    unlike.sort_unstable();
    unlike.dedup();
    unlike
}

/// What refers to a record, with what another says now in the place of what that said; in the order of records.
fn with_own(backlinks: &[Backlink], from: RecordId, own: Vec<&Backlink>) -> Arc<[Backlink]> {
    let start = backlinks.partition_point(|backlink| backlink.from < from);
    let end = backlinks.partition_point(|backlink| backlink.from <= from);
    backlinks[..start].iter().chain(own).chain(&backlinks[end..]).cloned().collect()
}

/// Whether what stands inside some records can be another without anything being found that was not, or found no more: what is told of
/// the references that are at fault, of those of the site's own settings, and of changes.
pub fn is_left_alone(was: &Site, linked: &Linked) -> bool {
    let site = &linked.site;
    let names = Names::of(&site.records);
    let faulty = site.records.list().iter().zip(&linked.origins).filter(|(_, origin)| !origin.followed.found.is_empty());
    let mut told = faulty.map(|((id, record), origin)| of_record(site, &names, *id, record).found == origin.followed.found);
    let mut same_settings = true;
    Branch::of(&*site.config).each_reference(&mut |_, reference| {
        same_settings &= was.find(reference, 0) == site.find(reference, 0);
    });
    same_settings && told.all(|same| same) && site.history.all().all(|(_, change)| change.record.inner().is_none())
}

fn renew_translation(linked: &mut Linked, old: &Document, new: &Arc<Document>) -> Option<()> {
    let Linked { site, origins, .. } = linked;
    let (was, is) = (old.translation.as_ref()?, new.translation.as_ref()?);
    let at = site.get(was.kind.folder, &was.id)?;
    let (origin, before) = (site.records.place(at)?, &site.records[at]);
    let place = before.translations.iter().position(|translation| translation.span.source == was.span.source)?;
    if outward_translation(was) != outward_translation(is) {
        return None;
    }
    let mut next = (**before).clone();
    next.translations[place] = is.clone();
    if site.approved(&next) != before.approved {
        return None;
    }
    site.records.set(at, Arc::new(next));
    origins[origin] = origins[origin].translated(old, new);
    Some(())
}
