//! PDFs: letters with their places become lines, and lines with their gaps become paragraphs.

mod beside;
mod columns;
mod paragraphs;

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, MediaBox, OutputDev, OutputError, Transform, output_doc};

use super::{Format, UNPACKED, Unfit};
use crate::draft::{Aside, Line, Manuscript, Page, blocks};
use crate::gather::personal::Opened;
use beside::{Beside, show};
use columns::in_order;
use paragraphs::begins_paragraph;

pub static FORMAT: Format = Format { extensions: &["pdf"], is: |bytes| bytes.get(..1024.min(bytes.len())).is_some_and(begins), read };

/// More pages than any document of a case.
const PAGES: usize = 2000;

/// More letters than they hold.
const LETTERS: usize = 10_000_000;

fn begins(head: &[u8]) -> bool {
    head.windows(5).any(|window| window == b"%PDF-")
}

fn read(bytes: &[u8]) -> Result<Manuscript, Unfit> {
    unpacks(bytes)?;
    let letters = letters(bytes, Reads::Pages)?;
    let rows = letters.pages.iter().flatten().filter(|line| line.wide).count();
    let in_columns: Vec<String> = letters.in_columns.iter().map(usize::to_string).collect();
    let mut manuscript = blocks(letters.pages.into_iter().map(page).collect());
    if manuscript.is_empty() {
        return Err(Unfit::Scanned);
    }
    if !in_columns.is_empty() {
        manuscript.set_aside(Aside::Columns(in_columns.join(", ")), 1);
    }
    if rows > 2 {
        manuscript.set_aside(Aside::Lines, rows);
    }
    Ok(manuscript)
}

/// How much of a PDF is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Pages,
    /// What is said beside them too.
    Beside,
    /// And what is drawn upon them.
    All,
}

/// Everything in a PDF that can be read: what stands on the pages, a line a line, margins too, and what stands beside them. Also what hinders
/// anybody from reading more.
pub fn opened(bytes: &[u8]) -> Result<(Opened, Option<Unfit>), Unfit> {
    unpacks(bytes)?;
    // What is drawn upon the pages may be broken where they are not.
    let (letters, hindered) = match letters(bytes, Reads::All) {
        Ok(letters) => (letters, None),
        Err(unfit) => (letters(bytes, Reads::Beside)?, Some(unfit)),
    };
    let Letters { pages, beside: Beside { words, files, is_closed, .. }, shown, .. } = letters;
    let text = |pages: &[Vec<Piece>]| pages.iter().flatten().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let is_scanned = text(&pages[..shown.min(pages.len())]).trim().is_empty();
    let hindered = hindered.or(is_scanned.then_some(Unfit::Scanned)).or(is_closed.then(|| Unfit::Broken(String::new())));
    Ok((Opened { words: [words, text(&pages)].concat(), parts: files, unread: None }, hindered))
}

/// Unpacks every packed stream into nothing: a few bytes can become many millions.
fn unpacks(bytes: &[u8]) -> Result<(), Unfit> {
    let mut left = UNPACKED;
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream") {
        from += at + b"stream".len();
        let start = bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let mut packed = ZlibDecoder::new(&bytes[from + start..]).take(left + 1);
        let mut buffer = [0; 16 * 1024];
        // What is no packed stream ends at once.
        while let Ok(count @ 1..) = packed.read(&mut buffer) {
            left = left.checked_sub(count as u64).ok_or(Unfit::TooLarge)?;
        }
    }
    Ok(())
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

/// What the library gives of a file. A few hostile ones would keep it busy for ever: it has so long, and no longer.
fn letters(bytes: &[u8], reads: Reads) -> Result<Letters, Unfit> {
    const LONGEST: Duration = Duration::from_secs(60);
    let (done, wait) = mpsc::channel();
    let bytes = bytes.to_vec();
    let read = move || {
        // After so long nobody waits for the answer any more.
        let _ = done.send(letters_of(&bytes, reads));
    };
    thread::Builder::new().stack_size(64 * 1024 * 1024).spawn(read).map_err(|error| Unfit::Broken(error.to_string()))?;
    wait.recv_timeout(LONGEST).unwrap_or(Err(Unfit::TooLarge))
}

/// It panics at some broken files; that is the same answer.
fn letters_of(bytes: &[u8], reads: Reads) -> Result<Letters, Unfit> {
    let read = AssertUnwindSafe(|| {
        let mut document = Document::load_mem(bytes).map_err(|error| {
            let why = error.to_string();
            if why.to_lowercase().contains("decrypt") || why.to_lowercase().contains("password") {
                Unfit::Password
            } else {
                Unfit::Broken(why)
            }
        })?;
        if document.is_encrypted() {
            return Err(Unfit::Password);
        }
        if document.get_pages().len() > PAGES {
            return Err(Unfit::TooLarge);
        }
        let mut letters = Letters { shown: document.get_pages().len(), ..Letters::default() };
        if reads != Reads::Pages {
            letters.beside = Beside::of(&document);
        }
        if reads == Reads::All {
            show(&mut document, &letters.beside.drawn);
        }
        nests(&document)?;
        match output_doc(&document, &mut letters) {
            _ if letters.count > LETTERS => Err(Unfit::TooLarge),
            Ok(()) => Ok(letters),
            Err(error) => Err(Unfit::Broken(error.to_string())),
        }
    });
    catch_unwind(read).unwrap_or_else(|_| Err(Unfit::Broken(String::new())))
}

/// Refuses pages whose parts lie in one another without end: the library would follow them.
fn nests(document: &Document) -> Result<(), Unfit> {
    let mut left = 20_000;
    for page in document.get_pages().into_values() {
        let (own, inherited) = document.get_page_resources(page).map_err(|error| Unfit::Broken(error.to_string()))?;
        let inherited = inherited.iter().filter_map(|id| document.get_dictionary(*id).ok());
        for resources in own.into_iter().chain(inherited) {
            parts(document, resources, 0, &mut left)?;
        }
    }
    Ok(())
}

fn parts(document: &Document, resources: &Dictionary, depth: usize, left: &mut usize) -> Result<(), Unfit> {
    const DEEPEST: usize = 10;
    let endless = || Unfit::Broken("parts in parts".to_owned());
    let Ok(objects) = document.get_dict_in_dict(resources, b"XObject") else { return Ok(()) };
    for (_, object) in objects {
        *left = left.checked_sub(1).ok_or(Unfit::TooLarge)?;
        let Some(part) = document.dereference(object).ok().and_then(|(_, object)| object.as_stream().ok()) else { continue };
        if part.dict.get(b"Subtype").and_then(|sort| sort.as_name()).is_ok_and(|sort| sort == b"Image") {
            continue;
        }
        match document.get_dict_in_dict(&part.dict, b"Resources") {
            Ok(_) if depth == DEEPEST => return Err(endless()),
            Ok(own) => parts(document, own, depth + 1, left)?,
            // Without its own it has those of the page, itself among them.
            Err(_) if part.decompressed_content().is_ok_and(|content| find(&content, b"Do").is_some()) => return Err(endless()),
            Err(_) => {}
        }
    }
    Ok(())
}

/// A stretch of letters on one line.
struct Piece {
    x: f64,
    end: f64,
    y: f64,
    size: f64,
    text: String,
    /// How far down the page it stands, from 0 to 1.
    down: f64,
    /// Whether there are gaps in it as between the columns of a table.
    wide: bool,
}

#[derive(Default)]
struct Letters {
    pages: Vec<Vec<Piece>>,
    media: (f64, f64),
    count: usize,
    /// Numbers of pages that have columns.
    in_columns: Vec<usize>,
    /// How many pages people are shown: those after them are of what is drawn upon them.
    shown: usize,
    beside: Beside,
}

impl OutputDev for Letters {
    fn begin_page(&mut self, _: u32, media: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.media = (media.lly, media.ury);
        self.pages.push(Vec::new());
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        let pieces = self.pages.pop().unwrap_or_default();
        let (rows, columns) = in_order(in_rows(pieces));
        self.pages.push(rows.into_iter().filter_map(joined).collect());
        if columns {
            self.in_columns.push(self.pages.len());
        }
        Ok(())
    }

    fn output_character(&mut self, place: &Transform, width: f64, _: f64, font_size: f64, letter: &str) -> Result<(), OutputError> {
        self.count += letter.len();
        if self.count > LETTERS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let size = (font_size * (place.m21.powi(2) + place.m22.powi(2)).sqrt()).abs();
        let (foot, head) = self.media;
        let (x, y) = (place.m31, head - place.m32);
        if !x.is_finite() || !y.is_finite() || !size.is_finite() || letter.chars().all(char::is_control) {
            return Ok(());
        }
        let end = x + width * size;
        if let Some(page) = self.pages.last_mut() {
            page.push(Piece { x, end, y, size, text: letter.to_owned(), down: y / (head - foot), wide: false });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The letters of a page row by row, from top to bottom and from left to right.
fn in_rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows = Vec::new();
    let mut rest = pieces.into_iter().peekable();
    while let Some(first) = rest.next() {
        // Raised figures belong to the line that they stand in.
        let (y, slack) = (first.y, first.size.max(4.0) * 0.35);
        let mut row = vec![first];
        while let Some(next) = rest.next_if(|next| (next.y - y).abs() <= slack) {
            row.push(next);
        }
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        rows.push(row);
    }
    rows
}

/// The letters of a row as words; None where nobody sees any.
fn joined(letters: Vec<Piece>) -> Option<Piece> {
    let mut line: Option<Piece> = None;
    for letter in letters {
        let Some(line) = &mut line else {
            line = Some(letter);
            continue;
        };
        let gap = letter.x - line.end;
        // Bold by printing twice.
        if letter.end <= line.end && letter.x < line.end - letter.size * 0.3 && line.text.ends_with(&letter.text) {
            continue;
        }
        if gap > letter.size * 0.15 && !line.text.ends_with(' ') && !letter.text.starts_with(' ') {
            line.text.push(' ');
        }
        line.wide |= gap > letter.size * 2.5 && line.text.trim().chars().count() > 2 && !letter.text.trim().is_empty();
        line.text.push_str(&letter.text);
        line.end = line.end.max(letter.end);
        line.size = line.size.max(letter.size);
    }
    let line = line.map(|line| Piece { text: labelled(&crate::markdown::line(&line.text)), ..line });
    line.filter(|line| !line.text.is_empty())
}

/// A line with a space after the label of its item, where the page sets them side by side: "•Punkt", "2.Nummer".
fn labelled(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let label = match text.chars().next() {
        Some(sign @ ('•' | '●' | '▪' | '◦' | '➢' | '✓' | '\u{e000}'..='\u{f8ff}')) => sign.len_utf8(),
        Some(_) if (1..3).contains(&digits) && text[digits..].starts_with('.') => digits + 1,
        _ => return text.to_owned(),
    };
    let (label, rest) = text.split_at(label);
    if rest.starts_with(char::is_uppercase) { format!("{label} {rest}") } else { text.to_owned() }
}

/// A page's lines; a new paragraph begins where the gap is larger than usual on the page, or the line before ends one.
fn page(pieces: Vec<Piece>) -> Page {
    let mut gaps: Vec<f64> = pieces.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|gap| *gap > 1.0).collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 4).copied().unwrap_or(0.0);
    // The top of a column stands higher than the end of the one before.
    let apart = |above: &Piece, piece: &Piece| piece.y - above.y > usual.max(above.size) * 1.25 || piece.y < above.y;
    let mut lines = Vec::new();
    for run in pieces.chunk_by(|above, piece| !apart(above, piece)) {
        lines.extend((0..run.len()).map(|at| {
            let Piece { text, size, wide, down, .. } = &run[at];
            Line { text: text.clone(), size: *size, apart: at == 0 || begins_paragraph(run, at), wide: *wide, down: *down }
        }));
    }
    Page { lines }
}
