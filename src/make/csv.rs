//! Tables for machines: comma between cells, UTF-8, columns whose names stay.
//!
//! Source: RFC 4180, with the header line that it allows.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Made, Output};
use crate::plan::Outputs;
use crate::plan::view::datasets::Tabular;
use crate::plan::view::pictures::Cell;

pub static FORMAT: Format = Format { name: "csv", about: Both("En tabell för maskiner", "A table for machines"), list, make };

fn list(outputs: &mut Outputs) {
    outputs.datasets(FORMAT.name);
    outputs.figures(FORMAT.name, ".csv");
}

fn make(house: &House, output: &Output) -> Made {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    if let Some(table) = Tabular::of(&house.site, output) {
        // Writing to memory does not fail, and every row has as many cells as there are columns.
        let _ = writer.write_record(table.names().iter().map(|name| name.as_bytes()));
        table.rows(&house.view(0), &mut |cells| {
            for cell in cells {
                let _ = writer.write_field(plain(cell).as_bytes());
            }
            let _ = writer.write_record(None::<&[u8]>);
        });
    }
    Made { body: Body::Bytes(writer.into_inner().unwrap_or_default()), diagnostics: Vec::new() }
}

/// A cell for machines. A number that is negative is a number and no formula.
fn plain(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Text(words) => harmless(words),
        other => other.machine(),
    }
}

/// A cell that no spreadsheet runs: what begins like a formula gets an apostrophe before it, and so does what has one there already, since the
/// first is taken away where the table is read back.
///
/// Source: OWASP, CSV Injection; the signs of full width are read as the others where Chinese or Japanese is written.
fn harmless(cell: Cow<'_, str>) -> Cow<'_, str> {
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if cell.trim_start_matches([' ', '\'']).starts_with(runs) { Cow::Owned(format!("'{cell}")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_begins_like_a_formula_is_not_one() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1"] {
            assert_eq!(harmless(cell.into()), format!("'{cell}"));
        }
        for cell in ["", "88 procent", "a=b", "'ord'", "–1", "\u{2212}1"] {
            assert_eq!(harmless(cell.into()), cell);
        }
    }
}
