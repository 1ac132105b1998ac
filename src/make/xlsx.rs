//! Tables for Excel: real numbers and days with their formats, headings in the site's language.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rust_xlsxwriter::utility::{quote_sheet_name, row_col_to_cell_absolute};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};

use super::Format;
use crate::content::columns::cell_name;
use crate::diagnostic::{Both, Diagnostic};
use crate::house::House;
use crate::output::{Body, Made, Output};
use crate::plan::view::datasets::Tabular;
use crate::plan::view::pictures::{Cell, Sheet};
use crate::plan::{Outputs, view};
use crate::span::Span;
use crate::theme::TEMPLATE_ERROR;

pub static FORMAT: Format = Format { name: "xlsx", about: Both("En tabell för Excel", "A table for Excel"), list, make };

/// How many signs the name of a sheet has room for.
const SHEET_NAME: usize = 31;

/// How many signs of a text a cell takes; Excel has room for 32 767.
const CELL: usize = 32_000;

/// How hard the parts of a workbook are packed, from 1 to 9. Most workbooks are a few kilobytes, of which harder packing saves one in five and
/// takes half as long again.
const PACKED: u8 = 1;

/// How many rows a sheet has at most that is made in memory.
const TALL: usize = 500;

/// How many rows of a table a sheet takes; Excel has room for 1 048 576, the heading included.
const ROWS: usize = 1_000_000;

fn list(outputs: &mut Outputs) {
    outputs.datasets(FORMAT.name);
    outputs.figures(FORMAT.name, ".xlsx");
}

fn make(house: &House, output: &Output) -> Made {
    let view = house.view(0);
    let made = Book::new(&house.site.config.title).and_then(|mut book| {
        Tabular::of(&house.site, output).map_or(Ok(()), |table| table.sheets(&view, |sheet| book.add(&sheet)))?;
        book.book.save_to_buffer()
    });
    match made {
        Ok(bytes) => Made { body: Body::Bytes(bytes), diagnostics: Vec::new() },
        Err(error) => {
            let record = view::figures_of(&house.site, &output.key);
            let span = record.map_or(house.site.config_span, |record| house.site.record(record).span);
            Made { body: Body::Bytes(Vec::new()), diagnostics: vec![not_made(output, span, &error)] }
        }
    }
}

/// What is told where the system has no room for a tall sheet, or Excel's limits are passed all the same. Texts, names and rows are kept within
/// them here, so that no content leads to it; what is nearest to doing so are the words of the theme, in headings and names of sheets.
fn not_made(output: &Output, span: Span, error: &XlsxError) -> Diagnostic {
    let (sv, en) = (format!("{} kan inte göras: {error}.", output.path), format!("{} cannot be made: {error}.", output.path));
    let (help_sv, help_en) = match error {
        XlsxError::TempFileError(..) | XlsxError::IoError(_) => (
            "Innehållet är det inget fel på. Stora tabeller behöver plats bland datorns tillfälliga filer (TMPDIR, i Windows TEMP): se efter att mappen finns och att disken inte är full.",
            "Nothing is wrong with the content. Large tables need room among the computer's temporary files (TMPDIR, on Windows TEMP): see that the folder is there and that the disk is not full.",
        ),
        _ => (
            "Innehållet är det inget fel på. Kontakta webbpersonalen, som kan se över temats ord eller felanmäla insyn.",
            "Nothing is wrong with the content. Contact the web staff, who can look at the theme's words or report a fault in insyn.",
        ),
    };
    Diagnostic::new(&TEMPLATE_ERROR, span, sv, en).help(help_sv, help_en)
}

/// A workbook, and the names that its sheets have.
struct Book {
    book: Workbook,
    names: Vec<String>,
}

impl Book {
    fn new(title: &str) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        // The same day in every file: one that changed with each build would be sent anew every night, though no number in it had changed.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
        book.set_zip_compression_level(PACKED);
        Ok(Self { book, names: Vec::new() })
    }

    /// A new sheet for so many rows. The library keeps a tall one in a file of the system's for the time being.
    fn page(&mut self, rows: usize) -> Result<&mut Worksheet, XlsxError> {
        if rows > TALL { self.book.add_worksheet_with_constant_memory() } else { Ok(self.book.add_worksheet()) }
    }

    /// Adds a table, as several sheets where one has no room for all its rows.
    fn add(&mut self, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
        let told = Told::of(sheet);
        for (at, first) in (0..told.rows).step_by(ROWS).enumerate() {
            let name = sheet_name(&sheet.name, at, &self.names);
            let rows = first..told.rows.min(first + ROWS);
            fill(self.page(rows.len())?.set_name(&name)?, sheet, &told, rows)?;
            self.names.push(name);
            self.name_headings(sheet, &told)?;
        }
        Ok(())
    }

    /// Gives the headings of the last sheet names that no theme and no language changes.
    fn name_headings(&mut self, sheet: &Sheet, told: &Told) -> Result<(), XlsxError> {
        let name = self.names.last().map_or_else(String::new, |name| quote_sheet_name(name));
        (0..).zip(&told.columns).try_for_each(|(column, (at, _))| {
            let cell = format!("={name}!{}", row_col_to_cell_absolute(0, column));
            self.book.define_name(cell_name(self.names.len(), &sheet.columns[*at].0), &cell).map(drop)
        })
    }
}

/// A name that Excel takes: no longer than 31 signs, without those that it forbids, and not one of `taken`. `at`: which of the sheets it is
/// that have the rows of one table.
///
/// Source: Microsoft, "Rename a worksheet".
fn sheet_name(name: &str, at: usize, taken: &[String]) -> String {
    let allowed: String = name.chars().filter(|c| !matches!(c, '/' | '\\' | '?' | '*' | ':' | '[' | ']') && !c.is_control()).collect();
    // Excel counts in UTF-16, and takes no apostrophe at either end and no case apart.
    let cut = |room: usize| {
        let mut left = room;
        let fits = |c: &char| left.checked_sub(c.len_utf16()).map(|less| left = less).is_some();
        let words: String = allowed.trim().trim_matches('\'').chars().take_while(fits).collect();
        words.trim().trim_matches('\'').to_owned()
    };
    let first = cut(SHEET_NAME);
    let is_free = |name: &str| !name.is_empty() && taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    // Excel keeps "History" for itself.
    if at == 0 && is_free(&first) && !first.eq_ignore_ascii_case("history") {
        return first;
    }
    let numbered = |at: usize| {
        let number = format!(" {at}");
        format!("{}{number}", cut(SHEET_NAME - number.len())).trim().to_owned()
    };
    (at + 1..).map(numbered).find(|name| is_free(name)).unwrap_or_default()
}

/// How cells look that are no plain text.
struct Looks {
    heading: Look,
    number: Look,
    whole: Look,
    kronor: Look,
    day: Look,
}

static LOOKS: LazyLock<Looks> = LazyLock::new(|| Looks {
    heading: Look::new().set_bold(),
    number: Look::new().set_num_format("#,##0.######"),
    whole: Look::new().set_num_format("#,##0"),
    kronor: Look::new().set_num_format("#,##0\" kr\""),
    day: Look::new().set_num_format("yyyy-mm-dd"),
});

/// What is to be known of a table before its first row is written.
struct Told {
    rows: usize,
    /// The columns that say anything in any row, and how wide each is; the others are left out.
    columns: Vec<(usize, usize)>,
}

impl Told {
    fn of(sheet: &Sheet) -> Self {
        let (mut rows, mut widest) = (0, vec![0; sheet.columns.len()]);
        (sheet.rows)(&mut |row| {
            rows += 1;
            widest.iter_mut().zip(row).for_each(|(widest, cell)| *widest = width(cell).max(*widest));
        });
        let named = |(at, widest): (usize, usize)| (at, widest.max(sheet.columns[at].1.chars().count() + 2));
        Self { rows, columns: widest.into_iter().enumerate().filter(|(_, widest)| *widest > 0).map(named).collect() }
    }
}

/// Writes some rows of a table one by one, as a tall sheet has to be written.
fn fill(page: &mut Worksheet, sheet: &Sheet, told: &Told, rows: Range<usize>) -> Result<(), XlsxError> {
    for (column, (at, width)) in (0..).zip(&told.columns) {
        page.write_string_with_format(0, column, &*cut(&sheet.columns[*at].1), &LOOKS.heading)?;
        page.set_column_width(column, (*width).min(50) as f64)?;
    }
    let (mut number, mut written) = (0, Ok(()));
    (sheet.rows)(&mut |row| {
        if written.is_ok() && rows.contains(&number) {
            let mut cells = (0..).zip(&told.columns);
            written = cells.try_for_each(|(column, (at, _))| write(page, (number - rows.start) as u32 + 1, column, &row[*at]));
        }
        number += 1;
    });
    written?;
    page.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write(page: &mut Worksheet, line: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let looks = &*LOOKS;
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(words) => page.write_string(line, column, &*cut(words)),
        Cell::Number(value) => {
            page.write_number_with_format(line, column, *value, if value.fract() == 0.0 { &looks.whole } else { &looks.number })
        }
        Cell::Kronor(value) => page.write_number_with_format(line, column, *value, &looks.kronor),
        Cell::Day(value) => match excel(*value) {
            Ok(value) => page.write_datetime_with_format(line, column, &value, &looks.day),
            // Excel knows no day before 1900.
            Err(_) => page.write_string(line, column, value.to_string()),
        },
        Cell::Yes(yes) => page.write_boolean(line, column, *yes),
    }
    .map(drop)
}

fn excel(day: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// As much of a text as a cell of Excel holds, with a sign where it is cut. Excel counts in UTF-16.
fn cut(words: &str) -> Cow<'_, str> {
    let mut left = CELL;
    let end = words.char_indices().find(|(_, c)| left.checked_sub(c.len_utf16()).map(|less| left = less).is_none());
    end.map_or(Cow::Borrowed(words), |(at, _)| Cow::Owned(format!("{}…", &words[..at])))
}

fn width(cell: &Cell) -> usize {
    match cell {
        Cell::Text(words) => words.chars().count() + 1,
        Cell::Empty => 0,
        _ => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Key;
    use crate::plan::view::pictures::kept;

    fn workbook(title: &str, sheets: &[Sheet<'_>]) -> Result<Vec<u8>, XlsxError> {
        let mut book = Book::new(title)?;
        sheets.iter().try_for_each(|sheet| book.add(sheet))?;
        book.book.save_to_buffer()
    }

    fn sheet<'a>(name: &str, words: &'a str) -> Sheet<'a> {
        Sheet { name: name.to_owned(), columns: vec![("a".into(), "A".to_owned())], rows: kept(vec![vec![Cell::text(words)]]) }
    }

    #[test]
    fn sheets_have_names_that_excel_takes() {
        let long = "Den längsta rubriken som en kommun har kommit på";
        let names = [long, long, "a/b\\c?d*e:f[g]", "[]", "A/BCDEFG", "'", "'ord'", "History", "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍"];
        let sheets: Vec<Sheet> = names.iter().map(|name| sheet(name, "x")).collect();
        assert!(workbook("Prov", &sheets).is_ok_and(|bytes| !bytes.is_empty()));
        let mut taken: Vec<String> = Vec::new();
        for name in names {
            taken.push(sheet_name(name, 0, &taken));
        }
        assert_eq!(&taken[..3], ["Den längsta rubriken som en kom", "Den längsta rubriken som en k 1", "abcdefg"]);
        assert_eq!(sheet_name("Orsaker", 1, &["Orsaker".to_owned()]), "Orsaker 2");
    }

    #[test]
    fn every_column_can_name_its_heading() {
        use crate::content::columns::named_column;
        use crate::plan::view::datasets::DataSet;
        let sets = crate::content::KINDS.iter().filter_map(|kind| DataSet::named(kind.folder)).chain(DataSet::named("records"));
        let grids: Vec<_> = sets.flat_map(|set| set.grids()).collect();
        let own = grids.iter().map(|grid| grid.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
        let figures = crate::plan::view::pictures::COLUMNS.iter().map(|(name, ..)| (*name).to_owned()).collect();
        for columns in own.chain([figures]) {
            // Excel knows no capitals apart.
            let mut names: Vec<String> = columns.iter().map(|column| cell_name(1, column).to_lowercase()).collect();
            for (name, column) in names.iter().zip(&columns) {
                assert!(rust_xlsxwriter::utility::check_name(name).is_ok(), "{name}");
                assert_eq!(named_column(&cell_name(12, column)), Some(&**column));
            }
            names.sort();
            assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
        }
        assert_eq!(["insyn.a", "insynx.a", "Moms"].map(named_column), [None; 3]);
    }

    #[test]
    fn a_tall_sheet_says_what_a_short_one_would() {
        use calamine::{Data, Reader, Xlsx};
        let row = |at: usize| {
            let day = jiff::civil::date(2016, 1, 1) + jiff::Span::new().days(at as i64);
            vec![
                Cell::Text(format!("Mål & <{at}> å").into()),
                Cell::Number(at as f64 / 4.0),
                Cell::Empty,
                Cell::Day(day),
                Cell::Yes(at.is_multiple_of(2)),
            ]
        };
        let columns: Vec<_> = ["a", "b", "c", "d", "e"].map(|key| (key.into(), key.to_uppercase())).into();
        let table =
            |name: &str, rows: usize| Sheet { name: name.to_owned(), columns: columns.clone(), rows: kept((0..rows).map(row).collect()) };
        let tables = [table("Kort", TALL), table("Lång", TALL + 1), table("Sist", 3)];
        let bytes = workbook("Prov", &tables).unwrap_or_else(|error| panic!("{error}"));
        assert!(workbook("Prov", &tables).is_ok_and(|again| again == bytes), "the same bytes");
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("a file of Excel");
        assert_eq!(book.sheet_names(), ["Kort", "Lång", "Sist"]);
        let [short, tall, last] = ["Kort", "Lång", "Sist"].map(|name| book.worksheet_range(name).expect("a sheet"));
        let rows = |range: &calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect::<Vec<_>>();
        let (short, tall) = (rows(&short), rows(&tall));
        assert_eq!((tall.len(), rows(&last).len()), (TALL + 2, 4));
        // The column that says nothing is left out.
        assert_eq!(tall[0], ["A", "B", "D", "E"].map(|name| Data::String(name.to_owned())));
        assert_eq!(short[..], tall[..short.len()]);
        assert_eq!(tall[TALL + 1][0], Data::String(format!("Mål & <{TALL}> å")));
    }

    #[test]
    fn what_a_cell_has_no_room_for_is_cut_with_a_sign() {
        assert_eq!(cut(&"å".repeat(CELL)).chars().count(), CELL);
        let told = cut(&"👍".repeat(CELL)).into_owned();
        assert!(told.ends_with("👍…") && told.encode_utf16().count() <= 32_767);
        assert!(workbook("Prov", &[sheet("a", &"👍".repeat(CELL))]).is_ok());
    }

    #[test]
    fn what_excel_refuses_is_told_and_is_no_empty_file() {
        let wide = Sheet {
            name: "a".to_owned(),
            columns: vec![("a".into(), "A".to_owned()); 20_000],
            rows: kept(vec![vec![Cell::Number(1.0); 20_000]]),
        };
        let error = workbook("Prov", &[wide]).expect_err("Excel has no room for 20 000 columns");
        let output = Output { path: "orsaker.xlsx".into(), format: FORMAT.name, key: Key::File("orsaker.xlsx".into()) };
        let found = not_made(&output, Span::start_of(crate::span::SourceId::of("content/site.toml")), &error);
        assert!(
            found.severity == crate::diagnostic::Severity::Error && found.message.sv.starts_with("orsaker.xlsx kan inte göras: "),
            "{found:?}"
        );
    }
}
