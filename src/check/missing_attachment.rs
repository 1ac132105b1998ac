//! "Se bilaga 2" is said only where the case has such an attachment.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Rule, Run};
use crate::content::case::Case;
use crate::content::datum::Datum;
use crate::content::value::{Id, Reference};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::document::Body;
use crate::site::{Record, RecordId, Site, State};
use crate::span::{SourceId, Span};

pub static LINT: Lint = Lint {
    name: "missing-attachment",
    severity: Severity::Warning,
    title: Both("Bilagan finns inte i ärendet", "The case has no such attachment"),
    why: Both(
        "Den som läser ”se bilaga 2” får varken veta vad bilagan är eller hur man ber att få läsa den.",
        "Whoever reads “see attachment 2” is not told what the attachment is, nor how to ask for it.",
    ),
    manual: Both(
        "Nämns en bilaga i ett ärende, i texten till en av dess handlingar eller på en sida om en sådan handling, ska den stå bland ärendets handlingar. Den behöver inte finnas här: då säger sidan det, och hur man ber att få läsa den. Regeln känner igen ”bilaga 2”, ”bilaga A”, ”bilagor 1 och 2”, ”bilaga 1–3”, och ”se bilaga” och ”bilagorna” när ärendet inte har någon bilaga alls.\n\n[[document]]\nid = \"bilaga-2\"\nnumber = \"2\"\ntitle = \"Handlingsplan 2016\"\nattached-to = \"uppfoljning\"\npublished = \"okänt\"\n\nHar någon letat efter bilagan utan att hitta den:\n\n[[absence]]\nof = \"document.bilaga-2\"\nchecked-by = \"registratorn\"\nchecked-on = \"2026-11-22\"",
        "An attachment that is mentioned in a case, in the text of one of its documents or on a page about such a document, shall stand among the case's documents. It need not be here: then the page says so, and how to ask for it. The rule knows “bilaga 2”, “bilaga A”, “bilagor 1 och 2”, “bilaga 1–3”, and “se bilaga” and “bilagorna” where the case has no attachment at all.\n\n[[document]]\nid = \"bilaga-2\"\nnumber = \"2\"\ntitle = \"Action plan 2016\"\nattached-to = \"follow-up\"\npublished = \"unknown\"\n\nIf somebody has looked for the attachment and not found it:\n\n[[absence]]\nof = \"document.bilaga-2\"\nchecked-by = \"registrar\"\nchecked-on = \"2026-11-22\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let Some(case) = record.is::<Case>().filter(|_| record.state != State::Withdrawn && !record.gaps) else { return Vec::new() };
    let has = declared(record, case);
    // One attachment that is missing is one mistake, however often it is mentioned.
    let mut told: FxHashSet<String> = FxHashSet::default();
    let mut found = Vec::new();
    for Words { text, source, start, attached_to, links } in words(site, id, record, case) {
        for mention in mentions(text) {
            for number in missing(&has, &mention) {
                let led_to = links.is_some_and(|body| in_link(body, start + mention.at.start));
                if !led_to && told.insert(number.clone()) {
                    let span = Span::new(source, start + mention.at.start..start + mention.at.end);
                    found.push(finding(record, span, &number, attached_to));
                }
            }
        }
    }
    found
}

/// A text that may mention attachments of a case.
struct Words<'a> {
    text: &'a str,
    source: SourceId,
    /// Where it begins in its file.
    start: usize,
    /// The document that would have the attachment.
    attached_to: Option<&'a str>,
    links: Option<&'a Body>,
}

/// The case's own words, the texts of its documents, and the words of pages about one of them.
fn words<'a>(site: &'a Site, id: RecordId, record: &'a Record, case: &'a Case) -> Vec<Words<'a>> {
    let body = |record: &'a Record| {
        let (text, body) = record.markdown()?;
        Some(Words { text, source: record.span.source, start: body.start, attached_to: None, links: Some(body) })
    };
    let stored = case.documents.iter().filter_map(|document| {
        let stored = site.stored.get(format!("{}/{}", record.folder(), document.text.as_ref()?.text).as_str())?;
        let main = document.attached_to.as_deref().unwrap_or(&document.id.id);
        let (text, source) = (&*stored.text.content, stored.text.id);
        Some(Words { text, source, start: 0, attached_to: Some(main), links: None })
    });
    let mut about: Vec<RecordId> = site.backlinks_to(id).iter().map(|backlink| backlink.from).filter(|from| *from != id).collect();
    about.dedup();
    let about = about.into_iter().filter(|from| is_about(site, *from, id)).filter_map(|from| body(site.record(from)));
    body(record).into_iter().chain(stored).chain(about).collect()
}

/// Whether a record is about a document of a case: it is that document, or is taken from it.
fn is_about(site: &Site, id: RecordId, case: RecordId) -> bool {
    let record = site.record(id);
    let own = record.lower();
    let document: Option<&Reference> = match &own {
        Datum::Record(branch) => {
            branch.get("document").and_then(|datum| if let Datum::Reference(reference) = datum { Some(*reference) } else { None })
        }
        _ => None,
    };
    let source = record.common.standing.source.as_ref().map(|source| -> &Reference { source });
    document.or(source).and_then(|document| site.resolve(document, id)).is_some_and(|address| address.record == case)
}

/// Numbers of the attachments that a case has, or is known not to have.
fn declared(record: &Record, case: &Case) -> FxHashSet<String> {
    let ids = case.documents.iter().map(|document| &*document.id.id);
    let absent = record.common.absence.iter().filter_map(|absence| absence.of.strip_prefix("document."));
    let by_id = ids.chain(absent).filter_map(|id| id.strip_prefix("bilaga-").or_else(|| id.strip_prefix("attachment-")));
    let numbers = case.documents.iter().filter_map(|document| document.number.as_deref());
    by_id.chain(numbers).map(str::to_lowercase).collect()
}

/// What of a mention the case does not have; an empty word stands for any attachment at all.
fn missing(has: &FxHashSet<String>, mention: &Mention) -> Vec<String> {
    if mention.numbers.is_empty() {
        return if has.is_empty() { vec![String::new()] } else { Vec::new() };
    }
    mention.numbers.iter().filter(|number| !has.contains(&number.to_lowercase())).cloned().collect()
}

/// Whether a place is in a link: then the words lead to what they speak of.
fn in_link(body: &Body, at: usize) -> bool {
    body.facts.links.iter().any(|link| link.span.range().contains(&at))
}

fn finding(record: &Record, span: Span, number: &str, attached_to: Option<&str>) -> Diagnostic {
    let (of_sv, of_en) = match number {
        "" => ("Ärendet har ingen bilaga.".to_owned(), "The case has no attachment.".to_owned()),
        number => (format!("Ärendet har ingen bilaga {number}."), format!("The case has no attachment {number}.")),
    };
    let number = if number.is_empty() { "1" } else { number };
    let to = attached_to.map_or(String::new(), |to| format!("attached-to = \"{to}\"\n"));
    let id = Id::from_words(number);
    Diagnostic::new(&LINT, span, of_sv, of_en)
        .help(
            format!("Lägg till bilagan bland handlingarna i {}, också om den inte finns här. Är det handlingen själv: ge den number = \"{number}\".", record.path),
            format!("Add the attachment to the documents in {}, also if it is not here. If it is the document itself: give that number = \"{number}\".", record.path),
        )
        .paste(format!("[[document]]\nid = \"bilaga-{id}\"\nnumber = \"{number}\"\ntitle = \"Bilaga {number}\"\n{to}published = \"okänt\""))
}

/// Attachments that a text speaks of.
#[derive(Debug, PartialEq, Eq)]
struct Mention {
    at: Range<usize>,
    /// Their numbers or letters; none when it says only that there are some.
    numbers: Vec<String>,
}

/// Every "bilaga 2", "bilagor 1 och 2", "se bilaga" and "bilagorna" of a text.
fn mentions(text: &str) -> Vec<Mention> {
    text.match_indices("ilag").filter_map(|(at, _)| mention(text, at)).collect()
}

fn mention(text: &str, at: usize) -> Option<Mention> {
    let start = at.checked_sub(1).filter(|start| matches!(text.as_bytes()[*start], b'b' | b'B'))?;
    if text[..start].ends_with(char::is_alphanumeric) {
        return None;
    }
    let ending = ["orna", "or", "an", "a"].into_iter().find(|ending| {
        let after = text[at + 4..].strip_prefix(ending);
        after.is_some_and(|after| !after.starts_with(char::is_alphabetic))
    })?;
    let end = at + 4 + ending.len();
    let (numbers, last) = numbers(text, end);
    if !numbers.is_empty() {
        return Some(Mention { at: start..last, numbers });
    }
    let see = text[..start].trim_end().to_lowercase().ends_with("se");
    (ending == "orna" || see && ending != "an").then_some(Mention { at: start..end, numbers })
}

/// The numbers after the word, and where the last of them ends: "1", "1, 2 och 4", "1–3".
fn numbers(text: &str, end: usize) -> (Vec<String>, usize) {
    let (mut found, mut last): (Vec<String>, usize) = (Vec::new(), end);
    loop {
        let (rest, range) = if found.is_empty() { (space(&text[last..]), false) } else { between(&text[last..]) };
        let Some(number) = rest.and_then(number) else { return (found, last) };
        let from = found.last().and_then(|from| from.parse::<u32>().ok());
        match (range, from, number.parse::<u32>()) {
            // A list that nobody writes is not counted out.
            (true, Some(from), Ok(to)) if to > from && to - from < 100 => found.extend((from + 1..=to).map(|number| number.to_string())),
            _ => found.push(number.to_owned()),
        }
        last = text.len() - rest.map_or(0, str::len) + number.len();
    }
}

/// What follows one space or one line break.
fn space(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches([' ', '\u{a0}']);
    let rest = rest.strip_prefix('\n').map_or(rest, |rest| rest.trim_start_matches([' ', '\u{a0}']));
    (rest.len() < text.len()).then_some(rest)
}

/// What follows "och", a comma or a dash between numbers; whether it was a dash.
fn between(text: &str) -> (Option<&str>, bool) {
    if let Some(rest) = text.strip_prefix(['–', '-']) {
        return (Some(rest), true);
    }
    if let Some(rest) = text.strip_prefix(',') {
        return (space(rest), false);
    }
    let rest = space(text).and_then(|rest| ["och", "samt", "eller", "and"].into_iter().find_map(|word| rest.strip_prefix(word)));
    (rest.and_then(space), false)
}

/// One or two digits, or a capital by itself.
fn number(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let capital = usize::from(text.starts_with(|c: char| c.is_ascii_uppercase()));
    let end = if digits > 0 { digits } else { capital };
    ((1..=2).contains(&end) && !text[end..].starts_with(char::is_alphanumeric)).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Vec<String>)> {
        mentions(text).into_iter().map(|mention| (&text[mention.at.clone()], mention.numbers)).collect()
    }

    fn numbers(text: &str) -> Vec<String> {
        found(text).into_iter().flat_map(|(_, numbers)| numbers).collect()
    }

    #[test]
    fn attachments_are_heard_of_as_people_write_of_them() {
        assert_eq!(found("(Se bilagor 1 och 2.)"), [("bilagor 1 och 2", vec!["1".to_owned(), "2".to_owned()])]);
        assert_eq!(numbers("hänvisar till bilaga 1, 2 och 4. De finns"), ["1", "2", "4"]);
        assert_eq!(numbers("Bilagor 2–4, bilaga A och Bilaga\n7"), ["2", "3", "4", "A", "7"]);
        assert_eq!(found("se bilaga."), [("bilaga", Vec::new())]);
        assert_eq!(found("Se bilagorna"), [("bilagorna", Vec::new())]);
        assert_eq!(numbers("bilaga 2, 2016 och 3 kap."), ["2"], "a year is no attachment");
        for nothing in ["utan bilagor", "Bilaga\n\n1. Kartläggning", "bilagan", "en bilaga", "huvudbilaga 2", "bilagerad"] {
            assert_eq!(found(nothing), [], "{nothing}");
        }
    }
}
