//! What a record is called stands on many pages: each title and summary is changed in turn, and every page is what it would be had the
//! preview begun anew.

use std::collections::BTreeMap;
use std::fs;

use insyn::house::House;
use insyn::output::Body;
use insyn::source::Audience;
use insyn::{disk, make, pipeline};
use rayon::prelude::*;

use super::edits::Folder;
use super::sound;

/// Beside one record of each kind: several whose names order them among each other, or stand in a document.
const MORE: &[(&str, &str)] = &[
    (
        "content/organisations.toml",
        "[[organisation]]\nid = \"zy-a\"\ntitle = \"Zy nämnden\"\nremit = \"Prov\"\n[[organisation.name]]\ntitle = \"Zy nämnden\"\nperiod = \"2024/2025\"\n\n\
         [[organisation]]\nid = \"zy-b\"\ntitle = \"Zy styrelsen\"\nremit = \"Prov\"\n[[organisation.role]]\nid = \"chef\"\ntitle = \"Chef\"\n",
    ),
    (
        "content/agreements/zy.md",
        "+++\ntitle = \"Zy avtalet\"\nform = \"överenskommelse\"\nparties = [\"zy-a\"]\nperiod = \"2024/2030\"\n+++\n",
    ),
    (
        "content/results/zy.md",
        "+++\ntitle = \"Zy året\"\nfollows-up = \"agreements/zy\"\nperiod = \"2024\"\nextent = \"sammanfattning\"\nmade-by = [\"zy-a\"]\n+++\n",
    ),
    (
        "content/cases/zy.md",
        "+++\ntitle = \"Zy ärendet\"\nnumber = \"KS 2025/1\"\n[[document]]\nid = \"text\"\ntitle = \"Texten\"\ntext = \"zy.txt\"\n+++\n",
    ),
    ("content/cases/zy.txt", "Zz-projects rubrik, som också är Zz-projects annat namn.\n"),
];

/// Every page and file that is made of a house, by path.
pub fn made(house: &House) -> BTreeMap<String, Body> {
    let made = house.plan.outputs.par_iter().map(|output| (output.path.clone(), make::make(house, output).expect("a format").body));
    made.collect()
}

#[test]
fn a_new_name_reaches_every_page() {
    let temp = tempfile::TempDir::new().expect("a folder for the test");
    let mut site = sound();
    site.extend(MORE.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let folder = Folder::new(temp.path(), site);
    let sources = disk::read(temp.path(), jiff::civil::date(2026, 11, 22), Audience::Writers).expect("the folder is there");
    let before = pipeline::raise(&sources, None);
    assert!(!pipeline::has_errors(&before.findings(&sources)), "the site is whole");
    let (mut edits, mut quick) = (0, 0);
    for (path, bytes) in folder.sound.iter().filter(|(path, _)| path.starts_with("content/") && !path.ends_with("/site.toml")) {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        for key in ["title = \"", "summary = \""] {
            for (at, _) in text.match_indices(key) {
                let new = format!("{}{key}Åtta {}", &text[..at], &text[at + key.len()..]);
                fs::write(temp.path().join(path), new).expect("it can be written");
                let edited = disk::read_after(temp.path(), &sources).expect("the folder is there");
                let (after, anew) = (pipeline::raise(&edited, Some((&before, &sources))), pipeline::raise(&edited, None));
                edits += 1;
                quick += usize::from(after.house.plan.outputs.ptr_eq(&before.house.plan.outputs));
                let (after_pages, pages) = (made(&after.house), made(&anew.house));
                for (page, body) in &pages {
                    assert!(after_pages.get(page) == Some(body), "{page} is another after {path} got another {key}…");
                }
                assert_eq!(after_pages.len(), pages.len(), "{path}");
                assert_eq!(after.findings(&edited), anew.findings(&edited), "{path}");
            }
        }
        fs::write(temp.path().join(path), bytes).expect("it can be written");
    }
    assert!(edits > 40 && quick > edits / 2, "{quick} of {edits} were made without planning all anew");
}
