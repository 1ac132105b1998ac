//! What is new in a record that is edited while the site stands.

use super::RecordId;

/// The common keys by which other pages call a record.
pub const NAME: &[&str] = &["title", "summary"];

/// A record of which other pages may tell something else than before.
#[derive(Clone, Debug)]
pub struct Revision {
    pub record: RecordId,
    /// The keys that say something else: those of [`NAME`], and those of its kind.
    pub keys: Vec<&'static str>,
}

impl Revision {
    /// Whether nothing is new but what it is called.
    pub fn is_of_name(&self) -> bool {
        self.keys.iter().all(|key| NAME.contains(key))
    }
}
