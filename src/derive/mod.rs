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

use crate::knowledge::Knowledge;
use crate::site::Site;

/// A derivation adds its own field to the knowledge.
type Derivation = fn(&Site, &mut Knowledge);

/// Every derivation. Each may read what those before it worked out.
const DERIVATIONS: &[Derivation] = &[
    followups::derive,
    members::derive,
    children::derive,
    observations::derive,
    referrers::derive,
    registers::derive,
    causes::derive,
    lineage::derive,
    chains::derive,
    mentions::derive,
    clock::derive,
    money::derive,
    agreements::derive,
    duties::derive,
    succession::derive,
    alphabet::derive,
    completeness::derive,
    questions::derive,
    unknown::derive,
    conflicts::derive,
    names::derive,
    years::derive,
    untagged::derive,
];

/// Works out everything that nobody should have to write.
pub fn derive(site: &Site) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for derivation in DERIVATIONS {
        derivation(site, &mut knowledge);
    }
    knowledge
}
