//! Pages about the whole: what the site worked out, told to citizens. One file, one overview. To add one: its file, and a line in
//! [`OVERVIEWS`].

mod accessibility;
mod answering;
mod causes;
mod chain;
mod compare;
mod data;
mod decisions;
mod differing;
mod groups_and_goals;
mod history;
mod late;
mod reporting;
mod responsibility;
mod search;
mod taking_part;
mod turning;
mod unknown;
mod years;

pub use data::{ADDRESS as DATA, data_set};
pub use turning::ADDRESS as TURN;

use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use super::{Fields, View};
use crate::content::site::Shown;
use crate::knowledge::Knowledge;
use crate::site::Site;
use crate::source::Audience;

/// A sort of page about the whole.
pub struct Overview {
    /// Its name in an output, and that of its template: `causes` is filled into `causes.html`.
    pub name: &'static str,
    /// Keys of the interface strings: what it is called, and what it tells.
    pub title: &'static str,
    pub about: &'static str,
    /// Set on a page that could embarrass: readers see it only where the site turns it on, those who write see it always.
    pub shown: Option<Shown>,
    /// Where its pages are; none when there is nothing to tell. The first is the one that the start page leads to.
    pub places: fn(&Site, &Knowledge) -> Vec<Place>,
    /// Whether it is about the whole site, and the start page leads to it.
    pub on_start: bool,
    /// The keys of one page: what its place is about, and the number of the page from 1.
    pub page: fn(&View, &str, u32) -> Option<Fields>,
}

/// Where an overview, or one of several of a sort, is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is about, such as `strategies/andt-2014-2016`; `""` for the whole site.
    pub about: Arc<str>,
    /// Address on the site without slashes around it: `orsaker`.
    pub address: String,
    /// How many pages it takes, from 1.
    pub pages: u32,
}

/// Every overview, in the order in which the start page leads to them.
const OVERVIEWS: &[&Overview] = &[
    &turning::OVERVIEW,
    &reporting::OVERVIEW,
    &late::OVERVIEW,
    &causes::OVERVIEW,
    &compare::OVERVIEW,
    &years::OVERVIEW,
    &decisions::OVERVIEW,
    &chain::OVERVIEW,
    &responsibility::OVERVIEW,
    &answering::OVERVIEW,
    &taking_part::OVERVIEW,
    &groups_and_goals::OVERVIEW,
    &differing::OVERVIEW,
    &unknown::OVERVIEW,
    &history::OVERVIEW,
    &data::OVERVIEW,
    &data::DICTIONARY,
    &accessibility::STATEMENT,
    &accessibility::FILES,
    &search::OVERVIEW,
];

/// Whether a page of this name tells of the whole: all overviews but the one that leads to the others, and those that tell of columns.
pub fn tells_of_the_whole(name: &str) -> bool {
    let tells_of_others = [search::OVERVIEW.name, data::DICTIONARY.name].contains(&name);
    !tells_of_others && OVERVIEWS.iter().any(|overview| overview.name == name)
}

/// Every overview that these readers may see: its name, and where its pages are.
pub fn places(site: &Site, knowledge: &Knowledge) -> Vec<(&'static str, Vec<Place>)> {
    let overviews = OVERVIEWS.par_iter().with_max_len(1).filter(|overview| is_shown(overview, site));
    overviews.map(|overview| (overview.name, (overview.places)(site, knowledge))).collect()
}

fn is_shown(overview: &Overview, site: &Site) -> bool {
    overview.shown.is_none_or(|shown| shows(site, shown))
}

/// Whether these readers may see what could embarrass: where the site turns it on, and always those who write.
pub fn shows(site: &Site, shown: Shown) -> bool {
    site.audience == Audience::Writers || site.config.shows.contains(&shown)
}

/// The keys of a page of the overview with this name.
pub fn page(view: &View, name: &str, about: &str, number: u32) -> Option<Fields> {
    let overview = OVERVIEWS.iter().find(|overview| overview.name == name)?;
    let mut fields = Fields::default();
    fields.set("title", view.strings().get(overview.title));
    fields.set("summary", view.strings().get(overview.about));
    fields.extend((overview.page)(view, about, number)?);
    Some(fields)
}

/// A link to the first page of an overview; None when these readers have none.
pub fn link(view: &View, name: &str) -> Option<Fields> {
    let overview = OVERVIEWS.iter().find(|overview| overview.name == name && is_shown(overview, view.site))?;
    let place = (overview.places)(view.site, view.knowledge).into_iter().next()?;
    Some(view.page_link(view.strings().get(overview.title), &view.routes().page(&place.address, 0, 1)))
}

/// Whether these readers have an overview with this name.
pub fn is_there(site: &Site, knowledge: &Knowledge, name: &str) -> bool {
    let overview = OVERVIEWS.iter().find(|overview| overview.name == name && is_shown(overview, site));
    overview.is_some_and(|overview| !(overview.places)(site, knowledge).is_empty())
}

/// What an overview tells, in a sentence.
pub fn about(view: &View, name: &str) -> Option<String> {
    let overview = OVERVIEWS.iter().find(|overview| overview.name == name)?;
    Some(view.strings().get(overview.about).to_owned())
}

/// Links to the overviews of the whole site, for the start page.
pub fn links(view: &View) -> Vec<Value> {
    let shown = OVERVIEWS.iter().filter(|overview| overview.on_start && is_shown(overview, view.site));
    let links = shown.filter_map(|overview| {
        let place = (overview.places)(view.site, view.knowledge).into_iter().next()?;
        let mut link = view.page_link(view.strings().get(overview.title), &view.routes().page(&place.address, 0, 1));
        link.set("about", view.strings().get(overview.about));
        Some(link.into())
    });
    links.collect()
}
