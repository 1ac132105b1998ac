//! What is new of a record while the site stands.

use std::sync::Arc;

use super::{Record, RecordId, Site};

/// The common keys by which other pages call a record.
pub const NAME: &[&str] = &["title", "summary"];

/// A record of which other pages may tell something else than before.
#[derive(Clone, Debug)]
pub struct Revision {
    pub record: RecordId,
    pub change: Change,
    /// The keys that say something else; of one that came or went, all that say anything.
    pub keys: Vec<&'static str>,
    /// Whether its body has other headings, words under others of them, or other links.
    pub outline: bool,
    /// Whether other things stand inside it, or the same at other places.
    pub parts: bool,
    /// Whether its file has errors and had none, or has none any more.
    pub sound: bool,
    /// The records that it refers to in another way than before, each once and in order.
    pub led: Vec<RecordId>,
    /// Whether it referred to one that is there no more.
    pub lost: bool,
}

/// What became of a record.
#[derive(Clone, Debug)]
pub enum Change {
    Edited,
    Came,
    /// It is there no more; it was this.
    Went(Arc<Record>),
}

impl Revision {
    /// One of a record that is another in nothing yet.
    pub fn new(record: RecordId, change: Change) -> Self {
        Self { record, change, keys: Vec::new(), outline: false, parts: false, sound: false, led: Vec::new(), lost: false }
    }

    /// Leaves out of what it leads to the records that are there no more.
    pub fn lose(&mut self, site: &Site) {
        let led = self.led.len();
        self.led.retain(|to| site.records.get(*to).is_some());
        self.lost |= self.led.len() < led;
    }

    /// The record as it is, or was when it is there no more.
    pub fn of<'a>(&'a self, site: &'a Site) -> &'a Record {
        match &self.change {
            Change::Went(record) => record,
            _ => site.record(self.record),
        }
    }

    /// Whether it was there before, and still is.
    pub fn is_edit(&self) -> bool {
        matches!(self.change, Change::Edited)
    }

    pub fn went(&self) -> bool {
        matches!(self.change, Change::Went(_))
    }

    /// Whether other pages may tell anything else because of it.
    pub fn tells(&self) -> bool {
        !self.is_edit() || !self.keys.is_empty() || self.outline || self.parts || self.sound
    }

    /// Whether nothing is new but what it is called.
    pub fn is_of_name(&self) -> bool {
        let same = self.is_edit() && !self.outline && !self.parts && !self.sound && self.led.is_empty() && !self.lost;
        same && self.keys.iter().all(|key| NAME.contains(key))
    }

    /// The record if it is there, those that it refers to in another way, and those that refer to something inside it that may stand at
    /// another place.
    pub fn reached(&self, site: &Site) -> Vec<RecordId> {
        let into = site.backlinks_to(self.record).iter().filter(|backlink| self.parts && backlink.part.is_some());
        let own = (!self.went()).then_some(self.record);
        own.into_iter().chain(self.led.iter().copied()).chain(into.map(|backlink| backlink.from)).collect()
    }
}
