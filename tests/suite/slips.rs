//! One slip gets one answer, and hides nothing that stands after it.

use insyn::diagnostic::Fix;

use crate::project::{Project, found};

const PLAN: &str = "=== content/cases/socn/index.md
+++
title = \"Ärendet\"

[[document]]
id = \"bilaga-3\"
title = \"Bilagan\"
text = \"bilaga-3.txt\"
+++
=== content/cases/socn/bilaga-3.txt
Det mesta blev gjort. Polisen hann inte.
=== content/organisations.toml
[[organisation]]
id = \"sociala-kvalitetsenheten\"
title = \"Sociala kvalitetsenheten\"
place = \"inom kommunen\"

[[organisation]]
id = \"polisen\"
title = \"Polisen\"
place = \"utanför kommunen\"
=== content/topics.toml
[[topic]]
id = \"droger\"
title = \"Droger\"

[[topic]]
id = \"alkohol\"
title = \"Alkohol\"
=== content/strategies/andt.md
+++
title = \"Planen\"
form = \"strategi\"
period = \"2014/2016\"

[[goal]]
id = \"mal-1\"
title = \"Färre börjar\"

[[goal]]
id = \"mal-2\"
title = \"Fler slutar\"
+++
=== content/results/andt-2016.md
+++
title = \"Så gick det\"
follows-up = \"strategies/andt\"
period = \"2016\"
extent = \"sammanfattning\"
made-by = [\"sociala-kvalitetsenheten\"]
stage = \"upprättad\"
topics = [\"droger\", \"alkohol\"]
source = \"socn#bilaga-3\"

[overall]
quote = \"Det mesta blev gjort.\"

[[goal]]
goal = \"mal-1\"
status = [\"genomförd\"]
quote = \"Polisen hann inte.\"

[[goal]]
goal = \"mal-2\"
status = [\"genomförd\"]
quote = \"Det mesta blev gjort.\"
+++
";

/// What is said of the site with `right` written as `wrong`: line, rule, message and line to paste of each finding.
fn said(right: &str, wrong: &str) -> Vec<(usize, &'static str, String, Option<String>)> {
    assert!(PLAN.contains(right), "{right}");
    let project = Project::new(&PLAN.replacen(right, wrong, 1));
    let built = project.build();
    let line = |found: &insyn::diagnostic::Diagnostic| {
        let text = project.sources.texts.iter().find(|text| text.id == found.span.source).expect("a finding stands in a file");
        text.content[..found.span.range().start].matches('\n').count() + 1
    };
    built.diagnostics.iter().map(|found| (line(found), found.lint.name, found.message.sv.clone(), found.paste.clone())).collect()
}

/// The one finding that a slip gives, as rule, line and line to paste.
fn only(right: &str, wrong: &str) -> (&'static str, usize, Option<String>) {
    let mut said = said(right, wrong);
    assert_eq!(said.len(), 1, "{wrong}: {said:#?}");
    let (line, lint, _, paste) = said.remove(0);
    (lint, line, paste)
}

#[test]
fn the_site_is_sound() {
    assert!(found(&Project::new(PLAN).build()).is_empty());
}

#[test]
fn a_slip_in_the_facts_is_told_once_with_the_line_put_right() {
    let slips = [
        ("made-by = [\"sociala-kvalitetsenheten\"]", "made-by = [\"sociala-kvalitetsenheten\""),
        ("made-by = [\"sociala-kvalitetsenheten\"]", "made-by = [\"sociala-kvalitetsenheten]"),
        ("topics = [\"droger\", \"alkohol\"]", "topics = [\"droger, \"alkohol\"]"),
        ("topics = [\"droger\", \"alkohol\"]", "topics = [droger\", \"alkohol\"]"),
        ("stage = \"upprättad\"", "stage: \"upprättad\""),
        ("stage = \"upprättad\"", "stage: upprättad"),
        ("stage = \"upprättad\"", "stage \"upprättad\""),
        ("stage = \"upprättad\"", "stage = upprättad"),
        ("stage = \"upprättad\"", "stage = ”upprättad”"),
        ("period = \"2016\"", "period == \"2016\""),
        ("follows-up = \"strategies/andt\"", "följer-upp = \"strategies/andt\""),
        ("follows-up = \"strategies/andt\"", "follows–up = \"strategies/andt\""),
        ("stage = \"upprättad\"", "stage\u{a0}= \"upprättad\""),
        ("source = \"socn#bilaga-3\"", "source: \"socn#bilaga-3\""),
    ];
    for (right, wrong) in slips {
        let line = PLAN.split("results/andt-2016.md\n").nth(1).and_then(|file| file.lines().position(|line| line == right));
        assert_eq!(only(right, wrong), ("toml-syntax", line.expect("a line") + 1, Some(right.to_owned())), "{wrong}");
    }
}

#[test]
fn what_stands_after_a_slip_is_read_and_judged() {
    for wrong in ["stage: \"upprättad\"", "En rad med vanliga ord.", "stage = \"upprättad"] {
        let said = said("stage = \"upprättad\"\ntopics = [\"droger\", \"alkohol\"]", &format!("{wrong}\ntopics = [\"drogor\"]"));
        let rules: Vec<_> = said.iter().map(|(_, lint, ..)| *lint).collect();
        assert_eq!(rules, ["toml-syntax", "dangling-reference"], "{wrong}: {said:#?}");
    }
}

#[test]
fn a_lost_source_takes_no_quotes_with_it() {
    let said = said("source = \"socn#bilaga-3\"", "socn#bilaga-3 är källan");
    assert_eq!(said.iter().map(|(_, lint, ..)| *lint).collect::<Vec<_>>(), ["toml-syntax"], "{said:#?}");
}

#[test]
fn single_brackets_of_a_list_are_doubled() {
    for heading in ["[[organisation]]\nid = \"polisen\"", "[[goal]]\ngoal = \"mal-2\"", "[[goal]]\ngoal = \"mal-1\""] {
        let (double, rest) = heading.split_once('\n').expect("two lines");
        let single = format!("{}\n{rest}", &double[1..double.len() - 1]);
        let (lint, _, paste) = only(heading, &single);
        assert_eq!((lint, paste.as_deref()), ("toml-syntax", Some(double)));
        let built = Project::new(&PLAN.replacen(heading, &single, 1)).build();
        assert!(matches!(built.diagnostics[0].fix.as_deref(), Some(Fix::Write { text, .. }) if text == double));
    }
}

#[test]
fn nothing_is_offered_that_drops_or_invents() {
    let paste = |right: &str, wrong: &str| {
        let said = said(right, wrong);
        said.first().unwrap_or_else(|| panic!("{wrong} is found")).3.clone()
    };
    assert_eq!(paste("goal = \"mal-2\"", "goal = \"mal-9\""), None);
    assert_eq!(paste("\"droger\", \"alkohol\"", "\"droger; alkohol\"").as_deref(), Some("topics = [\"droger\", \"alkohol\"]"));
    let organisation = Some("made-by = [\"sociala-kvalitetsenheten\"]");
    assert_eq!(paste("\"sociala-kvalitetsenheten\"]", "\"Sociala kvalitetsenheten\"]").as_deref(), organisation);
    let new = paste("\"sociala-kvalitetsenheten\"]", "\"Brottsförebyggande rådet\"]").expect("a block to add");
    assert!(new.contains("id = \"brottsforebyggande-radet\"\ntitle = \"Brottsförebyggande rådet\""), "{new}");
}

/// What stands in for a title helps to find more mistakes, and is never shown.
#[test]
fn a_plan_without_a_title_is_not_shown() {
    let built = Project::new(&PLAN.replacen("title = \"Planen\"\n", "", 1)).build();
    assert_eq!(found(&built), ["missing-key"]);
    assert!(built.house.site.get("strategies", "andt").is_none());
}

#[test]
fn goals_of_a_plan_of_the_wrong_kind_are_passed_over() {
    assert_eq!(only("\"strategies/andt\"", "\"organisations/polisen\"").0, "wrong-kind");
}

#[test]
fn a_phone_number_has_digits_and_no_letters() {
    let contact = |phone: &str| {
        let service = format!(
            "=== content/services.toml\n[[service]]\nid = \"a\"\ntitle = \"A\"\nchecked-on = \"2026-11-01\"\n\n[[service.contact]]\nphone = \"{phone}\"\n"
        );
        found(&Project::new(&service).build()).len()
    };
    for right in ["112", "020-91 91 91", "+46 8 123 45 67"] {
        assert_eq!(contact(right), 0, "{right}");
    }
    for wrong in ["l16 111", "08-O00 00 00", "11"] {
        assert_eq!(contact(wrong), 1, "{wrong}");
    }
}
