//! What stands inside a record, in the order of the file, and found by id or place at once: a follow-up can hold ten thousand actions.

use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Part;
use crate::span::Span;

/// The parts of a record.
#[derive(Debug, Default)]
pub struct Parts {
    list: Vec<Part>,
    by_id: FxHashMap<Arc<str>, u32>,
    by_span: FxHashMap<Span, u32>,
    /// Where each begins, in the order of the file.
    starts: Vec<u32>,
}

impl Parts {
    /// Parts that have an id each, one of a kind.
    pub fn new(list: Vec<Part>) -> Self {
        let by_id = (0..).zip(&list).map(|(at, part)| (part.id.clone(), at)).collect();
        let mut by_span = FxHashMap::default();
        for (at, part) in (0..).zip(&list) {
            // Of two that begin alike the first holds.
            by_span.entry(part.span).or_insert(at);
        }
        let mut starts: Vec<u32> = list.iter().map(|part| part.span.start).collect();
        starts.sort_unstable();
        Self { list, by_id, by_span, starts }
    }

    /// The place of the part with this id.
    pub fn named(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The place of the part that stands at a span.
    pub fn at(&self, span: Span) -> Option<u32> {
        self.by_span.get(&span).copied()
    }

    /// Where the next part begins after a place in the file.
    pub fn next_after(&self, start: u32) -> Option<u32> {
        self.starts.get(self.starts.partition_point(|next| *next <= start)).copied()
    }
}

impl Deref for Parts {
    type Target = [Part];
    fn deref(&self) -> &[Part] {
        &self.list
    }
}
