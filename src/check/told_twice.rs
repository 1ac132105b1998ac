//! A record says one thing of a goal, and gives one figure of an indicator for a time: of two, readers would see one, or not know which.

use rustc_hash::FxHashMap;

use super::{Rule, Run};
use crate::content::indicator::Indicator;
use crate::content::result::FollowUp;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Record, RecordId, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "told-twice",
    severity: Severity::Error,
    title: Both("Samma sak två gånger", "The same thing twice"),
    why: Both(
        "Av två omdömen om ett mål visas bara det första, och av två tal för samma tid vet ingen vilket som gäller.",
        "Of two judgements of a goal only the first is shown, and of two figures for the same time nobody knows which holds.",
    ),
    manual: Both(
        "En uppföljning har ett omdöme om varje mål, och ett tal av varje mått för varje tid. Ett mått har ett värde för varje period och grupp.\n\nFel:   två [[goal]] med goal = \"mal-1\"\nRätt:  ett [[goal]] med flera ord i status: [\"genomförd\", \"påbörjad\"]\n\nGäller talen olika tider: skriv period på var sitt. Gäller de olika grupper: skriv dem som [[observation.subgroup]], eller med group.",
        "A follow-up has one judgement of each goal, and one figure of each indicator for each time. An indicator has one value for each period and group.\n\nWrong: two [[goal]] with goal = \"mal-1\"\nRight: one [[goal]] with several words in status: [\"done\", \"started\"]\n\nIf the figures are for different times: write a period for each. If they are of different groups: write them as [[observation.subgroup]], or with group.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let mut found = Vec::new();
    if let Some(result) = record.is::<FollowUp>() {
        let goals = result.goals.iter().map(|judgement| (judgement.goal.inner().map(str::to_owned), judgement.goal.span));
        found.extend(twice(record, goals.filter_map(|(goal, span)| Some((goal?, span)))).into_iter().map(goal));
        let figures = result.observations.iter().filter(|one| one.value.is_some());
        let figures = figures.map(|one| {
            let period = one.period.as_deref().unwrap_or(&result.period);
            // Of another goal it may be another part of what is measured.
            let goal = one.goal.as_ref().and_then(|goal| goal.inner()).unwrap_or_default();
            (format!("{} {} {goal}", one.indicator.id(), period.written), one.indicator.span)
        });
        found.extend(twice(record, figures).into_iter().map(figure));
    }
    if let Some(indicator) = record.is::<Indicator>() {
        let values = indicator.values.iter().map(|one| {
            let group = one.group.as_ref().map_or("", |group| &group.text);
            (format!("{} {group}", one.period.written), one.period.span)
        });
        found.extend(twice(record, values).into_iter().map(figure));
    }
    found
}

/// What has been said before in the record: the second place and the first. What only stands in for something has been told of.
fn twice(record: &Record, said: impl Iterator<Item = (String, Span)>) -> Vec<(Span, Span)> {
    let mut first: FxHashMap<String, Span> = FxHashMap::default();
    let said = said.filter(|(_, span)| !record.stands_in(*span));
    said.filter_map(|(name, span)| {
        first.get(&name).copied().map(|first| (span, first)).or_else(|| {
            first.insert(name, span);
            None
        })
    })
    .collect()
}

fn goal((again, first): (Span, Span)) -> Diagnostic {
    Diagnostic::new(&LINT, again, "Målet har redan ett omdöme i uppföljningen.", "The goal has a judgement in the follow-up already.")
        .label(first, "Här står det första.", "The first one is here.")
        .help(
            "Slå ihop dem till ett; status får vara flera ord: [\"genomförd\", \"påbörjad\"].",
            "Make them one; status may be several words: [\"done\", \"started\"].",
        )
}

fn figure((again, first): (Span, Span)) -> Diagnostic {
    Diagnostic::new(&LINT, again, "Måttet har redan ett tal för samma tid.", "The indicator has a figure for the same time already.")
        .label(first, "Här står det första.", "The first one is here.")
        .help(
            "Ta bort det ena. Gäller de olika tider: skriv period på var sitt. Gäller de olika grupper: säg vilka.",
            "Remove one of them. If they are for different times: write a period for each. If they are of different groups: say which.",
        )
}
