//! What comes out: a list of what can be made, what one made thing is, and where it goes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::photo::{Format, Print, Unfit};
use crate::source::Blob;

/// Something that can be made, as plain data: `plan` lists them, `make` makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// From the root of the built site, with `/`: `strategier/andt-2014-2016/index.html`.
    pub path: String,
    /// Name of the format, one of `make::FORMATS`.
    pub format: &'static str,
    pub key: Key,
}

/// Which one of a format's outputs this is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A record in a language, by its place in the site; `part` names something inside it that has a page of its own.
    Record { record: u32, lang: u16, part: Option<Arc<str>> },
    /// A list or another page that is not a record: its name, what it is about, its language and page number (from 1).
    Page { page: &'static str, about: Arc<str>, lang: u16, number: u32 },
    /// A file that is passed on unchanged, by its source path.
    File(Arc<str>),
}

/// What one output turned out to be.
#[derive(Debug)]
pub struct Made {
    pub body: Body,
    pub diagnostics: Vec<Diagnostic>,
}

/// The bytes, the file in the sources whose bytes they are, as the disk spells its path, or a photograph to be made of one.
#[derive(Debug, PartialEq, Eq)]
pub enum Body {
    Bytes(Vec<u8>),
    Copy(Arc<str>),
    Print(Print),
}

impl From<&Blob> for Body {
    /// A file that is passed on: as it is, or a picture in its own size, without what cameras write beside it.
    fn from(blob: &Blob) -> Self {
        match (&blob.picture, Format::of(&blob.path)) {
            (Some(_), Some(format)) => {
                let (source, fingerprint) = (blob.on_disk.clone(), blob.fingerprint.clone());
                Self::Print(Print { source, fingerprint, width: None, format })
            }
            _ => Self::Copy(blob.on_disk.clone()),
        }
    }
}

/// Where outputs go. `stage` may be called from several threads and in any order; nothing is seen by readers before `commit`.
pub trait Sink: Sync {
    type Error;
    /// Takes one output. Gives why a photograph cannot be made, which only its pixels tell.
    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, Self::Error>;
}

/// A file as it was written. One that a killed build may or may not have written has no fingerprint, and is always written anew.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// BLAKE3 of the bytes, in hexadecimal when it is written; none where it is not known.
    #[serde(with = "hexadecimal")]
    pub fingerprint: Option<blake3::Hash>,
    /// In bytes.
    pub length: u64,
}

/// Fingerprints as the manifest writes them: of a large site they are most of it in memory, and twice as long as words.
mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(fingerprint: &Option<blake3::Hash>, serializer: S) -> Result<S::Ok, S::Error> {
        match fingerprint {
            Some(hash) => serializer.serialize_str(&hash.to_hex()),
            None => serializer.serialize_str(""),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<blake3::Hash>, D::Error> {
        let written = String::deserialize(deserializer)?;
        if written.is_empty() { Ok(None) } else { blake3::Hash::from_hex(written).map(Some).map_err(D::Error::custom) }
    }
}
