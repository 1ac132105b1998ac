//! The words of Markdown without its marks: for titles, summaries and search.

use pulldown_cmark::Event;

/// The words of a text, white space as single spaces. A text of one line is words only: "2. Mål" keeps its number.
/// Notes and raw HTML fall away; an image gives its alternative text.
pub fn plain(text: &str) -> String {
    let text = text.trim();
    if text.contains('\n') {
        return words(text);
    }
    let words = words(&super::marked(text));
    words.strip_prefix(super::MARK).unwrap_or(&words).trim().to_owned()
}

fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut in_note = 0;
    for (event, _) in super::events(text) {
        match event {
            Event::Start(pulldown_cmark::Tag::FootnoteDefinition(_)) => in_note += 1,
            Event::End(pulldown_cmark::TagEnd::FootnoteDefinition) => in_note -= 1,
            _ if in_note > 0 => {}
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(tag) if !is_inline(tag) => words.push(' '),
            _ => {}
        }
    }
    // Hard spaces stay: they hold "10 000" together.
    words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The stretches of a text that are read as words, in bytes: no addresses of links, no marks.
pub fn stretches(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut stretches: Vec<std::ops::Range<usize>> = Vec::new();
    for (event, range) in super::events(text) {
        if !matches!(event, Event::Text(_) | Event::Code(_)) {
            continue;
        }
        match stretches.last_mut().filter(|last| last.end == range.start) {
            Some(last) => last.end = range.end,
            None => stretches.push(range),
        }
    }
    stretches
}

fn is_inline(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(tag, Emphasis | Strong | Strikethrough | Link | Image)
}
