//! One edition of the site: what was read, the house that was built from it, and what is wrong with it.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::findings;
use crate::diagnostic::{Diagnostic, Lang};
use crate::house::House;
use crate::parse::Documents;
use crate::pipeline::{self, Built};
use crate::source::Sources;

/// Never changed once made.
pub struct Edition {
    /// When the preview began, so that a page from an earlier run knows that it is old.
    began: u128,
    number: u64,
    pub sources: Sources,
    pub house: Arc<House>,
    documents: Documents,
    pub diagnostics: Vec<Diagnostic>,
    /// What stands over every page while there are errors; else empty.
    pub banner: String,
    /// Every base path that this run has shown, so that an open page is found again after `site.toml` was broken or mended.
    pub bases: Vec<String>,
}

impl Edition {
    pub fn first(sources: Sources, lang: Lang) -> Self {
        let began = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis());
        let built = pipeline::build(&sources, None);
        Self::of(built, sources, lang, (began, 1), &[])
    }

    /// The edition after this one; None when the sources are the same.
    pub fn next(&self, sources: Sources, lang: Lang) -> Option<Self> {
        if same(&self.sources, &sources) {
            return None;
        }
        let built = pipeline::build(&sources, Some(&self.documents));
        Some(Self::of(built, sources, lang, (self.began, self.number + 1), &self.bases))
    }

    fn of(built: Built, sources: Sources, lang: Lang, (began, number): (u128, u64), before: &[String]) -> Self {
        let Built { house, documents, diagnostics } = built;
        let banner = findings::banner(&diagnostics, &sources, lang);
        let mut bases = before.to_vec();
        if !bases.contains(&house.plan.routes.base) {
            bases.push(house.plan.routes.base.clone());
        }
        Self { began, number, sources, house, documents, diagnostics, banner, bases }
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
    a.blobs == b.blobs
        && a.unread == b.unread
        && a.texts.len() == b.texts.len()
        && a.texts.iter().zip(&b.texts).all(|(a, b)| a.path == b.path && a.content == b.content)
}
