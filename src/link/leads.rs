//! Where records lead, after some of them were revised: followed anew, and noted at the other ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Linked;
use super::origins::{Followed, Origin, moved};
use super::records::follows;
use super::references::{Names, of_record};
use crate::content::datum::Branch;
use crate::fingerprint::outward;
use crate::site::{Backlink, Change, Found, Record, RecordId, Revision, Site};
use crate::span::SourceId;

/// Where a record leads: what to note at each other end.
type Leads<'f> = FxHashMap<RecordId, Vec<&'f Backlink>>;

/// How many records may lead to those that come or go before all is linked anew.
const MANY: usize = 64;

/// The other records that lead to one of those that came or went, or into one that holds other things. None when there are many, or one
/// is itself revised.
pub fn leading(was: &Site, linked: &Linked, revised: &[Revision]) -> Option<Vec<Revision>> {
    let Linked { site, origins, .. } = linked;
    let own: FxHashMap<RecordId, &Revision> = revised.iter().map(|revision| (revision.record, revision)).collect();
    let mut leading: BTreeMap<RecordId, Revision> = BTreeMap::new();
    let mut both = false;
    let mut note = |backlink: &Backlink| match own.get(&backlink.from) {
        // What it says and what it leads to is not told apart.
        Some(own) => both |= own.is_edit(),
        None => {
            let revision = leading.entry(backlink.from).or_insert_with(|| Revision::new(backlink.from, Change::Edited));
            match backlink.label {
                // What a key refers to its record says.
                Some(_) if revision.keys.is_empty() => revision.keys = outward(site.record(backlink.from)).keys(),
                Some(_) => {}
                None => revision.outline = true,
            }
        }
    };
    for gone in revised.iter().filter(|revision| revision.went()) {
        was.backlinks_to(gone.record).iter().for_each(&mut note);
    }
    for ((id, _), origin) in site.records.list().iter().zip(origins).filter(|(_, origin)| origin.is_open()) {
        let (followed, known) = (followed(site, *id)?, &origin.followed().leads);
        let new = followed.leads.iter().filter(|(to, _)| !known.iter().any(|(before, _)| before == to));
        new.for_each(|(_, backlink)| note(backlink));
    }
    (leading.len() <= MANY && !both).then(|| leading.into_values().collect())
}

/// Follows the references of the revised records anew, and notes them at their other ends. None when one of another record would be followed
/// in another way.
pub fn lead(was: &Site, linked: &mut Linked, revised: &mut [Revision]) -> Option<()> {
    let Linked { site, origins, .. } = linked;
    let mut backlinks = site.backlinks.clone();
    for id in revised.iter().filter(|revision| revision.parts).map(|revision| revision.record) {
        let (is, at) = (site.record(id), site.records.place(id)?);
        // What one record refers to in several ways stands together.
        for from in backlinks[at].chunk_by(|a, b| a.from == b.from) {
            let origin = site.records.place(from[0].from)?;
            origins[origin] = origins[origin].moved(id, was.record(id), is)?;
        }
        let into = backlinks[at].iter().map(|backlink| moved(backlink, was.record(id), is)).collect::<Option<_>>()?;
        backlinks[at] = into;
    }
    for revision in revised {
        let (led, follows) = (followed(was, revision.record)?, followed(site, revision.record)?);
        let (led, mut leads) = (by_end(&led), by_end(&follows));
        revision.led = unlike(&led, &leads);
        for to in &revision.led {
            let own = leads.remove(to).unwrap_or_default();
            let Some(at) = site.records.place(*to) else { continue };
            backlinks[at] = with_own(&backlinks[at], revision.record, own);
        }
        if let Some(at) = site.records.place(revision.record) {
            origins[at].follow(follows);
        }
    }
    site.backlinks = backlinks;
    Some(())
}

/// What following the references of a record gives; nothing when it is not there. None when it follows up something else than it did.
fn followed(site: &Site, at: RecordId) -> Option<Followed> {
    let Some(record) = site.records.get(at) else { return Some(Followed::default()) };
    (follows(site, at, record) == record.follows).then(|| of_record(site, &Names::of(&site.records), at, record))
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

/// Tells anew what is at fault with references, where that names a place in `file`, which was read anew; and, if anything `moved` to which
/// references can lead, of all that were at fault or led nowhere; gives whether any of these is at fault. None when one that led nowhere leads
/// somewhere now and is not among what was led anew, or one of the settings leads to nothing any more.
pub fn refollow(was: &Site, linked: &mut Linked, file: SourceId, moved: Option<&Vec<Revision>>) -> Option<bool> {
    let led: FxHashSet<RecordId> = moved.into_iter().flatten().map(|revision| revision.record).collect();
    let moved = moved.is_some();
    let Linked { site, origins, .. } = linked;
    if moved && !(settings_lead(was, site) && site.history.all().all(|(_, change)| change.record.inner().is_none())) {
        return None;
    }
    if !moved && linked.found.is_empty() {
        return Some(false);
    }
    let is_open = |origin: &Origin| {
        let names_file = || origin.faults().iter().any(|found| found.names(file));
        if moved { origin.is_open() } else { names_file() }
    };
    let mut told = Vec::new();
    for (at, ((id, record), origin)) in site.records.list().iter().zip(&*origins).enumerate().filter(|(_, (_, origin))| is_open(origin)) {
        let followed = followed(site, *id)?;
        let stands = || led.contains(id) || !moved || !links_elsewhere(was, site, record);
        if followed.leads != origin.followed().leads || !stands() {
            return None;
        }
        told.push((at, followed));
    }
    let is_told = told.iter().any(|(_, followed)| !followed.found.is_empty());
    for (at, followed) in told {
        origins[at].follow(followed);
    }
    Some(is_told)
}

/// Whether a link in the text of a record leads elsewhere than it did.
fn links_elsewhere(was: &Site, is: &Site, record: &Record) -> bool {
    let links = record.body.iter().flat_map(|body| &body.facts.links);
    links.into_iter().any(|link| was.link(record, &link.dest) != is.link(record, &link.dest))
}

/// Whether nothing is at fault with the settings' own references that was not. Of what cannot be read is told where it stands.
fn settings_lead(was: &Site, is: &Site) -> bool {
    let mut lead = true;
    Branch::of(&*is.config).each_reference(&mut |_, reference| {
        let found = is.find(reference, 0);
        lead &= found == was.find(reference, 0) || matches!(found, Found::At(_) | Found::Broken);
    });
    lead
}
