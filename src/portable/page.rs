//! A page whose addresses are made relative, element by element; everything else stays as it was, byte for byte.

use std::cell::RefCell;

use lol_html::html_content::{ContentType, Element};
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str, text};
use url::Url;

use super::addresses::{Addresses, Leads};
use super::style;

/// Attributes whose value is an address.
const ADDRESSES: &[&str] = &["href", "src", "poster", "action", "formaction", "cite", "longdesc", "xlink:href"];

/// Attributes whose value is a list of addresses, each with what it is for.
const SETS: &[&str] = &["srcset", "imagesrcset"];

/// A file while it is copied: where it lies, and what was found in it.
pub struct Copy<'a> {
    addresses: &'a Addresses,
    page: Url,
    /// Where relative addresses begin: at the page, unless it says otherwise.
    base: RefCell<Url>,
    /// What stands first in the body, given the page's language.
    first: &'a dyn Fn(&str) -> String,
    lang: RefCell<String>,
    lost: RefCell<Vec<String>>,
}

impl<'a> Copy<'a> {
    pub fn new(addresses: &'a Addresses, path: &str, first: &'a dyn Fn(&str) -> String) -> Self {
        let page = addresses.of(path);
        let base = RefCell::new(page.clone());
        Self { addresses, page, base, first, lang: RefCell::default(), lost: RefCell::default() }
    }

    /// The address that replaces one, if one must.
    pub fn relative(&self, written: &str) -> Option<String> {
        match self.addresses.lead(written, &self.page, &self.base.borrow()) {
            Leads::Here => None,
            Leads::To(address) => Some(address),
            Leads::Nowhere(address) => {
                self.lost.borrow_mut().push(written.to_owned());
                Some(address)
            }
        }
    }

    /// The addresses that led nowhere.
    pub fn lost(self) -> Vec<String> {
        self.lost.into_inner()
    }

    fn element(&self, element: &mut Element) -> HandlerResult {
        let tag = element.tag_name();
        if tag == "link" && is_canonical(element) {
            // It names the page on the web. While the site has no address there, it names nothing.
            if element.get_attribute("href").is_none_or(|href| Url::parse(href.trim()).is_err()) {
                element.remove();
            }
            return Ok(());
        }
        if tag == "html" {
            *self.lang.borrow_mut() = element.get_attribute("lang").unwrap_or_default();
        }
        if tag == "base" {
            self.take_base(element);
            return Ok(());
        }
        match element.get_attribute("http-equiv").filter(|_| tag == "meta").map(|name| name.to_ascii_lowercase()).as_deref() {
            Some("refresh") => self.set(element, "content", Self::refresh)?,
            Some("content-security-policy") => self.set(element, "content", |_, policy| Some(with_files(policy)))?,
            _ => {}
        }
        let names: Vec<String> = element.attributes().iter().map(|attribute| attribute.name()).collect();
        for name in names {
            match name.as_str() {
                "data" if tag == "object" => self.set(element, &name, Self::relative)?,
                "style" => self.set(element, &name, |copy, css| Some(style::rewrite(css, &|address| copy.relative(address))))?,
                name if SETS.contains(&name) => self.set(element, name, Self::set_of)?,
                name if ADDRESSES.contains(&name) => self.set(element, name, Self::relative)?,
                _ => {}
            }
        }
        self.trust(element);
        if tag == "body" {
            element.prepend(&(self.first)(&self.lang.borrow()), ContentType::Html);
        }
        Ok(())
    }

    /// Changes the value of an attribute to what `change` makes of it; untouched where that is the same.
    fn set(&self, element: &mut Element, name: &str, change: impl Fn(&Self, &str) -> Option<String>) -> HandlerResult {
        let Some(raw) = element.get_attribute(name) else { return Ok(()) };
        let written = htmlize::unescape_attribute(raw);
        if let Some(changed) = change(self, &written).filter(|changed| *changed != written) {
            element.set_attribute(name, &htmlize::escape_attribute(&changed))?;
        }
        Ok(())
    }

    /// A browser refuses a file of the disk that shall be checked as if it came from another host.
    fn trust(&self, element: &mut Element) {
        let Some(address) = element.get_attribute("href").or_else(|| element.get_attribute("src")) else { return };
        let own = Url::parse(&htmlize::unescape_attribute(address)).is_err();
        for check in ["integrity", "crossorigin"].into_iter().filter(|_| own) {
            element.remove_attribute(check);
        }
    }

    /// A page that says where its addresses begin needs that no more: each of them says it now.
    fn take_base(&self, element: &mut Element) {
        let Some(href) = element.get_attribute("href") else { return };
        if let Ok(base) = self.page.join(&htmlize::unescape_attribute(href)) {
            *self.base.borrow_mut() = base;
        }
        element.remove_attribute("href");
    }

    /// `0; url=/insyn/ny/` of a page that has moved.
    fn refresh(&self, content: &str) -> Option<String> {
        let at = content.to_ascii_lowercase().find("url=")? + "url=".len();
        let address = self.relative(content[at..].trim().trim_matches(['\'', '"']))?;
        Some(format!("{}{address}", &content[..at]))
    }

    /// `/a.png 1x, /b.png 2x`: an address ends at a space, or at the comma that ends its candidate.
    fn set_of(&self, set: &str) -> Option<String> {
        let mut candidates = Vec::new();
        let mut rest = set.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            let (written, after) = rest.split_at(end);
            let address = written.trim_end_matches(',');
            // A comma within brackets ends nothing, but no description of a picture that browsers know has any.
            let (description, next) =
                if address.len() < written.len() { ("", after) } else { after.split_once(',').unwrap_or((after, "")) };
            let relative = self.relative(address).unwrap_or_else(|| address.to_owned());
            candidates.push(format!("{relative} {}", description.trim()).trim_end().to_owned());
            rest = next.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        }
        Some(candidates.join(", "))
    }
}

/// A policy that lets in the copy's own files wherever it lets in the site's. Chromium and Firefox take a file beside the page for its own;
/// the standard does not, since a file has no origin (Content Security Policy Level 3, 6.7.2.8).
fn with_files(policy: &str) -> String {
    let is_own = |word: &str| word.eq_ignore_ascii_case("'self'");
    let directives = policy.split(';').map(|directive| match directive.split_ascii_whitespace().any(is_own) {
        true => format!("{} file:", directive.trim_end()),
        false => directive.to_owned(),
    });
    directives.collect::<Vec<_>>().join(";")
}

/// Rewrites a page or an SVG picture.
pub fn rewrite(html: &str, copy: &Copy) -> String {
    let css = RefCell::new(String::new());
    let settings = RewriteStrSettings::new()
        // Where browsers guess, a guess will do: no page of a theme is refused for it.
        .with_strict(false)
        .append_element_content_handler(element!("*", |element| copy.element(element)))
        .append_element_content_handler(text!("style", |chunk| {
            css.borrow_mut().push_str(chunk.as_str());
            if chunk.last_in_text_node() {
                let whole = css.take();
                chunk.replace(&style::rewrite(&whole, &|address| copy.relative(address)), ContentType::Html);
            } else {
                chunk.remove();
            }
            Ok(())
        }));
    rewrite_str(html, settings).unwrap_or_else(|error| {
        copy.lost.borrow_mut().push(error.to_string());
        html.to_owned()
    })
}

fn is_canonical(element: &Element) -> bool {
    let rel = element.get_attribute("rel").unwrap_or_default();
    rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(html: &str) -> (String, Vec<String>) {
        let files = ["index.html", "a/index.html", "a/b/index.html", "b.png", "c,d.png"];
        let addresses = Addresses::new(Some("https://x.se/i/"), "/i/", files.into_iter());
        let copy = Copy::new(&addresses, "a/index.html", &|lang| format!("[{lang}]"));
        let html = rewrite(html, &copy);
        (html, copy.lost())
    }

    #[test]
    fn every_attribute_that_carries_an_address_is_rewritten() {
        for (html, expected) in [
            ("<a href=/i/>x</a>", "<a href=\"../index.html\">x</a>"),
            ("<a HREF='/i/a/?x=1&amp;y=2#z'>x</a>", "<a HREF=\"?x=1&amp;y=2#z\">x</a>"),
            ("<a href=\"&#x2F;i&#x2F;a&#x2F;b&#x2F;\">x</a>", "<a href=\"b/index.html\">x</a>"),
            ("<img src=\"/i/b.png\" alt=\"/i/\">", "<img src=\"../b.png\" alt=\"/i/\">"),
            ("<img srcset=\"/i/b.png, /i/c,d.png 2x,/i/b.png 3x\">", "<img srcset=\"../b.png, ../c,d.png 2x, ../b.png 3x\">"),
            ("<video poster=/i/b.png></video>", "<video poster=\"../b.png\"></video>"),
            ("<object data=/i/b.png></object><p data=/i/>", "<object data=\"../b.png\"></object><p data=/i/>"),
            ("<form action=/i/a/><button formaction=/i/>", "<form action=\"index.html\"><button formaction=\"../index.html\">"),
            ("<q cite=/i/a/b/>x</q>", "<q cite=\"b/index.html\">x</q>"),
            ("<p style=\"background:url('/i/b.png')\">", "<p style=\"background:url(&quot;../b.png&quot;)\">"),
            ("<style>a{b:url(/i/b.png)}</style>", "<style>a{b:url(\"../b.png\")}</style>"),
            ("<svg><use xlink:href=\"/i/b.png#x\"/></svg>", "<svg><use xlink:href=\"../b.png#x\" /></svg>"),
            ("<meta http-equiv=Refresh content='0; URL=/i/a/b/'>", "<meta http-equiv=Refresh content=\"0; URL=b/index.html\">"),
            (
                "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src 'SELF' data: ; x\">",
                "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; img-src 'SELF' data: file:; x\">",
            ),
            ("<base href=/i/><a href=#x>y</a><a href=b.png>", "<base><a href=\"../index.html#x\">y</a><a href=\"../b.png\">"),
            ("<link href=/i/b.png crossorigin integrity=sha256-x>", "<link href=\"../b.png\">"),
            ("<html lang=sv><body class=x>", "<html lang=sv><body class=x>[sv]"),
        ] {
            assert_eq!(rewritten(html), (expected.to_owned(), vec![]), "{html}");
        }
    }

    #[test]
    fn what_needs_no_change_stays_byte_for_byte() {
        for html in [
            "<!doctype html><P  Class='a' >&amp; &aring; å<BR/></p\n>",
            "<a href='#x'>y</a><a href='https://x.se/annat/?a=1&b=2'>",
            "<script src=https://x.org/a.js crossorigin integrity=sha256-x></script>",
            "<link rel=\"Canonical\" href=\"https://x.se/i/a/\">",
            "<script>if (a < b) { '<a href=/i/>' }</script><!-- <a href=/i/> --><textarea><a href=/i/></textarea>",
            "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><circle r='1'/></svg>",
        ] {
            assert_eq!(rewritten(html), (html.to_owned(), vec![]));
        }
    }

    #[test]
    fn a_true_address_that_names_no_place_falls_away() {
        assert_eq!(rewritten("<link rel=canonical href=/i/a/>x").0, "x");
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        let (html, lost) = rewritten("<a href=/i/borta/>x</a>");
        assert_eq!((html.as_str(), lost), ("<a href=\"https://x.se/i/borta/\">x</a>", vec!["/i/borta/".to_owned()]));
    }
}
