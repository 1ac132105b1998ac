//! Who answers for what: every body with roles or duties, and the roles that a document says were not filled.

use std::sync::Arc;

use tera::Value;

use super::super::{Fields, View, duties, lists, whole};
use super::{Overview, Place};
use crate::content::field::Field as _;
use crate::content::organisation::{self, Organisation};
use crate::knowledge::Knowledge;
use crate::plan::pages::page_size;
use crate::site::{Address, RecordId, Site};

pub static OVERVIEW: Overview = Overview {
    name: "responsibility",
    title: "responsibility_title",
    about: "responsibility_about",
    shown: None,
    places,
    on_start: true,
    page,
};

const ADDRESS: &str = "ansvar";

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let pages = knowledge.bodies.told.len().div_ceil(page_size(site)) as u32;
    let place = (pages > 0).then(|| Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages });
    place.into_iter().collect()
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let known = &view.knowledge.bodies;
    let size = page_size(view.site);
    let mut fields = Fields::default();
    fields.set("count", known.told.len());
    let on_page = lists::on_page(&known.told, number, size);
    let groups = on_page.chunk_by(|a, b| place(view, *a) == place(view, *b)).map(|bodies| {
        let mut fields = Fields::default();
        fields.set("key", place(view, bodies[0]));
        fields.set("items", bodies.iter().map(|id| body(view, *id)).collect::<Vec<_>>());
        Value::from(fields)
    });
    fields.set("groups", groups.collect::<Vec<_>>());
    if number == 1 {
        let vacancies = known.vacancies.iter().take(size).filter_map(|role| vacancy(view, *role));
        fields.set("vacancies", vacancies.collect::<Vec<_>>());
        fields.set("vacancies_more", known.vacancies.len().saturating_sub(size));
    }
    let pages = known.told.len().div_ceil(size) as u32;
    lists::pager(view, &mut fields, number, pages, |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}

/// Where a body stands, as far as its record says.
fn place(view: &View, id: RecordId) -> &'static str {
    match view.site.record(id).is::<Organisation>().and_then(|organisation| organisation.place) {
        Some(organisation::Place::Inside) => "inside",
        Some(organisation::Place::Outside) => "outside",
        None => "unplaced",
    }
}

fn body(view: &View, id: RecordId) -> Value {
    let mut link = view.link(whole(id));
    let organisation = view.site.record(id).is::<Organisation>();
    link.set("form", organisation.map(|organisation| view.value(&organisation.form.lower(), id)));
    link.set("remit", view.text(organisation.and_then(|organisation| organisation.remit.as_ref())));
    link.set("is_group", organisation.is_some_and(Organisation::is_own_group));
    let leader = organisation.and_then(|organisation| organisation.leader.as_ref());
    link.set("leader", leader.map(|leader| view.reference(&leader.0, id)));
    link.set("counts", duties::counted(view, whole(id)));
    link.set("roles", duties::roles(view, id));
    link.into()
}

/// A role that a document says was not filled, and why.
fn vacancy(view: &View, actor: Address) -> Option<Value> {
    let record = view.site.record(actor.record);
    let span = record.parts[actor.part? as usize].span;
    let role = record.is::<Organisation>()?.roles.iter().find(|role| role.span == span)?;
    let mut fields = duties::role(view, actor.record, role);
    fields.set("url", view.routes().to(view.site, actor, view.lang));
    fields.set("organisation", view.link(whole(actor.record)));
    fields.set("duties", duties::of(view, actor).iter().take(SHOWN).map(|found| duties::duty(view, found)).collect::<Vec<_>>());
    Some(fields.into())
}

/// How much a role that was not filled was to answer for is shown.
const SHOWN: usize = 3;
