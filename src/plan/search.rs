//! The search: whether a site has one, and which pages it covers.

use super::view;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::output::{Key, Output};
use crate::site::{Site, State};
use crate::source::Audience;

pub static LARGE_SEARCH: Lint = Lint {
    name: "large-search",
    severity: Severity::Warning,
    title: Both("Sökning över många sidor", "Search over many pages"),
    why: Both(
        "Sökningen görs om varje gång en text ändras: 5 000 sidor tog 17 sekunder och 1,8 GB minne när det mättes.",
        "The search is made anew whenever a text changes: 5,000 pages took 17 seconds and 1.8 GB of memory when it was measured.",
    ),
    manual: Both(
        "Sökningen omfattar sidorna om poster, mål och handlingars texter, men inte listor. Räcker datorns tid och minne, säg hur många sidor det får bli; annars stäng av sökningen. Då visar söksidan A–Ö, ämnen och ärenden i stället. I site.toml:\n\nsearch-pages = 10000\n\neller\n\nsearch = false",
        "The search covers the pages about records, goals and the texts of documents, but no lists. If the computer has the time and memory, say how many pages it may cover; otherwise turn the search off. Then the search page shows A–Ö, topics and cases instead. In site.toml:\n\nsearch-pages = 10000\n\nor\n\nsearch = false",
    ),
};

/// How many pages a search covers before the build warns, unless the site says another number.
const MANY: usize = 5000;

/// Whether readers of the built site can search: the site has not turned it off, and the program was made with it.
pub fn is_on(site: &Site) -> bool {
    cfg!(feature = "search") && site.config.search.unwrap_or(true) && site.audience != Audience::Reviewers
}

/// Whether a page is found by searching. Lists repeat what they lead to, and what is withdrawn, a draft or moved is nobody's answer.
pub fn covers(site: &Site, output: &Output) -> bool {
    let is_shown = |folder, id| site.get(folder, id).is_some_and(|record| site.record(record).state == State::Published);
    match &output.key {
        _ if !output.path.ends_with(".html") => false,
        Key::Record { record, .. } => site.record(*record).state == State::Published,
        Key::Page { page: "members", about, number: 1, .. } => about.split_once('/').is_some_and(|(folder, id)| is_shown(folder, id)),
        Key::Page { page, number: 1, .. } => *page == "glossary" || view::tells_of_the_whole(page),
        _ => false,
    }
}

/// How many of these pages the search covers; none when there is no search.
pub fn count<'o>(site: &Site, outputs: impl IntoIterator<Item = &'o Output>) -> usize {
    if is_on(site) { outputs.into_iter().filter(|output| covers(site, output)).count() } else { 0 }
}

/// Warns of a search over very many pages, at the line that would change it.
pub fn weigh(site: &Site, pages: usize) -> Option<Diagnostic> {
    let many = site.config.search_pages.and_then(|pages| usize::try_from(pages).ok()).unwrap_or(MANY);
    (pages > many).then(|| {
        Diagnostic::new(
            &LARGE_SEARCH,
            site.config_span,
            format!("Sökningen omfattar {pages} sidor, fler än {many}."),
            format!("The search covers {pages} pages, more than {many}."),
        )
        .help(
            "Stäng av den, om bygget tar för lång tid eller för mycket minne.",
            "Turn it off if the build takes too long or too much memory.",
        )
        .paste("search = false".to_owned())
        .help(
            format!("Är det som det ska vara: skriv search-pages = {pages} eller mer."),
            format!("If this is as it should be: write search-pages = {pages} or more."),
        )
    })
}
