//! A–Ö: every title, other name and search word, sorted as the site's language sorts.

use crate::collation::Collation;
use crate::content::datum::Datum;
use crate::content::organisation::Organisation;
use crate::knowledge::{AlphabetEntry, Knowledge};
use crate::site::{Record, Site, State};

pub fn derive(site: &Site, knowledge: &mut Knowledge) {
    let collation = Collation::of(site.config.language());
    let mut entries: Vec<(Vec<u8>, AlphabetEntry)> = Vec::new();
    for (id, record) in site.all().filter(|(_, record)| record.state != State::Withdrawn) {
        let mut add = |word: &str, alias: bool| {
            if let Some(letter) = collation.letter(word) {
                entries.push((collation.key(word), AlphabetEntry { word: word.to_owned(), letter, record: id, alias }));
            }
        };
        add(&record.common.title, false);
        other_names(record).into_iter().filter(|name| *name != &*record.common.title).for_each(|name| add(name, true));
    }
    entries.sort_by(|a, b| (&a.0, a.1.record).cmp(&(&b.0, b.1.record)));
    // The same word twice for one record is one line.
    entries.dedup_by(|a, b| a.1.word == b.1.word && a.1.record == b.1.record);
    knowledge.alphabet = entries.into_iter().map(|(_, entry)| entry).collect();
}

/// Other names of a record: aliases, former names, abbreviations and the words that people search by.
fn other_names(record: &Record) -> Vec<&str> {
    let mut names: Vec<&str> = record.common.aliases.iter().map(|alias| &**alias).collect();
    names.extend(record.is::<Organisation>().into_iter().flat_map(|organisation| &organisation.names).map(|name| &*name.title));
    if let Datum::Record(branch) = record.lower() {
        names.extend(branch.text("abbreviation"));
        if let Some(Datum::List(words)) = branch.get("searched-as") {
            names.extend(words.iter().filter_map(|word| if let Datum::Text(word, _) = word { Some(*word) } else { None }));
        }
    }
    names
}
