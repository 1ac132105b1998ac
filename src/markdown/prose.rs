//! The running text of a body, block by block, with where each word stands: what rules of language read. One pass over the Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::facts::{CAPTION, LANGUAGE};
use super::{Named, events};
use crate::span::{SourceId, Span};

/// What a block of running text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    Heading,
    Paragraph,
    Item,
}

/// A stretch of running text. Quotes, code, alternative texts, notes, tables and words in another language are no part of it.
#[derive(Debug)]
pub struct Passage {
    pub block: Block,
    pub text: String,
    /// Where runs of `text` begin in it and in the file.
    runs: Vec<(usize, usize)>,
    pub span: Span,
}

/// The running text of a body, and the parts that rules of language look at beside it.
#[derive(Debug, Default)]
pub struct Prose {
    pub passages: Vec<Passage>,
    /// Quotes in blocks of their own: somebody else's words.
    pub quoted: Vec<Span>,
    /// The cells of each table's first row.
    pub headers: Vec<Vec<Named>>,
}

impl Passage {
    /// Text that stands in a value of the front matter, at `span` in `file`.
    pub fn of_value(text: &str, span: Span, file: &str) -> Self {
        let within = file.get(span.range()).unwrap_or("");
        let runs = within.find(text).map(|at| (0, span.start as usize + at)).into_iter().collect();
        Self { block: Block::Paragraph, text: text.to_owned(), runs, span }
    }

    /// Where a stretch of the text stands in the file; the whole passage when that cannot be told.
    pub fn place(&self, range: Range<usize>) -> Span {
        let at = |byte: usize| {
            let run = self.runs.partition_point(|(start, _)| *start <= byte).checked_sub(1)?;
            let (start, source) = self.runs[run];
            Some(source + byte - start)
        };
        match (at(range.start), at(range.end.saturating_sub(1))) {
            (Some(start), Some(last)) if last >= start => Span::new(self.span.source, start..last + 1),
            _ => self.span,
        }
    }
}

impl Prose {
    /// Whether a place is inside a quote.
    pub fn is_quoted(&self, span: Span) -> bool {
        self.quoted.iter().any(|quote| quote.start <= span.start && span.end <= quote.end)
    }
}

/// Reads the running text of a body that begins at byte `base` of its file.
pub fn prose(text: &str, source: SourceId, base: usize) -> Prose {
    let mut reader = Reader {
        source,
        base,
        prose: Prose::default(),
        open: None,
        items: 0,
        quotes: 0,
        silent: 0,
        links: Vec::new(),
        in_head: false,
        cell: None,
    };
    for (event, range) in events(text) {
        reader.event(event, range);
    }
    reader.close();
    reader.prose
}

struct Reader {
    source: SourceId,
    base: usize,
    prose: Prose,
    open: Option<Passage>,
    /// How many list items are open.
    items: usize,
    quotes: usize,
    /// How much is open whose words are no prose.
    silent: usize,
    /// Links that are open, and whether their words are in another language.
    links: Vec<bool>,
    in_head: bool,
    /// The cell that is open.
    cell: Option<String>,
}

impl Reader {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, self.base + range.start..self.base + range.end)
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(words) => self.words(&words, &range),
            Event::SoftBreak | Event::HardBreak => self.words(" ", &range),
            Event::Code(words) => {
                if let Some(cell) = &mut self.cell {
                    cell.push_str(&words);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, range: &Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.begin(Block::Heading, range),
            Tag::Paragraph | Tag::DefinitionListTitle => {
                let block = if self.items > 0 { Block::Item } else { Block::Paragraph };
                self.begin(block, range);
            }
            // The words of a tight list stand right in the item.
            Tag::Item | Tag::DefinitionListDefinition => {
                self.items += 1;
                self.begin(Block::Item, range);
            }
            Tag::BlockQuote(_) => {
                self.close();
                if self.quotes == 0 {
                    let span = self.span(range);
                    self.prose.quoted.push(span);
                }
                self.quotes += 1;
            }
            Tag::TableHead => {
                self.prose.headers.push(Vec::new());
                self.in_head = true;
            }
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::Link { dest_url, .. } => {
                let foreign = dest_url.starts_with(LANGUAGE);
                self.links.push(foreign);
                self.silent += usize::from(foreign);
            }
            tag if is_silent(tag.to_end()) => self.silent += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::DefinitionListTitle => self.close(),
            TagEnd::Item | TagEnd::DefinitionListDefinition => {
                self.close();
                self.items -= 1;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes -= 1;
            }
            TagEnd::TableCell => {
                let name = self.cell.take().unwrap_or_default().trim().to_owned();
                let span = self.span(range);
                if let Some(header) = self.prose.headers.last_mut().filter(|_| self.in_head) {
                    header.push(Named { name, span });
                }
            }
            TagEnd::TableHead => self.in_head = false,
            TagEnd::Link => self.silent -= usize::from(self.links.pop().unwrap_or(false)),
            tag if is_silent(tag) => self.silent -= 1,
            _ => {}
        }
    }

    fn begin(&mut self, block: Block, range: &Range<usize>) {
        self.close();
        if self.quotes == 0 {
            self.open = Some(Passage { block, text: String::new(), runs: Vec::new(), span: self.span(range) });
        }
    }

    fn close(&mut self) {
        let caption = |passage: &Passage| passage.block == Block::Paragraph && passage.text.starts_with(CAPTION);
        if let Some(passage) = self.open.take().filter(|passage| !passage.text.trim().is_empty() && !caption(passage)) {
            self.prose.passages.push(passage);
        }
    }

    fn words(&mut self, words: &str, range: &Range<usize>) {
        if let Some(cell) = &mut self.cell {
            return cell.push_str(words);
        }
        if self.silent == 0
            && let Some(passage) = &mut self.open
        {
            passage.runs.push((passage.text.len(), self.base + range.start));
            passage.text.push_str(words);
        }
    }
}

fn is_silent(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Image | TagEnd::CodeBlock | TagEnd::FootnoteDefinition | TagEnd::Table | TagEnd::HtmlBlock)
}
