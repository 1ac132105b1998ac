//! A quote about one goal does not stand under another goal's heading only.

use rustc_hash::FxHashMap;

use super::{Rule, Run};
use crate::content::agreement::Agreement;
use crate::content::strategy::Strategy;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::quote::{self, Quote, Source};
use crate::site::{Address, Record, RecordId, Site, normal};
use crate::span::{SourceId, Span};

pub static LINT: Lint = Lint {
    name: "quote-elsewhere",
    severity: Severity::Warning,
    title: Both("Citatet står under ett annat mål", "Quote under another goal"),
    why: Both(
        "Då kan uppgiften ha hamnat under fel mål, och läsaren får fel bild av vad som gjordes.",
        "Then the fact may have come under the wrong goal, and readers get a wrong picture of what was done.",
    ),
    manual: Both(
        "Ett citat om ett mål brukar stå under målets rubrik i dokumentet. En rubrik är en rad som innehåller målets titel, så som den står i planen; avsnittet går till nästa måls rubrik. Varningen kommer när citatet bara finns i ett annat måls avsnitt. Står det rätt ändå: stäng av regeln i site.toml med ett skäl.\n\nFel:   goal = \"mal-1\" med ett citat ur avsnittet om mål 2\nRätt:  goal = \"mal-2\"",
        "A quote about a goal usually stands under the goal's heading in the document. A heading is a line that holds the goal's title as the plan has it; the section goes on to the next goal's heading. The warning comes when the quote stands in another goal's section only. If it is right all the same: turn the rule off in site.toml, with a reason.\n\nWrong: goal = \"mal-1\" with a quote from the section on goal 2\nRight: goal = \"mal-2\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let mut sections: FxHashMap<(SourceId, RecordId), Sections> = FxHashMap::default();
    let mut diagnostics = Vec::new();
    for found in quote::of(site, id) {
        let Source::Stored(stored) = found.source else { continue };
        let Some(address) = found.goal.and_then(|goal| site.resolve(goal, id)) else { continue };
        let plan = site.record(address.record);
        let Some((goal, span)) = goal_of(plan, address) else { continue };
        let sections = sections.entry((stored.text.id, address.record)).or_insert_with(|| Sections::of(&stored.text.content, &goals(plan)));
        if let Some(other) = sections.only_elsewhere(&normal(found.words), goal) {
            diagnostics.push(elsewhere(plan, &found, goal, other, span));
        }
    }
    diagnostics
}

fn elsewhere(plan: &Record, found: &Quote, goal: usize, other: usize, span: Span) -> Diagnostic {
    let goals = goals(plan);
    let (title, id) = goals[other];
    Diagnostic::new(
        &LINT,
        found.span,
        format!("Citatet gäller ”{}” men står i dokumentet under ”{title}”.", goals[goal].0),
        format!("The quote is about “{}” but stands in the document under “{title}”.", goals[goal].0),
    )
    .label(span, "Målet som uppgiften har fått.", "The goal that the fact was given.")
    .help(
        format!("Hör uppgiften till det andra målet: goal = \"{id}\"."),
        format!("If the fact belongs to the other goal: goal = \"{id}\"."),
    )
}

/// Titles and ids of what a plan is divided by: a strategy's goals, an agreement's areas.
fn goals(plan: &Record) -> Vec<(&str, &str)> {
    if let Some(strategy) = plan.is::<Strategy>() {
        return strategy.goals.iter().map(|goal| (&*goal.title, &*goal.id.id)).collect();
    }
    let areas = plan.is::<Agreement>().into_iter().flat_map(|agreement| &agreement.areas);
    areas.map(|area| (&*area.title, &*area.id.id)).collect()
}

/// The place among [`goals`] of the goal at an address, or of the goal that the area there belongs to; and where it is written.
fn goal_of(plan: &Record, address: Address) -> Option<(usize, Span)> {
    let part = &plan.parts[address.part? as usize];
    let ids = goals(plan);
    // Parts stand in the order of the file: an area comes after its goal.
    let until = plan.parts.iter().position(|other| other.span == part.span)?;
    let goal = plan.parts[..=until].iter().rev().find(|part| ids.iter().any(|(_, id)| **id == *part.id))?;
    Some((ids.iter().position(|(_, id)| **id == *goal.id)?, goal.span))
}

/// A text divided by the headings of goals.
struct Sections {
    /// The text as quotes are compared with.
    normal: String,
    /// Where a section begins, and which goal it is about.
    starts: Vec<(usize, usize)>,
}

impl Sections {
    fn of(text: &str, goals: &[(&str, &str)]) -> Self {
        let titles: Vec<String> = goals.iter().map(|(title, _)| normal(title)).collect();
        let mut sections = Self { normal: String::with_capacity(text.len()), starts: Vec::new() };
        for line in text.lines() {
            let line = normal(line);
            if line.is_empty() {
                continue;
            }
            if !sections.normal.is_empty() {
                sections.normal.push(' ');
            }
            if let Some(goal) = titles.iter().position(|title| !title.is_empty() && line.contains(title)) {
                sections.starts.push((sections.normal.len(), goal));
            }
            sections.normal.push_str(&line);
        }
        sections
    }

    /// The goal under whose heading the words stand, when they stand under other goals' headings only.
    fn only_elsewhere(&self, words: &str, goal: usize) -> Option<usize> {
        if words.is_empty() || !self.starts.iter().any(|(_, own)| *own == goal) {
            return None;
        }
        let above = |at: usize| self.starts[..self.starts.partition_point(|(start, _)| *start <= at)].last().map(|(_, goal)| *goal);
        let mut places = self.normal.match_indices(words).map(|(at, _)| above(at));
        let first = places.next()??;
        (first != goal && places.all(|place| place.is_some_and(|other| other != goal))).then_some(first)
    }
}
