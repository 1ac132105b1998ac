//! What readers are given at a time, as it is written down beside the site that it lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::output::File;

/// Every file of a published site, by its path.
pub type Files = BTreeMap<String, File>;

/// One release of the site in one place: all that was put there, which tells our files from other people's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The first is 1. One that was taken back leaves its number to the next.
    pub number: u32,
    /// When, in UTC as RFC 3339 writes it.
    pub published: String,
    pub files: Files,
}

impl Release {
    /// The release that follows one, published now.
    pub fn after(before: Option<&Self>, files: Files) -> Self {
        let published = jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_default().to_string();
        Self { number: before.map_or(1, |before| before.number + 1), published, files }
    }

    /// As it is written down.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Paths, numbers and times are all that it is: JSON can hold them.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads what [`Release::to_bytes`] wrote; none when it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// What may stand where it is not known which of two releases does, since putting the second in place was cut off: a file that differs
/// between them has no fingerprint, and neither has one that only the first has, whether it is still there or not; its length is known.
pub fn either(one: Files, other: Files) -> Files {
    let mut files = one;
    for (_, gone) in files.iter_mut().filter(|(path, _)| !other.contains_key(*path)) {
        gone.fingerprint = None;
    }
    for (path, file) in other {
        let known = files.entry(path).or_default();
        if *known != file {
            *known = File::default();
        }
    }
    files
}
