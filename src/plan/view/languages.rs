//! A page in other languages: where each is, and the start page of a language that is not the main one.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;
use tera::Value;

use super::{Fields, View, lists, whole};
use crate::collation::Collation;
use crate::content::{KINDS, Kind};
use crate::plan::routes::Routes;
use crate::plan::wording;
use crate::site::{Record, RecordId, Site, State};
use crate::spoken;
use crate::theme::Theme;

/// The languages of a record's page; one that it lacks leads to the start page of the language and says so.
pub fn of_record(view: &View, id: RecordId, record: &Record) -> Value {
    let has = |lang: u16| lang == 0 || record.translations.iter().any(|one| one.lang == view.routes().code(lang));
    let url = |lang: u16| has(lang).then(|| view.routes().record(view.site, id, lang));
    list(view.theme, view.routes(), url)
}

/// The languages of the start page: every language has one.
fn of_start(view: &View) -> Value {
    list(view.theme, view.routes(), |lang| Some(view.routes().page("", lang, 1)))
}

/// The languages of a page that only the main language has; made once for all of them.
pub fn of_others(theme: &Theme, routes: &Routes, lang: u16) -> Value {
    list(theme, routes, |one| (one == lang).then(|| routes.page("", one, 1)))
}

/// Every language of the site, in its order; none where there is but one. `path` is where the page is in it.
fn list(theme: &Theme, routes: &Routes, path: impl Fn(u16) -> Option<String>) -> Value {
    let links = routes.languages.iter().zip(0..).map(|(code, lang)| {
        let language = theme.language(code);
        let own = path(lang);
        let mut link = Fields::default();
        link.set("lang", &**code);
        link.set("name", if language.code == **code { language.name.as_str() } else { &**code });
        link.set("dir", language.dir.as_str());
        link.set("missing", own.is_none());
        link.set("url", routes.url(&own.unwrap_or_else(|| routes.page("", lang, 1))));
        Value::from(link)
    });
    if routes.languages.len() < 2 { Value::from(Vec::<Value>::new()) } else { links.collect::<Vec<_>>().into() }
}

/// Adds to the start page of the main language where the others are.
pub fn start(view: &View, fields: &mut Fields) {
    fields.set("translations", of_start(view));
}

/// The start page of another language: what stands in it, kind by kind, and what only the main language has.
pub fn own_start(view: &View) -> Fields {
    let mut fields = lists::common(view);
    let config = &view.site.config;
    let words = |words: &str| site_words(view.site, view.code(), words);
    fields.set("title", words(&config.title));
    fields.set("summary", config.summary.as_ref().map(|summary| words(summary)));
    fields.set("breadcrumbs", Vec::<Value>::new());
    fields.set("translations", of_start(view));
    let groups = translated_kinds(view.site, view.code()).into_iter().map(|kind| {
        let mut group = Fields::default();
        group.set("kind", kind.name);
        group.set("title", view.both(kind.many));
        group.set("items", of_kind(view, kind));
        Value::from(group)
    });
    fields.set("groups", groups.collect::<Vec<_>>());
    let lacks = |id: &RecordId| !is_in(view.site.record(*id), view.code());
    let registers = KINDS.iter().filter(|kind| view.knowledge.registers.get(kind.name).is_some_and(|ids| ids.iter().any(lacks)));
    let others = registers.map(|kind| {
        let mut link = view.page_link(view.both(kind.many), &view.routes().list(kind, 0, 1));
        link.set("about", view.about(kind));
        Value::from(link)
    });
    fields.set("others", others.collect::<Vec<_>>());
    fields.set("main_language", main_language(view));
    fields
}

/// A link to the list of a kind; on a page in another language to what the language has of it, since it has the page itself.
pub fn list_of(view: &View, kind: &Kind) -> Fields {
    let mut link = view.page_link(view.both(kind.many), &view.routes().list(kind, 0, 1));
    if view.lang != 0 {
        let start = view.routes().url(&view.routes().page("", view.lang, 1));
        link.set("url", format!("{start}#s-{}", kind.name));
    }
    link
}

/// The main language: what is said of it, and where its start page is.
fn main_language(view: &View) -> Fields {
    let language = view.theme.language(view.routes().code(0));
    let mut main = Fields::default();
    main.set("lang", view.routes().code(0));
    let told = wording::in_language(view.routes().code(0), view.strings(), &language.name);
    main.set("heading", view.strings().fill("main_language_heading", &[("language", &told)]));
    main.set("dir", language.dir.as_str());
    main.set("url", view.routes().url(&view.routes().page("", 0, 1)));
    main
}

/// Words of `site.toml` in a language of the site: its translation of them, else as they are, marked when that is another language.
pub fn site_words(site: &Site, code: &str, words: &str) -> String {
    let main = site.config.language();
    if code == main {
        return words.to_owned();
    }
    let tables = site.config.translations.iter().filter(|translation| translation.lang.id == code);
    let own = tables.filter_map(|translation| Some(translation.words.0.text(words)?.0)).next();
    match own {
        Some(own) => own.to_owned(),
        None if spoken::base(code) == spoken::base(main) => words.to_owned(),
        None => spoken::marked(spoken::MAIN, words),
    }
}

/// The kinds that have a page in a language: advice first, then in the order of the kinds.
pub fn translated_kinds(site: &Site, code: &str) -> Vec<&'static Kind> {
    let translated: FxHashSet<&str> = site.records.iter().filter(|record| is_in(record, code)).map(|record| record.kind.name).collect();
    let mut kinds: Vec<&Kind> = KINDS.iter().filter(|kind| translated.contains(kind.name)).copied().collect();
    kinds.sort_by_key(|kind| Reverse(kind.name == "guide"));
    kinds
}

/// Whether readers find a record in a language.
fn is_in(record: &Record, code: &str) -> bool {
    record.state != State::Withdrawn && record.translations.iter().any(|translation| translation.lang == code)
}

/// Records of a kind that have a page in the language: those that the site puts first, on its start page or in its help line, then by
/// title, as the language sorts.
fn of_kind(view: &View, kind: &Kind) -> Vec<Value> {
    let collation = Collation::of(view.code());
    let config = &view.site.config;
    let chosen = config.start.iter().map(|one| &one.0).chain(config.help_line.iter().map(|one| &one.0));
    let first: Vec<RecordId> = chosen.filter_map(|one| Some(view.site.resolve(one, 0)?.record)).collect();
    let records = view.site.all().filter(|(_, record)| record.kind.name == kind.name && is_in(record, view.code()));
    let mut keyed: Vec<_> = records
        .map(|(id, _)| (first.iter().position(|one| *one == id).unwrap_or(first.len()), collation.key(&view.title(whole(id))), id))
        .collect();
    keyed.sort();
    let cards = keyed.into_iter().map(|(_, _, id)| {
        let mut card = view.link(whole(id));
        card.set("summary", view.translation(id).and_then(|translation| translation.summary.as_ref()).map(|summary| summary.text.as_str()));
        Value::from(card)
    });
    cards.collect()
}
