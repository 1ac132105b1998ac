//! Open data: one list of data sets, which every format, the catalogue and the page read. Each says the same as the pages.

mod catalogue;
mod cells;
mod tabular;
mod tree;

use std::sync::Arc;

use super::table::{TABLES, tables};
use super::{View, figures_key, whole};
use super::{overview, pictures};
use crate::content::columns::{Grid, grids, told};
use crate::content::common::Common;
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::indicator::Indicator;
use crate::content::{KINDS, Kind};
use crate::knowledge::Knowledge;
use crate::output::{Key, Output};
use crate::plan::Routes;
use crate::site::{Record, RecordId, Site};

pub use catalogue::{CATALOGUE, Catalogue, Entry, Given, Said, catalogue, entry};
pub use cells::{BETWEEN, whole_of};
pub use tabular::{Heading, Tabular};
pub use tree::{Everything, Facts, Rows};

/// The name of the outputs that hold open data of records, and the first part of their addresses.
pub use super::DATA;

/// A set of data: what it is about, and so which files there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    pub of: Of,
}

/// What a data set is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// What records of all kinds have.
    All,
    Kind(&'static str),
    /// What an overview tells.
    Overview(&'static str),
    /// The values of an indicator.
    Indicator(RecordId),
}

/// A file of a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path of the built site.
    pub path: String,
    /// Its format, one of `make::FORMATS`.
    pub format: &'static str,
    pub key: Key,
    /// Which table of the set it holds; None when it holds the whole.
    pub grid: Option<usize>,
}

/// The name of the set of what records of all kinds have.
const ALL: &str = "records";

/// The name of the outputs that hold the facts of one record.
pub const FACTS: &str = "facts";

/// What the file with the facts of a record is called, below its page: no longer than the page, so that it fits where that does.
const FILE: &str = "post.json";

/// Every data set of the site that these readers may see: of all records, of each kind, of what was worked out, of each indicator.
pub fn datasets(site: &Site, knowledge: &Knowledge) -> Vec<DataSet> {
    let kinds = KINDS.iter().filter(|kind| site.has_any(kind.folder)).map(|kind| Of::Kind(kind.folder));
    let overviews = tables(site, knowledge).into_iter().map(|table| Of::Overview(table.overview));
    let indicators = site.each::<Indicator>().filter(|(id, ..)| pictures::is_there(site, knowledge, *id)).map(|(id, ..)| Of::Indicator(id));
    let all = (!site.records.is_empty()).then_some(Of::All).into_iter().chain(kinds).chain(overviews).chain(indicators);
    all.map(|of| DataSet { of }).collect()
}

/// Path of the file with the facts of a record.
pub fn facts_path(site: &Site, routes: &Routes, id: RecordId) -> String {
    routes.below(site, id, FILE)
}

/// The key of the output that holds the facts of a record.
pub fn facts_key(record: &Record) -> Key {
    Key::Page { page: FACTS, about: Arc::from(format!("{}/{}", record.kind.folder, record.id)), lang: 0, number: 1 }
}

/// The record whose facts an output holds, when it is such an output.
pub fn facts_of(site: &Site, key: &Key) -> Option<RecordId> {
    match key {
        Key::Page { page: FACTS, about, .. } => {
            let (folder, id) = about.split_once('/')?;
            site.get(folder, id)
        }
        _ => None,
    }
}

impl DataSet {
    /// The set of records with a name.
    pub fn named(name: &str) -> Option<Self> {
        let of = if name == ALL { Of::All } else { Of::Kind(Kind::of_folder(name)?.folder) };
        Some(Self { of })
    }

    /// The set of records that an output holds all of, or one of its tables.
    pub fn held(output: &Output) -> Option<Self> {
        match &output.key {
            Key::Page { page: DATA, about, .. } if output.format != "html" => Self::named(about),
            _ => None,
        }
    }

    /// What it is known by: `strategies`, `causes`, `indicators/godkanda`.
    pub fn name(&self, site: &Site) -> String {
        match self.of {
            Of::All => ALL.to_owned(),
            Of::Kind(name) | Of::Overview(name) => name.to_owned(),
            Of::Indicator(id) => format!("indicators/{}", site.record(id).id),
        }
    }

    /// About how many bytes its records take as JSON, which has twice as many as their files, and a quarter where only what all records have
    /// is told.
    pub fn size(&self, site: &Site) -> usize {
        let mut texts: Vec<&Arc<str>> = self.records(site).map(|(_, record)| &record.text).collect();
        // Many records may stand in one file.
        texts.dedup_by(|a, b| Arc::ptr_eq(a, b));
        let written: usize = texts.iter().map(|text| text.len()).sum();
        if self.of == Of::All { written / 4 } else { written * 2 }
    }

    /// The records that its rows are, or stand in.
    fn records<'a>(&self, site: &'a Site) -> impl Iterator<Item = (RecordId, &'a Record)> {
        let of = self.of;
        site.all().filter(move |(_, record)| of == Of::All || of == Of::Kind(record.kind.folder))
    }

    /// The tables of a set of records: first of the records, then of what stands in them. What stands in records of all kinds, such as
    /// corrections, is in the tables of all records.
    pub fn grids(&self) -> Vec<Grid> {
        let is_first = |decl: &&'static FieldDecl| matches!(decl.key, "title" | "summary");
        let common = || told(Common::fields());
        let first = common().filter(is_first);
        let rest = common().filter(|decl| !is_first(decl));
        let mut grids = match self.of {
            Of::Kind(folder) => {
                let own = Kind::of_folder(folder).into_iter().flat_map(|kind| told((kind.fields)()));
                grids(first.chain(own).chain(rest.filter(|decl| !is_list(decl))))
            }
            _ => grids(first.chain(rest)),
        };
        // A withdrawn record has its title only.
        for column in &mut grids[0].columns {
            column.required &= column.keys[0].key == "title";
        }
        grids
    }

    /// Its files, in the order in which people look for them.
    pub fn files(&self, site: &Site, routes: &Routes) -> Vec<File> {
        let file = |path: String, format, key: Key, grid| File { path, format, key, grid };
        let page = |page, about: &str, number| Key::Page { page, about: Arc::from(about), lang: 0, number };
        let stem = |name: &str| format!("{DATA}/{name}");
        match self.of {
            Of::All | Of::Kind(_) => {
                let name = self.name(site);
                let grids = self.grids();
                let whole =
                    [("xlsx", ".xlsx"), ("json", ".json")].into_iter().filter(|(format, _)| *format != "xlsx" || self.fits_excel(site));
                let whole = whole.map(|(format, extension)| file(stem(&name) + extension, format, page(DATA, &name, 1), None));
                let tables = grids.iter().enumerate().flat_map(|(at, grid)| {
                    let table = grid.suffix();
                    let key = page(DATA, &name, at as u32 + 1);
                    [("csv", ".csv"), ("csvw", SIDECAR)]
                        .map(|(format, extension)| file(stem(&name) + &table + extension, format, key.clone(), Some(at)))
                });
                whole.chain(tables).collect()
            }
            Of::Overview(_) => {
                let table = TABLES.iter().find(|table| self.of == Of::Overview(table.overview));
                table
                    .into_iter()
                    .flat_map(|table| {
                        FORMS.map(|(format, extension)| {
                            file(format!("{}{extension}", table.address), format, page(table.overview, "", 1), None)
                        })
                    })
                    .collect()
            }
            Of::Indicator(id) => {
                let key = figures_key(site.record(id));
                FORMS.map(|(format, extension)| file(pictures::path(site, routes, id, extension), format, key.clone(), None)).into()
            }
        }
    }

    /// Whether people can be given it as one workbook.
    pub fn fits_excel(&self, site: &Site) -> bool {
        let rows = |record: &Record| 1 + if self.of == Of::All { 0 } else { record.parts.len() };
        self.records(site).map(|(_, record)| rows(record)).sum::<usize>() <= EXCEL_ROWS
    }

    /// What one of its tables is called: the set itself, or the labels of what stands in its records.
    pub fn grid_title(&self, view: &View, grid: &Grid) -> String {
        match grid.keys.as_slice() {
            [] => self.title(view),
            keys => keys.iter().map(|decl| view.both(decl.label)).collect::<Vec<_>>().join(": "),
        }
    }

    /// Its tables.
    pub fn tables(&self, site: &Site) -> Vec<Tabular> {
        match self.of {
            Of::All | Of::Kind(_) => {
                (0..self.grids().len()).map(|at| Tabular::Grid { set: self.clone(), grids: self.grids(), at }).collect()
            }
            Of::Overview(name) => TABLES.iter().find(|table| table.overview == name).copied().map(Tabular::Overview).into_iter().collect(),
            Of::Indicator(id) => site.records.get(id).map(|_| Tabular::Figures(id)).into_iter().collect(),
        }
    }

    /// The address of the page that says what its columns mean, without slashes around it. All indicators have the same columns.
    pub fn dictionary(&self) -> String {
        let name = match self.of {
            Of::All => ALL,
            Of::Kind(name) | Of::Overview(name) => name,
            Of::Indicator(_) => "figures",
        };
        format!("{DATA}/{name}")
    }

    /// What it holds, in a sentence or two, in the language of the view.
    pub fn about(&self, view: &View) -> String {
        match self.of {
            Of::All => view.strings().get("data_all_about").to_owned(),
            Of::Kind(folder) => Kind::of_folder(folder).map_or_else(String::new, |kind| view.about(kind).into_owned()),
            Of::Overview(name) => overview::about(view, name).unwrap_or_default(),
            Of::Indicator(id) => {
                let definition = view.site.record(id).is::<Indicator>().and_then(|indicator| indicator.definition.as_ref());
                definition.map_or_else(String::new, |words| view.said(words))
            }
        }
    }

    /// What it is called, in the language of the view.
    pub fn title(&self, view: &View) -> String {
        match self.of {
            Of::All => view.strings().get("data_all").to_owned(),
            Of::Kind(folder) => Kind::of_folder(folder).map_or_else(String::new, |kind| view.both(kind.many).into_owned()),
            Of::Overview(name) => view.strings().get(&format!("table_{name}")).to_owned(),
            Of::Indicator(id) => view.spelt(view.title(whole(id))).into_owned(),
        }
    }
}

/// What the name of a description ends with after that of the table that it describes.
///
/// Source: W3C, Model for Tabular Data and Metadata on the Web, 5.2.
pub const SIDECAR: &str = ".csv-metadata.json";

/// How many rows a workbook has at most: about what one sheet of Excel has room for, and more than anybody opens there.
const EXCEL_ROWS: usize = 1_000_000;

/// The formats of a set that is one table.
const FORMS: [(&str, &str); 4] = [("xlsx", ".xlsx"), ("csv", ".csv"), ("csvw", SIDECAR), ("json", ".json")];

/// Whether a key holds records one by one.
fn is_list(decl: &FieldDecl) -> bool {
    matches!(decl.shape, Shape::List(of) if matches!(of(), Shape::Record(_)))
}
