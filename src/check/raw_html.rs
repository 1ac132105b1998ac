//! Running text is Markdown, not HTML.

use super::{Rule, Run, bodies, with_paste};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "raw-html",
    severity: Severity::Error,
    title: Both("HTML i texten", "HTML in the text"),
    why: Both(
        "HTML i texten visas inte: den kan bryta sidan för skärmläsare och öppnar för främmande skript.",
        "HTML in the text is not shown: it can break the page for screen readers and opens for foreign scripts.",
    ),
    manual: Both(
        "Text skrivs i Markdown. HTML tas bort när sidan görs.\n\nFel:   <b>viktigt</b>          Rätt:  **viktigt**\nFel:   <a href=\"x.md\">ord</a>  Rätt:  [ord](x.md)\nFel:   <br>                    Rätt:  \\ i slutet av raden\n\nEn anteckning till dig själv (<!-- … -->) hör inte hemma i texten. Ska ett mindre än-tecken synas: skriv \\<.",
        "Text is written in Markdown. HTML is removed when the page is made.\n\nWrong: <b>important</b>        Right: **important**\nWrong: <a href=\"x.md\">word</a> Right: [word](x.md)\nWrong: <br>                    Right: \\ at the end of the line\n\nA note to yourself (<!-- … -->) has no place in the text. If a less-than sign is to be seen: write \\<.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    bodies(site.record(id)).flat_map(|(text, body)| first_of_lines(text, &body.facts.raw_html).map(move |span| found(text, span))).collect()
}

/// The first tag of each line: a pair of tags is one mistake.
fn first_of_lines<'a>(text: &'a str, spans: &'a [Span]) -> impl Iterator<Item = Span> + 'a {
    let same_line = |a: Span, b: Span| text.get(a.range().start..b.range().start).is_some_and(|between| !between.contains('\n'));
    spans.iter().enumerate().filter(move |(at, span)| *at == 0 || !same_line(spans[at - 1], **span)).map(|(_, span)| *span)
}

fn found(text: &str, span: Span) -> Diagnostic {
    let written = text.get(span.range()).unwrap_or("");
    let tag: String = written.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
    let first_line = written.lines().next().unwrap_or("").len();
    let (sv, en) = match &*tag.to_ascii_lowercase() {
        "b" | "strong" => ("Skriv fet text så här: **ord**.", "Write bold text like this: **word**."),
        "i" | "em" => ("Skriv kursiv text så här: *ord*.", "Write italics like this: *word*."),
        "a" => ("Skriv en länk så här: [ord](adress).", "Write a link like this: [word](address)."),
        "img" => ("Skriv en bild så här: ![vad bilden visar](fil.png).", "Write a picture like this: ![what it shows](file.png)."),
        "br" => (
            "Börja ett nytt stycke med en tom rad, eller skriv \\ i slutet av raden.",
            "Begin a new paragraph by an empty line, or write \\ at the end of the line.",
        ),
        "table" | "tr" | "td" => ("Skriv en tabell med streck: | A | B |.", "Write a table with bars: | A | B |."),
        "" => ("Ta bort anteckningen ur texten.", "Remove the note from the text."),
        _ => ("Ta bort taggarna. Ska tecknet synas: skriv \\<.", "Remove the tags. If the sign is to be seen: write \\<."),
    };
    let shown = if first_line > 0 { &written[..first_line] } else { written };
    let short: String = shown.chars().take(40).collect();
    let diagnostic = Diagnostic::new(
        &LINT,
        span.inside(0..shown.len()),
        format!("Här står HTML ({short}), som inte visas på sidan."),
        format!("This is HTML ({short}), which is not shown on the page."),
    )
    .help(sv, en);
    with_paste(diagnostic, line_in_markdown(text, span, &tag))
}

/// The line with tags of bold and italics as Markdown has them.
fn line_in_markdown(text: &str, span: Span, tag: &str) -> Option<String> {
    let mark = match tag {
        "b" | "strong" => "**",
        "i" | "em" => "*",
        _ => return None,
    };
    let start = text[..span.range().start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    Some(line.replace(&format!("<{tag}>"), mark).replace(&format!("</{tag}>"), mark))
}
