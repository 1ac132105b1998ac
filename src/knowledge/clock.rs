//! When reports are due, by what plans say of themselves, and which of them are among the documents here.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Presence;
use crate::content::strategy::Recurrence;
use crate::site::RecordId;

/// How many reports the page of a plan shows of a duty, and that of an organisation in a list; all of them stand on pages of their own when
/// there are more.
pub const SHOWN: usize = 50;

/// Every report that some plan says is to be made.
#[derive(Debug, Default, PartialEq)]
pub struct Clock {
    /// Plan by plan in the order of the site, duty by duty as written, and those of a duty in the order of time.
    pub points: Vec<DuePoint>,
    /// Where those of each plan stand in `points`.
    pub plans: FxHashMap<RecordId, Range<u32>>,
    /// What each organisation, or a role in it, is to report: places in `points`, newest first, and last what has no day.
    pub by: FxHashMap<RecordId, Vec<u32>>,
    /// What is to be reported to it, in the same order.
    pub to: FxHashMap<RecordId, Vec<u32>>,
    /// Every point: first what is to come, the nearest first; then what has been, newest first; last what has no day.
    pub order: Vec<u32>,
    /// How many of `order` are to come.
    pub coming: usize,
    /// How many have a last day.
    pub days: usize,
    /// Those whose day has passed, and of which somebody has looked for the report afterwards and not found it; newest first.
    pub late: Vec<u32>,
    /// What follow-ups say that they answer, and no plan asks for.
    pub strays: Vec<Stray>,
}

/// A report that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuePoint {
    pub plan: RecordId,
    /// Place of the duty in the plan's `reporting`.
    pub duty: u32,
    pub point: Point,
    /// The first and the last day on which it can be made in time. None where no document, and no setting of the site, says a day.
    pub due: Option<(Date, Date)>,
    /// The follow-ups that answer it, at whatever stage, by their own dates.
    pub answers: Vec<Answer>,
    /// The report to those who are to have it: a board's draft is not yet the report to the executive board.
    pub report: Presence<()>,
}

/// Which of a duty's reports it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// After each stretch of time: the year 2016.
    After { every: Recurrence, first: Date, last: Date },
    /// Some years after the plan was adopted: year 1.
    Year(i64),
    /// The duty itself, where the plan does not say for how long it holds, or the duty not when it is to be met.
    Unplaced,
}

/// A follow-up that answers a due point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub result: RecordId,
    /// From the last day in time to the day that the follow-up bears, below zero when it came before; None unless both are known.
    pub days: Option<i32>,
}

/// An `answers` of a follow-up that leads to no due point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stray {
    pub result: RecordId,
    /// Place in its `answers`.
    pub at: usize,
    /// Whether several duties have such a point, and none of them is this follow-up's.
    pub ambiguous: bool,
}

impl Clock {
    /// The points of a plan, and where the first of them stands in `points`.
    pub fn of_plan(&self, plan: RecordId) -> (u32, &[DuePoint]) {
        let range = self.plans.get(&plan).cloned().unwrap_or_default();
        (range.start, &self.points[range.start as usize..range.end as usize])
    }
}

impl DuePoint {
    /// The day that the point is sorted by, and after which it is past: the last day in time, or that of the stretch that it is about.
    pub fn day(&self) -> Option<Date> {
        match (self.due, self.point) {
            (Some((_, last)), _) | (None, Point::After { last, .. }) => Some(last),
            _ => None,
        }
    }

    /// Whether the point is to come: its day is not past, and nothing answers it yet.
    pub fn is_coming(&self, today: Date) -> bool {
        self.answers.is_empty() && self.day().is_some_and(|day| day >= today)
    }
}

impl Point {
    /// How a point is written in `answers` and `of`, the first form before others that mean the same.
    pub fn names(&self) -> Vec<String> {
        match self {
            Point::After { every, first, .. } => {
                let (year, at) = (first.year(), number(*every, *first));
                match every {
                    Recurrence::Year => vec![year.to_string()],
                    Recurrence::HalfYear => {
                        let term = if at == 1 { "vt" } else { "ht" };
                        vec![format!("halvår {at} {year}"), format!("half-year {at} {year}"), format!("{year}-{term}")]
                    }
                    Recurrence::Tertial => vec![format!("tertial {at} {year}"), format!("four-months {at} {year}")],
                    Recurrence::Quarter => vec![format!("kvartal {at} {year}"), format!("quarter {at} {year}")],
                    Recurrence::Month => vec![first.strftime("%Y-%m").to_string()],
                }
            }
            Point::Year(year) => vec![format!("år {year}"), format!("year {year}")],
            Point::Unplaced => Vec::new(),
        }
    }
}

/// Months from one report to the next.
pub fn months(every: Recurrence) -> i8 {
    match every {
        Recurrence::Year => 12,
        Recurrence::HalfYear => 6,
        Recurrence::Tertial => 4,
        Recurrence::Quarter => 3,
        Recurrence::Month => 1,
    }
}

/// Which one of its year a stretch is that begins on `first`, from 1.
pub fn number(every: Recurrence, first: Date) -> i8 {
    (first.month() - 1) / months(every) + 1
}

/// A name as it is compared: small letters, and one space between words.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
