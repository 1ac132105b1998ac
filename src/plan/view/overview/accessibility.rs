//! The accessibility statement: how far the site meets the law, what is known not to be accessible, and where to turn.
//!
//! Source: Digg's guidance on what a statement must hold, and its wording.

use std::sync::Arc;

use tera::Value;

use super::{Overview, Place};
use crate::content::accessibility::{AUTHORITY, Accessibility, Fault, STANDARD, Situation};
use crate::content::case::Case;
use crate::content::value::{Choice as _, Text, Word};
use crate::knowledge::Knowledge;
use crate::knowledge::untagged::{File, Untagged};
use crate::plan::pages::pages_of;
use crate::plan::routes::Routes;
use crate::plan::view::{Fields, View, lists, shared, whole};
use crate::site::{Address, Site};

pub static STATEMENT: Overview = Overview {
    name: "accessibility",
    title: "accessibility_title",
    about: "accessibility_about",
    shown: None,
    places,
    on_start: false,
    page,
};

/// Every file that is not tagged, when they are more than the statement has room for.
pub static FILES: Overview = Overview {
    name: "accessibility-files",
    title: "accessibility_files_title",
    about: "accessibility_files_about",
    shown: None,
    places: file_places,
    on_start: false,
    page: file_page,
};

/// How many files the statement itself lists.
const LISTED: usize = 20;

fn places(site: &Site, _: &Knowledge) -> Vec<Place> {
    let place = |_| Place { about: Arc::from(""), address: Routes::STATEMENT.0.to_owned(), pages: 1 };
    site.accessibility.as_ref().map(place).into_iter().collect()
}

fn file_places(site: &Site, knowledge: &Knowledge) -> Vec<Place> {
    let count = knowledge.untagged.len();
    let place = || Place { about: Arc::from(""), address: Routes::STATEMENT.1.to_owned(), pages: pages_of(site, count) };
    (count > LISTED && site.accessibility.is_some()).then(place).into_iter().collect()
}

fn page(view: &View, _: &str, _: u32) -> Option<Fields> {
    let statement = view.site.accessibility.as_deref()?;
    let config = &view.site.config;
    let written = |text: &Option<Text>, known: &str| text.as_ref().map_or_else(|| known.to_owned(), |text| text.text.clone());
    let (body, service) = (written(&statement.body, &config.municipality.name), written(&statement.service, &config.title));
    let standard = written(&statement.standard, STANDARD);
    let guidelines = written(&statement.guidelines, view.strings().get("accessibility_guidelines"));
    let fill = |key: &str, values: &[(&str, &str)]| view.strings().fill(key, values);
    let mut fields = Fields::default();
    fields.set("lead", fill("accessibility_lead", &[("body", &body), ("service", &service)]));
    fields.set("how", view.strings().get(&sentence(statement.conformance.word())));
    fields.set("against", fill("accessibility_standard", &[("standard", &standard), ("guidelines", &guidelines)]));
    fields.set("conformance", view.word(statement.conformance.word()));
    fields.set("assessed", view.date(&statement.assessed.0));
    fields.set("updated", view.date(&statement.updated.0));
    fields.set("method", view.strings().get(&sentence(statement.method.word())));
    fields.set("assessed_by", text(statement.assessed_by.as_ref()));
    fields.set("tested", words(&statement.tested));
    fields.set("not_tested", words(&statement.not_tested));
    fields.set("note", text(statement.note.as_ref()));
    fields.set("feedback", shared::desk(statement.feedback.as_ref().or(config.feedback.as_ref()), str::to_owned));
    fields.set("authority", authority(view, statement));
    fields.set("groups", groups(view, statement));
    let burdens = statement.burdens.iter().map(|burden| told(&burden.what, Some(&burden.reason), burden.alternative.as_ref()));
    fields.set("burdens", burdens.collect::<Vec<_>>());
    let claim = if statement.burdens.is_empty() { "accessibility_no_burden" } else { "accessibility_burden" };
    fields.set("claim", fill(claim, &[("body", &body)]));
    let exempt = statement.exempt.iter().map(|exempt| told(&exempt.what, exempt.reason.as_ref(), None));
    fields.set("exempt", exempt.collect::<Vec<_>>());
    let all = &view.knowledge.untagged;
    fields.extend(files(view, &all[..all.len().min(LISTED)]));
    fields.set("files_count", all.len());
    fields.set("files_url", (all.len() > LISTED).then(|| view.routes().url(&view.routes().page(Routes::STATEMENT.1, 0, 1))));
    Some(fields)
}

/// The key of the sentence that a word stands for.
fn sentence(word: &Word) -> String {
    format!("accessibility_{}", word.en.replace('-', "_"))
}

fn authority(view: &View, statement: &Accessibility) -> Fields {
    let (name, page) = statement.authority.as_ref().map_or(AUTHORITY, |authority| (&*authority.name, authority.page.url.as_str()));
    let mut fields = Fields::default();
    for (key, of) in [("words", "accessibility_authority"), ("link", "accessibility_complain")] {
        fields.set(key, view.strings().fill(of, &[("authority", name)]));
    }
    fields.set("page", page);
    fields
}

/// The faults by the use in which they are noticed; one that is noticed in several stands in each. Those of which it is not said come last.
fn groups(view: &View, statement: &Accessibility) -> Vec<Value> {
    let of = |situation: Option<Situation>| {
        let noticed = |fault: &&Fault| situation.map_or(fault.situations.is_empty(), |one| fault.situations.contains(&one));
        let faults: Vec<Value> = statement.faults.iter().filter(noticed).map(|found| Value::from(fault(view, found))).collect();
        let mut group = Fields::default();
        group.set("situation", situation.map(|situation| view.word(situation.word())));
        group.set("faults", faults.clone());
        (!faults.is_empty()).then(|| Value::from(group))
    };
    Situation::VARIANTS.iter().copied().map(Some).chain([None]).filter_map(of).collect()
}

fn fault(view: &View, fault: &Fault) -> Fields {
    let mut fields = told(&fault.what, Some(&fault.reason), fault.alternative.as_ref());
    fields.set("criteria", words(&fault.criteria));
    fields.set("mended", fault.mended.as_ref().map(|date| view.date(date)));
    fields
}

fn told(what: &Text, reason: Option<&Text>, alternative: Option<&Text>) -> Fields {
    let mut fields = Fields::default();
    fields.set("what", what.text.as_str());
    fields.set("reason", text(reason));
    fields.set("alternative", text(alternative));
    fields
}

fn words(list: &[Text]) -> Vec<Value> {
    list.iter().map(|text| Value::from(text.text.as_str())).collect()
}

fn file_page(view: &View, _: &str, number: u32) -> Option<Fields> {
    let all = &view.knowledge.untagged;
    let size = crate::plan::pages::page_size(view.site);
    let mut fields = files(view, lists::on_page(all, number, size));
    fields.set("files_count", all.len());
    let path = |number| view.routes().page(Routes::STATEMENT.1, 0, number);
    lists::pager(view, &mut fields, number, pages_of(view.site, all.len()), path);
    Some(fields)
}

/// Files that are known not to be tagged, and those of which nobody has said.
fn files(view: &View, files: &[Untagged]) -> Fields {
    let of = |known: bool| files.iter().filter(|file| file.known == known).map(|found| file(view, &found.file)).collect::<Vec<Value>>();
    let known = view.knowledge.untagged.partition_point(|file| file.known);
    let mut fields = Fields::default();
    fields.set("untagged", of(true));
    fields.set("untagged_count", known);
    fields.set("unknown", of(false));
    fields.set("unknown_count", view.knowledge.untagged.len() - known);
    fields
}

/// A file as a link to where it is told of, and where its text may be read instead.
fn file(view: &View, file: &File) -> Value {
    match file {
        File::Document(address) => {
            let mut fields = view.link(*address);
            fields.set("case", view.case_name(address.record));
            fields.set("text_url", text_of(view, *address));
            fields.into()
        }
        File::Linked { from, path } => {
            let mut fields = Fields::default();
            fields.set("title", path.rsplit('/').next().unwrap_or(path));
            fields.set("url", view.routes().file_url(path));
            fields.set("linked_from", view.link(whole(*from)));
            fields.into()
        }
    }
}

/// The page with the text of a document, where that may be read here.
fn text_of(view: &View, address: Address) -> Option<String> {
    let record = view.site.record(address.record);
    let part = &record.parts[address.part? as usize];
    let document = record.is::<Case>()?.documents.iter().find(|document| *document.id.id == *part.id)?;
    let shown = document.publish_text && view.site.document_text(address).is_some();
    shown.then(|| view.routes().url(&view.routes().part(view.site, address.record, &part.id, 0)))
}

fn text(words: Option<&Text>) -> Value {
    words.map(|words| words.text.as_str()).into()
}
