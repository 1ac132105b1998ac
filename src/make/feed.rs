//! Feeds: what happened, for those who follow a site, a kind, a body, a topic or a plan, and for lists of news of other sites.
//!
//! Source: RFC 4287, The Atom Syndication Format.

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::view::{self, Entry, Feed};
use crate::plan::{Outputs, feeds};
use crate::xml::Xml;

pub static FORMAT: Format = Format { name: "feed", about: Both("Ett flöde av det som hänt", "A feed of what happened"), list, make };

fn list(outputs: &mut Outputs) {
    for feed in feeds::all(outputs.site, outputs.knowledge, outputs.routes, outputs.records()) {
        let key = Key::Page { page: feeds::FEED, about: feed.about.into(), lang: 0, number: 1 };
        outputs.add(feed.path, FORMAT.name, key, feed.span);
    }
}

fn make(house: &House, output: &Output) -> Made {
    let bytes = view::feed(&house.view(0), &output.key).map(|feed| write(house, output, &feed));
    Made { body: Body::Bytes(bytes.unwrap_or_default()), diagnostics: Vec::new() }
}

fn write(house: &House, output: &Output, feed: &Feed) -> Vec<u8> {
    let (config, routes) = (&house.site.config, &house.plan.routes);
    let own = routes.whole(&routes.url(&output.path)).unwrap_or_default();
    let mut xml = Xml::begun();
    xml.element("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", routes.code(0))], |xml| {
        xml.text("id", &[], &feed.id);
        xml.text("title", &[], &feed.title);
        if let Some(summary) = &feed.summary {
            xml.text("subtitle", &[], summary);
        }
        xml.text("updated", &[], &feed.entries.first().map_or(String::new(), instant));
        xml.element("author", &[], |xml| xml.text("name", &[], &config.municipality.name));
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)]);
        xml.empty("link", &[("rel", "license"), ("href", config.licence())]);
        xml.text("generator", &[], "insyn");
        feed.entries.iter().for_each(|entry| add(xml, entry));
    });
    xml.finish()
}

fn add(xml: &mut Xml, entry: &Entry) {
    xml.element("entry", &[], |xml| {
        xml.text("id", &[], &entry.id);
        xml.text("title", &[], &entry.title);
        xml.text("published", &[], &instant(entry));
        xml.text("updated", &[], &instant(entry));
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
        xml.empty("category", &[("term", entry.sort.0), ("label", &entry.sort.1)]);
        if !entry.words.is_empty() {
            xml.text("summary", &[], &entry.words);
        }
    });
}

/// Noon of a day: the same day in every time zone of Europe.
fn instant(entry: &Entry) -> String {
    format!("{}T12:00:00Z", entry.day)
}
