//! Which record is meant, and whether the new id can be its.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Refusal, Renaming, unreadable};
use crate::content::value::Id;
use crate::content::{KINDS, Kind};
use crate::diagnostic::nearest;
use crate::parse::Documents;
use crate::pipeline::Built;
use crate::source::Sources;

/// What is to be done; None when the record is called so already.
pub fn asked(sources: &Sources, built: &Built, documents: &Documents, old: &str, new: &str) -> Result<Option<Renaming>, Refusal> {
    let (kind, old) = record(built, documents, old)?;
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
    let site = &built.house.site;
    let Some(at) = site.get(kind.folder, &old) else {
        return Err(Refusal::new(
            format!("Posten {}/{old} har fel som gör att den inte kan läsas.", kind.folder),
            format!("The record {}/{old} has errors, so that it cannot be read.", kind.folder),
        )
        .help("Rätta den först: insyn check", "Mend it first: insyn check"));
    };
    let path = site.record(at).path.clone();
    let shared = path.matches('/').count() == 1;
    let mut renaming = Renaming { kind, old: Arc::from(old), new, path, shared, moves: BTreeMap::new() };
    renaming.moves = moves(&renaming, sources);
    Ok(Some(renaming))
}

/// An id as people type or paste it, with its folder if they say one: `content/results/andt-2016.md` is `results`, `andt-2016`.
fn taken_apart(written: &str) -> Result<(Option<&'static Kind>, &str), Refusal> {
    let plain = written.trim().trim_start_matches("./").trim_start_matches("content/").trim_matches('/');
    let plain = plain.trim_end_matches(".md").trim_end_matches(".toml").trim_end_matches("/index");
    if plain.contains('#') || plain.matches('/').count() > 1 {
        return Err(Refusal::new(
            format!("”{written}” är något inne i en post. Bara hela poster kan byta namn."),
            format!("“{written}” is something inside a record. Only whole records can be renamed."),
        ));
    }
    let Some((folder, id)) = plain.split_once('/') else { return Ok((None, plain)) };
    match Kind::called(folder) {
        Some(kind) => Ok((Some(kind), id)),
        None => {
            let folders: Vec<&str> = KINDS.iter().map(|kind| kind.folder).collect();
            let refusal = Refusal::new(format!("Det finns ingen mapp ”{folder}”."), format!("There is no folder “{folder}”."));
            Err(match nearest(folder, &folders) {
                Some(near) => refusal.help(format!("Menade du {near}/{id}?"), format!("Did you mean {near}/{id}?")),
                None => refusal.help(format!("Mappar: {}.", folders.join(", ")), format!("Folders: {}.", folders.join(", "))),
            })
        }
    }
}

/// The one record that is meant.
fn record(built: &Built, documents: &Documents, written: &str) -> Result<(&'static Kind, String), Refusal> {
    let (kind, id) = taken_apart(written)?;
    let fits = |known: &Kind| kind.is_none_or(|kind| kind.name == known.name);
    let entries = || documents.documents.iter().flat_map(|document| &document.entries).filter(|entry| fits(entry.kind));
    let found: Vec<&'static Kind> = entries().filter(|entry| entry.id == id).map(|entry| entry.kind).collect();
    match found[..] {
        [kind] => Ok((kind, id.to_owned())),
        [] => Err(unknown(built, written, id, entries().map(|entry| entry.id.as_str()).collect())),
        [first, ..] if found.iter().all(|kind| kind.name == first.name) => Err(Refusal::new(
            format!("Två poster har id ”{id}” i {}.", first.folder),
            format!("Two records have the id “{id}” in {}.", first.folder),
        )
        .help("Ge den ena ett annat id för hand: insyn check visar var de står.", "Give one another id by hand: insyn check shows where.")),
        _ => {
            let list: Vec<String> = found.iter().map(|kind| format!("{}/{id}", kind.folder)).collect();
            Err(Refusal::new(format!("Flera poster heter ”{id}”."), format!("Several records are called “{id}”."))
                .help(format!("Skriv vilken: {}.", list.join(", ")), format!("Say which: {}.", list.join(", "))))
        }
    }
}

fn unknown(built: &Built, written: &str, id: &str, known: Vec<&str>) -> Refusal {
    let refusal = Refusal::new(format!("Det finns ingen post ”{written}”."), format!("There is no record “{written}”."));
    let Some(near) = nearest(id, &known) else { return refusal };
    let site = &built.house.site;
    let whole = site.all().find(|(_, record)| *record.id == *near).map(|(_, record)| format!("{}/{near}", record.kind.folder));
    let near = whole.unwrap_or_else(|| near.to_owned());
    refusal.help(format!("Menade du {near}?"), format!("Did you mean {near}?"))
}

/// The new id; None when it is the old one.
fn new_id(kind: &Kind, old: &str, written: &str) -> Result<Option<String>, Refusal> {
    // What is no path may still be words, from which an id can be made.
    let (named, id) = if written.contains('/') { taken_apart(written)? } else { (None, written.trim()) };
    let id = id.trim_end_matches(".md").trim_end_matches(".toml");
    if let Some(other) = named.filter(|named| named.name != kind.name) {
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
