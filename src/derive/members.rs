//! What belongs to a topic or a target group: records that say so, goals of those plans or that name the group, and all else that refers to it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Learnt;
use crate::content::strategy::{Goal, Strategy};
use crate::content::value::Reference;
use crate::knowledge::Knowledge;
use crate::site::{Address, Record, RecordId, Revision, Site, State};

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let all = site.all().filter(|(_, record)| is_vocabulary(record)).map(|(id, _)| (id, of(site, id)));
    let members: FxHashMap<RecordId, Vec<Address>> = all.filter(|(_, members)| !members.is_empty()).collect();
    learnt(site, members)
}

/// The same when nothing is new but what these records say.
pub fn renew(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Learnt {
    let mut members = (*knowledge.members).clone();
    // What belonged to a record as a whole may belong to it through a goal now.
    let told = revisions.iter().flat_map(|revision| named(site, revision.record, site.record(revision.record)));
    let reached: FxHashSet<RecordId> = revisions.iter().flat_map(|revision| revision.led.iter().copied()).chain(told).collect();
    for id in reached.into_iter().filter(|id| is_vocabulary(site.record(*id))) {
        match of(site, id) {
            none if none.is_empty() => members.remove(&id),
            some => members.insert(id, some),
        };
    }
    learnt(site, members)
}

fn learnt(site: &Site, members: FxHashMap<RecordId, Vec<Address>>) -> Learnt {
    let plans = site.each::<Strategy>().filter(|(_, record, plan)| record.state != State::Withdrawn && !plan.goals.is_empty());
    let plans_with_goals: Vec<RecordId> = plans.map(|(id, ..)| id).collect();
    Box::new(move |knowledge| (knowledge.members, knowledge.plans_with_goals) = (members.into(), plans_with_goals.into()))
}

/// What belongs to a topic or group: plans, then goals, then the other kinds as the site has them.
fn of(site: &Site, id: RecordId) -> Vec<Address> {
    let mut members = Vec::new();
    // A record's references to another stand together.
    for from in site.backlinks_to(id).chunk_by(|a, b| a.from == b.from).map(|from| from[0].from) {
        let record = site.record(from);
        let before = members.len();
        let is_it = |reference: &Reference| site.resolve(reference, from).is_some_and(|to| to.record == id);
        let topic = record.common.topics.iter().any(|topic| is_it(topic));
        if topic || record.common.target_groups.iter().any(|group| is_it(group)) {
            members.push(Address { record: from, part: None });
        }
        for goal in goals(record).iter().filter(|goal| topic || goal.target_groups.iter().any(|group| is_it(group))) {
            members.push(Address { record: from, part: part(record, goal) });
        }
        // Records that refer to it in another way, such as a link in their text; those below it stand beside as related.
        if members.len() == before && record.kind.name != site.record(id).kind.name {
            members.push(Address { record: from, part: None });
        }
    }
    let class = |member: &Address| match (member.part, site.record(member.record).kind.name) {
        (None, "strategy") => 0,
        (Some(_), _) => 1,
        _ => 2,
    };
    members.sort_by_key(|member| (class(member), member.record, member.part));
    members.dedup();
    members.shrink_to_fit();
    members
}

/// The topics and groups that a record names, itself or in its goals.
fn named(site: &Site, id: RecordId, record: &Record) -> Vec<RecordId> {
    let topics = record.common.topics.iter().map(|topic| -> &Reference { topic });
    let groups = record.common.target_groups.iter().chain(goals(record).iter().flat_map(|goal| &goal.target_groups));
    let all = topics.chain(groups.map(|group| -> &Reference { group }));
    all.filter_map(|reference| site.resolve(reference, id)).map(|address| address.record).collect()
}

/// The goals of a plan; those of one that is withdrawn have no pages.
fn goals(record: &Record) -> &[Goal] {
    record.is::<Strategy>().filter(|_| record.state != State::Withdrawn).map_or(&[], |plan| &plan.goals)
}

fn part(record: &Record, goal: &Goal) -> Option<u32> {
    record.parts.named(&goal.id.id)
}

fn is_vocabulary(record: &Record) -> bool {
    matches!(record.kind.name, "topic" | "target-group")
}
