//! What plans leave open, whom goals name, and where sources differ: rows worked out of the documents by hand, and what none supports.

use insyn::diagnostic::Lang;
use insyn::pipeline;
use insyn::source::Audience;

use super::{Row, Site, hold, never_told};
use crate::project::{Project, SITE};
use crate::sites::{page, told};

#[test]
fn what_the_documents_leave_open_is_told() {
    hold(&[
        Row {
            site: Site::Danderyd,
            says: "Strategin har fyra utpekade målområden (ett namnges: ”Tydlig samverkan i arbetet med barn och unga”)",
            page: "planer/barn-och-unga/index.html",
            told: "så står det på fyra ställen i uppföljningen. handlingarna här namnger ett målområde, färre än uppföljningen säger att planen har.",
        },
        Row {
            site: Site::Danderyd,
            says: "fyra inriktningar kopplade till sig … fyra riktade insatser inom varje målområde",
            page: "planer/barn-och-unga/index.html",
            told: "uppföljningen säger också: riktade insatser inom varje målområde: 4",
        },
        Row {
            site: Site::Danderyd,
            says: "Strategin pekar ut fyra målområden (hur länge strategin gäller står inte)",
            page: "vad-vi-inte-vet/index.html",
            told: "gäller: finns inte bland handlingarna här . uppföljningen säger när strategin antogs, men inte hur länge den gäller.",
        },
        Row {
            site: Site::Danderyd,
            says: "Handlingar i ärendet: Strategi för förebyggande och hälsofrämjande arbete",
            page: "vad-vi-inte-vet/index.html",
            told: "strategi för förebyggande och hälsofrämjande arbete för barn och unga i danderyds kommun : finns inte bland handlingarna här",
        },
        Row {
            site: Site::Nacka,
            says: "se bilaga 4",
            page: "vad-vi-inte-vet/index.html",
            told: "bilaga 4. samverkansöverenskommelse 2016 mellan kommunen och polisen : finns inte bland handlingarna här",
        },
        Row {
            site: Site::Nacka,
            says: "Kommunfullmäktige uppdrog samtidigt åt socialnämnden och fritidsnämnden att redovisa",
            page: "vad-vi-inte-vet/index.html",
            told: "fritidsnämnden , redovisa hur strategier, samverkansavtal och överenskommelser om det förebyggande arbetet för barn och unga följs upp och utvärderas : finns inte bland handlingarna här",
        },
        Row {
            site: Site::Nacka,
            says: "Mål 2: De planerade aktiviteterna har genomförts eller påbörjats (inget att fråga varför om; ingen kostnad för något mål)",
            page: "vad-vi-inte-vet/index.html",
            told: "om målen svarar handlingarna här inte på: vad kostade det? (6 av 6 mål)",
        },
    ]);
}

#[test]
fn whom_the_goals_name_is_told() {
    hold(&[
        Row {
            site: Site::Nacka,
            says: "Mål 1 Tillgång till ANDT ska minska, Mål 6 Antalet döda och skadade … ska minska",
            page: "malgrupper-och-mal/index.html",
            told: "målgrupp anges inte för 2 av planens 6 mål.",
        },
        Row {
            site: Site::Nacka,
            says: "Mål 2 Barn ska skyddas mot skadliga effekter av ANDT",
            page: "malgrupper-och-mal/index.html",
            told: "2. barn ska skyddas mot skadliga effekter av andt anges anges inte anges inte",
        },
        Row {
            site: Site::Nacka,
            says: "finns följande strategiska mål: (tre, för medborgare)",
            page: "malgrupper-och-mal/index.html",
            told: "målgrupp anges inte för något av planens 3 mål.",
        },
        Row {
            site: Site::Nacka,
            says: "föräldrar till minderåriga (mål 4)",
            page: "malgrupper/foraldrar-till-minderariga/index.html",
            told: "i 1 plan med mål anges inte gruppen för något mål. tre mål för det förebyggande arbetet",
        },
        Row {
            site: Site::Danderyd,
            says: "För att Danderyds barn och unga ska få ännu bättre förutsättningar",
            page: "malgrupper-och-mal/index.html",
            told: "tydlig samverkan i arbetet med barn och unga anges",
        },
    ]);
}

#[test]
fn where_the_sources_differ_is_told() {
    hold(&[
        Row {
            site: Site::Nacka,
            says: "som antogs våren 2014 / I början av 2014 antog kommunstyrelsen",
            page: "planer/andt-2014-2016/index.html",
            told: "källorna skiljer sig åt: antagen våren 2014 (det värde som visas på sidan) så står det i källan : antagen källa: sammanfattning uppföljning av handlingsplan socialnämnden 2016, socn 2015/275-761 början av 2014",
        },
        Row {
            site: Site::Danderyd,
            says: "i samråd med bildningsförvaltningen och socialkontoret / bildningsförvaltningen och socialförvaltningen",
            page: "planer/barn-och-unga/index.html",
            told: "samma handling säger på flera sätt: i samråd med bildningsförvaltningen och socialkontoret",
        },
        Row {
            site: Site::Danderyd,
            says: "fyra inriktningar / fyra riktade insatser inom varje målområde",
            page: "olika-uppgifter/index.html",
            told: "planer som beskrivs på två sätt strategi för förebyggande och hälsofrämjande arbete för barn och unga inriktningar som är kopplade till målområdena : 4",
        },
        Row {
            site: Site::Nacka,
            says: "#stark utan knark / Stark utan knark projekt ca 250 tkr / #starkutanknark",
            page: "projekt/stark-utan-knark/index.html",
            told: "”#stark utan knark” pm, läget och inriktningen för det förebyggande arbetet 2015 ”#starkutanknark” pm, socn 2015/275-761 ”stark utan knark” pm, läget",
        },
        Row {
            site: Site::Nacka,
            says: "följer årligen upp ANTD-strategin",
            page: "ordlista/index.html",
            told: "”antd”, så står det i: redovisning, kfks 2014/1005-808",
        },
        Row {
            site: Site::Nacka,
            says: "välfärd samhällsservice / välfärdssamhällsservice",
            page: "olika-uppgifter/index.html",
            told: "”välfärdssamhällsservice” pm, socn 2015/275-761",
        },
    ]);
}

#[test]
fn no_page_says_more_of_the_whole_than_the_documents() {
    never_told(Site::Nacka, &["ingen målgrupp", "ingen ansvarig", "antd-arbetet", "bilaga 4 saknas", "gick inte att få"]);
    never_told(Site::Danderyd, &["tre målområden saknas", "ingen målgrupp", "åtterrapporing", "saknar tre"]);
}

#[test]
fn what_nobody_knows_is_for_those_who_write_until_the_site_shows_it() {
    let files = "=== content/strategies/plan.md\n+++\ntitle = \"Planen\"\nform = \"plan\"\n+++";
    let mut project = Project::new(files);
    let has = |project: &Project| project.build().house.plan.output("vad-vi-inte-vet/index.html").is_some();
    assert!(has(&project), "who writes sees it always");
    project.sources.audience = Audience::Public;
    assert!(!has(&project), "a new site does not show it");
    let mut project = Project::new(&format!("{files}\n=== content/site.toml\nshows = [\"vad vi inte vet\"]\n{SITE}"));
    project.sources.audience = Audience::Public;
    assert!(has(&project), "it is turned on");
}

/// A plan with a number of goals, areas and actions, and what it says of itself.
fn plan(lang: &str, goals: usize, declares: &str) -> String {
    let goals: String = (1..=goals)
        .map(|n| {
            let areas: String = (1..n).map(|a| format!("[[goal.area]]\nid = \"omrade-{n}-{a}\"\ntitle = \"Område {n} {a}\"\n")).collect();
            format!("[[goal]]\nid = \"mal-{n}\"\ntitle = \"Mål {n}\"\n{areas}")
        })
        .collect();
    let site = SITE.replace("\"sv\"", &format!("\"{lang}\""));
    format!("=== content/site.toml\n{site}\n=== content/strategies/plan.md\n+++\ntitle = \"Planen\"\nform = \"plan\"\n{goals}{declares}+++")
}

/// The plan's page and the overview of what nobody knows.
fn built(files: &str) -> (String, String) {
    let project = Project::new(files);
    let built = project.build();
    assert!(!pipeline::has_errors(&built.diagnostics), "{}", project.text(&built, Lang::En));
    (told(&page(&built, "planer/plan/index.html")), told(&page(&built, "vad-vi-inte-vet/index.html")))
}

#[test]
fn numbers_that_a_plan_says_of_itself_are_compared_in_words() {
    let declares =
        |what: &str, count: i64, counts: &str| format!("[[declares]]\nwhat = \"{what}\"\ncount = {count}\ncounts = \"{counts}\"\n");
    for (lang, goals, declares, words) in [
        ("sv", 0, declares("mål", 4, "mål"), "handlingarna här namnger inget mål, färre än planen säger."),
        ("sv", 1, declares("mål", 4, "mål"), "handlingarna här namnger ett mål, färre än planen säger."),
        ("sv", 2, declares("mål", 2, "mål"), "handlingarna här namnger lika många."),
        ("sv", 3, declares("mål", 2, "goals"), "handlingarna här namnger 3 mål, fler än planen säger."),
        ("sv", 2, declares("områden", 4, "områden"), "handlingarna här namnger ett område, färre än planen säger."),
        ("sv", 1, declares("aktiviteter", 4, "aktiviteter"), "handlingarna här namnger ingen aktivitet, färre än planen säger."),
        ("sv", 1, declares("områden", 0, "områden per mål"), "handlingarna här namnger lika många för varje mål."),
        ("sv", 3, declares("områden", 1, "områden per mål"), "för 2 av 3 mål namnger handlingarna här ett annat antal."),
        ("sv", 0, declares("områden", 1, "områden per mål"), "handlingarna här namnger inget mål att räkna dem för."),
        ("en", 1, declares("goals", 4, "mål"), "the documents here name one goal, fewer than the plan says."),
        ("en", 3, declares("goals", 2, "mål"), "the documents here name 3 goals, more than the plan says."),
        ("en", 3, declares("areas", 1, "areas-per-goal"), "for 2 of 3 goals the documents here name another number."),
    ] {
        let (plan, unknown) = built(&plan(lang, goals, &declares));
        assert!(plan.contains(words), "{lang} {goals} {declares}: {plan}");
        assert!(unknown.contains(words), "{lang} {goals} {declares}: {unknown}");
    }
    let (plan, _) = built(&plan("sv", 3, &declares("områden", 1, "områden per mål")));
    assert!(plan.contains("mål 1 : inget område mål 3 : 2 områden"), "{plan}");
}

#[test]
fn a_number_that_nobody_says_what_it_counts_is_shown_and_not_compared() {
    let (plan, unknown) = built(&plan("sv", 1, "[[declares]]\nwhat = \"inriktningar\"\ncount = 4\n"));
    assert!(plan.contains("inriktningar: 4"), "{plan}");
    assert!(!plan.contains("namnger") && !unknown.contains("namnger"), "{plan} {unknown}");
}

#[test]
fn two_numbers_of_one_thing_are_told_together() {
    let declares = "[[declares]]\nwhat = \"mål\"\ncount = 4\n\n[[declares]]\nwhat = \"Mål\"\ncount = 5\n";
    let project = Project::new(&plan("sv", 1, declares));
    let built = project.build();
    let differing = told(&page(&built, "olika-uppgifter/index.html"));
    assert!(differing.contains("planer som beskrivs på två sätt planen mål : 4 mål : 5"), "{differing}");
}
