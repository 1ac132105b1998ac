//! Paragraphs of minutes where words mention them. "§ 265" is unique only with the body and the day of its meeting: it leads somewhere
//! only where one of them stands in the same sentence, or where the page itself is of that decision.

use std::ops::Range;

use jiff::civil::Date;

use super::mentions::{Decided, Mention};
use crate::content::case::Case;
use crate::content::organisation::Organisation;
use crate::content::strategy::Strategy;
use crate::site::{Address, RecordId, Site};

/// Decisions that have a paragraph, and the bodies whose names tell which is meant.
#[derive(Debug, Default, PartialEq)]
pub struct Paragraphs {
    /// In the order of paragraph and day.
    by_day: Vec<Decided>,
    /// Places in `by_day`, in the order of paragraph and body.
    by_body: Vec<u32>,
    bodies: Vec<RecordId>,
}

/// How far around a paragraph its sentence is looked for, in bytes.
const FAR: usize = 1000;

impl Paragraphs {
    pub fn new(mut by_day: Vec<Decided>, bodies: Vec<RecordId>) -> Self {
        by_day.sort_by_key(|decided| (decided.paragraph, decided.day, decided.decision.record, decided.decision.part));
        let mut by_body: Vec<u32> = (0..by_day.len() as u32).collect();
        by_body.sort_by_key(|at| (by_day[*at as usize].paragraph, by_day[*at as usize].body));
        Self { by_day, by_body, bodies }
    }

    /// Adds every paragraph of a text on the page of `own` that can only mean one decision.
    pub fn find(&self, site: &Site, own: RecordId, text: &str, found: &mut Vec<Mention>) {
        let mut until = 0;
        for (start, sign) in text.match_indices('§') {
            if start < until || self.by_day.is_empty() {
                continue;
            }
            let Some(number) = number_after(text, start + sign.len()) else { continue };
            until = number.end;
            if is_of_law(text, start, number.end) {
                continue;
            }
            let to = self.decision(site, own, &text[number.clone()], sentence(text, start..number.end));
            found.extend(to.map(|to| Mention { at: start..number.end, to }));
        }
    }

    fn decision(&self, site: &Site, own: RecordId, number: &str, sentence: &str) -> Option<Address> {
        let number = number.replace(['-', '\u{2011}'], "–");
        let paragraph = first(&number).filter(|paragraph| self.has(*paragraph))?;
        let (days, bodies) = (days(sentence), self.named(site, sentence));
        let fits = |decided: &&Decided| {
            (days.is_empty() || decided.day.is_some_and(|day| days.contains(&day)))
                && (bodies.is_empty() || decided.body.is_some_and(|body| bodies.contains(&body)))
                && is_paragraph(site, decided.decision, &number)
        };
        let mut meant: Vec<Address> = if !days.is_empty() {
            days.iter().flat_map(|day| self.on(paragraph, *day)).filter(fits).map(|decided| decided.decision).collect()
        } else if !bodies.is_empty() {
            bodies.iter().flat_map(|body| self.of(paragraph, *body)).filter(fits).map(|decided| decided.decision).collect()
        } else {
            own_decisions(site, own).into_iter().filter(|decision| is_paragraph(site, *decision, &number)).collect()
        };
        if meant.len() > 1 {
            let own = own_decisions(site, own);
            meant.retain(|decision| own.contains(decision));
        }
        if let [one] = meant[..] { Some(one) } else { None }
    }

    /// Whether any decision has that paragraph: most that a text names are of laws.
    fn has(&self, paragraph: u32) -> bool {
        let from = self.by_day.partition_point(|decided| decided.paragraph < paragraph);
        self.by_day.get(from).is_some_and(|decided| decided.paragraph == paragraph)
    }

    fn on(&self, paragraph: u32, day: Date) -> impl Iterator<Item = &Decided> {
        let from = self.by_day.partition_point(|decided| (decided.paragraph, decided.day) < (paragraph, Some(day)));
        self.by_day[from..].iter().take_while(move |decided| decided.paragraph == paragraph && decided.day == Some(day))
    }

    fn of(&self, paragraph: u32, body: RecordId) -> impl Iterator<Item = &Decided> {
        let key = |at: &u32| (self.by_day[*at as usize].paragraph, self.by_day[*at as usize].body);
        let from = self.by_body.partition_point(|at| key(at) < (paragraph, Some(body)));
        let same = self.by_body[from..].iter().take_while(move |at| key(at) == (paragraph, Some(body)));
        same.map(|at| &self.by_day[*at as usize])
    }

    /// The bodies that a sentence names.
    fn named(&self, site: &Site, sentence: &str) -> Vec<RecordId> {
        let sentence = sentence.to_lowercase();
        let names = |record: RecordId| {
            let record = site.record(record);
            let own = record.is::<Organisation>().into_iter().flat_map(|body| &body.names).map(|name| &name.title);
            std::iter::once(&record.common.title).chain(&record.common.aliases).chain(own)
        };
        self.bodies.iter().copied().filter(|body| names(*body).any(|name| stands_in(&sentence, &name.to_lowercase()))).collect()
    }
}

/// The paragraph, or the first of several: 111 of `111–113`.
pub fn first(paragraph: &str) -> Option<u32> {
    paragraph.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn is_paragraph(site: &Site, decision: Address, number: &str) -> bool {
    let record = site.record(decision.record);
    let id = decision.part.map(|part| &record.parts[part as usize].id);
    let decisions = record.is::<Case>().into_iter().flat_map(|case| &case.decisions);
    let found = id.and_then(|id| decisions.into_iter().find(|decision| *decision.id.id == **id));
    found.and_then(|decision| decision.paragraph.as_ref()).is_some_and(|paragraph| paragraph.number == number)
}

/// The decisions that a page is of: those of a case, or the one that adopted a plan.
fn own_decisions(site: &Site, own: RecordId) -> Vec<Address> {
    let record = site.record(own);
    if let Some(case) = record.is::<Case>() {
        let parts = case.decisions.iter().filter_map(|decision| record.parts.named(&decision.id.id));
        return parts.map(|part| Address { record: own, part: Some(part) }).collect();
    }
    let adopted = record.is::<Strategy>().and_then(|plan| plan.adopted.as_ref());
    adopted.and_then(|adopted| site.resolve(adopted.decision.as_ref()?, own)).into_iter().collect()
}

/// The digits after a sign or two, with a dash when they are several paragraphs.
fn number_after(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text[start..].trim_start_matches('§').trim_start_matches([' ', '\u{a0}', '\u{202f}', '\n']);
    let from = text.len() - rest.len();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let one = digits(rest);
    let dash = rest[one..].chars().next().filter(|c| matches!(c, '-' | '–' | '\u{2011}')).map_or(0, char::len_utf8);
    let other = if dash > 0 { digits(&rest[one + dash..]) } else { 0 };
    let end = from + one + if other > 0 { dash + other } else { 0 };
    let apart = !text[end..].starts_with(char::is_alphanumeric);
    (one > 0 && end - from <= 16 && apart).then_some(from..end)
}

/// Whether it is a paragraph of a law or of rules rather than of minutes: "5 kap. § 2", "§ 7 socialtjänstlagen".
fn is_of_law(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end().trim_end_matches('.');
    let next = text[end..].trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    before.ends_with("kap") || ["lag", "lagen", "balken", "förordningen", "reglementet", "stadgan"].iter().any(|word| next.ends_with(word))
}

/// Whether a name stands in a sentence where a word begins; an ending may follow ("kommunfullmäktiges").
fn stands_in(sentence: &str, name: &str) -> bool {
    sentence.match_indices(name).any(|(at, _)| !sentence[..at].ends_with(char::is_alphanumeric)) && !name.is_empty()
}

/// The sentence, item or row that something stands in, in plain text or Markdown.
fn sentence(text: &str, at: Range<usize>) -> &str {
    let from = text.ceil_char_boundary(at.start.saturating_sub(FAR));
    let to = text.floor_char_boundary(at.end + FAR);
    let start =
        text[from..at.start].char_indices().rev().find(|(place, _)| ends(text, from + place)).map_or(from, |(place, _)| from + place + 1);
    let end = text[at.end..to].char_indices().find(|(place, _)| ends(text, at.end + place)).map_or(to, |(place, _)| at.end + place);
    &text[start..end]
}

/// Whether a sentence ends at a place of a text: with a full stop before a capital, or where a line begins another block.
fn ends(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let next = rest.get(1..).unwrap_or("");
    match rest.as_bytes()[0] {
        b'.' | b'!' | b'?' => next.starts_with(char::is_whitespace) && next.trim_start().chars().next().is_none_or(char::is_uppercase),
        b'\n' => {
            let line = next.trim_start_matches([' ', '\t', '\u{c}']);
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            line.starts_with(['\n', '-', '*', '+', '#', '|', '>']) || digits > 0 && line[digits..].starts_with(['.', ')'])
        }
        _ => false,
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("januari", "january"),
    ("februari", "february"),
    ("mars", "march"),
    ("april", "april"),
    ("maj", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augusti", "august"),
    ("september", "september"),
    ("oktober", "october"),
    ("november", "november"),
    ("december", "december"),
];

/// The days that a sentence names: "19 oktober 2015", "2015-10-19".
fn days(sentence: &str) -> Vec<Date> {
    let words: Vec<&str> = sentence.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let written = words.windows(3).filter_map(|three| {
        let name = three[1].to_lowercase();
        let month = MONTHS.iter().position(|(sv, en)| name == *sv || name == *en)? + 1;
        Date::new(three[2].parse().ok()?, month as i8, three[0].parse().ok()?).ok()
    });
    let plain = words.iter().filter(|word| word.len() == 10).filter_map(|word| word.parse().ok());
    written.chain(plain).collect()
}
