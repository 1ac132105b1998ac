//! What stands on a page, sentence by sentence, as a reader meets it: the words of `<main>`, without markup.

use std::cell::RefCell;
use std::sync::Arc;

use lol_html::html_content::Element;
use lol_html::{HandlerResult, HtmlRewriter, Settings, element, text};
use unicode_segmentation::UnicodeSegmentation;

use crate::make::extract::BESIDE;

/// A sentence, or a whole row of a table or of a list of facts: apart, its cells would say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The heading that it stands under; empty before the first.
    pub heading: Arc<str>,
    pub text: String,
}

/// A page as a reader meets it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The main heading; empty when there is none.
    pub title: String,
    pub passages: Vec<Passage>,
}

/// Elements inside a sentence. All others end it.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
];

/// Elements whose text nobody reads as words of the page, apart from those that stand beside them: a feed that a review does not have, an
/// address that it has elsewhere.
const SILENT: &[&str] = &["svg", "script", "style", "template"];

/// Reads a page. Markup that is no HTML gives what stands before it.
pub fn read(html: &[u8]) -> Reading {
    let page = Page::default();
    let words = text!("main", |chunk| {
        page.words(chunk.as_str());
        Ok(())
    });
    let settings = Settings::new()
        .append_element_content_handler(element!("main *", |element| page.enter(element)))
        .append_element_content_handler(words);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let _ = rewriter.write(html).and_then(|()| rewriter.end());
    page.end()
}

/// A page while it is read.
#[derive(Default, Clone)]
struct Page(std::rc::Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    reading: Reading,
    heading: Arc<str>,
    /// The words since the last boundary, as they stand in the markup.
    raw: String,
    /// How deep inside a row, and inside what nobody reads.
    rows: usize,
    silent: usize,
}

impl Page {
    fn enter(&self, element: &mut Element) -> HandlerResult {
        let tag = element.tag_name();
        if INLINE.contains(&tag.as_str()) {
            return Ok(());
        }
        let silent = SILENT.contains(&tag.as_str()) || element.has_attribute(BESIDE);
        self.0.borrow_mut().open(&tag, silent);
        let page = self.clone();
        match element.end_tag_handlers() {
            Some(handlers) => handlers.push(Box::new(move |_| {
                page.0.borrow_mut().close(&tag, silent);
                Ok(())
            })),
            // An element without an end, such as `<br>`.
            None => self.0.borrow_mut().close(&tag, silent),
        }
        Ok(())
    }

    fn words(&self, raw: &str) {
        let mut state = self.0.borrow_mut();
        if state.silent == 0 {
            state.raw.push_str(raw);
        }
    }

    fn end(self) -> Reading {
        let mut state = self.0.borrow_mut();
        state.flush();
        std::mem::take(&mut state.reading)
    }
}

impl State {
    fn open(&mut self, tag: &str, silent: bool) {
        match tag {
            _ if silent => self.silent += 1,
            "tr" | "dt" => {
                self.flush();
                self.rows += 1;
            }
            _ if self.rows == 0 => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, tag: &str, silent: bool) {
        match tag {
            _ if silent => self.silent = self.silent.saturating_sub(1),
            "h1" => self.take_heading(|state, title| state.reading.title = title),
            "h2" | "h3" | "h4" | "h5" | "h6" => self.take_heading(|state, title| state.heading = title.into()),
            "td" | "th" => self.raw.push_str(" · "),
            "dt" => self.raw.push_str(": "),
            // A fact and its name are one row.
            "tr" | "dl" => {
                self.flush_row();
                self.rows = 0;
            }
            _ if self.rows == 0 => self.flush(),
            _ => self.raw.push(' '),
        }
    }

    fn take_heading(&mut self, take: impl Fn(&mut Self, String)) {
        let title = self.spoken();
        take(self, title);
    }

    /// The words since the last boundary as they are read, with one space for any run of them.
    fn spoken(&mut self) -> String {
        let raw = std::mem::take(&mut self.raw);
        let words = htmlize::unescape(raw);
        words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn flush(&mut self) {
        if self.rows > 0 {
            return self.flush_row();
        }
        let words = self.spoken();
        self.add(words.split_sentence_bounds());
    }

    fn flush_row(&mut self) {
        let words = self.spoken();
        self.add(std::iter::once(words.trim_end_matches([' ', '·', ':'])));
    }

    fn add<'a>(&mut self, sentences: impl Iterator<Item = &'a str>) {
        for sentence in sentences.map(str::trim).filter(|sentence| !sentence.is_empty()) {
            self.reading.passages.push(Passage { heading: self.heading.clone(), text: sentence.to_owned() });
        }
    }
}
