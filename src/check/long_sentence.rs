//! Sentences are short enough to be read once.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::markdown::Block;

pub static LINT: Lint = Lint {
    name: "long-sentence",
    severity: Severity::Warning,
    title: Both("Lång mening", "Long sentence"),
    why: Both(
        "Den som läser på telefon eller har svårt att läsa tappar början av en lång mening (språklagen 11 §: vårdat, enkelt och begripligt).",
        "Whoever reads on a telephone or finds reading hard loses the beginning of a long sentence (Swedish language act, section 11: cultivated, simple and comprehensible).",
    ),
    manual: Both(
        "En mening har helst högst 25 ord; i texter på enkel svenska högst 20. Ord räknas utan siffror, beteckningar och citat. Dela meningen där en ny tanke börjar, eller gör uppräkningen till en punktlista. Citat och tabeller är undantagna.\n\nKälla: Myndigheternas skrivregler, 8 uppl. 2014, 1.3 (lättlästa meningar); ISO 24495-1:2023, 5.3 (lätt att förstå). Gränsen 25 ord är den som gov.uk har; 20 är programmets. Stämmer det ändå: insyn explain idle-silence.",
        "A sentence has preferably 25 words at most; in simple texts 20. Words are counted without figures, references and quotes. Divide the sentence where a new thought begins, or make the enumeration a list. Quotes and tables are exempt.\n\nSource: Myndigheternas skrivregler (the Swedish authorities' rules of writing), 8th ed. 2014, 1.3 (sentences that are easy to read); ISO 24495-1:2023, 5.3 (understandable). The limit of 25 words is that of gov.uk; 20 is the program's. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Places(run, many) };

/// The most words of a sentence, and of one in a simple text.
const MOST: (usize, usize) = (25, 20);

/// Sentences of Swedish and English: in other languages words are other things.
fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in local.pages().iter().filter(|page| page.is_swedish() || page.lang == "en") {
        let most = if page.is_simple() { MOST.1 } else { MOST.0 };
        for (passage, measured) in page.passages().filter(|(passage, _)| passage.block != Block::Heading) {
            let long = measured.sentences.iter().filter(|sentence| sentence.words > most);
            found.extend(long.map(|sentence| (sentence.words, most, passage.place(sentence.range.clone()))));
        }
    }
    found.sort_by_key(|(words, _, span)| (std::cmp::Reverse(*words), span.start));
    let tell = |(words, most, span): (usize, usize, _)| {
        Diagnostic::new(&LINT, span, format!("Meningen har {words} ord."), format!("The sentence has {words} words."))
            .help(format!("Dela den: högst {most} ord i en mening."), format!("Divide it: {most} words in a sentence at most."))
    };
    found.into_iter().map(tell).collect()
}

fn many(count: usize) -> Words {
    Words::new(format!("{count} meningar är för långa."), format!("{count} sentences are too long."))
}
