//! Where sources differ about a fact: each value with its quote and its source, beside the fact.

use tera::Value;

use super::{Fields, View};
use crate::content::common::{DocumentRef, Evidence};
use crate::content::datum::Branch;
use crate::content::field::{Field as _, Shape};
use crate::content::item::{Item, Value as Written};
use crate::content::read::Reading;
use crate::content::value::{Date, Period, read_reference};
use crate::knowledge::conflicts::{self, Conflict};
use crate::site::{Address, Found, Record, RecordId};

/// Facts that the pages of a kind show in a place of their own, by first key. What differs about others stands with the evidence.
const PLACED: &[(&str, &[&str])] = &[
    (
        "strategy",
        &[
            "purpose",
            "period",
            "state",
            "adopted",
            "responsible",
            "coordinator",
            "level",
            "parent",
            "prepared-by",
            "prepared-with",
            "guides",
            "document",
        ],
    ),
    ("result", &["follows-up", "period", "made-by", "received-by", "overall", "extent", "stage", "answers", "document"]),
    ("agreement", &["subject", "parties", "period", "state", "followed-up-by", "basis", "document"]),
    ("budget", &["period", "stage", "document"]),
    ("project", &["period", "owner", "funding", "goals", "participants", "about", "document"]),
];

/// Facts of a record that have several values and a place of their own: the name of the first key, and what is told of it.
pub fn placed(view: &View, id: RecordId) -> Vec<(&'static str, Vec<Value>)> {
    let mut placed: Vec<(&'static str, Vec<Value>)> = Vec::new();
    for conflict in conflicts::of(&view.knowledge.conflicts, id) {
        let Some(name) = place(view.site.record(id), conflict) else { continue };
        let told = Value::from(told(view, conflict));
        match placed.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => all.push(told),
            None => placed.push((name, vec![told])),
        }
    }
    placed
}

/// Where the fact of a conflict stands on its page, when it has a place there.
fn place(record: &Record, conflict: &Conflict) -> Option<&'static str> {
    let of = &record.common.evidence[conflict.evidence[0] as usize].of;
    let fact = record.fact(of, false).ok().filter(|fact| fact.inside.is_none())?;
    let keys = PLACED.iter().find(|(kind, _)| *kind == record.kind.name)?.1;
    keys.contains(&fact.first.key).then_some(&fact.first.name)
}

/// Places of the evidence that stands beside its fact, sorted.
pub fn beside(view: &View, id: RecordId) -> Vec<u32> {
    let record = view.site.record(id);
    let conflicts = conflicts::of(&view.knowledge.conflicts, id).iter().filter(|conflict| place(record, conflict).is_some());
    let mut beside: Vec<u32> = conflicts.flat_map(|conflict| conflict.evidence.iter().copied()).collect();
    beside.sort_unstable();
    beside
}

/// A fact with its values.
pub fn told(view: &View, conflict: &Conflict) -> Fields {
    let record = view.site.record(conflict.record);
    let evidence = conflict.evidence.iter().map(|at| &record.common.evidence[*at as usize]);
    let mut fields = Fields::default();
    fields.set("label", view.fact_label(record, &record.common.evidence[conflict.evidence[0] as usize].of));
    let own = record.common.standing.source.as_ref();
    let sources: Vec<Option<&DocumentRef>> = evidence.clone().map(|one| one.standing.source.as_ref().or(own)).collect();
    let one_source = sources.iter().all(|source| place_of(view, conflict.record, *source) == place_of(view, conflict.record, sources[0]));
    fields.set("one_source", one_source);
    let values = evidence.zip(sources).map(|(one, source)| {
        let mut value = view.evidence(one, conflict.record);
        value.set("source", source.map(|source| view.reference(&source.0, conflict.record)));
        Value::from(value)
    });
    fields.set("values", values.collect::<Vec<_>>());
    fields
}

fn place_of(view: &View, from: RecordId, source: Option<&DocumentRef>) -> Option<Address> {
    view.site.resolve(&source?.0, from)
}

impl View<'_> {
    /// The label of the fact at a path: `adopted.by` is "Antagen av". Of a path that goes on beyond a fact, the label of the fact.
    pub fn fact_label(&self, record: &Record, path: &str) -> String {
        let fact = record.fact(path, true).or_else(|found| record.fact(&path[..found.before.len().saturating_sub(1)], true));
        fact.map_or_else(|_| path.to_owned(), |fact| self.both(fact.decl.label).into_owned())
    }

    /// Evidence with its value as the fact has values: a date in words, an organisation as a link.
    pub fn evidence(&self, evidence: &Evidence, from: RecordId) -> Fields {
        let record = self.site.record(from);
        let mut fields = self.branch(&Branch::of(evidence), from);
        fields.set("label", self.fact_label(record, &evidence.of));
        let shape = record.fact(&evidence.of, true).ok().map(|fact| fact.decl.shape);
        if let Some(value) = evidence.value.as_ref().zip(shape).and_then(|(value, shape)| self.typed(value, shape, evidence, from)) {
            fields.set("value", value);
        }
        fields
    }

    /// Written words as a value of a shape; None when they are not one.
    fn typed(&self, words: &str, shape: Shape, evidence: &Evidence, from: RecordId) -> Option<Value> {
        let item = Item { value: Written::Text(words.to_owned()), span: evidence.span };
        let reading = &mut Reading::new("");
        match shape {
            Shape::Date | Shape::Day => Some(self.date(&Date::read(&item, reading)?).into()),
            Shape::Period => Some(self.period(&Period::read(&item, reading)?)),
            Shape::Choice(words_of) => Some(self.word(words_of.iter().find(|word| word.sv == words || word.en == words)?)),
            Shape::Reference(target) => {
                let reference = read_reference(&item, reading, target)?;
                matches!(self.site.find(&reference, from), Found::At(_)).then(|| self.reference(&reference, from))
            }
            _ => None,
        }
    }
}
