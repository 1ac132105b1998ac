//! Cells as people see them: formats that scale, units by a number, errors, formulas without a value, figures that lost their row.

use std::sync::Arc;

use insyn::content::budget::Budget;
use insyn::content::indicator::Indicator;
use insyn::diagnostic::Lang;
use insyn::pipeline::{self, Built};
use insyn::spreadsheet;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use crate::project::{Project, found};
use crate::sites::typed;

const SITE: &str = "=== content/indicators/andel.toml
title = \"Andel\"
unit = \"procent\"
draft = true
=== content/budgets/b.toml
title = \"Pengar\"
period = \"2015\"
stage = \"avsatt\"
draft = true
";

/// A build with a file beside a record, and what is told.
fn with(path: &str, bytes: &[u8]) -> (Built, String) {
    let mut project = Project::new(SITE);
    project.sources.books.push(Arc::new(spreadsheet::read(path, "1", bytes)));
    project.sources.sort();
    let built = project.build();
    let told = project.text(&built, Lang::Sv);
    (built, told)
}

fn book(write: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(book.add_worksheet());
    book.save_to_buffer().expect("a table in memory")
}

fn values(csv: &str) -> (Vec<(String, f64)>, String) {
    let (built, told) = with("content/indicators/andel.csv", csv.as_bytes());
    let values = &typed::<Indicator>(&built, "indicators", "andel").values;
    (values.iter().map(|one| (one.period.written.to_string(), one.value)).collect(), told)
}

#[test]
fn an_amount_is_what_its_cell_shows() {
    let amounts = |heading: &'static str, format: &'static str, amount: f64| {
        let bytes = book(|sheet| {
            sheet.write_row(0, 0, ["Ändamål", heading]).expect("cells");
            sheet.write(1, 0, "Skolan").expect("a cell");
            sheet.write_with_format(1, 1, amount, &Format::new().set_num_format(format)).expect("a cell");
        });
        let (built, told) = with("content/budgets/b.xlsx", &bytes);
        let lines = &typed::<Budget>(&built, "budgets", "b").lines;
        (lines.first().map(|line| line.amount.kronor), told)
    };
    assert_eq!(amounts("Belopp (tkr)", "General", 3000.0).0, Some(3_000_000));
    assert_eq!(amounts("Belopp (tkr)", "# ##0,", 3_000_000.0).0, Some(3_000_000), "three thousand is shown");
    assert_eq!(amounts("Belopp", "#,##0\" tkr\"", 3000.0).0, Some(3_000_000));
    assert_eq!(amounts("Belopp (tkr)", "#,##0\" tkr\"", 3000.0).0, Some(3_000_000));
    let (amount, told) = amounts("Belopp (kr)", "#,##0\" tkr\"", 3000.0);
    assert!(amount.is_none() && told.contains("Cellen visar 3000 tkr, men rubriken säger kr."), "{told}");
}

#[test]
fn a_day_that_shows_its_year_is_the_year() {
    let bytes = book(|sheet| {
        sheet.write_row(0, 0, ["År", "Värde"]).expect("cells");
        for (row, format) in [(1, "yyyy"), (2, "yyyy-mm"), (3, "yyyy-mm-dd")] {
            sheet.write_with_format(row, 0, 42370 + 400 * row, &Format::new().set_num_format(format)).expect("a cell");
            sheet.write(row, 1, 10).expect("a cell");
        }
    });
    let (built, told) = with("content/indicators/andel.xlsx", &bytes);
    let periods: Vec<_> =
        typed::<Indicator>(&built, "indicators", "andel").values.iter().map(|one| one.period.written.to_string()).collect();
    assert_eq!(periods, ["2017", "2018-03", "2019-04-15"], "{told}");
}

#[test]
fn a_formula_without_a_value_is_told() {
    let bytes = book(|sheet| {
        sheet.write_row(0, 0, ["Period", "Värde"]).expect("cells");
        sheet.write_row(1, 0, [2015, 80]).expect("cells");
        sheet.write(2, 0, 2016).expect("a cell");
        sheet.write_formula(2, 1, Formula::new("=40+48").set_result("88 borta")).expect("a cell");
    });
    // What a program writes that does not work formulas out: a cell without a value.
    let bytes = without_words_of_formulas(&bytes);
    let (_, told) = with("content/indicators/andel.xlsx", &bytes);
    assert!(told.contains("Formeln i cellen har inget sparat värde.") && told.contains("cell B3"), "{told}");
}

/// The workbook with its formulas as numbers that have not been worked out.
fn without_words_of_formulas(bytes: &[u8]) -> Vec<u8> {
    let mut read = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut written = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..read.len() {
        let mut file = read.by_index(at).expect("a part");
        let mut part = String::new();
        std::io::Read::read_to_string(&mut file, &mut part).expect("text");
        let part = part.replace(" t=\"str\"", "").replace("<v>88 borta</v>", "<v></v>");
        let name = file.name().expect("a name").into_owned();
        written.start_file(name, zip::write::SimpleFileOptions::default()).expect("the name is free");
        std::io::Write::write_all(&mut written, part.as_bytes()).expect("memory takes it");
    }
    written.finish().expect("memory takes it").into_inner()
}

#[test]
fn no_figure_is_lost_or_read_as_another() {
    let right = |csv: &str| values(csv).0;
    assert_eq!(right("Period;Värde\n2015;1 234,5\n2016;88 %\n"), [("2015".into(), 1234.5), ("2016".into(), 88.0)]);
    for (csv, said) in [
        ("Period;Värde\n2015;1.234\n", "”1.234” kan läsas som 1 234 och som 1,234."),
        ("Period;Värde\n2015;88 90\n", "”88 90” är inget tal."),
        ("Period,Värde\n2015,80,5\n2016,70,3\n", "Cellen står i en kolumn utan rubrik"),
        ("Period;Värde\n2015;80\n;85\n", "Raden saknar ”Period”."),
        ("Period;Värde\n2015;80\n2016;#SAKNAS!\n", "Cellen visar felet #SAKNAS!"),
        ("Period;Värde\n2015;Err:502\n", "Cellen visar felet Err:502"),
    ] {
        let (_, told) = values(csv);
        assert!(told.contains(said), "{csv}{told}");
    }
    let (values, told) = values("Period;Värde\n2015;80\n\nUppgifterna är från skolorna.\n");
    assert_eq!((values.len(), told.contains("faulty-cell")), (1, false), "a note is no row: {told}");
}

#[test]
fn yes_is_read_as_any_program_writes_it() {
    for (yes, right) in [("ja", true), ("SANT", true), ("1", true), ("TRUE", true), ("nej", false), ("FALSKT", false), ("0", false)] {
        let csv = format!("Period;Värde;Ungefär\n2015;80;{yes}\n");
        let (built, told) = with("content/indicators/andel.csv", csv.as_bytes());
        assert!(!pipeline::has_errors(&built.diagnostics), "{told}");
        assert_eq!(typed::<Indicator>(&built, "indicators", "andel").values[0].approximate, right, "{yes}");
    }
    let (built, _) = with("content/indicators/andel.csv", b"Period;V\xc3\xa4rde;Ungef\xc3\xa4r\n2015;80;kanske\n");
    assert!(found(&built).contains(&"wrong-type"), "{:?}", found(&built));
}
