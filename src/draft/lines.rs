//! From lines to blocks, for formats that know lines only: paragraphs are joined and broken words mended.

use rustc_hash::{FxHashMap, FxHashSet};

use super::margins::drop_margins;
use super::{Aside, Block, Manuscript, Run};

/// A page as lines from top to bottom.
#[derive(Debug, Default)]
pub struct Page {
    pub lines: Vec<Line>,
}

/// A line as it stands on its page.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub text: String,
    /// The height of its letters, in whatever unit; 0 where nobody knows.
    pub size: f64,
    /// Whether more space than usual stands above it.
    pub apart: bool,
    /// Whether there are gaps in it as between the columns of a table.
    pub wide: bool,
    /// How far down its page it stands: from 0, the top, to 1. Text without places stands at the top.
    pub down: f64,
}

/// No heading is longer, in letters.
const HEADING: usize = 140;

/// The blocks of some pages.
pub fn blocks(mut pages: Vec<Page>) -> Manuscript {
    let mut manuscript = Manuscript::default();
    let body_size = usual_size(&pages);
    drop_margins(&mut pages, body_size, &mut manuscript);
    let known = words_of(&pages);
    let mut paragraphs: Vec<Line> = Vec::new();
    for page in pages {
        for (at, line) in page.lines.into_iter().enumerate() {
            let begins = at == 0 || line.apart || item(&line.text).is_some();
            match paragraphs.last_mut() {
                Some(last) if !begins && same_size(last, &line) => append(&mut last.text, &line.text, &known),
                // A sentence that goes on after a page break.
                Some(last) if goes_on(last, &line) => append(&mut last.text, &line.text, &known),
                _ => paragraphs.push(line),
            }
        }
    }
    structure(paragraphs, body_size, &mut manuscript);
    manuscript
}

/// Whether a line ends a sentence, or begins a list.
fn ends(text: &str) -> bool {
    text.ends_with(['.', ':', ';', '!', '?', '”', ')', ','])
}

fn same_size(a: &Line, b: &Line) -> bool {
    (a.size - b.size).abs() < 0.6
}

fn goes_on(last: &Line, next: &Line) -> bool {
    let small = next.text.chars().next().is_some_and(char::is_lowercase);
    small && item(&next.text).is_none() && same_size(last, next) && last.text.ends_with(|c: char| c.is_lowercase() || c == ',')
}

/// The words of the whole text, for telling which broken words are one.
fn words_of(pages: &[Page]) -> FxHashSet<String> {
    let words = pages.iter().flat_map(|page| &page.lines).flat_map(|line| {
        let words = line.text.split_whitespace().collect::<Vec<_>>();
        // The last word of a line may be broken, and the first the rest of one.
        words.get(1..words.len().saturating_sub(1)).unwrap_or_default().to_vec()
    });
    words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect()
}

/// Adds a line to a paragraph. A hyphen at the end goes only where it broke a word: "barn- och ungdom" and "ANDT-strategin" keep theirs.
fn append(paragraph: &mut String, next: &str, known: &FxHashSet<String>) {
    let soft = paragraph.ends_with('\u{ad}');
    let hyphen = soft || paragraph.ends_with(['-', '\u{2010}']);
    if !hyphen {
        paragraph.push(' ');
        paragraph.push_str(next);
        return;
    }
    let bare = paragraph.trim_end_matches(['-', '\u{2010}', '\u{ad}']);
    let before = bare.rsplit(char::is_whitespace).next().unwrap_or_default().to_owned();
    let after = next.split(char::is_whitespace).next().unwrap_or_default();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let joins = ["och", "eller", "samt", "respektive", "som"].contains(&after);
    let lower = before.ends_with(char::is_lowercase) && after.starts_with(char::is_lowercase);
    let hyphened = format!("{}-{}", plain(&before), plain(after));
    if soft || lower && !joins && !known.contains(&hyphened) {
        paragraph.truncate(bare.len());
    } else if joins || before.is_empty() {
        paragraph.push(' ');
    }
    paragraph.push_str(next);
}

/// An item of a list: its label, its number, and its words.
pub fn item(text: &str) -> Option<(&str, Option<u32>, &str)> {
    let (label, rest) = text.split_once(char::is_whitespace)?;
    // Bullets of Word's own letters have no names: they come out in the area for private use.
    let sign = |c: char| "•●▪◦·–-*➢✓".contains(c) || ('\u{e000}'..='\u{f8ff}').contains(&c);
    let mut signs = label.chars();
    let bullet = signs.next().is_some_and(sign) && signs.next().is_none();
    let number = label.strip_suffix(['.', ')']).filter(|digits| digits.len() < 3).and_then(|digits| digits.parse().ok());
    (bullet || number.is_some()).then(|| (label, number, rest.trim()))
}

/// The size of most letters.
fn usual_size(pages: &[Page]) -> f64 {
    let mut letters: FxHashMap<i64, usize> = FxHashMap::default();
    for line in pages.iter().flat_map(|page| &page.lines) {
        *letters.entry((line.size * 2.0).round() as i64).or_default() += line.text.len();
    }
    letters.into_iter().max_by_key(|(size, letters)| (*letters, *size)).map_or(0.0, |(size, _)| size as f64 / 2.0)
}

/// Tells headings, items and tables from paragraphs.
fn structure(paragraphs: Vec<Line>, body: f64, manuscript: &mut Manuscript) {
    let mut sizes: Vec<i64> =
        paragraphs.iter().filter(|line| line.size > body * 1.08).map(|line| (line.size * 2.0).round() as i64).collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes.reverse();
    let title = if sizes.is_empty() { title_by_shape(&paragraphs) } else { None };
    let mut rows: Vec<Vec<super::Cell>> = Vec::new();
    for (at, line) in paragraphs.iter().enumerate() {
        let cells: Vec<&str> = line.text.split('\t').collect();
        if cells.len() > 1 {
            rows.push(cells.iter().map(|cell| super::Cell { runs: vec![Run::plain(cell.trim())], again: false }).collect());
            continue;
        }
        flush(&mut rows, manuscript);
        let runs = vec![Run::plain(&*line.text)];
        let rank = sizes.iter().position(|size| *size == (line.size * 2.0).round() as i64);
        let next = paragraphs.get(at + 1);
        let block = match (item(&line.text), rank) {
            (_, Some(rank)) if line.text.chars().count() <= HEADING * 2 => {
                Block::Heading { level: u8::try_from(rank + 1).unwrap_or(6).min(6), runs }
            }
            (Some((label, number, rest)), _) => Block::Item { depth: 0, label: label.to_owned(), number, runs: vec![Run::plain(rest)] },
            (None, _) if title == Some(at) => Block::Heading { level: 0, runs },
            (None, _) if title.is_some_and(|title| at > title) && next.is_some_and(|next| heads(line, next)) => {
                manuscript.set_aside(Aside::Likely, 1);
                Block::Heading { level: 2, runs }
            }
            _ => Block::Paragraph(runs),
        };
        manuscript.blocks.push(block);
    }
    flush(&mut rows, manuscript);
}

fn flush(rows: &mut Vec<Vec<super::Cell>>, manuscript: &mut Manuscript) {
    if !rows.is_empty() {
        manuscript.blocks.push(Block::Table(std::mem::take(rows)));
    }
}

/// Whether a line alone looks like the heading of what comes after it.
fn heads(line: &Line, next: &Line) -> bool {
    let text = &line.text;
    let begins = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    begins && line.apart && next.apart && text.chars().count() <= HEADING && !ends(text)
}

/// The title: of the first lines that stand alone, the longest that is like a heading.
fn title_by_shape(paragraphs: &[Line]) -> Option<usize> {
    let first = paragraphs.iter().take(12).position(|line| line.text.chars().count() > HEADING * 2).unwrap_or(12).min(paragraphs.len());
    let could = |at: &usize| {
        let text = &paragraphs[*at].text;
        !ends(text) && text.chars().count() >= 15 && item(text).is_none() && !text.contains('\t')
    };
    (0..first).filter(could).max_by_key(|at| (paragraphs[*at].text.chars().count(), std::cmp::Reverse(*at)))
}
