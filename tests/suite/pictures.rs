//! Every number of a picture is the same in its drawing, its table, its sentence, its CSV and its Excel file: each is parsed and compared.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use insyn::pipeline::Built;
use insyn::source::Audience;

use crate::five::{Five, between, bytes, csv_rows, excel_rows, of_page, plain, text};
use crate::project::Project;
use crate::sites::{danderyd, nacka};

/// A municipality that has every sort of number: several years, below zero, over 100 percent, very large, zero, about, words only, masked.
const EVERYTHING: &str = include_str!("pictures.site");

/// Every picture of every page.
fn pictures(built: &Built) -> Vec<Five> {
    let paths = built.house.plan.outputs.iter().map(|output| &output.path).filter(|path| path.ends_with(".html"));
    paths.flat_map(|path| of_page(built, path)).collect()
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
    let mut faults = Vec::new();
    let own = [everything("sv"), everything("en")];
    for (built, least) in [(nacka(), 7), (danderyd(), 2), (&own[0], 6), (&own[1], 6)] {
        let found = pictures(built);
        assert!(found.len() >= least, "{} pictures were found", found.len());
        faults.extend(found.iter().flat_map(Five::faults));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
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
            "Uppföljningen nämner 5\u{a0}aktiviteter: genomförd\u{a0}1, inte genomförd\u{a0}1, flera lägen, eller bara en del\u{a0}2, läget står inte\u{a0}1."
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
    assert!(between(&page, "<g>", "</g>").len() <= 12 * 24 && page.contains("Bilden visar 120 av 400\u{a0}rader."), "{}", plain(&page));
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
    assert!(excel_rows(&built, "matt/m/siffror.xlsx")[0]["Gäller"] == Data::String("=1+1".to_owned()));
}

/// The picture of what a follow-up observed, which has all that a picture can: groups, a target, about.
fn one(built: &Built) -> Five {
    let found = of_page(built, "sa-gick-det/r-2012/index.html").into_iter().find(|five| five.place.ends_with("#bild-r-2012-o"));
    found.expect("the observation is drawn")
}

#[test]
fn a_number_that_differs_in_one_place_is_told() {
    let built = everything("sv");
    let series = of_page(&built, "matt/andel/index.html").remove(0);
    assert!(one(&built).faults().is_empty() && series.faults().is_empty());
    let told = |sound: &Five, change: &dyn Fn(&mut Five)| {
        let mut other = sound.clone();
        change(&mut other);
        !other.faults().is_empty()
    };
    let panels = |five: &mut Five| {
        let (first, last) = (five.drawn[0].panel.clone(), five.drawn.last().expect("rows").panel.clone());
        for row in &mut five.drawn {
            row.panel = if row.panel == first { last.clone() } else { first.clone() };
        }
    };
    assert!(told(&series, &panels), "two panels changed places in the drawing");
    assert!(told(&series, &|five| five.drawn.swap(0, 1)), "two rows changed places in the drawing");
    assert!(told(&series, &|five| five.table.swap(0, 1)), "two rows changed places in the table");
    assert!(told(&series, &|five| five.machine.swap(0, 1)), "two rows changed places in the CSV");
    assert!(told(&series, &|five| five.excel.swap(0, 1)), "two rows changed places in Excel");
    let sound = one(&built);
    assert!(told(&sound, &|five| five.drawn[0].target = "91procent".to_owned()), "another target is drawn");
    assert!(told(&sound, &|five| five.table[1].value = Some(31.0)), "machines read another value in the table");
    assert!(told(&sound, &|five| five.machine[1].insert("value".to_owned(), "31".to_owned()).map_or((), drop)), "another value in the CSV");
    assert!(told(&sound, &|five| five.excel[0].insert("target", Data::Float(33.4)).map_or((), drop)), "another target in Excel");
    assert!(told(&sound, &|five| five.drawn.truncate(3)), "a row is not drawn");
    assert!(told(&sound, &|five| five.sentence += " Det är 56,6 procentenheter under."), "a number of the sentence is from nowhere");
}

#[test]
fn a_file_changes_only_with_its_numbers() {
    let mut project = Project::new(&EVERYTHING.replace("LANG", "sv"));
    let mut of_day = |year: i16| {
        project.sources.today = jiff::civil::date(year, 11, 22);
        let built = project.build();
        ["matt/andel", "sa-gick-det/r-2012", "pengar/b"].map(|place| bytes(&built, &format!("{place}/siffror.xlsx")))
    };
    assert!(of_day(2026) == of_day(2027));
}

#[test]
fn a_target_that_was_taken_away_is_never_said_not_to_be_stated() {
    let built = everything("sv");
    let machine = csv_rows(&built, "sa-gick-det/r-2009/siffror.csv");
    assert_eq!((machine[0]["value"].as_str(), machine[0]["words"].as_str()), ("50", "Målvärde: maskerad"));
    let page = text(&built, "sa-gick-det/r-2009/index.html");
    assert!(page.contains("Målvärdet är maskerat.") && !page.contains("Inget målvärde anges"), "{}", plain(&page));
    let five = of_page(&built, "sa-gick-det/r-2009/index.html").remove(0);
    assert_eq!((five.table[0].words.target.as_str(), five.drawn[0].target.as_str()), ("maskerad", "maskerad"));
}

/// A plan with a report that is made, one that is not, and a follow-up without a date.
const TIMES: &str = r#"=== content/site.toml
title = "Prov"
year-one = "årsdagen"

[municipality]
name = "Provkommun"
=== content/organisations.toml
[[organisation]]
id = "ks"
title = "Kommunstyrelsen"
=== content/strategies/p.md
+++
title = "Planen"
form = "strategi"
period = "2010/2012"

[adopted]
by = "ks"
on = "2010-03-01"

[[reporting]]
years-after-adoption = [1, 2]
to = ["ks"]
+++
=== content/results/r-2010.md
+++
title = "Så gick det 2010"
follows-up = "strategies/p"
period = "2010"
extent = "sammanfattning"
answers = ["år 1"]
+++
"#;

#[test]
fn a_timeline_tells_what_was_reported_and_what_has_no_day() {
    let built = Project::new(TIMES).build();
    let rows = csv_rows(&built, "planer/p/siffror.csv");
    let told: Vec<(&str, &str, &str)> = rows.iter().map(|row| (&*row["label"], &*row["period"], &*row["words"])).collect();
    assert_eq!(
        told[2..],
        [
            ("Ska redovisas: år 1", "senast 1\u{a0}mars 2011; en uppföljning finns", ""),
            ("Ska redovisas: år 2", "senast 1\u{a0}mars 2012", ""),
            ("Uppföljning för 2010", "", "utan datum"),
        ]
    );
    let page = text(&built, "planer/p/index.html");
    let marks: Vec<&str> = between(&page, "<g>", "</g>")
        .into_iter()
        .map(|row| between(row, "class=\"m m-", "\"").first().copied().unwrap_or_default())
        .collect();
    assert_eq!(marks, ["plain", "done", "done", "open", ""]);
    let faults: Vec<String> = of_page(&built, "planer/p/index.html").iter().flat_map(Five::faults).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn follow_ups_without_a_day_make_no_timeline() {
    let built = Project::new(&TIMES.replace("\n[adopted]\nby = \"ks\"\non = \"2010-03-01\"\n", "")).build();
    assert!(!text(&built, "planer/p/index.html").contains("<svg") && built.house.plan.output("planer/p/siffror.csv").is_none());
}
