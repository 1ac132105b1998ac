//! What the documents call things: every name and every wrong form is looked for in all stored texts at once.

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Learnt;
use crate::content::case::Case;
use crate::knowledge::Knowledge;
use crate::knowledge::names::{DOCUMENTS, Named, Use, has_several, names, wrong_forms};
use crate::site::{Address, RecordId, Site, normal};

/// Whose word it is: the record, and the place of the word among its names or wrong forms.
type Owner = (RecordId, u32);

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut known = Words::default();
    for (id, record) in site.told() {
        if has_several(record) {
            let mut own = FxHashSet::default();
            let distinct = names(record).zip(0..).filter(|(name, _)| own.insert(normal(name).to_lowercase()));
            distinct.for_each(|(name, at)| known.add(name, (id, at), true));
        }
    }
    let mut named = known.found(site);
    // Several names are worth telling, one is not.
    named.retain(|named| named.uses.len() > 1);
    let mut known = Words::default();
    for (id, record) in site.told() {
        wrong_forms(record).zip(0..).for_each(|(form, at)| known.add(form, (id, at), false));
    }
    let wrong_forms = known.found(site);
    Box::new(move |knowledge| (knowledge.names, knowledge.wrong_forms) = (named.into(), wrong_forms.into()))
}

/// Words to look for, and whose each is.
#[derive(Default)]
struct Words {
    places: FxHashMap<String, usize>,
    owners: Vec<Vec<Owner>>,
}

impl Words {
    /// A word; `either`: whether it may begin with a capital or not, as in the beginning of a sentence.
    fn add(&mut self, word: &str, owner: Owner, either: bool) {
        let word = normal(word);
        let mut letters = word.chars();
        let other = letters.next().filter(|_| either).map(|first| {
            let turned: String = if first.is_uppercase() { first.to_lowercase().collect() } else { first.to_uppercase().collect() };
            turned + letters.as_str()
        });
        for word in other.into_iter().filter(|other| *other != word).chain([word.clone()]).filter(|word| !word.is_empty()) {
            let next = self.owners.len();
            let place = *self.places.entry(word).or_insert(next);
            if place == next {
                self.owners.push(Vec::new());
            }
            if !self.owners[place].contains(&owner) {
                self.owners[place].push(owner);
            }
        }
    }

    /// What stands in the stored texts, in the order of records. Of words that stand in each other the longest counts.
    fn found(&self, site: &Site) -> Vec<Named> {
        let mut words: Vec<(&String, &usize)> = self.places.iter().collect();
        words.sort_unstable_by_key(|(_, place)| **place);
        let searcher = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words.iter().map(|(word, _)| word));
        // A set of words too large to be searched for is no set of names.
        let Some(searcher) = searcher.ok().filter(|_| !words.is_empty()) else { return Vec::new() };
        let documents = documents(site);
        let met: Vec<FxHashSet<usize>> = documents.par_iter().map(|(_, text)| met(&searcher, text)).collect();
        let mut uses: FxHashMap<Owner, Use> = FxHashMap::default();
        for ((document, _), met) in documents.iter().zip(met) {
            // One document counts once for a name, also when it has it with and without a capital.
            let owners: FxHashSet<&Owner> = met.iter().flat_map(|place| &self.owners[*place]).collect();
            for owner in owners {
                let found = uses.entry(*owner).or_insert(Use { name: owner.1, count: 0, documents: Vec::new() });
                found.count += 1;
                if found.documents.len() < DOCUMENTS {
                    found.documents.push(*document);
                }
            }
        }
        grouped(uses)
    }
}

/// Uses of names by record, both in their order.
fn grouped(uses: FxHashMap<Owner, Use>) -> Vec<Named> {
    let mut uses: Vec<(Owner, Use)> = uses.into_iter().collect();
    uses.sort_unstable_by_key(|(owner, _)| *owner);
    let mut named: Vec<Named> = Vec::new();
    for ((record, _), found) in uses {
        match named.last_mut().filter(|last| last.record == record) {
            Some(last) => last.uses.push(found),
            None => named.push(Named { record, uses: vec![found] }),
        }
    }
    named
}

/// Every document with a stored text.
fn documents(site: &Site) -> Vec<(Address, &str)> {
    let cases = site.told().filter_map(|(id, record)| Some((id, record, record.is::<Case>()?)));
    let documents = cases.flat_map(|(id, record, case)| {
        let with_text = case.documents.iter().filter(|document| document.text.is_some());
        with_text.filter_map(move |document| Some(Address { record: id, part: Some(record.parts.named(&document.id.id)?) }))
    });
    documents.filter_map(|address| Some((address, &*site.document_text(address)?.text.content))).collect()
}

/// The words that stand in a text as words of their own; a genitive is one.
fn met(searcher: &AhoCorasick, text: &str) -> FxHashSet<usize> {
    let text = normal(text);
    let stands = |from: usize, to: usize| {
        let after = &text[to..];
        let after = after.strip_prefix('s').filter(|rest| !rest.starts_with(char::is_alphanumeric)).unwrap_or(after);
        !text[..from].ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    searcher.find_iter(&*text).filter(|found| stands(found.start(), found.end())).map(|found| found.pattern().as_usize()).collect()
}
