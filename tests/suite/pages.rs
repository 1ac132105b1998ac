//! Pages of every kind, in several languages and shapes, from whole municipalities in a string.

use insyn::content::KINDS;
use insyn::make::make;
use insyn::output::{Body, Output};
use insyn::pipeline::{self, Built};

use crate::project::Project;

fn built(files: &str) -> Built {
    let built = Project::new(files).build();
    let found: Vec<_> = built.diagnostics.iter().map(|d| format!("{}: {}", d.lint.name, d.message.en)).collect();
    assert!(!pipeline::has_errors(&built.diagnostics), "{found:#?}");
    built
}

/// A page as text; making it must find nothing.
fn page(built: &Built, output: &Output) -> String {
    let made = make(&built.house, output).expect("every format is known");
    assert!(made.diagnostics.is_empty(), "{}: {:?}", output.path, made.diagnostics);
    match made.body {
        Body::Bytes(bytes) if output.format == "xlsx" => String::from_utf8_lossy(&bytes).into_owned(),
        Body::Bytes(bytes) => String::from_utf8(bytes).expect("pages are text"),
        body => format!("{body:?}"),
    }
}

fn page_at(built: &Built, path: &str) -> String {
    let all = || built.house.plan.outputs.iter().map(|output| output.path.as_str()).collect::<Vec<_>>();
    page(built, built.house.plan.output(path).unwrap_or_else(|| panic!("{path} is not among {:#?}", all())))
}

/// Everything that can be made is made, and none of it is empty.
fn all_pages(built: &Built) -> Vec<(&str, String)> {
    let pages: Vec<_> = built.house.plan.outputs.iter().map(|output| (output.path.as_str(), page(built, output))).collect();
    for (path, page) in &pages {
        assert!(!page.is_empty(), "{path} is empty");
        assert!(!path.ends_with(".html") || page.contains("</html>"), "{path} is no whole page");
    }
    pages
}

/// A record of every kind with nothing but what it must have: what is optional is absent on every page.
const BARE: &str = r#"
=== content/strategies/plan.md
+++
title = "Planen"
form = "strategi"
[[goal]]
id = "mal-1"
title = "Målet"
+++
=== content/results/plan-2025.md
+++
title = "Så gick det"
follows-up = "strategies/plan"
period = "2025"
extent = "fullständig"
[[action]]
title = "Stoppad"
status = "inte genomförd"
cause = "inte angiven"
[[observation]]
indicator = "matt"
+++
=== content/agreements/avtal.md
+++
title = "Avtalet"
form = "kontrakt"
+++
=== content/indicators.toml
[[indicator]]
id = "matt"
title = "Måttet"
unit = "procent"
=== content/services.toml
[[service]]
id = "stod"
title = "Stödet"
=== content/guides/rad.md
+++
title = "Rådet"
situation = "Jag undrar"
+++
=== content/cases/arende.md
+++
title = "Ärendet"
[[document]]
id = "handling"
title = "Handlingen"
+++
=== content/budgets/pengar.md
+++
title = "Pengarna"
stage = "avsatt"
+++
=== content/projects/projekt.md
+++
title = "Projektet"
+++
=== content/organisations.toml
[[organisation]]
id = "namnden"
title = "Nämnden"
=== content/processes/process.md
+++
title = "Processen"
+++
=== content/publications/bok.md
+++
title = "Boken"
+++
=== content/news/nyhet.md
+++
title = "Nyheten"
date = "2026-11-01"
+++
=== content/pages/om.md
+++
title = "Om"
formerly = ["/gammal/"]
+++
=== content/topics.toml
[[topic]]
id = "amne"
title = "Ämnet"
=== content/target-groups.toml
[[target-group]]
id = "grupp"
title = "Gruppen"
=== content/terms.toml
[[term]]
id = "ord"
title = "Ordet"
"#;

#[test]
fn every_kind_has_pages_with_only_what_it_must_have() {
    let built = built(BARE);
    for kind in KINDS {
        assert!(built.house.site.records.iter().any(|record| record.kind.name == kind.name), "no {} here", kind.name);
    }
    let pages = all_pages(&built);
    let start = &pages.iter().find(|(path, _)| *path == "index.html").expect("a start page").1;
    for kind in KINDS {
        assert!(start.contains(kind.many.0), "the start page does not lead to {}", kind.name);
    }
    assert!(page_at(&built, "gammal/index.html").contains("/om/om/"), "a former address leads on");
    assert!(page_at(&built, "ordlista/index.html").contains(r#"id="ord""#), "a term has an address");
}

#[test]
fn the_interface_speaks_the_language_of_the_site() {
    let site = "=== content/site.toml\ntitle = \"Insight\"\nlanguages = [\"en\"]\n[municipality]\nname = \"Example\"\n";
    let built = built(&format!("{BARE}{site}"));
    let result = page_at(&built, "sa-gick-det/plan-2025/index.html");
    assert!(result.contains(r#"<html lang="en""#) && result.to_lowercase().contains("not done"), "{result}");
    for (path, page) in all_pages(&built) {
        assert!(!page.contains("Hoppa till innehållet"), "{path} speaks Swedish");
    }
}

const TRANSLATED: &str = r#"
=== content/site.toml
title = "Insyn"
languages = ["sv", "en", "ar"]
base-url = "https://www.example.se/insyn/"
[municipality]
name = "Exempel"
=== content/guides/orolig.md
+++
title = "Jag är orolig"
situation = "Oro"
[[step]]
id = "prata"
title = "Prata"
+++

## Vem ringer jag

Ring [hit](lank.md).
=== content/guides/orolig.en.md
+++
title = "I am worried"
summary = "Whom to call."
[words]
prata = "Talk"
+++

## Whom do I call

Call [here](lank.md).
=== content/guides/lank.md
+++
title = "Länken"
situation = "Länk"
+++
"#;

#[test]
fn a_translation_has_its_own_page_and_says_what_is_missing() {
    let built = built(TRANSLATED);
    let swedish = page_at(&built, "rad/orolig/index.html");
    let english = page_at(&built, "en/rad/orolig/index.html");
    assert!(swedish.contains(r#"href="/insyn/en/rad/orolig/""#), "the Swedish page leads to the English one");
    assert!(english.contains(r#"<html lang="en""#) && english.contains("I am worried") && english.contains("Whom do I call"));
    assert!(english.contains(r#"href="/insyn/rad/lank/""#), "a page that lacks a translation is the Swedish one");
    assert!(!english.contains("Vem ringer jag"), "words are those of the translation");
    assert!(built.house.plan.output("ar/rad/orolig/index.html").is_none(), "no page is made of a translation that is not there");
    all_pages(&built);
}

#[test]
fn long_lists_are_paged_and_every_record_is_on_one_page() {
    let mut files = String::from("=== content/site.toml\ntitle = \"Insyn\"\npage-size = 2\n[municipality]\nname = \"Exempel\"\n");
    for number in 1..=7 {
        files += &format!("=== content/pages/sida-nr-{number}.md\n+++\ntitle = \"Sida {number}\"\n+++\n");
    }
    let built = built(&files);
    let lists: Vec<String> =
        ["om/index.html", "om/sida-2/index.html", "om/sida-3/index.html", "om/sida-4/index.html"].map(|path| page_at(&built, path)).into();
    for number in 1..=7 {
        let address = format!("\"/om/sida-nr-{number}/\"");
        assert_eq!(lists.iter().filter(|page| page.contains(&address)).count(), 1, "{address}");
    }
    assert!(built.house.plan.output("om/sida-5/index.html").is_none());
    assert!(lists[0].contains("\"/om/sida-2/\"") && lists[1].contains("\"/om/\"") && lists[3].contains("\"/om/sida-3/\""));
}

#[test]
fn what_refers_to_a_page_is_listed_apart_when_it_is_too_much() {
    let mut files = String::from(
        "=== content/strategies/p.md\n+++\ntitle = \"P\"\nform = \"program\"\n+++\n\
         === content/indicators.toml\n[[indicator]]\nid = \"matt\"\ntitle = \"Måttet\"\nunit = \"procent\"\n\
         === content/pages/om.md\n+++\ntitle = \"Om\"\nabout = [\"indicators/matt\"]\n+++\n",
    );
    for year in 1951..=2010 {
        files += &format!(
            "=== content/results/r-{year}.md\n+++\ntitle = \"R\"\nfollows-up = \"strategies/p\"\nperiod = \"{year}\"\nextent = \"fullständig\"\n\
             [[observation]]\nindicator = \"matt\"\nvalue = 7\n+++\n"
        );
    }
    let built = built(&files);
    let page = page_at(&built, "matt/matt/index.html");
    let shown = |year: i32| page.contains(&format!("<th scope=\"row\">{year}</th>"));
    assert!((1961..=2010).all(shown) && !shown(1960), "the figures of the fifty newest follow-ups");
    assert!(page.contains("10 äldre värden"), "and how many there are besides");
    let rows = page.split("id=\"s-backlinks\"").nth(1).expect("the page tells what refers to it");
    assert_eq!(rows.matches("/sa-gick-det/r-").count(), 49, "the one page that is no follow-up has its place");
    assert!(rows.contains("/om/om/") && rows.contains("/r-2010/") && !rows.contains("/r-1961/"), "the newest stand here");
    assert!(rows.contains("<a href=\"/matt/matt/hanvisningar/\">Alla 61 sidor som hänvisar hit</a>"));
    let lists = ["matt/matt/hanvisningar/index.html", "matt/matt/hanvisningar/sida-2/index.html"].map(|path| page_at(&built, path));
    for year in 1951..=2010 {
        assert_eq!(lists.iter().filter(|list| list.contains(&format!("\"/sa-gick-det/r-{year}/\""))).count(), 1, "{year}");
    }
    assert!(lists[0].contains("<a href=\"/matt/matt/\">Måttet</a>") && lists[1].contains("<h1>Sidor som hänvisar till Måttet</h1>"));
    assert!(built.house.plan.output("om/om/hanvisningar/index.html").is_none(), "what is little stands on the page itself");
}

#[test]
fn a_page_in_the_way_of_a_list_is_told_where_it_is_written() {
    let mut files = String::from("=== content/site.toml\ntitle = \"S\"\npage-size = 1\n[municipality]\nname = \"S\"\n");
    files += "=== content/pages/sida-2.md\n+++\ntitle = \"Två\"\n+++\n=== content/pages/ett.md\n+++\ntitle = \"Ett\"\n+++\n";
    let project = Project::new(&files);
    let built = project.build();
    assert_eq!(crate::project::found(&built), ["duplicate-address"]);
    let text = project.text(&built, insyn::diagnostic::Lang::En);
    assert!(text.contains("content/pages/sida-2.md") && text.contains("page 2 of a list"), "{text}");
    assert!(!text.contains("site.toml"), "the settings are not at fault: {text}");
}

#[test]
fn action_tables_become_records_and_leave_the_words() {
    let built = built(
        "=== content/strategies/p.md\n+++\ntitle = \"P\"\nform = \"program\"\n[[goal]]\nid = \"mal-1\"\nnumber = \"1\"\ntitle = \"Mindre\"\n+++\n\
         === content/results/r.md\n+++\ntitle = \"R\"\nfollows-up = \"strategies/p\"\nperiod = \"2025\"\nextent = \"fullständig\"\n+++\n\n\
         Först.\n\n## Mål 1 {#mal-1}\n\nMålets ord.\n\n| Aktivitet | Läge | Varför |\n|---|---|---|\n| Gå hem | inte genomförd | tidsbrist |\n| Gå bort | genomförd ; påbörjad | |\n",
    );
    let page = page_at(&built, "sa-gick-det/r/index.html");
    assert_eq!(page.matches("Målets ord.").count(), 1, "a goal's words stand once");
    assert_eq!(page.matches("id=\"mal-1\"").count(), 1, "a goal has one address");
    assert!(page.contains("Gå hem") && page.to_lowercase().contains("tidsbrist"));
    let headings = page.matches("<th scope=\"col\">Läge</th>").count();
    assert_eq!(headings, 1, "the table of the file is not shown a second time: the picture counts by status");
    let goal = page_at(&built, "planer/p/mal-1/index.html");
    assert!(goal.contains("Målets ord.") && goal.contains("Gå bort"), "the goal's own page tells it too");
}

#[test]
fn a_goal_shows_two_follow_ups_in_full_and_leads_to_the_older() {
    let plan = "=== content/strategies/p.md\n+++\ntitle = \"P\"\nform = \"program\"\n[[goal]]\nid = \"mal-1\"\ntitle = \"Mindre\"\n[[goal]]\nid = \"mal-2\"\ntitle = \"Mer\"\n+++\n";
    let follow_up = |year: i32, said: &str| {
        format!(
            "=== content/results/r-{year}.md\n+++\ntitle = \"R {year}\"\nfollows-up = \"strategies/p\"\nperiod = \"{year}\"\nextent = \"fullständig\"\n\
             [[goal]]\ngoal = \"mal-1\"\nstatus = [\"{}\"]\n+++\n\n{said}",
            if year == 2021 { "pågår" } else { "genomförd" }
        )
    };
    let years = (2021..=2024).map(|year| follow_up(year, &format!("## Mål 1 {{#mal-1}}\n\nOrd om {year}.\n")));
    let built = built(&format!("{plan}{}{}", years.collect::<String>(), follow_up(2025, "## Mål 2 {#mal-2}\n\nBara ord.\n")));
    let goal = page_at(&built, "planer/p/mal-1/index.html");
    assert!(goal.contains("Ord om 2024.") && !goal.contains("Ord om 2023."), "{goal}");
    assert_eq!(goal.matches("id=\"s-outcome-").count(), 2);
    let (_, earlier) = goal.split_once("id=\"s-earlier\"").expect("older ones");
    let earlier = earlier.split("</section>").next().expect("their section");
    for year in 2021..=2023 {
        assert!(earlier.contains(&format!("/sa-gick-det/r-{year}/\">R {year}</a>")), "{earlier}");
    }
    assert!(earlier.contains("Pågår") && !earlier.contains("R 2024"), "{earlier}");
    let other = page_at(&built, "planer/p/mal-2/index.html");
    assert!(other.contains("Bara ord.") && !other.contains("s-earlier"), "words alone are an outcome, and silence is none");
    let plan = page_at(&built, "planer/p/index.html");
    assert!(plan.contains("2025: <span class=\"st st-done\">Genomförd") && plan.contains("<p>2025: <a href="), "{plan}");
}

#[test]
fn a_former_address_cannot_leave_the_site() {
    for former in ["/../../etc/passwd", "a//b", "..", "/x/./y/", "c:\\\\temp", "/sök?x=1"] {
        let project = Project::new(&format!("=== content/pages/om.md\n+++\ntitle = \"Om\"\nformerly = [\"{former}\"]\n+++\n"));
        let built = project.build();
        assert_eq!(crate::project::found(&built), ["malformed-value"], "{former}");
        assert!(built.house.plan.outputs.iter().all(|output| !output.path.contains("..")), "{former}");
    }
}

#[test]
fn a_slip_in_one_template_is_told_once_and_hides_no_other() {
    let theme = "=== themes/egen/theme.toml\nparent = \"medborgare\"\n\
                 === themes/egen/templates/grund.html\n{% if %}{% block main %}{% endblock main %}{% component rad(to: map) %}x{% endcomponent rad %}\n\
                 === themes/egen/templates/page.html\n{% extends \"egen/grund.html\" %}{% block main %}{{ <rad to={page}/> }}{% endblock main %}\n\
                 === themes/egen/templates/news.html\n{{ page.title | nofilter }}\n";
    let site = "=== content/site.toml\ntitle = \"S\"\ntheme = \"egen\"\n[municipality]\nname = \"S\"\n";
    let built = Project::new(&format!("{site}{theme}")).build();
    let said: Vec<_> = built.diagnostics.iter().map(|d| d.message.en.as_str()).collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said.iter().any(|words| words.contains("expected one of")) && said.iter().any(|words| words.contains("nofilter")), "{said:#?}");
}
