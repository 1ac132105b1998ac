//! What is to be reported, by the documents: when, by whom to whom, and what of it is here.

use super::{Row, Site, hold, never_told};
use crate::sites::{danderyd, nacka, page};

const ADOPTED: &str =
    "Kommunfullmäktige antog den 23 september 2019 (§ 111) […] år 1 och år 3 från det att kommunfullmäktige antagit strategin";
const UNIT: &str = "Sociala kvalitetsenheten gör efter respektive år en uppföljning av handlingsplanen.";
const BOARD: &str = "Socialnämnden följer årligen upp ANTD-strategin och handlingsplanen som är knuten till strategin.";

/// The answer to year 1, as pages tell it.
const YEAR_ONE: &str = "så gick det 2019–2020 med strategin för barn och unga , daterad 10 november 2020 , 48 dagar efter, lämnad till socialnämnden \
                        förslag till beslut redovisning till kommunstyrelsen : finns inte bland handlingarna här";

#[test]
fn danderyd_reports_year_one_as_a_draft_to_its_board_and_year_three_is_not_here() {
    let row = |says, page, told| Row { site: Site::Danderyd, says, page, told };
    let plan = "planer/barn-och-unga/index.html";
    hold(&[
        row(ADOPTED, plan, "webbplatsen räknar åren från dagen då planen antogs, den 23 september 2019."),
        row(ADOPTED, plan, "år 1 senast 23 september 2020"),
        row("Socialnämnden 2020-11-10", plan, YEAR_ONE),
        row(
            "Socialkontorets förslag till beslut",
            plan,
            "förslag till beslut redovisning till kommunstyrelsen : finns inte bland handlingarna här",
        ),
        row(ADOPTED, plan, "år 3 senast 23 september 2022 finns inte bland handlingarna här"),
        row("Åtterrapporing från socialnämnden", "organisationer/socialnamnden/index.html", "år 3 senast 23 september 2022"),
        row("Socialnämnden 2020-11-10", "organisationer/socialnamnden/index.html", YEAR_ONE),
        row("ska ske till kommunstyrelsen", "organisationer/kommunstyrelsen/index.html", "vad andra ska redovisa till organisationen"),
        row("ska ske till kommunstyrelsen", "organisationer/kommunstyrelsen/index.html", YEAR_ONE),
        row(ADOPTED, "redovisningar/index.html", "2 redovisningar"),
    ]);
    let calendar = page(danderyd(), "redovisningar.ics");
    let days: Vec<&str> = calendar.lines().filter_map(|line| line.trim_end().strip_prefix("DTSTART;VALUE=DATE:")).collect();
    assert_eq!(days, ["20200923", "20220923"], "one year and three years after 23 September 2019");
}

#[test]
fn nacka_has_two_yearly_duties_and_one_of_six_reports_is_here() {
    let row = |says, page, told| Row { site: Site::Nacka, says, page, told };
    let plan = "planer/andt-2014-2016/index.html";
    let answer = "efter 2016 så gick det 2016 med arbetet mot alkohol och droger , daterad 13 mars 2017 upprättad varje år:";
    hold(&[
        row(UNIT, plan, "varje år: uppföljning av årets handlingsplan redovisas av sociala kvalitetsenheten"),
        row(
            UNIT,
            plan,
            "efter 2014 finns inte bland handlingarna här efter 2015 finns inte bland handlingarna här efter 2016 så gick det 2016",
        ),
        row("2017-03-13 PM […] Uppföljning av planerade aktiviteter för 2016", plan, answer),
        row(BOARD, plan, "varje år: uppföljning av strategin och handlingsplanen redovisas av socialnämnden"),
        row(BOARD, plan, "efter 2015 finns inte bland handlingarna här efter 2016 finns inte bland handlingarna här"),
        row("efter respektive år", plan, "hur snart efteråt redovisningen ska komma är inte angivet här. därför räknas inga dagar."),
        row(UNIT, "redovisningar/index.html", "6 redovisningar"),
        row(UNIT, "organisationer/sociala-kvalitetsenheten/index.html", "uppföljning av årets handlingsplan så gick det 2016"),
        row(
            BOARD,
            "organisationer/socialnamnden/index.html",
            "uppföljning av strategin och handlingsplanen finns inte bland handlingarna här",
        ),
    ]);
    assert!(nacka().house.plan.output("redovisningar.ics").is_none(), "no document says a last day");
    let answered: Vec<usize> = nacka().house.knowledge.clock.points.iter().map(|point| point.answers.len()).collect();
    assert_eq!(answered, [0, 0, 1, 0, 0, 0], "the unit's of 2016; three of the unit, three of the board");
}

#[test]
fn nobody_is_called_late_and_nothing_is_called_missing() {
    for (site, built) in [(Site::Danderyd, danderyd()), (Site::Nacka, nacka())] {
        never_told(
            site,
            &[
                "försenad",
                "försenat",
                "uppgift saknas",
                "saknas kontrollerat",
                "har inte redovisat",
                "inte redovisats",
                "inte återrapporterat",
                "för sent",
                "uteblev",
                "borde ha",
            ],
        );
        assert!(built.house.plan.output("forsenat/index.html").is_none(), "{site:?} shows what is late, and nothing is");
    }
    never_told(Site::Danderyd, &["år 2", "31 december 2020", "redovisad till kommunstyrelsen", "lämnad till kommunstyrelsen"]);
    never_told(Site::Nacka, &["dagar efter", "dagar före", "senast 31 december"]);
}
