//! Which record somebody means.

use super::Refusal;
use crate::content::{KINDS, Kind};
use crate::diagnostic::nearest;
use crate::site::{Record, RecordId, Site};

/// The record that a word means: its id, `folder/id`, or the path of its file.
pub fn named(site: &Site, word: &str) -> Result<RecordId, Refusal> {
    if let [record] = site.records_in(word.trim().replace('\\', "/").trim_start_matches("./")) {
        return Ok(*record);
    }
    let (kind, id) = taken_apart(word)?;
    let kinds = || KINDS.iter().filter(|known| kind.is_none_or(|kind| kind.name == known.name));
    let found: Vec<RecordId> = kinds().filter_map(|kind| site.get(kind.folder, &id)).collect();
    match found[..] {
        [record] => Ok(record),
        [] if kinds().any(|kind| site.is_withheld(kind.folder, &id)) => {
            Err(Refusal::new(format!("Posten ”{word}” går inte att läsa."), format!("The record “{word}” cannot be read."))
                .help("Kör insyn check och rätta felen i filen.", "Run insyn check and mend the errors in the file."))
        }
        [] => Err(unknown(site, word, kind, &id)),
        _ => {
            let list = found.iter().map(|record| name(site.record(*record))).collect::<Vec<_>>().join(", ");
            Err(Refusal::new(format!("Flera poster heter ”{word}”."), format!("Several records are called “{word}”."))
                .help(format!("Skriv vilken du menar: {list}."), format!("Write which one you mean: {list}.")))
        }
    }
}

/// An id as people type or paste it, with its kind if they name the folder: `content/results/andt-2016.md` is a result, `andt-2016`.
pub fn taken_apart(written: &str) -> Result<(Option<&'static Kind>, String), Refusal> {
    let path = written.trim().replace('\\', "/");
    let plain = path.trim_start_matches("./").trim_start_matches("content/").trim_matches('/');
    let plain = plain.trim_end_matches(".md").trim_end_matches(".toml").trim_end_matches("/index");
    if plain.contains('#') || plain.matches('/').count() > 1 {
        return Err(Refusal::new(
            format!("”{written}” är något inne i en post. Kommandot gäller hela poster."),
            format!("“{written}” is something inside a record. The command is about whole records."),
        ));
    }
    let Some((folder, id)) = plain.split_once('/') else { return Ok((None, plain.to_owned())) };
    match Kind::called(folder) {
        Some(kind) => Ok((Some(kind), id.to_owned())),
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

/// How a record is named for certain.
fn name(record: &Record) -> String {
    format!("{}/{}", record.kind.folder, record.id)
}

fn unknown(site: &Site, word: &str, kind: Option<&Kind>, id: &str) -> Refusal {
    let kin = || site.all().map(|(_, record)| record).filter(|record| kind.is_none_or(|kind| kind.name == record.kind.name));
    let near = nearest(id, &kin().map(|record| &*record.id).collect::<Vec<_>>());
    let near = near.and_then(|near| kin().find(|record| &*record.id == near)).map(name);
    let refusal = Refusal::new(format!("Det finns ingen post ”{word}”."), format!("There is no record “{word}”."));
    match near {
        Some(near) => refusal.help(format!("Menade du {near}?"), format!("Did you mean {near}?")),
        None => refusal.help(
            "Id är filens namn utan ändelse: andt-2016, eller med mapp results/andt-2016.",
            "The id is the file's name without its ending: andt-2016, or with its folder results/andt-2016.",
        ),
    }
}
