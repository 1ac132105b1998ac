//! Locked follow-ups: the same words give the same fingerprint, any other do not, and what was corrected or taken away stands beside.

use insyn::fingerprint;
use insyn::pipeline::Built;

use crate::project::{Project, found};
use crate::sites::{page, pages, told};

const AROUND: &str = r#"
=== content/strategies/plan.md
+++
title = "Planen"
form = "plan"
period = "2014/2016"
[[goal]]
id = "mal-1"
title = "Målet"
+++
=== content/indicators.toml
[[indicator]]
id = "barn"
title = "Barn som fått stöd"
unit = "barn"
"#;

const RESULT: &str = r#"
=== content/results/plan-2016.md
+++
title = "Så gick det 2016"
follows-up = "strategies/plan"
period = "2016"
extent = "fullständig"
[overall]
text = "Det mesta blev av."
status = ["genomförd"]
coverage = "de flesta"
[[silence]]
rule = "claim-without-source"
reason = "Provet handlar om annat."

[[observation]]
id = "barn-2016"
indicator = "barn"
goal = "mal-1"
value = 19
[[action]]
id = "kurs"
title = "Kurs"
status = "genomförd"
goal = "mal-1"
+++

## Målet {#mal-1}

Nitton barn har fått stöd.
"#;

fn built(result: &str) -> Built {
    Project::new(&format!("{AROUND}{result}")).build()
}

fn print(result: &str) -> String {
    let built = built(result);
    let site = &built.house.site;
    fingerprint::of(site.record(site.get("results", "plan-2016").expect("the result is there")))
}

#[test]
fn layout_order_and_aliases_make_no_difference() {
    let same = [
        RESULT.replace("\"fullständig\"", "\"full\"").replace("\"genomförd\"", "\"done\"").replace("\"de flesta\"", "\"most\""),
        RESULT.replace("period = \"2016\"\nextent = \"fullständig\"", "extent = \"fullständig\"\n\nperiod = \"2016\""),
        RESULT.replace("status = \"genomförd\"\ngoal", "status = [\"genomförd\"]\n\n# En kommentar.\ngoal"),
        RESULT.replace("value = 19", "value = 19.0"),
        RESULT.replace("goal = \"mal-1\"\nvalue", "goal = \"strategies/plan#mal-1\"\nvalue"),
        RESULT.replace("Nitton barn har", "Nitton barn\nhar"),
        RESULT.replace("[overall]\ntext = \"Det mesta blev av.\"", "[overall]\ntext = \"\"\"\nDet mesta\nblev av.\"\"\""),
        RESULT.replace("extent =", "draft = false\nreviewed = \"2017-05-01\"\nextent ="),
        RESULT.replace(
            "[[action]]\nid = \"kurs\"\ntitle = \"Kurs\"\nstatus = \"genomförd\"\ngoal = \"mal-1\"\n+++\n\n## Målet {#mal-1}\n",
            "+++\n\n## Målet {#mal-1}\n\n| Aktivitet | Läge | Id |\n|---|---|---|\n| Kurs | genomförd | kurs |\n",
        ),
        RESULT.replace("+++\n\n##", "[lock]\ndate = \"2017-03-13\"\nfingerprint = \"0\"\n[[reply]]\nby = \"polisen\"\ndate = \"2017-04-01\"\ntext = \"Svar\"\n+++\n\n##"),
    ];
    for (at, result) in same.iter().enumerate() {
        assert_ne!(result, RESULT, "{at} changes something");
        assert_eq!(print(result), print(RESULT), "{at}: {result}");
    }
}

#[test]
fn every_word_and_figure_makes_a_difference() {
    let other = [
        RESULT.replace("value = 19", "value = 20"),
        RESULT.replace("value = 19", "target = 19"),
        RESULT.replace("status = \"genomförd\"", "status = \"pågår\""),
        RESULT.replace("Det mesta", "Allt"),
        RESULT.replace("Nitton", "Tjugo"),
        RESULT.replace("title = \"Så gick det 2016\"", "title = \"Så gick det\""),
        RESULT.replace("extent =", "summary = \"Bra.\"\nextent ="),
        RESULT.replace("goal = \"mal-1\"\nvalue", "value"),
        RESULT.replace("title = \"Kurs\"", "title = \"Kurser\""),
        RESULT.replace("har fått stöd.", "har fått [stöd](../strategies/plan.md)."),
        RESULT.replace("+++\n\n##", "[[statement]]\ntext = \"Ord\"\n+++\n\n##"),
    ];
    let mut seen = std::collections::BTreeSet::from([print(RESULT)]);
    for (at, result) in other.iter().enumerate() {
        assert!(seen.insert(print(result)), "{at}: {result}");
    }
}

/// The result without its figure, and without the silence about it.
fn unnumbered() -> String {
    let about = RESULT.find("[[silence]]").expect("there")..RESULT.find("[[observation]]").expect("there");
    RESULT.replace(&RESULT[about], "").replace("value = 19\n", "")
}

/// The result with a lock of `print` and what comes after it.
fn locked(result: &str, print: &str, after: &str) -> String {
    result.replace("+++\n\n##", &format!("[lock]\ndate = \"2017-03-13\"\nfingerprint = \"{print}\"\n{after}+++\n\n##"))
}

#[test]
fn a_locked_result_is_changed_by_a_dated_correction_only() {
    let first = print(RESULT);
    let lints = |result: &str| found(&built(result));
    assert!(lints(&locked(RESULT, &first, "")).is_empty());
    let changed = RESULT.replace("value = 19", "value = 20");
    assert_eq!(lints(&locked(&changed, &first, "")), ["locked-result-changed"]);
    let correction = |date: &str, print: &str| {
        format!(
            "[[correction]]\ndate = \"{date}\"\nkind = \"rättad\"\nfield = \"observation.barn-2016.value\"\ntext = \"Antalet är rättat.\"\nfingerprint = \"{print}\"\n"
        )
    };
    let second = print(&changed);
    assert!(lints(&locked(&changed, &first, &correction("2017-03-20", &second))).is_empty());
    assert_eq!(lints(&locked(&changed, &first, &correction("2017-03-20", &first))), ["locked-result-changed"], "another edition");
    assert_eq!(lints(&locked(&changed, &first, &correction("2017-03-01", &second))), ["locked-result-changed", "correction-before-lock"]);
    assert_eq!(lints(&locked(&changed, &first, &correction("2062-03-01", &second))), ["future-date"]);
    assert!(lints(&locked(&changed, "", &correction("2017-03-20", &second))).is_empty(), "the lock's own may be emptied then");
    assert_eq!(lints(&locked(RESULT, "", "")), ["locked-result-changed"], "and only then");
    // Of two corrections the newer holds, whatever their order in the file; the older stays as it was.
    let third = RESULT.replace("value = 19", "value = 21");
    let both = format!("{}{}", correction("2017-04-01", &print(&third)), correction("2017-03-20", &second));
    assert!(lints(&locked(&third, &first, &both)).is_empty());
    assert_eq!(lints(&locked(&changed, &first, &both)), ["locked-result-changed"], "back to the older edition");
    assert_eq!(lints(&locked(RESULT, &first, &both)), ["locked-result-changed"], "back to the locked edition");
}

#[test]
fn a_correction_stands_first_and_beside_its_fact() {
    let after = "[[correction]]\ndate = \"2017-03-20\"\nkind = \"rättad\"\nfield = \"observation.barn-2016.value\"\ntext = \"Antalet var fel.\"\n\n[[correction]]\ndate = \"2017-03-21\"\nkind = \"förtydligad\"\nfield = \"overall.text\"\ntext = \"En mening är klarare.\"\n\n[[correction]]\ndate = \"2017-03-22\"\nkind = \"rättad\"\nfield = \"action.kurs.status\"\ntext = \"Kursen är hållen.\"\n";
    let built = built(&RESULT.replace("+++\n\n##", &format!("{after}+++\n\n##")));
    assert_eq!(found(&built), [] as [&str; 0]);
    let html = page(&built, "sa-gick-det/plan-2016/index.html");
    let page_told = told(&html);
    assert!(html.find("s-corrections").expect("listed") < html.find("class=\"answers\"").expect("answers"), "first on the page");
    assert!(page_told.contains("rättad 20 mars 2017 värde antalet var fel."), "{page_told}");
    for (words, anchor) in [
        ("rättad 20 mars 2017: värde", "#s-correction-1"),
        ("förtydligad 21 mars 2017: omdöme", "#s-correction-2"),
        ("rättad 22 mars 2017: läge", "#s-correction-3"),
    ] {
        assert!(page_told.contains(words), "{words}: {page_told}");
        assert!(html.contains(&format!("{anchor}\"")), "{anchor}");
        assert!(html.contains(&format!("id=\"{}\"", &anchor[1..])), "{anchor} leads somewhere");
    }
    assert!(told(&page(&built, "planer/plan/mal-1/index.html")).contains("rättad 20 mars 2017: värde"), "the goal's page too");
    assert!(told(&page(&built, "matt/barn/index.html")).contains("rättad 20 mars 2017: värde"), "and the indicator's");
}

#[test]
fn a_redacted_value_is_nowhere_and_its_place_says_so() {
    let after = "[[correction]]\ndate = \"2017-03-20\"\nkind = \"maskerad\"\nfield = \"observation.barn-2016.value\"\ntext = \"Antalet var så litet att någon kunde kännas igen.\"\n";
    let small = unnumbered().replace("Nitton barn har fått stöd.", "Barn har fått stöd.");
    let built = built(&small.replace("+++\n\n##", &format!("{after}+++\n\n##")));
    assert_eq!(found(&built), [] as [&str; 0]);
    for path in ["sa-gick-det/plan-2016/index.html", "planer/plan/mal-1/index.html", "matt/barn/index.html"] {
        let told = told(&page(&built, path));
        assert!(told.contains("maskerad"), "{path}: {told}");
        assert!(!told.contains("ingen siffra finns bland handlingarna här"), "{path}: {told}");
    }
    let told = told(&page(&built, "sa-gick-det/plan-2016/index.html"));
    assert!(told.contains("barn som fått stöd : maskerad ."), "{told}");
    assert!(pages(&built).iter().all(|(_, page)| !page.contains("19 barn") && !page.contains("Nitton")));
}

#[test]
fn what_is_masked_in_the_whole_is_a_fact_that_says_so() {
    let after = "[[correction]]\ndate = \"2017-03-20\"\nkind = \"redacted\"\nfield = \"dated\"\ntext = \"Dagen röjde vem det var.\"\n";
    let built = built(&RESULT.replace("+++\n\n##", &format!("{after}+++\n\n##")));
    let told = told(&page(&built, "sa-gick-det/plan-2016/index.html"));
    assert!(told.contains("daterad maskerad"), "{told}");
}

#[test]
fn a_redacted_value_is_masked_where_two_years_are_compared() {
    let after = "[[correction]]\ndate = \"2017-03-20\"\nkind = \"maskerad\"\nfield = \"observation.barn-2016.value\"\ntext = \"Antalet var litet.\"\n";
    let small = unnumbered().replace("+++\n\n##", &format!("{after}+++\n\n##"));
    let before = RESULT.replace("2016", "2015").replace("value = 19", "value = 30");
    let built = built(&format!("{small}{before}"));
    assert_eq!(found(&built), [] as [&str; 0]);
    let compared: Vec<_> = pages(&built).into_iter().filter(|(_, page)| page.contains("t-compare")).collect();
    assert_eq!(compared.len(), 1, "the two years are compared");
    let told = told(&compared[0].1);
    assert!(told.contains("maskerad") && !told.contains("ingen siffra finns"), "{told}");
}
