//! What people ask for a new record by: the word of its kind, and its id.

use std::collections::BTreeSet;

use crate::content::value::Id;
use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, nearest};
use crate::fault::Fault;
use crate::parse::Documents;
use crate::personal::numbers_in_name;

/// The kind that is meant by a word.
pub fn kind_called(word: &str) -> Result<&'static Kind, Fault> {
    Kind::called(word).ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().flat_map(|kind| [kind.name, kind.folder, kind.one.0, kind.address]).collect();
        let (sv, en) = match nearest(word, &names) {
            Some(near) => (format!("Menade du ”{near}”?\n"), format!("Did you mean “{near}”?\n")),
            None => Default::default(),
        };
        let all = |name: fn(&Kind) -> &'static str| KINDS.iter().map(|kind| name(kind)).collect::<Vec<_>>().join(", ");
        Fault::new(format!("Det finns ingen sorts post som heter ”{word}”."), format!("There is no kind of record called “{word}”."))
            .help(format!("{sv}Sorter: {}.", all(|kind| kind.one.0)), format!("{en}Kinds: {}.", all(|kind| kind.name)))
    })
}

/// `id`, if it has the form of one, is no person's number, and no record of the kind has it yet.
pub fn free_id<'a>(kind: &Kind, id: &'a str, documents: &Documents) -> Result<&'a str, Fault> {
    if let Some(number) = numbers_in_name(id).iter().find(|number| number.sure) {
        let shown = number.masked();
        return Err(Fault::new(
            format!("Ett id är en adress, och får inte vara ett personnummer: {shown}."),
            format!("An id is an address, and must not be a personal identity number: {shown}."),
        )
        .help("Välj ett id som inte säger vem det gäller.", "Choose an id that does not say whom it is about."));
    }
    if !Id::can_name_a_file(id) {
        let right = Id::good(id, kind.one.0);
        let fault = Fault::new(format!("”{id}” kan inte vara ett id."), format!("“{id}” cannot be an id."));
        let rule = Both(
            "Bara a–z, siffror och bindestreck, och inget namn som Windows har tagit.",
            "Only a–z, digits and hyphens, and no name that Windows has taken.",
        );
        let meant = |word: &str| if right.is_empty() { String::new() } else { format!("\n{word}: {right}") };
        return Err(fault.help(format!("{}{}", rule.0, meant("Skriv till exempel")), format!("{}{}", rule.1, meant("Write for example"))));
    }
    let taken: BTreeSet<&str> = documents
        .documents
        .iter()
        .flat_map(|document| {
            let read = document.entries.iter().filter(|entry| entry.kind.name == kind.name).map(|entry| entry.id.as_str());
            read.chain(document.broken.iter().filter(|(folder, _)| *folder == kind.folder).map(|(_, id)| id.as_str()))
        })
        .collect();
    if !taken.contains(id) {
        return Ok(id);
    }
    let other = (2..).map(|number| format!("{id}-{number}")).find(|other| !taken.contains(other.as_str())).unwrap_or_default();
    Err(Fault::new(
        format!("Det finns redan en post ”{id}” i {}.", kind.folder),
        format!("There is already a record “{id}” in {}.", kind.folder),
    )
    .help(format!("Välj ett annat id, till exempel: {other}"), format!("Choose another id, for example: {other}")))
}
