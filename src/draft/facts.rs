//! What a document says of itself, as far as its words tell: case number, day, bodies, decisions. Each is a suggestion with its place.

use std::sync::LazyLock;

use regex::Regex;

use super::{Block, Manuscript};
use crate::check::USUAL_CASE_NUMBER;
use crate::content::organisation::Organisation;
use crate::content::value::{Id, from_prose};
use crate::diagnostic::fold;
use crate::markdown::line;
use crate::site::Site;

/// What was found.
#[derive(Debug, Default)]
pub struct Facts {
    pub title: String,
    /// The block that the title stands in.
    pub title_at: Option<usize>,
    pub number: Option<Found>,
    pub day: Option<Found>,
    /// Who seems to have made it: an office or a unit.
    pub office: Option<Found>,
    /// A board or a council named in its head: its own, or the one it is written to.
    pub board: Option<Found>,
    /// What sort of document its head says that it is.
    pub form: Option<Found>,
    /// The number that it bears as an attachment.
    pub attachment: Option<Found>,
    pub decisions: Vec<Decision>,
}

/// A value, and the words that it was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub value: String,
    pub words: String,
    /// Whether it stands in the document's head, where it tells of the document itself; else it may tell of another.
    pub in_head: bool,
}

/// A decision that a sentence tells of.
#[derive(Debug, PartialEq, Eq)]
pub struct Decision {
    pub body: Option<String>,
    pub day: Option<String>,
    pub paragraph: Option<String>,
    pub sentence: String,
    /// Whether it is only proposed.
    pub proposed: bool,
}

/// Blocks before the title and right after it are the head of a document, no more than these.
const HEAD: usize = 15;

const MONTHS: &str = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december";

/// Sorts of documents that stand alone in the head of one.
const FORMS: &[&str] = &[
    "pm",
    "promemoria",
    "tjänsteskrivelse",
    "tjänsteutlåtande",
    "redovisning",
    "rapport",
    "protokoll",
    "protokollsutdrag",
    "yttrande",
    "remissvar",
    "sammanfattning",
    "skrivelse",
    "handlingsplan",
    "strategi",
    "överenskommelse",
];

/// Looks a document through; `name` is its file's, without extension, for one that has no title.
pub fn facts(manuscript: &Manuscript, name: &str, site: &Site) -> Facts {
    let title_at = title_at(manuscript);
    let title = title_at.map_or_else(|| line(&name.replace(['_', '-'], " ")), |at| manuscript.blocks[at].words());
    let first = title_at.map_or(HEAD, |at| at + 1).clamp(6, HEAD);
    let blocks: Vec<String> = manuscript.blocks.iter().map(Block::words).collect();
    // Running text is no head, wherever it stands.
    let in_head = |words: &&String| words.chars().count() < 160 && !words.ends_with('.');
    let head: Vec<&str> =
        blocks.iter().take(first).filter(in_head).map(String::as_str).chain(manuscript.margins.iter().map(String::as_str)).collect();
    let mut facts = Facts { title, title_at, ..Facts::default() };
    facts.number = number(&head, &blocks, site);
    facts.day = head.iter().find_map(|words| day(words).map(|(value, words)| Found { value, words, in_head: true }));
    (facts.board, facts.office) = bodies(&head, title_at.map(|at| &*blocks[at]), site);
    facts.form = head.iter().find_map(|words| {
        let first = words.split_whitespace().next()?;
        let alone = words.split_whitespace().count() <= 4;
        (alone && FORMS.contains(&&*first.to_lowercase())).then(|| Found { value: form(first), words: (*words).to_owned(), in_head: true })
    });
    facts.attachment = head.iter().find_map(|words| {
        let number = words.strip_prefix("Bilaga ")?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then(|| Found { value: number.into(), words: (*words).into(), in_head: true })
    });
    facts.decisions = decisions(&manuscript.blocks, &blocks);
    facts
}

fn form(word: &str) -> String {
    if word.chars().count() <= 3 { word.to_uppercase() } else { word.to_lowercase() }
}

/// The title: the block that is marked as one, or the first heading, or the longest of the first short lines.
fn title_at(manuscript: &Manuscript) -> Option<usize> {
    let level = |at: &usize| if let Block::Heading { level, .. } = &manuscript.blocks[*at] { Some(*level) } else { None };
    let all = 0..manuscript.blocks.len();
    let marked = all.clone().find(|at| level(at) == Some(0));
    let highest = || {
        let top = all.clone().filter_map(|at| level(&at)).min()?;
        let mut of_top = all.clone().filter(|at| level(at) == Some(top));
        // One of several headings of the same level is no title, unless the document begins with it.
        let first = of_top.next()?;
        let begins = manuscript.blocks[..first].iter().all(|block| matches!(block, Block::Paragraph(_)));
        (of_top.next().is_none() || begins && first < HEAD).then_some(first)
    };
    marked.or_else(highest)
}

fn number(head: &[&str], blocks: &[String], site: &Site) -> Option<Found> {
    let own = site.config.case_number.as_deref();
    let form = own.unwrap_or(USUAL_CASE_NUMBER);
    // Without letters before it a number may be anything, unless it is said to be one.
    let lettered = own.map_or_else(|| format!("[A-ZÅÄÖ]{{2,6}}{USUAL_TAIL}"), str::to_owned);
    let named = Regex::new(&format!("(?:[Dd]nr|DNR|[Dd]iarienummer|[Dd]iarienr|[Ää]rendenummer)[.:]?\\s*({form})\\b")).ok()?;
    let bare = Regex::new(&format!("\\b({lettered})\\b")).ok()?;
    let find = |words: &str, in_head: bool| {
        let at = named.captures(words).or_else(|| bare.captures(words))?.get(1)?.as_str();
        Some(Found { value: line(at), words: line(words), in_head })
    };
    head.iter().find_map(|words| find(words, true)).or_else(|| blocks.iter().find_map(|words| find(words, false)))
}

/// Year, number and plan of filing, after the letters.
const USUAL_TAIL: &str = "[ -](?:19|20)[0-9]{2}[/:-][0-9]{1,6}(?:-[0-9]{1,5})?";

/// A day, as people write it in running text.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let iso = "(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]";
    Regex::new(&format!(r"\b(?:{iso}|[0-3]?[0-9] (?:{MONTHS}),? (?:19|20)[0-9]{{2}})\b")).ok()
});

/// The first day in some words, in our form, and as it stands there.
fn day(words: &str) -> Option<(String, String)> {
    let real = |day: &str| day.parse::<jiff::civil::Date>().is_ok().then(|| day.to_owned());
    let one = |day: &str| Some((real(day).or_else(|| from_prose(day))?, day.to_owned()));
    DAY.as_ref()?.find_iter(words).find_map(|day| one(day.as_str()))
}

/// The board and the office that the head names: an organisation of the site, or a word of one.
fn bodies(head: &[&str], title: Option<&str>, site: &Site) -> (Option<Found>, Option<Found>) {
    let Ok(word) = Regex::new(
        r"\b([A-ZÅÄÖ][\wåäö-]*(?: [a-zåäö]+){0,2}?(nämnden|nämnd|styrelsen|fullmäktige|utskottet|enheten|kontoret|förvaltningen|avdelningen))\b",
    ) else {
        return (None, None);
    };
    let (mut board, mut office) = (None, None);
    for words in head.iter().filter(|words| Some(**words) != title) {
        let known = site.each::<Organisation>().find(|(_, record, _)| fold(&record.common.title) == fold(words));
        let Some(found) = word.captures(words) else { continue };
        let name = found.get(1).map_or("", |name| name.as_str());
        let is_office = ["enheten", "kontoret", "förvaltningen", "avdelningen"].iter().any(|end| name.ends_with(end));
        let value = known.map_or_else(|| Id::from_words(name), |(_, record, _)| record.id.to_string());
        let found = Some(Found { value, words: (*words).to_owned(), in_head: true });
        let place = if is_office { &mut office } else { &mut board };
        if place.is_none() {
            *place = found;
        }
    }
    (board, office)
}

/// The name of a body that decides, its parts too: "Barn- och utbildningsnämnden", "Kommunstyrelsens arbetsutskott".
const BODY: &str = r"\b[A-ZÅÄÖ](?:\w*-(?:, \w+-)* och )?\w*(?:nämnden|styrelsen|fullmäktige|utskottet)(?:s (?:\w+-(?:, \w+-)* och )?(?:\w+ )?\w*utskott)?\b";

/// What says that somebody decided.
const DECIDED: &str = r"\b(?:beslöt|beslutade|antog|godkände|fastställde|uppdrog)\b";

/// What sentences are looked through for, made once.
struct Patterns {
    body: Regex,
    body_before: Regex,
    body_after: Regex,
    day_before: Regex,
    decided: Regex,
    not: Regex,
    paragraph: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    Some(Patterns {
        body: Regex::new(BODY).ok()?,
        body_before: Regex::new(&format!(r"({BODY})(?: i [A-ZÅÄÖ]\w+)?,?\s*$")).ok()?,
        body_after: Regex::new(&format!(r"^\s*({BODY})")).ok()?,
        day_before: Regex::new(r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2})?,?\s*$").ok()?,
        decided: Regex::new(DECIDED).ok()?,
        not: Regex::new(r"^\s*(?:\w+\s+)?(?:inte|ej|aldrig)\b").ok()?,
        paragraph: Regex::new(r"(§§?\s*[0-9]+[a-z]?(?:\s*[-–]\s*[0-9]+)?)").ok()?,
    })
});

/// Sentences that tell of decisions with a day or a paragraph, and proposals under a heading that says so.
fn decisions(blocks: &[Block], words: &[String]) -> Vec<Decision> {
    let Some(patterns) = &*PATTERNS else { return Vec::new() };
    let mut found = Vec::new();
    let mut proposals = false;
    for (block, text) in blocks.iter().zip(words) {
        match block {
            Block::Heading { .. } => proposals = fold(text).contains("forslag-till-beslut"),
            Block::Paragraph(_) | Block::Item { .. } if proposals => {
                let body = patterns.body.find(text).map(|body| line(body.as_str()));
                found.push(Decision { body, day: None, paragraph: None, sentence: text.clone(), proposed: true })
            }
            Block::Paragraph(_) | Block::Item { .. } => found.extend(sentences(text).filter_map(|sentence| decided(sentence, patterns))),
            Block::Table(_) => {}
        }
        if found.len() >= MOST_DECISIONS {
            break;
        }
    }
    found.truncate(MOST_DECISIONS);
    found
}

/// The decision that a sentence tells of. What belongs to it stands between its verb and the next one: a sentence may tell of more than one.
fn decided(sentence: &str, patterns: &Patterns) -> Option<Decision> {
    let verbs: Vec<_> = patterns.decided.find_iter(sentence).collect();
    verbs.iter().enumerate().find_map(|(at, verb)| {
        let next = verbs.get(at + 1).map_or(sentence.len(), |next| next.start());
        let (before, after) = (&sentence[..verb.start()], &sentence[verb.end()..next]);
        let body = patterns.body_before.captures(before).or_else(|| patterns.body_after.captures(after))?.get(1)?;
        if patterns.not.is_match(after) {
            return None;
        }
        // "Den 3 mars 2017 beslutade Socialnämnden …"
        let day_before =
            patterns.day_before.find(before).and_then(|_| DAY.as_ref()?.find_iter(before).last()).and_then(|last| day(last.as_str()));
        let (day, _) = day_before.or_else(|| day(after)).unzip();
        let paragraph = patterns.paragraph.find(after).map(|paragraph| line(paragraph.as_str()));
        (day.is_some() || paragraph.is_some()).then(|| Decision {
            body: Some(line(body.as_str())),
            day,
            paragraph,
            sentence: sentence.to_owned(),
            proposed: false,
        })
    })
}

/// Minutes tell of more decisions than anybody confirms at a sitting.
const MOST_DECISIONS: usize = 10;

/// The sentences of a paragraph.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    use unicode_segmentation::UnicodeSegmentation;
    text.unicode_sentences().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_of_the_body_before_the_verb_and_the_day_after_it() {
        let told = |sentence: &str| {
            let found = decided(sentence, PATTERNS.as_ref().expect("patterns"))?;
            Some([found.body, found.day, found.paragraph].map(Option::unwrap_or_default).join(" | "))
        };
        for (sentence, is) in [
            (
                "Kommunstyrelsens arbetsutskott beslutade den 5 april 2017, § 12, att återremittera ärendet till Socialnämnden.",
                Some("Kommunstyrelsens arbetsutskott | 2017-04-05 | § 12"),
            ),
            (
                "Socialnämnden beslutade den 1 februari 2016, § 9, att upphäva det som Kommunfullmäktige antog 2014-01-20, § 3.",
                Some("Socialnämnden | 2016-02-01 | § 9"),
            ),
            (
                "Barn- och utbildningsnämnden beslutade den 3 mars 2017, § 45, att anta planen.",
                Some("Barn- och utbildningsnämnden | 2017-03-03 | § 45"),
            ),
            ("Kultur-, idrotts- och fritidsnämnden antog 2017-03-03 planen.", Some("Kultur-, idrotts- och fritidsnämnden | 2017-03-03 | ")),
            ("Den 3 mars 2017 beslutade Socialnämnden att ändra taxan från 2014-01-20.", Some("Socialnämnden | 2017-03-03 | ")),
            ("Socialnämnden beslutade inte den 4 april 2017 § 7.", None),
            ("Kommunfullmäktige antog 2014-13-40 planen.", None),
            ("Ärendet gick till Socialnämnden, och beslutade den 4 april 2017 gjorde ingen.", None),
        ] {
            assert_eq!(told(sentence).as_deref(), is, "{sentence}");
        }
    }
}
