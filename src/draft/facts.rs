//! What a document says of itself, as far as its words tell: case number, day, bodies, decisions. Each is a suggestion with its place.

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

/// The first day in some words, in our form, and as it stands there.
fn day(words: &str) -> Option<(String, String)> {
    let iso = Regex::new(r"\b((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])\b").ok()?;
    let prose = Regex::new(&format!(r"\b([0-3]?[0-9] (?:{MONTHS}),? (?:19|20)[0-9]{{2}})\b")).ok()?;
    let found = |regex: &Regex| Some(regex.captures(words)?.get(1)?.as_str().to_owned());
    let real = |day: &String| day.parse::<jiff::civil::Date>().is_ok();
    let iso = found(&iso).filter(real).map(|day| (day.clone(), day));
    iso.or_else(|| found(&prose).and_then(|day| Some((from_prose(&day)?, day))))
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

/// Sentences that tell of decisions with a day or a paragraph, and proposals under a heading that says so.
fn decisions(blocks: &[Block], words: &[String]) -> Vec<Decision> {
    let (Ok(body), Ok(paragraph)) = (
        Regex::new(r"\b([A-ZÅÄÖ][\wåäö]*(?:nämnden|styrelsen|fullmäktige|utskottet))\b"),
        Regex::new(r"(§§?\s*[0-9]+[a-z]?(?:\s*[-–]\s*[0-9]+)?)"),
    ) else {
        return Vec::new();
    };
    let first = |regex: &Regex, text: &str| Some(line(regex.captures(text)?.get(1)?.as_str()));
    let mut found = Vec::new();
    let mut proposals = false;
    for (block, text) in blocks.iter().zip(words) {
        match block {
            Block::Heading { .. } => proposals = fold(text).contains("forslag-till-beslut"),
            Block::Paragraph(_) | Block::Item { .. } if proposals => {
                found.push(Decision { body: first(&body, text), day: None, paragraph: None, sentence: text.clone(), proposed: true })
            }
            Block::Paragraph(_) | Block::Item { .. } => found.extend(sentences(text).filter_map(|sentence| {
                let tells =
                    ["beslöt", "beslutade", "antog", "godkände", "fastställde", "uppdrog"].iter().any(|word| sentence.contains(word));
                let (day, paragraph) = (day(sentence).map(|(day, _)| day), first(&paragraph, sentence));
                let body = first(&body, sentence)?;
                (tells && (day.is_some() || paragraph.is_some())).then(|| Decision {
                    body: Some(body),
                    day,
                    paragraph,
                    sentence: sentence.to_owned(),
                    proposed: false,
                })
            })),
            Block::Table(_) => {}
        }
    }
    found.truncate(MOST_DECISIONS);
    found
}

/// Minutes tell of more decisions than anybody confirms at a sitting.
const MOST_DECISIONS: usize = 10;

/// The sentences of a paragraph.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    use unicode_segmentation::UnicodeSegmentation;
    text.unicode_sentences().map(str::trim)
}
