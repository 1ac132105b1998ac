//! Files that come and go while the preview stands: each file of several municipalities is taken away and put back, and the house is what it
//! would be had the preview begun anew.

use std::path::Path;

use fastrand::Rng;
use insyn::pipeline::{self, Raised};
use insyn::plan::{self, Plan};
use insyn::site::{RecordId, Site};
use insyn::source::{Audience, Sources, Text};
use insyn::{derive, disk, make};

use super::facts::{TODAY, is_quick, made_up};
use super::names::made;
use crate::project::Project;

/// Kinds by which other records are listed.
const LISTS: &[&str] = &["indicator", "organisation", "target-group", "term", "topic"];

/// What a record is called, whatever number it has.
fn name(site: &Site, id: RecordId) -> String {
    let record = site.record(id);
    format!("{}/{}", record.kind.folder, record.id)
}

/// Every record with what refers to it and every change with its record, in order, without numbers.
fn linked(site: &Site) -> Vec<String> {
    let told = |(id, record): (RecordId, _)| {
        let record: &insyn::site::Record = record;
        let follows = record.follows.map(|plan| name(site, plan));
        let parts: Vec<_> = record.parts.iter().collect();
        let own = (&record.common, &record.content, parts, record.state, record.approved, follows, site.records_in(&record.path).len());
        let from =
            site.backlinks_to(id).iter().map(|backlink| format!("{} {:?} {:?}", name(site, backlink.from), backlink.label, backlink.part));
        format!("{} {own:?} {:?}", name(site, id), from.collect::<Vec<_>>())
    };
    // A record that is gone, and is known all the same, has no name.
    let of = |id| if site.records.get(id).is_some() { name(site, id) } else { format!("{id}, which is gone") };
    let changes = site.history.all().map(|(id, change)| format!("{:?} {:?}", id.map(of), change.text));
    site.all().map(told).chain(changes).collect()
}

/// That a house is the one that is raised of the same sources anew, but for the numbers of its records. With them the same is worked out and
/// can be made as all anew.
pub fn assert_stands(after: &Raised, sources: &Sources, edit: &str) {
    let (anew, house) = (pipeline::raise(sources, None), &after.house);
    let (site, lists) = (&house.site, make::lists());
    for (is, expected) in linked(site).iter().zip(linked(&anew.house.site)) {
        assert!(*is == expected, "{edit}{}", super::difference(is.as_bytes(), expected.as_bytes()));
    }
    assert_eq!(site.records.len(), anew.house.site.records.len(), "{edit}");
    let derived = derive::derive(site);
    if *house.knowledge != derived {
        let (is, expected) = (format!("{:?}", house.knowledge), format!("{derived:?}"));
        panic!("{edit}: something else is worked out{}", super::difference(is.as_bytes(), expected.as_bytes()));
    }
    let (planned, _) = plan::plan(site, &house.knowledge, &house.theme, &lists);
    let unlike = house.plan.outputs.iter().zip(&planned.outputs).find(|(is, expected)| is != expected);
    assert!(unlike.is_none() && house.plan.outputs.len() == planned.outputs.len(), "{edit}: {unlike:?}");
    let counted = |plan: &Plan| (plan.capitals.clone(), plan.counts.clone(), plan.searched);
    assert_eq!(counted(&house.plan), counted(&planned), "{edit}");
    let paths = |raised: &Raised| raised.house.plan.outputs.iter().map(|output| output.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(after), paths(&anew), "{edit}");
    assert_eq!(after.findings(sources), anew.findings(sources), "{edit}");
}

/// That every page and file is the same.
pub fn assert_made(after: &Raised, sources: &Sources, edit: &str) {
    let (is, expected) = (made(&after.house), made(&pipeline::raise(sources, None).house));
    for (path, body) in &expected {
        assert!(is.get(path) == Some(body), "{edit}: {path} is another");
    }
    assert_eq!(is.len(), expected.len(), "{edit}");
}

/// The places of all files of records.
fn records(sources: &Sources) -> impl Iterator<Item = usize> {
    let is_record = |path: &str| path.starts_with("content/") && !path.ends_with(".txt") && path.matches('/').count() > 1;
    (0..sources.texts.len()).filter(move |at| is_record(&sources.texts[*at].path))
}

fn read(root: &str) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    disk::read(&root, TODAY, Audience::Writers).unwrap_or_else(|_| panic!("the folder is there"))
}

/// The municipality in which each fact is worked out into something; all its pages have been given to readers.
fn small() -> Sources {
    const FORM: &str = "=== content/pages/blankett.md\n+++\ntitle = \"Blankett\"\nsummary = \"Blankett\"\n+++\n[Blanketten](Blankett.pdf)\n=== content/pages/Blankett.pdf\n";
    const OF_ROLE: &str = "+++\ntitle = \"Av chefen\"\nfollows-up = \"strategies/plan\"\nperiod = \"2020\"\nextent = \"en del\"\nmade-by = [\"varden#chef\"]\n+++\n";
    // With a file whose address has capitals.
    let mut sources = Project::new(&format!("{}{FORM}", super::facts::SMALL)).sources;
    sources.audience = Audience::Writers;
    sources.texts.push_back(Text::new("content/results/av-chefen.md", OF_ROLE));
    const IN_VAIN: &str = "+++\ntitle = \"Svarar mot inget\"\nfollows-up = \"agreements/avtal\"\nperiod = \"2021\"\nextent = \"en del\"\nanswers = \"år 9\"\n+++\n";
    sources.texts.push_back(Text::new("content/results/svarar.md", IN_VAIN));
    const DRAFT: &str = "+++\ntitle = \"Utkast\"\nform = \"överenskommelse\"\ndraft = true\n+++\n";
    sources.texts.push_back(Text::new("content/agreements/utkast.md", DRAFT));
    // A warning that tells how many pages the search covers.
    let settings = sources.texts.iter_mut().find(|text| &*text.path == "content/site.toml").expect("there are settings");
    *settings = Text::new("content/site.toml", format!("search-pages = 1\n{}", settings.content));
    sources.sort();
    let raised = pipeline::raise(&sources, None);
    let house = &raised.house;
    assert!(!house.plan.capitals.is_empty(), "an address has capitals");
    assert!(raised.first_findings(&sources).iter().any(|found| found.lint.name == "large-search"), "it is told how many pages there are");
    sources.edition = plan::edition(&house.site, &house.plan.outputs).into();
    sources
}

/// By what other records are listed, what is translated and what is followed up only all tell.
fn is_alone(site: &Site, id: RecordId) -> bool {
    let record = site.record(id);
    let lists = LISTS.contains(&record.kind.name) && !site.backlinks_to(id).is_empty();
    !lists && record.translations.is_empty() && site.all().all(|(_, other)| other.follows != Some(id))
}

#[test]
fn each_file_goes_and_comes_back() {
    let (mut alone, mut quick) = (0, 0);
    for (sources, whole) in [(small(), true), (read("tests/sites/danderyd"), false), (read(""), false), (made_up(), false)] {
        let before = pipeline::raise(&sources, None);
        for at in records(&sources) {
            let mut without = sources.clone();
            let path = without.texts.remove(at).path;
            let gone = pipeline::raise(&without, Some((&before, &sources)));
            assert_stands(&gone, &without, &format!("{path} went"));
            let back = pipeline::raise(&sources, Some((&gone, &without)));
            assert_stands(&back, &sources, &format!("{path} came back"));
            if whole {
                assert_made(&gone, &without, &format!("{path} went"));
                assert_made(&back, &sources, &format!("{path} came back"));
            }
            let site = &before.house.site;
            let own = site.records_in(&path);
            let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
            let has_siblings = without.texts.iter().any(|text| folder(&text.path) == folder(&path));
            if !own.is_empty() && own.iter().all(|id| is_alone(site, *id)) && has_siblings {
                alone += 1;
                quick += usize::from(is_quick(&gone, &before) && is_quick(&back, &gone));
            }
        }
    }
    // Nearly all.
    assert!(alone > 10 && quick * 10 > alone * 9, "{quick} of {alone} went and came without linking all anew");
}

/// A record that is shown to other readers goes and comes at once, in a file of its own or among others.
#[test]
fn each_record_is_no_more_shown_and_is_again() {
    const LINES: [&str; 4] = ["draft = true", "not-before = \"2090-01-01\"", "until = \"2010-01-01\"", "formerly = [\"/gammalt/\"]"];
    let (mut alone, mut quick) = (0, 0);
    for (sources, whole) in [(small(), true), (read("tests/sites/danderyd"), false), (read(""), false), (made_up(), false)] {
        let before = pipeline::raise(&sources, None);
        let site = &before.house.site;
        for (at, line) in records(&sources).zip(LINES.iter().cycle()) {
            let Text { path, content, .. } = &sources.texts[at];
            let (Some(begin), ids) = (content.find('\n'), site.records_in(path)) else { continue };
            if !content.starts_with(['+', '[']) {
                continue;
            }
            let mut hidden = sources.clone();
            hidden.texts[at] = Text::new(path.clone(), format!("{}{line}\n{}", &content[..=begin], &content[begin + 1..]));
            let gone = pipeline::raise(&hidden, Some((&before, &sources)));
            assert_stands(&gone, &hidden, &format!("{path}: {line}"));
            let back = pipeline::raise(&sources, Some((&gone, &hidden)));
            assert_stands(&back, &sources, &format!("{path}: {line} went"));
            if whole {
                assert_made(&gone, &hidden, &format!("{path}: {line}"));
                assert_made(&back, &sources, &format!("{path}: {line} went"));
            }
            if ids.first().is_some_and(|id| is_alone(site, *id)) {
                alone += 1;
                quick += usize::from(is_quick(&gone, &before) && is_quick(&back, &gone));
            }
        }
    }
    assert!(alone > 10 && quick * 10 > alone * 9, "{quick} of {alone} were shown and not without linking all anew");
}

/// Many files one after the other, so that numbers are used up; some are edited before they go.
#[test]
fn many_files_come_and_go() {
    let mut sources = small();
    let mut raised = pipeline::raise(&sources, None);
    let (mut chance, mut quick) = (Rng::with_seed(7), 0);
    const TURNS: usize = 120;
    for turn in 0..TURNS {
        let mut next = sources.clone();
        let places: Vec<usize> = records(&sources).collect();
        let at = places[chance.usize(..places.len())];
        let Text { path, content, .. } = sources.texts[at].clone();
        let edit = match chance.u8(..6) {
            0 if path.contains("-ny") => {
                next.texts.remove(at);
                format!("{turn}: {path} went")
            }
            1 => {
                next.texts[at] = Text::new(path.clone(), content.replacen("title = \"", "title = \"Å", 1));
                format!("{turn}: {path} is called something else")
            }
            // A copy of another record, beside it and after the last copy, or before it.
            way => {
                let (stem, extension) = path.rsplit_once('.').expect("it has an extension");
                let stem = stem.split("-ny").next().unwrap_or(stem);
                let new = if way == 2 { stem.replace(['2'], "1") } else { stem.to_owned() };
                next.texts.push_back(Text::new(format!("{new}-ny{turn}.{extension}"), content));
                next.sort();
                format!("{turn}: a copy of {path} came")
            }
        };
        let after = pipeline::raise(&next, Some((&raised, &sources)));
        assert_stands(&after, &next, &edit);
        if turn % 20 == 19 {
            assert_made(&after, &next, &edit);
            let later = Sources { today: next.today.tomorrow().expect("there is one"), ..next.clone() };
            assert_stands(&pipeline::raise(&later, Some((&after, &next))), &later, &format!("{edit}, and the day after"));
        }
        quick += usize::from(is_quick(&after, &raised));
        (sources, raised) = (next, after);
    }
    assert!(quick > TURNS / 2, "{quick} of {TURNS} were made without linking all anew");
}

/// What one record says gives another pages and tables that nothing leads to in another way.
#[test]
fn what_a_record_says_is_listed_for_others() {
    const SITE: &str = r#"
=== content/site.toml
title = "Prov"
languages = ["sv"]
page-size = 1
base-url = "https://www.example.se/"
[municipality]
name = "Provkommun"
=== content/topics.toml
[[topic]]
id = "amne"
title = "Ämne"
=== content/organisations.toml
[[organisation]]
id = "namnden"
title = "Nämnden"
place = "inom kommunen"
=== content/strategies/plan.md
+++
title = "Planen"
form = "plan"
topics = ["amne"]
adopted = { by = "namnden", on = "2023-01-10" }
[[goal]]
id = "ett"
title = "Ett"
+++
=== content/results/ett.md
+++
title = "Första året"
follows-up = "strategies/plan"
period = "2024"
extent = "en del"
+++
"#;
    let mut sources = Project::new(&SITE[1..]).sources;
    sources.audience = Audience::Writers;
    let before = pipeline::raise(&sources, None);
    let made = |raised: &Raised, path: &str| raised.house.plan.output(path).is_some();
    // A goal is one more on the page of its plan's topic; a day that something was told on makes two, which are a table.
    for (path, was, is, page) in [
        ("content/strategies/plan.md", "[[goal]]", "[[goal]]\nid = \"nytt\"\ntitle = \"Nytt\"\n[[goal]]", "amnen/amne/sida-3/index.html"),
        ("content/results/ett.md", "extent =", "dated = \"2025-02-01\"\nextent =", "planer/plan/siffror.csv"),
    ] {
        let mut edited = sources.clone();
        let at = sources.texts.iter().position(|text| &*text.path == path).expect("it is a file");
        edited.texts[at] = Text::new(path, sources.texts[at].content.replacen(was, is, 1));
        let after = pipeline::raise(&edited, Some((&before, &sources)));
        assert!(is_quick(&after, &before), "{path}");
        assert!(!made(&before, page) && made(&after, page), "{page}");
        assert_stands(&after, &edited, path);
        assert_stands(&pipeline::raise(&sources, Some((&after, &edited))), &sources, path);
    }
}

/// What stands in a text waits for files that are not there: a link, one in a translation, the picture of an indicator, an address. A file is
/// put in its place and led to, and the address that it leads to in vain told; not one whose picture is waited for.
#[test]
fn what_is_waited_for_is_led_to_when_it_comes() {
    const SITE: &str = r#"
=== content/site.toml
title = "Prov"
languages = ["sv", "en"]
base-url = "https://www.example.se/"
[municipality]
name = "Provkommun"
=== content/pages/vantar.md
+++
title = "Väntar"
summary = "Väntar på en sida."
+++
[Sidan](sen.md), [dess adress](/om/sen/#hur) och [en annan](annan.md).

![Utvecklingen](indicator:matt)
=== content/pages/vantar.en.md
+++
title = "Waiting"
summary = "Waits for a page."
+++
[The page](sen.md) and [another](vantar.md).
=== content/pages/annan.md
+++
title = "Annan"
summary = "Finns redan."
+++
=== content/indicators/annat.toml
title = "Annat"
unit = "procent"
=== content/pages/sen.md
+++
title = "Sen"
summary = "Kommer sist."
+++
## Hur {#hur}

Så.
=== content/pages/ny.md
+++
title = "Ny"
summary = "Ingen väntar på den."
+++
[Borta](/finns-inte/)
=== content/indicators/matt.toml
title = "Mått"
unit = "procent"
"#;
    let mut sources = Project::new(&SITE[1..]).sources;
    sources.audience = Audience::Writers;
    for (path, awaited) in [("content/pages/sen.md", false), ("content/indicators/matt.toml", true), ("content/pages/ny.md", false)] {
        let mut without = sources.clone();
        let at = sources.texts.iter().position(|text| &*text.path == path).expect("it is a file");
        without.texts.remove(at);
        let before = pipeline::raise(&without, None);
        let after = pipeline::raise(&sources, Some((&before, &without)));
        assert_eq!(is_quick(&after, &before), !awaited, "{path}");
        assert_stands(&after, &sources, path);
        assert_made(&after, &sources, path);
        let gone = pipeline::raise(&without, Some((&after, &sources)));
        assert_stands(&gone, &without, path);
        assert_made(&gone, &without, path);
    }
}

/// A theme is put on anew, and all that is worked out of the content stands; a theme that cannot be read is told of.
#[test]
fn a_theme_is_exchanged_and_the_content_stands() {
    const THEME: &str = "=== themes/eget/theme.toml\nparent = \"medborgare\"\n=== themes/eget/templates/404.html\n{% extends \"base.html\" %}{% block main %}<h1>Borta</h1>{% endblock %}\n=== themes/eget/i18n/sv.toml\nmenu = \"Innehåll\"\n";
    let site = format!("{}{THEME}", super::facts::SMALL).replacen("title = \"Prov\"", "theme = \"eget\"\ntitle = \"Prov\"", 1);
    let mut sources = Project::new(&site).sources;
    sources.audience = Audience::Writers;
    let before = pipeline::raise(&sources, None);
    for (path, was, is) in [
        ("themes/eget/templates/404.html", "Borta", "Hittades inte"),
        ("themes/eget/i18n/sv.toml", "Innehåll", "Allt"),
        ("themes/eget/templates/404.html", "{% endblock %}", ""),
        ("themes/eget/theme.toml", "medborgare", "finns-inte"),
    ] {
        let mut edited = sources.clone();
        let text = edited.texts.iter_mut().find(|text| &*text.path == path).expect("it is a file");
        let new = text.content.replacen(was, is, 1);
        *text = Text::new(path, new);
        let after = pipeline::raise(&edited, Some((&before, &sources)));
        assert!(is_quick(&after, &before), "{path}");
        assert_stands(&after, &edited, path);
        assert_made(&after, &edited, path);
        let back = pipeline::raise(&sources, Some((&after, &edited)));
        assert_stands(&back, &sources, path);
        assert_made(&back, &sources, path);
    }
}
