//! Footnotes: kept while the body is written, numbered as they are first referred to, written last with links back.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::escape;
use super::facts::fold;
use super::html::Writer;

/// An event with its bytes.
type Kept<'t> = (Event<'t>, Range<usize>);

#[derive(Default)]
pub(super) struct Notes<'t> {
    /// What each note says, by its folded name.
    said: FxHashMap<String, Vec<Kept<'t>>>,
    /// The notes that are open, the innermost last; none for one whose name is taken.
    open: Vec<Option<String>>,
    /// The notes referred to, in order: name, and how many references.
    numbered: Vec<(String, usize)>,
    numbers: FxHashMap<String, usize>,
}

impl<'t> Writer<'_, 't> {
    /// Keeps what belongs to a note for later, and hands back what does not.
    pub(super) fn keep_note(&mut self, event: Event<'t>, range: Range<usize>) -> Option<Kept<'t>> {
        let notes = &mut self.notes;
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let name = fold(&name);
                // Of two notes with one name the first holds.
                let new = !notes.said.contains_key(&name);
                if new {
                    notes.said.insert(name.clone(), Vec::new());
                }
                notes.open.push(new.then_some(name));
                None
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                notes.open.pop();
                None
            }
            event => match notes.open.last() {
                None => Some((event, range)),
                Some(name) => {
                    if let Some(said) = name.as_ref().and_then(|name| notes.said.get_mut(name)) {
                        said.push((event, range));
                    }
                    None
                }
            },
        }
    }

    pub(super) fn refer_to_note(&mut self, name: &str) {
        let name = fold(name);
        let notes = &mut self.notes;
        let number = *notes.numbers.entry(name.clone()).or_insert_with(|| {
            notes.numbered.push((name, 0));
            notes.numbered.len()
        });
        let times = &mut notes.numbered[number - 1].1;
        *times += 1;
        let (from, to) = (reference_id(number, *times), note_id(number));
        let prefix = self.attribute(self.options.prefix);
        let label = self.attribute(&self.options.labels.footnote.replace("{n}", &number.to_string()));
        self.out.push_str(&format!("<sup class=\"footnote-ref\"><a id=\"{prefix}{from}\" href=\"#{prefix}{to}\" role=\"doc-noteref\""));
        self.out.push_str(&format!(" aria-label=\"{label}\">{number}</a></sup>"));
    }

    /// Writes the notes that were referred to. A note may refer to further notes: they come after.
    pub(super) fn write_notes(&mut self) {
        self.release();
        self.in_note = true;
        let mut written = Vec::new();
        while let Some((name, _)) = self.notes.numbered.get(written.len()) {
            let start = self.out.len();
            for (event, range) in self.notes.said.remove(name).unwrap_or_default() {
                self.event(event, &range);
            }
            self.release();
            written.push(self.out.split_off(start));
        }
        if written.is_empty() {
            return;
        }
        let prefix = self.attribute(self.options.prefix);
        let level = 2_u8.saturating_add(self.options.shift).min(6);
        self.out.push_str(&format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"{prefix}fn_heading\">\n"));
        self.out.push_str(&format!("<h{level} id=\"{prefix}fn_heading\">"));
        escape::text(&mut self.out, &self.options.labels.footnotes_heading);
        self.out.push_str(&format!("</h{level}>\n<ol>\n"));
        for (index, said) in written.iter().enumerate() {
            self.write_note(index + 1, said, &prefix);
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn write_note(&mut self, number: usize, said: &str, prefix: &str) {
        self.out.push_str(&format!("<li id=\"{prefix}{}\">", note_id(number)));
        // The links back end the last paragraph, or stand by themselves after a list or a table.
        let open = said.strip_suffix("</p>\n");
        self.out.push_str(open.unwrap_or(said));
        self.out.push_str(if open.is_some() { " " } else { "<p>" });
        for time in 1..=self.notes.numbered[number - 1].1 {
            let place = if time == 1 { number.to_string() } else { format!("{number} ({time})") };
            let label = self.attribute(&self.options.labels.back_to_text.replace("{n}", &place));
            let to = reference_id(number, time);
            // U+FE0E asks for the arrow as text, not as a picture.
            if time > 1 {
                self.out.push(' ');
            }
            self.out.push_str(&format!("<a href=\"#{prefix}{to}\" role=\"doc-backlink\" aria-label=\"{label}\">↩\u{FE0E}"));
            if time > 1 {
                self.out.push_str(&format!("<sup>{time}</sup>"));
            }
            self.out.push_str("</a>");
        }
        self.out.push_str("</p>\n</li>\n");
    }

    fn attribute(&self, value: &str) -> String {
        let mut safe = String::with_capacity(value.len());
        escape::attribute(&mut safe, value);
        safe
    }
}

/// Underscores are in no id made from words, so that no heading can take these.
fn note_id(number: usize) -> String {
    format!("fn_{number}")
}

fn reference_id(number: usize, time: usize) -> String {
    if time == 1 { format!("fnref_{number}") } else { format!("fnref_{number}_{time}") }
}
