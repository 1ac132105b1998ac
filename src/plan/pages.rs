//! The pages of a site: records, what inside them has a page of its own, lists and registers.

use std::sync::Arc;

use super::outputs::Outputs;
use super::routes::has_page;
use crate::content::Kind;
use crate::content::case::Case;
use crate::content::read::MALFORMED_VALUE;
use crate::content::value::Text;
use crate::diagnostic::Diagnostic;
use crate::knowledge::Knowledge;
use crate::output::Key;
use crate::site::{Part, Record, RecordId, Site, State};
use crate::span::Span;

/// How many lines a page of A–Ö holds before the next letter begins another.
const ALPHABET_PAGE: usize = 500;

/// Pages of a list are as long as the site says, 50 unless it does.
pub fn page_size(site: &Site) -> usize {
    site.config.page_size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size > 0).unwrap_or(50)
}

/// How many pages a list of so many takes; an empty one takes one too.
pub fn pages_of(site: &Site, count: usize) -> u32 {
    count.div_ceil(page_size(site)).max(1) as u32
}

/// Lists every page, as outputs of `format`.
pub fn list(outputs: &mut Outputs, format: &'static str) {
    let knowledge = outputs.knowledge;
    let mut pages = Pages(outputs, format);
    pages.pages(knowledge);
    for (id, record) in pages.0.records() {
        pages.record(id, record, knowledge);
    }
}

struct Pages<'a, 'b>(&'a mut Outputs<'b>, &'static str);

impl Pages<'_, '_> {
    fn add(&mut self, path: String, key: Key, span: Span) {
        self.0.add(path, self.1, key, span);
    }

    fn page(&mut self, page: &'static str, name: &str, about: &str, pages: u32) {
        for number in 1..=pages.max(1) {
            let key = Key::Page { page, about: Arc::from(about), lang: 0, number };
            self.add(self.0.routes.page(name, 0, number), key, self.0.site.config_span);
        }
    }

    fn pages(&mut self, knowledge: &Knowledge) {
        for lang in 0..self.0.routes.languages.len() as u16 {
            let key = Key::Page { page: "start", about: Arc::from(""), lang, number: 1 };
            self.add(self.0.routes.page("", lang, 1), key, self.0.site.config_span);
        }
        self.add("404.html".to_owned(), Key::Page { page: "404", about: Arc::from(""), lang: 0, number: 1 }, self.0.site.config_span);
        self.page("index-az", "a-o", "", alphabet_pages(knowledge).len() as u32);
        let site = self.0.site;
        for of_kind in site.records.kinds() {
            let kind = of_kind[0].1.kind;
            let page = list_page(kind);
            let pages = match page {
                "list" => of_kind.len().div_ceil(page_size(site)) as u32,
                "agreements" => knowledge.agreements.register.len().div_ceil(page_size(site)) as u32,
                _ => 1,
            };
            self.page(page, &self.0.routes.folders[kind.folder].clone(), kind.name, pages);
        }
        let whole = self.0.whole;
        for (name, places) in &whole.places {
            places.iter().for_each(|place| self.page(name, &place.address, &place.about, place.pages));
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
            let name = format!("{}/{}", self.0.routes.folders[record.kind.folder], record.id);
            for number in 1..=members.div_ceil(page_size(self.0.site)).max(1) as u32 {
                let key = Key::Page { page: "members", about: Arc::from(format!("{}/{}", record.kind.folder, record.id)), lang: 0, number };
                self.add(self.0.routes.page(&name, 0, number), key, record.span);
            }
            return;
        }
        self.add(self.0.routes.record(self.0.site, id, 0), key(0, None), record.span);
        if record.state == State::Withdrawn {
            return;
        }
        for translation in &record.translations {
            let lang = self.0.routes.language(&translation.lang);
            self.add(self.0.routes.record(self.0.site, id, lang), key(lang, None), translation.span);
        }
        for part in record.parts.iter().filter(|part| has_page(record.kind, part.decl.key)) {
            self.add(self.0.routes.part(self.0.site, id, &part.id, 0), key(0, Some(Arc::from(&*part.id))), part.span);
        }
        self.documents(id, record);
        self.referrers(id, record, knowledge);
    }

    /// What refers to a record, when that is more than its page shows.
    fn referrers(&mut self, id: RecordId, record: &Record, knowledge: &Knowledge) {
        let Some(all) = knowledge.referrers.get(&id) else { return };
        for number in 1..=all.len().div_ceil(page_size(self.0.site)) as u32 {
            let about = Arc::from(format!("{}/{}", record.kind.folder, record.id));
            let key = Key::Page { page: "referrers", about, lang: 0, number };
            self.add(self.0.routes.referrers(self.0.site, id, number), key, record.span);
        }
    }

    /// Texts of documents that may be read here.
    fn documents(&mut self, id: RecordId, record: &Record) {
        let Some(case) = record.is::<Case>() else { return };
        for document in case.documents.iter().filter(|document| document.publish_text && document.text.is_some()) {
            let part: Arc<str> = Arc::from(document.id.id.as_str());
            self.add(self.0.routes.part(self.0.site, id, &part, 0), Key::Record { record: id, lang: 0, part: Some(part) }, document.span);
        }
    }

    fn former_addresses(&mut self, id: RecordId, record: &Record) {
        for former in &record.common.formerly {
            let inside = former.trim().strip_prefix(self.0.routes.base.trim_end_matches('/')).unwrap_or(former.trim());
            let name = inside.trim_matches('/').to_owned();
            if name.split('/').any(|part| matches!(part, "" | "." | "..") || part.contains(['\\', ':', '?', '#', '\0'])) {
                self.0.found(no_address(former));
                continue;
            }
            let path = if name.ends_with(".html") { name } else { format!("{name}/index.html") };
            let (lang, about) = self.leads_to(id, record, path.trim_end_matches("/index.html"));
            self.add(path, Key::Page { page: "moved", about: Arc::from(about), lang, number: 1 }, former.span);
        }
    }

    /// Where a former address leads: to the record in the language that the address begins with, and to what has a page of its own there
    /// when the address ends with its id.
    fn leads_to(&self, id: RecordId, record: &Record, former: &str) -> (u16, String) {
        let routes = self.0.routes;
        let last = former.rsplit('/').next().and_then(|part| record.parts.named(part)).map(|part| &record.parts[part as usize]);
        if let Some(part) = last.filter(|part| has_own_page(record, part)) {
            return (0, format!("{id}#{}", part.id));
        }
        let code = former.split('/').next().unwrap_or("");
        let lang = if record.translations.iter().any(|one| one.lang == code) { routes.language(code) } else { 0 };
        (lang, id.to_string())
    }
}

/// Whether a part has a page: by its kind, or as a document whose text may be read here.
fn has_own_page(record: &Record, part: &Part) -> bool {
    let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let mut read = documents.filter(|document| document.publish_text && document.text.is_some());
    record.state != State::Withdrawn && (has_page(record.kind, part.decl.key) || read.any(|document| *document.id.id == *part.id))
}

/// A former address has to be a plain path: it becomes a file of the built site.
fn no_address(former: &Text) -> Diagnostic {
    Diagnostic::new(
        &MALFORMED_VALUE,
        former.span,
        format!("”{}” kan inte vara en adress på webbplatsen.", former.text),
        format!("“{}” cannot be an address of the site.", former.text),
    )
    .help("Skriv adressen som den var, till exempel ”/gammal/adress/”.", "Write the address as it was, for example “/old/address/”.")
}

/// Which page lists the records of a kind.
pub fn list_page(kind: &Kind) -> &'static str {
    match kind.name {
        "topic" => "topics",
        "target-group" => "target-groups",
        "term" => "glossary",
        "agreement" => "agreements",
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
