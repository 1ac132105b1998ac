//! The register of agreements, and what each organisation and role takes part in.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Learnt;
use crate::content::agreement::{Agreement, AgreementForm, AgreementState};
use crate::content::common::Statement;
use crate::knowledge::Knowledge;
use crate::knowledge::agreements::{Agreements, Group, Joined};
use crate::site::{Address, RecordId, Site, State};

/// Reads the order by title from the registers.
pub fn derive(site: &Site, knowledge: &Knowledge) -> Learnt {
    let mut agreements = Agreements::default();
    for id in knowledge.registers.get("agreement").into_iter().flatten() {
        if let Some(agreement) = standing(site, *id) {
            agreements.register.push((group(site, agreement), *id));
        }
    }
    // A stable sort keeps the titles in order.
    agreements.register.sort_by_key(|(group, _)| *group);
    for (group, id) in agreements.register.clone() {
        let Some(agreement) = standing(site, id) else { continue };
        join(site, id, agreement, group == Group::Informal, &mut agreements);
        if group != Group::Informal {
            agreements.unfollowed += usize::from(agreement.followed_up_by.is_empty());
            agreements.with_end += usize::from(end(agreement).is_some());
        }
        if group != Group::Ended && end(agreement).is_some_and(|end| end > site.today) {
            agreements.ending.push(id);
        }
    }
    agreements.ending.sort_by_key(|id| standing(site, *id).and_then(end));
    agreements.words = words(site, &agreements.register);
    Box::new(move |knowledge| knowledge.agreements = agreements.into())
}

fn standing(site: &Site, id: RecordId) -> Option<&Agreement> {
    let record = site.record(id);
    record.is::<Agreement>().filter(|_| record.state != State::Withdrawn)
}

/// What the record says of its state goes before what its period lets one think.
fn group(site: &Site, agreement: &Agreement) -> Group {
    match (agreement.form, agreement.state) {
        (AgreementForm::Informal, _) => Group::Informal,
        (_, Some(AgreementState::Planned)) => Group::Planned,
        (_, Some(AgreementState::Ended)) => Group::Ended,
        (_, None) if end(agreement).is_some_and(|end| end < site.today) => Group::Ended,
        (_, None | Some(AgreementState::InForce)) => Group::Open,
    }
}

/// The last day that an agreement holds, when it says so.
fn end(agreement: &Agreement) -> Option<jiff::civil::Date> {
    agreement.period.as_ref()?.last()
}

/// Notes who takes part in an agreement and in its areas. What a role takes part in is told of its organisation too.
fn join(site: &Site, id: RecordId, agreement: &Agreement, informal: bool, agreements: &mut Agreements) {
    let mut note = |actor: Address, area: Option<(u32, Option<u32>)>| {
        let joined = agreements.by_actor.entry(actor).or_default();
        if joined.last().is_none_or(|last| last.agreement != id) {
            joined.push(Joined { agreement: id, informal, is_party: false, areas: Vec::new() });
        }
        if let Some(last) = joined.last_mut() {
            match area {
                Some(area) => last.areas.push(area),
                None => last.is_party = true,
            }
        }
    };
    for party in agreement.parties.iter().filter_map(|party| site.resolve(party, id)) {
        note(party, None);
    }
    for area in &agreement.areas {
        let Some(part) = site.record(id).parts.at(area.span) else { continue };
        for actor in area.participants.iter().filter_map(|actor| site.resolve(actor, id)) {
            note(Address { part: None, ..actor }, Some((part, actor.part)));
            if actor.part.is_some() {
                note(actor, Some((part, None)));
            }
        }
    }
}

/// The statements about informal collaborations that stand elsewhere; of a collaboration that none is about, those in its own record.
fn words(site: &Site, register: &[(Group, RecordId)]) -> Vec<(RecordId, u32)> {
    let informal: Vec<RecordId> = register.iter().filter(|(group, _)| *group == Group::Informal).map(|(_, id)| *id).collect();
    let known: FxHashSet<RecordId> = informal.iter().copied().collect();
    // Whoever speaks of one refers to it.
    let speakers: BTreeSet<RecordId> = informal.iter().flat_map(|id| site.backlinks_to(*id)).map(|backlink| backlink.from).collect();
    let mut spoken_of: FxHashSet<RecordId> = FxHashSet::default();
    let mut words = Vec::new();
    for id in speakers.into_iter().filter(|id| !known.contains(id)) {
        let record = site.record(id);
        if record.state == State::Withdrawn {
            continue;
        }
        let about = |statement: &Statement| {
            let about = statement.about.iter().filter_map(|reference| site.resolve(reference, id));
            about.map(|address| address.record).filter(|record| known.contains(record)).collect::<Vec<_>>()
        };
        for (at, statement) in (0..).zip(&record.common.statement) {
            let about = about(statement);
            if !about.is_empty() {
                spoken_of.extend(about);
                words.push((id, at));
            }
        }
    }
    for id in informal.into_iter().filter(|id| !spoken_of.contains(id)) {
        words.extend((0..).zip(&site.record(id).common.statement).map(|(at, _)| (id, at)));
    }
    words
}
