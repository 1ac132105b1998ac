//! What a body says about itself: headings, links, tables, notes and what is amiss, as plain data with places.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};
use rustc_hash::FxHashSet;

use super::{ids, urls};
use crate::span::{SourceId, Span};

/// Everything known about a body without making its HTML. Spans count from the start of the file, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Where the body begins in its file, in bytes.
    pub base: usize,
    pub headings: Vec<Heading>,
    /// Links and images, apart from those inside the alternative text of an image.
    pub links: Vec<Link>,
    /// Whether one of them may lead to a file: it has a dot near its end, before an extension of four letters at most.
    pub to_files: bool,
    /// Whether one of them begins with `/`: an address of the built site.
    pub rooted: bool,
    /// `[text][name]` where no `[name]: …` is defined.
    pub broken: Vec<Named>,
    /// Raw HTML, comments included.
    pub raw_html: Vec<Span>,
    pub tables: Vec<Table>,
    /// `[^name]` where no note of that name is defined.
    pub missing_notes: Vec<Named>,
    /// Notes that nothing refers to.
    pub unused_notes: Vec<Named>,
    pub duplicate_ids: Vec<Duplicate>,
    /// What stands under each heading, in the same order, up to the next of the same or a higher level; bytes of the body.
    pub sections: Vec<Range<usize>>,
}

impl Facts {
    /// The bytes of the body under the heading with this id.
    pub fn section(&self, id: &str) -> Option<Range<usize>> {
        let at = self.headings.iter().position(|heading| heading.id == id)?;
        self.sections.get(at).cloned()
    }
}

/// A heading as written; its id is one of a kind in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    pub text: String,
    pub id: String,
    /// Whether the id was written, `{#id}`, or made from the words.
    pub explicit: bool,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    Link,
    Image,
    /// `[word](lang:en)`: leads nowhere, says which language the words are in.
    Language,
}

/// A link or an image as written, `lang:` and `indicator:` included; for an image the text is its alternative text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub kind: LinkKind,
    pub dest: String,
    pub text: String,
    pub span: Span,
}

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub span: Span,
}

/// An id written for two headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub id: String,
    pub first: Span,
    pub second: Span,
}

/// A table with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub span: Span,
    /// The id of the nearest heading above.
    pub heading: Option<String>,
    /// What a paragraph `Tabell: …` right before the table says, and that paragraph.
    pub caption: Option<Named>,
    pub header: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub span: Span,
}

/// How a paragraph begins that is the caption of the table after it.
pub(super) const CAPTION: &str = "Tabell:";

/// How the address begins of what is no link but words in another language.
pub(super) const LANGUAGE: &str = "lang:";

/// Reads a body once. `base` is where the body begins in the file `source`.
pub fn facts(text: &str, source: SourceId, base: usize) -> Facts {
    let mut broken = Vec::new();
    let mut note_broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // A lone [word] is how people write brackets, not a link that failed.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            broken.push(Named { name: link.reference.to_string(), span: span(source, base, &link.span) });
        }
        None
    };
    let mut reader = Reader::new(text, source, base);
    let parser = Parser::new_with_broken_link_callback(text, super::syntax(), Some(&mut note_broken));
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    let mut facts = reader.finish();
    broken.sort_by_key(|link| link.span);
    broken.dedup();
    facts.broken = broken;
    facts
}

fn span(source: SourceId, base: usize, range: &Range<usize>) -> Span {
    Span::new(source, base + range.start..base + range.end)
}

/// The name of a note as it is compared: capitals make no difference.
pub(super) fn fold(name: &str) -> String {
    name.to_lowercase()
}

struct Reader<'t> {
    text: &'t str,
    source: SourceId,
    facts: Facts,
    /// All words so far; what is open remembers where its own begin.
    words: String,
    /// Where the words begin of the heading, paragraph or cell that is open. They never nest.
    leaf: usize,
    /// Links and images that are open: where their words begin, and which link it is.
    open_links: Vec<(usize, usize)>,
    /// How many images are open around this place; what lies in an alternative text is words only.
    in_image: usize,
    in_code: bool,
    /// The paragraph just ended, if it may be the caption of a table.
    caption: Option<Named>,
    /// The heading above each table, by number: ids are given at the end.
    above: Vec<Option<usize>>,
    /// Quotes, lists and their like that are open, by number; a heading in one ends with it.
    containers: Vec<usize>,
    containers_seen: usize,
    /// Sections that are open: the container they stand in, level, and which section.
    open_sections: Vec<(usize, HeadingLevel, usize)>,
    notes: Vec<Named>,
    referred: FxHashSet<String>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, source: SourceId, base: usize) -> Self {
        Self {
            text,
            source,
            facts: Facts { base, ..Facts::default() },
            words: String::with_capacity(text.len()),
            leaf: 0,
            open_links: Vec::new(),
            in_image: 0,
            in_code: false,
            caption: None,
            above: Vec::new(),
            containers: Vec::new(),
            containers_seen: 0,
            open_sections: Vec::new(),
            notes: Vec::new(),
            referred: FxHashSet::default(),
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        span(self.source, self.facts.base, range)
    }

    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        // Only what comes right after a paragraph can be its table.
        let caption = self.caption.take();
        match event {
            Event::Start(tag) => self.start(tag, range, caption),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(words) => {
                if !self.in_code {
                    self.look_for_missing_note(&range);
                }
                self.words.push_str(&words);
            }
            Event::Code(words) => self.words.push_str(&words),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::InlineHtml(_) => self.facts.raw_html.push(self.span(&range)),
            Event::FootnoteReference(name) => {
                self.referred.insert(fold(&name));
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: Range<usize>, caption: Option<Named>) {
        match tag {
            Tag::Paragraph | Tag::TableCell => self.leaf = self.words.len(),
            Tag::Heading { level, id, .. } => self.start_heading(level, id, &range),
            Tag::Link { link_type, dest_url, .. } => {
                let kind = if dest_url.starts_with(LANGUAGE) { LinkKind::Language } else { LinkKind::Link };
                self.start_link(kind, urls::written(link_type, &dest_url).into_owned(), &range);
            }
            Tag::Image { dest_url, .. } => {
                self.start_link(LinkKind::Image, dest_url.to_string(), &range);
                self.in_image += 1;
            }
            Tag::Table(_) => {
                self.above.push(self.facts.headings.len().checked_sub(1));
                let span = self.span(&range);
                self.facts.tables.push(Table { span, heading: None, caption, header: Vec::new(), rows: Vec::new() });
            }
            Tag::TableRow => {
                if let Some(table) = self.facts.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::HtmlBlock => self.facts.raw_html.push(self.span(&range)),
            Tag::FootnoteDefinition(name) => {
                self.notes.push(Named { name: name.to_string(), span: self.span(&range) });
                self.start_container();
            }
            tag if is_container(tag.to_end()) => self.start_container(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                let said = self.words[self.leaf..].strip_prefix(CAPTION).map(|said| said.trim().to_owned());
                // The written text must begin so too: what stands in bold or in a link is no caption.
                if let Some(name) = said.filter(|_| self.text[range.start..].trim_start().starts_with(CAPTION)) {
                    self.caption = Some(Named { name, span: self.span(range) });
                }
            }
            TagEnd::Heading(_) => {
                let text = self.words[self.leaf..].trim().to_owned();
                if let Some(heading) = self.facts.headings.last_mut() {
                    heading.text = text;
                }
            }
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::Image => {
                self.in_image -= 1;
                self.end_link();
            }
            TagEnd::Link => self.end_link(),
            TagEnd::CodeBlock => self.in_code = false,
            tag if is_container(tag) => self.end_container(range.end),
            _ => {}
        }
    }

    fn start_heading(&mut self, level: HeadingLevel, id: Option<CowStr<'t>>, range: &Range<usize>) {
        self.leaf = self.words.len();
        let here = self.containers.last().copied().unwrap_or(0);
        while let Some((_, _, section)) = self.open_sections.pop_if(|(container, above, _)| *container == here && *above >= level) {
            self.facts.sections[section].end = range.start;
        }
        self.open_sections.push((here, level, self.facts.sections.len()));
        self.facts.sections.push(range.end..self.text.len());
        let id = id.map(|id| id.to_string()).filter(|id| !id.is_empty());
        let span = self.span(range);
        let explicit = id.is_some();
        self.facts.headings.push(Heading { level: level as u8, text: String::new(), id: id.unwrap_or_default(), explicit, span });
    }

    fn start_link(&mut self, kind: LinkKind, dest: String, range: &Range<usize>) {
        if self.in_image == 0 {
            self.open_links.push((self.words.len(), self.facts.links.len()));
            self.facts.to_files |= dest.as_bytes()[dest.len().saturating_sub(5)..].contains(&b'.');
            self.facts.rooted |= dest.starts_with('/');
            self.facts.links.push(Link { kind, dest, text: String::new(), span: self.span(range) });
        }
    }

    fn end_link(&mut self) {
        if self.in_image == 0
            && let Some((from, link)) = self.open_links.pop()
        {
            self.facts.links[link].text = self.words[from..].trim().to_owned();
        }
    }

    fn end_cell(&mut self, range: &Range<usize>) {
        // The parser counts the space around the words too.
        let written = &self.text[range.clone()];
        let start = range.start + written.len() - written.trim_start().len();
        let text = self.words[self.leaf..].trim().to_owned();
        let cell = Cell { text, span: self.span(&(start..start + written.trim().len())) };
        if let Some(table) = self.facts.tables.last_mut() {
            table.rows.last_mut().unwrap_or(&mut table.header).push(cell);
        }
    }

    fn start_container(&mut self) {
        self.containers_seen += 1;
        self.containers.push(self.containers_seen);
    }

    fn end_container(&mut self, end: usize) {
        let ended = self.containers.pop();
        while let Some((_, _, section)) = self.open_sections.pop_if(|(container, _, _)| Some(*container) == ended) {
            self.facts.sections[section].end = end;
        }
    }

    /// A reference to a note that is not defined is only words to the parser: `[^name]`.
    fn look_for_missing_note(&mut self, range: &Range<usize>) {
        for (at, _) in self.text[range.clone()].match_indices('[') {
            let at = range.start + at;
            let Some(rest) = self.text[at..].strip_prefix("[^") else { continue };
            let escaped = self.text[..at].ends_with('\\');
            let stop = rest.find(|c: char| c == ']' || c == '[' || c.is_whitespace());
            if let Some(length) = stop.filter(|&stop| stop > 0 && rest[stop..].starts_with(']') && !escaped) {
                let span = self.span(&(at..at + length + 3));
                self.facts.missing_notes.push(Named { name: rest[..length].to_owned(), span });
            }
        }
    }

    fn finish(mut self) -> Facts {
        let defined: FxHashSet<String> = self.notes.iter().map(|note| fold(&note.name)).collect();
        self.facts.missing_notes.retain(|note| !defined.contains(&fold(&note.name)));
        self.facts.unused_notes = self.notes;
        self.facts.unused_notes.retain(|note| !self.referred.contains(&fold(&note.name)));
        self.facts.duplicate_ids = ids::duplicates(&self.facts.headings);
        ids::give(&mut self.facts.headings);
        for (table, above) in self.facts.tables.iter_mut().zip(self.above) {
            table.heading = above.map(|heading| self.facts.headings[heading].id.clone());
        }
        self.facts
    }
}

fn is_container(tag: TagEnd) -> bool {
    use TagEnd::{BlockQuote, DefinitionList, DefinitionListDefinition, FootnoteDefinition, Item, List};
    matches!(tag, BlockQuote(_) | List(_) | Item | FootnoteDefinition | DefinitionList | DefinitionListDefinition)
}
