//! Tables for Excel: real numbers and days with their formats, headings in the site's language.

use std::sync::Arc;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::view::pictures::{Cell, Sheet};
use crate::plan::{Outputs, view};

pub static FORMAT: Format = Format { name: "xlsx", about: Both("En tabell för Excel", "A table for Excel"), list, make };

/// How many rows of a table a sheet takes; Excel has room for 1 048 576, the heading included.
const ROWS: usize = 1_000_000;

fn list(outputs: &mut Outputs) {
    for table in view::tables(outputs.site, outputs.knowledge) {
        let key = Key::Page { page: table.overview, about: Arc::from(""), lang: 0, number: 1 };
        outputs.add(format!("{}.xlsx", table.address), FORMAT.name, key, outputs.site.config_span);
    }
    outputs.figures(FORMAT.name, ".xlsx");
}

fn make(house: &House, output: &Output) -> Made {
    let view = view::View { site: &house.site, knowledge: &house.knowledge, theme: &house.theme, plan: &house.plan, lang: 0, then: None };
    let sheets = match view::figures_of(&house.site, &output.key) {
        Some(record) => view::pictures::sheets(&view, record),
        None => view::tables(&house.site, &house.knowledge)
            .into_iter()
            .filter(|table| output.path.strip_suffix(".xlsx") == Some(table.address))
            .map(|table| table.sheet(&view))
            .collect(),
    };
    // Writing to memory fails only at Excel's own limits, which the sheets and cells keep within.
    let bytes = workbook(house, &sheets).unwrap_or_default();
    Made { body: Body::Bytes(bytes), diagnostics: Vec::new() }
}

fn workbook(house: &House, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The day of the build and not the time: the same sources give the same bytes.
    let today = house.site.today;
    let day = excel(today)?;
    book.set_properties(&DocProperties::new().set_title(house.site.config.title.text.as_str()).set_creation_datetime(&day));
    for sheet in sheets {
        for (at, rows) in sheet.rows.chunks(ROWS).enumerate() {
            let name = if at == 0 { sheet.name.clone() } else { format!("{} {}", sheet.name, at + 1) };
            fill(book.add_worksheet().set_name(name)?, sheet, rows)?;
        }
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let (bold, number, kronor) =
        (Look::new().set_bold(), Look::new().set_num_format("#,##0.######"), Look::new().set_num_format("#,##0\" kr\""));
    let (whole, day) = (Look::new().set_num_format("#,##0"), Look::new().set_num_format("yyyy-mm-dd"));
    // A column that says nothing in any row is left out.
    let told: Vec<usize> = (0..sheet.columns.len()).filter(|at| rows.iter().any(|row| row[*at] != Cell::Empty)).collect();
    for (column, at) in (0..).zip(&told) {
        page.write_string_with_format(0, column, &sheet.columns[*at].1, &bold)?;
        let widest = rows.iter().map(|row| width(&row[*at])).chain([sheet.columns[*at].1.chars().count() + 2]).max().unwrap_or(0);
        page.set_column_width(column, widest.min(50) as f64)?;
        for (line, row) in (1..).zip(rows) {
            match &row[*at] {
                Cell::Empty => {}
                Cell::Text(words) => {
                    page.write_string(line, column, cut(words))?;
                }
                Cell::Number(value) => {
                    page.write_number_with_format(line, column, *value, if value.fract() == 0.0 { &whole } else { &number })?;
                }
                Cell::Kronor(value) => {
                    page.write_number_with_format(line, column, *value, &kronor)?;
                }
                Cell::Day(value) => match excel(*value) {
                    Ok(value) => page.write_datetime_with_format(line, column, &value, &day).map(drop)?,
                    // Excel knows no day before 1900.
                    Err(_) => page.write_string(line, column, value.to_string()).map(drop)?,
                },
                Cell::Yes(yes) => {
                    page.write_boolean(line, column, *yes)?;
                }
            }
        }
    }
    page.set_freeze_panes(1, 0)?;
    Ok(())
}

fn excel(day: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// As much of a text as a cell of Excel holds.
fn cut(words: &str) -> &str {
    words.char_indices().nth(32_000).map_or(words, |(at, _)| &words[..at])
}

fn width(cell: &Cell) -> usize {
    match cell {
        Cell::Text(words) => words.chars().count() + 1,
        Cell::Empty => 0,
        _ => 12,
    }
}
