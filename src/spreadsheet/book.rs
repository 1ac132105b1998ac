//! Workbooks of Excel and LibreOffice, as calamine reads them.

use std::io::{Cursor, Read};

use calamine::{Data, Ods, OdsError, Reader, SheetVisible, StyleRange, Xlsx, XlsxError};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::format::{Format, Shows, filled};
use super::{CELLS, Loose, Names, UNPACKED, UNSAVED, Unfit, Value, ods, text, xlsx};

/// What files begin with that Excel kept before 2007, and that it locks with a password since.
const OLD: &[u8] = b"\xd0\xcf\x11\xe0";

pub fn read(path: &str, bytes: &[u8]) -> Result<Vec<Loose>, Unfit> {
    if !bytes.starts_with(OLD) {
        unpacks(bytes)?;
    }
    match path.to_lowercase().ends_with(".ods") {
        true => of_libreoffice(bytes),
        false => of_excel(bytes),
    }
}

/// Unpacks the whole file once, into nothing: what its list of contents says of lengths is not to be trusted.
fn unpacks(bytes: &[u8]) -> Result<(), Unfit> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unfit::Broken(error.to_string()))?;
    let mut left = UNPACKED;
    for at in 0..packed.len() {
        let Ok(mut file) = packed.by_index(at) else { continue };
        let read = std::io::copy(&mut file.by_ref().take(left + 1), &mut std::io::sink());
        left = left.checked_sub(read.map_err(|error| Unfit::Broken(error.to_string()))?).ok_or(Unfit::TooLarge)?;
    }
    Ok(())
}

fn of_excel(bytes: &[u8]) -> Result<Vec<Loose>, Unfit> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Unfit::Password,
        _ if bytes.starts_with(OLD) => Unfit::Old,
        other => Unfit::Broken(other.to_string()),
    })?;
    let broken = |error: XlsxError| Unfit::Broken(error.to_string());
    let (mut named, mut unsaid) = (named(book.defined_names()), xlsx::unsaid(bytes));
    let mut sheets = Vec::new();
    let mut left = CELLS;
    for about in book.sheets_metadata().to_vec() {
        let styles = book.worksheet_style(&about.name).unwrap_or_else(|_| StyleRange::empty());
        // Charts have sheets of their own, without cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&about.name) else { continue };
        let mut cells = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let format = || {
                let style = styles.get((row, column)).and_then(|style| style.number_format.as_ref());
                style.map_or_else(Format::default, |format| Format::of(&format.format_code))
            };
            if let Some(value) = value(&Data::from(cell.get_value().clone()), format) {
                cells.push((row, column, value));
                left = left.checked_sub(1).ok_or(Unfit::TooManyCells)?;
            }
        }
        let (names, unsaid) = (named.remove(&about.name).unwrap_or_default(), unsaid.remove(&about.name).unwrap_or_default());
        cells.extend(unsaid.unsaved.into_iter().map(|(row, column)| (row, column, Value::Fault(UNSAVED.to_owned()))));
        sheets.push(Loose { name: about.name, hidden: about.visible != SheetVisible::Visible, cells, names, unseen: unsaid.hidden });
    }
    Ok(sheets)
}

fn of_libreoffice(bytes: &[u8]) -> Result<Vec<Loose>, Unfit> {
    if bytes.starts_with(OLD) {
        return Err(Unfit::Old);
    }
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Unfit::Password,
        other => Unfit::Broken(other.to_string()),
    })?;
    let mut shown = ods::shown(bytes)?;
    let mut named = named(book.defined_names());
    let mut sheets = Vec::new();
    let mut left = CELLS;
    for about in book.sheets_metadata().to_vec() {
        let shown = shown.remove(&about.name).unwrap_or_default();
        let Ok(range) = book.worksheet_range(&about.name) else { continue };
        let (first, start) = range.start().unwrap_or_default();
        let mut cells = Vec::new();
        for (row, column, data) in range.used_cells() {
            let (row, column) = (first + row as u32, start + column as u32);
            let format = || shown.formats.get(&(row, column)).cloned().unwrap_or_default();
            if let Some(value) = value(data, format) {
                cells.push((row, column, value));
                left = left.checked_sub(1).ok_or(Unfit::TooManyCells)?;
            }
        }
        let names = named.remove(&about.name).unwrap_or_default();
        sheets.push(Loose { name: about.name, hidden: about.visible != SheetVisible::Visible, cells, names, unseen: shown.hidden });
    }
    Ok(sheets)
}

/// The cells that have names, by the name of their sheet. `defined`: each name and what it stands for, as workbooks write it: a name can also
/// be of many cells, or of a formula.
///
/// Source: ECMA-376, part 1, 18.2.5 (`definedName`); OpenDocument 1.3, part 3, 9.4.12 (`table:named-range`) and 19.595.
fn named(defined: &[(String, String)]) -> FxHashMap<String, Names> {
    let mut sheets: FxHashMap<String, Names> = FxHashMap::default();
    for (name, address) in defined {
        if let Some((sheet, cell)) = one_cell(address) {
            sheets.entry(sheet).or_default().insert(cell, name.clone());
        }
    }
    sheets
}

/// The sheet, and the row and the column from 0, of an address of one cell: `'Mål & åtgärder'!$B$1`, or `$'Mål & åtgärder'.$B$1`.
fn one_cell(address: &str) -> Option<(String, (u32, u32))> {
    let (sheet, cell) = address.rsplit_once(['!', '.'])?;
    let sheet = sheet.strip_prefix('$').unwrap_or(sheet);
    let sheet = match sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let (column, row) = cell.strip_prefix('$')?.split_once('$')?;
    // Three letters are enough for every column of Excel and LibreOffice.
    if column.len() > 3 || !column.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let column = column.bytes().fold(0, |before, byte| before * 26 + u32::from(byte - b'A') + 1);
    Some((sheet, (row.parse::<u32>().ok()?.checked_sub(1)?, u32::checked_sub(column, 1)?)))
}

/// What a cell shows, if it shows anything. A formula shows what it gave when the file was saved.
fn value(data: &Data, format: impl Fn() -> Format) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::Int(number) => figure(*number as f64, &format()),
        Data::Float(number) => figure(*number, &format()),
        Data::String(words) => text(words),
        Data::Bool(yes) => Some(Value::Yes(*yes)),
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, date, ..) = day.to_ymd_hms_milli();
            let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(date).ok()?);
            date.ok().map(|date| dated(date, &format()))
        }
        Data::DateTime(duration) => Some(Value::Number(duration.as_f64())),
        Data::DateTimeIso(day) => match day.get(..10).and_then(|day| day.parse().ok()) {
            Some(date) => Some(dated(date, &format())),
            None => text(day),
        },
        Data::DurationIso(words) => text(words),
        Data::Error(fault) => Some(Value::Fault(fault.to_string())),
    }
}

/// A day as its format shows it.
fn dated(date: Date, format: &Format) -> Value {
    match format.day {
        Shows::Day => Value::Day(date),
        Shows::Month => Value::Text(date.strftime("%Y-%m").to_string()),
        Shows::Year => Value::Text(date.strftime("%Y").to_string()),
    }
}

/// A number as its format shows it.
fn figure(number: f64, format: &Format) -> Option<Value> {
    if !number.is_finite() {
        return None;
    }
    if let Some(shown) = format.digits.as_ref().and_then(|digits| filled(digits, number)) {
        return Some(Value::Text(shown));
    }
    let shown = rounded(number / 1000f64.powi(i32::try_from(format.thousands).ok()?));
    Some(match format.shown_in() {
        // What binary numbers cannot hold shows in the last of seventeen digits: 0,1 + 0,2.
        _ if format.percent => Value::Percent(rounded(number * 100.0)),
        Some(unit) => Value::Amount(shown, unit),
        None => Value::Number(shown),
    })
}

/// A number as a spreadsheet shows it: with fifteen figures at most.
fn rounded(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_single_cells_are_read_as_excel_and_libreoffice_write_them() {
        let cell = |sheet: &str, row, column| Some((sheet.to_owned(), (row, column)));
        assert_eq!(one_cell("Blad1!$A$1"), cell("Blad1", 0, 0));
        assert_eq!(one_cell("'Vad, när! & ''hur''.'!$AB$12"), cell("Vad, när! & 'hur'.", 11, 27));
        assert_eq!(one_cell("$'Mål 1.5'.$C$3"), cell("Mål 1.5", 2, 2));
        for other in
            ["Blad1!$A$1:$B$2", "Blad1!A1", "SUM(Blad1!$A$1)", "Blad1!$A$0", "Blad1!#REF!", "4.5", "", "Blad1!$ABCDEFGHIJ$1", "x!$$1"]
        {
            assert_eq!(one_cell(other), None, "{other}");
        }
    }
}
