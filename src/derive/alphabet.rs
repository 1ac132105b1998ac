//! A–Ö: every title, other name and search word, sorted as the site's language sorts.

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use crate::content::datum::Datum;
use crate::knowledge::{AlphabetEntry, Knowledge};
use crate::site::{Record, Site, State};

pub fn derive(site: &Site, knowledge: &mut Knowledge) {
    let Some(collator) = collator(site.config.language()) else { return };
    let mut entries: Vec<(Vec<u8>, AlphabetEntry)> = Vec::new();
    for (id, record) in site.all().filter(|(_, record)| record.state != State::Withdrawn) {
        let mut add = |word: &str, alias: bool| {
            // What people look up begins with its first letter or digit: "#starkutanknark" stands under S.
            let start = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            if let Some(first) = start.chars().next() {
                let entry = AlphabetEntry { word: word.to_owned(), letter: letter(&collator, first), record: id, alias };
                entries.push((key(&collator, start), entry));
            }
        };
        add(&record.common.title, false);
        other_names(record).iter().filter(|name| *name != &&*record.common.title).for_each(|name| add(name, true));
    }
    entries.sort_by(|a, b| (&a.0, a.1.record).cmp(&(&b.0, b.1.record)));
    knowledge.alphabet = entries.into_iter().map(|(_, entry)| entry).collect();
}

/// The collator of a language; the root one when the library knows none of its own.
fn collator(lang: &str) -> Option<CollatorBorrowed<'static>> {
    let locale: Locale = lang.parse().unwrap_or(Locale::UNKNOWN);
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    Collator::try_new(locale.into(), options).ok()
}

fn key(collator: &CollatorBorrowed, word: &str) -> Vec<u8> {
    let mut key = Vec::new();
    // Writing into a vector cannot fail.
    let _ = collator.write_sort_key_to(word, &mut key);
    key
}

/// The heading that a word stands under. Digits share one; é stands under E, but å, ä and ö have their own in Swedish, where the
/// collator tells them from A and O.
fn letter(collator: &CollatorBorrowed, first: char) -> String {
    if first.is_numeric() {
        return "0–9".to_owned();
    }
    let upper: String = first.to_uppercase().collect();
    let base: String = unicode_normalization::UnicodeNormalization::nfd(upper.as_str()).take(1).collect();
    let apart = collator.compare(&upper, &format!("{base}zzzz")).is_gt();
    if apart { unicode_normalization::UnicodeNormalization::nfc(upper.as_str()).collect() } else { base }
}

/// Other names of a record: aliases, abbreviations and the words that people search by.
fn other_names(record: &Record) -> Vec<&str> {
    let mut names: Vec<&str> = record.common.aliases.iter().map(|alias| &**alias).collect();
    if let Datum::Record(branch) = record.lower() {
        names.extend(branch.text("abbreviation"));
        if let Some(Datum::List(words)) = branch.get("searched-as") {
            names.extend(words.iter().filter_map(|word| if let Datum::Text(word, _) = word { Some(*word) } else { None }));
        }
    }
    names
}
