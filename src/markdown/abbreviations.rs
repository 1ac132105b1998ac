//! Short forms get their long form where they first stand on a page, in one pass over the words.

use rustc_hash::FxHashMap;

use super::escape;

/// Short forms that have not been met yet, by their first word.
pub(super) struct Abbreviations<'a> {
    by_word: FxHashMap<&'a str, Vec<&'a (String, String)>>,
}

impl<'a> Abbreviations<'a> {
    /// From pairs of short form and long form.
    pub(super) fn new(pairs: &'a [(String, String)]) -> Self {
        let mut by_word: FxHashMap<&str, Vec<_>> = FxHashMap::default();
        for pair in pairs {
            let word = &pair.0[..word_end(&pair.0)];
            if !word.is_empty() {
                by_word.entry(word).or_default().push(pair);
            }
        }
        for pairs in by_word.values_mut() {
            // "ANDT-strategin" before "ANDT", and of two the same the first.
            pairs.sort_by_key(|pair| std::cmp::Reverse(pair.0.len()));
        }
        Self { by_word }
    }

    /// Writes text as content, with the short forms that are met for the first time explained.
    pub(super) fn write(&mut self, out: &mut String, text: &str) {
        let (mut written, mut at) = (0, 0);
        while !self.by_word.is_empty() {
            let Some(start) = text[at..].find(char::is_alphanumeric).map(|gap| at + gap) else { break };
            at = start + word_end(&text[start..]);
            let Some((short, long)) = self.take(&text[start..at], &text[start..]) else { continue };
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
        let pairs = self.by_word.get_mut(word)?;
        let stands = |short: &str| rest.strip_prefix(short).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        let found = pairs.iter().position(|pair| stands(&pair.0))?;
        let pair = pairs[found];
        pairs.retain(|other| other.0 != pair.0);
        if pairs.is_empty() {
            self.by_word.remove(word);
        }
        Some(pair)
    }
}

/// Where the word ends that a text begins with; 0 when it begins with none.
fn word_end(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())
}
