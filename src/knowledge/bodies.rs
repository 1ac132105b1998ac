//! The bodies that readers can ask.

use crate::site::{Address, RecordId};

/// Organisations that something is said of, and what they lack.
#[derive(Debug, Default, PartialEq)]
pub struct Bodies {
    /// Those with roles, a remit or duties, and groups of the municipality. Its own come first, those that decide before those that carry
    /// out, then by title.
    pub told: Vec<RecordId>,
    /// Roles that a document says were not filled, in the order of the bodies.
    pub vacancies: Vec<Address>,
}
