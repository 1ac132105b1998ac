//! Facts that the documents of the site tell in several ways.

use crate::site::RecordId;

/// A fact with several values, each with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub record: RecordId,
    /// Places in the record's `evidence`: all of one fact, at least two of them with different values.
    pub evidence: Vec<u32>,
}

/// The conflicts of one record, of a list that is in the order of records.
pub fn of(conflicts: &[Conflict], record: RecordId) -> &[Conflict] {
    let first = conflicts.partition_point(|conflict| conflict.record < record);
    let count = conflicts[first..].iter().take_while(|conflict| conflict.record == record).count();
    &conflicts[first..first + count]
}
