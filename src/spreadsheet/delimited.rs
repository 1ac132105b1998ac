//! CSV, as Excel, LibreOffice and other programs save it.
//!
//! Source: RFC 4180; Excel with Swedish settings puts a semicolon between cells, and saves Windows-1252 unless it is asked for UTF-8.

use rustc_hash::FxHashMap;

use super::{CELLS, Unfit, Value, text};
use crate::encoding::decoded;

/// What may stand between cells; the first is taken when nothing tells.
const BETWEEN: &[u8] = b";,\t";

/// How many rows are looked at to tell what stands between cells.
const SAMPLE: usize = 20;

/// The cells of the one table: row and column from 0, and what stands there.
pub fn read(bytes: &[u8]) -> Result<Vec<(u32, u32, Value)>, Unfit> {
    let (decoded, _) = decoded(bytes).ok_or_else(|| Unfit::Broken("no text".to_owned()))?;
    // Excel lets a file say what stands between its cells.
    let (between, rest, skipped) = match decoded.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((sign, rest)) if sign.trim_end().len() == 1 => (sign.as_bytes()[0], rest, 1u32),
        _ => (between(&decoded), decoded.as_str(), 0),
    };
    let mut cells = Vec::new();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(between).from_reader(rest.as_bytes());
    let (mut row, mut record) = (skipped, csv::StringRecord::new());
    loop {
        // The reader leaves empty lines out, which count as rows; a line break inside a cell begins none.
        let from = usize::try_from(reader.position().byte()).map_err(|_| Unfit::TooManyCells)?;
        if !reader.read_record(&mut record).map_err(|error| Unfit::Broken(error.to_string()))? {
            return Ok(cells);
        }
        row += empty_lines(&rest.as_bytes()[from..]);
        for (column, cell) in (0..).zip(&record) {
            cells.extend(text(unguarded(cell)).map(|value| (row, column, value)));
        }
        if cells.len() > CELLS {
            return Err(Unfit::TooManyCells);
        }
        row = row.checked_add(1).ok_or(Unfit::TooManyCells)?;
    }
}

/// How many lines a text begins with that hold nothing.
fn empty_lines(text: &[u8]) -> u32 {
    let breaks = text.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let pairs = text[..breaks].windows(2).filter(|pair| pair == b"\r\n").count();
    u32::try_from(breaks - pairs).unwrap_or(u32::MAX)
}

/// The words of a cell that has an apostrophe before it, so that no spreadsheet runs it as a formula: our own tables have.
fn unguarded(cell: &str) -> &str {
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    cell.strip_prefix('\'')
        .filter(|rest| rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\'').starts_with(runs))
        .unwrap_or(cell)
}

/// The sign that splits most rows into the same number of cells. A title above the table may hold commas as no row below it does; a decimal
/// comma splits some rows and not others.
fn between(text: &str) -> u8 {
    let alike = |sign: u8| {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(sign).from_reader(text.as_bytes());
        let mut rows: FxHashMap<usize, usize> = FxHashMap::default();
        for record in reader.into_records().take(SAMPLE).flatten().filter(|record| record.len() > 1) {
            *rows.entry(record.len()).or_default() += 1;
        }
        rows.into_iter().map(|(cells, rows)| (rows, cells)).max()
    };
    BETWEEN.iter().copied().rev().max_by_key(|sign| alike(*sign)).unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let cells = read(bytes).expect("it is sound").into_iter();
        cells.map(|(row, column, value)| (row, column, if let Value::Text(words) = value { words } else { String::new() })).collect()
    }

    #[test]
    fn what_excel_saves_is_read() {
        let right = vec![(0, 0, "Period".to_owned()), (0, 1, "Värde".to_owned()), (1, 0, "2016".to_owned()), (1, 1, "88,5".to_owned())];
        assert_eq!(words(b"Period;V\xe4rde\r\n2016;88,5\r\n"), right, "Windows-1252");
        assert_eq!(words("\u{feff}Period;Värde\r\n2016;88,5\r\n".as_bytes()), right, "UTF-8 with a mark");
        assert_eq!(words("Period,Värde\n2016,\"88,5\"\n".as_bytes()), right, "commas");
        assert_eq!(words("Period\tVärde\n2016\t88,5\n".as_bytes()), right, "tabs");
        let utf16: Vec<u8> = "\u{feff}Period\tVärde\r\n2016\t88,5\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(words(&utf16), right, "Unicode text");
        assert_eq!(words(b"sep=;\na;b"), [(1, 0, "a".to_owned()), (1, 1, "b".to_owned())]);
        for text in ["a;b\n\n\nc;d\ne;f", "a;b\r\n\r\n\r\nc;d\r\ne;f", "a;b\r\r\rc;d\re;f"] {
            let rows: Vec<u32> = words(text.as_bytes()).iter().map(|(row, ..)| *row).collect();
            assert_eq!(rows, [0, 0, 3, 3, 4, 4], "empty lines count: {text:?}");
        }
        assert_eq!(words(b"\n\na;b")[0].0, 2, "also the first");
        assert_eq!(words(b"a;\"b\nb\n\nb\"\nc;d")[2], (1, 0, "c".to_owned()), "lines inside a cell do not");
        assert_eq!(words(b"'-5;'ord")[0].2, "-5");
        assert_eq!(words(b"''-5;a")[0].2, "'-5", "an apostrophe of its own stays");
        let titled = words("Siffror, om unga, i kommunen, 2016, med mera\nPeriod;Värde\n2015;1\n".as_bytes());
        assert_eq!(titled[1..3], right[..2].iter().map(|(row, column, words)| (row + 1, *column, words.clone())).collect::<Vec<_>>());
        assert!(read(b"PK\x03\x04rest").is_err() && read(b"a\0b\0").is_err());
    }
}
