//! Services that residents can turn to, and guides that lead to them.

use fastrand::Rng;

use super::front::Front;
use super::organisations::{inside, outside};
use super::words::{compound, heading, place};
use super::{Kind, Municipality, Record, plans, prose};

pub fn service(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    of.head(&mut front, &format!("{} i {}, stöd {index}", heading(rng), place(rng)), rng);
    front
        .text("for-whom", "Barn och unga")
        .list("situations", [format!("oro för {}", compound(rng))])
        .text("happens", of.words.sentence(rng));
    front.text("cost", "gratis").text("needs-decision", "nej").text("anonymous", "ja").text("checked-on", "2026-09-01");
    front.list("provider", [outside(of, rng)]).list("financier", [inside(of, rng)]).list("agreements", [of.some(Kind::Agreement, rng)]);
    front.part("contact").text("id", "dag").text("label", "Mottagningen").text("phone", "08-000 00 00").text("hours", "vardagar 8–16");
    front.list("when", ["i dag".to_owned()]);
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}

pub fn guide(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    of.head(&mut front, &format!("Jag är orolig för {} i {}, råd {index}", compound(rng), place(rng)), rng);
    front.text("situation", format_args!("Jag är orolig för {}", compound(rng))).text("audience", "föräldrar");
    front.text("first-number", of.id(Kind::Service, 0)).list("services", of.several(Kind::Service, 4, rng));
    front.list("promised", [plans::goal(of, rng)]);
    for at in 1..=3 {
        front.part("step").text("id", format_args!("steg-{at}")).text("title", format_args!("Prata om {}", compound(rng)));
        front.text("text", of.words.sentence(rng));
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}
