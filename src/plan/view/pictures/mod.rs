//! Pictures of numbers: one model of each, from which the page has its drawing and its table, and the files of the record their rows.

mod amounts;
mod draw;
mod figures;
mod files;
mod statuses;
mod times;

use jiff::civil::Date;
use tera::Value;

use super::{Fields, View, whole};
use crate::content::budget::Budget;
use crate::content::indicator::Indicator;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::content::value::{Period, Reference};
use crate::knowledge::Knowledge;
use crate::plan::wording;
use crate::site::{Address, RecordId, Site, State};

pub use figures::{in_body, of_observation};
pub use files::{COLUMNS, Cell, Columns, Rows, Sheet, kept, rows, sheets};

/// How many panels a picture draws, and how many rows of each, the last ones: more is read in a table, not seen.
const PANELS: usize = 12;
const ROWS: usize = 24;

/// How many rows the table of a picture has on a page; the files of the record have all of them.
const TABLE: usize = 100;

/// What the files of a record are called, below its page.
const FILE: &str = "siffror";

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Values of an indicator: against a target, over the years, or for parts of the population.
    Figures,
    /// How many actions have each status, goal by goal.
    Status,
    /// Budget lines and envelopes.
    Money,
    /// What happened, and is to happen, when.
    Time,
}

/// A picture as plain data.
#[derive(Debug)]
pub struct Picture {
    pub sort: Sort,
    /// Its id on the page.
    pub id: String,
    pub title: String,
    /// The id of what it is about, when that is not the record itself: an indicator's.
    pub about: String,
    /// The finding in words, a paragraph each.
    pub finding: Vec<String>,
    pub unit: String,
    pub definition: String,
    pub panels: Vec<Panel>,
}

/// Rows that belong together: a subgroup, a goal, lines or envelopes.
#[derive(Debug, Default)]
pub struct Panel {
    pub title: String,
    pub id: String,
    pub rows: Vec<Row>,
}

/// A line of a picture, of its table and of the files.
#[derive(Debug)]
pub struct Row {
    pub label: String,
    pub id: String,
    /// How its mark looks: `done`, `not`, `open` or `plain`.
    pub look: &'static str,
    /// None where no number is: nothing is drawn then, and `words` say what is known.
    pub value: Option<Figure>,
    pub target: Option<Figure>,
    pub words: String,
    /// The amount, or for how many and which way it goes, as the record has it: that stays as it is, whatever the language and the theme.
    pub written: String,
    /// What stands in place of a target that was taken away.
    pub target_words: String,
    pub time: Option<Time>,
    pub source: Source,
}

/// A number, and how it is written with its unit.
#[derive(Debug)]
pub struct Figure {
    pub value: f64,
    pub text: String,
    pub approximate: bool,
}

/// A day or a period. Without a last day it has no end that is known.
#[derive(Debug, Clone)]
pub struct Time {
    pub text: String,
    pub first: Date,
    pub last: Option<Date>,
}

/// Where a number stands. Only the files say it in words; pages have it all around the picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The record that tells it.
    from: RecordId,
    /// Its place on the page of the record.
    anchor: Option<String>,
    /// The document that it is from.
    document: Option<Address>,
}

impl Row {
    /// A line of which only is known where it stands.
    fn at(source: Source) -> Self {
        let (label, id, words, written, target_words) = Default::default();
        Self { label, id, look: "", value: None, target: None, words, written, target_words, time: None, source }
    }
}

impl Picture {
    /// The time of all its rows, when they have one in common.
    fn time(&self) -> Option<&str> {
        let mut times = self.panels.iter().flat_map(|panel| &panel.rows).map(|row| row.time.as_ref().map(|time| &*time.text));
        let first = times.next()??;
        times.all(|time| time == Some(first)).then_some(first)
    }

    /// Whether there is anything to see: numbers to compare, or days in order. One number is told better in words.
    fn is_worth_drawing(&self) -> bool {
        let rows = || self.panels.iter().flat_map(|panel| &panel.rows);
        let marks = match self.sort {
            Sort::Time => rows().filter(|row| row.time.is_some()).count(),
            _ => rows().map(|row| usize::from(row.value.is_some()) + usize::from(row.value.is_some() && row.target.is_some())).sum(),
        };
        marks > 1
    }
}

/// The picture as a template sees it; None when there is nothing to see. `record` is the one whose files have its rows.
pub fn fields(view: &View, picture: &Picture, record: RecordId) -> Option<Value> {
    if !picture.is_worth_drawing() {
        return None;
    }
    let strings = view.strings();
    let (sort, count) = (picture.sort, picture.panels.iter().map(|panel| panel.rows.len()).sum::<usize>());
    let drawn: usize = picture.panels.iter().take(PANELS).map(|panel| panel.rows.len().min(ROWS)).sum();
    let mut fields = Fields::with_capacity(12);
    fields.set("id", picture.id.as_str());
    fields.set("title", picture.title.as_str());
    fields.set("finding", picture.finding.iter().map(|words| Value::from(words.as_str())).collect::<Vec<_>>());
    fields.set("sort", ["figures", "status", "money", "time"][sort as usize]);
    let shown = [("n", &*drawn.to_string()), ("of", &count.to_string())];
    fields.set("more", (drawn < count).then(|| strings.fill("picture_more", &shown)));
    fields.set("cut", (count > TABLE).then(|| strings.fill("picture_cut", &[("n", &TABLE.to_string()), ("of", &count.to_string())])));
    let about = strings.get(["picture_desc_figures", "picture_desc_status", "picture_desc_money", "picture_desc_time"][sort as usize]);
    let drawn = if view.draws { draw::svg(picture, about, strings.get("col_target")) } else { String::new() };
    fields.set("svg", Value::safe_string(&drawn));
    let panels = picture.panels.iter().any(|panel| !panel.title.is_empty());
    let targets = picture.panels.iter().flat_map(|panel| &panel.rows).any(|row| row.target.is_some() || !row.target_words.is_empty());
    let headings = files::headings(sort);
    fields.set("heading_panel", panels.then(|| strings.get(headings.panel)));
    let time = Some(sort).filter(|sort| *sort == Sort::Figures).and_then(|_| picture.time());
    fields.set("time", time);
    // The rows of one observation are parts of the population, not times.
    let is_named = |row: &Row| row.time.as_ref().is_some_and(|time| time.text != row.label);
    let groups = sort == Sort::Figures && picture.panels.iter().flat_map(|panel| &panel.rows).any(is_named);
    fields.set("heading_label", strings.get(if groups { headings.panel } else { headings.label }));
    fields.set("heading_value", strings.get(headings.value));
    fields.set("heading_target", targets.then(|| strings.get("col_target")));
    let rows = picture.panels.iter().flat_map(|panel| panel.rows.iter().enumerate().map(move |(at, row)| (panel, at, row)));
    fields.set("rows", rows.take(TABLE).map(|(panel, at, row)| row_fields(sort, panel, at, row)).collect::<Vec<_>>());
    fields.extend(files_of(view, record));
    Some(fields.into())
}

fn row_fields(sort: Sort, panel: &Panel, at: usize, row: &Row) -> Value {
    let figure = |figure: &Figure| {
        let mut fields = Fields::with_capacity(3);
        fields.set("value", figure.value);
        fields.set("text", figure.text.as_str());
        fields.set("approximate", figure.approximate);
        fields
    };
    let mut fields = Fields::with_capacity(8);
    fields.set("panel", panel.title.as_str());
    fields.set("begins", at == 0 && !panel.title.is_empty());
    fields.set("label", row.label.as_str());
    fields.set("value", row.value.as_ref().map(figure));
    fields.set("target", row.target.as_ref().map(figure));
    fields.set("target_words", row.target_words.as_str());
    let time = row.time.as_ref().filter(|_| sort == Sort::Time);
    fields.set("words", time.map_or(row.words.as_str(), |time| &time.text));
    fields.into()
}

/// Where the files of a record are: `xlsx` and `csv`.
fn files_of(view: &View, record: RecordId) -> Fields {
    let mut fields = Fields::with_capacity(2);
    for (key, extension) in [("xlsx", ".xlsx"), ("csv", ".csv")] {
        fields.set(key, view.routes().url(&path(view.site, view.routes(), record, extension)));
    }
    fields
}

/// Path of a file with the numbers of a record.
pub fn path(site: &Site, routes: &crate::plan::Routes, record: RecordId, extension: &str) -> String {
    routes.below(site, record, &format!("{FILE}{extension}"))
}

/// Whether a record has numbers, and so files with them. Costs no more than a look at it.
pub fn is_there(site: &Site, knowledge: &Knowledge, id: RecordId) -> bool {
    let record = site.record(id);
    if record.state == State::Withdrawn {
        return false;
    }
    if let Some(result) = record.is::<FollowUp>() {
        return result.actions.len() > 1 || result.observations.iter().any(|one| site.resolve(&one.indicator, id).is_some());
    }
    if let Some(indicator) = record.is::<Indicator>() {
        return !indicator.values.is_empty() || knowledge.observations.contains_key(&id);
    }
    match record.is::<Budget>() {
        Some(budget) => !budget.lines.is_empty() || !budget.envelopes.is_empty(),
        None => record.is::<Strategy>().is_some_and(|plan| times::count(site, knowledge, id, plan) > 1),
    }
}

/// Adds to a record's page its pictures by what they show, and where its files are; nothing where there are none.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    if !is_there(view.site, view.knowledge, id) {
        return;
    }
    let record = view.site.record(id);
    let mut pictures = Vec::new();
    if let Some(result) = record.is::<FollowUp>() {
        pictures.push((statuses::of(view, id, result), id));
    }
    pictures.extend(figures::of_indicator(view, id, true).map(|picture| (picture, id)));
    if let Some(budget) = record.is::<Budget>() {
        pictures.push((amounts::of(view, id, budget), id));
    }
    if let Some(plan) = record.is::<Strategy>() {
        pictures.push((times::of(view, id, plan), id));
        // What the newest follow-up says of the actions; the plan's page tells the rest in words.
        let newest = view.knowledge.followups.get(&id).and_then(|all| all.first());
        pictures.extend(newest.and_then(|id| Some((statuses::of(view, *id, view.site.record(*id).is()?), *id))));
    }
    let drawn: Vec<Value> = pictures.iter().filter_map(|(picture, id)| self::fields(view, picture, *id)).collect();
    fields.set("pictures", drawn);
    fields.set("files", files_of(view, id));
}

impl Time {
    fn of(view: &View, period: &Period) -> Self {
        Self { text: wording::period(period, view.strings()), first: period.first(), last: period.last() }
    }
}

impl Source {
    /// A fact of `from` at a place of its page: from the document that it names, else from that of the whole record.
    fn of(view: &View, from: RecordId, source: Option<&Reference>, anchor: Option<&str>) -> Self {
        let source = source.or(view.site.record(from).common.standing.source.as_deref());
        let document = source.and_then(|source| view.site.resolve(source, from));
        Self { from, anchor: anchor.map(str::to_owned), document }
    }
}
