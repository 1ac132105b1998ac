//! Everything that goes in: the files that people wrote, what was last published, and today's date.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::span::SourceId;

/// A text file: Markdown, TOML, a template, a stylesheet, the stored text of a document.
#[derive(Clone, Debug)]
pub struct Text {
    pub id: SourceId,
    /// From the site's root, with `/`: `content/results/andt-2016.md`.
    pub path: Arc<str>,
    pub content: Arc<str>,
}

impl Text {
    pub fn new(path: impl Into<Arc<str>>, content: impl Into<Arc<str>>) -> Self {
        let path = path.into();
        Self { id: SourceId::of(&path), path, content: content.into() }
    }
}

/// A file that is only passed on: a photograph, a PDF. Its bytes stay on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub path: Arc<str>,
    /// In bytes.
    pub length: u64,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub fingerprint: Arc<str>,
}

/// A file that is there but could not be taken in, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub path: Arc<str>,
    pub reason: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The bytes are not UTF-8; the first wrong byte stands at this line (from 1).
    NotUtf8 { line: usize },
    /// The operating system refused, in its own words.
    Refused(String),
}

/// All of it, each list sorted by path.
#[derive(Clone, Debug)]
pub struct Sources {
    pub texts: Vec<Text>,
    pub blobs: Vec<Blob>,
    pub unread: Vec<Unread>,
    /// The day the site is made for. A pure core has no clock.
    pub today: jiff::civil::Date,
    pub audience: Audience,
    pub edition: Arc<Edition>,
}

/// What readers were last given: the pages about records, by their paths in the built site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edition {
    pub pages: BTreeMap<String, Origin>,
}

/// What a published page is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Folder of the record's kind, and its id: `news/ny-plan`.
    pub record: String,
    /// The file that it stood in.
    pub file: String,
}

/// For whom the site is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Readers: drafts, and what is embargoed or past its last day, are nowhere.
    Public,
    /// Those who write: everything is there, and marked.
    Writers,
    /// Those who are asked before a decision: everything is there, every page is marked, and the first page tells what changes.
    Reviewers,
}

impl Sources {
    /// No files yet, on a given day.
    pub fn empty(today: jiff::civil::Date) -> Self {
        Self { texts: Vec::new(), blobs: Vec::new(), unread: Vec::new(), today, audience: Audience::Public, edition: Arc::default() }
    }

    /// The text at `path`, if there is one. The lists are sorted, so this is a binary search.
    pub fn text(&self, path: &str) -> Option<&Text> {
        self.texts.binary_search_by(|text| (*text.path).cmp(path)).ok().map(|at| &self.texts[at])
    }

    /// Puts the lists in their stated order; to be called once after files were added in any order.
    pub fn sort(&mut self) {
        self.texts.sort_by(|a, b| a.path.cmp(&b.path));
        self.blobs.sort_by(|a, b| a.path.cmp(&b.path));
        self.unread.sort_by(|a, b| a.path.cmp(&b.path));
    }
}
