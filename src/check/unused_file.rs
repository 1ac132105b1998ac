//! A file among the content that no page leads to is not published, and whoever put it there may think that it is.

use rustc_hash::FxHashSet;

use super::{Rule, Run, Whole, bodies};
use crate::content::Kind;
use crate::content::case::Case;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::site::{Dest, Record, Site, join};
use crate::span::{SourceId, Span};

pub static LINT: Lint = Lint {
    name: "unused-file",
    severity: Severity::Warning,
    title: Both("Fil som ingen sida leder till", "File that no page leads to"),
    why: Both(
        "Filen publiceras inte: bara det som en sida länkar till eller visar kommer med.",
        "The file is not published: only what a page links to or shows is.",
    ),
    manual: Both(
        "Bilder, PDF:er och andra filer i content/ publiceras när en sida länkar till dem, eller när ett ärende nämner dem med `file` eller `text`. Ett Word-dokument blir ingen sida av att ligga där.\n\nLänka till filen: [protokollet](protokoll.pdf). Behövs den inte: ta bort den.",
        "Pictures, PDFs and other files in content/ are published when a page links to them, or a case names them by `file` or `text`. A Word document does not become a page by lying there.\n\nLink to the file: [the minutes](minutes.pdf). If it is not needed: remove it.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

/// Extensions of documents that are written as a page would be.
const DOCUMENTS: &[&str] = &["doc", "docx", "odt", "rtf", "pages"];
/// Extensions of texts, which are no files to fetch.
const TEXTS: &[&str] = &["txt", "html", "htm", "css", "xml"];

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let site = whole.site;
    let wanted: FxHashSet<String> = site.records.iter().flat_map(|record| wanted(site, record)).collect();
    let files = site.blobs.keys().chain(site.stored.keys()).map(|path| &**path);
    let mut unused: Vec<&str> = files.filter(|path| path.starts_with("content/") && !wanted.contains(*path)).collect();
    // A record that is not here may lead to files beside it.
    unused.retain(|path| folder(path).is_none_or(|folder| !site.lacks_records(folder)));
    // Nor does one mistake make two: a file whose name a link misspells has been told of there.
    let is_there = |path: &&String| site.blobs.contains_key(path.as_str()) || site.stored.contains_key(path.as_str());
    let mut lost: Vec<&str> = wanted.iter().filter(|path| !is_there(path)).map(|path| name(path)).collect();
    lost.sort_unstable();
    lost.truncate(MOST_LOST);
    unused.retain(|path| nearest(name(path), &lost).is_none());
    unused.sort_unstable();
    unused.into_iter().map(tell).collect()
}

/// How many misspelt names are compared with files that seem unused.
const MOST_LOST: usize = 1000;

/// The files that a record leads to, or means to.
fn wanted(site: &Site, record: &Record) -> Vec<String> {
    let links = bodies(record).flat_map(|(_, body)| &body.facts.links);
    let linked = links.filter_map(|link| match site.link(record, &link.dest) {
        Dest::File { path } | Dest::Withheld { path } => Some(path),
        Dest::Nowhere => join(record.folder(), &link.dest),
        _ => None,
    });
    let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let named = documents.flat_map(|document| [&document.file, &document.text]).flatten();
    let rows = record.books.iter().map(|book| book.path.to_string());
    linked.chain(rows).chain(named.map(|name| format!("{}/{}", record.folder(), &**name))).collect()
}

/// The folder of records that a file lies in.
fn folder(path: &str) -> Option<&str> {
    path.strip_prefix("content/")?.split_once('/').map(|(folder, _)| folder)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn tell(path: &str) -> Diagnostic {
    let at = Span::start_of(SourceId::of(path));
    let name = name(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    if let Some(kind) = path.strip_prefix("content/").and_then(Kind::of_folder) {
        let (sv, en) = (format!("{path} är en fil, men ska vara en mapp."), format!("{path} is a file, but should be a folder."));
        return Diagnostic::new(&LINT, at, sv, en).help(
            format!("Flytta filen och gör en mapp med det namnet för {}.", kind.many.0.to_lowercase()),
            format!("Move the file and make a folder of that name for {}.", kind.many.1.to_lowercase()),
        );
    }
    let diagnostic = Diagnostic::new(
        &LINT,
        at,
        format!("Ingen sida leder till {path}, så filen publiceras inte."),
        format!("No page leads to {path}, so the file is not published."),
    );
    if DOCUMENTS.contains(&extension.as_str()) {
        return diagnostic.help(
            "Ska texten bli en sida: kopiera den till en ny fil med ändelsen .md. Ska läsare hämta filen: länka till den.",
            "If the words are to be a page: copy them to a new file with the extension .md. If readers are to fetch the file: link to it.",
        );
    }
    if TEXTS.contains(&extension.as_str()) {
        return diagnostic.help(
            "Ska texten bli en sida: kopiera den till en ny fil med ändelsen .md. Är den en handlings text: nämn filen med `text` i ärendet.",
            "If the words are to be a page: copy them to a new file with the extension .md. If they are a document's text: name the file by `text` in the case.",
        );
    }
    diagnostic.help(
        format!("Länka till den från en sida: [text](<{name}>). Behövs den inte: ta bort den."),
        format!("Link to it from a page: [text](<{name}>). If it is not needed: remove it."),
    )
}
