//! Whether a body has words under a heading.

use std::ops::Range;

use super::{Record, RecordId, Site};

impl Site {
    /// Whether there are words under the heading with this id, apart from tables that are records.
    pub fn has_words(&self, id: RecordId, heading: &str) -> bool {
        let section = self.record(id).body.as_ref().and_then(|body| body.facts.section(heading));
        section.is_some_and(|section| self.has_words_in(id, section))
    }

    /// The same of a stretch of the body, in bytes.
    pub fn has_words_in(&self, id: RecordId, stretch: Range<usize>) -> bool {
        self.record(id).has_words_in(stretch)
    }
}

impl Record {
    /// Whether there are words in a stretch of the body, in bytes, apart from tables that are records.
    pub fn has_words_in(&self, stretch: Range<usize>) -> bool {
        let Some((markdown, body)) = self.markdown() else { return false };
        let base = body.facts.base;
        let table = |at: &usize| body.facts.tables[*at].span.range();
        let first = body.taken.partition_point(|at| table(at).start - base < stretch.start);
        let mut from = stretch.start;
        for range in body.taken[first..].iter().map(table).take_while(|range| range.start - base < stretch.end) {
            if !markdown[from..range.start - base].trim().is_empty() {
                return true;
            }
            from = range.end - base;
        }
        !markdown[from.min(stretch.end)..stretch.end].trim().is_empty()
    }
}
