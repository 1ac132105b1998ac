//! The addresses of what readers are not shown, or not as any other: a link to one of them says so on every page, whatever its words are.

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::Routes;
use crate::output::Key;
use crate::site::{Address, RecordId, Site, State};

/// Empty on most sites that readers are given, which costs their pages nothing.
#[derive(Debug, Default)]
pub struct Held {
    /// By the address of its page, or of its place on the page that it stands on.
    at: FxHashMap<String, (RecordId, State)>,
    /// The same addresses, to be looked for in a page.
    any: Option<AhoCorasick>,
    /// What stands before an address that is whole.
    origin: Option<String>,
}

impl Held {
    pub fn of(site: &Site, routes: &Routes) -> Self {
        let held = || site.all().filter(|(_, record)| record.state.held().is_some());
        let languages = 0..routes.languages.len() as u16;
        let to = |(record, found): (RecordId, &crate::site::Record)| {
            let state = found.state;
            languages.clone().map(move |lang| (routes.to(site, Address { record, part: None }, lang), (record, state)))
        };
        let at: FxHashMap<String, (RecordId, State)> = held().flat_map(to).collect();
        // So many addresses that they cannot be looked for at once are looked for link by link.
        let any = if at.is_empty() { None } else { AhoCorasick::new(at.keys()).ok() };
        Self { at, any, origin: routes.origin.clone() }
    }

    /// Whether a page may lead to any of it: most pages of a site do not, and need not be read as HTML again.
    pub fn may_be_in(&self, page: &str) -> bool {
        !self.is_empty() && self.any.as_ref().is_none_or(|any| any.is_match(page))
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// The state of what an address leads to, or to something below or inside it. What a page about `own` tells of itself it tells once.
    pub fn state(&self, address: &str, own: Option<RecordId>) -> Option<State> {
        let address = self.origin.as_deref().and_then(|origin| address.strip_prefix(origin)).unwrap_or(address);
        let path = address.split(['#', '?']).next().unwrap_or("");
        let folders = path.rmatch_indices('/').map(|(at, _)| &path[..=at]);
        let (record, state) = std::iter::once(address).chain(folders).find_map(|one| self.at.get(one))?;
        (own != Some(*record)).then_some(*state)
    }
}

/// The record that an output is the page of, whole or of something in it.
pub fn own(site: &Site, key: &Key) -> Option<RecordId> {
    match key {
        Key::Record { record, .. } => Some(*record),
        // The list of what belongs to a topic is the topic's page, and an extract tells what its record's page does.
        Key::Page { page: "members" | super::view::EXTRACT, about, .. } => {
            let (folder, id) = about.split_once('/')?;
            site.get(folder, id)
        }
        _ => None,
    }
}
