//! What is late: only reports whose day has passed, and that somebody has looked for afterwards and not found.

use std::sync::Arc;

use super::{Overview, Place};
use crate::content::site::Shown;
use crate::knowledge::Knowledge;
use crate::plan::pages::{page_size, pages_of};
use crate::plan::view::{Fields, View, clock, lists};
use crate::site::Site;

pub static OVERVIEW: Overview =
    Overview { name: "late", title: "late_title", about: "late_about", shown: Some(Shown::Late), places, on_start: true, page };

const ADDRESS: &str = "forsenat";

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let late = &knowledge.clock.late;
    let place = || Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages: pages_of(site, late.len()) };
    (!late.is_empty()).then(place).into_iter().collect()
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let late = &view.knowledge.clock.late;
    let size = page_size(view.site);
    let start = (number as usize - 1) * size;
    let mut fields = Fields::default();
    fields.set("points", clock::rows(view, &late[start.min(late.len())..(start + size).min(late.len())]));
    fields.set("count", late.len());
    fields.set("as_of", clock::of_today("late_as_of", view));
    fields.set("reporting", view.routes().url(&view.routes().page("redovisningar", 0, 1)));
    lists::pager(view, &mut fields, number, pages_of(view.site, late.len()), |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}
