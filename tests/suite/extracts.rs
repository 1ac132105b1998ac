//! Extracts: what a page tells, for another site to show. Its words, tables and links are those of the page; nothing of its looks is left.

use std::collections::BTreeSet;

use insyn::output::Key;
use insyn::pipeline::Built;
use insyn::source::Audience;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::project::Project;
use crate::sites::{danderyd, nacka, page};

/// Every extract of a site, with the page that it is of.
fn extracts(built: &Built) -> Vec<(&str, String, String)> {
    let all = built.house.plan.outputs.iter().filter(|output| output.format == "extract");
    let of = |path: &str| page(built, &path.replace("utdrag.html", "index.html"));
    all.map(|output| (output.path.as_str(), page(built, &output.path), of(&output.path))).collect()
}

/// What stands in `<main>`, without what is a picture, a way through the page, or beside its words.
fn told(page: &str) -> String {
    let start = page.find("<main").expect("a page has a main");
    let (main, _) = page[start..].split_once("</main>").expect("it ends");
    let remove = element!("svg, nav, form, [data-pagefind-ignore]", |element| {
        element.remove();
        Ok(())
    });
    rewrite_str(main, RewriteStrSettings::new().append_element_content_handler(remove)).expect("HTML")
}

/// Words without tags and white space.
fn words(html: &str) -> String {
    let tagless = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    tagless.flat_map(str::split_whitespace).collect()
}

/// Every start tag: its name and the names of its attributes.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let found = std::cell::RefCell::new(Vec::new());
    let look = element!("*", |element| {
        let attributes = element.attributes().iter().map(|attribute| (attribute.name(), attribute.value())).collect();
        found.borrow_mut().push((element.tag_name(), attributes));
        Ok(())
    });
    rewrite_str(html, RewriteStrSettings::new().append_element_content_handler(look)).expect("HTML");
    found.into_inner()
}

#[test]
fn an_extract_says_what_its_page_says() {
    for built in [nacka(), danderyd()] {
        for (path, extract, page) in extracts(built) {
            let (own, of_page) = (told(&extract), told(&page));
            let (own, _) = own.rsplit_once("<p>").expect("where it is taken from is told last");
            let (said, of_page_said) = (words(own), words(&of_page));
            let same = said.chars().zip(of_page_said.chars()).take_while(|(a, b)| a == b).count();
            let from_there = |words: &str| words.chars().skip(same).take(80).collect::<String>();
            assert_eq!(from_there(&said), from_there(&of_page_said), "{path}");
            for tag in ["<table", "<tr", "<th", "<td", "<caption", "<h1", "<h2", "<h3", "<li", "<a ", "<blockquote"] {
                assert_eq!(own.matches(tag).count(), of_page.matches(tag).count(), "{path}: {tag}");
            }
        }
    }
}

#[test]
fn nothing_in_an_extract_leans_on_where_it_stands_or_how_it_looks() {
    for built in [nacka(), danderyd()] {
        let origin = built.house.site.config.base_url.as_ref().expect("both have an address").url.as_str();
        for (path, extract, page) in extracts(built) {
            assert!(extract.contains("content=\"noindex\"") && extract.contains("<base target=\"_top\">"), "{path}");
            let canonical = format!("<link rel=\"canonical\" href=\"{origin}{}\">", path.replace("utdrag.html", ""));
            assert!(extract.contains(&canonical) && page.contains(&canonical), "{path}");
            let main = told(&extract);
            for (tag, attributes) in tags(&main) {
                assert!(!["div", "section", "style", "script", "link"].contains(&tag.as_str()), "{path}: <{tag}>");
                for (name, value) in attributes {
                    assert!(
                        !["class", "id", "style", "role", "tabindex"].contains(&name.as_str()) && !name.starts_with("aria-"),
                        "{path}: {name}"
                    );
                    let whole = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| value.starts_with(scheme));
                    assert!(whole || !["href", "src"].contains(&name.as_str()), "{path}: {value}");
                }
            }
            let led = |html: &str| tags(&told(html)).iter().filter(|(tag, _)| tag == "a").count();
            assert_eq!(led(&extract), led(&page) + 1, "{path}: every link, and the one to the page");
        }
    }
}

/// Plans, follow-ups, services and guides have one in each language that they are in, and nothing else has.
#[test]
fn what_a_municipality_shows_among_its_own_pages_has_an_extract() {
    for built in [nacka(), danderyd()] {
        let site = &built.house.site;
        let pages: BTreeSet<String> = built
            .house
            .plan
            .outputs
            .iter()
            .filter_map(|output| match &output.key {
                Key::Record { record, part: None, .. } if output.format == "html" => {
                    let kind = site.record(*record).kind.name;
                    ["strategy", "result", "service", "guide"].contains(&kind).then(|| output.path.replace("index.html", "utdrag.html"))
                }
                _ => None,
            })
            .collect();
        let extracts: BTreeSet<String> = extracts(built).into_iter().map(|(path, ..)| path.to_owned()).collect();
        assert_eq!(extracts, pages);
        assert!(extracts.iter().any(|path| path.starts_with("ar/")));
    }
}

#[test]
fn what_is_withdrawn_or_has_no_address_has_none() {
    let files = "=== content/site.toml\ntitle = \"Prov\"\nlanguages = [\"sv\"]\nBASE\n[municipality]\nname = \"Provkommun\"\n\
        === content/strategies/borta.md\n+++\ntitle = \"Borta\"\nform = \"program\"\nwithdrawn = { date = \"2026-02-03\", reason = \"Fel.\" }\n+++\n\
        === content/strategies/kvar.md\n+++\ntitle = \"Kvar\"\nform = \"program\"\n+++\n\n```toml\na = 1\n\n\nb = 2\n```\n";
    let paths = |base: &str| {
        let mut project = Project::new(&files.replace("BASE", base));
        project.sources.audience = Audience::Public;
        let built = project.build();
        extracts(&built).into_iter().map(|(path, extract, _)| (path.to_owned(), extract)).collect::<Vec<_>>()
    };
    assert_eq!(paths(""), []);
    let there = paths("base-url = \"https://www.prov.se/insyn/\"");
    assert_eq!(there.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["planer/kvar/utdrag.html"]);
    assert!(there[0].1.contains("<pre><code>") && there[0].1.contains("\n\n\n"), "code keeps its lines: {}", there[0].1);
}
