//! Where a follow-up may say why something was stopped or hindered: of an action, of a goal, of the whole.

use super::common::{FollowedGoalRef, OrganisationRef, Standing};
use super::result::{Cause, Coverage, FollowUp, GoalJudgement, JudgedAction, Overall, Status};
use super::value::Text;

/// What was struck, by its place in the follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Struck {
    /// The follow-up as a whole.
    Whole,
    /// A goal or area as a whole: a place in `goals`.
    Goal(u32),
    Action(u32),
}

/// What a follow-up says of a cause in one place.
#[derive(Debug, Clone)]
pub struct Reason<'s> {
    pub what: Struck,
    /// What an action is called.
    pub title: Option<&'s Text>,
    pub status: &'s [Status],
    pub coverage: Option<Coverage>,
    pub cause: &'s [Cause],
    pub words: Option<&'s Text>,
    pub whose: Option<&'s OrganisationRef>,
    pub next: Option<&'s Text>,
    pub remains: Option<&'s Text>,
    pub replaced_by: Option<&'s Text>,
    pub closed: bool,
    pub goal: Option<&'s FollowedGoalRef>,
    pub standing: &'s Standing,
    /// The document's words on the cause: of the whole it has words of its own, else they are among those on the judgement.
    pub quote: &'s [Text],
}

impl FollowUp {
    /// Every place that may name a cause: the whole, the goals, the actions.
    pub fn reasons(&self) -> impl Iterator<Item = Reason<'_>> {
        let goals = (0..).zip(&self.goals).map(|(at, one)| of_goal(at, one));
        let actions = (0..).zip(&self.actions).map(|(at, one)| of_action(at, one));
        self.overall.iter().map(of_whole).chain(goals).chain(actions)
    }

    /// What is said in one of these places.
    pub fn reason(&self, what: Struck) -> Option<Reason<'_>> {
        match what {
            Struck::Whole => self.overall.as_ref().map(of_whole),
            Struck::Goal(at) => self.goals.get(at as usize).map(|one| of_goal(at, one)),
            Struck::Action(at) => self.actions.get(at as usize).map(|one| of_action(at, one)),
        }
    }

    /// Whether it says of anything that it did not happen, or names a cause: only then does one ask why.
    pub fn asks_why(&self) -> bool {
        self.reasons().any(|reason| reason.is_told())
    }

    /// Whether it says anywhere why something was not done.
    pub fn says_why(&self) -> bool {
        self.reasons().any(|reason| reason.says_why())
    }
}

impl Reason<'_> {
    /// Whether it did not happen; else it happened or goes on, and the cause stood in its way. The cause of a whole is by its declaration
    /// that of what did not happen.
    pub fn stopped(&self) -> bool {
        self.what == Struck::Whole && self.names_a_cause() || Status::stopped(self.status)
    }

    /// Whether it belongs among the causes: one is named, or ought to be.
    pub fn is_told(&self) -> bool {
        self.names_a_cause() || Status::stopped(self.status)
    }

    pub fn says_why(&self) -> bool {
        !self.cause.is_empty() || self.words.is_some()
    }

    fn names_a_cause(&self) -> bool {
        self.says_why() || self.whose.is_some()
    }

    /// Its causes, each once. Words without a cause from the list are another cause; without either none is stated.
    pub fn causes(&self) -> Vec<Cause> {
        let mut causes = self.cause.to_vec();
        causes.sort_unstable();
        causes.dedup();
        if causes.is_empty() {
            causes.push(if self.words.is_some() { Cause::Other } else { Cause::NotStated });
        }
        causes
    }
}

fn of_whole(one: &Overall) -> Reason<'_> {
    Reason {
        what: Struck::Whole,
        title: None,
        status: &one.status,
        coverage: one.coverage,
        cause: &one.cause,
        words: one.cause_words.as_ref(),
        whose: one.whose.as_ref(),
        next: one.next.as_ref(),
        remains: None,
        replaced_by: None,
        closed: false,
        goal: None,
        standing: &one.standing,
        quote: &one.cause_quote,
    }
}

fn of_goal(at: u32, one: &GoalJudgement) -> Reason<'_> {
    Reason {
        what: Struck::Goal(at),
        title: None,
        status: &one.status,
        coverage: one.coverage,
        cause: &one.cause,
        words: one.cause_words.as_ref(),
        whose: one.whose.as_ref(),
        next: one.next.as_ref(),
        remains: None,
        replaced_by: None,
        closed: false,
        goal: Some(&one.goal),
        standing: &one.standing,
        quote: &one.standing.quote,
    }
}

fn of_action(at: u32, one: &JudgedAction) -> Reason<'_> {
    Reason {
        what: Struck::Action(at),
        title: Some(&one.title),
        status: &one.status,
        coverage: one.coverage,
        cause: &one.cause,
        words: one.cause_words.as_ref(),
        whose: one.whose.as_ref(),
        next: one.next.as_ref(),
        remains: one.remains.as_ref(),
        replaced_by: one.replaced_by.as_ref(),
        closed: one.closed,
        goal: one.goal.as_ref(),
        standing: &one.standing,
        quote: &one.standing.quote,
    }
}
