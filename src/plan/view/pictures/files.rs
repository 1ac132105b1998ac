//! The numbers of a record as sheets: rows of the same pictures that its pages show, for machines and for Excel.

use super::super::View;
use super::{Picture, Sort, amounts, figures, statuses, times};
use crate::content::budget::Budget;
use crate::content::columns::Holds;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::site::RecordId;
use jiff::civil::Date;
use std::borrow::Cow;

/// A sheet: what it is called, its columns (their lasting name and their heading), and its rows.
#[derive(Debug)]
pub struct Sheet {
    pub name: String,
    pub columns: Vec<(Cow<'static, str>, String)>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell. A number has a unit of its own where its column has none, as money does.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Kronor(f64),
    Day(Date),
    Yes(bool),
}

impl Cell {
    pub fn text(words: &str) -> Self {
        if words.is_empty() { Self::Empty } else { Self::Text(words.to_owned()) }
    }

    /// As machines read it: decimal point and ISO days.
    pub fn machine(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => words,
            Self::Number(number) | Self::Kronor(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Yes(yes) => yes.to_string(),
        }
    }
}

/// Keys of the interface strings: what the columns of a picture's table are called, and the sheet that it goes to.
pub struct Headings {
    pub panel: &'static str,
    pub label: &'static str,
    pub value: &'static str,
    sheet: &'static str,
}

pub fn headings(sort: Sort) -> Headings {
    let (panel, label, value, sheet) = match sort {
        Sort::Figures => ("col_group", "col_period", "col_value", "sheet_figures"),
        Sort::Status => ("goal", "col_status", "col_count", "sheet_status"),
        Sort::Money => ("col_money_sort", "col_purpose", "col_amount", "sheet_money"),
        Sort::Time => ("col_group", "col_what", "col_when", "sheet_time"),
    };
    Headings { panel, label, value, sheet }
}

/// The columns, the same for every record, with the keys of their headings and what they hold.
pub const COLUMNS: &[(&str, &str, Holds)] = &[
    ("table", "col_table", Holds::Text),
    ("title", "col_about", Holds::Text),
    ("title_id", "col_about_id", Holds::Text),
    ("group", "col_group", Holds::Text),
    ("group_id", "col_group_id", Holds::Text),
    ("label", "col_row", Holds::Text),
    ("label_id", "col_row_id", Holds::Text),
    ("period", "col_period", Holds::Text),
    ("first", "col_first", Holds::Day),
    ("last", "col_last", Holds::Day),
    ("value", "col_value", Holds::Number),
    ("target", "col_target", Holds::Number),
    ("unit", "col_unit", Holds::Text),
    ("approximate", "col_approximate", Holds::Yes),
    ("words", "col_words", Holds::Text),
    ("definition", "col_definition", Holds::Text),
    ("source", "col_source", Holds::Text),
    ("case", "col_case", Holds::Text),
    ("address", "col_address", Holds::Web),
];

/// The sheets of a record: all its numbers, also those that no page draws.
pub fn sheets(view: &View, id: RecordId) -> Vec<Sheet> {
    let record = view.site.record(id);
    let mut pictures = Vec::new();
    if let Some(result) = record.is::<FollowUp>() {
        pictures.extend(figures::of_result(view, id, result));
        pictures.extend((result.actions.len() > 1).then(|| statuses::of(view, id, result)));
    } else if let Some(budget) = record.is::<Budget>() {
        pictures.push(amounts::of(view, id, budget));
    } else if let Some(plan) = record.is::<Strategy>() {
        pictures.push(times::of(view, id, plan));
    } else {
        pictures.extend(figures::of_indicator(view, id, false));
    }
    let mut sheets: Vec<(Sort, Sheet)> = Vec::new();
    for picture in &pictures {
        let at = sheets.iter().position(|(sort, _)| *sort == picture.sort).unwrap_or_else(|| {
            let columns = COLUMNS.iter().map(|(name, heading, _)| (Cow::Borrowed(*name), view.strings().get(heading).to_owned())).collect();
            let name = view.strings().get(headings(picture.sort).sheet).to_owned();
            sheets.push((picture.sort, Sheet { name, columns, rows: Vec::new() }));
            sheets.len() - 1
        });
        rows(picture, view.strings().get("col_target"), &mut sheets[at].1.rows);
    }
    sheets.into_iter().map(|(_, sheet)| sheet).collect()
}

/// Adds the rows of a picture. `target`: what the column of targets is called.
fn rows(picture: &Picture, target: &str, to: &mut Vec<Vec<Cell>>) {
    let money = picture.sort == Sort::Money;
    let number = |value: f64| if money { Cell::Kronor(value) } else { Cell::Number(value) };
    for (panel, row) in picture.panels.iter().flat_map(|panel| panel.rows.iter().map(move |row| (panel, row))) {
        let time = row.time.as_ref();
        // Amounts stand as they are written too: "ca 920 tkr".
        let written = row.value.as_ref().filter(|_| money).map_or(row.words.as_str(), |figure| &figure.text);
        let words: Vec<String> = Some(written.to_owned())
            .into_iter()
            .chain(Some(&row.target_words).filter(|words| !words.is_empty()).map(|words| format!("{target}: {words}")))
            .filter(|words| !words.is_empty())
            .collect();
        let all_of_them = picture.sort == Sort::Status && panel.id.is_empty() && std::ptr::eq(panel, &picture.panels[0]);
        to.push(vec![
            Cell::text(match picture.sort {
                Sort::Figures => "figures",
                Sort::Status if all_of_them => "status-all",
                Sort::Status => "status",
                Sort::Money => "money",
                Sort::Time => "time",
            }),
            Cell::text(&picture.title),
            Cell::text(&picture.about),
            Cell::text(&panel.title),
            Cell::text(&panel.id),
            Cell::text(&row.label),
            Cell::text(&row.id),
            Cell::text(time.map_or("", |time| &time.text)),
            time.map_or(Cell::Empty, |time| Cell::Day(time.first)),
            time.and_then(|time| time.last).map_or(Cell::Empty, Cell::Day),
            row.value.as_ref().map_or(Cell::Empty, |figure| number(figure.value)),
            row.target.as_ref().map_or(Cell::Empty, |figure| number(figure.value)),
            Cell::text(&picture.unit),
            row.value.as_ref().map_or(Cell::Empty, |figure| Cell::Yes(figure.approximate)),
            Cell::text(&words.join("; ")),
            Cell::text(&picture.definition),
            Cell::text(&row.source.document),
            Cell::text(&row.source.case),
            Cell::text(&row.source.address),
        ]);
    }
}
