//! News, pages, ways of working, and works by others.

use fastrand::Rng;

use super::front::Front;
use super::organisations::{inside, outside};
use super::words::{heading, place};
use super::{Kind, Municipality, Record, cases, prose};

pub fn news(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    of.head(&mut front, &format!("{} i {}", heading(rng), place(rng)), rng);
    front.text("date", format_args!("{}-{:02}-{:02}", 2012 + index % 14, rng.u32(1..=12), rng.u32(1..=28)));
    let (kind, folder) = [(Kind::Result, "results"), (Kind::Case, "cases"), (Kind::Page, "pages")][index % 3];
    front.list("about", [format!("{folder}/{}", of.some(kind, rng))]);
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}

pub fn page(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    of.head(&mut front, &format!("Om {}, sida {index}", heading(rng).to_lowercase()), rng);
    front.list(
        "about",
        [format!("strategies/{}", of.some(Kind::Strategy, rng)), format!("publications/{}", of.some(Kind::Publication, rng))],
    );
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}

pub fn process(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    of.head(&mut front, &format!("Så arbetar vi med {} {index}", heading(rng).to_lowercase()), rng);
    front.list("owner", [inside(of, rng)]).list("about", [format!("strategies/{}", of.some(Kind::Strategy, rng))]);
    front.text("document", cases::document(of, rng));
    for at in 1..=3 + index % 4 {
        front.part("step").text("id", format_args!("steg-{at}")).text("number", at).text("title", heading(rng));
        front.text("description", of.words.sentence(rng)).text("state", ["klart", "påbörjat", "inte påbörjat"][rng.usize(..3)]);
        front.part("step.task").text("text", of.words.sentence(rng)).text("state", "okänt");
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}

pub fn publication(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    of.head(&mut front, &format!("Riktlinjer för {} {index}", heading(rng).to_lowercase()), rng);
    front.text("form", "riktlinje").list("publisher", [outside(of, rng)]).text("published", 2010 + index % 14);
    front.list("mentioned-in", [cases::document(of, rng)]);
    Record { front: front.finish(), body: Some(prose::body(of, "../", rng)) }
}
