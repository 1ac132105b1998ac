//! The site as it is known after reading: records, what they refer to, and what refers to them.

mod actions;
mod approval;
mod facts;
pub mod held;
mod history;
mod links;
mod names;
mod parts;
mod records;
mod references;
mod revision;
mod words;

use std::sync::{Arc, OnceLock};

use compact_str::CompactString;
use imbl::Vector;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::collation::Collation;
use crate::content::accessibility::Accessibility;
use crate::content::agreement::{Agreement, AgreementForm, INFORMAL};
use crate::content::common::Common;
use crate::content::datum::Datum;
use crate::content::field::FieldDecl;
use crate::content::news::News;
use crate::content::result::FollowUp;
use crate::content::site::SiteConfig;
use crate::content::{Content, Kind};
use crate::diagnostic::Both;
use crate::document::{Body, Translation};
use crate::source::{Audience, Blob, Edition};
use crate::span::{SourceId, Span};
use crate::spreadsheet::Workbook;

pub use crate::document::{Stored, normal};
pub use actions::{Promised, same_words};
pub use approval::{Approved, Held};
pub use facts::{Fact, Unknown};
pub use history::History;
pub use links::{Dest, join};
pub use parts::Parts;
pub use records::{Ids, Named, Records};
pub use references::likely;
pub use revision::{Change, NAME, Revision};

/// The number of a record in [`Records`]: of two the one that stands later has the greater.
pub type RecordId = u32;

/// Everything that may be shown, linked. A copy shares all that is large, so that an edit of one record costs little more than the record.
#[derive(Clone, Debug)]
pub struct Site {
    pub config: Arc<SiteConfig>,
    /// Where `site.toml` begins, for findings about the site itself.
    pub config_span: Span,
    /// The text of `site.toml`, for lines to paste.
    pub config_text: Arc<str>,
    /// The accessibility statement; None when it is not written, or cannot be read.
    pub accessibility: Option<Arc<Accessibility>>,
    /// What became different since it was first published.
    pub history: Arc<History>,
    /// In the order of the kinds, then of ids.
    pub records: Records,
    /// What refers to each record, by the place of that in the list.
    pub backlinks: Vector<Arc<[Backlink]>>,
    /// Stored texts of documents and other plain files of records, by path.
    pub stored: Arc<FxHashMap<Arc<str>, Stored>>,
    /// Files that are passed on, by path.
    pub blobs: Arc<FxHashMap<Arc<str>, Blob>>,
    pub today: Date,
    /// For whom it is made.
    pub audience: Audience,
    /// What readers were last given.
    pub edition: Arc<Edition>,
    /// Records by folder, and in it by id.
    pub(crate) by_id: Arc<FxHashMap<&'static str, Arc<Ids>>>,
    /// The records of each file. A copy of it looks at nothing else, so an edit by which one comes or goes can afford it.
    pub(crate) by_file: Arc<FxHashMap<SourceId, SmallVec<[RecordId; 1]>>>,
    /// What is written but not for these readers, as folder and id, and why not.
    pub(crate) hidden: Arc<FxHashMap<Named, State>>,
    /// What these readers are not shown because nobody has approved it as it stands.
    pub(crate) held: Arc<Vec<Held>>,
    /// What is written but could not be read, and in how many files.
    pub(crate) broken: Arc<FxHashMap<Named, usize>>,
    /// Paths of files that are there but could not be taken in.
    pub(crate) unread: Arc<FxHashSet<Arc<str>>>,
}

/// A record, with what stands inside it.
#[derive(Clone, Debug)]
pub struct Record {
    pub kind: &'static Kind,
    pub id: Arc<str>,
    pub span: Span,
    pub path: Arc<str>,
    /// The whole file that it stands in.
    pub text: Arc<str>,
    /// The spreadsheets that some of it stands in.
    pub books: Box<[Arc<Workbook>]>,
    pub common: Arc<Common>,
    pub content: Arc<dyn Content>,
    pub body: Option<Arc<Body>>,
    pub parts: Parts,
    pub translations: Vec<Arc<Translation>>,
    pub state: State,
    pub approved: Approved,
    /// The record that this one follows up, if it follows up any.
    pub follows: Option<RecordId>,
    /// Where its file has errors, in order: what is missing near one may only be unreadable.
    pub faults: Vec<Span>,
    /// Whether something with an id may be there that could not be read.
    pub gaps: bool,
    /// Whether lines of its file could not be read: a key that seems to be missing may stand on one of them.
    pub lost: bool,
    /// What its title is sorted by in the site's language: worked out when it is first asked for, and kept for as long as the record is.
    pub order: OnceLock<Box<[u8]>>,
}

/// Something inside a record that has an address.
#[derive(Debug, Clone)]
pub struct Part {
    /// The key under which it stands: `goal`, `document`.
    pub decl: &'static FieldDecl,
    pub id: CompactString,
    pub title: Box<str>,
    /// Where the part begins; tells it from every other part.
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Published,
    Draft,
    /// Its day has not come.
    Embargoed,
    /// Its last day has passed.
    Expired,
    Withdrawn,
    /// The site shows only what is approved, and this is not.
    Unapproved,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            State::Published => "published",
            State::Draft => "draft",
            State::Embargoed => "embargoed",
            State::Expired => "expired",
            State::Withdrawn => "withdrawn",
            State::Unapproved => "unapproved",
        }
    }

    /// Its name, unless it is shown to readers as any other.
    pub fn held(self) -> Option<&'static str> {
        (self != State::Published).then(|| self.name())
    }
}

/// A reference seen from the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backlink {
    pub from: RecordId,
    /// The label of the key that refers; None for a link in running text.
    pub label: Option<&'static Both>,
    /// The part that is referred to, by its place in the record's parts.
    pub part: Option<u32>,
}

/// Where a reference leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address {
    pub record: RecordId,
    /// Place in the record's parts.
    pub part: Option<u32>,
}

/// What became of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    At(Address),
    /// It is written, but not for these readers.
    Hidden,
    /// It is written, but its file has errors that have been told.
    Broken,
    /// The record is there, but nothing in it has that id.
    NoSuchPart(RecordId),
    /// Nothing has that name.
    Nowhere,
}

impl Record {
    /// The text that a span of the record counts in: its file, or a spreadsheet.
    pub fn text_at(&self, span: Span) -> &str {
        self.books.iter().find(|book| book.id == span.source).map_or(&*self.text, |book| &book.text)
    }

    /// The record as its kind declares it, when it is of that kind.
    pub fn is<T: 'static>(&self) -> Option<&T> {
        self.content.as_any().downcast_ref()
    }

    /// The day that a record of a dated kind is about: the first of a follow-up's period, or that of the news.
    pub fn day(&self) -> Option<Date> {
        let result = self.is::<FollowUp>().map(|result| result.period.first());
        result.or_else(|| self.is::<News>().map(|news| news.date.date()))
    }

    /// What its title is sorted by. `collation` is that of the site.
    pub fn order(&self, collation: &Collation) -> &[u8] {
        self.order.get_or_init(|| collation.key(&self.common.title).into())
    }

    /// The record's own keys as a tree.
    pub fn lower(&self) -> Datum<'_> {
        self.content.lower()
    }

    /// Its body, and those of its translations.
    pub fn bodies(&self) -> impl Iterator<Item = &Arc<Body>> {
        self.body.iter().chain(self.translations.iter().map(|translation| &translation.body))
    }

    /// The Markdown of the body.
    pub fn markdown(&self) -> Option<(&str, &Body)> {
        self.body.as_deref().map(|body| (&self.text[body.start..], body))
    }

    /// The part that begins at `span`.
    pub fn part_at(&self, span: Span) -> Option<&Part> {
        self.parts.at(span).map(|at| &self.parts[at as usize])
    }

    /// Whether an error stands in what begins at `span` and goes on to the next part of the record.
    pub fn faulty_from(&self, span: Span) -> bool {
        let next = self.parts.next_after(span.start).unwrap_or(u32::MAX);
        let first = self.faults.partition_point(|fault| (fault.source, fault.start) < (span.source, span.start));
        self.faults.get(first).is_some_and(|fault| fault.source == span.source && fault.start < next)
    }

    /// Whether a value at `span` only stands in for one that is missing or faulty, which has been told.
    pub fn stands_in(&self, span: Span) -> bool {
        span.start == span.end || self.faults.binary_search(&span).is_ok()
    }

    /// What readers hear that the record is: the word of its kind. An informal collaboration is never called an agreement.
    pub fn called(&self) -> Both {
        match self.is::<Agreement>() {
            Some(agreement) if agreement.form == AgreementForm::Informal => INFORMAL,
            _ => self.kind.one,
        }
    }

    /// The folder that the record's own files lie in.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl Site {
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id]
    }

    /// Every record with its place.
    pub fn all(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.records.list().iter().map(|(id, record)| (*id, &**record))
    }

    /// Every record that has a page of its own words: what is withdrawn has a notice only.
    pub fn told(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.all().filter(|(_, record)| record.state != State::Withdrawn)
    }

    /// What refers to a record.
    pub fn backlinks_to(&self, id: RecordId) -> &[Backlink] {
        self.records.place(id).map_or(&[], |at| &self.backlinks[at])
    }

    /// Every record of a typed kind.
    pub fn each<T: 'static>(&self) -> impl Iterator<Item = (RecordId, &Record, &T)> {
        let kinds = self.records.kinds().filter(|of_kind| of_kind.first().is_some_and(|(_, record)| record.is::<T>().is_some()));
        kinds.flatten().filter_map(|(id, record)| record.is().map(|typed| (*id, &**record, typed)))
    }

    /// Whether there is any record in this folder.
    pub fn has_any(&self, folder: &str) -> bool {
        self.by_id.get(folder).is_some_and(|records| !records.is_empty())
    }

    /// The record with this folder and id.
    pub fn get(&self, folder: &str, id: &str) -> Option<RecordId> {
        self.by_id.get(folder)?.get(id).copied()
    }

    /// The records that stand in the file at `path`.
    pub fn records_in(&self, path: &str) -> &[RecordId] {
        self.by_file.get(&SourceId::of(path)).map_or(&[], |records| records.as_slice())
    }

    /// Whether the record with this folder and id is written, but not for these readers or not readable.
    pub fn is_withheld(&self, folder: &'static str, id: &str) -> bool {
        let key = (folder, Arc::from(id));
        self.hidden.contains_key(&key) || self.broken.contains_key(&key)
    }

    /// What a record or a part of it is called.
    pub fn title(&self, address: Address) -> &str {
        let record = self.record(address.record);
        address.part.map_or(&record.common.title, |part| &record.parts[part as usize].title)
    }

    /// The stored text of a case document.
    pub fn document_text(&self, address: Address) -> Option<&Stored> {
        let record = self.record(address.record);
        let part = record.parts.get(address.part? as usize)?;
        let case = record.is::<crate::content::case::Case>()?;
        let document = case.documents.iter().find(|document| document.id.id == *part.id)?;
        self.stored_text(record, document)
    }

    /// Whether there is a file at `path` that could not be taken in, or one of the folders that it lies in could not.
    pub fn unread(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        !self.unread.is_empty() && folders.chain([path]).any(|path| self.unread.contains(path))
    }

    /// Whether records of a folder are written that are not here: not for these readers, or not readable.
    pub fn lacks_records(&self, folder: &str) -> bool {
        let lost = |path: &str| path.strip_prefix("content/").is_some_and(|inside| inside.split('/').next() == Some(folder));
        self.hidden.keys().chain(self.broken.keys()).any(|(known, _)| *known == folder) || self.unread.iter().any(|path| lost(path))
    }

    /// Whether a record may stand in a file or folder that could not be taken in.
    pub fn unread_record(&self, folder: &str, id: &str) -> bool {
        let own = |end: &str| self.unread(&format!("content/{folder}/{id}{end}"));
        !self.unread.is_empty() && (self.unread(&format!("content/{folder}.toml")) || ["/index.md", ".md", ".toml"].into_iter().any(own))
    }

    /// The files that link texts may have meant, for "did you mean": one of several records as often.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.records.iter().map(|record| &*record.path).chain(self.blobs.keys().map(|path| &**path))
    }
}
