//! The list of outputs, and two things that want the same address.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::routes::{Routes, has_page};
use crate::content::case::Case;
use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::knowledge::Knowledge;
use crate::output::{Key, Output};
use crate::site::{Dest, Record, RecordId, Site, State};
use crate::span::Span;
use crate::theme::{Asset, Theme};

pub static DUPLICATE_ADDRESS: Lint = Lint {
    name: "duplicate-address",
    severity: Severity::Error,
    title: Both("Två sidor på samma adress", "Duplicate address"),
    why: Both("Bara en av sidorna skulle gå att läsa.", "Only one of the pages could be read."),
    manual: Both(
        "Adressen kommer av sorten och id: /planer/andt-2014-2016/. Två sidor, eller en sida och en tidigare adress (formerly), kan inte ha samma; stora och små bokstäver räknas som lika.",
        "The address comes from the kind and the id: /planer/andt-2014-2016/. Two pages, or a page and a former address (formerly), cannot have the same; capitals and small letters count as equal.",
    ),
};

/// Letters of A–Ö on one page, and how many lines a page of it holds before the next letter begins another.
const ALPHABET_PAGE: usize = 500;

/// Pages of a list are as long as the site says, 50 unless it does.
pub fn page_size(site: &Site) -> usize {
    site.config.page_size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size > 0).unwrap_or(50)
}

struct Outputs<'a> {
    site: &'a Site,
    routes: &'a Routes,
    list: Vec<Output>,
    /// Who took each address, in small letters.
    taken: FxHashMap<String, Span>,
    diagnostics: Vec<Diagnostic>,
}

/// Lists every output, sorted by path.
pub fn outputs(site: &Site, knowledge: &Knowledge, theme: &Theme, routes: &Routes) -> (Vec<Output>, Vec<Diagnostic>) {
    let mut outputs = Outputs { site, routes, list: Vec::new(), taken: FxHashMap::default(), diagnostics: Vec::new() };
    outputs.pages(knowledge);
    for (id, record) in site.all() {
        outputs.record(id, record, knowledge);
    }
    for (name, asset) in &theme.assets {
        let source = match asset {
            Asset::Text(_) => Arc::from(name.as_str()),
            Asset::Blob(path) => path.clone(),
        };
        outputs.add(format!("assets/{name}"), "asset", Key::File(source), site.config_span);
    }
    outputs.add("assets/code.css".to_owned(), "code-style", Key::File(Arc::from("")), site.config_span);
    outputs.list.sort_by(|a, b| a.path.cmp(&b.path));
    (outputs.list, outputs.diagnostics)
}

impl Outputs<'_> {
    fn add(&mut self, path: String, format: &'static str, key: Key, span: Span) {
        match self.taken.insert(path.to_lowercase(), span) {
            None => self.list.push(Output { path, format, key }),
            Some(first) => {
                self.taken.insert(path.to_lowercase(), first);
                let url = self.routes.url(&path);
                self.diagnostics.push(
                    Diagnostic::new(
                        &DUPLICATE_ADDRESS,
                        span,
                        format!("Adressen {url} är redan upptagen."),
                        format!("The address {url} is already taken."),
                    )
                    .label(first, "Den här sidan har den.", "This page has it.")
                    .help("Ge den ena ett annat id eller en annan adress.", "Give one of them another id or address."),
                );
            }
        }
    }

    fn page(&mut self, page: &'static str, name: &str, about: &str, pages: u32) {
        for number in 1..=pages.max(1) {
            let key = Key::Page { page, about: Arc::from(about), lang: 0, number };
            self.add(self.routes.page(name, 0, number), "html", key, self.site.config_span);
        }
    }

    fn pages(&mut self, knowledge: &Knowledge) {
        self.page("start", "", "", 1);
        self.add("404.html".to_owned(), "html", Key::Page { page: "404", about: Arc::from(""), lang: 0, number: 1 }, self.site.config_span);
        self.page("index-az", "a-o", "", alphabet_pages(knowledge).len() as u32);
        for kind in KINDS {
            let count = self.site.records.iter().filter(|record| record.kind.name == kind.name).count();
            if count > 0 {
                let page = list_page(kind);
                let pages = if page == "list" { count.div_ceil(page_size(self.site)) as u32 } else { 1 };
                self.page(page, &self.routes.folders[kind.folder].clone(), kind.name, pages);
            }
        }
    }

    fn record(&mut self, id: RecordId, record: &Record, knowledge: &Knowledge) {
        self.former_addresses(id, record);
        if record.kind.name == "term" {
            return;
        }
        let key = |lang, part| Key::Record { record: id, lang, part };
        if matches!(record.kind.name, "topic" | "target-group") && record.state != State::Withdrawn {
            let members = knowledge.members.get(&id).map_or(0, Vec::len);
            let name = format!("{}/{}", self.routes.folders[record.kind.folder], record.id);
            for number in 1..=members.div_ceil(page_size(self.site)).max(1) as u32 {
                let key = Key::Page { page: "members", about: Arc::from(format!("{}/{}", record.kind.folder, record.id)), lang: 0, number };
                self.add(self.routes.page(&name, 0, number), "html", key, record.span);
            }
            return;
        }
        self.add(self.routes.record(self.site, id, 0), "html", key(0, None), record.span);
        if record.state == State::Withdrawn {
            return;
        }
        for translation in &record.translations {
            let lang = self.routes.language(&translation.lang);
            self.add(self.routes.record(self.site, id, lang), "html", key(lang, None), translation.span);
        }
        for part in record.parts.iter().filter(|part| has_page(record.kind, part.key)) {
            self.add(self.routes.part(self.site, id, &part.id, 0), "html", key(0, Some(part.id.clone())), part.span);
        }
        self.documents(id, record);
        self.files(record);
    }

    /// Texts of documents that may be read here.
    fn documents(&mut self, id: RecordId, record: &Record) {
        let Some(case) = record.is::<Case>() else { return };
        for document in case.documents.iter().filter(|document| document.publish_text && document.text.is_some()) {
            let part: Arc<str> = Arc::from(document.id.id.as_str());
            self.add(
                self.routes.part(self.site, id, &part, 0),
                "html",
                Key::Record { record: id, lang: 0, part: Some(part) },
                document.span,
            );
        }
    }

    /// Files that the record's page leads to; others are not published.
    fn files(&mut self, record: &Record) {
        let bodies = record.body.iter().chain(record.translations.iter().map(|translation| &translation.body));
        let linked = bodies.flat_map(|body| &body.facts.links).filter_map(|link| match self.site.link(record, &link.dest) {
            Dest::File { path } => Some((path, link.span)),
            _ => None,
        });
        let case = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
        let named =
            case.filter_map(|document| document.file.as_ref()).map(|file| (format!("{}/{}", record.folder(), file.text), file.span));
        let files: Vec<(String, Span)> = linked.chain(named).filter(|(path, _)| self.site.blobs.contains_key(path.as_str())).collect();
        for (path, span) in files {
            let to = self.routes.file(&path);
            // The same file may be linked from several pages.
            if !self.taken.contains_key(&to.to_lowercase()) {
                self.add(to, "attachment", Key::File(Arc::from(path)), span);
            }
        }
    }

    fn former_addresses(&mut self, id: RecordId, record: &Record) {
        for former in &record.common.formerly {
            let inside = former.trim().strip_prefix(self.routes.base.trim_end_matches('/')).unwrap_or(former.trim());
            let name = inside.trim_matches('/').to_owned();
            let path = if name.ends_with(".html") { name } else { format!("{name}/index.html") };
            self.add(path, "html", Key::Page { page: "moved", about: Arc::from(id.to_string()), lang: 0, number: 1 }, former.span);
        }
    }
}

/// Which page lists the records of a kind.
fn list_page(kind: &Kind) -> &'static str {
    match kind.name {
        "topic" => "topics",
        "target-group" => "target-groups",
        "term" => "glossary",
        _ => "list",
    }
}

/// The lines of each page of A–Ö: whole letters, a new page when one is full.
pub fn alphabet_pages(knowledge: &Knowledge) -> Vec<std::ops::Range<usize>> {
    let mut pages = Vec::new();
    let mut start = 0;
    for (at, entry) in knowledge.alphabet.iter().enumerate() {
        let new_letter = at > start && knowledge.alphabet[at - 1].letter != entry.letter;
        // A single letter can be larger than a page on a large site; then it is cut.
        if at - start >= ALPHABET_PAGE && (new_letter || at - start >= 2 * ALPHABET_PAGE) {
            pages.push(start..at);
            start = at;
        }
    }
    pages.push(start..knowledge.alphabet.len());
    pages
}
