//! Making one output. One file, one format. To add one: its file, and a line in [`FORMATS`].

mod asset;
mod attachment;
mod calendar;
mod code_style;
mod csv;
mod csvw;
mod dcat;
pub mod extract;
mod feed;
mod html;
mod json;
mod photo;
mod robots;
mod servers;
mod sitemap;
mod xlsx;

use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Made, Output};
use crate::plan::List;

/// A format: its name in an output, what can be made in it, and how one is made.
pub struct Format {
    pub name: &'static str,
    pub about: Both,
    pub list: List,
    pub make: fn(&House, &Output) -> Made,
}

/// Every format, by name.
pub const FORMATS: &[&Format] = &[
    &asset::FORMAT,
    &attachment::FORMAT,
    &calendar::FORMAT,
    &code_style::FORMAT,
    &csv::FORMAT,
    &csvw::FORMAT,
    &dcat::FORMAT,
    &extract::FORMAT,
    &feed::FORMAT,
    &html::FORMAT,
    &json::FORMAT,
    &photo::FORMAT,
    &robots::FORMAT,
    &servers::FORMAT,
    &sitemap::FORMAT,
    &xlsx::FORMAT,
];

/// Makes one output: `build` for every one, `serve` for the one that the browser asked for. None when no format has its name.
pub fn make(house: &House, output: &Output) -> Option<Made> {
    FORMATS.iter().find(|format| format.name == output.format).map(|format| (format.make)(house, output))
}

/// The lists of all formats, for the plan.
pub fn lists() -> Vec<List> {
    FORMATS.iter().map(|format| format.list).collect()
}
