//! The preview's own pages: what is wrong, what is due, what lacks translation or approval, what readers cannot be told, what is not shown to
//! them; and the manual. Each list is made when it is asked for, and only so much of it is written as a page holds.
//!
//! A family: one file, one list. To add one: its file, and a line in [`LISTS`].

mod approval;
mod due;
mod found;
mod questions;
mod translations;
mod withheld;

use rustc_hash::FxHashMap;

use super::answer::{Answer, Content};
use super::edition::Edition;
use super::findings;
use super::policy;
use crate::diagnostic::{Both, Lang};
use crate::manual::{self, Book};
use crate::media::{HTML, kind};
use crate::report::{View, visible};
use crate::sheet::{OWN, STYLE, Sheet, inline, link, text};
use crate::site::{Address, RecordId};
use crate::span::Span;

/// A list of what somebody should see to.
struct List {
    /// Its address under `/_insyn/`.
    name: &'static str,
    title: Both,
    /// What stands in it and why, in a sentence.
    about: Both,
    /// What is said when nothing stands in it.
    none: Both,
    /// The heading of what each line says; the first column is the page.
    says: Both,
    lines: fn(&Desk) -> Vec<Line>,
}

const LISTS: &[&List] = &[&found::LIST, &due::LIST, &translations::LIST, &approval::LIST, &questions::LIST, &withheld::LIST];

/// How many lines a page of a list holds, and how many of each list the first page shows.
const PAGE: usize = 100;
const FIRST: usize = 10;

/// What every list is made from.
struct Desk<'a> {
    edition: &'a Edition,
    lang: Lang,
}

/// A line of a list.
struct Line {
    /// Lines of one group follow each other.
    group: String,
    /// The page that it is about, when it has one.
    page: Option<Address>,
    /// Where it stands in the sources.
    span: Span,
    what: What,
}

enum What {
    /// Plain words.
    Words(String),
    /// A finding, by its place among the edition's.
    Finding(usize),
}

impl Line {
    /// A line about a record.
    fn of(desk: &Desk, group: impl Into<String>, record: RecordId, span: Span, words: impl Into<String>) -> Self {
        let _ = desk;
        Self { group: group.into(), page: Some(Address { record, part: None }), span, what: What::Words(words.into()) }
    }
}

/// The answer to a request target below `/_insyn/manual/`, or for the style. None for every other address.
pub fn manual(target: &str, book: &Book, lang: Lang) -> Option<Answer> {
    let path = target.split(['?', '#']).next()?.strip_prefix(OWN)?;
    if path == STYLE.0 {
        return Some(bytes(kind(path), STYLE.1.as_bytes().to_vec()));
    }
    match path.strip_prefix("manual/")? {
        "" => Some(elsewhere(manual::address(lang, "", ""))),
        page => Some(bytes(HTML, manual::page(book, page)?.into_bytes())),
    }
}

/// Leads to another page of ours.
pub fn elsewhere(location: String) -> Answer {
    Answer { status: 302, location: Some(location), ..bytes("text/plain", Vec::new()) }
}

fn bytes(kind: &'static str, content: Vec<u8>) -> Answer {
    Answer { status: 200, kind, location: None, policy: policy::STRICT.to_owned(), content: Content::Bytes(content) }
}

/// The page at a path below `/_insyn/`: all lists in short, or a page of one of them. None when there is none.
pub fn page(path: &str, edition: &Edition, lang: Lang) -> Option<String> {
    let desk = Desk { edition, lang };
    let sheet = |title: &str, trail, main| Sheet { lang, title: title.to_owned(), trail, other: None, main }.page();
    if path.is_empty() {
        return Some(sheet(TITLE.get(lang), Vec::new(), overview(&desk)));
    }
    let mut parts = path.strip_suffix('/')?.split('/');
    let list = parts.next().and_then(|name| LISTS.iter().find(|list| list.name == name))?;
    let number: usize = parts.next().map_or(Some(1), |number| number.parse().ok().filter(|number| *number > 1))?;
    let lines = (list.lines)(&desk);
    let pages = lines.len().div_ceil(PAGE).max(1);
    if parts.next().is_some() || number > pages {
        return None;
    }
    let start = (number - 1) * PAGE;
    let mut main = format!("<p>{}</p>\n", inline(list.about.get(lang)));
    main += &shown(&desk, list, &lines, start..(start + PAGE).min(lines.len()), "h2");
    main += &pager(list, number, pages, lang);
    let title = if number == 1 {
        format!("{} ({})", list.title.get(lang), lines.len())
    } else {
        format!("{} ({}), {} {number}", list.title.get(lang), lines.len(), Both("sida", "page").get(lang))
    };
    Some(sheet(&title, vec![(OWN.to_owned(), TITLE.get(lang).to_owned())], main))
}

const TITLE: Both = Both("Att se till", "To see to");

fn address(list: &List, number: usize) -> String {
    if number > 1 { format!("{OWN}{}/{number}/", list.name) } else { format!("{OWN}{}/", list.name) }
}

/// Every list with its count, then the first lines of each.
fn overview(desk: &Desk) -> String {
    let lang = desk.lang;
    let lists: Vec<(&&List, Vec<Line>)> = LISTS.iter().map(|list| (list, (list.lines)(desk))).collect();
    let rows: String = lists
        .iter()
        .map(|(list, lines)| {
            let link = link(&format!("#{}", list.name), list.title.get(lang));
            format!("<tr><th scope=\"row\">{link}</th><td class=\"number\">{}</td></tr>\n", lines.len())
        })
        .collect();
    let mut out = format!(
        "<p>{}, {}</p>\n<p>{} {}</p>\n<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"number\">{}</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n",
        text(&desk.edition.house.site.config.title),
        desk.edition.house.site.today,
        link(&desk.edition.house.plan.routes.base, Both("Till webbplatsen", "To the site").get(lang)),
        link(&manual::address(lang, "", ""), Both("Handbok", "Manual").get(lang)),
        Both("Listor", "Lists").get(lang),
        Both("Lista", "List").get(lang),
        Both("Antal", "Count").get(lang),
    );
    for (list, lines) in &lists {
        out += &format!("<h2 id=\"{}\">{}</h2>\n<p>{}</p>\n", list.name, list.title.get(lang), inline(list.about.get(lang)));
        out += &shown(desk, list, lines, 0..lines.len().min(FIRST), "h3");
        if lines.len() > FIRST {
            let words = format!("{} {}: {}", Both("Alla", "All").get(lang), lines.len(), list.title.get(lang).to_lowercase());
            out += &format!("<p>{}</p>\n", link(&address(list, 1), &words));
        }
    }
    out
}

/// Some of the lines of a list, each group under a heading or as a table with a caption that tells how many it has in all.
fn shown(desk: &Desk, list: &List, lines: &[Line], range: std::ops::Range<usize>, heading: &str) -> String {
    if lines.is_empty() {
        return format!("<p>{}</p>\n", inline(list.none.get(desk.lang)));
    }
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    lines.iter().for_each(|line| *counts.entry(&line.group).or_default() += 1);
    let view = View::new(desk.lang, &desk.edition.sources).also("content/site.toml");
    let mut out = String::new();
    for group in lines[range].chunk_by(|a, b| a.group == b.group) {
        let name = format!("{} ({})", visible(&group[0].group), counts[group[0].group.as_str()]);
        if matches!(group[0].what, What::Finding(_)) {
            let items: String = group.iter().map(|line| found::whole(desk, line, &view)).collect();
            out += &format!("<{heading}>{}</{heading}>\n<ol class=\"findings\">\n{items}</ol>\n", text(&name));
            continue;
        }
        let rows: String = group.iter().map(|line| row(desk, line, &view)).collect();
        out += &format!(
            "<table class=\"lines\">\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
            text(&name),
            Both("Sida och fil", "Page and file").get(desk.lang),
            list.says.get(desk.lang),
        );
    }
    out
}

fn row(desk: &Desk, line: &Line, view: &View) -> String {
    let What::Words(words) = &line.what else { return String::new() };
    format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", named(desk, line.page, line.span, view), text(&visible(words)))
}

/// The page that a line is about, as a link, and its place in the sources.
fn named(desk: &Desk, page: Option<Address>, span: Span, view: &View) -> String {
    let (site, routes) = (&desk.edition.house.site, &desk.edition.house.plan.routes);
    let page = page.map(|page| link(&routes.to(site, page, 0), &visible(site.title(page)))).unwrap_or_default();
    let place = findings::place(span, view);
    if page.is_empty() || place.is_empty() { page + &place } else { format!("{page} {place}") }
}

fn pager(list: &List, number: usize, pages: usize, lang: Lang) -> String {
    if pages < 2 {
        return String::new();
    }
    // Far pages are reached in steps that grow, so that a hundred pages need no hundred links.
    let near = |at: &usize| *at == 1 || *at == pages || at.abs_diff(number) <= 2 || at.abs_diff(number).is_multiple_of(10);
    let links: String = (1..=pages)
        .filter(near)
        .map(|at| {
            if at == number {
                return format!("<li><strong aria-current=\"page\">{at}</strong></li>\n");
            }
            format!("<li>{}</li>\n", link(&address(list, at), &at.to_string()))
        })
        .collect();
    format!("<nav aria-label=\"{}\">\n<ul class=\"pages\">\n{links}</ul>\n</nav>\n", Both("Sidor i listan", "Pages of the list").get(lang))
}
