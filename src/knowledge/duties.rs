//! Responsibility: what each body and role answers for, and what it asked of others.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::site::{Address, RecordId};

/// What follows from all records that name somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duties {
    /// What each organisation and each role answers for: sort by sort, in the order of the site.
    pub of: Arc<FxHashMap<Address, Vec<Duty>>>,
    /// For each role, the first of what refers to it, by their places among the backlinks of its organisation.
    pub mentions: FxHashMap<Address, Vec<u32>>,
}

/// Something that a body or role answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duty {
    pub sort: Sort,
    pub at: (RecordId, Option<u32>),
}

/// In which way it answers, in the order in which pages tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Responsible,
    Coordinates,
    Adopted,
    Goal,
    Area,
    Action,
    FollowsUp,
    Leads,
    Project,
    Process,
    Received,
    Given,
    /// A commission of a decision that is only proposed is not yet one.
    ProposedTo,
    ProposedBy,
    /// It is to report on a plan. Comes last: the clock tells of it with its due points, and lists here leave it out.
    Reports,
}

impl Sort {
    /// The name that interface strings and styles know it by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Responsible => "responsible",
            Self::Coordinates => "coordinates",
            Self::Adopted => "adopted",
            Self::Goal => "goal",
            Self::Area => "area",
            Self::Action => "action",
            Self::FollowsUp => "follows_up",
            Self::Leads => "leads",
            Self::Project => "project",
            Self::Process => "process",
            Self::Received => "received",
            Self::Given => "given",
            Self::ProposedTo => "proposed_to",
            Self::ProposedBy => "proposed_by",
            Self::Reports => "reports",
        }
    }
}
