//! What stands inside a file: its text, or that of what is packed in it, as far as anybody can open it. What nobody can is told.

use std::borrow::Cow;
use std::io::{Cursor, Read, Take};

use infer::MatcherType;
use zip::result::ZipError;

use super::{Opened, Unpacked, sealed};
use crate::diagnostic::Words;
use crate::personal::{Number, numbers, numbers_in_name};
use crate::spreadsheet;

/// How deep packed files are opened that lie in packed files.
const DEPTH: usize = 3;

/// What one packed file may become at most, in bytes: one that grows beyond it is no document.
const UNPACKED: u64 = 256 << 20;

/// How much of a packed part that is XML is in memory at once, in bytes: the sheet of a great table is many times that.
const PIECE: usize = 4 << 20;

/// How far before and after a number the signs may count beside it, tags included, in bytes. Pieces overlap by twice that.
const SEAM: usize = 64 << 10;

/// Parts of documents that say nothing which does not stand in them as words too: what printers are told, fonts, pictures drawn of a table.
const IDLE: &[&str] = &["printerSettings", ".odttf", ".emf", ".emz", ".wmf", ".wmz", "layout-cache", "ObjectReplacements/"];

/// Where a workbook of Excel says how its numbers are shown.
const STYLES: &str = "xl/styles.xml";

/// Texts that say their words in ways of their own: PostScript, and what is locked by PGP.
const OWN_WAYS: &[&[u8]] = &[b"%!PS", b"-----BEGIN PGP MESSAGE-----"];

/// What was found in a file.
#[derive(Default)]
pub struct Found {
    pub numbers: Vec<Number>,
    /// Why something in it could not be read, if anything could not.
    pub unread: Option<Words>,
}

/// Every number in the bytes of a file: its text, or that of what is packed in it.
pub fn in_bytes(bytes: &[u8], unpacked: Unpacked) -> Found {
    let mut look = Look { unpacked, found: Found::default() };
    look.whole(bytes, DEPTH);
    look.found
}

/// A file while it is looked through.
struct Look<'a> {
    unpacked: Unpacked<'a>,
    found: Found,
}

impl Look<'_> {
    fn whole(&mut self, bytes: &[u8], depth: usize) {
        let opened = (self.unpacked)(bytes);
        let is_known = opened.is_some();
        if let Some(opened) = opened {
            self.opened(opened, depth);
        }
        match bytes {
            [b'P', b'K', 3, 4, ..] if depth > 0 => self.zip(bytes, depth),
            [0x1f, 0x8b, ..] if depth > 0 => self.part(flate2::read::MultiGzDecoder::new(bytes), PIECE, depth - 1),
            // Zips in zips without end.
            [b'P', b'K', 3, 4, ..] | [0x1f, 0x8b, ..] => self.unread(sealed()),
            [0xff, 0xfe, rest @ ..] => self.text(&wide(rest, u16::from_le_bytes)),
            [0xfe, 0xff, rest @ ..] => self.text(&wide(rest, u16::from_be_bytes)),
            _ => {
                let is_text = self.plain(bytes);
                if !is_known && !is_text && !shows_all(bytes) {
                    self.unread(sealed());
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.found.numbers.extend(numbers(text));
    }

    fn unread(&mut self, why: Words) {
        self.found.unread.get_or_insert(why);
    }

    /// What a file holds that packs it in a way of its own.
    fn opened(&mut self, opened: Opened, depth: usize) {
        self.text(&opened.words);
        opened.unread.into_iter().for_each(|why| self.unread(why));
        for part in opened.parts {
            match depth {
                0 => self.unread(sealed()),
                _ => self.whole(&part, depth - 1),
            }
        }
    }

    /// The bytes as they stand, and whether they are text that says all in words. What a file says of itself between bytes that are no text is
    /// read too: the words of a PDF that is not packed, what a camera wrote; so are words of two bytes a letter.
    fn plain(&mut self, bytes: &[u8]) -> bool {
        let text = String::from_utf8_lossy(bytes);
        self.text(&text);
        if bytes.contains(&0) {
            let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
            self.text(&String::from_utf8_lossy(&narrow));
            return false;
        }
        // Windows writes letters as other bytes, but has no more controls than others in a text.
        let is_text = matches!(text, Cow::Borrowed(_)) || !bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=25 | 28..=31));
        is_text && !OWN_WAYS.iter().any(|start| bytes.starts_with(start))
    }

    /// Looks into what is packed; what cannot be unpacked to its end is read as far as it can, and that is told. `piece`: how many bytes of
    /// XML are in memory at once.
    fn part(&mut self, packed: impl Read, piece: usize, depth: usize) {
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
            self.found.numbers.extend(numbers(text).into_iter().filter(|number| (first..last).contains(&number.range.start)));
            let from = text.floor_char_boundary(last - SEAM);
            first = last - from;
            part.drain(..from);
            read = more(&mut packed, &mut part);
        }
        read = read.and_then(|_| packed.read_to_end(&mut part));
        if read.is_err() || packed.limit() == 0 {
            self.unread(sealed());
        }
        match first {
            0 => self.whole(&part, depth),
            _ => {
                let rest = numbers(&String::from_utf8_lossy(&part)).into_iter().filter(|number| number.range.start >= first);
                self.found.numbers.extend(rest);
            }
        }
    }

    /// The cells of a workbook of Excel as it shows them: a number may have noughts before it that stand in no part.
    fn cells(&mut self, bytes: &[u8]) {
        let book = spreadsheet::read("tabell.xlsx", "", bytes);
        self.text(&book.text);
        if book.sheets.is_err() {
            self.unread(sealed());
        }
    }

    /// Documents of Word and Excel, and other packed files: their names and all that is in them.
    fn zip(&mut self, bytes: &[u8], depth: usize) {
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
            self.unread(sealed());
            return;
        };
        self.text(&String::from_utf8_lossy(archive.comment()));
        let mut styles = String::new();
        let read = archive.by_name(STYLES).map(|file| file.take(UNPACKED).read_to_string(&mut styles));
        if matches!(read, Ok(Ok(_))) && spreadsheet::shows_noughts(&styles) {
            self.cells(bytes);
        }
        for at in 0..archive.len() {
            let file = match archive.by_index(at) {
                Ok(file) => file,
                Err(error) => {
                    self.unread(match error {
                        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                            Words::new("är skyddad med lösenord", "is protected by a password")
                        }
                        _ => sealed(),
                    });
                    continue;
                }
            };
            let name = file.name().map(String::from).unwrap_or_default();
            self.found.numbers.extend(numbers_in_name(&name));
            let before = self.found.unread.clone();
            self.part(file, PIECE, depth - 1);
            if IDLE.iter().any(|idle| name.contains(idle)) {
                self.found.unread = before;
            }
        }
    }
}

/// Whether a file shows or sounds what it says: a picture, a film, or letters to write with. A drawing of AutoCAD holds words.
fn shows_all(bytes: &[u8]) -> bool {
    use MatcherType::{Audio, Font, Image, Video};
    infer::get(bytes).is_some_and(|kind| matches!(kind.matcher_type(), Audio | Font | Image | Video) && kind.extension() != "dwg")
}

/// The text that bytes begin, whose last sign may be cut; None where they are no text.
fn begun(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok(),
        Err(_) => None,
    }
}

/// The text of UTF-16.
fn wide(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    char::decode_utf16(bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
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
                let mut look = Look { unpacked: &|_| None, found: Found::default() };
                look.part(text.as_bytes(), piece, 1);
                let found = look.found;
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
        let mut look = Look { unpacked: &|_| None, found: Found::default() };
        look.part(&bytes[..], piece, 1);
        assert_eq!(look.found.numbers.len(), 1);
    }
}
