//! The site as a copy that opens from a folder, without a web server: a sink in front of another, where every address becomes relative.

mod addresses;
mod page;
mod style;

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::house::House;
use crate::output::{Body, Sink};
use crate::photo::Unfit;
use crate::source::{Audience, Sources};

use addresses::Addresses;

/// What only a web server can show, and formats that are for servers, robots and other sites.
const LEFT_OUT: (&str, &[&str]) = ("404.html", &["extract", "robots", "servers", "sitemap"]);

/// The style that hides the words on how to unpack: where it cannot be read, the page stands alone, and they are seen.
const UNPACK_STYLE: (&str, &str) = ("assets/insyn-unpack.css", ".insyn-unpack { display: none }\n");

/// An address of the site that leads to no file of the copy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lost {
    /// Path of the file where it stands.
    pub page: String,
    /// The address as it is written there.
    pub address: String,
}

/// Passes outputs on to another sink with their addresses made relative.
pub struct Portable<'a, S> {
    house: &'a House,
    sink: &'a S,
    addresses: Addresses,
    lost: Mutex<BTreeSet<Lost>>,
}

impl<'a, S: Sink> Portable<'a, S> {
    /// `others` are the paths of pages that the plan does not list, since they are made of what was made.
    pub fn new(house: &'a House, others: &[&str], sink: &'a S) -> Self {
        let base_url = house.site.config.base_url.as_ref().map(|web| web.url.as_str());
        let made = house.plan.outputs.iter().map(|output| output.path.as_str());
        let made = made.filter(|path| !is_left_out(house, path)).chain(others.iter().copied());
        Self { house, sink, addresses: Addresses::new(base_url, &house.plan.routes.base, made), lost: Mutex::default() }
    }

    /// Passes on the file that no page of the site has, once all else is staged. Gives the addresses that lead nowhere, by page.
    pub fn finish(self) -> Result<Vec<Lost>, S::Error> {
        let (path, style) = UNPACK_STYLE;
        self.sink.stage(path, Body::Bytes(style.into()))?;
        Ok(self.lost.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect())
    }

    /// A file of text with its addresses made relative; others, and those that are not UTF-8, as they are.
    fn rewritten(&self, path: &str, bytes: Vec<u8>) -> Vec<u8> {
        let extension = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let rewrite: fn(&str, &page::Copy) -> String = match extension.as_str() {
            "html" | "svg" => page::rewrite,
            "css" => |css, copy| style::rewrite(css, &|address| copy.relative(address)),
            _ => return bytes,
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return error.into_bytes(),
        };
        let first = |lang: &str| self.unpack(path, lang);
        let copy = page::Copy::new(&self.addresses, path, &first);
        let text = rewrite(&text, &copy);
        let lost = copy.lost().into_iter().map(|address| Lost { page: path.to_owned(), address });
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).extend(lost);
        text.into_bytes()
    }

    /// What somebody sees who opens a single page inside a zip file or a mail: how to unpack, in the page's language. Nothing when the
    /// theme has no words for it.
    fn unpack(&self, path: &str, lang: &str) -> String {
        let language = self.house.theme.language(lang);
        let Some(words) = language.strings.find("unpack_first") else { return String::new() };
        let up = "../".repeat(path.matches('/').count());
        let (style, _) = UNPACK_STYLE;
        format!(
            "<link rel=\"stylesheet\" href=\"{up}{style}\"><p class=\"insyn-unpack\" lang=\"{}\" dir=\"{}\">{}</p>",
            language.code,
            language.dir,
            htmlize::escape_text(words)
        )
    }
}

impl<S: Sink> Sink for Portable<'_, S> {
    type Error = S::Error;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, S::Error> {
        if is_left_out(self.house, path) {
            return Ok(None);
        }
        match body {
            Body::Bytes(bytes) => self.sink.stage(path, Body::Bytes(self.rewritten(path, bytes))),
            // Somebody's own file: its bytes are none of ours to change.
            copy => self.sink.stage(path, copy),
        }
    }
}

fn is_left_out(house: &House, path: &str) -> bool {
    let (page, formats) = LEFT_OUT;
    path == page || house.plan.output(path).is_some_and(|output| formats.contains(&output.format))
}

/// What a copy is called: `insyn-i-nacka-2026-11-22`, with a last word that tells drafts.
pub fn name(house: &House, sources: &Sources) -> String {
    let config = &house.site.config;
    let title: String = slug::slugify(&config.title.text).chars().take(60).collect();
    let title = if title.is_empty() { "insyn" } else { title.trim_end_matches('-') };
    let draft = match (sources.audience, config.language()) {
        (Audience::Public, _) => "",
        (_, "sv") => "-utkast",
        _ => "-draft",
    };
    format!("{title}-{}{draft}", sources.today)
}
