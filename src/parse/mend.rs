//! Faulty lines of TOML as they were probably meant.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::content::field::{FieldDecl, Shape};
use crate::content::item;
use crate::content::shape::inside;
use crate::diagnostic::fold;
use crate::span::SourceId;

/// What is faulty, and how it is to be read.
pub struct Mended {
    /// The lines that are read otherwise.
    pub line: Range<usize>,
    /// Where the fault is told.
    pub told: Range<usize>,
    /// What was probably meant; None when that cannot be told.
    pub right: Option<String>,
    /// What is wrong, when that is another thing than what the parser stumbled over.
    pub message: Option<&'static str>,
}

/// What the keys of a file are: those of its records and of what is in them.
pub type Keys<'k> = &'k [&'static [FieldDecl]];

/// The fault that made the parser say `message` at byte `at`, where `fault` stands.
pub fn mend(toml: &str, at: usize, message: &str, fault: &str, keys: Keys) -> Mended {
    let line = line_around(toml, at);
    if let Some(mended) = open_list(toml, &line) {
        return mended;
    }
    let whole = &toml[line.clone()];
    let right = mended(whole, message, fault, keys).filter(|right| reads_alone(right));
    let (right, message) = match right {
        Some(right) => (Some(right), None),
        None => (with_mark(whole), Some(MARK_MISSING)),
    };
    let message = message.filter(|_| right.is_some());
    let heading = right.is_none() && whole.trim_start().starts_with('[');
    // The facts of a group whose heading cannot be read would fall to the group before it.
    let end = if heading { next_heading(toml, line.end) } else { line.end };
    Mended { told: line.clone(), line: line.start..end, right, message }
}

/// Our own words for what the parser tells otherwise, as keys of what is told.
pub const MARK_MISSING: &str = "missing quote";
pub const LIST_UNCLOSED: &str = "unclosed array";

/// The line around a byte, without its line ending.
pub fn line_around(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    start..start + text[start..end].trim_end_matches('\r').len()
}

/// Where the group ends that byte `at` stands in.
fn next_heading(toml: &str, at: usize) -> usize {
    let end = toml[at..].find("\n[").map_or(toml.len(), |next| at + next);
    at + toml[at..end].trim_end().len()
}

/// Whether a line is sound by itself.
fn reads_alone(line: &str) -> bool {
    let (table, faults) = item::from_toml(line, SourceId::of(""), 0);
    faults.is_empty() && table.entries.len() == 1
}

/// A list may go on over lines, so the parser notices that its bracket is missing only where another fact begins.
fn open_list(toml: &str, line: &Range<usize>) -> Option<Mended> {
    let here = toml[line.clone()].trim_start();
    let ends = here.is_empty() && toml[line.end..].trim().is_empty();
    if !ends && !here.starts_with('[') && !begins_fact(here) {
        return None;
    }
    let mut last = None;
    let mut above = line.start;
    for _ in 0..MOST_LINES {
        let next = line_around(toml, above.checked_sub(1)?);
        above = next.start;
        let text = toml[next.clone()].trim_start();
        if is_heading(text) {
            return None;
        }
        if !text.is_empty() && !text.starts_with('#') {
            last.get_or_insert(next.clone());
        }
        if begins_fact(text) {
            let last = last?;
            let (open, end) = unclosed(&toml[next.start..last.end]);
            let at = next.start + end;
            let right = format!("{}{open}{}", &toml[last.start..at], &toml[at..last.end]);
            return open.ends_with(']').then_some(Mended { line: last, told: next, right: Some(right), message: Some(LIST_UNCLOSED) });
        }
    }
    None
}

/// Lists are not looked for further up than this.
const MOST_LINES: usize = 200;

/// Whether a line is the heading of a group.
fn is_heading(line: &str) -> bool {
    let name = line.split('#').next().unwrap_or("").trim();
    let inner = name.trim_start_matches('[').trim_end_matches(']');
    name.starts_with('[') && name.ends_with(']') && inner.split('.').all(|key| is_bare(key.trim()))
}

/// Whether a line begins as a fact does: a key and an equals sign.
fn begins_fact(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| is_bare(key.trim()))
}

/// Whether a key can stand without marks.
fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// The brackets that a stretch lacks at its end, and where they should stand: before a remark on the last line.
fn unclosed(stretch: &str) -> (String, usize) {
    let (mut open, mut end, mut within, mut escaped) = (Vec::new(), 0, None, false);
    for (at, c) in stretch.char_indices() {
        match (within, c) {
            (Some(_), '\n') => within = None,
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(mark), c) if c == mark && !escaped => within = None,
            (None, '"' | '\'' | '#') => within = Some(c),
            (None, '[') => open.push(']'),
            (None, '{') => open.push('}'),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        escaped = false;
        if within != Some('#') && !c.is_whitespace() {
            end = at + c.len_utf8();
        }
    }
    (open.into_iter().rev().collect(), end)
}

/// The line with the one quote that makes it sound, if one does.
fn with_mark(line: &str) -> Option<String> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let (_, value) = line.split_once('=').filter(|(key, value)| is_bare(key.trim()) && value.contains(['"', '[', '{']))?;
    let first = line.len() - value.len();
    let places =
        line.char_indices().filter(|(at, c)| *at >= first && matches!(c, ',' | ']' | '}' | '[' | '{')).flat_map(|(at, c)| match c {
            '[' | '{' | ',' => vec![at, line.len() - line[at + 1..].trim_start().len()],
            _ => vec![at],
        });
    let lines = places.chain([line.trim_end().len()]).map(|at| format!("{}\"{}", &line[..at], &line[at..]));
    let ends = ["\"]", "\"}", "\"}]"].into_iter().map(|end| format!("{}{end}", line.trim_end()));
    lines.chain(ends).find(|line| reads_alone(line))
}

/// Lines longer than this are neither mended nor repeated, in bytes.
pub const LONGEST_LINE: usize = 400;

/// The line as it was probably meant, by what the parser says of it.
fn mended(line: &str, message: &str, fault: &str, keys: Keys) -> Option<String> {
    let ends = |mark: &str| Some(format!("{}{mark}", line.trim_end()));
    if line.len() > LONGEST_LINE {
        return None;
    }
    let once = line.replacen("==", "=", 1);
    if once != line && reads_alone(&once) {
        return Some(once);
    }
    if let Some(plain) = without_odd_marks(line, fault).filter(|plain| reads_alone(plain)) {
        return Some(plain);
    }
    if message.starts_with("string values must be quoted") {
        let (key, value) = line.split_once('=')?;
        let value = value.trim();
        let number = format!("{} = {}", key.trim_end(), plain_number(value));
        if value.contains(',') && reads_alone(&number) {
            return Some(number);
        }
        return (!value.contains(['"', '[', '{'])).then(|| format!("{} = \"{value}\"", key.trim_end()));
    }
    if message.starts_with("invalid basic string") {
        return ends("\"");
    }
    if message.starts_with("unclosed array table") {
        return Some(format!("{}]]", line.trim_end().trim_end_matches(']')));
    }
    if message.starts_with("unclosed table") {
        return ends(if line.trim_start().starts_with("[[") { "]]" } else { "]" });
    }
    if message.starts_with("key with no value") {
        let (key, value) = line.trim().split_once([':', ' ', '\t'])?;
        let (colon, value) = (line.contains(&format!("{key}:")), value.trim().trim_start_matches(':').trim());
        let bare = colon && !value.starts_with(['"', '\'', '[', '{']) && value.parse::<f64>().is_err();
        return Some(if bare { format!("{key} = \"{value}\"") } else { format!("{key} = {value}") });
    }
    if message.starts_with("unexpected key or value") {
        let (key, value) = line.split_once('=')?;
        let number = plain_number(value.trim());
        return number.parse::<f64>().ok().map(|_| format!("{} = {number}", key.trim_end()));
    }
    if message.starts_with("invalid unquoted key") {
        return with_known_key(line, keys);
    }
    None
}

/// A number as TOML has it: without spaces, with a decimal point.
fn plain_number(number: &str) -> String {
    number.replace([' ', '\u{a0}', '\u{202f}'], "").replace(',', ".")
}

/// The line with straight quotes for curly ones, or without characters that cannot be seen.
fn without_odd_marks(line: &str, fault: &str) -> Option<String> {
    if looks_curly(line) {
        return Some(line.replace(CURLY, "\""));
    }
    let unseen = fault.chars().next().is_some_and(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    unseen.then(|| line.replace(|c: char| c.is_control() && c != '\t', ""))
}

/// Quotes as Word writes them.
pub const CURLY: [char; 5] = ['”', '“', '„', '’', '‘'];

/// Whether a curly quote is what is wrong: it stands where a value begins.
pub fn looks_curly(line: &str) -> bool {
    line.contains(CURLY)
        && line.split_once(['=', '[']).is_some_and(|(_, value)| value.trim_start().starts_with(CURLY) || !value.contains('"'))
}

/// The line with the key that its Swedish label, or its letters with odd hyphens and spaces among them, stand for.
fn with_known_key(line: &str, keys: Keys) -> Option<String> {
    let key = match line.trim_start().starts_with('[') {
        true => line.trim().trim_start_matches('[').trim_end_matches(']'),
        false => line.split_once('=')?.0.trim(),
    };
    let plain = fold(key.replace(['–', '—', '‑', '−'], "-").trim_matches([' ', '\u{a0}', '\u{202f}']));
    let mut known = Vec::new();
    keys.iter().for_each(|keys| all_keys(keys, &mut known));
    let right = known.iter().find(|decl| decl.key == plain || fold(decl.label.0) == plain)?.key;
    let rest = line.replacen(key, right, 1).replace(['\u{a0}', '\u{202f}'], " ");
    (!key.is_empty()).then_some(rest)
}

/// Declarations of keys, and of those in the groups that they take.
fn all_keys(keys: &'static [FieldDecl], into: &mut Vec<&'static FieldDecl>) {
    for decl in keys {
        let known = into.iter().any(|known| std::ptr::eq(*known, decl));
        into.push(decl);
        if let Some(inner) = inside(decl.shape).filter(|_| !known) {
            all_keys(inner, into);
        }
    }
}

/// No more headings in single brackets than these are told of and read as they were meant.
const MOST_HEADINGS: usize = 1000;

/// Headings in single brackets of what there are several of: their lines, and what they should be.
pub fn single_brackets(toml: &str, lists: &[&str]) -> Vec<(Range<usize>, String)> {
    let mut headings = Vec::new();
    let mut at = 0;
    for line in toml.split('\n') {
        let heading = line.split('#').next().unwrap_or("").trim();
        if let Some(key) = heading.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let name = key.trim_matches(['[', ']', ' ']);
            let start = at + line.len() - line.trim_start().len();
            headings.push((name, key.starts_with('['), start..start + heading.len()));
        }
        at += line.len() + 1;
    }
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    headings.iter().for_each(|(name, ..)| *times.entry(name).or_default() += 1);
    let wrong = headings.iter().filter(|(name, double, _)| !double && lists.contains(name) && times[name] > 1);
    wrong.take(MOST_HEADINGS).map(|(name, _, range)| (range.clone(), format!("[[{name}]]"))).collect()
}

/// The keys that take a list of groups.
pub fn lists(keys: Keys) -> Vec<&'static str> {
    let is_list = |shape: Shape| matches!(shape, Shape::List(inner) if matches!(inner(), Shape::Record(_)));
    keys.iter().copied().flatten().filter(|decl| is_list(decl.shape)).map(|decl| decl.key).collect()
}
