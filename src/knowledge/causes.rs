//! Where follow-ups say that something was stopped or hindered, by whose the cause is and by what it is.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::content::reason::Struck;
use crate::content::result::Cause;
use crate::site::RecordId;

/// A place where a follow-up names a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub result: RecordId,
    pub what: Struck,
    /// Whether it did not happen; else it happened or goes on, and the cause stood in its way.
    pub stopped: bool,
}

/// With whom a cause lies. What a follow-up does not say is not guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    Organisation(RecordId),
    /// Named by an id that no organisation of the site has, by its place in [`Causes::written`].
    Written(u32),
    /// An organisation that is not for these readers.
    Withheld,
    NotStated,
}

/// A cause that lies with somebody, and what it struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    pub whose: Whose,
    pub cause: Cause,
    /// Where its hits begin in [`Causes::hits`]; they go on to the next section.
    pub start: u32,
    pub count: Count,
}

/// How much was struck, and how. Words such as "many" count nothing here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub actions_stopped: u32,
    pub actions_hindered: u32,
    /// Goals whose planned actions as a whole did not happen.
    pub goals_stopped: u32,
    /// Areas of which the same is said.
    pub areas_stopped: u32,
    /// Goals and areas that the cause stood in the way of.
    pub goals_hindered: u32,
    /// Follow-ups that name the cause for the whole.
    pub wholes: u32,
    /// Different goals that any of it belongs to.
    pub goals: u32,
}

/// A place where a follow-up names causes, as it is told there.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    pub result: RecordId,
    pub what: Struck,
    pub stopped: bool,
    pub causes: SmallVec<[Cause; 2]>,
    pub with: With,
    pub plan: Option<RecordId>,
    /// Place of the goal in the plan, and whether it is an area of the goal that is named.
    pub goal: Option<(u32, bool)>,
}

/// With whom a follow-up says that a cause lies.
#[derive(Debug, Clone, PartialEq)]
pub enum With {
    Organisation(RecordId),
    /// An id that no organisation of the site has.
    Written(CompactString),
    /// An organisation that is not for these readers.
    Withheld,
    NotStated,
}

/// Every cause. A hit with several causes stands once under each.
#[derive(Debug, Default, PartialEq)]
pub struct Causes {
    /// What all the rest is counted and sorted from, follow-up by follow-up.
    pub named: Vec<Named>,
    /// Section by section, and within one plan by plan, newest first.
    pub hits: Vec<Hit>,
    /// Those of whom most was struck first; those that a follow-up lays with nobody last.
    pub sections: Vec<Section>,
    /// The section of each pair, by its place.
    pub by_pair: FxHashMap<(Whose, Cause), u32>,
    /// The sections of each organisation: its first, and how many.
    pub by_organisation: FxHashMap<RecordId, (u32, u32)>,
    /// Replies by an organisation or a role in it, newest first: the follow-up, and the place among its replies.
    pub replies: FxHashMap<RecordId, Vec<(RecordId, u32)>>,
    /// For each id that no organisation has, a place where it is written.
    pub written: Vec<(RecordId, Struck)>,
    pub places: Places,
}

/// How many places name a cause, one with several causes once, by where it lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    pub outside: u32,
    pub inside: u32,
    /// With an organisation of which it is not said whether it is inside or outside.
    pub unplaced: u32,
    /// Not said with whom.
    pub not_stated: u32,
}

impl Causes {
    /// The places in [`Causes::hits`] of what a section struck.
    pub fn range(&self, section: u32) -> std::ops::Range<usize> {
        let end = self.sections.get(section as usize + 1).map_or(self.hits.len(), |next| next.start as usize);
        self.sections[section as usize].start as usize..end
    }
}
