//! What the pages of indicators and cases hold beside their own keys.

use tera::Value;

use super::corrections::Marks;
use super::{Fields, View, duties, result, whole};
use crate::content::case::{Case, CaseDocument, Commission};
use crate::content::datum::Branch;
use crate::content::result::FollowUp;
use crate::knowledge::{Presence, REFERRERS};
use crate::site::{Address, RecordId};

/// Adds the observations of an indicator, newest first, and how many older ones there are.
pub fn indicator(view: &View, id: RecordId, fields: &mut Fields) {
    fields.set("observations", observations_of(view, id));
    fields.set("observations_older", newest(view, id).1.len());
}

/// Follow-ups, and which of their observations.
type Places<'a> = &'a [(RecordId, usize)];

/// The observations of an indicator in as many follow-ups as a page shows, the newest ones, and those in older follow-ups.
fn newest<'a>(view: &View<'a>, id: RecordId) -> (Places<'a>, Places<'a>) {
    let all = view.knowledge.observations.get(&id).map_or(&[][..], Vec::as_slice);
    let shown = all.chunk_by(|a, b| a.0 == b.0).take(REFERRERS).map(<[_]>::len).sum();
    all.split_at(shown)
}

/// The observations of an indicator in the newest follow-ups, newest first.
pub fn observations_of(view: &View, id: RecordId) -> Value {
    let list = newest(view, id).0.iter().filter_map(|(from, at)| {
        let follow_up = view.site.record(*from).is::<FollowUp>()?;
        let observation = &follow_up.observations[*at];
        let mut fields = Fields::default();
        fields.set("of", result::observation(view, *from, observation, &Marks::of(view, *from, follow_up)));
        fields.set("result", view.link(whole(*from)));
        fields.set("period", view.period(observation.period.as_deref().unwrap_or(&follow_up.period)));
        Some(Value::from(fields))
    });
    list.collect::<Vec<_>>().into()
}

/// Adds to a case where its documents can be read, and who answered its commissions.
pub fn case(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(case) = view.site.record(id).is::<Case>() else { return };
    let documents = case.documents.iter().map(|found| Value::from(document_fields(view, id, found)));
    fields.set("documents", documents.collect::<Vec<_>>());
    fields.set("commissions", case.commissions.iter().map(|found| commission(view, id, found)).collect::<Vec<_>>());
}

fn document_fields(view: &View, id: RecordId, document: &CaseDocument) -> Fields {
    let record = view.site.record(id);
    let mut fields = view.branch(&Branch::of(document), id);
    let text = document.publish_text.then(|| view.routes().url(&view.routes().part(view.site, id, &document.id.id, 0)));
    fields.set("text_url", text.filter(|_| document.text.is_some()));
    let file = document.file.as_ref().map(|file| format!("{}/{}", record.folder(), file.text));
    fields.set("file_url", file.filter(|path| view.site.blobs.contains_key(path.as_str())).map(|path| view.routes().file_url(&path)));
    fields
}

/// A commission with the answer of each who received it; without one, what is known of its absence.
fn commission(view: &View, id: RecordId, commission: &Commission) -> Value {
    let view = &view.on(duties::decided(view, id, commission));
    let mut fields = view.branch(&Branch::of(commission), id);
    let to = commission.to.iter().map(|actor| {
        let mut link = view.actor(&actor.0, id);
        let answer = commission.answers.iter().find(|answer| answer.by.id == actor.id);
        if answer.is_none() {
            let path = format!("commission.{}.answer.{}", commission.id.id, actor.id);
            link.set("absence", view.presence(&Presence::<()>::of(None, view.site.record(id), &path), id));
        }
        link.set("answer", answer.map(|answer| view.branch(&Branch::of(answer), id)));
        Value::from(link)
    });
    fields.set("to", to.collect::<Vec<_>>());
    fields.into()
}

impl View<'_> {
    /// An actor as a link that more can be said of.
    fn actor(&self, reference: &crate::content::value::Reference, from: RecordId) -> Fields {
        match self.site.resolve(reference, from) {
            Some(address) => self.link(address),
            None => {
                let mut link = Fields::default();
                link.set("title", reference.written.as_str());
                link.set("url", "");
                link
            }
        }
    }
}

/// The page with the text of a document that may be read here.
pub fn document(view: &View, id: RecordId, part: &str) -> Option<(String, Fields)> {
    let record = view.site.record(id);
    let case = record.is::<Case>()?;
    let document = case.documents.iter().find(|document| document.id.id == part)?;
    let at = record.parts.named(part)?;
    let address = Address { record: id, part: Some(at) };
    let text = view.site.document_text(address)?;
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
    fields.set("document", document_fields(view, id, document));
    let paragraphs = text.text.content.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    fields.set("text", paragraphs.map(Value::from).collect::<Vec<_>>());
    Some(("document.html".to_owned(), fields))
}
