//! The records of a site in their order, each known by a number.

use std::ops::Index;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Record, RecordId};

/// The records of a folder by id.
pub type Ids = FxHashMap<Arc<str>, RecordId>;

/// A record by its folder and id.
pub type Named = (&'static str, Arc<str>);

impl Record {
    pub fn named(&self) -> Named {
        (self.kind.folder, self.id.clone())
    }

    /// Whether all that its file says could be read.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && !self.gaps
    }
}

/// How many bits of a number are room at most: sixteen let a good hundred records come one after the other where one could.
const ROOM: u32 = 16;

/// What comes is given one of this many parts of the room that is left. Who adds one file adds the next after it: the larger part stays there.
const PART: u32 = 16;

/// Records sorted by their numbers. Between two numbers there is room for others, so that a record that comes while the site stands gives no
/// other a new one.
#[derive(Clone, Debug, Default)]
pub struct Records {
    list: Arc<Vec<(RecordId, Arc<Record>)>>,
    /// How many bits of a number were room when all were numbered.
    room: u32,
    /// How many records came since, and how many went.
    came: usize,
    went: usize,
}

impl Records {
    /// Numbers records that stand in their order. The same number of records always gets the same numbers.
    pub fn new(records: Vec<Arc<Record>>) -> Self {
        // A number more than there are records, so that there is room before the first and after the last.
        let room = (u32::MAX / (records.len() as u32 + 2)).max(1).ilog2().min(ROOM);
        let list = (1..).zip(records).map(|(at, record)| (at << room, record)).collect();
        Self { list: Arc::new(list), room, came: 0, went: 0 }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Record>> + ExactSizeIterator {
        self.list.iter().map(|(_, record)| record)
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Arc<Record>> {
        Arc::make_mut(&mut self.list).iter_mut().map(|(_, record)| record)
    }

    /// Each with its number.
    pub fn list(&self) -> &[(RecordId, Arc<Record>)] {
        &self.list
    }

    /// The records of each kind.
    pub fn kinds(&self) -> impl Iterator<Item = &[(RecordId, Arc<Record>)]> {
        let mut rest = self.list();
        std::iter::from_fn(move || {
            let kind = rest.first()?.1.kind.order();
            let (of_kind, others) = rest.split_at(rest.partition_point(|(_, record)| record.kind.order() <= kind));
            rest = others;
            Some(of_kind)
        })
    }

    /// The place of a record in the list; None when it is not there.
    pub fn place(&self, id: RecordId) -> Option<usize> {
        // Where it stood when all were numbered, or as much further on or back as others came and went.
        let stood = ((id >> self.room) as usize).saturating_sub(1);
        let (from, to) = (stood.saturating_sub(self.went), (stood + self.came + 1).min(self.list.len()));
        let among = self.list.get(from..to)?;
        among.binary_search_by_key(&id, |(known, _)| *known).ok().map(|at| from + at)
    }

    pub fn get(&self, id: RecordId) -> Option<&Arc<Record>> {
        self.place(id).map(|at| &self.list[at].1)
    }

    /// Puts another record in the place of one.
    pub fn set(&mut self, id: RecordId, record: Arc<Record>) {
        if let Some(at) = self.place(id) {
            Arc::make_mut(&mut self.list)[at].1 = record;
        }
    }

    /// Puts a record before the one at a place, and gives its number, which is another than `left`; None, and nothing is put there, when there
    /// is no room.
    pub fn insert(&mut self, at: usize, record: Arc<Record>, left: Option<RecordId>) -> Option<RecordId> {
        let before = if at == 0 { 0 } else { self.list[at - 1].0 };
        let after = self.list.get(at).map_or(u32::MAX, |(id, _)| *id).min(before.saturating_add(2 << ROOM));
        let mut id = before + ((after - before) / PART).max(1);
        if Some(id) == left {
            id += ((after - id) / PART).max(1);
        }
        if id >= after {
            return None;
        }
        Arc::make_mut(&mut self.list).insert(at, (id, record));
        self.came += 1;
        Some(id)
    }

    /// Takes a record away.
    pub fn remove(&mut self, id: RecordId) {
        if let Some(at) = self.place(id) {
            Arc::make_mut(&mut self.list).remove(at);
            self.went += 1;
        }
    }
}

impl Index<RecordId> for Records {
    type Output = Arc<Record>;

    fn index(&self, id: RecordId) -> &Arc<Record> {
        self.get(id).expect("a number of a record of this site")
    }
}

impl<'a> IntoIterator for &'a Records {
    type Item = &'a Arc<Record>;
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (RecordId, Arc<Record>)>, fn(&'a (RecordId, Arc<Record>)) -> &'a Arc<Record>>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter().map(|(_, record)| record)
    }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;
    use crate::pipeline;
    use crate::source::{Sources, Text};

    fn record() -> Arc<Record> {
        let mut sources = Sources::empty(jiff::civil::date(2026, 11, 22));
        sources.texts.push_back(Text::new("content/pages/om.md", "+++\ntitle = \"Om\"\nsummary = \"Om\"\n+++\n"));
        pipeline::raise(&sources, None).house.site.records.iter().next().expect("it can be read").clone()
    }

    fn assert_in_order(records: &Records) {
        let ids: Vec<RecordId> = records.list().iter().map(|(id, _)| *id).collect();
        assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
        assert!(ids.iter().enumerate().all(|(at, id)| records.place(*id) == Some(at)), "{ids:?}");
    }

    /// Whatever comes and goes, the numbers stand in order, and each leads to its record.
    #[test]
    fn numbers_stand_in_order() {
        let (record, mut chance) = (record(), Rng::with_seed(1));
        for count in [0, 1, 2, 50, 70_000] {
            let mut records = Records::new(vec![record.clone(); count]);
            for _ in 0..200 {
                if records.is_empty() || chance.u8(..3) > 0 {
                    let at = chance.usize(..=records.len());
                    let before = records.len();
                    let came = records.insert(at, record.clone(), None);
                    assert_eq!(records.len(), before + usize::from(came.is_some()));
                } else {
                    let at = chance.usize(..records.len());
                    let (id, _) = records.list()[at];
                    records.remove(id);
                    assert_eq!(records.place(id), None);
                    if chance.bool() {
                        assert_ne!(records.insert(at, record.clone(), Some(id)), Some(id));
                    }
                }
            }
            assert_in_order(&records);
        }
    }

    /// Files that are added one after the other find room for long; when there is none nothing is put there.
    #[test]
    fn one_place_has_room_for_many() {
        let record = record();
        let mut records = Records::new(vec![record.clone(); 10]);
        let came = (5..).take_while(|at| records.insert(*at, record.clone(), None).is_some()).count();
        assert!(came > 100, "{came}");
        assert_eq!(records.len(), 10 + came);
        assert_in_order(&records);
    }
}
