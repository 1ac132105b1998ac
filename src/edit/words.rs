//! Finding words wherever and however they stand: over line breaks, with no-break spaces, soft hyphens and dashes, as HTML writes them, in
//! addresses and file names. What is found is masked.

use std::ops::Range;

use regex::Regex;

use crate::content::common::MASK;

/// The same in ids, addresses and file names.
const MASK_IN_NAMES: &str = "maskerat";

/// Words that are to be found in every form.
pub struct Pattern {
    regex: Regex,
    /// Only what stands in a name counts: the words are so few that letters without capitals or marks may be another word.
    names_only: bool,
    digits: bool,
    /// Of a sentence only this figure is to go.
    figure: Option<Regex>,
}

/// Fewer letters or digits than these could be anything.
const SHORTEST: usize = 3;
const SHORTEST_NUMBER: usize = 5;

/// What may stand between two words, or two digits of a number.
const BETWEEN: &str =
    r"(?:[\s\u{a0}\u{202f}\u{2009}\u{ad}\u{200b}\u{2010}-\u{2015}\u{2212}_*.,:;/@+()\\-]|&nbsp;|&#160;|&#xa0;|&shy;|&thinsp;|%20)";

/// The patterns of some words: one that finds them as they are written, and of a single word one that finds it in names. None when there
/// is too little to tell them from other words.
pub fn patterns(words: &str) -> Option<Vec<Pattern>> {
    let tokens: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let length: usize = tokens.iter().map(|token| token.chars().count()).sum();
    let digits = length > 0 && tokens.iter().all(|token| token.chars().all(|c| c.is_ascii_digit()));
    if length < if digits { SHORTEST_NUMBER } else { SHORTEST } {
        return None;
    }
    let compile = |pattern: String, names_only| Some(Pattern { regex: Regex::new(&pattern).ok()?, names_only, digits, figure: None });
    if digits {
        let all: Vec<String> = tokens.concat().chars().map(String::from).collect();
        return Some(vec![compile(all.join(&format!("{BETWEEN}{{0,4}}")), false)?]);
    }
    let genitive = "(?:['’:]?[sS])?";
    let free = |token: &&str| token.chars().map(|c| letter(c, true)).collect::<Vec<_>>().join("(?:\u{ad}|&shy;)?");
    let exact = |token: &str| token.chars().map(|c| letter(c, false)).collect::<Vec<_>>().join("(?:\u{ad}|&shy;)?");
    let joined = tokens.iter().map(free).collect::<Vec<_>>().join(&format!("{BETWEEN}{{1,8}}"));
    match tokens[..] {
        [one] => {
            let upper = one.to_uppercase();
            Some(vec![compile(format!("(?:{}|{}){genitive}", exact(one), exact(&upper)), false)?, compile(joined, true)?])
        }
        _ => Some(vec![compile(format!("{joined}{genitive}"), false)?]),
    }
}

/// The patterns of a name written the other way round, its last word first: "Åkesson, Anna". Several names may stand side by side in that
/// form, so that the words can be of two: they are for a person to look at, and not masked.
pub fn turned(words: &str) -> Vec<Pattern> {
    // A title may stand after a name, and what it is before it.
    let names = words.split([',', ';', ':', '(', ')']).map(str::trim).filter(|name| *name != words.trim()).chain([words]);
    names.flat_map(turned_one).collect()
}

fn turned_one(name: &str) -> Vec<Pattern> {
    /// More words than these are a sentence.
    const MOST: usize = 4;
    let mut tokens: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let is_name = |token: &&str| token.starts_with(char::is_alphabetic);
    if !(2..=MOST).contains(&tokens.len()) || !tokens.iter().all(is_name) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for _ in 1..tokens.len() {
        tokens.rotate_left(1);
        found.extend(patterns(&tokens.join(" ")).unwrap_or_default());
    }
    found
}

/// The pattern of a figure in a sentence: the sentence is found in every form, and nothing but the figure is masked in it. None when the figure
/// does not stand there.
pub fn figure(sentence: &str, figure: &str) -> Option<Pattern> {
    let digits = regex::escape(figure).replace(',', "[.,]");
    let figure = Regex::new(&digits).ok().filter(|figure| alone(figure, sentence).next().is_some())?;
    let tokens = sentence.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    let tokens: Vec<String> =
        tokens.map(|token| token.chars().map(|c| letter(c, false)).collect::<Vec<_>>().join("(?:\u{ad}|&shy;)?")).collect();
    let regex = Regex::new(&tokens.join("[^\\p{L}\\p{N}]{1,12}")).ok()?;
    Some(Pattern { regex, names_only: false, digits: false, figure: Some(figure) })
}

/// Where a figure stands that is no part of a longer one.
fn alone<'t>(figure: &'t Regex, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let longer = move |range: &Range<usize>| part(text[..range.start].chars().next_back()) || part(text[range.end..].chars().next());
    figure.find_iter(text).map(|found| found.range()).filter(move |range| !longer(range))
}

/// A letter in every way that it is written; `free`: also as a capital or not, and without its mark.
fn letter(letter: char, free: bool) -> String {
    let mut forms = vec![letter.to_string()];
    if free {
        forms.extend([letter.to_lowercase().to_string(), letter.to_uppercase().to_string()]);
        let bare = slug::slugify(letter.to_string());
        forms.extend([bare.to_uppercase(), bare]);
    }
    let mut all: Vec<String> = Vec::new();
    for form in forms.iter().filter(|form| !form.is_empty()) {
        all.push(regex::escape(form));
        if !form.is_ascii() {
            let split: String = unicode_normalization::UnicodeNormalization::nfd(form.as_str()).collect();
            all.push(regex::escape(&split));
            let bytes: Vec<String> = form.bytes().map(|byte| format!("%(?:{byte:02X}|{byte:02x})")).collect();
            all.push(bytes.concat());
            all.extend(form.chars().flat_map(|c| [format!("&#{};", c as u32), format!("&#x(?:{0:x}|{0:X});", c as u32)]));
            all.extend(ENTITIES.iter().filter(|(known, _)| form.starts_with(*known)).map(|(_, name)| format!("&{name};")));
        }
    }
    // The longest first: a letter with its mark before the letter alone.
    all.sort_by_key(|form| std::cmp::Reverse(form.len()));
    all.dedup();
    format!("(?:{})", all.join("|"))
}

const ENTITIES: &[(char, &str)] = &[
    ('å', "aring"),
    ('ä', "auml"),
    ('ö', "ouml"),
    ('Å', "Aring"),
    ('Ä', "Auml"),
    ('Ö', "Ouml"),
    ('é', "eacute"),
    ('É', "Eacute"),
    ('ü', "uuml"),
    ('Ü', "Uuml"),
];

impl Pattern {
    /// Where the words stand in a text, in order.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.find_whole(text);
        match &self.figure {
            None => found,
            Some(figure) => {
                let inside = |whole: Range<usize>| {
                    alone(figure, &text[whole.clone()]).map(|at| whole.start + at.start..whole.start + at.end).collect::<Vec<_>>()
                };
                found.into_iter().flat_map(inside).collect()
            }
        }
    }

    fn find_whole(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(one) = self.regex.find_at(text, from) {
            if self.stands_alone(text, one.range()) {
                found.push(one.range());
                from = one.end();
            } else {
                from = one.start() + text[one.start()..].chars().next().map_or(1, char::len_utf8);
            }
        }
        found
    }

    /// Whether a stretch is no part of a longer word or number.
    fn stands_alone(&self, text: &str, range: Range<usize>) -> bool {
        let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
        let part = |c: Option<char>| c.is_some_and(|c| if self.digits { c.is_ascii_digit() } else { c.is_alphanumeric() });
        !part(before) && !part(after) && (!self.names_only || in_name(text, &range))
    }
}

/// Whether a stretch stands in an id, an address or the name of a file.
fn in_name(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    let plain = text[range.clone()].chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let joined = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '/' | '#' | '_'));
    let ends = |c: Option<char>| c.is_some_and(|c| matches!(c, '"' | '\'' | '.' | ')'));
    let begins = |c: Option<char>| c.is_some_and(|c| matches!(c, '"' | '\'' | '('));
    plain && (text[range.clone()].contains('-') || joined(before) || joined(after) || begins(before) && ends(after))
}

/// Whether any of the words stand in a text.
pub fn stand_in(patterns: &[Pattern], text: &str) -> bool {
    patterns.iter().any(|pattern| !pattern.find(text).is_empty())
}

/// A text with the words masked; None when they do not stand in it.
pub fn masked(patterns: &[Pattern], text: &str) -> Option<String> {
    let mut out = text.to_owned();
    for pattern in patterns {
        for range in pattern.find(&out).into_iter().rev() {
            let mask = if pattern.figure.is_none() && in_name(&out, &range) { MASK_IN_NAMES } else { MASK };
            out.replace_range(range, mask);
        }
    }
    (out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_and_no_other_word() {
        let hide = |words: &str, text: &str| masked(&patterns(words).expect("enough to go by"), text).unwrap_or_else(|| text.to_owned());
        for text in [
            "Anna Åkesson",
            "anna\u{a0}åkesson",
            "Anna\nÅkesson",
            "ANNA ÅKESSON",
            "Anna A\u{30a}kesson",
            "Anna&nbsp;&Aring;kesson",
            "An\u{ad}na Åkes\u{ad}son",
            "**Anna** Åkessons",
            "anna.akesson",
        ] {
            assert_eq!(hide("Anna Åkesson", text).trim_start_matches("**"), MASK, "{text}");
        }
        assert_eq!(hide("Anna Åkesson", "/nyheter/anna-akesson-ny/"), "/nyheter/maskerat-ny/");
        assert_eq!(hide("Anna Åkesson", "Joanna Åkesson och Anna Åkessonsk"), "Joanna Åkesson och Anna Åkessonsk");
        assert_eq!(hide("Bodil", "Bodil, bodil och content/pages/bodil.md"), "[maskerat], bodil och content/pages/maskerat.md");
        assert_eq!(
            hide("070-123 45 67", "ring 0701234567 eller 070–123\u{a0}45\u{a0}67, inte 10701234567"),
            "ring [maskerat] eller [maskerat], inte 10701234567"
        );
        let five = figure("Det är 5 skolor, av 15.", "5").expect("it stands there");
        assert_eq!(masked(&[five], "Förr 5. Det är 5\nskolor av 15.").as_deref(), Some("Förr 5. Det är [maskerat]\nskolor av 15."));
        assert!(figure("Det är 15 skolor.", "5").is_none());
        let turned = turned("Anna Åkesson, rektor");
        for text in ["Åkesson, Anna", "Åkesson Anna", "akesson-anna", "ÅKESSON,\u{a0}ANNA"] {
            assert!(stand_in(&turned, text), "{text}");
        }
        assert!(stand_in(&super::turned("Kontakt: Anna Åkesson."), "Åkesson, Anna"));
        assert!(!stand_in(&turned, "Anna Åkesson, Karl") && super::turned("Bodil").is_empty());
        assert!(patterns("Bo").is_none() && patterns("1234").is_none() && patterns("–").is_none());
    }
}
