//! The figures that a text says: numbers, telephone numbers, and days in Swedish words.

use std::ops::Range;

use rustc_hash::FxHashSet;

/// A number as it stands in a text, or several that are written as one: `020-91 91 91`, `12 500`.
#[derive(Debug)]
pub struct Figure {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Its digits, in western form, all together.
    pub digits: String,
    /// Each number of it, with where it stands; `,5` and `.5` are the same part of a whole.
    pub numbers: Vec<(Range<usize>, String)>,
    plus: bool,
}

impl Figure {
    /// Whether it is one number to call: its groups cannot be read one by one.
    pub fn is_phone(&self) -> bool {
        let short = |length: usize| (2..=3).contains(&length);
        let pair = self.numbers.len() == 2 && self.numbers.iter().all(|(_, number)| short(number.len()));
        self.plus || self.numbers.len() > 1 && (self.numbers[0].1.starts_with('0') || pair)
    }
}

/// The western digit that a sign stands for; Arabic texts may have digits of their own.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6F0}'..='\u{6F9}' => u32::from(c) - 0x6F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Every figure of a text, in its order.
pub fn figures(text: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for (at, number) in numbers(text) {
        let plus = text[..at.start].ends_with('+');
        let joined = figures.last_mut().filter(|last| !plus && matches!(&text[last.at.end..at.start], " " | "\u{a0}" | "-" | "\u{2011}"));
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        match joined {
            Some(last) => {
                last.digits.push_str(&digits);
                last.at.end = at.end;
                last.numbers.push((at, number));
            }
            None => figures.push(Figure { at: at.clone(), digits, numbers: vec![(at, number)], plus }),
        }
    }
    figures
}

/// Runs of digits with the sign of a part of a whole in them. Three digits after a sign are thousands.
fn numbers(text: &str) -> Vec<(Range<usize>, String)> {
    let mut numbers: Vec<(Range<usize>, String)> = Vec::new();
    let mut run: Option<(Range<usize>, String)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (digit(c), &mut run) {
            (Some(digit), Some((range, number))) => {
                range.end = at + c.len_utf8();
                number.push(digit);
            }
            (Some(digit), None) => run = Some((at..at + c.len_utf8(), digit.to_string())),
            (None, _) => numbers.extend(run.take()),
        }
    }
    let mut joined: Vec<(Range<usize>, String)> = Vec::new();
    for (at, number) in numbers {
        let last = joined.last_mut().filter(|(last, _)| matches!(&text[last.end..at.start], "," | "." | "\u{66b}" | "\u{66c}"));
        match last {
            Some((last, whole)) if number.len() == 3 && whole.len() <= 3 => {
                whole.push_str(&number);
                last.end = at.end;
            }
            Some((last, whole)) if !whole.contains('.') => {
                *whole += &format!(".{number}");
                last.end = at.end;
            }
            _ => joined.push((at, number)),
        }
    }
    joined
}

const WORDS: &[(&str, &str)] = &[
    ("en", "1"),
    ("ett", "1"),
    ("två", "2"),
    ("båda", "2"),
    ("tre", "3"),
    ("fyra", "4"),
    ("fem", "5"),
    ("sex", "6"),
    ("sju", "7"),
    ("åtta", "8"),
    ("nio", "9"),
    ("tio", "10"),
    ("elva", "11"),
    ("tolv", "12"),
    ("tjugo", "20"),
    ("hundra", "100"),
    ("hälften", "50"),
    // "Dygnet runt" is 24 hours a day, 7 days a week.
    ("dygnet", "24"),
    ("dygnet", "7"),
];

/// The numbers that Swedish words say: "fem skolor" says 5.
pub fn in_words(text: &str) -> impl Iterator<Item = &'static str> {
    let words: FxHashSet<String> = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
    WORDS.iter().filter(move |(word, _)| words.contains(*word)).map(|(_, number)| *number)
}

/// How many of something a Swedish text counts: "fem skolor", "19 barn".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number and what it counts.
    pub at: Range<usize>,
    pub number: String,
    /// In small letters.
    pub what: String,
}

/// Every count of a text. One is left out: "en" and "ett" are articles more often than numbers.
pub fn counts(text: &str) -> Vec<Count> {
    let words = words(text);
    let pairs = words.windows(2).filter_map(|pair| {
        let [(at, number), (end, what)] = pair else { return None };
        let counts = text[at.end..end.start].chars().all(char::is_whitespace) && what.chars().all(char::is_alphabetic);
        let said = number.to_lowercase();
        let known = WORDS.iter().take_while(|(word, _)| *word != "hälften").find(|(word, _)| *word == said).map(|(_, number)| *number);
        let number = known.map(str::to_owned).or_else(|| number.parse::<u32>().ok().map(|number| number.to_string()))?;
        (counts && number != "1").then(|| Count { at: at.start..end.end, number, what: what.to_lowercase() })
    });
    pairs.collect()
}

const MONTHS: [&str; 12] =
    ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

/// A day or a month in Swedish words: "19 oktober 2015", "mars 2014".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    pub at: Range<usize>,
    pub day: Option<i8>,
    /// From 1.
    pub month: i8,
    pub year: Option<i16>,
}

/// Every day and month of a text that is told with a day or a year.
pub fn dates(text: &str) -> Vec<Dated> {
    let words = words(text);
    let dated = words.iter().enumerate().filter_map(|(place, (at, word))| {
        let month = MONTHS.iter().position(|month| *month == word.to_lowercase())? as i8 + 1;
        let before = place.checked_sub(1).and_then(|place| words.get(place));
        let day = before.and_then(|(_, word)| word.parse().ok()).filter(|day| (1..=31).contains(day));
        let year = words.get(place + 1).filter(|(_, word)| word.len() == 4).and_then(|(_, word)| word.parse().ok());
        let start = before.filter(|_| day.is_some()).map_or(at.start, |(at, _)| at.start);
        let end = words.get(place + 1).filter(|_| year.is_some()).map_or(at.end, |(at, _)| at.end);
        (day.is_some() || year.is_some()).then_some(Dated { at: start..end, day, month, year })
    });
    dated.collect()
}

/// Words and numbers of a text, each with its place.
pub fn words(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from..at, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, bool)> {
        figures(text).into_iter().map(|figure| (figure.digits.clone(), figure.is_phone())).collect()
    }

    #[test]
    fn a_telephone_number_is_one_figure() {
        assert_eq!(
            told("Ring 020-91 91 91, 116\u{a0}111 eller 112."),
            [("020919191".into(), true), ("116111".into(), true), ("112".into(), false)]
        );
        assert_eq!(told("+46 8 000"), [("468000".into(), true)]);
        assert_eq!(told("2014–2016, 2016 5"), [("2014".into(), false), ("2016".into(), false), ("20165".into(), false)]);
        assert_eq!(told("٠٢٠-٩١ ٩١ ٩١"), [("020919191".into(), true)], "digits of Arabic");
    }

    #[test]
    fn thousands_and_parts_are_told_apart() {
        let numbers =
            |text: &str| figures(text).into_iter().flat_map(|figure| figure.numbers).map(|(_, number)| number).collect::<Vec<_>>();
        assert_eq!(numbers("1,5 och 1.5"), ["1.5", "1.5"]);
        assert_eq!(numbers("12,500; 12.500"), ["12500", "12500"]);
        assert_eq!(numbers("Det är 88. 5 skolor"), ["88", "5"]);
    }

    #[test]
    fn what_is_counted_goes_with_its_number() {
        let told = |text: &str| counts(text).into_iter().map(|count| (count.number, count.what)).collect::<Vec<_>>();
        let pair = |number: &str, what: &str| (number.to_owned(), what.to_owned());
        assert_eq!(told("Fem skolor, 19 barn och en kurs."), [pair("5", "skolor"), pair("19", "barn")]);
        assert_eq!(told("Ett mål. Två: skolor"), []);
    }

    #[test]
    fn days_in_words_have_their_parts() {
        let at = |text: &str| dates(text).into_iter().map(|date| (date.day, date.month, date.year)).collect::<Vec<_>>();
        assert_eq!(at("den 19 oktober 2015 och mars 2014"), [(Some(19), 10, Some(2015)), (None, 3, Some(2014))]);
        assert_eq!(at("i maj var det 40 januari"), []);
    }
}
