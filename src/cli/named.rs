//! Which record somebody means on the command line.

use crate::content::KINDS;
use crate::diagnostic::nearest;
use crate::fault::Fault;
use crate::site::{Record, RecordId, Site};

/// The record that a word means: its id, `folder/id`, or the path of its file.
pub fn named(site: &Site, word: &str) -> Result<RecordId, Fault> {
    let path = word.replace('\\', "/");
    let path = path.trim_start_matches("./");
    if let [record] = site.records_in(path) {
        return Ok(*record);
    }
    let found: Vec<(RecordId, &Record)> = match path.trim_start_matches("content/").split_once('/') {
        Some((folder, id)) => site.get(folder, id).map(|id| (id, site.record(id))).into_iter().collect(),
        None => KINDS.iter().filter_map(|kind| site.get(kind.folder, path)).map(|id| (id, site.record(id))).collect(),
    };
    match found[..] {
        [(id, _)] => Ok(id),
        [] if KINDS.iter().any(|kind| site.is_withheld(kind.folder, path.rsplit('/').next().unwrap_or(path))) => {
            Err(Fault::new(format!("Posten ”{word}” går inte att läsa."), format!("The record “{word}” cannot be read."))
                .help("Kör insyn check och rätta felen i filen.", "Run insyn check and mend the errors in the file."))
        }
        [] => Err(unknown(site, word)),
        _ => {
            let names: Vec<String> = found.iter().map(|(_, record)| name(record)).collect();
            let list = names.join(", ");
            Err(Fault::new(format!("Flera poster heter ”{word}”."), format!("Several records are called “{word}”."))
                .help(format!("Skriv vilken du menar: {list}."), format!("Write which one you mean: {list}.")))
        }
    }
}

/// How a record is named for certain.
fn name(record: &Record) -> String {
    format!("{}/{}", record.kind.folder, record.id)
}

fn unknown(site: &Site, word: &str) -> Fault {
    let (folder, id) = word.split_once('/').map_or((None, word), |(folder, id)| (Some(folder), id));
    let kin = || site.all().map(|(_, record)| record).filter(|record| folder.is_none_or(|folder| folder == record.kind.folder));
    let near = nearest(id, &kin().map(|record| &*record.id).collect::<Vec<_>>());
    let near = near.and_then(|near| kin().find(|record| &*record.id == near)).map(name);
    let fault = Fault::new(format!("Det finns ingen post ”{word}”."), format!("There is no record “{word}”."));
    match near {
        Some(near) => fault.help(format!("Menade du {near}?"), format!("Did you mean {near}?")),
        None => fault.help(
            "Id är filens namn utan ändelse: andt-2016, eller med mapp results/andt-2016.",
            "The id is the file's name without its ending: andt-2016, or with its folder results/andt-2016.",
        ),
    }
}
