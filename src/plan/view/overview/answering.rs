//! Everything that a body or a role answers for, when that is more than its own page shows.

use super::super::{Fields, View, actors, duties, lists};
use super::{Overview, Place};
use crate::knowledge::Knowledge;
use crate::plan::pages::page_size;
use crate::site::{Address, Site};

pub static OVERVIEW: Overview =
    Overview { name: "answering", title: "answering_title", about: "answering_about", shown: None, places, on_start: false, page };

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let long = knowledge.duties.of.iter().filter(|(_, of)| duties::is_long(of));
    let mut long: Vec<(Address, usize)> = long.map(|(actor, of)| (*actor, duties::listed(of).len())).collect();
    long.sort_unstable_by_key(|(actor, _)| (actor.record, actor.part));
    let place = |(actor, count): (Address, usize)| Place {
        about: actors::about(site, actor),
        address: actors::address(site, actor, "ansvar"),
        pages: count.div_ceil(page_size(site)) as u32,
    };
    long.into_iter().map(place).collect()
}

fn page(view: &View, about: &str, number: u32) -> Option<Fields> {
    let actor = actors::named(view.site, about)?;
    let all = duties::of(view, actor);
    let mut fields = Fields::default();
    fields.set("title", view.strings().fill("answering_title", &[("title", &view.title(actor))]));
    fields.set("section", "organisations");
    fields.set("breadcrumbs", actors::breadcrumbs(view, actor));
    fields.set("count", all.len());
    let on_page = lists::on_page(all, number, page_size(view.site));
    fields.set("duties", duties::by_sort(on_page).map(|some| duties::sort(view, some)).collect::<Vec<_>>());
    let pages = all.len().div_ceil(page_size(view.site)) as u32;
    let address = actors::address(view.site, actor, "ansvar");
    lists::pager(view, &mut fields, number, pages, |number| view.routes().page(&address, 0, number));
    Some(fields)
}
