//! The page of a record: what every kind has, and the kind's own keys.

use std::borrow::Cow;
use std::collections::BTreeSet;

use tera::Value;

use super::mentions::Where;
use super::{
    Fields, View, body, calls, case, causes, chains, clock, corrections, declared, differing, history, languages, lineage, money, names,
    organisation, others, pictures, result, strategy, whole,
};
use crate::content::datum::{Branch, Datum};
use crate::content::field::{FieldDecl, Shape};
use crate::content::guide::{Guide, UNSURE};
use crate::knowledge::{REFERRERS, is_confirmed};
use crate::site::{Backlink, Record, RecordId, State};

/// What is particular to the pages of a kind.
struct OfKind {
    kind: &'static str,
    /// Keys that it makes instead of showing them as they are written.
    keys: &'static [&'static str],
    add: fn(&View, RecordId, &mut Fields),
}

/// What the pages of some kinds hold beside their own keys. A kind may stand here several times: each adds keys of its own.
const OF_KIND: &[OfKind] = &[
    OfKind { kind: "strategy", keys: &["goal", "action"], add: strategy::add },
    OfKind { kind: "strategy", keys: &["declares"], add: declared::add },
    OfKind { kind: "strategy", keys: &["reporting"], add: clock::plan },
    OfKind { kind: "result", keys: &["goal", "action", "observation"], add: result::add },
    OfKind { kind: "strategy", keys: &[], add: lineage::plan },
    OfKind { kind: "result", keys: &[], add: lineage::result },
    OfKind { kind: "guide", keys: &[], add: calls::guide },
    OfKind { kind: "indicator", keys: &[], add: others::indicator },
    OfKind { kind: "organisation", keys: &["role"], add: organisation::add },
    OfKind { kind: "organisation", keys: &[], add: causes::organisation },
    OfKind { kind: "organisation", keys: &[], add: clock::organisation },
    OfKind { kind: "case", keys: &["document", "commission"], add: case::add },
    OfKind { kind: "budget", keys: &[], add: money::budget },
    OfKind { kind: "case", keys: &[], add: chains::add },
    OfKind { kind: "strategy", keys: &[], add: chains::add },
    OfKind { kind: "result", keys: &[], add: chains::add },
    OfKind { kind: "agreement", keys: &[], add: chains::add },
    OfKind { kind: "organisation", keys: &[], add: chains::add },
    OfKind { kind: "strategy", keys: &[], add: pictures::add },
    OfKind { kind: "result", keys: &[], add: pictures::add },
    OfKind { kind: "indicator", keys: &[], add: pictures::add },
    OfKind { kind: "budget", keys: &[], add: pictures::add },
];

/// Common keys that every page has in a form of its own.
const BASE: &[&str] = &["title", "summary", "evidence", "absence", "withdrawn", "correction"];

/// Common keys that the base of every page shows in its own way; they are no facts of a kind.
const SHOWN: &[&str] = &[
    "topics",
    "target-groups",
    "source",
    "quote",
    "formerly",
    "draft",
    "not-before",
    "until",
    "reviewed",
    "approval",
    "silence",
    "statement",
    "next-step",
    "extra",
    "aliases",
];

/// The template and view of a record's own page.
pub fn page(view: &View, id: RecordId) -> (String, Fields) {
    let record = view.site.record(id);
    let mut fields = base(view, id, record);
    if record.state == State::Withdrawn {
        return ("withdrawn.html".to_owned(), fields);
    }
    let mut facts = Vec::new();
    let beside = beside(view, id, &mut fields);
    let common = Branch::of(&*record.common);
    let own = record.lower();
    let own = if let Datum::Record(branch) = &own { Some(branch) } else { None };
    let view = &own.map_or(*view, |own| view.in_time_of(own));
    let of_kind: Vec<&OfKind> = OF_KIND.iter().filter(|of_kind| of_kind.kind == record.kind.name).collect();
    for (decl, datum) in own.iter().flat_map(|branch| branch.every()).chain(common.every()) {
        if BASE.contains(&decl.key) || of_kind.iter().any(|of_kind| of_kind.keys.contains(&decl.key)) {
            continue;
        }
        let name = plural(decl);
        let Some(datum) = datum else {
            fields.set(name, view.unwritten(decl));
            continue;
        };
        let translated = view.own_words(None, decl, datum, id);
        if SHOWN.contains(&decl.key) || name != decl.name && lists_records(decl) {
            let value = translated.or_else(|| view.running(decl, datum, id));
            fields.set(name, value.unwrap_or_else(|| view.value(datum, id)));
        } else {
            let value = translated.unwrap_or_else(|| view.labelled(datum, id));
            facts.extend(view.fact(decl, &value, datum).map(|mut fact| {
                let told = beside.iter().filter(|(key, ..)| **key == decl.name);
                told.for_each(|(_, name, value)| fact.set(name, value.clone()));
                Value::from(fact)
            }));
            fields.set(name, value);
        }
    }
    fields.set("facts", facts);
    let leave = left_out(view, id);
    let rendered = view.body(id, &leave);
    fields.set("contents", rendered.as_ref().map_or_else(|| Value::from(Vec::<Value>::new()), |made| made.contents.clone()));
    fields.set("body", rendered.map(|made| made.html));
    let code = record.markdown().is_some_and(|(markdown, _)| markdown.contains("```") || markdown.contains("~~~"));
    fields.set("has_code", code);
    corrections::add(view, id, &mut fields);
    history::add(view, id, &mut fields);
    for of_kind in of_kind {
        (of_kind.add)(view, id, &mut fields);
    }
    money::given(view, id, None, &mut fields);
    let own_template = format!("{}.html", record.kind.name);
    (if view.theme.has(&own_template) { own_template } else { "record.html".to_owned() }, fields)
}

/// Lists are written one by one under a singular key; templates see them in the plural.
fn plural(decl: &'static FieldDecl) -> &'static str {
    match decl.key {
        "goal" => "goals",
        "area" => "areas",
        "action" => "actions",
        "observation" => "observations",
        "correction" => "corrections",
        "reply" => "replies",
        "contact" => "contacts",
        "decision" => "decisions",
        "motion" => "motions",
        "envelope" => "envelopes",
        "line" => "lines",
        "product" => "products",
        "role" => "roles",
        "name" => "names",
        "step" => "steps",
        "value" => "values",
        _ => &decl.name,
    }
}

/// Whether a key holds records one by one, such as the actions of a follow-up. The page of their kind shows each in its own way.
fn lists_records(decl: &FieldDecl) -> bool {
    matches!(decl.shape, Shape::List(of) if matches!(of(), Shape::Record(_)))
}

/// What every record's page has.
fn base(view: &View, id: RecordId, record: &Record) -> Fields {
    let translation = view.translation(id);
    let mut fields = Fields::default();
    fields.set("title", view.name(whole(id)));
    let summary = translation.map_or(record.common.summary.as_ref(), |translation| translation.summary.as_ref());
    let summary = summary.filter(|_| record.state != State::Withdrawn);
    fields.set("summary", summary.map(|summary| summary.text.as_str()));
    fields.set_some("lead", summary.filter(|_| translation.is_none()).and_then(|summary| view.with_mentions(Where::On(id), summary)));
    fields.set("kind", record.kind.name);
    fields.set("kind_label", view.both(record.called()));
    fields.set("kind_many", view.both(record.kind.many));
    fields.set("id", &*record.id);
    fields.set("section", record.kind.folder);
    fields.set("visibility", record.state.name());
    fields.set("robots", (record.state != State::Published).then_some("noindex"));
    fields.set("withdrawn", record.common.withdrawn.as_ref().map(|withdrawn| withdrawn_view(view, withdrawn)));
    let list = languages::list_of(view, record.kind);
    fields.set("breadcrumbs", vec![view.start_link(), list]);
    fields.set("translations", languages::of_record(view, id, record));
    backlinks(view, id, &mut fields);
    fields.set("evidence", evidence(view, id, record));
    fields.set("absence", absence(view, id, record));
    names::add(view, id, &mut fields);
    fields
}

fn withdrawn_view(view: &View, withdrawn: &crate::content::common::Withdrawn) -> Fields {
    let mut fields = Fields::default();
    fields.set("date", view.date(&withdrawn.date.0));
    fields.set("reason", view.said(&withdrawn.reason));
    fields
}

/// Adds what refers to a record, and where all of it is listed when that is more than fits here.
fn backlinks(view: &View, id: RecordId, fields: &mut Fields) {
    let all = view.knowledge.referrers.get(&id);
    let from = match all {
        Some(all) => some_of_each_kind(view, all),
        None => {
            let mut from: Vec<RecordId> = view.site.backlinks_to(id).iter().map(|backlink| backlink.from).collect();
            from.dedup();
            from
        }
    };
    let mut titles: Vec<Cow<str>> = from.iter().map(|from| view.title(whole(*from))).collect();
    titles.sort_unstable();
    let twins: BTreeSet<&str> = titles.windows(2).filter(|two| two[0] == two[1]).map(|two| &*two[0]).collect();
    let links = from.iter().flat_map(|from| view.backlinks(id, *from)).map(|backlink| {
        let mut link = view.link(whole(backlink.from));
        link.set("label", view.backlink_label(backlink));
        // Two of one name are told apart by what they are.
        link.set_some(
            "twin",
            twins.contains(&*view.title(whole(backlink.from))).then(|| view.both(view.site.record(backlink.from).called())),
        );
        Value::from(link)
    });
    fields.set("backlinks", links.collect::<Vec<_>>());
    fields.set("backlinks_count", all.map_or(from.len(), Vec::len));
    fields.set("backlinks_url", all.map(|_| view.routes().url(&view.routes().referrers(view.site, id, 1))));
}

/// As many records as a page shows, the first of each kind: no kind crowds out another, so that a page still tells which budget it stands in.
fn some_of_each_kind(view: &View, all: &[RecordId]) -> Vec<RecordId> {
    let kinds: Vec<&[RecordId]> = all.chunk_by(|a, b| view.site.record(*a).kind.name == view.site.record(*b).kind.name).collect();
    let fit = |each: &usize| kinds.iter().map(|ids| ids.len().min(*each)).sum::<usize>() <= REFERRERS;
    let each = (1..=REFERRERS).take_while(fit).last().unwrap_or(1);
    kinds.iter().flat_map(|ids| &ids[..ids.len().min(each)]).copied().collect()
}

impl View<'_> {
    /// What one record says of another: one line for each label, also when it refers to several parts.
    pub fn backlinks(&self, to: RecordId, from: RecordId) -> impl Iterator<Item = &Backlink> {
        let all = self.site.backlinks_to(to);
        let lines = all[all.partition_point(|backlink| backlink.from < from)..].iter().take_while(move |backlink| backlink.from == from);
        let mut last = None;
        lines.filter(move |backlink| last.replace(backlink.label) != Some(backlink.label))
    }

    /// As what a record is referred to.
    pub fn backlink_label(&self, backlink: &Backlink) -> Cow<'_, str> {
        backlink.label.map_or(Cow::Borrowed(self.strings().get("mentioned_in")), |label| self.both(*label))
    }
}

/// What stands beside facts of the record itself: by the name of their key, as which key of the view, and what. The whole is also under
/// those keys of the page, for facts that a page shows in its own way.
fn beside(view: &View, id: RecordId, fields: &mut Fields) -> Vec<(&'static str, &'static str, Value)> {
    let mut all = Vec::new();
    for (name, told) in [("differs", differing::placed(view, id)), ("marks", corrections::own(view, id))] {
        if told.is_empty() {
            continue;
        }
        let mut own = Fields::default();
        for (key, told) in told {
            let told = Value::from(told);
            own.set(key, told.clone());
            all.push((key, name, told));
        }
        fields.set(name, own);
    }
    all
}

fn evidence(view: &View, id: RecordId, record: &Record) -> Value {
    let beside = if record.common.evidence.is_empty() { Vec::new() } else { differing::beside(view, id) };
    let list = record.common.evidence.iter().zip(0..).map(|(evidence, at)| {
        let mut fields = view.evidence(evidence, id);
        fields.set("beside", beside.binary_search(&at).is_ok());
        Value::from(fields)
    });
    list.collect::<Vec<_>>().into()
}

fn absence(view: &View, id: RecordId, record: &Record) -> Value {
    let list = record.common.absence.iter().map(|absence| {
        let mut fields = view.branch(&Branch::of(absence), id);
        fields.set("label", view.absence_label(record, &absence.of));
        fields.set("confirmed", is_confirmed(absence));
        fields.set("state", if is_confirmed(absence) { "confirmed-missing" } else { "not-here" });
        Value::from(fields)
    });
    list.collect::<Vec<_>>().into()
}

/// Stretches of the body that stand elsewhere on the page: the words of each goal, and a guide's that one need not be sure.
fn left_out(view: &View, id: RecordId) -> Vec<std::ops::Range<usize>> {
    let record = view.site.record(id);
    let Some((_, found)) = view.markdown(id) else { return Vec::new() };
    if record.is::<Guide>().is_some() {
        return body::stretch(found, UNSURE).into_iter().collect();
    }
    let plan = record.follows.unwrap_or(id);
    let goals = view.site.record(plan).parts.iter().filter(|part| part.decl.key == "goal");
    goals.filter_map(|part| body::stretch(found, &part.id)).collect()
}
