//! Which word of a fixed list somebody meant who wrote another. One that says the opposite is never meant, however like it looks: a
//! promise that was not kept would be shown as kept.

use crate::diagnostic::{fold, nearest, slip};

/// What somebody may have meant.
#[derive(Debug, PartialEq, Eq)]
pub struct Meant<'a> {
    /// The word that is most like what is written.
    pub near: Option<&'a str>,
    /// The same, when nothing but a slip of the hand explains the difference.
    pub sure: Option<&'a str>,
}

/// The words that say no, folded. All of them become the first.
const NO: [&str; 6] = ["inte", "ej", "icke", "not", "no", "aldrig"];

/// What turns a word into its opposite when it stands right before it, folded.
const TURNS: [&str; 6] = ["o", "un", "non", "inte", "icke", "ej"];

/// Which of `known` is meant by `written`, if any is.
pub fn meant<'a>(written: &str, known: &[&'a str]) -> Meant<'a> {
    let written = plain(written);
    let fitting: Vec<(String, &'a str)> = known.iter().map(|word| (plain(word), *word)).filter(|(word, _)| fits(&written, word)).collect();
    let plain: Vec<&str> = fitting.iter().map(|(word, _)| word.as_str()).collect();
    let word = |plain: &str| fitting.iter().find(|(word, _)| word == plain).map(|(_, word)| *word);
    // "Ogenomförd" is what the list calls "inte genomförd".
    let no = || TURNS.iter().find_map(|turn| Some(format!("{}-{}", NO[0], written.strip_prefix(turn)?)));
    let denied = || no().and_then(|no| known.iter().copied().find(|word| self::plain(word) == no));
    // One letter in four may differ: of words that are less alike than that, one would be put into somebody's mouth.
    let near = nearest(&written, &plain).filter(|near| strsim::osa_distance(&written, near) <= written.len().div_ceil(4));
    Meant { near: near.and_then(word).or_else(denied), sure: slip(&written, &plain).and_then(word) }
}

/// A word or several as they are compared: folded, with one word for no.
fn plain(words: &str) -> String {
    let folded = fold(words);
    let said = folded.split(|c: char| c == '-' || c.is_whitespace()).filter(|word| !word.is_empty());
    said.map(|word| if is_no(word) { NO[0] } else { word }).collect::<Vec<_>>().join("-")
}

/// Whether a folded word says no, or is a slip of one that does.
fn is_no(word: &str) -> bool {
    NO.contains(&word) || word.len() > 2 && NO.iter().any(|no| no.len() > 3 && strsim::osa_distance(word, no) == 1)
}

/// Whether who writes the one may have meant the other.
fn fits(written: &str, known: &str) -> bool {
    // Who asks does not say, and who says two things does not mean one.
    if written.contains(['?', ',', ';', '/']) {
        return false;
    }
    let count = |words: &str| words.split('-').filter(|word| *word == NO[0]).count();
    let turned = |one: &str, other: &str| {
        let bare = TURNS.iter().filter_map(|turn| one.strip_prefix(turn)).map(|rest| rest.trim_start_matches('-'));
        bare.into_iter().any(|bare| strsim::osa_distance(bare, other) < strsim::osa_distance(one, other))
    };
    count(written) == count(known) && !turned(written, known) && !turned(known, written) && !is_yet_to_be(written, known)
}

/// Whether the one says that something is done or to be done, as in "genomförs" and "besluta", where the other says that it has been.
fn is_yet_to_be(written: &str, known: &str) -> bool {
    let has_been = known.ends_with(['d', 't', 'n']);
    let is_done = written.ends_with('s') && !written.ends_with("ts");
    let to_do = written.ends_with('a') && !written.starts_with(known);
    has_been && (is_done || to_do)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::common::Firmness;
    use crate::content::process::StepState;
    use crate::content::result::{Extent, Status, Trend};
    use crate::content::value::Choice;

    fn told<C: Choice>(written: &str) -> (Option<&'static str>, Option<&'static str>) {
        let known: Vec<&str> = C::WORDS.iter().flat_map(|word| [word.sv, word.en]).collect();
        let Meant { near, sure } = meant(written, &known);
        (near, sure)
    }

    #[test]
    fn a_slip_is_understood() {
        for (written, word) in [
            ("genomfört", "genomförd"),
            ("genomförda", "genomförd"),
            ("Genomförd.", "genomförd"),
            ("pågar", "pågår"),
            ("nastan klar", "nästan klar"),
        ] {
            assert_eq!(told::<Status>(written), (Some(word), Some(word)), "{written}");
        }
        assert_eq!(told::<Trend>("oförändrat"), (Some("oförändrad"), Some("oförändrad")));
        assert_eq!(told::<Status>("klart"), (None, None), "nobody can know whether all of it was done");
    }

    #[test]
    fn no_is_never_read_as_yes_or_yes_as_no() {
        for written in
            ["ej genomförd", "Ej genomfört", "ej genomförda", "inte genomförts", "icke genomförd", "int genomförd", "inte  genomfördd"]
        {
            assert_eq!(told::<Status>(written), (Some("inte genomförd"), Some("inte genomförd")), "{written}");
        }
        assert_eq!(told::<Status>("ej aktuellt").1, Some("inte aktuell"));
        assert_eq!(told::<Status>("kunde ej genomföras").1, Some("kunde inte genomföras"));
        assert_eq!(told::<Status>("ogenomförd"), (Some("inte genomförd"), None));
        assert_eq!(told::<StepState>("ej påbörjad").0, Some("inte påbörjat"));
        assert_eq!(told::<Trend>("förändrad"), (None, None));
        assert_eq!(told::<Trend>("ökar inte"), (None, None));
        assert_eq!(told::<Extent>("ofullständig"), (None, None));
        assert_eq!(told::<Firmness>("obeslutad"), (None, None));
        for written in [
            "genomförd?",
            "genomförd, påbörjad",
            "ogenomfört",
            "undone",
            "genomförd ej",
            "integenomförd",
            "kunde genomföras",
            "aktuell",
            "ska genomföras",
            "genomförs",
            "genomföra",
            "påbörjas",
        ] {
            let (near, sure) = told::<Status>(written);
            assert!(near.is_none_or(|near| plain(near).contains("inte") && !written.starts_with('k')), "{written}: {near:?}");
            assert_eq!(sure, None, "{written}");
        }
    }
}
