//! What the documents of the site leave open: questions without an answer, and what a plan says of itself against what is entered.

use super::Presence;
use crate::content::case::Case;
use crate::site::{RecordId, Site};

/// The questions of a citizen to a promise, in the order in which pages answer them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    What,
    Who,
    Until,
    How,
    Why,
    Cost,
    Turn,
}

impl Question {
    pub const ALL: [Self; 7] = [Self::What, Self::Who, Self::Until, Self::How, Self::Why, Self::Cost, Self::Turn];

    /// Its key in interface strings.
    pub fn key(self) -> &'static str {
        match self {
            Self::What => "q_what",
            Self::Who => "q_who",
            Self::Until => "q_until",
            Self::How => "q_how",
            Self::Why => "q_why",
            Self::Cost => "q_cost",
            Self::Turn => "q_turn",
        }
    }
}

/// Some of the seven questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Questions(u8);

impl Questions {
    /// Those of the pairs that are not answered.
    pub fn without(answered: &[(Question, bool)]) -> Self {
        Self(answered.iter().filter(|(_, yes)| !yes).fold(0, |bits, (question, _)| bits | 1 << *question as u8))
    }

    pub fn has(self, question: Question) -> bool {
        self.0 & 1 << question as u8 != 0
    }

    pub fn each(self) -> impl Iterator<Item = Question> {
        Question::ALL.into_iter().filter(move |question| self.has(*question))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Which questions a page of a promise cannot answer: the page of a record, or of a goal of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanswered {
    pub record: RecordId,
    /// The goal's place in its plan; None for the record itself, which comes first.
    pub goal: Option<u32>,
    pub questions: Questions,
}

/// The lines of one record, of a list that is in the order of records: its own, then its goals'.
pub fn of(unanswered: &[Unanswered], record: RecordId) -> &[Unanswered] {
    let first = unanswered.partition_point(|one| one.record < record);
    let count = unanswered[first..].iter().take_while(|one| one.record == record).count();
    &unanswered[first..first + count]
}

/// A number that a plan says of itself, beside the number that is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Place among the plan's `declares`.
    pub declared: u32,
    pub entered: Entered,
}

/// What is entered of that which a plan counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// So many in the plan.
    InAll(u32),
    /// So many goals of the plan have as many as it says, and these have another number: the goal's place, and how many.
    PerGoal { agreeing: u32, others: Vec<(u32, u32)> },
}

/// Two things that a plan says of itself and that do not agree: places among its `declares`, the first one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    pub plan: RecordId,
    pub first: u32,
    pub second: u32,
}

/// The contradictions of one plan, of a list that is in the order of records.
pub fn contradictions(all: &[Contradiction], plan: RecordId) -> &[Contradiction] {
    let first = all.partition_point(|one| one.plan < plan);
    let count = all[first..].iter().take_while(|one| one.plan == plan).count();
    &all[first..first + count]
}

/// The documents of a case that are named and cannot be read: neither as text or file nor on the web. Each by its place, with what is
/// known of it.
pub fn documents_not_here(site: &Site, id: RecordId) -> impl Iterator<Item = (usize, Presence<()>)> {
    let record = site.record(id);
    let documents = record.is::<Case>().map_or(&[][..], |case| &case.documents);
    let known = documents.iter().enumerate().map(move |(at, document)| {
        let text = || site.stored_text(record, document).is_some();
        let file = || site.document_file(record, document).is_some_and(|path| site.blobs.contains_key(path.as_str()));
        let here = (text() || file() || document.page.is_some()).then_some(());
        (at, Presence::of(here, record, &format!("document.{}", document.id.id)))
    });
    known.filter(|(_, presence)| *presence != Presence::Here(()))
}

/// The answers to the commissions of a case that are not among the documents: places of the commission and of who received it, with what
/// is known.
pub fn answers_not_here(site: &Site, id: RecordId) -> impl Iterator<Item = (usize, usize, Presence<()>)> {
    let record = site.record(id);
    let commissions = record.is::<Case>().map_or(&[][..], |case| &case.commissions);
    let known = commissions.iter().enumerate().flat_map(move |(at, commission)| {
        commission.to.iter().enumerate().map(move |(to, actor)| {
            let here = commission.answers.iter().any(|answer| answer.by.id() == actor.id()).then_some(());
            (at, to, Presence::of(here, record, &format!("commission.{}.answer.{}", commission.id.id, actor.id())))
        })
    });
    known.filter(|(_, _, presence)| *presence != Presence::Here(()))
}
