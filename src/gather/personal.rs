//! The gate: no personal number leaves, whatever it stands in and however it came there. Every file is looked at on its way to the sink:
//! its name, its words, what is packed in it. Nor does a file leave as it is that holds a password or key.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Take};
use std::sync::{Mutex, PoisonError};

use zip::result::ZipError;

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

/// How deep packed files are opened that lie in packed files.
const DEPTH: usize = 3;

/// What one packed file may become at most, in bytes: one that grows beyond it is no document.
const UNPACKED: u64 = 256 << 20;

/// How much of a packed part that is XML is in memory at once, in bytes: the sheet of a great table is many times that.
const PIECE: usize = 4 << 20;

/// How far before and after a number the signs may count beside it, tags included, in bytes. Pieces overlap by twice that.
const SEAM: usize = 64 << 10;

/// Gives the bytes of a file that is passed on, by its path on disk; None when it cannot be read, which the sink tells of.
pub type Passed<'a> = &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync);

/// Gives the words of a document that packs them in a way of its own, a PDF, or why nobody can read them; None of any other file.
pub type Unpacked<'a> = &'a (dyn Fn(&[u8]) -> Option<Result<String, Words>> + Sync);

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

/// What was found in a file.
#[derive(Default)]
struct Found {
    numbers: Vec<Number>,
    /// Why something in it could not be read, if anything could not.
    unread: Option<Words>,
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

/// Every number in the bytes of a file: its text, or that of what is packed in it.
fn in_bytes(bytes: &[u8], unpacked: Unpacked) -> Found {
    let mut found = Found::default();
    look_into(bytes, DEPTH, unpacked, &mut found);
    found
}

fn look_into(bytes: &[u8], depth: usize, unpacked: Unpacked, found: &mut Found) {
    match unpacked(bytes) {
        Some(Ok(words)) => found.numbers.extend(numbers(&words)),
        Some(Err(why)) => found.unread = Some(why),
        None => {}
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] if depth > 0 => unpack(bytes, depth, unpacked, found),
        [0x1f, 0x8b, ..] if depth > 0 => {
            look_into_part(flate2::read::MultiGzDecoder::new(bytes), PIECE, depth - 1, unpacked, found);
        }
        // Zips in zips without end, and what 7-Zip and WinRAR pack.
        [b'P', b'K', 3, 4, ..] | [0x1f, 0x8b, ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [b'R', b'a', b'r', b'!', 0x1a, ..] => {
            found.unread = Some(sealed());
        }
        [0xff, 0xfe, rest @ ..] => found.numbers.extend(numbers(&wide(rest, u16::from_le_bytes))),
        [0xfe, 0xff, rest @ ..] => found.numbers.extend(numbers(&wide(rest, u16::from_be_bytes))),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => found.numbers.extend(numbers(text)),
            // What a file says of itself between bytes that are no text: the words of a PDF that is not packed, what a camera wrote.
            Err(_) => found.numbers.extend(numbers(&String::from_utf8_lossy(bytes))),
        },
    }
}

/// Looks into what is packed; what cannot be unpacked to its end is read as far as it can, and `found` says so. `piece`: how many bytes of XML
/// are in memory at once.
fn look_into_part(packed: impl Read, piece: usize, depth: usize, unpacked: Unpacked, found: &mut Found) {
    let mut packed = packed.take(UNPACKED);
    let mut part = Vec::new();
    let more = |packed: &mut Take<_>, part: &mut Vec<u8>| packed.take((piece - part.len()) as u64).read_to_end(part);
    let mut read = more(&mut packed, &mut part);
    let in_pieces = part.starts_with(b"<?xml");
    // Where in `part` begins what has not been looked at.
    let mut first = 0;
    while in_pieces
        && part.len() == piece
        && read.is_ok()
        && let Some(text) = begun(&part)
    {
        let last = piece - SEAM;
        found.numbers.extend(numbers(text).into_iter().filter(|number| (first..last).contains(&number.range.start)));
        let from = text.floor_char_boundary(last - SEAM);
        first = last - from;
        part.drain(..from);
        read = more(&mut packed, &mut part);
    }
    read = read.and_then(|_| packed.read_to_end(&mut part));
    if read.is_err() || packed.limit() == 0 {
        found.unread = Some(sealed());
    }
    match first {
        0 => look_into(&part, depth, unpacked, found),
        _ => found.numbers.extend(numbers(&String::from_utf8_lossy(&part)).into_iter().filter(|number| number.range.start >= first)),
    }
}

/// The text that bytes begin, whose last sign may be cut; None where they are no text.
fn begun(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok(),
        Err(_) => None,
    }
}

/// Why a packed file cannot be read that no password is on.
fn sealed() -> Words {
    Words::new(
        "är trasig, eller packad på ett sätt som programmet inte kan öppna",
        "is broken, or packed in a way that the program cannot open",
    )
}

/// The text of UTF-16.
fn wide(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    char::decode_utf16(bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Documents of Word and Excel, and other packed files: their names and all that is in them.
fn unpack(bytes: &[u8], depth: usize, unpacked: Unpacked, found: &mut Found) {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        found.unread = Some(sealed());
        return;
    };
    found.numbers.extend(numbers(&String::from_utf8_lossy(archive.comment())));
    for at in 0..archive.len() {
        let file = match archive.by_index(at) {
            Ok(file) => file,
            Err(error) => {
                found.unread = Some(match error {
                    ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                        Words::new("är skyddad med lösenord", "is protected by a password")
                    }
                    _ => sealed(),
                });
                continue;
            }
        };
        if let Ok(name) = file.name() {
            found.numbers.extend(numbers_in_name(&name));
        }
        look_into_part(file, PIECE, depth - 1, unpacked, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that the tax authority gives for tests.
    const NUMBER: &str = "19121212-1212";

    #[test]
    fn a_number_is_found_once_wherever_a_part_is_cut() {
        let piece = 4 * SEAM;
        // Around the end of what is looked at first, and in what is looked at twice.
        for near in [piece - 2 * SEAM, piece - SEAM, piece] {
            for at in near - 20..near + 20 {
                let mut text = "<?xml version=\"1.0\"?>".to_owned();
                text.extend(std::iter::repeat_n('å', (at - text.len()) / 2));
                text.extend(std::iter::repeat_n(' ', at - text.len()));
                text += &format!(" {NUMBER} ");
                text.extend(std::iter::repeat_n("å ", piece));
                let mut found = Found::default();
                look_into_part(text.as_bytes(), piece, 1, &|_| None, &mut found);
                assert!(found.unread.is_none() && found.numbers.len() == 1 && found.numbers[0].sure, "{at}: {:?}", found.numbers);
            }
        }
    }

    #[test]
    fn xml_that_ends_as_no_text_is_looked_through_to_its_end() {
        let piece = 4 * SEAM;
        let mut bytes = b"<?xml version=\"1.0\"?> ".to_vec();
        bytes.resize(2 * piece, b' ');
        bytes.push(0xff);
        bytes.resize(3 * piece, b' ');
        bytes.extend(NUMBER.as_bytes());
        let mut found = Found::default();
        look_into_part(&bytes[..], piece, 1, &|_| None, &mut found);
        assert_eq!(found.numbers.len(), 1);
    }
}
