//! Links in bodies that begin with `/`: addresses of the built site, which only the plan can judge.

use rustc_hash::FxHashSet;

use super::routes::Routes;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::output::Output;
use crate::site::{Dest, Site};

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

/// Checks every root-relative link against what can be made.
pub fn check(site: &Site, routes: &Routes, outputs: &[Output]) -> Vec<Diagnostic> {
    let paths: FxHashSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    // Listed when the first broken link asks what was meant, and then for all of them.
    let urls: std::cell::OnceCell<Vec<String>> = std::cell::OnceCell::new();
    let mut diagnostics = Vec::new();
    for record in &site.records {
        let bodies = record.body.iter().chain(record.translations.iter().map(|translation| &translation.body));
        for link in bodies.flat_map(|body| &body.facts.links) {
            let Dest::Rooted { path, .. } = site.link(record, &link.dest) else { continue };
            if !made(&path, routes, &paths) {
                let urls = urls.get_or_init(|| {
                    outputs.iter().filter(|output| output.path.ends_with(".html")).map(|output| routes.url(&output.path)).collect()
                });
                let known: Vec<&str> = urls.iter().map(String::as_str).collect();
                let mut diagnostic = Diagnostic::new(
                    &BROKEN_ADDRESS,
                    link.span,
                    format!("Det finns ingen sida på adressen {}.", link.dest),
                    format!("There is no page at the address {}.", link.dest),
                )
                .help("Länka till källfilen i stället: ../mapp/fil.md", "Link to the source file instead: ../folder/file.md");
                if let Some(near) = nearest(&link.dest, &known) {
                    diagnostic = diagnostic.help(format!("Menade du {near}?"), format!("Did you mean {near}?"));
                }
                diagnostics.push(diagnostic);
            }
        }
    }
    diagnostics
}

/// Whether something is made at an address, given without its first slash, with or without the site's own sub-path.
fn made(path: &str, routes: &Routes, paths: &FxHashSet<&str>) -> bool {
    let base = routes.base.trim_start_matches('/');
    let inside = path.strip_prefix(base).unwrap_or(path).split(['?', '#']).next().unwrap_or("");
    let page = if inside.is_empty() || inside.ends_with('/') { format!("{inside}index.html") } else { inside.to_owned() };
    paths.contains(page.as_str())
}
