//! The changes that are told, each with its record.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::content::changes::{Change, ChangeKind, Changes, PATH};
use crate::content::read::Reading;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::parse::Documents;
use crate::site::{Found, History, Site};

pub static CHANGE_OF_NOTHING: Lint = Lint {
    name: "change-of-nothing",
    severity: Severity::Warning,
    title: Both("Ändring av något som inte finns", "Change of nothing"),
    why: Both(
        "Ändringen kan inte visas på någon sida, och i listan över ändringar leder den ingenstans.",
        "The change can be shown on no page, and in the list of changes it leads nowhere.",
    ),
    manual: Both(
        "Publiceringen lägger till vad som har blivit annorlunda i content/changes.toml. Varje ändring säger vilken post den gäller: mapp och id.\n\n[[change]]\ndate = \"2026-11-22\"\nrecord = \"results/andt-2016\"\nkind = \"ändrad\"\ntext = \"Läge för Enkät ändrat från pågår till genomförd.\"\n\nByter du namn på en post med insyn rename följer ändringarna med. Är posten borttagen: låt den sista ändringen av den ha kind = \"borttagen\".",
        "Publishing adds what became different to content/changes.toml. Every change says which record it is about: folder and id.\n\n[[change]]\ndate = \"2026-11-22\"\nrecord = \"results/andt-2016\"\nkind = \"changed\"\ntext = \"Läge för Enkät ändrat från pågår till genomförd.\"\n\nWhere you rename a record with insyn rename the changes follow. If the record is removed: let its last change have kind = \"removed\".",
    ),
};

/// The changes that readers may be told of, and what is wrong with them. What is about a record that is not for these readers is left out.
pub fn find(documents: &Documents, site: &Site) -> (History, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let document = documents.at(PATH).map(|at| &documents.documents[at]);
    let Some((document, told)) = document.and_then(|document| Some((document, document.changes.clone()?))) else {
        return (History::default(), found);
    };
    let gone = removed(&told);
    let hidden: FxHashSet<&str> = site.hidden.keys().map(|(_, id)| &**id).collect();
    let mut shown = Vec::with_capacity(told.changes.len());
    for (at, change) in (0..).zip(&told.changes) {
        match site.find(&change.record, 0) {
            Found::At(address) => shown.push((at, Some(address.record))),
            Found::Nowhere | Found::NoSuchPart(_) => {
                // Without its folder nobody can tell which it is: it may be one that is not for these readers.
                let may_be_hidden = change.record.kind().is_none() && hidden.contains(bare(&change.record.written));
                shown.extend((!may_be_hidden).then_some((at, None)));
                let known = gone.contains(&*change.record.written) || document.stands_in();
                found.extend((!known).then(|| of_nothing(&document.text.content, change, site)));
            }
            Found::Hidden | Found::Broken => {}
        }
    }
    (History::new(told, shown), found)
}

/// The id in a reference whose folder is missing or unknown.
fn bare(written: &str) -> &str {
    let id = written.rsplit('/').next().unwrap_or(written);
    id.split('#').next().unwrap_or(id)
}

/// The records that are told to be gone.
fn removed(told: &Arc<Changes>) -> FxHashSet<&str> {
    let removed = told.changes.iter().filter(|change| change.kind == ChangeKind::Removed && change.fact.is_none());
    removed.map(|change| change.record.written.as_str()).collect()
}

fn of_nothing(text: &str, change: &Change, site: &Site) -> Diagnostic {
    let reference = &change.record;
    let found = Diagnostic::new(
        &CHANGE_OF_NOTHING,
        reference.span,
        format!("Det finns ingen post ”{}”.", reference.written),
        format!("There is no record “{}”.", reference.written),
    );
    let reading = Reading::new(text);
    let folder = reference.kind().map(|kind| kind.folder);
    let kin = site.all().map(|(_, record)| record).filter(|record| folder.is_none_or(|folder| record.kind.folder == folder));
    let known: Vec<String> = kin.map(|record| format!("{}/{}", record.kind.folder, record.id)).collect();
    match nearest(&reference.written, &known.iter().map(String::as_str).collect::<Vec<_>>()) {
        Some(near) => {
            let found = found.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?"));
            match reading.corrected(reference.span, &reading.like(reference.span, near)) {
                Some(line) => found.paste(line),
                None => found,
            }
        }
        None => found.help(
            "Har den bytt namn: skriv det nya. Är den borttagen: säg det med kind = \"borttagen\".",
            "If it has another name: write the new one. If it is removed: say so with kind = \"removed\".",
        ),
    }
}
