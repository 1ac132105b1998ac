//! Records out of documents, in the order of the site: each with its translations, and the one that it follows up.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::origins::Origin;
use super::{Linked, NO_ORIGINAL, approval, parts, twice};
use crate::content::Kind;
use crate::content::common::Common;
use crate::content::result::FollowUp;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::{Document, Documents, Entry};
use crate::site::{Approved, Parts, Record, RecordId, Records, Site, State};
use crate::source::Audience;

/// A record that is to be: where it stands.
struct Place<'d> {
    document: &'d Arc<Document>,
    entry: &'d Entry,
    state: State,
    translations: Vec<&'d Arc<Document>>,
}

/// Takes every record that these readers may see, in the order of kinds and ids; gives whether a translation waits for its original, too.
pub fn take(documents: &Documents, site: &mut Site, before: Option<&Linked>, found: &mut Vec<Diagnostic>) -> (Vec<Origin>, bool) {
    let mut places = places(documents, site, found);
    let waits = translate(documents, site, &mut places, found);
    let known = known(&places, site, before);
    let stands: Vec<bool> = known.iter().map(Option::is_some).collect();
    let made: Vec<(Arc<Record>, Origin)> =
        places.into_par_iter().zip(known).map(|(place, known)| known.unwrap_or_else(|| make(&place))).collect();
    let (mut records, mut origins): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    let same_files = before.is_some_and(|before| before.site.blobs == site.blobs && Arc::ptr_eq(&before.site.stored, &site.stored));
    found.extend(approval::judge(site, &mut records, &mut origins, |at| same_files && stands[at]));
    site.records = Records::new(records);
    (origins, waits)
}

fn places<'d>(documents: &'d Documents, site: &mut Site, found: &mut Vec<Diagnostic>) -> Vec<Place<'d>> {
    let entries = documents.documents.iter().flat_map(|document| document.entries.iter().map(move |entry| (document, entry)));
    let mut entries: Vec<_> = entries.map(|(document, entry)| (entry.kind.order(), document, entry)).collect();
    entries.sort_by(|(a, one, first), (b, other, second)| (a, &first.id, &one.text.path).cmp(&(b, &second.id, &other.text.path)));
    let mut last: Option<&Entry> = None;
    let mut kept = Vec::with_capacity(entries.len());
    let mut hidden = FxHashMap::default();
    for (_, document, entry) in entries {
        if let Some(first) = last.filter(|last| last.kind.name == entry.kind.name && last.id == entry.id) {
            found.push(twice(&document.text.content, entry.span, first.span, &entry.id));
            continue;
        }
        last = Some(entry);
        let state = state(&entry.common, site.today);
        if is_hidden(state, site.audience) {
            hidden.insert((entry.kind.folder, Arc::from(entry.id.as_str())), state);
        } else {
            kept.push(Place { document, entry, state, translations: Vec::new() });
        }
    }
    let broken = documents.documents.iter().flat_map(|document| &document.broken);
    site.hidden = Arc::new(hidden);
    let mut unreadable = FxHashMap::default();
    for (folder, id) in broken {
        *unreadable.entry((*folder, Arc::from(id.as_str()))).or_insert(0) += 1;
    }
    site.broken = Arc::new(unreadable);
    kept
}

/// Whether these readers are not shown what is in this state. What is no more shown is nothing that reviewers could let through.
fn is_hidden(state: State, audience: Audience) -> bool {
    match state {
        State::Draft | State::Embargoed => audience == Audience::Public,
        State::Expired => audience != Audience::Writers,
        State::Published | State::Withdrawn | State::Unapproved => false,
    }
}

/// Puts translations to their originals; gives whether one has none.
fn translate<'d>(documents: &'d Documents, site: &Site, places: &mut [Place<'d>], found: &mut Vec<Diagnostic>) -> bool {
    let mut waits = false;
    let translations = documents.documents.iter().filter_map(|document| Some((document, document.translation.as_ref()?)));
    for (document, translation) in translations {
        let of = (translation.kind.order(), &translation.id);
        let key = (translation.kind.folder, Arc::from(translation.id.as_str()));
        let known = site.config.languages.iter().any(|lang| lang.id == translation.lang);
        let place = places.binary_search_by(|place| (place.entry.kind.order(), &place.entry.id).cmp(&of));
        waits |= place.is_err();
        match place {
            Ok(at) if known => places[at].translations.push(document),
            Ok(_) => found.push(
                Diagnostic::new(
                    &NO_ORIGINAL,
                    translation.span,
                    format!("Språket ”{}” står inte bland webbplatsens språk.", translation.lang),
                    format!("The language “{}” is not among the site's languages.", translation.lang),
                )
                .help("Lägg till det under languages i content/site.toml.", "Add it under languages in content/site.toml.")
                .meant(&translation.lang, site.config.languages.iter().map(|lang| lang.id.as_str())),
            ),
            // Why it is not there is told where it stands.
            Err(_) if site.is_withheld(key.0, &key.1) || site.unread_record(key.0, &key.1) => {}
            Err(_) => found.push(
                Diagnostic::new(
                    &NO_ORIGINAL,
                    translation.span,
                    format!("Det finns ingen post ”{}” att översätta i mappen {}.", translation.id, translation.kind.folder),
                    format!("There is no record “{}” to translate in the folder {}.", translation.id, translation.kind.folder),
                )
                .meant(&translation.id, ids_of(places, translation.kind)),
            ),
        }
    }
    waits
}

/// The ids of all records of a kind.
fn ids_of<'p>(places: &'p [Place<'_>], kind: &'static Kind) -> impl Iterator<Item = &'p str> {
    places.iter().filter(|place| place.entry.kind.name == kind.name).map(|place| place.entry.id.as_str())
}

/// The records of `before` that come from the very files of these. Both stand in the same order, so one walk finds them.
fn known(places: &[Place], site: &Site, before: Option<&Linked>) -> Vec<Option<(Arc<Record>, Origin)>> {
    // Records know their place in the order of their language.
    let before = before.filter(|before| before.site.config.language() == site.config.language());
    let mut were = before.into_iter().flat_map(|before| before.site.records.iter().zip(&before.origins)).peekable();
    let same = |place: &Place, record: &Record, origin: &Origin| {
        origin.is_of(place.document, &place.translations)
            && place.entry.span == record.span
            && (place.state == record.state || place.state == State::Published && record.state == State::Unapproved)
    };
    let known = places.iter().map(|place| {
        let at = (place.entry.kind.order(), place.entry.id.as_str());
        while were.next_if(|(record, _)| (record.kind.order(), &*record.id) < at).is_some() {}
        let (record, origin) = were.next_if(|(record, _)| (record.kind.order(), &*record.id) == at)?;
        same(place, record, origin).then(|| (record.clone(), origin.clone()))
    });
    known.collect()
}

fn make(place: &Place) -> (Arc<Record>, Origin) {
    let (mut record, mut found) = record(place.document, place.entry, place.state);
    found.extend(parts::heading_clashes(&record));
    record.translations = place.translations.iter().filter_map(|document| document.translation.clone()).collect();
    (Arc::new(record), Origin::new(place.document, &place.translations, found))
}

/// Finds the record that each result follows up.
pub fn follow_up(site: &mut Site) {
    let follows: Vec<Option<RecordId>> = site.all().map(|(id, record)| follows(site, id, record)).collect();
    for (record, follows) in site.records.iter_mut().zip(follows).filter(|(record, follows)| record.follows != *follows) {
        Arc::make_mut(record).follows = follows;
    }
}

/// The record that a result follows up. One of the wrong kind is told of where it is named, and not once more for each goal of it.
pub fn follows(site: &Site, id: RecordId, record: &Record) -> Option<RecordId> {
    let result = record.is::<FollowUp>()?;
    let folders = result.follows_up.target.folders;
    let address = site.resolve(&result.follows_up, id)?;
    folders.contains(&site.record(address.record).kind.folder).then_some(address.record)
}

/// What a record is on a day.
pub fn state(common: &Common, today: jiff::civil::Date) -> State {
    if common.withdrawn.is_some() {
        State::Withdrawn
    } else if common.draft {
        State::Draft
    } else if common.not_before.as_ref().is_some_and(|day| day.date() > today) {
        State::Embargoed
    } else if common.until.as_ref().is_some_and(|day| day.date() < today) {
        State::Expired
    } else {
        State::Published
    }
}

/// The record that an entry of a document is, without translations; and what was found when its parts were listed.
pub fn record(document: &Document, entry: &Entry, state: State) -> (Record, Vec<Diagnostic>) {
    let mut record = Record {
        kind: entry.kind,
        id: Arc::from(entry.id.as_str()),
        span: entry.span,
        path: document.text.path.clone(),
        text: document.text.content.clone(),
        books: document.books.clone(),
        common: entry.common.clone(),
        content: entry.content.clone(),
        body: entry.body.clone(),
        parts: Parts::default(),
        translations: Vec::new(),
        state,
        approved: Approved::default(),
        follows: None,
        gaps: document.gaps,
        lost: document.lost,
        order: OnceLock::new(),
        faults: document.diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.span).collect(),
    };
    let (parts, found) = parts::of(&record);
    record.parts = Parts::new(parts);
    record.faults.sort_unstable();
    // Of two parts with one id, one was to have another: what refers to that is not at fault.
    record.gaps |= !found.is_empty();
    (record, found)
}
