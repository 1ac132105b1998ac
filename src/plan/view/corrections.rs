//! Corrections of a record: listed first on its page, and as marks beside the facts that they are about.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use tera::Value;

use super::{Fields, View, whole};
use crate::content::common::{Correction, CorrectionKind};
use crate::content::datum::Branch;
use crate::content::result::Observation;
use crate::content::value::Choice as _;
use crate::plan::wording;
use crate::site::{Fact, Part, RecordId};

/// Adds the corrections of a record, and among its facts those that are redacted.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let corrections = &view.site.record(id).common.corrections;
    let list = corrections.iter().enumerate().map(|(at, correction)| {
        let mut fields = view.branch(&Branch::of(correction), id);
        fields.set("anchor", anchor(at));
        fields.set("label", fact(view, id, correction).map(|fact| label(view, &fact)));
        Value::from(fields)
    });
    fields.set("corrections", list.collect::<Vec<_>>());
    if corrections.is_empty() {
        return;
    }
    let marks = Marks::of(view, id);
    // What is redacted stands nowhere: its place among the facts says so.
    let masked: Vec<Value> = marks.own.iter().flat_map(|(_, places)| marks.masked(view, places)).collect();
    if let Some(facts) = fields.get("facts").and_then(Value::as_array).filter(|_| !masked.is_empty()) {
        let facts: Vec<Value> = facts.iter().cloned().chain(masked).collect();
        fields.set("facts", facts);
    }
}

/// The marks of corrections of facts of a record as a whole, by the name of the first key.
pub fn own(view: &View, id: RecordId) -> Vec<(&'static str, Vec<Value>)> {
    let marks = Marks::of(view, id);
    marks.own.iter().map(|(key, places)| (*key, marks.marks(view, places))).collect()
}

/// Whether the value of an observation was taken away.
pub fn is_masked(view: &View, id: RecordId, observation: &Observation) -> bool {
    observation.value.is_none() && is_redacted(view, id, observation, "value")
}

/// Whether the target of an observation was taken away.
pub fn is_target_masked(view: &View, id: RecordId, observation: &Observation) -> bool {
    observation.target.is_none() && is_redacted(view, id, observation, "target")
}

fn is_redacted(view: &View, id: RecordId, observation: &Observation, key: &str) -> bool {
    let corrections = &view.site.record(id).common.corrections;
    if corrections.is_empty() {
        return false;
    }
    let part = view.site.record(id).part_at(observation.span);
    let redacted = corrections.iter().filter(|one| one.kind == CorrectionKind::Redacted);
    redacted.filter_map(|one| one.field.as_deref()).any(|field| is_of(field, part, key))
}

/// Whether a path is that of a fact of an observation: `observation.barn-2016.value`.
fn is_of(field: &str, part: Option<&Part>, key: &str) -> bool {
    let place = field.strip_prefix("observation.").and_then(|rest| rest.rsplit_once('.'));
    place.zip(part).is_some_and(|((id, fact), part)| *part.id == *id && fact == key)
}

/// Where a correction stands on the page of its record.
fn anchor(at: usize) -> String {
    format!("s-correction-{}", at + 1)
}

fn fact<'a>(view: &View<'a>, id: RecordId, correction: &'a Correction) -> Option<Fact<'a>> {
    view.site.record(id).fact(correction.field.as_ref()?, false).ok()
}

fn label(view: &View, fact: &Fact) -> Cow<'static, str> {
    view.both(fact.decl.label)
}

/// The corrections of a record by what they are about.
pub struct Marks<'a> {
    id: RecordId,
    corrections: &'a [Correction],
    /// By the first key of the path, in the order of the file: facts of the record as a whole.
    own: Vec<(&'static str, Vec<usize>)>,
    /// By key and id: facts of one observation, action or judged goal.
    inside: FxHashMap<(&'static str, &'a str), Vec<usize>>,
}

impl<'a> Marks<'a> {
    pub fn of(view: &View<'a>, id: RecordId) -> Self {
        let corrections = &view.site.record(id).common.corrections;
        let mut marks = Self { id, corrections, own: Vec::new(), inside: FxHashMap::default() };
        for (at, correction) in corrections.iter().enumerate() {
            match fact(view, id, correction) {
                Some(Fact { inside: Some(inside), .. }) => marks.inside.entry(inside).or_default().push(at),
                Some(Fact { first, .. }) => match marks.own.iter_mut().find(|(key, _)| **key == first.name) {
                    Some((_, places)) => places.push(at),
                    None => marks.own.push((&first.name, vec![at])),
                },
                None => {}
            }
        }
        marks
    }

    /// Adds to something in the record the marks of its corrections, and which of its facts are redacted; nothing when there are none.
    pub fn add(&self, view: &View, key: &'static str, inner: Option<&str>, fields: &mut Fields) {
        if self.corrections.is_empty() {
            return;
        }
        if let Some(places) = inner.and_then(|inner| self.inside.get(&(key, inner))) {
            fields.set("marks", self.marks(view, places));
            fields.set("masked", self.masked(view, places));
        }
    }

    fn marks(&self, view: &View, places: &[usize]) -> Vec<Value> {
        let page = view.routes().to(view.site, whole(self.id), view.lang);
        let marks = places.iter().map(|at| {
            let correction = &self.corrections[*at];
            let word = correction.kind.word();
            let kind = capitalized(&wording::word(word, view.strings(), view.code()));
            let date = wording::date(&correction.date.0, view.strings());
            let what = fact(view, self.id, correction).map_or(String::new(), |fact| label(view, &fact).to_lowercase());
            let mut mark = Fields::default();
            mark.set("text", view.strings().fill("correction_mark", &[("kind", &kind), ("date", &date), ("what", &what)]));
            mark.set("url", format!("{page}#{}", anchor(*at)));
            Value::from(mark)
        });
        marks.collect()
    }

    /// The redacted facts as facts of a page: their labels, and the word for what is not shown.
    fn masked(&self, view: &View, places: &[usize]) -> Vec<Value> {
        let redacted = places.iter().map(|at| &self.corrections[*at]).filter(|one| one.kind == CorrectionKind::Redacted);
        let facts = redacted.filter_map(|one| Some((one.field.as_ref()?, fact(view, self.id, one)?))).map(|(path, fact)| {
            // A key of its own only where the value of that very thing is gone: `observation.barn-2016.value`.
            let own = fact.inside.is_some() && path.split('.').count() == 3;
            let mut masked = Fields::default();
            masked.set("key", if own { fact.decl.name.as_str() } else { "masked" });
            masked.set("label", label(view, &fact));
            masked.set("value", view.strings().get("masked"));
            masked.set("shape", "text");
            Value::from(masked)
        });
        facts.collect()
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
