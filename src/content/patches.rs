//! Text that is read otherwise than it stands: a faulty line as it was probably meant, so that what stands after it is read too.

use std::borrow::Cow;
use std::ops::Range;

/// Lines to be read otherwise, in order.
#[derive(Debug, Default)]
pub struct Patches(Vec<Patch>);

#[derive(Debug)]
struct Patch {
    line: Range<usize>,
    /// The stretch of the line that is another, and what is read for it.
    at: Range<usize>,
    text: String,
}

impl Patches {
    /// Whether a line, or part of these lines, is read otherwise already; and if so, whether it is passed over.
    pub fn on(&self, line: &Range<usize>) -> Option<bool> {
        let patch = self.0.iter().find(|patch| patch.line.start <= line.end && line.start <= patch.line.end)?;
        Some(patch.text.is_empty() && patch.at == patch.line)
    }

    /// Reads `right` for the lines `line` of `whole`, whatever was to be read for them before.
    pub fn set(&mut self, whole: &str, line: Range<usize>, right: &str) {
        let stands = &whole[line.clone()];
        let same =
            |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>();
        let before = same(&mut stands.chars().zip(right.chars()));
        let after = same(&mut stands[before..].chars().rev().zip(right[before..].chars().rev()));
        let at = line.start + before..line.end - after;
        let text = right[before..right.len() - after].to_owned();
        self.0.retain(|patch| patch.line.end < line.start || patch.line.start > line.end);
        self.0.push(Patch { line, at, text });
        self.0.sort_by_key(|patch| patch.at.start);
    }

    /// The text as it is to be read.
    pub fn applied<'w>(&self, whole: &'w str) -> Cow<'w, str> {
        if self.0.is_empty() {
            return whole.into();
        }
        let (mut read, mut from) = (String::with_capacity(whole.len() + self.0.len()), 0);
        for patch in &self.0 {
            read.push_str(&whole[from..patch.at.start]);
            read.push_str(&patch.text);
            from = patch.at.end;
        }
        read.push_str(&whole[from..]);
        read.into()
    }

    /// Where a place of the text that is read stands in the text as it was written.
    pub fn place(&self, at: usize) -> usize {
        let (mut read, mut written) = (0, 0);
        for patch in &self.0 {
            let start = read + patch.at.start - written;
            if at < start {
                break;
            }
            if at < start + patch.text.len() {
                return patch.at.start;
            }
            (read, written) = (start + patch.text.len(), patch.at.end);
        }
        written + (at - read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_text_as_it_stands() {
        let whole = "a = 1\nb: \"ö\"\nc = [\"d\"\ne = f\ng = 2\n";
        let mut patches = Patches::default();
        for (wrong, right) in [("e = f", "e = \"f\""), ("b: \"ö\"", "b = \"ö\""), ("c = [\"d\"", "c = [\"d\"]")] {
            let start = whole.find(wrong).unwrap_or_default();
            patches.set(whole, start..start + wrong.len(), right);
        }
        let read = patches.applied(whole);
        assert_eq!(read, "a = 1\nb = \"ö\"\nc = [\"d\"]\ne = \"f\"\ng = 2\n");
        for same in ["a = 1", "\"ö\"", "[\"d\"", "g = 2"] {
            let (start, stands) = (read.find(same).unwrap_or_default(), whole.find(same).unwrap_or_default());
            assert_eq!(patches.place(start)..patches.place(start + same.len()), stands..stands + same.len(), "{same}");
        }
        let (start, stands) = (read.find("\"f\"").unwrap_or_default(), whole.find('f').unwrap_or_default());
        assert_eq!(patches.place(start)..patches.place(start + 3), stands..stands + 1);
    }
}
