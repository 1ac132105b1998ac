//! Per page of a promise, the questions of a citizen that it cannot answer.

use super::{Desk, Line, List, What};
use crate::content::strategy::Strategy;
use crate::diagnostic::Both;
use crate::knowledge::completeness::{Question, Unanswered};
use crate::site::Address;

pub(super) static LIST: List = List {
    name: "questions",
    title: Both("Frågor som sidor inte svarar på", "Questions that pages do not answer"),
    about: Both(
        "Av de sju frågor som en invånare ställer till ett löfte. Kanske finns svaret i ett dokument som inte är med än.",
        "Of the seven questions that a citizen asks of a promise. The answer may stand in a document that is not here yet.",
    ),
    none: Both("Varje sida svarar på det den ska.", "Every page answers what it should."),
    says: Both("Svarar inte på", "Does not answer"),
    lines,
};

fn words(question: Question) -> Both {
    match question {
        Question::What => Both("vad som lovas", "what is promised"),
        Question::Who => Both("vem som ansvarar", "who answers for it"),
        Question::Until => Both("till när", "until when"),
        Question::How => Both("hur det gick", "how it went"),
        Question::Why => Both("varför inte", "why not"),
        Question::Cost => Both("vad det kostade", "what it cost"),
        Question::Turn => Both("vart man vänder sig", "where one turns"),
    }
}

/// Kind by kind, in the order of the site.
fn lines(desk: &Desk) -> Vec<Line> {
    let house = &desk.edition.house;
    let line = |one: &Unanswered| {
        let record = house.site.record(one.record);
        let goal = one.goal.and_then(|at| record.is::<Strategy>()?.goals.get(at as usize));
        let part = goal.and_then(|goal| record.parts.at(goal.span));
        let said: Vec<&str> = one.questions.each().map(|question| words(question).get(desk.lang)).collect();
        Line {
            group: record.kind.many.get(desk.lang).to_owned(),
            page: Some(Address { record: one.record, part }),
            span: goal.map_or(record.span, |goal| goal.span),
            what: What::Words(said.join(", ")),
        }
    };
    house.knowledge.unanswered.iter().map(line).collect()
}
