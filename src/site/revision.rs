//! What is new in a record that is edited while the site stands.

use super::{RecordId, Site};

/// The common keys by which other pages call a record.
pub const NAME: &[&str] = &["title", "summary"];

/// A record of which other pages may tell something else than before.
#[derive(Clone, Debug)]
pub struct Revision {
    pub record: RecordId,
    /// The keys that say something else.
    pub keys: Vec<&'static str>,
    /// Whether its body has other headings, words under others of them, or other links.
    pub outline: bool,
    /// Whether other things stand inside it, or the same at other places.
    pub parts: bool,
    /// The records that it refers to in another way than before, each once and in order.
    pub led: Vec<RecordId>,
}

impl Revision {
    /// Whether nothing is new but what it is called.
    pub fn is_of_name(&self) -> bool {
        !self.outline && !self.parts && self.led.is_empty() && self.keys.iter().all(|key| NAME.contains(key))
    }

    /// The record, those that it refers to in another way, and those that refer to something inside it that may stand at another place.
    pub fn reached(&self, site: &Site) -> Vec<RecordId> {
        let into = site.backlinks[self.record as usize].iter().filter(|backlink| self.parts && backlink.part.is_some());
        std::iter::once(self.record).chain(self.led.iter().copied()).chain(into.map(|backlink| backlink.from)).collect()
    }
}
