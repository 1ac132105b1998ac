//! The page of a role: what it answers for, whether somebody held it, and where it belongs.

use tera::Value;

use super::{Fields, View, agreements, duties, whole};
use crate::content::organisation::Organisation;
use crate::site::{Address, RecordId, State};

/// The page of a role of an organisation.
pub fn page(view: &View, id: RecordId, part: &str) -> Option<(String, Fields)> {
    let record = view.site.record(id);
    let role = record.is::<Organisation>()?.roles.iter().find(|role| role.id.id == part)?;
    let actor = Address { record: id, part: record.parts.at(role.span) };
    let mut fields = duties::role(view, id, role);
    fields.set("title", view.name(actor));
    fields.set("kind", "role");
    fields.set("section", record.kind.folder);
    fields.set("summary", view.text(role.duty.as_ref()));
    fields.set("visibility", record.state.name());
    fields.set("robots", (record.state != State::Published).then_some("noindex"));
    let list = view.page_link(view.both(record.kind.many), &view.routes().list(record.kind, 0, 1));
    fields.set("breadcrumbs", vec![view.start_link(), list, view.link(whole(id))]);
    fields.set("translations", Vec::<Value>::new());
    fields.set("organisation", view.link(whole(id)));
    duties::add(view, actor, &mut fields);
    agreements::of_actor(view, actor, &mut fields);
    fields.set("backlinks", mentions(view, actor));
    Some(("role.html".to_owned(), fields))
}

/// What refers to this role, rather than to its organisation.
fn mentions(view: &View, actor: Address) -> Vec<Value> {
    let backlinks = view.site.backlinks_to(actor.record);
    let mentions = view.knowledge.duties.mentions.get(&actor).into_iter().flatten();
    let mut seen = None;
    let mentions = mentions
        .map(|at| &backlinks[*at as usize])
        .filter(move |link| seen.replace((link.from, link.label)) != Some((link.from, link.label)));
    let links = mentions.map(|backlink| {
        let mut link = view.link(whole(backlink.from));
        link.set("label", view.backlink_label(backlink));
        Value::from(link)
    });
    links.collect()
}
