//! What the pages of indicators hold beside their own keys.

use tera::Value;

use super::corrections::Marks;
use super::{Fields, View, result, whole};
use crate::content::result::FollowUp;
use crate::knowledge::REFERRERS;
use crate::site::RecordId;

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
        fields.set("of", result::observation(view, *from, observation, &Marks::of(view, *from)));
        fields.set("result", view.link(whole(*from)));
        fields.set("period", view.period(observation.period.as_deref().unwrap_or(&follow_up.period)));
        Some(Value::from(fields))
    });
    list.collect::<Vec<_>>().into()
}

impl View<'_> {
    /// An actor as a link that more can be said of.
    pub fn actor(&self, reference: &crate::content::value::Reference, from: RecordId) -> Fields {
        match self.site.resolve(reference, from) {
            Some(address) => self.link(address),
            None => {
                let mut link = Fields::default();
                link.set("title", self.said(&reference.written));
                link.set("url", "");
                link
            }
        }
    }
}
