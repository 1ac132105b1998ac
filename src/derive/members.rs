//! What belongs to a topic or a target group: records that say so, goals of those plans or that name the group, and all else that refers to it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Learnt;
use crate::content::strategy::{Goal, Strategy};
use crate::content::value::Reference;
use crate::knowledge::Knowledge;
use crate::site::{Address, Backlink, Record, RecordId, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut members: FxHashMap<RecordId, Vec<Address>> = FxHashMap::default();
    let mut plans_with_goals = Vec::new();
    for (id, record) in site.all() {
        let mut add = |reference: &Reference, part: Option<u32>| {
            if let Some(to) = site.resolve(reference, id) {
                members.entry(to.record).or_default().push(Address { record: id, part });
            }
        };
        record.common.topics.iter().for_each(|topic| add(&topic.0, None));
        record.common.target_groups.iter().for_each(|group| add(&group.0, None));
        // The goals of a plan that is withdrawn have no pages.
        let plan = record.is::<Strategy>().filter(|_| record.state != State::Withdrawn);
        let goals = plan.map_or(&[][..], |plan| &plan.goals);
        for goal in goals {
            let part = part(record, goal);
            record.common.topics.iter().for_each(|topic| add(&topic.0, part));
            goal.target_groups.iter().for_each(|group| add(&group.0, part));
        }
        if !goals.is_empty() {
            plans_with_goals.push(id);
        }
    }
    for (id, record) in site.all().filter(|(_, record)| is_vocabulary(record)) {
        let others = others(site, record, &site.backlinks[id as usize], members.get(&id));
        if !others.is_empty() {
            members.entry(id).or_default().extend(others);
        }
    }
    // Plans, then their goals, then the other kinds as the site has them.
    let class = |member: &Address| match (member.part, site.record(member.record).kind.name) {
        (None, "strategy") => 0,
        (Some(_), _) => 1,
        _ => 2,
    };
    for members in members.values_mut() {
        members.sort_by_key(|member| (class(member), member.record, member.part));
        members.dedup();
        members.shrink_to_fit();
    }
    Box::new(move |knowledge| (knowledge.members, knowledge.plans_with_goals) = (members.into(), plans_with_goals.into()))
}

fn part(record: &Record, goal: &Goal) -> Option<u32> {
    record.parts.named(&goal.id.id)
}

fn is_vocabulary(record: &Record) -> bool {
    matches!(record.kind.name, "topic" | "target-group")
}

/// Records that refer to a topic or group in another way, such as a link in their text; those below it stand beside as related.
fn others(site: &Site, record: &Record, backlinks: &[Backlink], members: Option<&Vec<Address>>) -> Vec<Address> {
    let known: FxHashSet<RecordId> = members.into_iter().flatten().map(|member| member.record).collect();
    let from = backlinks.iter().map(|backlink| backlink.from);
    let strangers = from.filter(|from| !known.contains(from) && site.record(*from).kind.name != record.kind.name);
    strangers.map(|from| Address { record: from, part: None }).collect()
}
