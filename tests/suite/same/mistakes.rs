//! Mistakes that writers make, one after the other: the file that has one is read by itself, as one that has none, and so it is while they
//! write on in it and when they mend it. What is shown and found is what it would be had the preview begun anew.

use insyn::pipeline;
use insyn::source::{Audience, Sources, Text};

use super::facts::{SMALL, is_quick};
use super::files::assert_stands;
use crate::project::Project;

/// A mistake in a file: what stands there, what is written instead, and whether all is to be linked anew because of it.
const MISTAKES: &[(&str, &str, &str, bool)] = &[
    // Keys and values.
    ("content/results/d.md", "extent =", "extnet =", false),
    ("content/results/a.md", "dated = \"2024-01-05\"", "dated = \"2024-01-55\"", false),
    ("content/results/a.md", "cause = \"budget\"", "cause = \"pengar\"", false),
    ("content/agreements/nytt.md", "title = \"Nytt avtal\"", "title = \"Nytt avtal", false),
    ("content/agreements/nytt.md", "form = \"överenskommelse\"", "form = \"avtal i god ton\"", false),
    ("content/agreements/nytt.md", "form = \"överenskommelse\"\n", "", false),
    ("content/results/d.md", "period = \"2025\"", "period = \"igår\"", false),
    ("content/results/d.md", "+++\ntitle", "++\ntitle", false),
    ("content/budgets/budget.md", "\"10 tkr\"", "\"tio\"", false),
    ("content/indicators.toml", "id = \"annat\"\n", "", false),
    ("content/organisations.toml", "id = \"skolan\"", "id = \"Skolan!\"", false),
    // Where it leads.
    ("content/agreements/nytt.md", "[\"styrelsen\"]", "[\"styrelse\"]", false),
    ("content/agreements/nytt.md", "[\"styrelsen\"]", "[\"strategies/plan\"]", false),
    ("content/results/c.md", "results/a#tredje", "results/a#trejde", false),
    ("content/results/d.md", "title = \"Ringas\"", "title = \"Ringas\"\ncontinues = [\"results/x#ett\"]", false),
    ("content/agreements/nytt.md", "\n+++\n", "\n+++\n[Borta](../pages/borta.md)\n", false),
    ("content/agreements/nytt.md", "\n+++\n", "\n+++\n[Borta](/finns-inte/)\n", false),
    // What it is called.
    ("content/results/d.md", "[[action]]", "[[action]]\nid = \"ringas\"\ntitle = \"Två gånger\"\nstatus = \"pågår\"\n[[action]]", false),
    ("content/results/d.md", "\n+++\n", "\n+++\n## Ringas {#ringas}\n", false),
    // What others lead to goes, so what they say is another.
    ("content/results/a.md", "extent =", "extnet =", true),
    ("content/results/a.md", "id = \"tredje\"", "id = \"trejde\"", true),
    ("content/strategies/plan.md", "title = \"Planen\"\n", "", true),
    ("content/organisations.toml", "id = \"namnden\"", "id = \"nämnden\"", true),
    // What follows up something else stands elsewhere.
    ("content/results/d.md", "agreements/avtal", "agreements/avtla", true),
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
    let told = |((path, right, wrong, anew), quick): (&(&str, &str, &str, bool), [bool; 4])| {
        (quick != [!anew, true, true, !anew]).then(|| format!("{path}: {right:?} → {wrong:?}: {quick:?}"))
    };
    let unlike: Vec<String> = MISTAKES.iter().zip(quick).filter_map(told).collect();
    assert!(unlike.is_empty(), "linked anew or not, against what is expected:\n{}", unlike.join("\n"));
}

#[test]
fn a_mistake_is_made_where_others_wait_and_changes_are_told() {
    make_each(&read(&format!("{SMALL}{WAITING}")));
}
