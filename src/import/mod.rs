//! Documents of other programs, read into plain blocks: one file, one format. To add one: its file, and a line in [`FORMATS`].
//!
//! What is read is the same whoever reads it: no disk, no clock. Everything that a file can be gets an answer.

#[cfg(feature = "documents")]
mod docx;
#[cfg(feature = "documents")]
mod pdf;
mod txt;

use crate::diagnostic::Words;
use crate::draft::{Aside, Manuscript};
use crate::gather::personal::Opened;

/// Larger files are not read, in bytes: a report without photographs has a hundredth of that.
pub const LONGEST: u64 = 50 * 1024 * 1024;

/// How much a packed file may hold, in bytes.
#[cfg(feature = "documents")]
const UNPACKED: u64 = 200 * 1024 * 1024;

/// A format of documents.
pub struct Format {
    /// The extensions that files of it have; the first is what people call it.
    pub extensions: &'static [&'static str],
    /// Whether bytes look like it.
    pub is: fn(&[u8]) -> bool,
    pub read: fn(&[u8]) -> Result<Manuscript, Unfit>,
}

/// Every format, in the order in which files are tried; text is what nothing else is.
pub const FORMATS: &[&Format] = &[
    #[cfg(feature = "documents")]
    &docx::FORMAT,
    #[cfg(feature = "documents")]
    &pdf::FORMAT,
    &txt::FORMAT,
];

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    Empty,
    TooLarge,
    Password,
    /// A document of Word before 2007.
    Old,
    /// Pages without text: pictures of paper.
    Scanned,
    /// Another program's file, that is better done otherwise.
    Other(Known),
    /// It is what its name says, and broken; or nothing that is known.
    Broken(String),
}

/// Files that people try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Spreadsheet,
    Presentation,
    OpenDocument,
    Rtf,
    Picture,
    Html,
    /// The program was built without what reads it.
    NotBuilt,
    Unknown,
}

/// Reads the bytes of a file called `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Manuscript, Unfit> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unfit::Empty);
    }
    if bytes.len() as u64 > LONGEST {
        return Err(Unfit::TooLarge);
    }
    if let Some(unfit) = refused(bytes) {
        return Err(unfit);
    }
    let Some(format) = FORMATS.iter().find(|format| (format.is)(bytes)) else { return Err(Unfit::Other(Known::Unknown)) };
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
    let promised = FORMATS.iter().find(|format| format.extensions.contains(&&*extension));
    // A broken document of Word is no text, whatever its bytes.
    if let Some(promised) = promised
        && !std::ptr::eq(*promised, *format)
        && format.extensions[0] == "txt"
    {
        return Err(Unfit::Broken(String::new()));
    }
    let mut manuscript = (format.read)(bytes)?;
    if !format.extensions.contains(&&*extension) {
        manuscript.set_aside(Aside::Extension, 1);
    }
    if manuscript.is_empty() { Err(Unfit::Empty) } else { Ok(manuscript) }
}

/// What a document holds that packs its words in a way of its own, and what hinders anybody from reading them: of a PDF, line by line as they
/// stand on its pages, what it says of itself, what its forms and notes say, and the files in it. None of any other file.
pub fn opened(bytes: &[u8]) -> Option<Opened> {
    let (opened, hindered) = match refused(bytes) {
        // What Word and Excel pack as zips can be opened without what reads them.
        Some(unfit @ (Unfit::Password | Unfit::Old | Unfit::Other(Known::NotBuilt | Known::Rtf))) if !bytes.starts_with(b"PK") => {
            (Opened::default(), Some(unfit))
        }
        _ => pdf_opened(bytes)?,
    };
    let unread = hindered.map(|unfit| match unfit {
        Unfit::Broken(_) => Words::new(
            "är trasig, eller skriven på ett sätt som programmet inte kan läsa",
            "is broken, or written in a way that the program cannot read",
        ),
        _ => unfit.words().0,
    });
    Some(Opened { unread, ..opened })
}

#[cfg(feature = "documents")]
fn pdf_opened(bytes: &[u8]) -> Option<(Opened, Option<Unfit>)> {
    (pdf::FORMAT.is)(bytes).then(|| pdf::opened(bytes).unwrap_or_else(|unfit| (Opened::default(), Some(unfit))))
}

#[cfg(not(feature = "documents"))]
fn pdf_opened(_: &[u8]) -> Option<(Opened, Option<Unfit>)> {
    None
}

/// Files that are certainly none of ours.
fn refused(bytes: &[u8]) -> Option<Unfit> {
    let has = |start: &[u8]| bytes.starts_with(start);
    // Word writes locked files as it wrote all before 2007, with their names in UTF-16.
    if has(b"\xd0\xcf\x11\xe0") {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Some(if locked { Unfit::Password } else { Unfit::Old });
    }
    let known = if has(b"{\\rtf") {
        Known::Rtf
    } else if has(b"\x89PNG") || has(b"\xff\xd8\xff") || has(b"II*\0") || has(b"MM\0*") || has(b"GIF8") {
        Known::Picture
    } else if bytes.get(..200.min(bytes.len())).is_some_and(|head| {
        let head = String::from_utf8_lossy(head).to_lowercase();
        let head = head.trim_start_matches('\u{feff}').trim_start();
        head.starts_with("<!doctype html") || head.starts_with("<html")
    }) {
        Known::Html
    } else if cfg!(not(feature = "documents")) && (has(b"PK\x03\x04") || has(b"%PDF-")) {
        Known::NotBuilt
    } else {
        return None;
    };
    Some(Unfit::Other(known))
}

impl Unfit {
    /// What is wrong with the file, and what to do about it.
    pub fn words(&self) -> (Words, Words) {
        let (sv, en, help_sv, help_en) = match self {
            Unfit::Empty => ("har ingen text", "has no text", "Se efter att det är rätt fil.", "See whether it is the right file."),
            Unfit::TooLarge => (
                "är för stor för att läsas som en handling",
                "is too large to be read as a document",
                "Ta bort bilderna ur den, eller dela upp den.",
                "Take the pictures out of it, or divide it.",
            ),
            Unfit::Password => (
                "är skyddad med lösenord",
                "is protected by a password",
                "Ta bort lösenordet i programmet som filen kommer från. I Word: Arkiv, Info, Skydda dokument.",
                "Remove the password in the program that the file comes from. In Word: File, Info, Protect Document.",
            ),
            Unfit::Old => (
                "är en fil från Office före 2007",
                "is a file of Office before 2007",
                "Öppna den i Word och spara som Word-dokument (.docx).",
                "Open it in Word and save it as a Word document (.docx).",
            ),
            Unfit::Scanned => (
                "har sidor men ingen text: de är bilder av papper",
                "has pages but no text: they are pictures of paper",
                "Be om originalet, eller läs in texten med OCR i skannern först.",
                "Ask for the original, or have the scanner read the text (OCR) first.",
            ),
            Unfit::Other(known) => return other(*known),
            Unfit::Broken(_) => (
                "är inget Word-dokument, ingen PDF och ingen ren text, eller är trasig",
                "is no Word document, no PDF and no plain text, or broken",
                "Öppna den i programmet som den kommer från och spara den igen.",
                "Open it in the program that it comes from and save it again.",
            ),
        };
        match self {
            Unfit::Broken(why) if !why.is_empty() => {
                (Words::new(sv, en), Words::new(format!("{help_sv}\nLäsaren säger: {why}."), format!("{help_en}\nThe reader says: {why}.")))
            }
            _ => (Words::new(sv, en), Words::new(help_sv, help_en)),
        }
    }
}

fn other(known: Known) -> (Words, Words) {
    let (sv, en, help_sv, help_en) = match known {
        Known::Spreadsheet => (
            "är ett kalkylblad",
            "is a spreadsheet",
            "Lägg den bredvid posten, med samma namn: då läses tabellen direkt. Läs mer: insyn explain no-table",
            "Put it beside the record, with the same name: then its table is read as it is. Read more: insyn explain no-table",
        ),
        Known::Presentation => {
            ("är en presentation", "is a presentation", "Spara texten som Word-dokument först.", "Save the words as a Word document first.")
        }
        Known::OpenDocument => (
            "är ett dokument från LibreOffice",
            "is a document of LibreOffice",
            "Spara den som Word-dokument (.docx) där.",
            "Save it there as a Word document (.docx).",
        ),
        Known::Rtf => {
            ("är i formatet RTF", "is in the format RTF", "Öppna den i Word och spara som .docx.", "Open it in Word and save it as .docx.")
        }
        Known::Picture => (
            "är en bild",
            "is a picture",
            "En bild har ingen text. Länka till den från en sida i stället.",
            "A picture has no text. Link to it from a page instead.",
        ),
        Known::Html => (
            "är en webbsida",
            "is a web page",
            "Kopiera texten till Word och spara som .docx.",
            "Copy the words to Word and save them as .docx.",
        ),
        Known::NotBuilt => (
            "kan det här programmet inte läsa: det är byggt utan Word och PDF",
            "cannot be read by this program: it was built without Word and PDF",
            "Spara texten som ren text (.txt).",
            "Save the words as plain text (.txt).",
        ),
        Known::Unknown => (
            "är av okänt slag",
            "is of an unknown sort",
            "Det som går att läsa in: .docx, .pdf och .txt.",
            "What can be imported: .docx, .pdf and .txt.",
        ),
    };
    (Words::new(sv, en), Words::new(help_sv, help_en))
}
