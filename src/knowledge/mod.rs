//! What the site worked out: nobody wrote it, everybody may read it.

pub mod agreements;
pub mod bodies;
pub mod causes;
pub mod chains;
pub mod clock;
pub mod completeness;
pub mod conflicts;
pub mod duties;
pub mod lineage;
pub mod mentions;
pub mod money;
pub mod names;
pub mod paragraphs;
pub mod succession;
pub mod untagged;
pub mod years;

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::content::common::Absence;
use crate::site::{Address, Record, RecordId};

/// How many of the records that refer to one its own page shows; all of them stand on pages of their own when there are more.
pub const REFERRERS: usize = 50;

/// Everything derived, one field for each member of the derive family. What an edit does not reach is shared with what was known before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// What is dated to each year, newest year first.
    pub years: Arc<Vec<years::Dated>>,
    /// Follow-ups of each plan or agreement, newest first.
    pub followups: Arc<FxHashMap<RecordId, Vec<RecordId>>>,
    /// What belongs to each topic and target group: plans, goals, and the other records in the order of the site.
    pub members: Arc<FxHashMap<RecordId, Vec<Address>>>,
    /// Plans that have goals, in the order of the site.
    pub plans_with_goals: Arc<Vec<RecordId>>,
    /// Records that name each record as their parent, in the order of the site.
    pub children: Arc<FxHashMap<RecordId, Vec<RecordId>>>,
    /// Observations of each indicator in follow-ups, newest first: the result, and the place of the observation in it.
    pub observations: Arc<FxHashMap<RecordId, Vec<(RecordId, usize)>>>,
    /// Records that refer to each record that more than [`REFERRERS`] of them refer to: kind by kind, newest first.
    pub referrers: Arc<FxHashMap<RecordId, Vec<RecordId>>>,
    /// Records of each kind, by the kind's name, in the order in which lists show them.
    pub registers: Arc<FxHashMap<&'static str, Vec<RecordId>>>,
    /// Lines against envelopes, and what the money goes to.
    pub money: Arc<money::Money>,
    /// The register of agreements, and who takes part in what.
    pub agreements: Arc<agreements::Agreements>,
    /// Bodies that there are to ask, and roles that were not filled.
    pub bodies: Arc<bodies::Bodies>,
    /// What each body and role answers for.
    pub duties: Arc<duties::Duties>,
    /// Bodies that were renamed, split or joined.
    pub succession: Arc<succession::Succession>,
    /// Titles, other names and search words, in the order of the alphabet.
    pub alphabet: Arc<Vec<AlphabetEntry>>,
    /// Numbers that plans say of themselves, beside what is entered.
    pub declared: Arc<FxHashMap<RecordId, Vec<completeness::Compared>>>,
    /// Where a plan says two things of itself that do not agree, in the order of records.
    pub contradictions: Arc<Vec<completeness::Contradiction>>,
    /// Questions that the pages of promises cannot answer, in the order of records; pages that answer all are not there.
    pub unanswered: Arc<Vec<completeness::Unanswered>>,
    /// Records that leave anything open, in the order of the site.
    pub unknown: Arc<Vec<RecordId>>,
    /// Facts with several values, in the order of records.
    pub conflicts: Arc<Vec<conflicts::Conflict>>,
    /// Records that documents call by several names, in their order.
    pub names: Arc<Vec<names::Named>>,
    /// Terms whose wrong forms stand in documents, in their order.
    pub wrong_forms: Arc<Vec<names::Named>>,
    /// Why things were stopped or hindered.
    pub causes: Arc<causes::Causes>,
    /// What became of actions from one follow-up to the next.
    pub lineage: Arc<lineage::Lineage>,
    /// Motions, decisions, commissions and answers, joined.
    pub chains: Arc<chains::Chains>,
    /// Case numbers and paragraphs, to be found in words.
    pub mentions: Arc<mentions::Mentions>,
    /// When reports are due, and which of them are here.
    pub clock: Arc<clock::Clock>,
    /// Files that are not tagged for accessibility, or not known to be.
    pub untagged: Arc<Vec<untagged::Untagged>>,
    /// Records whose bodies lead to what may be such files, in the order of the site.
    pub leading_to_files: Arc<Vec<RecordId>>,
}

/// A line of A–Ö.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlphabetEntry {
    /// The word that the line begins with.
    pub word: String,
    /// The letter that it stands under, as the language sorts it.
    pub letter: Cow<'static, str>,
    pub record: RecordId,
    /// Whether the word is another name than the record's title.
    pub alias: bool,
}

/// What is known of something that ought to be there: an answer, a follow-up, an attachment, a value. Only what somebody has looked for
/// and not found may be called missing; what is merely not among the documents of the site says nothing of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence<T> {
    Here(T),
    /// Place in the record's `absence`: who looked, and when.
    ConfirmedMissing(usize),
    NotHere,
}

impl<T> Presence<T> {
    /// What was found, else what the record says of the fact at a path such as `commission.redovisa.answer.fritidsnamnden`.
    pub fn of(found: Option<T>, record: &Record, path: &str) -> Self {
        let confirmed = || record.common.absence.iter().position(|absence| is_confirmed(absence) && *absence.of == *path);
        match found {
            Some(found) => Self::Here(found),
            None => confirmed().map_or(Self::NotHere, Self::ConfirmedMissing),
        }
    }

    /// The key of the state, for templates and open data.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Here(_) => "here",
            Self::ConfirmedMissing(_) => "confirmed-missing",
            Self::NotHere => "not-here",
        }
    }
}

/// Whether somebody has looked: only who did, and when, makes a fact known to be missing.
pub fn is_confirmed(absence: &Absence) -> bool {
    absence.checked_by.is_some() && absence.checked_on.is_some()
}
