//! The search page, and what it offers where no script runs: A–Ö, topics and cases.

use std::sync::Arc;

use tera::Value;

use super::super::{Fields, View, shortcuts, whole};
use super::{Overview, Place};
use crate::content::Kind;
use crate::content::case::Case;
use crate::knowledge::{AlphabetEntry, Knowledge};
use crate::plan::pages::alphabet_pages;
use crate::plan::view::mentions::unbroken;
use crate::plan::{Routes, search};
use crate::site::{Address, Site};
use crate::source::Audience;

pub static OVERVIEW: Overview =
    Overview { name: "search", title: "search_title", about: "search_about", shown: None, places, on_start: false, page };

/// How many topics and cases the page shows, and how many words that lead elsewhere; all of them are a link away.
const SHOWN: usize = 40;
const WORDS: usize = 150;

/// Kinds whose other names are words that people look for, and not former or official names.
const LOOKED_FOR: &[&str] = &["topic", "target-group", "guide", "service", "term"];

fn places(site: &Site, _: &Knowledge) -> Vec<Place> {
    vec![Place { about: Arc::from(""), address: Routes::of(site).search().to_owned(), pages: 1 }]
}

fn page(view: &View, _: &str, _: u32) -> Option<Fields> {
    let mut fields = Fields::default();
    if !search::is_on(view.site) {
        fields.set("title", view.strings().get("search_off_title"));
        fields.set("summary", view.strings().get("search_off_about"));
    }
    fields.set("search", search::is_on(view.site).then(|| form(view)));
    fields.set("letters", letters(view));
    let is_looked_for = |entry: &&AlphabetEntry| LOOKED_FOR.contains(&view.site.record(entry.record).kind.name);
    let words = view.knowledge.alphabet.iter().filter(|entry| entry.alias).filter(is_looked_for);
    let see = words.take(WORDS).map(|entry| {
        let mut line = Fields::default();
        let address = Address { record: entry.record, part: None };
        line.set("title", entry.word.as_str());
        line.set("url", view.routes().to(view.site, address, view.lang));
        line.set("see", view.title(address));
        Value::from(line)
    });
    fields.set("see", see.collect::<Vec<_>>());
    fields.set("topics", first(view, "topic", |fields, _| fields));
    fields.set("topics_link", list(view, "topic"));
    let cases = first(view, "case", |mut fields, record| {
        let number = view.site.record(record).is::<Case>().and_then(|case| case.number.as_ref());
        fields.set("number", number.map(|number| unbroken(number)));
        fields
    });
    fields.set("cases", cases);
    fields.set("cases_link", list(view, "case"));
    Some(fields)
}

/// What the script of the page asks for.
fn form(view: &View) -> Fields {
    let mut fields = Fields::default();
    let index = view.routes().search_index();
    let tables = |first: &str| view.routes().url(first).strip_suffix("0.json").map(str::to_owned);
    fields.set("index", view.routes().url(&index));
    fields.set("shortcuts", tables(&view.routes().shortcuts(view.lang, 0)));
    fields.set("spellings", tables(&view.routes().spellings(view.lang, 0)));
    fields.set("tables", shortcuts::tables_of(view.site));
    fields.set("preview", view.site.audience == Audience::Writers);
    fields
}

/// The letters of A–Ö, each a link to where it begins.
fn letters(view: &View) -> Vec<Value> {
    let mut letters: Vec<Value> = Vec::new();
    let mut last = "";
    for (page, range) in (1..).zip(alphabet_pages(view.knowledge)) {
        for entry in &view.knowledge.alphabet[range] {
            if entry.letter != last {
                last = &entry.letter;
                let url = view.routes().url(&view.routes().page("a-o", 0, page));
                let mut letter = Fields::default();
                letter.set("letter", &*entry.letter);
                letter.set("url", format!("{url}#{}", super::super::lists::anchor(&entry.letter)));
                letters.push(letter.into());
            }
        }
    }
    letters
}

/// Links to the first records of a kind, in the order of its list.
fn first(view: &View, kind: &str, with: impl Fn(Fields, u32) -> Fields) -> Vec<Value> {
    let ids = view.knowledge.registers.get(kind).map_or(&[][..], Vec::as_slice);
    ids.iter().take(SHOWN).map(|id| Value::from(with(view.link(whole(*id)), *id))).collect()
}

/// A link to the list of a kind, when it has more than the page shows.
fn list(view: &View, kind: &str) -> Option<Fields> {
    let count = view.knowledge.registers.get(kind).map_or(0, Vec::len);
    let kind = Kind::named(kind).filter(|_| count > SHOWN)?;
    let mut link = view.page_link(view.both(kind.many), &view.routes().list(kind, 0, 1));
    link.set("count", count);
    Some(link)
}
