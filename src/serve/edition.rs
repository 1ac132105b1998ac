//! One edition of the site: what was read, the house that was built from it, and what is wrong with it.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashSet;

use crate::check::RULES;
use crate::diagnostic::{Diagnostic, sort};
use crate::house::House;
use crate::pipeline::{self, Raised};
use crate::source::{Sources, Text};
use crate::span::SourceId;

/// Never changed once made.
#[derive(Clone)]
pub struct Edition {
    /// When the preview began, so that a page from an earlier run knows that it is old.
    began: u128,
    number: u64,
    pub sources: Sources,
    pub house: Arc<House>,
    raised: Arc<Raised>,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the site is made for another day than today.
    pub other_day: bool,
    /// Every base path that this run has shown, so that an open page is found again after `site.toml` was broken or mended.
    pub bases: Vec<String>,
}

impl Edition {
    /// The first edition, before the rules have been asked.
    pub fn first(sources: Sources, other_day: bool) -> Self {
        let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        let raised = pipeline::raise(&sources, None);
        let diagnostics = raised.first_findings(&sources);
        Self::of(raised, diagnostics, sources, other_day, (began, 1), &[])
    }

    /// The edition after this one; None when the sources are the same. Until the rules have been asked, what they said of files that are as
    /// they were still stands.
    pub fn next(&self, sources: Sources) -> Option<Self> {
        if same(&self.sources, &sources) {
            return None;
        }
        // On a new day nothing stands of what was worked out for the day before.
        let same_day = self.sources.today == sources.today;
        let raised = pipeline::raise(&sources, same_day.then_some((&*self.raised, &self.sources)));
        let mut diagnostics = raised.first_findings(&sources);
        let by_rule: FxHashSet<&str> = RULES.iter().map(|rule| rule.lint.name).collect();
        let were: Vec<&Diagnostic> = self.diagnostics.iter().filter(|found| same_day && by_rule.contains(found.lint.name)).collect();
        let told_of: FxHashSet<SourceId> = were.iter().map(|found| found.span.source).collect();
        let is_same = |is: &&Text| told_of.contains(&is.id) && self.sources.text(&is.path).is_some_and(|was| was.is(is));
        let same: FxHashSet<SourceId> = sources.texts.iter().filter(is_same).map(|text| text.id).collect();
        let before = were.into_iter().filter(|found| same.contains(&found.span.source)).cloned();
        diagnostics.extend(before);
        sort(&mut diagnostics, &sources);
        Some(Self::of(raised, diagnostics, sources, self.other_day, (self.began, self.number + 1), &self.bases))
    }

    fn of(
        raised: Raised,
        diagnostics: Vec<Diagnostic>,
        sources: Sources,
        other_day: bool,
        (began, number): (u128, u64),
        before: &[String],
    ) -> Self {
        let house = raised.house.clone();
        let mut bases = before.to_vec();
        if !bases.contains(&house.plan.routes.base) {
            bases.push(house.plan.routes.base.clone());
        }
        Self { began, number, sources, house, raised: Arc::new(raised), diagnostics, other_day, bases }
    }

    /// The same edition after the rules have been asked. It counts as a new one only when they said something that was not shown.
    pub fn looked_through(&self) -> Self {
        let diagnostics = self.raised.findings(&self.sources);
        let number = self.number + u64::from(diagnostics != self.diagnostics);
        Self { number, diagnostics, ..self.clone() }
    }

    /// Whether this is an edition of these very sources.
    pub fn holds(&self, sources: &Sources) -> bool {
        same(&self.sources, sources)
    }

    /// What an open page compares itself with.
    pub fn name(&self) -> String {
        format!("{}-{}", self.began, self.number)
    }

    pub fn has_errors(&self) -> bool {
        pipeline::has_errors(&self.diagnostics)
    }
}

fn same(a: &Sources, b: &Sources) -> bool {
    a.today == b.today
        && a.blobs == b.blobs
        && a.unread == b.unread
        && a.texts.len() == b.texts.len()
        && a.texts.iter().zip(&b.texts).all(|(a, b)| a.is(b))
}
