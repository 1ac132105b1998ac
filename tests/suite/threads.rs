//! From one follow-up to the next: what goes on, what ended, what is not taken up; figures beside each other; causes beyond the examples.

use insyn::knowledge::lineage::Spot;
use insyn::pipeline::Built;
use insyn::source::Audience;

use crate::project::{Project, SITE, found};
use crate::sites::{page, told};

const PLAN: &str = r#"=== content/strategies/plan.md
+++
title = "Plan 2014–2018"
form = "strategi"
period = "2014/2018"

[[goal]]
id = "mal-1"
number = "1"
title = "Tillgången ska minska"

[[goal]]
id = "mal-2"
number = "2"
title = "Ingen ska börja"

[[action]]
id = "kontroller"
title = "Kontroller i butik"
goal = "mal-1"

[[action]]
id = "utbildning"
title = "Utbildning"
goal = "mal-1"

[[action]]
id = "utvardering"
title = "Utvärdering"
goal = "mal-2"
due = "2018"
+++
"#;

/// A follow-up of the plan: its year, how far it goes, its front matter and its rows.
fn followup(year: &str, extent: &str, front: &str, rows: &str) -> String {
    format!(
        "=== content/results/plan-{year}.md\n+++\ntitle = \"Så gick det {year}\"\nfollows-up = \"strategies/plan\"\nperiod = \"{year}\"\nextent = \"{extent}\"\n{front}+++\n\n## Mål 1 {{#mal-1}}\n\n| Aktivitet | Läge | Planerad aktivitet | Fortsätter | Ersatt av | Avslutad |\n|---|---|---|---|---|---|\n{rows}"
    )
}

const FIRST: &str = "| Kontrollerna | pågår | strategies/plan#kontroller | | | |
| Rådgivning | påbörjad | | | | |
| Café | pågår | | | | |
| Film | pågår | | | | |
| Broschyr | genomförd | | | | |
";

const LAST: &str = "| Kontroller av alla butiker | genomförd | strategies/plan#kontroller | | | |
| Ny film | påbörjad | | results/plan-2015#film | | |
";

fn build(files: &[String]) -> Built {
    Project::new(&files.concat()).build()
}

fn lost(built: &Built) -> Vec<&str> {
    let site = &built.house.site;
    let mut lost: Vec<(&Spot, &u32)> =
        built.house.knowledge.lineage.vanished.iter().flat_map(|(later, spots)| spots.iter().map(move |spot| (spot, later))).collect();
    lost.sort();
    let title = |spot: &Spot| {
        &*site.record(spot.record).is::<insyn::content::result::FollowUp>().expect("a follow-up").actions[spot.at as usize].title
    };
    lost.into_iter().map(|(spot, _)| title(spot)).collect()
}

#[test]
fn what_a_full_follow_up_leaves_open_is_named_when_the_next_full_one_says_nothing_of_it() {
    // The summary between them ends the advice, and says nothing of the rest.
    let between = followup("2016", "sammanfattning", "", "| Rådgivning | genomförd | | | | |\n");
    let built = build(&[PLAN.into(), followup("2015", "fullständig", "", FIRST), between, followup("2017", "fullständig", "", LAST)]);
    assert_eq!(lost(&built), ["Café"], "controls and film go on, the advice ended, the brochure was done");
    assert_eq!(found(&built), ["vanished-action"]);
    let later = told(&page(&built, "sa-gick-det/plan-2017/index.html"));
    assert!(later.contains("tar inte upp 1 aktivitet som var öppen i den förra fullständiga uppföljningen. vad som hände med den står inte. café pågår var öppen i uppföljningen för 2015"), "{later}");
    let earlier = told(&page(&built, "sa-gick-det/plan-2015/index.html"));
    assert!(earlier.contains("tas inte upp i den fullständiga uppföljningen för 2017"), "{earlier}");
    assert!(earlier.contains("fortsätter 2017") && later.contains("fortsätter från 2015"));
    let plan = told(&page(&built, "planer/plan/index.html"));
    assert!(
        plan.contains("café pågår var öppen i uppföljningen för 2015 . tas inte upp i den fullständiga uppföljningen för 2017"),
        "{plan}"
    );
    assert!(plan.contains("ingen fullständig uppföljning tar upp 1 av de planerade aktiviteterna: utbildning"), "{plan}");
    assert!(!plan.contains("aktiviteterna: utbildning utvärdering"), "what is due in 2018 is not yet expected");
    assert!(plan.contains("så gick det 2017 : genomförd"), "the newest word on a planned action: {plan}");
}

#[test]
fn a_summary_or_a_part_proves_nothing_by_silence() {
    for (first, last) in
        [("fullständig", "sammanfattning"), ("fullständig", "en del"), ("sammanfattning", "fullständig"), ("en del", "fullständig")]
    {
        let built = build(&[PLAN.into(), followup("2015", first, "", FIRST), followup("2017", last, "", LAST)]);
        assert_eq!(lost(&built), [""; 0], "{first}, then {last}");
        assert!(built.diagnostics.is_empty(), "{:?}", found(&built));
        for path in ["sa-gick-det/plan-2015/index.html", "sa-gick-det/plan-2017/index.html", "planer/plan/index.html"] {
            let page = told(&page(&built, path));
            assert!(!page.contains("tas inte upp") && !page.contains("tar inte upp"), "{path}: {page}");
        }
    }
    let summaries = build(&[PLAN.into(), followup("2015", "sammanfattning", "", FIRST), followup("2017", "en del", "", LAST)]);
    assert!(summaries.house.knowledge.lineage.unnamed.is_empty(), "no full follow-up, so none leaves out what was planned");
}

#[test]
fn what_was_closed_replaced_or_goes_on_elsewhere_has_not_vanished() {
    let first = "| Café | pågår | | | | ja |\n| Film | ersatt | | | Pjäs | |\n| Kurs | pågår | | | | |\n| Läger | pågår | | | | |\n";
    let other = "=== content/strategies/nasta.md\n+++\ntitle = \"Nästa plan\"\nform = \"strategi\"\n\n[[action]]\nid = \"kurs\"\ntitle = \"Kurs\"\ncontinues = \"results/plan-2015#kurs\"\n+++\n";
    let last = "|  läger | okänd | | | | ja |\n";
    let built = build(&[PLAN.into(), other.into(), followup("2015", "fullständig", "", first), followup("2017", "fullständig", "", last)]);
    assert_eq!(lost(&built), [""; 0]);
    let earlier = told(&page(&built, "sa-gick-det/plan-2015/index.html"));
    assert!(earlier.contains("fortsätter nästa plan"), "{earlier}");
}

#[test]
fn a_thread_through_a_draft_is_not_broken_for_readers() {
    let draft = followup("2016", "fullständig", "draft = true\n", "| Caféet | pågår | | results/plan-2015#cafe | | |\n");
    let files = [
        PLAN.to_owned(),
        followup("2015", "fullständig", "", "| Café | pågår | | | | |\n"),
        draft,
        followup("2017", "fullständig", "", "| Fiket | genomförd | | results/plan-2016#cafeet | | |\n"),
    ];
    let mut project = Project::new(&files.concat());
    project.sources.audience = Audience::Public;
    assert_eq!(lost(&project.build()), [""; 0], "2017 goes on with what readers may not see");
}

#[test]
fn what_was_withdrawn_is_told_nowhere_else() {
    let withdrawn = "[withdrawn]\ndate = \"2026-11-01\"\nreason = \"Fel version.\"\n";
    let stopped = format!("{FIRST}| Kurs | inte genomförd | | | | |\n");
    let first = followup("2015", "fullständig", &format!("{withdrawn}{}", figures("2", "25.5", "80")), &stopped);
    let mut project = Project::new(&[PLAN.to_owned(), INDICATORS.to_owned(), first, followup("2016", "fullständig", "", LAST)].concat());
    project.sources.audience = Audience::Public;
    let built = project.build();
    for (path, page) in crate::sites::pages(&built) {
        for words in ["25,5", "Rådgivning", "Kurs", "jamfor", "Tas inte upp"] {
            assert!(!page.contains(words), "{path} tells “{words}” of what was withdrawn");
        }
    }
}

const FIGURES: &str = r#"
[[observation]]
indicator = "elever"
goal = "mal-2"
value = VALUE
target = 3

[[observation]]
indicator = "andel"
goal = "mal-2"
value = SHARE

[[observation]]
indicator = "besok"
goal = "mal-2"
value = VISITS
approximate = true
"#;

const INDICATORS: &str = r#"=== content/indicators.toml
[[indicator]]
id = "elever"
title = "Elever med stöd"
unit = "elever"
unit-one = "elev"
better = "lägre"

[[indicator]]
id = "andel"
title = "Andel"
unit = "procent"

[[indicator]]
id = "besok"
title = "Besök"
unit = "besök"
"#;

fn figures(value: &str, share: &str, visits: &str) -> String {
    FIGURES.replace("VALUE", value).replace("SHARE", share).replace("VISITS", visits)
}

fn two_years(site: &str, last: &str) -> Built {
    build(&[
        site.to_owned(),
        PLAN.to_owned(),
        INDICATORS.to_owned(),
        followup("2015", "fullständig", &figures("2", "25.5", "80"), FIRST),
        followup("2016", last, &figures("4", "26.5", "90"), &format!("{LAST}| Café | genomförd | | | | |\n")),
    ])
}

#[test]
fn two_years_stand_side_by_side() {
    let built = two_years("", "sammanfattning");
    let page = told(&page(&built, "planer/plan/jamfor/2015-2016/index.html"));
    for words in [
        "så gick det 2015 och 2016: plan 2014–2018",
        "uppföljningarna är olika omfattande: den för 2015 är fullständig, den för 2016 är en sammanfattning.",
        "kontroller av alla butiker pågår genomförd",
        "café pågår genomförd",
        "broschyr genomförd nämns inte",
        "rådgivning påbörjad nämns inte",
        "elever med stöd 2 elever 4 elever 2 elever över värdet för 2015. lägre är bättre för det här måttet.",
        "andel 25,5 procent 26,5 procent 1 procentenhet över värdet för 2015.",
        "besök ungefär 80 besök ungefär 90 besök skillnaden räknas inte ut, eftersom en av siffrorna är ungefärlig.",
    ] {
        assert!(page.contains(words), "“{words}” is not in: {page}");
    }
    for path in ["planer/plan/index.html", "sa-gick-det/plan-2015/index.html", "sa-gick-det/plan-2016/index.html"] {
        let page = crate::sites::page(&built, path);
        assert!(page.contains("href=\"/planer/plan/jamfor/2015-2016/\">Jämför 2015 och 2016</a>"), "{path} leads to the comparison");
    }
    let full = told(&crate::sites::page(&two_years("", "fullständig"), "planer/plan/jamfor/2015-2016/index.html"));
    assert!(full.contains("rådgivning påbörjad tas inte upp, fast uppföljningen är fullständig"), "{full}");
    assert!(!full.contains("olika omfattande"));
}

#[test]
fn figures_agree_with_their_number_and_say_which_way() {
    let told = |value: &str, target: &str| {
        let front = format!("\n[[observation]]\nindicator = \"elever\"\nvalue = {value}\ntarget = {target}\n");
        let built = build(&[PLAN.to_owned(), INDICATORS.to_owned(), followup("2015", "en del", &front, "")]);
        self::told(&page(&built, "sa-gick-det/plan-2015/index.html"))
    };
    let holds = |page: String, words: &str| assert!(page.contains(words), "“{words}” is not in: {page}");
    holds(told("1", "3"), "1 elev . det är 2 elever under målvärdet, som var 3 elever. lägre är bättre för det här måttet.");
    holds(told("2", "1"), "2 elever . det är 1 elev över målvärdet, som var 1 elev.");
    let equal = told("3", "3");
    assert!(equal.contains("3 elever . det är lika med målvärdet, som var 3 elever.") && !equal.contains("är bättre"), "{equal}");
    holds(
        told("80\napproximate = true", "90"),
        "ungefär 80 elever . siffran är ungefärlig. någon skillnad mot målvärdet räknas inte ut. målvärdet var 90 elever.",
    );
}

#[test]
fn an_english_site_says_it_in_english() {
    let site = format!("=== content/site.toml\n{}", SITE.replace("\"sv\"", "\"en\""));
    let built = two_years(&site, "sammanfattning");
    let compared = told(&page(&built, "planer/plan/jamfor/2015-2016/index.html"));
    for words in [
        "2 elever above the value for 2015. lower is better for this indicator.",
        "1 percentage point above the value for 2015.",
        "the one for 2015 is full, the one for 2016 is a summary.",
    ] {
        assert!(compared.contains(words), "“{words}” is not in: {compared}");
    }
    let causes = told(&page(&Project::new(&format!("{site}\n{HIT}")).build(), "orsaker/index.html"));
    for words in [
        "in 1 place the cause lies outside the municipality.",
        "the planned actions of 1 goal did not happen. it concerns 1 goal.",
        "another cause at bolaget",
    ] {
        assert!(causes.contains(words), "“{words}” is not in: {causes}");
    }
}

const HIT: &str = r#"=== content/organisations.toml
[[organisation]]
id = "polisen"
title = "Polisen"
place = "utanför kommunen"

[[organisation]]
id = "bolaget"
title = "Bolaget"
=== content/strategies/plan.md
+++
title = "Plan"
form = "strategi"

[[goal]]
id = "mal-1"
number = "1"
title = "Tillgången ska minska"
+++
=== content/results/plan-2016.md
+++
title = "Så gick det 2016"
follows-up = "strategies/plan"
period = "2016"
extent = "fullständig"

[[goal]]
goal = "mal-1"
status = ["kunde inte genomföras"]
cause = ["omorganisation"]
whose = "polisen"
next = "Tas upp igen 2017."

[[reply]]
by = "polisen"
date = "2017-04-01"
text = "Vi hörde aldrig av kommunen."
+++

## Mål 1 {#mal-1}

| Aktivitet | Läge | Varför | Orsaken i ord | Vems orsak |
|---|---|---|---|---|
| =Kurs(1) | inte genomförd | annat | lokalen brann | bolaget |
"#;

#[test]
fn a_cause_has_its_reply_beside_it_and_what_happens_next() {
    let built = Project::new(HIT).build();
    let causes = page(&built, "orsaker/index.html");
    assert!(causes.contains("id=\"svar-plan-2016-1\"") && causes.contains("href=\"#svar-plan-2016-1\""), "the row leads to the reply");
    let causes = told(&causes);
    for words in [
        "svar från polisen vi hörde aldrig av kommunen. 1 april 2017 , om så gick det 2016",
        "nu: tas upp igen 2017.",
        "annan orsak hos bolaget",
        "orsaken finns hos bolaget , om den är inom eller utanför kommunen står inte.",
        "på 1 ställe står det inte om orsaken finns inom eller utanför kommunen.",
    ] {
        assert!(causes.contains(words), "“{words}” is not in: {causes}");
    }
    let police = told(&page(&built, "organisationer/polisen/index.html"));
    assert!(police.contains("svar från polisen vi hörde aldrig av kommunen."), "{police}");
    let table = page(&built, "orsaker.csv");
    assert!(table.contains("'=Kurs(1)") && !table.contains(",=Kurs"), "no spreadsheet runs a cell: {table}");
}

#[test]
fn readers_see_the_page_of_causes_only_where_the_site_turns_it_on() {
    let public = |shows: &str| {
        let mut project = Project::new(&format!("=== content/site.toml\n{shows}{SITE}\n{HIT}"));
        project.sources.audience = Audience::Public;
        project.build()
    };
    let off = public("");
    for path in ["orsaker/index.html", "orsaker.csv"] {
        assert!(off.house.plan.output(path).is_none(), "{path}");
    }
    for (path, page) in crate::sites::pages(&off) {
        assert!(!page.contains("orsaker/"), "{path} leads to a page that is not there");
    }
    let on = public("shows = [\"orsaker\"]\n");
    assert!(on.house.plan.output("orsaker.csv").is_some());
    assert!(page(&on, "index.html").contains("href=\"/orsaker/\""), "the start page leads there");
}

#[test]
fn an_organisation_that_is_not_for_readers_is_not_named_as_a_cause() {
    let files = HIT.replace("title = \"Bolaget\"", "title = \"Bolaget\"\ndraft = true");
    let mut project = Project::new(&format!("=== content/site.toml\nshows = [\"orsaker\"]\n{SITE}\n{files}"));
    project.sources.audience = Audience::Public;
    let built = project.build();
    let causes = told(&page(&built, "orsaker/index.html"));
    assert!(causes.contains("annan orsak hos en organisation som inte visas här") && !causes.contains("bolaget"), "{causes}");
    assert!(!page(&built, "orsaker.csv").contains("bolaget"));
}

#[test]
fn a_long_list_is_paged_and_a_link_leads_to_the_page_where_the_cause_stands() {
    let rows: String = (0..5).map(|at| format!("| Kurs {at} | inte genomförd | tidsbrist | | |\n")).collect();
    let built = Project::new(&format!("=== content/site.toml\npage-size = 2\n{SITE}\n{HIT}{rows}")).build();
    let last = page(&built, "orsaker/sida-4/index.html");
    assert_eq!(last.matches("<th scope=\"row\">").count(), 1, "seven rows, two on a page");
    assert!(last.contains("Fortsättning från föregående sida.") && !last.contains("s-summed-up"));
    let first = page(&built, "orsaker/index.html");
    assert!(first.contains("href=\"/orsaker/sida-2/#orsak-tidsbrist\""), "lack of time begins on the second page");
    assert!(page(&built, "orsaker/sida-2/index.html").contains("id=\"orsak-tidsbrist\""));
}
