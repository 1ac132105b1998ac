//! The words that records go by, so that the search page can propose one where a reader has mistyped it.
//!
//! A slip in the first letter is rare, so a table holds all words that begin alike: one small file has what is near to a word.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::shortcuts::{table_of, tables_of};
use super::{View, whole};
use crate::site::State;
use crate::spoken::plain;

/// How many letters a word has at least: of shorter ones too many are near to each other.
const LETTERS: usize = 4;

/// Every table of the view's language, in order: the words in the titles and other names of what readers are shown, in small letters.
pub fn spellings(view: &View) -> Vec<BTreeSet<String>> {
    let tables = tables_of(view.site);
    let mut filled = vec![BTreeSet::new(); tables as usize];
    for (id, record) in view.site.told().filter(|(_, record)| record.state == State::Published) {
        let title = view.title(whole(id));
        for name in record.other_names().into_iter().chain([&*title]) {
            for word in words(&plain(&view.spelt(name))) {
                let first: String = word.chars().take(1).collect();
                filled[table_of(&first, tables) as usize].insert(word);
            }
        }
    }
    filled
}

/// The words that somebody may mistype; not numbers.
fn words(name: &str) -> impl Iterator<Item = String> {
    let name: String = name.nfc().filter(|c| *c != '\u{ad}').collect::<String>().to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    words.into_iter().filter(|word| word.chars().count() >= LETTERS && word.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_told_from_numbers_signs_and_short_ones() {
        let found: Vec<String> = words("Stöd till Barn\u{ad}familjer 2014/1005, ANDT-strategin (A\u{30a}ldre)").collect();
        assert_eq!(found, ["stöd", "till", "barnfamiljer", "andt", "strategin", "åldre"]);
    }
}
