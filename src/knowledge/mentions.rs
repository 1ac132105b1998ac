//! Case numbers and paragraphs where words mention them. One pass over the digits of a text; no list of numbers is ever gone through.

use std::hash::Hasher;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::paragraphs::Paragraphs;
use crate::content::case::Case;
use crate::site::{Address, RecordId, Site};

/// What can be mentioned: numbers of cases by what they read, decisions by their paragraphs.
#[derive(Debug, Default, PartialEq)]
pub struct Mentions {
    /// The case of each number, by the fingerprint of its words; none where two cases have the same.
    numbers: FxHashMap<u64, Option<RecordId>>,
    /// Fingerprints of the first words of numbers that have several: `KFKS` of `KFKS 2014/1005-808`.
    begun: FxHashSet<u64>,
    /// In which of its words a number has its first digit, counted from 0; one bit for each.
    first_digit: u8,
    paragraphs: Paragraphs,
}

/// A case number or a paragraph in a text, and what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub at: Range<usize>,
    pub to: Address,
}

/// A decision by what it is called in running text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decided {
    /// The paragraph, or the first of several.
    pub paragraph: u32,
    pub day: Option<Date>,
    pub body: Option<RecordId>,
    pub decision: Address,
}

/// A number or word longer than this is none that people write; it keeps the cost of a text to its length.
const LONGEST: usize = 64;

impl Mentions {
    /// From the numbers of cases, decisions with paragraphs, and the bodies that take decisions.
    pub fn new<'a>(numbers: impl Iterator<Item = (RecordId, &'a str)>, decided: Vec<Decided>, bodies: Vec<RecordId>) -> Self {
        let mut known = Self { paragraphs: Paragraphs::new(decided, bodies), ..Self::default() };
        for (case, number) in numbers {
            let words: Vec<&str> = number.split_whitespace().collect();
            let with_digit = words.iter().position(|word| word.bytes().any(|b| b.is_ascii_digit()));
            let Some(with_digit) = with_digit.filter(|at| *at < 8 && words.iter().all(|word| word.len() <= LONGEST)) else { continue };
            known.first_digit |= 1 << with_digit;
            let mut fingerprint = 0;
            for (at, word) in words.iter().enumerate() {
                fingerprint = extended(fingerprint, word);
                if at + 1 < words.len() {
                    known.begun.insert(fingerprint);
                }
            }
            known.numbers.entry(fingerprint).and_modify(|case| *case = None).or_insert(Some(case));
        }
        known
    }

    /// Every mention in a text that stands on the page of `own`, in order; none overlap.
    pub fn find(&self, site: &Site, own: RecordId, text: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        if text.bytes().any(|b| b.is_ascii_digit()) {
            self.numbers(site, text, &mut found);
            self.paragraphs.find(site, own, text, &mut found);
            found.sort_by_key(|mention| mention.at.start);
        }
        found
    }

    fn numbers(&self, site: &Site, text: &str, found: &mut Vec<Mention>) {
        let mut at = 0;
        while let Some(gap) = text.as_bytes()[at..].iter().position(u8::is_ascii_digit).filter(|_| self.first_digit > 0) {
            let word = word_around(text, at + gap);
            at = word.end.max(at + gap + 1);
            let mut start = Some(word.start);
            for back in 0..8 {
                let Some(begin) = start.filter(|_| self.first_digit >> back > 0) else { break };
                if self.first_digit >> back & 1 == 1
                    && let Some(mention) = self.number_at(site, text, begin)
                {
                    at = at.max(mention.at.end);
                    found.push(mention);
                    break;
                }
                start = word_before(text, begin);
            }
        }
    }

    /// The longest number that begins at a place of the text, as a whole word.
    fn number_at(&self, site: &Site, text: &str, start: usize) -> Option<Mention> {
        if text[..start].chars().next_back().is_some_and(joins) {
            return None;
        }
        let (mut fingerprint, mut at, mut longest) = (0, start, None);
        loop {
            let word = &text[at..word_end(text, at)];
            let ends = (1..=word.len()).rev().filter(|end| word.is_char_boundary(*end) && is_end(&text[at..], *end));
            let known = |end: usize| {
                let case = (*self.numbers.get(&extended(fingerprint, &word[..end]))?)?;
                let number = site.record(case).is::<Case>()?.number.as_ref()?;
                is_same(number, &text[start..at + end]).then_some((at + end, case))
            };
            longest = ends.into_iter().find_map(known).or(longest);
            fingerprint = extended(fingerprint, word);
            if !self.begun.contains(&fingerprint) {
                break;
            }
            at += word.len() + gap(&text[at + word.len()..]);
        }
        longest.map(|(end, record)| Mention { at: start..end, to: Address { record, part: None } })
    }
}

/// The fingerprint of words to which another is added.
fn extended(before: u64, word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(before);
    if word.is_ascii() {
        hasher.write(word.as_bytes());
    } else {
        hasher.write(plain(word).as_bytes());
    }
    hasher.finish()
}

/// A number as registers write it: with hyphens that may break.
fn plain(text: &str) -> String {
    text.replace('\u{2011}', "-")
}

/// Whether a text reads as a number, whatever spaces hold its words apart.
fn is_same(number: &str, text: &str) -> bool {
    plain(number).split_whitespace().eq(plain(text).split_whitespace())
}

/// Whether a sign makes one word of what stands on its sides.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\u{2011}' | '/' | ':')
}

/// Whether a number may end here: `KS 2014/12` does not in `KS 2014/12-3`, but does in `KS 2014/12:s` and at the end of a sentence.
fn is_end(text: &str, end: usize) -> bool {
    let mut after = text[end..].chars();
    match after.next() {
        Some(c) if c.is_alphanumeric() => false,
        Some('-' | '\u{2011}' | '/' | ':' | '.') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        _ => text[..end].ends_with(char::is_alphanumeric),
    }
}

/// Where a word cannot go on: at white space and at what opens or closes around words.
fn divides(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '"' | '”' | '“' | '»' | '«' | ',' | ';' | '*' | '_' | '|')
}

fn word_end(text: &str, start: usize) -> usize {
    let within = &text[start..text.floor_char_boundary(start + 2 * LONGEST)];
    within.find(divides).map_or(start + within.len(), |at| start + at)
}

/// Where the word begins that ends before `end`.
fn word_start(text: &str, end: usize) -> usize {
    let from = text.ceil_char_boundary(end.saturating_sub(LONGEST));
    text[from..end].char_indices().rev().find(|(_, c)| divides(*c)).map_or(from, |(at, c)| from + at + c.len_utf8())
}

fn word_around(text: &str, at: usize) -> Range<usize> {
    word_start(text, at)..word_end(text, at)
}

/// Where the word before begins, with nothing but white space between.
fn word_before(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].trim_end();
    let apart = before.len() < start && start - before.len() <= LONGEST;
    let begin = word_start(text, before.len());
    (apart && begin < before.len()).then_some(begin)
}

/// How much white space a text begins with, when it is no more than a line break.
fn gap(text: &str) -> usize {
    let space = text.len() - text.trim_start().len();
    if text[..space].matches('\n').count() > 1 { 0 } else { space }
}
