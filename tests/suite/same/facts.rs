//! What records tell is worked out from each other: each line of real records is edited in turn, and the house is what it would be had the
//! preview begun anew.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use insyn::pipeline::{self, Raised};
use insyn::source::{Audience, Sources, Text};
use insyn::{disk, house};
use rayon::prelude::*;

/// How many lines stand from one that is edited to the next; another number would meet others.
const STEP: usize = 13;

/// Words of keys that take but some, and others that they take too.
const WORDS: &[(&str, &str)] = &[
    ("\"genomförd\"", "\"pågår\""),
    ("\"inte genomförd\"", "\"genomförd\""),
    ("\"pågår\"", "\"kunde inte genomföras\""),
    ("\"tidsbrist\"", "\"budget\""),
    ("\"budget\"", "\"omorganisation\""),
    ("\"fullständig\"", "\"en del\""),
    ("\"inom kommunen\"", "\"utanför kommunen\""),
    ("\"utanför kommunen\"", "\"inom kommunen\""),
    ("\"gäller\"", "\"upphörd\""),
    ("\"beslutat\"", "\"föreslaget\""),
    ("| genomförd", "| pågår"),
    ("| Genomförd", "| Pågår"),
];

/// The lines that a line is edited to: nothing, other words, another number or day, another of the words that it takes.
fn edits(line: &str) -> Vec<String> {
    let mut edits = vec![String::new()];
    if let Some((key, words)) = line.split_once("= \"") {
        edits.push(format!("{key}= \"Åtta {words}"));
    }
    for digit in ["1", "2", "3"] {
        if let Some(at) = line.rfind(digit) {
            edits.push(format!("{}4{}", &line[..at], &line[at + 1..]));
        }
    }
    edits.extend(WORDS.iter().filter(|(word, _)| line.contains(word)).map(|(word, other)| line.replace(word, other)));
    edits
}

/// All that pages are made from, as text: what one house has and another lacks is seen in it.
fn told(raised: &Raised, sources: &Sources) -> Vec<String> {
    let house::House { site, knowledge, plan, .. } = &*raised.house;
    let records = site.records.iter().map(|record| {
        let parts: Vec<_> = record.parts.iter().collect();
        let known = (&record.common, &record.content, parts, record.state, record.approved, record.follows);
        format!("{} {} {:?} {known:?}", record.path, record.id, record.span)
    });
    let others = [format!("{knowledge:?}"), format!("{:?}", site.backlinks), format!("{:?}", plan.outputs), format!("{:?}", site.history)];
    let found = raised.findings(sources).into_iter().map(|found| format!("{found:?}"));
    records.chain(others).chain(found).collect()
}

/// Edits every record of a site; gives how many edits were made, and of how many nothing was linked anew.
fn edit_all(root: &Path) -> (usize, usize) {
    let sources = disk::read(root, jiff::civil::date(2026, 11, 22), Audience::Writers).expect("the folder is there");
    let before = pipeline::raise(&sources, None);
    let records = sources.texts.iter().enumerate().filter(|(_, text)| text.path.starts_with("content/") && !text.path.ends_with(".txt"));
    let lines = records.flat_map(|(at, text)| text.content.lines().zip(0..).map(move |(line, number)| (at, line, number)));
    let written: Vec<_> = lines.filter(|(_, line, _)| !line.trim().is_empty()).step_by(STEP).collect();
    let (all, quick) = (AtomicUsize::new(0), AtomicUsize::new(0));
    written.par_iter().for_each(|(at, line, number)| {
        for edit in edits(line) {
            let mut edited = sources.clone();
            let Text { path, content, .. } = &sources.texts[*at];
            let lines = content.lines().enumerate().map(|(at, line)| if at == *number { &edit } else { line });
            let text: String = lines.flat_map(|line| [line, "\n"]).collect();
            edited.texts[*at] = Text::new(path.clone(), text);
            let (after, anew) = (pipeline::raise(&edited, Some((&before, &sources))), pipeline::raise(&edited, None));
            all.fetch_add(1, Ordering::Relaxed);
            quick.fetch_add(usize::from(Arc::ptr_eq(&after.house.site.backlinks, &before.house.site.backlinks)), Ordering::Relaxed);
            let (told, expected) = (told(&after, &edited), told(&anew, &edited));
            for (is, expected) in told.iter().zip(&expected) {
                assert!(is == expected, "{path}:{}: {line} → {edit}\n{}", number + 1, difference(is, expected));
            }
            assert_eq!(told.len(), expected.len(), "{path}:{}: {line} → {edit}", number + 1);
        }
    });
    (all.into_inner(), quick.into_inner())
}

/// Where two texts begin to differ.
fn difference(is: &str, expected: &str) -> String {
    super::difference(is.as_bytes(), expected.as_bytes())
}

#[test]
fn a_new_fact_reaches_all_that_is_worked_out_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut all, mut quick) = (0, 0);
    for site in [root.to_owned(), root.join("tests/sites/danderyd")] {
        let (edits, of_them) = edit_all(&site);
        (all, quick) = (all + edits, quick + of_them);
    }
    assert!(all > 500 && quick > all / 4, "{quick} of {all} were made without linking all anew");
}
