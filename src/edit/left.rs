//! Where a value may still be said after it was taken out of its record: in running text, in quotes, in translations. What such a sentence
//! says besides is for a writer to judge, so it is shown and not changed.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use regex::Regex;

use super::place::{place, shown};
use super::redact::{Redacted, id_now, is_of, translations};
use super::words::{Pattern, masked, patterns};
use crate::content::item::{Item, Table, Value};
use crate::history::Stood;
use crate::house::House;
use crate::parse::written;
use crate::site::{Record, RecordId};
use crate::source::{Sources, Text};
use crate::span::Lines;

/// A file, and a line of it.
pub type Line = (Arc<str>, usize);

/// Lines in which a name still stands the other way round; sorted.
pub fn turned(done: &Redacted) -> Vec<Line> {
    let mut lines = BTreeSet::new();
    for text in &done.sources.texts {
        let found = done.turned.iter().flat_map(|pattern| pattern.find(&text.content));
        lines.extend(found.map(|range| (text.path.clone(), Lines::new(&text.content).at(range.start).line)));
    }
    lines.into_iter().collect()
}

/// Lines that may still say what stood at a path of a record, which was read from `sources` and known `before`; sorted.
pub fn left(sources: &Sources, before: &House, id: RecordId, path: &str, done: &Redacted) -> Vec<Line> {
    let record = before.site.record(id);
    let forms = forms(sources, before, id, path);
    let now = |path: &Arc<str>| {
        let path = masked(&done.patterns, path).map_or_else(|| path.clone(), Arc::from);
        done.sources.text(&path)
    };
    let mut lines = BTreeSet::new();
    let mut add = |text: &Text, at: usize| _ = lines.insert((text.path.clone(), Lines::new(&text.content).at(at).line));
    if let Some(text) = now(&record.path) {
        in_record(text, record, &id_now(record, &done.patterns), &forms).into_iter().for_each(|at| add(text, at));
    }
    for text in translations(sources, record).iter().filter_map(now) {
        said(&forms, &text.content).into_iter().for_each(|range| add(text, range.start));
    }
    // The same quote may stand in other records and in the texts of documents.
    let evidence = record.common.evidence.iter().filter(|evidence| is_of(&evidence.of, path));
    let quotes: Vec<Form> = evidence.flat_map(|evidence| &evidence.standing.quote).filter_map(|quote| Form::of(quote)).collect();
    for text in &done.sources.texts {
        said(&quotes, &text.content).into_iter().for_each(|range| add(text, range.start));
    }
    lines.into_iter().collect()
}

/// A way in which a value is said.
enum Form {
    Words(Vec<Pattern>),
    /// A figure of few digits, which stands in too many ids and dates to be looked for as words are.
    Figure(Regex),
}

impl Form {
    /// None of what is too little to go by.
    fn of(words: &str) -> Option<Self> {
        if let Some(patterns) = patterns(words) {
            return Some(Form::Words(patterns));
        }
        let digits: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c)) {
            return None;
        }
        let thousands = if digits.len() > 3 { r"\s?" } else { "" };
        let digits: Vec<String> = digits.chars().map(|c| if c.is_ascii_digit() { c.to_string() } else { "[.,]".to_owned() }).collect();
        Regex::new(&digits.join(thousands)).ok().map(Form::Figure)
    }

    /// Where it stands in a text.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        match self {
            Form::Words(patterns) => patterns.iter().flat_map(|pattern| pattern.find(text)).collect(),
            Form::Figure(figure) => figure.find_iter(text).map(|found| found.range()).filter(|range| is_whole(text, range)).collect(),
        }
    }
}

/// Whether a figure is no part of a longer one, a date, a word or an id.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (mut before, mut after) = (text[..range.start].chars().rev(), text[range.end..].chars());
    let joined = |first: Option<char>, second: Option<char>| match first {
        Some('-' | '–' | '#' | '_' | '/') => second.is_some_and(char::is_alphanumeric),
        Some('.' | ',' | ':') => second.is_some_and(|c| c.is_ascii_digit()),
        first => first.is_some_and(char::is_alphanumeric),
    };
    !joined(before.next(), before.next()) && !joined(after.next(), after.next())
}

fn said(forms: &[Form], text: &str) -> Vec<Range<usize>> {
    forms.iter().flat_map(|form| form.find(text)).collect()
}

/// Every way in which a fact is said: as it is written, as readers were shown it, and as its evidence has it.
fn forms(sources: &Sources, before: &House, id: RecordId, path: &str) -> Vec<Form> {
    let record = before.site.record(id);
    let mut words = BTreeSet::new();
    let text = sources.text(&record.path);
    let written = text.and_then(|text| Some((text, written(text, record.kind, &record.id)?)));
    if let Some((text, written)) = &written
        && let Ok(found) = place(record, written, path)
    {
        found.item.into_iter().for_each(|item| scalars(item, &mut |item| words.extend(shown(item, &text.content, false))));
    }
    let stood = Stood::of(before, id);
    words.extend(stood.facts.iter().filter(|(of, _)| is_of(of, path)).filter_map(|(_, fact)| fact.words().map(str::to_owned)));
    let evidence = record.common.evidence.iter().filter(|evidence| is_of(&evidence.of, path));
    words.extend(evidence.filter_map(|evidence| Some(evidence.value.as_ref()?.text.clone())));
    words.iter().filter_map(|words| Form::of(words)).collect()
}

fn scalars(item: &Item, with: &mut dyn FnMut(&Item)) {
    match &item.value {
        Value::List(list) => list.iter().for_each(|item| scalars(item, with)),
        Value::Table(table) => table.entries.iter().for_each(|entry| scalars(&entry.item, with)),
        _ => with(item),
    }
}

/// Where the file of a record says it: in its body, its quotes and its other sentences. A fact of its own that only happens to have the same
/// value is not meant.
fn in_record(text: &Text, record: &Record, id: &str, forms: &[Form]) -> Vec<usize> {
    let whole = &*text.content;
    let Some(written) = written(text, record.kind, id) else { return Vec::new() };
    let (mut at, mut cells) = (Vec::new(), Vec::new());
    sentences(&written.table, &mut |item, words, is_quote| {
        if !written.range.contains(&item.span.range().start) {
            cells.push(item.span.range());
        } else if is_quote || words.contains(char::is_whitespace) {
            let found = said(forms, words);
            at.extend(found.iter().any(|range| is_quote || range.len() < words.trim().len()).then_some(item.span.range().start));
        }
    });
    if text.path.ends_with(".md") {
        let body = written.range.end;
        let found = said(forms, &whole[body..]).into_iter().map(|range| range.start + body..range.end + body);
        let own =
            |range: &Range<usize>| cells.iter().any(|cell| cell.contains(&range.start) && whole[cell.clone()].trim().len() <= range.len());
        at.extend(found.filter(|range| !own(range)).map(|range| range.start));
    }
    at
}

/// Gives `with` every text of a record, and whether it is a quote.
fn sentences(table: &Table, with: &mut dyn FnMut(&Item, &str, bool)) {
    for entry in &table.entries {
        inside(&entry.item, entry.key == "quote", with);
    }
}

fn inside(item: &Item, is_quote: bool, with: &mut dyn FnMut(&Item, &str, bool)) {
    match &item.value {
        Value::Text(words) => with(item, words, is_quote),
        Value::List(list) => list.iter().for_each(|item| inside(item, is_quote, with)),
        Value::Table(table) => sentences(table, with),
        _ => {}
    }
}
