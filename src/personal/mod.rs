//! Personal identity numbers, coordination numbers and interim numbers in any text: found however they are written, and masked.
//!
//! A number is `[YY]YYMMDD[-+ ]NNNC`: a real date, whose day may be 60 too high (coordination number), a serial number that is not 000
//! and may begin with a letter (interim number; the letter counts as 1), and a check digit by Luhn over the last ten signs
//! (Skatteverket, SKV 704 and 707). It adjoins no digit, letter, slash or dash with a digit, so that case numbers, accounts and hashes are
//! none; an organisation number has a "month" over 19 and can never be one.

mod digits;
mod place;
mod shape;
mod units;

use std::borrow::Cow;
use std::ops::Range;

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Whether it can hardly be anything else: it has a separator or its century, or words beside it say what it is.
    pub sure: bool,
    /// `YYMMDDNNNC`, whatever it is written with.
    pub value: String,
    /// The century, where it is written.
    century: Option<u8>,
    /// Where each digit of it stands.
    signs: Vec<Range<usize>>,
}

impl Number {
    /// The number as it may be shown: `1912****-****`, `81****-****`.
    pub fn masked(&self) -> String {
        let century = self.century.map(|century| century.to_string()).unwrap_or_default();
        format!("{century}{}****-****", &self.value[..2])
    }

    /// The fingerprint of the value in one municipality, by which its writers can say that it is no person's. There are few numbers to
    /// try, so it is slow to make, and still no secret: it belongs in the sources and nowhere else.
    pub fn fingerprint(&self, municipality: &str) -> String {
        const ROUNDS: usize = 10_000;
        let key = blake3::derive_key("insyn 2026-11 a number that is no person's", municipality.as_bytes());
        let first = blake3::keyed_hash(&key, self.value.as_bytes());
        let last = (0..ROUNDS).fold(first, |hash, _| blake3::keyed_hash(&key, hash.as_bytes()));
        last.to_hex()[..32].to_owned()
    }
}

/// Every number in a text, in order. Tags, entities and escapes, invisible signs, and dashes and digits of every kind are read as readers
/// see them.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut at = 0;
    while let Some(first) = digits::next_digit(text, at) {
        let run = text[first..].bytes().take_while(u8::is_ascii_digit).count();
        at = first + run.max(text[first..].chars().next().map_or(1, char::len_utf8));
        if !shape::may_begin(text.as_bytes(), first..at) || found.iter().rev().take(2).any(|known| known.covers(first)) {
            continue;
        }
        if let Some(start) = place::start(text, first) {
            found.extend(shape::number(text, start));
        }
    }
    found
}

/// Every number in the name of a file or folder, where eight digits and four are often a day and a time.
pub fn numbers_in_name(path: &str) -> Vec<Number> {
    let mut parts = Vec::new();
    let mut at = 0;
    for part in path.split('/') {
        parts.extend(numbers(part).into_iter().map(|number| Number {
            sure: number.sure && !place::may_be_time(part, &number),
            range: number.range.start + at..number.range.end + at,
            signs: number.signs.iter().map(|sign| sign.start + at..sign.end + at).collect(),
            ..number
        }));
        at += part.len() + 1;
    }
    parts
}

/// A text with every number in it masked; each byte that is shown stands where it stood.
pub fn masked(text: &str) -> Cow<'_, str> {
    // In running text a number after a slash is that of a case. Words about files hold paths, whose names may begin with a person's.
    let found = [numbers(text), numbers_in_name(text)].concat();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut signs: Vec<_> = found.iter().flat_map(|number| &number.signs[if number.century.is_some() { 4 } else { 2 }..]).collect();
    signs.sort_by_key(|sign| sign.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for sign in signs {
        // One sign may be of two numbers.
        if sign.start < at {
            continue;
        }
        out += &text[at..sign.start];
        out.extend(text[sign.clone()].chars().map(|c| match c.len_utf8() {
            1 if !c.is_ascii_alphanumeric() => "#",
            1 => "*",
            2 => "·",
            3 => "＊",
            _ => "＊*",
        }));
        at = sign.end;
    }
    Cow::Owned(out + &text[at..])
}

impl Number {
    /// Whether one of its signs stands at a byte.
    fn covers(&self, at: usize) -> bool {
        self.signs.iter().any(|sign| sign.contains(&at))
    }
}
