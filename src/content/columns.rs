//! The columns of a kind: what stands in tables of its records, read from the same declaration as everything else.
//!
//! A record is a row. What stands in it one by one, such as the goals of a plan, are rows of a table of their own.

use super::datum::{Branch, Datum};
use super::field::{FieldDecl, Shape};

/// Keys that say how the site is made, and nothing of what the municipality tells. Pages do not show them, and they stand in no open data.
const OF_THE_SITE: &[&str] = &[
    "approval",
    "draft",
    "extra",
    "fingerprint",
    "formerly",
    "named-until",
    "not-before",
    "publish-text",
    "silence",
    "small-shown",
    "tables",
    "until",
];

/// The fields of a record that readers are told of.
pub fn told(fields: &'static [FieldDecl]) -> impl Iterator<Item = &'static FieldDecl> {
    // Where a text can be published or not, the key holds the name of its file.
    let stored = fields.iter().any(|decl| decl.key == "publish-text");
    fields.iter().filter(move |decl| !(OF_THE_SITE.contains(&decl.key) || stored && decl.key == "text"))
}

/// The value at `decl`, unless readers are not told of it on the day `today`: the name of who holds a role is told until a day.
pub fn told_on<'a, 'b>(branch: &'b Branch<'a>, decl: &FieldDecl, today: jiff::civil::Date) -> Option<&'b Datum<'a>> {
    let past = decl.key == "named" && matches!(branch.get("named-until"), Some(Datum::Date(until)) if until.last < today);
    branch.get(decl.key).filter(|_| !past)
}

/// What of a value stands in a column. A value that is several things has several columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The value as it is written; of a reference, what it leads to: `strategies/andt-2014-2016#mal-1`.
    Whole,
    /// What a reference leads to is called.
    Title,
    /// The first day that a date or a period can mean.
    First,
    Last,
    Kronor,
    Approximate,
}

impl Part {
    /// What the name of its column ends with, after a dot.
    pub fn name(self) -> &'static str {
        match self {
            Part::Whole => "",
            Part::Title => "title",
            Part::First => "first",
            Part::Last => "last",
            Part::Kronor => "kronor",
            Part::Approximate => "approximate",
        }
    }
}

/// The parts of a value that stand in columns; none of a value that is a table of its own.
pub fn parts(shape: Shape) -> &'static [Part] {
    match shape {
        Shape::Date | Shape::Period => &[Part::Whole, Part::First, Part::Last],
        Shape::Money => &[Part::Whole, Part::Kronor, Part::Approximate],
        Shape::Reference(_) => &[Part::Whole, Part::Title],
        Shape::Record(_) | Shape::Free => &[],
        Shape::List(of) => parts(of()),
        _ => &[Part::Whole],
    }
}

/// What the names begin with that workbooks of ours give their heading cells.
const NAMED: &str = "insyn";

/// What a workbook calls the heading cell of a column: `insyn2.record.title`. What people read there is in the language of the site and the
/// words of its theme; by this name formulas, programs and we ourselves know the column. `sheet`: which of the workbook's it is.
pub fn cell_name(sheet: usize, column: &str) -> String {
    format!("{NAMED}{sheet}.{column}")
}

/// The column that a heading cell of this name is of.
pub fn named_column(cell: &str) -> Option<&str> {
    let (sheet, column) = cell.strip_prefix(NAMED)?.split_once('.')?;
    sheet.parse::<u32>().is_ok().then_some(column)
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Holds {
    Text,
    Whole,
    Number,
    Yes,
    Day,
    Web,
    /// One of some words.
    Word(&'static [super::value::Word]),
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// The keys from the row's own record, with dots between: `adopted.on.first`. Others count on it.
    pub name: String,
    /// The keys that lead to the value, the last of them its own.
    pub keys: Vec<&'static FieldDecl>,
    pub part: Part,
    pub holds: Holds,
    /// Whether a cell can hold several values.
    pub many: bool,
    /// Whether every row has it.
    pub required: bool,
}

/// A table of records, or of what stands in them.
#[derive(Debug)]
pub struct Grid {
    /// The keys from a record to the list whose items are the rows; none when the rows are the records.
    pub keys: Vec<&'static FieldDecl>,
    /// The table whose rows these stand in, by its place; the first is that of the records.
    pub parent: usize,
    pub columns: Vec<Column>,
}

impl Grid {
    /// What the name of its file has after that of the table of records: `-goal-area`.
    pub fn suffix(&self) -> String {
        self.keys.iter().flat_map(|decl| ["-", decl.key]).collect()
    }
}

/// The tables of records with these fields: first that of the records, then those inside it, outermost first.
pub fn grids(fields: impl Iterator<Item = &'static FieldDecl>) -> Vec<Grid> {
    let mut grids = vec![Grid { keys: Vec::new(), parent: 0, columns: Vec::new() }];
    spread(fields, &mut Vec::new(), &[], 0, &mut grids);
    let mut at = 1;
    while at < grids.len() {
        let keys = grids[at].keys.clone();
        if let Some(inside) = keys.last().and_then(|decl| super::shape::inside(decl.shape)) {
            spread(told(inside), &mut Vec::new(), &keys, at, &mut grids);
        }
        at += 1;
    }
    grids
}

/// Adds columns to the table at `at`, and to `grids` the tables that are met. `around`: the keys from the row to these fields; `list`: those
/// from the record to the row.
fn spread(
    fields: impl Iterator<Item = &'static FieldDecl>,
    around: &mut Vec<&'static FieldDecl>,
    list: &[&'static FieldDecl],
    at: usize,
    grids: &mut Vec<Grid>,
) {
    for decl in fields {
        around.push(decl);
        match decl.shape {
            Shape::Record(inside) => spread(told(inside()), around, list, at, grids),
            Shape::List(of) if matches!(of(), Shape::Record(_)) => {
                grids.push(Grid { keys: [list, around].concat(), parent: at, columns: Vec::new() });
            }
            shape => grids[at].columns.extend(parts(shape).iter().map(|part| Column::of(around, shape, *part))),
        }
        around.pop();
    }
}

impl Column {
    fn of(keys: &[&'static FieldDecl], shape: Shape, part: Part) -> Self {
        let names = keys.iter().map(|decl| decl.name.as_str()).chain(Some(part.name()).filter(|name| !name.is_empty()));
        let required = part == Part::Whole && keys.iter().all(|decl| decl.required);
        let holds = match part {
            Part::Whole => holds(super::shape::plain(shape), keys),
            Part::Title => Holds::Text,
            Part::First | Part::Last => Holds::Day,
            Part::Kronor => Holds::Whole,
            Part::Approximate => Holds::Yes,
        };
        Self {
            name: names.collect::<Vec<_>>().join("."),
            keys: keys.to_vec(),
            part,
            holds,
            many: matches!(shape, Shape::List(_)),
            required,
        }
    }
}

/// What the whole of a value is in a table. A file is where it can be fetched.
fn holds(shape: Shape, keys: &[&'static FieldDecl]) -> Holds {
    match shape {
        Shape::Integer => Holds::Whole,
        Shape::Number => Holds::Number,
        Shape::Bool => Holds::Yes,
        Shape::Day => Holds::Day,
        Shape::Web => Holds::Web,
        Shape::Choice(words) => Holds::Word(words),
        _ if keys.last().is_some_and(|decl| is_file(decl)) => Holds::Web,
        _ => Holds::Text,
    }
}

/// Whether a key holds the name of a file that readers can fetch.
pub fn is_file(decl: &FieldDecl) -> bool {
    decl.key == "file"
}
