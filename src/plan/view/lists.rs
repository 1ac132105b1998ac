//! Pages that are not records: start, lists, vocabularies, A–Ö, and the pages for addresses that lead elsewhere or nowhere.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use tera::Value;

use super::mentions::unbroken;
use super::{Fields, View, agreements, languages, overview, vocabulary, whole};
use crate::content::datum::Datum;
use crate::content::organisation::Organisation;
use crate::content::result::FollowUp;
use crate::content::value::Choice;
use crate::content::{KINDS, Kind};
use crate::knowledge::AlphabetEntry;
use crate::plan::pages::{alphabet_pages, page_size};
use crate::plan::{Routes, wording};
use crate::site::{Address, Record, RecordId, Site, State};

/// How many of the newest things the start page shows.
const NEWEST: usize = 5;

/// Each record as it stands in a list, in the site's main language: made when the first page shows it, and once.
#[derive(Debug, Default)]
pub struct Cards(Box<[OnceLock<Value>]>);

impl Cards {
    /// Of so many records.
    pub fn new(records: usize) -> Self {
        Self((0..records).map(|_| OnceLock::new()).collect())
    }
}

fn card(view: &View, id: RecordId) -> Value {
    let (site, routes, record) = (view.site, view.routes(), view.site.record(id));
    let code = routes.code(0);
    let strings = &view.theme.language(code).strings;
    let mut card = Fields::with_capacity(8);
    card.set("title", view.marked(record.common.title.text.as_str(), id));
    card.set("url", routes.to(site, whole(id), 0));
    // What is withdrawn is told as withdrawn, and nothing of what it said.
    let summary = record.common.summary.as_ref().filter(|_| record.state != State::Withdrawn);
    card.set("summary", summary.map(|summary| summary.text.as_str()));
    card.set("kind", record.kind.name);
    card.set("kind_label", wording::both(record.called(), strings, code));
    card.set("note", note(record, code, strings));
    if let Some(organisation) = record.is::<Organisation>() {
        let place = organisation.place.map(Choice::word);
        card.set("place", place.and_then(|word| view.plan.words[0].get(&(word.sv, word.en)).cloned()));
    }
    card.into()
}

/// The short line under a title in a list: which sort, when, in what state.
fn note(record: &Record, code: &str, strings: &crate::theme::Strings) -> Option<String> {
    let Datum::Record(branch) = record.lower() else { return None };
    let parts = ["form", "number", "period", "date", "state"].iter().filter_map(|key| match branch.get(key)? {
        Datum::Text(text, _) if *key == "number" => Some(unbroken(text)),
        Datum::Text(text, _) => Some((*text).to_owned()),
        Datum::Choice(word) => Some(wording::word(word, strings, code)),
        Datum::Period(period) => Some(wording::period(period, strings)),
        Datum::Date(date) => Some(wording::date(date, strings)),
        _ => None,
    });
    let note = parts.collect::<Vec<_>>().join(" · ");
    (!note.is_empty()).then(|| wording::capital(&note))
}

/// The template and view of a page that is not a record.
pub fn page(view: &View, page: &str, about: &str, number: u32) -> Option<(String, Fields)> {
    if page == "start" && view.lang != 0 {
        return Some(("language.html".to_owned(), languages::own_start(view)));
    }
    let mut fields = common(view);
    let own = match page {
        "start" => start(view),
        "list" => list(view, about, number)?,
        "members" => vocabulary::members(view, about, number)?,
        "referrers" => referrers(view, about, number)?,
        "topics" | "target-groups" => vocabulary::all(view, about)?,
        "glossary" => vocabulary::glossary(view),
        "agreements" => agreements::register(view, number)?,
        "index-az" => alphabet(view, number)?,
        "404" => missing(view),
        "moved" => moved(view, about)?,
        _ => overview::page(view, page, about, number)?,
    };
    fields.extend(own);
    let template = if matches!(page, "members" | "referrers") { "list" } else { page };
    Some((format!("{template}.html"), fields))
}

/// What every page has that is not a record.
pub fn common(view: &View) -> Fields {
    let mut fields = Fields::default();
    fields.set("summary", Value::none());
    fields.set("section", "");
    fields.set("visibility", "published");
    fields.set("robots", Value::none());
    fields.set("translations", view.plan.languages[view.lang as usize].clone());
    fields.set("breadcrumbs", vec![view.start_link()]);
    fields
}

impl View<'_> {
    /// The start page, as the first breadcrumb.
    pub fn start_link(&self) -> Fields {
        self.page_link(self.strings().get("start"), &self.routes().page("", self.lang, 1))
    }

    pub fn card(&self, id: RecordId) -> Value {
        match self.site.records.place(id) {
            Some(at) => self.plan.cards.0[at].get_or_init(|| card(self, id)).clone(),
            None => card(self, id),
        }
    }

    fn cards(&self, ids: &[RecordId]) -> Value {
        ids.iter().map(|id| self.card(*id)).collect::<Vec<_>>().into()
    }
}

fn start(view: &View) -> Fields {
    let site = view.site;
    let mut fields = Fields::default();
    fields.set("title", site.config.title.text.as_str());
    fields.set("summary", view.text(site.config.summary.as_ref()));
    fields.set("breadcrumbs", Vec::<Value>::new());
    languages::start(view, &mut fields);
    let chosen = site.config.start.iter().filter_map(|reference| site.resolve(&reference.0, 0));
    fields.set("start", chosen.map(|address| view.card(address.record)).collect::<Vec<_>>());
    let empty = Vec::new();
    let register = |kind: &str| view.knowledge.registers.get(kind).unwrap_or(&empty);
    let latest = register("result").iter().find(|id| site.record(**id).state == State::Published);
    fields.set("latest", latest.map(|id| latest_card(view, *id)));
    let kinds = KINDS.iter().filter(|kind| !register(kind.name).is_empty()).map(|kind| {
        let mut link = view.page_link(view.both(kind.many), &view.routes().list(kind, 0, 1));
        link.set("kind", kind.name);
        link.set("about", view.about(kind));
        link.set("count", register(kind.name).len());
        Value::from(link)
    });
    fields.set("kinds", kinds.collect::<Vec<_>>());
    fields.set("overviews", overview::links(view));
    fields.set("topics", view.cards(register("topic")));
    fields.set("target_groups", view.cards(register("target-group")));
    fields.set("news", view.cards(&register("news")[..register("news").len().min(NEWEST)]));
    fields
}

/// The newest follow-up, with what it says of the whole.
fn latest_card(view: &View, id: RecordId) -> Value {
    let record = view.site.record(id);
    let mut card = view.link(whole(id));
    card.set("summary", view.text(record.common.summary.as_ref()));
    let overall = record.is::<FollowUp>().and_then(|result| result.overall.as_ref());
    card.set("overall", overall.map(|overall| view.branch(&crate::content::datum::Branch::of(overall), id)));
    card.into()
}

/// Where a list that is split stands: number, neighbours and all pages.
pub fn pager(view: &View, fields: &mut Fields, number: u32, of: u32, path: impl Fn(u32) -> String) {
    let url = |number: u32| view.routes().url(&path(number));
    fields.set("number", number);
    fields.set("of", of);
    fields.set("previous", (number > 1).then(|| url(number - 1)));
    fields.set("next", (number < of).then(|| url(number + 1)));
    let pages = near(number, of).into_iter().map(|page| {
        let mut link = Fields::default();
        link.set("number", page);
        link.set("url", url(page));
        link.set("current", page == number);
        Value::from(link)
    });
    fields.set("pages", if of > 1 { pages.collect::<Vec<_>>() } else { Vec::new() });
}

/// The pages that a pager leads to: the first, the last, and those near this one and at doubling distances from it,
/// so that each page is reached and no pager grows with the list.
fn near(number: u32, of: u32) -> Vec<u32> {
    let mut pages = vec![1, of, number];
    let mut step = 1;
    while step < of {
        pages.extend([number.saturating_sub(step), number + step]);
        step *= 2;
    }
    pages.retain(|page| (1..=of).contains(page));
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// Fills a list with the cards of one page of `ids`.
fn fill(view: &View, fields: &mut Fields, ids: &[RecordId], number: u32, path: impl Fn(u32) -> String) {
    let size = page_size(view.site);
    fields.set("items", view.cards(on_page(ids, number, size)));
    fields.set("count", ids.len());
    pager(view, fields, number, ids.len().div_ceil(size).max(1) as u32, path);
}

/// What stands on one page of a list.
pub fn on_page<T>(ids: &[T], number: u32, size: usize) -> &[T] {
    let start = (number as usize - 1) * size;
    &ids[start.min(ids.len())..(start + size).min(ids.len())]
}

fn list(view: &View, name: &str, number: u32) -> Option<Fields> {
    let kind = Kind::named(name)?;
    let mut fields = Fields::default();
    fields.set("title", view.both(kind.many));
    fields.set("summary", view.about(kind));
    fields.set("section", kind.folder);
    fields.set("kind", kind.name);
    fields.set("definition", Value::none());
    fields.set("related", Vec::<Value>::new());
    fill(view, &mut fields, view.knowledge.registers.get(kind.name)?, number, |number| view.routes().list(kind, 0, number));
    Some(fields)
}

/// Every record that refers to one, and as what.
fn referrers(view: &View, about: &str, number: u32) -> Option<Fields> {
    let (folder, id) = about.split_once('/')?;
    let record = view.site.get(folder, id)?;
    let found = view.site.record(record);
    let all = view.knowledge.referrers.get(&record)?;
    let mut fields = Fields::default();
    fields.set("title", view.strings().fill("backlinks_title", &[("title", &view.title(whole(record)))]));
    fields.set("section", found.kind.folder);
    fields.set("kind", Value::none());
    fields.set("definition", Value::none());
    fields.set("related", Vec::<Value>::new());
    let list = view.page_link(view.both(found.kind.many), &view.routes().list(found.kind, 0, 1));
    fields.set("breadcrumbs", vec![view.start_link(), list, view.link(whole(record))]);
    fill(view, &mut fields, all, number, |number| view.routes().referrers(view.site, record, number));
    let items = on_page(all, number, page_size(view.site)).iter().map(|from| {
        let mut link = view.link(whole(*from));
        let labels: Vec<Cow<str>> = view.backlinks(record, *from).map(|backlink| view.backlink_label(backlink)).collect();
        link.set("note", labels.join(", "));
        link.set("summary", view.text(view.site.record(*from).common.summary.as_ref()));
        Value::from(link)
    });
    fields.set("items", items.collect::<Vec<_>>());
    Some(fields)
}

fn alphabet(view: &View, number: u32) -> Option<Fields> {
    let pages = alphabet_pages(view.knowledge);
    let range = pages.get(number as usize - 1)?.clone();
    let mut letters: Vec<(&str, Vec<Value>)> = Vec::new();
    let entries = &view.knowledge.alphabet[range];
    // Two of one name are told apart by what they are.
    let name = |entry: &AlphabetEntry| view.site.title(whole(entry.record));
    let mut bearers: FxHashMap<&str, Option<RecordId>> = FxHashMap::default();
    for entry in entries {
        let bearer = bearers.entry(name(entry)).or_insert(Some(entry.record));
        *bearer = bearer.filter(|record| *record == entry.record);
    }
    for entry in entries {
        let mut item = Fields::default();
        let address = Address { record: entry.record, part: None };
        item.set("title", entry.word.as_str());
        item.set("url", view.routes().to(view.site, address, 0));
        item.set("kind_label", bearers[name(entry)].is_none().then(|| view.both(view.site.record(entry.record).called())));
        item.set("see", entry.alias.then(|| view.site.title(address)));
        match letters.last_mut().filter(|(letter, _)| *letter == &*entry.letter) {
            Some((_, items)) => items.push(item.into()),
            None => letters.push((&entry.letter, vec![item.into()])),
        }
    }
    let letters = letters.into_iter().map(|(letter, items)| {
        let mut fields = Fields::default();
        fields.set("anchor", anchor(letter));
        fields.set("letter", letter);
        fields.set("items", items);
        Value::from(fields)
    });
    let mut fields = Fields::default();
    fields.set("title", view.strings().get("index_az"));
    fields.set("letters", letters.collect::<Vec<_>>());
    pager(view, &mut fields, number, pages.len() as u32, |number| view.routes().page("a-o", 0, number));
    Some(fields)
}

/// The anchor of a letter: its code point, so that Å, Ä and Ö have theirs.
pub fn anchor(letter: &str) -> String {
    letter.chars().take(1).map(|c| format!("bokstav-{:x}", u32::from(c))).collect()
}

fn missing(view: &View) -> Fields {
    let mut fields = Fields::default();
    fields.set("title", view.strings().get("not_found_title"));
    fields.set("robots", "noindex");
    fields
}

/// The page at a former address.
fn moved(view: &View, about: &str) -> Option<Fields> {
    let address = former(view.site, about)?;
    let mut fields = Fields::default();
    fields.set("title", view.name(address));
    fields.set("robots", "noindex");
    let mut to = view.link(address);
    to.set("url", leads_to(view.site, view.routes(), about, view.lang)?);
    fields.set("to", to);
    Some(fields)
}

/// The record, or what has a page of its own in it, that a former address is about.
fn former(site: &Site, about: &str) -> Option<Address> {
    let (record, part) = about.split_once('#').map_or((about, None), |(record, part)| (record, Some(part)));
    let record: RecordId = record.parse().ok()?;
    Some(Address { record, part: part.and_then(|part| site.record(record).parts.named(part)) })
}

/// Where a former address leads. What has a page of its own is led to, also where a reference to it leads to its place on the record's page.
pub fn leads_to(site: &Site, routes: &Routes, about: &str, lang: u16) -> Option<String> {
    let address = former(site, about)?;
    Some(match about.split_once('#') {
        Some((_, part)) => routes.url(&routes.part(site, address.record, part, 0)),
        None => routes.to(site, address, lang),
    })
}
