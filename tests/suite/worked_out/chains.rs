//! From motion to answer, case numbers and paragraphs as links, and documents that one can read or ask for.

use insyn::pipeline::Built;

use super::{Row, Site, hold, never_told};
use crate::project::{Project, SITE, found};
use crate::sites::{danderyd, nacka, page, told};

const CHAIN: &str = "arenden/kfks-2014-1005-808/beslutskedja/kf-2015-10-19-265/index.html";
const CASE: &str = "arenden/kfks-2014-1005-808/index.html";

#[test]
fn the_motion_led_to_a_decision_a_commission_and_one_answer_of_two() {
    let says = "Kommunfullmäktige beslöt den 19 oktober 2015, § 265, att avslå förslagen till beslut i en motion från Bosse Ståldal (NL) \
                om förebyggande arbete och tidiga insatser för barn och unga. Kommunfullmäktige uppdrog samtidigt åt socialnämnden och \
                fritidsnämnden att redovisa";
    let row = |page, told| Row { site: Site::Nacka, says, page, told };
    let line = "motion beslut § 265 uppdrag svar från 1 av 2";
    hold(&[
        row(CASE, line),
        row("organisationer/socialnamnden/index.html", line),
        row("organisationer/fritidsnamnden/index.html", line),
        row("organisationer/kommunfullmaktige/index.html", line),
        row(CHAIN, "motion: förebyggande arbete och tidiga insatser för barn och unga bosse ståldal (nl)"),
        row(CHAIN, "kommunfullmäktige , 19 oktober 2015 , § 265 fattat"),
        row(CHAIN, "uppdrag: redovisa hur strategier, samverkansavtal och överenskommelser"),
        row(CHAIN, "socialnämnden : svaret finns bland handlingarna här"),
        row(CHAIN, "fritidsnämnden : svaret finns inte bland handlingarna här"),
        row("beslut-och-uppdrag/index.html", "fritidsnämnden : svaret finns inte bland handlingarna här"),
    ]);
    let plain = page(nacka(), "organisationer/polisen/index.html");
    assert!(!plain.contains("beslutskedja"), "the police stand in no chain");
}

#[test]
fn the_strategy_came_of_a_commission_and_the_rest_is_proposed() {
    let row = |says, page, told| Row { site: Site::Danderyd, says, page, told };
    let asked = "Kommunledningskontoret har på uppdrag av kommunstyrelsen tagit fram en strategi";
    let adopted = "Kommunfullmäktige antog den 23 september 2019 (§ 111) Strategi för förebyggande och hälsofrämjande arbete";
    let gave = "I beslutet gav Kommunstyrelsen Bildningsdirektören ansvar för att ta fram en fungerande långsiktig struktur";
    let proposed = "Socialkontorets förslag till beslut: Socialnämnden uppdrar till socialförvaltningen att återkomma";
    let proposal = "arenden/uppfoljning-barn-och-unga-2020/index.html";
    hold(&[
        row(asked, "planer/barn-och-unga/index.html", "uppdrag svar från 1 av 1 beslut § 111 antagen plan"),
        row(asked, "organisationer/kommunledningskontoret/index.html", "uppdrag svar från 1 av 1 beslut § 111"),
        row(
            asked,
            "arenden/besluten-om-strategin/beslutskedja/ta-fram-strategin/index.html",
            "har svarat, men själva svaret finns inte bland handlingarna här",
        ),
        row(adopted, "arenden/besluten-om-strategin/beslutskedja/kf-2019-09-23-111/index.html", "före beslutet: ta fram en strategi"),
        row(gave, "arenden/besluten-om-strategin/index.html", "beslut uppdrag svaret finns inte bland handlingarna här"),
        row(proposed, proposal, "förslag till beslut föreslaget uppdrag"),
        row(proposed, proposal, "enligt förslaget till socialförvaltningen . det blir ett uppdrag först om förslaget beslutas."),
        row(proposed, "beslut-och-uppdrag/index.html", "föreslaget uppdrag: återkomma med förslag till beslut"),
    ]);
    let case = told(&page(danderyd(), proposal));
    assert!(!case.contains("uppdrag i ärendet, och svaren"), "what is proposed is no commission, and nobody has been asked");
}

#[test]
fn no_page_claims_more_of_a_commission_than_the_documents() {
    const NEVER: &[&str] = &[
        "fritidsnämnden svarade inte",
        "fritidsnämnden har inte svarat",
        "fritidsnämnden : svaret saknas",
        "svaret saknas",
        "svar saknas",
        "handlingen saknas",
        "obesvarat",
    ];
    never_told(Site::Nacka, NEVER);
    never_told(
        Site::Danderyd,
        &[
            "socialnämnden har beslutat",
            "socialnämnden gav",
            "socialförvaltningen har fått",
            "socialförvaltningen : svaret",
            "socialförvaltningen fick i uppdrag",
            "bildningsdirektören har inte",
            "svaret saknas",
        ],
    );
}

#[test]
fn case_numbers_and_paragraphs_lead_to_the_case_and_never_to_the_page_itself() {
    let about = page(nacka(), "om/om/index.html");
    assert!(about.contains("<a href=\"/insyn/arenden/socn-2015-275-761/\">SOCN 2015/275-761</a>, bilaga 3"), "{about}");
    let quoted = "antog den 23 september 2019 (<a href=\"/insyn/arenden/besluten-om-strategin/#kf-2019-09-23-111\">§ 111</a>)";
    assert!(
        page(danderyd(), "organisationer/kommunfullmaktige/index.html").contains(quoted),
        "a quote leads to the decision that it names"
    );
    let case = page(nacka(), CASE);
    assert!(
        case.contains("avslog förslagen den 19 oktober 2015, § 265.") && !case.contains(">§ 265</a>"),
        "the page is that decision's own"
    );
    let raw = crate::sites::nacka().house.plan.output(CASE).and_then(|output| insyn::make::make(&nacka().house, output));
    let Some(insyn::output::Body::Bytes(bytes)) = raw.map(|made| made.body) else { panic!("the case has a page") };
    let raw = String::from_utf8(bytes).expect("pages are text");
    assert!(raw.contains("Ärende KFKS\u{a0}2014/1005-808") && raw.contains("§\u{a0}265"), "no line breaks in a number");
}

#[test]
fn what_is_not_here_says_how_to_ask_for_it() {
    let case = page(nacka(), "arenden/socn-2015-275-761/index.html");
    let letter = "mailto:registrator@example.se?subject=Beg%C3%A4ran%20om%20handling%20i%20%C3%A4rende%20SOCN%202015%2F275-761&amp;body=Hej%21\
                  %0D%0A%0D%0AJag%20vill%20ta%20del%20av%20en%20handling%20i%20%C3%A4rende%20SOCN%202015%2F275-761%3A%0D%0Abilaga%202%2C%20\
                  %E2%80%9DHandlingsplan%202016%2C%20i%20detalj%E2%80%9D.%0D%0A";
    assert!(case.contains(letter), "{case}");
    let numberless = page(danderyd(), "arenden/uppfoljning-barn-och-unga-2020/index.html");
    assert!(numberless.contains("vilket%20diarienummer%20%C3%A4rendet%20har") && numberless.contains("daterad%2010%20november%202020"));
}

/// Two cases, three bodies, a motion, decisions taken and proposed.
const TOWN: &str = r#"=== content/cases/kf-2020-1/index.md
+++
title = "Vägarna"
number = "KF 2020/1-1"
summary = "Hör till KF 2020/2 och KF 2020/1-1, inte till KF 2020/2-7."

[[document]]
id = "svar"
title = "Nämndens svar"
text = "svar.txt"
publish-text = true

[[document]]
id = "karta"
number = "1"
title = "Karta"
attached-to = "svar"
file = "karta.pdf"
tagged = "ja"
pages = 1
published = "publicerad"

[[document]]
id = "ritning"
number = "2"
title = "Ritning"
attached-to = "svar"
file = "ritning.pdf"
pages = 2

[[motion]]
id = "motion"
title = "Bättre vägar"

[[motion]]
id = "annan"
title = "Inga vägar alls"

[[decision]]
id = "beslut"
title = "Vägarna ska lagas"
body = "fullmaktige"
date = "2020-02-03"
paragraph = "§ 7"
state = "fattat"
motion = "motion"

[[commission]]
id = "laga"
title = "Laga vägarna"
from = "fullmaktige"
to = ["vagnamnden", "parknamnden", "kontoret#chef"]
decision = "beslut"

[[commission.answer]]
by = "vagnamnden"
document = "kf-2020-1#svar"

[[absence]]
of = "commission.laga.answer.parknamnden"
checked-by = "kontoret"
checked-on = "2021-01-02"
note = "Finns inte i diariet."
+++

Den 3 februari 2020 beslutade fullmäktige (§ 7). Se KF
2020/2. Enligt KF 2020/2-7 är `KF 2020/2` och [KF 2020/2](../kf-2020-2.md) samma sak.
=== content/cases/kf-2020-1/svar.txt
Fullmäktige beslutade i § 7 om KF 2020/1-1.

- Lagade vägar
- KF 2020/2

Parknämnden beslutade den 3 februari 2020, § 7. Se även KF 2020/2 och 5 kap. § 7.
=== content/cases/kf-2020-1/karta.pdf
xxxx
=== content/cases/kf-2020-1/ritning.pdf
=== content/cases/kf-2020-2.md
+++
title = "Parkerna"
number = "KF 2020/2"

[[decision]]
id = "forslag"
title = "Kontorets förslag"
body = "parknamnden"
state = "föreslaget"

[[commission]]
id = "klipp"
title = "Klipp gräset"
from = "parknamnden"
to = ["kontoret"]
decision = "forslag"

[[commission]]
id = "vattna"
title = "Vattna"
from = "parknamnden"
to = ["kontoret"]
decision = "forslag"
+++

Fullmäktige beslutade den 3 februari 2020 om vägarna, § 7. Vägnämnden har också en § 7. Ingen vet vilken § 7 som menas.
=== content/organisations.toml
[[organisation]]
id = "fullmaktige"
title = "Fullmäktige"
form = "fullmäktige"

[[organisation]]
id = "vagnamnden"
title = "Vägnämnden"
form = "nämnd"

[[organisation]]
id = "parknamnden"
title = "Parknämnden"
form = "nämnd"

[[organisation]]
id = "kontoret"
title = "Kontoret"

[[organisation.role]]
id = "chef"
title = "Chefen"
"#;

const ROADS: &str = "arenden/kf-2020-1/index.html";

fn town(languages: &str) -> Built {
    let registrar = "\n[registrar]\nphone = \"08-1\"\n";
    let site = SITE.replace("[\"sv\"]", languages) + registrar;
    let project = Project::new(&format!("=== content/site.toml\n{site}{TOWN}"));
    let built = project.build();
    assert_eq!(found(&built), Vec::<&str>::new(), "{}", project.text(&built, insyn::diagnostic::Lang::En));
    built
}

#[test]
fn an_answer_is_missing_only_where_somebody_has_looked() {
    let built = town("[\"sv\"]");
    let chain = told(&page(&built, "arenden/kf-2020-1/beslutskedja/beslut/index.html"));
    for words in [
        "vägnämnden : svaret finns bland handlingarna här",
        "parknämnden : svaret: saknas kontrollerat av kontoret 2 januari 2021 . finns inte i diariet.",
        "chefen : svaret finns inte bland handlingarna här",
    ] {
        assert!(chain.contains(words), "“{words}” is not told: {chain}");
    }
    assert!(told(&page(&built, ROADS)).contains("motion beslut § 7 uppdrag svar från 1 av 3 1 svar saknas"));
    let all = told(&page(&built, "beslut-och-uppdrag/index.html"));
    let places: Vec<usize> =
        ["vägarna ska lagas", "kontorets förslag", "inga vägar alls"].map(|title| all.find(title).expect(title)).into();
    assert!(
        places.is_sorted() && all.contains("3 beslut och uppdrag") && all.contains("motion. beslutet finns inte bland handlingarna här")
    );
    let parks = told(&page(&built, "arenden/kf-2020-2/index.html"));
    assert!(parks.contains("förslag till beslut 2 föreslagna uppdrag") && !parks.contains("svar från"), "{parks}");
}

#[test]
fn the_same_in_english() {
    let built = town("[\"en\"]");
    assert!(told(&page(&built, ROADS)).contains("motion decision § 7 commission answers from 1 of 3 1 answer is missing"));
    let parks = told(&page(&built, "arenden/kf-2020-2/index.html"));
    assert!(parks.contains("proposed decision 2 proposed commissions") && parks.contains("it becomes a commission only if"));
}

#[test]
fn numbers_and_paragraphs_are_links_only_where_they_can_only_mean_one() {
    let built = town("[\"sv\"]");
    let roads = page(&built, ROADS);
    let parks = "<a href=\"/arenden/kf-2020-2/\">KF 2020/2</a>";
    assert!(roads.contains(&format!("Hör till {parks} och KF 2020/1-1, inte till KF 2020/2-7.")), "a summary leads away, not to itself");
    assert!(
        roads.contains(&format!("fullmäktige (§ 7). Se {parks}. Enligt KF 2020/2-7 är <code>KF 2020/2</code> och {parks} samma")),
        "{roads}"
    );
    assert!(roads.contains("name=\"description\" content=\"Hör till KF 2020/2 och"), "what stands in a tag has no link");
    let text = page(&built, "arenden/kf-2020-1/svar/index.html");
    let decision = "<a href=\"/arenden/kf-2020-1/#beslut\">§ 7</a>";
    assert!(text.contains(&format!("i {decision} om <a href=\"/arenden/kf-2020-1/\">KF 2020/1-1</a>.")), "{text}");
    assert!(text.contains(&format!("Parknämnden beslutade den 3 februari 2020, § 7. Se även {parks} och 5 kap. § 7.")), "{text}");
    assert!(text.contains(&format!("<ul><li>Lagade vägar</li><li>{parks}</li></ul>")), "a list in a document is a list: {text}");
    let page = page(&built, "arenden/kf-2020-2/index.html");
    assert!(page.contains(&format!("om vägarna, {decision}. Vägnämnden har också en § 7. Ingen vet vilken § 7")), "{page}");
}

#[test]
fn a_document_says_how_it_can_be_read() {
    let roads = page(&town("[\"sv\"]"), ROADS);
    let told = told(&roads);
    assert!(roads.contains("<a href=\"/arenden/kf-2020-1/svar/\">Läs som text"));
    for words in [
        "bilaga 1. karta 1 sida hämta filen (pdf, 1 kb)",
        "filen är tillgänglighetsanpassad. handlingen är publicerad.",
        "bilaga 2. ritning 2 sidor hämta filen (pdf, 0 kb)",
        "det är okänt om filen är tillgänglighetsanpassad.",
        "registratorn kan lämna ut den. ring 08‑1",
    ] {
        assert!(told.contains(words), "“{words}” is not told: {told}");
    }
    let (answer, map) = (roads.find("id=\"svar\"").expect("the answer"), roads.find("id=\"karta\"").expect("the map"));
    assert!(roads[answer..map].contains("<ul class=\"attachments\""), "attachments stand below what they belong to");
}

#[test]
fn a_body_with_many_decisions_shows_the_newest_and_leads_to_the_rest() {
    let decisions: String = (1..=60)
        .map(|n| format!("\n[[decision]]\nid = \"b-{n}\"\ntitle = \"Beslut nummer {n}.\"\nbody = \"fullmaktige\"\ndate = \"{}\"\nstate = \"fattat\"\n\n[[commission]]\nid = \"u-{n}\"\ntitle = \"Uppdrag\"\nfrom = \"fullmaktige\"\nto = [\"vagnamnden\"]\ndecision = \"b-{n}\"\n", 1950 + n))
        .collect();
    let bodies = TOWN.split_once("=== content/organisations.toml").expect("the bodies").1;
    let project =
        Project::new(&format!("=== content/cases/a.md\n+++\ntitle = \"A\"\n{decisions}+++\n=== content/organisations.toml{bodies}"));
    let built = project.build();
    let body = told(&page(&built, "organisationer/vagnamnden/index.html"));
    assert!(body.contains("beslut nummer 60.") && body.contains("beslut nummer 56.") && !body.contains("beslut nummer 55."), "{body}");
    assert!(body.contains("alla 60 beslut och uppdrag"));
    let last = told(&page(&built, "organisationer/vagnamnden/beslut-och-uppdrag/sida-2/index.html"));
    assert!(last.contains("beslut nummer 1.") && last.contains("beslut och uppdrag: vägnämnden") && !last.contains("beslut nummer 11."));
}

#[test]
fn a_number_is_known_by_its_whole_words() {
    let numbers = ["KS 2014/12", "KS 2014/12-3", "SN 2014 nr 7", "2018:285", "KS-2020-123", "KS 2019/5", "KS 2019/5"];
    let cases: String = numbers
        .iter()
        .enumerate()
        .map(|(at, number)| format!("=== content/cases/nr-{at}.md\n+++\ntitle = \"A\"\nnumber = \"{number}\"\n+++\n"))
        .collect();
    let site = format!("=== content/site.toml\ncase-number = \".*\"\n{SITE}");
    let linked = |words: &str| {
        let built = Project::new(&format!("{site}{cases}=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n\n{words}\n")).build();
        let page = page(&built, "om/om/index.html");
        let links = page.split("<a href=\"/arenden/nr-").skip(1);
        links.filter_map(|link| link.split_once("/\">")?.0.parse().ok()).collect::<Vec<usize>>()
    };
    for (words, expected) in [
        ("Se KS 2014/12.", vec![0]),
        ("Enligt KS 2014/12-3:s beslut (KS 2014/12), ”KS 2014/12”", vec![1, 0, 0]),
        ("KS\u{a0}2014/12\u{2011}3 och **KS 2014/12**", vec![1, 0]),
        ("KS 2014/12-34, KS 2014/123, AKS 2014/12, KS 2014/12/3, KS 2014/12a", vec![]),
        ("I SN 2014 nr 7 och SN 2014 nr 8, eller SN 2014 nr", vec![2]),
        ("Lagen (2018:285), 2018:2851 och 12018:285", vec![3]),
        ("dnr KS-2020-123, men KS-2020-1234 och KS-2020-123-1", vec![4]),
        ("KS 2019/5 är två ärenden", vec![]),
        ("KS\n2014/12 står på två rader", vec![0]),
        ("KS\n\n2014/12 står i två stycken", vec![]),
    ] {
        assert_eq!(linked(words), expected, "{words}");
    }
}
