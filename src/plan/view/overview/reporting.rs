//! Everything that is to be reported, and what of it is here: what is to come first. With the whole lists of plans and organisations whose
//! own pages cannot hold them.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use tera::Value;

use super::{Overview, Place};
use crate::knowledge::Knowledge;
use crate::knowledge::clock::{Clock, SHOWN};
use crate::plan::pages::{page_size, pages_of};
use crate::plan::view::{Fields, View, clock, lists, whole};
use crate::site::{RecordId, Site};

pub static OVERVIEW: Overview =
    Overview { name: "reporting", title: "clock_title", about: "clock_about", shown: None, places, on_start: true, page };

/// The address of the whole, and what begins those of its parts.
const ADDRESS: &str = "redovisningar";

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let clock = &knowledge.clock;
    if clock.points.is_empty() {
        return Vec::new();
    }
    let place = |about: String, count: usize| Place { address: address(&about), about: Arc::from(about), pages: pages_of(site, count) };
    let mut places = vec![place(String::new(), clock.order.len())];
    for (id, record) in site.all() {
        let (_, points) = clock.of_plan(id);
        if points.chunk_by(|a, b| a.duty == b.duty).any(|duty| duty.len() > SHOWN) {
            places.push(place(format!("planer/{}", record.id), points.len()));
        }
        for (folder, lists) in [("av", &clock.by), ("till", &clock.to)] {
            if let Some(all) = lists.get(&id).filter(|all| all.len() > SHOWN) {
                places.push(place(format!("{folder}/{}", record.id), all.len()));
            }
        }
    }
    places
}

fn page(view: &View, about: &str, number: u32) -> Option<Fields> {
    let known = &view.knowledge.clock;
    let mut fields = Fields::default();
    let points = match about.split_once('/') {
        None => Cow::Borrowed(known.order.as_slice()),
        Some((of, id)) => {
            let (record, title, points) = part(view, known, of, id)?;
            fields.set("title", view.strings().fill(title, &[("name", &view.title(whole(record)))]));
            fields.set("summary", Value::none());
            let whole_list = view.page_link(view.strings().get("clock_title"), &view.routes().page(ADDRESS, 0, 1));
            fields.set("breadcrumbs", vec![view.start_link(), whole_list, view.link(whole(record))]);
            points
        }
    };
    let start = (number as usize - 1) * page_size(view.site);
    let here = &points[start.min(points.len())..(start + page_size(view.site)).min(points.len())];
    let headed = (start..).zip(here).map(|(at, point)| (about.is_empty().then(|| heading(view, known, at, *point)), *point));
    let groups: Vec<(Option<String>, u32)> = headed.collect();
    let groups = groups.chunk_by(|a, b| a.0 == b.0).map(|group| {
        let mut fields = Fields::default();
        fields.set("heading", group[0].0.clone());
        fields.set("points", group.iter().map(|(_, point)| clock::row(view, *point)).collect::<Vec<_>>());
        Value::from(fields)
    });
    fields.set("groups", groups.collect::<Vec<_>>());
    fields.set("count", points.len());
    fields.set("calendar", (about.is_empty() && known.days > 0).then(|| view.routes().url(view.routes().calendar())));
    let address = address(about);
    lists::pager(view, &mut fields, number, pages_of(view.site, points.len()), |number| view.routes().page(&address, 0, number));
    Some(fields)
}

fn address(about: &str) -> String {
    if about.is_empty() { ADDRESS.to_owned() } else { format!("{ADDRESS}/{about}") }
}

/// What a list of a part is about, what it is called, and its points.
fn part<'a>(view: &View, clock: &'a Clock, of: &str, id: &str) -> Option<(RecordId, &'static str, Cow<'a, [u32]>)> {
    let (folder, title) = match of {
        "planer" => ("strategies", "clock_part_title"),
        "av" => ("organisations", "clock_part_title"),
        _ => ("organisations", "clock_to_title"),
    };
    let record = view.site.get(folder, id)?;
    let points = match of {
        "planer" => Cow::Owned(clock.plans.get(&record)?.clone().collect()),
        "av" => Cow::Borrowed(clock.by.get(&record)?.as_slice()),
        _ => Cow::Borrowed(clock.to.get(&record)?.as_slice()),
    };
    Some((record, title, points))
}

/// The heading that a point stands under: what is to come, the year, or none.
fn heading(view: &View, known: &Clock, at: usize, point: u32) -> String {
    let day: Option<Date> = known.points[point as usize].day();
    match day {
        _ if at < known.coming => clock::of_today("clock_coming", view),
        Some(day) => day.year().to_string(),
        None => view.strings().get("clock_without_day").to_owned(),
    }
}
