//! Links in bodies that begin with `/`: addresses of the built site, which only the plan can judge.

use std::sync::OnceLock;

use imbl::Vector;
use rayon::prelude::*;

use super::routes::Routes;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::markdown::Link;
use crate::output::{Key, Output};
use crate::site::{Dest, Record, Site};

pub static BROKEN_ADDRESS: Lint = Lint {
    name: "broken-address",
    severity: Severity::Error,
    title: Both("Länk till en adress som inte finns", "Link to an address that does not exist"),
    why: Both("Läsaren hamnar på en felsida.", "The reader ends up on an error page."),
    manual: Both(
        "Länka hellre till källfilen: [strategin](../strategies/andt-2014-2016.md). Då följer länken med när adressen ändras. En länk som börjar med / måste vara en adress på den byggda webbplatsen.",
        "Rather link to the source file: [the strategy](../strategies/andt-2014-2016.md). Then the link follows when the address changes. A link that begins with / must be an address of the built site.",
    ),
};

/// Checks every root-relative link against what can be made, sorted by path, and its fragment against what stands on that page.
pub fn check(site: &Site, routes: &Routes, outputs: &Vector<Output>) -> Vec<Diagnostic> {
    let records: Vec<&Record> = site.all().map(|(_, record)| record).collect();
    of(site, routes, outputs, &records)
}

/// Checks the links of some records.
pub fn of(site: &Site, routes: &Routes, outputs: &Vector<Output>, records: &[&Record]) -> Vec<Diagnostic> {
    let addresses = Addresses { site, routes, outputs, urls: OnceLock::new() };
    records.par_iter().flat_map_iter(|record| addresses.broken(record)).collect()
}

/// What is made.
struct Addresses<'a> {
    site: &'a Site,
    routes: &'a Routes,
    outputs: &'a Vector<Output>,
    /// Listed when the first broken link asks what was meant, and then for all of them.
    urls: OnceLock<Vec<String>>,
}

impl<'a> Addresses<'a> {
    /// What is wrong with the links of a record.
    fn broken(&'a self, record: &'a Record) -> impl Iterator<Item = Diagnostic> {
        let links =
            record.bodies().filter(|body| body.facts.rooted).flat_map(|body| &body.facts.links).filter(|link| link.dest.starts_with('/'));
        links.filter_map(|link| match self.site.link(record, &link.dest) {
            Dest::Rooted { path, fragment } => self.judge(link, &path, fragment.as_deref()),
            _ => None,
        })
    }

    /// What is wrong with a link to an address, given without its first slash, with or without the site's own sub-path.
    fn judge(&self, link: &Link, path: &str, fragment: Option<&str>) -> Option<Diagnostic> {
        let base = self.routes.base.trim_start_matches('/');
        let inside = path.strip_prefix(base).unwrap_or(path).split('?').next().unwrap_or("");
        let page = if inside.is_empty() || inside.ends_with('/') { format!("{inside}index.html") } else { inside.to_owned() };
        let Ok(at) = self.outputs.binary_search_by(|output| output.path.as_str().cmp(&page)) else { return Some(self.nowhere(link)) };
        let output = &self.outputs[at];
        let fragment = fragment?;
        let ids = self.ids(output);
        (!ids.contains(&fragment)).then(|| {
            Diagnostic::new(
                &BROKEN_ADDRESS,
                link.span,
                format!("Sidan finns, men inget på den har id ”{fragment}”."),
                format!("The page is there, but nothing on it has the id “{fragment}”."),
            )
            .help("Länka till källfilen i stället: ../mapp/fil.md#id", "Link to the source file instead: ../folder/file.md#id")
            .meant(fragment, ids)
        })
    }

    fn nowhere(&self, link: &Link) -> Diagnostic {
        let urls = self.urls.get_or_init(|| {
            let pages = self.outputs.iter().map(|output| output.path.as_str()).filter(|path| path.ends_with(".html"));
            pages.map(|path| self.routes.url(path)).collect()
        });
        let known: Vec<&str> = urls.iter().map(String::as_str).collect();
        let diagnostic = Diagnostic::new(
            &BROKEN_ADDRESS,
            link.span,
            format!("Det finns ingen sida på adressen {}.", link.dest),
            format!("There is no page at the address {}.", link.dest),
        )
        .help("Länka till källfilen i stället: ../mapp/fil.md", "Link to the source file instead: ../folder/file.md");
        match nearest(&link.dest, &known) {
            Some(near) => diagnostic.help(format!("Menade du {near}?"), format!("Did you mean {near}?")),
            None => diagnostic,
        }
    }

    /// The ids that content gives a page: headings and parts of its record, or the terms of the glossary. Those of the theme are not
    /// addresses that content may lean on.
    fn ids(&self, output: &Output) -> Vec<&str> {
        match &output.key {
            Key::Record { record, lang, part: None } => {
                let record = self.site.record(*record);
                let code = self.routes.code(*lang);
                let translation = record.translations.iter().find(|translation| translation.lang == code);
                let body = translation.map(|translation| &translation.body).or(record.body.as_ref());
                let headings = body.into_iter().flat_map(|body| &body.facts.headings).map(|heading| heading.id.as_str());
                headings.chain(record.parts.iter().map(|part| &*part.id)).collect()
            }
            Key::Page { page: "glossary", .. } => {
                self.site.records.iter().filter(|record| record.kind.name == "term").map(|record| &*record.id).collect()
            }
            _ => Vec::new(),
        }
    }
}
