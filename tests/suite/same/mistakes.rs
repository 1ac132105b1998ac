//! Mistakes that writers make, one after the other: the file that has one is read by itself, as one that has none, and so it is while they
//! write on in it and when they mend it. What is shown and found is what it would be had the preview begun anew.

use insyn::pipeline;
use insyn::source::{Audience, Sources, Text};

use super::facts::{SMALL, is_quick};
use super::files::{assert_made, assert_stands};
use crate::project::Project;

/// A mistake in a file: what stands there, what is written instead, and whether nothing is to be linked anew when it is made and when it is
/// mended.
const MISTAKES: &[(&str, &str, &str, [bool; 2])] = &[
    // Keys and values.
    ("content/results/d.md", "extent =", "extnet =", [true, true]),
    ("content/results/a.md", "dated = \"2024-01-05\"", "dated = \"2024-01-55\"", [true, true]),
    ("content/results/a.md", "cause = \"budget\"", "cause = \"pengar\"", [true, true]),
    ("content/agreements/nytt.md", "title = \"Nytt avtal\"", "title = \"Nytt avtal", [true, true]),
    ("content/agreements/nytt.md", "form = \"överenskommelse\"", "form = \"avtal i god ton\"", [true, true]),
    ("content/agreements/nytt.md", "form = \"överenskommelse\"\n", "", [true, true]),
    ("content/results/d.md", "period = \"2025\"", "period = \"igår\"", [true, true]),
    ("content/results/d.md", "+++\ntitle", "++\ntitle", [true, true]),
    ("content/budgets/budget.md", "\"10 tkr\"", "\"tio\"", [true, true]),
    ("content/indicators.toml", "id = \"annat\"\n", "", [true, true]),
    ("content/organisations.toml", "id = \"skolan\"", "id = \"Skolan!\"", [true, true]),
    // Where it leads.
    ("content/agreements/nytt.md", "[\"styrelsen\"]", "[\"styrelse\"]", [true, true]),
    ("content/agreements/nytt.md", "[\"styrelsen\"]", "[\"strategies/plan\"]", [true, true]),
    ("content/results/c.md", "results/a#tredje", "results/a#trejde", [true, true]),
    ("content/results/d.md", "title = \"Ringas\"", "title = \"Ringas\"\ncontinues = [\"results/x#ett\"]", [true, true]),
    ("content/agreements/nytt.md", "\n+++\n", "\n+++\n[Borta](../pages/borta.md)\n", [true, true]),
    ("content/agreements/nytt.md", "\n+++\n", "\n+++\n[Borta](/finns-inte/)\n", [true, true]),
    // What it is called.
    (
        "content/results/d.md",
        "[[action]]",
        "[[action]]\nid = \"ringas\"\ntitle = \"Två gånger\"\nstatus = \"pågår\"\n[[action]]",
        [true, true],
    ),
    ("content/results/d.md", "\n+++\n", "\n+++\n## Ringas {#ringas}\n", [true, true]),
    // What others lead to goes.
    ("content/results/a.md", "extent =", "extnet =", [true, true]),
    // What others lead into is another, and goes in the second.
    ("content/results/a.md", "id = \"tredje\"", "id = \"trejde\"", [false, true]),
    ("content/strategies/plan.md", "title = \"Planen\"\n", "", [false, false]),
    ("content/organisations.toml", "id = \"namnden\"", "id = \"nämnden\"", [false, true]),
    // What follows up something else stands elsewhere.
    ("content/results/d.md", "agreements/avtal", "agreements/avtla", [false, false]),
];

fn edited(sources: &Sources, path: &str, was: &str, is: &str) -> Sources {
    let mut edited = sources.clone();
    let text = edited.texts.iter_mut().find(|text| &*text.path == path).unwrap_or_else(|| panic!("{path} is a file"));
    assert!(text.content.contains(was), "{path} has {was:?}");
    let new = text.content.replacen(was, is, 1);
    *text = Text::new(path, new);
    edited
}

/// What waits for records, or tells of them: links, a reference to a part that is not there, changes, a translation, a file that cannot be read.
const WAITING: &str = r#"=== content/changes.toml
[[change]]
date = "2026-11-20"
record = "results/d"
kind = "ändrad"
text = "Perioden ändrad."
edition = 1
[[change]]
date = "2026-11-20"
record = "results/finns-inte"
kind = "ändrad"
text = "Något."
edition = 1
=== content/pages/vantar.md
+++
title = "Väntar"
summary = "Väntar"
+++
[Borta](borta.md), [trasig](../strategies/trasig.md), [avtalet](../agreements/nytt.md) och [dess adress](/planer/nytt/).
=== content/strategies/trasig.md
+++
form = "plan"
+++
=== content/results/av-trasig.md
+++
title = "Av den trasiga"
follows-up = "strategies/trasig"
period = "2024"
extent = "en del"
[[action]]
id = "ett"
title = "Ett"
status = "pågår"
continues = ["results/d#finns-inte"]
+++
=== content/agreements/borta.en.md
+++
title = "Gone"
+++
"#;

fn read(site: &str) -> Sources {
    let mut sources = Project::new(site).sources;
    sources.audience = Audience::Writers;
    sources
}

/// Makes each mistake in a site, writes on and mends it; gives of each whether nothing was linked anew at those four.
fn make_each(sources: &Sources) -> Vec<[bool; 4]> {
    let sound = pipeline::raise(sources, None);
    let were = sound.findings(sources);
    let made = MISTAKES.iter().map(|(path, right, wrong, _)| {
        let edit = format!("{path}: {right:?} → {wrong:?}");
        let mistaken = edited(sources, path, right, wrong);
        let found = pipeline::raise(&mistaken, None).findings(&mistaken);
        assert!(found.iter().any(|found| !were.contains(found)), "{edit} is no mistake");
        let broken = pipeline::raise(&mistaken, Some((&sound, sources)));
        assert_stands(&broken, &mistaken, &edit);
        // The line above moves what was found.
        let note = |sources: &Sources| edited(sources, path, "title =", "# En anteckning.\ntitle =");
        let more = note(&mistaken);
        let on = pipeline::raise(&more, Some((&broken, &mistaken)));
        assert_stands(&on, &more, &format!("{edit}, and a line more"));
        let elsewhere = |sources: &Sources| edited(sources, "content/agreements/natverk.md", "Vi träffas.", "Vi ses.");
        let other = elsewhere(&more);
        let beside = pipeline::raise(&other, Some((&on, &more)));
        assert_stands(&beside, &other, &format!("{edit}, and another file"));
        let mended = elsewhere(&note(sources));
        let whole = pipeline::raise(&mended, Some((&beside, &other)));
        assert_stands(&whole, &mended, &format!("{edit}, and mended"));
        [is_quick(&broken, &sound), is_quick(&on, &broken), is_quick(&beside, &on), is_quick(&whole, &beside)]
    });
    made.collect()
}

#[test]
fn a_mistake_is_made_written_on_and_mended() {
    let quick = make_each(&read(SMALL));
    let told = |((path, right, wrong, [made, mended]), quick): (&(&str, &str, &str, [bool; 2]), [bool; 4])| {
        (quick != [*made, true, true, *mended]).then(|| format!("{path}: {right:?} → {wrong:?}: {quick:?}"))
    };
    let unlike: Vec<String> = MISTAKES.iter().zip(quick).filter_map(told).collect();
    assert!(unlike.is_empty(), "linked anew or not, against what is expected:\n{}", unlike.join("\n"));
}

#[test]
fn a_mistake_is_made_where_others_wait_and_changes_are_told() {
    make_each(&read(&format!("{SMALL}{WAITING}")));
}

/// What the start page leads to first cannot be read any more, and can again.
#[test]
fn a_mistake_is_made_in_what_the_settings_lead_to() {
    let sources = read(&SMALL.replacen("shows =", "start = [\"results/d\", \"agreements/nytt\"]\nshows =", 1));
    let sound = pipeline::raise(&sources, None);
    for (path, right, wrong) in [
        ("content/results/d.md", "extent =", "extnet ="),
        ("content/agreements/nytt.md", "form = \"överenskommelse\"\n", ""),
        ("content/agreements/nytt.md", "title = \"Nytt avtal\"", "title = \"Nytt avtal"),
    ] {
        let mistaken = edited(&sources, path, right, wrong);
        let broken = pipeline::raise(&mistaken, Some((&sound, &sources)));
        assert_stands(&broken, &mistaken, path);
        assert_made(&broken, &mistaken, path);
        let whole = pipeline::raise(&sources, Some((&broken, &mistaken)));
        assert_stands(&whole, &sources, path);
        assert_made(&whole, &sources, path);
        assert!(is_quick(&broken, &sound) && is_quick(&whole, &broken), "{path}");
    }
    // Settings that lead to nothing are told of.
    let mut without = sources.clone();
    without.texts.retain(|text| &*text.path != "content/results/d.md");
    assert_stands(&pipeline::raise(&without, Some((&sound, &sources))), &without, "gone");
}

/// Files that are saved or removed together: one that cannot be read, and another that leads to it and says something else or goes too.
#[test]
fn what_leads_to_a_mistake_is_edited_or_goes_with_it() {
    let sources = read(SMALL);
    let sound = pipeline::raise(&sources, None);
    let mistaken = edited(&sources, "content/results/a.md", "extent =", "extnet =");
    let without = |sources: &Sources, path: &str| {
        let mut without = sources.clone();
        without.texts.retain(|text| &*text.path != path);
        without
    };
    for (together, edit) in [
        (edited(&mistaken, "content/results/c.md", "Träffas", "Mötas"), "what leads to it says something else"),
        (without(&mistaken, "content/results/c.md"), "what leads to it goes"),
        (without(&without(&sources, "content/results/a.md"), "content/results/c.md"), "both go"),
    ] {
        let after = pipeline::raise(&together, Some((&sound, &sources)));
        assert_stands(&after, &together, edit);
        assert_made(&after, &together, edit);
        let back = pipeline::raise(&sources, Some((&after, &together)));
        assert_stands(&back, &sources, edit);
    }
}

/// A plan goes, or cannot be read, while what follows it up judges a goal that it never had.
#[test]
fn what_follows_up_a_plan_that_goes_may_be_at_fault_itself() {
    let sources = read(SMALL);
    let follows = |text: &&Text| text.path.starts_with("content/results/") && text.content.contains("follows-up = \"strategies/plan\"");
    let path = sources.texts.iter().find(follows).map(|text| text.path.clone()).expect("a result follows up the plan");
    let faulty = edited(&sources, &path, "\n+++\n", "\n[[goal]]\ngoal = \"borta\"\n+++\n");
    let before = pipeline::raise(&faulty, None);
    let mut without = faulty.clone();
    without.texts.retain(|text| &*text.path != "content/strategies/plan.md");
    let mistaken = edited(&faulty, "content/strategies/plan.md", "title = \"Planen\"\n", "");
    for (after, edit) in [(&without, "the plan goes"), (&mistaken, "the plan cannot be read")] {
        let raised = pipeline::raise(after, Some((&before, &faulty)));
        assert_stands(&raised, after, edit);
        assert_stands(&pipeline::raise(&faulty, Some((&raised, after))), &faulty, "it is back");
    }
}

/// What is translated cannot be read any more: the translation waits for it, and is not told of as one of nothing.
#[test]
fn a_translation_waits_for_an_original_that_cannot_be_read() {
    let english = "=== content/agreements/nytt.en.md\n+++\ntitle = \"New agreement\"\nsummary = \"New\"\n+++\nWords.\n";
    let settings = "=== content/site.toml\n";
    let bilingual = SMALL.replacen(settings, &format!("{settings}languages = [\"sv\", \"en\"]\n"), 1);
    let sources = read(&format!("{bilingual}{english}"));
    let sound = pipeline::raise(&sources, None);
    let translated = sound.house.plan.outputs.iter().filter(|output| output.path.ends_with("/nytt/index.html"));
    assert_eq!(translated.count(), 2);
    let mistaken = edited(&sources, "content/agreements/nytt.md", "form = \"överenskommelse\"", "form = \"avtal i god ton\"");
    let broken = pipeline::raise(&mistaken, Some((&sound, &sources)));
    assert_stands(&broken, &mistaken, "broken");
    assert!(broken.first_findings(&mistaken).iter().all(|found| found.lint.name != "no-original"));
    let whole = pipeline::raise(&sources, Some((&broken, &mistaken)));
    assert_stands(&whole, &sources, "mended");
    assert_made(&whole, &sources, "mended");
    // Of one that is not there it is told.
    let mut without = sources.clone();
    without.texts.retain(|text| &*text.path != "content/agreements/nytt.md");
    let gone = pipeline::raise(&without, Some((&sound, &sources)));
    assert!(gone.first_findings(&without).iter().any(|found| found.lint.name == "no-original"));
}
