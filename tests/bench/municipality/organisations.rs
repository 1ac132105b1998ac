//! Boards, units, authorities and associations: a few that everything names, and many that few name.

use fastrand::Rng;

use super::front::Front;
use super::words::{heading, place};
use super::{Kind, Municipality, Record, prose};

/// The first organisations: title, form, and whether it is the municipality's own.
const KNOWN: &[(&str, &str, bool)] = &[
    ("Kommunfullmäktige", "fullmäktige", true),
    ("Kommunstyrelsen", "styrelse", true),
    ("Socialnämnden", "nämnd", true),
    ("Polisen", "myndighet", false),
    ("Sociala kvalitetsenheten", "enhet", true),
    ("Fritidsnämnden", "nämnd", true),
    ("Regionen", "region", false),
    ("Utbildningsnämnden", "nämnd", true),
    ("Miljönämnden", "nämnd", true),
    ("Länsstyrelsen", "myndighet", false),
    ("Äldrenämnden", "nämnd", true),
    ("Kulturnämnden", "nämnd", true),
];

/// Whether an organisation is the municipality's own; those have a role `samordnare`.
fn is_inside(index: usize) -> bool {
    KNOWN.get(index).map_or(index.is_multiple_of(3), |(_, _, inside)| *inside)
}

/// A board or unit of the municipality: mostly one of the few that decide.
pub fn inside(of: &Municipality, rng: &mut Rng) -> String {
    some(of, true, rng)
}

/// An authority, association or company.
pub fn outside(of: &Municipality, rng: &mut Rng) -> String {
    some(of, false, rng)
}

/// The role in an organisation that answers for something.
pub fn role(of: &Municipality, rng: &mut Rng) -> String {
    format!("{}#samordnare", inside(of, rng))
}

fn some(of: &Municipality, own: bool, rng: &mut Rng) -> String {
    let count = of.count(Kind::Organisation);
    let first = if rng.u8(..5) > 0 { rng.usize(..KNOWN.len().min(count)) } else { rng.usize(..count) };
    // The next one of that sort; the very first is the municipality's own, and a municipality of one organisation has no other.
    let next = (first..count).chain(0..first).find(|index| is_inside(*index) == own);
    of.id(Kind::Organisation, next.unwrap_or(0))
}

pub fn organisation(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    let inside = is_inside(index);
    let (title, form) = match KNOWN.get(index) {
        Some((title, form, _)) => ((*title).to_owned(), *form),
        None if inside => (format!("Enheten för {} {}", heading(rng).to_lowercase(), index), "enhet"),
        None => (
            format!("{} {} {index}", if index % 3 == 1 { "Föreningen" } else { "Skolan" }, place(rng)),
            ["förening", "skola"][index % 3 - 1],
        ),
    };
    of.head(&mut front, &title, rng);
    front.text("form", form).text("place", if inside { "inom kommunen" } else { "utanför kommunen" });
    if inside && index >= KNOWN.len() {
        front.text("parent", of.id(Kind::Organisation, 1 + index % 2));
    }
    front.text("remit", of.words.sentence(rng));
    if inside {
        front.part("role").text("id", "samordnare").text("title", "Samordnare").text("duty", of.words.sentence(rng));
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}
