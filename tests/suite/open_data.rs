//! Open data read by other hands than those that write it, and compared: what one file says of a record all others say too.

mod catalogue;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use insyn::pipeline::Built;
use insyn::source::Audience;
use serde_json::Value;

use crate::five::{bytes, text};
use crate::project::Project;
use crate::sites::{danderyd, nacka};

/// A municipality with everything that open data has a form of its own for.
const SITE: &str = r#"
=== content/site.toml
title = "Prov"
languages = ["sv", "en"]
base-url = "https://www.prov.se/insyn/"
licence = "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"
[municipality]
name = "Prov & <kommun>"
organisation-number = "212000-0167"
[feedback]
email = "webb@prov.se"
=== content/organisations.toml
[[organisation]]
id = "enheten"
title = "Enheten"
form = "enhet"
[[organisation.role]]
id = "chef"
title = "Enhetschef"
named = "Namn Förenamn"
named-until = "2020-01-01"
[[organisation.role]]
id = "samordnare"
title = "Samordnare"
named = "Namn Efternamn"
named-until = "2030-01-01"
=== content/indicators.toml
[[indicator]]
id = "andel"
title = "=Andel | \"godkända\""
unit = "procent"
definition = "Andel\u0007 av alla."
[[indicator.value]]
period = "2014"
value = -1.5
target = 2
=== content/strategies/plan.md
+++
title = "Planen"
summary = """
Två
rader."""
form = "program"
period = "2014-vår/2016"
aliases = ["Första; namnet", "Andra | namnet"]
responsible = ["enheten#chef", "ingen"]
[adopted]
by = "enheten"
on = "2014-vår"
[[goal]]
id = "mal-1"
title = "Målet"
[[goal.area]]
id = "omrade-1"
title = "-2+3"
[[goal.area]]
id = "omrade-2"
title = "Ett till"
[[goal]]
id = "mal-2"
title = "Målet också"
[[goal.area]]
id = "omrade-3"
title = "Det sista"
+++

Ord.
=== content/budgets/budget.toml
title = "Budgeten"
period = "2014"
stage = "allocated"
[[envelope]]
id = "ram"
title = "Ramen"
amount = "ca 920 tkr"
=== content/news/borta.md
+++
title = "Borta"
summary = "En hemlighet."
date = "2026-01-02"
withdrawn = { date = "2026-02-03", reason = "Uppgiften var fel." }
+++

Detta var fel.
"#;

fn site() -> Built {
    let mut project = Project::new(SITE);
    project.sources.audience = Audience::Public;
    let built = project.build();
    let errors: Vec<_> = built.diagnostics.iter().filter(|one| one.severity == insyn::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{}", project.text(&built, insyn::diagnostic::Lang::En));
    built
}

fn write(path: &std::path::Path, content: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    std::fs::write(path, content).expect("the file can be written");
}

fn paths<'a>(built: &'a Built, format: &'a str) -> impl Iterator<Item = &'a str> {
    built.house.plan.outputs.iter().filter(move |output| output.format == format).map(|output| output.path.as_str())
}

fn json(built: &Built, path: &str) -> Value {
    serde_json::from_slice(&bytes(built, path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The names of the columns of a CSV file, and its rows.
fn table(built: &Built, path: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = bytes(built, path);
    let mut reader = csv::Reader::from_reader(&*bytes);
    let names = reader.headers().expect("a first row").iter().map(str::to_owned).collect();
    (names, reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect())
}

/// A cell of a workbook as CSV has it.
fn cell(of: &Data) -> String {
    match of {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}

/// The value at a dotted path, as CSV has it: what is several values a line each.
fn at(value: &Value, path: &[&str]) -> String {
    match (value, path) {
        (Value::Array(all), path) => {
            let all = all.iter().map(|one| at(one, path)).filter(|words| !words.is_empty());
            all.collect::<Vec<_>>().join("\n")
        }
        // What leads nowhere is called what it is written as.
        (Value::Object(map), ["title"]) if map.contains_key("written") => at(&map["written"], &[]),
        (Value::Object(map), [first, rest @ ..]) => map.get(*first).map_or_else(String::new, |inside| at(inside, rest)),
        // What a value is as a whole: what it is known by, or as it is written.
        (Value::Object(map), []) => {
            ["key", "written"].iter().find_map(|key| map.get(*key)).map_or_else(String::new, |whole| at(whole, &[]))
        }
        (Value::Null, _) | (_, [_, ..]) => String::new(),
        (Value::String(words), []) => words.split_whitespace().collect::<Vec<_>>().join(" "),
        (other, []) => other.to_string(),
    }
}

/// Every record at the end of a path of keys, outermost first.
fn inside<'a>(value: &'a Value, path: &[&str]) -> Vec<&'a Value> {
    match (value, path) {
        (Value::Array(all), path) => all.iter().flat_map(|one| inside(one, path)).collect(),
        (value, []) => vec![value],
        (value, [first, rest @ ..]) => value.get(*first).map_or_else(Vec::new, |value| inside(value, rest)),
    }
}

#[test]
fn csv_and_json_and_excel_say_the_same() {
    let own = site();
    let mut compared = 0;
    for built in [nacka(), danderyd(), &own] {
        for path in paths(built, "csv").filter(|path| path.starts_with("oppna-data/")) {
            let (names, rows) = table(built, path);
            let stem = path.trim_start_matches("oppna-data/").trim_end_matches(".csv");
            let set = paths(built, "json")
                .filter_map(|path| path.strip_prefix("oppna-data/")?.strip_suffix(".json"))
                .filter(|set| stem.strip_prefix(set).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')));
            let set = set.max_by_key(|set| set.len()).expect("a table is of a set");
            let whole = json(built, &format!("oppna-data/{set}.json"));
            let list = described(built, &format!("oppna-data/{stem}.csv-metadata.json"));
            let keys: Vec<String> = list.keys.iter().map(|key| key.replace('-', "_")).collect();
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            // A withdrawn record has nothing inside.
            let told: Vec<&Value> = inside(&whole["records"], &keys);
            assert_eq!(told.len(), rows.len(), "{path}");
            for (row, record) in rows.iter().zip(told) {
                for (name, cell) in
                    names.iter().zip(row).filter(|(name, _)| !list.keys.is_empty() || !["record", "row"].contains(&name.as_str()))
                {
                    if !list.keys.is_empty() && matches!(name.as_str(), "record" | "record.title" | "row" | "in_row" | "url") {
                        continue;
                    }
                    let found = at(record, &name.split('.').collect::<Vec<_>>());
                    let plain = cell.strip_prefix('\'').unwrap_or(cell);
                    assert_eq!(plain, found, "{path}: {name} of {:?}", record["key"]);
                    compared += usize::from(!found.is_empty());
                }
            }
            compared += excel(built, set, &list, &names, &rows);
        }
    }
    assert!(compared > 5000, "only {compared} values were compared");
}

/// Compares a table with its sheet; gives how many cells.
fn excel(built: &Built, set: &str, of: &Described, names: &[String], rows: &[Vec<String>]) -> usize {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(built, &format!("oppna-data/{set}.xlsx")))).expect("a file of Excel");
    let sheets = book.worksheets();
    let titles: Vec<(&str, Vec<String>)> =
        sheets.iter().map(|(name, sheet)| (name.as_str(), sheet.rows().next().unwrap_or_default().iter().map(cell).collect())).collect();
    let headings: Vec<&str> = names.iter().map(|name| of.titles[name].as_str()).collect();
    if rows.is_empty() {
        return 0;
    }
    // The sheet of a table is the one with its number of rows and headings of its own.
    let at = sheets.iter().zip(&titles).position(|((_, sheet), (_, titles))| {
        sheet.rows().count() == rows.len() + 1 && titles.iter().all(|title| headings.contains(&title.as_str()))
    });
    let (_, sheet) = &sheets[at.unwrap_or_else(|| panic!("{set}: no sheet with {} rows and {headings:?}, but {titles:?}", rows.len()))];
    let mut compared = 0;
    for (row, cells) in rows.iter().zip(sheet.rows().skip(1)) {
        let told: Vec<String> = cells.iter().map(cell).filter(|cell| !cell.is_empty()).collect();
        let plain: Vec<&str> = row.iter().map(|cell| cell.strip_prefix('\'').unwrap_or(cell)).filter(|cell| !cell.is_empty()).collect();
        assert_eq!(told, plain, "{set}: {row:?}");
        compared += told.len();
    }
    compared
}

/// What a description says of its own table.
struct Described {
    /// The keys of the list whose items are the rows.
    keys: Vec<String>,
    /// What people call each column, in the main language.
    titles: BTreeMap<String, String>,
}

fn described(built: &Built, path: &str) -> Described {
    let whole = json(built, path);
    let table = whole.get("tables").map_or(&whole, |tables| &tables[0]);
    let lang = table["lang"].as_str().expect("a language");
    let columns = table["tableSchema"]["columns"].as_array().expect("columns");
    let titles = columns.iter().map(|column| {
        let text = |value: &Value| value.as_str().expect("words").to_owned();
        (text(&column["name"]), text(&column["titles"][lang]))
    });
    let own = path.rsplit('/').next().and_then(|name| name.strip_suffix(".csv-metadata.json")).unwrap_or_default();
    let main = insyn::content::KINDS
        .iter()
        .map(|kind| kind.folder)
        .chain(["records"])
        .filter(|folder| own.starts_with(folder))
        .max_by_key(|folder| folder.len());
    let rest = main.and_then(|main| own.strip_prefix(main)).unwrap_or_default().trim_start_matches('-');
    Described { keys: lists(rest), titles: titles.collect() }
}

/// The keys of a table's name: a key may hold a hyphen itself.
fn lists(name: &str) -> Vec<String> {
    match name {
        "" => Vec::new(),
        "next-step" => vec!["next-step".to_owned()],
        name => name.split('-').map(str::to_owned).collect(),
    }
}

#[test]
fn what_a_spreadsheet_would_run_is_text() {
    let built = site();
    let (names, rows) = table(&built, "oppna-data/strategies-goal-area.csv");
    let title = names.iter().position(|name| name == "title").expect("a title");
    assert_eq!(rows.iter().map(|row| row[title].as_str()).collect::<Vec<_>>(), ["'-2+3", "Ett till", "Det sista"]);
    let row = names.iter().position(|name| name == "in_row").expect("where it stands");
    assert_eq!(rows.iter().map(|row_of| row_of[row].as_str()).collect::<Vec<_>>(), ["1", "1", "2"]);
    assert!(text(&built, "oppna-data/indicators.csv").contains("\"'=Andel | \"\"godkända\"\"\""));
    // A number below zero is a number.
    assert!(text(&built, "oppna-data/indicators-value.csv").contains(",-1.5,2,"), "{}", text(&built, "oppna-data/indicators-value.csv"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(&built, "oppna-data/strategies.xlsx"))).expect("a file of Excel");
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).expect("a sheet").used_cells().next().is_none(), "{name} has a formula");
    }
}

#[test]
fn values_are_told_as_exactly_as_they_are_written() {
    let plan = &json(&site(), "planer/plan/post.json");
    assert_eq!(plan["adopted"]["on"], serde_json::json!({ "written": "2014-vår", "first": "2014-03-01", "last": "2014-05-31" }));
    assert_eq!(plan["period"]["last"], "2016-12-31");
    assert_eq!(plan["adopted"]["by"]["url"], "https://www.prov.se/insyn/organisationer/enheten/");
    assert_eq!(plan["responsible"][1], serde_json::json!({ "written": "ingen" }));
    assert_eq!(plan["goal"][0]["area"][1]["key"], "strategies/plan#omrade-2");
    assert_eq!(plan["licence"], "https://creativecommons.org/publicdomain/zero/1.0/deed.sv");
    let (names, rows) = table(&site(), "oppna-data/budgets-envelope.csv");
    let told: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(rows[0].iter().map(String::as_str)).filter(|(name, _)| name.starts_with("amount")).collect();
    assert_eq!(told, [("amount", "920 tkr"), ("amount.kronor", "920000"), ("amount.approximate", "true")]);
    let (names, rows) = table(&site(), "oppna-data/strategies.csv");
    let aliases = names.iter().position(|name| name == "aliases").expect("other names");
    assert_eq!(rows[0][aliases], "Första; namnet\nAndra | namnet");
}

#[test]
fn what_readers_are_not_told_is_in_no_file() {
    let mut project = Project::new(SITE);
    project.sources.audience = Audience::Public;
    let made = crate::bytes::make(&project.sources);
    for (path, bytes) in &made {
        let told = crate::hidden::readable(path, bytes);
        let data = path.starts_with("oppna-data/") || path.ends_with(".json");
        for words in ["Namn Förenamn", "2030-01-01", "Detta var fel"].into_iter().chain(data.then_some("En hemlighet")) {
            assert!(!told.contains(words), "{path} says {words}");
        }
    }
    let gone = &json(&site(), "nyheter/borta/post.json");
    assert_eq!(gone["withdrawn"], serde_json::json!({ "date": "2026-02-03", "reason": "Uppgiften var fel." }));
    assert!(gone.get("date").is_none() && gone["title"] == "Borta");
    assert!(made["oppna-data/organisations-role.csv"].windows(14).any(|part| part == "Namn Efternamn".as_bytes()));
}

#[test]
fn every_column_is_told_of_and_described() {
    for built in [nacka(), danderyd()] {
        for path in
            paths(built, "csv").filter(|path| path.starts_with("oppna-data/") || path.starts_with("matt/") || *path == "orsaker.csv")
        {
            let (names, _) = table(built, path);
            let described = json(built, &format!("{path}-metadata.json"));
            let own = described.get("tables").map_or(&described, |tables| &tables[0]);
            let columns = own["tableSchema"]["columns"].as_array().expect("columns");
            assert_eq!(columns.iter().map(|column| column["name"].as_str().expect("a name")).collect::<Vec<_>>(), names, "{path}");
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{path} has two columns of one name");
            let words =
                paths(built, "html").filter(|path| path.starts_with("oppna-data/")).map(|path| text(built, path)).collect::<String>();
            let unsaid: Vec<_> = names.iter().filter(|name| !words.contains(&format!("<code>{name}</code>"))).collect();
            assert!(unsaid.is_empty(), "{path}: {unsaid:?} stand in no dictionary");
        }
    }
}

#[test]
fn pages_tell_programs_what_they_are() {
    let own = site();
    let mut sets = 0;
    for built in [nacka(), danderyd(), &own] {
        for path in paths(built, "html") {
            let page = text(built, path);
            let Some((_, rest)) = page.split_once("<script type=\"application/ld+json\">") else {
                assert!(page.contains("content=\"noindex\""), "{path} tells nothing");
                continue;
            };
            let (json, _) = rest.split_once("</script>").expect("it ends");
            let told: Value = serde_json::from_str(json).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            let base = built.house.site.config.base_url.as_ref().expect("an address").url.as_str();
            assert_eq!(told["url"], format!("{base}{}", path.trim_end_matches("index.html")), "{path}");
            // A title is cut where it is long.
            let name = told["name"].as_str().expect("a name");
            let begins: String = name.chars().take(20).collect();
            let title = page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).expect("a title").0;
            assert!(!name.is_empty() && htmlize::unescape(title).contains(&begins), "{path}: {name} and {title}");
            sets += usize::from(told["mainEntity"]["distribution"].as_array().is_some_and(|files| !files.is_empty()));
        }
    }
    assert!(sets > 30, "{sets} data sets are told of");
}

/// Reads all tables with the library `csvw` of Python, by the descriptions beside them.
#[test]
fn tables_are_as_they_are_described() {
    let Some(python) = std::env::var_os("INSYN_PYTHON") else {
        let must = std::env::var_os("CI").is_some() || std::env::var_os("INSYN_SERVERS").is_some();
        assert!(!must, "INSYN_PYTHON names no Python");
        eprintln!("NOT TESTED: tables by their descriptions; INSYN_PYTHON names no Python with csvw");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let own = site();
    for (name, built) in [("nacka", nacka()), ("danderyd", danderyd()), ("prov", &own)] {
        for path in paths(built, "csv").chain(paths(built, "csvw")) {
            write(&folder.path().join(name).join(path), bytes(built, path));
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/csvw_check.py");
    let ran = Command::new(&python).arg(script).arg(folder.path()).output().expect("Python runs");
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{told}{}", String::from_utf8_lossy(&ran.stderr));
    // One wrong cell is found.
    let table = folder.path().join("prov/oppna-data/strategies-goal-area.csv");
    let words = std::fs::read_to_string(&table).expect("a table");
    write(&table, words.replacen("strategies/plan,", "strategies/annan,", 1));
    let ran = Command::new(&python).arg(script).arg(folder.path().join("prov")).output().expect("Python runs");
    assert!(!ran.status.success(), "a row that leads nowhere was not found");
}
