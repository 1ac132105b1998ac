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

use crate::content::agreement::Agreement;
use crate::content::organisation::Organisation;
use crate::knowledge::Knowledge;
use crate::knowledge::names::has_several;
use crate::site::{Record, RecordId, Site};

/// A derivation works out fields of the knowledge from the site and from what the rounds before it found. What it gives puts them in place.
type Derivation = fn(&Site, &Knowledge) -> Learnt;
type Learnt = Box<dyn FnOnce(&mut Knowledge) + Send>;

/// Whether a derivation goes by what a record is called, its title or summary, be it through an order by title that an earlier round found.
type ByName = fn(&Record) -> bool;

const ANY: ByName = |_| true;
const NONE: ByName = |_| false;

/// Every derivation, and of whose names it reads, in rounds: those of a round know nothing of each other, and run side by side.
const DERIVATIONS: &[&[(ByName, Derivation)]] = &[
    &[
        (ANY, alphabet::derive),
        (ANY, registers::derive),
        (|record| has_several(record), names::derive),
        (|record| record.is::<Organisation>().is_some(), succession::derive),
        (NONE, followups::derive),
        (NONE, members::derive),
        (NONE, children::derive),
        (NONE, observations::derive),
        (NONE, referrers::derive),
        (NONE, causes::derive),
        (NONE, chains::derive),
        (NONE, mentions::derive),
        (NONE, money::derive),
        (NONE, duties::derive),
        (NONE, completeness::derive),
        (NONE, conflicts::derive),
        (NONE, years::derive),
        (NONE, untagged::derive),
    ],
    &[
        (|record| record.is::<Agreement>().is_some(), agreements::derive),
        (|record| record.is::<Organisation>().is_some(), bodies::derive),
        (NONE, lineage::derive),
        (NONE, clock::derive),
    ],
    &[(NONE, questions::derive)],
    &[(NONE, unknown::derive)],
];

/// Works out everything that nobody should have to write.
pub fn derive(site: &Site) -> Knowledge {
    let mut knowledge = Knowledge::default();
    learn(site, &mut knowledge, |_| true);
    knowledge
}

/// Works out again what goes by the names of `renamed`: records that are called something else than `before`, while nothing else is another.
pub fn rename(site: &Site, before: &Knowledge, renamed: &[RecordId]) -> Knowledge {
    let mut knowledge = before.clone();
    learn(site, &mut knowledge, |by_name| renamed.iter().any(|id| by_name(site.record(*id))));
    knowledge
}

fn learn(site: &Site, knowledge: &mut Knowledge, wanted: impl Fn(ByName) -> bool) {
    for round in DERIVATIONS {
        let round: Vec<Derivation> = round.iter().filter(|(by_name, _)| wanted(*by_name)).map(|(_, derivation)| *derivation).collect();
        let found: Vec<Learnt> = round.par_iter().with_max_len(1).map(|derivation| derivation(site, knowledge)).collect();
        found.into_iter().for_each(|place| place(knowledge));
    }
}
