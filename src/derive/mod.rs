//! What follows from what was written. One file, one derivation; each is pure and reads the site once.

mod alphabet;
mod children;
mod completeness;
mod conflicts;
mod followups;
mod members;
mod names;
mod observations;
mod questions;
mod referrers;
mod registers;
mod unknown;

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
    alphabet::derive,
    completeness::derive,
    questions::derive,
    unknown::derive,
    conflicts::derive,
    names::derive,
];

/// Works out everything that nobody should have to write.
pub fn derive(site: &Site) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for derivation in DERIVATIONS {
        derivation(site, &mut knowledge);
    }
    knowledge
}
