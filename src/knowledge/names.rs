//! The names and wrong forms that documents use: which document says what.

use crate::content::organisation::Organisation;
use crate::content::term::Term;
use crate::site::{Address, Record, RecordId};

/// How many documents are kept of those that use a name; of the rest the number is known.
pub const DOCUMENTS: usize = 3;

/// A record whose names, or a term whose wrong forms, stand in documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub record: RecordId,
    /// In the order in which the record has its names.
    pub uses: Vec<Use>,
}

/// A name in documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Its place among [`names`] or [`wrong_forms`].
    pub name: u32,
    /// How many documents use it.
    pub count: u32,
    /// The first of them, [`DOCUMENTS`] at most.
    pub documents: Vec<Address>,
}

/// Every name of a record: its title, its other names, and the names of an organisation over time.
pub fn names(record: &Record) -> impl Iterator<Item = &str> {
    let over_time = record.is::<Organisation>().into_iter().flat_map(|organisation| &organisation.names);
    let aliases = record.common.aliases.iter().map(|alias| &**alias);
    std::iter::once(&*record.common.title).chain(aliases).chain(over_time.map(|name| &*name.title))
}

/// Whether a record has more names than its title: what has one name only is called by it.
pub fn has_several(record: &Record) -> bool {
    names(record).nth(1).is_some()
}

/// The forms of a term that are miswritten.
pub fn wrong_forms(record: &Record) -> impl Iterator<Item = &str> {
    record.is::<Term>().into_iter().flat_map(|term| &term.wrong_forms).map(|form| &**form)
}

/// What documents call a record, of a list that is in the order of records.
pub fn of(named: &[Named], record: RecordId) -> Option<&Named> {
    named.binary_search_by_key(&record, |one| one.record).ok().map(|at| &named[at])
}
