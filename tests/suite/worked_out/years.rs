//! Year by year: what the documents date, by hand, and what a year may not tell.

use super::{Row, Site, hold, municipality, never_told};
use crate::project::found;
use crate::sites::{page, told};

#[test]
fn each_year_tells_what_the_documents_date_to_it() {
    hold(&[
        Row {
            site: Site::Nacka,
            says: "2016 följdes upp; Kommunfullmäktige beslöt den 19 oktober 2015; medel under 2015; strategin antogs våren 2014",
            page: "ar-for-ar/index.html",
            told: "2016 så gick det 2016 med arbetet mot alkohol och droger uppföljning för 2016 \
                   2015 nej till motionens förslag, och ett uppdrag till två nämnder beslut 19 oktober 2015 \
                   pengar till förebyggande arbete 2015 pengar för 2015 \
                   2014 strategi mot alkohol, narkotika, dopning och tobak 2014–2016 plan antagen våren 2014",
        },
        Row {
            site: Site::Danderyd,
            says: "Kommunfullmäktige antog den 23 september 2019 (§ 111); HT 2019-VT 2020",
            page: "ar-for-ar/index.html",
            told: "2020 så gick det 2019–2020 med strategin för barn och unga uppföljning för 2019–2020 \
                   2019 kommunfullmäktige antog strategin beslut 23 september 2019",
        },
    ]);
    // The proposal of November 2020 was not decided, and the plan's adoption is the decision itself.
    never_told(Site::Danderyd, &["beslut 10 november 2020", "plan antagen 23 september 2019"]);
}

const FILES: &str = r#"=== content/organisations.toml
[[organisation]]
id = "namnden"
title = "Nämnden"
=== content/cases/a.toml
title = "Ärendet"
number = "KS 2019/1"

[[decision]]
id = "taget"
title = "Planen antas"
body = "namnden"
date = "2019-05-02"
state = "fattat"

[[decision]]
id = "foreslaget"
title = "Planen ändras"
body = "namnden"
date = "2020-01-15"
state = "föreslaget"
=== content/strategies/beslutad.md
+++
title = "Den beslutade planen"
form = "plan"
adopted = { by = "namnden", on = "2019-05-02", decision = "a#taget" }
+++
=== content/strategies/vinter.md
+++
title = "Vinterplanen"
form = "plan"
adopted = { by = "namnden", on = "2018-vinter" }
+++
=== content/strategies/utan.md
+++
title = "Planen utan dag"
form = "plan"
+++
=== content/budgets/b.toml
title = "Budgeten"
period = "2018/2019"
stage = "avsatt"

[[silence]]
rule = "claim-without-source"
reason = "Provet handlar om annat."

[[envelope]]
id = "pott"
title = "Pott"
amount = "100 tkr"
"#;

#[test]
fn a_year_tells_nothing_twice_and_no_proposal() {
    for (lang, wanted) in [
        ("sv", "2019 planen antas beslut 2 maj 2019 budgeten pengar för 2018–2019 2018 vinterplanen plan antagen vintern 2017–2018"),
        ("en", "2019 planen antas decision 2 may 2019 budgeten money for 2018–2019 2018 vinterplanen plan adopted winter 2017–2018"),
    ] {
        let project = municipality(lang, FILES);
        let built = project.build();
        assert!(found(&built).is_empty(), "{:?}", found(&built));
        let told = told(&page(&built, "ar-for-ar/index.html"));
        assert!(told.contains(wanted), "{told}");
        for never in ["planen ändras", "den beslutade planen", "planen utan dag"] {
            assert!(!told.contains(never), "{never}: {told}");
        }
    }
}

#[test]
fn without_a_date_there_is_no_page_of_years() {
    let built = municipality("sv", "=== content/strategies/p.md\n+++\ntitle = \"Planen\"\nform = \"plan\"\n+++\n").build();
    assert!(built.house.plan.output("ar-for-ar/index.html").is_none());
}
