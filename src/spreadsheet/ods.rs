//! What the reader of a workbook of LibreOffice does not say: how cells show their numbers (it gives 0.88 for a cell that shows 88 %, and
//! 3000000 for one that shows 3 000), and which rows and columns are hidden.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use rustc_hash::FxHashMap;

use super::format::Format;
use super::styles::Styles;
use super::{CELLS, Hidden, Unfit};

/// OpenDocument 1.3, part 3: 9.1 (tables), 19.385 (`office:value-type`) and 19.749 (`table:visibility`).
const TABLE: &str = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const OFFICE: &str = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

/// What a sheet shows of its cells.
#[derive(Default)]
pub struct Shown {
    /// How the cells that do not show their numbers as they are do, by row and column from 0.
    pub formats: FxHashMap<(u32, u32), Format>,
    pub hidden: Hidden,
}

/// How each sheet shows its cells, by its name. The bytes have been unpacked before, and are not too large.
pub fn shown(bytes: &[u8]) -> Result<BTreeMap<String, Shown>, Unfit> {
    let broken = |error: &dyn std::fmt::Display| Unfit::Broken(error.to_string());
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let (mut text, mut common) = (String::new(), String::new());
    let mut content = packed.by_name("content.xml").map_err(|error| broken(&error))?;
    content.read_to_string(&mut text).map_err(|error| broken(&error))?;
    drop(content);
    let mut styles = Styles::default();
    // Styles with names of their own stand in a part of their own, which a small workbook lacks.
    if let Ok(mut part) = packed.by_name("styles.xml")
        && part.read_to_string(&mut common).is_ok()
        && let Ok(part) = Document::parse(&common)
    {
        styles.add(&part);
    }
    let document = Document::parse(&text).map_err(|error| broken(&error))?;
    styles.add(&document);
    let tables = document.descendants().filter(|node| node.has_tag_name((TABLE, "table")));
    let name = |table: &Node| table.attribute((TABLE, "name")).unwrap_or("").to_owned();
    tables.map(|table| Ok((name(&table), of_table(table, &styles)?))).collect()
}

fn of_table(table: Node, styles: &Styles) -> Result<Shown, Unfit> {
    let mut shown = Shown::default();
    let own = |node: &Node| node.ancestors().skip(1).find(|above| above.has_tag_name((TABLE, "table"))) == Some(table);
    let mut column = 0u32;
    // Where each stretch of columns ends, and the style of their cells.
    let mut columns: Vec<(u32, Option<&str>)> = Vec::new();
    for node in table.descendants().filter(|node| node.has_tag_name((TABLE, "table-column")) && own(node)) {
        let next = column.saturating_add(repeated(node, "number-columns-repeated"));
        if is_hidden(node) {
            shown.hidden.columns.push(column..next);
        }
        columns.push((next, node.attribute((TABLE, "default-cell-style-name"))));
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
            let of_column = || columns.get(columns.partition_point(|(end, _)| *end <= column)).and_then(|(_, style)| *style);
            let style = cell.attribute((TABLE, "style-name")).or_else(|| line.attribute((TABLE, "default-cell-style-name")));
            let format = format(cell, style.or_else(of_column), styles);
            if format != Format::default() {
                if shown.formats.len() as u64 + u64::from(next - row) * u64::from(after - column) > CELLS as u64 {
                    return Err(Unfit::TooManyCells);
                }
                let format = &format;
                shown.formats.extend((row..next).flat_map(|row| (column..after).map(move |at| ((row, at), format.clone()))));
            }
            column = after;
        }
        row = next;
    }
    Ok(shown)
}

/// How a cell shows its number; what has none shows nothing.
fn format(cell: Node, style: Option<&str>, styles: &Styles) -> Format {
    let sort = cell.attribute((OFFICE, "value-type")).filter(|sort| *sort != "string");
    let Some(sort) = sort else { return Format::default() };
    let format = style.and_then(|style| styles.format(style)).cloned().unwrap_or_default();
    Format { percent: sort == "percentage", ..format }
}

fn repeated(node: Node, key: &str) -> u32 {
    node.attribute((TABLE, key)).and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(node: Node) -> bool {
    node.attribute((TABLE, "visibility")).is_some_and(|visibility| visibility != "visible")
}
