//! Errors of templates, told at their place in the theme's file.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError};

use super::{BUILT_IN, mark, start_of};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::parse::stumbles::in_words;
use crate::source::Text;
use crate::span::{SourceId, Span};

pub static TEMPLATE_ERROR: Lint = Lint {
    name: "template-error",
    severity: Severity::Error,
    title: Both("Fel i en mall", "Template error"),
    why: Both("Sidor som använder mallen kan inte göras.", "Pages that use the template cannot be made."),
    manual: Both(
        "Mallar skrivs i tera. Vad en mall får se står i themes/view.md. Felet kan vara ett stavfel i ett namn, en tagg som inte avslutas, eller ett filter som inte finns. Temat är webbpersonalens; kontakta dem om du inte själv har ändrat i themes/.",
        "Templates are written in tera. What a template may see stands in themes/view.md. The fault can be a misspelt name, a tag that is not closed, or a filter that does not exist. The theme belongs to the web staff; contact them if you have not changed anything in themes/ yourself.",
    ),
};

/// A fault in a TOML file of a theme.
pub fn of_file(span: Span, message: &str) -> Diagnostic {
    let (sv, en) = in_words(message);
    Diagnostic::new(&TEMPLATE_ERROR, span, format!("Temat är fel skrivet här. {sv}"), format!("The theme is wrong here. {en}"))
}

fn fault(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(
        &TEMPLATE_ERROR,
        span,
        format!("Temat är fel skrivet här. Mallspråket säger: {message}"),
        format!("The theme is wrong here. The template language says: {message}"),
    )
}

/// The faults of loading, each with the full name of its template.
pub fn of_loading(error: &Error, texts: &BTreeMap<String, Text>) -> Vec<(String, Diagnostic)> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![(report.filename().to_owned(), of_report(report, texts))]
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("the template “{parent}” that it extends does not exist");
            vec![(current.clone(), fault(place(texts, current, parent), &message))]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![(tpl.clone(), fault(place(texts, tpl, ""), &error.to_string()))]
        }
        kind => of_message(&kind.to_string(), texts),
    }
}

/// Whether a fault only follows from others: it misses a block or component that stands in a template lost to a fault of its own.
pub fn follows(diagnostic: &Diagnostic, lost: &[&str]) -> bool {
    let Some(missed) = diagnostic.message.en.split('`').nth(1) else { return false };
    lost.iter().any(|text| ["block", "component"].iter().any(|word| text.contains(&format!("{word} {missed}"))))
}

/// The fault of filling a template.
pub fn of_rendering(error: &Error, texts: &BTreeMap<String, Text>) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => of_report(report, texts),
        kind => fault(start_of("themes/"), &kind.to_string()),
    }
}

fn of_report(report: &ReportError, texts: &BTreeMap<String, Text>) -> Diagnostic {
    let place = |text: &Text| {
        let range = report.span().range.clone();
        Span::new(text.id, range.start + mark(text)..range.end + mark(text))
    };
    let span = texts.get(report.filename()).map_or(start_of("themes/"), place);
    fault(span, report.message())
}

/// Where `words` stand in a template; its beginning when they do not.
fn place(texts: &BTreeMap<String, Text>, template: &str, words: &str) -> Span {
    let Some(text) = texts.get(template) else { return Span::start_of(SourceId::of("themes/")) };
    match text.content.find(words).filter(|_| !words.is_empty()) {
        Some(at) => Span::new(text.id, at..at + words.len()),
        None => Span::start_of(text.id),
    }
}

/// What tera says of unknown filters, functions and includes comes as one text, with lines `--> name:line:column`.
fn of_message(message: &str, texts: &BTreeMap<String, Text>) -> Vec<(String, Diagnostic)> {
    let mut found = Vec::new();
    let mut said = "";
    for line in message.lines() {
        let Some((_, place)) = line.split_once("--> ") else {
            if !line.trim().is_empty() && !line.contains('|') {
                said = line.trim().trim_start_matches("error: ");
            }
            continue;
        };
        // The brackets are tera's, around the place.
        let mut parts = place.trim_matches(|c: char| c == '[' || c == ']').trim().rsplitn(3, ':');
        let (column, row, name) = (parts.next(), parts.next(), parts.next());
        let (Some(column), Some(row), Some(name)) = (column, row, name) else { continue };
        let Some(text) = texts.get(name) else { continue };
        let span = at(text, row.parse().unwrap_or(1), column.parse().unwrap_or(1));
        // A file of the theme that is built in is not among the site's, so it is named.
        let built_in = name.starts_with(&format!("{BUILT_IN}/"));
        found.push((name.to_owned(), fault(span, &if built_in { format!("{said} ({name})") } else { said.to_owned() })));
    }
    if found.is_empty() {
        let name = texts.keys().next().cloned().unwrap_or_default();
        found.push((name, fault(start_of("themes/"), message)));
    }
    found
}

/// The place of a line and column, both from 1, in a template.
fn at(text: &Text, line: usize, column: usize) -> Span {
    let content = &text.content[mark(text)..];
    let start: usize = content.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let inside = content[start..].char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    let at = mark(text) + start + inside;
    Span::new(text.id, at..at)
}
