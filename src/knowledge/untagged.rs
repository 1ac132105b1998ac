//! Files of the site that those who use a screen reader may not be able to read.

use std::sync::Arc;

use crate::site::{Address, RecordId};

/// Such a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Untagged {
    pub file: File,
    /// Whether it is known not to be tagged; else nobody has said.
    pub known: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub enum File {
    /// The file of a document of a case.
    Document(Address),
    /// One that a body leads to, by its path, and the first record that does.
    Linked { from: RecordId, path: Arc<str> },
}
