//! What rules find in a document, kept with it for as long as what they go by is the same.

use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Diagnostic;

/// The findings of one document, and the fingerprint of what was gone by. Most documents have none, and keep next to nothing.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Option<(u64, Box<[Diagnostic]>)>>);

impl Kept {
    /// The findings as kept, or as `find` finds them when something else was gone by then.
    pub fn or_find(&self, by: u64, find: impl FnOnce() -> Vec<Diagnostic>) -> Vec<Diagnostic> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = kept().as_ref().filter(|(then, _)| *then == by) {
            return found.to_vec();
        }
        let found = find();
        *kept() = Some((by, found.clone().into_boxed_slice()));
        found
    }
}
