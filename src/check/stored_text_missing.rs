//! The files that a case's documents name are there.

use super::{Rule, Run, with_near};
use crate::content::case::Case;
use crate::content::value::Text;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::site::{Record, RecordId, Site, join};

pub static LINT: Lint = Lint {
    name: "stored-text-missing",
    severity: Severity::Error,
    title: Both("Handlingens fil saknas", "The document's file is missing"),
    why: Both(
        "Utan texten kan citaten inte kontrolleras, och utan filen kan läsare inte hämta handlingen.",
        "Without the text quotes cannot be checked, and without the file readers cannot fetch the document.",
    ),
    manual: Both(
        "`text` och `file` hos en handling är namn på filer i ärendets mapp, bredvid index.md.\n\ncontent/cases/socn-2015-275-761/index.md\ncontent/cases/socn-2015-275-761/bilaga-3.txt\n\n[[document]]\nid = \"bilaga-3\"\ntitle = \"Sammanfattning\"\ntext = \"bilaga-3.txt\"",
        "`text` and `file` of a document are names of files in the case's folder, beside index.md.\n\ncontent/cases/socn-2015-275-761/index.md\ncontent/cases/socn-2015-275-761/bilaga-3.txt\n\n[[document]]\nid = \"bilaga-3\"\ntitle = \"Sammanfattning\"\ntext = \"bilaga-3.txt\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let texts = |name: &&Text| !there(site, record, name, false);
    let files = |name: &&Text| !there(site, record, name, true);
    documents
        .flat_map(|document| document.text.iter().filter(texts).chain(document.file.iter().filter(files)))
        .map(|name| missing(site, record, name))
        .collect()
}

/// Whether the file is among the sources. One that could not be read has been told of.
fn there(site: &Site, record: &Record, name: &Text, passed_on: bool) -> bool {
    join(record.folder(), name)
        .is_some_and(|path| site.stored.contains_key(&*path) || site.unread(&path) || passed_on && site.blobs.contains_key(&*path))
}

fn missing(site: &Site, record: &Record, name: &Text) -> Diagnostic {
    let folder = format!("{}/", record.folder());
    let there: Vec<&str> = site
        .stored
        .keys()
        .chain(site.blobs.keys())
        .filter_map(|path| path.strip_prefix(&*folder))
        .filter(|path| !path.contains('/'))
        .collect();
    let diagnostic = Diagnostic::new(
        &LINT,
        name.span,
        format!("Filen ”{}” finns inte i {folder}.", &**name),
        format!("The file “{}” is not in {folder}.", &**name),
    );
    let extension = |path: &str| path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let alike: Vec<&str> = there.iter().copied().filter(|path| extension(path) == extension(name)).collect();
    let near = nearest(name, &alike);
    let diagnostic = with_near(diagnostic, &record.text, name.span, near);
    let mut alike = alike;
    alike.sort_unstable();
    match alike.len() {
        0 => diagnostic.help(
            format!("Lägg filen i mappen {folder}, eller ta bort raden."),
            format!("Put the file in the folder {folder}, or remove the line."),
        ),
        1..=40 => diagnostic.allowed(alike),
        _ => diagnostic,
    }
}
