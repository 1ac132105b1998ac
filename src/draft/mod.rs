//! The first draft of a record, out of a document that people wrote in another program. What is read of it is proposed, never claimed.
//!
//! Pure: a [`Manuscript`] and the site go in, the texts of new files come out.

mod actions;
mod facts;
mod kind;
mod lines;
mod markdown;
mod plain;
mod record;

use crate::content::Kind;
use crate::diagnostic::Words;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    Picture,
    Comment,
    /// Words that somebody has taken out, and that nobody has agreed to yet.
    Deleted,
    /// Words that somebody has put in, likewise.
    Inserted,
    Hidden,
    /// Heads and feet of pages, page numbers.
    Margin,
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
    /// The file's name says another format than it has.
    Extension,
}

impl Manuscript {
    /// Counts something that is told of.
    pub fn set_aside(&mut self, what: Aside, times: usize) {
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
    pub fn words(self, times: usize) -> Words {
        let n = times;
        let both = |sv: String, en: String| Words::new(sv, en);
        match self {
            Aside::Picture => both(
                format!("{n} bild(er) följde inte med: lägg dem bredvid texten och länka, med en bildtext."),
                format!("{n} picture(s) were not taken over: put them beside the text and link to them, with words."),
            ),
            Aside::Comment => {
                both(format!("{n} kommentar(er) i marginalen följde inte med."), format!("{n} comment(s) were not taken over."))
            }
            Aside::Deleted => both(
                format!("{n} spårad(e) borttagning(ar): orden är inte med. Godkänn eller avvisa dem i Word om det är fel."),
                format!("{n} tracked deletion(s): the words are left out. Accept or reject them in Word if that is wrong."),
            ),
            Aside::Inserted => both(
                format!("{n} spårad(e) infogning(ar): orden är med, fast ingen har godkänt dem i Word."),
                format!("{n} tracked insertion(s): the words are there, though nobody has accepted them in Word."),
            ),
            Aside::Hidden => both(
                format!("{n} ställe(n) med dold text följde inte med."),
                format!("{n} stretch(es) of hidden text were not taken over."),
            ),
            Aside::Margin => both(
                format!("{n} sidhuvud, sidfötter eller sidnummer är bortplockade."),
                format!("{n} page head(s), foot(s) or number(s) were taken out."),
            ),
            Aside::Contents => both(
                format!("Innehållsförteckningen ({n} rader) är bortplockad: sidan får sin egen."),
                format!("The table of contents ({n} lines) was taken out: the page gets its own."),
            ),
            Aside::Merged => both(
                format!("{n} sammanslagna celler: det som stod i dem upprepas på varje rad."),
                format!("{n} merged cell(s): what stood in them is said again in every row."),
            ),
            Aside::Likely => both(
                format!("{n} rubrik(er) är gissade på utseendet: se efter att de är rubriker."),
                format!("{n} heading(s) are guessed by their looks: see whether they are headings."),
            ),
            Aside::Placeholder => both(
                format!("{n} tomma fält (”Klicka här …”) följde inte med."),
                format!("{n} empty field(s) (“Click here …”) were not taken over."),
            ),
            Aside::Windows1252 => both(
                "Texten var sparad i Windows teckenkod (Windows-1252): se efter att å, ä och ö blev rätt.".into(),
                "The text was saved in Windows-1252: see whether å, ä and ö came out right.".into(),
            ),
            Aside::Lines => both(
                format!("{n} rader ser ut att vara en tabell. En PDF säger inte det: gör om dem, eller importera Word-filen."),
                format!("{n} lines look like a table. A PDF does not say so: mend them, or import the Word file."),
            ),
            Aside::Extension => both(
                "Filens namn säger ett annat format än det den har; innehållet gäller.".into(),
                "The file's name says another format than it has; the contents hold.".into(),
            ),
        }
    }
}

/// Says why a kind was guessed.
pub struct Guess {
    pub kind: &'static Kind,
    pub reason: Words,
}
