//! A file read anew, put into a site that was linked before: its records, what stands inside them, and where they lead. What others refer to
//! must lead where it led.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::parts::heading_clashes;
use super::records::{followed, record, state};
use super::references::{Names, of_record};
use super::{Linked, approval, shape};
use crate::content::datum::Branch;
use crate::diagnostic::Severity;
use crate::fingerprint::{outward, outward_translation};
use crate::parse::{Document, Entry};
use crate::site::{Backlink, Change, Record, RecordId, Revision, Site};

/// Puts `new` in the place of `old`, and gives the records that tell other pages something else now. `linked` is what the site was last
/// linked as: what is edited here is not in it. None, and a site that is not to be used, when anything else would be linked in another way
/// because of it, or found.
pub fn renew(site: &mut Site, linked: &Linked, old: &Document, new: &Document) -> Option<Vec<Revision>> {
    if !is_plain(old) || !is_plain(new) || old.entries.len() != new.entries.len() {
        return None;
    }
    match (&old.translation, &new.translation) {
        (None, None) if !new.entries.is_empty() => {}
        (Some(_), Some(_)) => return renew_translation(site, old, new).map(|()| Vec::new()),
        _ => return None,
    }
    let was = site.clone();
    let mut revised = Vec::new();
    for (before, after) in old.entries.iter().zip(&new.entries) {
        revised.extend(renew_record(site, before, after, new)?);
    }
    if revised.iter().any(|revision| !revision.is_of_name()) {
        lead(&was, site, linked, &mut revised)?;
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
fn renew_record(site: &mut Site, was: &Entry, is: &Entry, document: &Document) -> Option<Option<Revision>> {
    let at = site.get(was.kind.folder, &was.id)?;
    let before = &site.records[at];
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
    Some((!revision.keys.is_empty() || revision.outline || revision.parts).then_some(revision))
}

/// Where a record leads: what to note at each other end.
type Leads = FxHashMap<RecordId, Vec<Backlink>>;

/// Follows the references of the revised records anew, and notes them at their other ends. None when one of them is at fault, or one of
/// another record would be followed in another way.
pub fn lead(was: &Site, site: &mut Site, linked: &Linked, revised: &mut [Revision]) -> Option<()> {
    let mut leading = Vec::with_capacity(revised.len());
    for revision in &mut *revised {
        let led = leads(was, revision.record)?;
        let leads = leads(site, revision.record)?;
        revision.led = unlike(&led, &leads);
        leading.push(leads);
    }
    let moved: Vec<RecordId> = revised.iter().filter(|revision| revision.parts).map(|revision| revision.record).collect();
    if !moved.is_empty() && !is_left_alone(was, site, linked) {
        return None;
    }
    if moved.is_empty() && revised.iter().all(|revision| revision.led.is_empty()) {
        return Some(());
    }
    let mut backlinks = std::mem::take(&mut site.backlinks);
    let noted = Arc::make_mut(&mut backlinks);
    for id in moved {
        let at = site.records.place(id)?;
        noted[at] = moved_to(&noted[at], was.record(id), site.record(id))?;
    }
    for (revision, mut leads) in revised.iter().zip(leading) {
        for to in &revision.led {
            let own = leads.remove(to).unwrap_or_default();
            let at = site.records.place(*to)?;
            noted[at] = with_own(&noted[at], revision.record, own);
        }
    }
    site.backlinks = backlinks;
    Some(())
}

/// Where the references of a record lead; nowhere when it is not there. None when one of them is at fault, or it follows up something else
/// than it did.
fn leads(site: &Site, at: RecordId) -> Option<Leads> {
    let Some(record) = site.records.get(at) else { return Some(Leads::default()) };
    let (found, leading) = of_record(site, &Names::of(&site.records), at, record);
    if !found.is_empty() || followed(site, at, record) != record.follows {
        return None;
    }
    let mut leads = Leads::default();
    for (to, backlink) in leading {
        leads.entry(to).or_default().push(backlink);
    }
    Some(leads)
}

/// The records that are not led to in the same way, in order.
fn unlike(led: &Leads, leads: &Leads) -> Vec<RecordId> {
    let mut unlike: Vec<RecordId> = led.keys().chain(leads.keys()).copied().filter(|to| led.get(to) != leads.get(to)).collect();
    unlike.sort_unstable();
    unlike.dedup();
    unlike
}

/// What refers to a record, where each finds now what it finds there. None when something that it refers to is gone or of another sort.
fn moved_to(backlinks: &[Backlink], was: &Record, is: &Record) -> Option<Arc<[Backlink]>> {
    let moved = |backlink: &Backlink| {
        let Some(part) = backlink.part else { return Some(backlink.clone()) };
        let before = &was.parts[part as usize];
        let now = is.parts.named(&before.id).filter(|now| is.parts[*now as usize].key == before.key)?;
        Some(Backlink { part: Some(now), ..backlink.clone() })
    };
    backlinks.iter().map(moved).collect()
}

/// What refers to a record, with what another says now in the place of what that said; in the order of records.
fn with_own(backlinks: &[Backlink], from: RecordId, own: Vec<Backlink>) -> Arc<[Backlink]> {
    let start = backlinks.partition_point(|backlink| backlink.from < from);
    let end = backlinks.partition_point(|backlink| backlink.from <= from);
    backlinks[..start].iter().chain(&own).chain(&backlinks[end..]).cloned().collect()
}

/// Whether what stands inside some records can be another without anything being found that was not, or found no more: what is told of
/// the references that are at fault, of those of the site's own settings, and of changes.
pub fn is_left_alone(was: &Site, site: &Site, linked: &Linked) -> bool {
    let all = linked.site.records.list().iter().zip(&linked.origins);
    let faulty = all.filter(|(_, origin)| !origin.followed.0.is_empty());
    let names = Names::of(&site.records);
    let still = |id: RecordId| Some(of_record(site, &names, id, site.records.get(id)?).0);
    let mut told = faulty.map(|((id, _), origin)| still(*id).as_ref() == Some(&origin.followed.0));
    let mut same_settings = true;
    Branch::of(&*site.config).each_reference(&mut |_, reference| {
        same_settings &= was.find(reference, 0) == site.find(reference, 0);
    });
    same_settings && told.all(|same| same) && site.history.all().all(|(_, change)| change.record.inner.is_none())
}

fn renew_translation(site: &mut Site, old: &Document, new: &Document) -> Option<()> {
    let (was, is) = (old.translation.as_ref()?, new.translation.as_ref()?);
    let at = site.get(was.kind.folder, &was.id)?;
    let before = &site.records[at];
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
    Some(())
}
