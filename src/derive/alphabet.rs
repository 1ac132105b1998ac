//! A–Ö: every title, other name and search word, sorted as the site's language sorts.

use std::borrow::Cow;

use rayon::prelude::*;

use super::Learnt;
use crate::collation::Collation;
use crate::knowledge::{AlphabetEntry, Knowledge};
use crate::site::{Record, RecordId, Revision, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let collation = Collation::of(site.config.language());
    let records: Vec<(RecordId, &Record)> = site.all().filter(|(_, record)| record.state != State::Withdrawn).collect();
    let mut entries: Vec<(Cow<[u8]>, AlphabetEntry)> =
        records.into_par_iter().flat_map_iter(|(id, record)| entries_of(&collation, id, record)).collect();
    entries.par_sort_unstable_by(|a, b| (&a.0, a.1.record, &a.1.word).cmp(&(&b.0, b.1.record, &b.1.word)));
    // The same word twice for one record is one line.
    entries.dedup_by(|a, b| a.1.word == b.1.word && a.1.record == b.1.record);
    let alphabet: Vec<_> = entries.into_iter().map(|(_, entry)| entry).collect();
    Box::new(move |knowledge| knowledge.alphabet = alphabet.into())
}

/// The same when all records that are not revised are called what they were.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let collation = Collation::of(site.config.language());
    let mut alphabet = (*knowledge.alphabet).clone();
    alphabet.retain(|entry| !revisions.iter().any(|revision| revision.record == entry.record));
    let told = revisions.iter().filter_map(|revision| Some((revision.record, &**site.records.get(revision.record)?)));
    for (id, record) in told.filter(|(_, record)| record.state != State::Withdrawn) {
        let mut entries = entries_of(&collation, id, record);
        entries.sort_unstable_by(|a, b| (&a.0, &a.1.word).cmp(&(&b.0, &b.1.word)));
        entries.dedup_by(|a, b| a.1.word == b.1.word);
        for (key, entry) in entries {
            let at = alphabet.partition_point(|known| {
                let known_key = key_of(&collation, known, site.record(known.record));
                (&known_key, known.record, &known.word) < (&key, entry.record, &entry.word)
            });
            alphabet.insert(at, entry);
        }
    }
    Box::new(move |knowledge| knowledge.alphabet = alphabet.into())
}

/// What a line of a record is sorted by.
fn key_of<'r>(collation: &Collation, entry: &AlphabetEntry, of: &'r Record) -> Cow<'r, [u8]> {
    if entry.alias { Cow::Owned(collation.key(&entry.word)) } else { Cow::Borrowed(of.order(collation)) }
}

/// The lines of a record, each with what it is sorted by.
fn entries_of<'r>(collation: &Collation, record: RecordId, of: &'r Record) -> Vec<(Cow<'r, [u8]>, AlphabetEntry)> {
    let title = &*of.common.title;
    let names = of.other_names().into_iter().filter(|name| *name != title).map(|name| (name, true));
    let entry = |(word, alias): (&str, bool)| {
        let entry = AlphabetEntry { word: word.to_owned(), letter: collation.letter(word)?, record, alias };
        Some((key_of(collation, &entry, of), entry))
    };
    std::iter::once((title, false)).chain(names).filter_map(entry).collect()
}
