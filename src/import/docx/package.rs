//! A Word file as its parts: a zip with XML in it, read within bounds.

use std::io::{Cursor, Read};

use roxmltree::{Document, ParsingOptions};
use zip::ZipArchive;

use crate::import::{Known, UNPACKED, Unfit};

/// No part of a document that people wrote is longer, in bytes: a thousand pages have a tenth of it.
const PART: u64 = 40 * 1024 * 1024;

/// Nor has it more elements and words.
const NODES: u32 = 4_000_000;

pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unfit> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unfit::Broken(error.to_string()))?;
        let mut package = Self { zip, left: UNPACKED };
        match package.other()? {
            Some(known) => Err(Unfit::Other(known)),
            None => Ok(package),
        }
    }

    /// What else the file is, when it is no document of Word.
    fn other(&mut self) -> Result<Option<Known>, Unfit> {
        if self.has("[Content_Types].xml") {
            let known = |folder: &str| self.zip.file_names().any(|name| name.is_ok_and(|name| name.starts_with(folder)));
            return Ok(if known("word/") {
                None
            } else if known("xl/") {
                Some(Known::Spreadsheet)
            } else if known("ppt/") {
                Some(Known::Presentation)
            } else {
                self.has("_rels/.rels").then_some(()).map_or(Some(Known::Unknown), |()| None)
            });
        }
        Ok(Some(match self.text("mimetype")?.as_deref().map(str::trim) {
            Some(sort) if sort.contains("opendocument.spreadsheet") => Known::Spreadsheet,
            Some(sort) if sort.contains("opendocument.presentation") => Known::Presentation,
            Some(sort) if sort.contains("opendocument") => Known::OpenDocument,
            _ => Known::Unknown,
        }))
    }

    fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part as text; None when it is not there. What the file's list of contents says of lengths is not trusted.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Unfit> {
        let broken = |error: &dyn std::fmt::Display| Unfit::Broken(error.to_string());
        let Some(at) = self.zip.index_for_name(name) else { return Ok(None) };
        let most = PART.min(self.left);
        let mut bytes = Vec::new();
        let mut file = self.zip.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(why) if why == zip::result::ZipError::PASSWORD_REQUIRED => Unfit::Password,
            other => Unfit::Broken(other.to_string()),
        })?;
        file.by_ref().take(most + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        if bytes.len() as u64 > most {
            return Err(Unfit::TooLarge);
        }
        self.left -= bytes.len() as u64;
        let (text, _) = crate::encoding::decoded(&bytes).ok_or_else(|| Unfit::Broken(name.to_owned()))?;
        Ok(Some(text))
    }
}

/// A part as a tree.
pub fn tree(text: &str) -> Result<Document<'_>, Unfit> {
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Unfit::TooLarge,
        other => Unfit::Broken(other.to_string()),
    })
}
