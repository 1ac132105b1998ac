//! Topics, target groups and terms: what belongs to each, and all of a sort.

use rustc_hash::FxHashSet;
use tera::Value;

use super::lists::{on_page, pager};
use super::{Fields, View, names, overview, strategy, whole};
use crate::content::Kind;
use crate::content::common::Common;
use crate::content::datum::Branch;
use crate::content::term::Term;
use crate::plan::pages::page_size;
use crate::site::{Address, RecordId};

/// On a site with more plans than these the page of a target group gives the number of those that do not name it, and not their titles.
const PLANS: usize = 50;

/// What belongs to a topic or target group, grouped by kind.
pub fn members(view: &View, about: &str, number: u32) -> Option<Fields> {
    let (folder, id) = about.split_once('/')?;
    let record = view.site.get(folder, id)?;
    let found = view.site.record(record);
    let mut fields = Fields::default();
    fields.set("title", found.common.title.text.as_str());
    fields.set("summary", view.text(found.common.summary.as_ref()));
    fields.set("section", found.kind.folder);
    fields.set("kind", found.kind.name);
    fields.set("visibility", found.state.name());
    fields.set("robots", found.state.held().map(|_| "noindex"));
    let definition = strategy::own(view, record).and_then(|branch| branch.text("definition"));
    fields.set("definition", definition);
    fields.set("related", strategy::children(view, record));
    let list = view.page_link(view.both(found.kind.many), &view.routes().list(found.kind, 0, 1));
    fields.set("breadcrumbs", vec![view.start_link(), list]);
    let name = format!("{}/{}", view.routes().folders[found.kind.folder], found.id);
    let none = Vec::new();
    let all = view.knowledge.members.get(&record).unwrap_or(&none);
    let size = page_size(view.site);
    let shown = on_page(all, number, size);
    fields.set("items", shown.iter().map(|member| card(view, *member)).collect::<Vec<_>>());
    fields.set("groups", grouped(view, shown));
    fields.set("count", all.len());
    pager(view, &mut fields, number, all.len().div_ceil(size).max(1) as u32, |number| view.routes().page(&name, 0, number));
    if number == 1 {
        words(view, record, &found.common, &mut fields);
        if found.kind.name == "target-group" {
            gaps(view, all, &mut fields);
        }
    }
    Some(fields)
}

/// The members of one page under the headings of their kinds.
fn grouped(view: &View, members: &[Address]) -> Vec<Value> {
    let kind = |member: &Address| (view.site.record(member.record).kind.name, member.part.is_some());
    let groups = members.chunk_by(|a, b| kind(a) == kind(b)).map(|members| {
        let title = match members[0].part {
            Some(_) => view.strings().get("goals_of_plans").into(),
            None => view.both(view.site.record(members[0].record).kind.many),
        };
        let mut group = Fields::default();
        group.set("title", title);
        group.set("items", members.iter().map(|member| card(view, *member)).collect::<Vec<_>>());
        Value::from(group)
    });
    groups.collect()
}

/// A record or a goal as it stands in a list; a goal says which plan it is in.
fn card(view: &View, member: Address) -> Value {
    if member.part.is_none() {
        return view.card(member.record);
    }
    let mut card = view.link(member);
    card.set("kind", "goal");
    card.set("kind_label", view.strings().get("goal"));
    card.set("summary", Value::none());
    card.set("note", view.title(whole(member.record)));
    card.into()
}

/// What the record itself says: where its definition stands, what was claimed, and what is to come.
fn words(view: &View, id: RecordId, common: &Common, fields: &mut Fields) {
    for (decl, datum) in &Branch::of(common).entries {
        if matches!(decl.key, "source" | "quote" | "statement" | "next-step") {
            fields.set(&decl.name, view.value(datum, id));
        }
    }
}

/// Adds which plans with goals have none that names a target group.
fn gaps(view: &View, members: &[Address], fields: &mut Fields) {
    let naming: FxHashSet<RecordId> = members.iter().filter(|member| member.part.is_some()).map(|member| member.record).collect();
    let plans = &view.knowledge.plans_with_goals;
    let silent = plans.iter().filter(|plan| !naming.contains(plan));
    fields.set("gap_count", plans.len() - naming.len());
    let links = if plans.len() > PLANS { Vec::new() } else { silent.map(|plan| Value::from(view.link(whole(*plan)))).collect() };
    fields.set("gaps", links);
    fields.set("groups_link", overview::link(view, "groups-and-goals"));
}

/// All topics or all target groups.
pub fn all(view: &View, name: &str) -> Option<Fields> {
    let kind = Kind::named(name)?;
    let ids = view.knowledge.registers.get(kind.name)?;
    let items = ids.iter().map(|id| {
        let mut link = view.link(whole(*id));
        let branch = strategy::own(view, *id);
        link.set("summary", view.text(view.site.record(*id).common.summary.as_ref()));
        link.set("definition", branch.and_then(|branch| branch.text("definition")));
        link.set("count", view.knowledge.members.get(id).map_or(0, Vec::len));
        Value::from(link)
    });
    let mut fields = Fields::default();
    fields.set("title", view.both(kind.many));
    fields.set("section", kind.folder);
    fields.set("items", items.collect::<Vec<_>>());
    Some(fields)
}

/// Every term, with its wrong forms and the documents that have them.
pub fn glossary(view: &View) -> Fields {
    let mut fields = Fields::default();
    let none = Vec::new();
    let ids = view.knowledge.registers.get("term").unwrap_or(&none);
    let items = ids.iter().map(|id| {
        let record = view.site.record(*id);
        let term = record.is::<Term>();
        let mut item = Fields::default();
        item.set("title", view.marked(record.common.title.text.as_str(), *id));
        item.set("abbreviation", view.text(term.and_then(|term| term.abbreviation.as_ref())));
        item.set("definition", view.text(term.and_then(|term| term.definition.as_ref())));
        item.set("summary", view.text(record.common.summary.as_ref()));
        item.set("anchor", &*record.id);
        item.set("url", view.routes().to(view.site, whole(*id), 0));
        let wrong = term.map_or(&[][..], |term| &term.wrong_forms);
        item.set("wrong_forms", wrong.iter().map(|form| Value::from(form.text.as_str())).collect::<Vec<_>>());
        item.set("wrong_forms_used", names::wrong_forms_of(view, *id));
        Value::from(item)
    });
    fields.set("title", Kind::named("term").map(|kind| view.both(kind.many)).unwrap_or_default());
    fields.set("section", "terms");
    fields.set("items", items.collect::<Vec<_>>());
    fields
}
