//! What a municipality tells: the kinds, one file each, and the values that they are made of.
//!
//! To add a kind: one file with its [`record!`] and its `KIND`, and one line in [`KINDS`].

pub mod columns;
pub mod common;
pub mod datum;
pub mod field;
pub mod item;
pub mod patches;
pub mod read;
pub mod reason;
pub mod schema;
pub mod shape;
pub mod skeleton;
pub mod value;

pub mod accessibility;
pub mod agreement;
pub mod budget;
pub mod case;
pub mod changes;
pub mod guide;
pub mod indicator;
pub mod news;
pub mod organisation;
pub mod page;
pub mod process;
pub mod project;
pub mod publication;
pub mod result;
pub mod service;
pub mod site;
pub mod strategy;
pub mod target_group;
pub mod term;
pub mod topic;
pub mod translation;

use std::any::Any;
use std::sync::Arc;

use crate::diagnostic::{Both, Lint, fold};
use datum::Datum;
use field::{FieldDecl, Record};
use item::Table;
use read::Reading;

/// Every kind of record, in the order in which registers and manuals list them.
pub const KINDS: &[&Kind] = &[
    &strategy::KIND,
    &result::KIND,
    &agreement::KIND,
    &indicator::KIND,
    &service::KIND,
    &guide::KIND,
    &case::KIND,
    &budget::KIND,
    &project::KIND,
    &organisation::KIND,
    &process::KIND,
    &publication::KIND,
    &news::KIND,
    &page::KIND,
    &topic::KIND,
    &target_group::KIND,
    &term::KIND,
];

/// The lints that reading a value can raise.
pub const LINTS: &[&Lint] = &[
    &read::UNKNOWN_KEY,
    &read::MISSING_KEY,
    &read::WRONG_TYPE,
    &read::VALUE_NOT_ALLOWED,
    &read::MALFORMED_VALUE,
    &value::IMPOSSIBLE_DATE,
    &value::IMPOSSIBLE_PERIOD,
];

/// The fields of a record.
pub type Fields = fn() -> &'static [FieldDecl];

/// A kind of record, as declared once.
#[derive(Debug)]
pub struct Kind {
    /// The key of a record of this kind in a shared file, and the name of its template: `strategy`.
    pub name: &'static str,
    /// The folder under `content/`, and the shared file's name: `strategies`.
    pub folder: &'static str,
    /// One of them, in running text: "strategi".
    pub one: Both,
    /// Many of them, as a heading: "Styrande planer".
    pub many: Both,
    /// What the kind holds, in one sentence.
    pub about: Both,
    /// First part of its pages' addresses unless `site.toml` says otherwise.
    pub address: &'static str,
    /// Whether a body in Markdown belongs to it.
    pub prose: bool,
    /// The key of the records that a table in the body can hold, and their fields: the actions of a result.
    pub rows: Option<(&'static str, Fields)>,
    /// The keys of the records that the tables of a spreadsheet can hold, and their fields: the values of a measure.
    pub sheets: &'static [(&'static str, Fields)],
    /// The kind's own keys, without the common ones.
    pub fields: Fields,
    /// Reads the kind's own keys.
    pub read: fn(&Table, &mut Reading) -> Option<Arc<dyn Content>>,
}

/// What is particular to a record of some kind.
pub trait Content: Any + Send + Sync + std::fmt::Debug {
    fn lower(&self) -> Datum<'_>;
    fn as_any(&self) -> &dyn Any;
}

impl<T: Record + Send + Sync + std::fmt::Debug + 'static> Content for T {
    fn lower(&self) -> Datum<'_> {
        Datum::of(self)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Reads a kind's own keys as its typed record.
pub fn read_as<T: Record + Content>(table: &Table, reading: &mut Reading) -> Option<Arc<dyn Content>> {
    Some(Arc::new(T::read(table, reading)?))
}

impl Kind {
    /// Whether its records can have an own key of this name.
    pub fn has(&self, key: &str) -> bool {
        (self.fields)().iter().any(|decl| decl.key == key)
    }

    /// Its place in the order of the site.
    pub fn order(&self) -> usize {
        KINDS.iter().position(|known| known.name == self.name).unwrap_or(KINDS.len())
    }

    /// The kind of a folder under `content/`.
    pub fn of_folder(folder: &str) -> Option<&'static Kind> {
        KINDS.iter().copied().find(|kind| kind.folder == folder)
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<&'static Kind> {
        KINDS.iter().copied().find(|kind| kind.name == name)
    }

    /// The kind that people mean by a word: its name, its folder, or what it is called in Swedish or English, with or without å, ä and ö.
    pub fn called(word: &str) -> Option<&'static Kind> {
        let folded = fold(word);
        let names = |kind: &Kind| [kind.name, kind.folder, kind.one.0, kind.one.1, kind.many.0, kind.many.1, kind.address];
        KINDS.iter().copied().find(|kind| names(kind).into_iter().any(|name| fold(name) == folded))
    }
}
