//! What can be made, as plain data, and what a template may see of it. Nothing is made here.

mod edition;
pub mod feeds;
pub mod held;
mod links;
mod names;
mod outputs;
pub mod pages;
mod patch;
mod renew;
mod routes;
pub mod search;
pub mod serving;
pub mod sitemap;
pub mod view;
pub mod wording;

use std::sync::Arc;

use imbl::Vector;
use tera::Value;

use crate::diagnostic::{Diagnostic, Lint};
use crate::knowledge::Knowledge;
use crate::markdown::{Abbreviations, Labels};
use crate::output::Output;
use crate::site::Site;
use crate::theme::Theme;

pub use edition::edition;
pub use links::BROKEN_ADDRESS;
use outputs::All;
pub use outputs::{Capitals, List, Outputs, Whole};
pub use renew::{TOLD_AGAIN, renew, told_again};
pub use routes::Routes;

/// The lints that this stage raises.
pub const LINTS: &[&Lint] = &[
    &outputs::DUPLICATE_ADDRESS,
    &links::BROKEN_ADDRESS,
    &names::IMPOSSIBLE_PATH,
    &names::LONG_PATH,
    &edition::VANISHED_PAGE,
    &search::LARGE_SEARCH,
];

/// Everything that can be made, and what all pages share.
#[derive(Debug)]
pub struct Plan {
    pub routes: Routes,
    /// Sorted by path.
    pub outputs: Vector<Output>,
    pub capitals: Arc<Capitals>,
    /// For each list that goes by what others list, how many outputs count.
    pub counts: Vec<usize>,
    /// How many pages the search covers.
    pub searched: usize,
    /// What several formats list for the site as a whole.
    pub whole: Arc<Whole>,
    /// The words of all lists of words as templates see them, one table for each language.
    pub words: Vec<view::Words>,
    /// Each record as it stands in a list or behind a reference, in the main language; made once, shared by every page.
    pub cards: view::Cards,
    /// `site` of the view, one for each language.
    pub shared: Vec<Value>,
    /// Where other languages are, of pages that only one has; one for each language.
    pub languages: Vec<Value>,
    /// Abbreviations and what they mean, for the first mention on a page.
    pub abbreviations: Abbreviations,
    /// What links say of what readers are not shown.
    pub held: Arc<held::Held>,
    /// A list of nothing, as templates see it; one for all.
    pub empty: Value,
    /// The words that bodies add to themselves, one set for each language.
    pub labels: Vec<Labels>,
}

impl Plan {
    /// The output at a path of the built site.
    pub fn output(&self, path: &str) -> Option<&Output> {
        self.outputs.binary_search_by(|output| output.path.as_str().cmp(path)).ok().map(|at| &self.outputs[at])
    }
}

/// Lists what can be made of a site, by the lists of all formats.
pub fn plan(site: &Site, knowledge: &Knowledge, theme: &Theme, lists: &[List]) -> (Plan, Vec<Diagnostic>) {
    let routes = Routes::of(site).for_theme(site, theme);
    let whole = Whole::of(site, knowledge, &routes);
    let (All { outputs, capitals, counts }, mut diagnostics) = outputs::outputs((site, knowledge), theme, &routes, &whole, lists);
    diagnostics.extend(links::check(site, &routes, &outputs));
    diagnostics.extend(edition::vanished(site, &routes, &outputs));
    let searched = search::count(site, &outputs);
    diagnostics.extend(search::weigh(site, searched));
    let words: Vec<_> = routes.languages.iter().map(|code| view::words(&theme.language(code).strings, code)).collect();
    let cards = view::Cards::new(site.records.len());
    let shared = view::shared(site, theme, &routes);
    let languages = (0..routes.languages.len()).map(|lang| view::languages_of_others(theme, &routes, lang as u16)).collect();
    let abbreviations = view::abbreviations(site);
    let labels = view::labels(theme, &routes);
    let empty = Value::from(Vec::<Value>::new());
    let held = Arc::new(held::Held::of(site, &routes));
    let (whole, capitals) = (Arc::new(whole), Arc::new(capitals));
    (
        Plan { routes, outputs, capitals, counts, searched, whole, words, cards, shared, languages, abbreviations, held, empty, labels },
        diagnostics,
    )
}
