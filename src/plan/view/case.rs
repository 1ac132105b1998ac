//! The page of a case: its documents with their attachments, whether and how each can be read, and who answered its commissions.

use tera::Value;

use super::mentions::{Where, unbroken};
use super::{Fields, View, chains, letter, whole};
use crate::content::case::{Case, CaseDocument};
use crate::content::datum::Branch;
use crate::content::value::Web;
use crate::knowledge::Presence;
use crate::knowledge::chains::Place;
use crate::plan::wording;
use crate::site::{Address, Record, RecordId};
use crate::source::Blob;
use crate::theme::tel;

/// Adds to a case where its documents can be read or asked for, and what is known of the answers to its commissions.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(case) = view.site.record(id).is::<Case>() else { return };
    fields.set("number", case.number.as_ref().map(|number| unbroken(number)));
    fields.set("documents", documents(view, id, case));
    let places = (0..case.commissions.len() as u32).map(|at| Place { case: id, at });
    fields.set("commissions", places.filter_map(|place| chains::commission(view, place)).map(Value::from).collect::<Vec<_>>());
}

/// The documents, each attachment below the document that it belongs to.
fn documents(view: &View, id: RecordId, case: &Case) -> Vec<Value> {
    let place: rustc_hash::FxHashMap<&str, usize> = case.documents.iter().enumerate().map(|(at, one)| (&*one.id.id, at)).collect();
    let belongs_to = |at: usize| case.documents[at].attached_to.as_ref().and_then(|to| place.get(&**to).copied());
    let mut attached: Vec<Vec<Value>> = vec![Vec::new(); case.documents.len()];
    let mut main = Vec::new();
    for (at, document) in case.documents.iter().enumerate() {
        let fields = document_fields(view, id, document);
        // One level is shown: what belongs to an attachment says so, and stands by itself.
        match belongs_to(at).filter(|to| belongs_to(*to).is_none()) {
            Some(to) => attached[to].push(fields.into()),
            None => main.push((at, fields)),
        }
    }
    let whole = main.into_iter().map(|(at, mut fields)| {
        fields.set("attachments", std::mem::take(&mut attached[at]));
        if let Some(to) = belongs_to(at) {
            fields.set("belongs_to", view.said(&case.documents[to].title));
        }
        Value::from(fields)
    });
    whole.collect()
}

/// Whether a document of a case is among the documents here, as text, file or page.
pub fn is_here(view: &View, address: Address) -> bool {
    let record = view.site.record(address.record);
    let part = address.part.map(|part| &record.parts[part as usize].id);
    let documents = record.is::<Case>().into_iter().flat_map(|case| &case.documents);
    let document = part.and_then(|id| documents.into_iter().find(|document| *document.id.id == **id));
    document.is_some_and(|document| document.page.is_some() || stored(view, record, document) || blob(view, record, document).is_some())
}

/// Whether the text of a document is stored.
fn stored(view: &View, record: &Record, document: &CaseDocument) -> bool {
    view.site.stored_text(record, document).is_some()
}

/// The file of a document.
fn blob<'a>(view: &View<'a>, record: &Record, document: &CaseDocument) -> Option<&'a Blob> {
    view.site.blobs.get(view.site.document_file(record, document)?.as_str())
}

/// A document: where it can be read, in which form, and how one asks for it when it cannot.
fn document_fields(view: &View, id: RecordId, document: &CaseDocument) -> Fields {
    let record = view.site.record(id);
    let mut fields = view.branch(&Branch::of(document), id);
    let (stored, blob) = (stored(view, record, document), blob(view, record, document));
    let read = (document.publish_text && stored).then(|| view.routes().url(&view.routes().part(view.site, id, &document.id.id, 0)));
    fields.set("text_url", read);
    fields.set("file_url", blob.map(|blob| view.routes().file_url(&blob.path)));
    fields.set("size", blob.map(|blob| wording::size(blob.length, view.strings())));
    let address = blob.map(|blob| &*blob.path).or(document.page.as_ref().map(|page| page.url.as_str()));
    fields.set("page_count", document.pages);
    fields.set("format", address.and_then(format));
    let found = (blob.is_some() || stored || document.page.is_some()).then_some(());
    let presence = Presence::of(found, record, &format!("document.{}", document.id.id));
    if !matches!(presence, Presence::Here(())) {
        fields.set("absence", view.presence(&presence, id));
    }
    if blob.is_none() && document.page.is_none() {
        fields.set_some("ask", ask(view, id, document));
    }
    fields
}

/// The form of a file by the end of its name: "PDF".
fn format(path: &str) -> Option<String> {
    let name = path.split(['?', '#']).next()?.rsplit('/').next()?;
    let (_, extension) = name.rsplit_once('.')?;
    let known = (2..=4).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_alphanumeric());
    (known && !matches!(extension, "html" | "htm" | "se" | "php" | "aspx")).then(|| extension.to_uppercase())
}

/// How to ask for a document: a letter to the registrar with the case's number and the document filled in, or else phone or page.
fn ask(view: &View, id: RecordId, document: &CaseDocument) -> Option<Fields> {
    let registrar = view.site.config.registrar.as_ref()?;
    let mut fields = Fields::default();
    fields.set("mailto", registrar.email.as_ref().map(|email| letter_for(view, id, document, email)));
    fields.set("phone", registrar.phone.as_ref().map(|phone| phone.text.as_str()));
    fields.set("tel", registrar.phone.as_ref().map(|phone| tel(phone)));
    fields.set("page", registrar.page.as_ref().map(|page: &Web| page.url.as_str()));
    Some(fields)
}

/// A letter that asks for the document.
fn letter_for(view: &View, id: RecordId, document: &CaseDocument, email: &str) -> String {
    let record = view.site.record(id);
    let strings = view.strings();
    let number = record.is::<Case>().and_then(|case| case.number.as_deref());
    let title = view.title(Address { record: id, part: record.parts.named(&document.id.id) });
    let mut named = strings.fill("ask_document", &[("title", &title)]);
    if let Some(number) = &document.number {
        named = strings.fill("ask_attachment", &[("number", number), ("document", &named)]);
    }
    if let Some(date) = &document.date {
        named = strings.fill("ask_dated", &[("document", &named), ("date", &wording::date(date, strings))]);
    }
    let filled = |key: &str, other: &str| match number {
        Some(number) => strings.fill(key, &[("case", number), ("document", &named)]),
        None => strings.fill(other, &[("document", &named), ("title", &record.common.title)]),
    };
    let (subject, words) = (filled("ask_subject", "ask_subject_numberless"), filled("ask_letter", "ask_letter_numberless"));
    letter::mailto(email, &subject, &words)
}

/// The page with the text of a document that may be read here.
pub fn document(view: &View, id: RecordId, part: &str) -> Option<(String, Fields)> {
    let record = view.site.record(id);
    let case = record.is::<Case>()?;
    let document = case.documents.iter().find(|document| document.id.id == part)?;
    let address = Address { record: id, part: Some(record.parts.named(part)?) };
    let stored = view.site.document_text(address)?;
    let mut fields = Fields::default();
    fields.set("title", document.title.text.as_str());
    fields.set("summary", Value::none());
    fields.set("section", record.kind.folder);
    fields.set("visibility", record.state.name());
    fields.set("robots", Value::none());
    fields.set("translations", Vec::<Value>::new());
    let list = view.page_link(view.both(record.kind.many), &view.routes().list(record.kind, 0, 1));
    fields.set("breadcrumbs", vec![view.start_link(), list, view.link(whole(id))]);
    fields.set("case", view.link(whole(id)));
    fields.set("case_number", case.number.as_ref().map(|number| unbroken(number)));
    fields.set("document", document_fields(view, id, document));
    chains::add(view, id, &mut fields);
    let paragraphs = stored.text.content.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    fields.set("text", paragraphs.map(|words| paragraph(view, id, words)).collect::<Vec<_>>());
    Some(("document.html".to_owned(), fields))
}

/// A paragraph of a stored text; where each of its lines begins with a dash, a list of them.
fn paragraph(view: &View, id: RecordId, words: &str) -> Value {
    let shown = |words: &str| view.with_mentions(Where::Below(id), words).unwrap_or_else(|| Value::from(words));
    let items: Option<Vec<&str>> = words.lines().map(|line| line.trim().strip_prefix(['-', '–', '•'])?.strip_prefix(' ')).collect();
    match items {
        Some(items) => {
            let mut fields = Fields::default();
            fields.set("items", items.into_iter().map(|item| shown(item.trim())).collect::<Vec<_>>());
            fields.into()
        }
        None => shown(words),
    }
}
