//! Plain words where officials are used to others.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "officialese",
    severity: Severity::Warning,
    title: Both("Kanslispråk", "Officialese"),
    why: Both(
        "Ord som bara myndigheter använder gör läsaren osäker på vad som gäller (språklagen 11 §: vårdat, enkelt och begripligt).",
        "Words that only authorities use leave the reader unsure of what holds (Swedish language act, section 11: cultivated, simple and comprehensible).",
    ),
    manual: Both(
        "Vissa ord har ett vanligt ord bredvid sig: få i stället för erhålla, finns i stället för föreligger, om i stället för beträffande. Citat är undantagna: de är dokumentets ord.\n\nKälla: Statsrådsberedningen, Svarta listan – ord och fraser som kan ersättas i författningsspråk, PM 2011:1; Myndigheternas skrivregler, 8 uppl. 2014, 1.4 (enkla och begripliga ord). Stämmer det ändå: insyn explain idle-silence.",
        "Some words have a plain word beside them: få instead of erhålla, finns instead of föreligger, om instead of beträffande. Quotes are exempt: they are the document's words.\n\nSource: the Prime Minister's Office, Svarta listan (words and phrases that can be replaced in the language of statutes), PM 2011:1; Myndigheternas skrivregler, 8th ed. 2014, 1.4 (simple and comprehensible words). If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Places(run, many) };

/// What is written, in small letters and as it stands, and what says the same.
const PLAIN: &[(&str, &str)] = &[
    ("anmoda", "uppmana, be"),
    ("anmodas", "uppmanas"),
    ("avgiva", "lämna"),
    ("avseende", "om, för, när det gäller"),
    ("beaktande", "hänsyn"),
    ("beträffande", "om"),
    ("dylik", "sådan"),
    ("dylika", "sådana"),
    ("dylikt", "sådant"),
    ("därest", "om"),
    ("effektuera", "utföra"),
    ("ehuru", "fast"),
    ("emedan", "eftersom"),
    ("enär", "eftersom"),
    ("erforderlig", "som behövs"),
    ("erforderliga", "som behövs"),
    ("erforderligt", "som behövs"),
    ("erfordra", "behöva"),
    ("erfordras", "behövs"),
    ("erhålla", "få"),
    ("erhåller", "får"),
    ("erhållit", "fått"),
    ("erhålls", "fås"),
    ("erhöll", "fick"),
    ("erlägga", "betala"),
    ("erläggas", "betalas"),
    ("föranleda", "leda till"),
    ("föranleder", "leder till"),
    ("föranledes", "beror på"),
    ("föranlett", "lett till"),
    ("föreligga", "finnas"),
    ("föreligger", "finns"),
    ("förelåg", "fanns"),
    ("förevarande", "den här"),
    ("handha", "sköta"),
    ("handhar", "sköter"),
    ("handhava", "sköta"),
    ("härmed", "med detta"),
    ("härvid", "då"),
    ("härvidlag", "i det här"),
    ("i det fall", "om"),
    ("i enlighet med", "enligt"),
    ("i syfte att", "för att"),
    ("ifrågavarande", "den här"),
    ("inkomma", "komma in, lämna in"),
    ("jämlikt", "enligt"),
    ("med avseende på", "om, när det gäller"),
    ("medelst", "med, genom"),
    ("ovannämnda", "den, det, de"),
    ("på grundval av", "utifrån"),
    ("påkalla", "kräva"),
    ("påkallat", "nödvändigt"),
    ("rörande", "om"),
    ("såvitt", "om, så långt"),
    ("tillse", "se till"),
    ("tillser", "ser till"),
    ("tillställa", "skicka till"),
    ("tillställas", "få, skickas till"),
    ("under förutsättning att", "om"),
    ("uppbär", "får"),
    ("uppbära", "få"),
    ("varigenom", "och på det sättet"),
    ("varjämte", "och också"),
    ("varvid", "och då"),
    ("vederbörande", "den som det gäller"),
    ("vidkommande", "när det gäller"),
    ("vidtaga", "göra"),
    ("åberopa", "hänvisa till"),
    ("ålagts", "fått i uppgift"),
    ("åligger", "ska"),
    ("åvila", "vara uppgift för"),
    ("åvilar", "är uppgift för"),
];

/// The same by the first word of each, the longest first: nearly every word of a text begins none.
static BY_FIRST: LazyLock<FxHashMap<&str, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut by_first: FxHashMap<&str, Vec<(&str, &str)>> = FxHashMap::default();
    for &(written, plain) in PLAIN {
        by_first.entry(written.split(' ').next().unwrap_or(written)).or_default().push((written, plain));
    }
    by_first.values_mut().for_each(|all| all.sort_by_key(|(written, _)| Reverse(written.len())));
    by_first
});

fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (passage, measured) in local.pages().iter().filter(|page| page.is_swedish()).flat_map(|page| page.passages()) {
        let small = small(&passage.text);
        let mut from = 0;
        for word in &measured.words {
            // The words of a phrase are told of once.
            if word.start < from {
                continue;
            }
            if let Some((written, plain)) = known(&small[word.start..], word.len()) {
                from = word.start + written.len();
                found.push(tell(passage.place(word.start..from), written, plain));
            }
        }
    }
    found
}

/// A text in small letters, with each where it was: a letter that another number of bytes would be needed for stays as it is.
fn small(text: &str) -> String {
    // It is the first letter whose small one has another length.
    if text.chars().all(|letter| letter < 'İ') {
        return text.to_lowercase();
    }
    let small = |letter: char| letter.to_lowercase().next().filter(|small| small.len_utf8() == letter.len_utf8()).unwrap_or(letter);
    text.chars().map(small).collect()
}

/// The longest word or phrase of the list that a text begins with, whose first word has so many bytes.
fn known(text: &str, first: usize) -> Option<(&'static str, &'static str)> {
    let whole = |written: &str| text.strip_prefix(written).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    BY_FIRST.get(&text[..first])?.iter().find(|(written, _)| whole(written)).copied()
}

fn tell(span: Span, word: &str, plain: &str) -> Diagnostic {
    Diagnostic::new(&LINT, span, format!("”{word}” är kanslispråk."), format!("“{word}” is officialese."))
        .help(format!("Skriv till exempel: {plain}."), format!("Write for example: {plain}."))
}

fn many(count: usize) -> Words {
    Words::new(format!("{count} ord och uttryck är kanslispråk."), format!("{count} words and phrases are officialese."))
}
