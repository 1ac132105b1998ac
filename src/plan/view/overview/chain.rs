//! A chain step by step: motion, decision, commissions, the answer of each who was asked, and the plans that came of it.

use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use super::super::{Fields, View, chains, whole};
use super::{Overview, Place};
use crate::content::case::Case;
use crate::content::datum::Branch;
use crate::knowledge::Knowledge;
use crate::knowledge::chains::{Chain, Start};
use crate::plan::Routes;
use crate::site::{Address, Site};

pub static OVERVIEW: Overview =
    Overview { name: "chain", title: "chain_title", about: "chain_about", shown: None, places, on_start: false, page };

fn places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let routes = Routes::of(site);
    let chains = knowledge.chains.list.par_iter().enumerate().filter(|(number, _)| knowledge.chains.is_joined(*number as u32));
    let places = chains.filter_map(|(_, chain)| {
        let start = chain.start.address(site)?;
        let record = site.record(start.record);
        let about = Arc::from(format!("{}#{}", record.id, record.parts[start.part? as usize].id));
        Some(Place { about, address: chains::address(site, &routes, chain)?, pages: 1 })
    });
    places.collect()
}

fn page(view: &View, about: &str, _: u32) -> Option<Fields> {
    let (case, part) = about.split_once('#')?;
    let record = view.site.get("cases", case)?;
    let start = Address { record, part: view.site.record(record).parts.named(part) };
    let number = *view.knowledge.chains.at.get(&start)?;
    let chain = &view.knowledge.chains.list[number as usize];
    let mut fields = Fields::default();
    fields.set("title", view.title(start));
    fields.set("section", "cases");
    fields.set("proposed", chain.is_proposed(view.site));
    let kind = view.site.record(record).kind;
    let list = view.page_link(view.both(kind.many), &view.routes().list(kind, 0, 1));
    fields.set("breadcrumbs", vec![view.start_link(), list, view.link(whole(record))]);
    fields.set("case", view.link(whole(record)));
    let number_of_case = view.site.record(record).is::<Case>().and_then(|case| case.number.as_deref());
    fields.set("case_number", number_of_case.map(super::super::mentions::unbroken));
    fields.set("steps", steps(view, number, chain).into_iter().map(Value::from).collect::<Vec<_>>());
    Some(fields)
}

fn steps(view: &View, number: u32, chain: &Chain) -> Vec<Fields> {
    let mut steps = Vec::new();
    let known = &view.knowledge.chains;
    steps.extend(known.before.get(&number).into_iter().flatten().map(|before| {
        let mut fields = chains::line(view, *before);
        fields.set("what", "before");
        fields
    }));
    steps.extend(motion(view, chain));
    steps.extend(decision(view, chain));
    for given in &chain.commissions {
        let proposed = known.proposed.contains(&given.place);
        let Some(mut commission) = chains::commission(view, given.place) else { continue };
        commission.set("what", if proposed { "proposed-commission" } else { "commission" });
        commission.set("url", url(view, Start::Commission(given.place)));
        commission.set("asked", given.asked);
        commission.set("here", given.here);
        steps.push(commission);
    }
    steps.extend(chain.stands.iter().map(|id| {
        let mut fields = view.link(whole(*id));
        fields.set("what", "stands");
        fields
    }));
    steps.extend(known.after.get(&number).into_iter().flatten().filter_map(|after| {
        let mut fields = decision(view, &known.list[*after as usize])?;
        fields.extend(chains::link(view, *after));
        fields.set("what", "after");
        Some(fields)
    }));
    steps
}

fn motion(view: &View, chain: &Chain) -> Option<Fields> {
    let start = if let Start::Motion(place) = chain.start { Some(place) } else { None };
    let place = chain.motion.or(start)?;
    let motion = place.motion(view.site)?;
    let mut fields = view.branch(&Branch::of(motion), place.case);
    fields.set("what", "motion");
    fields.set("url", url(view, Start::Motion(place)));
    Some(fields)
}

fn decision(view: &View, chain: &Chain) -> Option<Fields> {
    let (place, decision) = chain.decision(view.site)?;
    let mut fields = view.branch(&Branch::of(decision), place.case);
    fields.set("what", if chain.is_proposed(view.site) { "proposal" } else { "decision" });
    fields.set("url", url(view, Start::Decision(place)));
    Some(fields)
}

/// Where a step stands in its case.
fn url(view: &View, step: Start) -> Option<String> {
    Some(view.routes().to(view.site, step.address(view.site)?, 0))
}
