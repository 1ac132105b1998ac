//! What readers are given, and that nothing of what they were given before goes away without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::Vector;

use super::held;
use super::routes::Routes;
use crate::content::Kind;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::output::{Key, Output};
use crate::site::{Record, Site, State};
use crate::source::{Edition, Origin};
use crate::span::{SourceId, Span};

pub static VANISHED_PAGE: Lint = Lint {
    name: "vanished-page",
    severity: Severity::Error,
    title: Both("Publicerad sida som försvunnit", "Published page that has vanished"),
    why: Both(
        "Den som har länken hamnar på en felsida, och ingen får veta varför uppgiften är borta.",
        "Whoever has the link ends up on an error page, and nobody is told why the information is gone.",
    ),
    manual: Both(
        "Det som har publicerats försvinner inte: det dras tillbaka med ett besked, eller flyttar och lämnar sin gamla adress efter sig. Programmet minns vilka sidor som senast byggdes i public/.\n\nDra tillbaka: behåll filen och skriv i den\n\n[withdrawn]\ndate = \"2026-11-22\"\nreason = \"Fel version\"\n\nByt namn: insyn rename gammal ny flyttar posten och låter den gamla adressen leda dit. Har du flyttat den för hand: skriv den gamla adressen i den nya filen, formerly = [\"/nyheter/gammal/\"].\nHar sidan aldrig legat ute: insyn build --forget /nyheter/gammal/",
        "What has been published does not vanish: it is withdrawn with a notice, or moves and leaves its old address behind. The program remembers which pages were last built in public/.\n\nWithdraw: keep the file and write in it\n\n[withdrawn]\ndate = \"2026-11-22\"\nreason = \"Wrong version\"\n\nRename: insyn rename old new moves the record and lets the old address lead there. If you moved it by hand: write the old address in the new file, formerly = [\"/nyheter/old/\"].\nIf the page was never out: insyn build --forget /nyheter/old/",
    ),
};

/// The pages about records among what is made.
pub fn edition(site: &Site, outputs: &Vector<Output>) -> Edition {
    let pages = outputs.iter().filter_map(|output| {
        let record = match &output.key {
            Key::Record { record, .. } => site.record(*record),
            Key::Page { page: "members", about, .. } => {
                let (folder, id) = about.split_once('/')?;
                site.record(site.get(folder, id)?)
            }
            _ => return None,
        };
        // Only the first page of a long list has an address that lasts.
        let later = matches!(&output.key, Key::Page { number, .. } if *number > 1);
        let origin = Origin { record: format!("{}/{}", record.kind.folder, record.id), file: record.path.to_string() };
        (!later).then(|| (output.path.clone(), origin))
    });
    Edition { pages: pages.collect() }
}

/// Finds published pages that are no longer made: one finding for each record.
pub fn vanished(site: &Site, routes: &Routes, outputs: &Vector<Output>) -> Vec<Diagnostic> {
    let mut made = outputs.iter().peekable();
    let mut lost: BTreeMap<&str, Lost> = BTreeMap::new();
    // Both are in the order of their paths.
    for (path, origin) in &site.edition.pages {
        while made.next_if(|output| output.path < *path).is_some() {}
        let made = made.peek().filter(|output| output.path == *path);
        if made.is_some_and(|output| shows(site, output, origin)) {
            continue;
        }
        let fate = fate(site, origin);
        let gone = match fate {
            // The writers' own preview makes it, and readers would lose it.
            Fate::Held(_) => true,
            Fate::Lawful => false,
            Fate::Gone | Fate::There(_) => made.is_none(),
        };
        if gone {
            lost.entry(&origin.record).or_insert_with(|| Lost { origin, fate, urls: Vec::new() }).urls.push(routes.url(path));
        }
    }
    lost.into_values().map(|lost| lost.told(site)).collect()
}

/// Whether an output is about the record that a published page is about, and for all readers: as nearly all are.
fn shows(site: &Site, output: &Output, origin: &Origin) -> bool {
    let record = held::own(site, &output.key).map(|id| site.record(id)).filter(|record| record.state == State::Published);
    record.is_some_and(|record| origin.record.split_once('/') == Some((record.kind.folder, &*record.id)))
}

/// What became of the record that a published page is about.
#[derive(Clone, Copy)]
enum Fate<'a> {
    Gone,
    /// It is a draft again, embargoed, or not approved as it stands.
    Held(State),
    /// It is shown, if perhaps not at that address.
    There(&'a Record),
    /// It was withdrawn, its last day has passed, or it cannot be read, which has been told.
    Lawful,
}

fn fate<'a>(site: &'a Site, origin: &Origin) -> Fate<'a> {
    let Some((folder, id)) = origin.record.split_once('/') else { return Fate::Lawful };
    let Some(kind) = Kind::of_folder(folder) else { return Fate::Gone };
    let key = (kind.folder, Arc::from(id));
    let record = site.get(kind.folder, id).map(|id| site.record(id));
    match record.map(|record| record.state).or_else(|| site.hidden.get(&key).copied()) {
        Some(state @ (State::Draft | State::Embargoed | State::Unapproved)) => Fate::Held(state),
        Some(State::Expired | State::Withdrawn) => Fate::Lawful,
        Some(State::Published) => record.map_or(Fate::Lawful, Fate::There),
        None if site.broken.contains_key(&key) || site.unread(&origin.file) => Fate::Lawful,
        None => Fate::Gone,
    }
}

/// A record whose published pages are no longer made.
struct Lost<'a> {
    origin: &'a Origin,
    fate: Fate<'a>,
    urls: Vec<String>,
}

impl Lost<'_> {
    fn told(&self, site: &Site) -> Diagnostic {
        let (file, url) = (&self.origin.file, &self.urls[0]);
        let at = Span::start_of(SourceId::of(file));
        let formerly = format!("formerly = [{}]", self.urls.iter().map(|url| format!("\"{url}\"")).collect::<Vec<_>>().join(", "));
        let found = |span, sv: String, en: String| Diagnostic::new(&VANISHED_PAGE, span, sv, en);
        match self.fate {
            Fate::Held(State::Unapproved) => found(
                at,
                format!("Sidan {url} är publicerad, men {file} är inte godkänd som den nu står: den skulle försvinna för läsarna."),
                format!("The page {url} is published, but {file} is not approved as it stands now: readers would lose it."),
            )
            .help(
                format!("Godkänn den: insyn approve {} --role \"…\". Eller ta tillbaka ändringen.", self.origin.record),
                format!("Approve it: insyn approve {} --role \"…\". Or take the change back.", self.origin.record),
            )
            .help(
                "Ska sidan bort: dra tillbaka den med [withdrawn]. Det behöver inget godkännande.",
                "If the page is to go: withdraw it with [withdrawn]. That needs no approval.",
            ),
            Fate::Held(state) => {
                let (sv, en) = if state == State::Draft { ("ett utkast", "a draft") } else { ("inte släppt än", "not released yet") };
                found(
                    at,
                    format!("Sidan {url} är publicerad, men {file} är nu {sv}: den skulle försvinna för läsarna."),
                    format!("The page {url} is published, but {file} is now {en}: readers would lose it."),
                )
                .help(
                    "Ta bort draft eller not-before, eller dra tillbaka sidan med [withdrawn].",
                    "Remove draft or not-before, or withdraw the page with [withdrawn].",
                )
            }
            Fate::There(record) => found(
                record.span,
                format!("Sidan {url} är publicerad, men görs inte längre."),
                format!("The page {url} is published, but is no longer made."),
            )
            .help(
                "Klistra in raden nedan i filen, så leder den gamla adressen hit.",
                "Paste the line below in the file, and the old address leads here.",
            )
            .paste(formerly),
            Fate::Gone | Fate::Lawful => self.gone(
                found(
                    site.config_span,
                    format!("Sidan {url} är publicerad, men {file} finns inte längre."),
                    format!("The page {url} is published, but {file} is no longer there."),
                ),
                site,
                &formerly,
            ),
        }
        .help(
            format!("Har sidan aldrig legat ute: insyn build --forget {url}"),
            format!("If the page was never out: insyn build --forget {url}"),
        )
    }

    fn gone(&self, found: Diagnostic, site: &Site, formerly: &str) -> Diagnostic {
        let found = found
            .help(
                "Lägg tillbaka posten. Är det meningen att sidan ska bort: skriv [withdrawn] med date och reason i den.",
                "Put the record back. If the page is meant to go: write [withdrawn] with date and reason in it.",
            )
            .paste(formerly);
        match self.renamed(site) {
            Some(record) => found.help(
                format!("Blev den {}? Klistra då in raden nedan där.", record.path),
                format!("Did it become {}? Then paste the line below there.", record.path),
            ),
            None => found.help(
                "Har posten bytt namn: klistra in raden nedan i den nya filen.",
                "If the record has a new name: paste the line below in the new file.",
            ),
        }
    }

    /// A record of the same kind that has not been published, and whose id is like the lost one's.
    fn renamed<'a>(&self, site: &'a Site) -> Option<&'a Record> {
        let (folder, id) = self.origin.record.split_once('/')?;
        let known: BTreeSet<&str> = site.edition.pages.values().map(|origin| origin.record.as_str()).collect();
        let kin = site.all().map(|(_, record)| record).filter(|record| record.kind.folder == folder);
        let new: Vec<&Record> = kin.filter(|record| !known.contains(format!("{folder}/{}", record.id).as_str())).collect();
        let near = nearest(id, &new.iter().map(|record| &*record.id).collect::<Vec<_>>())?;
        new.into_iter().find(|record| &*record.id == near)
    }
}
