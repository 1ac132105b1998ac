//! A document that is said not to be published is not passed on.

use super::{Rule, Run};
use crate::content::case::{Case, CaseDocument, Published};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "unpublished-file",
    severity: Severity::Error,
    title: Both("Handlingen är inte publicerad, men finns att läsa här", "The document is not published, but can be read here"),
    why: Both(
        "En handling som inte ska vara på en webbplats får inte råka hamna där, och sidan kan inte säga två saker om samma handling.",
        "A document that is not to be on a website must not end up there by mistake, and the page cannot say two things of the same document.",
    ),
    manual: Both(
        "`published = \"inte publicerad\"` säger att handlingen inte finns att läsa på en webbplats. `file` publicerar handlingens fil, och `publish-text` dess text: båda kan inte gälla. Filen publiceras inte förrän det står en av dem.\n\nFel:   published = \"inte publicerad\" och file = \"bilaga-3.pdf\"\nRätt:  file = \"bilaga-3.pdf\", om handlingen ska gå att hämta\nRätt:  published = \"inte publicerad\", om den inte ska det",
        "`published = \"not-published\"` says that the document cannot be read on a website. `file` publishes the document's file, and `publish-text` its text: both cannot hold. The file is not published before one of them stands alone.\n\nWrong: published = \"not-published\" and file = \"bilaga-3.pdf\"\nRight: file = \"bilaga-3.pdf\", if readers are to fetch the document\nRight: published = \"not-published\", if they are not",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let documents = site.record(id).is::<Case>().into_iter().flat_map(|case| &case.documents);
    documents.filter(|document| document.published == Some(Published::No)).filter_map(contradiction).collect()
}

fn contradiction(document: &CaseDocument) -> Option<Diagnostic> {
    let (span, sv, en) = match &document.file {
        Some(file) => (file.span, "dess fil står här", "its file stands here"),
        None if document.publish_text && document.text.is_some() => (document.span, "dess text visas", "its text is shown"),
        None => return None,
    };
    let (sv, en) =
        (format!("Handlingen sägs inte vara publicerad, men {sv}."), format!("The document is said not to be published, but {en}."));
    Some(Diagnostic::new(&LINT, span, sv, en).help(
        "Ska handlingen gå att läsa här: ta bort published. Ska den inte det: ta bort raden med file eller publish-text.",
        "If the document is to be read here: remove published. If it is not: remove the line with file or publish-text.",
    ))
}
