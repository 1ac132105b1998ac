//! Which records belong under another: plans under a plan, units under a board, topics under a topic.

use crate::content::datum::Datum;
use crate::knowledge::Knowledge;
use crate::site::Site;

pub fn derive(site: &Site, knowledge: &mut Knowledge) {
    for (id, record) in site.all() {
        let Datum::Record(branch) = record.lower() else { continue };
        if let Some(Datum::Reference(parent)) = branch.get("parent")
            && let Some(address) = site.resolve(parent, id)
        {
            knowledge.children.entry(address.record).or_default().push(id);
        }
    }
}
