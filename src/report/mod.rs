//! Findings as text: a family, one file for each format. A format returns its text; whoever asked for it prints it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Both, Diagnostic, Lang, Severity, Silenced};
use crate::personal::masked;
use crate::source::Sources;
use crate::span::{LineCol, Lines, SourceId, Span};
use crate::spreadsheet::{self, Workbook};

mod json;
mod line;
mod sarif;
#[cfg(test)]
mod tests;
mod text;

/// A way to write findings down.
#[derive(Debug)]
pub struct Report {
    /// What people type to get it.
    pub name: &'static str,
    /// Whom it is for, in one sentence.
    pub about: Both,
    /// From findings, in the order in which they are to be read, to the whole text.
    pub render: fn(&[Diagnostic], &View) -> String,
}

/// Every format; the first is the one that people get when they ask for none.
pub const REPORTS: &[&Report] = &[&text::REPORT, &line::REPORT, &json::REPORT, &sarif::REPORT];

/// Writes findings in the format called `name`; `None` when no format is called so.
pub fn report(name: &str, diagnostics: &[Diagnostic], view: &View) -> Option<String> {
    let report = REPORTS.iter().find(|report| report.name == name)?;
    Some((report.render)(diagnostics, view))
}

/// How findings are to be shown, and the files that they stand in.
pub struct View<'a> {
    /// The language of every word that is not the content's own.
    pub lang: Lang,
    /// Whether the text may be coloured; nothing is ever told by colour only.
    pub colour: bool,
    /// How many characters fit on a line of the terminal, when there is one.
    pub width: Option<usize>,
    /// What was found and somebody lets be: only other programs are told.
    silenced: &'a [Silenced],
    files: FxHashMap<SourceId, File<'a>>,
}

/// A file that a finding may stand in. Its lines are looked up when the first finding asks, then kept.
struct File<'a> {
    path: &'a str,
    text: Option<&'a str>,
    lines: OnceLock<Lines<'a>>,
    book: Option<&'a Workbook>,
}

impl<'a> View<'a> {
    /// A view without colour of everything that went in.
    pub fn new(lang: Lang, sources: &'a Sources) -> Self {
        let mut view = Self { lang, colour: false, width: None, silenced: &[], files: FxHashMap::default() };
        for path in sources.blobs.iter().map(|blob| &*blob.path).chain(sources.unread.iter().map(|file| &*file.path)) {
            view = view.also(path);
        }
        for text in &sources.texts {
            view.files.insert(text.id, File { path: &text.path, text: Some(&text.content), lines: OnceLock::new(), book: None });
        }
        for book in &sources.books {
            let text = Some(&*book.text).filter(|text| !text.is_empty());
            view.files.insert(book.id, File { path: &book.path, text, lines: OnceLock::new(), book: Some(book) });
        }
        view
    }

    /// The sheet and cell of a span in a spreadsheet.
    fn cell(&self, span: Span) -> Option<spreadsheet::Place<'a>> {
        self.files.get(&span.source)?.book?.place(span)
    }

    /// Whether a span is a spreadsheet as a whole.
    fn is_whole_book(&self, span: Span) -> bool {
        self.files.get(&span.source).is_some_and(|file| file.book.is_some()) && self.cell(span).is_none()
    }

    /// The same view with what is silenced.
    pub fn with_silenced(self, silenced: &'a [Silenced]) -> Self {
        Self { silenced, ..self }
    }

    /// One more file that may be named, though its text is not at hand: one that ought to exist but does not. A known file stays as it is.
    pub fn also(mut self, path: &'a str) -> Self {
        self.files.entry(SourceId::of(path)).or_insert(File { path, text: None, lines: OnceLock::new(), book: None });
        self
    }

    /// The path of a file, when the view knows it; a personal number in it is masked.
    pub fn path(&self, source: SourceId) -> Option<Cow<'a, str>> {
        self.files.get(&source).map(|file| masked(file.path))
    }

    /// The lines of a file, when its text is at hand.
    fn lines(&self, source: SourceId) -> Option<&Lines<'a>> {
        let file = self.files.get(&source)?;
        let text = file.text?;
        Some(file.lines.get_or_init(|| Lines::new(text)))
    }

    /// Where a span begins and where it ends (the first character after it), when the text is at hand.
    fn range(&self, span: Span) -> Option<Range<LineCol>> {
        let lines = self.lines(span.source)?;
        Some(lines.at(span.range().start)..lines.at(span.range().end))
    }

    /// `content/a.md:12:5`; the path only when the text is not at hand; `None` when not even the path is known.
    pub fn place(&self, span: Span) -> Option<String> {
        let path = visible(&self.path(span.source)?);
        if self.files.get(&span.source).is_some_and(|file| file.book.is_some()) {
            return Some(self.cell(span).map_or_else(|| path.clone(), |cell| format!("{path}, {}", self.called(&cell))));
        }
        Some(match self.range(span) {
            Some(range) => format!("{path}:{}:{}", range.start.line, range.start.column),
            None => path,
        })
    }

    /// "blad ”Åtgärder”, cell C7".
    fn called(&self, cell: &spreadsheet::Place) -> String {
        let is_row = cell.cell.bytes().all(|byte| byte.is_ascii_digit());
        let word = if is_row { Both("rad", "row") } else { Both("cell", "cell") }.get(self.lang);
        match (cell.sheet, self.lang) {
            ("", _) => format!("{word} {}", cell.cell),
            (sheet, Lang::Sv) => format!("blad ”{}”, {word} {}", visible(sheet), cell.cell),
            (sheet, Lang::En) => format!("sheet “{}”, {word} {}", visible(sheet), cell.cell),
        }
    }

    /// Words with their place in front: `content/a.md:12:5: the first one is here`.
    fn placed(&self, span: Span, words: &str) -> String {
        self.place(span).map_or_else(|| words.to_owned(), |place| format!("{place}: {words}"))
    }
}

/// How much was found, in one sentence: "3 fel och 1 varning i 2 filer."
pub fn summary(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let (errors, warnings) = count(diagnostics);
    let files = diagnostics.iter().map(|d| d.span.source).collect::<HashSet<_>>().len();
    let errors_in_words = number(errors, ERRORS, lang);
    let warnings_in_words = number(warnings, WARNINGS, lang);
    let place = format!("{} {}", Both("i", "in").get(lang), number(files, FILES, lang));
    match (errors, warnings) {
        (0, 0) => Both("Inga fel och inga varningar.", "No errors and no warnings.").get(lang).to_owned(),
        (0, _) => format!("{} {warnings_in_words} {place}.", Both("Inga fel.", "No errors.").get(lang)),
        (_, 0) => format!("{errors_in_words} {place}."),
        _ => format!("{errors_in_words} {} {warnings_in_words} {place}.", Both("och", "and").get(lang)),
    }
}

/// One, then many.
type Noun = [Both; 2];
const ERRORS: Noun = [Both("fel", "error"), Both("fel", "errors")];
const WARNINGS: Noun = [Both("varning", "warning"), Both("varningar", "warnings")];
const FILES: Noun = [Both("fil", "file"), Both("filer", "files")];

fn number(count: usize, [one, many]: Noun, lang: Lang) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{count} {}", noun.get(lang))
}

/// How many errors, and how many warnings.
fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}

const ALLOWED: Both = Both("Tillåtna värden:", "Allowed values:");
const PASTE: Both = Both("Klistra in:", "Paste this:");

fn severity(diagnostic: &Diagnostic) -> Both {
    match diagnostic.severity {
        Severity::Error => ERRORS[0],
        Severity::Warning => WARNINGS[0],
    }
}

/// Words from a file may hold characters that steer the terminal or turn the reading order; they are shown, not obeyed. Personal
/// numbers among them are masked.
pub fn visible(text: &str) -> String {
    masked(text)
        .chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
            c if c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}
