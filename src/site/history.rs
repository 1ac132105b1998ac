//! What became different in the site, edition by edition.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::RecordId;
use crate::content::changes::{Change, Changes};

/// The changes that these readers may be told of.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// As they stand in their file, the latest last.
    told: Option<Arc<Changes>>,
    /// The latest first: place in the file, and the record that the change is about, if it is still there.
    order: Vec<(u32, Option<RecordId>)>,
    /// Places in `order` of the changes of each record.
    of: FxHashMap<RecordId, Vec<u32>>,
}

impl History {
    /// The changes of the file at these places, each with its record. Those of one day stand as in the file, the last one first.
    pub fn new(told: Arc<Changes>, mut shown: Vec<(u32, Option<RecordId>)>) -> Self {
        shown.sort_by_key(|(at, _)| std::cmp::Reverse((told.changes[*at as usize].date.date(), *at)));
        let mut of: FxHashMap<RecordId, Vec<u32>> = FxHashMap::default();
        for (place, record) in (0..).zip(&shown) {
            if let Some(record) = record.1 {
                of.entry(record).or_default().push(place);
            }
        }
        Self { told: Some(told), order: shown, of }
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// All of them, the latest first, each with its record; none when that is gone.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (Option<RecordId>, &Change)> + DoubleEndedIterator {
        let changes = self.changes();
        self.order.iter().map(|(at, record)| (*record, &changes[*at as usize]))
    }

    /// The places of all of them in their file.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.order.iter().map(|(at, _)| *at as usize)
    }

    fn changes(&self) -> &[Change] {
        self.told.as_ref().map_or(&[], |told| &told.changes)
    }

    /// Those of a record, the latest first.
    pub fn of(&self, record: RecordId) -> impl ExactSizeIterator<Item = &Change> + DoubleEndedIterator {
        let (changes, places) = (self.changes(), self.of.get(&record).map_or(&[][..], Vec::as_slice));
        places.iter().map(|place| &changes[self.order[*place as usize].0 as usize])
    }

    /// The day when a record last changed, as far as anybody has told.
    pub fn last(&self, record: RecordId) -> Option<Date> {
        self.of(record).next().map(|change| change.date.date())
    }
}
