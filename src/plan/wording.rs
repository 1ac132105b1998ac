//! Numbers, dates, periods and money as people read them, in the words of the theme's language files.

use crate::content::value::{Date, Money, Part, Period, SEASONS};
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

/// The month of a day in words: "mars 2014".
pub fn month(day: jiff::civil::Date, strings: &Strings) -> String {
    let month = strings.get(MONTHS[usize::from(day.month().unsigned_abs()) - 1]);
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
        1 => "format_day_after",
        2.. => "format_days_after",
        -1 => "format_day_before",
        _ => "format_days_before",
    };
    strings.fill(key, &[("n", &number(f64::from(days.unsigned_abs()), strings))])
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

/// A value with its unit: "88 procent", "ungefär 80 föreläsningar".
pub fn quantity(value: f64, unit: &str, approximate: bool, strings: &Strings) -> String {
    let figure = format!("{}{NBSP}{unit}", number(value, strings));
    if approximate { strings.fill("format_approximately", &[("figure", &figure)]) } else { figure }
}

/// How far an outcome is from its target, in words, and which way ("above", "below", "equal"). Percent differ by percentage points.
/// No judgement: which way is better is another question.
pub fn difference(value: f64, target: f64, unit: &str, strings: &Strings) -> (String, &'static str) {
    // Rounded to the decimals that people write, so that 0.1 + 0.2 is no riddle.
    let difference = ((value - target) * 1_000_000.0).round() / 1_000_000.0;
    if difference == 0.0 {
        return (strings.get("format_on_target").to_owned(), "equal");
    }
    let amount = number(difference.abs(), strings);
    let percent = matches!(unit, "procent" | "percent" | "%");
    let words = match (percent, difference.abs() == 1.0) {
        (true, true) => strings.fill("format_point", &[("n", &amount)]),
        (true, false) => strings.fill("format_points", &[("n", &amount)]),
        _ => format!("{amount}{NBSP}{unit}"),
    };
    let (key, direction) = if difference > 0.0 { ("format_above", "above") } else { ("format_below", "below") };
    (strings.fill(key, &[("difference", &words)]), direction)
}
