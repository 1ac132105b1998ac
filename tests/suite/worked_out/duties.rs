//! Responsibility: bodies, roles and vacancies of the documents, worked out by hand; bodies that were renamed, split and joined.

use super::{Row, Site, hold, municipality, never_told};
use crate::project::found;
use crate::sites::{self, page, told};

#[test]
fn each_body_and_role_answers_for_what_the_documents_say() {
    let nacka = |says, page, told| Row { site: Site::Nacka, says, page, told };
    let danderyd = |says, page, told| Row { site: Site::Danderyd, says, page, told };
    hold(&[
        nacka(
            "Drogförebyggaren har ett samordningsansvar för implementering och uppföljning av strategin.",
            "organisationer/nacka-kommun/drogforebyggare/index.html",
            "samordnar planer strategi mot alkohol, narkotika, dopning och tobak 2014–2016",
        ),
        nacka(
            "Det andra området är ungdomar och narkotika där Polis, Välfärd skola, Välfärd samhällsservice, drogförebyggare och MiniMaria",
            "organisationer/nacka-kommun/drogforebyggare/index.html",
            "överenskommelse om samverkan med polisen överenskommelse medverkar i området ungdomar och narkotika",
        ),
        nacka(
            "Det som kvarstår är huvudansvarig som inte går att besluta än då det pågår en omorganisering inom socialprocessen.",
            "organisationer/nacka-kommun/huvudansvarig-vald-i-nara-relationer/index.html",
            "inte tillsatt, enligt handlingarna gick inte att besluta än 2016, eftersom det pågick en omorganisering inom socialprocessen.",
        ),
        nacka(
            "Det som kvarstår är huvudansvarig som inte går att besluta än",
            "ansvar/index.html",
            "roller som inte var tillsatta, enligt handlingarna handlingarna säger hur det var när de skrevs, inte hur det är nu. \
             huvudansvarig för handlingsplanen mot våld i nära relationer nacka kommun",
        ),
        nacka(
            "Kommunfullmäktige uppdrog samtidigt åt socialnämnden och fritidsnämnden att redovisa",
            "organisationer/kommunfullmaktige/index.html",
            "har bett andra om redovisa hur strategier, samverkansavtal och överenskommelser om det förebyggande arbetet för barn och unga \
             följs upp och utvärderas till socialnämnden och fritidsnämnden , 19 oktober 2015",
        ),
        nacka(
            "Kommunfullmäktige uppdrog samtidigt åt socialnämnden och fritidsnämnden",
            "organisationer/fritidsnamnden/index.html",
            "har fått i uppdrag redovisa hur strategier",
        ),
        nacka(
            "Sociala kvalitetsenheten ansvarar för uppföljningen av Horisonten barn och unga och Överenskommelse om samverkan med Polisen.",
            "organisationer/sociala-kvalitetsenheten/index.html",
            "följer upp avtal överenskommelse med boo vårdcentral om horisonten barn och unga överenskommelse om samverkan med polisen",
        ),
        nacka(
            "I början av 2014 antog kommunstyrelsen i Nacka en lokal … strategi; våren 2014",
            "organisationer/kommunstyrelsen/index.html",
            "har antagit planer strategi mot alkohol, narkotika, dopning och tobak 2014–2016 våren 2014",
        ),
        danderyd(
            "I beslutet gav Kommunstyrelsen Bildningsdirektören ansvar för att ta fram en fungerande långsiktig struktur",
            "organisationer/danderyds-kommun/bildningsdirektor/index.html",
            "har fått i uppdrag ta fram en fungerande långsiktig struktur för ett kommunövergripande arbete från kommunstyrelsen",
        ),
        danderyd(
            "Kommunledningskontoret har på uppdrag av kommunstyrelsen tagit fram en strategi",
            "ansvar/index.html",
            "kommunstyrelsen har gett 2 uppdrag socialnämnden föreslås ge 1 uppdrag, ska redovisa 1 plan",
        ),
        danderyd(
            "Aktiva arbetsgrupper A, B, C, D",
            "ansvar/index.html",
            "arbetsgrupp d vem som leder gruppen anges inte i handlingarna här.",
        ),
        danderyd("Aktiva arbetsgrupper A, B, C, D", "organisationer/arbetsgrupp-a/index.html", "leds av står inte i handlingarna här"),
        danderyd(
            "Socialnämnden godkänner … Socialnämnden uppdrar till socialförvaltningen",
            "organisationer/kommunledningskontoret/index.html",
            "har fått i uppdrag ta fram en strategi för förebyggande och hälsofrämjande insatser för barn och unga från kommunstyrelsen",
        ),
    ]);
    let roles = page(sites::nacka(), "organisationer/nacka-kommun/index.html");
    assert!(roles.contains("<a href=\"/insyn/organisationer/nacka-kommun/drogforebyggare/\">"), "a role has a page of its own");
    let plan = page(sites::nacka(), "planer/andt-2014-2016/index.html");
    assert!(plan.contains("/organisationer/nacka-kommun/drogforebyggare/"), "and those who name it lead there");
}

#[test]
fn no_role_is_said_to_be_empty_today_and_no_proposal_is_a_commission() {
    never_told(Site::Nacka, &["vakant", "är inte tillsatt", "är obesatt", "nu socialnämnden", "(nu "]);
    never_told(Site::Danderyd, &["vakant", "roller som inte var tillsatta", "har gett 3 uppdrag", "leds av åsa"]);
    let proposed = told(&page(sites::danderyd(), "organisationer/socialforvaltningen/index.html"));
    let apart = proposed.contains("föreslås få i uppdrag (förslag, inte beslut) återkomma med förslag till beslut");
    assert!(apart && !proposed.contains("har fått i uppdrag"), "the board's commission is only proposed: {proposed}");
}

const RENAMED: &str = r#"
=== content/organisations.toml
[[organisation]]
id = "kultur"
title = "Kultur- och fritidsnämnden"
place = "inom kommunen"
form = "nämnd"

[[organisation.name]]
title = "Fritidsnämnden"
period = "2010/2014"

[[organisation]]
id = "social-och-aldre"
title = "Social- och äldrenämnden"

[[organisation]]
id = "social"
title = "Socialnämnden"
succeeds = ["social-och-aldre"]

[[organisation]]
id = "aldre"
title = "Äldrenämnden"
succeeds = ["social-och-aldre"]

[[organisation]]
id = "omsorg"
title = "Omsorgsnämnden"
succeeds = ["aldre"]

[[organisation.role]]
id = "chef"
title = "Chef"
named = "Namn Namnsson"
named-until = "2026-11-21"

[[organisation.role]]
id = "strateg"
title = "Strateg"
named = "Annan Annansson"
named-until = "2026-11-22"
=== content/cases/arendet.md
+++
title = "Ärendet"

[[decision]]
id = "gammalt"
title = "Då"
body = "social-och-aldre"
date = "2014-05-05"

[[decision]]
id = "fritid-da"
title = "Fritid då"
body = "kultur"
date = "2014-höst"

[[decision]]
id = "fritid-nu"
title = "Fritid nu"
body = "kultur"
date = "2015-01-01"
state = "föreslaget"

[[commission]]
id = "uppdraget"
title = "Bygg en hall"
from = "kultur"
to = ["omsorg#chef"]
decision = "fritid-da"

[[commission]]
id = "forslaget"
title = "Riv en hall"
from = "kultur"
to = ["omsorg#chef"]
decision = "fritid-nu"
+++
=== content/strategies/planen.md
+++
title = "Planen"
form = "strategi"

[adopted]
by = "kultur"
on = "2013"
+++
"#;

#[test]
fn a_body_bears_the_name_of_the_time_and_leads_to_what_it_is_today() {
    let built = municipality("sv", RENAMED).build();
    assert_eq!(found(&built), ["past-name"]);
    let case = told(&page(&built, "arenden/arendet/index.html"));
    for words in [
        "då social- och äldrenämnden (nu omsorgsnämnden och socialnämnden) , 5 maj 2014",
        "fritid då fritidsnämnden (nu kultur- och fritidsnämnden) , hösten 2014",
        "fritid nu kultur- och fritidsnämnden , 1 januari 2015",
        "från fritidsnämnden (nu kultur- och fritidsnämnden) , genom beslutet fritid då",
    ] {
        assert!(case.contains(words), "{words}: {case}");
    }
    let plan = told(&page(&built, "planer/planen/index.html"));
    assert!(plan.contains("antagen av fritidsnämnden (nu kultur- och fritidsnämnden) , 2013"), "{plan}");
    let old = told(&page(&built, "organisationer/social-och-aldre/index.html"));
    assert!(old.contains("efterträddes av äldrenämnden och socialnämnden . nu: omsorgsnämnden och socialnämnden ."), "{old}");
    let new = told(&page(&built, "organisationer/omsorg/index.html"));
    assert!(new.contains("tog över efter äldrenämnden") && !new.contains("efterträddes"), "{new}");
    let index = told(&page(&built, "a-o/index.html"));
    assert!(index.contains("fritidsnämnden: se kultur- och fritidsnämnden"), "{index}");
}

#[test]
fn a_proposed_commission_stands_apart_and_a_name_goes_when_its_day_has_passed() {
    let built = municipality("sv", RENAMED).build();
    let role = told(&page(&built, "organisationer/omsorg/chef/index.html"));
    for words in ["har fått i uppdrag bygg en hall från", "föreslås få i uppdrag (förslag, inte beslut) riv en hall från"] {
        assert!(role.contains(words), "{words}: {role}");
    }
    let all: String = sites::pages(&built).into_iter().map(|(_, page)| page).collect();
    assert!(!all.contains("Namn Namnsson"), "the day has passed");
    assert!(all.contains("Annan Annansson"), "the last day is the day of the site");
    let overview = told(&page(&built, "ansvar/index.html"));
    assert!(overview.contains("kultur- och fritidsnämnden har antagit 1 plan, har gett 1 uppdrag, föreslås ge 1 uppdrag"), "{overview}");
}

#[test]
fn bodies_that_succeed_each_other_in_a_circle_lead_nowhere_and_the_site_is_still_made() {
    let circle = "=== content/organisations.toml\n[[organisation]]\nid = \"a\"\ntitle = \"A\"\nsucceeds = [\"c\"]\n\n[[organisation]]\nid = \"b\"\ntitle = \"B\"\nsucceeds = [\"a\"]\n\n[[organisation]]\nid = \"c\"\ntitle = \"C\"\nsucceeds = [\"b\"]\n";
    let built = municipality("sv", circle).build();
    assert_eq!(found(&built), ["circular-parent"]);
    let page = told(&page(&built, "organisationer/a/index.html"));
    assert!(page.contains("efterträddes av b .") && !page.contains("nu:"), "{page}");
}

#[test]
fn what_a_body_answers_for_is_cut_and_leads_to_all_of_it() {
    let mut files = String::from("=== content/organisations.toml\n[[organisation]]\nid = \"n\"\ntitle = \"Nämnden\"\n");
    for at in 0..25 {
        files +=
            &format!("=== content/strategies/p{at:02}.md\n+++\ntitle = \"Plan {at:02}\"\nform = \"plan\"\nresponsible = [\"n\"]\n+++\n");
    }
    let built = municipality("en", &files).build();
    let body = told(&page(&built, "organisationer/n/index.html"));
    let (duties, _) = body.split_once("all 25 responsibilities and commissions").expect("it leads on");
    assert!(duties.contains("answers for plans plan 00") && duties.ends_with("plan 09 "), "{duties}");
    let second = told(&page(&built, "organisationer/n/ansvar/sida-2/index.html"));
    assert!(second.contains("responsibilities and commissions: nämnden") && second.contains("plan 20") && !second.contains("plan 19"));
    assert!(told(&page(&built, "ansvar/index.html")).contains("nämnden answers for 25 plans"));
}
