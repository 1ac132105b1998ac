//! Everything that an organisation or a role takes part in, when that is more than its own page shows.

use tera::Value;

use super::super::{Fields, View, actors, agreements, lists};
use super::{Overview, Place};
use crate::knowledge::Knowledge;
use crate::plan::pages::page_size;
use crate::site::{Address, Site};

pub static OVERVIEW: Overview =
    Overview { name: "taking-part", title: "taking_part_title", about: "taking_part_about", shown: None, places, on_start: false, page };

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let long = knowledge.agreements.by_actor.iter().filter(|(_, all)| agreements::is_long(all));
    let mut long: Vec<(Address, usize)> = long.map(|(actor, all)| (*actor, all.len())).collect();
    long.sort_unstable_by_key(|(actor, _)| (actor.record, actor.part));
    let place = |(actor, count): (Address, usize)| Place {
        about: actors::about(site, actor),
        address: actors::address(site, actor, "avtal"),
        pages: count.div_ceil(page_size(site)) as u32,
    };
    long.into_iter().map(place).collect()
}

fn page(view: &View, about: &str, number: u32) -> Option<Fields> {
    let actor = actors::named(view.site, about)?;
    let all = view.knowledge.agreements.by_actor.get(&actor)?;
    let mut fields = Fields::default();
    fields.set("title", view.strings().fill("taking_part_title", &[("title", &view.title(actor))]));
    fields.set("section", "organisations");
    fields.set("breadcrumbs", actors::breadcrumbs(view, actor));
    fields.set("count", all.len());
    let on_page = lists::on_page(all, number, page_size(view.site));
    let (formal, informal) = on_page.split_at(on_page.partition_point(|joined| !joined.informal));
    let items = |some: &[_]| some.iter().filter_map(|joined| agreements::part_in(view, actor, joined)).collect::<Vec<Value>>();
    fields.set("formal", items(formal));
    fields.set("informal", items(informal));
    let pages = all.len().div_ceil(page_size(view.site)) as u32;
    let address = actors::address(view.site, actor, "avtal");
    lists::pager(view, &mut fields, number, pages, |number| view.routes().page(&address, 0, number));
    Some(fields)
}
