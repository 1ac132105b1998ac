//! What stands inside a record, in the order of the file, and found by id or place at once: a follow-up can hold ten thousand actions.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::ops::Deref;

use rustc_hash::FxHasher;

use super::Part;
use crate::span::Span;

/// The parts of a record.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    list: Box<[Part]>,
    /// What is made of their ids, and their places, in that order. Most records have few parts: a map would take more room than they.
    by_id: Box<[(u32, u32)]>,
    /// Their places, in the order of their spans.
    by_span: Box<[u32]>,
    /// Where each begins, in the order of the file.
    starts: Box<[u32]>,
}

impl Parts {
    /// Parts that have an id each, one of a kind.
    pub fn new(list: Vec<Part>) -> Self {
        let mut by_id: Box<[(u32, u32)]> = (0..).zip(&list).map(|(at, part)| (hash(&part.id), at)).collect();
        let mut by_span: Box<[u32]> = (0..list.len() as u32).collect();
        by_id.sort_unstable();
        by_span.sort_by_key(|at| list[*at as usize].span);
        let mut starts: Box<[u32]> = list.iter().map(|part| part.span.start).collect();
        starts.sort_unstable();
        Self { list: list.into(), by_id, by_span, starts }
    }

    /// The place of the part with this id.
    pub fn named(&self, id: &str) -> Option<u32> {
        let wanted = hash(id);
        let first = self.by_id.partition_point(|(hash, _)| *hash < wanted);
        let alike = self.by_id[first..].iter().take_while(|(hash, _)| *hash == wanted);
        alike.map(|(_, at)| *at).find(|at| *self.list[*at as usize].id == *id)
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

/// By what an id is looked for: looking through ids themselves would follow an address at each step.
fn hash(id: &str) -> u32 {
    BuildHasherDefault::<FxHasher>::default().hash_one(id) as u32
}

impl Deref for Parts {
    type Target = [Part];
    fn deref(&self) -> &[Part] {
        &self.list
    }
}
