//! What stands inside a record, in the order of the file, and found by id or place at once: a follow-up can hold ten thousand actions.

use std::ops::Deref;

use super::Part;
use crate::span::Span;

/// The parts of a record.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    list: Vec<Part>,
    /// Their places, in the order of their ids. Most records have few parts: a map would take more room than they.
    by_id: Vec<u32>,
    /// Their places, in the order of their spans.
    by_span: Vec<u32>,
    /// Where each begins, in the order of the file.
    starts: Vec<u32>,
}

impl Parts {
    /// Parts that have an id each, one of a kind.
    pub fn new(mut list: Vec<Part>) -> Self {
        list.shrink_to_fit();
        let mut by_id: Vec<u32> = (0..list.len() as u32).collect();
        let mut by_span = by_id.clone();
        by_id.sort_by(|a, b| list[*a as usize].id.cmp(&list[*b as usize].id));
        by_span.sort_by_key(|at| list[*at as usize].span);
        let mut starts: Vec<u32> = list.iter().map(|part| part.span.start).collect();
        starts.sort_unstable();
        Self { list, by_id, by_span, starts }
    }

    /// The place of the part with this id.
    pub fn named(&self, id: &str) -> Option<u32> {
        self.by_id.binary_search_by(|at| (*self.list[*at as usize].id).cmp(id)).ok().map(|at| self.by_id[at])
    }

    /// The place of the part that stands at a span.
    pub fn at(&self, span: Span) -> Option<u32> {
        // Of two that begin alike the first holds: sorting kept their order.
        let first = self.by_span.partition_point(|at| self.list[*at as usize].span < span);
        self.by_span.get(first).copied().filter(|at| self.list[*at as usize].span == span)
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
