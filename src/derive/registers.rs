//! The order of each kind's list: follow-ups and news newest first, everything else by title.

use crate::collation::Collation;
use crate::content::news::News;
use crate::content::result::FollowUp;
use crate::knowledge::Knowledge;
use crate::site::{Record, RecordId, Site};

pub fn derive(site: &Site, knowledge: &mut Knowledge) {
    let collation = Collation::of(site.config.language());
    let key =
        |(id, record): (RecordId, &Record)| (record.kind.name, std::cmp::Reverse(day(record)), collation.key(&record.common.title), id);
    let mut keyed: Vec<_> = site.all().map(key).collect();
    keyed.sort();
    for (kind, _, _, id) in keyed {
        knowledge.registers.entry(kind).or_default().push(id);
    }
}

/// The day that a record of a dated kind is about.
fn day(record: &Record) -> Option<jiff::civil::Date> {
    let result = record.is::<FollowUp>().map(|result| result.period.first());
    result.or_else(|| record.is::<News>().map(|news| news.date.date()))
}
