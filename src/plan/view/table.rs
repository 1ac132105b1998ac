//! Tables for machines and spreadsheets: what an overview tells, row by row. One table, one entry of [`TABLES`].

use rustc_hash::FxHashSet;

use super::causes::{self, Row};
use super::datasets::whole_of;
use super::pictures::Cell;
use super::{View, overview, whole};
use crate::content::columns::Holds;
use crate::content::datum::Branch;
use crate::content::reason::Struck;
use crate::content::value::{Choice as _, Text, Word};
use crate::knowledge::Knowledge;
use crate::knowledge::causes::Whose;
use crate::plan::wording;
use crate::site::{Address, RecordId, Site};

/// A table that is made into a file of its own.
pub struct Table {
    /// The name of the overview that leads to it: without that page there is no table.
    pub overview: &'static str,
    /// Address on the site without extension: `orsaker`.
    pub address: &'static str,
    /// Names of the columns. They stay as they are: others count on them.
    pub columns: &'static [&'static str],
    /// Calls with the cells of each row, as text.
    pub rows: fn(&View, &mut dyn FnMut(Vec<String>)),
}

impl Table {
    /// Calls with the cells of each row: days and yes or no as what they are.
    pub fn cells(&self, view: &View, add: &mut dyn FnMut(Vec<Cell<'static>>)) {
        (self.rows)(view, &mut |cells| add(cells.into_iter().zip(self.columns).map(|(cell, name)| typed(cell, name)).collect()));
    }
}

/// What the cells of a column hold.
pub fn holds(column: &str) -> Holds {
    match column {
        "period_first" | "period_last" => Holds::Day,
        "stopped" | "closed" => Holds::Yes,
        "address" => Holds::Web,
        _ => Holds::Text,
    }
}

fn typed(cell: String, column: &str) -> Cell<'static> {
    match holds(column) {
        _ if cell.is_empty() => Cell::Empty,
        Holds::Day => cell.parse().map_or_else(|_| Cell::text(cell), Cell::Day),
        Holds::Yes => Cell::Yes(cell == "true"),
        _ => Cell::text(cell),
    }
}

/// Every table.
pub const TABLES: &[&Table] = &[&CAUSES];

/// The tables whose overviews these readers may see.
pub fn tables(site: &Site, knowledge: &Knowledge) -> Vec<&'static Table> {
    TABLES.iter().filter(|table| overview::is_there(site, knowledge, table.overview)).copied().collect()
}

/// The table with this address. Whether these readers may see it was settled when it was listed: to ask again for each output would go
/// through the whole site as often as there are outputs.
pub fn table(address: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.address == address).copied()
}

/// One row for each place where a follow-up names a cause; several causes of one place stand in one cell.
static CAUSES: Table = Table {
    overview: "causes",
    address: causes::ADDRESS,
    columns: &[
        "whose_id",
        "whose",
        "place",
        "causes",
        "cause_words",
        "what",
        "title",
        "status",
        "stopped",
        "goal_number",
        "goal",
        "area",
        "plan_id",
        "plan",
        "period",
        "period_first",
        "period_last",
        "follow_up_id",
        "follow_up",
        "extent",
        "address",
        "next",
        "remains",
        "replaced_by",
        "closed",
        "quote",
        "reply_by",
        "reply_date",
        "reply",
        "action_key",
        "action_status",
        "action_coverage",
        "action_cause",
        "action_whose",
        "action_goal",
        "action_participants",
        "action_action",
        "action_continues",
        "action_source",
        "action_quote",
    ],
    rows: cause_rows,
};

fn cause_rows(view: &View, add: &mut dyn FnMut(Vec<String>)) {
    let all = &view.knowledge.causes;
    // A place with several causes is one row: under the first of its sections.
    let mut seen = FxHashSet::default();
    for section in 0..all.sections.len() as u32 {
        for hit in all.hits[all.range(section)].iter().filter(|hit| seen.insert((hit.result, hit.what))) {
            if let Some(row) = Row::of(view, *hit) {
                add(cells(view, &row, all.sections[section as usize].whose, hit.stopped));
            }
        }
    }
}

fn cells(view: &View, row: &Row, whose: Whose, stopped: bool) -> Vec<String> {
    let word = |word: &Word| wording::word(word, view.strings(), view.code());
    let text = |words: Option<&Text>| words.map_or_else(String::new, |words| words.text.clone());
    let title = |id: RecordId| view.spelt(view.title(whole(id))).into_owned();
    let plan = row.plan(view);
    let period = &row.follow_up.period;
    let replies: Vec<_> = row.replies(view, whose).into_iter().map(|at| &row.follow_up.replies[at]).collect();
    let many = |each: Vec<String>| each.join("; ");
    let told = vec![
        if let Whose::Organisation(id) = whose { view.site.record(id).id.to_string() } else { String::new() },
        view.spelt(causes::whose_name(view, whose).unwrap_or_default()).into_owned(),
        causes::place(view, whose).unwrap_or_default(),
        many(row.reason.causes().into_iter().map(|cause| word(cause.word())).collect()),
        text(row.reason.words),
        match row.reason.what {
            Struck::Whole => "follow-up",
            Struck::Goal(_) if row.area(view).is_some() => "area",
            Struck::Goal(_) => "goal",
            Struck::Action(_) => "action",
        }
        .to_owned(),
        row.title(view).to_owned(),
        many(row.status().iter().map(|status| word(status.word())).collect()),
        stopped.to_string(),
        text(row.goal.and_then(|goal| goal.number.as_ref())),
        row.goal.map_or_else(String::new, |goal| goal.title.text.clone()),
        row.area(view).unwrap_or_default().to_owned(),
        plan.map_or_else(String::new, |plan| view.site.record(plan).id.to_string()),
        plan.map_or_else(String::new, title),
        wording::period(period, view.strings()),
        period.first().to_string(),
        period.last().map_or_else(String::new, |day| day.to_string()),
        view.site.record(row.result).id.to_string(),
        title(row.result),
        word(row.follow_up.extent.word()),
        view.whole_address(&row.url(view)),
        text(row.reason.next),
        text(row.reason.remains),
        text(row.reason.replaced_by),
        row.reason.closed.to_string(),
        row.reason.quote.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" … "),
        many(
            replies
                .iter()
                .map(|reply| {
                    view.site.resolve(&reply.by, row.result).map_or_else(String::new, |by| view.spelt(view.title(by)).into_owned())
                })
                .collect(),
        ),
        many(replies.iter().map(|reply| reply.date.written.to_string()).collect()),
        many(replies.iter().map(|reply| reply.text.text.clone()).collect()),
    ];
    told.into_iter().chain(written(view, row)).collect()
}

/// The keys of an action that have columns of their own, after `action_`: as they were written and not as pages say them, so that the table can be
/// read back whatever the language of the site.
const WRITTEN: [&str; 10] = ["status", "coverage", "cause", "whose", "goal", "participants", "action", "continues", "source", "quote"];

/// The key of the action that was struck and what was written of it, as in the open data; nothing of what is no action.
fn written(view: &View, row: &Row) -> Vec<String> {
    let Struck::Action(at) = row.reason.what else { return vec![String::new(); WRITTEN.len() + 1] };
    let action = &row.follow_up.actions[at as usize];
    let part = view.site.record(row.result).parts.at(action.span);
    let key = part.map_or_else(String::new, |part| view.key(Address { record: row.result, part: Some(part) }));
    let branch = Branch::of(action);
    let cells = WRITTEN.map(|name| branch.every().find(|(decl, _)| decl.name == name));
    let cells = cells.map(|found| found.map_or_else(String::new, |(decl, _)| whole_of(view, &branch, decl, row.result)));
    [key].into_iter().chain(cells).collect()
}
