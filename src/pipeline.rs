//! The whole house in one short function: read → parse → link → derive → check → plan → make → write.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Lint, Severity, sort};
use crate::house::House;
use crate::knowledge::Knowledge;
use crate::output::{Key, Sink};
use crate::parse::Documents;
use crate::plan::Plan;
use crate::site::Site;
use crate::source::Sources;
use crate::theme::Theme;
use crate::{check, content, derive, link, make, parse, plan, theme};

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
    let (theme, themed) = theme::load(sources, site.config.theme.as_ref(), &site.config.codes(), site.config_span);
    let knowledge = derive::derive(&site);
    let ((plan, planned), checked) = plan_and_check(&site, &knowledge, &theme, &documents);
    let found = match documents.with_stand_ins() {
        None => [linked, checked, planned],
        Some(whole) => look_on(&whole, sources, &theme),
    };
    let mut diagnostics = documents.diagnostics.clone();
    diagnostics.extend(documents.documents.iter().flat_map(|document| document.diagnostics.iter().cloned()));
    diagnostics.extend(found.into_iter().flatten().chain(themed));
    check::weigh(&site, &mut diagnostics);
    sort(&mut diagnostics, sources);
    Built { house: Arc::new(House::new(site, knowledge, theme, plan)), documents, diagnostics }
}

/// What else is wrong where something could not be read: the same stages over the same files, with stand-ins in the places that have been
/// told of, so that one slip hides no other.
fn look_on(whole: &Documents, sources: &Sources, theme: &Theme) -> [Vec<Diagnostic>; 3] {
    let (site, linked) = link::link(whole, sources);
    let knowledge = derive::derive(&site);
    let ((_, planned), checked) = plan_and_check(&site, &knowledge, theme, whole);
    [linked, checked, planned]
}

/// The plan and the rules know nothing of each other, so they run side by side.
fn plan_and_check(site: &Site, knowledge: &Knowledge, theme: &Theme, documents: &Documents) -> ((Plan, Vec<Diagnostic>), Vec<Diagnostic>) {
    rayon::join(|| plan::plan(site, knowledge, theme, &make::lists()), || check::check(site, knowledge, documents, &lints()))
}

/// Makes every output and hands it to the sink, in parallel and one by one, so that memory never holds them all. `made` hears how many
/// are done. Gives what was found while making, sorted, or the first refusal of the sink.
pub fn make_all<S: Sink>(house: &House, sources: &Sources, sink: &S, made: &(dyn Fn(usize) + Sync)) -> Result<Vec<Diagnostic>, S::Error>
where
    S::Error: Send,
{
    let done = AtomicUsize::new(0);
    let found: Result<Vec<Vec<Diagnostic>>, S::Error> = house
        .plan
        .outputs
        .par_iter()
        .filter_map(|output| Some((output, make::make(house, output)?)))
        .map(|(output, page)| {
            let mut found = page.diagnostics;
            if found.is_empty()
                && let Some(unfit) = sink.stage(&output.path, page.body)?
                && let Key::File(source) = &output.key
            {
                found.push(check::unmade_picture(source, &unfit));
            }
            made(done.fetch_add(1, Ordering::Relaxed) + 1);
            Ok(found)
        })
        .collect();
    let mut diagnostics: Vec<Diagnostic> = found?.into_iter().flatten().collect();
    sort(&mut diagnostics, sources);
    Ok(diagnostics)
}

/// Whether anything found stops a build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Every lint that any stage or rule can raise, in the order of the stages.
pub fn lints() -> Vec<&'static Lint> {
    let rules = check::RULES.iter().map(|rule| rule.lint);
    let before = [content::LINTS, parse::LINTS, theme::LINTS, link::LINTS].into_iter().flatten().copied();
    before.chain(rules).chain(plan::LINTS.iter().copied()).collect()
}
