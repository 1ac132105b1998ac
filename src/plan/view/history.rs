//! What became different in a record since it was first published.

use tera::Value;

use super::mentions::Where;
use super::{Fields, View};
use crate::content::changes::Change;
use crate::content::value::Choice as _;
use crate::site::RecordId;

/// Adds the changes of a record, the latest first, and the day of the latest; nothing when there are none.
pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let changes: Vec<Fields> = view.changes(id).collect();
    if let Some(last) = changes.first() {
        fields.set("changed", last.get("date").cloned().unwrap_or_else(Value::none));
        fields.set("history", changes.into_iter().map(Value::from).collect::<Vec<_>>());
    }
}

impl View<'_> {
    /// The changes of a record as templates see them, the latest first.
    pub fn changes(&self, id: RecordId) -> impl Iterator<Item = Fields> {
        self.site.history.of(id).map(move |change| {
            let mut fields = self.change(change);
            fields.set_some("linked", self.with_mentions(Where::On(id), &change.text));
            fields
        })
    }

    /// A change: its day, what sort it is of, and its words.
    pub fn change(&self, change: &Change) -> Fields {
        let mut fields = Fields::default();
        fields.set("date", self.date(&change.date.0));
        fields.set("kind", self.word(change.kind.word()));
        fields.set("text", self.said(&change.text));
        fields
    }
}
