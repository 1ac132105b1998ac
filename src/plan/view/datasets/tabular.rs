//! Tables that are made into files: their columns, and their rows one by one, whatever they are about.

use std::borrow::Cow;

use super::cells::{cell, one_line};
use super::{DATA, DataSet, Of};
use crate::content::columns::{Column, Grid, Holds};
use crate::content::common::Common;
use crate::content::datum::{Branch, Datum};
use crate::content::field::{FieldDecl, Record as _};
use crate::output::{Key, Output};
use crate::plan::view::pictures::{self, Cell, Columns, Rows, Sheet, kept};
use crate::plan::view::table::{self, Table};
use crate::plan::view::{View, figures_of, whole};
use crate::site::{Address, RecordId, Site, State};

/// A table that is made into a file of its own.
pub enum Tabular {
    /// One of the tables of a set of records.
    Grid { set: DataSet, grids: Vec<Grid>, at: usize },
    /// What an overview tells.
    Overview(&'static Table),
    /// The numbers of a record.
    Figures(RecordId),
}

/// What is told of a column, for whoever reads the table.
pub struct Heading {
    pub name: String,
    /// What people call it, in each language of the site.
    pub titles: Vec<String>,
    /// What it holds, in a sentence, in the site's main language; empty when its name says it.
    pub about: String,
    pub holds: Holds,
    pub many: bool,
    pub required: bool,
}

/// How many rows of a table are kept at once.
const KEPT: usize = 2_000;

/// A column that every table of records has: its name, the keys of the interface strings, and what it holds.
struct Lead(&'static str, &'static str, Holds);

/// What every row has that is a record.
const OF_RECORD: &[Lead] = &[Lead("key", "data_key", Holds::Text), Lead("id", "data_id", Holds::Text), Lead("url", "data_url", Holds::Web)];

/// What a row has first that stands in a record.
const OF_PART: &[Lead] = &[
    Lead("record", "data_record", Holds::Text),
    Lead("record.title", "data_record_title", Holds::Text),
    Lead("row", "data_row", Holds::Whole),
    Lead("in_row", "data_in_row", Holds::Whole),
    Lead("key", "data_part_key", Holds::Text),
    Lead("url", "data_part_url", Holds::Web),
];

/// What tells the kinds apart in a table of records of all kinds.
const KIND: Lead = Lead("kind", "data_kind", Holds::Text);

impl Tabular {
    /// The table that an output holds; of a set of records, the whole set's first when the output holds them all.
    pub fn of(site: &Site, output: &Output) -> Option<Self> {
        match &output.key {
            Key::Page { page: DATA, about, number, .. } => {
                let set = DataSet::named(about)?;
                let grids = set.grids();
                (grids.len() >= *number as usize).then(|| Self::Grid { set, grids, at: *number as usize - 1 })
            }
            key => match figures_of(site, key) {
                Some(record) => Some(Self::Figures(record)),
                None => table::table(output.path.split('.').next()?).map(Self::Overview),
            },
        }
    }

    /// What it is called.
    pub fn title(&self, view: &View) -> String {
        match self {
            Self::Grid { set, grids, at } => set.grid_title(view, &grids[*at]),
            Self::Overview(table) => view.strings().get(&format!("table_{}", table.overview)).to_owned(),
            Self::Figures(record) => view.site.title(whole(*record)).to_owned(),
        }
    }

    /// Its place on the page that says what its columns mean.
    pub fn anchor(&self) -> String {
        match self {
            Self::Grid { set, grids, at } => format!("{}{}", set.dictionary().rsplit('/').next().unwrap_or_default(), grids[*at].suffix()),
            Self::Overview(table) => table.overview.to_owned(),
            Self::Figures(_) => "figures".to_owned(),
        }
    }

    /// The names of the columns. They stay as they are: others count on them.
    pub fn names(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::Grid { set, grids, at } => {
                let own = grids[*at].columns.iter().map(|column| Cow::Borrowed(&*column.name));
                leads(set, *at).map(|lead| Cow::Borrowed(lead.0)).chain(own).collect()
            }
            Self::Overview(table) => table.columns.iter().map(|name| Cow::Borrowed(*name)).collect(),
            Self::Figures(_) => pictures::COLUMNS.iter().map(|column| Cow::Borrowed(column.0)).collect(),
        }
    }

    /// Everything about the columns.
    pub fn headings(&self, view: &View) -> Vec<Heading> {
        let strings = || view.routes().languages.iter().map(|code| &view.theme.language(code).strings);
        let plain = |name: &str, key: &str, about: &str, holds| Heading {
            name: name.to_owned(),
            titles: strings().map(|strings| strings.get(key).to_owned()).collect(),
            about: view.strings().find(about).unwrap_or_default().to_owned(),
            holds,
            many: false,
            required: false,
        };
        match self {
            Self::Grid { set, grids, at } => {
                let leads = leads(set, *at).map(|Lead(name, key, holds)| {
                    let required = matches!(*name, "key" | "id" | "record" | "row") && (*at == 0 || *name != "key");
                    Heading { required, ..plain(name, key, &format!("{key}_about"), *holds) }
                });
                leads.chain(grids[*at].columns.iter().map(|column| heading(view, column))).collect()
            }
            Self::Overview(table) => {
                let key = |name: &str| format!("table_{}_{name}", table.overview);
                table.columns.iter().map(|name| plain(name, &key(name), "", table::holds(name))).collect()
            }
            Self::Figures(_) => pictures::COLUMNS.iter().map(|(name, key, holds)| plain(name, key, "", *holds)).collect(),
        }
    }

    /// Calls with the cells of each row.
    pub fn rows(&self, view: &View, add: &mut dyn FnMut(Vec<Cell>)) {
        match self {
            Self::Grid { set, grids, at } => of_records(view, set, &grids[*at], *at, add),
            Self::Overview(table) => table.cells(view, add),
            Self::Figures(record) => pictures::rows(view, *record, add),
        }
    }

    /// The columns of a sheet.
    fn columns(&self, view: &View) -> Columns {
        self.headings(view).into_iter().map(|heading| (heading.name.into(), heading.titles[0].clone())).collect()
    }

    /// Calls with each sheet of a workbook, so that no two are kept: the tables of a set of records, an overview, or the numbers of a record
    /// sort by sort.
    pub fn sheets<E>(self, view: &View, mut see: impl FnMut(Sheet) -> Result<(), E>) -> Result<(), E> {
        match self {
            Self::Grid { set, grids, .. } => {
                let names: Vec<String> = grids.iter().map(|grid| set.grid_title(view, grid)).collect();
                let mut whole = Self::Grid { set, grids, at: 0 };
                for (number, name) in names.into_iter().enumerate() {
                    if let Self::Grid { at, .. } = &mut whole {
                        *at = number;
                    }
                    let (columns, whole) = (whole.columns(view), &whole);
                    see(Sheet { name, columns, rows: whole.kept_if_few(view) })?;
                }
                Ok(())
            }
            Self::Overview(table) => {
                let mut rows = Vec::new();
                table.cells(view, &mut |row| rows.push(row));
                see(Sheet { name: self.title(view), columns: self.columns(view), rows: kept(rows) })
            }
            Self::Figures(record) => pictures::sheets(view, record, see),
        }
    }

    /// The rows of a table of a set of records: kept when they are few, else told anew whenever they are asked for.
    fn kept_if_few<'a>(&'a self, view: &'a View<'a>) -> Rows<'a> {
        let Self::Grid { set, grids, at } = self else { return kept(Vec::new()) };
        let (mut few, mut is_tall) = (Vec::new(), false);
        of_records(view, set, &grids[*at], *at, &mut |row| match few.len() < KEPT {
            true => few.push(row),
            false => is_tall = true,
        });
        match is_tall {
            true => Box::new(move |see| of_records(view, set, &grids[*at], *at, &mut |row| see(&row))),
            false => kept(few),
        }
    }
}

/// The first columns of a table of a set.
fn leads(set: &DataSet, at: usize) -> impl Iterator<Item = &'static Lead> {
    let all = at == 0 && matches!(set.of, Of::All);
    let own = if at == 0 { OF_RECORD } else { OF_PART };
    own.iter().chain(all.then_some(&KIND))
}

fn heading(view: &View, column: &Column) -> Heading {
    let last = column.keys.last();
    Heading {
        name: column.name.clone(),
        titles: (0..view.routes().languages.len() as u16).map(|lang| label(&View { lang, ..*view }, column)).collect(),
        about: last.map_or_else(String::new, |decl| view.both(decl.doc).into_owned()),
        holds: column.holds,
        many: column.many,
        required: column.required,
    }
}

/// What people call a column: the labels of its keys, and which part of the value it has.
fn label(view: &View, column: &Column) -> String {
    let keys = column.keys.iter().map(|decl| crate::spoken::plain(&view.both(decl.label))).collect::<Vec<_>>().join(": ");
    match column.part.name() {
        "" => keys,
        part => format!("{keys}, {}", view.strings().get(&format!("data_of_{part}"))),
    }
}

/// The rows of a table of a set of records.
fn of_records<'a>(view: &View<'a>, set: &DataSet, grid: &Grid, at: usize, add: &mut dyn FnMut(Vec<Cell<'a>>)) {
    let is_common = |decl: &FieldDecl| Common::fields().iter().any(|common| common.key == decl.key);
    let common: Vec<bool> = if at == 0 { grid.columns.iter().map(|column| is_common(column.keys[0])).collect() } else { Vec::new() };
    let outer = grid.keys.first().is_some_and(|decl| is_common(decl));
    for (id, _) in set.records(view.site) {
        if at == 0 {
            of_record(view, set, grid, &common, id, add);
        } else {
            in_record(view, grid, outer, id, add);
        }
    }
}

/// The row of one record. `common`: which of the columns hold what records of all kinds have.
fn of_record<'a>(view: &View<'a>, set: &DataSet, grid: &Grid, common: &[bool], id: RecordId, add: &mut dyn FnMut(Vec<Cell<'a>>)) {
    let record = view.site.record(id);
    let shared = Branch::of(&*record.common);
    let own = record.lower();
    let own = if let Datum::Record(branch) = &own { Some(branch) } else { None };
    // A withdrawn record tells that it is withdrawn, and nothing more.
    let told = |column: &Column| record.state != State::Withdrawn || matches!(column.keys[0].key, "title" | "withdrawn");
    let leads = leads(set, 0).map(|lead| match lead.0 {
        "key" => Cell::text(view.key(whole(id))),
        "id" => Cell::text(&*record.id),
        "kind" => Cell::text(record.kind.name),
        _ => Cell::text(view.web_address(whole(id))),
    });
    let cells = grid.columns.iter().zip(common).map(|(column, is_common)| {
        let row = if *is_common { Some(&shared) } else { own };
        row.filter(|_| told(column)).map_or(Cell::Empty, |row| cell(view, row, column, id))
    });
    add(leads.chain(cells).collect());
}

/// The rows that stand in one record. `common`: whether they stand in what records of all kinds have.
fn in_record<'a>(view: &View<'a>, grid: &Grid, common: bool, id: RecordId, add: &mut dyn FnMut(Vec<Cell<'a>>)) {
    let record = view.site.record(id);
    if record.state == State::Withdrawn {
        return;
    }
    let outer = if common { Datum::Record(Branch::of(&*record.common)) } else { record.lower() };
    let Datum::Record(outer) = &outer else { return };
    let mut numbers = Vec::new();
    inside(&Within { view, id }, outer, &grid.keys, &mut numbers, 0, &mut |row, numbers| {
        let part = view.site.record(id).parts.at(row.span).map(|part| Address { record: id, part: Some(part) });
        let number = |at: Option<usize>| at.map_or(Cell::Empty, |at| Cell::Number(f64::from(numbers[at])));
        let lead = [
            Cell::text(view.key(whole(id))),
            Cell::text(one_line(&record.common.title)),
            number(numbers.len().checked_sub(1)),
            number(numbers.len().checked_sub(2)),
            part.map_or(Cell::Empty, |part| Cell::text(view.key(part))),
            Cell::text(view.web_address(part.unwrap_or(whole(id)))),
        ];
        add(lead.into_iter().chain(grid.columns.iter().map(|column| cell(view, row, column, id))).collect());
    });
}

/// The record that rows stand in.
struct Within<'a> {
    view: &'a View<'a>,
    id: RecordId,
}

impl Within<'_> {
    fn tells(&self, branch: &Branch) -> bool {
        self.view.is_told(branch, self.id)
    }
}

/// Calls with every record at the end of `keys`, and its number and those of the records that it stands in, counted through the whole.
fn inside<'a, 'b>(
    within: &Within,
    branch: &'b Branch<'a>,
    keys: &[&'static FieldDecl],
    numbers: &mut Vec<u32>,
    depth: usize,
    see: &mut dyn FnMut(&'b Branch<'a>, &[u32]),
) {
    let Some((first, rest)) = keys.split_first() else { return see(branch, &numbers[..depth]) };
    match crate::content::columns::told_on(branch, first, within.view.site.today) {
        Some(Datum::Record(one)) if within.tells(one) => inside(within, one, rest, numbers, depth, see),
        Some(Datum::List(list)) => {
            if numbers.len() == depth {
                numbers.push(0);
            }
            for datum in list {
                if let Datum::Record(one) = datum
                    && within.tells(one)
                {
                    numbers[depth] += 1;
                    inside(within, one, rest, numbers, depth + 1, see);
                }
            }
        }
        _ => {}
    }
}
