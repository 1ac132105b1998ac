//! Days, partial dates and periods: kept as written, and still sorted and compared.

use compact_str::CompactString;
use jiff::ToSpan;
use jiff::civil;

use crate::content::datum::Datum;
use crate::content::field::{Field, Shape};
use crate::content::item::{Item, Value};
use crate::content::read::Reading;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::span::Span;

pub static IMPOSSIBLE_DATE: Lint = Lint {
    name: "impossible-date",
    severity: Severity::Error,
    title: Both("Omöjligt datum", "Impossible date"),
    why: Both(
        "Ett datum som inte finns kan inte sorteras, och läsare kan inte lita på det.",
        "A date that does not exist cannot be sorted, and readers cannot trust it.",
    ),
    manual: Both(
        "Datum skrivs år-månad-dag, och får vara ofullständiga när dokumentet är det:\n\n2015-10-19, 2014-03, 2014\n2014-vår (mars–maj), 2014-sommar, 2014-höst, 2014-vinter (december året före till februari)\n2014-början (januari–april), 2014-slutet (september–december)\n2020-VT (januari–juni), 2019-HT (juli–december)\n\nFel:   2015-02-30\nRätt:  2015-02-28",
        "Dates are written year-month-day, and may be partial when the document is:\n\n2015-10-19, 2014-03, 2014\n2014-spring (March–May), 2014-summer, 2014-autumn, 2014-winter (December before to February)\n2014-beginning (January–April), 2014-end (September–December)\n2020-VT (January–June), 2019-HT (July–December)\n\nWrong: 2015-02-30\nRight: 2015-02-28",
    ),
};

pub static IMPOSSIBLE_PERIOD: Lint = Lint {
    name: "impossible-period",
    severity: Severity::Error,
    title: Both("Omöjlig period", "Impossible period"),
    why: Both(
        "En period som inte går att läsa, eller som slutar innan den börjar, gör att uppföljningar hamnar fel.",
        "A period that cannot be read, or that ends before it begins, puts follow-ups in the wrong place.",
    ),
    manual: Both(
        "En period är ett datum, eller två med snedstreck mellan: 2014/2016, 2019-HT/2020-VT, 2014/ (utan slut).\n\nFel:   2016/2014\nRätt:  2014/2016",
        "A period is a date, or two with a slash between: 2014/2016, 2019-HT/2020-VT, 2014/ (no end).\n\nWrong: 2016/2014\nRight: 2014/2016",
    ),
};

/// A date as exact as the document is.
#[derive(Clone, Debug)]
pub struct Date {
    /// As written, without spaces around: `2014-vår`.
    pub written: CompactString,
    /// The first day that it can mean.
    pub first: civil::Date,
    /// The last day that it can mean.
    pub last: civil::Date,
    /// What follows the year, for showing it in words.
    pub part: Part,
    pub span: Span,
}

/// How exact a date is, or which part of the year it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Day,
    Month,
    Year,
    /// Index into [`SEASONS`].
    Season(usize),
}

/// A named part of a year. `from` and `to` are months; `before` says that it begins in the year before.
#[derive(Debug)]
pub struct Season {
    pub sv: &'static str,
    pub en: &'static str,
    from: i8,
    to: i8,
    before: bool,
}

/// Parts of years and their months, as `content.md` of the design fixes them.
pub const SEASONS: &[Season] = &[
    Season { sv: "vår", en: "spring", from: 3, to: 5, before: false },
    Season { sv: "sommar", en: "summer", from: 6, to: 8, before: false },
    Season { sv: "höst", en: "autumn", from: 9, to: 11, before: false },
    Season { sv: "vinter", en: "winter", from: 12, to: 2, before: true },
    Season { sv: "början", en: "beginning", from: 1, to: 4, before: false },
    Season { sv: "slutet", en: "end", from: 9, to: 12, before: false },
    Season { sv: "vt", en: "vt", from: 1, to: 6, before: false },
    Season { sv: "ht", en: "ht", from: 7, to: 12, before: false },
];

/// Exactly one day.
#[derive(Clone, Debug)]
pub struct Day(pub Date);

/// From a date to a date, or without end.
#[derive(Clone, Debug)]
pub struct Period {
    pub written: CompactString,
    pub from: Date,
    /// None: no end is stated.
    pub to: Option<Date>,
    pub span: Span,
}

impl Day {
    pub fn date(&self) -> civil::Date {
        self.0.first
    }
}

impl Period {
    /// The first day of the period.
    pub fn first(&self) -> civil::Date {
        self.from.first
    }

    /// The last day of the period, if it has an end.
    pub fn last(&self) -> Option<civil::Date> {
        self.to.as_ref().map(|to| to.last)
    }
}

fn month_end(year: i16, month: i8) -> Option<civil::Date> {
    Some(civil::Date::new(year, month, 1).ok()?.last_of_month())
}

/// Reads a date; None when there is no such day or the form is unknown.
fn parse(written: &str, span: Span) -> Option<Date> {
    let written = written.trim();
    let mut parts = written.splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<i16>().ok().filter(|year| *year >= 1000)?;
    let (first, last, part) = match (parts.next(), parts.next()) {
        (None, _) => (civil::Date::new(year, 1, 1).ok()?, civil::Date::new(year, 12, 31).ok()?, Part::Year),
        (Some(month), None) => match two_digits(month) {
            Some(month) => (civil::Date::new(year, month, 1).ok()?, month_end(year, month)?, Part::Month),
            None => {
                let name = month.to_lowercase();
                let at = SEASONS.iter().position(|season| season.sv == name || season.en == name)?;
                let season = &SEASONS[at];
                let first = civil::Date::new(year - i16::from(season.before), season.from, 1).ok()?;
                (first, month_end(year, season.to)?, Part::Season(at))
            }
        },
        (Some(month), Some(day)) => {
            let day = civil::Date::new(year, two_digits(month)?, two_digits(day)?).ok()?;
            (day, day, Part::Day)
        }
    };
    Some(Date { written: written.into(), first, last, part, span })
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

const MONTHS: [&str; 12] =
    ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

/// The date that people write in running text, in our form: `den 19 oktober 2015`, `19 okt. 2015`, `19/10 2015`, `våren 2014`.
pub fn from_prose(written: &str) -> Option<String> {
    let text = written.to_lowercase().replace(['.', ',', '/'], " ");
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "den").collect();
    let month = |word: &str| {
        MONTHS
            .iter()
            .position(|name| word.len() >= 3 && name.starts_with(word))
            .map(|at| at + 1)
            .or_else(|| word.parse().ok().filter(|m| (1..=12).contains(m)))
    };
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| (1000..3000).contains(year));
    match words[..] {
        [a, b] => {
            if let (Some(month), Some(year)) = (MONTHS.iter().position(|name| *name == a), year(b)) {
                return Some(format!("{year}-{:02}", month + 1));
            }
            let season = SEASONS.iter().find(|season| a.starts_with(season.sv) && a.len() <= season.sv.len() + 2)?;
            Some(format!("{}-{}", year(b)?, season.sv))
        }
        [day, name, y] => {
            let day: i8 = day.trim_end_matches(":e").parse().ok()?;
            let date = civil::Date::new(year(y)?, i8::try_from(month(name)?).ok()?, day).ok()?;
            Some(date.to_string())
        }
        _ => None,
    }
}

/// The text of an item that should be a date; a bare year or TOML date counts.
fn written(item: &Item, reading: &mut Reading) -> Option<String> {
    match &item.value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Date(date) => Some(date.to_string()),
        Value::Integer(year) if (1000..=9999).contains(year) => Some(year.to_string()),
        _ => {
            reading.wrong_type(item, "ett datum, till exempel \"2015-10-19\"", "a date, such as \"2015-10-19\"");
            None
        }
    }
}

fn impossible(lint: &'static Lint, item: &Item, sv: String, en: String, reading: &mut Reading, right: Option<String>) {
    let mut diagnostic = Diagnostic::new(lint, item.span, sv, en);
    if let Some(right) = right {
        diagnostic = diagnostic.help(format!("Menade du {right}?"), format!("Did you mean {right}?"));
        if let Some(line) = reading.corrected(item.span, &reading.like(item.span, &right)) {
            diagnostic = diagnostic.paste(line);
        }
    } else {
        diagnostic = diagnostic.help(
            "Skriv år-månad-dag (2015-10-19), eller bara det som dokumentet säger: 2014-03, 2014, 2014-vår, 2020-VT.",
            "Write year-month-day (2015-10-19), or just what the document says: 2014-03, 2014, 2014-spring, 2020-VT.",
        );
    }
    reading.found(diagnostic);
}

/// The date that was probably meant: from prose, or the last day of a month that has no such day.
fn probably(written: &str) -> Option<String> {
    let last_of_month = || {
        let (month, _) = written.rsplit_once('-')?;
        let month = parse(month, Span::start_of(crate::span::SourceId::of("")))?;
        (month.part == Part::Month).then(|| month.last.to_string())
    };
    from_prose(written).or_else(last_of_month)
}

impl Field for Date {
    fn shape() -> Shape {
        Shape::Date
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let written = written(item, reading)?;
        let date = parse(&written, item.span);
        if date.is_none() {
            let (sv, en) = (format!("”{written}” är inget datum."), format!("“{written}” is not a date."));
            impossible(&IMPOSSIBLE_DATE, item, sv, en, reading, probably(&written));
        }
        date
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Date(self)
    }
}

impl Field for Day {
    fn shape() -> Shape {
        Shape::Day
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let date = Date::read(item, reading)?;
        if date.part == Part::Day {
            return Some(Self(date));
        }
        let (sv, en) = (format!("”{}” är inte en bestämd dag.", date.written), format!("“{}” is not one certain day.", date.written));
        impossible(&IMPOSSIBLE_DATE, item, sv, en, reading, None);
        None
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Date(&self.0)
    }
}

impl Field for Period {
    fn shape() -> Shape {
        Shape::Period
    }
    fn read(item: &Item, reading: &mut Reading) -> Option<Self> {
        let written = written(item, reading)?;
        let (from, to) = match written.split_once('/') {
            Some((from, to)) => (from, Some(to.trim()).filter(|to| !to.is_empty())),
            None => (written.as_str(), Some(written.as_str())),
        };
        let ends = (parse(from, item.span), to.map(|to| parse(to, item.span)));
        let (Some(from), to) = (ends.0, ends.1.map_or(Some(None), |to| to.map(Some))) else {
            return period_fault(item, &written, reading);
        };
        let Some(to) = to else { return period_fault(item, &written, reading) };
        if let Some(to) = &to
            && to.last < from.first
        {
            let (sv, en) = (format!("Perioden {written} slutar innan den börjar."), format!("The period {written} ends before it begins."));
            impossible(&IMPOSSIBLE_PERIOD, item, sv, en, reading, Some(format!("{}/{}", to.written, from.written)));
            return None;
        }
        Some(Self { written: written.into(), from, to, span: item.span })
    }
    fn lower(&self) -> Datum<'_> {
        Datum::Period(self)
    }
}

/// Says that a period is none, and guesses `2014–2016` for `2014/2016`.
fn period_fault(item: &Item, written: &str, reading: &mut Reading) -> Option<Period> {
    let slashed = written.replace([' ', '\u{a0}'], "").replace('–', "/");
    let (from, to) = slashed.split_once('/').or_else(|| slashed.split_once('-')).unwrap_or((&slashed, ""));
    let right = (parse(from, item.span).is_some() && parse(to, item.span).is_some()).then(|| format!("{from}/{to}"));
    let (sv, en) = (format!("”{written}” är ingen period."), format!("“{written}” is not a period."));
    impossible(&IMPOSSIBLE_PERIOD, item, sv, en, reading, right);
    None
}

impl Date {
    /// The day `years` after this one's first day, as for "year 1 after adoption". February 29 becomes 28.
    pub fn years_later(&self, years: i64) -> Option<civil::Date> {
        self.first.checked_add(years.years()).ok()
    }
}
