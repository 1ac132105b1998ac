//! A review: drafts included, every page marked, and a first page that tells what changes for the reader.

use std::collections::BTreeMap;

use insyn::gather::changes::Changes;
use insyn::pipeline;
use insyn::source::{Audience, Sources};

use crate::bytes::Kept;
use crate::project::Project;

const BEFORE: &str = "=== content/news/planen.md
+++
title = \"Planen är antagen\"
date = \"2026-11-01\"
+++

Kommunfullmäktige antog planen. Den gäller bl.a. skolorna. Inget annat är sagt.

## Pengar

| För vad | Belopp |
|---|---|
| Kurser | 200 tkr |
| Filmer | 100 tkr |
=== content/news/borta.md
+++
title = \"Ett gammalt besked\"
date = \"2026-10-01\"
until = \"2026-11-21\"
+++

Ord.
";

const AFTER: &str = "=== content/news/planen.md
+++
title = \"Planen är antagen\"
date = \"2026-11-01\"
+++

Kommunfullmäktige antog planen. Den gäller bl.a. skolorna & fritids. Inget annat är sagt.

## Pengar

| För vad | Belopp |
|---|---|
| Kurser | 250 tkr |
| Filmer | 100 tkr |
=== content/news/nytt.md
+++
title = \"Ett förslag\"
date = \"2026-11-20\"
draft = true
+++

Förslaget är inte beslutat.
";

/// The site as readers have it.
fn published(files: &str) -> BTreeMap<String, Vec<u8>> {
    let mut project = Project::new(files);
    project.sources.audience = Audience::Public;
    project.sources.today = jiff::civil::date(2026, 11, 20);
    crate::bytes::make(&project.sources)
}

/// The site as reviewers get it.
fn review(files: &str, before: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let mut project = Project::new(files);
    project.sources.audience = Audience::Reviewers;
    let found = crate::project::found(&project.build());
    assert!(found.is_empty(), "{found:?}");
    of(&project.sources, before)
}

fn of(sources: &Sources, before: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let built = pipeline::build(sources, None);
    let kept = Kept::default();
    let published = |path: &str| before.get(path).cloned();
    let changes = Changes::new(&built.house, &published, &kept);
    let found = pipeline::make_all(&built.house, sources, &changes, &|_| {}).expect("keeping cannot fail");
    let is_page = |path: &&String| path.ends_with(".html") && !path.ends_with("utdrag.html");
    let pages: Vec<String> = before.keys().filter(is_page).cloned().collect();
    let last = changes.finish(&pages).expect("keeping cannot fail");
    assert!(found.is_empty() && last.is_empty(), "{found:?} {last:?}");
    kept.taken().into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// The words of a stretch of markup, with one space between.
fn words(html: &str) -> String {
    let mut words = String::new();
    for part in html.split('<') {
        words += part.split_once('>').map_or(part, |(_, text)| text);
        words += " ";
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn old_and_new_sentences_stand_side_by_side() {
    let pages = review(AFTER, &published(BEFORE));
    let first = &pages["index.html"];
    let page = first.split("Planen är antagen</a></h3>").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap_or("");
    let rows: Vec<String> = page.split("<tr>").skip(2).map(|row| words(row.split("</tr>").next().unwrap_or(""))).collect();
    assert_eq!(
        rows,
        ["Överst på sidan Den gäller bl.a. skolorna. Den gäller bl.a. skolorna &amp; fritids.", "Pengar Kurser · 200 tkr Kurser · 250 tkr",],
        "only what changed, each where it stands"
    );
    let all = words(first);
    assert!(all.contains("Nya sidor (1) Ett förslag"), "{all}");
    assert!(all.contains("Sidor som försvinner (1) Ett gammalt besked /nyheter/borta/"), "{all}");
    assert!(all.contains("Listor och register som följer med"), "{all}");
    assert!(all.contains("Läget den 22 november 2026"), "{all}");
}

#[test]
fn nothing_changed_is_said() {
    let first = &review(BEFORE, &review_base())["index.html"];
    assert!(words(first).contains("Inga meningar ändras för läsaren."), "{}", words(first));
}

/// The same site published, on the day of the review.
fn review_base() -> BTreeMap<String, Vec<u8>> {
    let mut project = Project::new(BEFORE);
    project.sources.audience = Audience::Public;
    crate::bytes::make(&project.sources)
}

/// What only readers have, feeds and addresses on paper, is no change; nor is that start pages stand elsewhere in a review.
#[test]
fn an_example_site_that_has_not_changed_has_no_changes() {
    let mut sources = crate::sites::nacka_sources();
    let before = crate::bytes::make(&sources);
    sources.audience = Audience::Reviewers;
    let first = words(&of(&sources, &before)["index.html"]);
    assert!(first.contains("Inga meningar ändras för läsaren."), "{first}");
    assert!(!first.contains("Sidor som försvinner") && !first.contains("Nya sidor"), "{first}");
}

#[test]
fn a_first_review_says_that_all_is_new() {
    let first = &review(AFTER, &BTreeMap::new())["index.html"];
    assert!(words(first).contains("Ingenting har byggts för läsarna än.") && words(first).contains("Planen är antagen"));
}

#[test]
fn every_page_is_marked_and_leads_to_the_first() {
    let pages = review(AFTER, &published(BEFORE));
    assert!(pages.contains_key("start/index.html") && pages.contains_key("nyheter/nytt/index.html"));
    for (path, page) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(page.contains("UTKAST, inte beslutat"), "{path} has no banner");
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{path} may be indexed");
        assert!(page.contains("<a href=\"/\""), "{path} does not lead to the first page");
    }
    assert!(pages["nyheter/nytt/index.html"].contains("href=\"/start/\""), "the site's name leads to its start page");
}

#[test]
fn the_program_hands_over_a_review_and_leaves_what_is_published() {
    let (_temp, folder) = crate::program::site();
    let build = |more: &[&str]| crate::program::insyn(&folder, &[&["build", "--date", "2026-11-22", "--lang", "sv"], more].concat());
    assert_eq!(build(&[]).code, 0);
    std::fs::create_dir_all(folder.join("content/news")).expect("a folder");
    crate::program::write(folder.join("content/news/nytt.md"), "+++\ntitle = \"Ett förslag\"\ndate = \"2026-11-20\"\ndraft = true\n+++\n");
    let public = crate::written::tree(&folder.join("public"));
    let ran = build(&["--review"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    crate::written::assert_same(&crate::written::tree(&folder.join("public")), &public, "what is published stays");
    let copies: Vec<_> = std::fs::read_dir(folder.join(".insyn/portable")).expect("made").flatten().map(|entry| entry.path()).collect();
    let (zips, folders): (Vec<_>, Vec<_>) =
        copies.into_iter().partition(|path| path.extension().is_some_and(|extension| extension == "zip"));
    assert!(zips.len() == 1 && folders.len() == 1 && folders[0].to_string_lossy().ends_with("-utkast"), "{zips:?} {folders:?}");
    let first = crate::program::read(folders[0].join("index.html"));
    assert!(first.contains("Det här ändras för läsaren") && first.contains("href=\"nyheter/nytt/index.html\""), "{first}");
    assert!(folders[0].join("start/index.html").is_file());
    // What lies in public/ must be what readers have.
    assert_eq!(build(&["--drafts"]).code, 0);
    let ran = build(&["--review"]);
    assert!(ran.code == 2 && ran.err.contains("med utkast") && ran.err.contains("insyn build"), "{}", ran.err);
    let ran = build(&["--review", "--drafts"]);
    assert_eq!(ran.code, 2, "a review has its drafts by itself");
}
