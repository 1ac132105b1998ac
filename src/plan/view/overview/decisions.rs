//! Decisions and commissions, newest first: who decided, who was asked, and whose answers are among the documents here.

use std::sync::Arc;

use tera::Value;

use super::super::chains::{self, SHOWN};
use super::super::{Fields, View, lists, whole};
use super::{Overview, Place};
use crate::content::datum::Branch;
use crate::knowledge::Knowledge;
use crate::knowledge::chains::Start;
use crate::plan::Routes;
use crate::plan::pages::page_size;
use crate::site::{RecordId, Site};

pub static OVERVIEW: Overview =
    Overview { name: "decisions", title: "decisions_title", about: "decisions_about", shown: None, places, on_start: true, page };

const ADDRESS: &str = "beslut-och-uppdrag";

/// One for the whole site, and one for each record that stands in more chains than its page shows.
fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let all = &knowledge.chains;
    if all.list.is_empty() {
        return Vec::new();
    }
    let pages = |count: usize| count.div_ceil(page_size(site)) as u32;
    let routes = Routes::of(site);
    let whole = Place { about: Arc::from(""), address: ADDRESS.to_owned(), pages: pages(all.list.len()) };
    let long = site.all().filter_map(|(id, record)| {
        let numbers = all.of.get(&id).filter(|numbers| numbers.len() > SHOWN)?;
        let about = Arc::from(format!("{}/{}", record.kind.folder, record.id));
        Some(Place { about, address: chains::below(site, &routes, id), pages: pages(numbers.len()) })
    });
    std::iter::once(whole).chain(long).collect()
}

fn page(view: &View, about: &str, number: u32) -> Option<Fields> {
    let mut fields = Fields::default();
    let all = &view.knowledge.chains;
    let own = match about.split_once('/') {
        Some((folder, id)) => Some(view.site.get(folder, id)?),
        None => None,
    };
    let (chosen, address) = match own {
        Some(record) => {
            of_record(view, record, &mut fields);
            (Some(all.of.get(&record)?), chains::below(view.site, view.routes(), record))
        }
        None => (None, ADDRESS.to_owned()),
    };
    let (count, size) = (chosen.map_or(all.list.len(), Vec::len), page_size(view.site));
    let from = (number as usize - 1) * size;
    let numbers = (from..count.min(from + size)).map(|at| chosen.map_or(at as u32, |chosen| chosen[at]));
    fields.set("items", numbers.map(|number| Value::from(item(view, number))).collect::<Vec<_>>());
    fields.set("count", count);
    let of = count.div_ceil(size).max(1) as u32;
    lists::pager(view, &mut fields, number, of, |number| view.routes().page(&address, 0, number));
    Some(fields)
}

/// What the list of one body, plan or case has beside its items.
fn of_record(view: &View, id: RecordId, fields: &mut Fields) {
    let record = view.site.record(id);
    let title = view.title(whole(id));
    fields.set("title", view.strings().fill("decisions_of_title", &[("title", &title)]));
    fields.set("section", record.kind.folder);
    let list = view.page_link(view.both(record.kind.many), &view.routes().list(record.kind, 0, 1));
    fields.set("breadcrumbs", vec![view.start_link(), list, view.link(whole(id))]);
}

/// A decision with its commissions, or a commission or motion without one.
fn item(view: &View, number: u32) -> Fields {
    let chain = &view.knowledge.chains.list[number as usize];
    let mut fields = Fields::default();
    if let Some((place, decision)) = chain.decision(view.site) {
        fields = view.branch(&Branch::of(decision), place.case);
    }
    let what = match chain.start {
        Start::Decision(_) if chain.is_proposed(view.site) => "proposal",
        Start::Decision(_) => "decision",
        Start::Commission(_) => "commission",
        Start::Motion(_) => "motion",
    };
    fields.set("what", what);
    fields.extend(chains::link(view, number));
    let given = chain.commissions.iter().take(SHOWN).filter_map(|given| chains::commission(view, given.place));
    fields.set("commissions", given.map(Value::from).collect::<Vec<_>>());
    fields.set("more", chain.commissions.len().saturating_sub(SHOWN));
    fields
}
