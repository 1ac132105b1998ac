//! Approval: what it holds for, what voids it, and that nothing without it reaches readers where a site asks for it.

use insyn::content::KINDS;
use insyn::diagnostic::Severity;
use insyn::edit::after;
use insyn::edit::approve::{Approval, approve};
use insyn::pipeline;
use insyn::site::{Approved, RecordId, State};
use insyn::source::{Audience, Sources};

use crate::bytes::make;
use crate::hidden::{readable, site as municipality};
use crate::program::{insyn, read, site, write};
use crate::project::{Project, found};

const BY: Approval = Approval { role: "enhetschef", date: jiff::civil::date(2026, 11, 20), publish: false };

/// The sources with every record approved but those of one folder.
fn approved_but(sources: &Sources, folder: &str) -> Sources {
    let built = pipeline::build(sources, None);
    let site = &built.house.site;
    let ids: Vec<RecordId> = site.all().filter(|(_, record)| record.kind.folder != folder).map(|(id, _)| id).collect();
    let edit = approve(sources, site, &ids, &BY).unwrap_or_else(|id| panic!("{} can be changed", site.record(id).path));
    after(sources, &edit.changes(sources).expect("they clash with nothing"))
}

/// A site that asks for approval, with everything approved but the records of one folder.
pub fn asks(folder: &str) -> Sources {
    let mut sources = Project::new(&municipality("", "").replace("title = \"Prov\"\n", "title = \"Prov\"\napproval = \"krävs\"\n")).sources;
    sources = approved_but(&sources, folder);
    sources.audience = Audience::Public;
    sources
}

#[test]
fn what_nobody_has_approved_is_nowhere() {
    for kind in KINDS {
        let sources = asks(kind.folder);
        let word = format!("zz-{}", kind.folder);
        for (path, bytes) in make(&sources) {
            assert!(!path.to_lowercase().contains(&word), "{path} is made of {word}");
            let text = readable(&path, &bytes).to_lowercase();
            let number = if kind.folder == "cases" { "9173" } else { &word };
            assert!(!text.contains(&word) && !text.contains(number), "{path} holds {word}");
        }
        let built = pipeline::build(&sources, None);
        assert!(found(&built).contains(&"not-approved"), "{word}: the build tells what readers are not shown");
        assert!(!pipeline::has_errors(&built.diagnostics), "{word}");
    }
    let all = asks("");
    assert!(!found(&pipeline::build(&all, None)).contains(&"not-approved"));
    let free = Project::new(&municipality("", "")).sources;
    let words = |sources: &Sources| make(sources).into_keys().collect::<Vec<_>>();
    assert_eq!(words(&all), words(&Sources { audience: Audience::Public, ..free }), "approved, all of it is there");
}

const PAGE: &str = "=== content/site.toml
title = \"Prov\"
languages = [\"sv\", \"en\"]
approval = \"krävs\"
[municipality]
name = \"Provkommun\"
=== content/pages/om.md
+++
title = \"Om\"
summary = \"Kort\"
+++

Ord [fil](om.pdf).
=== content/pages/om.en.md
+++
title = \"About\"
+++

Words.
=== content/pages/om.pdf
%PDF
";

#[test]
fn any_change_of_what_readers_meet_voids_it_and_no_other() {
    let sources = approved_but(&Project::new(PAGE).sources, "");
    let state = |sources: &Sources| {
        let built = pipeline::build(sources, None);
        let site = &built.house.site;
        let record = site.record(site.get("pages", "om").expect("it is there"));
        (record.approved, record.state)
    };
    assert_eq!(state(&sources), (Approved::Holds, State::Published));
    let with = |path: &str, from: &str, to: &str| {
        let mut new = sources.clone();
        let text = new.texts.iter_mut().find(|text| &*text.path == path).expect("it is there");
        assert!(text.content.contains(from), "{}", text.content);
        *text = insyn::source::Text::new(path, text.content.replace(from, to));
        state(&new)
    };
    let page = "content/pages/om.md";
    for (path, from, to) in [
        (page, "Ord ", "Andra ord "),
        (page, "\"Kort\"", "\"Långt\""),
        (page, "\"Om\"", "\"Om oss\""),
        ("content/pages/om.en.md", "Words", "Other words"),
        ("content/pages/om.en.md", "About", "About us"),
        (page, "fingerprint = \"", "fingerprint = \"0"),
    ] {
        assert_eq!(with(path, from, to), (Approved::Changed, State::Unapproved), "{from} → {to}");
    }
    for (from, to) in
        [("summary", "reviewed = \"2026-11-01\"\nsummary"), ("Ord ", "Ord  "), ("summary", "not-before = \"2026-11-01\"\nsummary")]
    {
        assert_eq!(with(page, from, to), (Approved::Holds, State::Published), "{from} → {to}");
    }
    let mut another = sources.clone();
    another.blobs[0].fingerprint = "1".into();
    assert_eq!(state(&another), (Approved::Changed, State::Unapproved), "another file behind the link");
    let mut more = sources.clone();
    more.texts.retain(|text| !text.path.ends_with(".en.md"));
    assert_eq!(state(&more), (Approved::Changed, State::Unapproved), "a translation less");
}

#[test]
fn a_published_page_that_loses_its_approval_stops_the_build_and_stays() {
    let (_temp, folder) = site();
    let day = ["--date", "2026-11-22"];
    let run = |arguments: &[&str]| insyn(&folder, &[arguments, &day].concat());
    let config = folder.join("content/site.toml");
    write(&config, &format!("approval = \"krävs\"\n{}", read(&config)));
    let held = run(&["build"]);
    assert_eq!(held.code, 0, "{}{}", held.out, held.err);
    assert!(held.out.contains("visas inte för läsare"), "{}", held.out);
    let ran = run(&["approve", "--all", "--role", "enhetschef"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("för första gången"), "{}", ran.out);
    let built = run(&["build"]);
    assert!(built.code == 0 && !built.out.contains("godkänd"), "{}{}", built.out, built.err);

    let page = folder.join("content/pages/om-webbplatsen.md");
    write(&page, &format!("{}\nEtt tillägg.\n", read(&page)));
    let public = folder.join("public/om/om-webbplatsen/index.html");
    let public = if public.exists() {
        public
    } else {
        walkdir::WalkDir::new(folder.join("public"))
            .into_iter()
            .flatten()
            .find(|entry| entry.path().ends_with("om-webbplatsen/index.html"))
            .expect("it is published")
            .into_path()
    };
    let before = read(&public);
    let stopped = run(&["build"]);
    assert_eq!(stopped.code, 1);
    assert!(
        stopped.out.contains("inte godkänd som den nu står") && stopped.out.contains("insyn approve pages/om-webbplatsen"),
        "{}",
        stopped.out
    );
    assert_eq!(
        stopped.out.matches("om-webbplatsen.md").count(),
        stopped.out.matches("är publicerad, men content/pages/om-webbplatsen.md").count() + 1,
        "one mistake, one finding: {}",
        stopped.out
    );
    assert_eq!(read(&public), before, "readers keep what was approved");

    assert!(run(&["approve", "om-webbplatsen", "--role", "enhetschef", "--dry-run"]).out.contains("+approval"));
    let again = run(&["approve", "om-webbplatsen", "--role", "enhetschef"]);
    assert!(again.out.contains("ändrad sedan enhetschef godkände den 2026-11-22"), "{}", again.out);
    assert_eq!(run(&["build"]).code, 0);
    assert!(read(&public).contains("Ett tillägg."));
    assert!(run(&["undo"]).out.contains("insyn approve om-webbplatsen"));
    assert_eq!(run(&["build"]).code, 1, "an approval that is taken back does not hold");
}

#[test]
fn nothing_with_errors_and_nothing_unknown_is_approved() {
    let (_temp, folder) = site();
    let page = folder.join("content/pages/om-webbplatsen.md");
    let broken = read(&page).replacen("+++\n", "+++\nsummry = \"Kort\"\n", 1);
    write(&page, &broken);
    let refused = insyn(&folder, &["approve", "om-webbplatsen", "--role", "enhetschef", "--date", "2026-11-22"]);
    assert_eq!((refused.code, read(&page)), (1, broken));
    assert!(refused.out.contains("unknown-key") && refused.out.contains("Inget är godkänt"), "{}", refused.out);
    let unknown = insyn(&folder, &["approve", "om-webplatsen", "--role", "enhetschef", "--lang", "en"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("Did you mean pages/om-webbplatsen?"), "{}", unknown.err);
    assert_eq!(insyn(&folder, &["approve", "om-webbplatsen", "--role", " "]).code, 2);
    assert_eq!(insyn(&folder, &["approve", "om-webbplatsen"]).code, 2);
}

#[test]
fn several_records_of_one_file_are_approved_at_once_and_lines_keep_their_bytes() {
    let terms = "# Ord\r\n[[term]]\r\nid = \"a\"\r\ntitle = \"A\" # först\r\ndefinition = \"A.\"\r\ndraft = true\r\n\r\n[[term]]\r\nid = \"b\"\r\ntitle = \"B\"\r\ndefinition = \"B.\"\r\n";
    let mut sources = Project::new("").sources;
    sources.texts.push_back(insyn::source::Text::new("content/terms.toml", terms));
    sources.sort();
    let built = pipeline::build(&sources, None);
    let ids: Vec<RecordId> = built.house.site.all().map(|(id, _)| id).collect();
    let edit = approve(&sources, &built.house.site, &ids, &Approval { publish: true, ..BY }).expect("they can be changed");
    let new = after(&sources, &edit.changes(&sources).expect("no clash"));
    let text = &new.text("content/terms.toml").expect("it is there").content;
    let left: Vec<&str> = text.split_inclusive('\n').filter(|line| !line.starts_with("approval")).collect();
    assert_eq!(left.concat(), terms.replace("draft = true\r\n", ""));
    let built = pipeline::build(&new, None);
    assert!(built.house.site.all().all(|(_, record)| record.approved == Approved::Holds), "{text}");
    assert!(built.diagnostics.iter().all(|found| found.severity != Severity::Error));
}

#[test]
fn a_house_that_is_raised_after_each_edit_judges_as_one_that_is_built() {
    let mut were = approved_but(&Project::new(PAGE).sources, "");
    let mut raised = pipeline::raise(&were, None);
    let page = "content/pages/om.md";
    let original = were.text(page).expect("it is there").content.to_string();
    let mut states = Vec::new();
    let edits = [
        (page, original.replace("Ord ", "Andra ord ")),
        (page, original.replace("Ord ", "Ännu andra ord ")),
        (page, original.clone()),
        ("content/pages/om.en.md", "+++\ntitle = \"About\"\n+++\n\nOther words.\n".to_owned()),
        (page, format!("{original}\nMer.\n")),
        ("content/pages/om.en.md", "+++\ntitle = \"About\"\n+++\n\nWords.\n".to_owned()),
        (page, original.clone()),
        ("content/site.toml", "title = \"Prov\"\nlanguages = [\"sv\", \"en\"]\n[municipality]\nname = \"Provkommun\"\n".to_owned()),
        (page, original.replace("Ord ", "Andra ord ")),
    ];
    for (path, content) in edits {
        let mut are = were.clone();
        let text = are.texts.iter_mut().find(|text| &*text.path == path).expect("it is there");
        *text = insyn::source::Text::new(path, content);
        raised = pipeline::raise(&are, Some((&raised, &were)));
        let built = pipeline::build(&are, None);
        let state = |site: &insyn::site::Site| site.all().map(|(_, record)| (record.approved, record.state)).collect::<Vec<_>>();
        assert_eq!(state(&raised.house.site), state(&built.house.site), "{path}");
        assert_eq!(raised.findings(&are), built.diagnostics, "{path}");
        states.extend(state(&built.house.site));
        were = are;
    }
    let voided = |state| states.contains(&(Approved::Changed, state));
    assert!(states.contains(&(Approved::Holds, State::Published)) && voided(State::Unapproved) && voided(State::Published));
}
