//! How large one of a unit is, in the words of whoever wrote it: a thousand in "tkr" and "tusental", a hundredth in "procent".

/// What words begin with that say a size, and its power of ten.
const WORDS: &[(&str, i32)] = &[
    ("procent", -2),
    ("percent", -2),
    ("prosent", -2),
    ("promille", -3),
    ("tusen", 3),
    ("thousand", 3),
    ("miljon", 6),
    ("million", 6),
    ("miljard", 9),
    ("billion", 9),
    ("kronor", 0),
];

/// The same of what is written in short; "000" stands for what has been left out of every number.
const SHORT: &[(&str, i32)] = &[
    ("000", 3),
    ("tkr", 3),
    ("kkr", 3),
    ("tsek", 3),
    ("ksek", 3),
    ("milj", 6),
    ("mn", 6),
    ("mnkr", 6),
    ("mkr", 6),
    ("msek", 6),
    ("mdr", 9),
    ("mdkr", 9),
    ("kr", 0),
    ("sek", 0),
];

/// The power of ten that a unit names: 3 in `tkr` and `1 000-tal`, -2 in `procent`; None when its words say nothing of it. Of a rate, what is
/// counted says it: `tkr per 1 000 invånare` counts thousands.
pub fn size(unit: &str) -> Option<i32> {
    let lower = unit.to_lowercase().replace("per cent", "percent");
    let counted = format!(" {lower}").split(" per ").next().and_then(|words| words.split('/').next()).unwrap_or_default().to_owned();
    let sizes: Vec<i32> = joined(&counted).split([' ', ',', ';', '(', ')', ':']).filter_map(of_word).collect();
    sizes.iter().copied().find(|size| *size != 0).or(sizes.first().copied())
}

fn of_word(word: &str) -> Option<i32> {
    let word = word.trim_matches(|c: char| matches!(c, '.' | '-' | '\'' | '’' | '*'));
    if word.contains('%') {
        return Some(-2);
    }
    if word.contains('‰') {
        return Some(-3);
    }
    let of = |known: &[(&str, i32)], is: &dyn Fn(&str) -> bool| known.iter().find(|(name, _)| is(name)).map(|(_, size)| *size);
    of(SHORT, &|name| word == name).or_else(|| of(WORDS, &|name| word.starts_with(name))).or_else(|| tens(word))
}

/// Of `1000-tal`; `80-tal` and `1990-talet` are no sizes.
fn tens(word: &str) -> Option<i32> {
    let zeros = word.trim_end_matches('s').strip_suffix("tal")?.trim_end_matches('-').strip_prefix('1')?;
    (!zeros.is_empty() && zeros.len() < 10 && zeros.bytes().all(|byte| byte == b'0')).then_some(zeros.len() as i32)
}

/// Words without the spaces that part thousands, and with plain ones for all others: `1000-tal` of `1 000-tal`.
fn joined(words: &str) -> String {
    let mut joined = String::new();
    let mut signs = words.chars().peekable();
    while let Some(sign) = signs.next() {
        let parts =
            sign.is_whitespace() && joined.ends_with(|c: char| c.is_ascii_digit()) && signs.peek().is_some_and(char::is_ascii_digit);
        if !parts {
            joined.push(if sign.is_whitespace() { ' ' } else { sign });
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_unit_says_how_large_one_of_it_is() {
        for (unit, right) in [
            ("tusental", 3),
            ("i tusental", 3),
            ("1000-tal", 3),
            ("1 000-tal", 3),
            ("1\u{a0}000-tals personer", 3),
            ("100-tal", 2),
            ("tkr", 3),
            ("tusen kr", 3),
            ("000 kr", 3),
            ("'000", 3),
            ("thousands", 3),
            ("Mkr", 6),
            ("miljoner kronor", 6),
            ("milj. kr", 6),
            ("mdkr", 9),
            ("kr", 0),
            ("kronor per invånare", 0),
            ("tkr/invånare", 3),
            ("tkr per 1 000 invånare", 3),
            ("procent av eleverna", -2),
            ("per cent", -2),
            ("andel (%)", -2),
            ("procentenheter", -2),
            ("promille", -3),
        ] {
            assert_eq!(size(unit), Some(right), "{unit}");
        }
        for other in ["", "invånare", "per 1 000 invånare", "fall per tusen", "80-tal", "1990-tal", "år 2000", "mål", "elever i årskurs 9"]
        {
            assert_eq!(size(other), None, "{other}");
        }
    }
}
