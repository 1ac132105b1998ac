//! For people at a terminal: the line with the marked stretch, why it matters, and what to do about it.

use std::ops::Range;

use annotate_snippets::renderer::{DEFAULT_TERM_WIDTH, Renderer, Style};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Snippet};

use super::{ALLOWED, PASTE, Report, View, severity, summary, visible};
use crate::diagnostic::{Both, Diagnostic, Label, Severity};
use crate::personal::masked;
use crate::span::Span;

pub(super) const REPORT: Report =
    Report { name: "text", about: Both("Med rader ur filerna, för människor.", "With lines from the files, for people."), render };

fn render(diagnostics: &[Diagnostic], view: &View) -> String {
    let renderer = if view.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(view.width.unwrap_or(DEFAULT_TERM_WIDTH));
    let mut out = String::new();
    for diagnostic in diagnostics {
        out += &finding(diagnostic, view, &renderer);
        out.push('\n');
    }
    out + &summary(diagnostics, view.lang) + "\n"
}

fn finding(diagnostic: &Diagnostic, view: &View, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let named = level.clone().with_name(severity(diagnostic).get(view.lang));
    let title = named.primary_title(visible(diagnostic.message.get(view.lang))).id(diagnostic.lint.name);
    let mut out = renderer.render(&[Group::with_title(title)]) + "\n";

    let window = Window::around(diagnostic.span, view);
    let (beside, elsewhere): (Vec<&Label>, Vec<&Label>) =
        diagnostic.labels.iter().partition(|label| window.as_ref().is_some_and(|window| window.holds(label.span)));
    let words = |label: &Label| visible(label.words.get(view.lang));
    match window {
        Some(window) => {
            let mut snippet = window.snippet().annotation(AnnotationKind::Primary.span(window.range(diagnostic.span)));
            for label in beside {
                snippet = snippet.annotation(AnnotationKind::Context.span(window.range(label.span)).label(words(label)));
            }
            let art = renderer.render(&[Group::with_level(level).element(snippet)]);
            out += &format!("{}--> {}\n{art}\n", window.gutter(), window.place);
        }
        None => out += &view.place(diagnostic.span).map(|path| format!(" --> {path}\n")).unwrap_or_default(),
    }
    for label in elsewhere {
        out += &related(label.span, words(label), view, renderer);
    }
    out + &advice(diagnostic, view)
}

/// Another place that explains the finding, often in another file.
fn related(span: Span, words: String, view: &View, renderer: &Renderer) -> String {
    let Some(window) = Window::around(span, view) else {
        return format!(" ::: {}\n", view.placed(span, &words));
    };
    let snippet = window.snippet().annotation(AnnotationKind::Context.span(window.range(span)).label(words));
    let art = renderer.render(&[Group::with_level(Level::NOTE).element(snippet)]);
    format!("{}::: {}\n{art}\n", window.gutter(), window.place)
}

/// Why it matters and what to do. The line to paste stands alone, so that nothing else is copied with it.
fn advice(diagnostic: &Diagnostic, view: &View) -> String {
    let bold = if view.colour { Style::new().bold() } else { Style::new() };
    let note = |head: Both, words: &str| format!("{bold}{}{bold:#} {words}\n", head.get(view.lang));
    let mut out = note(Both("Varför:", "Why:"), diagnostic.lint.why.get(view.lang));
    for help in &diagnostic.help {
        out += &note(Both("Hjälp:", "Help:"), &visible(help.get(view.lang)));
    }
    if !diagnostic.allowed.is_empty() {
        out += &note(ALLOWED, &visible(&diagnostic.allowed_in(view.lang)));
    }
    if let Some(paste) = &diagnostic.paste {
        out += &format!("{bold}{}{bold:#}\n{}\n", PASTE.get(view.lang), paste.lines().map(visible).collect::<Vec<_>>().join("\n"));
    }
    out + &note(Both("Läs mer:", "Read more:"), &format!("insyn explain {}", diagnostic.lint.name))
}

/// The stretch of one line that is shown. A line may be ten megabytes long, so what is far from the span is cut away.
struct Window {
    span: Span,
    /// `content/a.md:12:5`
    place: String,
    /// The line's number, from 1.
    line: usize,
    /// What is shown, with an ellipsis where the line goes on.
    text: String,
    /// The bytes of the file that are shown.
    shown: Range<usize>,
    /// The bytes of the ellipsis in front.
    lead: usize,
}

/// How many bytes of a line are shown before the span, and from its start on. The terminal's width may cut further.
const BEFORE: usize = 80;
const AFTER: usize = 240;

/// A stretch of a text, with the numbers masked that reach into it. What is shown stands where it stood.
fn masked_part(text: &str, part: Range<usize>) -> String {
    const AROUND: usize = 400;
    let from = text.floor_char_boundary(part.start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary((part.end + AROUND).min(text.len()));
    masked(&text[from..to])[part.start - from..part.end - from].to_owned()
}

impl Window {
    /// The line where a span begins; `None` when the text is not at hand.
    fn around(span: Span, view: &View) -> Option<Self> {
        if view.is_whole_book(span) {
            return None;
        }
        let (lines, place, range) = (view.lines(span.source)?, view.place(span)?, view.range(span)?);
        let line = lines.range(range.start.line);
        let at = span.range().start.clamp(line.start, line.end);
        let start = lines.text().floor_char_boundary(at.saturating_sub(BEFORE)).max(line.start);
        let end = lines.text().ceil_char_boundary(at + AFTER).min(line.end);
        let lead = if start > line.start { "…" } else { "" };
        let tail = if end < line.end { "…" } else { "" };
        let text = format!("{lead}{}{tail}", masked_part(lines.text(), start..end));
        // Of a spreadsheet the row is shown by its own number.
        let number = view.cell(span).map_or(range.start.line, |cell| cell.row as usize);
        Some(Self { span, place, line: number, text, shown: start..end, lead: lead.len() })
    }

    /// Whether another span begins in what is shown.
    fn holds(&self, other: Span) -> bool {
        other.source == self.span.source && (self.shown.start..=self.shown.end).contains(&other.range().start)
    }

    /// The shown part of a span, in bytes of the shown text. What a span covers on later lines is left to the reader.
    fn range(&self, span: Span) -> Range<usize> {
        let within =
            |byte: usize| self.text.floor_char_boundary(byte.clamp(self.shown.start, self.shown.end) - self.shown.start + self.lead);
        within(span.range().start)..within(span.range().end.max(span.range().start))
    }

    fn snippet<'a>(&self) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(self.text.clone()).line_start(self.line)
    }

    /// As wide as the line number, so that arrow and line stand under each other.
    fn gutter(&self) -> String {
        " ".repeat(self.line.to_string().len())
    }
}
