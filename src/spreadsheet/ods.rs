//! What the reader of a workbook of LibreOffice does not say: which cells show shares (it gives 0.88 for a cell that shows 88 %), and
//! which rows and columns are hidden.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use rustc_hash::FxHashSet;

use super::{CELLS, Hidden, Unfit};

/// OpenDocument 1.3, part 3: 9.1 (tables), 19.385 (`office:value-type`) and 19.749 (`table:visibility`).
const TABLE: &str = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const OFFICE: &str = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

/// What a sheet shows of its cells.
#[derive(Default)]
pub struct Shown {
    /// The places of shares, as row and column from 0.
    pub shares: FxHashSet<(u32, u32)>,
    pub hidden: Hidden,
}

/// How each sheet shows its cells, by its name. The bytes have been unpacked before, and are not too large.
pub fn shown(bytes: &[u8]) -> Result<BTreeMap<String, Shown>, Unfit> {
    let broken = |error: &dyn std::fmt::Display| Unfit::Broken(error.to_string());
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut text = String::new();
    let mut content = packed.by_name("content.xml").map_err(|error| broken(&error))?;
    content.read_to_string(&mut text).map_err(|error| broken(&error))?;
    let document = Document::parse(&text).map_err(|error| broken(&error))?;
    let tables = document.descendants().filter(|node| node.has_tag_name((TABLE, "table")));
    let name = |table: &Node| table.attribute((TABLE, "name")).unwrap_or("").to_owned();
    tables.map(|table| Ok((name(&table), of_table(table)?))).collect()
}

fn of_table(table: Node) -> Result<Shown, Unfit> {
    let mut shown = Shown::default();
    let own = |node: &Node| node.ancestors().skip(1).find(|above| above.has_tag_name((TABLE, "table"))) == Some(table);
    let mut column = 0u32;
    for node in table.descendants().filter(|node| node.has_tag_name((TABLE, "table-column")) && own(node)) {
        let next = column.saturating_add(repeated(node, "number-columns-repeated"));
        if is_hidden(node) {
            shown.hidden.columns.push(column..next);
        }
        column = next;
    }
    let mut row = 0u32;
    for line in table.descendants().filter(|node| node.has_tag_name((TABLE, "table-row")) && own(node)) {
        let next = row.saturating_add(repeated(line, "number-rows-repeated"));
        if is_hidden(line) {
            shown.hidden.rows.push(row..next);
        }
        let mut column = 0u32;
        for cell in line.children().filter(|node| node.is_element()) {
            let after = column.saturating_add(repeated(cell, "number-columns-repeated"));
            if cell.attribute((OFFICE, "value-type")) == Some("percentage") {
                if shown.shares.len() as u64 + u64::from(next - row) * u64::from(after - column) > CELLS as u64 {
                    return Err(Unfit::TooManyCells);
                }
                shown.shares.extend((row..next).flat_map(|row| (column..after).map(move |at| (row, at))));
            }
            column = after;
        }
        row = next;
    }
    Ok(shown)
}

fn repeated(node: Node, key: &str) -> u32 {
    node.attribute((TABLE, key)).and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(node: Node) -> bool {
    node.attribute((TABLE, "visibility")).is_some_and(|visibility| visibility != "visible")
}
