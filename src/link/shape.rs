//! Whether two sites offer references the same things to lead to.

use std::sync::Arc;

use crate::site::{Record, Site};

/// Whether every reference and link that stands in both sites leads to the same in both, known by the same number.
pub fn is_same(a: &Site, b: &Site) -> bool {
    a.records.len() == b.records.len()
        && a.records
            .list()
            .iter()
            .zip(b.records.list())
            .all(|((at, a), (place, b))| at == place && (Arc::ptr_eq(a, b) || offers_same(a, b)))
        && a.hidden == b.hidden
        && a.broken == b.broken
        && a.unread == b.unread
        && same_keys(&a.blobs, &b.blobs)
        && same_keys(&a.stored, &b.stored)
}

/// Whether a reference to something in one record leads to the same in the other.
fn offers_same(a: &Record, b: &Record) -> bool {
    stands_same(a, b) && holds_same(a, b)
}

/// Whether a reference to one record leads to the other.
pub fn stands_same(a: &Record, b: &Record) -> bool {
    a.kind.name == b.kind.name && a.id == b.id && a.path == b.path && a.follows == b.follows
}

/// Whether the same stands inside both, at the same places, and may stand there unread.
pub fn holds_same(a: &Record, b: &Record) -> bool {
    a.gaps == b.gaps
        && a.parts.len() == b.parts.len()
        && a.parts.iter().zip(&*b.parts).all(|(a, b)| a.decl.key == b.decl.key && a.id == b.id)
}

fn same_keys<V>(a: &rustc_hash::FxHashMap<Arc<str>, V>, b: &rustc_hash::FxHashMap<Arc<str>, V>) -> bool {
    a.len() == b.len() && a.keys().all(|key| b.contains_key(key))
}
