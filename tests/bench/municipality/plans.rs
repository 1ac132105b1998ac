//! Plans with their goals, areas and planned actions; and the measures that follow the goals.

use fastrand::Rng;

use super::front::Front;
use super::organisations::{inside, role};
use super::words::{compound, heading, place};
use super::{Kind, Municipality, Record, cases, prose};

const FORMS: &[&str] = &["strategi", "handlingsplan", "program", "policy", "riktlinje", "åtgärdsplan"];
const UNITS: &[&str] = &["procent", "antal elever", "antal besök", "timmar"];

/// The first of the three years of a plan.
pub fn first_year(plan: usize) -> usize {
    2008 + plan * 7 % 15
}

pub fn goals(plan: usize) -> usize {
    3 + plan % 4
}

pub fn actions(plan: usize) -> usize {
    4 + plan % 5
}

/// Some goal of some plan: `plan-3#mal-1`.
pub fn goal(of: &Municipality, rng: &mut Rng) -> String {
    let plan = rng.usize(..of.count(Kind::Strategy));
    format!("{}#mal-{}", of.id(Kind::Strategy, plan), rng.usize(1..=goals(plan)))
}

pub fn strategy(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    let first = first_year(index);
    let form = FORMS[rng.usize(..FORMS.len())];
    of.head(&mut front, &format!("Plan {index} för {} i {} {first}–{}", compound(rng), place(rng), first + 2), rng);
    front.text("form", form).text("level", "hela kommunen").text("period", format_args!("{first}/{}", first + 2));
    if index >= 5 && index.is_multiple_of(3) {
        front.text("parent", of.id(Kind::Strategy, index / 3));
    }
    front.text("purpose", of.words.sentence(rng)).text("coordinator", role(of, rng));
    front.list("responsible", [inside(of, rng)]).text("document", cases::document(of, rng));
    front.table("adopted").text("by", inside(of, rng)).text("on", format_args!("{first}-vår")).text("decision", cases::decision(of, rng));
    front.part("reporting").text("id", "arlig").text("every", "år").list("by", [inside(of, rng)]).list("to", [inside(of, rng)]);
    for goal in 1..=goals(index) {
        front.part("goal").text("id", format_args!("mal-{goal}")).text("number", goal);
        front.text("title", format_args!("{} ska öka {goal}", heading(rng))).text("description", of.words.sentence(rng));
        front.list("responsible", [inside(of, rng)]).list("target-groups", of.several(Kind::TargetGroup, 2, rng));
        front.list("indicators", of.several(Kind::Indicator, 2, rng));
        for area in 1..=1 + (index + goal) % 3 {
            front.part("goal.area").text("id", format_args!("omrade-{goal}-{area}")).text("title", of.words.sentence(rng));
            front.list("responsible", [inside(of, rng)]);
        }
    }
    for action in 1..=actions(index) {
        front.part("action").text("id", format_args!("atgard-{action}")).text("title", of.words.sentence(rng));
        front.text("goal", format_args!("mal-{}", 1 + action % goals(index))).list("responsible", [inside(of, rng)]);
        front.text("due", first + action % 3);
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}

pub fn indicator(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    of.head(&mut front, &format!("{} i {}, mått {index}", heading(rng), place(rng)), rng);
    front.text("definition", of.words.sentence(rng)).text("unit", UNITS[index % UNITS.len()]).text("frequency", "varje år");
    front.text("better", ["högre", "lägre"][index % 2]).text("sort", "utfall").list("goal", [goal(of, rng)]);
    for year in 0..rng.usize(..4) {
        front.part("value").text("period", 2012 + year).bare("value", rng.u32(5..95));
    }
    Record { front: front.finish(), body: None }
}
