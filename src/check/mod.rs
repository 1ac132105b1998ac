//! Rules. One file, one rule: its words, its manual page and its function. To add one: its file, and a line in [`RULES`].

mod cause;

use rayon::prelude::*;

use crate::content::site::Level;
use crate::diagnostic::{Diagnostic, Lint, Severity};
use crate::knowledge::Knowledge;
use crate::site::{RecordId, Site};

/// A rule and when it runs.
pub struct Rule {
    pub lint: &'static Lint,
    pub run: Run,
}

/// What a rule looks at.
pub enum Run {
    /// One record at a time, in parallel.
    Record(fn(&Site, RecordId) -> Vec<Diagnostic>),
    /// The whole site, once.
    Site(fn(&Site, &Knowledge) -> Vec<Diagnostic>),
}

/// Every rule, by name.
pub const RULES: &[&Rule] = &[&cause::RULE];

/// Runs every rule over the site.
pub fn check(site: &Site, knowledge: &Knowledge) -> Vec<Diagnostic> {
    let ids: Vec<RecordId> = site.all().map(|(id, _)| id).collect();
    let mut diagnostics: Vec<Diagnostic> = ids
        .par_iter()
        .flat_map_iter(|id| {
            RULES.iter().flat_map(move |rule| match rule.run {
                Run::Record(run) => run(site, *id),
                Run::Site(_) => Vec::new(),
            })
        })
        .collect();
    for rule in RULES {
        if let Run::Site(run) = rule.run {
            diagnostics.extend(run(site, knowledge));
        }
    }
    diagnostics
}

/// Weighs findings as the site has set: an error can become heavier only, a warning can be turned either way.
pub fn weigh(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.retain_mut(|diagnostic| {
        let setting = site.config.rules.iter().find(|setting| &*setting.rule == diagnostic.lint.name);
        match setting.map(|setting| setting.level) {
            Some(Level::Error) => diagnostic.severity = Severity::Error,
            Some(Level::Off) if diagnostic.lint.severity == Severity::Warning => return false,
            _ => {}
        }
        true
    });
}
