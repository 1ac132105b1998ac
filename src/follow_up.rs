//! The next follow-up of a plan, begun from the last one: what was open and what was promised stands in its tables, to be judged anew.
//!
//! Nothing is judged here: every status is "okänd", and no figure is carried over as a value.

use rustc_hash::FxHashSet;

use crate::content::agreement::Agreement;
use crate::content::common::Common;
use crate::content::datum::{Branch, Datum};
use crate::content::field::{FieldDecl, Record as _};
use crate::content::result::{FollowUp, JudgedAction, Observation, Status};
use crate::content::skeleton;
use crate::content::strategy::Strategy;
use crate::content::value::{Choice, Id, Period};
use crate::diagnostic::{Both, Lang};
use crate::markdown::{line, literal};
use crate::site::{Promised, Record, RecordId, Site};
use crate::span::Span;

/// Keys whose values hold for the next period too.
const CARRIED: &[&str] = &["follows-up", "extent", "made-by", "received-by", "aliases", "topics", "target-groups"];

/// Keys that the next follow-up will need, but whose values nobody can know yet.
const OFFERED: &[&str] = &["summary", "dated", "stage", "answers", "document"];

/// Columns of a table of actions, in the order in which they are filled in; the last two hold the thread between the years.
const COLUMNS: &[&str] = &["title", "status", "cause", "whose", "remains", "next", "action", "continues"];

/// The id of the follow-up for `period`: the last one's with its period changed, or with the new one added.
pub fn next_id(id: &str, last: &Period, period: &str) -> String {
    moved(id, last, period).unwrap_or_else(|| format!("{id}-{}", slug::slugify(period)))
}

/// An id with the old period changed to the new one, if it bears it.
fn moved(id: &str, last: &Period, period: &str) -> Option<String> {
    let (old, new) = (slug::slugify(&last.written), slug::slugify(period));
    id.rfind(&old).map(|at| format!("{}{new}{}", &id[..at], &id[at + old.len()..]))
}

/// The whole file of the follow-up for `period`, from the earlier one. A plan that is not among the records gives no headings.
pub fn draft(site: &Site, earlier: RecordId, result: &FollowUp, period: &str, lang: Lang) -> String {
    format!("+++\n{}+++\n{}", front_matter(site, earlier, result, period, lang), body(site, earlier, result, lang))
}

fn front_matter(site: &Site, earlier: RecordId, result: &FollowUp, period: &str, lang: Lang) -> String {
    let record = site.record(earlier);
    let from = Both("Påbörjad från", "Begun from").get(lang);
    let mut out = format!("# {from} results/{}.\n# {}\n\n", record.id, skeleton::INTRO.get(lang));
    let mut live = |decl: &FieldDecl, value: &str| out.push_str(&skeleton::key(decl, value, true, lang));
    let (own, common) = (Branch::of(result), Branch::of(&*record.common));
    for decl in Common::fields().iter().filter(|decl| decl.required) {
        live(decl, &quoted(&title(&record.common.title, &result.period, period)));
    }
    for (decl, datum) in own.entries.iter().chain(&common.entries) {
        if decl.key == "period" {
            live(decl, &quoted(period));
        } else if CARRIED.contains(&decl.key) && !datum.is_empty() {
            live(decl, &toml(datum, lang));
        }
    }
    for decl in Common::fields().iter().filter(|decl| decl.key == "draft") {
        out.push_str(&skeleton::draft_line(decl, lang));
    }
    out.push('\n');
    let fields = || FollowUp::fields().iter().chain(Common::fields());
    for decl in fields().filter(|decl| OFFERED.contains(&decl.key)) {
        let period = quoted(period);
        out.push_str(&skeleton::key(decl, if decl.key == "answers" { &period } else { decl.example }, false, lang));
    }
    for decl in fields().filter(|decl| decl.key == "overall") {
        out.push_str(&skeleton::commented_table(decl, lang));
    }
    for observation in &result.observations {
        out.push_str(&observed(site, earlier, result, observation, period, lang));
    }
    out
}

/// The last title with its period changed. A period that is part of a longer one, as in "planen 2014–2016", stays.
fn title(last: &str, old: &Period, new: &str) -> String {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '–' | '-' | '/'));
    for dash in ["/", "–", "-"] {
        let (old, new) = (old.written.replace('/', dash), new.replace('/', dash));
        let alone = last
            .match_indices(&old)
            .find(|(at, _)| !joins(last[..*at].chars().next_back()) && !joins(last[at + old.len()..].chars().next()));
        if let Some((at, _)) = alone {
            return format!("{}{new}{}", &last[..at], &last[at + old.len()..]);
        }
    }
    format!("{last} {}", new.replace('/', "–"))
}

/// An observation of the same thing, to be filled in: what was measured last stands beside as a reminder, never as a value.
fn observed(site: &Site, earlier: RecordId, result: &FollowUp, observation: &Observation, period: &str, lang: Lang) -> String {
    let name = site.resolve(&observation.indicator, earlier).map_or(observation.indicator.id(), |address| site.title(address));
    let mut out = format!("\n# [[observation]]  # {}{}\n", line(name), last_figures(result, observation, lang));
    let branch = Branch::of(observation);
    for (decl, datum) in branch.every() {
        match (decl.key, datum) {
            // An id that bears the year would else say the wrong one.
            ("id", _) => {
                if let Some(id) = &observation.id {
                    out.push_str(&format!("# id = {}\n", quoted(&moved(&id.id, &result.period, period).unwrap_or_else(|| id.id.clone()))));
                }
            }
            ("indicator" | "goal", Some(datum)) => out.push_str(&format!("# {} = {}\n", decl.key, toml(datum, lang))),
            ("value" | "target", _) => out.push_str(&format!("# {} =   # {}\n", decl.key, decl.doc.get(lang))),
            _ => {}
        }
    }
    for subgroup in &observation.subgroups {
        out.push_str(&format!("# [[observation.subgroup]]\n# group = {}\n# value =\n", quoted(&subgroup.group)));
    }
    out
}

/// ". 2016: 88, målvärde 90".
fn last_figures(result: &FollowUp, observation: &Observation, lang: Lang) -> String {
    let number = |number: f64| if lang == Lang::Sv { number.to_string().replace('.', ",") } else { number.to_string() };
    let target = observation.target.map(|target| format!("{} {}", Both("målvärde", "target").get(lang), number(target)));
    let figures: Vec<String> = observation.value.map(number).into_iter().chain(target).collect();
    let period = observation.period.as_deref().unwrap_or(&result.period);
    if figures.is_empty() { String::new() } else { format!(". {}: {}", period.written, figures.join(", ")) }
}

/// An action to be judged anew.
struct Row {
    title: String,
    /// The goal or area that it stands under.
    goal: Option<String>,
    /// The action of the plan.
    planned: Option<String>,
    /// The open action of the earlier follow-up.
    continues: Option<String>,
}

/// Every planned action, with the open one that it is the plan's word for; then the open ones that no plan names.
/// What an earlier follow-up closed, replaced or found no longer current stays closed.
fn rows(site: &Site, earlier: RecordId, result: &FollowUp) -> Vec<Row> {
    let record = site.record(earlier);
    let plan = record.follows.map(|plan| (site.record(plan), Promised::of(site, plan)));
    let planned = plan.as_ref().map_or_else(Vec::new, |(_, promised)| promised.planned(site, earlier, result));
    let mut judged: Vec<(Option<u32>, &JudgedAction)> = planned.into_iter().chain(std::iter::repeat(None)).zip(&result.actions).collect();
    let gone = plan.as_ref().map_or_else(FxHashSet::default, |(_, promised)| dropped_before(site, earlier, result, promised));
    let mut rows = Vec::new();
    let promised = plan.as_ref().and_then(|(record, _)| Some((record, record.is::<Strategy>()?)));
    for (at, (plan, planned)) in (0..).zip(promised.iter().flat_map(|(plan, strategy)| strategy.actions.iter().map(move |one| (plan, one))))
    {
        let found = judged.iter().position(|(planned, _)| *planned == Some(at)).map(|at| judged.remove(at).1);
        if found.map_or_else(|| gone.contains(&at), JudgedAction::is_dropped) {
            continue;
        }
        let goal = planned.goal.as_ref().map(|goal| &goal.0).or_else(|| found?.goal.as_ref().map(|goal| &goal.0));
        rows.push(Row {
            title: planned.title.text.clone(),
            goal: goal.and_then(|goal| Some(goal.inner()?.to_string())),
            planned: address(plan, planned.span),
            continues: found.filter(|action| action.is_open()).and_then(|action| address(record, action.span)),
        });
    }
    rows.extend(judged.into_iter().filter(|(_, action)| action.is_open()).map(|(_, action)| Row {
        title: action.title.text.clone(),
        goal: action.goal.as_ref().and_then(|goal| Some(goal.inner()?.to_string())),
        planned: action.action.as_ref().map(|action| action.written.to_string()),
        continues: address(record, action.span),
    }));
    rows
}

/// The planned actions that a follow-up for a time before that of `result` dropped.
fn dropped_before(site: &Site, earlier: RecordId, result: &FollowUp, promised: &Promised) -> FxHashSet<u32> {
    let plan = site.record(earlier).follows;
    let before =
        site.each::<FollowUp>().filter(|(_, record, other)| record.follows == plan && other.period.first() < result.period.first());
    let dropped = before.flat_map(|(id, _, other)| {
        let planned = promised.planned(site, id, other);
        planned
            .into_iter()
            .zip(&other.actions)
            .filter(|(_, action)| action.is_dropped())
            .filter_map(|(planned, _)| planned)
            .collect::<Vec<_>>()
    });
    dropped.collect()
}

/// What others refer to an action by: `results/andt-2016#kontroller`.
fn address(record: &Record, span: Span) -> Option<String> {
    let part = record.part_at(span).filter(|part| part.decl.key == "action")?;
    Some(format!("{}/{}#{}", record.kind.folder, record.id, part.id))
}

/// A heading of the plan, with what stands under it.
struct Section<'a> {
    heading: String,
    id: &'a Id,
    areas: Vec<Section<'a>>,
}

fn sections(plan: &Record, lang: Lang) -> Vec<Section<'_>> {
    let goal_word = Both("Mål", "Goal").get(lang);
    let area = |id, number: Option<&str>, title: &str| Section {
        heading: number.map_or_else(|| title.to_owned(), |number| format!("{number}. {title}")),
        id,
        areas: Vec::new(),
    };
    if let Some(strategy) = plan.is::<Strategy>() {
        let goals = strategy.goals.iter().map(|goal| Section {
            heading: goal
                .number
                .as_ref()
                .map_or_else(|| goal.title.text.clone(), |number| format!("{goal_word} {}. {}", &**number, &*goal.title)),
            id: &goal.id,
            areas: goal.areas.iter().map(|one| area(&one.id, one.number.as_deref(), &one.title)).collect(),
        });
        return goals.collect();
    }
    let areas = plan.is::<Agreement>().map_or(&[][..], |agreement| &agreement.areas);
    areas.iter().map(|one| area(&one.id, None, &one.title)).collect()
}

fn body(site: &Site, earlier: RecordId, result: &FollowUp, lang: Lang) -> String {
    let mut rows = rows(site, earlier, result);
    let plan = site.record(earlier).follows.map(|plan| site.record(plan));
    let mut out = String::new();
    for goal in plan.map_or(Vec::new(), |plan| sections(plan, lang)) {
        let own = take(&mut rows, &goal.id.id);
        let areas: Vec<(&Section, Vec<Row>)> = goal.areas.iter().map(|area| (area, take(&mut rows, &area.id.id))).collect();
        out.push_str(&heading("##", &goal));
        if !own.is_empty() || areas.iter().all(|(_, rows)| rows.is_empty()) {
            out.push_str(&table(&own, lang));
        }
        for (area, rows) in areas.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            out.push_str(&heading("###", area));
            out.push_str(&table(&rows, lang));
        }
    }
    if !rows.is_empty() {
        out.push_str(&format!("\n## {}\n", Both("Övriga aktiviteter", "Other actions").get(lang)));
        out.push_str(&table(&rows, lang));
    }
    out
}

fn heading(marks: &str, section: &Section) -> String {
    format!("\n{marks} {} {{#{}}}\n", literal(&section.heading), section.id.id)
}

/// Takes the rows of a goal or area from `rows`.
fn take(rows: &mut Vec<Row>, goal: &str) -> Vec<Row> {
    rows.extract_if(.., |row| row.goal.as_deref() == Some(goal)).collect()
}

/// The table of some actions. Without any it has headings only, and a line that says what it is for.
fn table(rows: &[Row], lang: Lang) -> String {
    let labels: Vec<&str> = COLUMNS
        .iter()
        .filter_map(|key| JudgedAction::fields().iter().find(|decl| decl.key == *key))
        .map(|decl| decl.label.get(lang))
        .collect();
    let hint = Both("Skriv en rad i tabellen för varje aktivitet.", "Write a row in the table for each action.").get(lang);
    let mut out = if rows.is_empty() { format!("\n{hint}\n") } else { String::new() };
    out.push_str(&format!("\n| {} |\n|{}\n", labels.join(" | "), "---|".repeat(labels.len())));
    let unknown = Status::Unknown.word();
    for row in rows {
        let cells = COLUMNS.iter().map(|key| match *key {
            "title" => literal(&row.title),
            "status" => Both(unknown.sv, unknown.en).get(lang).to_owned(),
            "action" => row.planned.clone().unwrap_or_default(),
            "continues" => row.continues.clone().unwrap_or_default(),
            _ => String::new(),
        });
        let cells: String = cells.map(|cell| if cell.is_empty() { " |".to_owned() } else { format!(" {cell} |") }).collect();
        out.push_str(&format!("|{cells}\n"));
    }
    out
}

/// Words as a TOML string.
fn quoted(words: &str) -> String {
    toml::Value::from(words).to_string()
}

/// A value as it would be written in TOML; only what [`CARRIED`] names needs to be known.
fn toml(datum: &Datum, lang: Lang) -> String {
    match datum {
        Datum::Text(text, _) | Datum::Web(text, _) => quoted(text),
        Datum::Reference(reference) => quoted(&reference.written),
        Datum::Choice(word) => quoted(Both(word.sv, word.en).get(lang)),
        Datum::List(list) => format!("[{}]", list.iter().map(|datum| toml(datum, lang)).collect::<Vec<_>>().join(", ")),
        Datum::Period(period) => quoted(&period.written),
        _ => quoted(""),
    }
}
