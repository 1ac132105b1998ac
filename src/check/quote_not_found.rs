//! A quote stands in its source, word for word.

use super::{Rule, Run, corrected, stretch, with_paste};
use crate::content::read::Reading;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::quote::{self, Quote, Source};
use crate::site::{RecordId, Site, normal};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "quote-not-found",
    severity: Severity::Error,
    title: Both("Citatet finns inte i källan", "Quote not found"),
    why: Both(
        "Ett citat är beviset för en uppgift. Står orden inte i källan kan ingen lita på uppgiften.",
        "A quote is the proof of a fact. If the words are not in the source nobody can trust the fact.",
    ),
    manual: Both(
        "Varje `quote` och `cause-quote` ska stå ordagrant i sin källa. Källan är dokumentet i `source` (eller `document`) hos uppgiften själv eller närmast runt den; finns inget sådant är källan postens egen text. Kontrollen görs mot dokumentets lagrade text (`text` hos handlingen); utan lagrad text kontrolleras inget.\n\nBara mellanrum och mjuka bindestreck får skilja: radbyten och sidbrytningar räknas som ett mellanslag. Stavfel i källan ska stå kvar i citatet.\n\nFel:   quote = \"87 procent av försäljningsställena\"\nRätt:  quote = \"88 procent av försäljningsställena\"\n\nHoppar citatet över något: skriv två citat i en lista.",
        "Every `quote` and `cause-quote` must stand word for word in its source. The source is the document in `source` (or `document`) of the fact itself or of what is nearest around it; where there is none, the record's own text. The check is made against the stored text of the document (its `text`); without a stored text nothing is checked.\n\nOnly white space and soft hyphens may differ: line and page breaks count as one space. Misspellings of the source stay in the quote.\n\nWrong: quote = \"87 procent av försäljningsställena\"\nRight: quote = \"88 procent av försäljningsställena\"\n\nIf the quote skips something: write two quotes in a list.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let mut body = None;
    let mut diagnostics = Vec::new();
    for found in quote::of(site, id) {
        let (text, path) = match found.source {
            Source::Stored(stored) => (stored.normal(), Some(&*stored.text.path)),
            Source::Body => (&**body.get_or_insert_with(|| quote::body_words(record)), None),
            Source::Silent | Source::Missing => continue,
        };
        let words = normal(found.words);
        if !text.contains(&words) {
            diagnostics.push(missing(record.text_at(found.span), &found, &words, text, path));
        }
    }
    diagnostics
}

fn missing(file: &str, found: &Quote, words: &str, text: &str, path: Option<&str>) -> Diagnostic {
    let (sv, en) = match path {
        Some(path) => (format!("Citatet finns inte i {path}."), format!("The quote is not in {path}.")),
        None => ("Citatet finns inte i postens egen text.".to_owned(), "The quote is not in the record's own text.".to_owned()),
    };
    let diagnostic = Diagnostic::new(&LINT, found.span, sv, en);
    match quote::nearest_passage(words, text) {
        Some(near) => with_paste(
            diagnostic.help(format!("Menade du ”{near}”? Så står det där."), format!("Did you mean “{near}”? So it stands there.")),
            line(file, found, near),
        ),
        None if path.is_none() => diagnostic.help(
            "Kopiera orden ur texten. Står de i en handling: skriv vilken med source = \"ärende#handling\".",
            "Copy the words from the text. If they stand in a document: say which by source = \"case#document\".",
        ),
        None => diagnostic.help(
            "Öppna filen och kopiera orden därifrån. Står de i en annan handling: ändra source.",
            "Open the file and copy the words from it. If they stand in another document: change source.",
        ),
    }
}

/// The line with the passage in place of the quote, which may be one of several in a cell or a list.
fn line(file: &str, found: &Quote, near: &str) -> Option<String> {
    let reading = Reading::new(file);
    let exact: Span = stretch(file, found.span, found.words);
    let quoted = reading.written(found.span).starts_with(['"', '\'']);
    match (exact == found.span, quoted) {
        (_, true) => reading.corrected(found.span, &reading.like(found.span, near)),
        (true, false) if reading.written(found.span).trim() != found.words => None,
        _ => corrected(file, exact, &near.replace('|', "\\|")),
    }
}
