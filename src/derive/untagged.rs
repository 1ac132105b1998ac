//! Which files of the site are not tagged for accessibility, or not known to be: first those that are known, else in the order of the site.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Learnt;
use crate::content::case::{Case, Tagged};
use crate::knowledge::Knowledge;
use crate::knowledge::untagged::{File, Untagged};
use crate::markdown::Link;
use crate::site::{Address, Record, RecordId, Revision, Site, State};

/// Files that are pages to read, and can have the tags that a screen reader goes by. A table or a picture has none. No extension is
/// longer than four letters: by that bodies without such links are known.
const READ: &[&str] = &["doc", "docx", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "xls", "xlsx"];

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    of(site, site.told().filter(|(_, record)| leads_to_files(record)).map(|(id, _)| id).collect())
}

/// The same when nothing is new but what these records say: no other body is looked through.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let revised: BTreeSet<RecordId> = revisions.iter().map(|revision| revision.record).collect();
    let mut leading: Vec<RecordId> = knowledge.leading_to_files.iter().copied().filter(|id| !revised.contains(id)).collect();
    let leads = |id: &RecordId| site.records.get(*id).is_some_and(|record| record.state != State::Withdrawn && leads_to_files(record));
    leading.extend(revised.into_iter().filter(leads));
    leading.sort_unstable();
    of(site, leading)
}

/// The files of documents, and those that the bodies of some records lead to, in their order.
fn of(site: &Site, leading: Vec<RecordId>) -> Learnt {
    let mut files = Vec::new();
    // A file that a case says more of is told of there.
    let mut told: FxHashSet<Arc<str>> = FxHashSet::default();
    for (id, record, case) in site.each::<Case>().filter(|(_, record, _)| record.state != State::Withdrawn) {
        documents(site, id, (record, case), &mut told, &mut files);
    }
    for id in &leading {
        linked(site, *id, site.record(*id), &mut told, &mut files);
    }
    files.sort_by_key(|file| !file.known);
    Box::new(move |knowledge| (knowledge.untagged, knowledge.leading_to_files) = (files.into(), leading.into()))
}

fn documents(site: &Site, id: RecordId, (record, case): (&Record, &Case), told: &mut FxHashSet<Arc<str>>, files: &mut Vec<Untagged>) {
    for document in &case.documents {
        let path = site.document_file(record, document).filter(|path| is_read(path));
        let Some((path, _)) = path.and_then(|path| site.blobs.get_key_value(path.as_str())) else { continue };
        let new = told.insert(path.clone());
        if new && document.tagged != Some(Tagged::Yes) {
            let address = Address { record: id, part: record.parts.named(&document.id.id) };
            files.push(Untagged { file: File::Document(address), known: document.tagged.is_some() });
        }
    }
}

fn linked(site: &Site, id: RecordId, record: &Record, told: &mut FxHashSet<Arc<str>>, files: &mut Vec<Untagged>) {
    for link in to_files(record) {
        let Some(path) = site.file(record, &link.dest) else { continue };
        if let Some((path, _)) = site.blobs.get_key_value(path.as_str())
            && told.insert(path.clone())
        {
            files.push(Untagged { file: File::Linked { from: id, path: path.clone() }, known: false });
        }
    }
}

/// Whether the body of a record leads to anything that may be a file to read.
pub fn leads_to_files(record: &Record) -> bool {
    to_files(record).next().is_some()
}

/// The links of a record to what may be files to read. Most bodies have none, and are not looked through.
fn to_files(record: &Record) -> impl Iterator<Item = &Link> {
    record.bodies().filter(|body| body.facts.to_files).flat_map(|body| &body.facts.links).filter(|link| is_read(&link.dest))
}

fn is_read(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| READ.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
