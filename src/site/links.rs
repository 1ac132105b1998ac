//! Links in bodies, as written: which record or file each leads to.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Record, RecordId, Site, State, Stored};
use crate::content::Kind;
use crate::content::case::{CaseDocument, Published};
use crate::source::Audience;

impl Site {
    /// Where a link in the body of a record leads. `dest` is as written in the Markdown.
    pub fn link(&self, from: &Record, dest: &str) -> Dest {
        let (path, fragment) = dest.split_once('#').map_or((dest, None), |(path, fragment)| (path, Some(fragment)));
        if path.is_empty() {
            return Dest::Own { fragment: fragment.unwrap_or("").to_owned() };
        }
        if let Some(picture) = path.strip_prefix("indicator:") {
            return self.get("indicators", picture).map_or_else(|| self.not_here("indicators", picture), Dest::Picture);
        }
        let scheme = path.split(['/', '?']).next().is_some_and(|start| start.contains(':'));
        if scheme || path.starts_with("//") {
            return Dest::External;
        }
        if let Some(rooted) = path.strip_prefix('/') {
            return Dest::Rooted { path: rooted.to_owned(), fragment: fragment.map(str::to_owned) };
        }
        match join(from.folder(), path) {
            None => Dest::Nowhere,
            Some(path) if path.is_ascii() && !path.contains('%') => self.dest(&path, fragment),
            // Names come composed from the disk; in a text å may be two signs, and a space `%20`.
            Some(path) => match self.dest(&composed(&path), fragment) {
                Dest::Nowhere => self.dest(&composed(&percent_decoded(&path)), fragment),
                dest => dest,
            },
        }
    }

    /// The file that a link in the body of a record leads to, if it is one that is passed on. Most links lead to records, which their names
    /// tell at once.
    pub fn file(&self, from: &Record, dest: &str) -> Option<String> {
        let path = dest.split('#').next().unwrap_or(dest);
        if path.ends_with(".md") || path.ends_with(".toml") {
            return None;
        }
        match self.link(from, dest) {
            Dest::File { path } => Some(path),
            _ => None,
        }
    }

    fn dest(&self, path: &str, fragment: Option<&str>) -> Dest {
        let records = self.records_in(path);
        // In a shared file the fragment is the record.
        let named = fragment.filter(|_| path.ends_with(".toml"));
        if let Some(record) = named.and_then(|id| records.iter().find(|record| *self.record(**record).id == *id)) {
            return Dest::Record { record: *record, fragment: None };
        }
        if let [first, others @ ..] = records {
            let absent = named.map_or(Dest::Nowhere, |_| self.absent(path, named));
            let only = others.is_empty() && absent == Dest::Nowhere;
            return if only { Dest::Record { record: *first, fragment: fragment.map(str::to_owned) } } else { absent };
        }
        // A drawing is text on disk, and passed on all the same.
        if self.blobs.contains_key(path) || path.ends_with(".svg") && self.stored.contains_key(path) {
            let path = path.to_owned();
            return if self.is_withheld_file(&path) { Dest::Withheld { path } } else { Dest::File { path } };
        }
        if self.unread(path) {
            return Dest::Unreadable;
        }
        match self.absent(path, fragment) {
            Dest::Nowhere if self.has_only_hidden(path) => Dest::Hidden,
            dest => dest,
        }
    }

    /// Where a link leads whose file has no such record for these readers: `content/FOLDER/ID.md`, or `content/FOLDER.toml#ID`.
    fn absent(&self, path: &str, fragment: Option<&str>) -> Dest {
        let inside = path.strip_prefix("content/").unwrap_or("");
        let own = |name: &str| name.trim_end_matches(".md").trim_end_matches("/index").trim_end_matches(".toml").to_owned();
        let (folder, id) = match inside.split_once('/') {
            Some((folder, name)) => (folder, Some(own(name))),
            None => (inside.trim_end_matches(".toml"), fragment.map(str::to_owned)),
        };
        Kind::of_folder(folder).zip(id).map_or(Dest::Nowhere, |(kind, id)| self.not_here(kind.folder, &id))
    }

    /// Why a record is not here.
    fn not_here(&self, folder: &'static str, id: &str) -> Dest {
        let key = (folder, Arc::from(id));
        if self.hidden.contains_key(&key) {
            Dest::Hidden
        } else if self.broken.contains_key(&key) {
            Dest::Unreadable
        } else {
            Dest::Nowhere
        }
    }

    /// Whether a shared file without records for these readers has others.
    fn has_only_hidden(&self, path: &str) -> bool {
        let folder = path.strip_prefix("content/").and_then(|inside| inside.strip_suffix(".toml"));
        folder.is_some_and(|folder| self.hidden.keys().any(|(known, _)| *known == folder))
    }

    /// What the record is in whose own folder, `content/FOLDER/ID/`, a file lies.
    pub fn state_beside(&self, path: &str) -> Option<State> {
        let (folder, rest) = path.strip_prefix("content/")?.split_once('/')?;
        let (id, _) = rest.split_once('/')?;
        let folder = Kind::of_folder(folder)?.folder;
        match self.get(folder, id) {
            Some(record) => Some(self.record(record).state),
            None => self.hidden.get(&(folder, Arc::from(id))).copied(),
        }
    }

    /// Whether a file lies beside a record that readers do not see, or that was taken back: then nobody else passes it on.
    pub fn is_withheld_file(&self, path: &str) -> bool {
        self.audience == Audience::Public && self.state_beside(path).is_some_and(|state| state != State::Published)
    }

    /// The path of a document's file, where the document of the case `record` may be fetched here.
    pub fn document_file(&self, record: &Record, document: &CaseDocument) -> Option<String> {
        let name = document.file.as_ref().filter(|_| document.published != Some(Published::No))?;
        Some(format!("{}/{}", record.folder(), name.text)).filter(|path| !self.is_withheld_file(path))
    }

    /// The stored text of a document of the case `record`.
    pub fn stored_text(&self, record: &Record, document: &CaseDocument) -> Option<&Stored> {
        let path = format!("{}/{}", record.folder(), document.text.as_ref()?.text);
        self.stored.get(path.as_str()).filter(|_| !self.is_withheld_file(&path))
    }
}

/// Where a link in a body leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Dest {
    Record {
        record: RecordId,
        fragment: Option<String>,
    },
    /// A fragment of the page itself.
    Own {
        fragment: String,
    },
    /// A file that is passed on.
    File {
        path: String,
    },
    /// A file beside a record that these readers do not see.
    Withheld {
        path: String,
    },
    /// An address of the built site, from its root: what `plan` has to judge.
    Rooted {
        path: String,
        fragment: Option<String>,
    },
    /// The picture of an indicator.
    Picture(RecordId),
    External,
    /// It is written, but not for these readers.
    Hidden,
    /// It is written, but could not be read, which has been told.
    Unreadable,
    Nowhere,
}

/// Letters with their marks as one sign each.
fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// `%C3%A5` as å. What decodes to no text stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Joins a relative path to a folder; None when it climbs out of the site.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
