//! Rows and columns that are hidden in a spreadsheet: they are read, and whoever publishes them hears of it.

use insyn::content::result::FollowUp;
use insyn::diagnostic::Lang;
use insyn::pipeline::{self, Built};
use insyn::report::{View, report};
use insyn::source::Sources;

use super::{ods, with};
use crate::project::{Project, found};
use crate::sites::typed;

/// The rows of a workbook; columns C and D and the rows 4, 6 and 7 are hidden in it.
const ROWS: &[[&str; 4]] = &[
    ["Aktivitet", "Läge", "Anteckning", "Varför"],
    ["Tillsyn", "genomförd", "", ""],
    ["Kontroll", "genomförd", "", ""],
    ["Kurs", "inte genomförd", "privat", "tidsbrist"],
    ["Möte", "genomförd", "", ""],
    ["Resa", "genomförd", "", ""],
    ["Brev", "genomförd", "", ""],
    ["Summa", "", "", ""],
];

fn xlsx(hidden: bool) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Åtgärder & läge").expect("a name");
    for (row, cells) in (0..).zip(ROWS) {
        sheet.write_row(row, 0, *cells).expect("cells");
    }
    if hidden {
        for row in [3, 5, 6, 7] {
            sheet.set_row_hidden(row).expect("a row");
        }
        for column in [2, 3] {
            sheet.set_column_hidden(column).expect("a column");
        }
    }
    book.save_to_buffer().expect("a table in memory")
}

/// The same as LibreOffice writes it: by hand and by a filter.
fn opendocument() -> Vec<u8> {
    let columns = "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column-group><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/></table:table-column-group>";
    let cell = |words: &&str| format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>");
    let rows = (1..).zip(ROWS).map(|(number, cells)| {
        let visibility = match number {
            4 => " table:visibility=\"collapse\"",
            6..=8 => " table:visibility=\"filter\"",
            _ => " table:visibility=\"visible\"",
        };
        format!("<table:table-row{visibility}>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    });
    ods(&(columns.to_owned() + &rows.collect::<String>()), "")
}

fn told((sources, built): &(Sources, Built), lang: Lang) -> String {
    report("text", &built.diagnostics, &View::new(lang, sources)).expect("known")
}

#[test]
fn what_is_hidden_in_a_workbook_is_taken_in_and_told() {
    for (path, bytes) in [("content/results/andt-2016.xlsx", xlsx(true)), ("content/results/andt-2016.ods", opendocument())] {
        let site = with(path, &bytes);
        let hidden = |built: &Built| found(built).into_iter().filter(|rule| *rule == "hidden-cells").count();
        let sv = told(&site, Lang::Sv);
        assert_eq!(hidden(&site.1), 2, "{sv}");
        assert!(!pipeline::has_errors(&site.1.diagnostics), "{sv}");
        assert!(sv.contains("Raderna 4, 6–7 är dolda i kalkylbladet, men kommer med på webbplatsen."), "a sum is no record\n{sv}");
        assert!(sv.contains("Kolumnen D är dold i kalkylbladet"), "what is for notes stays away\n{sv}");
        let en = told(&site, Lang::En);
        assert!(en.contains("Rows 4, 6–7 are hidden") && en.contains("Column D is hidden"), "{en}");
        assert_eq!(typed::<FollowUp>(&site.1, "results", "andt-2016").actions.len(), 6, "they are read like all others");
        // Beside a file of another name the same workbook is read from memory.
        let mut moved = site.0.clone();
        moved.books = vec![std::sync::Arc::new(moved.books[0].moved(&path.into()))];
        assert_eq!(hidden(&pipeline::build(&moved, None)), 2);
    }
    assert!(!found(&with("content/results/andt-2016.xlsx", &xlsx(false)).1).contains(&"hidden-cells"));
}

#[test]
fn whoever_means_to_publish_what_is_hidden_says_so_in_the_record() {
    let silenced = super::PLAN.replace("extent = \"sammanfattning\"", "extent = \"sammanfattning\"\n\n[[silence]]\nrule = \"hidden-cells\"\nreason = \"Filtret är till för nämnden, allt är offentligt.\"");
    assert_ne!(silenced, super::PLAN);
    let mut sources = Project::new(&silenced).sources;
    sources.books.push(std::sync::Arc::new(insyn::spreadsheet::read("content/results/andt-2016.xlsx", "1", &xlsx(true))));
    sources.sort();
    let built = pipeline::build(&sources, None);
    assert!(!found(&built).contains(&"hidden-cells"), "{}", told(&(sources, built), Lang::Sv));
    assert_eq!(built.silenced.len(), 2);
}
