//! Which form of words goes with a number: one and several in Swedish, up to six forms in other languages.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

/// The rules of a language for whole numbers. Source: Unicode CLDR, cardinal plural rules.
#[derive(Debug, Default)]
pub struct Plurals(Option<PluralRules>);

impl Plurals {
    /// The rules of the language `code` (BCP 47); those of Swedish when the library knows none of its own.
    pub fn of(code: &str) -> Self {
        let locale: Locale = code.parse().unwrap_or(Locale::UNKNOWN);
        Self(PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).ok())
    }

    /// The name of the form for a number: `zero`, `one`, `two`, `few`, `many` or `other`.
    pub fn form(&self, number: u64) -> &'static str {
        match &self.0 {
            Some(rules) => name(rules.category_for(number)),
            None if number == 1 => "one",
            None => "other",
        }
    }

    /// Every form that the language tells apart.
    pub fn forms(&self) -> Vec<&'static str> {
        self.0.as_ref().map_or_else(|| vec!["one", "other"], |rules| rules.categories().map(name).collect())
    }

    /// Whether one is said in one way and everything else, nothing too, in another, as in Swedish.
    pub fn is_plain(&self) -> bool {
        self.forms().iter().all(|form| matches!(*form, "one" | "other")) && self.form(1) == "one" && self.form(0) == "other"
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_forms() {
        let forms = |code: &str, numbers: &[u64]| numbers.iter().map(|n| Plurals::of(code).form(*n)).collect::<Vec<_>>();
        assert_eq!(forms("ar", &[0, 1, 2, 3, 10, 11, 99, 100, 103]), ["zero", "one", "two", "few", "few", "many", "many", "other", "few"]);
        for code in ["sv", "sv-simple", "en", "fi"] {
            assert_eq!(forms(code, &[0, 1, 2, 5]), ["other", "one", "other", "other"], "{code}");
            assert!(Plurals::of(code).is_plain(), "{code}");
        }
        assert_eq!(forms("pl", &[1, 2, 5, 22]), ["one", "few", "many", "few"]);
        assert_eq!(forms("fr", &[0, 1, 2]), ["one", "one", "other"]);
        assert_eq!(forms("ja", &[1, 2]), ["other", "other"]);
        for code in ["ar", "pl", "fr", "ja"] {
            assert!(!Plurals::of(code).is_plain(), "{code}");
        }
        assert_eq!(forms("not a code", &[1]), ["other"]);
    }
}
