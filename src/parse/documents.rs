//! Everything that was read, file by file.

use std::sync::Arc;

use imbl::Vector;

use super::{Document, reread};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Text};
use crate::spreadsheet::Workbook;

/// All files, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    pub documents: Vector<Arc<Document>>,
    /// What is wrong with files that were not taken in.
    pub diagnostics: Vec<Diagnostic>,
}

impl Documents {
    /// The same files with stand-ins for what is missing or faulty; None when nothing is. No page may be made of them.
    pub fn with_stand_ins(&self) -> Option<Documents> {
        let any = self.documents.iter().any(|document| document.whole.is_some());
        let documents = self.documents.iter().map(|document| document.whole.as_ref().unwrap_or(document).clone());
        any.then(|| Documents { documents: documents.collect(), diagnostics: Vec::new() })
    }

    /// These files after the few `edited` ones were read anew; no file came, went or was given another name.
    pub fn after<'a>(&self, edited: impl Iterator<Item = &'a Text>, sources: &Sources) -> Self {
        let mut after = self.clone();
        for text in edited {
            if let Some(at) = self.at(&text.path) {
                after.documents[at] = Arc::new(reread(text, sources));
            }
        }
        after
    }

    /// The place of the file at a path.
    pub fn at(&self, path: &str) -> Option<usize> {
        self.documents.binary_search_by(|document| (*document.text.path).cmp(path)).ok()
    }

    /// The same file as it was read, when nothing of it is another.
    pub(super) fn unchanged(&self, text: &Text, books: &[Arc<Workbook>]) -> Option<Arc<Document>> {
        let document = &self.documents[self.at(&text.path)?];
        let same = document.text.is(text) && document.books.len() == books.len();
        let read = || document.books.iter().zip(books).all(|(a, b)| a.path == b.path && a.fingerprint == b.fingerprint);
        (same && read()).then(|| document.clone())
    }
}
