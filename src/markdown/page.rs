//! What the caller says about a page before its body is rendered, what it is asked, and what it gets.

use std::ops::Range;

use super::abbreviations::Abbreviations;
use super::mentions::Mention;

/// How a body is to be rendered.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The language of the page, as in `lang="sv"`.
    pub lang: &'a str,
    /// Added to the level of every heading; none gets deeper than h6.
    pub shift: u8,
    /// Bytes of the body to leave out: tables that records have taken over. A caption goes with its table.
    pub omit: Vec<Range<usize>>,
    /// Renders this section only; notes that it refers to come along.
    pub only: Option<Range<usize>>,
    /// Put before the ids of notes and captions, so that several bodies can share a page.
    pub prefix: &'a str,
    pub labels: &'a Labels,
    /// Short forms with their long forms.
    pub abbreviations: &'a Abbreviations,
    /// Words that lead somewhere though they are no links, in order; those in headings, links and code are left alone.
    pub mentions: &'a [Mention],
}

/// The words that the page itself adds, in its language.
#[derive(Clone, Debug)]
pub struct Labels {
    pub footnotes_heading: String,
    /// Names the link to a note; `{n}` is its number.
    pub footnote: String,
    /// Names the link back from a note; `{n}` is its number, and which of several places.
    pub back_to_text: String,
    /// Names a table that has neither caption nor heading.
    pub table: String,
    pub task_done: String,
    pub task_open: String,
    pub note: String,
    pub tip: String,
    pub important: String,
    pub warning: String,
    pub caution: String,
}

impl Default for Labels {
    /// The Swedish words.
    fn default() -> Self {
        Self {
            footnotes_heading: "Fotnoter".into(),
            footnote: "Fotnot {n}".into(),
            back_to_text: "Tillbaka till texten vid not {n}".into(),
            table: "Tabell".into(),
            task_done: "Klart".into(),
            task_open: "Inte klart".into(),
            note: "Obs".into(),
            tip: "Tips".into(),
            important: "Viktigt".into(),
            warning: "Varning".into(),
            caution: "Var försiktig".into(),
        }
    }
}

/// Answers where the links and images of a body lead.
pub trait Resolve {
    fn link(&self, dest: &str) -> Target;
    fn image(&self, dest: &str) -> Picture;
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address, not yet escaped. One that is unsafe becomes `Plain`.
    Url(String),
    /// Nowhere: its words stay, without a link.
    Plain,
}

/// What an image shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A file; width and height in pixels. `sizes` are addresses of the same picture in several widths, for the browser to choose among.
    Image { src: String, width: Option<u32>, height: Option<u32>, sizes: Vec<(String, u32)> },
    /// A picture of numbers: ready HTML, written as it is. It stands by itself, never within a paragraph.
    Figure(String),
    /// Nothing: its alternative text stays.
    Missing,
}

/// A rendered body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    pub html: String,
    /// The headings that were rendered, in order, with their levels on the page.
    pub contents: Vec<Entry>,
}

/// A line in a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub level: u8,
    pub id: String,
    pub text: String,
}
