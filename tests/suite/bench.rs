//! The municipality that the benchmark measures is a sound one, whatever its size, and always the same.

use std::collections::{BTreeMap, BTreeSet};

use insyn::content::KINDS;
use insyn::pipeline;
use insyn::source::{Audience, Sources, Text};

use crate::municipality::Municipality;
use crate::project::found;

fn files(records: usize) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    Municipality::of(records).write(&mut |path, content| {
        let before = files.insert(path.to_owned(), content.to_owned());
        assert!(before.is_none(), "{path} is written twice");
    });
    files
}

fn sources(files: &BTreeMap<String, String>) -> Sources {
    let mut sources = Sources::empty(jiff::civil::date(2026, 11, 22));
    sources.audience = Audience::Public;
    sources.texts = files.iter().map(|(path, content)| Text::new(path.as_str(), content.clone())).collect();
    sources.sort();
    sources
}

#[test]
fn a_generated_municipality_is_sound_and_has_every_kind() {
    for records in [100, 300] {
        let built = pipeline::build(&sources(&files(records)), None);
        assert!(built.diagnostics.is_empty(), "{records} records: {:?}", found(&built));
        let records_of = |kind: &str| built.house.site.records.iter().filter(|record| record.kind.name == kind).count();
        let counts: Vec<(&str, usize)> = KINDS.iter().map(|kind| (kind.name, records_of(kind.name))).collect();
        assert!(counts.iter().all(|(_, count)| *count > 0), "{records} records: {counts:?}");
        assert_eq!(built.house.site.records.len(), records);
    }
}

#[test]
fn the_same_size_gives_the_same_bytes() {
    assert_eq!(files(100), files(100));
}

#[test]
fn bodies_are_of_the_stated_length_and_differ() {
    let files = files(300);
    let bodies: Vec<&str> = files.values().filter_map(|content| Some(content.strip_prefix("+++\n")?.split_once("\n+++\n")?.1)).collect();
    let mean = bodies.iter().map(|body| body.len()).sum::<usize>() / bodies.len();
    assert!((4_500..5_500).contains(&mean), "bodies have {mean} bytes in the mean");
    assert_eq!(bodies.iter().collect::<BTreeSet<_>>().len(), bodies.len(), "no two are alike");
}

#[test]
fn the_edit_changes_one_sentence_of_one_follow_up() {
    let files = files(100);
    let (path, sentence) = Municipality::of(100).edited();
    assert_eq!(files[&path].matches(sentence).count(), 1);
}
