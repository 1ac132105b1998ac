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
    let reached: Vec<(&Revision, FxHashSet<RecordId>)> = revisions.iter().map(|revision| (revision, reached(site, revision))).collect();
    for (revision, reached) in &reached {
        for id in reached {
            members.entry(*id).or_default().retain(|member| member.record != revision.record);
        }
    }
    for (revision, reached) in reached.iter().filter(|(revision, _)| !revision.went()) {
        for id in reached {
            let list = members.entry(*id).or_default();
            for member in through(site, *id, revision.record) {
                let at = list.partition_point(|known| order(site, known) < order(site, &member));
                list.insert(at, member);
            }
        }
    }
    for id in reached.iter().flat_map(|(_, reached)| reached) {
        if members.get(id).is_some_and(Vec::is_empty) {
            members.remove(id);
        }
    }
    learnt(site, members)
}

/// The topics and groups that a record belongs to, or did. What belonged to one as a whole may belong to it through a goal now.
fn reached(site: &Site, revision: &Revision) -> FxHashSet<RecordId> {
    let told = named(site, revision.record, revision.of(site));
    revision.led.iter().copied().chain(told).filter(|id| is_vocabulary(site.record(*id))).collect()
}

fn learnt(site: &Site, members: FxHashMap<RecordId, Vec<Address>>) -> Learnt {
    let plans = site.each::<Strategy>().filter(|(_, record, plan)| record.state != State::Withdrawn && !plan.goals.is_empty());
    let plans_with_goals: Vec<RecordId> = plans.map(|(id, ..)| id).collect();
    Box::new(move |knowledge| (knowledge.members, knowledge.plans_with_goals) = (members.into(), plans_with_goals.into()))
}

/// What belongs to a topic or group: plans, then goals, then the other kinds as the site has them.
fn of(site: &Site, id: RecordId) -> Vec<Address> {
    // A record's references to another stand together.
    let from = site.backlinks_to(id).chunk_by(|a, b| a.from == b.from).map(|from| from[0].from);
    let mut members: Vec<Address> = from.flat_map(|from| through(site, id, from)).collect();
    members.sort_by_key(|member| order(site, member));
    members.shrink_to_fit();
    members
}

/// What belongs to a topic or group through one record that may refer to it, each once. One that names itself does not belong to itself.
fn through(site: &Site, id: RecordId, from: RecordId) -> Vec<Address> {
    if site.backlinks_to(id).binary_search_by_key(&from, |backlink| backlink.from).is_err() {
        return Vec::new();
    }
    let record = site.record(from);
    let is_it = |reference: &Reference| site.resolve(reference, from).is_some_and(|to| to.record == id);
    let topic = record.common.topics.iter().any(|topic| is_it(topic));
    let whole = topic || record.common.target_groups.iter().any(|group| is_it(group));
    let goals = goals(record).iter().filter(|goal| topic || goal.target_groups.iter().any(|group| is_it(group)));
    let goals = goals.map(|goal| Address { record: from, part: part(record, goal) });
    let mut members: Vec<Address> = whole.then_some(Address { record: from, part: None }).into_iter().chain(goals).collect();
    // Records that refer to it in another way, such as a link in their text; those below it stand beside as related.
    if members.is_empty() && record.kind.name != site.record(id).kind.name {
        members.push(Address { record: from, part: None });
    }
    members.sort_unstable_by_key(|member| member.part);
    members.dedup();
    members
}

/// Where something stands among what belongs to a topic or group.
fn order(site: &Site, member: &Address) -> (u8, RecordId, Option<u32>) {
    let class = match (member.part, site.record(member.record).kind.name) {
        (None, "strategy") => 0,
        (Some(_), _) => 1,
        _ => 2,
    };
    (class, member.record, member.part)
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
