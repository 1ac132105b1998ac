//! Year by year: what was decided, adopted, followed up and paid for, the newest year first.

use std::sync::Arc;

use tera::Value;

use super::{Overview, Place};
use crate::content::budget::Budget;
use crate::content::case::Case;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::knowledge::Knowledge;
use crate::knowledge::years::{Dated, What};
use crate::plan::pages::{page_size, pages_of};
use crate::plan::view::{Fields, View, lists};
use crate::plan::wording;
use crate::site::Site;

pub static OVERVIEW: Overview =
    Overview { name: "years", title: "years_title", about: "years_about", shown: None, places, on_start: true, page };

const ADDRESS: &str = "ar-for-ar";

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let pages = pages_of(site, knowledge.years.len());
    let place = Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages };
    if knowledge.years.is_empty() { Vec::new() } else { vec![place] }
}

fn page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let (all, size) = (&view.knowledge.years, page_size(view.site));
    let start = ((number as usize - 1) * size).min(all.len());
    let years = all[start..(start + size).min(all.len())].chunk_by(|a, b| a.year == b.year).map(|year| {
        let mut fields = Fields::default();
        fields.set("year", year[0].year.to_string());
        fields.set("items", year.iter().map(|dated| Value::from(item(view, dated))).collect::<Vec<_>>());
        Value::from(fields)
    });
    let mut fields = Fields::default();
    fields.set("years", years.collect::<Vec<_>>());
    fields.set("count", all.len());
    lists::pager(view, &mut fields, number, pages_of(view.site, all.len()), |number| view.routes().page(ADDRESS, 0, number));
    Some(fields)
}

/// A link to what is dated, what it was, and when in words.
fn item(view: &View, dated: &Dated) -> Fields {
    let mut fields = view.link(dated.of);
    fields.set("what", view.strings().get(dated.what.key()));
    fields.set("when", when(view, dated));
    fields
}

fn when(view: &View, dated: &Dated) -> Option<String> {
    let (record, strings) = (view.site.record(dated.of.record), view.strings());
    match dated.what {
        What::Decided => {
            let id = &record.parts.get(dated.of.part? as usize)?.id;
            let decision = record.is::<Case>()?.decisions.iter().find(|decision| decision.id.id == **id)?;
            Some(wording::date(decision.date.as_ref()?, strings))
        }
        What::Adopted => Some(wording::date(record.is::<Strategy>()?.adopted.as_ref()?.on.as_ref()?, strings)),
        What::FollowedUp => Some(wording::period(&record.is::<FollowUp>()?.period, strings)),
        What::Money => Some(wording::period(record.is::<Budget>()?.period.as_ref()?, strings)),
    }
}
