//! What has been approved, and whether it still is what was approved.

use super::{Dest, Record, Site};
use crate::content::case::Case;
use crate::content::common::MASK;
use crate::content::site::Approving;
use crate::fingerprint;
use crate::span::Span;

/// How a record stands to its approval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Approved {
    #[default]
    Never,
    /// It is as somebody approved it.
    Holds,
    /// It has changed since, or nothing says what was approved.
    Changed,
}

/// A record that readers are not shown because nobody has approved it as it stands.
#[derive(Clone, Debug)]
pub struct Held {
    /// Folder and id.
    pub name: String,
    /// Its approval, or where it begins.
    pub span: Span,
    pub approved: Approved,
    /// The role and day of an approval that holds no longer.
    pub by: Option<(String, String)>,
}

impl Site {
    /// Whether readers are shown only what is approved.
    pub fn requires_approval(&self) -> bool {
        self.config.approval == Some(Approving::Required)
    }

    /// The fingerprint that an approval of a record holds for.
    pub fn approval_print(&self, record: &Record) -> String {
        fingerprint::of_approved(record, &self.files_of(record))
    }

    /// How a record stands to its approval. Of one with errors, which have been told, nothing can be said: its approval counts.
    pub fn approved(&self, record: &Record) -> Approved {
        match &record.common.approval {
            None => Approved::Never,
            Some(_) if !record.faults.is_empty() => Approved::Holds,
            Some(approval) => match &approval.fingerprint {
                Some(print) if print.hex == self.approval_print(record) => Approved::Holds,
                _ => Approved::Changed,
            },
        }
    }

    /// The files that a record passes on, each with the fingerprint of its bytes.
    fn files_of(&self, record: &Record) -> Vec<(String, String)> {
        let print = |path: &str| match (self.blobs.get(path), self.stored.get(path)) {
            (Some(blob), _) => blob.fingerprint.to_string(),
            (None, Some(stored)) => blake3::hash(stored.text.content.as_bytes()).to_hex().to_string(),
            (None, None) => String::new(),
        };
        self.passed_on(record).into_iter().map(|path| (path.clone(), print(&path))).collect()
    }

    /// Whether something was taken out of a text of a record: of its own, a translation's, or one that is stored with it.
    pub fn is_masked(&self, record: &Record) -> bool {
        let stored = || {
            self.passed_on(record).iter().any(|path| self.stored.get(path.as_str()).is_some_and(|stored| has_mask(&stored.text.content)))
        };
        has_mask(&record.text) || record.translations.iter().any(|translation| has_mask(&translation.text)) || stored()
    }

    /// The paths of the files that a record passes on: those that its texts link to or show, and those of a case's documents; each once.
    pub fn passed_on(&self, record: &Record) -> Vec<String> {
        let bodies = record.bodies();
        let linked = bodies.flat_map(|body| &body.facts.links).filter_map(|link| match self.link(record, &link.dest) {
            // What is approved is the same for all readers.
            Dest::File { path } | Dest::Withheld { path } => Some(path),
            _ => None,
        });
        let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
        let documents = documents.flat_map(|document| [&document.file, &document.text]).flatten();
        let mut paths: Vec<String> = linked.chain(documents.map(|name| format!("{}/{}", record.folder(), name.text))).collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

impl Record {
    /// What there is to tell of a record that is not approved as it stands.
    pub fn held(&self) -> Held {
        let approval = self.common.approval.as_deref();
        Held {
            name: format!("{}/{}", self.kind.folder, self.id),
            span: approval.map_or(self.span, |approval| approval.fingerprint.as_ref().map_or(approval.span, |print| print.span)),
            approved: self.approved,
            by: approval.map(|approval| (approval.role.to_string(), approval.date.0.written.to_string())),
        }
    }
}

fn has_mask(text: &str) -> bool {
    text.contains(MASK)
}
