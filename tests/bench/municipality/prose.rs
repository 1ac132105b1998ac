//! Bodies: headings, paragraphs, lists, tables, case numbers and links to the files of other records, about 5 kB of Markdown each.

use std::fmt::Write;

use fastrand::Rng;

use super::words::{compound, heading, place};
use super::{Kind, Municipality, cases, vocabulary};

/// What every body ends with.
pub const LAST: &str = "Uppgifterna hämtades ur handlingarna i mars.";

/// Kinds whose records all have files, so that words can link to them.
const LINKED: &[(Kind, &str, &str)] = &[
    (Kind::Case, "cases", "/index.md"),
    (Kind::Result, "results", ".md"),
    (Kind::Strategy, "strategies", ".md"),
    (Kind::Agreement, "agreements", ".md"),
    (Kind::Project, "projects", ".md"),
    (Kind::News, "news", ".md"),
    (Kind::Guide, "guides", ".md"),
];

/// Continues `text` until it is as long as bodies are: the last section goes beyond `length`. `up` leads from the record's file to the folder `content`.
pub fn fill(of: &Municipality, text: &mut String, up: &str, rng: &mut Rng) {
    let length = rng.usize(2_400..5_800);
    while text.len() < length {
        let _ = writeln!(text, "## {} i {}\n", heading(rng), place(rng));
        for _ in 0..rng.usize(1..4) {
            let _ = writeln!(text, "{}\n", of.words.paragraph(rng));
        }
        match rng.u8(..4) {
            0 => list(of, text, rng),
            1 => table(text, rng),
            _ => links(of, text, up, rng),
        }
    }
    let _ = writeln!(text, "{LAST}");
}

/// A whole body.
pub fn body(of: &Municipality, up: &str, rng: &mut Rng) -> String {
    let mut text = format!("{}\n\n", of.words.paragraph(rng));
    fill(of, &mut text, up, rng);
    text
}

fn list(of: &Municipality, text: &mut String, rng: &mut Rng) {
    for _ in 0..rng.usize(3..7) {
        let _ = writeln!(text, "- **{}**: {}", heading(rng), of.words.sentence(rng));
    }
    text.push('\n');
}

fn table(text: &mut String, rng: &mut Rng) {
    let _ = writeln!(text, "| Område | {} | {} |\n|---|---:|---:|", rng.u32(2010..2018), rng.u32(2018..2026));
    for _ in 0..rng.usize(3..9) {
        let _ = writeln!(text, "| {} i {} | {} | {} |", heading(rng), place(rng), rng.u32(..400), rng.u32(..400));
    }
    text.push('\n');
}

fn links(of: &Municipality, text: &mut String, up: &str, rng: &mut Rng) {
    for _ in 0..rng.usize(1..3) {
        let (kind, folder, ending) = LINKED[rng.usize(..LINKED.len())];
        let _ = writeln!(text, "Mer om [{}]({up}{folder}/{}{ending}) står på en egen sida.", compound(rng), of.some(kind, rng));
    }
    let term = vocabulary::abbreviation(rng.usize(..of.count(Kind::Term))).unwrap_or_else(|| compound(rng));
    let _ = writeln!(text, "Ärendet har nummer {} och gäller {term}.\n", cases::number(rng.usize(..of.count(Kind::Case))));
}
