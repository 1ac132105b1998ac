//! The program imports as people run it; and the writers' journey W1: the yearly follow-up, without TOML tables by hand.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::made;
use crate::program::{Ran, insyn, read, write};

const DAY: [&str; 2] = ["--date", "2026-11-22"];

/// A copy of an example site.
fn copy(site: &str) -> (TempDir, PathBuf) {
    let temp = TempDir::new().expect("a folder for the test");
    let root = temp.path().join("Insyn åäö");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(site);
    let files = ["content", "themes"].into_iter().flat_map(|folder| walkdir::WalkDir::new(from.join(folder))).flatten();
    for entry in files {
        let to = root.join(entry.path().strip_prefix(&from).expect("inside"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&to).expect("the folder is made");
        } else {
            std::fs::copy(entry.path(), &to).expect("the file is copied");
        }
    }
    (temp, root)
}

fn import(root: &Path, name: &str, arguments: &[&str]) -> Ran {
    let file = made(name);
    let mut all = vec!["import", file.to_str().expect("a path")];
    all.extend(arguments);
    all.extend(DAY);
    insyn(root, &all)
}

/// What a build of everything, drafts too, makes of a page.
fn page(root: &Path, path: &str) -> String {
    let ran = insyn(root, &["build", "--drafts", DAY[0], DAY[1]]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    read(root.join("public").join(path))
}

#[test]
fn a_case_is_drafted_with_everything_as_suggestions() {
    let (_temp, root) = copy("tests/sites/danderyd");
    let ran = import(&root, "uppfoljning-2016.docx", &["--kind", "ärende"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for told in
        ["Skrev content/cases/socn-2015-275-761/index.md", "Skrev content/cases/socn-2015-275-761/bilaga-3.txt", "4 rader ovanför titeln"]
    {
        assert!(ran.out.contains(told), "{told} is not in\n{}", ran.out);
    }
    let case = read(root.join("content/cases/socn-2015-275-761/index.md"));
    for line in [
        "# number = \"SOCN 2015/275-761\"  # FÖRSLAG: ur ”2017-03-13 SOCN 2015/275-761”",
        "# number = \"3\"  # FÖRSLAG: ur ”Bilaga 3”",
        "# form = \"PM\"  # FÖRSLAG: ur ”PM”",
        "# date = \"2017-03-13\"  # FÖRSLAG: ur ”2017-03-13”",
        "# issuer = [\"sociala-kvalitetsenheten\"]  # FÖRSLAG: ingen organisation här heter så ännu, ur ”Sociala kvalitetsenheten”",
        "text = \"bilaga-3.txt\"",
    ] {
        assert!(case.contains(line), "{line} is not in\n{case}");
    }
    assert!(!case.contains("Marie Haesert"), "names above the title are in the stored document only\n{case}");
    let stored = read(root.join("content/cases/socn-2015-275-761/bilaga-3.txt"));
    assert!(stored.contains("Marie Haesert") && stored.contains("Målsättningen för året var 90 procent."), "{stored}");
    let check = insyn(&root, &["check", DAY[0], DAY[1]]);
    assert!(check.code == 0 && check.out.contains("5 förslag är inte bekräftade."), "{}", check.out);
    // Once somebody has confirmed all of them, nothing is asked.
    let confirmed: Vec<&str> = case.lines().map(|line| line.split("  # FÖRSLAG").next().unwrap_or_default()).collect();
    let confirmed: Vec<&str> =
        confirmed.into_iter().map(|line| if line.contains(" = ") { line.trim_start_matches("# ") } else { line }).collect();
    let without = confirmed.into_iter().filter(|line| !line.starts_with("issuer")).collect::<Vec<_>>().join("\n");
    write(root.join("content/cases/socn-2015-275-761/index.md"), &without);
    let check = insyn(&root, &["check", DAY[0], DAY[1]]);
    assert!(check.code == 0 && !check.out.contains("unconfirmed-suggestion"), "{}", check.out);
}

#[test]
fn a_document_is_added_to_its_case_and_quotes_are_found_in_it() {
    let (_temp, root) = copy("");
    let refused = import(&root, "uppfoljning-2016.docx", &["--kind", "sida"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--to socn-2015-275-761"), "{}", refused.err);
    let index = root.join("content/cases/socn-2015-275-761/index.md");
    let before = read(&index);
    let arguments = ["--kind", "sida", "--id", "sammanfattning", "--to", "SOCN 2015/275-761"];
    let shown = import(&root, "uppfoljning-2016.docx", &[&arguments[..], &["--dry-run"]].concat());
    assert!(shown.out.contains("+id = \"bilaga-3-2\"") && read(&index) == before, "{}{}", shown.out, shown.err);
    let ran = import(&root, "uppfoljning-2016.docx", &arguments);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let written = root.join("content/pages/sammanfattning.md");
    let quote = "quote = \"88 procent av försäljningsställena var godkända. Målsättningen för året var 90 procent.\"\n";
    write(&written, &read(&written).replace("source = ", &format!("{quote}source = ")));
    let check = insyn(&root, &["check", DAY[0], DAY[1]]);
    assert_eq!(check.code, 0, "{}", check.out);
    write(
        &written,
        &read(&written)
            .replace("88 procent av försäljningsställena var godkända. Mål", "87 procent av försäljningsställena var godkända. Mål"),
    );
    assert!(insyn(&root, &["check", DAY[0], DAY[1]]).out.contains("quote-not-found"));
    assert_eq!(insyn(&root, &["undo"]).code, 0);
    assert_eq!(read(&index), before);
    let again = import(&root, "uppfoljning-2016.docx", &arguments);
    assert_eq!((again.code, again.err.contains("Det finns redan en post ”sammanfattning”")), (2, true), "{}", again.err);
}

#[test]
fn a_pdf_becomes_a_follow_up_that_shows() {
    let (_temp, root) = copy("tests/sites/danderyd");
    let ran = import(&root, "danderyd-2020.pdf", &["--id", "ur-pdf", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Kind: result, since the title says “uppföljning…”."), "{}", ran.out);
    assert!(ran.out.contains("heads, feet or numbers of pages taken out."), "{}", ran.out);
    let case = read(root.join("content/cases/ur-pdf/index.md"));
    assert!(case.contains("# SUGGESTION: a proposed decision") && case.contains("# paragraph = \"§ 111\""), "{case}");
    let shown = page(&root, "sa-gick-det/ur-pdf/index.html");
    assert!(shown.contains("Socialkontorets utredning") && shown.contains("Effektivare samverkan"), "{shown}");
    // Without draft, what nobody has confirmed stops the build.
    let path = root.join("content/results/ur-pdf.md");
    let text: String = read(&path).lines().filter(|line| !line.starts_with("draft")).map(|line| format!("{line}\n")).collect();
    write(&path, &text);
    let check = insyn(&root, &["check", DAY[0], DAY[1]]);
    assert!(check.code == 1 && check.out.contains("fel[unconfirmed-suggestion]"), "{}", check.out);
}

#[test]
fn personal_numbers_are_told_before_anything_is_published() {
    let (temp, root) = copy("");
    let file = temp.path().join("brev.txt");
    write(&file, "Överenskommelse om samverkan med Polisen\n\nAnsvarig har personnummer 19121212-1212.\n");
    let ran = insyn(&root, &["import", file.to_str().expect("a path"), DAY[0], DAY[1]]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("personal-number") && !ran.out.contains("19121212-1212"), "{}", ran.out);
}

#[test]
fn what_cannot_be_imported_is_said_in_one_line() {
    let (_temp, root) = copy("");
    for (arguments, says) in [
        (vec!["import", "finns-inte.docx"], "finns inte"),
        (vec!["import", "content"], "är en mapp"),
        (vec!["import", "content/site.toml", "--kind", "ord"], "har ingen text"),
        (vec!["import", "content/site.toml", "--kind", "ärenden", "--to", "socn-2015-275-76"], "Menade du ”socn-2015-275-761”?"),
        (vec!["import", "content/site.toml", "--kind", "sorten"], "ingen sorts post"),
        (vec!["import", "content/site.toml", "--kind", "sida", "--id", "Å Ä"], "kan inte vara ett id"),
    ] {
        let ran = insyn(&root, &arguments);
        assert!(ran.code == 2 && ran.err.contains(says), "{arguments:?}: {}{}", ran.out, ran.err);
    }
}

/// W1 with Excel: last year's follow-up is continued, the table is saved beside it, and the page shows it.
#[test]
fn w1_the_yearly_follow_up_with_a_workbook() {
    let (_temp, root) = copy("");
    // The plan ends with 2016; here it is taken to hold a year more, so that there is a next year.
    let plan = root.join("content/strategies/andt-2014-2016.md");
    write(&plan, &read(&plan).replace("\nperiod = \"2014/2016\"", "\nperiod = \"2014/2017\""));
    let ran = insyn(&root, &["new", "uppföljning", "--after", "andt-2016", DAY[0], DAY[1]]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let record = root.join("content/results/andt-2017.md");
    let begun = read(&record);
    // The table is in Excel, so the writer takes the empty ones out of the text.
    let (front, _) = begun.split_once("\n+++\n").expect("front matter ends");
    write(&record, &format!("{front}\n+++\n\nDe flesta planerade aktiviteter har genomförts.\n"));
    std::fs::copy(made("aktiviteter-2016.xlsx"), root.join("content/results/andt-2017.xlsx")).expect("it is copied");
    let shown = page(&root, "sa-gick-det/andt-2017/index.html");
    for words in ["Workshop med primärvården", "Ny brukarenkät", "Pågår", "Tidsbrist", "Omorganisation"] {
        assert!(shown.to_lowercase().contains(&words.to_lowercase()), "{words} is not on the page\n{shown}");
    }
    assert!(!shown.contains("Uppföljning av planerade aktiviteter för 2016"), "the table's own title is no action");
}

/// W1 with Word: the table of actions stands in a document; it becomes the table of the draft, each goal found.
#[test]
fn w1_the_yearly_follow_up_with_a_document_of_word() {
    let (_temp, root) = copy("");
    let ran = import(&root, "aktiviteter-2016.docx", &["--id", "andt-ur-word"]);
    assert!(ran.out.contains("Sort: uppföljning, för att det finns en tabell över aktiviteter"), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("5 aktiviteter känns igen"), "{}", ran.out);
    // One cause stands in words that nobody can sort: it is asked for, and nothing else is wrong.
    assert_eq!(ran.out.matches("fel[").count(), 1, "{}", ran.out);
    assert!(ran.out.contains("fel[cause-missing]"), "{}", ran.out);
    let record = root.join("content/results/andt-ur-word.md");
    let text = read(&record);
    for row in ["inte genomförd | omorganisation | polisen |", "okänd |", "| På grund av tidsbrist |", "Läge: Har under året påbörjats"]
    {
        assert!(text.contains(row), "{row} is not in\n{text}");
    }
    let stored = read(root.join("content/cases/andt-ur-word/handling.txt"));
    assert!(stored.contains("Ej genomförd") && !stored.contains("okänd"), "the stored text is the document's own\n{stored}");
    write(&record, &text.replacen("inte genomförd |  |", "inte genomförd | tidsbrist |", 1));
    let shown = page(&root, "sa-gick-det/andt-ur-word/index.html");
    assert!(shown.contains("Ny brukarenkät") && !shown.contains("Har under året påbörjats"), "own notes are not published\n{shown}");
}
