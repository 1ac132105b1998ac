//! The shape of a number: how its signs are grouped, its date and its check digit.

use std::ops::Range;

use super::Number;
use super::place::{self, Start};
use super::units::{Reader, Sign, Unit};

/// The letters that an interim number may have instead of the first digit of its serial number.
const INTERIM: &str = "TRSUWXJKLMN";

/// Digits in a row, as far as they may matter, and where markup stands between them.
struct Row {
    units: Vec<Unit>,
    /// How many digits stand before each piece of markup.
    cuts: Vec<usize>,
}

/// Whether a number may begin with the digits at `run`, by the byte after them: most digits of a page are years, days and amounts.
pub fn may_begin(bytes: &[u8], run: Range<usize>) -> bool {
    match (bytes.get(run.end), run.len()) {
        // What these begin may hold more of the number, or hide where it ends.
        (Some(b'<' | b'&' | b'\\' | b'%' | b'*' | b'_' | b'`' | b'~' | 0x80..), _) => true,
        // So may what stands before: it is a part of an entity or an escape.
        (Some(b';'), _) => true,
        _ if bytes[..run.start].last().is_some_and(|before| matches!(before, b'#' | b'x' | b'X' | b'u' | b'U' | b'%')) => true,
        (_, 10 | 12) => true,
        (Some(after), 6 | 8) => b"-+ \t\n\r".contains(after) || INTERIM.as_bytes().contains(&after.to_ascii_uppercase()),
        (Some(b'-'), 2 | 4) => !is_date_alone(&bytes[run.end..]),
        _ => false,
    }
}

/// Whether after a year there are a month and a day, and what then follows no number has between its day and its serial number: most dates.
fn is_date_alone(rest: &[u8]) -> bool {
    let [b'-', a, b, b'-', c, d, after, ..] = rest else { return false };
    [a, b, c, d].into_iter().all(u8::is_ascii_digit) && b"\",).;:T".contains(after)
}

/// The number that begins at a place, if one does.
pub fn number(text: &str, start: Start) -> Option<Number> {
    let row = row(Reader { text, at: start.at }, 13);
    let whole = (row.units.len() <= 12).then_some(row.units.len());
    let lengths = whole.into_iter().chain(row.cuts.iter().rev().copied());
    lengths.filter_map(|length| of_length(text, &row.units[..length], &start)).next()
}

/// The digits from a place on, `most` at most.
fn row(mut reader: Reader, most: usize) -> Row {
    let mut row = Row { units: Vec::with_capacity(most), cuts: Vec::new() };
    while row.units.len() < most {
        match reader.next() {
            Some(unit) if matches!(unit.sign, Sign::Digit(_)) => {
                if unit.apart && !row.units.is_empty() {
                    row.cuts.push(row.units.len());
                }
                row.units.push(unit);
            }
            _ => break,
        }
    }
    row
}

/// The number whose first group is these digits.
fn of_length(text: &str, first: &[Unit], start: &Start) -> Option<Number> {
    let rest = Reader { text, at: first.last()?.range.end };
    match first.len() {
        10 | 12 if !start.decimal => {
            let sure = first.len() == 12 || place::is_named(text, first[0].range.start..rest.at);
            ended(text, first.to_vec(), sure, true)
        }
        6 | 8 => {
            let (separated, serial) = serial(rest)?;
            let sure = separated || first.len() == 8;
            ended(text, [first, &serial].concat(), sure, !separated)
        }
        2 | 4 => {
            let (month, rest) = part(rest)?;
            let (day, rest) = part(rest)?;
            let (separated, serial) = serial(rest)?;
            // A date with its dashes and four digits may be many things.
            if separated { ended(text, [first, &month, &day, &serial].concat(), false, false) } else { None }
        }
        _ => None,
    }
}

/// A dash and two digits.
fn part(mut reader: Reader) -> Option<(Vec<Unit>, Reader)> {
    reader.next().filter(|unit| unit.sign == Sign::Dash)?;
    let row = row(reader, 2);
    let at = row.units.get(1)?.range.end;
    Some((row.units, Reader { at, ..reader }))
}

/// The four signs of a serial number and check digit, and whether a separator stands before them. Without one the first must be a letter.
fn serial(mut reader: Reader) -> Option<(bool, Vec<Unit>)> {
    let mut unit = reader.next()?;
    let mut separators = Vec::new();
    while separators.len() < 3 && matches!(unit.sign, Sign::Dash | Sign::Plus | Sign::Space | Sign::NewLine) {
        separators.push(unit.sign);
        unit = reader.next()?;
    }
    let blank = |sign: &Sign| matches!(sign, Sign::Space | Sign::NewLine);
    let bars = separators.iter().filter(|sign| !blank(sign)).count();
    let separated = match separators[..] {
        [] => false,
        [Sign::Space] => true,
        _ if bars == 1 => true,
        _ => return None,
    };
    let interim = matches!(unit.sign, Sign::Letter(letter) if INTERIM.contains(letter));
    let regular = separated && matches!(unit.sign, Sign::Digit(_));
    if !interim && !regular {
        return None;
    }
    let rest = row(reader, 3).units;
    (rest.len() == 3).then(|| (separated, [vec![unit], rest].concat()))
}

/// The number of these signs, if it ends where they do. `bare` is one without a separator.
fn ended(text: &str, units: Vec<Unit>, sure: bool, bare: bool) -> Option<Number> {
    let range = units.first()?.range.start..units.last()?.range.end;
    if !place::ends(text, range.clone(), bare) {
        return None;
    }
    let signs: Vec<u8> = units
        .iter()
        .map(|unit| match unit.sign {
            Sign::Digit(value) => b'0' + value,
            Sign::Letter(letter) => u8::try_from(letter).unwrap_or(b'?'),
            _ => b'?',
        })
        .collect();
    let (century, value) = match signs.len() {
        12 => (Some(two(&signs[..2])), &signs[2..]),
        _ => (None, &signs[..]),
    };
    if !is_date(value, century) || !is_serial(value) || !luhn(value) {
        return None;
    }
    let value = String::from_utf8_lossy(value).into_owned();
    let mut number = Number { range, sure, value, century, signs: units.into_iter().map(|unit| unit.range).collect() };
    number.sure &= !place::in_file_name(text, &number);
    Some(number)
}

fn two(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |value, digit| value * 10 + (digit - b'0'))
}

/// Whether the first six digits are a day, its number perhaps 60 too high.
fn is_date(value: &[u8], century: Option<u8>) -> bool {
    let [year, month, day] = [0, 2, 4].map(|at| two(&value[at..at + 2]));
    let day = if day > 60 { day - 60 } else { day };
    let real = |century: u8| {
        let year = i16::from(century) * 100 + i16::from(year);
        jiff::civil::Date::new(year, month.cast_signed(), day.cast_signed()).is_ok()
    };
    match century {
        Some(century) => (18..=20).contains(&century) && real(century),
        None => (18..=20).any(real),
    }
}

/// Whether the serial number is one that is given.
fn is_serial(value: &[u8]) -> bool {
    value[6..9] != *b"000"
}

/// Luhn over ten signs, a letter as 1.
fn luhn(value: &[u8]) -> bool {
    let sum: u32 = value
        .iter()
        .enumerate()
        .map(|(at, sign)| {
            let digit = if sign.is_ascii_digit() { u32::from(sign - b'0') } else { 1 };
            let weighed = if at % 2 == 0 { digit * 2 } else { digit };
            weighed / 10 + weighed % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
