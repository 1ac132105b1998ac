//! Every number of a picture is the same in its drawing, its table, its sentence, its CSV and its Excel file: each is parsed and compared.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use insyn::make::make;
use insyn::output::Body;
use insyn::pipeline::Built;
use insyn::source::Audience;

use crate::project::Project;
use crate::sites::{danderyd, nacka};

/// A municipality that has every sort of number: several years, below zero, over 100 percent, very large, zero, about, words only, masked.
const EVERYTHING: &str = include_str!("pictures.site");

fn bytes(built: &Built, path: &str) -> Vec<u8> {
    let output = built.house.plan.output(path).unwrap_or_else(|| panic!("{path} is not made"));
    match make(&built.house, output).expect("every format is known").body {
        Body::Bytes(bytes) => bytes,
        body => panic!("{body:?} is no text"),
    }
}

fn text(built: &Built, path: &str) -> String {
    String::from_utf8(bytes(built, path)).expect("pages are text").replace('\u{a0}', " ")
}

/// What stands between two marks, each time that they do.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| rest.split_once(to).map(|(inside, _)| inside)).collect()
}

/// Without tags, and with signs for their names.
fn plain(html: &str) -> String {
    let words = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of a file for machines, by column.
fn csv_rows(built: &Built, path: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = bytes(built, path);
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    reader.deserialize().map(|row| row.expect("every row has every column")).collect()
}

/// All numbers and days of an Excel file, sorted as text.
fn excel_rows(built: &Built, path: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(built, path))).unwrap_or_else(|error| panic!("{path}: {error}"));
    let sheets = book.worksheets();
    sheets.iter().flat_map(|(_, range)| range.rows().skip(1).map(<[Data]>::to_vec).collect::<Vec<_>>()).collect()
}

/// Checks every picture of every page, and tells all that does not hold; gives how many pictures there were.
fn check(built: &Built, faults: &mut String) -> usize {
    let mut count = 0;
    let paths: Vec<String> =
        built.house.plan.outputs.iter().map(|output| output.path.clone()).filter(|path| path.ends_with(".html")).collect();
    for path in paths {
        let page = text(built, &path);
        let mut ids = between(&page, " id=\"", "\"");
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() < all {
            *faults += &format!("{path}: an id stands twice\n");
        }
        for figure in between(&page, "<figure class=\"picture\"", "</figure>") {
            let Some(svg) = between(figure, "<svg", "</svg>").first().copied() else { continue };
            count += 1;
            picture(built, &path, figure, svg, &page, faults);
        }
    }
    count
}

fn picture(built: &Built, path: &str, figure: &str, svg: &str, page: &str, faults: &mut String) {
    let drawn: Vec<(String, String, String)> = between(svg, "<g>", "</g>")
        .iter()
        .map(|row| {
            let of = |class: &str| {
                between(row, &format!("class=\"{class}\""), "</t")
                    .iter()
                    .map(|part| plain(&format!("<{part}")))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            (of("l"), of("v"), of("w"))
        })
        .collect();
    // A budget's table stands on its page; all others in the figure.
    let table = if figure.contains("<table") { figure } else { page };
    let rows: Vec<String> = between(table, "<tr", "</tr>").iter().map(|row| plain(&format!("<{row}"))).collect();
    for (label, value, target) in &drawn {
        if !rows.iter().any(|row| row.contains(label.as_str()) && row.contains(value.as_str()) && row.contains(target.as_str())) {
            *faults += &format!("{path}: “{label} {value} {target}” is drawn and not in the table\n");
        }
    }
    let link = between(figure, "href=\"", "\"").into_iter().chain(between(page, "href=\"", "\"")).find(|url| url.ends_with("siffror.csv"));
    let base = &built.house.plan.routes.base;
    let Some(file) = link.and_then(|url| url.strip_prefix(base.as_str())) else {
        *faults += &format!("{path}: no file to take home\n");
        return;
    };
    files(built, path, figure, &drawn, file, faults);
    sentence(path, figure, &drawn, &rows, faults);
}

/// Every drawn number is in both files, and both files hold the same.
fn files(built: &Built, path: &str, figure: &str, drawn: &[(String, String, String)], file: &str, faults: &mut String) {
    let machine = csv_rows(built, file);
    let excel = excel_rows(built, &file.replace(".csv", ".xlsx"));
    if machine.len() != excel.len() {
        *faults += &format!("{path}: {} rows in the CSV, {} in Excel\n", machine.len(), excel.len());
    }
    for (row, cells) in machine.iter().zip(&excel) {
        let numbers: Vec<f64> = ["value", "target"].iter().filter_map(|key| row[*key].parse().ok()).collect();
        let told: Vec<f64> = cells.iter().filter_map(|cell| if let Data::Float(number) = cell { Some(*number) } else { None }).collect();
        if numbers != told {
            *faults += &format!("{path}: {numbers:?} in the CSV, {told:?} in Excel\n");
        }
        let days = cells.iter().filter(|cell| matches!(cell, Data::DateTime(_))).count();
        if days != ["first", "last"].iter().filter(|key| !row[**key].is_empty()).count() {
            *faults += &format!("{path}: days of {row:?} are no days in Excel\n");
        }
    }
    // The numbers of the table as machines read them, against those of the file.
    for value in between(figure, "<data value=\"", "\"").iter().filter_map(|value| value.parse::<f64>().ok()) {
        if !machine.iter().any(|row| ["value", "target"].iter().any(|key| row[*key].parse() == Ok(value))) {
            *faults += &format!("{path}: {value} is in the table and not in {file}\n");
        }
    }
    for (label, value, _) in drawn {
        let holds = |row: &&BTreeMap<String, String>| plain(&row["label"]) == *label || row["label"].replace('\u{a0}', " ") == *label;
        let same = machine.iter().filter(holds).any(|row| {
            let spaced = |key: &str| row[key].replace('\u{a0}', " ");
            let number = swedish(value);
            spaced("words") == *value || spaced("period") == *value || number.is_some() && row["value"].parse().ok() == number
        });
        if !same {
            *faults += &format!("{path}: “{label} {value}” is drawn and not in {file}\n");
        }
    }
}

/// The number that words begin with, after "ungefär": "−1 234,5 procent".
fn swedish(words: &str) -> Option<f64> {
    let words = words.trim_start_matches("ungefär ").trim_start_matches("about ").replace('\u{2212}', "-");
    let number: String =
        words.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ',' | '.' | ' ')).filter(|c| *c != ' ').collect();
    // In English commas stand between thousands.
    let point = if number.matches(',').count() > 1 { "" } else { "." };
    number.replace(',', point).parse().ok()
}

/// The sentence tells a number that is drawn; what it tells of money is a sum, which stands in the table.
fn sentence(path: &str, figure: &str, drawn: &[(String, String, String)], rows: &[String], faults: &mut String) {
    let words = plain(between(figure, "<figcaption>", "</figcaption>").first().copied().unwrap_or_default());
    let told = drawn.iter().any(|(_, value, _)| !value.is_empty() && words.contains(value.as_str()));
    let sum =
        rows.iter().filter_map(|row| row.strip_prefix("Summa ").or_else(|| row.strip_prefix("Sum "))).any(|sum| words.contains(sum.trim()));
    if words.is_empty() || !(told || sum) {
        *faults += &format!("{path}: the sentence “{words}” tells nothing that is drawn\n");
    }
}

fn everything(lang: &str) -> Built {
    let mut project = Project::new(&EVERYTHING.replace("LANG", lang));
    project.sources.audience = Audience::Public;
    let built = project.build();
    let found: Vec<_> =
        built.diagnostics.iter().filter(|one| one.severity == insyn::diagnostic::Severity::Error).map(|one| &one.message.en).collect();
    assert!(found.is_empty(), "{found:#?}");
    built
}

#[test]
fn a_number_is_the_same_in_all_five_places() {
    let mut faults = String::new();
    let own = [everything("sv"), everything("en")];
    for (built, least) in [(nacka(), 7), (danderyd(), 2), (&own[0], 6), (&own[1], 6)] {
        let count = check(built, &mut faults);
        assert!(count >= least, "{count} pictures were found\n{faults}");
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn what_is_not_a_number_is_not_drawn() {
    let built = everything("sv");
    let page = text(&built, "matt/andel/index.html");
    let row = |label: &str| {
        between(&page, "<g>", "</g>")
            .into_iter()
            .find(|row| plain(&format!("<{row}")).contains(label))
            .unwrap_or_else(|| panic!("{label} is not told"))
            .to_owned()
    };
    for (label, words) in [("2013", "maskerad"), ("2014", "alla"), ("2015", "Ingen siffra finns bland")] {
        let row = row(label);
        assert!(plain(&row).contains(words) && !row.contains("<rect"), "{label}: {row}");
    }
    assert!(row("2011").contains("width=\"0%\""), "zero has no length");
    assert!(row("2012").contains("m-about"), "about is told apart");
    let masked = csv_rows(&built, "sa-gick-det/r-2013/siffror.csv").remove(0);
    assert_eq!((masked["value"].as_str(), masked["words"].as_str(), masked["target"].as_str()), ("", "maskerad", "90"));
}

#[test]
fn what_is_several_or_partial_is_never_counted_as_done() {
    let built = everything("sv");
    let page = text(&built, "sa-gick-det/r-2012/index.html");
    let counts = csv_rows(&built, "sa-gick-det/r-2012/siffror.csv");
    let of = |key: &str| counts.iter().find(|row| row["table"] == "status-all" && row["label_id"] == key).map(|row| row["value"].clone());
    assert_eq!((of("done").as_deref(), of("mixed").as_deref(), of("not-stated").as_deref()), (Some("1"), Some("2"), Some("1")));
    assert!(
        page.contains(
            "Uppföljningen nämner 5 aktiviteter: genomförd 1, inte genomförd 1, flera lägen, eller bara en del 2, läget står inte 1."
        ),
        "{page}"
    );
}

#[test]
fn one_number_without_a_target_is_told_in_words_alone() {
    let page = text(nacka(), "matt/skolor-med-effekt/index.html");
    assert!(!page.contains("<svg"), "{page}");
    assert!(csv_rows(nacka(), "matt/skolor-med-effekt/siffror.csv").iter().any(|row| row["value"] == "5"));
}

#[test]
fn many_years_and_groups_are_bounded_in_the_picture_and_whole_in_the_files() {
    let values: String =
        (0..400).map(|at| format!("[[indicator.value]]\nperiod = \"{}\"\nvalue = {at}\ngroup = \"g{}\"\n", 1600 + at, at % 40)).collect();
    let built =
        Project::new(&format!("=== content/indicators.toml\n[[indicator]]\nid = \"m\"\ntitle = \"Mått\"\nunit = \"st\"\n{values}")).build();
    let page = text(&built, "matt/m/index.html");
    assert!(between(&page, "<g>", "</g>").len() <= 12 * 24 && page.contains("Bilden visar 120 av 400 rader."), "{}", plain(&page));
    assert_eq!(csv_rows(&built, "matt/m/siffror.csv").len(), 400);
    assert_eq!(excel_rows(&built, "matt/m/siffror.xlsx").len(), 400);
}

#[test]
fn the_causes_go_home_for_excel_too() {
    let machine = csv_rows(nacka(), "orsaker.csv");
    assert_eq!(machine.len(), excel_rows(nacka(), "orsaker.xlsx").len());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(nacka(), "orsaker.xlsx"))).expect("a file of Excel");
    let (name, range) = book.worksheets().remove(0);
    let heads: Vec<String> = range.rows().next().expect("headings").iter().map(ToString::to_string).collect();
    assert!(name == "Orsaker" && heads.contains(&"Vems orsak".to_owned()), "{heads:?}");
}

#[test]
fn cells_that_begin_like_formulas_are_text() {
    let built = Project::new("=== content/indicators.toml\n[[indicator]]\nid = \"m\"\ntitle = \"=1+1\"\nunit = \"st\"\n[[indicator.value]]\nperiod = \"2016\"\nvalue = -3\n").build();
    let row = csv_rows(&built, "matt/m/siffror.csv").remove(0);
    assert_eq!((row["title"].as_str(), row["value"].as_str()), ("'=1+1", "-3"));
    assert!(excel_rows(&built, "matt/m/siffror.xlsx")[0].contains(&Data::String("=1+1".to_owned())));
}
