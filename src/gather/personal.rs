//! The gate: no personal number leaves, whatever it stands in and however it came there. Every file is looked at on its way to the sink:
//! its name, its words, what is packed in it. Nor does a file leave as it is that holds a password or key.

mod inside;
mod mail;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use inside::Found;

use crate::check::personal_number::{Known, in_outputs, not_looked_through};
use crate::check::secret;
use crate::diagnostic::{Diagnostic, Words, sort};
use crate::output::{Body, Sink};
use crate::personal::{Number, numbers, numbers_in_name};
use crate::photo::Unfit;
use crate::site::Site;
use crate::source::Sources;
use crate::span::{SourceId, Span};

/// How many files are named for each number.
const NAMED: usize = 3;

/// How many hexadecimal signs of a file's fingerprint are told: enough against chance.
const FINGERPRINT: usize = 32;

/// Gives the bytes of a file that is passed on, by its path on disk; None when it cannot be read, which the sink tells of.
pub type Passed<'a> = &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync);

/// What a file holds that does not stand in its bytes as they are.
#[derive(Debug, Default)]
pub struct Opened {
    /// Every word in it.
    pub words: String,
    /// The files in it.
    pub parts: Vec<Vec<u8>>,
    /// Why nobody can read something in it, if so.
    pub unread: Option<Words>,
}

/// Opens a document that packs its words in a way of its own, a PDF; None of any other file.
pub type Unpacked<'a> = &'a (dyn Fn(&[u8]) -> Option<Opened> + Sync);

/// Passes outputs on to another sink, and looks for personal numbers in every one, and for secrets in those that are files of somebody's own:
/// other outputs are made of texts, which have been looked through.
pub struct Gate<'a, S> {
    passed: Passed<'a>,
    unpacked: Unpacked<'a>,
    sink: &'a S,
    seen: Mutex<BTreeMap<String, Seen>>,
    unread: Mutex<BTreeMap<String, Unread>>,
    /// Files that hold secrets.
    open: Mutex<BTreeSet<String>>,
}

/// A file that nobody could look through.
struct Unread {
    why: Words,
    fingerprint: String,
}

/// One number, and where it was seen.
struct Seen {
    number: Number,
    paths: BTreeSet<String>,
}

impl<'a, S: Sink> Gate<'a, S> {
    pub fn new(passed: Passed<'a>, unpacked: Unpacked<'a>, sink: &'a S) -> Self {
        Self { passed, unpacked, sink, seen: Mutex::default(), unread: Mutex::default(), open: Mutex::default() }
    }

    /// Whether something was seen that must not leave.
    pub fn refuses(&self, site: &Site) -> bool {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = Known::of(&site.config);
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        !open.is_empty() || seen.values().any(|seen| seen.number.sure && known.has_not(&seen.number))
    }

    /// What was seen, and what nobody could look through. A number that is in the sources too has been told of there when it is not sure; else
    /// its place there is named.
    pub fn finish(self, site: &Site, sources: &Sources) -> Vec<Diagnostic> {
        let seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut known = Known::of(&site.config);
        let written = if seen.is_empty() { BTreeMap::new() } else { written(sources) };
        let told = seen.into_iter().filter_map(|(value, seen)| {
            let source = written.get(&value).copied();
            if !seen.number.sure && source.is_some() {
                return None;
            }
            let more = seen.paths.len().saturating_sub(NAMED);
            let shown: Vec<String> = seen.paths.into_iter().take(NAMED).collect();
            in_outputs(&seen.number, &shown, more, source, &mut known)
        });
        let mut found: Vec<Diagnostic> = told.collect();
        let unread = self.unread.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.extend(unread.iter().filter_map(|(path, file)| not_looked_through(&site.config, path, &file.why, &file.fingerprint)));
        let open = self.open.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.extend(open.iter().map(|path| secret::in_passed_on(path)));
        sort(&mut found, sources);
        found
    }

    fn note_open(&self, source: &str, bytes: &[u8]) {
        if secret::is_in(bytes) {
            self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(source.to_owned());
        }
    }

    fn note(&self, path: &str, found: Vec<Number>) {
        if found.is_empty() {
            return;
        }
        let mut all = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for number in found {
            let seen = all.entry(number.value.clone()).or_insert_with(|| Seen { number: number.clone(), paths: BTreeSet::new() });
            // Of the same value the surest writing counts.
            if number.sure && !seen.number.sure {
                seen.number = number;
            }
            // All are kept: which come first must not depend on which thread was first.
            if !seen.paths.contains(path) {
                seen.paths.insert(path.to_owned());
            }
        }
    }
}

impl<S: Sink> Gate<'_, S> {
    /// Looks through the bytes of a file; `path` is where it is told to be, `source` where it comes from when it is passed on.
    fn look_through(&self, path: &str, source: Option<&str>, bytes: &[u8]) {
        let found = in_bytes(bytes, self.unpacked);
        self.note(path, found.numbers);
        if let (Some(why), Some(source)) = (found.unread, source) {
            let fingerprint = blake3::hash(bytes).to_hex()[..FINGERPRINT].to_owned();
            let mut all = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(source.to_owned(), Unread { why, fingerprint });
        }
    }
}

impl<S: Sink> Sink for Gate<'_, S> {
    type Error = S::Error;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, S::Error> {
        self.note(path, numbers_in_name(path));
        match &body {
            Body::Bytes(bytes) => self.look_through(path, None, bytes),
            Body::Copy(source) => {
                if let Some(bytes) = (self.passed)(source) {
                    self.look_through(path, Some(source), &bytes);
                    self.note_open(source, &bytes);
                }
            }
            // A photograph is made anew of its pixels alone.
            Body::Print(_) => {}
        }
        self.sink.stage(path, body)
    }
}

/// What is found in the bytes of a file, whatever packs it.
fn in_bytes(bytes: &[u8], unpacked: Unpacked) -> Found {
    inside::in_bytes(bytes, &|bytes| unpacked(bytes).or_else(|| mail::opened(bytes)))
}

/// Why a file cannot be read that no password is on.
pub fn sealed() -> Words {
    Words::new(
        "är trasig, eller packad eller skriven på ett sätt som programmet inte kan öppna",
        "is broken, or packed or written in a way that the program cannot open",
    )
}

/// Where each number stands that is written in the sources, the first place of each.
fn written(sources: &Sources) -> BTreeMap<String, Span> {
    let mut places = BTreeMap::new();
    for text in &sources.texts {
        for number in numbers(&text.content) {
            places.entry(number.value).or_insert(Span::new(text.id, number.range));
        }
    }
    for path in sources.texts.iter().map(|text| &text.path).chain(sources.blobs.iter().map(|blob| &blob.path)) {
        for number in numbers_in_name(path) {
            places.entry(number.value).or_insert(Span::start_of(SourceId::of(path)));
        }
    }
    places
}

/// What the gate would say of one made thing, for the preview: numbers that stand nowhere in the sources, since those have been told of.
pub fn look(site: &Site, sources: &Sources, path: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let found = [numbers_in_name(path), in_bytes(bytes, &|_| None).numbers].concat();
    if found.is_empty() {
        return Vec::new();
    }
    let (written, mut known) = (written(sources), Known::of(&site.config));
    let new = found.iter().filter(|number| number.sure && !written.contains_key(&number.value));
    new.filter_map(|number| in_outputs(number, &[path.to_owned()], 0, None, &mut known)).collect()
}
