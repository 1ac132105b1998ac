//! A redaction names what was taken away, and holds nothing of it.

use super::{Rule, Run};
use crate::content::common::{Correction, CorrectionKind};
use crate::content::field::Shape;
use crate::content::result::FollowUp;
use crate::content::value::Text;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Fact, Record, RecordId, Site};

pub static LINT: Lint = Lint {
    name: "redaction",
    severity: Severity::Error,
    title: Both("Maskering som inte håller", "Redaction that does not hold"),
    why: Both(
        "Det som maskeras ska inte kunna läsas någonstans, men läsaren ska få veta vilken uppgift som är borta.",
        "What is redacted must not be readable anywhere, but readers are to know which fact is gone.",
    ),
    manual: Both(
        "En rättelse av sorten ”maskerad” säger i `field` vilken uppgift det gäller, med samma sorts sökväg som `of` i [[evidence]]. Texten säger varför, och innehåller inga siffror: där kan det gamla värdet annars stå kvar. Själva värdet tas bort ur uppföljningen, liksom citatet om det står där. I löpande text räcker det att [maskerat] står på platsen. Kommandot `insyn redact` gör allt detta. Är uppföljningen låst: töm äldre fingeravtryck, som annars kan prövas mot gissade värden; det nyaste räcker.\n\nFel:   kind = \"maskerad\"\n       text = \"Antalet var 3 barn.\"\nRätt:  kind = \"maskerad\"\n       field = \"observation.barn-2016.value\"\n       text = \"Antalet var så litet att enskilda kunde kännas igen.\"",
        "A correction of the kind “redacted” says in `field` which fact it is about, by the same sort of path as `of` in [[evidence]]. The text says why, and holds no figures: the old value could be left there. The value itself is taken out of the follow-up, and the quote too if it stands in one. In running text it is enough that [maskerat] stands in the place. The command `insyn redact` does all of this. If the follow-up is locked: empty the older fingerprints, which guessed values could be tried against; the newest is enough.\n\nWrong: kind = \"redacted\"\n       text = \"There were 3 children.\"\nRight: kind = \"redacted\"\n       field = \"observation.barn-2016.value\"\n       text = \"The count was so small that individuals could be recognised.\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    record.common.corrections.iter().flat_map(|correction| judge(site, record, correction)).collect()
}

/// Everything that is wrong with one redaction: each place where the old value may still stand is told in the same run.
fn judge(site: &Site, record: &Record, correction: &Correction) -> Vec<Diagnostic> {
    if correction.kind != CorrectionKind::Redacted || record.stands_in(correction.text.span) {
        return Vec::new();
    }
    let mut found: Vec<Diagnostic> = figure(correction).into_iter().chain(said(correction)).collect();
    match &correction.field {
        // What was taken out of running text is masked in its place, and needs no name.
        None if site.is_masked(record) => {}
        None => found.push(unnamed(correction)),
        // A path that names nothing is another rule's.
        Some(field) => {
            let fact = record.fact(field, false).ok();
            found.extend(fact.iter().flat_map(|fact| [left(record, field, fact), quoted(record, fact)]).flatten());
        }
    }
    found
}

fn unnamed(correction: &Correction) -> Diagnostic {
    Diagnostic::new(
        &LINT,
        correction.text.span,
        "Maskeringen säger inte vilken uppgift som är borta.",
        "The redaction does not say which fact is gone.",
    )
    .help(
        "Skriv uppgiftens sökväg: field = \"observation.barn-2016.value\".",
        "Write the path of the fact: field = \"observation.barn-2016.value\".",
    )
}

/// A redaction that says what stood there.
fn said(correction: &Correction) -> Option<Diagnostic> {
    let written = correction.old.as_ref().or(correction.new.as_ref())?;
    Some(
        Diagnostic::new(&LINT, written.span, "En maskering säger inte vad som stod där.", "A redaction does not say what stood there.")
            .help("Ta bort `old` och `new` ur rättelsen.", "Take `old` and `new` out of the correction."),
    )
}

/// The text of a redaction with a figure in it.
fn figure(correction: &Correction) -> Option<Diagnostic> {
    correction.text.contains(char::is_numeric).then(|| {
        Diagnostic::new(
            &LINT,
            correction.text.span,
            "Texten om en maskering får inte innehålla siffror: där kan det gamla värdet stå kvar.",
            "The text of a redaction may hold no figures: the old value could be left there.",
        )
        .help("Skriv varför uppgiften är borta, utan siffror.", "Write why the fact is gone, without figures.")
    })
}

/// A value that is still written. Of a text or a list a part may be gone and the rest stand.
fn left(record: &Record, field: &Text, fact: &Fact) -> Option<Diagnostic> {
    let in_parts = matches!(fact.decl.shape, Shape::Text | Shape::Open(_) | Shape::Record(_) | Shape::List(_));
    (!in_parts && !fact.decl.required && record.has_fact(field)).then(|| {
        Diagnostic::new(
            &LINT,
            field.span,
            format!("”{}” är maskerad, men värdet står kvar i uppföljningen.", &**field),
            format!("“{}” is redacted, but its value still stands in the follow-up.", &**field),
        )
        .help("Ta bort värdet, och citatet om det står där.", "Take the value out, and the quote if it stands there.")
    })
}

/// A quote beside a redacted figure with figures in it: the old value most likely.
fn quoted(record: &Record, fact: &Fact) -> Option<Diagnostic> {
    let (key, id) = fact.inside.filter(|_| matches!(fact.decl.shape, Shape::Number))?;
    let observations = record.is::<FollowUp>().filter(|_| key == "observation").map_or(&[][..], |result| &result.observations);
    let observation = observations.iter().find(|one| record.part_at(one.span).is_some_and(|part| *part.id == *id))?;
    let quote = observation.standing.quote.iter().find(|quote| quote.contains(char::is_numeric))?;
    Some(
        Diagnostic::new(
            &LINT,
            quote.span,
            "Citatet vid den maskerade uppgiften innehåller siffror: där kan det gamla värdet stå kvar.",
            "The quote beside the redacted fact holds figures: the old value could be left there.",
        )
        .help("Ta bort citatet.", "Take the quote out."),
    )
}
