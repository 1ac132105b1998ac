//! A file that is read anew, comes or goes while the site stands: its records are put in the place of those that stood in it, with what stands
//! inside them and where they lead. What else leads to a record that comes or goes is told of with it. Errors in the file are no hindrance: a
//! record that cannot be read is one that went.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::leads::{lead, leading, refollow};
use super::moved::{take_in, take_out};
use super::parts::heading_clashes;
use super::records::{record, state};
use super::{Linked, approval, found, shape};
use crate::fingerprint::{outward, outward_translation};
use crate::parse::{Document, Entry};
use crate::site::{Change, Named, Record, Revision, Site};

/// Puts `new` in the place of `old`, and gives the records that tell other pages something else now; without `old` the file comes, without
/// `new` it goes. None, and a site that is not to be used, when anything else would be linked in another way because of it.
pub fn renew(linked: &mut Linked, old: Option<&Document>, new: Option<&Arc<Document>>) -> Option<Vec<Revision>> {
    let both = || old.into_iter().chain(new.map(|new| &**new));
    let file = both().next()?.text.id;
    // What was found of several files together only all of them tell.
    if both().any(declares) || linked.around.iter().flat_map(|found| found.iter()).any(|found| found.names(file)) {
        return None;
    }
    let was = linked.site.clone();
    let (mut revised, mut is_told) = (Vec::new(), false);
    if both().any(|document| document.translation.is_some()) {
        renew_translation(linked, old?, new?)?;
    } else {
        if !both().all(holds_records) {
            return None;
        }
        let withheld = withhold(&mut linked.site, old, new);
        revised = renew_records(linked, old, new)?;
        let moved = !withheld.is_empty() || revised.iter().any(|revision| revision.parts || !revision.is_edit());
        if moved && !may_move(linked, &revised, &withheld) {
            return None;
        }
        if moved {
            revised.extend(leading(&was, linked, &revised)?);
        }
        if revised.iter().any(|revision| !revision.is_of_name()) {
            lead(&was, linked, &mut revised)?;
        }
        is_told = refollow(&was, linked, file, moved.then_some(&revised))?;
    }
    let own = both().flat_map(|document| linked.site.records_in(&document.text.path)).filter_map(|id| linked.site.records.place(*id));
    if is_told || !linked.found.is_empty() || own.map(|at| &linked.origins[at]).any(|origin| origin.is_at_fault()) {
        linked.found = found(&linked.around, linked.origins.iter());
    }
    Some(revised)
}

fn declares(document: &Document) -> bool {
    document.site.is_some() || document.accessibility.is_some() || document.changes.is_some()
}

/// Whether a file has records, be they readable or not.
fn holds_records(document: &Document) -> bool {
    !document.entries.is_empty() || !document.broken.is_empty()
}

/// Notes what of the file cannot be read now, and what could not; gives the records of which that is another.
fn withhold(site: &mut Site, old: Option<&Document>, new: Option<&Arc<Document>>) -> Vec<Named> {
    let broken = |document: Option<&Document>| document.map_or(&[][..], |document| &document.broken).to_vec();
    let (were, are) = (broken(old), broken(new.map(|new| &**new)));
    if were == are {
        return Vec::new();
    }
    let key = |(folder, id): &(&'static str, String)| (*folder, Arc::from(id.as_str()));
    let (were, are): (Vec<Named>, Vec<Named>) = (were.iter().map(key).collect(), are.iter().map(key).collect());
    let known = Arc::make_mut(&mut site.broken);
    for key in &are {
        *known.entry(key.clone()).or_insert(0) += 1;
    }
    for key in &were {
        // Another file may have a record of that name too.
        if let Some(files) = known.get_mut(key) {
            *files -= 1;
        }
    }
    known.retain(|_, files| *files > 0);
    were.into_iter().chain(are).collect()
}

fn renew_records(linked: &mut Linked, old: Option<&Document>, new: Option<&Arc<Document>>) -> Option<Vec<Revision>> {
    let (before, after) = (by_id(old)?, by_id(new.map(|new| &**new))?);
    let mut revised = Vec::new();
    for entry in old.iter().flat_map(|old| &old.entries).filter(|entry| !after.contains_key(&(entry.kind.folder, &*entry.id))) {
        revised.push(take_out(linked, entry, old?)?);
    }
    for entry in new.iter().flat_map(|new| &new.entries) {
        match before.get(&(entry.kind.folder, &*entry.id)) {
            Some(was) => revised.extend(renew_record(linked, was, entry, (old?, new?))?),
            None => revised.push(take_in(linked, entry, new?, None)?),
        }
    }
    Some(revised)
}

/// The records of a file by folder and id; None when two have the same, of which one was left out.
fn by_id(document: Option<&Document>) -> Option<FxHashMap<(&str, &str), &Entry>> {
    let entries = document.map_or(&[][..], |document| &document.entries);
    let by_id: FxHashMap<_, _> = entries.iter().map(|entry| ((entry.kind.folder, &*entry.id), entry)).collect();
    (by_id.len() == entries.len()).then_some(by_id)
}

/// Whether records can come, go and hold other things without anything else being found than what is found of records: a change is told of
/// none of them, no translation waits for its original, and neither the settings nor a change led nowhere, which is told with names that
/// were perhaps meant.
fn may_move(linked: &Linked, revised: &[Revision], withheld: &[Named]) -> bool {
    let Linked { site, around: [_, last], waits, .. } = linked;
    let moved = revised.iter().filter(|revision| !revision.is_edit()).map(|revision| revision.of(site).named());
    let mut moved = moved.chain(withheld.iter().cloned());
    // What cannot be read any more, and was not there, only the plan of all tells of.
    let shown = withheld.is_empty() || revised.iter().any(|revision| !revision.is_edit());
    shown && !waits && last.is_empty() && !moved.any(|(folder, id)| is_told_of(site, folder, &id))
}

/// Whether a change is told of a record.
fn is_told_of(site: &Site, folder: &str, id: &str) -> bool {
    site.history.all().any(|(_, change)| change.record.folder() == Some(folder) && *change.record.id() == *id)
}

/// Gives the record when other pages may tell something else of it. Where it leads is not known yet. One that stands in another way among the
/// others, for these readers or for others, goes and comes.
fn renew_record(linked: &mut Linked, was: &Entry, is: &Entry, (old, document): (&Document, &Arc<Document>)) -> Option<Vec<Revision>> {
    let site = &mut linked.site;
    let at = site.get(was.kind.folder, &was.id)?;
    let (place, before) = (site.records.place(at)?, &site.records[at]);
    if was.kind.name != is.kind.name || before.path != document.text.path {
        return None;
    }
    let (mut next, mut found) = record(document, is, state(&is.common, site.today));
    let new = outward(before).unlike(&outward(&next));
    found.extend(heading_clashes(&next));
    next.translations = before.translations.clone();
    next.follows = before.follows;
    next.approved = site.approved(&next);
    next.state = approval::state(site, next.state, next.approved);
    let is_alike = |was: &Record, is: &Record| {
        (was.state, was.approved, was.day()) == (is.state, is.approved, is.day()) && shape::stands_same(was, is)
    };
    if new.placed || !is_alike(before, &next) {
        let went = take_out(linked, was, old)?;
        let came = take_in(linked, is, document, Some(at))?;
        return Some(vec![went, came]);
    }
    let (parts, sound) = (!shape::holds_same(before, &next), before.is_sound() != next.is_sound());
    let revision = Revision { keys: new.keys, outline: new.outline, parts, sound, ..Revision::new(at, Change::Edited) };
    site.records.set(at, Arc::new(next));
    linked.origins[place] = linked.origins[place].reread(document, found);
    Some(if revision.tells() { vec![revision] } else { Vec::new() })
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
