//! Everything that became different on the site, the latest first, day by day.

use std::sync::Arc;

use tera::Value;

use super::super::{Fields, View, lists, whole};
use super::{Overview, Place};
use crate::content::changes::Change;
use crate::knowledge::Knowledge;
use crate::plan::pages::page_size;
use crate::site::{RecordId, Site};

pub static OVERVIEW: Overview =
    Overview { name: "history", title: "history_title", about: "history_about", shown: None, places, on_start: true, page };

const ADDRESS: &str = "andringar";

fn places(site: &Site, _: &Knowledge) -> Vec<Place> {
    let pages = site.history.all().len().div_ceil(page_size(site)) as u32;
    (pages > 0).then(|| Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages }).into_iter().collect()
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let (all, size) = (view.site.history.all(), page_size(view.site));
    let count = all.len();
    let shown: Vec<(Option<RecordId>, &Change)> = all.skip((number as usize - 1) * size).take(size).collect();
    let days = shown.chunk_by(|(_, a), (_, b)| a.date.date() == b.date.date()).map(|changes| {
        let mut day = Fields::default();
        day.set("date", view.date(&changes[0].1.date.0));
        day.set("changes", changes.iter().map(|(record, change)| item(view, *record, change)).collect::<Vec<_>>());
        Value::from(day)
    });
    let mut fields = Fields::default();
    fields.set("days", days.collect::<Vec<_>>());
    fields.set("count", count);
    let of = count.div_ceil(size).max(1) as u32;
    lists::pager(view, &mut fields, number, of, |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}

/// A change, with what it is about: what is gone has no link.
fn item(view: &View, record: Option<RecordId>, change: &Change) -> Value {
    let mut fields = view.change(change);
    fields.set("about", record.map(|record| view.link(whole(record))));
    fields.into()
}
