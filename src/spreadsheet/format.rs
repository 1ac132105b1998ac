//! What the format of a number makes of it before anybody sees it: 3000000 shown as 3 000, 0.88 as 88 %, a day as its year.

/// The units of money that a format may write after a number, in small letters.
const UNITS: [&str; 5] = ["kr", "kronor", "tkr", "mkr", "mnkr"];

/// What a number is in that has been divided by a thousand so many times, where no unit stands by it.
const SCALES: [&str; 4] = ["", "tusental", "miljontal", "miljardtal"];

/// How a cell shows its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    pub percent: bool,
    /// How many times it is divided by a thousand.
    pub thousands: u32,
    /// The unit of money, or the size, that stands by it.
    pub unit: Option<&'static str>,
    pub day: Shows,
    /// Of a number that is none but a name, such as `000000-0000`: the signs that are shown, each 0 a digit, noughts before the number too.
    pub digits: Option<String>,
}

/// Fewer digits than these are a figure, however it is written.
const NAMES: usize = 9;

/// How much of a day is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    #[default]
    Day,
    Month,
    Year,
}

impl Shows {
    /// Of the parts of a day that a format has.
    pub fn of(year: bool, month: bool, day: bool) -> Self {
        match (year, month, day) {
            (true, false, false) => Shows::Year,
            (true, true, false) => Shows::Month,
            _ => Shows::Day,
        }
    }
}

impl Format {
    /// Of a format's code, such as `# ##0," tkr"`. Of several, the first is for what is above zero.
    ///
    /// Source: ECMA-376, part 1, 18.8.31 (`numFmts`).
    pub fn of(code: &str) -> Self {
        let (signs, words) = parts(code);
        let last_digit = signs.rfind(['0', '#', '?']);
        let has = |sign: char| signs.contains(sign);
        let day = Shows::of(has('y'), has('m'), has('d') || has('h') || has('s'));
        Self {
            percent: has('%'),
            thousands: last_digit.map_or(0, |at| signs[at + 1..].bytes().take_while(|sign| *sign == b',').count() as u32),
            unit: unit(&words),
            day,
            digits: digits(code),
        }
    }

    /// What the number that is shown is in: its unit of money, or how many times too small it is.
    pub fn shown_in(&self) -> Option<&'static str> {
        let scale = SCALES.get(self.thousands as usize).copied().filter(|scale| !scale.is_empty());
        self.unit.or(scale)
    }
}

/// The unit that words by a number are, when they are one of money or of a size.
pub fn unit(words: &str) -> Option<&'static str> {
    let words = words.trim();
    UNITS.iter().chain(&SCALES[1..]).copied().find(|unit| *unit == words)
}

/// The signs that a format shows of a number, when all of its digits are always shown and they are too many for a figure.
pub fn digits(code: &str) -> Option<String> {
    let mut shown = String::new();
    let mut all = code.chars();
    while let Some(sign) = all.next() {
        match sign {
            ';' => break,
            '"' => shown.extend(all.by_ref().take_while(|c| *c != '"')),
            '\\' => shown.extend(all.next()),
            '_' | '*' => drop(all.next()),
            '[' => _ = all.by_ref().find(|c| *c == ']'),
            '0' | '-' | '+' | '/' | ' ' | '\u{a0}' | '\u{202f}' => shown.push(sign),
            _ => return None,
        }
    }
    (shown.matches('0').count() >= NAMES && !shown.contains(|c: char| c.is_ascii_digit() && c != '0')).then_some(shown)
}

/// A whole number as such a format shows it; None of any other.
pub fn filled(digits: &str, number: f64) -> Option<String> {
    let places = digits.matches('0').count();
    let written = format!("{number:0>places$}");
    // What is too long for its places stands before the first of them.
    let (first, rest) = written.split_at(written.len().checked_sub(places)?);
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut rest = rest.chars();
    Some(first.chars().chain(digits.chars().map(|sign| if sign == '0' { rest.next().unwrap_or(sign) } else { sign })).collect())
}

/// The signs of the first section that mean something, and the words that are only shown, both in small letters.
fn parts(code: &str) -> (String, String) {
    let (mut signs, mut words) = (String::new(), String::new());
    let mut all = code.chars().flat_map(char::to_lowercase);
    while let Some(sign) = all.next() {
        match sign {
            ';' => break,
            '"' => words.extend(all.by_ref().take_while(|c| *c != '"')),
            '\\' => words.extend(all.next()),
            // As wide as the sign after it, or filled with it.
            '_' | '*' => drop(all.next()),
            // A currency, as in [$kr-41D]; a colour or a condition else.
            '[' => {
                let inside: String = all.by_ref().take_while(|c| *c != ']').collect();
                words.extend(inside.strip_prefix('$').into_iter().flat_map(|money| money.split('-').next()));
            }
            other => signs.push(other),
        }
    }
    (signs, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_tells_what_is_shown() {
        let of = |code: &str| {
            let format = Format::of(code);
            (format.percent, format.thousands, format.unit)
        };
        assert_eq!(of("General"), (false, 0, None));
        assert_eq!(of("0.0%"), (true, 0, None));
        assert_eq!(of("0\"%\""), (false, 0, None), "a word is no sign");
        assert_eq!(of("0\\%"), (false, 0, None));
        assert_eq!(of("# ##0,"), (false, 1, None));
        assert_eq!(of("#,##0,,\" mnkr\""), (false, 2, Some("mnkr")));
        assert_eq!(of("#,##0\\ \"tkr\";[Red]-#,##0\\ \"tkr\""), (false, 0, Some("tkr")));
        assert_eq!(of("#,##0\\ [$kr-41D]"), (false, 0, Some("kr")));
        assert_eq!(of("_-* #,##0.00\\ \"kr\"_-;\\-* #,##0.00\\ \"kr\"_-"), (false, 0, Some("kr")));
        assert_eq!(of("0\" st\""), (false, 0, None));
        let shown = |code: &str, number: f64| digits(code).and_then(|digits| filled(&digits, number));
        for (code, number, seen) in [
            ("000000\\-0000", 101_012_391.0, Some("010101-2391")),
            ("[$-41D]0000000000", 101_012_391.0, Some("0101012391")),
            ("00000000\"-\"0000;@", 200_101_012_391.0, Some("20010101-2391")),
            ("000000-0000", 200_101_012_391.0, Some("20010101-2391")),
            ("000000-0000", -5.0, None),
            ("000000-0000", 0.5, None),
            ("0000", 12.0, None),
            ("000,000,000", 12.0, None),
            ("000000000.00", 12.0, None),
        ] {
            assert_eq!(shown(code, number).as_deref(), seen, "{code}");
        }
        assert_eq!(
            [Format::of("yyyy").day, Format::of("mmm\\ yyyy").day, Format::of("yyyy\\-mm\\-dd").day],
            [Shows::Year, Shows::Month, Shows::Day]
        );
    }
}
