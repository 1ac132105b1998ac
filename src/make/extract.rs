//! Extracts for a municipality's own website: what a page tells, its headings, words, tables and links, without anything around them and
//! without a style. Addresses are whole, so that it can stand anywhere.

use std::sync::Arc;

use lol_html::html_content::{ContentType, Element};
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str};
use url::Url;

use super::Format;
use crate::diagnostic::Both;
use crate::filling::{MARK, main_of, page_of};
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::view::{self, View};
use crate::plan::{Outputs, held};
use crate::site::State;
use crate::source::Audience;

pub static FORMAT: Format = Format {
    name: "extract",
    about: Both("Ett utdrag ur en sida, för kommunens egen webbplats", "An extract of a page, for the municipality's own website"),
    list,
    make,
};

/// The kinds whose pages a municipality shows among its own.
const KINDS: &[&str] = &["strategy", "result", "service", "guide"];

/// Elements that say nothing where there is no style, or nothing outside the page.
const LEFT_OUT: &[&str] = &["svg", "nav", "form", "script", "style", "template", "link", "meta", "source"];

/// The attribute of what stands on a page and is none of its words, for the search too.
pub const BESIDE: &str = "data-pagefind-ignore";

/// Elements that keep their meaning anywhere. Of others only what is in them stays.
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
    "var",
    "wbr",
];

/// Attributes that tell something without a style.
const TOLD: &[&str] = &[
    "abbr", "alt", "cite", "colspan", "datetime", "dir", "height", "href", "hreflang", "lang", "rel", "reversed", "rowspan", "scope",
    "span", "src", "start", "title", "value", "width",
];

fn list(outputs: &mut Outputs) {
    let site = outputs.site;
    // What has no address cannot be led to from elsewhere.
    if site.audience == Audience::Reviewers || !outputs.routes.are_on_the_web() {
        return;
    }
    let told = outputs.records().filter(|(_, record)| KINDS.contains(&record.kind.name) && record.state != State::Withdrawn);
    for (id, record) in told {
        let languages = record.translations.iter().map(|one| (outputs.routes.language(&one.lang), one.span));
        for (lang, span) in std::iter::once((0, record.span)).chain(languages).collect::<Vec<_>>() {
            let key = Key::Page { page: view::EXTRACT, about: Arc::from(format!("{}/{}", record.kind.folder, record.id)), lang, number: 1 };
            outputs.add(outputs.routes.extract(site, id, lang), FORMAT.name, key, span);
        }
    }
}

fn make(house: &House, output: &Output) -> Made {
    taken(house, output).unwrap_or(Made { body: Body::Bytes(Vec::new()), diagnostics: Vec::new() })
}

fn taken(house: &House, output: &Output) -> Option<Made> {
    let Key::Page { about, lang, .. } = &output.key else { return None };
    // What a style is for is not drawn: it would be left out.
    let from = view::extracted(View { draws: false, ..house.view(*lang) }, about)?;
    let here = Url::parse(&house.plan.routes.whole(&from.url)?).ok()?;
    let words = main_of(house, &from.page, *lang)?;
    let made = page_of(house, &from.with(&words), *lang, held::own(&house.site, &output.key));
    match made.body {
        Body::Bytes(page) => Some(Made { body: Body::Bytes(bare(page, &here)), diagnostics: made.diagnostics }),
        _ => None,
    }
}

/// A page whose `<main>` has nothing that a style is for, and whole addresses; those in it are read from where its own page is.
fn bare(page: Vec<u8>, here: &Url) -> Vec<u8> {
    let page = String::from_utf8_lossy(&page);
    let settings =
        RewriteStrSettings::new().with_strict(false).append_element_content_handler(element!("main *", |element| strip(element, here)));
    // Nothing comes out of a page that cannot be read; templates that are loaded give none.
    let bare = rewrite_str(&page, settings).unwrap_or_default();
    // What was taken out leaves its empty lines; those of code are its own.
    let lines = || bare.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect::<String>();
    if bare.contains("<pre") { bare.into_bytes() } else { lines().into_bytes() }
}

fn strip(element: &mut Element, here: &Url) -> HandlerResult {
    let tag = element.tag_name();
    if LEFT_OUT.contains(&tag.as_str()) || element.has_attribute(BESIDE) {
        element.remove();
        return Ok(());
    }
    // What a style sets apart from a name is in brackets where there is none.
    if element.get_attribute("class").as_deref() == Some(MARK) {
        element.prepend("(", ContentType::Text);
        element.append(")", ContentType::Text);
    }
    let says = tag == "span" && (element.has_attribute("lang") || element.has_attribute("dir"));
    if !says && !KEPT.contains(&tag.as_str()) {
        // Blocks stand apart from what is beside them.
        if tag != "span" {
            element.before("\n", ContentType::Text);
        }
        element.remove_and_keep_content();
        return Ok(());
    }
    let names: Vec<String> = element.attributes().iter().map(|attribute| attribute.name()).collect();
    for name in names.iter().filter(|name| !TOLD.contains(&name.as_str())) {
        element.remove_attribute(name);
    }
    for name in ["href", "src", "cite"] {
        let written = element.get_attribute(name);
        if let Some(whole) = written.and_then(|written| here.join(&htmlize::unescape_attribute(written)).ok()) {
            element.set_attribute(name, &htmlize::escape_attribute(whole.as_str()))?;
        }
    }
    Ok(())
}
