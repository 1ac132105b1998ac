//! The search index: the words of every page that the search covers, for the readers' browsers. Made by pagefind from what readers read,
//! which is `<main>`; by what a search can be narrowed comes from the records.
//!
//! While pages are made only the fingerprint of each is kept. Where the words of any have changed, all are made once more in the order of
//! their paths: memory holds a few at a time, and the index is the same whatever thread made which page first.

#[cfg(feature = "search")]
mod index;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::house::House;
use crate::output::{Body, Key, Output, Sink};
use crate::photo::Unfit;
use crate::plan::view::{self, Searched};

/// Passes outputs on to another sink, and looks at every page that the search covers.
pub struct Search<'a, S> {
    house: &'a House,
    sink: &'a S,
    /// Fingerprints of what the search is told of each page, by path.
    seen: Mutex<BTreeMap<String, blake3::Hash>>,
}

/// A file by its path in the built site.
pub type File = (String, Vec<u8>);

impl<'a, S: Sink> Search<'a, S> {
    pub fn new(house: &'a House, sink: &'a S) -> Self {
        Self { house, sink, seen: Mutex::default() }
    }

    /// How many pages the search covers, once all are made.
    pub fn pages(&self) -> usize {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// What the index is made of, as one name: addresses, words, what they can be narrowed by, and the program by its name.
    pub fn fingerprint(&self, program: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(program.as_bytes());
        hasher.update(self.house.plan.routes.base.as_bytes());
        for (path, page) in self.seen.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            hasher.update(path.as_bytes()).update(&[0]).update(page.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// The tables of what leads straight to a page, and those of the words that a reader may have meant, for each language of the site.
    pub fn tables(&self) -> Vec<File> {
        let routes = &self.house.plan.routes;
        let languages = 0..routes.languages.len() as u16;
        let tables = languages.flat_map(|lang| {
            let view = self.house.view(lang);
            let shortcuts = (0..).zip(view::shortcuts(&view)).map(|(number, table)| (routes.shortcuts(lang, number), json(&table)));
            let spellings = (0..).zip(view::spellings(&view)).map(|(number, table)| (routes.spellings(lang, number), json(&table)));
            shortcuts.chain(spellings).collect::<Vec<_>>()
        });
        tables.collect()
    }

    /// Makes the files of the index. `added` hears how many pages are in it so far. An error is pagefind's own, in its words.
    #[cfg(feature = "search")]
    pub fn index(&self, added: &dyn Fn(usize)) -> Result<Vec<File>, String> {
        let paths: Vec<String> = self.seen.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect();
        index::index(self.house, &paths, added)
    }

    #[cfg(not(feature = "search"))]
    pub fn index(&self, _: &dyn Fn(usize)) -> Result<Vec<File>, String> {
        Ok(Vec::new())
    }

    /// The fingerprint of what the search is told of a page; None of a page that it does not cover.
    fn look(&self, path: &str, page: &[u8]) -> Option<blake3::Hash> {
        let told = told(self.house, self.house.plan.output(path)?)?;
        let mut hasher = blake3::Hasher::new();
        for part in told.filters.iter().flat_map(|(name, value)| [*name, value]).chain(told.words.iter().map(String::as_str)) {
            hasher.update(part.as_bytes()).update(&[0]);
        }
        hasher.update(words(page));
        Some(hasher.finalize())
    }
}

impl<S: Sink> Sink for Search<'_, S> {
    type Error = S::Error;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, S::Error> {
        if let Body::Bytes(page) = &body
            && let Some(seen) = self.look(path, page)
        {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), seen);
        }
        self.sink.stage(path, body)
    }
}

/// Words and numbers can always be written as JSON.
fn json(table: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(table).unwrap_or_default()
}

fn told(house: &House, output: &Output) -> Option<Searched> {
    match output.key {
        Key::Record { lang, .. } | Key::Page { lang, .. } => view::searched(&house.view(lang), output),
        Key::File(_) => None,
    }
}

/// The stretch of a page that holds `<main>`, and never less: what stands around it on every page changes nothing of the index.
fn words(page: &[u8]) -> &[u8] {
    let text = std::str::from_utf8(page).unwrap_or_default();
    match (text.find("<main"), text.rfind("</main>")) {
        (Some(from), Some(to)) if from < to => &page[from..to],
        _ => page,
    }
}
