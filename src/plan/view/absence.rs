//! What ought to be there: here, confirmed missing, or not among the documents of the site. Every page shows it in this one form.

use super::{Fields, View};
use crate::knowledge::Presence;
use crate::site::{Record, RecordId};

impl View<'_> {
    /// The label of what is absent; of a report that a plan asks for, which one.
    pub fn absence_label(&self, record: &Record, path: &str) -> String {
        let label = self.fact_label(record, path);
        match path.rsplit_once('.') {
            Some((before, name)) if before.starts_with("reporting") && name.contains(|c: char| c.is_ascii_digit()) => {
                format!("{label}, {name}")
            }
            _ => label,
        }
    }

    /// The state of something that ought to be there, for the component `absence`; who looked for it, and when, stands in record `id`.
    pub fn presence<T>(&self, presence: &Presence<T>, id: RecordId) -> Fields {
        let mut fields = Fields::with_capacity(4);
        fields.set("state", presence.state());
        if let Presence::ConfirmedMissing(at) = presence
            && let Some(absence) = self.site.record(id).common.absence.get(*at)
        {
            fields.set("checked_by", absence.checked_by.as_ref().map(|actor| self.reference(&actor.0, id)));
            fields.set("checked_on", absence.checked_on.as_ref().map(|day| self.date(&day.0)));
            fields.set("note", self.text(absence.note.as_ref()));
        }
        fields
    }
}
