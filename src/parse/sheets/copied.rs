//! Sheets that say what another says already: a copy that was left in the workbook, or beside it.

use rustc_hash::FxHashMap;

use super::Keyed;
use crate::content::item::{Table, Value};
use crate::diagnostic::Diagnostic;
use crate::parse::beside::REPEATED_ROW;
use crate::span::Span;
use crate::spreadsheet::{Sheet, Workbook};

/// What sheets have said of a record so far.
#[derive(Default)]
pub struct Said {
    sheets: Vec<Told>,
    /// The first sheet that had a row, and where it stands.
    rows: FxHashMap<(&'static str, String), (usize, Span)>,
}

struct Told {
    name: String,
    of: String,
}

impl Said {
    /// The rows of a sheet that no sheet before it had. Some lines of two budgets are alike by chance; where most rows of a sheet are those of
    /// another, they are told of and not taken.
    pub fn fresh(&mut self, book: &Workbook, sheet: &Sheet, rows: Keyed) -> (Keyed, Option<Diagnostic>) {
        let of = book.path.rsplit('/').next().unwrap_or_default().to_owned();
        let original = self.sheets.iter().position(|told| told.of == of && is_copy(&sheet.name, &told.name));
        let own = self.sheets.len();
        self.sheets.push(Told { name: sheet.name.clone(), of });
        let names: Vec<(&'static str, String)> = rows.iter().map(|(key, row)| (*key, words(key, row, book, original.is_some()))).collect();
        let mut again: FxHashMap<usize, usize> = FxHashMap::default();
        for (first, _) in names.iter().filter_map(|name| self.rows.get(name)) {
            *again.entry(*first).or_default() += 1;
        }
        let most = again.into_iter().max_by_key(|(sheet, count)| (*count, std::cmp::Reverse(*sheet)));
        let copied = most.filter(|(_, count)| count * 2 >= rows.len() && (*count > 1 || rows.len() == 1));
        let mut found = None;
        let mut fresh = Vec::new();
        for (name, (key, row)) in names.into_iter().zip(rows) {
            match self.rows.get(&name) {
                Some((first, span)) if copied.is_some_and(|(sheet, _)| sheet == *first) => {
                    found.get_or_insert_with(|| told(&self.sheets[own], &self.sheets[*first], row.span, *span));
                }
                // Rows that a sheet has twice are for whoever wrote it to judge.
                _ => fresh.push((name, (key, row))),
            }
        }
        for (name, (_, row)) in &fresh {
            self.rows.entry(name.clone()).or_insert((own, row.span));
            // A copy is known by what its rows are about, too.
            self.rows.entry((name.0, words(name.0, row, book, true))).or_insert((own, row.span));
        }
        (fresh.into_iter().map(|(_, row)| row).collect(), found)
    }
}

/// What tells a row from others: what it is about where that is to stand once, else all that it says.
fn words(key: &str, row: &Table, book: &Workbook, is_copy: bool) -> String {
    let title = row.text("title").filter(|_| key == "action" || is_copy);
    let goal = row.get("goal").map(|entry| if let Value::Text(goal) = &entry.item.value { goal.as_str() } else { "" });
    match title {
        Some((title, _)) => format!("{title}\n{}", goal.unwrap_or_default()),
        None => book.text.get(row.span.range()).unwrap_or_default().to_owned(),
    }
}

/// Whether a sheet is called as Excel, LibreOffice or Google name the copy of another: `Blad1 (2)`, `Blad1_2`, `Kopia av Blad1`.
fn is_copy(name: &str, of: &str) -> bool {
    let number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let after = name.strip_prefix(of).map(str::trim_start);
    let numbered = after.and_then(|rest| rest.strip_prefix('_').or_else(|| rest.strip_prefix('(')?.strip_suffix(')')));
    let called = ["Kopia av ", "Copy of "].iter().any(|before| name.strip_prefix(before) == Some(of));
    numbered.is_some_and(number) || called
}

fn told(copy: &Told, first: &Told, span: Span, at: Span) -> Diagnostic {
    let name = |told: &Told, sheet: &str| match (&*told.name, copy.of == first.of) {
        ("", _) => told.of.clone(),
        (name, true) => format!("{sheet} ”{name}”"),
        (name, false) => format!("{sheet} ”{name}” ({})", told.of),
    };
    Diagnostic::new(
        &REPEATED_ROW,
        span,
        format!("Raderna i {} står redan i {}, och läses inte in en gång till.", name(copy, "bladet"), name(first, "bladet")),
        format!("The rows of {} stand in {} already, and are not read in again.", name(copy, "the sheet"), name(first, "the sheet")),
    )
    .label(at, "Här står raden första gången.", "The row stands here first.")
    .help(
        "Är det en kopia: ta bort den, eller dölj bladet. Annars: skriv i varje rad vad som skiljer den från den andra.",
        "If it is a copy: remove it, or hide the sheet. Else write in each row what tells it from the other.",
    )
}

#[cfg(test)]
mod tests {
    use super::is_copy;

    #[test]
    fn copies_are_known_by_their_names() {
        for name in ["Blad1 (2)", "Blad1_2", "Blad1(3)", "Kopia av Blad1"] {
            assert!(is_copy(name, "Blad1"), "{name}");
        }
        for name in ["Blad1", "Blad12", "Blad2", "Blad1 (ny)", "Blad1_", "Kopia av Blad2"] {
            assert!(!is_copy(name, "Blad1"), "{name}");
        }
    }
}
