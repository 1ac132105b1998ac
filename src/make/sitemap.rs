//! What search engines are told: every page with its whole address, and the same page in other languages.
//!
//! Source: sitemaps.org, protocol 0.9; for languages, Google's extension of it by `xhtml:link`.

use std::sync::Arc;

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::{Outputs, sitemap};
use crate::source::Audience;
use crate::xml::Xml;

pub static FORMAT: Format =
    Format { name: "sitemap", about: Both("Webbplatsens sidor, för sökmotorer", "The site's pages, for search engines"), list, make };

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const LANGUAGES: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// The format of what is told of.
const PAGES: &str = "html";

/// The name of the outputs that list pages.
const LIST: &str = "sitemap";

fn list(outputs: &mut Outputs) {
    if !outputs.routes.are_on_the_web() || outputs.site.audience == Audience::Reviewers {
        return;
    }
    outputs.finally(|site, output| output.format == PAGES && sitemap::is_listed(site, output), files);
}

/// A sitemap of so many pages, in several files where one has no room for them.
fn files(outputs: &mut Outputs, pages: usize) {
    let span = outputs.site.config_span;
    let key = |number| Key::Page { page: LIST, about: Arc::from(""), lang: 0, number };
    let files = pages.div_ceil(sitemap::MOST) as u32;
    if files <= 1 {
        return outputs.add(outputs.routes.sitemap(None), FORMAT.name, key(1), span);
    }
    outputs.add(outputs.routes.sitemap(None), FORMAT.name, Key::File(Arc::from("")), span);
    for number in 1..=files {
        outputs.add(outputs.routes.sitemap(Some(number)), FORMAT.name, key(number), span);
    }
}

fn make(house: &House, output: &Output) -> Made {
    let mut xml = Xml::begun();
    match &output.key {
        Key::Page { number, .. } => xml.element("urlset", &[NAMESPACE, LANGUAGES], |xml| {
            sitemap::pages(&house.site, &house.plan, PAGES, *number).for_each(|page| write(xml, &page));
        }),
        _ => xml.element("sitemapindex", &[NAMESPACE], |xml| index(xml, house)),
    }
    Made { body: Body::Bytes(xml.finish()), diagnostics: Vec::new() }
}

fn write(xml: &mut Xml, page: &sitemap::Page) {
    xml.element("url", &[], |xml| {
        xml.text("loc", &[], &page.address);
        if let Some(day) = page.changed {
            xml.text("lastmod", &[], &day.to_string());
        }
        let main = page.languages.first().map(|(_, address)| ("x-default", address.as_str()));
        let languages = page.languages.iter().map(|(lang, address)| (lang.as_str(), address.as_str()));
        for (lang, address) in languages.chain(main) {
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", lang), ("href", address)]);
        }
    });
}

/// Where each list of pages is.
fn index(xml: &mut Xml, house: &House) {
    let lists = house.plan.outputs.iter().filter(|output| output.format == FORMAT.name && matches!(output.key, Key::Page { .. }));
    for list in lists {
        if let Some(address) = house.plan.routes.whole(&house.plan.routes.url(&list.path)) {
            xml.element("sitemap", &[], |xml| xml.text("loc", &[], &address));
        }
    }
}
