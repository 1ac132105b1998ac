//! Links in bodies, as written: which record or file each leads to.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Record, RecordId, Site};

impl Site {
    /// Where a link in the body of a record leads. `dest` is as written in the Markdown.
    pub fn link(&self, from: &Record, dest: &str) -> Dest {
        let (path, fragment) = dest.split_once('#').map_or((dest, None), |(path, fragment)| (path, Some(fragment)));
        if path.is_empty() {
            return Dest::Own { fragment: fragment.unwrap_or("").to_owned() };
        }
        if let Some(picture) = path.strip_prefix("indicator:") {
            return self.get("indicators", picture).map_or(Dest::Nowhere, Dest::Picture);
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
        if !records.is_empty() {
            let one = |record, fragment: Option<&str>| Dest::Record { record, fragment: fragment.map(str::to_owned) };
            return match records[..] {
                [record] if !path.ends_with(".toml") || fragment.is_none_or(|f| *self.record(record).id != *f) => one(record, fragment),
                // In a shared file the fragment is the record.
                _ => fragment
                    .and_then(|id| records.iter().find(|record| *self.record(**record).id == *id))
                    .map_or(Dest::Nowhere, |record| one(*record, None)),
            };
        }
        // A drawing is text on disk, and passed on all the same.
        if self.blobs.contains_key(path) || path.ends_with(".svg") && self.stored.contains_key(path) {
            return Dest::File { path: path.to_owned() };
        }
        if self.unread(path) {
            return Dest::Unreadable;
        }
        let keys: Vec<_> = crate::content::KINDS
            .iter()
            .filter_map(|kind| {
                let id = path.strip_prefix("content/")?.strip_prefix(kind.folder)?.strip_prefix('/')?;
                let id = id.trim_end_matches(".md").trim_end_matches("/index").trim_end_matches(".toml");
                Some((kind.folder, Arc::from(id)))
            })
            .collect();
        if keys.iter().any(|key| self.hidden.contains_key(key)) {
            Dest::Hidden
        } else if keys.iter().any(|key| self.broken.contains_key(key)) {
            Dest::Unreadable
        } else {
            Dest::Nowhere
        }
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
