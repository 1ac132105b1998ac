//! Short forms get their long form where they first stand on a page, in one pass over the words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::escape;

/// Short forms and their long forms, to be found by the words that short forms begin with.
#[derive(Debug)]
pub struct Abbreviations {
    by_word: FxHashMap<String, Vec<(String, String)>>,
    /// For each byte whether a short form begins with it: most of a text is passed by without looking for words.
    begins: [bool; 256],
}

impl Abbreviations {
    /// From pairs of short form and long form.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut known = Self { by_word: FxHashMap::default(), begins: [false; 256] };
        for pair in pairs {
            let word = &pair.0[..word_end(&pair.0)];
            if let Some(first) = word.bytes().next() {
                known.begins[usize::from(first)] = true;
                known.by_word.entry(word.to_owned()).or_default().push(pair);
            }
        }
        for pairs in known.by_word.values_mut() {
            // "ANDT-strategin" before "ANDT", and of two the same the first.
            pairs.sort_by_key(|pair| std::cmp::Reverse(pair.0.len()));
        }
        known
    }
}

/// The short forms of a page that is being written.
pub(super) struct Explained<'a> {
    known: &'a Abbreviations,
    /// Those that have been explained.
    met: FxHashSet<&'a str>,
}

impl<'a> Explained<'a> {
    pub(super) fn new(known: &'a Abbreviations) -> Self {
        Self { known, met: FxHashSet::default() }
    }

    /// Writes text as content, with the short forms that are met for the first time explained.
    pub(super) fn write(&mut self, out: &mut String, text: &str) {
        let (mut written, mut at) = (0, 0);
        while let Some(gap) = text.as_bytes()[at..].iter().position(|byte| self.known.begins[usize::from(*byte)]) {
            let start = at + gap;
            at = start + 1;
            if text[..start].ends_with(char::is_alphanumeric) {
                continue;
            }
            let word = &text[start..start + word_end(&text[start..])];
            let Some((short, long)) = self.take(word, &text[start..]) else { continue };
            at = start + short.len();
            escape::text(out, &text[written..start]);
            out.push_str("<abbr title=\"");
            escape::attribute(out, long);
            out.push_str("\">");
            escape::text(out, short);
            out.push_str("</abbr>");
            written = at;
        }
        escape::text(out, &text[written..]);
    }

    /// The longest short form that `rest` begins with as a whole word; each is given once.
    fn take(&mut self, word: &str, rest: &str) -> Option<&'a (String, String)> {
        let pairs = self.known.by_word.get(word)?;
        let stands = |short: &str| rest.strip_prefix(short).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        let pair = pairs.iter().find(|pair| stands(&pair.0) && !self.met.contains(pair.0.as_str()))?;
        self.met.insert(&pair.0);
        Some(pair)
    }
}

/// Where the word ends that a text begins with; 0 when it begins with none.
fn word_end(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())
}
