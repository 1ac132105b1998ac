//! Every rule has a case that breaks it, with what we say then, and one that is sound.

use std::collections::BTreeSet;
use std::fs;

use insyn::diagnostic::Lang;
use insyn::pipeline;

use crate::project::{Project, found};
use crate::stored::{cases, differs, read};

#[test]
fn every_lint_has_its_cases_and_every_case_its_lint() {
    let lints: BTreeSet<String> = pipeline::lints().iter().map(|lint| lint.name.to_owned()).collect();
    let folders = fs::read_dir(cases()).expect("the cases are there").flatten();
    let names = folders.map(|folder| folder.file_name().to_string_lossy().into_owned());
    let folders: BTreeSet<String> = names.filter(|name| !name.starts_with('_')).collect();
    let without: Vec<_> = lints.difference(&folders).collect();
    let strangers: Vec<_> = folders.difference(&lints).collect();
    assert!(without.is_empty() && strangers.is_empty(), "lints without cases: {without:?}; cases of no lint: {strangers:?}");
}

#[test]
fn cases_trigger_their_lint_and_say_what_is_stored() {
    let mut faults = String::new();
    for lint in pipeline::lints() {
        let folder = cases().join(lint.name);
        let project = Project::new(&read(&folder.join("triggers.site")));
        let built = project.build();
        let names: BTreeSet<&str> = found(&built).into_iter().collect();
        // One mistake gives one finding: what it drags along is a fault of the rule that it drags.
        if names != BTreeSet::from([lint.name]) {
            faults += &format!("{}: triggers.site triggers {names:?}\n", lint.name);
        }
        for (lang, name) in [(Lang::Sv, "triggers.sv.txt"), (Lang::En, "triggers.en.txt")] {
            faults += &differs(&folder.join(name), &project.text(&built, lang)).unwrap_or_default();
        }
        let sound = found(&Project::new(&read(&folder.join("sound.site"))).build());
        if !sound.is_empty() {
            faults += &format!("{}: sound.site triggers {sound:?}\n", lint.name);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_lint_says_why_in_both_languages() {
    for lint in pipeline::lints() {
        for words in [lint.title, lint.why, lint.manual] {
            assert!(!words.0.is_empty() && !words.1.is_empty() && words.0 != words.1, "{}: {words:?}", lint.name);
        }
        assert!(lint.why.0.ends_with('.') && lint.why.1.ends_with('.'), "{}: the reason is a sentence", lint.name);
    }
}
