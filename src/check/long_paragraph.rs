//! Paragraphs are short enough to be seen as one thought.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::markdown::Block;

pub static LINT: Lint = Lint {
    name: "long-paragraph",
    severity: Severity::Warning,
    title: Both("Långt stycke", "Long paragraph"),
    why: Both(
        "På en telefon fyller ett långt stycke hela skärmen, och den som letar hittar inte i det (språklagen 11 §: vårdat, enkelt och begripligt).",
        "On a telephone a long paragraph fills the screen, and whoever looks for something does not find it there (Swedish language act, section 11: cultivated, simple and comprehensible).",
    ),
    manual: Both(
        "Ett stycke har en tanke. Har det fler än 100 ord, eller 60 i texter på enkel svenska, rymmer det oftast flera. Gör nytt stycke där texten börjar handla om något nytt, eller gör uppräkningen till en punktlista. Ett stycke med en enda mening räknas inte här: den finner long-sentence. Citat och tabeller är undantagna.\n\nKälla: Myndigheternas skrivregler, 8 uppl. 2014, 1.5 (överskådlig text) och 3.8 (styckeindelning); Institutet för språk och folkminnen, Klarspråkshjälpen, Sortera innehållet. Gränserna 100 och 60 är programmets. Stämmer det ändå: insyn explain idle-silence.",
        "A paragraph has one thought. With more than 100 words, or 60 in simple Swedish, it mostly holds several. Begin a new paragraph where the text begins to be about something else, or make the enumeration a list. A paragraph of a single sentence does not count here: long-sentence finds that. Quotes and tables are exempt.\n\nSource: Myndigheternas skrivregler (the Swedish authorities' rules of writing), 8th ed. 2014, 1.5 (texts that are easy to survey) and 3.8 (paragraphs); the Swedish Institute for Language and Folklore, Klarspråkshjälpen, on arranging the content. The limits of 100 and 60 are the program's. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Places(run, many) };

/// The most words of a paragraph, and of one in a simple text.
const MOST: (usize, usize) = (100, 60);

/// Paragraphs of Swedish and English: in other languages words are other things.
fn run(local: &Local) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in local.pages().iter().filter(|page| page.is_swedish() || page.lang == "en") {
        let most = if page.is_simple() { MOST.1 } else { MOST.0 };
        for (passage, measured) in page.passages().filter(|(passage, _)| passage.block == Block::Paragraph) {
            let words: usize = measured.sentences.iter().map(|sentence| sentence.words).sum();
            if words > most && measured.sentences.len() > 1 {
                found.push((words, most, passage.place(measured.sentences[0].range.clone())));
            }
        }
    }
    found.sort_by_key(|(words, _, span)| (std::cmp::Reverse(*words), span.start));
    let tell = |(words, most, span): (usize, usize, _)| {
        Diagnostic::new(
            &LINT,
            span,
            format!("Stycket som börjar här har {words} ord."),
            format!("The paragraph that begins here has {words} words."),
        )
        .help(format!("Dela det: högst {most} ord i ett stycke."), format!("Divide it: {most} words in a paragraph at most."))
    };
    found.into_iter().map(tell).collect()
}

fn many(count: usize) -> Words {
    Words::new(format!("{count} textstycken är för långa."), format!("{count} paragraphs are too long."))
}
