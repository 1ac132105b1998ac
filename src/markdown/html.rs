//! A body as HTML, made by one pass over its events: no recursion, nothing written that was not escaped.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::abbreviations::Explained;
use super::facts::{CAPTION, Facts, LANGUAGE};
use super::images::{Figure, OpenImage};
use super::mentions::Open;
use super::notes::Notes;
use super::page::{Entry, Html, Options, Resolve, Target};
use super::tables::{Names, OpenTable};
use super::{code, escape, urls};

/// Renders a body. `facts` are those of the same text.
pub fn html(text: &str, facts: &Facts, options: &Options, resolve: &dyn Resolve) -> Html {
    let mut writer = Writer::new(text, facts, options, resolve);
    let omit = joined(&options.omit);
    let shown = if is_flat(text, facts) { shown(text, options.only.as_ref(), &omit) } else { shown(text, None, &[]) };
    writer.out.reserve(shown.iter().map(ExactSizeIterator::len).sum::<usize>() / 4 * 5);
    for stretch in shown {
        for (event, range) in super::events(&text[stretch.clone()]) {
            let range = stretch.start + range.start..stretch.start + range.end;
            let Some((event, range)) = writer.keep_note(event, range) else { continue };
            if within(&omit, &range) || options.only.as_ref().is_some_and(|only| !contains(only, &range)) {
                continue;
            }
            writer.event(event, &range);
        }
    }
    writer.write_notes();
    Html { html: writer.out, contents: writer.contents }
}

/// Renders one line (a title, a label) without a paragraph around it; links, emphasis and code are understood, blocks are not.
pub fn inline(text: &str, options: &Options, resolve: &dyn Resolve) -> String {
    let facts = Facts::default();
    let line = super::marked(text);
    let mut writer = Writer::new(&line, &facts, options, resolve);
    for (number, (event, range)) in super::events(&line).enumerate() {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            // The first words are those that the mark was put before.
            Event::Text(words) if number == 1 => writer.text(words.strip_prefix(super::MARK).unwrap_or(&words), &range),
            event => writer.event(event, &range),
        }
    }
    writer.out
}

/// Whether a body can be cut at its headings and tables, and each piece be read by itself: when they all begin a line, none stands in a
/// list or a quote, and without `]:` nothing is defined in one place that holds in another.
fn is_flat(text: &str, facts: &Facts) -> bool {
    let begins_line = |start: u32| {
        let before = (start as usize - facts.base).checked_sub(1);
        before.is_none_or(|before| text.as_bytes()[before] == b'\n')
    };
    let headings = facts.headings.iter().map(|heading| heading.span.start);
    headings.chain(facts.tables.iter().map(|table| table.span.start)).all(begins_line) && !text.contains("]:")
}

/// The stretches of a body that are to be read. `omit` is in order, and nothing in it overlaps.
fn shown(text: &str, only: Option<&Range<usize>>, omit: &[Range<usize>]) -> Vec<Range<usize>> {
    let only = only.cloned().unwrap_or(0..text.len());
    let mut shown = Vec::with_capacity(omit.len() + 1);
    let mut from = only.start;
    for left_out in omit.iter().filter(|left_out| left_out.start < only.end && left_out.end > only.start) {
        shown.push(from..left_out.start.max(from));
        from = left_out.end.min(only.end);
    }
    shown.push(from..only.end);
    shown.retain(|stretch| !stretch.is_empty());
    shown
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The ranges in order, those that overlap made one.
fn joined(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted = ranges.to_vec();
    sorted.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

fn within(ranges: &[Range<usize>], inner: &Range<usize>) -> bool {
    let after = ranges.partition_point(|range| range.start <= inner.start);
    after.checked_sub(1).is_some_and(|before| contains(&ranges[before], inner))
}

/// Writes events as HTML. Notes, tables and images have files of their own.
pub(super) struct Writer<'a, 't> {
    /// The body.
    pub(super) source: &'a str,
    pub(super) facts: &'a Facts,
    pub(super) options: &'a Options<'a>,
    pub(super) resolve: &'a dyn Resolve,
    pub(super) out: String,
    /// Where the words begin of the block that is open: after its start tag.
    pub(super) words: usize,
    /// Where the paragraph or cell that is open begins: before its start tag.
    pub(super) block: usize,
    pub(super) contents: Vec<Entry>,
    pub(super) notes: Notes<'t>,
    pub(super) in_note: bool,
    pub(super) table: Option<OpenTable>,
    pub(super) table_names: Names,
    /// A caption, rendered, and the number of the table that it waits for.
    pub(super) caption: Option<(usize, String)>,
    pub(super) image: Option<OpenImage>,
    /// Figures waiting for the end of the block that they stand in.
    pub(super) figures: Vec<Figure>,
    code: Option<(String, String)>,
    /// What ends each link that is open.
    links: Vec<&'static str>,
    /// How many elements are open in which abbreviations are left alone: headings and links.
    quiet: usize,
    pub(super) abbreviations: Explained<'a>,
    /// A mention that the next line goes on with.
    pub(super) mention: Option<Open>,
    in_caption: bool,
}

impl<'a, 't> Writer<'a, 't> {
    fn new(source: &'a str, facts: &'a Facts, options: &'a Options<'a>, resolve: &'a dyn Resolve) -> Self {
        Self {
            source,
            facts,
            options,
            resolve,
            out: String::new(),
            words: 0,
            block: 0,
            contents: Vec::new(),
            notes: Notes::default(),
            in_note: false,
            table: None,
            table_names: Names::default(),
            caption: None,
            image: None,
            figures: Vec::new(),
            code: None,
            links: Vec::new(),
            quiet: 0,
            abbreviations: Explained::new(options.abbreviations),
            mention: None,
            in_caption: false,
        }
    }

    pub(super) fn event(&mut self, event: Event<'t>, range: &Range<usize>) {
        if self.image.is_some() {
            return self.image_event(event);
        }
        if self.mention.is_some() && !matches!(event, Event::Text(_) | Event::SoftBreak | Event::HardBreak) {
            self.end_mention();
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words, range),
            Event::Code(words) => {
                self.out.push_str("<code>");
                escape::text(&mut self.out, &words);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(name) => self.refer_to_note(&name),
            Event::TaskListMarker(done) => self.task(done),
            // Raw HTML is refused by a diagnostic; math is not understood.
            Event::Html(_) | Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'t>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(range),
            Tag::Heading { level, .. } => self.start_heading(level, range),
            Tag::BlockQuote(None) => self.open("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.start_notice(kind),
            Tag::CodeBlock(kind) => {
                self.release();
                self.code = Some((code::language(&kind), String::new()));
            }
            Tag::List(None) => self.open("<ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.open("<li>"),
            Tag::DefinitionList => self.open("<dl>\n"),
            Tag::DefinitionListTitle => self.open("<dt>"),
            Tag::DefinitionListDefinition => self.open("<dd>"),
            Tag::Table(alignment) => self.start_table(alignment, range),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<s>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(&urls::written(link_type, &dest_url), &title),
            Tag::Image { dest_url, title, .. } => self.start_image(dest_url, title),
            // Not in the syntax that we ask for; notes never come here.
            Tag::FootnoteDefinition(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => {
                self.quiet -= 1;
                let level = self.level(level);
                self.out.push_str(&format!("</h{level}>\n"));
                // A heading keeps its words, so its figures come after it.
                self.release();
            }
            TagEnd::BlockQuote(None) => self.close("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.close("</div>\n"),
            TagEnd::CodeBlock => {
                if let Some((language, code)) = self.code.take() {
                    code::write(&mut self.out, &language, &code);
                }
            }
            TagEnd::List(ordered) => self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.close("</li>\n"),
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</s>"),
            TagEnd::Link => {
                self.quiet -= 1;
                self.out.push_str(self.links.pop().unwrap_or_default());
            }
            TagEnd::Image | TagEnd::FootnoteDefinition | TagEnd::HtmlBlock => {}
            TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    fn text(&mut self, words: &str, range: &Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(words);
        } else if std::mem::take(&mut self.in_caption) {
            let said = words.strip_prefix(CAPTION).unwrap_or(words);
            self.abbreviations.write(&mut self.out, said.trim_start());
        } else if self.quiet > 0 {
            escape::text(&mut self.out, words);
        } else if self.options.mentions.is_empty() {
            self.abbreviations.write(&mut self.out, words);
        } else {
            self.mentioning(words, range);
        }
    }

    /// Opens a block.
    fn open(&mut self, tag: &str) {
        self.release();
        self.out.push_str(tag);
        self.words = self.out.len();
    }

    /// Closes a block, its figures within it.
    fn close(&mut self, tag: &str) {
        self.release();
        self.out.push_str(tag);
    }

    fn start_paragraph(&mut self, range: &Range<usize>) {
        self.release();
        self.block = self.out.len();
        let start = self.facts.base + range.start;
        let tables = &self.facts.tables;
        let next = tables.partition_point(|table| (table.span.start as usize) < start);
        let caption = tables.get(next).and_then(|table| table.caption.as_ref());
        self.in_caption = caption.is_some_and(|caption| caption.span.start as usize == start);
        if self.in_caption {
            self.caption = Some((next, String::new()));
        } else {
            self.caption = None;
            self.out.push_str("<p>");
        }
        self.words = self.out.len();
    }

    fn end_paragraph(&mut self) {
        self.settle();
        if let Some((_, caption)) = &mut self.caption {
            *caption = self.out.split_off(self.block);
        } else if self.out.len() == self.words {
            self.out.truncate(self.block);
        } else {
            self.out.push_str("</p>\n");
        }
        self.release();
    }

    fn level(&self, level: HeadingLevel) -> u8 {
        (level as u8).saturating_add(self.options.shift).min(6)
    }

    fn start_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let level = self.level(level);
        let start = self.facts.base + range.start;
        let known = self.facts.headings.binary_search_by_key(&start, |heading| heading.span.start as usize);
        self.open(&format!("<h{level}"));
        if let Some(heading) = known.ok().map(|at| &self.facts.headings[at]) {
            self.out.push_str(" id=\"");
            escape::attribute(&mut self.out, &heading.id);
            self.out.push('"');
            if !self.in_note {
                self.contents.push(Entry { level, id: heading.id.clone(), text: heading.text.clone() });
            }
        }
        self.out.push('>');
        self.words = self.out.len();
        self.quiet += 1;
    }

    fn start_notice(&mut self, kind: BlockQuoteKind) {
        let labels = self.options.labels;
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", &labels.note),
            BlockQuoteKind::Tip => ("tip", &labels.tip),
            BlockQuoteKind::Important => ("important", &labels.important),
            BlockQuoteKind::Warning => ("warning", &labels.warning),
            BlockQuoteKind::Caution => ("caution", &labels.caution),
        };
        self.open(&format!("<div class=\"notice notice-{class}\" role=\"note\">\n<p class=\"notice-title\">"));
        escape::text(&mut self.out, title);
        self.out.push_str("</p>\n");
    }

    /// A mark for the eye and words for the ear; a checkbox that cannot be ticked would be neither.
    fn task(&mut self, done: bool) {
        let (class, sign, label) =
            if done { ("done", '☑', &self.options.labels.task_done) } else { ("open", '☐', &self.options.labels.task_open) };
        self.out.push_str(&format!("<span class=\"task task-{class}\"><span aria-hidden=\"true\">{sign}</span>"));
        self.out.push_str("<span class=\"visually-hidden\">");
        escape::text(&mut self.out, label);
        self.out.push_str(":</span></span> ");
    }

    fn start_link(&mut self, dest: &str, title: &CowStr<'_>) {
        self.quiet += 1;
        if let Some(language) = dest.strip_prefix(LANGUAGE) {
            let end = self.start_language(language);
            return self.links.push(end);
        }
        match self.resolve.link(dest) {
            Target::Url(url) if urls::is_safe(&url) => {
                self.out.push_str("<a href=\"");
                urls::attribute(&mut self.out, &url);
                self.out.push('"');
                self.title(title);
                self.out.push('>');
                self.links.push("</a>");
            }
            _ => self.links.push(""),
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            escape::attribute(&mut self.out, title);
            self.out.push('"');
        }
    }

    fn start_language(&mut self, language: &str) -> &'static str {
        let first = language.split('-').next().unwrap_or("");
        let known = !first.is_empty() && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !known || language == self.options.lang {
            return "";
        }
        self.out.push_str(&format!("<span lang=\"{language}\""));
        if ["ar", "fa", "he", "ur", "yi", "ckb", "ps"].contains(&first) {
            self.out.push_str(" dir=\"rtl\"");
        }
        self.out.push('>');
        "</span>"
    }
}
