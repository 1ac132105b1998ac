//! The answer to a request: the output that the plan lists at that address, made now, and dressed when it is a page.

use std::fs::File;
use std::path::Path;

use serde_json::json;

use super::address::{OWN, Place, find};
use super::edition::Edition;
use super::mark::Mark;
use super::{dress, findings, now, own, policy};
use crate::diagnostic::{Both, Lang};
use crate::gather::personal;
use crate::make;
use crate::media::{HTML, kind};
use crate::output::{Body, Key, Output};
use crate::photo::Print;
use crate::{check, disk};

/// What is sent.
pub struct Answer {
    pub status: u16,
    pub kind: &'static str,
    /// Where to go instead, ready for a header.
    pub location: Option<String>,
    pub policy: String,
    pub content: Content,
}

pub enum Content {
    Bytes(Vec<u8>),
    /// An open file and its length.
    File(File, u64),
}

/// Makes the answer to a request target. `root` is the site's folder, in full.
pub fn answer(target: &str, edition: &Edition, root: &Path, lang: Lang) -> Answer {
    match target.strip_prefix(OWN).and_then(|own| own.strip_prefix("now?")) {
        Some(page) => asked(page, edition, root, lang),
        None => dressed(plain(target, edition, root, lang), target, edition),
    }
}

/// What the script of an open page asks for: how the page at `target` would be answered now, without the page.
fn asked(target: &str, edition: &Edition, root: &Path, lang: Lang) -> Answer {
    let answer = plain(target, edition, root, lang);
    let mark = match &answer.content {
        Content::Bytes(page) if answer.kind == HTML => Some(Mark::of(&String::from_utf8_lossy(page), target, edition)),
        _ => None,
    };
    let namesake = Some(target).filter(|_| answer.status == 404).and_then(|target| now::namesake(target, edition));
    let base = &edition.house.plan.routes.base;
    let words = json!({
        "edition": edition.name(),
        "status": answer.status,
        "location": answer.location,
        "page": mark.as_ref().map(|mark| &mark.page),
        "style": mark.as_ref().map(|mark| &mark.style),
        "namesake": namesake.map(|output| format!("{base}{}", output.path.trim_end_matches("index.html"))),
        "over": now::over(target, edition, lang),
        "words": now::words(lang),
    });
    bytes(200, kind("now.json"), words.to_string().into_bytes())
}

/// A page with the script, and everything else as it is.
fn dressed(answer: Answer, target: &str, edition: &Edition) -> Answer {
    let (HTML, Content::Bytes(page)) = (answer.kind, &answer.content) else { return answer };
    let Ok(page) = std::str::from_utf8(page) else { return answer };
    let dressed = dress::dress(page, &edition.name(), &Mark::of(page, target, edition));
    Answer { policy: dressed.policy, content: Content::Bytes(dressed.page.into_bytes()), ..answer }
}

/// The answer as it would be built.
fn plain(target: &str, edition: &Edition, root: &Path, lang: Lang) -> Answer {
    match find(target, edition) {
        Place::Page(output) => made(output, 200, edition, root, lang),
        Place::Own(name) => own(&name, edition, lang),
        Place::Elsewhere(location) => Answer { location: Some(location), ..bytes(302, "text/plain", Vec::new()) },
        Place::Nowhere => nowhere(edition, root, lang),
        Place::Nonsense => {
            let words = Both("Det här är ingen adress som en sida kan ha.", "This is no address that a page can have.");
            page(400, &findings::plain(Both("Fel adress", "Bad address"), findings::paragraph(words, lang), lang))
        }
    }
}

/// Instead of an answer that the program could not give.
pub fn broken(lang: Lang) -> Answer {
    let words = Both(
        "Ett fel i insyn gjorde att sidan inte kunde visas. Terminalen säger mer. De andra sidorna visas som vanligt.",
        "A fault in insyn kept the page from being shown. The terminal says more. The other pages are shown as usual.",
    );
    page(500, &findings::plain(Both("Fel i insyn", "A fault in insyn"), findings::paragraph(words, lang), lang))
}

fn made(output: &Output, status: u16, edition: &Edition, root: &Path, lang: Lang) -> Answer {
    let Some(made) = make::make(&edition.house, output) else { return nowhere_at_all(lang) };
    if !made.diagnostics.is_empty() {
        return page(500, &findings::unmade(&made.diagnostics, &edition.sources, lang));
    }
    if let Body::Bytes(content) = &made.body {
        let found = personal::look(&edition.house.site, &edition.sources, &output.path, content);
        if !found.is_empty() {
            return page(500, &findings::unmade(&found, &edition.sources, lang));
        }
    }
    match made.body {
        Body::Print(print) => printed(&print, output, status, edition, root, lang),
        Body::Copy(source) => copied(&source, status, &output.path, root, lang),
        Body::Bytes(content) => bytes(status, kind(&output.path), content),
    }
}

/// A photograph, made now.
fn printed(print: &Print, output: &Output, status: u16, edition: &Edition, root: &Path, lang: Lang) -> Answer {
    let inside = root.join(&*print.source).canonicalize().is_ok_and(|file| file.starts_with(root));
    let made = if inside { disk::print(root, print) } else { return cannot_open(lang) };
    match (made, &output.key) {
        (Ok(Ok(content)), _) => bytes(status, kind(&output.path), content),
        (Ok(Err(unfit)), Key::File(source)) => {
            let found = [check::unmade_picture(source, &unfit)];
            page(500, &findings::unmade(&found, &edition.sources, lang))
        }
        _ => cannot_open(lang),
    }
}

/// A file that is passed on. The plan named it, never the request; it is opened only while it still lies inside the site's folder.
fn copied(source: &str, status: u16, path: &str, root: &Path, lang: Lang) -> Answer {
    let inside = root.join(source).canonicalize().ok().filter(|file| file.starts_with(root) && file.is_file());
    let opened = inside.and_then(|file| File::open(file).ok()).and_then(|file| file.metadata().ok().map(|about| (file, about.len())));
    match opened {
        Some((file, length)) => Answer { content: Content::File(file, length), ..bytes(status, kind(path), Vec::new()) },
        None => cannot_open(lang),
    }
}

fn cannot_open(lang: Lang) -> Answer {
    let words = Both("Filen kunde inte öppnas. Stäng den i andra program.", "The file could not be opened. Close it in other programs.");
    let whole = findings::plain(Both("Filen kan inte visas", "The file cannot be shown"), findings::paragraph(words, lang), lang);
    page(500, &whole)
}

fn own(name: &str, edition: &Edition, lang: Lang) -> Answer {
    match name {
        "reload.js" => bytes(200, kind(name), include_bytes!("reload.js").to_vec()),
        "preview.css" => bytes(200, kind(name), include_bytes!("preview.css").to_vec()),
        _ => match own::page(name, edition, lang) {
            Some(content) => page(200, &content),
            None => nowhere_at_all(lang),
        },
    }
}

/// The site's own page for what is not found, as a web server shows it.
fn nowhere(edition: &Edition, root: &Path, lang: Lang) -> Answer {
    match edition.house.plan.output("404.html") {
        Some(output) => made(output, 404, edition, root, lang),
        None => nowhere_at_all(lang),
    }
}

fn nowhere_at_all(lang: Lang) -> Answer {
    let words = Both("Det finns ingen sida på den här adressen.", "There is no page at this address.");
    page(404, &findings::plain(Both("Sidan finns inte", "No such page"), findings::paragraph(words, lang), lang))
}

fn page(status: u16, content: &str) -> Answer {
    bytes(status, HTML, content.as_bytes().to_vec())
}

fn bytes(status: u16, kind: &'static str, content: Vec<u8>) -> Answer {
    Answer { status, kind, location: None, policy: policy::STRICT.to_owned(), content: Content::Bytes(content) }
}
