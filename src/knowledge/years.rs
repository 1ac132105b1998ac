//! Year by year: what was decided and adopted, what was followed up, and what money was for.

use jiff::civil::Date;

use crate::site::Address;

/// Something that the records date to a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    pub year: i16,
    pub what: What,
    /// The first day that it may have been, for the order within a year.
    pub day: Date,
    /// The record, or the decision in a case.
    pub of: Address,
}

/// What happened, in the order in which a year tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Decided,
    Adopted,
    FollowedUp,
    Money,
}

impl What {
    /// The key of its interface string.
    pub fn key(self) -> &'static str {
        match self {
            Self::Decided => "years_decided",
            Self::Adopted => "years_adopted",
            Self::FollowedUp => "years_followed_up",
            Self::Money => "years_money",
        }
    }
}
