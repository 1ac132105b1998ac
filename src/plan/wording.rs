//! Numbers, dates, periods and money as people read them, in the words of the theme's language files.

use std::borrow::Cow;

use crate::content::indicator::Better;
use crate::content::result::{Observation, Subgroup};
use crate::content::value::{Choice as _, Date, Money, Part, Period, SEASONS, Word};
use crate::diagnostic::Both;
use crate::site::State;
use crate::spoken::{self, base};
use crate::theme::Strings;

/// No-break space: between number and unit, and between thousands.
const NBSP: char = '\u{a0}';

/// A number with the language's decimal sign, thousands apart from five digits on, and a real minus sign.
///
/// Source: Myndigheternas skrivregler, on figures.
pub fn number(value: f64, strings: &Strings) -> String {
    let plain = format!("{}", value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::new();
    if value < 0.0 {
        text.push('\u{2212}');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len() > 4 && (whole.len() - at) % 3 == 0 {
            text.push_str(strings.find("format_thousands").unwrap_or("\u{a0}"));
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push_str(strings.find("format_decimal").unwrap_or(","));
        text.push_str(fraction);
    }
    text
}

/// A date in words, as exact as it is: "19 oktober 2015", "mars 2014", "våren 2014".
pub fn date(date: &Date, strings: &Strings) -> String {
    let year = match date.part {
        Part::Season(_) => date.last.year(),
        _ => date.first.year(),
    };
    let (year, before) = (year.to_string(), (year - 1).to_string());
    match date.part {
        Part::Year => year,
        Part::Month => self::month(date.first, strings),
        Part::Day => day(date.first, strings),
        Part::Season(at) => strings.fill(&format!("format_{}", SEASONS[at].en), &[("year", &year), ("before", &before)]),
    }
}

/// A day in words.
pub fn day(day: jiff::civil::Date, strings: &Strings) -> String {
    let month = strings.get(MONTHS[usize::from(day.month().unsigned_abs()) - 1]);
    strings.fill("format_day", &[("day", &day.day().to_string()), ("month", month), ("year", &day.year().to_string())])
}

/// The month of a day in words: "mars 2014". Some languages say a month without a day in another form (`month_alone_3`).
pub fn month(day: jiff::civil::Date, strings: &Strings) -> String {
    let alone = strings.find(&format!("month_alone_{}", day.month()));
    let month = alone.unwrap_or_else(|| strings.get(MONTHS[usize::from(day.month().unsigned_abs()) - 1]));
    strings.fill("format_month", &[("month", month), ("year", &day.year().to_string())])
}

/// Words with a capital first letter, and the rest as they are.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How far a day is from the one that was set: "48 dagar efter", "på dagen", "1 dag före".
pub fn days_from(days: i32, strings: &Strings) -> String {
    let key = match days {
        0 => return strings.get("format_on_the_day").to_owned(),
        1.. => "format_days_after",
        _ => "format_days_before",
    };
    strings.fill(&strings.form(key, days.unsigned_abs().into()), &[("n", &number(f64::from(days.unsigned_abs()), strings))])
}

const MONTHS: [&str; 12] =
    ["month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9", "month_10", "month_11", "month_12"];

/// What fits the `datetime` of `<time>`: a day, a month or a year.
pub fn datetime(date: &Date) -> Option<String> {
    match date.part {
        Part::Day => Some(date.first.to_string()),
        Part::Month => Some(date.first.to_string()[..7].to_owned()),
        Part::Year => Some(date.first.year().to_string()),
        Part::Season(_) => None,
    }
}

/// A period in words: "2014–2016", "hösten 2019 – våren 2020", "från och med 2014".
pub fn period(period: &Period, strings: &Strings) -> String {
    let from = date(&period.from, strings);
    let Some(to) = &period.to else { return strings.fill("format_from", &[("from", &from)]) };
    let to = date(to, strings);
    if from == to {
        return from;
    }
    let dash = if from.contains(' ') || to.contains(' ') { " – " } else { "–" };
    format!("{from}{dash}{to}")
}

/// An amount as written, with spaces that do not break, and "ca" where it stood.
pub fn money(money: &Money, strings: &Strings) -> String {
    let amount: String = money.written.chars().map(|c| if c == ' ' { NBSP } else { c }).collect();
    if money.approximate { strings.fill("format_about", &[("amount", &amount)]) } else { amount }
}

/// A sum of money in the unit that its parts are written in.
pub fn sum(kronor: f64, unit: i64, strings: &Strings) -> String {
    let name = match unit {
        1_000_000 => "mnkr",
        1_000 => "tkr",
        _ => "kr",
    };
    let mut text = number(kronor / unit as f64, strings);
    // Thousands stand apart also in four digits where amounts are listed below each other.
    if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        text.insert(1, NBSP);
    }
    format!("{text}{NBSP}{name}")
}

/// How large a file is: "340 kB", "1,2 MB". A kilobyte is a thousand bytes, as in the units of the SI.
pub fn size(bytes: u64, strings: &Strings) -> String {
    let (value, unit) = match bytes {
        0..950_000 => ((bytes as f64 / 1_000.0).ceil(), "kB"),
        _ => ((bytes as f64 / 100_000.0).round() / 10.0, "MB"),
    };
    format!("{}{NBSP}{unit}", number(value, strings))
}

/// In what way something is not shown to readers, or not as any other: "utkast".
pub fn held(state: State, strings: &Strings) -> &str {
    strings.find(&format!("held_{}", state.name())).unwrap_or(state.name())
}

/// The same after a name, where there is room for nothing but words: " (utkast)".
pub fn in_brackets(state: State, strings: &Strings) -> String {
    format!(" ({})", held(state, strings))
}

/// What is counted: "föreläsningar", and what one of them is called when the indicator says so.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a> {
    pub many: &'a str,
    pub one: Option<&'a str>,
    /// Whether the words are in another language than the page.
    pub foreign: bool,
}

impl Unit<'_> {
    /// Words of the record, marked where they are in another language.
    fn said(self, words: &str) -> Cow<'_, str> {
        if self.foreign { Cow::Owned(spoken::marked(spoken::MAIN, words)) } else { Cow::Borrowed(words) }
    }

    fn is_percent(self) -> bool {
        matches!(self.many, "procent" | "percent" | "%")
    }
}

/// A number with its unit in the right form. Where nobody has said what one is called, the unit stands in brackets: no form is guessed.
fn amount(value: f64, unit: Unit, strings: &Strings) -> String {
    let number = number(value, strings);
    match unit.one {
        _ if unit.foreign && unit.is_percent() => strings.fill("format_percent", &[("n", &number)]),
        Some(one) if value.abs() == 1.0 => format!("{number}{NBSP}{}", unit.said(one)),
        None if value.abs() == 1.0 && !unit.is_percent() => format!("{number}{NBSP}({})", unit.said(unit.many)),
        _ => format!("{number}{NBSP}{}", unit.said(unit.many)),
    }
}

/// A value with its unit: "88 procent", "ungefär 80 föreläsningar".
pub fn quantity(value: f64, unit: Unit, approximate: bool, strings: &Strings) -> String {
    let figure = amount(value, unit, strings);
    if approximate { strings.fill("format_approximately", &[("figure", &figure)]) } else { figure }
}

/// How far one value is from another, in words, and which way ("above", "below", "equal"). Percent differ by percentage points.
fn apart(value: f64, other: f64, unit: Unit, strings: &Strings) -> (String, &'static str) {
    // Rounded to the decimals that people write, so that 0.1 + 0.2 is no riddle.
    let apart = ((value - other) * 1_000_000.0).round() / 1_000_000.0;
    let words = match unit.is_percent() {
        true => {
            // What is not whole takes the form of several.
            let whole = (apart.abs().fract() == 0.0).then_some(apart.abs() as u64);
            let key = whole.map_or_else(|| "format_points_other".to_owned(), |whole| strings.form("format_points", whole));
            strings.fill(&key, &[("n", &number(apart.abs(), strings))])
        }
        false => amount(apart.abs(), unit, strings),
    };
    let direction = if apart == 0.0 {
        "equal"
    } else if apart > 0.0 {
        "above"
    } else {
        "below"
    };
    (words, direction)
}

/// How far an outcome is from its target, in words, and which way. No judgement: which way is better is another question.
pub fn difference(value: f64, target: f64, unit: Unit, strings: &Strings) -> (String, &'static str) {
    let (words, direction) = apart(value, target, unit, strings);
    let key = match direction {
        "above" => "format_above",
        "below" => "format_below",
        _ => "format_on_target",
    };
    (strings.fill(key, &[("difference", &words)]), direction)
}

/// How far a figure is from that of another year: "2 procentenheter över värdet för 2015".
pub fn change(value: f64, before: f64, year: &str, unit: Unit, strings: &Strings) -> (String, &'static str) {
    let (words, direction) = apart(value, before, unit, strings);
    let key = match direction {
        "above" => "change_above",
        "below" => "change_below",
        _ => "change_none",
    };
    (strings.fill(key, &[("difference", &words), ("year", year)]), direction)
}

/// What a follow-up says of an indicator, for one sentence or several: the figure, or the word that stands in its place, and what belongs
/// to it. All of it comes from the one observation; a word is never made a share, and no difference is counted from what is approximate.
pub struct Outcome {
    pub figure: Option<String>,
    pub rest: Vec<String>,
    pub difference: Option<(String, &'static str)>,
}

/// `masked`: whether its target was taken away, which is not the same as that none was stated.
pub fn outcome(of: &Observation, unit: Unit, better: Option<Better>, masked: bool, strings: &Strings, code: &str) -> Outcome {
    let target = of.target.map(|target| quantity(target, unit, false, strings));
    let with_target = |key: &str| target.as_ref().map(|target| strings.fill(key, &[("target", target)]));
    let difference = of.value.zip(of.target).filter(|_| !of.approximate).map(|(value, target)| difference(value, target, unit, strings));
    let trend = of.trend.map(|trend| word(trend.word(), strings, code));
    let mut rest = Vec::new();
    let figure = match of.value {
        Some(value) => {
            rest.extend(of.approximate.then(|| strings.get("outcome_approximate").to_owned()));
            rest.push(match (&target, &difference) {
                (Some(target), Some((words, _))) => strings.fill("outcome_difference", &[("difference", words), ("target", target)]),
                (Some(target), None) => strings.fill("outcome_target_approximate", &[("target", target)]),
                (None, _) => strings.get(if masked { "outcome_target_masked" } else { "outcome_no_target" }).to_owned(),
            });
            rest.extend(trend.map(|trend| strings.fill("outcome_trend", &[("trend", &trend)])));
            Some(quantity(value, unit, of.approximate, strings))
        }
        None => {
            let coverage = of.coverage.map(|coverage| word(coverage.word(), strings, code));
            let words: Vec<String> = coverage.into_iter().chain(trend).collect();
            rest.extend((!words.is_empty()).then(|| strings.get("outcome_no_figure").to_owned()));
            rest.extend(with_target("outcome_target"));
            rest.extend(masked.then(|| strings.get("outcome_target_masked").to_owned()));
            (!words.is_empty()).then(|| words.join(", "))
        }
    };
    // Which way is better is the indicator's own word, said where there is a difference to read by it.
    let differs = difference.as_ref().is_some_and(|(_, direction)| *direction != "equal");
    rest.extend(better.filter(|_| differs).and_then(|better| self::better(better, strings)));
    Outcome { figure, rest, difference }
}

/// "Högre är bättre för det här måttet."
pub fn better(better: Better, strings: &Strings) -> Option<String> {
    match better {
        Better::Higher => Some(strings.get("outcome_higher").to_owned()),
        Better::Lower => Some(strings.get("outcome_lower").to_owned()),
        Better::Neither => None,
    }
}

/// What is said of a part of the population: "ökar bland flickor; ingen siffra anges". None when there are only words of the document.
pub fn subgroup(of: &Subgroup, unit: Unit, strings: &Strings, code: &str) -> Option<String> {
    let group = &*unit.said(&of.group);
    let trend = of.trend.map(|trend| word(trend.word(), strings, code));
    let figure = of.value.map(|value| quantity(value, unit, false, strings));
    let (key, figure, trend) = match (&figure, &trend) {
        (Some(figure), Some(trend)) => ("outcome_group_both", figure.as_str(), trend.as_str()),
        (Some(figure), None) => ("outcome_group_figure", figure.as_str(), ""),
        (None, Some(trend)) => ("outcome_group_trend", "", trend.as_str()),
        (None, None) => return None,
    };
    Some(capital(&strings.fill(key, &[("figure", figure), ("trend", trend), ("group", group)])))
}

/// A word from a list: the language file's word for it, else Swedish or the English alias.
pub fn word(word: &Word, strings: &Strings, code: &str) -> String {
    match (base(code), strings.find(&spoken::key(word.en))) {
        (_, Some(text)) => text.to_owned(),
        ("sv", None) => word.sv.to_owned(),
        ("en", None) => word.en.replace('-', " "),
        _ => spoken::marked(spoken::ENGLISH, &word.en.replace('-', " ")),
    }
}

/// Words that the program has in Swedish and English, in a language: the language file's own, else English, marked as such.
pub fn both(words: Both, strings: &Strings, code: &str) -> Cow<'static, str> {
    match (base(code), strings.find(&spoken::key(words.1))) {
        (_, Some(text)) => Cow::Owned(text.to_owned()),
        ("sv", None) => Cow::Borrowed(words.0),
        ("en", None) => Cow::Borrowed(words.1),
        _ => Cow::Owned(spoken::marked(spoken::ENGLISH, words.1)),
    }
}

/// In which language something is: "in Swedish"; by the language's own name when the language file does not say it.
pub fn in_language(code: &str, strings: &Strings, name: &str) -> String {
    strings.find(&format!("in_{}", base(code))).unwrap_or(name).to_owned()
}

/// Words as a sentence lists them: "a, b och c".
pub fn list(words: &[String], strings: &Strings) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} {} {last}", before.join(", "), strings.get("and")),
    }
}

/// A number in the form of words that it takes: `key_one` or `key_other`, and in some languages others.
pub fn count(number: u32, key: &str, strings: &Strings) -> String {
    strings.fill(&strings.form(key, number.into()), &[("n", &self::number(f64::from(number), strings))])
}
