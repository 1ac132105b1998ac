//! Pages in several languages: which lead to each other, in which language each part says that it is, and what a language file must hold.

use std::collections::{BTreeMap, BTreeSet};

use insyn::content::KINDS;
use insyn::pipeline::Built;

use crate::project::{Project, found};
use crate::sites;

/// The start tags of a page, each with what follows up to the next tag.
fn tags(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split('<').skip(1).map(|piece| piece.split_once('>').unwrap_or((piece, "")))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

const VOID: &[&str] = &["meta", "link", "br", "img", "hr", "input", "wbr", "!doctype"];

/// What a page says in words that only Swedish has letters for, where the nearest `lang` is another language.
fn swedish_elsewhere(page: &str) -> Vec<String> {
    let mut langs: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    for (tag, words) in tags(page) {
        let name = tag.split([' ', '/', '\n']).next().unwrap_or("");
        if tag.starts_with('/') {
            langs.pop();
        } else if !VOID.contains(&name) {
            langs.push(attribute(tag, "lang").or(langs.last().copied()).unwrap_or(""));
            // A title of the document is one text, in one language; what is said to programs nobody hears.
            if name == "title" || tag.ends_with("ld+json\"") {
                continue;
            }
        }
        let swedish = langs.last().is_some_and(|lang| lang.starts_with("sv"));
        // Names of services that are called so in every language.
        let words = words.replace("Droghjälpen", "").replace("Vårdguiden", "").replace("Lättläst", "");
        if !swedish && words.to_lowercase().contains(['å', 'ä', 'ö']) {
            faults.push(words.trim().to_owned());
        }
    }
    faults
}

fn both_sites() -> [&'static Built; 2] {
    [sites::nacka(), sites::danderyd()]
}

#[test]
fn every_part_in_another_language_says_so() {
    for built in both_sites() {
        for (path, page) in sites::pages(built).iter().filter(|(path, _)| path.starts_with("ar/") || path.starts_with("en/")) {
            let faults = swedish_elsewhere(page);
            assert!(faults.is_empty(), "{path}: {faults:#?}");
            assert!(!page.contains(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}']) && !page.contains("&lt;span"), "{path}: a mark is left");
            assert_eq!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), path.starts_with("ar/"), "{path}");
        }
    }
}

/// A translation of every record into Arabic, with its title alone.
fn translated(built: &Built) -> String {
    let records = built.house.site.records.iter().filter(|record| record.kind.name != "term");
    records.map(|record| format!("=== content/{}/{}.ar.md\n+++\ntitle = \"عنوان\"\n+++\n", record.kind.folder, record.id)).collect()
}

#[test]
fn every_kind_of_page_tells_which_words_are_not_translated() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources =
        insyn::disk::read(folder, jiff::civil::date(2026, 11, 22), insyn::source::Audience::Public).expect("the site can be read");
    sources.texts.retain(|text| !text.path.contains(".ar.md"));
    sources.texts.extend(Project::new(&translated(sites::nacka())).sources.texts.into_iter().filter(|text| text.path.ends_with(".ar.md")));
    sources.sort();
    let built = insyn::pipeline::build(&sources, None);
    let pages = sites::pages(&built);
    for kind in KINDS.iter().filter(|kind| !matches!(kind.name, "term" | "topic" | "target-group" | "news")) {
        let folder = format!("ar/{}/", built.house.plan.routes.folders[kind.folder]);
        assert!(pages.iter().any(|(path, _)| path.starts_with(&folder)), "no page of {}", kind.name);
    }
    let mut all = BTreeSet::new();
    for (path, page) in pages.iter().filter(|(path, _)| path.starts_with("ar/")) {
        all.extend(swedish_elsewhere(page).into_iter().map(|fault| format!("{}: {fault}", path.split('/').nth(1).unwrap_or(""))));
        assert!(!page.contains(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}']) && !page.contains("&lt;span"), "{path}: a mark is left");
    }
    assert!(all.is_empty(), "{all:#?}");
}

/// Of each page that names alternates: the address of each language.
fn alternates(built: &Built) -> BTreeMap<String, BTreeMap<String, String>> {
    let pages = sites::pages(built).into_iter().filter_map(|(path, page)| {
        let links = tags(&page).filter(|(tag, _)| tag.starts_with("link rel=\"alternate\"") && tag.contains("hreflang"));
        let found: BTreeMap<String, String> =
            links.map(|(tag, _)| (attribute(tag, "hreflang").unwrap().to_owned(), attribute(tag, "href").unwrap().to_owned())).collect();
        let origin = built.house.site.config.base_url.as_ref().map_or("", |web| web.url.as_str());
        let url = format!("{}{}", origin.trim_end_matches('/'), built.house.plan.routes.url(path).trim_start_matches("/insyn"));
        (!found.is_empty()).then_some((url, found))
    });
    pages.collect()
}

#[test]
fn pages_name_each_other_in_every_language() {
    for built in both_sites() {
        let all = alternates(built);
        assert!(all.len() > 8, "{all:#?}");
        for (url, links) in &all {
            assert!(links.values().all(|link| link.starts_with("https://")), "{url}: whole addresses");
            assert!(links.values().any(|link| link == url), "{url} names itself: {links:#?}");
            assert_eq!(links.get("x-default"), links.get("sv"), "{url}");
            for link in links.values() {
                assert_eq!(all.get(link), Some(links), "{link} and {url} name the same");
            }
        }
    }
}

#[test]
fn a_reader_of_another_language_is_led_to_what_there_is() {
    for built in both_sites() {
        for lang in ["en", "ar", "sv-simple"] {
            let base = &built.house.plan.routes.base;
            let main = sites::page(built, "index.html");
            assert!(main.contains(&format!("href=\"{base}{lang}/\"")), "the start page leads to {lang}");
            let start = sites::page(built, &format!("{lang}/index.html"));
            let guides = built.house.site.records.iter().filter(|record| record.kind.name == "guide");
            for guide in guides {
                let url = format!("href=\"{base}{lang}/rad/{}/\"", guide.id);
                assert!(start.contains(&url), "{lang}: {url}");
                let page = sites::page(built, &format!("{lang}/rad/{}/index.html", guide.id));
                assert!(page.contains(&format!("<html lang=\"{lang}\"")));
                for number in ["112", "116 111", "1177", "020"] {
                    assert!(page.contains(number), "{lang}/{}: {number}", guide.id);
                }
                assert_eq!(page.contains("language-contact"), lang != "sv-simple", "Swedish readers reach the municipality anyhow");
            }
            assert!(
                start.contains("s-main-language") && start.contains(&format!("href=\"{base}planer/\"")),
                "{lang} tells where only Swedish is"
            );
        }
        let list = sites::page(built, "planer/index.html");
        assert!(
            list.contains("Sidan finns inte på följande språk") && list.contains("hreflang=\"ar\""),
            "a page without a translation says so"
        );
    }
}

#[test]
fn every_language_of_the_theme_is_complete() {
    let site =
        "=== content/site.toml\ntitle = \"S\"\nlanguages = [\"sv\", \"en\", \"fi\", \"ar\", \"sv-simple\"]\n[municipality]\nname = \"S\"\n";
    let built = Project::new(site).build();
    assert_eq!(found(&built), [""; 0]);
    let arabic = &built.house.theme.language("ar").strings;
    let forms: Vec<String> = [1, 2, 3, 11, 100].iter().map(|n| insyn::plan::wording::count(*n, "pages", arabic)).collect();
    assert_eq!(forms, ["صفحة واحدة", "صفحتان", "3 صفحات", "11 صفحة", "100 صفحة"]);
    let simple = built.house.theme.language("sv-simple");
    assert_eq!((simple.name.as_str(), simple.strings.get("skip")), ("Lättläst", "Hoppa till innehållet"));
    let day = jiff::civil::date(2015, 10, 19);
    let says = |code: &str| {
        let strings = &built.house.theme.language(code).strings;
        (insyn::plan::wording::day(day, strings), insyn::plan::wording::month(day, strings))
    };
    assert_eq!(says("fi"), ("19.\u{a0}lokakuuta 2015".into(), "lokakuu 2015".into()));
    assert_eq!(says("ar"), ("19\u{a0}أكتوبر 2015".into(), "أكتوبر 2015".into()));
}

#[test]
fn a_form_that_a_language_lacks_is_told_and_said_as_several() {
    let files = "=== content/site.toml\ntitle = \"S\"\nlanguages = [\"sv\", \"pl\"]\ntheme = \"t\"\n[municipality]\nname = \"S\"\n\
                 === themes/t/theme.toml\ntitle = \"T\"\n=== themes/t/i18n/sv.toml\na_one = \"en\"\na_other = \"flera\"\n\
                 === themes/t/i18n/pl.toml\na_one = \"jeden\"\na_other = \"wiele\"\n";
    let built = Project::new(files).build();
    let said: Vec<&str> = built.diagnostics.iter().filter(|d| d.lint.name == "missing-string").map(|d| d.message.en.as_str()).collect();
    assert!(said.len() == 1 && said[0].contains(": a_few, a_many, about_agreement"), "{said:#?}");
    let polish = &built.house.theme.language("pl").strings;
    assert_eq!([1, 2, 5].map(|n| insyn::plan::wording::count(n, "a", polish)), ["jeden", "wiele", "wiele"]);
}

#[test]
fn forms_of_words_follow_the_language_in_templates() {
    let record = |number: usize| format!("=== content/pages/om-{number}.md\n+++\ntitle = \"Om {number}\"\n+++\n");
    let list = |lang: &str, records: usize| {
        let site = format!("=== content/site.toml\ntitle = \"S\"\nlanguages = [\"{lang}\"]\n[municipality]\nname = \"S\"\n");
        let built = Project::new(&(site + &(1..=records).map(record).collect::<String>())).build();
        sites::page(&built, "om/index.html")
    };
    for (records, words) in [(1, "صفحة واحدة"), (2, "صفحتان"), (3, "3 صفحات"), (12, "12 صفحة")] {
        assert!(list("ar", records).contains(&format!("<p class=\"note\">{words}")), "{records}");
    }
    assert!(list("fi", 2).contains("2 sivua") && list("sv", 1).contains("1 sida"));
}

#[test]
fn lists_of_another_language_follow_its_alphabet() {
    let mut files = String::from("=== content/site.toml\ntitle = \"S\"\nlanguages = [\"en\", \"sv\"]\n[municipality]\nname = \"S\"\n");
    for (id, title) in [("a", "Zebra"), ("b", "Åska"), ("c", "Äpple"), ("d", "Anka"), ("e", "Öl")] {
        files +=
            &format!("=== content/pages/{id}.md\n+++\ntitle = \"T\"\n+++\n=== content/pages/{id}.sv.md\n+++\ntitle = \"{title}\"\n+++\n");
    }
    let page = sites::page(&Project::new(&files).build(), "sv/index.html");
    let places: Vec<usize> =
        ["Anka", "Zebra", "Åska", "Äpple", "Öl"].iter().map(|word| page.find(&format!(">{word}<")).expect(word)).collect();
    assert!(places.is_sorted(), "{places:?}");
}
