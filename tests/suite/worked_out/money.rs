//! Money: the lines of the PM from 2015 added up by hand, and what a budget says beyond the example sites.

use super::{Row, Site, hold, municipality, never_told};
use crate::project::found;
use crate::sites::{page, told};

#[test]
fn twelve_lines_are_told_against_the_two_sums_that_they_are_taken_from() {
    let budget = "pengar/forebyggande-2015/index.html";
    hold(&[
        Row {
            site: Site::Nacka,
            // 920 + 25 + 45 + 800 + 750 + 400 + 50 + 165 + 400 + 250 + 100 + 85
            says: "har 3 000 tkr avsatts under 2015. Utöver det har kommunstyrelsen avsatt 1 000 tkr. Dessa medel används på följande sätt:",
            page: budget,
            told: "de 12 raderna är tillsammans ca 3 990 tkr av 4 000 tkr. skillnaden, 10 tkr, ryms i ”ca”.",
        },
        Row {
            site: Site::Nacka,
            // Half of 10 + 1 + 1 + 100 + 10 + 100 + 10 + 1 + 100 + 10 + 100 + 1
            says: "ca 920 tkr, ca 25 tkr, ca 45 tkr, ca 800 tkr, ca 750 tkr, ca 400 tkr, ca 50 tkr, ca 165 tkr, ca 400 tkr, ca 250 tkr, ca 100 tkr, ca 85 tkr",
            page: budget,
            told: "blir det 222 tkr åt vardera hållet",
        },
        Row {
            site: Site::Nacka,
            says: "Dessa medel används på följande sätt:",
            page: budget,
            told: "raderna tas ur förebyggande arbete (3 000 tkr) och strategin mot alkohol, narkotika, dopning och tobak (1 000 tkr).",
        },
        Row {
            site: Site::Nacka,
            says: "Stark utan knark projekt ca 250 tkr",
            page: "projekt/stark-utan-knark/index.html",
            told: "vad kostade det? ca 250 tkr planerad användning , pengar till förebyggande arbete 2015 \
                   vad det kostade till slut finns inte bland handlingarna här.",
        },
        Row {
            site: Site::Nacka,
            says: "Utöver det har kommunstyrelsen avsatt 1 000 tkr kopplade till alkohol, narkotika, dopnings- och tobaks- (ANDT) strategin.",
            page: "planer/andt-2014-2016/index.html",
            told: "1 000 tkr avsatt pengar till förebyggande arbete 2015 , 2015",
        },
        Row {
            site: Site::Nacka,
            says: "Föräldraprogram EFFEKT ca 85 tkr",
            page: "stod/effekt/index.html",
            told: "ca 85 tkr planerad användning",
        },
    ]);
}

#[test]
fn money_set_aside_is_never_told_as_spent_or_left() {
    never_told(Site::Nacka, &["förbrukat", "kvar att använda", "återstår att använda", "överskott", "underskott", "ej använda medel"]);
    never_told(Site::Danderyd, &["vad det kostade till slut", "raderna mot det som är avsatt"]);
}

const SHARED: &str = r#"
=== content/projects/film.md
+++
title = "Filmen"
funding = ["b#film"]
+++
=== content/budgets/b.md
+++
title = "Pengar"
period = "2015"
stage = "planerad användning"

[[silence]]
rule = "claim-without-source"
reason = "Provet handlar om annat."

[[envelope]]
id = "a"
title = "Potten A"
amount = "100 tkr"

[[envelope]]
id = "b"
title = "Potten B"
amount = "50 tkr"

[[envelope]]
id = "c"
title = "Potten C"
amount = "1,5 mnkr"

[[envelope]]
id = "d"
title = "Potten D"
amount = "7 tkr"

[[line]]
id = "film"
title = "Film"
amount = "120 tkr"
envelopes = ["a"]
pays-for = ["projects/film"]

[[line]]
title = "Tält"
amount = "20 tkr"
envelopes = ["b", "a"]

[[line]]
title = "Resor"
amount = "1 200 tkr"
envelopes = ["c"]

[[line]]
title = "Annat"
amount = "9 tkr"
+++
=== content/budgets/utfall.md
+++
title = "Utfall"
period = "2016"
stage = "förbrukat"

[[silence]]
rule = "claim-without-source"
reason = "Provet handlar om annat."

[[line]]
title = "Filmen kostade"
amount = "133 tkr"
pays-for = ["projects/film"]
+++
"#;

#[test]
fn a_line_from_several_envelopes_counts_against_them_together_and_is_never_split() {
    let project = municipality("sv", SHARED);
    let page = told(&page(&project.build(), "pengar/b/index.html"));
    for words in [
        "de 2 raderna är tillsammans 140 tkr av 150 tkr. skillnaden är 10 tkr.",
        "potten a (100 tkr): raden är 120 tkr, 20 tkr mer än de 100 tkr som är avsatta.",
        "potten a (100 tkr) och potten b (50 tkr): raden är 20 tkr.",
        "raden är 1 200 tkr av 1 500 tkr. skillnaden är 300 tkr.",
        "1 rad anger inte vilken pott den tas ur: 9 tkr.",
        "ingen rad här tas ur potten d (7 tkr).",
    ] {
        assert!(page.contains(words), "“{words}” is not told: {page}");
    }
    assert!(!page.contains("”ca”"), "nothing is approximate");
    assert_eq!(found(&project.build()), ["money-over"], "20 tkr too much of envelope A, though not of both");
}

#[test]
fn several_budgets_for_one_thing_are_listed_and_not_added_up() {
    let project = municipality("sv", SHARED);
    let page = told(&page(&project.build(), "projekt/film/index.html"));
    assert!(page.contains("133 tkr förbrukat , utfall 120 tkr planerad användning , pengar"), "newest first, each once: {page}");
    assert!(!page.contains("till slut") && !page.contains("253"), "what was spent is known, and stages are never added: {page}");
}

#[test]
fn english_readers_are_told_the_same() {
    let files = "=== content/budgets/b.md\n+++\ntitle = \"Money\"\nstage = \"planned-use\"\n\n[[envelope]]\nid = \"a\"\ntitle = \"Prevention\"\namount = \"100 tkr\"\n\n[[line]]\ntitle = \"Film\"\namount = \"ca 95 tkr\"\nenvelopes = [\"a\"]\n+++\n";
    let project = municipality("en", files);
    let page = told(&page(&project.build(), "pengar/b/index.html"));
    assert!(page.contains("the line is about 95 tkr of 100 tkr. the difference, 5 tkr, is larger than “about” allows."), "{page}");
    assert!(page.contains("together that is 0.5 tkr either way"), "{page}");
}

const GOAL: &str = r#"
=== content/strategies/plan.md
+++
title = "Planen"
form = "strategi"

[[goal]]
id = "mal-1"
title = "Mindre droger"

[[goal]]
id = "mal-2"
title = "Färre dricker"
+++
=== content/budgets/b.md
+++
title = "Pengar"
stage = "avsatt"

[[line]]
title = "Utbildning"
amount = "70 tkr"
pays-for = ["strategies/plan#mal-1"]
+++
"#;

#[test]
fn money_for_a_goal_stands_at_the_goal_and_at_its_plan() {
    let built = municipality("sv", GOAL).build();
    let of = |path: &str| told(&page(&built, path));
    assert!(of("planer/plan/mal-1/index.html").contains("vad kostade det? 70 tkr avsatt , pengar"));
    assert!(!of("planer/plan/mal-2/index.html").contains("70 tkr"));
    assert!(of("planer/plan/index.html").contains("utbildning mindre droger 70 tkr avsatt pengar"), "{}", of("planer/plan/index.html"));
}

#[test]
fn a_budget_that_is_withdrawn_tells_of_no_money_any_more() {
    let withdrawn =
        GOAL.replace("stage = \"avsatt\"", "stage = \"avsatt\"\n\n[withdrawn]\ndate = \"2026-11-01\"\nreason = \"Fel version\"");
    let built = municipality("sv", &withdrawn).build();
    for (path, page) in crate::sites::pages(&built) {
        assert!(!page.contains("70"), "{path}");
    }
}
