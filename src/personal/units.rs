//! A text sign by sign as its readers see it: without tags, invisible signs and marks of Markdown, entities and escapes read.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::digits::digit;

/// What a sign is to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Digit(u8),
    /// In capitals, full-width ones as plain ones.
    Letter(char),
    Dash,
    Plus,
    Space,
    NewLine,
    Slash,
    Dot,
    Other,
}

/// A sign and where it stands.
#[derive(Clone, Debug)]
pub struct Unit {
    pub sign: Sign,
    pub range: Range<usize>,
    /// Whether a tag or a mark stands before it: what it adjoins on the page may be another thing.
    pub apart: bool,
}

/// Reads on from a place.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub text: &'a str,
    pub at: usize,
}

/// Tags that begin something of its own, so that no number goes on past them.
const BLOCKS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "c",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "img",
    "input",
    "legend",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "row",
    "script",
    "section",
    "si",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "w:p",
    "w:tab",
    "w:tc",
];

/// How far a tag or a comment is looked for its end.
const TAG: usize = 4096;

impl Iterator for Reader<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let mut apart = false;
        loop {
            let start = self.at;
            let c = self.text[start..].chars().next()?;
            self.at += c.len_utf8();
            let sign = match c {
                '<' => match self.tag(start) {
                    Some(true) => Sign::Other,
                    Some(false) => {
                        apart = true;
                        continue;
                    }
                    None => Sign::Other,
                },
                '*' | '_' | '`' | '~' => {
                    apart = true;
                    continue;
                }
                '&' | '\\' | '%' => match self.escaped(start) {
                    Some((c, end)) => {
                        self.at = end;
                        if is_invisible(c) {
                            continue;
                        }
                        sign(c)
                    }
                    None if c == '\\' => continue,
                    None => Sign::Other,
                },
                c if is_invisible(c) => continue,
                c => sign(c),
            };
            return Some(Unit { sign, range: start..self.at, apart });
        }
    }
}

impl Reader<'_> {
    /// Goes past a tag or a comment that begins at `start`. Gives whether it begins something of its own; None when it is none.
    fn tag(&mut self, start: usize) -> Option<bool> {
        let rest = &self.text.as_bytes()[start..self.text.len().min(start + TAG)];
        if rest.starts_with(b"<!--") {
            let end = rest.windows(3).position(|end| end == b"-->")?;
            self.at = start + end + 3;
            return Some(false);
        }
        let name_at = if rest.get(1) == Some(&b'/') { 2 } else { 1 };
        if !rest.get(name_at)?.is_ascii_alphabetic() {
            return None;
        }
        let name = rest[name_at..].iter().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':')))? + name_at;
        let mut quote = None;
        let end = (name..rest.len()).find(|at| match (quote, rest[*at]) {
            (None, b'>') => true,
            (None, byte @ (b'"' | b'\'')) => {
                quote = Some(byte);
                false
            }
            (Some(open), byte) => {
                quote = quote.filter(|_| open != byte);
                false
            }
            _ => false,
        })?;
        self.at = start + end + 1;
        let name = &rest[name_at..name];
        Some(BLOCKS.iter().any(|block| block.as_bytes().eq_ignore_ascii_case(name)))
    }

    /// What an entity, an escape of JSON and TOML, or one of an address stands for, and where it ends.
    fn escaped(&self, start: usize) -> Option<(char, usize)> {
        escaped(&self.text[start..]).map(|(c, length)| (c, start + length))
    }
}

/// What an escape at the start of `text` stands for, and its length in bytes.
pub fn escaped(text: &str) -> Option<(char, usize)> {
    let hexadecimal = |range: Range<usize>| char::from_u32(u32::from_str_radix(text.get(range)?, 16).ok()?);
    match text.as_bytes() {
        [b'&', ..] => {
            let end = text.bytes().take(34).position(|byte| byte == b';')? + 1;
            let read = htmlize::unescape(&text[..end]);
            let mut signs = read.chars();
            signs.next().filter(|c| *c != '&' || end <= 6).filter(|_| signs.next().is_none()).map(|c| (c, end))
        }
        [b'\\', b'u', ..] => hexadecimal(2..6).map(|c| (c, 6)),
        [b'\\', b'U', ..] => hexadecimal(2..10).map(|c| (c, 10)),
        [b'\\', b'n' | b't' | b'r', ..] => Some((' ', 2)),
        [b'%', ..] => hexadecimal(1..3).filter(char::is_ascii).map(|c| (c, 3)),
        _ => None,
    }
}

/// Signs that nobody sees: soft hyphens, zero-width and directing signs, marks upon a sign.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20f0}')
}

/// What a sign is to a number.
pub fn sign(c: char) -> Sign {
    match c {
        '-' | '\u{2d7}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Sign::Dash,
        '+' | '\u{ff0b}' => Sign::Plus,
        '/' | '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Sign::Slash,
        '.' => Sign::Dot,
        '\n' | '\r' => Sign::NewLine,
        c if c.is_whitespace() || c == '\u{2800}' => Sign::Space,
        c => match digit(c) {
            Some(value) => Sign::Digit(value),
            None if c.is_ascii_alphabetic() => Sign::Letter(c.to_ascii_uppercase()),
            None if c.is_alphabetic() => Sign::Letter(c.nfkc().next().unwrap_or(c).to_ascii_uppercase()),
            None => Sign::Other,
        },
    }
}
