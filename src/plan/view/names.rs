//! What documents call things: the names of a record, and the wrong forms of a term.

use tera::Value;

use super::{Fields, View};
use crate::content::case::Case;
use crate::knowledge::names::{self, Named, Use};
use crate::site::{Address, RecordId};

/// Adds to a page the names that documents use of its record, when they are several.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    if let Some(named) = names::of(&view.knowledge.names, id) {
        fields.set("names_used", uses(view, named));
    }
}

/// The names of a record, each with the documents that use it.
pub fn uses(view: &View, named: &Named) -> Vec<Value> {
    let known: Vec<&str> = names::names(view.site.record(named.record)).collect();
    named.uses.iter().map(|one| used(view, known[one.name as usize], one)).collect()
}

/// The wrong forms of a term that stand in documents; none when none do.
pub fn wrong_forms_of(view: &View, term: RecordId) -> Vec<Value> {
    names::of(&view.knowledge.wrong_forms, term).map_or(Vec::new(), |named| wrong_forms(view, named))
}

/// The wrong forms of a term, each with the documents that have it.
pub fn wrong_forms(view: &View, named: &Named) -> Vec<Value> {
    let known: Vec<&str> = names::wrong_forms(view.site.record(named.record)).collect();
    named.uses.iter().map(|one| used(view, known[one.name as usize], one)).collect()
}

fn used(view: &View, name: &str, one: &Use) -> Value {
    let mut fields = Fields::default();
    fields.set("name", view.said(name));
    fields.set("documents", one.documents.iter().map(|document| named(view, *document)).collect::<Vec<_>>());
    fields.set("more", one.count as usize - one.documents.len());
    fields.into()
}

/// A document in few words: what sort it is, and its case.
fn named(view: &View, document: Address) -> Value {
    let record = view.site.record(document.record);
    let part = document.part.map(|part| &record.parts[part as usize]);
    let found = record.is::<Case>().zip(part).and_then(|(case, part)| case.documents.iter().find(|one| one.id.id == *part.id));
    let form = found.and_then(|found| found.form.as_ref()).map_or_else(|| view.site.title(document), |form| &form.text);
    let mut link = view.link(document);
    link.set("title", view.said(form));
    link.set("case", view.case_name(document.record));
    link.into()
}
