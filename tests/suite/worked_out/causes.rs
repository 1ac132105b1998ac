//! Why things did not happen, counted by hand in the documents; and what the figures of a follow-up say.

use super::{Row, Site, hold, never_told};
use crate::sites::{danderyd, nacka, page, told};

const FOLLOW_UP: &str = "sa-gick-det/andt-2016/index.html";
const CAUSES: &str = "orsaker/index.html";

#[test]
fn each_cause_is_counted_as_the_document_names_it() {
    let row = |says, told| Row { site: Site::Nacka, says, page: CAUSES, told };
    hold(&[
        // The whole; supervision, Krogar mot knark and goal 6; the brochure; the workshop, LOB; 18–24, the strategy; the plan on violence.
        row(
            "every sentence that says why, or that it was not done",
            "på 10 ställen säger uppföljningarna att något inte blev av eller hindrades.",
        ),
        row("polisens omorganisation", "på 3 ställen finns orsaken utanför kommunen."),
        row("det pågår en omorganisering inom socialprocessen", "på 1 ställe finns orsaken inom kommunen."),
        row("på grund av tidsbrist; på grund av en minskad budget", "på 6 ställen står det inte hos vem orsaken finns."),
        row(
            "på grund av polisens omorganisation; utifrån omorganiseringen; utifrån sin omorganisering",
            "omorganisation hos polisen utanför kommunen 2 aktiviteter och de planerade aktiviteterna för 1 mål blev inte av. det rör 3 mål.",
        ),
        row(
            "Då polisens har begränsade resurser; Då polisen inte har tillräckliga resurser",
            "resurser hos polisen utanför kommunen 1 aktivitet och de planerade aktiviteterna för 1 mål blev inte av. det rör 2 mål.",
        ),
        row(
            "Det som kvarstår är huvudansvarig som inte går att besluta än då det pågår en omorganisering inom socialprocessen.",
            "omorganisation hos socialprocessen inom kommunen 1 aktivitet hindrades. det rör 1 mål.",
        ),
        row(
            "På grund av tidsbrist har en workshop; LOB … på grund av tidsbrist; framför allt på tidsbrist",
            "tidsbrist hos vem orsaken finns står inte 2 aktiviteter blev inte av. 1 uppföljning nämner orsaken för helheten. det rör 2 mål.",
        ),
        row("på grund av en minskad budget", "budget hos vem orsaken finns står inte 1 aktivitet blev inte av. det rör 1 mål."),
        row(
            "har inte heller genomförts; Det är inte aktuellt med en strategi",
            "ingen orsak är angiven hos vem orsaken finns står inte 2 aktiviteter blev inte av. det rör 2 mål.",
        ),
        row("no sentence says what happens to the supervision", "vad som händer nu står inte i uppföljningen."),
        row("Det som kvarstår är huvudansvarig", "återstår: att besluta vem som är huvudansvarig."),
    ]);
}

/// What stands under a cause on the page, by its anchor.
fn under(anchor: &str) -> Vec<String> {
    let page = page(nacka(), CAUSES);
    let section =
        page.split("<section").find(|section| section.contains(&format!("id=\"{anchor}\""))).unwrap_or_else(|| panic!("no {anchor}"));
    section
        .split("<th scope=\"row\"><a href=")
        .skip(1)
        .map(|row| told(&row[row.find('>').expect("a link")..row.find("</a>").expect("its end")]))
        .collect()
}

#[test]
fn nothing_stands_under_a_cause_that_the_document_does_not_name() {
    let starts = |anchor: &str, expected: &[&str]| {
        let found = under(anchor);
        let same = found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, start)| found.trim_start_matches("> ").starts_with(start));
        assert!(same, "{anchor}: {found:?}");
    };
    starts(
        "orsak-polisen-omorganisation",
        &["tillsyn tillsammans", "utbildningen krogar mot knark", "de planerade aktiviteterna för målet"],
    );
    starts("orsak-polisen-resurser", &["utbildningen krogar mot knark", "de planerade aktiviteterna för målet"]);
    starts("orsak-socialprocessen-omorganisation", &["handlingsplan mot våld"]);
    starts("orsak-tidsbrist", &["det som inte blev av, i uppföljningen som helhet", "workshop med primärvården", "utveckling av lob"]);
    starts("orsak-budget", &["broschyr med resultaten"]);
    starts("orsak-inte-angiven", &["strategi för det förebyggande arbetet", "inventera arbetsmetoder"]);
}

#[test]
fn the_table_takes_the_same_home() {
    let table = page(nacka(), "orsaker.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let at = |name: &str| columns.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("as many cells as columns")).collect();
    assert_eq!(rows.len(), 10, "one row for each place");
    let by_the_police = rows.iter().filter(|row| &row[at("whose_id")] == "polisen" && row[at("causes")].contains("omorganisation"));
    let goals: Vec<&str> = by_the_police.map(|row| &row[at("goal_number")]).collect();
    assert_eq!(goals, ["1", "3", "6"]);
    let inventory = rows.iter().find(|row| row[at("title")].contains("18–24")).expect("the inventory is there");
    assert_eq!([&inventory[at("causes")], &inventory[at("whose")], &inventory[at("place")]], ["inte angiven", "", ""]);
    assert!(inventory[at("address")].starts_with("https://www.nacka.se/insyn/sa-gick-det/andt-2016/#"));
    assert!(table.lines().next().is_some_and(|line| line.starts_with("whose_id,whose,place,causes,")), "the columns stay as they are");
}

#[test]
fn pages_lead_to_the_causes_and_say_how_much_did_not_happen() {
    hold(&[
        Row {
            site: Site::Nacka,
            says: "supervision, Krogar mot knark, brochure, strategy, workshop, 18–24, LOB; goal 6 names no actions",
            page: FOLLOW_UP,
            told: "7 aktiviteter och de planerade aktiviteterna för 1 mål blev inte av.",
        },
        Row {
            site: Site::Nacka,
            says: "polisens omorganisation",
            page: "organisationer/polisen/index.html",
            told: "orsaker som uppföljningar lägger hos polisen omorganisation hos polisen 2 aktiviteter och",
        },
    ]);
    for path in [FOLLOW_UP, "planer/andt-2014-2016/mal-1/index.html", "organisationer/polisen/index.html"] {
        assert!(
            page(nacka(), path).contains("/insyn/orsaker/#orsak-polisen-omorganisation\""),
            "{path} leads to the police's reorganisation"
        );
    }
    assert!(!page(nacka(), "organisationer/boo-vardcentral/index.html").contains("s-causes"));
}

#[test]
fn danderyd_names_no_cause() {
    for path in [CAUSES, "orsaker.csv"] {
        assert!(danderyd().house.plan.output(path).is_none(), "{path} is made of nothing");
    }
    never_told(Site::Danderyd, &["varför något inte blev av", "hindrades", "orsaken finns hos"]);
}

#[test]
fn every_figure_says_what_is_known_of_it() {
    let row = |says, told| Row { site: Site::Nacka, says, page: FOLLOW_UP, told };
    hold(&[
        row(
            "88 procent av försäljningsställena var godkända. Målsättningen för året var 90 procent.",
            "88 procent . det är 2 procentenheter under målvärdet, som var 90 procent. högre är bättre för det här måttet.",
        ),
        row("Det är 19 barn", "19 barn . inget målvärde anges i uppföljningen."),
        row("ett 80 tal föreläsningar", "ungefär 80 föreläsningar . siffran är ungefärlig. inget målvärde anges i uppföljningen."),
        row("Samtliga skolor och fritidsgårdar har en tobakspolicy.", "alla . ingen siffra anges."),
        row("Det har skett en ökning bland flickorna", "ökar bland flickor; ingen siffra anges."),
        row("det är fortsatt en minskad andel pojkar", "pojkar: det är fortsatt en minskad andel pojkar som får smaka alkohol hemma."),
        Row {
            site: Site::Danderyd,
            says: "Fyra möten",
            page: "sa-gick-det/barn-och-unga-2020/index.html",
            told: "4 möten . inget målvärde anges i uppföljningen.",
        },
    ]);
}

#[test]
fn no_page_makes_more_of_it() {
    let shares = ["80 procent av", "100 procent", "exakt 80"];
    let verdicts = ["misslyck", "missat mål", "nådde inte målet", "uppfyllde inte målet", "polisens fel", "polisens skuld"];
    // Nobody says what stopped the inventory, nor that the website replaced the brochure.
    let causes = ["tidsbrist för 18", "8 aktiviteter blev inte av", "broschyren ersattes", "i stället gjordes: information"];
    never_told(Site::Nacka, &[&shares[..], &verdicts, &causes].concat());
    // One follow-up is there: with what would it be compared, and what would have vanished?
    for (path, _) in crate::sites::pages(nacka()) {
        assert!(!path.contains("/jamfor/"), "{path}");
    }
    never_told(Site::Nacka, &["tas inte upp", "fortsätter från"]);
}
