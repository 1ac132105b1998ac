//! Order as a language sorts: å, ä and ö last in Swedish.

use std::borrow::Cow;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;

/// The letters that are bases everywhere.
const ASCII: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The order of a language.
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of the language `code` (BCP 47); the root order when the library knows none of its own.
    pub fn of(code: &str) -> Self {
        let locale: Locale = code.parse().unwrap_or(Locale::UNKNOWN);
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        Self(Collator::try_new(locale.into(), options).ok())
    }

    /// Bytes that sort as the words do. What people look up begins with its first letter or digit: "#starkutanknark" stands under S.
    pub fn key(&self, words: &str) -> Vec<u8> {
        let start = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut key = Vec::new();
        match &self.0 {
            // Writing into a vector cannot fail.
            Some(collator) => drop(collator.write_sort_key_to(start, &mut key)),
            None => key.extend_from_slice(start.as_bytes()),
        }
        key
    }

    /// The heading that words stand under; None when they hold no letter or digit. É stands under E, but å, ä and ö under
    /// themselves in a language that sorts them apart from a and o.
    pub fn letter(&self, words: &str) -> Option<Cow<'static, str>> {
        let first = words.chars().find(|c| c.is_alphanumeric())?;
        if first.is_numeric() {
            return Some("0–9".into());
        }
        // The letters of ASCII are bases, and stand apart from none.
        if first.is_ascii() {
            let at = usize::from(first.to_ascii_uppercase() as u8 - b'A');
            return Some(ASCII[at..=at].into());
        }
        let upper: String = first.to_uppercase().collect();
        let base: String = upper.nfd().take(1).collect();
        let apart = self.0.as_ref().is_some_and(|collator| collator.compare(&upper, &format!("{base}zzzz")).is_gt());
        Some(Cow::Owned(if apart { upper.nfc().collect() } else { base }))
    }
}
