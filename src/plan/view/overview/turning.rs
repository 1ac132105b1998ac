//! Vart vänder jag mig: every number of every service on one page, the worries that have a page, and services without a number.

use std::sync::Arc;

use tera::Value;

use super::{Overview, Place};
use crate::content::guide::Guide;
use crate::content::service::Service;
use crate::knowledge::Knowledge;
use crate::plan::pages::page_size;
use crate::plan::view::{Fields, View, calls};
use crate::site::{RecordId, Site, State};

pub static OVERVIEW: Overview =
    Overview { name: "where-to-turn", title: "turn_title", about: "turn_about", shown: None, places, on_start: true, page };

/// Where the page is.
pub const ADDRESS: &str = "vart-vander-jag-mig";

fn places(site: &Site, _: &Knowledge) -> Vec<Place> {
    let any = !services(site).is_empty() || !guides(site).is_empty();
    any.then(|| Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages: 1 }).into_iter().collect()
}

fn services(site: &Site) -> Vec<RecordId> {
    site.each::<Service>().filter(|(_, record, _)| record.state != State::Withdrawn).map(|(id, ..)| id).collect()
}

fn guides(site: &Site) -> Vec<RecordId> {
    site.each::<Guide>().filter(|(_, record, _)| record.state != State::Withdrawn).map(|(id, ..)| id).collect()
}

fn page(view: &View, _: &str, _: u32) -> Option<Fields> {
    let site = view.site;
    let (called, others): (Vec<RecordId>, Vec<RecordId>) = services(site).into_iter().partition(|id| calls::has_number(site.record(*id)));
    // A page costs its own size: the register has the rest.
    let size = page_size(site);
    let first = |ids: &[RecordId]| ids.iter().take(size).map(|id| view.card(*id)).collect::<Vec<_>>();
    let guides = guides(site);
    let mut fields = Fields::default();
    fields.set("section", "services");
    fields.set("kind", "service");
    fields.set("guides", first(&guides));
    fields.set("calls", calls::sections(view, &called[..called.len().min(size)]));
    fields.set("others", first(&others));
    let more = called.len().saturating_sub(size) + others.len().saturating_sub(size) + guides.len().saturating_sub(size);
    fields.set("more", more);
    fields.set("register", (!called.is_empty() || !others.is_empty()).then(|| register(view)));
    Some(fields)
}

/// The lists that hold what this page has no room for.
fn register(view: &View) -> Value {
    let kind = &crate::content::service::KIND;
    view.page_link(view.both(kind.many), &view.routes().list(kind, 0, 1)).into()
}
