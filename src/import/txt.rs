//! Plain text, as Notepad and others save it.

use super::{Format, Unfit};
use crate::draft::{Aside, Line, Manuscript, Page, blocks};
use crate::encoding::{self, Was};

pub static FORMAT: Format = Format { extensions: &["txt", "text", "md"], is, read };

/// Lines of a text that was broken by the program that wrote it are no longer than this, in letters.
const BROKEN_AT: usize = 110;

fn is(bytes: &[u8]) -> bool {
    encoding::decoded(bytes).is_some()
}

fn read(bytes: &[u8]) -> Result<Manuscript, Unfit> {
    let Some((text, was)) = encoding::decoded(bytes) else { return Err(Unfit::Broken(String::new())) };
    let pages: Vec<Page> = text.split('\u{c}').map(page).filter(|page| !page.lines.is_empty()).collect();
    let mut manuscript = blocks(pages);
    if was == Was::Windows1252 {
        manuscript.set_aside(Aside::Windows1252, 1);
    }
    Ok(manuscript)
}

fn page(text: &str) -> Page {
    let mut page = Page::default();
    for group in text.split("\n\n").map(|group| group.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>()) {
        let broken = is_broken(&group);
        for (at, line) in group.iter().enumerate() {
            let text = line.trim();
            let wide = text.contains('\t') || text.contains("   ");
            page.lines.push(Line { text: text.to_owned(), apart: at == 0 || !broken, wide, ..Line::default() });
        }
        // A line that stands alone with others close below is no heading: a signature, an address.
        if !broken && group.len() > 1 {
            let from = page.lines.len() - group.len();
            page.lines[from + 1..].iter_mut().for_each(|line| line.apart = true);
        }
    }
    page
}

/// Whether the lines of a group are one paragraph: all but the last are about as long as lines get.
fn is_broken(group: &[&str]) -> bool {
    let lengths: Vec<usize> = group.iter().map(|line| line.chars().count()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let full = lengths.iter().take(lengths.len().saturating_sub(1)).all(|length| *length * 10 >= longest * 7);
    group.len() > 1 && (40..=BROKEN_AT).contains(&longest) && full
}
