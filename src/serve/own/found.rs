//! Everything that is wrong, errors before warnings, file by file.

use super::{Desk, Line, List, What, named};
use crate::diagnostic::{Both, Diagnostic, Severity};
use crate::report::View;
use crate::serve::findings;
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
            let word = findings::weight(found).get(desk.lang);
            Line { group: format!("{word}: {path}"), page: None, span: found.span, what: What::Finding(at) }
        })
        .collect()
}

/// The record in whose file a finding stands: of several in a file the last that begins before it.
fn page(desk: &Desk, path: &str, found: &Diagnostic) -> Option<Address> {
    let site = &desk.edition.house.site;
    let records = site.records_in(path);
    let own = records.iter().copied().filter(|id| site.record(*id).span.start <= found.span.start);
    let record = own.max_by_key(|id| site.record(*id).span.start).or(records.first().copied())?;
    Some(Address { record, part: None })
}

/// Everything that is known of a finding, with the page that it is about.
pub(super) fn whole(desk: &Desk, line: &Line, view: &View) -> String {
    let What::Finding(at) = &line.what else { return String::new() };
    let found = &desk.edition.diagnostics[*at];
    // Only for what is shown: a file may hold many records and many findings.
    let page = view.path(found.span.source).and_then(|path| page(desk, &path, found));
    findings::whole(found, &named(desk, page, found.span, view), view)
}
