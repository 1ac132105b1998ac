//! SARIF 2.1.0 (OASIS, 2020): findings for code review, where GitHub, GitLab and editors show them beside the line.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{ALLOWED, PASTE, Report, View};
use crate::diagnostic::{Both, Diagnostic, Lang, Lint, Severity};
use crate::personal::masked;
use crate::span::Span;

pub(super) const REPORT: Report = Report {
    name: "sarif",
    about: Both("SARIF 2.1.0, för granskning i GitHub, GitLab och redigerare.", "SARIF 2.1.0, for review in GitHub, GitLab and editors."),
    render,
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

fn render(diagnostics: &[Diagnostic], view: &View) -> String {
    let silenced = view.silenced.iter().map(|one| &one.found);
    let lints: BTreeMap<&str, &Lint> = diagnostics.iter().chain(silenced).map(|d| (d.lint.name, d.lint)).collect();
    let index: BTreeMap<&str, usize> = lints.keys().enumerate().map(|(at, name)| (*name, at)).collect();
    // A silence stands in the file, at what it silences.
    let suppressed = view.silenced.iter().map(|one| {
        let mut result = finding(&one.found, index[one.found.lint.name], view);
        result["suppressions"] = json!([{ "kind": "inSource", "justification": masked(&one.reason) }]);
        result
    });
    let results: Vec<Value> = diagnostics.iter().map(|d| finding(d, index[d.lint.name], view)).chain(suppressed).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "insyn",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": lints.values().map(|lint| rule(lint, view.lang)).collect::<Vec<_>>(),
            } },
            "language": Both("sv", "en").get(view.lang),
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": { "description": text(Both("Webbplatsens rot.", "The root of the site.").get(view.lang)) } },
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(lint: &Lint, lang: Lang) -> Value {
    let manual = lint.manual.get(lang);
    json!({
        "id": lint.name,
        "shortDescription": text(lint.title.get(lang)),
        "fullDescription": text(lint.why.get(lang)),
        "help": { "text": manual, "markdown": manual },
        "defaultConfiguration": { "level": level(lint.severity) },
    })
}

fn finding(diagnostic: &Diagnostic, rule: usize, view: &View) -> Value {
    let related = diagnostic.labels.iter().enumerate().filter_map(|(id, label)| {
        let place = location(label.span, view)?;
        Some(json!({ "id": id, "physicalLocation": place, "message": text(label.words.get(view.lang)) }))
    });
    let place = location(diagnostic.span, view).map(|place| json!({ "physicalLocation": place }));
    json!({
        "ruleId": diagnostic.lint.name,
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": text(&match view.cell(diagnostic.span) {
            Some(cell) => format!("{}: {}", view.called(&cell), message(diagnostic, view.lang)),
            None => message(diagnostic, view.lang),
        }),
        "locations": place.into_iter().collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

/// What is wrong and what to do about it. A viewer shows why it matters from the rule.
fn message(diagnostic: &Diagnostic, lang: Lang) -> String {
    let mut parts = vec![diagnostic.message.get(lang).to_owned()];
    parts.extend(diagnostic.help.iter().map(|help| help.get(lang).to_owned()));
    if !diagnostic.allowed.is_empty() {
        parts.push(format!("{} {}.", ALLOWED.get(lang), diagnostic.allowed_in(lang)));
    }
    if let Some(paste) = &diagnostic.paste {
        parts.push(format!("{} {paste}", PASTE.get(lang)));
    }
    parts.join("\n")
}

/// The file, and the stretch in it when the text is at hand.
fn location(span: Span, view: &View) -> Option<Value> {
    let path = view.path(span.source)?;
    let mut place = Map::new();
    place.insert("artifactLocation".to_owned(), json!({ "uri": uri(&path), "uriBaseId": "%SRCROOT%" }));
    if let Some(range) = view.range(span).filter(|_| view.cell(span).is_none()) {
        let region = json!({
            "startLine": range.start.line,
            "startColumn": range.start.column,
            "endLine": range.end.line,
            "endColumn": range.end.column,
        });
        place.insert("region".to_owned(), region);
    }
    Some(Value::Object(place))
}

/// A path as a relative reference (RFC 3986): everything but unreserved characters and the slash is percent-encoded.
fn uri(path: &str) -> String {
    path.bytes().fold(String::new(), |mut uri, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            // Writing to a string cannot fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
        uri
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn text(words: &str) -> Value {
    json!({ "text": masked(words) })
}
