//! From lines to blocks, for formats that know lines only: paragraphs are joined, broken words mended, and what repeats on the pages'
//! edges is dropped.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Aside, Block, Manuscript, Run};
use crate::markdown::line;

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
}

/// How many lines from the top and from the bottom of a page may be its head and its foot.
const EDGE: usize = 4;

/// No heading is longer, in letters.
const HEADING: usize = 140;

/// The blocks of some pages.
pub fn blocks(mut pages: Vec<Page>) -> Manuscript {
    let mut manuscript = Manuscript::default();
    drop_margins(&mut pages, &mut manuscript);
    let known = words_of(&pages);
    let body_size = usual_size(&pages);
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
    drop_repeated(&mut paragraphs, &mut manuscript);
    structure(paragraphs, body_size, &mut manuscript);
    manuscript
}

/// Takes out what stands on most pages' edges, and page numbers.
fn drop_margins(pages: &mut [Page], manuscript: &mut Manuscript) {
    let edges = |page: &Page| -> Vec<usize> {
        let last = page.lines.len();
        (0..last).filter(|at| *at < EDGE || *at + EDGE >= last).collect()
    };
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    for page in pages.iter() {
        let seen: FxHashSet<String> = edges(page).into_iter().map(|at| shape(&page.lines[at].text)).collect();
        seen.into_iter().for_each(|shape| *times.entry(shape).or_default() += 1);
    }
    let most = (pages.len() / 2 + 1).max(2);
    let repeats = |text: &str| times.get(&shape(text)).is_some_and(|times| *times >= most);
    let many = pages.len() > 1;
    for page in pages.iter_mut() {
        let at_edge: FxHashSet<usize> = edges(page).into_iter().collect();
        let mut at = 0;
        page.lines.retain(|line| {
            let edge = at_edge.contains(&at);
            at += 1;
            let number = is_page_number(&line.text) && (many || line.text.contains('('));
            let drop = edge && (number || repeats(&line.text) && item(&line.text).is_none());
            if drop {
                manuscript.set_aside(Aside::Margin, 1);
                if !number && !manuscript.margins.contains(&line.text) {
                    manuscript.margins.push(line.text.clone());
                }
            }
            !drop
        });
    }
}

/// A line with each number as one sign, so that "Sida 2 (5)" is "Sida 3 (5)".
fn shape(text: &str) -> String {
    let mut out = String::new();
    for c in line(text).chars() {
        match c.is_ascii_digit() {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.extend(c.to_lowercase()),
        }
    }
    out
}

fn is_page_number(text: &str) -> bool {
    let shape = shape(text);
    let bare = shape.trim_start_matches("sida ").trim_start_matches("sid ").trim_start_matches("page ");
    matches!(bare.trim_matches(['-', '–', ' ']), "#" | "#(#)" | "# (#)" | "#/#" | "# / #" | "# av #" | "# of #")
}

/// Takes out short lines that stand alone three times or more: heads of pages in a text that knows no pages.
fn drop_repeated(paragraphs: &mut Vec<Line>, manuscript: &mut Manuscript) {
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    let could = |line: &Line| line.text.chars().count() < 60 && item(&line.text).is_none() && !ends(&line.text);
    paragraphs.iter().filter(|line| could(line)).for_each(|line| *times.entry(line.text.clone()).or_default() += 1);
    paragraphs.retain(|line| {
        let drop = could(line) && times.get(&line.text).is_some_and(|times| *times > 2);
        if drop {
            manuscript.set_aside(Aside::Margin, 1);
            if !manuscript.margins.contains(&line.text) {
                manuscript.margins.push(line.text.clone());
            }
        }
        !drop
    });
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
