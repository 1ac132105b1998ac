//! Budgets with their envelopes and lines, the projects that they pay for, and agreements.

use fastrand::Rng;

use super::front::Front;
use super::organisations::{inside, outside};
use super::words::{heading, place};
use super::{Kind, Municipality, Record, cases, plans, prose};

fn lines(budget: usize) -> usize {
    5 + budget % 8
}

pub fn budget(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    let year = 2010 + index % 16;
    of.head(&mut front, &format!("Pengar till {} i {} {year}", heading(rng).to_lowercase(), place(rng)), rng);
    front.text("period", year).text("stage", "planerad användning").text("document", cases::document(of, rng));
    for at in 1..=2 {
        front.part("envelope").text("id", format_args!("pott-{at}")).text("title", heading(rng));
        front.text("amount", format_args!("{} 000 tkr", 10 * at)).text("body", inside(of, rng)).text("period", year);
        front.list("about", [format!("strategies/{}", of.some(Kind::Strategy, rng))]);
    }
    for at in 1..=lines(index) {
        front.part("line").text("id", format_args!("rad-{at}")).text("title", format_args!("{} {at}", heading(rng)));
        front.text("amount", format_args!("ca {} tkr", 10 * rng.u32(1..90))).list("envelopes", [format!("pott-{}", 1 + at % 2)]);
        front.list("pays-for", [format!("projects/{}", of.some(Kind::Project, rng))]);
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}

pub fn project(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    let budget = index % of.count(Kind::Budget);
    of.head(&mut front, &format!("Projekt {index}: {} i {}", heading(rng), place(rng)), rng);
    front.text("period", 2010 + budget % 16).list("owner", [inside(of, rng)]).list("participants", [outside(of, rng)]);
    front.list("funding", [format!("{}#rad-{}", of.id(Kind::Budget, budget), 1 + index % lines(budget))]);
    front.list("goals", [plans::goal(of, rng)]);
    front.list("about", [format!("strategies/{}", of.some(Kind::Strategy, rng)), format!("processes/{}", of.some(Kind::Process, rng))]);
    front.text("document", cases::document(of, rng));
    for (form, state) in [("film", "klar"), ("broschyr", "påbörjad")] {
        front.part("product").text("id", form).text("title", format_args!("{} om {}", form, heading(rng).to_lowercase()));
        front.text("form", form).text("state", state);
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}

pub fn agreement(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    let form = ["överenskommelse", "samverkansavtal", "kontrakt", "informellt samarbete"][index % 4];
    let year = 2010 + index % 12;
    of.head(&mut front, &format!("Avtal {index} om {} i {}", heading(rng).to_lowercase(), place(rng)), rng);
    front.text("form", form).list("parties", [inside(of, rng), outside(of, rng)]).text("subject", of.words.sentence(rng));
    front.list("services", [of.some(Kind::Service, rng)]).list("followed-up-by", [inside(of, rng)]);
    front.text("state", "gäller").text("period", format_args!("{year}/{}", year + 40)).text("document", cases::document(of, rng));
    for at in 1..=1 + index % 3 {
        front.part("area").text("id", format_args!("omrade-{at}")).text("title", heading(rng));
        front.list("participants", [inside(of, rng), outside(of, rng)]).text("activity-list", of.words.sentence(rng));
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}
