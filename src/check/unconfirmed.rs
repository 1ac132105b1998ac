//! What the program has proposed is confirmed by somebody, or taken away.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, Words};
use crate::span::Span;

/// What a suggestion bears, after the sign of a comment.
pub const MARK: Both = Both("FÖRSLAG:", "SUGGESTION:");

pub static LINT: Lint = Lint {
    name: "unconfirmed-suggestion",
    severity: Severity::Warning,
    title: Both("Förslag som ingen har bekräftat", "Suggestion that nobody has confirmed"),
    why: Both(
        "Programmet gissar ur orden i en handling; bara den som kan ärendet vet om det stämmer.",
        "The program guesses from a document's words; only those who know the case know whether it is right.",
    ),
    manual: Both(
        "`insyn import` skriver det som handlingen verkar säga om sig själv som förslag: diarienummer, dag, nämnd, beslut. Varje förslag slutar med FÖRSLAG: och skälet.\n\n# number = \"SOCN 2015/275-761\"  # FÖRSLAG: ur ”SOCN 2015/275-761”\n\nStämmer det: ta bort # först på raden, och # FÖRSLAG: med det som står efter. Stämmer det inte: ta bort raden. Förslag med # först läses inte; de andra behövs för att utkastet ska visas, och hindrar bygget om draft tas bort innan de är bekräftade.\n\nFel:   period = \"2016\"  # FÖRSLAG: året i titeln\nRätt:  period = \"2016\"",
        "`insyn import` writes what a document seems to say of itself as suggestions: case number, day, board, decisions. Each ends with SUGGESTION: and the reason.\n\n# number = \"SOCN 2015/275-761\"  # SUGGESTION: from “SOCN 2015/275-761”\n\nIf it is right: remove the # at the beginning of the line, and # SUGGESTION: with what follows. If it is wrong: remove the line. Suggestions that begin with # are not read; the others are needed for the draft to show, and stop the build if draft is removed before they are confirmed.\n\nWrong: period = \"2016\"  # SUGGESTION: the year in the title\nRight: period = \"2016\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Places(run, many) };

fn many(count: usize) -> Words {
    Words::new(format!("{count} förslag är inte bekräftade."), format!("{count} suggestions are not confirmed."))
}

fn run(local: &Local) -> Vec<Diagnostic> {
    let document = local.document;
    let text = &*document.text.content;
    let marks = [MARK.0, MARK.1];
    if document.entries.is_empty() || !marks.iter().any(|mark| text.contains(mark)) {
        return Vec::new();
    }
    // Words of the body are no comments.
    let end = document.entries.iter().filter_map(|entry| entry.body.as_ref()).map(|body| body.start).next().unwrap_or(text.len());
    let published = document.entries.iter().any(|entry| !entry.common.draft);
    let mut at = 0;
    let mut found = Vec::new();
    for line in text[..end].split_inclusive('\n') {
        let mark = marks.iter().filter_map(|mark| line.find(&format!("# {mark}"))).min();
        if let Some(mark) = mark {
            let live = !line.starts_with('#');
            let span = Span::new(document.text.id, at..at + line[..mark].trim_end().len().max(1));
            found.push(tell(line[..mark].trim(), live, live && published, span));
        }
        at += line.len();
    }
    // What would be published stands first.
    found.sort_by_key(|found| found.severity);
    found
}

fn tell(written: &str, live: bool, published: bool, span: Span) -> Diagnostic {
    let key = written.trim_start_matches(['#', ' ']).split([' ', '=']).next().unwrap_or_default();
    let (sv, en) = match key {
        "" => ("Ett förslag är inte bekräftat.".to_owned(), "A suggestion is not confirmed.".to_owned()),
        key => (format!("Förslaget `{key}` är inte bekräftat."), format!("The suggestion `{key}` is not confirmed.")),
    };
    let mut diagnostic = Diagnostic::new(&LINT, span, sv, en);
    if published {
        diagnostic.severity = Severity::Error;
    }
    if live {
        diagnostic.help(
            "Stämmer det: ta bort # FÖRSLAG: och resten av raden. Annars: skriv det rätta.",
            "If it is right: remove # SUGGESTION: and the rest of the line. Else: write what is right.",
        )
    } else {
        diagnostic.help(
            "Stämmer det: ta bort # först på raden, och # FÖRSLAG: med resten. Annars: ta bort raden.",
            "If it is right: remove the # at the beginning of the line, and # SUGGESTION: with the rest. Else: remove the line.",
        )
    }
}
