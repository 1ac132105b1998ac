//! From documents to a site: records with their parts, every reference followed once, both ways.
//!
//! What cannot be linked is left out or becomes plain text, and a finding says so; the site itself is always sound.

mod approval;
mod history;
mod leads;
mod moved;
mod origins;
mod parts;
mod records;
mod references;
mod renew;
mod shape;
mod statement;

use std::sync::Arc;

use imbl::Vector;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::content::field::Record as _;
use crate::content::item;
use crate::content::read::Reading;
use crate::content::site::SiteConfig;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::parse::Documents;
use crate::site::{RecordId, Records, Site, Stored};
use crate::source::{Sources, Text};
use crate::span::{SourceId, Span};
use origins::{Origin, Origins};

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
    &history::CHANGE_OF_NOTHING,
];

/// A site, and what it was linked from: the next one is linked from the difference. A copy shares all that is large.
#[derive(Clone, Debug)]
pub struct Linked {
    pub site: Site,
    /// What was found, in the order of the site.
    pub found: Arc<[Diagnostic]>,
    /// What each record of the site came from, and what came of it.
    origins: Origins,
    /// What was found before that of any record, and after that of all.
    around: [Arc<[Diagnostic]>; 2],
    /// Whether a translation waits for its original, be that told or not.
    waits: bool,
}

/// Links everything that was read. `sources` gives the day, the audience and the files that are passed on. Records that come from the same
/// files as in `before` are taken from there; the same site comes out either way.
pub fn link(documents: &Documents, sources: &Sources, before: Option<&Linked>) -> Linked {
    let mut first = Vec::new();
    let (config, config_span) = config(documents, sources, &mut first);
    let mut site = Site {
        config,
        config_span,
        config_text: sources.text("content/site.toml").map_or_else(|| Arc::from(""), |text| text.content.clone()),
        accessibility: statement::find(documents, sources, &mut first),
        history: Arc::default(),
        records: Records::default(),
        backlinks: Vector::new(),
        stored: stored(documents, before),
        blobs: Arc::new(sources.blobs.iter().map(|blob| (blob.path.clone(), blob.clone())).collect()),
        today: sources.today,
        audience: sources.audience,
        edition: sources.edition.clone(),
        by_id: Arc::default(),
        by_file: Arc::default(),
        hidden: Arc::default(),
        held: Arc::default(),
        broken: Arc::default(),
        unread: Arc::new(sources.unread.iter().map(|file| file.path.clone()).collect()),
    };
    let (mut origins, waits) = records::take(documents, &mut site, before, &mut first);
    index(&mut site);
    records::follow_up(&mut site);
    let mut last = references::follow(&mut site, &mut origins, before);
    let (history, untold) = history::find(documents, &site);
    site.history = Arc::new(history);
    last.extend(untold);
    let around = [first.into(), last.into()];
    Linked { site, found: found(&around, origins.iter()), origins: origins.into(), around, waits }
}

/// All that was found: of the parts and headings of records, and where they lead, in their order, and around it what was found else.
fn found<'a>([first, last]: &'a [Arc<[Diagnostic]>; 2], origins: impl Iterator<Item = &'a Origin> + Clone) -> Arc<[Diagnostic]> {
    let inside = origins.clone().flat_map(|origin| &origin.found);
    let lead = origins.flat_map(Origin::faults);
    first.iter().chain(inside).chain(lead).chain(&**last).cloned().collect()
}

/// A linked site with what `documents` tell of changes now, and `found` while it was linked, with what is found of them now. All else that
/// it was linked from is the same.
pub fn retell(site: &Site, documents: &Documents, found: &[Diagnostic]) -> (Site, Arc<[Diagnostic]>) {
    let mut site = site.clone();
    let (history, untold) = history::find(documents, &site);
    site.history = Arc::new(history);
    let others = found.iter().filter(|found| found.lint.name != history::CHANGE_OF_NOTHING.name).cloned();
    (site, others.chain(untold).collect())
}

fn config(documents: &Documents, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> (Arc<SiteConfig>, Span) {
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
    (Arc::new(stand_in()), at)
}

/// What the preview shows the rest with while `site.toml` cannot be read.
fn stand_in() -> SiteConfig {
    const TOML: &str = "title = \"Insyn\"\n[municipality]\nname = \"Kommunen\"\n";
    let (table, _) = item::from_toml(TOML, SourceId::of("content/site.toml"), 0);
    // The text above holds every required key: a test reads it.
    SiteConfig::read(&table, &mut Reading::new(TOML)).expect("the stand-in site is complete")
}

/// The files that records quote; those of `before` when they are the same, with what has been made of them since.
fn stored(documents: &Documents, before: Option<&Linked>) -> Arc<FxHashMap<Arc<str>, Stored>> {
    let texts = documents.documents.iter().filter(|document| {
        let is_record = document.text.path.ends_with(".md") || document.text.path.ends_with(".toml");
        // One whose name is wrong has been told of, and is no document.
        !is_record && document.diagnostics.is_empty()
    });
    let texts: Vec<&Text> = texts.map(|document| &document.text).collect();
    let were = before.map(|before| &before.site.stored).filter(|were| were.len() == texts.len());
    match were.filter(|were| texts.iter().all(|text| were.get(&text.path).is_some_and(|was| was.text.is(text)))) {
        Some(same) => same.clone(),
        None => Arc::new(texts.into_iter().map(|text| (text.path.clone(), Stored::new(text.clone()))).collect()),
    }
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

/// Where records are found by id and by file.
fn index(site: &mut Site) {
    let mut by_file: FxHashMap<SourceId, SmallVec<[RecordId; 1]>> = FxHashMap::default();
    let mut by_id: FxHashMap<&'static str, FxHashMap<Arc<str>, RecordId>> = FxHashMap::default();
    for (at, record) in site.records.list() {
        by_file.entry(SourceId::of(&record.path)).or_default().push(*at);
        by_id.entry(record.kind.folder).or_default().insert(record.id.clone(), *at);
    }
    let by_id = by_id.into_iter().map(|(folder, records)| (folder, Arc::new(records)));
    (site.by_file, site.by_id) = (Arc::new(by_file), Arc::new(by_id.collect()));
}
