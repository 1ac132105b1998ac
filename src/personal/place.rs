//! What stands around digits: whether a number may begin or end there, and what the words beside it say.

use std::ops::Range;

use super::Number;
use super::digits::digit;
use super::units::{Reader, Sign, escaped, is_invisible, sign};

/// A place where a number may begin.
pub struct Start {
    pub at: usize,
    /// Whether the digits are the decimals of another number.
    pub decimal: bool,
}

/// The place of the digit at `first` when a number may begin there: no digit, letter, slash, or dash with a digit stands before it.
pub fn start(text: &str, first: usize) -> Option<Start> {
    let at = sign_start(text, first);
    let mut before = text[..at].char_indices().rev();
    let may = |at, decimal| Some(Start { at, decimal });
    // What readers do not see is passed, as far as anybody would hide it.
    for _ in 0..64 {
        let Some((place, c)) = before.next() else { return may(at, false) };
        let shown = match c {
            c if is_invisible(c) => continue,
            '>' | '*' | '_' | '`' | '~' => return may(at, false),
            '\\' => continue,
            ';' => match entity_before(text, place + 1) {
                Some(c) if is_invisible(c) => {
                    before = text[..text[..place].rfind('&')?].char_indices().rev();
                    continue;
                }
                Some(c) => sign(c),
                None => Sign::Other,
            },
            c => sign(c),
        };
        let next = || before.clone().next().map(|(_, c)| c);
        return match shown {
            Sign::Digit(_) => None,
            // `\n` in JSON and TOML is no letter.
            Sign::Letter('N' | 'T' | 'R') if next() == Some('\\') => may(at, false),
            Sign::Letter(_) => None,
            Sign::Slash if !in_address(text, at) => None,
            Sign::Dash if next().and_then(digit).is_some() => None,
            Sign::Dot => may(at, next().and_then(digit).is_some()),
            _ => may(at, false),
        };
    }
    may(at, false)
}

/// Where the sign begins that the digit at `first` is a part of: an entity, an escape, or itself. After `%20` it is the next digit.
fn sign_start(text: &str, first: usize) -> usize {
    let near = text.floor_char_boundary(first.saturating_sub(9));
    let escape = text[near..first].rfind(['&', '\\', '%']).map(|at| near + at);
    match escape.and_then(|at| Some((at, escaped(&text[at..])?))) {
        Some((at, (c, length))) if at + length > first => match digit(c) {
            Some(_) => at,
            None => at + length,
        },
        _ => first,
    }
}

/// What the entity that ends at `end` stands for.
fn entity_before(text: &str, end: usize) -> Option<char> {
    let near = text.floor_char_boundary(end.saturating_sub(34));
    let at = near + text[near..end].rfind('&')?;
    escaped(&text[at..]).filter(|(_, length)| at + length == end).map(|(c, _)| c)
}

/// Whether a number may end where `range` does; `bare` is one without a separator, which may not be the beginning of a decimal number.
pub fn ends(text: &str, range: Range<usize>, bare: bool) -> bool {
    let mut reader = Reader { text, at: range.end };
    let Some(after) = reader.next().filter(|after| !after.apart) else { return true };
    let mut digit_next = || reader.next().is_some_and(|unit| matches!(unit.sign, Sign::Digit(_)));
    match after.sign {
        Sign::Digit(_) | Sign::Letter(_) => false,
        Sign::Slash => in_address(text, range.start),
        Sign::Dash => !digit_next(),
        Sign::Dot => !(bare && digit_next()),
        _ => true,
    }
}

/// Words that say what digits beside them are, in small letters.
const NAMES: &[&str] =
    &["personn", "person-n", "person n", "pnr", "född", "födelse", "samordningsn", "personal identity", "personal number"];

/// Whether words near a stretch say that it is a personal number.
pub fn is_named(text: &str, range: Range<usize>) -> bool {
    let from = text.floor_char_boundary(range.start.saturating_sub(80));
    let to = text.ceil_char_boundary((range.end + 30).min(text.len()));
    let near = text[from..to].to_lowercase();
    NAMES.iter().any(|name| near.contains(name))
}

/// Signs that a name in running text ends at.
const AROUND: &[char] = &[' ', '\n', '\t', '"', '\'', '(', ')', '<', '>', '[', ']', '\u{a0}', '|', ','];

/// The stretch without blanks, quotes or brackets that a place stands in: an address or a file name, as far as it is one.
fn word(text: &str, range: Range<usize>) -> Range<usize> {
    let near = text.floor_char_boundary(range.start.saturating_sub(400));
    let from = text[near..range.start].rfind(AROUND).map_or(near, |at| near + at + 1);
    let far = text.ceil_char_boundary((range.end + 400).min(text.len()));
    let to = text[range.end..far].find(AROUND).map_or(far, |at| range.end + at);
    text.floor_char_boundary(from)..to
}

/// Whether a place stands in the address of a page, where a slash parts one name from the next.
fn in_address(text: &str, at: usize) -> bool {
    let word = word(text, at..at);
    let attribute = text[..word.start].ends_with(['"', '\'']) && text[..word.start - 1].ends_with('=');
    let written = &text[word];
    attribute || written.contains("://") || written.starts_with(['/', '.']) || file_end(written)
}

/// Extensions of files that are published.
const EXTENSIONS: &[&str] = &[
    "pdf", "docx", "doc", "xlsx", "xls", "pptx", "csv", "txt", "md", "html", "jpg", "jpeg", "png", "webp", "gif", "svg", "zip", "ods",
    "odt", "ics", "json",
];

fn file_end(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Whether a number stands in the name of a file and may be a day and a time there.
pub fn in_file_name(text: &str, number: &Number) -> bool {
    may_be_time(text, number) && file_end(&text[word(text, number.range.clone())])
}

/// Whether a number is shaped as the day and time of a file, `20201110-1530`: what made files has known the time since about 1980.
pub fn may_be_time(text: &str, number: &Number) -> bool {
    let plain = text[number.range.clone()].bytes().filter(u8::is_ascii_digit).count() == 12;
    let year = number.century.map_or(0, u16::from) * 100 + number.value[..2].parse().unwrap_or(0);
    let two = |at: usize| number.value[at..at + 2].parse().unwrap_or(99);
    plain && year >= 1980 && two(4) < 60 && two(6) < 24 && two(8) < 60
}
