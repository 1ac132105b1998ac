//! What the site tells programs that follow it or look through it: feeds, the sitemap, what robots may read. Read by other hands than those
//! that write them.

use std::collections::BTreeSet;

use atom_syndication::Feed;
use insyn::make::make;
use insyn::output::Body;
use insyn::pipeline::{self, Built};
use insyn::source::Audience;
use sitemap::reader::{SiteMapEntity, SiteMapReader};
use sitemap::structs::Location;

use crate::project::Project;
use crate::sites::{danderyd, nacka};

const SITE: &str = r#"
=== content/site.toml
title = "Prov & <prov>"
summary = "Om prov."
languages = ["sv", "en"]
base-url = "https://www.prov.se/insyn/"
[municipality]
name = "Provkommun"
=== content/organisations.toml
[[organisation]]
id = "ks"
title = "Kommunstyrelsen"
form = "nämnd"
[[organisation]]
id = "sn"
title = "Socialnämnden"
form = "nämnd"
=== content/topics.toml
[[topic]]
id = "alkohol"
title = "Alkohol"
=== content/strategies/plan.md
+++
title = "Planen"
form = "program"
topics = ["alkohol"]
[adopted]
by = "ks"
on = "2025-vår"
+++

Ord.
=== content/strategies/plan.en.md
+++
title = "The plan"
+++

Words.
=== content/results/plan-2025.md
+++
title = "Så gick det"
summary = "Det mesta gjordes."
follows-up = "strategies/plan"
period = "2025"
dated = "2026-02-03"
extent = "sammanfattning"
+++

Ord.
=== content/cases/arende.md
+++
title = "Ärendet"
[[decision]]
id = "fattat"
title = "Kommunstyrelsen sade ja"
body = "ks"
date = "2026-03-04"
state = "fattat"
[[decision]]
id = "foreslaget"
title = "Socialnämnden ska säga ja"
body = "sn"
date = "2026-03-05"
state = "föreslaget"
+++

Ord.
=== content/news/nyhet.md
+++
title = "En \u0001nyhet"
date = "2026-04-05"
about = ["strategies/plan"]
+++

Ord.
=== content/news/framtid.md
+++
title = "Inte än"
date = "2027-01-01"
+++

Ord.
=== content/news/utkast.md
+++
title = "Hemligt"
date = "2026-04-06"
draft = true
+++

Ord.
=== content/news/borta.md
+++
title = "Borta"
date = "2026-01-02"
withdrawn = { date = "2026-06-07", reason = "Uppgiften var fel." }
+++

Ord.
=== content/changes.toml
[[change]]
date = "2026-05-06"
record = "results/plan-2025"
kind = "ändrad"
text = "Läge ändrat från pågår till genomförd."
[[change]]
date = "2026-05-06"
record = "results/plan-2025"
kind = "ändrad"
text = "Datum ändrat."
[[change]]
date = "2026-04-05"
record = "news/nyhet"
kind = "ny"
text = "Ny."
"#;

fn built(files: &str) -> Built {
    let mut project = Project::new(files);
    project.sources.audience = Audience::Public;
    let built = project.build();
    assert!(!pipeline::has_errors(&built.diagnostics), "{}", project.text(&built, insyn::diagnostic::Lang::En));
    built
}

fn bytes(built: &Built, path: &str) -> Vec<u8> {
    let output = built.house.plan.output(path).unwrap_or_else(|| panic!("{path} is not made"));
    match make(&built.house, output).expect("the format is known").body {
        Body::Bytes(bytes) => bytes,
        body => panic!("{body:?}"),
    }
}

fn text(built: &Built, path: &str) -> String {
    String::from_utf8(bytes(built, path)).expect("text")
}

fn feed(built: &Built, path: &str) -> Feed {
    Feed::read_from(&bytes(built, path)[..]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The entries of a feed: day, title and words.
fn told(built: &Built, path: &str) -> Vec<(String, String, String)> {
    let entries = feed(built, path).entries;
    let words = |entry: &atom_syndication::Entry| entry.summary.as_ref().map_or(String::new(), |words| words.value.clone());
    entries.iter().map(|entry| (entry.updated.date_naive().to_string(), entry.title.value.clone(), words(entry))).collect()
}

fn line(day: &str, title: &str, words: &str) -> (String, String, String) {
    (day.to_owned(), title.to_owned(), words.to_owned())
}

#[test]
fn a_feed_tells_what_happened_by_the_days_of_the_records() {
    let built = built(SITE);
    let withdrawn = line("2026-06-07", "Borta", "Uppgiften var fel.");
    let changed = line("2026-05-06", "Så gick det", "Läge ändrat från pågår till genomförd. Datum ändrat.");
    let news = line("2026-04-05", "En nyhet", "");
    let decided = line("2026-03-04", "Kommunstyrelsen sade ja", "Beslut 4\u{a0}mars 2026: Ärendet");
    let followed = line("2026-02-03", "Så gick det", "Det mesta gjordes.");
    let adopted = line("2025-05-31", "Planen", "Plan antagen våren 2025.");
    let all = [&withdrawn, &changed, &news, &decided, &followed, &adopted].map(Clone::clone);
    assert_eq!(told(&built, "nytt.atom"), all);
    assert_eq!(told(&built, "nyheter/nytt.atom"), [withdrawn, news.clone()]);
    assert_eq!(told(&built, "planer/plan/nytt.atom"), [changed.clone(), news, followed.clone(), adopted.clone()], "what is about the plan");
    assert_eq!(told(&built, "amnen/alkohol/nytt.atom"), std::slice::from_ref(&adopted));
    assert_eq!(told(&built, "organisationer/ks/nytt.atom"), [decided, adopted], "its own decisions");
    assert!(built.house.plan.output("organisationer/sn/nytt.atom").is_none(), "what is only proposed has not happened");
}

#[test]
fn a_feed_is_whole_and_its_entries_are_known_again() {
    let of_today = built(SITE);
    let whole = feed(&of_today, "nytt.atom");
    assert_eq!(whole.title.value, "Prov & <prov>");
    assert_eq!((whole.id.as_str(), whole.lang.as_deref()), ("tag:www.prov.se,2026:insyn/", Some("sv")));
    assert_eq!(whole.updated.to_rfc3339(), "2026-06-07T12:00:00+00:00", "the day of the latest, and not of the build");
    let link = |rel: &str| whole.links.iter().find(|link| link.rel == rel).map(|link| link.href.as_str());
    assert_eq!(link("self"), Some("https://www.prov.se/insyn/nytt.atom"));
    assert_eq!(link("alternate"), Some("https://www.prov.se/insyn/"));
    let decided = whole.entries.iter().find(|entry| entry.title.value.starts_with("Kommunstyrelsen")).expect("it is told");
    assert_eq!(decided.id, "tag:www.prov.se,2026:insyn/cases/arende#fattat/decided/2026-03-04");
    assert_eq!(decided.links[0].href, "https://www.prov.se/insyn/arenden/arende/#fattat");
    assert_eq!((decided.categories[0].term.as_str(), decided.categories[0].label.as_deref()), ("decided", Some("Beslut")));
    let ids: BTreeSet<&str> = whole.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), whole.entries.len(), "every id once");
    let moved = built(&SITE.replace("title = \"Kommunstyrelsen sade ja\"", "title = \"Kommunstyrelsen svarade ja\""));
    assert!(feed(&moved, "nytt.atom").entries.iter().any(|entry| entry.id == decided.id), "other words make no other entry");
}

#[test]
fn a_feed_is_no_longer_than_lists_of_news_are() {
    let news: String = (1..=25)
        .map(|day| format!("=== content/news/n-{day}.md\n+++\ntitle = \"Nr {day}\"\ndate = \"2026-10-{day:02}\"\n+++\n\nOrd.\n"))
        .collect();
    let titles: Vec<String> = told(&built(&format!("{SITE}{news}")), "nytt.atom").into_iter().map(|(_, title, _)| title).collect();
    assert_eq!(titles.len(), 20);
    assert_eq!((titles[0].as_str(), titles[19].as_str()), ("Nr 25", "Nr 6"));
}

/// A page leads to the feed that tells the same, and to none that is not there.
#[test]
fn pages_lead_to_their_feeds() {
    for built in [nacka(), danderyd(), &built(SITE)] {
        let mut led = 0;
        for output in built.house.plan.outputs.iter().filter(|output| output.format == "html") {
            let page = text(built, &output.path);
            let feeds: BTreeSet<&str> = page
                .split("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"")
                .skip(1)
                .filter_map(|part| part.split_once("href=\"/insyn/")?.1.split_once('"'))
                .map(|(path, _)| path)
                .collect();
            assert!(feeds.len() < 2, "{}: {feeds:?}", output.path);
            for path in &feeds {
                assert!(
                    page.contains(&format!("<a href=\"/insyn/{path}\" type=\"application/atom+xml\">")),
                    "{} shows it too",
                    output.path
                );
                assert!(!feed(built, path).entries.is_empty());
            }
            led += feeds.len();
        }
        let all = built.house.plan.outputs.iter().filter(|output| output.format == "feed").count();
        assert!(all > 3 && led == all, "{led} pages lead to {all} feeds");
    }
}

fn addresses(built: &Built, path: &str) -> Vec<(String, Option<String>)> {
    let bytes = bytes(built, path);
    let entries = SiteMapReader::new(&bytes[..]).map(|entity| match entity {
        SiteMapEntity::Url(entry) => {
            let Location::Url(url) = entry.loc else { panic!("no address") };
            (url.to_string(), entry.lastmod.get_time().map(|time| time.date_naive().to_string()))
        }
        other => panic!("{other:?}"),
    });
    entries.collect()
}

#[test]
fn search_engines_are_told_of_every_page_that_readers_look_for() {
    let built = built(SITE);
    let all = addresses(&built, "sitemap.xml");
    let day =
        |address: &str| all.iter().find(|(url, _)| *url == format!("https://www.prov.se/insyn/{address}")).map(|(_, day)| day.as_deref());
    assert_eq!(day("sa-gick-det/plan-2025/"), Some(Some("2026-05-06")), "the day that it changed");
    assert_eq!(day("nyheter/nyhet/"), Some(Some("2026-04-05")));
    for page in ["", "en/", "planer/", "planer/plan/", "en/planer/plan/", "amnen/alkohol/"] {
        assert_eq!(day(page), Some(None), "{page}");
    }
    for none in ["404.html", "nyheter/borta/", "nyheter/utkast/", "planer/plan/utdrag.html", "nytt.atom"] {
        assert_eq!(day(none), None, "{none}");
    }
    let text = text(&built, "sitemap.xml");
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let entries = document.root_element().children().filter(roxmltree::Node::is_element);
    let languages = |url: roxmltree::Node| -> BTreeSet<(String, String)> {
        let links = url.children().filter(|node| node.tag_name().namespace() == Some("http://www.w3.org/1999/xhtml"));
        links.map(|link| (link.attribute("hreflang").unwrap_or("").to_owned(), link.attribute("href").unwrap_or("").to_owned())).collect()
    };
    let with: Vec<BTreeSet<(String, String)>> = entries.map(languages).filter(|languages| !languages.is_empty()).collect();
    assert_eq!(with.len(), 4, "the start page and the plan, in two languages each");
    let plan = [("en", "en/planer/plan/"), ("sv", "planer/plan/"), ("x-default", "planer/plan/")];
    let plan: BTreeSet<(String, String)> =
        plan.iter().map(|(lang, path)| ((*lang).to_owned(), format!("https://www.prov.se/insyn/{path}"))).collect();
    assert_eq!(with.iter().filter(|languages| **languages == plan).count(), 2, "both name both");
}

/// A sitemap has room for 50 000 pages; beyond that there is a list of them, and each page stands in one.
#[test]
fn more_pages_than_one_sitemap_has_room_for_are_in_several() {
    const GOALS: usize = 50_001;
    let goals: String = (0..GOALS).map(|at| format!("[[goal]]\nid = \"m{at}\"\ntitle = \"Mål {at}\"\n")).collect();
    let plan = format!("=== content/strategies/stor.toml\ntitle = \"Stor plan\"\nform = \"program\"\n{goals}");
    let built = built(&format!("{SITE}\n{plan}"));
    let index = bytes(&built, "sitemap.xml");
    let lists: Vec<String> = SiteMapReader::new(&index[..])
        .map(|entity| match entity {
            SiteMapEntity::SiteMap(entry) => entry.loc.get_url().expect("an address").to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(lists, [1, 2].map(|number| format!("https://www.prov.se/insyn/sitemap-{number}.xml")));
    let pages: Vec<Vec<(String, Option<String>)>> =
        [1, 2].map(|number| addresses(&built, &format!("sitemap-{number}.xml"))).into_iter().collect();
    assert_eq!(pages[0].len(), 50_000);
    let all: BTreeSet<&str> = pages.iter().flatten().map(|(address, _)| &**address).collect();
    assert_eq!(all.len(), pages[0].len() + pages[1].len(), "each once");
    for at in [0, GOALS - 1] {
        assert!(all.contains(&*format!("https://www.prov.se/insyn/planer/stor/m{at}/")), "goal {at}");
    }
}

#[test]
fn robots_may_read_what_readers_may() {
    let of_readers = text(&built(SITE), "robots.txt");
    assert!(of_readers.contains("\nUser-agent: *\nDisallow:\n\nSitemap: https://www.prov.se/insyn/sitemap.xml\n"), "{of_readers}");
    let of_writers = text(&Project::new(SITE).build(), "robots.txt");
    assert!(of_writers.contains("\nDisallow: /\n"), "{of_writers}");
}

/// What is read elsewhere needs an address that leads back.
#[test]
fn without_an_address_there_is_nothing_to_follow() {
    let built = built(&SITE.replace("base-url = \"https://www.prov.se/insyn/\"\n", ""));
    let others: Vec<&str> = built
        .house
        .plan
        .outputs
        .iter()
        .map(|output| output.format)
        .filter(|format| ["feed", "sitemap", "extract"].contains(format))
        .collect();
    assert_eq!(others, Vec::<&str>::new());
    assert!(!text(&built, "robots.txt").contains("Sitemap:") && !text(&built, "index.html").contains("atom"));
}
