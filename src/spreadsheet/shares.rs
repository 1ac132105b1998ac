//! Which cells of a workbook of LibreOffice show shares: the reader gives 0.88 for a cell that shows 88 %, and does not say so.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use rustc_hash::FxHashSet;

use super::{CELLS, Unfit};

/// OpenDocument 1.3, part 3: 9.1 (tables) and 19.385 (`office:value-type`).
const TABLE: &str = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const OFFICE: &str = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

/// Places of cells, as row and column from 0.
pub type Shares = FxHashSet<(u32, u32)>;

/// The cells that show shares, by the name of their sheet. The bytes have been unpacked before, and are not too large.
pub fn shares(bytes: &[u8]) -> Result<BTreeMap<String, Shares>, Unfit> {
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

fn of_table(table: Node) -> Result<Shares, Unfit> {
    let mut shares = Shares::default();
    let mut row = 0u32;
    let own = |node: &Node| node.ancestors().skip(1).find(|above| above.has_tag_name((TABLE, "table"))) == Some(table);
    for line in table.descendants().filter(|node| node.has_tag_name((TABLE, "table-row")) && own(node)) {
        let rows = repeated(line, "number-rows-repeated");
        let mut column = 0u32;
        for cell in line.children().filter(|node| node.is_element()) {
            let columns = repeated(cell, "number-columns-repeated");
            if cell.attribute((OFFICE, "value-type")) == Some("percentage") {
                if shares.len() as u64 + u64::from(rows) * u64::from(columns) > CELLS as u64 {
                    return Err(Unfit::TooManyCells);
                }
                shares.extend(
                    (row..row.saturating_add(rows)).flat_map(|row| (column..column.saturating_add(columns)).map(move |at| (row, at))),
                );
            }
            column = column.saturating_add(columns);
        }
        row = row.saturating_add(rows);
    }
    Ok(shares)
}

fn repeated(node: Node, key: &str) -> u32 {
    node.attribute((TABLE, key)).and_then(|times| times.parse().ok()).unwrap_or(1)
}
