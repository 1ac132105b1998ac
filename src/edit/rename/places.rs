//! Every place that names a record, changed where it was read.

use std::ops::Range;
use std::sync::Arc;

use super::{Renaming, Told, moving};
use crate::content::case::Case;
use crate::content::common::{Common, Silence};
use crate::content::datum::{Branch, Datum};
use crate::content::value::{Reference, Text as Words};
use crate::diagnostic::Words as Said;
use crate::edit::Edit;
use crate::markdown::{self, Link};
use crate::parse::{Document, Documents, Entry};
use crate::pipeline::Built;
use crate::site::join;
use crate::span::Span;
use crate::spreadsheet::Workbook;

/// What is to be changed.
pub struct Found {
    pub edit: Edit,
    /// How many references and links that is.
    pub references: usize,
    pub told: Vec<Told>,
}

/// Finds every place in the documents. References of what is not for readers, and of records with errors, are among them.
pub fn find(renaming: &Renaming, built: &Built, documents: &Documents) -> Found {
    let mut places = Places { renaming, built, found: Found { edit: moving(renaming), references: 0, told: Vec::new() } };
    for document in &documents.documents {
        places.of_document(document);
    }
    places.found
}

struct Places<'a> {
    renaming: &'a Renaming,
    built: &'a Built,
    found: Found,
}

/// A file that is looked through, and the paths and references that were changed in it.
struct Page<'a> {
    document: &'a Document,
    changed: Vec<(String, String)>,
}

impl Places<'_> {
    fn of_document(&mut self, document: &Document) {
        let mut page = Page { document, changed: Vec::new() };
        for entry in &document.entries {
            self.of_entry(&mut page, entry);
        }
        if let Some(translation) = &document.translation {
            self.body(&mut page, translation.body.start, &translation.body.facts.links);
        }
        if let Some(site) = &document.site {
            self.references(&mut page, &Branch::of(&**site));
            for entry in &site.navigation {
                self.destination(&page, &entry.to);
            }
        }
        if let Some(statement) = &document.accessibility {
            self.references(&mut page, &Branch::of(&**statement));
        }
        if let Some(changes) = &document.changes {
            self.references(&mut page, &Branch::of(&**changes));
        }
        let silences = [
            document.translation.as_ref().map(|translation| &translation.silence),
            document.site.as_ref().map(|site| &site.silence),
            document.accessibility.as_ref().map(|statement| &statement.silence),
        ];
        let of_entries = document.entries.iter().map(|entry| &entry.common.silence);
        for silence in of_entries.chain(silences.into_iter().flatten()).flatten() {
            self.silence(&page, silence);
        }
    }

    fn of_entry(&mut self, page: &mut Page, entry: &Entry) {
        let renaming = self.renaming;
        if entry.kind.name == renaming.kind.name && entry.id == *renaming.old {
            if renaming.shared {
                self.id(page, entry.span);
            }
            if renaming.shared && !entry.kind.sheets.is_empty() {
                self.rows_of(page);
            }
        }
        let common = Branch::of::<Common>(&entry.common);
        self.references(page, &common);
        if let Datum::Record(own) = entry.content.lower() {
            self.references(page, &own);
            for file in files(entry, &own) {
                self.file(page, file);
            }
            self.derived(page, entry, &own);
        }
        if let Some(body) = &entry.body {
            self.body(page, body.start, &body.facts.links);
        }
    }

    /// The id itself, in a file of several records.
    fn id(&mut self, page: &Page, span: Span) {
        let raw = page.raw(span);
        if let Some(at) = raw.find(&*self.renaming.old) {
            self.put(page, span, at..at + self.renaming.old.len(), &self.renaming.new);
        }
    }

    fn references(&mut self, page: &mut Page, branch: &Branch) {
        branch.each_reference(&mut |_, reference| self.reference(page, reference));
    }

    fn reference(&mut self, page: &mut Page, reference: &Reference) {
        let renaming = self.renaming;
        if *reference.id() != *renaming.old || reference.folder() != Some(renaming.kind.folder) {
            return;
        }
        let written = &reference.written;
        let id_at = written.find('#').unwrap_or(written.len()) - renaming.old.len();
        let right = format!("{}{}{}", &written[..id_at], renaming.new, &written[id_at + renaming.old.len()..]);
        if let Some(book) = page.book(reference.span) {
            return self.tell_cell(book, reference.span, &right);
        }
        let stands = whole_words(page.raw(reference.span), written);
        for at in &stands {
            self.put(page, reference.span, at + id_at..at + id_at + renaming.old.len(), &renaming.new);
        }
        if !stands.is_empty() {
            self.found.references += 1;
            page.changed.push((written.to_string(), right));
        }
    }

    /// The links of a body, and the lines that say where `[name]` leads.
    fn body(&mut self, page: &mut Page, start: usize, links: &[Link]) {
        let text = page.document.text.content.clone();
        for link in links {
            let Some(right) = self.led(page, &link.dest) else { continue };
            let raw = page.raw(link.span);
            // The address stands last in the link, in parentheses; that of `[text][name]` stands elsewhere.
            let opens = |at: &usize| raw[..*at].trim_end().ends_with(['(', '<']);
            let at = raw.match_indices(&link.dest).map(|(at, _)| at).filter(opens).last();
            if let Some(at) = at {
                self.put(page, link.span, at..at + link.dest.len(), &right);
            }
            self.found.references += 1;
            page.changed.push((link.dest.clone(), right));
        }
        for (range, dest) in markdown::definitions(&text[start..]) {
            let span = Span::new(page.document.text.id, start + range.start..start + range.end);
            let raw = page.raw(span);
            let after = raw.find("]:").map_or(0, |at| at + 2);
            if let (Some(right), Some(at)) = (self.led(page, &dest), raw[after..].find(&dest)) {
                self.put(page, span, after + at..after + at + dest.len(), &right);
            }
        }
    }

    /// What a link is to say instead, when it leads to the record or to a file that moves with it.
    fn led(&self, page: &Page, dest: &str) -> Option<String> {
        let Renaming { old, new, .. } = self.renaming;
        let (path, fragment) = dest.split_once('#').map_or((dest, None), |(path, fragment)| (path, Some(fragment)));
        let whole = |path: String| fragment.map_or(path.clone(), |fragment| format!("{path}#{fragment}"));
        if let Some(picture) = path.strip_prefix("indicator:") {
            let is = self.renaming.kind.folder == "indicators" && picture == &**old;
            return is.then(|| whole(format!("indicator:{new}")));
        }
        if path.is_empty() || path.starts_with("//") || path.split(['/', '?']).next().is_some_and(|start| start.contains(':')) {
            return None;
        }
        if let Some(rooted) = path.strip_prefix('/') {
            return self.rooted(rooted, fragment);
        }
        let target = join(page.folder(), path)?;
        let moved = self.moved(path, &target);
        // In a shared file the fragment is the record.
        let own = target == *self.renaming.path && path.ends_with(".toml") && fragment == Some(&**old);
        match (moved, own) {
            (None, false) => None,
            (path_now, true) => Some(format!("{}#{new}", path_now.as_deref().unwrap_or(path))),
            (Some(path), false) => Some(whole(path)),
        }
    }

    /// A relative path to a file that moves, as it becomes; None when it does not move or the path does not name what changes.
    fn moved(&self, path: &str, target: &str) -> Option<String> {
        let Renaming { old, new, .. } = self.renaming;
        let stem = self.renaming.stem(old);
        let rest = target.strip_prefix(&stem)?;
        let moves = self.renaming.moves.contains_key(target)
            || rest.starts_with('/') && self.renaming.moves.keys().any(|path| path.starts_with(&format!("{stem}/")));
        // How many names stand after the one that changes.
        let after = rest.matches('/').count();
        let mut end = path.len();
        for _ in 0..after {
            end = path[..end].rfind('/')?;
        }
        let start = path[..end].rfind('/').map_or(0, |slash| slash + 1);
        let named = path[start..end].strip_prefix(&**old).filter(|rest| rest.is_empty() || rest.starts_with('.'));
        (moves && named.is_some()).then(|| format!("{}{new}{}", &path[..start], &path[start + old.len()..]))
    }

    /// The same of an address of the built site, given without its first slash.
    fn rooted(&self, path: &str, fragment: Option<&str>) -> Option<String> {
        let Renaming { old, new, kind, .. } = self.renaming;
        let routes = &self.built.house.plan.routes;
        let address = &routes.folders[kind.folder];
        let base = routes.base.trim_start_matches('/');
        let whole = |path: String| format!("/{path}{}", fragment.map_or(String::new(), |fragment| format!("#{fragment}")));
        let starts = routes.languages.iter().skip(1).map(|code| format!("{code}/")).chain([String::new()]);
        let starts: Vec<String> = starts.flat_map(|start| [format!("{base}{start}"), start]).collect();
        for start in &starts {
            if kind.name == "term" && path.trim_end_matches('/') == format!("{start}{address}") && fragment == Some(&**old) {
                return Some(format!("/{path}#{new}"));
            }
            let folders = [format!("{start}{address}/"), format!("{start}filer/{}/", kind.folder)];
            for (at, folder) in folders.iter().enumerate() {
                let rest = path.strip_prefix(folder.as_str()).and_then(|rest| rest.strip_prefix(&**old));
                let of_file = |rest: &str| {
                    let target = format!("{}{rest}", self.renaming.stem(old));
                    self.renaming.moves.contains_key(target.as_str())
                };
                if let Some(rest) = rest.filter(|rest| if at == 0 { rest.is_empty() || rest.starts_with('/') } else { of_file(rest) }) {
                    return Some(whole(format!("{folder}{new}{rest}")));
                }
            }
        }
        None
    }

    /// The name of a file that lies beside the record.
    fn file(&mut self, page: &Page, name: &Words) {
        let Some(target) = join(page.folder(), name) else { return };
        let Some(right) = self.moved(name, &target) else { return };
        for at in whole_words(page.raw(name.span), name) {
            self.put(page, name.span, at..at + name.len(), &right);
        }
    }

    /// Where an entry of the menu leads: folder and id.
    fn destination(&mut self, page: &Page, to: &Words) {
        let named = format!("{}/{}", self.renaming.kind.folder, self.renaming.old);
        let path = to.trim_matches('/').split('#').next().unwrap_or("").trim_end_matches(".md");
        if path == named
            && let Some(at) = page.raw(to.span).find(&named)
        {
            let end = at + named.len();
            self.put(page, to.span, end - self.renaming.old.len()..end, &self.renaming.new);
            self.found.references += 1;
        }
    }

    /// A silence is about words; those that were changed are changed there too. A bare id may be any word and is left.
    fn silence(&mut self, page: &Page, silence: &Silence) {
        let Some(words) = &silence.words else { return };
        let raw = page.raw(words.span);
        let fits = |(old, _): &&(String, String)| old.contains(['/', '.', '#']) && words.contains(old.as_str());
        if let Some((old, new)) = page.changed.iter().find(fits) {
            for at in whole_words(raw, old) {
                self.put(page, words.span, at..at + old.len(), new);
            }
        }
    }

    /// What has its id from the record's: written out, so that its address stays.
    fn derived(&mut self, page: &Page, entry: &Entry, own: &Branch) {
        let site = &self.built.house.site;
        let Some(record) = site.get(entry.kind.folder, &entry.id).map(|id| site.record(id)) else { return };
        let (old, folder) = (self.renaming.old.clone(), self.renaming.kind.folder);
        let mut unwritten = Vec::new();
        own.each_labelled(&mut |_, branch| {
            let of = match branch.get("indicator") {
                Some(Datum::Reference(of)) => *of.id() == *old && of.folder() == Some(folder),
                _ => false,
            };
            if of && branch.can_have("id") && branch.get("id").is_none() {
                unwritten.push(branch.span);
            }
        });
        for span in unwritten {
            let Some(part) = record.part_at(span) else { continue };
            if let Some(book) = page.book(span) {
                let (sv, en) = (
                    format!("Skriv {} i en kolumn Id på raden, så att adressen till uppgiften står kvar.", part.id),
                    format!("Write {} in a column Id of the row, so that the fact keeps its address.", part.id),
                );
                self.found.told.push(Told { place: cell(book, span), words: Said::new(sv, en), must: true });
                continue;
            }
            self.written_out(page, span, &part.id);
        }
    }

    fn written_out(&mut self, page: &Page, span: Span, id: &str) {
        let text = &page.document.text.content;
        let start = span.range().start;
        let rest = &text[start..];
        let (at, line) = if rest.starts_with('{') {
            (start + 1, format!(" id = \"{id}\","))
        } else {
            let end = start + rest.find('\n').unwrap_or(rest.len());
            let ending = if text[..end].ends_with('\r') { "\r\n" } else { "\n" };
            let end = if ending == "\r\n" { end - 1 } else { end };
            (end, format!("{ending}id = \"{id}\""))
        };
        self.found.edit.replace(&page.document.text.path, at..at, line);
    }

    /// Rows of a spreadsheet that say by the old id whose they are.
    fn rows_of(&mut self, page: &Page) {
        for book in &page.document.books {
            let sheets = book.sheets.iter().flatten();
            let cells = sheets.flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
            let own: Vec<Span> = cells.filter(|cell| cell.value.shown() == *self.renaming.old).map(|cell| cell.span).collect();
            for span in own {
                self.tell_cell(book, span, &self.renaming.new.clone());
            }
        }
    }

    fn tell_cell(&mut self, book: &Workbook, span: Span, right: &str) {
        let place = cell(book, span);
        if self.found.told.iter().all(|told| told.place != place) {
            let words = Said::new(format!("Skriv {right} i cellen."), format!("Write {right} in the cell."));
            self.found.told.push(Told { place, words, must: true });
        }
    }

    /// Puts words in a stretch of what stands at a span.
    fn put(&mut self, page: &Page, span: Span, within: Range<usize>, with: &str) {
        let range = span.inside(within).range();
        self.found.edit.replace(&page.document.text.path, range, with);
    }
}

impl Page<'_> {
    fn raw(&self, span: Span) -> &str {
        let own = span.source == self.document.text.id;
        self.document.text.content.get(span.range()).filter(|_| own).unwrap_or("")
    }

    fn folder(&self) -> &str {
        self.document.text.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The spreadsheet that a span stands in.
    fn book(&self, span: Span) -> Option<&Arc<Workbook>> {
        self.document.books.iter().find(|book| book.id == span.source)
    }
}

/// The keys that name files beside the record.
fn files<'e>(entry: &'e Entry, own: &Branch<'e>) -> Vec<&'e Words> {
    let case = entry.content.as_any().downcast_ref::<Case>();
    let documents = case.into_iter().flat_map(|case| &case.documents);
    documents.flat_map(|document| [&document.file, &document.text]).flatten().chain(tables(entry, own)).collect()
}

/// Spreadsheets that the record names.
fn tables<'e>(entry: &'e Entry, own: &Branch<'e>) -> &'e [Words] {
    use crate::content::{budget::Budget, indicator::Indicator, result::FollowUp, strategy::Strategy};
    if !own.can_have("tables") {
        return &[];
    }
    let any = entry.content.as_any();
    let result = any.downcast_ref::<FollowUp>().map(|result| &result.tables);
    let strategy = || any.downcast_ref::<Strategy>().map(|strategy| &strategy.tables);
    let budget = || any.downcast_ref::<Budget>().map(|budget| &budget.tables);
    let indicator = || any.downcast_ref::<Indicator>().map(|indicator| &indicator.tables);
    result.or_else(strategy).or_else(budget).or_else(indicator).map_or(&[], Vec::as_slice)
}

/// Where words stand in a text with nothing about them that an id may hold.
fn whole_words(text: &str, words: &str) -> Vec<usize> {
    let of_id = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '/' | '#'));
    let stands = |at: &usize| !of_id(text[..*at].chars().next_back()) && !of_id(text[at + words.len()..].chars().next());
    text.match_indices(words).map(|(at, _)| at).filter(stands).collect()
}

fn cell(book: &Workbook, span: Span) -> String {
    match book.place(span) {
        Some(place) if place.sheet.is_empty() => format!("{} {}", book.path, place.cell),
        Some(place) => format!("{} {}!{}", book.path, place.sheet, place.cell),
        None => book.path.to_string(),
    }
}
