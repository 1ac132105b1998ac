//! What follows from what was written. One file, one derivation; each is pure and reads the site once.

mod agreements;
mod alphabet;
mod bodies;
mod causes;
mod chains;
mod children;
mod clock;
mod completeness;
mod conflicts;
mod duties;
mod followups;
mod lineage;
mod members;
mod mentions;
mod money;
mod names;
mod observations;
mod questions;
mod referrers;
mod registers;
mod succession;
mod unknown;
mod untagged;
mod years;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::Derivation::{All, Reached};
use crate::knowledge::Knowledge;
use crate::knowledge::names::has_several;
use crate::site::{NAME, Record, RecordId, Revision, Site};

/// A derivation works out fields of the knowledge from the site and from what the rounds before it found. What it gives puts them in place.
enum Derivation {
    /// Always of all records.
    All(Derive),
    /// Of all, or again of those alone that some records reach, since all would take long. What is known of one that went is forgotten first:
    /// nothing more can be asked of it.
    Reached(Derive, fn(&Site, &Knowledge, &[Revision]) -> Learnt),
}
type Derive = fn(&Site, &Knowledge) -> Learnt;
type Learnt = Box<dyn FnOnce(&mut Knowledge) + Send>;

/// Whether a derivation goes by what is new in a record, be it through what an earlier round found.
type Heeds = fn(&Revised) -> bool;

/// Kinds whose pages are asked a citizen's questions.
const ASKED: &[&str] = &["strategy", "result", "agreement", "budget", "project"];

/// Kinds whose records are searched for by other names than their titles.
const NAMED: &[&str] = &["term", "topic", "target-group", "organisation"];

/// Every derivation, and what it heeds, in rounds: those of a round know nothing of each other, and run side by side. Whether and where a
/// record is shown, what else it is called, what it follows up and its day are new only where one comes or goes, or all is derived anew.
const DERIVATIONS: &[&[(Heeds, Derivation)]] = &[
    &[
        (|new| new.name() || new.own(NAMED), Reached(alphabet::derive, alphabet::renew)),
        (|new| new.name(), Reached(registers::derive, registers::renew)),
        (|new| new.name() && has_several(new.record) || new.own(&["case", "organisation", "term"]), All(names::derive)),
        (|new| new.any("organisation"), All(succession::derive)),
        (|new| new.moves("result"), All(followups::derive)),
        (
            |new| {
                new.keys("strategy", &["goal"])
                    || new.moved(&["strategy"])
                    || new.has(&["topics", "target-groups"])
                    || new.led_to(&["topic", "target-group"])
            },
            Reached(members::derive, members::renew),
        ),
        (|new| new.record.kind.has("parent") && new.has(&["parent"]), All(children::derive)),
        (|new| new.keys("result", &["observation"]), Reached(observations::derive, observations::renew)),
        (|new| !new.revision.led.is_empty() || new.revision.lost, Reached(referrers::derive, referrers::renew)),
        (
            |new| {
                let told = new.revision.is_edit() || causes::tells(new.record);
                let of_result = told && new.keys("result", &["overall", "goal", "action", "reply"]);
                of_result || new.keys("strategy", &["goal"]) || new.own(&["organisation"])
            },
            Reached(causes::derive, causes::renew),
        ),
        (
            |new| {
                let stands = new.revision.is_edit() || chains::may_stand(new.site, new.revision.record, new.record);
                new.own(&["case"]) || stands && new.has(&["document", "adopted"]) || new.keys("case", &["absence"])
            },
            Reached(chains::derive, chains::renew),
        ),
        (|new| new.own(&["case", "organisation"]), All(mentions::derive)),
        (|new| new.own(&["budget", "project"]) || new.revision.parts, All(money::derive)),
        (|new| new.own(duties::RESPONSIBLE) || duties::may_mention(new.site, new.revision), Reached(duties::derive, duties::renew)),
        (|new| new.own(&["strategy"]), All(completeness::derive)),
        (|new| new.has(&["evidence"]), All(conflicts::derive)),
        (|new| new.own(&["case"]) || new.has(&["adopted", "period"]), Reached(years::derive, years::renew)),
        (
            |new| new.own(&["case"]) || new.revision.outline && (new.revision.is_edit() || untagged::leads_to_files(new.record)),
            Reached(untagged::derive, untagged::renew),
        ),
    ],
    &[
        (|new| new.any("agreement") || new.moved(&["organisation"]) || new.has(&["statement"]), All(agreements::derive)),
        (|new| new.any("organisation") || new.own(duties::RESPONSIBLE), All(bodies::derive)),
        (
            |new| {
                let of_result = new.keys("result", &["action", "extent", "period"]) || new.any("result") && new.revision.sound;
                of_result || new.keys("strategy", &["action"])
            },
            Reached(lineage::derive, lineage::renew),
        ),
        (
            |new| {
                let told = new.keys("result", &["answers", "dated", "made-by", "period", "received-by", "stage"]);
                // To whom nobody is to report, nothing is due.
                let told = if new.revision.is_edit() { told } else { clock::may_answer(new.site, new.record) };
                told || new.own(&["strategy", "organisation"]) || new.keys("strategy", &["absence"])
            },
            Reached(clock::derive, clock::renew),
        ),
    ],
    &[(|new| new.is_asked(), Reached(questions::derive, questions::renew))],
    &[(|new| new.is_asked() || new.own(&["case"]) || new.has(&["absence"]), All(unknown::derive))],
];

/// A record of which something is new.
struct Revised<'a> {
    site: &'a Site,
    record: &'a Record,
    revision: &'a Revision,
}

impl Revised<'_> {
    /// Whether it is called something else.
    fn name(&self) -> bool {
        self.has(NAME)
    }

    /// Whether it is of one of these kinds, and says something else in a key that is its kind's own, or what stands inside it has other places.
    fn own(&self, kinds: &[&str]) -> bool {
        let says = || self.revision.keys.iter().any(|key| self.record.kind.has(key));
        kinds.contains(&self.record.kind.name) && (!self.revision.is_edit() || self.revision.parts || says())
    }

    /// Whether it is of a kind, and came or went.
    fn moves(&self, kind: &str) -> bool {
        self.any(kind) && !self.revision.is_edit()
    }

    /// Whether it is of a kind, whatever is new.
    fn any(&self, kind: &str) -> bool {
        self.record.kind.name == kind
    }

    /// Whether it is of a kind, and says something else in one of these keys.
    fn keys(&self, kind: &str, keys: &[&str]) -> bool {
        self.record.kind.name == kind && self.has(keys)
    }

    /// Whether it says something else in one of these keys.
    fn has(&self, keys: &[&str]) -> bool {
        self.revision.keys.iter().any(|key| keys.contains(key))
    }

    /// Whether it is of one of these kinds, and what stands inside it has other places.
    fn moved(&self, kinds: &[&str]) -> bool {
        self.revision.parts && kinds.contains(&self.record.kind.name)
    }

    /// Whether it refers to a record of one of these kinds in another way.
    fn led_to(&self, kinds: &[&str]) -> bool {
        self.revision.lost || self.revision.led.iter().any(|to| kinds.contains(&self.site.record(*to).kind.name))
    }

    /// Whether other questions may be answered because of it. Headings of a follow-up tell of goals.
    fn is_asked(&self) -> bool {
        self.own(ASKED) || self.any("result") && self.revision.outline
    }
}

/// Works out everything that nobody should have to write.
pub fn derive(site: &Site) -> Knowledge {
    let mut knowledge = Knowledge::default();
    learn(&mut knowledge, |_, known, derivation| match derivation {
        All(derive) | Reached(derive, _) => Some(derive(site, known)),
    });
    knowledge
}

/// Works out again what goes by what is new: the rest stands as `before`.
pub fn renew(site: &Site, before: &Knowledge, revisions: &[Revision]) -> Knowledge {
    let mut knowledge = before.clone();
    let revised = revisions.iter().map(|revision| Revised { site, record: revision.of(site), revision });
    let revised: Vec<Revised> = revised.collect();
    learn(&mut knowledge, |heeds, known, derivation| match derivation {
        _ if !revised.iter().any(heeds) => None,
        All(derive) => Some(derive(site, known)),
        Reached(_, renew) => Some(renew(site, known, revisions)),
    });
    knowledge
}

/// The records that went.
fn gone(revisions: &[Revision]) -> FxHashSet<RecordId> {
    revisions.iter().filter(|revision| revision.went()).map(|revision| revision.record).collect()
}

/// The plans and agreements that have follow-ups and are reached themselves, or one of these is; in order.
fn reached_plans(site: &Site, knowledge: &Knowledge, revisions: &[Revision]) -> Vec<RecordId> {
    let has_followups = |id: &RecordId| knowledge.followups.contains_key(id);
    let reached = revisions.iter().flat_map(|revision| revision.reached(site));
    let plans = reached.filter_map(|id| Some(id).filter(has_followups).or(site.record(id).follows));
    let mut plans: Vec<RecordId> = plans.filter(has_followups).collect();
    plans.sort_unstable();
    plans.dedup();
    plans
}

/// Goes through the rounds; `learnt` says what a derivation gives, if it is wanted.
fn learn(knowledge: &mut Knowledge, learnt: impl Fn(Heeds, &Knowledge, &Derivation) -> Option<Learnt> + Sync) {
    for round in DERIVATIONS {
        let found = round.par_iter().with_max_len(1).filter_map(|(heeds, derivation)| learnt(*heeds, knowledge, derivation));
        let found: Vec<Learnt> = found.collect();
        found.into_iter().for_each(|place| place(knowledge));
    }
}
