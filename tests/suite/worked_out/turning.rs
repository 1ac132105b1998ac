//! Vart vänder jag mig: in which order a reader who worries is told what, and that no number is withheld.

use super::{Row, Site, hold, municipality};
use crate::project::{Project, found};
use crate::sites::{page, told};

#[test]
fn a_worry_is_told_in_its_order() {
    hold(&[
        Row {
            site: Site::Nacka,
            says: "ring nu, i dag, i kväll; man behöver inte vara säker; anonym, journal, vad som händer; sedan vad kommunen har lovat",
            page: "rad/jag-ar-ung/index.html",
            told: "ring nu nödnumret 112 dygnet runt. numret kontrollerades senast 22 november 2026 \
                   ring i dag för den som själv är under 18 år bris på telefon 116 111",
        },
        Row {
            site: Site::Nacka,
            says: "BRIS: man får vara anonym; om de andra står det inte",
            page: "rad/jag-ar-ung/index.html",
            told: "innan du ringer får jag vara anonym? bris på telefon och droghjälpen : ja",
        },
    ]);
    for (site, path) in [(Site::Nacka, "rad/jag-ar-ung/index.html"), (Site::Danderyd, "rad/jag-ar-ung/index.html")] {
        let page = told(&page(site.built(), path));
        let order = [
            "lämna sidan",
            "ring nu",
            "ring i dag",
            "ring i kväll",
            "det är okej att ringa",
            "innan du ringer",
            "får jag vara anonym",
            "förs det journal",
            "vad händer när jag",
            "vad kommunen har lovat",
        ];
        let places: Vec<usize> =
            order.iter().map(|words| page.find(words).unwrap_or_else(|| panic!("{words} is not told: {page}"))).collect();
        assert!(places.is_sorted(), "{site:?}: {places:?}");
        assert_eq!(page.matches("det är okej att ringa").count(), 1, "the words that were moved stand once");
    }
}

const FILES: &str = r#"=== content/services.toml
[[service]]
id = "a"
title = "Jouren"
ages = "13–20 år"
anonymous = "ja"
cost = "gratis"
checked-on = "2026-11-01"

[[service.contact]]
phone = "08-111 11 11"
when = ["nu", "i kväll eller i natt"]

[[service]]
id = "b"
title = "Mottagningen"
anonymous = "nej"
checked-on = "2026-11-01"

[[service.contact]]
phone = "08-222 22 22"

[[service]]
id = "c"
title = "Gruppen"
=== content/guides/oro.md
+++
title = "Oro"
situation = "Oro"
services = ["c", "b", "a"]
way-out = "https://example.se"
+++

Först.

## Ring ändå {#inte-saker}

Det räcker att undra.
"#;

#[test]
fn a_number_without_a_time_or_an_age_is_shown() {
    for (lang, any, silent, moved) in [
        (
            "sv",
            "hit kan du ringa mottagningen 08‑222 22 22",
            "inget telefonnummer anges för det här stödet. gruppen",
            "ring ändå det räcker att undra. innan du ringer",
        ),
        (
            "en",
            "numbers to call mottagningen 08‑222 22 22",
            "no phone number is stated for this support. gruppen",
            "ring ändå det räcker att undra. before you call",
        ),
    ] {
        let built = municipality(lang, FILES).build();
        assert_eq!(found(&built), [""; 0]);
        let guide = told(&page(&built, "rad/oro/index.html"));
        for words in [any, silent, moved] {
            assert!(guide.contains(words), "{words}: {guide}");
        }
        assert!(page(&built, "rad/oro/index.html").contains("href=\"https://example.se\" rel=\"noreferrer\""));
        // Ages are headings; a number that holds for now and for tonight stands under both.
        assert_eq!(guide.matches("13–20 år jouren 08‑111 11 11").count(), 2, "{guide}");
        let turn = told(&page(&built, "vart-vander-jag-mig/index.html"));
        assert!(turn.contains(any) && turn.contains("oro") && turn.contains("gruppen"), "{turn}");
    }
}

#[test]
fn a_site_without_services_or_guides_promises_no_page_of_numbers() {
    let built = municipality("sv", "=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n").build();
    assert!(built.house.plan.output("vart-vander-jag-mig/index.html").is_none());
    assert!(!page(&built, "om/om/index.html").contains("vart-vander-jag-mig"));
}

#[test]
fn a_fault_is_reported_with_the_page_filled_in() {
    let built = crate::sites::nacka();
    let guide = page(built, "rad/jag-ar-ung/index.html");
    let letter = "mailto:webb@example.se?subject=Fel%20p%C3%A5%20sidan%3A%20Jag%20%C3%A4r%20ung%20sj%C3%A4lv&amp;body=";
    assert!(guide.contains(letter) && guide.contains("https%3A%2F%2Fwww.nacka.se%2Finsyn%2Frad%2Fjag-ar-ung%2F"), "{guide}");
}

#[test]
fn the_mark_of_the_municipality_has_its_name() {
    let site = "=== content/site.toml\ntitle = \"Prov\"\nlanguages = [\"sv\"]\ntheme = \"egen\"\n\n[municipality]\nname = \"Provkommun\"\n";
    let theme = "=== themes/egen/theme.toml\nparent = \"medborgare\"\nlogo = \"vapen.svg\"\n=== themes/egen/assets/vapen.svg\n<svg/>\n";
    let built = Project::new(&format!("{site}{theme}")).build();
    assert_eq!(found(&built), [""; 0]);
    assert!(page(&built, "index.html").contains("<img src=\"/assets/vapen.svg\" alt=\"Provkommun\">"), "{}", page(&built, "index.html"));
}
