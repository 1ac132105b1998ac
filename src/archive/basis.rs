//! What a site is made of, as it is handed over: nothing that readers were never given goes along. Where only some of a file may, the file is
//! written anew with that alone.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use toml::{Table, Value};

use crate::content::Kind;
use crate::output::Body;
use crate::parse::{Document, Documents};
use crate::site::{Site, State};
use crate::source::Sources;

/// What `site.toml` says that is for those who work with the site: where it is published to, and fingerprints out of which personal numbers
/// can be worked out.
const INTERNAL: [&str; 2] = ["publish", "not-personal"];

/// The files, each with its path in the site.
pub fn files<'a>(site: &'a Site, sources: &'a Sources, documents: &'a Documents) -> impl Iterator<Item = (&'a str, Body)> + use<'a> {
    let used = Arc::new(used(site, documents));
    let of_texts = used.clone();
    let written = documents.documents.iter().filter_map(move |document| {
        let text = text(site, document, &of_texts)?;
        Some((&*document.text.path, Body::Bytes(text.into_owned().into_bytes())))
    });
    let themes = sources.texts.iter().filter(|text| text.path.starts_with("themes/"));
    let themes = themes.map(|text| (&*text.path, Body::Bytes(text.content.as_bytes().to_vec())));
    let blobs = sources.blobs.iter().filter(move |blob| blob.path.starts_with("themes/") || used.contains(&*blob.path));
    written.chain(themes).chain(blobs.map(|blob| (&*blob.path, Body::Copy(blob.on_disk.clone()))))
}

/// What readers were never given: a record whose last day has passed they were.
fn is_held(site: &Site, kind: &Kind, id: &str) -> bool {
    matches!(site.hidden.get(&(kind.folder, Arc::from(id))), Some(State::Draft | State::Embargoed | State::Unapproved))
}

/// The files that are no records, and that readers can fetch or something that they read is taken from.
fn used(site: &Site, documents: &Documents) -> BTreeSet<String> {
    let passed_on = site.told().flat_map(|(_, record)| site.passed_on(record)).filter(|path| !site.is_withheld_file(path));
    // A spreadsheet may hold rows of every record of the file that it belongs to.
    let held = documents.documents.iter().filter(|document| document.entries.iter().any(|entry| is_held(site, entry.kind, &entry.id)));
    let held: BTreeSet<&str> = held.flat_map(|document| &document.books).map(|book| &*book.path).collect();
    let books = site.told().flat_map(|(_, record)| &record.books).filter(|book| !held.contains(&*book.path));
    passed_on.chain(books.map(|book| book.path.to_string())).collect()
}

/// What of a text under `content/` goes along.
fn text<'d>(site: &Site, document: &'d Document, used: &BTreeSet<String>) -> Option<Cow<'d, str>> {
    let whole = Cow::Borrowed(&*document.text.content);
    if document.site.is_some() {
        let is_public = site.config.publish.is_empty() && site.config.not_personal.is_empty();
        return if is_public { Some(whole) } else { without(&whole, |table| INTERNAL.iter().for_each(|key| _ = table.remove(*key))) };
    }
    if let Some(told) = &document.changes {
        let shown: BTreeSet<usize> = site.history.places().collect();
        let all = shown.len() == told.changes.len();
        return if all { Some(whole) } else { without(&whole, |table| retain(table, "change", |at, _| shown.contains(&at))) };
    }
    if let Some(translation) = &document.translation {
        return Some(whole).filter(|_| !is_held(site, translation.kind, &translation.id));
    }
    let Some(first) = document.entries.first() else {
        return Some(whole).filter(|_| document.accessibility.is_some() || used.contains(&*document.text.path));
    };
    let held: BTreeSet<&str> = document.entries.iter().map(|entry| entry.id.as_str()).filter(|id| is_held(site, first.kind, id)).collect();
    match held.len() {
        0 => Some(whole),
        all if all == document.entries.len() => None,
        _ => without(&whole, |table| {
            retain(table, first.kind.name, |_, one| !one.get("id").and_then(Value::as_str).is_some_and(|id| held.contains(id)));
        }),
    }
}

/// A text of TOML after something was taken out of it. Its comments go too: nobody knows what they are about.
fn without<'d>(text: &str, take: impl FnOnce(&mut Table)) -> Option<Cow<'d, str>> {
    let mut table: Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    take(&mut table);
    toml::to_string(&table).ok().map(Cow::Owned)
}

/// Keeps those of several values at a key that are to be kept, by their place and what they say.
fn retain(table: &mut Table, key: &str, keep: impl Fn(usize, &Value) -> bool) {
    if let Some(Value::Array(list)) = table.get_mut(key) {
        let mut places = 0..;
        list.retain(|one| places.next().is_some_and(|at| keep(at, one)));
    } else if table.get(key).is_some_and(|one| !keep(0, one)) {
        table.remove(key);
    }
}
