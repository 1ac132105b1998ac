//! What writers must be able to do, played through with the program itself on the example site.

use std::path::{Path, PathBuf};

use crate::program::{Ran, example, insyn, read, write};

const DAY: [&str; 2] = ["--date", "2026-11-22"];

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    insyn(folder, &[arguments, &DAY].concat())
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let ran = run(folder, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    ran.out
}

/// The built page of a record, wherever its address is.
fn page(folder: &Path, id: &str) -> PathBuf {
    let end = format!("{id}/index.html");
    let found = walkdir::WalkDir::new(folder.join("public")).into_iter().flatten().find(|entry| entry.path().ends_with(&end));
    found.unwrap_or_else(|| panic!("{id} has a page")).into_path()
}

/// W2: a wrong figure in a published result, with its quote and its lock, is corrected with a dated note.
#[test]
fn a_wrong_figure_is_corrected_with_a_dated_note() {
    let (_temp, folder) = example();
    let file = folder.join("content/results/andt-2016.md");
    write(&file, &read(&file).replacen("+++\n", "+++\nlock = { date = \"2026-11-20\" }\n", 1));
    let asked = run(&folder, &["check"]);
    let print = asked.out.split("fingerprint = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("the lock wants its fingerprint");
    write(&file, &read(&file).replace("{ date = \"2026-11-20\" }", &format!("{{ date = \"2026-11-20\", fingerprint = \"{print}\" }}")));
    done(&folder, &["build"]);
    assert!(!read(page(&folder, "andt-2016")).contains("Rättelser"));

    let (fact, why) = ("observation.beardslee-2016.value", "Ett barn var räknat två gånger.");
    let told = done(&folder, &["correct", "andt-2016", fact, "--new", "18", "--reason", why]);
    assert!(told.contains(&format!("{fact}: 19 → 18")), "{told}");
    assert!(read(&file).contains("value = 18\n"));
    done(&folder, &["build"]);
    let page = read(page(&folder, "andt-2016"));
    let note = page.split("id=\"s-correction-1\"").nth(1).and_then(|rest| rest.split("</li>").next()).expect("the note is on the page");
    for words in ["Stod tidigare: 19", "Står nu: 18", "datetime=\"2026-11-22\"", why] {
        assert!(note.contains(words), "{words}: {note}");
    }
    assert!(page.contains("href=\"#s-correction-1\"") || page.contains("andt-2016/#s-correction-1"), "the figure leads to its note");
    let tables = walkdir::WalkDir::new(folder.join("public/sa-gick-det")).into_iter().flatten();
    let csv =
        tables.filter(|entry| entry.path().ends_with("andt-2016/siffror.csv")).map(|entry| read(entry.path())).next().expect("a table");
    let row = csv.lines().find(|line| line.contains("barn-beardslee")).expect("the figure is in it");
    assert!(row.contains("18") && !row.contains(",19,"), "{row}");

    assert!(run(&folder, &["undo"]).out.contains("insyn correct andt-2016"));
    assert!(read(&file).contains("value = 19\n") && !read(&file).contains("[[correction]]"));
}
