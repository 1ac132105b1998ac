//! Everything that is wrong, errors before warnings, file by file.

use super::{Desk, Line, List, What, named};
use crate::diagnostic::{Both, Diagnostic, Severity};
use crate::manual;
use crate::report::{View, visible};
use crate::sheet::{block, inline, link, text};
use crate::site::Address;

pub(super) static LIST: List = List {
    name: "findings",
    title: Both("Fel och varningar", "Errors and warnings"),
    about: Both(
        "Ett fel måste rättas innan webbplatsen kan byggas. En varning stoppar inget.",
        "An error must be mended before the site can be built. A warning stops nothing.",
    ),
    none: Both("Inga fel och inga varningar.", "No errors and no warnings."),
    says: Both("Fynd", "Finding"),
    lines,
};

fn lines(desk: &Desk) -> Vec<Line> {
    let all = &desk.edition.diagnostics;
    let view = View::new(desk.lang, &desk.edition.sources).also("content/site.toml");
    let of = |severity: Severity| all.iter().enumerate().filter(move |(_, found)| found.severity == severity);
    of(Severity::Error)
        .chain(of(Severity::Warning))
        .map(|(at, found)| {
            let path = view.path(found.span.source).unwrap_or_default();
            let word = weight(found).get(desk.lang);
            Line { group: format!("{word}: {path}"), page: None, span: found.span, what: What::Finding(at) }
        })
        .collect()
}

fn weight(found: &Diagnostic) -> Both {
    match found.severity {
        Severity::Error => Both("Fel", "Error"),
        Severity::Warning => Both("Varning", "Warning"),
    }
}

/// The record in whose file a finding stands: of several in a file the last that begins before it.
fn page(desk: &Desk, path: &str, found: &Diagnostic) -> Option<Address> {
    let site = &desk.edition.house.site;
    let records = site.records_in(path);
    let own = records.iter().copied().filter(|id| site.record(*id).span.start <= found.span.start);
    let record = own.max_by_key(|id| site.record(*id).span.start).or(records.first().copied())?;
    Some(Address { record, part: None })
}

/// Everything that is known of a finding.
pub(super) fn whole(desk: &Desk, line: &Line, view: &View) -> String {
    let (What::Finding(at), lang) = (&line.what, desk.lang) else { return String::new() };
    let found = &desk.edition.diagnostics[*at];
    // Only for what is shown: a file may hold many records and many findings.
    let page = view.path(found.span.source).and_then(|path| page(desk, &path, found));
    let class = if found.severity == Severity::Error { "error" } else { "warning" };
    let words = |words: &str| inline(&visible(words));
    let weight = weight(found).get(lang);
    let mut out = format!(
        "<li class=\"{class}\">\n<p>{}</p>\n<p><strong>{weight}: {}</strong></p>\n<p>{}</p>\n",
        named(desk, page, found.span, view),
        words(found.message.get(lang)),
        words(found.lint.why.get(lang)),
    );
    for label in &found.labels {
        let place = view.place(label.span).map(|place| format!("<code>{}</code> ", text(&place))).unwrap_or_default();
        out += &format!("<p>{place}{}</p>\n", words(label.words.get(lang)));
    }
    for help in &found.help {
        out += &format!("<p>{}</p>\n", words(help.get(lang)));
    }
    if !found.allowed.is_empty() {
        out += &format!("<p>{} {}</p>\n", Both("Tillåtna värden:", "Allowed values:").get(lang), words(&found.allowed_in(lang)));
    }
    if let Some(paste) = &found.paste {
        let lines = paste.lines().map(visible).collect::<Vec<_>>().join("\n");
        out += &format!("<p>{}</p>\n{}", Both("Klistra in:", "Paste this:").get(lang), block(&lines));
    }
    let rule = link(&manual::address(lang, "rules", found.lint.name), found.lint.title.get(lang));
    out + &format!(
        "<p>{} {rule} <code>{}</code></p>\n</li>\n",
        Both("Regeln i handboken:", "The rule in the manual:").get(lang),
        found.lint.name
    )
}
