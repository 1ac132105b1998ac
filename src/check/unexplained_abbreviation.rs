//! Abbreviations are explained where they first stand on a page.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "unexplained-abbreviation",
    severity: Severity::Warning,
    title: Both("Oförklarad förkortning", "Unexplained abbreviation"),
    why: Both(
        "Den som inte arbetar i kommunen vet sällan vad bokstäverna står för (WCAG 3.1.4; språklagen 11 §).",
        "Whoever does not work in the municipality seldom knows what the letters stand for (WCAG 3.1.4; Swedish language act, section 11).",
    ),
    manual: Both(
        "Skriv ut ordet första gången och sätt förkortningen inom parentes: samordnad individuell plan (SIP). Eller lägg förkortningen i content/terms.toml, så förklaras den på varje sida. Förkortningar som alla känner, till exempel EU, TV och PDF, behöver ingen förklaring.\n\n[[term]]\nid = \"sip\"\ntitle = \"Samordnad individuell plan\"\nabbreviation = \"SIP\"\n\nKälla: Myndigheternas skrivregler, 8 uppl. 2014, om förkortningar; WCAG 2.2, 3.1.4. Stämmer det ändå: insyn explain idle-silence.",
        "Write the word out the first time and put the abbreviation in parentheses: samordnad individuell plan (SIP). Or put the abbreviation in content/terms.toml, and it is explained on every page. Abbreviations that everybody knows, such as EU, TV and PDF, need no explanation.\n\n[[term]]\nid = \"sip\"\ntitle = \"Samordnad individuell plan\"\nabbreviation = \"SIP\"\n\nSource: Myndigheternas skrivregler, 8th ed. 2014, on abbreviations; WCAG 2.2, 3.1.4. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Places(run, many) };

/// Abbreviations that stand in newspapers without a word of explanation, names that are read as words, units, and Roman numerals; sorted.
const KNOWN: &[&str] = &[
    "AB", "BB", "BRIS", "CSV", "DVD", "EU", "FN", "GB", "GW", "HTML", "ID", "II", "III", "IT", "IV", "IX", "JSON", "LIX", "MB", "MW", "OK",
    "PC", "PDF", "PIN", "PM", "RSS", "SMS", "SOS", "SVT", "TB", "TV", "TW", "USA", "VD", "VI", "VII", "VIII", "XI", "XII", "XLSX", "ZIP",
];

/// Longer words in capitals are shouted, not shortened.
const LONGEST: usize = 5;

/// Of texts in Swedish: each once on a page, where it first stands.
fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in local.pages().iter().filter(|page| page.is_swedish() && page.kind.folder != "terms") {
        let mut met: FxHashSet<&str> = FxHashSet::default();
        for (passage, measured) in page.passages() {
            for word in &measured.words {
                let short = passage.text[word.clone()].split('-').next().unwrap_or("");
                let range = word.start..word.start + short.len();
                if !is_short(short) || !met.insert(short) || local.settings.explained.contains(short) || is_explained(&passage.text, &range)
                {
                    continue;
                }
                found.push(tell(passage.place(range), short));
            }
        }
    }
    found
}

fn is_short(word: &str) -> bool {
    let letters = word.chars().count();
    (2..=LONGEST).contains(&letters) && word.chars().all(char::is_uppercase) && KNOWN.binary_search(&word).is_err()
}

/// Whether it stands in parentheses after its words, or has them in parentheses after it; or is the beginning of a case number or of
/// a chemical formula, whose small figures are digits too: CO₂.
fn is_explained(text: &str, range: &Range<usize>) -> bool {
    let after = text[range.end..].trim_start();
    text[..range.start].ends_with('(') || after.starts_with('(') || after.starts_with(char::is_numeric)
}

fn tell(span: Span, short: &str) -> Diagnostic {
    Diagnostic::new(&LINT, span, format!("Förkortningen {short} är inte förklarad."), format!("The abbreviation {short} is not explained."))
        .help(
            format!("Skriv ut orden, med ({short}) efter, eller lägg förkortningen i content/terms.toml."),
            format!("Write the words out, with ({short}) after them, or put the abbreviation in content/terms.toml."),
        )
}

fn many(count: usize) -> Words {
    Words::new(format!("{count} förkortningar är inte förklarade."), format!("{count} abbreviations are not explained."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(KNOWN.is_sorted());
    }
}
