//! What follows from what was written. One file, one derivation; each is pure and reads the site once.

mod agreements;
mod alphabet;
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
use crate::site::Site;

/// A derivation works out fields of the knowledge from the site and from what the rounds before it found. What it gives puts them in place.
type Derivation = fn(&Site, &Knowledge) -> Learnt;
type Learnt = Box<dyn FnOnce(&mut Knowledge) + Send>;

/// Every derivation, in rounds: those of a round know nothing of each other, and run side by side.
const DERIVATIONS: &[&[Derivation]] = &[
    &[
        alphabet::derive,
        registers::derive,
        followups::derive,
        members::derive,
        children::derive,
        observations::derive,
        referrers::derive,
        causes::derive,
        chains::derive,
        mentions::derive,
        money::derive,
        succession::derive,
        completeness::derive,
        conflicts::derive,
        names::derive,
        years::derive,
        untagged::derive,
    ],
    &[lineage::derive, clock::derive, agreements::derive, duties::derive],
    &[questions::derive],
    &[unknown::derive],
];

/// Works out everything that nobody should have to write.
pub fn derive(site: &Site) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for round in DERIVATIONS {
        let found: Vec<Learnt> = round.par_iter().with_max_len(1).map(|derivation| derivation(site, &knowledge)).collect();
        found.into_iter().for_each(|place| place(&mut knowledge));
    }
    knowledge
}
