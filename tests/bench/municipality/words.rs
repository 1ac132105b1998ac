//! Words: the sentences of the stored documents in `content/cases`, and names that are put together from their words.

use fastrand::Rng;

const DOCUMENTS: [&str; 3] = [
    include_str!("../../../content/cases/kfks-2014-1005-808/redovisning.txt"),
    include_str!("../../../content/cases/pm-forebyggande-2015/pm.txt"),
    include_str!("../../../content/cases/socn-2015-275-761/bilaga-3.txt"),
];

/// First and last halves of compounds: many different words, as a large site has.
const HEADS: &[&str] = &[
    "samverkans",
    "uppföljnings",
    "handlings",
    "föräldra",
    "ungdoms",
    "drog",
    "tobaks",
    "alkohol",
    "vård",
    "skol",
    "fritids",
    "familje",
    "hälso",
    "brukar",
    "kvalitets",
    "informations",
    "utbildnings",
    "kommun",
    "nätverks",
    "behandlings",
    "öppenvårds",
    "anhörig",
    "medborgar",
    "verksamhets",
];
const TAILS: &[&str] = &[
    "arbete",
    "insatser",
    "stöd",
    "metoder",
    "grupper",
    "frågor",
    "utveckling",
    "träffar",
    "mottagning",
    "enkäten",
    "analys",
    "resurser",
    "kontroller",
    "föreläsningar",
    "planering",
    "samordning",
    "uppdrag",
    "beslut",
    "rutiner",
    "kunskap",
    "behov",
    "perspektiv",
    "satsning",
    "redovisning",
];
const SIDES: &[&str] = &["Norra", "Södra", "Östra", "Västra", "Nya", "Gamla", "Övre", "Nedre"];
const TREES: &[&str] = &["Björk", "Ek", "Al", "Lind", "Tall", "Gran", "Rönn", "Hassel", "Sjö", "Ås", "Berg", "Strand"];
const GROUNDS: &[&str] = &["by", "dal", "lunda", "torp", "vik", "hed", "näs", "sta"];

/// What is told as having a number: lines of this sort make every text its own.
const FIGURES: &[&str] = &["föräldrar", "elever", "skolor", "verksamheter", "föreläsningar", "besök", "samtal", "utbildningar", "ärenden"];

/// The sentences that bodies are made of.
pub struct Words {
    sentences: Vec<&'static str>,
}

impl Words {
    /// Reads the sentences off the documents. Those with a paragraph sign, which name a person's motion, are left out, and those that
    /// speak of attachments, which generated cases do not have.
    pub fn of_documents() -> Self {
        let whole = |sentence: &&str| {
            (40..=320).contains(&sentence.len())
                && sentence.starts_with(char::is_uppercase)
                && !sentence.contains(['§', '"', '[', '<', '*', '_', '|', '#', ';'])
                && !sentence.contains("bilag")
        };
        let lines = DOCUMENTS.iter().flat_map(|text| text.lines()).filter(|line| line.trim_end().ends_with('.'));
        let sentences = lines.flat_map(|line| line.split(". ")).map(|sentence| sentence.trim().trim_end_matches('.'));
        Self { sentences: sentences.filter(whole).collect() }
    }

    /// A sentence of the documents; each fifth is one with figures and a compound instead.
    pub fn sentence(&self, rng: &mut Rng) -> String {
        if rng.u8(..5) > 0 {
            return format!("{}.", self.sentences[rng.usize(..self.sentences.len())]);
        }
        let what = FIGURES[rng.usize(..FIGURES.len())];
        let year = rng.u32(2010..2026);
        format!("Under {year} omfattade {} {} {what}, och {} {}.", compound(rng), rng.u32(3..900), compound(rng), verb(rng))
    }

    /// Some sentences after each other.
    pub fn paragraph(&self, rng: &mut Rng) -> String {
        let sentences: Vec<String> = (0..rng.usize(3..7)).map(|_| self.sentence(rng)).collect();
        sentences.join(" ")
    }
}

fn verb(rng: &mut Rng) -> &'static str {
    ["fortsätter", "har påbörjats", "följs upp varje år", "har genomförts", "samordnas av kommunen"][rng.usize(..5)]
}

/// A word as Swedish makes them: `samverkansarbete`.
pub fn compound(rng: &mut Rng) -> String {
    format!("{}{}", HEADS[rng.usize(..HEADS.len())], TAILS[rng.usize(..TAILS.len())])
}

/// The same with a capital.
pub fn heading(rng: &mut Rng) -> String {
    let word = compound(rng);
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// A part of the municipality: `Västra Björkdal`.
pub fn place(rng: &mut Rng) -> String {
    let [side, tree, ground] = [SIDES, TREES, GROUNDS].map(|words| words[rng.usize(..words.len())]);
    format!("{side} {tree}{ground}")
}
