//! What is taken of a spreadsheet although it is hidden there: whoever put the file beside the record may not have seen it.

use std::collections::BTreeSet;

use crate::content::item::Table;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::span::Span;
use crate::spreadsheet::{Cell, Row, Sheet, letters};

pub static HIDDEN_CELLS: Lint = Lint {
    name: "hidden-cells",
    severity: Severity::Warning,
    title: Both("Dolda rader eller kolumner kommer med", "Hidden rows or columns are taken in"),
    why: Both(
        "Den som öppnar kalkylbladet ser dem inte, men alla som läser webbplatsen gör det.",
        "Whoever opens the spreadsheet does not see them, but everybody who reads the site does.",
    ),
    manual: Both(
        "Rader som är dolda i ett kalkylblad, för hand eller av ett filter, läses som alla andra: ett filter ska inte göra att aktiviteter saknas på webbplatsen. Detsamma gäller dolda kolumner vars rubriker känns igen. Se efter att det som är dolt får vara med.\n\nSka det med: ta fram det i kalkylbladet (Excel: markera raderna runt om, högerklicka, Ta fram; vid filter: Data, Rensa).\nSka det inte med: ta bort det ur filen, eller kalla kolumnen Anteckning.\n\nHela blad som är dolda läses inte.",
        "Rows that are hidden in a spreadsheet, by hand or by a filter, are read like all others: a filter is not to make actions missing from the site. The same holds for hidden columns whose headings are known. See to it that what is hidden may be shown.\n\nIf it is for the site: show it in the spreadsheet (Excel: mark the rows around it, right-click, Unhide; with a filter: Data, Clear).\nIf it is not: take it out of the file, or call the column Notes.\n\nWhole sheets that are hidden are not read.",
    ),
};

/// Tells of what is hidden in `sheet` and was taken into records; each row of them has the span that it has there, as has each value.
pub fn taken<'t>(sheet: &Sheet, records: impl Iterator<Item = &'t Table>) -> Vec<Diagnostic> {
    if sheet.rows.iter().all(|row| !row.hidden && row.cells.iter().all(|cell| !cell.hidden)) {
        return Vec::new();
    }
    let mut rows: Vec<&Row> = Vec::new();
    let mut cells: Vec<&Cell> = Vec::new();
    for record in records {
        let Ok(at) = sheet.rows.binary_search_by_key(&record.span.start, |row| row.span.start) else { continue };
        let row = &sheet.rows[at];
        rows.extend(row.hidden.then_some(row));
        let is_taken = |cell: &&Cell| cell.hidden && record.entries.iter().any(|entry| entry.item.span == cell.span);
        cells.extend(row.cells.iter().filter(is_taken));
    }
    let numbers: BTreeSet<u32> = rows.iter().map(|row| row.number).collect();
    let columns: BTreeSet<u32> = cells.iter().map(|cell| cell.column).collect();
    let rows = rows.first().map(|first| {
        let (one, many) = (("Raden", "dold", "Row", "is"), ("Raderna", "dolda", "Rows", "are"));
        told(first.span, &spans(&numbers, |number| number.to_string()), if numbers.len() == 1 { one } else { many })
    });
    let columns = cells.first().map(|first| {
        let (one, many) = (("Kolumnen", "dold", "Column", "is"), ("Kolumnerna", "dolda", "Columns", "are"));
        told(first.span, &spans(&columns, letters), if columns.len() == 1 { one } else { many })
    });
    rows.into_iter().chain(columns).collect()
}

fn told(at: Span, which: &str, (noun_sv, hidden_sv, noun_en, be): (&str, &str, &str, &str)) -> Diagnostic {
    Diagnostic::new(
        &HIDDEN_CELLS,
        at,
        format!("{noun_sv} {which} är {hidden_sv} i kalkylbladet, men kommer med på webbplatsen."),
        format!("{noun_en} {which} {be} hidden in the spreadsheet, but {be} taken onto the site."),
    )
    .help(
        "Ska det med: ta fram det i kalkylbladet, så att alla ser vad som publiceras.",
        "If it is for the site: show it in the spreadsheet, so that everybody sees what is published.",
    )
    .help("Ska det inte med: ta bort det ur filen.", "If it is not: take it out of the file.")
}

/// Numbers as people write them, `3, 5–8`: those in a row by the first and the last.
fn spans(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let run = |(first, last): (u32, u32)| if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
}
