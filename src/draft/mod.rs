//! The first draft of a record, out of a document that people wrote in another program. What is read of it is proposed, never claimed.
//!
//! Pure: a [`Manuscript`] and the site go in, the texts of new files come out.

mod actions;
mod facts;
mod kind;
mod lines;
mod margins;
mod markdown;
mod plain;
mod record;

use crate::content::Kind;
use crate::diagnostic::{Both, Words};
use crate::markdown::line;

pub use facts::{Decision, Facts, Found, facts};
pub use kind::guess;
pub use lines::{Line, Page, blocks};
pub use record::{Asked, Drafted, File, drafted, id_of, record_path};

/// A document as plain blocks, whatever program wrote it.
#[derive(Debug, Default, PartialEq)]
pub struct Manuscript {
    pub blocks: Vec<Block>,
    /// The words of the notes that runs refer to, in order.
    pub notes: Vec<Vec<Run>>,
    /// What stands in the margins of pages: it is no text, but may bear the case number.
    pub margins: Vec<String>,
    /// What was taken over otherwise than it stands, or not at all, and how many times.
    pub aside: Vec<(Aside, usize)>,
}

/// A stretch of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Level 0 is the document's own title.
    Heading {
        level: u8,
        runs: Vec<Run>,
    },
    Paragraph(Vec<Run>),
    /// An item of a list: how deep it lies (0 is outermost), what stands before it, and its number when items are counted.
    Item {
        depth: u8,
        label: String,
        number: Option<u32>,
        runs: Vec<Run>,
    },
    Table(Vec<Vec<Cell>>),
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    pub runs: Vec<Run>,
    /// Whether it only says again what a merged cell above it says.
    pub again: bool,
}

/// Words that look alike.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// The address that the words lead to.
    pub link: Option<String>,
    /// The note that is referred to here, by its place in [`Manuscript::notes`].
    pub note: Option<usize>,
}

/// Something in a document that the draft does not show as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    Picture,
    Comment,
    /// Words that somebody has taken out, and that nobody has agreed to yet.
    Deleted,
    /// Words that somebody has put in, likewise.
    Inserted,
    Hidden,
    /// Words that are struck through.
    Struck,
    /// Signs of a font of symbols that nobody knows.
    Symbol,
    /// Lines above the title: who writes to whom.
    Head,
    /// Heads and feet of pages, page numbers.
    Margin,
    /// One of those lines, so that whoever misses it knows where it went.
    Line(String),
    Contents,
    /// Cells over several rows: each row says it again.
    Merged,
    /// Headings that are told by their looks only.
    Likely,
    /// Words that ask to be replaced.
    Placeholder,
    /// The text was not in UTF-8.
    Windows1252,
    /// Lines that may be a table, in a format that has none.
    Lines,
    /// Pages with two columns, by their numbers.
    Columns(String),
    /// The file's name says another format than it has.
    Extension,
}

impl Manuscript {
    /// Counts something that is told of. Of single lines the first few are enough.
    pub fn set_aside(&mut self, what: Aside, times: usize) {
        const LINES: usize = 5;
        let is_line = |aside: &Aside| matches!(aside, Aside::Line(_));
        if is_line(&what) && self.aside.iter().filter(|(known, _)| is_line(known)).count() == LINES {
            return;
        }
        match self.aside.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += times,
            None if times > 0 => self.aside.push((what, times)),
            None => {}
        }
    }

    /// Whether there is any word in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| block.words().is_empty())
    }
}

impl Block {
    /// Its words on one line, without their looks.
    pub fn words(&self) -> String {
        match self {
            Block::Heading { runs, .. } | Block::Paragraph(runs) | Block::Item { runs, .. } => words(runs),
            Block::Table(rows) => {
                let rows = rows.iter().map(|row| row.iter().map(|cell| words(&cell.runs)).collect::<Vec<_>>().join(" "));
                line(&rows.collect::<Vec<_>>().join(" "))
            }
        }
    }
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// The words of some runs on one line.
pub fn words(runs: &[Run]) -> String {
    line(&runs.iter().map(|run| &*run.text).collect::<String>())
}

impl Aside {
    /// What is told of it, in a sentence.
    pub fn words(&self, times: usize) -> Words {
        let (one, many, rest) = self.told();
        let said = |lang: fn(&Both) -> &'static str| match times {
            1 => format!("1 {}{}", lang(&one), lang(&rest)),
            times => format!("{times} {}{}", lang(&many), lang(&rest)),
        };
        match self {
            // What happens to the whole file is not counted.
            Aside::Windows1252 | Aside::Extension => Words::new(rest.0, rest.1),
            Aside::Line(line) => Words::new(format!("  ”{line}”"), format!("  “{line}”")),
            Aside::Columns(pages) => Words::new(format!("{}{pages}{}", one.0, rest.0), format!("{}{pages}{}", one.1, rest.1)),
            _ => Words::new(said(|both| both.0), said(|both| both.1)),
        }
    }

    /// One of them, many of them, and what became of them.
    fn told(&self) -> (Both, Both, Both) {
        match self {
            Aside::Picture => (
                Both("bild", "picture"),
                Both("bilder", "pictures"),
                Both(
                    " följde inte med: lägg filen bredvid texten och länka till den, med en beskrivning.",
                    " not taken over: put the file beside the text and link to it, with a description.",
                ),
            ),
            Aside::Comment => {
                (Both("kommentar", "comment"), Both("kommentarer", "comments"), Both(" i marginalen följde inte med.", " not taken over."))
            }
            Aside::Deleted => (
                Both("spårad borttagning", "tracked deletion"),
                Both("spårade borttagningar", "tracked deletions"),
                Both(
                    ": de orden är inte med. Är det fel, avvisa ändringen i Word.",
                    ": those words are left out. If that is wrong, reject it in Word.",
                ),
            ),
            Aside::Inserted => (
                Both("spårad infogning", "tracked insertion"),
                Both("spårade infogningar", "tracked insertions"),
                Both(
                    ": de orden är med, fast ingen har godkänt dem i Word.",
                    ": those words are there, though nobody has accepted them in Word.",
                ),
            ),
            Aside::Hidden => (
                Both("ställe med dold text", "stretch of hidden text"),
                Both("ställen med dold text", "stretches of hidden text"),
                Both(" följde inte med.", " not taken over."),
            ),
            Aside::Struck | Aside::Symbol => self.told_of_looks(),
            Aside::Placeholder => (
                Both("tomt fält (”Klicka här …”)", "empty field (“Click here …”)"),
                Both("tomma fält (”Klicka här …”)", "empty fields (“Click here …”)"),
                Both(" följde inte med.", " not taken over."),
            ),
            Aside::Head | Aside::Margin | Aside::Contents | Aside::Merged | Aside::Likely => self.told_of_pages(),
            _ => self.told_of_file(),
        }
    }

    /// The same of words and signs that mean something by their looks.
    fn told_of_looks(&self) -> (Both, Both, Both) {
        match self {
            Aside::Struck => (
                Both("överstruket ställe", "stretch struck through"),
                Both("överstrukna ställen", "stretches struck through"),
                Both(
                    ": de orden är inte med. Ska de gälla, ta bort överstrykningen i Word.",
                    ": those words are left out. If they are to hold, remove the strikethrough in Word.",
                ),
            ),
            _ => (
                Both("okänd symbol", "unknown symbol"),
                Both("okända symboler", "unknown symbols"),
                Both(" står som □: se efter i handlingen vad som ska stå där.", " shown as □: see in the document what is to stand there."),
            ),
        }
    }

    /// The same of pages and what stands on them.
    fn told_of_pages(&self) -> (Both, Both, Both) {
        match self {
            Aside::Head => (
                Both("rad", "line"),
                Both("rader", "lines"),
                Both(
                    " ovanför titeln är inte med i texten: de finns i den sparade handlingen.",
                    " above the title left out of the text: the stored document has them.",
                ),
            ),
            Aside::Margin => (
                Both("sidhuvud, sidfot eller sidnummer", "head, foot or number of a page"),
                Both("sidhuvuden, sidfötter eller sidnummer", "heads, feet or numbers of pages"),
                Both(" bortplockade.", " taken out."),
            ),
            Aside::Contents => (
                Both("rad", "line"),
                Both("rader", "lines"),
                Both(" innehållsförteckning bortplockad: sidan får sin egen.", " of a table of contents taken out: the page gets its own."),
            ),
            Aside::Merged => (
                Both("cell över flera rader", "cell over several rows"),
                Both("celler över flera rader", "cells over several rows"),
                Both(": det som stod där upprepas på varje rad.", ": what stood there is said again in every row."),
            ),
            Aside::Likely => (
                Both("rubrik gissad", "heading"),
                Both("rubriker gissade", "headings"),
                Both(" på utseendet: se efter att det stämmer.", " guessed by the looks: see whether that is right."),
            ),
            _ => self.told_of_file(),
        }
    }

    /// The same of the file as a whole.
    fn told_of_file(&self) -> (Both, Both, Both) {
        match self {
            Aside::Lines => (
                Both("rad", "line"),
                Both("rader", "lines"),
                Both(
                    " ser ut att höra till en tabell. En PDF säger inte det: gör om dem, eller importera Word-filen.",
                    " that may belong to a table. A PDF does not say so: mend them, or import the Word file.",
                ),
            ),
            Aside::Columns(_) => (
                Both("Sidor som verkar ha två spalter: ", "Pages that seem to have two columns: "),
                Both("", ""),
                Both(
                    ". Texten lästes spalt för spalt: se efter att den hänger ihop.",
                    ". The text was read column by column: see whether it holds together.",
                ),
            ),
            Aside::Windows1252 => (
                Both("", ""),
                Both("", ""),
                Both(
                    "Texten var sparad i Windows teckenkod (Windows-1252): se efter att å, ä och ö blev rätt.",
                    "The text was saved in Windows-1252: see whether å, ä and ö came out right.",
                ),
            ),
            _ => (
                Both("", ""),
                Both("", ""),
                Both(
                    "Filens namn säger ett annat format än det den har; innehållet gäller.",
                    "The file's name says another format than it has; the contents hold.",
                ),
            ),
        }
    }
}

/// Says why a kind was guessed.
pub struct Guess {
    pub kind: &'static Kind,
    pub reason: Words,
}
