//! The search: what it covers and what it never does, that it is the same twice, made again only when words change, and gone when turned off.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use insyn::gather::search::Search;
use insyn::output::{Body, Sink};
use insyn::photo::Unfit;
use insyn::pipeline::{self, Built};
use insyn::plan::search;
use insyn::source::{Audience, Sources};
use serde_json::Value;

use crate::program::{insyn, read, site, write};
use crate::project::{Project, found};
use crate::sites::{danderyd, nacka, page, pages};

/// Keeps nothing: what is looked at is what the search makes.
struct Nowhere;

impl Sink for Nowhere {
    type Error = ();
    fn stage(&self, _: &str, _: Body) -> Result<Option<Unfit>, ()> {
        Ok(None)
    }
}

/// Everything that the search makes of a site, by path.
fn made(built: &Built) -> BTreeMap<String, Vec<u8>> {
    let search = Search::new(&built.house, &Nowhere);
    let sources = Sources::empty(jiff::civil::date(2026, 11, 22));
    let found = pipeline::make_all(&built.house, &sources, &search, &|_| {}).expect("nothing is refused");
    assert!(found.is_empty(), "{found:?}");
    let index = search.index(&|_| {}).expect("the index can be made");
    index.into_iter().chain(search.tables()).collect()
}

/// What the index tells of each page, by its address.
fn told(made: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Value> {
    let fragments = made.iter().filter(|(path, _)| path.ends_with(".pf_fragment"));
    let read = fragments.map(|(_, bytes)| {
        let mut text = String::new();
        GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("an extract is packed text");
        let page: Value = serde_json::from_str(text.trim_start_matches("pagefind_dcd")).expect("an extract is JSON");
        (page["url"].as_str().expect("a page has an address").to_owned(), page)
    });
    read.collect()
}

fn shortcuts(made: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&made["sok/genvagar/sv-0.json"]).expect("the table is JSON")
}

/// A small municipality with something of everything that nobody is to find.
const MUNICIPALITY: &str = r#"
=== content/site.toml
title = "Prov"
languages = ["sv"]

[municipality]
name = "Provkommun"

[feedback]
email = "webb@example.se"

=== content/pages/om.md
+++
title = "Om webbplatsen"
formerly = ["/gammal/"]
+++

Synligt.

=== content/pages/utkast.md
+++
title = "Ett utkast"
draft = true
+++

Hemligt.

=== content/pages/indragen.md
+++
title = "Indragen sida"

[withdrawn]
date = "2026-01-01"
reason = "Fel version"
+++

Hemligt.

=== content/pages/senare.md
+++
title = "Inte än"
not-before = "2027-01-01"
+++

Hemligt.
"#;

#[test]
fn words_of_headings_and_values_are_not_read_as_one() {
    for site in [nacka(), danderyd()] {
        for (url, page) in told(&made(site)) {
            let content = page["content"].as_str().expect("an extract has words");
            let glued = content.split(' ').find(|word| {
                let after = |sign: char| word.find(sign).is_some_and(|at| word[at + sign.len_utf8()..].starts_with(char::is_alphabetic));
                after('?')
                    || ["Ämnen", "Källa", "Målgrupper", "Aktivitet"]
                        .iter()
                        .any(|head| word.strip_prefix(head).is_some_and(|rest| rest.starts_with(char::is_uppercase)))
            });
            assert_eq!(glued, None, "{url}");
        }
    }
}

#[test]
fn only_what_every_reader_may_read_is_found() {
    for audience in [Audience::Writers, Audience::Public] {
        let mut project = Project::new(MUNICIPALITY);
        project.sources.audience = audience;
        let built = project.build();
        assert_eq!(found(&built), [""; 0]);
        let told = told(&made(&built));
        let found: Vec<&String> = told.keys().filter(|url| url.starts_with("/om/") || url.contains("gammal")).collect();
        assert_eq!(found, ["/om/om/"], "{audience:?}");
        for url in ["/", "/404.html", "/sok/", "/a-o/", "/om/"] {
            assert!(!told.contains_key(url), "{url} leads only to other pages");
        }
        let table = shortcuts(&made(&built)).to_string();
        assert!(!table.contains("utkast") && !table.contains("indragen"), "{table}");
        let words: Vec<String> = serde_json::from_slice(&made(&built)["sok/ord/sv-0.json"]).expect("the table is JSON");
        assert_eq!(words, ["webbplatsen"], "nobody is led to a word that only drafts have");
    }
}

#[test]
fn only_the_words_of_main_are_searched() {
    for built in [nacka(), danderyd()] {
        let told = told(&made(built));
        assert!(told.len() > 50, "{} pages", told.len());
        for (url, page) in &told {
            let words = page["content"].as_str().expect("a page has words");
            for around in ["Hoppa till", "Rapportera ett fel", "Är det bråttom", "https://www.nacka.se/insyn"] {
                assert!(!words.contains(around), "{url} is found by “{around}”");
            }
        }
    }
}

#[test]
fn pages_can_be_narrowed_by_what_their_records_say() {
    let told = told(&made(nacka()));
    let filters = |end: &str, name: &str| {
        let (_, page) = told.iter().find(|(url, _)| url.ends_with(end)).unwrap_or_else(|| panic!("{end} is searched"));
        page["filters"][name].as_array().map_or(Vec::new(), |values| values.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    };
    assert_eq!(filters("/planer/andt-2014-2016/", "kind"), ["Plan"]);
    assert_eq!(filters("/planer/andt-2014-2016/", "year"), ["2014", "2015", "2016"]);
    let statuses = filters("/sa-gick-det/andt-2016/", "status");
    assert!(statuses.contains(&"Genomförd".to_owned()) && statuses.contains(&"Inte genomförd".to_owned()), "{statuses:?}");
    assert!(filters("/arenden/kfks-2014-1005-808/", "body").contains(&"Kommunfullmäktige".to_owned()));
    assert_eq!(filters("/amnen/narkotika/", "kind"), ["Ämne"]);
}

#[test]
fn numbers_paragraphs_and_peoples_own_words_lead_straight_to_their_pages() {
    let table = shortcuts(&made(nacka()));
    for typed in ["kfks20141005808", "20141005808"] {
        let [case] = &table[typed].as_array().expect("the number is there")[..] else { panic!("{}", table[typed]) };
        assert!(case["url"].as_str().is_some_and(|url| url.ends_with("/arenden/kfks-2014-1005-808/")) && case["exact"] == true, "{case}");
    }
    let decision = &table["§265"][0];
    assert_eq!(decision["title"], "§\u{a0}265, Kommunfullmäktige, 19\u{a0}oktober 2015");
    assert!(decision["exact"].is_null(), "which meeting is meant is the reader's choice");
    let titles: Vec<_> = table["knark"].as_array().into_iter().flatten().map(|one| one["title"].as_str().unwrap_or_default()).collect();
    assert!(titles.contains(&"Narkotika"), "{titles:?}");
    assert!(table["narkotika"].is_array() && table["808"].is_null());
}

#[test]
fn two_decisions_with_one_paragraph_are_a_choice() {
    let case = |id: &str, number: &str, date: &str| {
        format!(
            "=== content/cases/{id}.md\n+++\ntitle = \"Ärende {id}\"\nnumber = \"{number}\"\n\n[[decision]]\nid = \"beslut\"\ntitle = \"Beslut\"\nbody = \"namnden\"\ndate = \"{date}\"\nparagraph = \"§ 7–9\"\n+++\n\nText.\n\n"
        )
    };
    let body = "=== content/organisations.toml\n[[organisation]]\nid = \"namnden\"\ntitle = \"Nämnden\"\n\n";
    let built = Project::new(&[body, &case("a", "KS 2015/1", "2015-03-02"), &case("b", "KS 2016/1", "2016-03-02")].concat()).build();
    assert_eq!(found(&built), [""; 0]);
    let table = shortcuts(&made(&built));
    for typed in ["§7", "§8", "§9"] {
        let titles: Vec<_> = table[typed].as_array().into_iter().flatten().map(|one| one["title"].as_str().unwrap_or_default()).collect();
        assert_eq!(titles, ["§\u{a0}7–9, Nämnden, 2\u{a0}mars 2016", "§\u{a0}7–9, Nämnden, 2\u{a0}mars 2015"], "{typed}, the newest first");
    }
}

#[test]
fn the_same_site_gives_the_same_index() {
    let first = made(danderyd());
    let second = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread").install(|| made(danderyd()));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first == second, "the same names hold other bytes");
    let unused: Vec<_> =
        first.keys().filter(|path| ["ui", "highlight", "worker", "unknown"].iter().any(|part| path.contains(part))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_search_page_alone_has_a_script_and_lets_one_in() {
    for built in [nacka(), danderyd()] {
        for (path, page) in pages(built) {
            let is_search = path == "sok/index.html";
            // What tells programs of the page is JSON, and no script.
            assert_eq!(page.replace("<script type=\"application/ld+json\">", "").contains("<script"), is_search, "{path}");
            assert_eq!(page.contains("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"), is_search, "{path}");
            assert!(page.contains("href=\"/insyn/sok/\""), "{path} leads to the search");
        }
        let search = page(built, "sok/index.html");
        assert!(search.contains("role=\"search\" aria-label=\"Sök\" hidden") && search.contains("form-action 'none'"));
        assert!(
            search.contains("href=\"/insyn/a-o/#bokstav-42\"") && search.contains("href=\"/insyn/arenden/"),
            "the lists are there without it"
        );
    }
    assert!(page(nacka(), "sok/index.html").contains("knark: se <a href=\"/insyn/amnen/narkotika/\">Narkotika</a>"));
}

#[test]
fn a_site_that_turns_it_off_keeps_the_lists() {
    let built = Project::new(&MUNICIPALITY.replacen("languages", "search = false\nlanguages", 1)).build();
    let search = page(&built, "sok/index.html");
    assert!(search.contains("<h1>Hitta på webbplatsen</h1>") && search.contains("/a-o/"));
    assert!(!search.contains("<form") && !search.contains("<script") && !search.contains("wasm"));
    assert!(!search::is_on(&built.house.site));
}

#[test]
fn who_previews_is_told_that_the_build_makes_the_search() {
    let mut project = Project::new(MUNICIPALITY);
    let told = "den görs av insyn build";
    assert!(page(&project.build(), "sok/index.html").contains(told));
    project.sources.audience = Audience::Public;
    assert!(!page(&project.build(), "sok/index.html").contains(told));
}

#[test]
fn an_english_site_is_searched_in_english() {
    let built = Project::new(&MUNICIPALITY.replacen("\"sv\"", "\"en\"", 1)).build();
    let made = made(&built);
    assert!(made.contains_key("sok/genvagar/en-0.json") && made.keys().any(|path| path.ends_with("wasm.en.pagefind")));
    assert_eq!(told(&made)["/om/om/"]["filters"]["kind"][0], "Page");
    assert!(page(&built, "sok/index.html").contains("<label for=\"q\">What are you looking for?</label>"));
}

/// A build of a folder, and what it says of the search.
fn build(folder: &Path) -> String {
    let ran = insyn(folder, &["build", "--date", "2026-11-22"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran.out.lines().find(|line| line.starts_with("Sökning:")).unwrap_or_default().replace('\u{a0}', " ")
}

#[test]
fn it_is_made_again_when_words_change_and_only_then() {
    let (_temp, folder) = site();
    let made = |line: &str| line.ends_with(" s.") && !line.contains("oförändrad");
    assert!(made(&build(&folder)));
    assert_eq!(build(&folder), "", "nothing at all is made");
    let config = folder.join("content").join("site.toml");
    write(&config, &read(&config).replacen("[[navigation]]\ntitle = \"", "[[navigation]]\ntitle = \"Nya ", 1));
    assert!(build(&folder).ends_with("oförändrad."), "the menu stands around the words of pages");
    let plan = folder.join("content").join("strategies").join("exempelplan.md");
    write(&plan, &format!("{}\nEtt ord som ingen har skrivit: kvastskaft.\n", read(&plan)));
    assert!(made(&build(&folder)), "a word is new");
    let manifest = folder.join(".insyn").join("manifest.json");
    let mut kept: Value = serde_json::from_str(&read(&manifest)).expect("the manifest is JSON");
    for broken in [Value::from("något annat"), Value::from("")] {
        kept["searched"] = broken;
        kept["made_of"] = Value::from("");
        write(&manifest, &kept.to_string());
        assert!(made(&build(&folder)), "what the index was made of is not known");
    }
    let index = folder.join("public").join("sok").join("pagefind");
    fs::write(index.join("pagefind.js"), "kort").expect("the file can be written");
    assert!(made(&build(&folder)), "a file of the index is not as it was made");
    assert!(read(index.join("pagefind.js")).len() > 1000);
}

#[test]
fn turned_off_it_leaves_nothing_of_its_own_and_all_of_others() {
    let (_temp, folder) = site();
    build(&folder);
    let search = folder.join("public").join("sok");
    let own = search.join("pagefind").join("egen.txt");
    write(&own, "Inte insyns.");
    let config = folder.join("content").join("site.toml");
    write(&config, &format!("search = false\n{}", read(&config)));
    assert_eq!(build(&folder), "");
    assert!(read(&own) == "Inte insyns." && !search.join("pagefind").join("pagefind.js").exists() && !search.join("genvagar").exists());
    assert!(search.join("index.html").is_file());
    write(&config, read(&config).trim_start_matches("search = false\n"));
    assert!(build(&folder).starts_with("Sökning: "));
}

#[test]
fn a_failed_build_keeps_the_index_that_stands_there() {
    let (_temp, folder) = site();
    build(&folder);
    let entry = folder.join("public").join("sok").join("pagefind").join("pagefind-entry.json");
    let before = read(&entry);
    let plan = folder.join("content").join("strategies").join("exempelplan.md");
    let sound = read(&plan);
    write(&plan, "+++\ntitle = \n+++\n");
    assert_eq!(insyn(&folder, &["build", "--date", "2026-11-22"]).code, 1);
    assert_eq!(read(&entry), before);
    write(&plan, &sound);
    assert_eq!(build(&folder), "");
}

#[test]
fn a_portable_copy_has_no_index() {
    let (temp, folder) = site();
    let to = temp.path().join("kopia");
    let ran = insyn(&folder, &["build", "--portable", "--date", "2026-11-22", "--to", &to.to_string_lossy()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let made = walkdir::WalkDir::new(&to).into_iter().flatten().map(|entry| entry.path().to_string_lossy().into_owned());
    let made: Vec<String> =
        made.filter(|path| path.contains("pagefind") || path.contains("genvagar") || path.contains("sok/ord/")).collect();
    assert!(made.is_empty(), "{made:?}");
}
