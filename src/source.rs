//! Everything that goes in: the files that people wrote, what was last published, and today's date.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::Vector;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::photo::{Picture, Unfit};
use crate::span::{LineCol, SourceId};
use crate::spreadsheet::Workbook;

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

    /// Whether this is the same file with the same words. What is shared needs no comparing.
    pub fn is(&self, other: &Self) -> bool {
        (Arc::ptr_eq(&self.path, &other.path) || self.path == other.path)
            && (Arc::ptr_eq(&self.content, &other.content) || self.content == other.content)
    }
}

/// A file that is only passed on: a photograph, a PDF. Its bytes stay on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    pub path: Arc<str>,
    /// The same path as the disk spells it: å can be one sign there or two, and only the disk's own spelling opens the file.
    pub on_disk: Arc<str>,
    /// In bytes.
    pub length: u64,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub fingerprint: Arc<str>,
    /// What a file of pictures holds, or why it cannot be published; none for all others.
    pub picture: Option<Result<Picture, Unfit>>,
}

/// A file that is there but could not be taken in, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub path: Arc<str>,
    pub reason: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The bytes are not UTF-8; the first wrong one stands here.
    NotUtf8 { at: LineCol, looks_like: Encoding },
    /// The file is saved in an encoding that its first two bytes name.
    Utf16,
    /// Every other byte is zero, as in UTF-16, but nothing in the file says so.
    PerhapsUtf16,
    /// A zero byte stands here, which no text has.
    Zero { at: LineCol },
    /// It is no text at all, whatever its name says.
    NotText(Format),
    /// It is too large to be a text.
    TooLarge,
    /// It is a link to another place.
    Link(Leads),
    /// It is a folder with the name of a file.
    Folder,
    /// It is a file with the name of a folder.
    NotFolder,
    /// It is neither file nor folder: a device, a pipe.
    Device,
    /// Its name is no text in the encoding that names have here.
    Name,
    /// Another file has the same name, with å, ä or ö spelt in another way.
    Twin,
    /// It was there when the folder was listed, and is not any more.
    Gone,
    /// Whoever runs the program may not read it.
    Denied,
    /// Another program has it open and lets nobody else in.
    Locked,
    /// The operating system refused, in its own words.
    Refused(String),
}

/// What bytes look like that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As Swedish text in Windows-1252: a guess, since nothing in such a file says what it is.
    Windows1252,
    /// Some of it is UTF-8.
    Mixed,
    Unknown,
}

/// What a file that is no text is, by the bytes that it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A Word document, a spreadsheet or another packed file.
    Zip,
    /// A document of Word, Excel or PowerPoint before 2007.
    OldOffice,
    Pdf,
    Unknown,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    ToFile,
    ToFolder,
    Nowhere,
}

/// All of it, each list sorted by path. A copy shares all texts, and is of its own only where it is edited.
#[derive(Clone, Debug)]
pub struct Sources {
    pub texts: Vector<Text>,
    pub blobs: Vec<Blob>,
    pub unread: Vec<Unread>,
    /// What is in those of the blobs that are spreadsheets of records.
    pub books: Vec<Arc<Workbook>>,
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
        Self {
            texts: Vector::new(),
            blobs: Vec::new(),
            unread: Vec::new(),
            books: Vec::new(),
            today,
            audience: Audience::Public,
            edition: Arc::default(),
        }
    }

    /// What pages are made of, as one name: the same for the same files, day and audience. BLAKE3 in hexadecimal.
    pub fn fingerprint(&self) -> String {
        let mut whole = blake3::Hasher::new();
        let mut add = |name: &str, bytes: &[u8]| {
            whole.update(blake3::hash(name.as_bytes()).as_bytes()).update(bytes);
        };
        let texts: Vec<blake3::Hash> = self.texts.par_iter().map(|text| blake3::hash(text.content.as_bytes())).collect();
        self.texts.iter().zip(&texts).for_each(|(text, hash)| add(&text.path, hash.as_bytes()));
        self.blobs.iter().for_each(|blob| add(&blob.path, blob.fingerprint.as_bytes()));
        self.unread.iter().for_each(|file| add(&file.path, b"unread"));
        add(&format!("{} {:?}", self.today, self.audience), b"");
        whole.finalize().to_hex().to_string()
    }

    /// The text at `path`, if there is one. The lists are sorted, so this is a binary search.
    pub fn text(&self, path: &str) -> Option<&Text> {
        self.texts.binary_search_by(|text| (*text.path).cmp(path)).ok().map(|at| &self.texts[at])
    }

    /// The spreadsheet at `path`, if there is one that was read.
    pub fn book(&self, path: &str) -> Option<&Arc<Workbook>> {
        self.books.binary_search_by(|book| (*book.path).cmp(path)).ok().map(|at| &self.books[at])
    }

    /// Puts the lists in their stated order; to be called once after files were added in any order.
    pub fn sort(&mut self) {
        self.texts.sort_by(|a, b| a.path.cmp(&b.path));
        self.blobs.sort_by(|a, b| a.path.cmp(&b.path));
        self.unread.sort_by(|a, b| a.path.cmp(&b.path));
        self.books.sort_by(|a, b| a.path.cmp(&b.path));
    }
}
