//! What publishing tells in `content/changes.toml` is put into the site that was checked before: the same comes out as when all is built anew.

use std::fs;

use insyn::source::Audience;
use insyn::{disk, pipeline};

use super::edits::Folder;
use super::names::made;
use super::sound;

/// What is told, from one publishing to the next: of a record, of nothing, with a private number, with a mistake, and nothing any more.
const TOLD: &[&str] = &[
    "[[change]]\ndate = \"2026-11-20\"\nrecord = \"RECORD\"\nkind = \"ändrad\"\ntext = \"Perioden ändrad.\"\nfact = \"period\"\nedition = 1\n",
    "[[change]]\ndate = \"2026-11-20\"\nrecord = \"results/finns-inte\"\nkind = \"ändrad\"\ntext = \"Något.\"\nedition = 1\n",
    "[[change]]\ndate = \"2026-11-20\"\nrecord = \"RECORD\"\nkind = \"ändrad\"\ntext = \"Ring 070-174 06 05, 19121212-1212.\"\nedition = 2\n",
    "[[change]]\ndate = \"2026-11-20\"\nrecord = \"RECORD\"\nkind = \"ändrat\"\ntext = \"Något.\"\nedition = 2\n",
    "",
];

#[test]
fn what_is_told_of_changes_is_all_that_differs() {
    let temp = tempfile::TempDir::new().expect("a folder for the test");
    let _folder = Folder::new(temp.path(), sound());
    let read = || disk::read(temp.path(), jiff::civil::date(2026, 11, 22), Audience::Public).expect("the folder is there");
    let mut before = pipeline::build(&read(), None);
    let record = before.house.site.records.iter().find(|record| record.kind.folder == "results").expect("there is a result");
    let record = format!("results/{}", record.id);
    let (mut pages, mut findings) = (made(&before.house), before.diagnostics.clone());
    for told in TOLD {
        fs::write(temp.path().join("content/changes.toml"), told.replace("RECORD", &record)).expect("it can be written");
        let sources = read();
        let (retold, anew) = (pipeline::retell(&before, &sources), pipeline::build(&sources, None));
        assert_eq!(retold.diagnostics, anew.diagnostics, "{told}");
        assert_eq!(retold.silenced.len(), anew.silenced.len(), "{told}");
        let pages_anew = made(&anew.house);
        assert!(made(&retold.house) == pages_anew, "{told}");
        assert!(pages != pages_anew || findings != anew.diagnostics, "it tells something: {told}");
        (pages, findings, before) = (pages_anew, anew.diagnostics.clone(), retold);
    }
}
