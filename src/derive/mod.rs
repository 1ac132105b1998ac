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

use crate::knowledge::Knowledge;
use crate::knowledge::names::has_several;
use crate::site::{NAME, Record, Revision, Site};

/// A derivation works out fields of the knowledge from the site and from what the rounds before it found. What it gives puts them in place.
type Derivation = fn(&Site, &Knowledge) -> Learnt;
type Learnt = Box<dyn FnOnce(&mut Knowledge) + Send>;

/// Whether a derivation goes by what is new in a record, be it through what an earlier round found.
type Heeds = fn(&Revised) -> bool;

/// Kinds whose records say of their own who answers for what.
const RESPONSIBLE: &[&str] = &["strategy", "agreement", "organisation", "project", "process", "case"];

/// Kinds whose pages are asked a citizen's questions.
const ASKED: &[&str] = &["strategy", "result", "agreement", "budget", "project"];

/// Kinds whose records are searched for by other names than their titles.
const NAMED: &[&str] = &["term", "topic", "target-group", "organisation"];

/// Every derivation, and what it heeds, in rounds: those of a round know nothing of each other, and run side by side. What is not said of a
/// record by its title, its summary or its kind's own keys never changes without all being derived anew; nor does its day.
const DERIVATIONS: &[&[(Heeds, Derivation)]] = &[
    &[
        (|new| new.name() || new.own(NAMED), alphabet::derive),
        (|new| new.name(), registers::derive),
        (|new| new.name() && has_several(new.record) || new.own(&["case", "organisation", "term"]), names::derive),
        (|new| new.any("organisation"), succession::derive),
        (|_| false, followups::derive),
        (|new| new.keys("strategy", &["goal"]), members::derive),
        (|new| new.record.kind.has("parent") && new.has(&["parent"]), children::derive),
        (|new| new.keys("result", &["observation"]), observations::derive),
        (|_| false, referrers::derive),
        (
            |new| {
                new.keys("result", &["overall", "goal", "action", "reply"]) || new.keys("strategy", &["goal"]) || new.own(&["organisation"])
            },
            causes::derive,
        ),
        (|new| new.own(&["case"]) || new.has(&["document", "adopted"]), chains::derive),
        (|new| new.own(&["case", "organisation"]), mentions::derive),
        (|new| new.own(&["budget", "project"]), money::derive),
        (|new| new.own(RESPONSIBLE), duties::derive),
        (|new| new.own(&["strategy"]), completeness::derive),
        (|_| false, conflicts::derive),
        (|new| new.own(&["case"]) || new.has(&["adopted", "period"]), years::derive),
        (|new| new.own(&["case"]), untagged::derive),
    ],
    &[
        (|new| new.any("agreement"), agreements::derive),
        (|new| new.any("organisation") || new.own(RESPONSIBLE), bodies::derive),
        (|new| new.keys("result", &["action", "extent", "period"]) || new.keys("strategy", &["action"]), lineage::derive),
        (
            |new| {
                let told = new.keys("result", &["answers", "dated", "made-by", "period", "received-by", "stage"]);
                told || new.own(&["strategy", "organisation"])
            },
            clock::derive,
        ),
    ],
    &[(|new| new.own(ASKED), questions::derive)],
    &[(|new| new.own(ASKED) || new.own(&["case"]), unknown::derive)],
];

/// A record of which some keys say something else than before.
struct Revised<'a> {
    record: &'a Record,
    keys: &'a [&'static str],
}

impl Revised<'_> {
    /// Whether it is called something else.
    fn name(&self) -> bool {
        self.has(NAME)
    }

    /// Whether it is of one of these kinds, and says something else in a key that is its kind's own.
    fn own(&self, kinds: &[&str]) -> bool {
        kinds.contains(&self.record.kind.name) && self.keys.iter().any(|key| !NAME.contains(key))
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
        self.keys.iter().any(|key| keys.contains(key))
    }
}

/// Works out everything that nobody should have to write.
pub fn derive(site: &Site) -> Knowledge {
    let mut knowledge = Knowledge::default();
    learn(site, &mut knowledge, |_| true);
    knowledge
}

/// Works out again what goes by what is new: the rest stands as `before`.
pub fn renew(site: &Site, before: &Knowledge, revisions: &[Revision]) -> Knowledge {
    let mut knowledge = before.clone();
    let revised: Vec<Revised> =
        revisions.iter().map(|revision| Revised { record: site.record(revision.record), keys: &revision.keys }).collect();
    learn(site, &mut knowledge, |heeds| revised.iter().any(heeds));
    knowledge
}

fn learn(site: &Site, knowledge: &mut Knowledge, wanted: impl Fn(Heeds) -> bool) {
    for round in DERIVATIONS {
        let round: Vec<Derivation> = round.iter().filter(|(heeds, _)| wanted(*heeds)).map(|(_, derivation)| *derivation).collect();
        let found: Vec<Learnt> = round.par_iter().with_max_len(1).map(|derivation| derivation(site, knowledge)).collect();
        found.into_iter().for_each(|place| place(knowledge));
    }
}
