//! The menu and the addresses in `site.toml` are about folders and records that exist.

use super::{Rule, Run, Whole, with_near};
use crate::content::value::Text;
use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::site::Site;
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "unknown-address",
    severity: Severity::Error,
    title: Both("Menyn eller en adress leder ingenstans", "Menu or address that leads nowhere"),
    why: Both(
        "Menyn står på varje sida; en länk som inte leder någonstans syns överallt.",
        "The menu is on every page; a link that leads nowhere is seen everywhere.",
    ),
    manual: Both(
        "`to` i [[navigation]] är en mapp eller en mapp och ett id: \"guides\", \"pages/om\". Under [addresses] står mappens namn och första delen av dess adresser:\n\n[addresses]\nstrategies = \"planer\"",
        "`to` in [[navigation]] is a folder, or a folder and an id: \"guides\", \"pages/om\". Under [addresses] stand the folder's name and the first part of its addresses:\n\n[addresses]\nstrategies = \"planer\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let site = whole.site;
    let addresses = site.config.addresses.iter().flat_map(|free| &free.0.entries);
    let unknown = addresses.filter(|entry| Kind::of_folder(&entry.key).is_none()).map(|entry| no_folder(site, &entry.key, entry.key_span));
    unknown.chain(site.config.navigation.iter().filter_map(|entry| destination(site, &entry.to))).collect()
}

fn destination(site: &Site, to: &Text) -> Option<Diagnostic> {
    let path = to.trim_matches('/');
    let Some((folder, id)) = path.split_once('/') else {
        return Kind::of_folder(path).is_none().then(|| no_folder(site, path, to.span));
    };
    let Some(kind) = Kind::of_folder(folder) else { return Some(no_folder(site, folder, to.span)) };
    let id = id.split('#').next().unwrap_or(id).trim_end_matches(".md");
    if site.get(kind.folder, id).is_some() || site.is_withheld(kind.folder, id) {
        return None;
    }
    let ids: Vec<&str> = site.all().filter(|(_, record)| record.kind.folder == kind.folder).map(|(_, record)| &*record.id).collect();
    let near = nearest(id, &ids).map(|near| format!("{folder}/{near}"));
    let diagnostic = Diagnostic::new(
        &LINT,
        to.span,
        format!("Det finns ingen post ”{id}” i mappen {folder}."),
        format!("There is no record “{id}” in the folder {folder}."),
    );
    Some(with_near(diagnostic, &site.config_text, to.span, near.as_deref()))
}

fn no_folder(site: &Site, folder: &str, span: Span) -> Diagnostic {
    let folders: Vec<&str> = KINDS.iter().map(|kind| kind.folder).collect();
    // Writers think in Swedish: "planer" leads to the folder whose pages have that address.
    let by_word = KINDS.iter().find(|kind| kind.address == folder || kind.one.0 == folder).map(|kind| kind.folder);
    let diagnostic = Diagnostic::new(
        &LINT,
        span,
        format!("Det finns ingen mapp ”{folder}” i content/."),
        format!("There is no folder “{folder}” in content/."),
    );
    with_near(diagnostic, &site.config_text, span, by_word.or_else(|| nearest(folder, &folders))).allowed(folders)
}
