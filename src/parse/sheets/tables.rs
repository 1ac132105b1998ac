//! Where the known tables of a sheet stand, and which of their rows a record may take.

use rustc_hash::FxHashMap;

use super::{Of, header_of, named};
use crate::content::Kind;
use crate::diagnostic::fold;
use crate::spreadsheet::Sheet;

/// The known tables of a sheet, found once for all records of the file that it stands beside: looking through every row for each record
/// would cost rows times records.
#[derive(Default)]
pub struct Tables {
    /// The rows of headings, by their places.
    pub headers: Vec<usize>,
    /// The rows below them by what they say that they are of, folded. Empty where a sheet is of one record alone.
    owned: FxHashMap<String, Vec<usize>>,
}

impl Tables {
    pub fn of(sheet: &Sheet, kind: &'static Kind, shared: bool) -> Self {
        let mut tables = Self::default();
        let mut owner = None;
        for (at, row) in sheet.rows.iter().enumerate() {
            if let Some(header) = header_of(row, kind, shared) {
                owner = header.owner;
                tables.headers.push(at);
            } else if let Some(named) = owner.and_then(|owner| named(row, owner)) {
                tables.owned.entry(fold(&named)).or_default().push(at);
            }
        }
        tables
    }

    /// The places of the rows that a record may take, and of all headings, from above.
    pub fn rows_for(&self, sheet: &Sheet, of: Of, title: Option<&str>) -> Vec<usize> {
        if !of.shared {
            return self.headers.first().map_or(Vec::new(), |first| (*first..sheet.rows.len()).collect());
        }
        let owned = [Some(of.id), title].into_iter().flatten().filter_map(|name| self.owned.get(&fold(name))).flatten();
        let mut rows: Vec<usize> = self.headers.iter().chain(owned).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}
