//! Agreements: which hold, which have ended, who follows them up, and who takes part in what.

use rustc_hash::FxHashMap;

use crate::site::{Address, RecordId};

/// What follows from all agreements that are not withdrawn.
#[derive(Debug, Default, PartialEq)]
pub struct Agreements {
    /// Group by group, and by title in each.
    pub register: Vec<(Group, RecordId)>,
    /// Those whose end comes after the day of the site, the soonest first.
    pub ending: Vec<RecordId>,
    /// How many of those that are not informal say when they end.
    pub with_end: usize,
    /// How many of those that are not informal name nobody who follows them up.
    pub unfollowed: usize,
    /// Statements about informal collaborations: the record that each stands in, and its place there.
    pub words: Vec<(RecordId, u32)>,
    /// What each organisation and each role takes part in, in the order of the register.
    pub by_actor: FxHashMap<Address, Vec<Joined>>,
}

/// A part of the register. Informal collaborations are no agreements, whatever else is known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// It is said to hold, or nothing says that it does not.
    Open,
    Planned,
    /// It is said to have ended, or its time had run out on the day of the site.
    Ended,
    Informal,
}

/// How somebody takes part in an agreement.
#[derive(Debug, PartialEq)]
pub struct Joined {
    pub agreement: RecordId,
    pub informal: bool,
    /// Whether it has entered into the agreement itself.
    pub is_party: bool,
    /// Areas that it takes part in, as parts of the agreement; and the role through which it does, as a part of the organisation.
    pub areas: Vec<(u32, Option<u32>)>,
}

impl Agreements {
    /// How many agreements there are that are not informal.
    pub fn formal(&self) -> usize {
        self.register.partition_point(|(group, _)| *group < Group::Informal)
    }
}
