//! Words of a body that lead somewhere though nobody made a link of them. The caller finds them in the Markdown; here they become links.

use std::ops::Range;

use super::html::Writer;
use super::{escape, urls};

/// A stretch of a body that reads as one: no line breaks inside it. With an address it is a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the body.
    pub at: Range<usize>,
    pub url: Option<String>,
}

/// A mention that goes on after a line break.
pub(super) struct Open {
    /// Where in the body it ends.
    until: usize,
    end: &'static str,
}

/// Holds words together on one line.
const NO_BREAK: char = '\u{a0}';

impl Writer<'_, '_> {
    /// Writes words that stand at `range` of the body, with the mentions among them as links.
    pub(super) fn mentioning(&mut self, words: &str, range: &Range<usize>) {
        let mut from = self.go_on(words, range);
        let all = self.options.mentions;
        let first = all.partition_point(|mention| mention.at.start < range.start);
        for mention in all[first..].iter().take_while(|mention| mention.at.start < range.end) {
            // Words that were escaped in the Markdown are shorter than they stand there.
            let written = &self.source[mention.at.start..mention.at.end.min(range.end)];
            let Some(at) = words[from..].find(written) else { continue };
            self.abbreviations.write(&mut self.out, &words[from..from + at]);
            from += at + written.len();
            let end = start(&mut self.out, mention);
            unbroken(&mut self.out, written);
            if mention.at.end > range.end {
                self.mention = Some(Open { until: mention.at.end, end });
            } else {
                self.out.push_str(end);
            }
        }
        self.abbreviations.write(&mut self.out, &words[from..]);
    }

    /// Writes the rest of a mention that began on the line before; gives how much of `words` that was.
    fn go_on(&mut self, words: &str, range: &Range<usize>) -> usize {
        let Some(open) = self.mention.take() else { return 0 };
        let rest = self.source[range.start.min(open.until)..open.until.min(range.end)].trim_start();
        let rest = words.strip_prefix(rest).map_or(0, |after| words.len() - after.len());
        unbroken(&mut self.out, &words[..rest]);
        self.out.push_str(open.end);
        rest
    }

    /// A line break: a space where a mention goes on after it.
    pub(super) fn line_break(&mut self, tag: &str) {
        if self.mention.is_some() { self.out.push(NO_BREAK) } else { self.out.push_str(tag) }
    }

    /// Ends a mention that something other than words came into.
    pub(super) fn end_mention(&mut self) {
        if let Some(open) = self.mention.take() {
            self.out.push_str(open.end);
        }
    }
}

/// Words with mentions as HTML, for text that is no Markdown.
pub fn linked(text: &str, mentions: &[Mention]) -> String {
    let mut out = String::with_capacity(text.len() + 80 * mentions.len());
    let mut from = 0;
    for mention in mentions {
        escape::text(&mut out, &text[from..mention.at.start]);
        let end = start(&mut out, mention);
        unbroken(&mut out, &text[mention.at.clone()]);
        out.push_str(end);
        from = mention.at.end;
    }
    escape::text(&mut out, &text[from..]);
    out
}

/// Begins a mention; gives what ends it.
fn start(out: &mut String, mention: &Mention) -> &'static str {
    match mention.url.as_deref().filter(|url| urls::is_safe(url)) {
        Some(url) => {
            out.push_str("<a href=\"");
            urls::attribute(out, url);
            out.push_str("\">");
            "</a>"
        }
        None => "",
    }
}

/// Writes words with spaces that do not break.
fn unbroken(out: &mut String, words: &str) {
    for (at, word) in words.split_whitespace().enumerate() {
        if at > 0 {
            out.push(NO_BREAK);
        }
        escape::text(out, word);
    }
}
