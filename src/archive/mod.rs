//! An edition for the archive: everything in one package that needs no program to be read, and that says what it is and whether it is whole.
//!
//! The package is a bag as RFC 8493 has it (BagIt 1.0): files under `data/`, lists of their SHA-256, and who sends what. What lies where is
//! told in `data/` itself too, for whoever opens it without knowing bags.

mod bag;
mod basis;
mod cover;

use serde_json::json;

use crate::content::value::Choice as _;
use crate::house::House;
use crate::make;
use crate::output::Body;
use crate::parse::Documents;
use crate::site::Site;
use crate::source::Sources;

pub use bag::{Sealed, manifest_name, tags};
pub use cover::Cover;

/// Where in a bag what is handed over lies.
const DATA: &str = "data";

/// Where the site lies that opens from a folder.
pub const SITE: &str = "data/webbplats";

/// What a package is called: `nacka-kommun-insyn-2026-11-22`.
pub fn name(house: &House, sources: &Sources) -> String {
    let municipality = slug::slugify(&house.site.config.municipality.name.text);
    format!("{}-insyn-{}", municipality.trim_matches('-'), sources.today)
}

/// Everything of a package but the site itself, with its place in the bag; `house` is made for readers. What was never published is left
/// out: drafts, and what is not released or approved.
pub fn beside_the_site<'a>(
    house: &'a House,
    sources: &'a Sources,
    documents: &'a Documents,
    cover: &Cover,
) -> impl Iterator<Item = (String, Body)> + use<'a> {
    let files = basis::files(&house.site, sources, documents).map(|(path, body)| (format!("{DATA}/underlag/{path}"), body));
    let records = house.plan.outputs.iter().filter(|output| output.format == "json").filter_map(|output| {
        let made = make::make(house, output)?;
        Some((format!("{DATA}/poster/{}", output.path), made.body))
    });
    let told = [("andringar.json", changes(&house.site)), ("omslag.json", cover.json()), ("las-mig.txt", cover.read_me())];
    let told = told.map(|(path, text)| (format!("{DATA}/{path}"), Body::Bytes(text.into_bytes())));
    files.chain(records).chain(told)
}

/// The changes that readers were told of, the latest last.
fn changes(site: &Site) -> String {
    let changes = site.history.all().rev().map(|(_, change)| {
        let words = |text: &Option<crate::content::value::Text>| text.as_ref().map(|text| text.text.clone());
        json!({
            "date": change.date.date().to_string(),
            "record": &*change.record.written,
            "kind": change.kind.word().sv,
            "fact": words(&change.fact),
            "old": words(&change.old),
            "new": words(&change.new),
            "text": change.text.text,
        })
    });
    format!("{:#}\n", serde_json::Value::from(changes.collect::<Vec<_>>()))
}
