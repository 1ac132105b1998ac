//! Which pages search engines are told of, and what else is told of each.

use jiff::civil::Date;

use super::Plan;
use crate::output::{Key, Output};
use crate::site::{Site, State};

/// How many pages a sitemap may tell of.
///
/// Source: sitemaps.org, protocol 0.9.
pub const MOST: usize = 50_000;

/// A page, by whole addresses.
pub struct Page {
    pub address: String,
    /// The day when what it tells last changed, as far as anybody has told.
    pub changed: Option<Date>,
    /// The same page in each language that it is in, itself included, the main one first; none where there is but one.
    pub languages: Vec<(String, String)>,
}

/// Whether search engines are told of an output: pages that readers look for, the first of a long list.
pub fn is_listed(site: &Site, output: &Output) -> bool {
    let is_shown = |folder, id| site.get(folder, id).is_some_and(|record| site.record(record).state == State::Published);
    match &output.key {
        Key::Record { record, .. } => site.record(*record).state == State::Published,
        Key::Page { page: "404" | "moved" | "referrers", .. } => false,
        Key::Page { page: "members", about, number, .. } => {
            *number == 1 && about.split_once('/').is_some_and(|(folder, id)| is_shown(folder, id))
        }
        Key::Page { number, .. } => *number == 1,
        Key::File(_) => false,
    }
}

/// The pages of one sitemap, from 1. `format` is that of pages. None of them while the site has no address.
pub fn pages<'a>(site: &'a Site, plan: &'a Plan, format: &'static str, number: u32) -> impl Iterator<Item = Page> + 'a {
    let listed = plan.outputs.iter().filter(move |output| output.format == format && is_listed(site, output));
    listed.skip((number as usize - 1) * MOST).take(MOST).filter_map(|output| page(site, plan, output))
}

fn page(site: &Site, plan: &Plan, output: &Output) -> Option<Page> {
    let routes = &plan.routes;
    let whole = |path: &str| routes.whole(&routes.url(path));
    let all = 0..routes.languages.len() as u16;
    let paths: Vec<(u16, String)> = match &output.key {
        Key::Record { record: id, part: None, .. } => {
            let record = site.record(*id);
            let has = |lang: &u16| *lang == 0 || record.translations.iter().any(|one| one.lang == routes.code(*lang));
            all.filter(has).map(|lang| (lang, routes.record(site, *id, lang))).collect()
        }
        Key::Page { page: "start", .. } => all.map(|lang| (lang, routes.page("", lang, 1))).collect(),
        _ => Vec::new(),
    };
    let several = if paths.len() > 1 { paths } else { Vec::new() };
    let languages = several.iter().filter_map(|(lang, path)| Some((routes.code(*lang).to_owned(), whole(path)?)));
    let changed = match &output.key {
        Key::Record { record, .. } => site.history.last(*record),
        _ => None,
    };
    Some(Page { address: whole(&output.path)?, changed, languages: languages.collect() })
}
