//! Which record is meant, and whether the new id can be its.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Renaming, unreadable};
use crate::content::Kind;
use crate::content::value::Id;
use crate::edit::{Refusal, named, taken_apart};
use crate::parse::Documents;
use crate::pipeline::Built;
use crate::site::{Record, RecordId, Site};
use crate::source::Sources;

/// What is to be done; None when the record is called so already.
pub fn asked(sources: &Sources, built: &Built, documents: &Documents, old: &str, new: &str) -> Result<Option<Renaming>, Refusal> {
    let site = &built.house.site;
    let record = site.record(only(site, documents, old)?);
    let (kind, old) = (record.kind, record.id.clone());
    let Some(new) = new_id(kind, &old, new)? else { return Ok(None) };
    let lost = unreadable(sources, documents);
    if !lost.is_empty() {
        let list = lost.iter().take(10).map(|path| format!("\n  {path}")).collect::<String>();
        return Err(Refusal::new(
            format!("Det går inte att veta vad de här filerna hänvisar till, för de går inte att läsa:{list}"),
            format!("What these files refer to cannot be known, since they cannot be read:{list}"),
        )
        .help("Rätta dem först: insyn check", "Mend them first: insyn check"));
    }
    free(kind, &new, built, documents)?;
    let path = record.path.clone();
    let shared = path.matches('/').count() == 1;
    let mut renaming = Renaming { kind, old, new, path, shared, moves: BTreeMap::new() };
    renaming.moves = moves(&renaming, sources);
    Ok(Some(renaming))
}

/// The one record that is meant, when no other has its id.
fn only(site: &Site, documents: &Documents, written: &str) -> Result<RecordId, Refusal> {
    let at = named(site, written)?;
    let Record { kind, id, .. } = site.record(at);
    let entries = documents.documents.iter().flat_map(|document| &document.entries);
    if entries.filter(|entry| entry.kind.name == kind.name && *entry.id == **id).nth(1).is_some() {
        return Err(Refusal::new(
            format!("Två poster har id ”{id}” i {}.", kind.folder),
            format!("Two records have the id “{id}” in {}.", kind.folder),
        )
        .help(
            "Ge den ena ett annat id för hand: insyn check visar var de står.",
            "Give one another id by hand: insyn check shows where.",
        ));
    }
    Ok(at)
}

/// The new id; None when it is the old one.
fn new_id(kind: &Kind, old: &str, written: &str) -> Result<Option<String>, Refusal> {
    // What is no path may still be words, from which an id can be made.
    let (kind_named, id) = if written.contains('/') { taken_apart(written)? } else { (None, written.trim().to_owned()) };
    let id = id.trim_end_matches(".md").trim_end_matches(".toml");
    if let Some(other) = kind_named.filter(|named| named.name != kind.name) {
        return Err(Refusal::new(
            format!("Posten ligger i {} och kan inte bli en post i {}.", kind.folder, other.folder),
            format!("The record lies in {} and cannot become a record in {}.", kind.folder, other.folder),
        )
        .help("Ett namnbyte ändrar bara id.", "A rename changes the id only."));
    }
    if id == old {
        return Ok(None);
    }
    if Id::can_name_a_file(id) {
        return Ok(Some(id.to_owned()));
    }
    let right = Id::good(id, kind.one.0);
    let meant = |word: &str| if right.is_empty() { String::new() } else { format!("\n{word}: {right}") };
    Err(Refusal::new(format!("”{id}” kan inte vara ett id."), format!("“{id}” cannot be an id.")).help(
        format!("Bara a–z, siffror och bindestreck, och inget namn som Windows har tagit.{}", meant("Skriv till exempel")),
        format!("Only a–z, digits and hyphens, and no name that Windows has taken.{}", meant("Write for example")),
    ))
}

/// Refused when another record has the id.
fn free(kind: &'static Kind, new: &str, built: &Built, documents: &Documents) -> Result<(), Refusal> {
    let holder = documents.documents.iter().find(|document| {
        let has = document.entries.iter().any(|entry| entry.kind.name == kind.name && entry.id == new);
        has || document.broken.iter().any(|(folder, id)| *folder == kind.folder && id == new)
    });
    match holder {
        Some(document) => Err(Refusal::new(
            format!("Det finns redan en post ”{new}” i {}: {}.", kind.folder, document.text.path),
            format!("There is already a record “{new}” in {}: {}.", kind.folder, document.text.path),
        )
        .help("Välj ett annat id.", "Choose another id.")),
        None if built.house.site.is_withheld(kind.folder, new) => Err(Refusal::new(
            format!("Det finns redan en post ”{new}” i {}.", kind.folder),
            format!("There is already a record “{new}” in {}.", kind.folder),
        )),
        None => Ok(()),
    }
}

/// The files that bear the record's name, with their new names: itself, its translations, what lies beside it and in its folder.
fn moves(renaming: &Renaming, sources: &Sources) -> BTreeMap<Arc<str>, String> {
    let (old, new) = (renaming.stem(&renaming.old), renaming.stem(&renaming.new));
    let texts = sources.texts.iter().map(|text| &text.path);
    // Their spelling on the disk is what is moved.
    let blobs = sources.blobs.iter().flat_map(|blob| [&blob.path, &blob.on_disk]);
    let files = texts.chain(blobs).chain(sources.books.iter().map(|book| &book.path));
    let bears = |path: &Arc<str>| {
        let rest = path.strip_prefix(&old).filter(|rest| rest.starts_with(['.', '/']))?;
        Some((path.clone(), format!("{new}{rest}")))
    };
    files.filter_map(bears).collect()
}
