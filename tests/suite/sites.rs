//! The two example sites as readers get them: built once for all tests, their records and their pages.

use std::path::Path;
use std::sync::OnceLock;

use insyn::make::make;
use insyn::output::Body;
use insyn::pipeline::{self, Built};
use insyn::source::{Audience, Sources};

fn sources(folder: &str) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    insyn::disk::read(&root, jiff::civil::date(2026, 11, 22), Audience::Public).expect("the site can be read")
}

pub fn danderyd_sources() -> Sources {
    sources("tests/sites/danderyd")
}

pub fn nacka_sources() -> Sources {
    sources("")
}

pub fn nacka() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| pipeline::build(&sources(""), None))
}

pub fn danderyd() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| pipeline::build(&danderyd_sources(), None))
}

/// The record of a kind.
pub fn typed<'a, T: 'static>(built: &'a Built, folder: &str, id: &str) -> &'a T {
    let record = built.house.site.get(folder, id).unwrap_or_else(|| panic!("{folder}/{id} is not in the site"));
    built.house.site.record(record).is().expect("the folder holds this kind")
}

/// A page, with plain spaces where lines may not break.
pub fn page(built: &Built, path: &str) -> String {
    let output = built.house.plan.output(path).unwrap_or_else(|| panic!("{path} is not made"));
    match make(&built.house, output).expect("every format is known").body {
        Body::Bytes(bytes) => String::from_utf8(bytes).expect("pages are text").replace('\u{a0}', " "),
        body => panic!("{body:?} is no page"),
    }
}

/// Every page with its path; extracts are taken from pages.
pub fn pages(built: &Built) -> Vec<(&str, String)> {
    let pages = built.house.plan.outputs.iter().filter(|output| output.format == "html");
    pages.map(|output| (output.path.as_str(), page(built, &output.path))).collect()
}

/// What a reader sees of a page, in small letters: no tags, and no words of the document in quotes.
pub fn told(page: &str) -> String {
    let mut words = String::new();
    for (at, part) in page.split("<blockquote").enumerate() {
        let part = if at == 0 { part } else { part.split_once("</blockquote>").map_or("", |(_, after)| after) };
        let tagless = part.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        words.extend(tagless.flat_map(|text| [text, " "]));
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
