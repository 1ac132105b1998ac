//! Quotes: which words a record claims to find where, and the passage that comes nearest when they are not there.

use rustc_hash::FxHashMap;

use crate::content::datum::{Branch, Datum};
use crate::content::value::Reference;
use crate::markdown;
use crate::site::{Found, Record, RecordId, Site, Stored};
use crate::span::Span;

/// A quote and what it is to be found in.
pub struct Quote<'a> {
    pub words: &'a str,
    pub span: Span,
    pub source: Source<'a>,
    /// The goal or area that the quoted fact is about.
    pub goal: Option<&'a Reference>,
}

/// What a quote is to be found in.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    /// The stored text of a document.
    Stored(&'a Stored),
    /// The record's own body.
    Body,
    /// A document is named, but its text is not at hand.
    Silent,
    /// Nothing is named, and the record has no text of its own.
    Missing,
}

/// Every quote of a record. Its source is that of the nearest record around it that names one, by `source` or else by `document`;
/// when none does, the record's own body.
pub fn of(site: &Site, id: RecordId) -> Vec<Quote<'_>> {
    let record = site.record(id);
    let common = Branch::of(&*record.common);
    let own = match record.lower() {
        Datum::Record(own) => Some(own),
        _ => None,
    };
    let named = reference(&common, "source").or_else(|| own.as_ref().and_then(|own| reference(own, "document")));
    let source = named.map_or(Source::Body, |document| stored(site, id, document));
    let mut quotes = Vec::new();
    let mut around = Around { site, id, quotes: &mut quotes };
    for branch in [Some(&common), own.as_ref()].into_iter().flatten() {
        around.entries(branch, source, None);
    }
    // The source may stand on a line that could not be read.
    if record.lost {
        quotes.iter_mut().filter(|quote| matches!(quote.source, Source::Body)).for_each(|quote| quote.source = Source::Silent);
    }
    // Whether the record has words of its own costs a reading of them; few records have quotes.
    if quotes.iter().any(|quote| matches!(quote.source, Source::Body)) && body_words(record).is_empty() {
        quotes.iter_mut().filter(|quote| matches!(quote.source, Source::Body)).for_each(|quote| quote.source = Source::Missing);
    }
    quotes
}

struct Around<'s, 'a> {
    site: &'a Site,
    id: RecordId,
    quotes: &'s mut Vec<Quote<'a>>,
}

impl<'a> Around<'_, 'a> {
    fn entries(&mut self, branch: &Branch<'a>, source: Source<'a>, goal: Option<&'a Reference>) {
        for (decl, datum) in &branch.entries {
            let list = match datum {
                Datum::List(list) => list.as_slice(),
                one => std::slice::from_ref(one),
            };
            for datum in list {
                match datum {
                    Datum::Text(words, span) if matches!(decl.key, "quote" | "cause-quote") => {
                        self.quotes.push(Quote { words, span: *span, source, goal });
                    }
                    Datum::Record(inner) => {
                        let named = reference(inner, "source").or_else(|| reference(inner, "document"));
                        let source = named.map_or(source, |document| stored(self.site, self.id, document));
                        self.entries(inner, source, reference(inner, "goal").or(goal));
                    }
                    _ => {}
                }
            }
        }
    }
}

fn reference<'a>(branch: &Branch<'a>, key: &str) -> Option<&'a Reference> {
    match branch.get(key) {
        Some(Datum::Reference(reference)) => Some(reference),
        _ => None,
    }
}

fn stored<'a>(site: &'a Site, from: RecordId, document: &Reference) -> Source<'a> {
    match site.find(document, from) {
        Found::At(address) => site.document_text(address).map_or(Source::Silent, Source::Stored),
        _ => Source::Silent,
    }
}

/// The words of a record's own body. Tables that are records are no source: a quote in one would prove itself.
pub fn body_words(record: &Record) -> String {
    let Some((markdown, body)) = record.markdown() else { return String::new() };
    let mut prose = String::with_capacity(markdown.len());
    let mut from = 0;
    for table in body.taken.iter().filter_map(|at| body.facts.tables.get(*at)) {
        let range = table.span.range();
        prose.push_str(&markdown[from..range.start - body.start]);
        prose.push('\n');
        from = range.end - body.start;
    }
    prose.push_str(&markdown[from..]);
    crate::site::normal(&markdown::plain(&prose))
}

/// How alike a passage must be to be what was probably meant: three characters of four.
const ALIKE: f64 = 0.75;

/// The passage of `text` that is most like `quote`, when they differ by slips only. Both are normal. Costs what the text is long.
pub fn nearest_passage<'t>(quote: &str, text: &'t str) -> Option<&'t str> {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let length = quote.split(' ').count();
    if quote.len() > 4000 || text.is_empty() {
        return None;
    }
    // Long quotes are aligned by their words alone: trying the neighbours would cost too much.
    let slack = if quote.len() > 400 { 0 } else { 2 };
    let mut best: Option<(f64, &str)> = None;
    for window in best_windows(quote, text, &starts, length) {
        for first in window.saturating_sub(slack)..=window + slack {
            for count in length.saturating_sub(slack).max(1)..=length + slack {
                let Some(passage) = passage(text, &starts, first, count) else { continue };
                // A quote may end before the full stop and begin after the quotation mark.
                for passage in [passage, passage.trim_matches(|c: char| !c.is_alphanumeric())] {
                    let alike = strsim::normalized_levenshtein(quote, passage);
                    if best.is_none_or(|(most, _)| alike > most) {
                        best = Some((alike, passage));
                    }
                }
            }
        }
    }
    best.filter(|(alike, _)| *alike >= ALIKE).map(|(_, passage)| passage)
}

fn passage<'t>(text: &'t str, starts: &[usize], first: usize, count: usize) -> Option<&'t str> {
    let from = *starts.get(first)?;
    let to = starts.get(first + count).map_or(text.len(), |next| next - 1);
    (first + count <= starts.len()).then(|| &text[from..to])
}

/// Where the few windows begin that share most words with the quote, as places in `starts`. Words count as shared when they begin alike.
fn best_windows(quote: &str, text: &str, starts: &[usize], length: usize) -> Vec<usize> {
    let mut wanted: FxHashMap<String, i32> = FxHashMap::default();
    for word in quote.split(' ') {
        *wanted.entry(beginning(word)).or_default() += 1;
    }
    let words: Vec<String> = text.split(' ').map(beginning).collect();
    let mut windows: Vec<(i32, usize)> = Vec::new();
    let mut shared = 0;
    for (at, word) in words.iter().enumerate() {
        if let Some(left) = wanted.get_mut(word) {
            shared += i32::from(*left > 0);
            *left -= 1;
        }
        if at >= length
            && let Some(left) = wanted.get_mut(&words[at - length])
        {
            *left += 1;
            shared -= i32::from(*left > 0);
        }
        if shared > 0 {
            windows.push((shared, (at + 1).saturating_sub(length)));
        }
    }
    windows.sort_by_key(|(shared, at)| (-shared, *at));
    windows.truncate(5);
    windows.into_iter().map(|(_, at)| at.min(starts.len().saturating_sub(1))).collect()
}

/// The first three letters of a word, small and without the marks that people leave out.
fn beginning(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters
        .map(|c| {
            if matches!(c, 'å' | 'ä') {
                'a'
            } else if c == 'ö' {
                'o'
            } else {
                c
            }
        })
        .take(3)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "I början av 2014 antog kommunstyrelsen en strategi mot alkohol, narkotika, dopning och tobak. 88 procent av \
                        försäljningsställena var godkända. Målsättningen för året var 90 procent.";

    #[test]
    fn the_nearest_passage_is_what_was_meant() {
        let near = |quote: &str| nearest_passage(quote, TEXT);
        assert_eq!(near("narkotika, doping och tobak"), Some("narkotika, dopning och tobak"));
        assert_eq!(near("87 procent av försäljningsställena var godkända."), Some("88 procent av försäljningsställena var godkända."));
        assert_eq!(near("I början av 2014 Antog Kommunstyrelsen"), Some("I början av 2014 antog kommunstyrelsen"));
        assert_eq!(near("Ingen har någonsin sagt detta"), None);
        assert_eq!(near(""), None);
        assert_eq!(nearest_passage("ord", ""), None);
    }

    #[test]
    fn a_long_text_is_searched_once() {
        let text = format!("{TEXT} ").repeat(20_000);
        assert!(nearest_passage("Målsättningen för aret var 90 procent.", crate::site::normal(&text).as_str()).is_some());
    }
}
