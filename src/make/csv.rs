//! Tables for machines: comma between cells, UTF-8, columns whose names stay.
//!
//! Source: RFC 4180, with the header line that it allows.

use std::sync::Arc;

use csv::{Terminator, WriterBuilder};

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::view::pictures::Cell;
use crate::plan::{Outputs, view};

pub static FORMAT: Format = Format { name: "csv", about: Both("En tabell för maskiner", "A table for machines"), list, make };

fn list(outputs: &mut Outputs) {
    for table in view::tables(outputs.site, outputs.knowledge) {
        let key = Key::Page { page: table.overview, about: Arc::from(""), lang: 0, number: 1 };
        outputs.add(format!("{}.csv", table.address), FORMAT.name, key, outputs.site.config_span);
    }
    outputs.figures(FORMAT.name, ".csv");
}

fn make(house: &House, output: &Output) -> Made {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let view = view::View { site: &house.site, knowledge: &house.knowledge, theme: &house.theme, plan: &house.plan, lang: 0, then: None };
    // Writing to memory does not fail, and every row has as many cells as there are columns.
    if let Some(record) = view::figures_of(&house.site, &output.key) {
        for (at, sheet) in view::pictures::sheets(&view, record).into_iter().enumerate() {
            if at == 0 {
                let _ = writer.write_record(sheet.columns.iter().map(|(name, _)| name));
            }
            for cells in &sheet.rows {
                let _ = writer.write_record(cells.iter().map(plain));
            }
        }
    } else if let Some(table) = output.path.strip_suffix(".csv").and_then(view::table) {
        let _ = writer.write_record(table.columns);
        (table.rows)(&view, &mut |cells| {
            let _ = writer.write_record(cells.iter().map(|cell| harmless(cell)));
        });
    }
    Made { body: Body::Bytes(writer.into_inner().unwrap_or_default()), diagnostics: Vec::new() }
}

/// A cell for machines: decimal point and ISO days. A number that is negative is a number and no formula.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => harmless(words),
        Cell::Number(number) | Cell::Kronor(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Yes(yes) => yes.to_string(),
    }
}

/// A cell that no spreadsheet runs: what begins like a formula gets an apostrophe before it.
///
/// Source: OWASP, CSV Injection; the signs of full width are read as the others where Chinese or Japanese is written.
fn harmless(cell: &str) -> String {
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if cell.trim_start_matches(' ').starts_with(runs) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_begins_like_a_formula_is_not_one() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "88 procent", "a=b", "'=1", "–1", "\u{2212}1"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
