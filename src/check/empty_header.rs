//! Every column of a table says what stands in it.

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::Named;

pub static LINT: Lint = Lint {
    name: "empty-header",
    severity: Severity::Warning,
    title: Both("Kolumn utan rubrik", "Column without header"),
    why: Both(
        "Den som lyssnar hör kolumnens rubrik före varje värde; utan den är värdet bara ett tal (WCAG 1.3.1, krav enligt lag 2018:1937).",
        "Whoever listens hears the column's header before every value; without it the value is a mere figure (WCAG 1.3.1, required by Swedish law 2018:1937).",
    ),
    manual: Both(
        "Tabellens första rad är rubriker, en för varje kolumn. Också den första kolumnen har en rubrik.\n\nFel:   |      | 2015 | 2016 |\nRätt:  | Mått | 2015 | 2016 |\n\nKälla: WCAG 2.2, 1.3.1; Diggs webbriktlinjer. Stämmer det ändå: insyn explain idle-silence.",
        "The first row of a table is its headers, one for every column. The first column has one too.\n\nWrong: |           | 2015 | 2016 |\nRight: | Indicator | 2015 | 2016 |\n\nSource: WCAG 2.2, 1.3.1; Digg's web guidelines. If it is right all the same: insyn explain idle-silence.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

fn run(local: &Local) -> Vec<Diagnostic> {
    let headers =
        local.pages().iter().flat_map(|page| page.prose.headers.iter().filter(|header| header.iter().any(|cell| cell.name.is_empty())));
    let tell = |header: &Vec<Named>| {
        let empty: Vec<&Named> = header.iter().filter(|cell| cell.name.is_empty()).collect();
        let (sv, en) = match empty.len() {
            count if count == header.len() => ("Tabellen har inga rubriker.".to_owned(), "The table has no headers.".to_owned()),
            1 => ("En kolumn har ingen rubrik.".to_owned(), "A column has no header.".to_owned()),
            count => (format!("{count} kolumner har ingen rubrik."), format!("{count} columns have no header.")),
        };
        let help = ("Skriv vad som står i kolumnen, i tabellens första rad.", "Write what stands in the column, in the table's first row.");
        Some(Diagnostic::new(&LINT, empty.first()?.span, sv, en).help(help.0, help.1))
    };
    headers.filter_map(tell).collect()
}
