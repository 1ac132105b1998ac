//! A running preview equals a build of the same folder (law 5), whatever was edited before: the real program, random edits, every path.

mod changes;
mod edits;
mod facts;
mod files;
mod mistakes;
mod names;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use insyn::output::Body;
use insyn::source::{Audience, Text};
use insyn::{disk, make, pipeline};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rayon::prelude::*;

use crate::preview::{Client, PATIENCE, Preview, program, undressed};
use edits::{Edit, Folder, edit, picture};
use facts::TODAY;
use files::assert_stands;

/// So many previews, and so many times in each that everything is compared; before each come one to three edits.
const CASES: u32 = 8;
const TURNS: usize = 16;

/// What is expected at an address: bytes, or that the page cannot be made.
type Expected = BTreeMap<String, Result<Vec<u8>, ()>>;

/// What a build of this folder writes, made anew, by path; and the site's base. A build refuses where there are errors; what it would make
/// of what is sound is made here by the same functions.
fn expected(root: &Path) -> (String, Expected) {
    let sources = disk::read(root, TODAY, Audience::Writers).expect("the folder is there");
    let house = pipeline::build(&sources, None).house;
    let body = |body: Body| match body {
        Body::Bytes(bytes) => Ok(bytes),
        Body::Copy(path) => std::fs::read(root.join(&*path)).map_err(drop),
        Body::Print(print) => disk::print(root, &print).map_err(drop)?.map_err(drop),
    };
    let made = house.plan.outputs.par_iter().filter_map(|output| {
        let made = make::make(&house, output)?;
        Some((output.path.clone(), if made.diagnostics.is_empty() { body(made.body) } else { Err(()) }))
    });
    (house.plan.routes.base.clone(), made.collect())
}

/// Whether the preview answers at `path` as it must.
fn is_right(client: &mut Client, base: &str, path: &str, expected: Option<&Result<Vec<u8>, ()>>) -> Result<(), String> {
    let target = format!("{base}{}", path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(path));
    let answer = client.get(&target);
    match expected {
        None if answer.status != 200 => Ok(()),
        Some(Err(())) if answer.status == 500 => Ok(()),
        Some(Ok(bytes)) if answer.status == 200 => {
            let body = if path.ends_with(".html") { undressed(&answer.text()).into_bytes() } else { answer.body };
            if body == *bytes { Ok(()) } else { Err(format!("{target} differs{}", difference(&body, bytes))) }
        }
        _ => Err(format!(
            "{target} answers {}, expected {}",
            answer.status,
            expected.map_or("none", |e| if e.is_ok() { "200" } else { "500" })
        )),
    }
}

/// Where two texts begin to differ.
fn difference(shown: &[u8], built: &[u8]) -> String {
    let at = shown.iter().zip(built).take_while(|(a, b)| a == b).count().saturating_sub(60);
    let from = |bytes: &[u8]| String::from_utf8_lossy(&bytes[at.min(bytes.len())..(at + 200).min(bytes.len())]).into_owned();
    format!("\nshown: …{}\nbuilt: …{}", from(shown), from(built))
}

/// Compares every path that is or ever was, until one whole round finds nothing; what was shown too early may differ for a while.
fn compare(preview: &Preview, root: &Path, ever: &mut BTreeSet<String>) -> Result<(), TestCaseError> {
    let (base, expected) = expected(root);
    ever.extend(expected.keys().cloned());
    let mut client = preview.client();
    let deadline = Instant::now() + PATIENCE / 3;
    loop {
        let mut waited = false;
        for path in ever.iter() {
            while let Err(told) = is_right(&mut client, &base, path, expected.get(path)) {
                prop_assert!(Instant::now() < deadline, "{}", told);
                waited = true;
                thread::sleep(Duration::from_millis(10));
            }
        }
        if !waited {
            return Ok(());
        }
    }
}

/// A record of each kind, all of them referring to each other, translated, with attachments, a picture and a theme of its own.
fn sound() -> BTreeMap<String, Vec<u8>> {
    let site = format!("\n{}", crate::hidden::site("", ""));
    let files = site.split("\n=== ").skip(1).filter_map(|part| part.split_once('\n'));
    let mut sound: BTreeMap<String, Vec<u8>> = files.map(|(path, text)| (path.to_owned(), format!("{text}\n").into_bytes())).collect();
    let settings = String::from_utf8_lossy(&sound["content/site.toml"]).into_owned();
    sound.insert("content/site.toml".to_owned(), format!("theme = \"eget\"\n{settings}").into_bytes());
    sound.insert("content/accessibility.toml".to_owned(), crate::project::STATEMENT.into());
    sound.insert("content/pages/zz-pages.png".to_owned(), picture(0));
    let page = "+++\ntitle = \"Bild\"\nsummary = \"Med bild.\"\n+++\n\n![En bild](zz-pages.png)\n\n[Bilagan](zz-pages.pdf)\n";
    sound.insert("content/pages/zz-bild.md".to_owned(), page.into());
    sound.insert("themes/eget/theme.toml".to_owned(), "parent = \"medborgare\"\n".into());
    sound
}

fn play(turns: &[Vec<Edit>]) -> Result<(), TestCaseError> {
    let temp = tempfile::TempDir::new().expect("a folder for the test");
    let folder = Folder::new(temp.path(), sound());
    let preview = Preview::start(temp.path(), &[]);
    let mut ever = BTreeSet::new();
    compare(&preview, temp.path(), &mut ever)?;
    prop_assert!(ever.len() > 80, "the site is whole: {} paths", ever.len());
    for turn in turns {
        for edit in turn {
            folder.apply(edit);
            thread::sleep(Duration::from_millis(edit.pause));
        }
        compare(&preview, temp.path(), &mut ever)?;
    }
    // Healed, it is what the program itself builds.
    folder.heal();
    compare(&preview, temp.path(), &mut ever)?;
    let ran = program(temp.path(), &["build", "--drafts"]).output().expect("the program runs");
    prop_assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
    for (path, made) in expected(temp.path()).1 {
        prop_assert_eq!(std::fs::read(temp.path().join("public").join(&path)).map_err(drop), made, "{}", path);
    }
    Ok(())
}

/// Draws so many times what is edited in each turn, and plays it.
fn for_any_edits(cases: u32, shrinks: u32, play: impl Fn(&[Vec<Edit>]) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: shrinks, ..ProptestConfig::default() };
    let result = TestRunner::new(config).run(&vec(vec(edit(), 1..=3), TURNS), |turns| play(&turns));
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

#[test]
fn after_any_edits_the_preview_is_what_a_build_writes() {
    for_any_edits(CASES, 24, play);
}

/// The same of the house alone, without the program and its pages: more edits, some of which come together. Counts in `quick` how often
/// nothing was linked anew.
fn raise_each(turns: &[Vec<Edit>], quick: &Cell<usize>) -> Result<(), TestCaseError> {
    let temp = tempfile::TempDir::new().expect("a folder for the test");
    let folder = Folder::new(temp.path(), sound());
    let mut sources = disk::read(temp.path(), TODAY, Audience::Writers).expect("the folder is there");
    let mut raised = pipeline::raise(&sources, None);
    for turn in turns {
        for edit in turn {
            folder.apply(edit);
            if edit.pause > 0 {
                let now = disk::read_after(temp.path(), &sources).expect("the folder is there");
                let next = pipeline::raise(&now, Some((&raised, &sources)));
                quick.set(quick.get() + usize::from(facts::is_quick(&next, &raised)));
                (raised, sources) = (next, now);
            }
        }
        assert_stands(&raised, &sources, &format!("{turn:?}"));
    }
    Ok(())
}

#[test]
fn after_any_edits_the_house_is_the_one_raised_anew() {
    let quick = Cell::new(0);
    for_any_edits(3 * CASES, 64, |turns| raise_each(turns, &quick));
    assert!(quick.get() > 40, "{} edits were read without linking anew", quick.get());
}

/// Each line of each record is taken away while the preview stands, whatever it says and whatever refers to it, even the record itself.
#[test]
fn without_any_line_the_house_is_the_one_raised_anew() {
    let temp = tempfile::TempDir::new().expect("a folder for the test");
    Folder::new(temp.path(), sound());
    let sources = disk::read(temp.path(), TODAY, Audience::Writers).expect("the folder is there");
    let whole = pipeline::raise(&sources, None);
    let is_record = |text: &&Text| text.path.starts_with("content/") && text.path.matches('/').count() > 1;
    let quick: usize = (sources.texts.par_iter().filter(is_record))
        .map(|text| {
            let lines: Vec<&str> = text.content.split_inclusive('\n').collect();
            let without = |at: usize| [&lines[..at], &lines[at + 1..]].concat().concat();
            let is_quick = |at: &usize| {
                let mut edited = sources.clone();
                let torn = edited.texts.iter_mut().find(|other| other.path == text.path).expect("it is one of them");
                *torn = Text::new(&*text.path, without(*at));
                let after = pipeline::raise(&edited, Some((&whole, &sources)));
                assert_stands(&after, &edited, &format!("{} without {:?}", text.path, lines[*at]));
                facts::is_quick(&after, &whole)
            };
            (0..lines.len()).filter(is_quick).count()
        })
        .sum();
    assert!(quick > 200, "{quick} lines were taken away without linking anew");
}
