//! One JSON document with everything that is known, in both languages: for other programs.

use serde_json::{Value, json};

use super::{Report, View, count, summary};
use crate::diagnostic::{Both, Diagnostic, Fix, Lang, Severity, Words};
use crate::personal::masked;
use crate::span::{LineCol, Span};

pub(super) const REPORT: Report =
    Report { name: "json", about: Both("Ett JSON-dokument, för andra program.", "One JSON document, for other programs."), render };

/// Grows when a field changes its meaning or disappears; new fields may come without it.
const VERSION: u32 = 1;

fn render(diagnostics: &[Diagnostic], view: &View) -> String {
    let (errors, warnings) = count(diagnostics);
    let silenced = view.silenced.iter().map(|one| {
        let mut found = finding(&one.found, view);
        found["reason"] = masked(&one.reason).into();
        found
    });
    let document = json!({
        "version": VERSION,
        "errors": errors,
        "warnings": warnings,
        "summary": { "sv": summary(diagnostics, Lang::Sv), "en": summary(diagnostics, Lang::En) },
        "diagnostics": diagnostics.iter().map(|diagnostic| finding(diagnostic, view)).collect::<Vec<_>>(),
        // Found, and let be for a reason that stands beside it: counted nowhere.
        "silenced": silenced.collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn finding(diagnostic: &Diagnostic, view: &View) -> Value {
    let lint = diagnostic.lint;
    let labels = diagnostic.labels.iter().map(|label| json!({ "place": place(label.span, view), "words": words(&label.words) }));
    json!({
        "rule": lint.name,
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "title": both(lint.title),
        "place": place(diagnostic.span, view),
        "message": words(&diagnostic.message),
        "why": both(lint.why),
        "labels": labels.collect::<Vec<_>>(),
        "help": diagnostic.help.iter().map(words).collect::<Vec<_>>(),
        "allowed": diagnostic.allowed.iter().map(words).collect::<Vec<_>>(),
        "paste": diagnostic.paste.as_deref().map(masked),
        "fix": diagnostic.fix.as_deref().map(|fix| match fix {
            Fix::Write { span, text } => json!({ "place": place(*span, view), "text": masked(text) }),
            Fix::Move { from, to } => json!({ "from": from, "to": to }),
        }),
    })
}

/// Lines and columns count from 1, columns in Unicode characters, bytes from 0; `end` is the first place after the span.
/// Without a text there is only a path, and `start` and `end` are null; in a spreadsheet there are its
/// sheet and cell.
fn place(span: Span, view: &View) -> Value {
    let cell = view.cell(span);
    let range = view.range(span).filter(|_| cell.is_none());
    let point = |at: LineCol, byte: u32| json!({ "line": at.line, "column": at.column, "byte": byte });
    let mut place = json!({
        "path": view.path(span.source),
        "start": range.as_ref().map(|range| point(range.start, span.start)),
        "end": range.as_ref().map(|range| point(range.end, span.end)),
    });
    if let Some(cell) = cell {
        place["sheet"] = cell.sheet.into();
        place["cell"] = cell.cell.into();
    }
    place
}

fn words(words: &Words) -> Value {
    json!({ "sv": masked(&words.sv), "en": masked(&words.en) })
}

fn both(Both(sv, en): Both) -> Value {
    json!({ "sv": sv, "en": en })
}
