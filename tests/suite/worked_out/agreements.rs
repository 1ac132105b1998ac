//! Agreements: those of the documents, worked out by hand, and registers larger than theirs.

use super::{Row, Site, hold, municipality, never_told};
use crate::sites::{nacka, page, told};

const REGISTER: &str = "avtal/index.html";

#[test]
fn the_register_holds_the_agreements_of_the_documents_and_who_follows_them_up() {
    hold(&[
        Row {
            site: Site::Nacka,
            says: "En överenskommelse har tecknats med Boo vårdcentral … Sociala kvalitetsenheten ansvarar för uppföljningen av Horisonten barn och unga",
            page: REGISTER,
            told: "öppen mottagning för barn och unga med psykisk ohälsa parter nacka kommun och boo vårdcentral följs upp av sociala kvalitetsenheten",
        },
        Row {
            site: Site::Nacka,
            says: "Överenskommelse om samverkan med Polisen kring två områden. … och Överenskommelse om samverkan med Polisen.",
            page: REGISTER,
            told: "parter nacka kommun och polisen områden unga i riskzon och ungdomar och narkotika följs upp av sociala kvalitetsenheten",
        },
        Row {
            site: Site::Nacka,
            says: "Samverkansavtal med Stockholms läns landsting kring ungdomsmottagningen i Nacka.",
            page: REGISTER,
            told: "parter nacka kommun och stockholms läns landsting följs upp av ingen uppföljare anges i handlingarna här",
        },
        Row {
            site: Site::Nacka,
            says: "Insatser enligt samverkansöverenskommelse 2016 mellan kommunen och polisen har genomförts",
            page: REGISTER,
            told: "parter nacka kommun och polisen tid 2016 följs upp av ingen uppföljare anges i handlingarna här",
        },
        Row {
            site: Site::Nacka,
            says: "Of four, the report names one unit for two; only the one of 2016 has a time",
            page: REGISTER,
            told: "för 2 av 4 avtal anges ingen uppföljare i handlingarna här. handlingarna här anger slutet för 1 av 4 avtal. \
                   inget avtal har ett angivet slut efter den 22 november 2026.",
        },
        Row {
            site: Site::Nacka,
            says: "The seven examples of the PM, and what the board says of all",
            page: REGISTER,
            told: "4 avtal och 8 informella samarbeten",
        },
        Row {
            site: Site::Nacka,
            says: "Föräldraföreläsningar i Nacka kyrka i samverkan med Rädda Barnen och Nacka församling.",
            page: "avtal/foraldraforelasningar-nacka-kyrka/index.html",
            told: "vilka samverkar? socialtjänsten rädda barnen nacka församling till när?",
        },
        Row {
            site: Site::Danderyd,
            says: "kommer en samverkansöverenskommelse och rutin tas fram. Parter i överenskommelsen är socialtjänst samt kommunal skola och förskola",
            page: REGISTER,
            told: "planerade avtal planerad samverkansöverenskommelse om skolgången för placerade barn överenskommelse, planerat",
        },
    ]);
    let register = page(nacka(), REGISTER);
    let [_, ended] = register.split("id=\"s-ended\"").collect::<Vec<_>>()[..] else { panic!("one group of those past their time") };
    let (ended, informal) = ended.split_once("id=\"s-informal\"").expect("informal collaborations come last");
    assert!(ended.contains("avtal/polisen-2016/") && !ended.contains("avtal/polisen/"), "2016 is over, and of the other nobody knows");
    let own = "Den större delen av det förebyggande och främjande arbetet sker i informella samarbeten mellan olika aktörer. \
               Där finns det inte samverkansavtal, strategier eller överenskommelser som är beslutade av nämnder.";
    assert!(informal.contains(own), "the board's own words");
    for agreement in ["horisonten-boo-vardcentral", "polisen", "ungdomsmottagningen", "polisen-2016"] {
        assert!(!informal.contains(&format!("/avtal/{agreement}/")), "{agreement} is no informal collaboration");
    }
}

#[test]
fn each_party_leads_to_what_it_takes_part_in() {
    let of = |id: &str| format!("organisationer/{id}/index.html");
    let told_of = |id: &str| told(&page(nacka(), &of(id)));
    let police = told_of("polisen");
    for words in [
        "överenskommelse om samverkan med polisen överenskommelse, part medverkar i området ungdomar och narkotika",
        "samverkansöverenskommelse 2016 mellan kommunen och polisen överenskommelse, part, 2016",
    ] {
        assert!(police.contains(words), "{words}: {police}");
    }
    let school = told_of("skolan");
    assert!(school.contains("överenskommelse om samverkan med polisen överenskommelse medverkar i området unga i riskzon"), "{school}");
    let municipality = told_of("nacka-kommun");
    let through = "överenskommelse, part medverkar i området ungdomar och narkotika genom rollen drogförebyggare";
    assert!(municipality.contains(through), "{municipality}");
    let church = told_of("nacka-forsamling");
    assert!(church.contains("föräldraföreläsningar i nacka kyrka informellt samarbete: parter"), "as what refers here: {church}");
    assert!(church.contains("informella samarbeten föräldraföreläsningar i nacka kyrka informellt samarbete, part"), "{church}");
    assert!(!church.contains("avtal och överenskommelser"), "an informal collaboration is no agreement: {church}");
}

#[test]
fn nothing_is_said_to_be_lacking_that_is_only_not_among_the_documents() {
    let unsupported =
        ["saknar uppföljning", "uppföljning saknas", "saknar uppföljare", "följs inte upp", "följer ingen upp", "inget slutdatum"];
    never_told(Site::Nacka, &unsupported);
    never_told(Site::Danderyd, &unsupported);
    never_told(Site::Nacka, &["avtal: informellt samarbete"]);
    never_told(Site::Danderyd, &["för 1 av 0", "avtal som har upphört"]);
}

/// Thirty agreements between two parties, each ending a year after the one before; and one informal.
fn many() -> String {
    let mut files = String::from(
        "=== content/organisations.toml\n[[organisation]]\nid = \"namnden\"\ntitle = \"Nämnden\"\n\n[[organisation]]\nid = \"polisen\"\ntitle = \"Polisen\"\n",
    );
    for at in 0..30 {
        let year = 2016 + at;
        files += &format!(
            "=== content/agreements/a{at:02}.md\n+++\ntitle = \"Avtal {at:02}\"\nform = \"överenskommelse\"\nparties = [\"namnden\", \"polisen\"]\n\
             period = \"2014/{year}\"\nfollowed-up-by = [\"namnden\"]\n+++\n"
        );
    }
    files
        + "=== content/agreements/bris.md\n+++\ntitle = \"BRIS\"\nform = \"informellt samarbete\"\nparties = [\"namnden\"]\n+++\n\
             === content/agreements/plan.md\n+++\ntitle = \"Nytt\"\nform = \"samverkansavtal\"\nstate = \"planerat\"\nperiod = \"2030/\"\n+++\n"
}

#[test]
fn a_long_register_is_paged_and_so_is_what_a_party_has() {
    let built = municipality("sv", &many()).build();
    let first = told(&page(&built, REGISTER));
    // 2026–2045 hold on the day of the site; 2016–2025 are over.
    for words in [
        "31 avtal och 1 informellt samarbete, sida 1 av 2",
        "för 1 av 31 avtal anges ingen uppföljare",
        "handlingarna här anger slutet för 30 av 31 avtal.",
        "avtal som slutar efter den 22 november 2026 avtal 10 till och med 2026 avtal 11 till och med 2027",
        "avtal 29 överenskommelse. läget är inte angivet parter nämnden och polisen tid 2014–2045 följs upp av nämnden",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    assert!(!first.contains("inget avtal har ett angivet slut"));
    let second = told(&page(&built, "avtal/sida-2/index.html"));
    let order = ["planerade avtal nytt", "vars tid har gått ut läget den 22 november 2026. avtal 00", "informella samarbeten bris"];
    let places: Vec<_> = order.iter().map(|words| second.find(words).unwrap_or_else(|| panic!("{words}: {second}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    let party = told(&page(&built, "organisationer/namnden/index.html"));
    assert_eq!(party.matches("överenskommelse, part").count(), 10, "{party}");
    assert!(party.contains("alla 31 avtal och samarbeten"), "{party}");
    let all = told(&page(&built, "organisationer/namnden/avtal/sida-2/index.html"));
    assert!(all.contains("avtal och samarbeten som nämnden är med i") && all.contains("informella samarbeten bris"), "{all}");
    assert!(built.house.plan.output("organisationer/polisen/avtal/index.html").is_some());
}

#[test]
fn english_readers_find_the_register_too() {
    let one = "=== content/agreements/a.md\n+++\ntitle = \"Youth clinic\"\nform = \"settlement\"\nperiod = \"2014/2027-05\"\n+++\n";
    let told = told(&page(&municipality("en", one).build(), REGISTER));
    for words in [
        "1 agreement for 1 of 1 agreement the documents here name nobody who follows it up.",
        "agreements that end after 22 november 2026 youth clinic through may 2027",
        "settlement. the status is not stated time 2014 – may 2027",
        "followed up by the documents here name nobody who follows it up",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}
