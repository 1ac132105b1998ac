//! Every table that a site publishes, put beside the records whose rows it has: what they had comes back, or it is told why not. What is
//! published again is compared with what was, sign by sign.

use std::sync::Arc;

use insyn::content::{KINDS, Kind};
use insyn::diagnostic::{Lang, Severity};
use insyn::pipeline::{self, Built};
use insyn::report::{View, report};
use insyn::source::{Audience, Sources, Text};
use insyn::spreadsheet::{self, Loose, Sheet, Value, Workbook};

use crate::five::bytes;
use crate::project::Project;
use crate::sites::{danderyd_sources, nacka_sources};

/// A municipality in which everything that a spreadsheet can give is written, and what is hard to keep on the way there and back.
const HARD: &str = include_str!("published.site");

/// A table that is put beside records, and what it gives them.
enum Way {
    /// It has rows under these keys of records of a kind; of one only, when it is named.
    Back(&'static Kind, Vec<&'static str>, Option<String>),
    /// Nothing in it can be given, for this reason.
    Never(&'static str),
}

const WHOLE_RECORDS: &str = "its rows are whole records, which are files";
const IN_THE_RECORD: &str = "what stands in it is written in the record itself, and in no spreadsheet";
const OTHER_KIND: &str = "records of the kind take nothing from spreadsheets";
const WORKED_OUT: &str = "all of it is worked out of what stands elsewhere";

/// What is to come of a table. A table that is new is to be given a way here.
fn way(path: &str) -> Way {
    let (stem, extension) = path.rsplit_once('.').expect("a file has an extension");
    let kind = |folder: &str| KINDS.iter().find(|kind| kind.folder == folder);
    let keys = |kind: &'static Kind| kind.sheets.iter().map(|(key, _)| *key).collect::<Vec<_>>();
    if stem == "orsaker" {
        return Way::Back(kind("results").expect("the kind is there"), vec!["action"], None);
    }
    if let Some(set) = stem.strip_prefix("oppna-data/") {
        let found = KINDS
            .iter()
            .find_map(|kind| Some((kind, set.strip_prefix(kind.folder)?)))
            .filter(|(_, rest)| rest.is_empty() || rest.starts_with('-'));
        return match found {
            None if set == "records" || set.starts_with("records-") => Way::Never(IN_THE_RECORD),
            None => panic!("{path} is neither read back nor on the list of what is not"),
            Some((kind, _)) if kind.sheets.is_empty() => Way::Never(OTHER_KIND),
            Some((kind, "")) if extension == "xlsx" => Way::Back(kind, keys(kind), None),
            Some((_, "")) => Way::Never(WHOLE_RECORDS),
            // A part of the population stands in an observation, whose table has to be there, too.
            Some((kind, "-observation-subgroup")) => Way::Back(kind, vec!["observation"], None),
            Some((kind, rest)) => match keys(kind).into_iter().find(|key| rest[1..] == **key) {
                Some(key) => Way::Back(kind, vec![key], None),
                None => Way::Never(IN_THE_RECORD),
            },
        };
    }
    let [address, id, "siffror"] = stem.split('/').collect::<Vec<_>>()[..] else {
        panic!("{path} is neither read back nor on the list of what is not")
    };
    let kind = KINDS.iter().find(|kind| kind.address == address).expect("a kind has the address");
    match kind.folder {
        "results" => Way::Back(kind, vec!["observation"], Some(id.to_owned())),
        "budgets" | "indicators" => Way::Back(kind, keys(kind), Some(id.to_owned())),
        "strategies" => Way::Never(WORKED_OUT),
        _ => panic!("{path} is neither read back nor on the list of what is not"),
    }
}

/// A file of records without what stands under some keys of theirs, and without the tables of its body where the rows are actions; `id`: of
/// that record alone, in a file of many.
fn without(text: &Text, kind: &Kind, keys: &[&str], id: Option<&str>) -> Text {
    let (front, body) = match text.content.strip_prefix("+++") {
        Some(rest) => rest.split_once("\n+++").map(|(front, body)| (front, Some(body))).expect("front matter ends"),
        None => (&*text.content, None),
    };
    let before = if body.is_some() { String::new() } else { format!("{}.", kind.name) };
    let mut kept = String::new();
    let mut here = true;
    for (at, part) in format!("\n{front}").split("\n[").enumerate() {
        let header = part.trim_start_matches('[').split(']').next().unwrap_or_default();
        if header == kind.name {
            here = id.is_none_or(|id| part.contains(&format!("\nid = \"{id}\"\n")));
        }
        let own = header.strip_prefix(&before);
        let goes = here && at > 0 && own.is_some_and(|own| keys.iter().any(|key| own == *key || own.starts_with(&format!("{key}."))));
        if !goes {
            kept += &format!("{}{part}", if at == 0 { "" } else { "\n[" });
        }
    }
    let rows = |line: &&str| !(keys.contains(&"action") && line.starts_with('|'));
    let body = body.map(|body| body.lines().filter(rows).collect::<Vec<_>>().join("\n"));
    Text::new(text.path.clone(), body.map_or_else(|| kept.clone(), |body| format!("+++{kept}\n+++{body}\n")))
}

/// The table as a spreadsheet program may save it again: numbers have become text with a decimal comma, text numbers, days text and the
/// other way around, and yes is said in Swedish.
fn saved_again(book: &Workbook) -> Workbook {
    let other = |value: &Value| match value {
        Value::Number(number) => Value::Text(number.to_string().replace('.', ",")),
        Value::Day(day) => Value::Text(day.to_string()),
        Value::Yes(yes) => Value::Text(if *yes { "SANT" } else { "FALSKT" }.to_owned()),
        Value::Text(words) if words == "true" || words == "false" => Value::Yes(words == "true"),
        Value::Text(words) => match (words.parse::<f64>(), words.parse::<jiff::civil::Date>()) {
            (Ok(number), _) if number.is_finite() => Value::Number(number),
            (_, Ok(day)) => Value::Day(day),
            _ => value.clone(),
        },
        _ => value.clone(),
    };
    let mut sheets = loose(book);
    sheets.iter_mut().flat_map(|sheet| &mut sheet.cells).for_each(|(_, _, value)| *value = other(value));
    Workbook::new(book.path.clone(), "2", Ok(sheets))
}

fn loose(book: &Workbook) -> Vec<Loose> {
    book.sheets.as_ref().expect("it is sound").iter().map(Sheet::loose).collect()
}

struct Site {
    sources: Sources,
    built: Built,
}

impl Site {
    fn of(mut sources: Sources) -> Self {
        sources.audience = Audience::Public;
        sources.sort();
        let built = pipeline::build(&sources, None);
        Self { sources, built }
    }

    fn tables(&self) -> Vec<&str> {
        let outputs = self.built.house.plan.outputs.iter().map(|output| output.path.as_str());
        outputs.filter(|path| path.ends_with(".csv") || path.ends_with(".xlsx")).collect()
    }

    /// The site with a table beside the files of those records that have anything that it gives, and without that; None where none has.
    fn with(&self, path: &str, kind: &'static Kind, keys: &[&str], id: Option<&str>, change: fn(&Workbook) -> Workbook) -> Option<Sources> {
        let mut sources = self.sources.clone();
        let mut files: Vec<Arc<str>> = Vec::new();
        for record in
            self.built.house.site.records.iter().filter(|record| record.kind.name == kind.name && id.is_none_or(|id| *record.id == *id))
        {
            let at = sources.texts.iter().position(|text| text.path == record.path).expect("it has a file");
            let less = without(&sources.texts[at], kind, keys, id);
            let had = less.content.len() + 1 < sources.texts[at].content.len();
            if had && !files.contains(&record.path) {
                files.push(record.path.clone());
                sources.texts[at] = less;
            }
        }
        let given = [path].into_iter().chain(path.contains("-subgroup").then_some("oppna-data/results-observation.csv"));
        for (nth, given) in given.enumerate() {
            let bytes = bytes(&self.built, given);
            for file in &files {
                let (stem, extension) = (file.rsplit_once('.').expect("a file").0, given.rsplit_once('.').expect("a file").1);
                // A second table cannot have the same name: the record names it.
                let name = if nth == 0 { format!("{stem}.{extension}") } else { format!("{stem}-{nth}.{extension}") };
                if nth > 0 {
                    let at = sources.texts.iter().position(|text| text.path == *file).expect("it has a file");
                    let short = name.rsplit('/').next().expect("a name");
                    let content = sources.texts[at].content.replacen("\ntitle = ", &format!("\ntables = \"{short}\"\ntitle = "), 1);
                    sources.texts[at] = Text::new(file.clone(), content);
                }
                sources.books.push(Arc::new(change(&spreadsheet::read(name, "1", &bytes))));
            }
        }
        sources.sort();
        (!files.is_empty()).then_some(sources)
    }

    /// Puts a table beside a record of every kind that takes rows, and looks at what is told: one thing for each.
    fn refused(&self, path: &str) {
        let mut sources = self.sources.clone();
        let bytes = bytes(&self.built, path);
        let mut beside = Vec::new();
        for kind in KINDS.iter().filter(|kind| !kind.sheets.is_empty()) {
            let Some(record) = self.built.house.site.records.iter().find(|record| record.kind.name == kind.name) else { continue };
            let (stem, extension) = (record.path.rsplit_once('.').expect("a file").0, path.rsplit_once('.').expect("a file").1);
            let book = spreadsheet::read(format!("{stem}.{extension}"), "1", &bytes);
            // A table without rows gives nothing, as a sheet with headings alone does.
            if book.sheets.as_ref().expect("it is sound").iter().any(|sheet| sheet.rows.len() > 1) {
                beside.push(book.path.clone());
            }
            sources.books.push(Arc::new(book));
        }
        let built = pipeline::build(&sources, None);
        let told = report("line", &built.diagnostics, &View::new(Lang::Sv, &sources)).expect("known");
        assert_eq!(errors(&built).len(), beside.len(), "{path}: {told}");
        let english = report("line", &built.diagnostics, &View::new(Lang::En, &sources)).expect("known");
        assert_eq!(english.matches("the site's ").count(), beside.len(), "{english}");
        for book in beside {
            let own: Vec<_> = told.lines().filter(|line| line.starts_with(&format!("{book}, "))).collect();
            let is_clear = |line: &str| line.contains("webbplatsens") && line.contains("(regel no-table)");
            assert!(own.len() == 1 && is_clear(own[0]), "{path} beside {book}: {told}");
        }
    }
}

/// Names of the rules that found errors.
fn errors(built: &Built) -> Vec<&'static str> {
    let errors = built.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    errors.map(|one| one.lint.name).collect()
}

/// The same in a language that no heading is known in.
fn in_finnish() -> Site {
    Site::of(Project::new(&HARD.replacen("title = ", "languages = [\"fi\"]\ntitle = ", 1)).sources)
}

fn sites() -> [Site; 4] {
    [Site::of(nacka_sources()), Site::of(danderyd_sources()), Site::of(Project::new(HARD).sources), in_finnish()]
}

#[test]
fn every_published_table_is_read_back_or_says_why_not() {
    let (mut back, mut refused) = (0, std::collections::BTreeMap::new());
    for site in sites() {
        assert!(errors(&site.built).is_empty(), "{:?}", errors(&site.built));
        for path in site.tables() {
            let (kind, keys, id) = match way(path) {
                Way::Back(kind, keys, id) => (kind, keys, id),
                Way::Never(why) => {
                    *refused.entry(why).or_insert(0) += 1;
                    site.refused(path);
                    continue;
                }
            };
            let original = bytes(&site.built, path);
            for change in [|book: &Workbook| book.moved(&book.path), saved_again] {
                let Some(sources) = site.with(path, kind, &keys, id.as_deref(), change) else { continue };
                let again = pipeline::build(&sources, None);
                let told = report("line", &again.diagnostics, &View::new(Lang::Sv, &sources)).expect("known");
                // That the numbers by themselves say no source is a warning.
                assert!(errors(&again).is_empty(), "{path}: {told}");
                let same = bytes(&again, path) == original;
                let csv = path.replace(".xlsx", ".csv");
                let (is, was) = (bytes(&again, &csv), bytes(&site.built, &csv));
                assert!(same, "{path}\n{}\n{}", String::from_utf8_lossy(&is), String::from_utf8_lossy(&was));
                back += 1;
            }
        }
    }
    assert!(back > 60, "{back} tables were read back");
    assert!(refused.len() == 4 && refused.values().all(|count| *count > 0), "{refused:?}");
}

#[test]
fn a_column_of_a_published_workbook_that_somebody_calls_notes_stays_away() {
    let site = in_finnish();
    let kind = KINDS.iter().find(|kind| kind.folder == "results").expect("the kind is there");
    let noted: fn(&Workbook) -> Workbook = |book| {
        let mut sheets = loose(book);
        for sheet in &mut sheets {
            let named: Vec<_> = sheet.names.iter().filter(|(_, name)| name.ends_with(".cause_words")).map(|(place, _)| *place).collect();
            let headings = sheet.cells.iter_mut().filter(|(row, column, _)| named.contains(&(*row, *column)));
            headings.for_each(|(_, _, value)| *value = Value::Text("Anteckning".to_owned()));
        }
        Workbook::new(book.path.clone(), "3", Ok(sheets))
    };
    let actions = |change: fn(&Workbook) -> Workbook| {
        let sources = site.with("oppna-data/results.xlsx", kind, &["action", "observation"], None, change).expect("actions are there");
        let again = pipeline::build(&sources, None);
        assert!(errors(&again).iter().all(|error| *error == "missing-cause"), "{:?}", errors(&again));
        String::from_utf8(bytes(&again, "oppna-data/results-action.csv")).expect("text")
    };
    let (whole, without) = (actions(|book| book.moved(&book.path)), actions(noted));
    assert!(whole.contains("Bara ord") && !without.contains("Bara ord"), "{without}");
    assert_eq!(whole.lines().count(), without.lines().count());
}

#[test]
fn what_the_record_says_itself_is_not_read_in_again() {
    let site = Site::of(nacka_sources());
    let mut sources = site.sources.clone();
    sources.books.push(Arc::new(spreadsheet::read("content/results/andt-2016.csv".to_owned(), "1", &bytes(&site.built, "orsaker.csv"))));
    sources.sort();
    let again = pipeline::build(&sources, None);
    let told = report("line", &again.diagnostics, &View::new(Lang::Sv, &sources)).expect("known");
    assert_eq!(errors(&again), ["repeated-row"], "{told}");
    assert!(told.contains(" rader i webbplatsens tabell står redan i posten, den här först"), "{told}");
    let actions = "oppna-data/results-action.csv";
    assert!(bytes(&again, actions) == bytes(&site.built, actions), "no action is there twice");
}
