//! Bodies over time: what one was called in the time that is told of, and what became of it.

use std::borrow::Cow;

use tera::Value;

use super::{Fields, View, whole};
use crate::content::datum::{Branch, Datum};
use crate::content::value::{Date, Period};
use crate::site::{Address, RecordId};

impl View<'_> {
    /// The same view, telling of the time of a record when it has one: its day or its period. Costs nothing on a site where no body was
    /// ever renamed.
    pub fn in_time_of(&self, branch: &Branch) -> Self {
        if self.knowledge.succession.changed.is_empty() {
            return *self;
        }
        let time = branch.entries.iter().find_map(|(decl, datum)| match (decl.key, datum) {
            ("on" | "date", Datum::Date(date)) => Some((date.first, date.last)),
            ("period", Datum::Period(period)) => Some(span(period)),
            _ => None,
        });
        Self { then: time.or(self.then), ..*self }
    }

    /// The same view, telling of a period.
    pub fn during(&self, period: Option<&Period>) -> Self {
        Self { then: period.map(span).or(self.then), ..*self }
    }

    /// The same view, telling of a day.
    pub fn on(&self, date: Option<&Date>) -> Self {
        Self { then: date.map(|date| (date.first, date.last)).or(self.then), ..*self }
    }

    /// What a body was called in the time that is told of, with what it is called today: "Fritidsnämnden (nu Kulturnämnden)". None when
    /// the records say of no other name.
    pub fn name_then(&self, address: Address) -> Option<String> {
        let then = self.then.filter(|_| address.part.is_none())?;
        let (name, today) = self.knowledge.succession.then(self.site, address.record, then)?;
        let now: Vec<Cow<str>> = match today {
            [] => vec![self.name(address)],
            today => today.iter().map(|id| self.title(whole(*id))).collect(),
        };
        Some(self.strings().fill("name_then", &[("then", &self.marked(self.said(name), address.record)), ("now", &self.listed(&now))]))
    }

    /// Words one after the other: "a, b och c".
    pub fn listed(&self, words: &[Cow<str>]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone().into_owned(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.strings().get("and")),
        }
    }
}

/// The days of a period; one without an end goes on.
fn span(period: &Period) -> (jiff::civil::Date, jiff::civil::Date) {
    (period.first(), period.last().unwrap_or(jiff::civil::Date::MAX))
}

/// Adds to a body that others took over from who they are, and what it is today when that is somebody else.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(changed) = view.knowledge.succession.changed.get(&id).filter(|changed| !changed.successors.is_empty()) else { return };
    let links = |ids: &[RecordId]| ids.iter().map(|id| Value::from(view.link(whole(*id)))).collect::<Vec<_>>();
    fields.set("succeeded_by", links(&changed.successors));
    let direct = changed.today.iter().all(|id| changed.successors.contains(id));
    fields.set("today", links(if direct { &[] } else { &changed.today }));
}
