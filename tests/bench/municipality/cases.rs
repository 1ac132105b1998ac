//! Cases: documents, of which some have stored text, decisions, and commissions with their answers.

use fastrand::Rng;

use super::front::Front;
use super::organisations::inside;
use super::words::{heading, place};
use super::{Kind, Municipality, Record, prose, rng};

const REGISTERS: &[&str] = &["KS", "SN", "FN", "UBN", "MN", "KF"];
const DOCUMENT_FORMS: &[&str] = &["tjänsteutlåtande", "protokoll", "PM", "redovisning", "remissvar"];

/// A case's number in the register.
pub fn number(index: usize) -> String {
    format!("{} {}/{}-{}", REGISTERS[index % REGISTERS.len()], year(index), index + 1, 700 + index % 90)
}

fn year(index: usize) -> usize {
    2010 + index % 15
}

fn documents(index: usize) -> usize {
    1 + index % 4
}

/// Whether the text of the case's first document is stored.
pub fn is_stored(index: usize) -> bool {
    index.is_multiple_of(4)
}

/// The text of a case's first document, paragraph by paragraph.
pub fn stored(of: &Municipality, index: usize) -> Vec<String> {
    let rng = &mut rng(100, index);
    (0..12).map(|_| of.words.paragraph(rng)).collect()
}

/// A document with stored text for the fact of a number, and words that stand in it.
pub fn source(of: &Municipality, index: usize) -> (String, String) {
    let stored_cases = of.count(Kind::Case).div_ceil(4);
    let case = 4 * (index % stored_cases);
    let quote = stored(of, case).swap_remove(index % 12);
    (format!("{}#handling-1", of.id(Kind::Case, case)), quote)
}

/// Some document of some case.
pub fn document(of: &Municipality, rng: &mut Rng) -> String {
    let case = rng.usize(..of.count(Kind::Case));
    format!("{}#handling-{}", of.id(Kind::Case, case), rng.usize(1..=documents(case)))
}

/// The first decision of some case.
pub fn decision(of: &Municipality, rng: &mut Rng) -> String {
    format!("{}#beslut-1", of.some(Kind::Case, rng))
}

pub fn case(of: &Municipality, index: usize, rng: &mut Rng, mut front: Front) -> Record {
    let title = format!("{} i {} {}", heading(rng), place(rng), year(index));
    of.head(&mut front, &title, rng);
    let board = inside(of, rng);
    front.text("number", number(index)).text("handled-by", &board);
    for at in 1..=documents(index) {
        let form = DOCUMENT_FORMS[rng.usize(..DOCUMENT_FORMS.len())];
        front.part("document").text("id", format_args!("handling-{at}")).text("number", at).text("form", form);
        front.text("title", format_args!("{} om {}", heading(rng), title.to_lowercase()));
        front.text("date", date(index, rng)).list("issuer", [inside(of, rng)]).text("published", "okänt");
        if at == 1 && is_stored(index) {
            front.text("text", "handling-1.txt");
        }
    }
    for at in 1..=1 + index % 2 {
        front.part("decision").text("id", format_args!("beslut-{at}")).text("title", of.words.sentence(rng));
        front.text("body", inside(of, rng)).text("date", date(index, rng)).text("paragraph", format_args!("§ {}", rng.u32(1..300)));
        front.text("state", "fattat").list("points", [of.words.sentence(rng), of.words.sentence(rng)]);
    }
    if index.is_multiple_of(3) {
        commission(of, index, &board, &mut front, rng);
    }
    Record { front: front.finish(), body: Some(prose::body(of, "../../", rng)) }
}

fn commission(of: &Municipality, index: usize, board: &str, front: &mut Front, rng: &mut Rng) {
    front.part("commission").text("id", "uppdrag-1").text("title", of.words.sentence(rng));
    front.text("from", of.id(Kind::Organisation, 0)).list("to", [board.to_owned()]).text("decision", "beslut-1");
    if rng.bool() {
        front.part("commission.answer").text("by", board).text("document", document(of, rng)).text("date", year(index) + 1);
    }
}

fn date(index: usize, rng: &mut Rng) -> String {
    format!("{}-{:02}-{:02}", year(index), rng.u32(1..=12), rng.u32(1..=28))
}
