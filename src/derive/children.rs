//! Which records belong under another: plans under a plan, units under a board, topics under a topic.

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::content::datum::Datum;
use crate::knowledge::Knowledge;
use crate::site::{RecordId, Site};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut children: FxHashMap<RecordId, Vec<_>> = FxHashMap::default();
    for (id, record) in site.all().filter(|(_, record)| record.kind.has("parent")) {
        let Datum::Record(branch) = record.lower() else { continue };
        if let Some(Datum::Reference(parent)) = branch.get("parent")
            && let Some(address) = site.resolve(parent, id)
        {
            children.entry(address.record).or_default().push(id);
        }
    }
    Box::new(move |knowledge| knowledge.children = children.into())
}
