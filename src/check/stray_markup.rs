//! Signs of headings and tables that are slightly wrong: the words become running text, and what stands below falls to the heading before.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::{Block, Heading};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "stray-markup",
    severity: Severity::Error,
    title: Both("Tecken som nästan är en rubrik eller en tabell", "Signs that are almost a heading or a table"),
    why: Both(
        "Raden blir något annat än den ser ut som, och det som står under den hamnar under fel rubrik eller kommer inte med.",
        "The line becomes something else than it looks like, and what stands below it comes under the wrong heading or is left out.",
    ),
    manual: Both(
        "En rubrik skrivs med # och mellanrum, och dess id sist inom {# }. En tabell har en rad |---|---| under sina rubriker.\n\nFel:   ##Mål 2 {mal-2}\nRätt:  ## Mål 2 {#mal-2}\n\nFel:   | Aktivitet | Läge |\n       | Kurs | genomförd |\nRätt:  | Aktivitet | Läge |\n       |---|---|\n       | Kurs | genomförd |\n\nEn rad som ska börja med ## och inte är en rubrik skrivs \\## .",
        "A heading is written with # and a space, and its id last in {# }. A table has a row |---|---| below its headings.\n\nWrong: ##Goal 2 {mal-2}\nRight: ## Goal 2 {#mal-2}\n\nWrong: | Action | Status |\n       | Course | done |\nRight: | Action | Status |\n       |---|---|\n       | Course | done |\n\nA line that is to begin with ## and is no heading is written \\## .",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

fn run(local: &Local) -> Vec<Diagnostic> {
    let text = &*local.document.text.content;
    let mut found = Vec::new();
    for page in local.pages() {
        let in_body = |span: Span| page.body.is_some_and(|body| span.range().start >= body.start);
        for passage in page.prose.passages.iter().filter(|passage| passage.block == Block::Paragraph && in_body(passage.span)) {
            found.extend(lines(text, passage.span).filter_map(|(line, span)| heading_without_space(line, span)));
            found.extend(table_without_rule(text, passage.span));
        }
        let headings = page.body.into_iter().flat_map(|body| &body.facts.headings);
        found.extend(headings.filter(|heading| !page.prose.is_quoted(heading.span)).filter_map(|heading| id_without_sign(text, heading)));
    }
    found
}

/// The lines of a stretch of a file, each with its place.
fn lines(text: &str, within: Span) -> impl Iterator<Item = (&str, Span)> {
    let stretch = text.get(within.range()).unwrap_or_default();
    stretch.split('\n').scan(within.range().start, move |at, line| {
        let start = *at + line.len() - line.trim_start().len();
        *at += line.len() + 1;
        let line = line.trim();
        Some((line, Span::new(within.source, start..start + line.len())))
    })
}

/// `##Mål 2`. One sign alone may be a word with a hash before it.
fn heading_without_space(line: &str, span: Span) -> Option<Diagnostic> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    if !(2..=6).contains(&level) || !words.starts_with(char::is_alphanumeric) {
        return None;
    }
    let signs = &line[..level];
    let diagnostic = Diagnostic::new(
        &LINT,
        span,
        format!("Efter {signs} saknas ett mellanrum, så raden är ingen rubrik."),
        format!("A space is missing after {signs}, so the line is no heading."),
    );
    Some(diagnostic.fix(span, format!("{signs} {words}")).paste(format!("{signs} {words}")))
}

/// Two rows with signs of cells, and none that parts the headings from the rest.
fn table_without_rule(text: &str, within: Span) -> Option<Diagnostic> {
    let is_row = |line: &str| line.starts_with('|') && line.len() > 1 && line.ends_with('|');
    let rows: Vec<(&str, Span)> = lines(text, within).filter(|(line, _)| is_row(line)).take(2).collect();
    let [(first, at), _] = rows[..] else { return None };
    let rule = "|---".repeat(first.matches('|').count() - 1) + "|";
    let diagnostic = Diagnostic::new(
        &LINT,
        at,
        "Tabellen har ingen rad |---| under sina rubriker, så den visas som text.",
        "The table has no row |---| below its headings, so it is shown as text.",
    );
    Some(diagnostic.paste(format!("{first}\n{rule}")))
}

/// `## Mål 2 {mal-2}`, `## Mål 2 (#mal-2)` or `## Mål 2 {#mal-2`: what looks like an id is none.
fn id_without_sign(text: &str, heading: &Heading) -> Option<Diagnostic> {
    let line = text.get(heading.span.range())?.trim_end();
    let (words, tail) = line.split_at(line.rfind([' ', '\t'])? + 1);
    let inside = tail.strip_prefix('{').or_else(|| tail.strip_prefix("(#"))?;
    let id = inside.trim_start_matches('#').trim_end_matches(['}', ')']);
    if heading.explicit || id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return None;
    }
    let right = format!("{words}{{#{id}}}");
    let diagnostic = Diagnostic::new(
        &LINT,
        heading.span,
        format!("”{tail}” är inget id, så rubriken får ett annat."),
        format!("“{tail}” is no id, so the heading gets another."),
    );
    let diagnostic = diagnostic.help(format!("Skriv {{#{id}}}."), format!("Write {{#{id}}}."));
    Some(
        diagnostic
            .fix(Span::new(heading.span.source, heading.span.range().start..heading.span.range().start + line.len()), right.clone())
            .paste(right),
    )
}
