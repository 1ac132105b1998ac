//! How many actions of a follow-up have each status: all of them, then goal by goal. Only what the follow-up says is counted, and several
//! states, or one that holds for some only, are never counted as done.

use rustc_hash::FxHashMap;

use super::super::View;
use super::{Figure, Panel, Picture, Row, Sort, Source};
use crate::content::result::{Coverage, FollowUp, GoalJudgement, JudgedAction, Status};
use crate::content::strategy::{Goal, Strategy};
use crate::content::value::Choice as _;
use crate::plan::wording;
use crate::site::RecordId;

/// A state as it is counted: one, several or partial, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    One(Status),
    Mixed,
    NotStated,
}

/// In the order in which statuses are declared, from what is planned to what is not.
const ORDER: [Status; 11] = [
    Status::Done,
    Status::NearlyDone,
    Status::PartlyDone,
    Status::Ongoing,
    Status::Started,
    Status::Planned,
    Status::Replaced,
    Status::NotCurrent,
    Status::NotDone,
    Status::NotPossible,
    Status::Unknown,
];

impl State {
    fn of(action: &JudgedAction) -> Self {
        match (&action.status[..], action.coverage) {
            ([], _) => Self::NotStated,
            ([one], None | Some(Coverage::All)) => Self::One(*one),
            _ => Self::Mixed,
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        ORDER.into_iter().map(Self::One).chain([Self::Mixed, Self::NotStated])
    }

    fn key(self) -> &'static str {
        match self {
            Self::One(status) => status.word().en,
            Self::Mixed => "mixed",
            Self::NotStated => "not-stated",
        }
    }

    fn name(self, view: &View) -> String {
        match self {
            Self::One(status) => wording::word(status.word(), view.strings(), view.code()),
            Self::Mixed => view.strings().get("picture_mixed").to_owned(),
            Self::NotStated => view.strings().get("picture_no_status").to_owned(),
        }
    }

    fn look(self) -> &'static str {
        match self {
            Self::One(Status::Done) => "done",
            Self::One(Status::NotDone | Status::NotPossible) => "not",
            _ => "open",
        }
    }
}

pub fn of(view: &View, id: RecordId, result: &FollowUp) -> Picture {
    let strings = view.strings();
    let plan = view.site.record(id).follows.and_then(|plan| view.site.record(plan).is::<Strategy>());
    let goals = plan.map_or(&[][..], |plan| &plan.goals);
    // The first goal that has an id, itself or in one of its areas, has its actions.
    let mut places = FxHashMap::default();
    for (at, goal) in goals.iter().enumerate() {
        for id in std::iter::once(&goal.id).chain(goal.areas.iter().map(|area| &area.id)) {
            places.entry(&*id.id).or_insert(at);
        }
    }
    let mut by_goal: Vec<Vec<State>> = vec![Vec::new(); goals.len() + 1];
    for action in &result.actions {
        let place = action.goal.as_ref().and_then(|goal| places.get(goal.inner()?).copied());
        by_goal[place.unwrap_or(goals.len())].push(State::of(action));
    }
    let all: Vec<State> = by_goal.iter().flatten().copied().collect();
    let whole = counted(view, id, &all);
    let told = whole.iter().map(|row| format!("{}\u{a0}{}", row.label, row.value.as_ref().map_or("", |figure| &figure.text)));
    let words = [("n", &*all.len().to_string()), ("list", &told.collect::<Vec<_>>().join(", "))];
    let key = strings.form("picture_status", all.len() as u64);
    let finding = vec![strings.fill(&key, &words)];
    let mut panels = vec![Panel { title: strings.get("picture_status_all").to_owned(), id: String::new(), rows: whole }];
    let mut judgements = FxHashMap::default();
    for judgement in &result.goals {
        judgements.entry(judgement.goal.inner().unwrap_or_default()).or_insert(judgement);
    }
    for (goal, states) in goals.iter().zip(&by_goal) {
        let judgement = judgements.get(&*goal.id.id).and_then(|judgement| judged(view, id, judgement, goal));
        let rows = counted(view, id, states).into_iter().chain(judgement).collect();
        panels.push(Panel { title: name(view, goal), id: goal.id.id.clone(), rows });
    }
    let others = counted(view, id, &by_goal[goals.len()]);
    if panels.len() > 1 {
        panels.push(Panel { title: strings.get("picture_status_others").to_owned(), id: String::new(), rows: others });
    }
    panels.retain(|panel| !panel.rows.is_empty());
    // One goal has all of them; what is said of it as a whole is not among those counted.
    if panels.len() == 2 && panels[1].rows.iter().all(|row| row.value.is_some()) {
        panels.truncate(1);
    }
    Picture {
        sort: Sort::Status,
        id: format!("bild-{}-lage", view.site.record(id).id),
        title: strings.fill("picture_status_title", &[("period", &wording::period(&result.period, strings))]),
        about: String::new(),
        finding,
        unit: strings.get("picture_status_unit").to_owned(),
        definition: strings.get("picture_status_means").to_owned(),
        panels,
    }
}

fn name(view: &View, goal: &Goal) -> String {
    match &goal.number {
        Some(number) => format!("{}\u{a0}{}. {}", view.strings().get("goal"), number.text, view.said(&goal.title)),
        None => view.said(&goal.title),
    }
}

/// How many there are of each state, those that there are.
fn counted(view: &View, id: RecordId, states: &[State]) -> Vec<Row> {
    let counts = State::all().map(|state| (state, states.iter().filter(|one| **one == state).count()));
    let rows = counts.filter(|(_, count)| *count > 0).map(|(state, count)| Row {
        label: state.name(view),
        id: state.key().to_owned(),
        look: state.look(),
        value: Some(Figure { value: count as f64, text: wording::number(count as f64, view.strings()), approximate: false }),
        ..Row::at(Source::of(view, id, None, None))
    });
    rows.collect()
}

/// What is said of a goal's actions as a whole: of how many it is not known, so that nothing is drawn.
fn judged(view: &View, id: RecordId, judgement: &GoalJudgement, goal: &Goal) -> Option<Row> {
    if judgement.status.is_empty() {
        return None;
    }
    let word = |status: &Status| wording::word(status.word(), view.strings(), view.code());
    let mut words = judgement.status.iter().map(word).collect::<Vec<_>>().join(&format!(" {} ", view.strings().get("or")));
    if let Some(coverage) = judgement.coverage {
        let coverage = wording::word(coverage.word(), view.strings(), view.code());
        words = format!("{words} ({} {coverage})", view.strings().get("holds_for"));
    }
    Some(Row {
        label: view.strings().get("picture_status_goal").to_owned(),
        words,
        ..Row::at(Source::of(view, id, judgement.standing.source.as_deref(), Some(&goal.id.id)))
    })
}
