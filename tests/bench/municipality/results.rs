//! Follow-ups: goals judged in words, actions as tables in the body, observed figures.

use std::fmt::Write;

use fastrand::Rng;

use super::front::Front;
use super::organisations::{inside, outside};
use super::plans::{actions, first_year, goals};
use super::words::{compound, heading, place};
use super::{Kind, Municipality, Record, cases, prose};

const COLUMNS: &str = "| Aktivitet | Läge | Varför | Vems orsak | Vad återstår | Ersatt av | Planerad aktivitet | Avslutad |\n|---|---|---|---|---|---|---|---|";
const CAUSES: &[&str] = &["tidsbrist", "budget", "omorganisation", "resurser", "inte angiven"];

pub fn result(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    let plans = of.count(Kind::Strategy);
    let (plan, round) = (index % plans, index / plans);
    let year = first_year(plan) + round % 3;
    let (document, quote) = cases::source(of, index);
    of.head(&mut front, &format!("Så gick det {year} med {} i {}", compound(rng), place(rng)), rng);
    front.text("follows-up", format_args!("strategies/{}", of.id(Kind::Strategy, plan))).text("period", year);
    front
        .text("extent", if round.is_multiple_of(2) { "sammanfattning" } else { "fullständig" })
        .text("dated", format_args!("{}-03-13", year + 1));
    front.list("made-by", [inside(of, rng)]).list("received-by", [inside(of, rng)]).text("stage", "godkänd").text("answers", year);
    front.text("document", &document).text("source", &document);
    front.table("overall").text("text", of.words.sentence(rng)).list("status", ["genomförd".to_owned()]).text("coverage", "de flesta");
    front.text("quote", quote);
    for goal in 1..=goals(plan) {
        front.part("goal").text("goal", format_args!("mal-{goal}")).text("text", of.words.sentence(rng));
        front.list("status", ["genomförd".to_owned(), "påbörjad".to_owned()]);
    }
    let mut told = Vec::new();
    for at in 0..rng.usize(2..6) {
        let (indicator, goal, value) = (of.some(Kind::Indicator, rng), 1 + at % goals(plan), rng.u32(5..95));
        // One figure of an indicator for a goal: two would be one too many.
        if told.contains(&(indicator.clone(), goal)) {
            continue;
        }
        front.part("observation").text("id", format_args!("siffra-{at}")).text("indicator", &indicator);
        front.text("goal", format_args!("mal-{goal}")).bare("value", value).bare("target", 90);
        told.push((indicator, goal));
    }
    Record { front: front.finish(), body: Some(body(of, plan, rng)) }
}

fn body(of: &Municipality, plan: usize, rng: &mut Rng) -> String {
    let mut text = format!("{}\n\n", of.words.paragraph(rng));
    let mut number = 0;
    for goal in 1..=goals(plan) {
        let _ = writeln!(text, "## Mål {goal}. {} ska öka {{#mal-{goal}}}\n\n{}\n\n{COLUMNS}", heading(rng), of.words.sentence(rng));
        for _ in 0..rng.usize(1..4) {
            number += 1;
            action(of, plan, number, &mut text, rng);
        }
        text.push('\n');
    }
    prose::fill(of, &mut text, "../", rng);
    text
}

/// A row of the table of actions. What was not done has its cause, what is nearly done what remains, and what is open goes on: only the
/// first planned actions stand in every follow-up, so all else is closed.
fn action(of: &Municipality, plan: usize, number: usize, text: &mut String, rng: &mut Rng) {
    let title = format!("{} {number} i {}", heading(rng), place(rng));
    let planned =
        if number <= actions(plan) { format!("strategies/{}#atgard-{number}", of.id(Kind::Strategy, plan)) } else { String::new() };
    let cause = CAUSES[rng.usize(..CAUSES.len())];
    let rest = match rng.u8(..20) {
        0..=9 => "genomförd | | | | ".to_owned(),
        10..=12 => "pågår | | | | ".to_owned(),
        13 => "påbörjad | | | | ".to_owned(),
        14 => format!("delvis genomförd | | | {} | ", compound(rng)),
        15 => format!("ersatt | | | | {}", compound(rng)),
        16 | 17 => format!("inte genomförd | {cause} | {} | | ", outside(of, rng)),
        18 => format!("kunde inte genomföras | {cause} | {} | | ", inside(of, rng)),
        _ => "planerad | | | | ".to_owned(),
    };
    let closed = if number <= goals(plan).min(actions(plan)) { "" } else { "ja" };
    let _ = writeln!(text, "| {title} | {rest} | {planned} | {closed} |");
}
