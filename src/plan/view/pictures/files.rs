//! The numbers of a record as sheets: rows of the same pictures that its pages show, for machines and for Excel.

use std::borrow::Cow;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::super::{View, whole};
use super::{Panel, Picture, Row, Sort, Source, amounts, figures, statuses, times};
use crate::content::budget::Budget;
use crate::content::columns::Holds;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::site::RecordId;

/// A sheet: what it is called, its columns, and its rows.
pub struct Sheet<'a> {
    pub name: String,
    pub columns: Columns,
    pub rows: Rows<'a>,
}

/// The lasting name of each column and its heading.
pub type Columns = Vec<(Cow<'static, str>, String)>;

/// Calls with each row, as often as it is asked: a tall table need not be kept.
pub type Rows<'a> = Box<dyn Fn(&mut dyn FnMut(&[Cell])) + 'a>;

/// Rows that are kept.
pub fn kept<'a>(rows: Vec<Vec<Cell<'a>>>) -> Rows<'a> {
    Box::new(move |see| rows.iter().for_each(|row| see(row)))
}

/// A cell. A number has a unit of its own where its column has none, as money does.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(f64),
    Kronor(f64),
    Day(Date),
    Yes(bool),
}

impl<'a> Cell<'a> {
    pub fn text(words: impl Into<Cow<'a, str>>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// As machines read it: decimal point and ISO days.
    pub fn machine(self) -> Cow<'a, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(words) => words,
            Self::Number(number) | Self::Kronor(number) => number.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Yes(yes) => if yes { "true" } else { "false" }.into(),
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
    ("written", "col_written", Holds::Text),
];

/// All the numbers of a record, also those that no page draws.
struct Numbers<'a> {
    pictures: Vec<Picture>,
    /// Where they stand, in words: many of them stand in the same place.
    places: FxHashMap<Source, Place<'a>>,
    /// What the column of targets is called.
    target: &'a str,
}

/// Where a number stands: the document and its case, and the address of the fact on the web.
struct Place<'a> {
    document: Cow<'a, str>,
    case: String,
    address: String,
}

/// The sheets of a record, one after the other: one for each sort of numbers.
pub fn sheets<E>(view: &View, id: RecordId, mut see: impl FnMut(Sheet) -> Result<(), E>) -> Result<(), E> {
    let numbers = Numbers::of(view, id);
    numbers.sorts().into_iter().try_for_each(|sort| {
        let columns = COLUMNS.iter().map(|(name, heading, _)| (Cow::Borrowed(*name), view.strings().get(heading).to_owned())).collect();
        let name = view.strings().get(headings(sort).sheet).to_owned();
        see(Sheet { name, columns, rows: kept(numbers.rows(sort).collect()) })
    })
}

/// Calls with each row of all these sheets.
pub fn rows(view: &View, id: RecordId, add: &mut dyn FnMut(Vec<Cell>)) {
    let numbers = Numbers::of(view, id);
    numbers.sorts().into_iter().for_each(|sort| numbers.rows(sort).for_each(&mut *add));
}

impl<'a> Numbers<'a> {
    fn of(view: &View<'a>, id: RecordId) -> Self {
        let record = view.site.record(id);
        let pictures: Vec<Picture> = if let Some(result) = record.is::<FollowUp>() {
            let statuses = (result.actions.len() > 1).then(|| statuses::of(view, id, result));
            figures::of_result(view, id, result).into_iter().chain(statuses).collect()
        } else if let Some(budget) = record.is::<Budget>() {
            vec![amounts::of(view, id, budget)]
        } else if let Some(plan) = record.is::<Strategy>() {
            vec![times::of(view, id, plan)]
        } else {
            figures::of_indicator(view, id, false).into_iter().collect()
        };
        let mut places = FxHashMap::default();
        for row in pictures.iter().flat_map(|picture| &picture.panels).flat_map(|panel| &panel.rows) {
            if !places.contains_key(&row.source) {
                places.insert(row.source.clone(), Place::of(view, &row.source));
            }
        }
        Self { pictures, places, target: view.strings().get("col_target") }
    }

    /// The sorts of numbers that there are, in the order in which they first come.
    fn sorts(&self) -> Vec<Sort> {
        let mut sorts = Vec::new();
        for picture in &self.pictures {
            if !sorts.contains(&picture.sort) {
                sorts.push(picture.sort);
            }
        }
        sorts
    }

    fn rows(&self, sort: Sort) -> impl Iterator<Item = Vec<Cell<'_>>> {
        let panels = self.pictures.iter().filter(move |picture| picture.sort == sort);
        let panels = panels.flat_map(|picture| picture.panels.iter().enumerate().map(move |(at, panel)| (picture, at, panel)));
        panels.flat_map(move |(picture, at, panel)| panel.rows.iter().map(move |row| self.row(picture, panel, at == 0, row)))
    }

    /// The cells of a row. `first`: of the first panel of the picture.
    fn row<'s>(&'s self, picture: &'s Picture, panel: &'s Panel, first: bool, row: &'s Row) -> Vec<Cell<'s>> {
        let money = picture.sort == Sort::Money;
        let number = |value: f64| if money { Cell::Kronor(value) } else { Cell::Number(value) };
        let (time, place) = (row.time.as_ref(), &self.places[&row.source]);
        // Amounts stand as they are written too: "ca 920 tkr".
        let said = row.value.as_ref().filter(|_| money).map_or(row.words.as_str(), |figure| &figure.text);
        let words = match (said, row.target_words.as_str()) {
            (said, "") => Cow::Borrowed(said),
            ("", target) => Cow::Owned(format!("{}: {target}", self.target)),
            (said, target) => Cow::Owned(format!("{said}; {}: {target}", self.target)),
        };
        vec![
            Cell::text(match picture.sort {
                Sort::Figures => "figures",
                Sort::Status if first && panel.id.is_empty() => "status-all",
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
            Cell::text(words),
            Cell::text(&picture.definition),
            Cell::text(&*place.document),
            Cell::text(&place.case),
            Cell::text(&place.address),
            Cell::text(&row.written),
        ]
    }
}

impl<'a> Place<'a> {
    fn of(view: &View<'a>, source: &Source) -> Self {
        let (document, case) = source
            .document
            .map_or_else(Default::default, |found| (view.spelt(view.title(found)), view.spelt(view.case_name(found.record)).into_owned()));
        let mut address = view.routes().web_to(view.site, whole(source.from), 0);
        if let Some(anchor) = &source.anchor {
            address.extend(["#", anchor]);
        }
        Self { document, case, address }
    }
}
