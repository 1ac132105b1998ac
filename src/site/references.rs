//! Where references lead.

use std::sync::Arc;

use super::{Address, Found, RecordId, Site};
use crate::content::Kind;
use crate::content::value::{Local, Reference};
use crate::diagnostic::nearest;

/// The name in `known` that was probably meant. Another digit is another thing: `mal-9` is not `mal-1`.
pub fn likely<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let same: Vec<&str> = known.iter().copied().filter(|name| digits(name) == digits(written)).collect();
    nearest(written, &same)
}

impl Site {
    /// Where a reference in record `from` leads.
    pub fn find(&self, reference: &Reference, from: RecordId) -> Found {
        let (id, inner) = reference.ids();
        let record = if id.is_empty() {
            match reference.target.local {
                Local::Own => Some(from),
                Local::Followed => self.record(from).follows,
                Local::Never => None,
            }
        } else {
            match self.find_record(reference.kind(), id) {
                Ok(record) => Some(record),
                Err(found) => return found,
            }
        };
        // A local reference whose plan is itself lost has been told of at the plan's own reference.
        let Some(record) = record else { return Found::Broken };
        match inner {
            None => Found::At(Address { record, part: None }),
            Some(inner) => self.find_part(record, inner),
        }
    }

    fn find_record(&self, kind: Option<&Kind>, id: &str) -> Result<RecordId, Found> {
        let Some(kind) = kind else { return Err(Found::Nowhere) };
        if let Some(record) = self.get(kind.folder, id) {
            return Ok(record);
        }
        let key = (kind.folder, Arc::from(id));
        Err(if self.hidden.contains_key(&key) {
            Found::Hidden
        } else if self.broken.contains_key(&key) || self.unread_record(kind.folder, id) {
            Found::Broken
        } else {
            Found::Nowhere
        })
    }

    fn find_part(&self, record: RecordId, inner: &str) -> Found {
        let found = self.record(record);
        match found.parts.named(inner) {
            Some(part) => Found::At(Address { record, part: Some(part) }),
            None if found.gaps => Found::Broken,
            None => Found::NoSuchPart(record),
        }
    }

    /// Where a reference leads, if it leads somewhere that these readers may see.
    pub fn resolve(&self, reference: &Reference, from: RecordId) -> Option<Address> {
        match self.find(reference, from) {
            Found::At(address) => Some(address),
            _ => None,
        }
    }
}
