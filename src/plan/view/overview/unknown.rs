//! What nobody can read out of the documents of the site: questions without an answer, what is named and not here, what was looked for.

use std::sync::Arc;

use tera::Value;

use super::{Overview, Place};
use crate::content::agreement::{Agreement, AgreementForm};
use crate::content::case::Case;
use crate::content::datum::Branch;
use crate::content::site::Shown;
use crate::content::strategy::Strategy;
use crate::knowledge::completeness::{Question, answers_not_here, documents_not_here, of};
use crate::knowledge::{Knowledge, is_confirmed};
use crate::plan::pages::page_size;
use crate::plan::view::lists::{on_page, pager};
use crate::plan::view::{Fields, View, declared, whole};
use crate::site::{Address, Record, RecordId, Site};

pub static OVERVIEW: Overview =
    Overview { name: "unknown", title: "unknown_title", about: "unknown_about", shown: Some(Shown::Unknown), places, on_start: true, page };

const ADDRESS: &str = "vad-vi-inte-vet";

/// How many lines of a sort a record gets here; the rest stand on its own page.
const LINES: usize = 20;

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let pages = knowledge.unknown.len().div_ceil(page_size(site)) as u32;
    let place = Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages };
    if pages > 0 { vec![place] } else { Vec::new() }
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let all = &view.knowledge.unknown;
    let size = page_size(view.site);
    let kinds = on_page(all, number, size).chunk_by(|a, b| view.site.record(*a).kind.name == view.site.record(*b).kind.name);
    let groups = kinds.map(|ids| {
        let mut group = Fields::default();
        group.set("title", view.both(view.site.record(ids[0]).kind.many));
        group.set("kind", view.site.record(ids[0]).kind.name);
        group.set("items", ids.iter().map(|id| Value::from(record(view, *id))).collect::<Vec<_>>());
        Value::from(group)
    });
    let mut fields = Fields::default();
    fields.set("groups", groups.collect::<Vec<_>>());
    fields.set("count", all.len());
    pager(view, &mut fields, number, all.len().div_ceil(size) as u32, |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}

fn record(view: &View, id: RecordId) -> Fields {
    let found = view.site.record(id);
    let mut fields = view.link(whole(id));
    fields.set("questions", questions(view, id));
    fields.set("goal_questions", goal_questions(view, id));
    fields.set("declared", declared_lines(view, id));
    let mut more = 0;
    fields.set("documents", some(documents(view, id), &mut more));
    fields.set("answers", some(answers(view, id), &mut more));
    fields.set("absence", some(absence(view, id, found), &mut more));
    fields.set("more", more);
    fields
}

/// As many lines as are shown; `more` counts the rest.
fn some(lines: impl Iterator<Item = Value>, more: &mut usize) -> Vec<Value> {
    let mut lines = lines;
    let shown: Vec<Value> = lines.by_ref().take(LINES).collect();
    *more += lines.count();
    shown
}

/// The questions that the record's own page cannot answer, as the page asks them.
fn questions(view: &View, id: RecordId) -> Vec<Value> {
    let own = of(&view.knowledge.unanswered, id).iter().filter(|one| one.goal.is_none());
    own.flat_map(|one| one.questions.each()).map(|question| Value::from(asked(view, id, question))).collect()
}

/// A question as the pages of a kind ask it.
fn asked<'a>(view: &View<'a>, id: RecordId, question: Question) -> &'a str {
    let record = view.site.record(id);
    let informal = record.is::<Agreement>().is_some_and(|agreement| agreement.form == AgreementForm::Informal);
    let key = match (record.kind.name, question) {
        ("result", Question::What) => "q_what_was",
        ("agreement", Question::What) if informal => "q_collaboration_what",
        ("agreement", Question::Who) if informal => "q_collaboration_who",
        ("budget", Question::What) => "q_money_for",
        ("budget", Question::Who) => "q_who_set_aside",
        _ => question.key(),
    };
    view.strings().get(key)
}

/// For each question how many of a plan's goals have no answer to it.
fn goal_questions(view: &View, id: RecordId) -> Vec<Value> {
    let goals: Vec<_> = of(&view.knowledge.unanswered, id).iter().filter(|one| one.goal.is_some()).collect();
    let all = view.site.record(id).is::<Strategy>().map_or(0, |plan| plan.goals.len());
    let lines = Question::ALL.into_iter().filter_map(|question| {
        let count = goals.iter().filter(|one| one.questions.has(question)).count();
        let key = if all == 1 { "unknown_only_goal" } else { "unknown_goals" };
        (count > 0).then(|| {
            let mut line = Fields::default();
            line.set("question", asked(view, id, question));
            line.set("text", view.strings().fill(key, &[("n", &count.to_string()), ("of", &all.to_string())]));
            Value::from(line)
        })
    });
    lines.collect()
}

/// What a plan says of itself beside what is entered.
fn declared_lines(view: &View, id: RecordId) -> Vec<Value> {
    let Some(plan) = view.site.record(id).is::<Strategy>() else { return Vec::new() };
    let compared = view.knowledge.declared.get(&id).into_iter().flatten().take(LINES);
    let lines = compared.map(|one| {
        let declared = &plan.declares[one.declared as usize];
        let mut line = Fields::default();
        line.set("what", &*declared.what);
        line.set("count", declared.count);
        line.set("text", declared::sentence(view, plan, one));
        Value::from(line)
    });
    lines.collect()
}

fn documents(view: &View, id: RecordId) -> impl Iterator<Item = Value> {
    let record = view.site.record(id);
    let documents = record.is::<Case>().map_or(&[][..], |case| &case.documents);
    documents_not_here(view.site, id).map(move |(at, presence)| {
        let document = &documents[at];
        let mut line = view.link(Address { record: id, part: record.parts.at(document.span) });
        line.set("number", document.number.as_ref().map(|number| number.text.as_str()));
        line.extend(view.presence(&presence, id));
        line.into()
    })
}

fn answers(view: &View, id: RecordId) -> impl Iterator<Item = Value> {
    let record = view.site.record(id);
    let commissions = record.is::<Case>().map_or(&[][..], |case| &case.commissions);
    answers_not_here(view.site, id).map(move |(at, to, presence)| {
        let commission = &commissions[at];
        let mut line = view.link(Address { record: id, part: record.parts.at(commission.span) });
        line.set("who", view.reference(&commission.to[to].0, id));
        line.extend(view.presence(&presence, id));
        line.into()
    })
}

/// Facts that are said to be absent; those of a document or an answer stand with them.
fn absence(view: &View, id: RecordId, record: &Record) -> impl Iterator<Item = Value> {
    let other = |of: &str| record.kind.name != "case" || !(of.starts_with("document.") || of.starts_with("commission."));
    let others = record.common.absence.iter().filter(move |absence| other(&absence.of));
    others.map(move |absence| {
        let mut line = view.branch(&Branch::of(absence), id);
        line.set("label", view.absence_label(record, &absence.of));
        line.set("state", if is_confirmed(absence) { "confirmed-missing" } else { "not-here" });
        Value::from(line)
    })
}
