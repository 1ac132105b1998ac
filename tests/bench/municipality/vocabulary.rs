//! Topics, target groups and terms: the words by which everything else is found.

use fastrand::Rng;

use super::front::Front;
use super::words::{compound, heading};
use super::{Kind, Municipality, Record};

pub fn topic(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    front.text("title", format_args!("{} {}", heading(rng), index + 1)).text("definition", of.words.sentence(rng));
    if index >= 8 {
        front.text("parent", of.id(Kind::Topic, index % 8));
    }
    front.list("searched-as", [compound(rng), compound(rng)]);
    Record { front: front.finish(), body: None }
}

pub fn target_group(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    front.text("title", format_args!("Grupp {} i {}", index + 1, compound(rng)));
    if index >= 4 {
        front.text("parent", of.id(Kind::TargetGroup, index % 4));
    }
    front.text("ages", format_args!("{}–{} år", index, index + 10));
    Record { front: front.finish(), body: None }
}

/// The abbreviation of a term, if it has one; prose uses it.
pub fn abbreviation(index: usize) -> Option<String> {
    let letter = |at: usize| char::from(b'A' + (at % 26) as u8);
    index.is_multiple_of(2).then(|| [letter(index / 2), letter(index / 52 + 10), 'P'].iter().collect())
}

pub fn term(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    front.text("title", format_args!("{} {}", heading(rng), index + 1)).text("definition", of.words.sentence(rng));
    if let Some(abbreviation) = abbreviation(index) {
        front.text("abbreviation", abbreviation);
    }
    front.list("searched-as", [compound(rng)]);
    Record { front: front.finish(), body: None }
}
