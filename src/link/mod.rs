//! From documents to a site: records with their parts, every reference followed once, both ways.
//!
//! What cannot be linked is left out or becomes plain text, and a finding says so; the site itself is always sound.

mod approval;
mod parts;
mod references;
mod renew;
mod statement;

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::content::common::Common;
use crate::content::field::Record as _;
use crate::content::item;
use crate::content::read::Reading;
use crate::content::result::FollowUp;
use crate::content::site::SiteConfig;
use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::parse::{Document, Documents, Entry};
use crate::site::{Approved, Parts, Record, RecordId, Site, State, Stored};
use crate::source::{Audience, Sources};
use crate::span::{SourceId, Span};

pub use renew::renew;

pub static NO_SITE: Lint = Lint {
    name: "no-site",
    severity: Severity::Error,
    title: Both("content/site.toml saknas", "content/site.toml is missing"),
    why: Both(
        "Utan den vet programmet inte vilken kommun webbplatsen gäller.",
        "Without it the program does not know which municipality the site is about.",
    ),
    manual: Both(
        "Filen content/site.toml talar om webbplatsens namn och kommun. `insyn init MAPP` gör en ny webbplats med en sådan fil.\n\ntitle = \"Insyn i Nacka\"\nlanguages = [\"sv\"]\n\n[municipality]\nname = \"Nacka kommun\"",
        "The file content/site.toml tells the site's name and municipality. `insyn init DIR` makes a new site with such a file.\n\ntitle = \"Insyn i Nacka\"\nlanguages = [\"sv\"]\n\n[municipality]\nname = \"Nacka kommun\"",
    ),
};

pub static DUPLICATE_ID: Lint = Lint {
    name: "duplicate-id",
    severity: Severity::Error,
    title: Both("Samma id två gånger", "Duplicate id"),
    why: Both("Ett id är en adress; två saker kan inte ha samma.", "An id is an address; two things cannot have the same."),
    manual: Both(
        "Varje post har ett id som är ensamt i sin mapp, och varje mål, område, handling och rubrik ett som är ensamt i sin fil.\n\nFel:   två [[goal]] med id = \"mal-1\"\nRätt:  id = \"mal-1\" och id = \"mal-2\"",
        "Every record has an id that is alone in its folder, and every goal, area, document and heading one that is alone in its file.\n\nWrong: two [[goal]] with id = \"mal-1\"\nRight: id = \"mal-1\" and id = \"mal-2\"",
    ),
};

pub static NO_ORIGINAL: Lint = Lint {
    name: "no-original",
    severity: Severity::Error,
    title: Both("Översättning utan original", "Translation without original"),
    why: Both(
        "En översättning bär bara ord; fakta står i originalet.",
        "A translation carries words only; the facts stand in the original.",
    ),
    manual: Both(
        "orolig.en.md är den engelska texten till orolig.md i samma mapp. Originalet måste finnas, språket måste stå i languages i content/site.toml, och varje språk får en fil.",
        "orolig.en.md is the English text of orolig.md in the same folder. The original must be there, the language must stand under languages in content/site.toml, and each language has one file.",
    ),
};

/// The lints that this stage raises.
pub const LINTS: &[&Lint] = &[
    &NO_SITE,
    &statement::NO_STATEMENT,
    &DUPLICATE_ID,
    &NO_ORIGINAL,
    &references::DANGLING_REFERENCE,
    &references::WRONG_KIND,
    &references::UNKNOWN_ORGANISATION,
];

/// Links everything that was read. `sources` gives the day, the audience and the files that are passed on.
pub fn link(documents: &Documents, sources: &Sources) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (config, config_span) = config(documents, sources, &mut diagnostics);
    let mut site = Site {
        config: Arc::new(config),
        config_span,
        config_text: sources.text("content/site.toml").map_or_else(|| Arc::from(""), |text| text.content.clone()),
        accessibility: statement::find(documents, sources, &mut diagnostics),
        records: Vec::new(),
        backlinks: Arc::default(),
        stored: Arc::new(stored(documents)),
        blobs: Arc::new(sources.blobs.iter().map(|blob| (blob.path.clone(), blob.clone())).collect()),
        today: sources.today,
        audience: sources.audience,
        edition: sources.edition.clone(),
        by_id: Arc::default(),
        by_path: Arc::default(),
        hidden: Arc::default(),
        held: Arc::default(),
        broken: Arc::default(),
        unread: Arc::new(sources.unread.iter().map(|file| file.path.clone()).collect()),
    };
    let mut records = take_records(documents, &mut site, &mut diagnostics);
    translate(documents, &site, &mut records, &mut diagnostics);
    approval::judge(&mut site, &mut records);
    index(&mut site, &records);
    site.records = records.into_iter().map(Arc::new).collect();
    let follows: Vec<Option<RecordId>> = site.all().map(|(id, record)| followed(&site, id, record)).collect();
    for (record, follows) in site.records.iter_mut().zip(follows) {
        Arc::make_mut(record).follows = follows;
    }
    diagnostics.extend(parts::heading_clashes(&site));
    diagnostics.extend(references::follow(&mut site));
    (site, diagnostics)
}

fn config(documents: &Documents, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> (SiteConfig, Span) {
    let at = Span::start_of(SourceId::of("content/site.toml"));
    let document = documents.documents.iter().find(|document| &*document.text.path == "content/site.toml");
    if let Some(config) = document.and_then(|document| document.site.clone()) {
        return (config, at);
    }
    // One that is there and could not be taken in has been told of.
    if document.is_none() && !sources.unread.iter().any(|file| ["content", "content/site.toml"].contains(&&*file.path)) {
        diagnostics.push(
            Diagnostic::new(&NO_SITE, at, "Det finns ingen fil content/site.toml här.", "There is no file content/site.toml here.")
                .help("Stå i webbplatsens mapp, eller peka ut den med --root.", "Stand in the site's folder, or point at it with --root.")
                .help("Börja en ny webbplats med: insyn init MAPP", "Begin a new site with: insyn init DIR"),
        );
    }
    (stand_in(), at)
}

/// What the preview shows the rest with while `site.toml` cannot be read.
fn stand_in() -> SiteConfig {
    const TOML: &str = "title = \"Insyn\"\n[municipality]\nname = \"Kommunen\"\n";
    let (table, _) = item::from_toml(TOML, SourceId::of("content/site.toml"), 0);
    // The text above holds every required key: a test reads it.
    SiteConfig::read(&table, &mut Reading::new(TOML)).expect("the stand-in site is complete")
}

fn stored(documents: &Documents) -> FxHashMap<Arc<str>, Stored> {
    documents
        .documents
        .iter()
        .filter(|document| !document.text.path.ends_with(".md") && !document.text.path.ends_with(".toml"))
        // One whose name is wrong has been told of, and is no document.
        .filter(|document| document.diagnostics.is_empty())
        .map(|document| (document.text.path.clone(), Stored::new(document.text.clone())))
        .collect()
}

/// Takes every record that these readers may see, in the order of kinds and ids.
fn take_records(documents: &Documents, site: &mut Site, diagnostics: &mut Vec<Diagnostic>) -> Vec<Record> {
    let order = |kind: &Kind| KINDS.iter().position(|k| k.name == kind.name);
    let mut entries: Vec<(&Document, &Entry)> =
        documents.documents.iter().flat_map(|document| document.entries.iter().map(move |entry| (&**document, entry))).collect();
    entries.sort_by(|a, b| (order(a.1.kind), &a.1.id, &a.0.text.path).cmp(&(order(b.1.kind), &b.1.id, &b.0.text.path)));
    let mut last: Option<&Entry> = None;
    let mut kept = Vec::with_capacity(entries.len());
    let mut hidden = FxHashMap::default();
    for (document, entry) in entries {
        if let Some(first) = last.filter(|last| last.kind.name == entry.kind.name && last.id == entry.id) {
            diagnostics.push(twice(&document.text.content, entry.span, first.span, &entry.id));
            continue;
        }
        last = Some(entry);
        let state = state(&entry.common, site.today);
        if matches!(state, State::Draft | State::Embargoed | State::Expired) && site.audience == Audience::Public {
            hidden.insert((entry.kind.folder, Arc::from(entry.id.as_str())), state);
        } else {
            kept.push((document, entry, state));
        }
    }
    let made: Vec<(Record, Vec<Diagnostic>)> =
        kept.into_par_iter().map(|(document, entry, state)| record(document, entry, state)).collect();
    let mut records = Vec::with_capacity(made.len());
    for (record, found) in made {
        records.push(record);
        diagnostics.extend(found);
    }
    let broken = documents.documents.iter().flat_map(|document| &document.broken);
    site.hidden = Arc::new(hidden);
    site.broken = Arc::new(broken.map(|(folder, id)| (*folder, Arc::from(id.as_str()))).collect());
    records
}

/// The finding that `id` stands at `again` when it already stood at `first`. `text` is the file of the second.
fn twice(text: &str, again: Span, first: Span, id: &str) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&DUPLICATE_ID, again, format!("Id ”{id}” är redan taget."), format!("The id “{id}” is already taken.")).label(
            first,
            "Här står det första.",
            "The first one is here.",
        );
    let reading = Reading::new(text);
    // The id of a file is its name, which stands nowhere in it.
    let Some(at) = reading.written(again).rfind(id) else {
        return diagnostic.help("Ge det ena ett annat id, eller byt namn på filen.", "Give one of them another id, or rename the file.");
    };
    let diagnostic = diagnostic.help("Ge det ena ett annat id.", "Give one of them another id.");
    match reading.corrected(again.inside(at..at + id.len()), &format!("{id}-2")) {
        Some(line) => diagnostic.paste(line),
        None => diagnostic,
    }
}

fn state(common: &Common, today: jiff::civil::Date) -> State {
    if common.withdrawn.is_some() {
        State::Withdrawn
    } else if common.draft {
        State::Draft
    } else if common.not_before.as_ref().is_some_and(|day| day.date() > today) {
        State::Embargoed
    } else if common.until.as_ref().is_some_and(|day| day.date() < today) {
        State::Expired
    } else {
        State::Published
    }
}

fn record(document: &Document, entry: &Entry, state: State) -> (Record, Vec<Diagnostic>) {
    let mut record = Record {
        kind: entry.kind,
        id: Arc::from(entry.id.as_str()),
        span: entry.span,
        path: document.text.path.clone(),
        text: document.text.content.clone(),
        books: document.books.clone(),
        common: entry.common.clone(),
        content: entry.content.clone(),
        body: entry.body.clone(),
        parts: Parts::default(),
        translations: Vec::new(),
        state,
        approved: Approved::default(),
        follows: None,
        gaps: document.gaps,
        faults: document.diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.span).collect(),
    };
    let (parts, found) = parts::of(&record);
    record.parts = Parts::new(parts);
    record.faults.sort_unstable();
    // Of two parts with one id, one was to have another: what refers to that is not at fault.
    record.gaps |= !found.is_empty();
    (record, found)
}

fn translate(documents: &Documents, site: &Site, records: &mut [Record], diagnostics: &mut Vec<Diagnostic>) {
    let places: FxHashMap<(&str, Arc<str>), usize> =
        records.iter().enumerate().map(|(at, record)| ((record.kind.folder, record.id.clone()), at)).collect();
    for translation in documents.documents.iter().filter_map(|document| document.translation.as_ref()) {
        let key = (translation.kind.folder, Arc::from(translation.id.as_str()));
        let known = site.config.languages.iter().any(|lang| lang.id == translation.lang);
        match places.get(&key) {
            Some(at) if known => records[*at].translations.push(translation.clone()),
            Some(_) => diagnostics.push(
                Diagnostic::new(
                    &NO_ORIGINAL,
                    translation.span,
                    format!("Språket ”{}” står inte bland webbplatsens språk.", translation.lang),
                    format!("The language “{}” is not among the site's languages.", translation.lang),
                )
                .help("Lägg till det under languages i content/site.toml.", "Add it under languages in content/site.toml.")
                .meant(&translation.lang, site.config.languages.iter().map(|lang| lang.id.as_str())),
            ),
            None if site.hidden.contains_key(&key) || site.unread_record(key.0, &key.1) => {}
            None => diagnostics.push(
                Diagnostic::new(
                    &NO_ORIGINAL,
                    translation.span,
                    format!("Det finns ingen post ”{}” att översätta i mappen {}.", translation.id, translation.kind.folder),
                    format!("There is no record “{}” to translate in the folder {}.", translation.id, translation.kind.folder),
                )
                .meant(&translation.id, records.iter().filter(|r| r.kind.name == translation.kind.name).map(|r| &*r.id)),
            ),
        }
    }
}

fn index(site: &mut Site, records: &[Record]) {
    let mut by_path: FxHashMap<Arc<str>, Vec<RecordId>> = FxHashMap::default();
    for (at, record) in (0..).zip(records) {
        by_path.entry(record.path.clone()).or_default().push(at);
    }
    site.by_id = Arc::new((0..).zip(records).map(|(at, record)| ((record.kind.folder, record.id.clone()), at)).collect());
    site.by_path = Arc::new(by_path);
}

/// The record that a result follows up.
fn followed(site: &Site, id: RecordId, record: &Record) -> Option<RecordId> {
    record.is::<FollowUp>().and_then(|result| site.resolve(&result.follows_up, id)).map(|address| address.record)
}
