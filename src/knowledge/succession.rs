//! Bodies over time: what they were called, and what became of them.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::content::organisation::Organisation;
use crate::site::{RecordId, Site};

/// What follows from the names and the succession of organisations. Empty on a site where no body was ever renamed.
#[derive(Debug, Default, PartialEq)]
pub struct Succession {
    /// Every organisation that has borne another name, or that others took over from.
    pub changed: FxHashMap<RecordId, Changed>,
}

/// What became of an organisation. Both are empty when it only changed its name.
#[derive(Debug, Default, PartialEq)]
pub struct Changed {
    /// Those that took over from it, in the order of the site: several when it was split.
    pub successors: Vec<RecordId>,
    /// Where following them leads in the end: what it is today. None where they lead in a circle.
    pub today: Vec<RecordId>,
}

impl Succession {
    /// The name that an organisation bore through the whole of a time, when its record says so; its own title when others took over from
    /// it. None when it was called then what it is called today.
    pub fn then<'a>(&self, site: &'a Site, id: RecordId, (first, last): (Date, Date)) -> Option<(&'a str, &[RecordId])> {
        let changed = self.changed.get(&id)?;
        let record = site.record(id);
        let names = &record.is::<Organisation>()?.names;
        let held = names.iter().find(|name| {
            let period = name.period.as_ref();
            period.is_some_and(|period| period.first() <= first && period.last().is_none_or(|end| end >= last))
        });
        let name = held.map_or(&*record.common.title, |name| &*name.title);
        (name != &*record.common.title || !changed.today.is_empty()).then_some((name, &changed.today))
    }
}
