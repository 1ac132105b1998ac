//! Plain words where officials are used to others.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::readability::words;
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

/// What is written, in small letters and as it stands, and what says the same; sorted.
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

fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for passage in local.pages().iter().filter(|page| page.is_swedish()).flat_map(|page| &page.prose.passages) {
        let words = words(&passage.text);
        let mut at = 0;
        while at < words.len() {
            let known = (1..=MOST.min(words.len() - at)).rev().find_map(|count| {
                let range = words[at].start..words[at + count - 1].end;
                let written = passage.text[range.clone()].to_lowercase();
                let place = PLAIN.binary_search_by_key(&written.as_str(), |(word, _)| *word).ok()?;
                Some((count, range, PLAIN[place]))
            });
            at += known.as_ref().map_or(1, |(count, ..)| *count);
            found.extend(known.map(|(_, range, (word, plain))| tell(passage.place(range), word, plain)));
        }
    }
    found
}

/// Of how many words the longest phrase in the list is.
const MOST: usize = 3;

fn tell(span: Span, word: &str, plain: &str) -> Diagnostic {
    Diagnostic::new(&LINT, span, format!("”{word}” är kanslispråk."), format!("“{word}” is officialese."))
        .help(format!("Skriv till exempel: {plain}."), format!("Write for example: {plain}."))
}

fn many(count: usize) -> Words {
    Words::new(format!("{count} ord och uttryck är kanslispråk."), format!("{count} words and phrases are officialese."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(PLAIN.is_sorted_by_key(|(word, _)| *word));
        assert!(PLAIN.iter().all(|(word, _)| word.split(' ').count() <= MOST));
    }
}
