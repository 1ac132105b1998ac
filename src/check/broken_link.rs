//! Links in running text lead somewhere.

use super::{Rule, Run, bodies, stretch, with_near};
use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest, slip};
use crate::document::Body;
use crate::markdown::{Link, LinkKind, Named};
use crate::site::{Dest, Record, RecordId, Site, join, likely};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "broken-link",
    severity: Severity::Error,
    title: Both("Länken leder ingenstans", "Broken link"),
    why: Both("Den som följer länken kommer inte fram.", "Whoever follows the link does not arrive."),
    manual: Both(
        "En länk inom webbplatsen skrivs till filen, räknat från filen som länken står i, med # och ett id för en plats i den. En bild skrivs likadant med ! framför.\n\n[strategin](../strategies/andt-2014-2016.md#mal-1)\n[polisen](../organisations.toml#polisen)\n[längre ner](#bakgrund)\n![Diagram över kontroller](kontroller.png)\n![Andel godkända](indicator:godkanda-forsaljningsstallen)\n\nEn länk ut ur webbplatsen börjar med https://.",
        "A link within the site is written to the file, counted from the file where the link stands, with # and an id for a place in it. A picture is written likewise with ! before it.\n\n[the strategy](../strategies/andt-2014-2016.md#mal-1)\n[the police](../organisations.toml#polisen)\n[further down](#bakgrund)\n![Chart of inspections](kontroller.png)\n![Share approved](indicator:godkanda-forsaljningsstallen)\n\nA link out of the site begins with https://.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

/// A body with what its links are judged by.
struct Place<'a> {
    site: &'a Site,
    record: &'a Record,
    text: &'a str,
    body: &'a Body,
    /// The ids that links may lead to: of this body under none, of other records as they are asked for.
    ids: RefCell<FxHashMap<Option<RecordId>, FxHashSet<&'a str>>>,
}

/// Of more ids than these on a page, none is offered as what was meant: each broken link would be compared with them all.
const MANY: usize = 1000;

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let mut diagnostics = Vec::new();
    for (text, body) in bodies(record) {
        let place = Place { site, record, text, body, ids: RefCell::default() };
        let links = body.facts.links.iter().filter(|link| link.kind != LinkKind::Language);
        diagnostics.extend(links.filter_map(|link| place.judge(link)));
        diagnostics.extend(body.facts.broken.iter().map(undefined));
    }
    diagnostics
}

impl<'a> Place<'a> {
    fn judge(&self, link: &Link) -> Option<Diagnostic> {
        let span = stretch(self.text, link.span, &link.dest);
        match self.site.link(self.record, &link.dest) {
            Dest::Own { fragment } => self.fragment(span, &fragment, None),
            Dest::Record { .. } if link.kind == LinkKind::Image => Some(no_picture(span, &link.dest)),
            Dest::Record { record, fragment } => self.fragment(span, &fragment?, Some(record)),
            Dest::Nowhere => Some(self.nowhere(span, &link.dest)),
            _ => None,
        }
    }

    /// A finding when nothing in this body, or in another record, bears the id.
    fn fragment(&self, span: Span, id: &str, other: Option<RecordId>) -> Option<Diagnostic> {
        let target = other.map_or(self.record, |other| self.site.record(other));
        let mut all = self.ids.borrow_mut();
        let ids = all.entry(other).or_insert_with(|| {
            let body = if other.is_some() { target.body.as_deref() } else { Some(self.body) };
            let headings = body.into_iter().flat_map(|body| &body.facts.headings).map(|heading| heading.id.as_str());
            headings.chain(target.parts.iter().map(|part| &*part.id)).collect()
        });
        if id.is_empty() || ids.contains(id) || target.gaps {
            return None;
        }
        let at = stretch(self.text, span, id);
        let mut known: Vec<&str> = if ids.len() > MANY { Vec::new() } else { ids.iter().copied().collect() };
        known.sort_unstable();
        let diagnostic = Diagnostic::new(
            &LINT,
            at,
            format!("Det finns ingen rubrik eller del med id ”{id}” i {}.", target.path),
            format!("There is no heading or part with the id “{id}” in {}.", target.path),
        );
        Some(self.near(diagnostic, at, likely(id, &known).map(str::to_owned), known))
    }

    fn nowhere(&self, span: Span, dest: &str) -> Diagnostic {
        let (path, fragment) = dest.split_once('#').map_or((dest, None), |(path, fragment)| (path, Some(fragment)));
        if let Some(id) = path.strip_prefix("indicator:") {
            return self.no_indicator(span, id);
        }
        let whole = join(self.record.folder(), path);
        let inside: Vec<&str> = self.site.all().filter(|(_, r)| Some(&*r.path) == whole.as_deref()).map(|(_, r)| &*r.id).collect();
        if let Some(id) = fragment.filter(|_| !inside.is_empty()) {
            let at = stretch(self.text, span, id);
            let (sv, en) = (format!("Det finns ingen post ”{id}” i {path}."), format!("There is no record “{id}” in {path}."));
            return self.near(Diagnostic::new(&LINT, at, sv, en), at, likely(id, &inside).map(str::to_owned), inside);
        }
        if fragment.is_none() && !inside.is_empty() {
            let (sv, en) = (format!("{path} innehåller flera poster."), format!("{path} holds several records."));
            return Diagnostic::new(&LINT, span, sv, en).help(
                format!("Skriv vilken efter #, till exempel {path}#{}.", inside[0]),
                format!("Say which after #, for example {path}#{}.", inside[0]),
            );
        }
        let diagnostic = Diagnostic::new(&LINT, span, format!("Det finns ingen fil ”{path}”."), format!("There is no file “{path}”."));
        if path.starts_with("www.") {
            let web = format!("https://{dest}");
            return self.near(diagnostic, span, Some(web), Vec::new());
        }
        match self.nearest_file(whole.as_deref().unwrap_or(path)) {
            Some(near) => self.near(diagnostic, stretch(self.text, span, path), Some(near), Vec::new()),
            None => diagnostic.help(
                "Kontrollera filens namn och mapp. Länken räknas från mappen som den här filen ligger i.",
                "Check the file's name and folder. The link counts from the folder that this file lies in.",
            ),
        }
    }

    fn no_indicator(&self, span: Span, id: &str) -> Diagnostic {
        let at = stretch(self.text, span, id);
        let known: Vec<&str> = self.site.all().filter(|(_, r)| r.kind.folder == "indicators").map(|(_, r)| &*r.id).collect();
        let (sv, en) = (format!("Det finns inget mått ”{id}”."), format!("There is no indicator “{id}”."));
        self.near(Diagnostic::new(&LINT, at, sv, en), at, likely(id, &known).map(str::to_owned), known)
    }

    fn near(&self, diagnostic: Diagnostic, span: Span, near: Option<String>, mut known: Vec<&str>) -> Diagnostic {
        let diagnostic = with_near(diagnostic, self.text, span, near.as_deref());
        let written = self.text.get(span.range()).unwrap_or("");
        let sure = slip(written, &known).filter(|sure| near.as_deref() == Some(*sure));
        let diagnostic = diagnostic.fix_if(span, sure);
        known.sort_unstable();
        known.dedup();
        if known.len() > 40 { diagnostic } else { diagnostic.allowed(known) }
    }

    /// The file that was probably meant, as a path from here: the one of that name in another folder, or the name that is most like it.
    fn nearest_file(&self, path: &str) -> Option<String> {
        let file = |path: &str| path.trim_end_matches("/index.md").rsplit('/').next().unwrap_or("").to_owned();
        let wanted = file(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut paths: Vec<&str> = self.site.paths().collect();
        // Of files that are equally like it, the one in the same folder comes first.
        paths.sort_by_key(|path| (!path.starts_with(folder), *path));
        paths.dedup();
        let names: Vec<String> = paths.iter().map(|path| file(path)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let same = names.iter().position(|name| *name == wanted || name.rsplit_once('.').is_some_and(|(stem, _)| stem == wanted));
        // Another number is another file: the attachment that is missing is not the one before it.
        let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
        let number = digits(&wanted);
        let like: Vec<&str> = names.iter().copied().filter(|name| number.is_empty() || digits(name) == number).collect();
        let at = same.or_else(|| nearest(&wanted, &like).and_then(|near| names.iter().position(|name| *name == near)))?;
        Some(relative(self.record.folder(), paths[at]))
    }
}

/// The path of a file as seen from a folder.
fn relative(folder: &str, path: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (folder.split('/').collect(), path.split('/').collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

fn no_picture(span: Span, dest: &str) -> Diagnostic {
    Diagnostic::new(&LINT, span, format!("”{dest}” är en sida, ingen bild."), format!("“{dest}” is a page, not a picture."))
        .help("Ta bort utropstecknet om det ska vara en länk.", "Remove the exclamation mark if it is to be a link.")
}

fn undefined(link: &Named) -> Diagnostic {
    Diagnostic::new(
        &LINT,
        link.span,
        format!("Länken pekar på ”{}”, men ingen rad säger vart det leder.", link.name),
        format!("The link points at “{}”, but no line says where that leads.", link.name),
    )
    .help(
        "Skriv adressen inom parentes direkt efter: [text](adress). Eller lägg till raden nedan.",
        "Write the address in parentheses right after: [text](address). Or add the line below.",
    )
    .paste(format!("[{}]: https://…", link.name))
}
