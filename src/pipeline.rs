//! The whole house in one short function: read → parse → link → derive → check → plan → make → write.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Lint, Severity, sort};
use crate::knowledge::Knowledge;
use crate::parse::Documents;
use crate::site::Site;
use crate::source::Sources;
use crate::{check, content, derive, link, parse};

/// The site as one immutable value: what can be made is made from this and nothing else.
pub struct House {
    pub site: Site,
    pub knowledge: Knowledge,
}

/// A house and everything that was found while it was built, sorted.
pub struct Built {
    pub house: Arc<House>,
    pub documents: Documents,
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds the house. Never fails: what is unsound is left out, and told. Files that have not changed since `previous` are not read again.
pub fn build(sources: &Sources, previous: Option<&Documents>) -> Built {
    let documents = parse::parse(sources, previous);
    let (site, linked) = link::link(&documents, sources);
    let knowledge = derive::derive(&site);
    let mut diagnostics: Vec<Diagnostic> = documents.diagnostics.clone();
    diagnostics.extend(documents.documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));
    diagnostics.extend(linked);
    diagnostics.extend(check::check(&site, &knowledge, &lints()));
    check::weigh(&site, &mut diagnostics);
    sort(&mut diagnostics, sources);
    Built { house: Arc::new(House { site, knowledge }), documents, diagnostics }
}

/// Whether anything found stops a build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Every lint that any stage or rule can raise, in the order of the stages.
pub fn lints() -> Vec<&'static Lint> {
    let stages = [content::LINTS, parse::LINTS, link::LINTS];
    stages.into_iter().flatten().copied().chain(check::RULES.iter().map(|rule| rule.lint)).collect()
}
