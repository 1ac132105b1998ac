//! Numbers as people write them: with a decimal comma, a space between thousands, and a sign before or after.

use crate::content::item::Value;

/// The signs that stand between thousands.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

/// A number as it is written, `1 234,5`; None when it is none, or can be read as two: nobody knows whether 1.234 is a thousand.
pub fn number(written: &str) -> Option<f64> {
    let unsigned = written.strip_prefix(['-', '−', '+']).unwrap_or(written).trim_start();
    let (whole, decimals) = match unsigned.split_once([',', '.']) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (unsigned, None),
    };
    let are_digits = |words: &str| !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(SPACES);
    let first = groups.next().filter(|first| are_digits(first))?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && are_digits(group));
    if !grouped || decimals.is_some_and(|decimals| !are_digits(decimals)) || is_ambiguous(unsigned) {
        return None;
    }
    let sign = if written.starts_with(['-', '−']) { "-" } else { "" };
    format!("{sign}{first}{}.{}", rest.concat(), decimals.unwrap_or("0")).parse().ok()
}

/// Whether a point stands where it can part thousands as well as decimals: 1.234, 12.345.678.
pub fn is_ambiguous(written: &str) -> bool {
    let mut groups = written.split('.');
    let first = groups.next().unwrap_or_default();
    let are_digits = |words: &str| words.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    let leads = (1..=3).contains(&first.len()) && are_digits(first) && !first.starts_with('0');
    leads && rest.peek().is_some() && rest.all(|group| group.len() == 3 && are_digits(group))
}

/// A number as a key takes it.
pub fn plain(number: f64) -> Value {
    // Whole numbers up to 2^53 are exact.
    if number.fract() == 0.0 && number.abs() < 9e15 { Value::Integer(number as i64) } else { Value::Number(number) }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_read_as_it_is_meant_or_not_at_all() {
        for (written, right) in [
            ("88", 88.0),
            ("88,5", 88.5),
            ("88.5", 88.5),
            ("0.125", 0.125),
            ("1,234", 1.234),
            ("1 234,5", 1234.5),
            ("12\u{a0}345\u{a0}678", 12_345_678.0),
            ("2016", 2016.0),
            ("-5", -5.0),
            ("−0,5", -0.5),
        ] {
            assert_eq!(number(written), Some(right), "{written}");
        }
        for other in [
            "",
            "-",
            "1.234",
            "12.345.678",
            "88 90",
            "12 5",
            "1 2 3",
            "1 23",
            "1234 567",
            "1,234.5",
            "<5",
            "5-6",
            "1,",
            ",5",
            "åtta",
            "inf",
            "NaN",
            "1e3",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
