//! Which records belong to a topic or a target group.

use crate::knowledge::Knowledge;
use crate::site::{Address, Site};

pub fn derive(site: &Site, knowledge: &mut Knowledge) {
    for (id, record) in site.all() {
        let topics = record.common.topics.iter().map(|topic| &topic.0);
        let groups = record.common.target_groups.iter().map(|group| &group.0);
        for reference in topics.chain(groups) {
            if let Some(Address { record: to, .. }) = site.resolve(reference, id) {
                let members = knowledge.members.entry(to).or_default();
                if members.last() != Some(&id) {
                    members.push(id);
                }
            }
        }
    }
}
