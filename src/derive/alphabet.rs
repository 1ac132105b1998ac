//! A–Ö: every title, other name and search word, sorted as the site's language sorts.

use std::borrow::Cow;

use rayon::prelude::*;

use super::Learnt;
use crate::collation::Collation;
use crate::knowledge::{AlphabetEntry, Knowledge};
use crate::site::{Record, RecordId, Site, State};

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

/// The lines of a record, each with what it is sorted by.
fn entries_of<'r>(collation: &Collation, record: RecordId, of: &'r Record) -> Vec<(Cow<'r, [u8]>, AlphabetEntry)> {
    let title = &*of.common.title;
    let names = of.other_names().into_iter().filter(|name| *name != title).map(|name| (name, true));
    let entry = |(word, alias): (&str, bool)| {
        let letter = collation.letter(word)?;
        let key = if alias { Cow::Owned(collation.key(word)) } else { Cow::Borrowed(of.order(collation)) };
        Some((key, AlphabetEntry { word: word.to_owned(), letter, record, alias }))
    };
    std::iter::once((title, false)).chain(names).filter_map(entry).collect()
}
