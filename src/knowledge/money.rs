//! Money: which lines are taken from which envelopes, how far the two may differ, and what the money goes to.

use rustc_hash::FxHashMap;

use crate::content::value;
use crate::site::RecordId;

/// What follows from all budgets.
#[derive(Debug, Default, PartialEq)]
pub struct Money {
    /// The lines of each budget against the envelopes that they are taken from.
    pub accounts: FxHashMap<RecordId, Account>,
    /// The money that each record gets, itself or a part of it: newest budget first.
    pub grants: FxHashMap<RecordId, Vec<Grant>>,
}

/// A budget's lines against envelopes. Two budgets can tell of the same money at different stages, so sums never cross budgets.
#[derive(Debug, Default, PartialEq)]
pub struct Account {
    /// Envelopes that share lines stand in one balance.
    pub balances: Vec<Balance>,
    /// Places of the lines that do not say what they are taken from.
    pub loose: Vec<u32>,
    /// Places of the budget's own envelopes that none of its lines is taken from.
    pub idle: Vec<u32>,
}

/// An envelope: its budget, and its place there.
pub type Place = (RecordId, u32);

/// Envelopes, and every line that is taken from any of them.
#[derive(Debug, PartialEq)]
pub struct Balance {
    pub whole: Taken,
    /// The lines by the very envelopes that they name; empty when all name the same.
    pub sets: Vec<Taken>,
}

/// Lines that are taken from some envelopes together. A line from several is never split: no document says how.
#[derive(Debug, Default, PartialEq)]
pub struct Taken {
    pub envelopes: Vec<Place>,
    /// Places of the lines in their budget.
    pub lines: Vec<u32>,
    /// What the envelopes hold together.
    pub aside: Sum,
    /// What the lines are together.
    pub used: Sum,
}

/// Amounts added up.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Whole kronor.
    pub kronor: i64,
    /// The steps of the approximate amounts, added up: twice what the sum may be off, in kronor.
    pub steps: i64,
    /// The smallest unit that an amount is written in, in kronor; 0 when there is none.
    pub unit: i64,
}

impl Sum {
    pub fn of<'a>(amounts: impl IntoIterator<Item = &'a value::Money>) -> Self {
        amounts.into_iter().fold(Self::default(), |sum, amount| {
            sum.and(Self { kronor: amount.kronor, steps: if amount.approximate { step(amount) } else { 0 }, unit: amount.unit })
        })
    }

    pub fn and(self, other: Self) -> Self {
        let unit = if self.unit == 0 || other.unit == 0 { self.unit.max(other.unit) } else { self.unit.min(other.unit) };
        Self { kronor: self.kronor.saturating_add(other.kronor), steps: self.steps.saturating_add(other.steps), unit }
    }

    /// Whether "ca" stands before any of the amounts.
    pub fn is_approximate(&self) -> bool {
        self.steps > 0
    }
}

/// How far apart two neighbouring amounts lie that are written as exactly as this one: the unit of its last digit that is not zero.
///
/// Nobody rounds to a digit and then writes it: "ca 920 tkr" is rounded to tens, "ca 800 tkr" to hundreds, "ca 45 tkr" to ones. What was
/// rounded lay within half a step on either side, so "ca 920 tkr" is known to 5 tkr, "ca 800 tkr" to 50 tkr and "ca 45 tkr" to 0,5 tkr.
/// Every amount of a sum may be off the same way, so the halves add up, as in the arithmetic of significant figures.
fn step(amount: &value::Money) -> i64 {
    let mut step = 1;
    while amount.kronor != 0 && amount.kronor % (step * 10) == 0 {
        step *= 10;
    }
    // "Ca 0 tkr" has no such digit: it is known to its unit.
    if amount.kronor == 0 { amount.unit } else { step }
}

/// How lines and envelopes compare; amounts are kronor and positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    Equal,
    /// They differ by no more than "ca" allows.
    Within(i64),
    Under(i64),
    Over(i64),
}

impl Taken {
    /// How far from each other the two sums may lie because amounts are approximate: twice as much, in kronor.
    pub fn steps(&self) -> i64 {
        self.aside.steps.saturating_add(self.used.steps)
    }

    pub fn difference(&self) -> Difference {
        let rest = self.aside.kronor - self.used.kronor;
        match rest.abs() {
            0 => Difference::Equal,
            far if far.saturating_mul(2) <= self.steps() => Difference::Within(far),
            far if rest > 0 => Difference::Under(far),
            far => Difference::Over(far),
        }
    }
}

/// A line or an envelope that goes to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    pub budget: RecordId,
    pub item: Item,
    /// The part of the record that gets it, such as a goal; none when it is the whole.
    pub part: Option<u32>,
}

/// A place in a budget's envelopes or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Envelope(u32),
    Line(u32),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::field::Field as _;
    use crate::content::item::{Item as Written, Value};
    use crate::content::read::Reading;
    use crate::span::{SourceId, Span};

    fn sum(amounts: &[&str]) -> Sum {
        let span = Span::start_of(SourceId::of("a"));
        let money = |written: &&str| {
            let item = Written { value: Value::Text((*written).to_owned()), span };
            value::Money::read(&item, &mut Reading::new("")).expect("an amount")
        };
        Sum::of(&amounts.iter().map(money).collect::<Vec<_>>())
    }

    #[test]
    fn what_ca_allows_is_half_a_unit_of_the_last_digit_that_is_not_zero() {
        for (written, off) in [
            ("ca 920 tkr", 5_000.0),
            ("ca 800 tkr", 50_000.0),
            ("ca 45 tkr", 500.0),
            ("ca 1,5 mnkr", 50_000.0),
            ("ca 2 000 kr", 500.0),
            ("ca 3 kr", 0.5),
            ("ca 0 tkr", 500.0),
            ("920 tkr", 0.0),
        ] {
            assert_eq!(sum(&[written]).steps as f64 / 2.0, off, "{written}");
        }
        assert_eq!(sum(&["ca 920 tkr", "ca 45 tkr", "3 mnkr"]), Sum { kronor: 3_965_000, steps: 11_000, unit: 1_000 }, "they add up");
    }

    #[test]
    fn a_difference_is_told_apart_from_what_ca_allows() {
        let taken = |aside: &[&str], used: &[&str]| Taken { aside: sum(aside), used: sum(used), ..Taken::default() }.difference();
        assert_eq!(taken(&["100 tkr"], &["60 tkr", "40 tkr"]), Difference::Equal);
        assert_eq!(taken(&["100 tkr"], &["ca 95 tkr"]), Difference::Under(5_000));
        assert_eq!(taken(&["100 tkr"], &["ca 90 tkr"]), Difference::Under(10_000));
        assert_eq!(taken(&["95 tkr"], &["ca 90 tkr"]), Difference::Within(5_000), "5 tkr is just what ca 90 allows");
        assert_eq!(taken(&["85 tkr"], &["ca 90 tkr"]), Difference::Within(5_000));
        assert_eq!(taken(&["84 tkr"], &["ca 90 tkr"]), Difference::Over(6_000));
        assert_eq!(taken(&["ca 100 tkr"], &["140 tkr"]), Difference::Within(40_000), "envelopes can be approximate too");
        assert_eq!(taken(&["100 tkr"], &["101 tkr"]), Difference::Over(1_000));
    }
}
