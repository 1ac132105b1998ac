//! How hard a Swedish text is to read: words, sentences and LIX (C. H. Björnsson, Läsbarhet, 1968).
//!
//! Counted so: a word has letters and no digit, so figures, §, case numbers and addresses are none; the parts of "alkohol-, narkotika-" are
//! two words, and a compound with a hyphen inside is one. A long word has seven letters or more, counted as letters and not as bytes. The full
//! stop of an abbreviation or a date ends no sentence. What stands in quotation marks is somebody else's and counts nowhere. A heading or an
//! item of a list is a sentence of its own: the caller hands each in as a text.

use std::ops::{AddAssign, Range};

/// What LIX is worked out from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub words: usize,
    pub sentences: usize,
    /// Words of seven letters or more.
    pub long: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.long += other.long;
    }
}

impl Counts {
    /// Words to a sentence, and long words in a hundred. None of a text without words.
    pub fn lix(&self) -> Option<f64> {
        let (words, sentences, long) = (self.words as f64, self.sentences as f64, self.long as f64);
        (self.words > 0).then(|| words / sentences + 100.0 * long / words)
    }

    /// Of several texts.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t Measured>) -> Self {
        let mut counts = Self::default();
        for sentence in texts.into_iter().flat_map(|text| &text.sentences) {
            counts += Self { words: sentence.words, sentences: 1, long: sentence.long };
        }
        counts
    }
}

/// A block of text, measured once for all who ask.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Every word that is not in quotation marks, with its place.
    pub words: Vec<Range<usize>>,
    /// The sentences that have words in them.
    pub sentences: Vec<Sentence>,
}

/// A sentence with words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub range: Range<usize>,
    pub words: usize,
    pub long: usize,
}

/// Abbreviations whose full stop ends no sentence, without it.
const SHORT: &[&str] = &[
    "art", "avd", "bil", "bl.a", "ca", "d.v.s", "dir", "dnr", "dvs", "e.d", "e.g", "eng", "ev", "ex", "f.d", "f.n", "f.ö", "feb", "fig",
    "fr.o.m", "förf", "i.e", "inkl", "exkl", "jan", "jfr", "kap", "kl", "kr", "m.a.o", "max", "min", "mom", "nov", "nr", "o.s.v", "obs",
    "okt", "p.g.a", "resp", "s.k", "sid", "sept", "st", "t.ex", "t.o.m", "tel", "tex", "apr", "aug", "dec", "u.a", "v", "vol",
];

/// Measures a block of text.
pub fn measure(text: &str) -> Measured {
    let mut measured = Measured::default();
    let mut open = Sentence { range: 0..0, words: 0, long: 0 };
    let mut tokens = tokens(text).peekable();
    let quoted = quoted(text);
    let inside = |at: usize| quoted.iter().any(|quote| quote.contains(&at));
    while let Some(token) = tokens.next() {
        if open.range.is_empty() {
            open.range.start = token.start;
        }
        open.range.end = token.end;
        for word in words_of(text, token.clone()).filter(|word| !inside(word.start)) {
            open.words += 1;
            open.long += usize::from(letters(&text[word.clone()]) >= 7);
            measured.words.push(word);
        }
        let ends = tokens.peek().is_none_or(|next| ends_sentence(&text[token.clone()], &text[next.clone()]));
        if ends {
            if open.words > 0 {
                measured.sentences.push(open.clone());
            }
            open = Sentence { range: 0..0, words: 0, long: 0 };
        }
    }
    measured
}

/// What white space parts.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |token| {
        let at = token.as_ptr() as usize - start;
        at..at + token.len()
    })
}

/// The words in a token: "och/eller" is two, an address or a figure none.
fn words_of(text: &str, token: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let written = &text[token.clone()];
    let none = written.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit())
        || written.starts_with("www.")
        || written.bytes().any(|byte| byte == b':') && written.contains("://");
    let mut at = token.start;
    let parts = written.split('/').map(move |part| {
        let from = at;
        at += part.len() + 1;
        let head = part.len() - part.trim_start_matches(|c: char| !c.is_alphabetic()).len();
        let body = part.trim_matches(|c: char| !c.is_alphabetic());
        from + head..from + head + body.len()
    });
    parts.filter(move |word| !none && !word.is_empty())
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

fn ends_sentence(token: &str, next: &str) -> bool {
    let bare = token.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']);
    if bare.ends_with(['!', '?', '…']) {
        return true;
    }
    let Some(word) = bare.strip_suffix('.') else { return false };
    let word = word.trim_start_matches(['(', '”', '"', '[', '«']).to_lowercase();
    let begins = next.trim_start_matches(['(', '”', '"', '[', '«', '–', '-']).chars().next();
    let capital = begins.is_none_or(|c| !c.is_alphabetic() || c.is_uppercase());
    // An initial is no sentence: "A. Andersson".
    capital && !SHORT.contains(&word.as_str()) && letters(&word) != 1
}

/// The stretches between quotation marks.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '”' | '“' | '"' | '»' | '«' | '„')) {
        match open.take() {
            Some(start) => quotes.push(start..at + c.len_utf8()),
            None => open = Some(at),
        }
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lix(text: &str) -> f64 {
        (Counts::of([&measure(text)]).lix().unwrap_or(0.0) * 100.0).round() / 100.0
    }

    #[test]
    fn lix_is_counted_as_its_author_did() {
        assert_eq!(lix("Det här är en mening. Barnen leker i parken."), 4.5);
        assert_eq!(lix("Socialnämnden ansvarar för uppföljningen. Nämnden beslutade."), 86.33);
        assert_eq!(Counts::of([&measure("KS 2016/1963-2 § 5 88 %")]).words, 1);
        assert_eq!(Counts::of([&measure("")]).lix(), None);
    }

    #[test]
    fn letters_are_counted_and_not_bytes() {
        assert_eq!(Counts::of([&measure("ååååää åäöåäöå")]), Counts { words: 2, sentences: 1, long: 1 });
    }

    #[test]
    fn what_ends_a_sentence() {
        let count = |text| measure(text).sentences.len();
        assert_eq!(count("Enligt 3 kap. 10 § lagen gäller t.ex. Nacka och bl.a. Danderyd."), 1);
        assert_eq!(count("Det gäller den 1 jan. 2014 och kl. 10."), 1);
        assert_eq!(count("Målet var 90. Det nåddes inte! Varför? Se A. Andersson."), 4);
        assert_eq!(count("Se www.nacka.se. Där står det (och mer.) Slut"), 3);
    }

    #[test]
    fn hyphens_and_strokes() {
        assert_eq!(
            Counts::of([&measure("alkohol-, narkotika- och ANDT-strategin, och/eller")]),
            Counts { words: 6, sentences: 1, long: 3 }
        );
    }

    #[test]
    fn quotes_are_not_ours() {
        assert_eq!(Counts::of([&measure("Planen säger ”att samtliga verksamheter”.")]), Counts { words: 2, sentences: 1, long: 0 });
    }
}
