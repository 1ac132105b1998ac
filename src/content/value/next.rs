//! The period after a period: what the next follow-up is about.

use jiff::ToSpan;
use jiff::civil;

use super::date::{Date, Part, Period, SEASONS};

impl Period {
    /// The next period of the same length, as it would be written: `2016` gives `2017`, `2019-HT/2020-VT` gives `2020-HT/2021-VT`.
    /// None when no end is stated, or the ends are not equally exact.
    pub fn next(&self) -> Option<String> {
        let to = self.to.as_ref()?;
        let single = !self.written.contains('/');
        let (from, to) = match (unit(&self.from)?, unit(to)?) {
            (Unit::Day, Unit::Day) if single => (plus_years(&self.from, 1)?, String::new()),
            (Unit::Day, Unit::Day) => next_days(self.from.first, to.first)?,
            (Unit::Half, Unit::Half) => {
                let length = half(to) - half(&self.from) + 1;
                (half_later(&self.from, length), half_later(to, length))
            }
            (Unit::Month, Unit::Month) => {
                let length = months_between(self.from.first, to.last)?;
                (months_later(self.from.first, length)?, months_later(to.first, length)?)
            }
            (Unit::Year, Unit::Year) => {
                let length = i64::from(to.first.year() - self.from.first.year()) + 1;
                (plus_years(&self.from, length)?, plus_years(to, length)?)
            }
            _ => return None,
        };
        Some(if single { from } else { format!("{from}/{to}") })
    }
}

/// What a date moves by. A spring is followed by the next spring, but a school term by the next term.
enum Unit {
    Day,
    Month,
    Half,
    Year,
}

fn unit(date: &Date) -> Option<Unit> {
    match date.part {
        Part::Day => Some(Unit::Day),
        Part::Month => Some(Unit::Month),
        Part::Year => Some(Unit::Year),
        Part::Season(at) => SEASONS.get(at).map(|season| if matches!(season.sv, "vt" | "ht") { Unit::Half } else { Unit::Year }),
    }
}

/// The year that was written, which for a winter is not that of its first day.
fn year(date: &Date) -> Option<i64> {
    date.written.get(..4)?.parse().ok()
}

fn plus_years(date: &Date, years: i64) -> Option<String> {
    if date.part == Part::Day {
        return Some(date.years_later(years)?.to_string());
    }
    Some(format!("{:04}{}", year(date)? + years, date.written.get(4..)?))
}

/// Half years since year 0.
fn half(date: &Date) -> i64 {
    i64::from(date.first.year()) * 2 + i64::from(date.first.month() > 6)
}

fn half_later(date: &Date, halves: i64) -> String {
    let at = half(date) + halves;
    let name = if at.rem_euclid(2) == 0 { "VT" } else { "HT" };
    format!("{:04}-{name}", at.div_euclid(2))
}

/// Whole months from a first day to a last day, both counted.
fn months_between(first: civil::Date, last: civil::Date) -> Option<i64> {
    let months = i64::from(last.year() - first.year()) * 12 + i64::from(last.month() - first.month()) + 1;
    (months > 0).then_some(months)
}

fn months_later(first: civil::Date, months: i64) -> Option<String> {
    Some(first.checked_add(months.months()).ok()?.strftime("%Y-%m").to_string())
}

/// The next stretch of days. Whole months are followed by whole months, since those are what people mean.
fn next_days(first: civil::Date, last: civil::Date) -> Option<(String, String)> {
    let next = last.tomorrow().ok()?;
    let end = if first.day() == 1 && last == last.last_of_month() {
        next.checked_add(months_between(first, last)?.months()).ok()?.yesterday().ok()?
    } else {
        next.checked_add(last.since(first).ok()?).ok()?
    };
    Some((next.to_string(), end.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::content::field::Field;
    use crate::content::item::{Item, Value};
    use crate::content::read::Reading;
    use crate::content::value::Period;
    use crate::span::{SourceId, Span};

    fn next(written: &str) -> Option<String> {
        let item = Item { value: Value::Text(written.to_owned()), span: Span::start_of(SourceId::of("test")) };
        Period::read(&item, &mut Reading::new("")).expect("the test writes a period").next()
    }

    #[test]
    fn a_period_is_followed_by_one_of_the_same_length() {
        for (this, then) in [
            ("2016", "2017"),
            ("2014/2016", "2017/2019"),
            ("2020-VT", "2020-HT"),
            ("2019-HT/2020-VT", "2020-HT/2021-VT"),
            ("2019-HT/2020-HT", "2021-VT/2022-VT"),
            ("2014-vår", "2015-vår"),
            ("2014-vinter", "2015-vinter"),
            ("2014-12", "2015-01"),
            ("2014-11/2015-01", "2015-02/2015-04"),
            ("2016-02-29", "2017-02-28"),
            ("2016-01-01/2016-12-31", "2017-01-01/2017-12-31"),
            ("2016-01-01/2016-03-31", "2016-04-01/2016-06-30"),
            ("2016-01-04/2016-01-10", "2016-01-11/2016-01-17"),
        ] {
            assert_eq!(next(this).as_deref(), Some(then), "after {this}");
        }
        assert_eq!(next("2014/"), None, "without an end there is no next");
        assert_eq!(next("2014/2016-VT"), None, "unequal ends have no clear length");
    }
}
