//! Markdown, read twice: once for what it says about itself ([`facts()`]), once for the page ([`html()`]).
//! Nothing here knows files, records or URLs; the caller answers where links lead through [`Resolve`].

mod abbreviations;
mod code;
mod escape;
mod facts;
mod html;
mod ids;
mod images;
mod mentions;
mod notes;
mod page;
mod plain;
mod prose;
mod tables;
#[cfg(test)]
mod tests;
mod urls;

pub use abbreviations::Abbreviations;
pub use code::highlight_css;
pub use escape::{line, literal, text as escape};
pub use facts::{Cell, Duplicate, Facts, Heading, Link, LinkKind, Named, Table, facts};
pub use html::{html, inline};
pub use mentions::{Mention, linked};
pub use page::{Entry, Html, Labels, Options, Picture, Resolve, Target};
pub use plain::{plain, stretches};
pub use prose::{Block, Passage, Prose, prose};

use pulldown_cmark::{Event, Options as Syntax, Parser, TextMergeWithOffset};
use std::ops::Range;

/// The Markdown that is understood. Smart punctuation stays off: it would make English quotes of Swedish ones.
fn syntax() -> Syntax {
    Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_HEADING_ATTRIBUTES
        | Syntax::ENABLE_DEFINITION_LIST
        | Syntax::ENABLE_GFM
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
}

/// What a body says, in order, each with its bytes; text that lies side by side comes as one.
fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    TextMergeWithOffset::new(Parser::new_ext(text, syntax()).into_offset_iter())
}

/// The lines of a body that say where `[name]` leads, `[name]: address`: where each stands, and the address.
pub fn definitions(text: &str) -> Vec<(Range<usize>, String)> {
    let parser = Parser::new_ext(text, syntax());
    let mut found: Vec<_> = parser.reference_definitions().iter().map(|(_, found)| (found.span.clone(), found.dest.to_string())).collect();
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// A mark put before a single line, so that "2. Mål" or "# 4" stays the words they are; a comma begins no block and joins no word.
const MARK: char = ',';

/// One line, ready to be parsed as words only; line breaks count as spaces.
fn marked(text: &str) -> String {
    let mut line = String::from(MARK);
    line.extend(text.trim().chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
    line
}
