//! Giving a record another id: everything that named it still does, the old address leads to the new one, and nothing else changes.

use std::collections::BTreeMap;

use insyn::edit::Refusal;
use insyn::edit::rename::{Renamed, rename};
use insyn::fingerprint;
use insyn::make::make;
use insyn::output::{Body, Key};
use insyn::pipeline::{self, Built};
use insyn::site::Approved;
use insyn::source::{Audience, Sources, Text};

use crate::approval::asks;
use crate::municipality::Municipality;
use crate::program::{insyn, read, site, write};
use crate::project::{Project, SITE, found};
use crate::sites::{danderyd_sources, nacka_sources};

fn renamed(sources: &Sources, old: &str, new: &str) -> Renamed {
    let built = pipeline::build(sources, None);
    match rename(sources, &built, old, new) {
        Ok(Some(renamed)) => renamed,
        Ok(None) => panic!("{old} is called {new} already"),
        Err(refusal) => panic!("{old}: {} {}", refusal.message.sv, refusal.help.sv),
    }
}

fn refused(files: &str, old: &str, new: &str) -> Refusal {
    let project = Project::new(files);
    match rename(&project.sources, &project.build(), old, new) {
        Err(refusal) => refusal,
        Ok(_) => panic!("{old} may not be called {new}"),
    }
}

fn text<'s>(sources: &'s Sources, path: &str) -> &'s str {
    &sources.text(path).unwrap_or_else(|| panic!("{path} is not there")).content
}

/// Every page that is no redirect, by its path.
fn pages(built: &Built) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for output in built.house.plan.outputs.iter() {
        // What is packed cannot be compared by its words, and former addresses are what settings of servers tell.
        if matches!(output.key, Key::Page { page: "moved", .. }) || output.path.ends_with(".xlsx") || output.format == "servers" {
            continue;
        }
        if let Some(Body::Bytes(bytes)) = make(&built.house, output).map(|made| made.body) {
            pages.insert(output.path.clone(), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    pages
}

/// A record of each kind: the one that most refers to, those with files of their own, and those in other languages.
fn sample(built: &Built) -> Vec<String> {
    let site = &built.house.site;
    let mut chosen: BTreeMap<(&str, u8), (usize, String)> = BTreeMap::new();
    for (id, record) in site.all() {
        let sort = if !record.translations.is_empty() { 1 } else { u8::from(record.path.ends_with("/index.md")) * 2 };
        let count = site.backlinks_to(id).len();
        let best = chosen.entry((record.kind.folder, sort)).or_default();
        if best.1.is_empty() || count > best.0 {
            *best = (count, format!("{}/{}", record.kind.folder, record.id));
        }
    }
    chosen.into_values().map(|(_, name)| name).collect()
}

#[test]
fn a_site_is_the_same_after_a_rename_apart_from_the_address() {
    for mut sources in [nacka_sources(), danderyd_sources()] {
        sources.audience = Audience::Writers;
        let built = pipeline::build(&sources, None);
        let before = pages(&built);
        for name in sample(&built) {
            there_and_back(&sources, &built, &before, &name);
        }
    }
}

#[test]
fn so_is_a_large_one_with_everything_in_it() {
    let mut sources = Sources::empty(jiff::civil::date(2026, 11, 22));
    sources.audience = Audience::Writers;
    Municipality::of(100).write(&mut |path, content| sources.texts.push_back(Text::new(path, content)));
    sources.sort();
    let built = pipeline::build(&sources, None);
    let before = pages(&built);
    for name in sample(&built) {
        there_and_back(&sources, &built, &before, &name);
    }
}

fn there_and_back(sources: &Sources, built: &Built, before: &BTreeMap<String, String>, name: &str) {
    let (folder, old) = name.split_once('/').expect("folder and id");
    let new = format!("{old}-0");
    let done = match rename(sources, built, name, &new) {
        Ok(done) => done.expect("it has another id"),
        Err(refusal) => panic!("{name}: {}", refusal.message.sv),
    };
    assert!(done.fresh.is_empty() && done.told.iter().all(|told| !told.must), "{name}: {:?}", done.fresh);
    let next = pipeline::build(&done.sources, None);
    let plain = |text: &str| text.replace(&new, old);
    let made = pages(&next);
    let address = format!("/{}/{old}/", built.house.plan.routes.folders[folder]);
    let stale: Vec<&String> = made.iter().filter(|(_, page)| page.contains(&address)).map(|(path, _)| path).collect();
    assert!(stale.is_empty(), "{name}: {stale:?} lead to the old address");
    let after: BTreeMap<String, String> = made.iter().map(|(path, page)| (plain(path), plain(page))).collect();
    for (path, page) in before {
        let now = after.get(path).unwrap_or_else(|| panic!("{name}: {path} is gone"));
        assert!(now == page, "{name}: {path} changed:\n{}", difference(page, now));
    }
    assert_eq!(after.len(), before.len(), "{name}");
    leads_on(built, &next, folder, old, &new);

    // What remains of both renames is the former addresses.
    let back = renamed(&done.sources, &format!("{folder}/{new}"), old);
    for (was, is) in sources.texts.iter().zip(&back.sources.texts) {
        let kept = |text: &str| text.lines().filter(|line| !line.starts_with("formerly = ")).map(str::to_owned).collect::<Vec<_>>();
        let (was, is) = (kept(&was.content), kept(&is.content));
        assert!(was == is, "{name}: there and back\n{}", difference(&was.join("\n"), &is.join("\n")));
    }
}

/// Every page that the record had leads to what is now in its place.
fn leads_on(before: &Built, after: &Built, folder: &str, old: &str, new: &str) {
    let key = format!("{folder}/{old}");
    let edition = insyn::plan::edition(&before.house.site, &before.house.plan.outputs);
    for (path, origin) in edition.pages {
        if origin.record != key || folder == "terms" {
            continue;
        }
        let output = after.house.plan.output(&path).unwrap_or_else(|| panic!("{path} is gone"));
        let Some(Body::Bytes(page)) = make(&after.house, output).map(|made| made.body) else { panic!("{path} is no page") };
        let to = after.house.plan.routes.url(&path.replacen(&format!("/{old}/"), &format!("/{new}/"), 1));
        let page = String::from_utf8_lossy(&page);
        assert!(page.contains(&format!("0; url={to}\"")), "{path} leads to {to}: {page}");
    }
}

fn difference(a: &str, b: &str) -> String {
    let lines = a.lines().zip(b.lines()).filter(|(a, b)| a != b);
    lines.take(5).map(|(a, b)| format!("- {a}\n+ {b}\n")).collect()
}

const PLAN: &str = "=== content/strategies/plan.md\n+++\ntitle = \"Plan\"\nform = \"strategi\"\n[[goal]]\nid = \"mal-1\"\ntitle = \"Ett\"\n+++\n\
    === content/indicators.toml\n[[indicator]]\nid = \"plan\"\ntitle = \"Ett mått\"\nunit = \"procent\"\n\n[[indicator]]\nid = \"annat\"\ntitle = \"Ett annat mått\"\nunit = \"procent\"\n\
    === content/results/plan.md\n+++\ntitle = \"Uppföljning\"\nfollows-up = \"strategies/plan\" # planen\nperiod = \"2016\"\nextent = \"sammanfattning\"\n\n\
    [[observation]]\nindicator = \"plan\"\ngoal = \"strategies/plan#mal-1\"\nvalue = 1\n\n[[observation]]\nindicator = \"annat\"\nvalue = 2\n+++\n\n\
    Se [planen](../strategies/plan.md#mal-1), [måttet](../indicators.toml#plan), [oss][p] och ![bild](indicator:plan).\n\n[p]: ../strategies/plan.md \"plan\"\n";

#[test]
fn only_what_names_the_record_itself_is_changed() {
    let project = Project::new(PLAN);
    let done = renamed(&project.sources, "strategies/plan", "ny-plan");
    let result = text(&done.sources, "content/results/plan.md");
    assert!(result.contains("follows-up = \"strategies/ny-plan\" # planen"), "{result}");
    assert!(result.contains("goal = \"strategies/ny-plan#mal-1\"") && result.contains("indicator = \"plan\""), "{result}");
    assert!(result.contains("(../strategies/ny-plan.md#mal-1)") && result.contains("(../indicators.toml#plan)"), "{result}");
    assert!(result.contains("[p]: ../strategies/ny-plan.md \"plan\"") && result.contains("(indicator:plan)"), "{result}");
    assert!(text(&done.sources, "content/strategies/ny-plan.md").contains("formerly = [\"/planer/plan/\", \"/planer/plan/mal-1/\"]"));
    assert!(done.sources.text("content/strategies/plan.md").is_none());
}

#[test]
fn what_has_its_id_from_a_measure_keeps_it() {
    let project = Project::new(PLAN);
    let done = renamed(&project.sources, "indicators/plan", "andel");
    let result = text(&done.sources, "content/results/plan.md");
    assert!(result.contains("[[observation]]\nid = \"plan\"\nindicator = \"andel\"\n"), "{result}");
    assert!(result.contains("(../indicators.toml#andel)") && result.contains("(indicator:andel)"), "{result}");
    assert!(result.contains("follows-up = \"strategies/plan\""), "{result}");
    let shared = text(&done.sources, "content/indicators.toml");
    assert!(shared.starts_with("[[indicator]]\nid = \"andel\"\ntitle = \"Ett mått\"\n"), "{shared}");
    assert!(shared.contains("id = \"annat\""), "{shared}");
}

#[test]
fn files_beside_a_record_and_links_to_them_move_with_it() {
    let project = Project::new(
        "=== content/cases/arende/index.md\n+++\ntitle = \"Ärende\"\n[[document]]\nid = \"pm\"\ntitle = \"PM\"\nfile = \"pm.pdf\"\n+++\n\n[PM](pm.pdf) och [samma](../arende/pm.pdf).\n\
         === content/cases/arende/pm.pdf\nx\n=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n\n[PM](../cases/arende/pm.pdf), [ärendet](../cases/arende/index.md), [adress](/arenden/arende/#pm), [bild](om.jpg)\n\
         === content/pages/om.en.md\n+++\ntitle = \"About\"\n+++\n\n[Case](../cases/arende/index.md)\n=== content/pages/om.jpg\nx\n\
         === content/site.toml\ntitle = \"Prov\"\nlanguages = [\"sv\", \"en\"]\nstart = [\"cases/arende\", 'pages/om']\n\n[municipality]\nname = \"Provkommun\"\n\n[[navigation]]\ntitle = \"Om\"\nto = \"pages/om\"\n",
    );
    let done = renamed(&project.sources, "arende", "nytt-arende");
    let page = text(&done.sources, "content/pages/om.md");
    for right in ["(../cases/nytt-arende/pm.pdf)", "(../cases/nytt-arende/index.md)", "(/arenden/nytt-arende/#pm)", "(om.jpg)"] {
        assert!(page.contains(right), "{right}: {page}");
    }
    assert!(text(&done.sources, "content/pages/om.en.md").contains("(../cases/nytt-arende/index.md)"));
    let own = text(&done.sources, "content/cases/nytt-arende/index.md");
    assert!(own.contains("[PM](pm.pdf) och [samma](../nytt-arende/pm.pdf)") && own.contains("file = \"pm.pdf\""), "{own}");
    assert!(done.changes.iter().any(|change| &*change.to == "content/cases/nytt-arende/pm.pdf"));
    assert!(done.told.iter().any(|told| told.place.ends_with("/arende/pm.pdf") && !told.must), "the file's own address changes");

    let done = renamed(&project.sources, "pages/om", "om-oss");
    let page = text(&done.sources, "content/pages/om-oss.md");
    assert!(page.contains("(om-oss.jpg)") && page.contains("formerly = [\"/en/"), "{page}");
    assert!(done.sources.text("content/pages/om-oss.en.md").is_some());
    let site = text(&done.sources, "content/site.toml");
    assert!(site.contains("start = [\"cases/arende\", 'pages/om-oss']") && site.contains("to = \"pages/om-oss\""), "{site}");
    assert!(found(&pipeline::build(&done.sources, None)).iter().all(|rule| found(&project.build()).contains(rule)));
}

/// A locked result with a translation, with these fingerprints.
fn sealed(lock: &str, words: &str) -> Sources {
    let lock = format!("[lock]\ndate = \"2017-03-13\"\nfingerprint = \"{lock}\"\n\n[[observation]]");
    let translation = format!("=== content/results/plan.en.md\n+++\ntitle = \"Follow-up\"\ntranslates = \"{words}\"\n+++\n\nSee it.\n");
    let site = SITE.replace("[\"sv\"]", "[\"sv\", \"en\"]");
    Project::new(&format!("{}{translation}=== content/site.toml\n{site}", PLAN.replacen("[[observation]]", &lock, 1))).sources
}

#[test]
fn fingerprints_that_held_hold_and_those_that_did_not_do_not() {
    let built = pipeline::build(&sealed("0123456789abcdef", "0123456789abcdef"), None);
    let record = built.house.site.record(built.house.site.get("results", "plan").expect("it is there"));
    let holding = sealed(&fingerprint::of(record), &fingerprint::of_words(record));
    let broken = |sources: &Sources| {
        let rules = found(&pipeline::build(sources, None));
        rules.into_iter().filter(|rule| ["locked-result-changed", "stale-translation"].contains(rule)).count()
    };
    for (sources, before) in [(holding, 0), (sealed("0123456789abcdef", "0123456789abcdef"), 2)] {
        assert_eq!(broken(&sources), before);
        for (old, new) in [("strategies/plan", "ny-plan"), ("indicators/plan", "andel"), ("results/plan", "ny")] {
            assert_eq!(broken(&renamed(&sources, old, new).sources), before, "{old}");
        }
    }
}

#[test]
fn what_was_approved_stays_so_and_nothing_else_becomes_so() {
    let sources = Sources { audience: Audience::Writers, ..asks("pages") };
    let built = pipeline::build(&sources, None);
    let approved = |built: &Built| built.house.site.all().filter(|(_, record)| record.approved == Approved::Holds).count();
    let (all, held) = (built.house.site.records.len(), approved(&built));
    assert!(held > 10 && held < all, "{held} of {all}");
    for name in sample(&built) {
        let new = format!("{}-ny", name.rsplit('/').next().unwrap_or_default());
        let after = pipeline::build(&renamed(&sources, &name, &new).sources, None);
        assert_eq!(approved(&after), held, "{name}");
    }
}

#[test]
fn what_cannot_be_done_is_refused_with_what_to_do() {
    let says = |refusal: Refusal| format!("{} {}", refusal.message.sv, refusal.help.sv);
    assert!(says(refused(PLAN, "plan", "x")).contains("strategies/plan"), "several kinds have it");
    assert!(says(refused(PLAN, "strategies/plann", "x")).contains("strategies/plan?"));
    assert!(says(refused(PLAN, "indicators/plan", "annat")).contains("content/indicators.toml"));
    assert!(says(refused(PLAN, "indicators/plan", "Nytt mått")).contains("nytt-matt"));
    assert!(says(refused(PLAN, "indicators/plan", "con")).contains("con-matt"));
    assert!(says(refused(PLAN, "indicators/plan", "results/x")).contains("results"));
    assert!(says(refused(PLAN, "strategies/plan#mal-1", "x")).contains("hela poster"));
    let former = "=== content/pages/a.md\n+++\ntitle = \"A\"\nformerly = [\"/b/\", \"/sidor/c/\"]\n+++\n=== content/pages/d.md\n+++\ntitle = \"D\"\n+++\n";
    let folder = Project::new(former).build().house.plan.routes.folders["pages"].clone();
    assert!(says(refused(&former.replace("/sidor/", &format!("/{folder}/")), "d", "c")).contains("pages/a"));
    let broken = format!("{PLAN}=== content/pages/trasig.md\n+++\ntitle = ”x\n+++\n");
    assert!(says(refused(&broken, "strategies/plan", "x")).contains("content/pages/trasig.md"));
    let project = Project::new(PLAN);
    assert!(rename(&project.sources, &project.build(), "strategies/plan", "strategies/plan.md").is_ok_and(|done| done.is_none()));
}

#[test]
fn a_cell_of_a_spreadsheet_is_told_of_and_not_changed() {
    let project =
        Project::new(&format!("{PLAN}=== !book content/results/plan.xlsx\n[Siffror]\nMått|Värde|Målvärde\nannat|3|4\nplan|5|6\n"));
    let done = renamed(&project.sources, "indicators/annat", "nytt");
    let told: Vec<(&str, bool)> = done.told.iter().map(|told| (told.place.as_str(), told.must)).collect();
    assert!(told.contains(&("content/results/plan.xlsx Siffror!A2", true)), "{told:?}");
}

#[test]
fn former_addresses_are_as_few_as_they_can_be() {
    let page = |id: &str, more: &str| format!("=== content/pages/{id}.md\n+++\ntitle = \"{id}\"\n{more}+++\n");
    let files = format!(
        "{}{}{}",
        page("a", "formerly = [\n    \"/gammal/\", # då\n]\n"),
        page("b", "draft = true\n"),
        page("c", "formerly = \"/x/\"\n")
    );
    let project = Project::new(&files);
    let folder = project.build().house.plan.routes.folders["pages"].clone();
    let first = renamed(&project.sources, "a", "a2");
    let there = text(&first.sources, "content/pages/a2.md");
    assert!(there.contains("\"/gammal/\"") && there.contains(&format!("\"/{folder}/a/\"")), "{there}");
    let back = renamed(&first.sources, "a2", "a");
    let back = text(&back.sources, "content/pages/a.md");
    assert!(back.contains(&format!("\"/{folder}/a2/\"")) && !back.contains(&format!("\"/{folder}/a/\"")), "{back}");
    let draft = renamed(&project.sources, "b", "b2");
    assert!(draft.left.is_empty() && !text(&draft.sources, "content/pages/b2.md").contains("formerly"), "nobody has its address");
    let one = renamed(&project.sources, "c", "c2");
    let one = text(&one.sources, "content/pages/c2.md");
    assert!(one.contains(&format!("formerly = [\"/x/\", \"/{folder}/c/\"]")), "{one}");
}

#[test]
fn a_silence_goes_on_silencing() {
    let project = Project::new(
        "=== content/pages/om.md\n+++\ntitle = \"Om\"\n[[silence]]\nrule = \"vague-link\"\nwords = \"(../pages/annan.md)\"\nreason = \"Prov.\"\n+++\n\n\
         [Läs mer](../pages/annan.md)\n=== content/pages/annan.md\n+++\ntitle = \"Annan\"\n+++\n",
    );
    assert_eq!(found(&project.build()), [""; 0]);
    let done = renamed(&project.sources, "annan", "tredje");
    assert_eq!(found(&pipeline::build(&done.sources, None)), [""; 0], "{}", text(&done.sources, "content/pages/om.md"));
}

#[test]
fn what_would_break_a_page_is_not_done() {
    let files = "=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n\nSe [sidan](../pages/a\\-b.md).\n=== content/pages/a-b.md\n+++\ntitle = \"A\"\n+++\n";
    let refusal = refused(files, "a-b", "c");
    assert!(refusal.message.sv.contains("content/pages/om.md:5"), "{}", refusal.message.sv);
    assert!(refusal.message.en.contains("Nothing was changed"), "{}", refusal.message.en);
}

#[test]
fn themes_and_their_values_are_told_of() {
    let project = Project::new(
        "=== content/pages/om.md\n+++\ntitle = \"Om\"\n[extra]\nlista = [\"pages/a\", \"b\"]\n+++\n=== content/pages/a.md\n+++\ntitle = \"A\"\n+++\n\
         === themes/eget/templates/start.html\n{% if record.id == \"a\" %}x{% endif %}\n",
    );
    let done = renamed(&project.sources, "a", "c");
    let places: Vec<&str> = done.told.iter().map(|told| told.place.as_str()).collect();
    assert_eq!(places, ["content/pages/om.md:4", "themes/eget/templates/start.html:1"]);
    assert!(done.told.iter().all(|told| !told.must));
}

#[test]
fn a_published_page_may_be_renamed() {
    let (_temp, folder) = site();
    let run = |arguments: &[&str]| insyn(&folder, &[arguments, &["--date", "2026-11-22"]].concat());
    assert_eq!(run(&["build"]).code, 0);
    assert_eq!(run(&["rename", "strategies/exempelplan", "skolplan"]).code, 0);
    let built = run(&["build"]);
    assert_eq!(built.code, 0, "{}{}", built.out, built.err);
    let old = read(folder.join("public/planer/exempelplan/index.html"));
    assert!(old.contains("0; url=") && old.contains("/planer/skolplan/\""), "{old}");
}

/// Marks of a file's beginning, Windows' line endings, both quotes, tables in braces, several lines: only the id changes.
#[test]
fn however_it_is_written_only_the_id_changes() {
    let windows = |path: &str, text: &str| Text::new(path, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let mut sources = Project::new("=== content/pages/tom.md\n+++\ntitle = \"Tom\"\n+++\n").sources;
    let services = "# Stöd\nservice = [\n    { id = 'a', title = \"Första\" }, # först\n    { id = \"a-b\", title = \"A och B\" },\n]\n";
    let page = "+++\ntitle = \"\"\"\nOm\"\"\" # a\ntopics = [ \"a\", 'a' ]\n[[statement]]\ntext = \"a\"\nabout = [\n    'services/a', # den\n    \"\"\"services/a\"\"\",\n    \"services/a-b\",\n]\n+++\n\na [a](../services.toml#a) [b](../services.toml#a-b)\n";
    let topics = "[[topic]]\nid = \"a\"\ntitle = \"Ämnet a\"\n";
    sources.texts.push_back(windows("content/services.toml", services));
    sources.texts.push_back(windows("content/pages/om.md", page));
    sources.texts.push_back(windows("content/topics.toml", topics));
    sources.sort();
    let done = renamed(&sources, "services/a", "c");
    let right = |text: &str| {
        text.replace("id = 'a'", "id = 'c'").replace("services/a'", "services/c'").replace("services/a\"\"\"", "services/c\"\"\"")
    };
    let page = windows("content/pages/om.md", &right(page).replace("toml#a)", "toml#c)"));
    assert_eq!(text(&done.sources, "content/pages/om.md"), &*page.content);
    assert_eq!(text(&done.sources, "content/topics.toml"), &*windows("content/topics.toml", topics).content);
    let former = done.left.first().expect("the service had a page");
    let services = right(services).replace("\"Första\" }", &format!("\"Första\" , formerly = [\"{former}\"] }}"));
    assert_eq!(
        text(&done.sources, "content/services.toml").replace("\"Första\",", "\"Första\" ,"),
        &*windows("content/services.toml", &services).content
    );
}

#[test]
fn references_in_tables_are_changed_and_words_are_not() {
    let project = Project::new(
        "=== content/organisations.toml\n[[organisation]]\nid = \"polisen\"\ntitle = \"Polisen\"\n\n[[organisation]]\nid = \"polisen-syd\"\ntitle = \"Polisen syd\"\n\
         === content/strategies/plan.md\n+++\ntitle = \"Plan\"\nform = \"strategi\"\n+++\n\
         === content/results/r.md\n+++\ntitle = \"R\"\nfollows-up = \"plan\"\nperiod = \"2016\"\nextent = \"alla\"\n+++\n\n\
         | Aktivitet | Hur det gick | Vilka |\n|---|---|---|\n| polisen | genomförd | polisen-syd ; organisations/polisen |\n",
    );
    let folder = |built: &Built| found(built).into_iter().filter(|rule| *rule == "dangling-reference").count();
    let done = renamed(&project.sources, "polisen", "ordningsmakten");
    let result = text(&done.sources, "content/results/r.md");
    assert!(result.ends_with("| polisen | genomförd | polisen-syd ; organisations/ordningsmakten |\n"), "{result}");
    assert_eq!(folder(&pipeline::build(&done.sources, None)), folder(&project.build()));
}

#[test]
fn the_program_renames_tells_and_takes_it_back() {
    let (_temp, folder) = site();
    let day = ["--date", "2026-11-22"];
    let run = |arguments: &[&str]| insyn(&folder, &[arguments, &day].concat());
    let (old, new) = (folder.join("content/pages/om-webbplatsen.md"), folder.join("content/pages/om-oss.md"));
    let windows = format!("{}\n[Fil](om-webbplatsen.pdf)\n", read(&old)).replace('\n', "\r\n");
    let (file, moved) = (folder.join("content/pages/om-webbplatsen.pdf"), folder.join("content/pages/om-oss.pdf"));
    std::fs::write(&file, [0xff, 0xfe, 0x00]).expect("the file can be written");
    write(&old, &windows);
    let shown = run(&["rename", "om-webbplatsen", "om-oss", "--dry-run"]);
    assert_eq!((shown.code, old.exists(), new.exists()), (0, true, false), "{}{}", shown.out, shown.err);
    assert!(shown.out.contains("om-webbplatsen.md → content/pages/om-oss.md") && shown.out.contains("+formerly"), "{}", shown.out);
    let ran = run(&["rename", "om-webbplatsen", "om-oss", "--lang", "en"]);
    assert_eq!((ran.code, old.exists()), (0, false), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Look at:\n") && ran.out.contains("/om-webbplatsen.pdf: The file gets a new address"), "{}", ran.out);
    assert!(ran.out.contains("lead to the new address") && ran.out.contains("insyn undo"), "{}", ran.out);
    let text = read(&new);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.contains("(om-oss.pdf)") && moved.exists() && !file.exists(), "{text}");
    assert_eq!(run(&["check"]).code, 0);
    assert_eq!(run(&["rename", "pages/om-oss", "om-oss"]).out, "Posten heter redan så. Inget är ändrat.\n");
    let again = run(&["rename", "om-os", "x"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("pages/om-oss"), "{}", again.err);
    let undone = run(&["undo"]);
    assert!(undone.out.contains("insyn rename om-webbplatsen om-oss"), "{}", undone.out);
    assert_eq!((read(&old), new.exists(), file.exists(), moved.exists()), (windows, false, true, false));
    assert_eq!(run(&["rename", "om-webbplatsen", "om-oss", "--quiet"]).out, "");
}
