//! Published text does not link to what readers cannot see.

use super::{Rule, Run, bodies, stretch};
use crate::content::case::Case;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Dest, Record, RecordId, Site, State};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "link-to-hidden",
    severity: Severity::Warning,
    title: Both("Länk till något som inte publiceras", "Link to what is not published"),
    why: Both(
        "På den publicerade webbplatsen blir länken vanlig text, eftersom det som den leder till inte finns där.",
        "On the published site the link becomes plain text, because what it leads to is not there.",
    ),
    manual: Both(
        "En post med `draft = true`, en som ännu inte ska visas (`not-before`) och en vars sista dag har passerat (`until`) finns inte på den publicerade webbplatsen. En länk dit visas som vanlig text tills sidan finns. Detsamma gäller filer i en sådan posts egen mapp, och filer hos en sida som är tillbakadragen: de publiceras inte genom en länk från en annan sida. Ska filen vara med ändå: lägg den hos sidan som länkar.",
        "A record with `draft = true`, one that is not to be shown yet (`not-before`) and one whose last day has passed (`until`) are not on the published site. A link there is shown as plain text until the page exists. The same holds for files in such a record's own folder, and for files of a page that is withdrawn: a link from another page does not publish them. If the file is to be there all the same: put it beside the page that links.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    if is_hidden(record.state) || record.state == State::Withdrawn {
        return Vec::new();
    }
    let links = bodies(record).flat_map(|(text, body)| body.facts.links.iter().map(move |link| (text, link)));
    let linked = links.filter_map(|(text, link)| {
        let (sv, en) = leads_to(site, record, &link.dest)?;
        Some(tell(stretch(text, link.span, &link.dest), format!("Länken leder till en {sv}."), format!("The link leads to a {en}.")))
    });
    let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let files = documents.flat_map(|document| [&document.file, &document.text]).flatten();
    let named = files.filter_map(|file| {
        let (sv, en) = beside(site, &format!("{}/{}", record.folder(), file.text))?;
        Some(tell(file.span, format!("Handlingen är en {sv}."), format!("The document is a {en}.")))
    });
    linked.chain(named).collect()
}

/// What a link leads to that readers cannot see.
fn leads_to(site: &Site, record: &Record, dest: &str) -> Option<(String, String)> {
    let page = |(sv, en)| (format!("sida som {sv}"), format!("page that {en}"));
    match site.link(record, dest) {
        Dest::Record { record, .. } | Dest::Picture(record) => words(site.record(record).state).map(page),
        Dest::Hidden => Some(page(("inte är publicerad", "is not published"))),
        Dest::File { path } | Dest::Withheld { path } => beside(site, &path),
        _ => None,
    }
}

/// A file beside a record that readers cannot see, or that was taken back.
fn beside(site: &Site, path: &str) -> Option<(String, String)> {
    let (sv, en) = match site.state_beside(path)? {
        State::Withdrawn => ("är tillbakadragen", "is withdrawn"),
        state => words(state)?,
    };
    Some((format!("fil som hör till en sida som {sv}"), format!("file that belongs to a page that {en}")))
}

fn tell(span: Span, sv: String, en: String) -> Diagnostic {
    Diagnostic::new(&LINT, span, sv, en)
        .help("Publicera den andra sidan också, eller ta bort länken.", "Publish the other page too, or remove the link.")
}

fn is_hidden(state: State) -> bool {
    words(state).is_some()
}

fn words(state: State) -> Option<(&'static str, &'static str)> {
    match state {
        State::Draft => Some(("är ett utkast", "is a draft")),
        State::Embargoed => Some(("inte är publicerad ännu", "is not published yet")),
        State::Expired => {
            Some(("inte visas längre, eftersom dess sista dag har passerat", "is no longer shown, because its last day has passed"))
        }
        State::Unapproved => Some(("inte är godkänd än", "is not approved yet")),
        State::Published | State::Withdrawn => None,
    }
}
