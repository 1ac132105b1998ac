//! A figure stands in the words that it is taken from.

use std::sync::LazyLock;

use regex::{Match, Regex};

use super::{Rule, Run};
use crate::content::budget::Budget;
use crate::content::indicator::Indicator;
use crate::content::result::FollowUp;
use crate::content::value::{Money, Text};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "value-not-in-quote",
    severity: Severity::Warning,
    title: Both("Talet står inte i citatet", "The figure is not in the quote"),
    why: Both(
        "Läsaren ser ett tal och bredvid det ord som säger ett annat, och kan inte lita på något av dem.",
        "Readers see a figure, and beside it words that say another, and can trust neither.",
    ),
    manual: Both(
        "Ett värde eller belopp med `quote` ska stå i citatet. Kontrollen görs bara när citatet har tal: årtal, ärendenummer och det som står efter ”mål”, ”årskurs”, ”bilaga” och liknande räknas inte. Ord för tal till och med tjugo, tusental och miljoner, och andelar (”8 av 10”) räknas. Är värdet ungefärligt räcker det att vara nära.\n\nFel:   value = 88 med quote = \"77 procent av försäljningsställena\"\nRätt:  value = 77\n\nÄr talet uträknat ur citatet: tysta varningen här med skälet, så att det syns att någon har räknat.",
        "A value or an amount with a `quote` shall stand in the quote. It is only looked for where the quote has figures: years, case numbers and what comes after “mål”, “årskurs”, “bilaga” and the like do not count. Words for numbers up to twenty, thousands and millions, and shares (“8 av 10”) do. If the value is approximate it is enough to be near.\n\nWrong: value = 88 with quote = \"77 procent av försäljningsställena\"\nRight: value = 77\n\nIf the figure is worked out from the quote: silence the warning here with the reason, so that it can be seen that somebody has counted.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

/// Words for numbers, as Swedish writes them in running text.
const WORDS: [&[&str]; 21] = [
    &["noll", "ingen", "inget", "inga"],
    &["en", "ett"],
    &["två"],
    &["tre"],
    &["fyra"],
    &["fem"],
    &["sex"],
    &["sju"],
    &["åtta"],
    &["nio"],
    &["tio"],
    &["elva"],
    &["tolv"],
    &["tretton"],
    &["fjorton"],
    &["femton"],
    &["sexton"],
    &["sjutton"],
    &["arton"],
    &["nitton"],
    &["tjugo"],
];

/// Words before a number that only says which one it is.
const WHICH: &[&str] = &[
    "mål", "målet", "bilaga", "årskurs", "åk", "punkt", "sida", "sidan", "kapitel", "steg", "§", "nr", "nummer", "tabell", "figur", "bild",
    "diagram",
];

/// What a written number may stand for, in kronor or in what is counted: itself, thousands, millions or milliards.
const SCALES: [f64; 4] = [1.0, 1e3, 1e6, 1e9];

/// How far an approximate value may lie from the number in the words, as a share of it.
const ABOUT: f64 = 0.05;

/// Digits in groups of three, or as they come; with decimals.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{1,3}(?:\s\d{3})+(?:,\d+)?\b|\d+(?:[.,]\d+)?").expect("the pattern is sound"));

/// A figure with the words that it is taken from.
struct Figure<'a> {
    /// In the unit of its indicator, or in kronor.
    value: f64,
    written: String,
    approximate: bool,
    quotes: &'a [Text],
    span: Span,
}

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let mut figures = Vec::new();
    for one in record.is::<FollowUp>().iter().flat_map(|result| &result.observations) {
        let groups = one.subgroups.iter().map(|group| (group.value, &group.standing.quote, group.span));
        let values = [(one.value, &one.standing.quote, one.span)].into_iter().chain(groups);
        figures.extend(values.filter_map(|(value, quotes, span)| Some(counted(value?, one.approximate, quotes, span))));
    }
    for one in record.is::<Indicator>().iter().flat_map(|indicator| &indicator.values) {
        figures.push(counted(one.value, one.approximate, &one.standing.quote, one.span));
    }
    if let Some(budget) = record.is::<Budget>() {
        figures.extend(budget.envelopes.iter().map(|one| paid(&one.amount, &one.standing.quote)));
        figures.extend(budget.lines.iter().map(|one| paid(&one.amount, &one.standing.quote)));
    }
    figures.iter().filter(|figure| !record.stands_in(figure.span)).filter_map(judge).collect()
}

fn counted(value: f64, approximate: bool, quotes: &[Text], span: Span) -> Figure<'_> {
    Figure { value, written: value.to_string().replace('.', ","), approximate, quotes, span }
}

fn paid<'a>(amount: &Money, quotes: &'a [Text]) -> Figure<'a> {
    let approximate = amount.approximate;
    Figure { value: amount.kronor as f64, written: amount.written.clone(), approximate, quotes, span: amount.span }
}

/// A finding when the words have numbers and none of them is the figure.
fn judge(figure: &Figure) -> Option<Diagnostic> {
    let quote = figure.quotes.first()?;
    let words = figure.quotes.iter().map(|quote| &*quote.text).collect::<Vec<_>>().join(" ").to_lowercase();
    let numbers = numbers(&words);
    let (told, years): (Vec<&Number>, Vec<&Number>) = numbers.iter().partition(|number| !number.is_year());
    if told.is_empty()
        || told.iter().chain(&years).any(|number| is(figure, number.value))
        || is_share(figure, &told)
        || in_words(figure, &words)
    {
        return None;
    }
    let mut said: Vec<&str> = told.iter().map(|number| &*number.written).collect();
    said.dedup();
    let written = &figure.written;
    Some(
        Diagnostic::new(
            &LINT,
            figure.span,
            format!("Talet är {written}, men citatet säger {}.", said.join(" och ")),
            format!("The figure is {written}, but the quote says {}.", said.join(" and ")),
        )
        .label(quote.span, "Citatet.", "The quote.")
        .help(
            "Rätta talet, eller citera stället där det står. Är det uträknat: tysta varningen här och skriv hur.",
            "Mend the figure, or quote the place where it stands. If it is worked out: silence the warning here and write how.",
        ),
    )
}

/// Whether a number in the words is the figure, in whatever unit they are in.
fn is(figure: &Figure, number: f64) -> bool {
    let least = if figure.approximate { figure.value.abs() * ABOUT } else { 1e-6 * figure.value.abs().max(1.0) };
    SCALES.iter().any(|scale| (number * scale - figure.value.abs()).abs() <= least)
}

/// Whether two numbers that follow each other give the figure as their share, in whole per cent: "8 av 10" is 80.
fn is_share(figure: &Figure, told: &[&Number]) -> bool {
    let share = |pair: &[&Number]| (pair[0].value / pair[1].value * 100.0).round();
    told.windows(2).any(|pair| pair[1].value > 0.0 && share(pair) == figure.value.round())
}

fn in_words(figure: &Figure, words: &str) -> bool {
    let whole = figure.value.fract() == 0.0 && figure.value >= 0.0;
    let names = if whole { WORDS.get(figure.value as usize) } else { None };
    names.is_some_and(|names| words.split(|c: char| !c.is_alphabetic()).any(|word| names.contains(&word)))
}

/// A number in running text.
struct Number {
    value: f64,
    written: String,
}

impl Number {
    fn is_year(&self) -> bool {
        self.written.len() == 4 && (1900.0..=2100.0).contains(&self.value)
    }
}

/// The numbers of a text that count something: not those of cases, nor those that only say which one. `3 990` is one number.
fn numbers(text: &str) -> Vec<Number> {
    let counts = |at: &Match| {
        let (before, after) = (&text[..at.start()], &text[at.end()..]);
        // What stands in the same word: `2014/1005`, `§12`.
        let head = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let tail = after.split(char::is_whitespace).next().unwrap_or("");
        let word = if head.is_empty() { before.split_whitespace().next_back().unwrap_or("") } else { head };
        !head.contains('/') && !tail.contains('/') && !WHICH.contains(&word)
    };
    let number = |at: Match| {
        let written = at.as_str().split_whitespace().collect::<Vec<_>>();
        let value = written.concat().replace(',', ".").parse().ok()?;
        Some(Number { value, written: written.join(" ") })
    };
    NUMBER.find_iter(text).filter(counts).filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    fn read(text: &str) -> Vec<(f64, String)> {
        numbers(text).into_iter().map(|number| (number.value, number.written)).collect()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let one = |value: f64, written: &str| vec![(value, written.to_owned())];
        assert_eq!(read("88 procent av ställena."), one(88.0, "88"));
        assert_eq!(read("ca 3 990 tkr"), one(3990.0, "3 990"));
        assert_eq!(read("1\u{a0}234\u{202f}567,5 kr"), one(1_234_567.5, "1 234 567,5"));
        assert_eq!(read("ett 80-tal elever i årskurs 9"), one(80.0, "80"));
        assert_eq!(read("enligt kfks 2014/1005-808, mål 3, § 12"), []);
        assert_eq!(read("12–15 år, 3,9 mnkr (26 %)").len(), 4);
        assert_eq!(read("2016 110 elever"), [(2016.0, "2016".to_owned()), (110.0, "110".to_owned())]);
    }
}
