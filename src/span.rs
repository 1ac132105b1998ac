//! Where something stands: a file, a stretch of bytes in it, and the line and column that a person sees.

/// Names a source file by the fingerprint of its path, so that it is the same whatever the order in which files are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u64);

impl SourceId {
    /// The name of the file at `path` (relative to the site's root, with `/`).
    pub fn of(path: &str) -> Self {
        let hash = blake3::hash(path.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        Self(u64::from_le_bytes(first))
    }
}

/// A stretch of bytes in a source file; `end` is the first byte after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub source: SourceId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span from a byte range. Files over 4 GiB are refused before they come here, so the offsets fit.
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        Self { source, start: offset(range.start), end: offset(range.end) }
    }

    /// The very beginning of a file: for what concerns the file as a whole.
    pub fn start_of(source: SourceId) -> Self {
        Self { source, start: 0, end: 0 }
    }

    /// The bytes of the span, for slicing the text that it stands in.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A stretch inside this one, `range` counted from its start.
    pub fn inside(self, range: std::ops::Range<usize>) -> Self {
        let start = self.start as usize;
        Self::new(self.source, start + range.start..start + range.end)
    }
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// A place as people count it: both numbers start at 1, columns count Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineCol {
    pub line: usize,
    pub column: usize,
}

/// Finds lines in a text: made once per text, each question costs a binary search and at most one block of counting.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters stand before every block of the text, so that a line of ten megabytes is not counted for every question.
    counts: Vec<usize>,
}

const BLOCK: usize = 4096;

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        // Editors do not show a byte order mark, so it has no column: the first line begins after it.
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let starts = std::iter::once(first).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut counts = vec![0];
        for block in 1..=text.len() / BLOCK {
            counts.push(counts[block - 1] + text[edge(text, block - 1)..edge(text, block)].chars().count());
        }
        Self { text, starts, counts }
    }

    /// The line and column of a byte. A byte past the end, or inside a character, counts as the nearest place before it.
    pub fn at(&self, byte: usize) -> LineCol {
        let byte = self.text.floor_char_boundary(byte.clamp(self.starts[0], self.text.len()));
        let line = self.starts.partition_point(|&start| start <= byte) - 1;
        let column = self.characters_before(byte) - self.characters_before(self.starts[line]) + 1;
        LineCol { line: line + 1, column }
    }

    /// The text of a line (counted from 1) without its line ending; empty when there is no such line.
    pub fn line(&self, number: usize) -> &'a str {
        &self.text[self.range(number)]
    }

    /// The bytes of a line (counted from 1) without its line ending; empty when there is no such line.
    pub fn range(&self, number: usize) -> std::ops::Range<usize> {
        let Some(&start) = number.checked_sub(1).and_then(|n| self.starts.get(n)) else { return 0..0 };
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// The text that the lines belong to.
    pub fn text(&self) -> &'a str {
        self.text
    }

    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.counts[block] + self.text[edge(self.text, block)..byte].chars().count()
    }
}

/// Where a block begins: no block begins inside a character.
fn edge(text: &str, block: usize) -> usize {
    text.floor_char_boundary(block * BLOCK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_as_when_every_character_is_counted() {
        let text = format!("\u{feff}{}\r\nå\n{}", "åäö€🙂".repeat(2000), "€x".repeat(3000));
        let lines = Lines::new(&text);
        for (byte, _) in text.char_indices().skip(1).step_by(97) {
            let before = &text['\u{feff}'.len_utf8()..byte];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |part| part.chars().count()) + 1;
            assert_eq!(lines.at(byte), LineCol { line, column });
        }
        assert_eq!(lines.at(0), LineCol { line: 1, column: 1 });
        assert_eq!(lines.line(2), "å");
        assert_eq!(lines.line(9), "");
        assert_eq!(Lines::new("").at(7), LineCol { line: 1, column: 1 });
    }
}
