//! The accessibility statement: all that the law asks for, the files that list themselves, and a way there from every page.

use insyn::make::make;
use insyn::output::Body;
use insyn::pipeline::Built;

use crate::project::{Project, found};

/// A statement with everything; `{}` is replaced by how far the site meets the law.
const WHOLE: &str = r#"=== content/accessibility.toml
conformance = "{}"
assessed = "2026-03-01"
updated = "2026-03-13"
method = "självskattning"
assessed-by = "Webbredaktionen"
tested = ["Allt med axe"]
not-tested = ["Med skärmläsare"]
note = "Prov"
standard = "EN 301 549 V4.1.1"
guidelines = "WCAG 2.2, nivå AA"
feedback = { title = "Webben", phone = "08-000 00 00" }
authority = { name = "Post- och telestyrelsen", page = "https://www.example.se/anmal" }

[[fault]]
what = "Kartan kräver mus."
situation = ["utan syn", "nedsatt finmotorik eller styrka"]
criterion = "WCAG 2.1.1"
reason = "Kartan är någon annans."
alternative = "Tabellen under kartan."
mended = "2027"

[[fault]]
what = "Texten är svår."
reason = "Den är gammal."

[[burden]]
what = "Gamla protokoll"
reason = "De är 4 000 sidor."

[[exempt]]
what = "Direktsändningar"
"#;

fn page(built: &Built, path: &str) -> String {
    let output = built.house.plan.output(path).unwrap_or_else(|| panic!("no output {path}"));
    match make(&built.house, output).expect("the format exists").body {
        Body::Bytes(bytes) => String::from_utf8(bytes).expect("pages are UTF-8"),
        body => panic!("{path} is no page: {body:?}"),
    }
}

fn statement(files: &str) -> String {
    page(&Project::new(files).build(), "tillganglighet/index.html")
}

#[test]
fn a_statement_has_all_that_the_law_asks_for() {
    let text = statement(&WHOLE.replace("{}", "delvis förenlig"));
    let items = [
        "Provkommun står bakom webbplatsen Prov.",
        "Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service",
        "<p>Kartan kräver mus.</p>",
        "Kartan är någon annans.",
        "Tabellen under kartan.",
        "WCAG 2.1.1",
        "Inget alternativ är angivet.",
        r#"den <time datetime="2026-03-01">1 mars 2026</time>"#,
        r#"den <time datetime="2026-03-13">13 mars 2026</time>"#,
        "Vi har gjort en självskattning av webbplatsen. Bedömningen är gjord av Webbredaktionen.",
        "<li>Allt med axe</li>",
        "<li>Med skärmläsare</li>",
        r#"href="tel:080000000""#,
        "Post- och telestyrelsen har tillsyn",
        r#"href="https://www.example.se/anmal""#,
        "EN 301 549 V4.1.1 och riktlinjerna WCAG 2.2, nivå AA",
        "Provkommun åberopar undantag för oskäligt betungande anpassning enligt 12\u{a0}§",
        "De är 4 000 sidor.",
        "<li>Direktsändningar</li>",
    ];
    for item in items {
        assert!(text.contains(item), "{item}: {text}");
    }
    let headings = ["<h3>Utan syn</h3>", "<h3>Nedsatt finmotorik eller styrka</h3>", "<h3>Övriga brister</h3>"];
    let places: Vec<_> = headings.iter().map(|heading| text.find(heading).unwrap_or_else(|| panic!("{heading}"))).collect();
    assert!(places.is_sorted());
    assert_eq!(text.matches("Kartan kräver mus.").count(), 2, "a fault stands under each use in which it is noticed");
}

#[test]
fn what_is_not_written_is_as_usual_and_nothing_is_claimed() {
    let text = statement("");
    for item in [
        "Webbplatsen är inte förenlig med lagen",
        "EN 301 549 V3.2.1 (2021-03) och riktlinjerna WCAG 2.1, nivå AA",
        "Myndigheten för digital förvaltning (Digg) har tillsyn",
        r#"href="https://www.digg.se/tdosanmalan""#,
        "Inget innehåll är angivet som undantaget för att det är oskäligt betungande",
        "Inget innehåll är angivet som undantaget från lagen",
    ] {
        assert!(text.contains(item), "{item}: {text}");
    }
    for absent in ["Det här har inte testats", "åberopar", "skärmläsare", "Filer"] {
        assert!(!text.contains(absent), "{absent}");
    }
}

#[test]
fn the_statement_speaks_english() {
    let site = "=== content/site.toml\ntitle = \"Insight\"\nlanguages = [\"en\"]\n[municipality]\nname = \"Example\"\n";
    let text = statement(&format!("{site}{}", WHOLE.replace("{}", "fully-compliant").split("\n[[").next().expect("a head")));
    assert!(text.contains("The site is fully compliant with the Swedish Act") && text.contains("We know of no faults."), "{text}");
    assert!(text.contains("We have made a self-assessment of the site."));
}

#[test]
fn every_page_leads_to_the_statement() {
    let built = Project::new("=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n").build();
    let pages = built.house.plan.outputs.iter().filter(|output| output.path.ends_with(".html"));
    let paths: Vec<&str> = pages.map(|output| output.path.as_str()).collect();
    assert!(paths.len() > 4, "{paths:?}");
    for path in paths {
        assert!(page(&built, path).contains(r#"href="/tillganglighet/""#), "{path}");
    }
}

/// A case with so many documents whose files are tagged as said, and a page that leads to a file of its own and to one of theirs.
fn attachments(tagged: &[&str]) -> String {
    let mut files = String::from("=== content/cases/a/index.md\n+++\ntitle = \"Ärendet\"\nnumber = \"KS 2026/1-1\"\n");
    for (at, tagged) in tagged.iter().enumerate() {
        files += &format!("[[document]]\nid = \"d{at}\"\ntitle = \"Handling {at}\"\nfile = \"d{at}.pdf\"\n{tagged}\n");
    }
    files += "+++\n";
    (0..tagged.len()).for_each(|at| files += &format!("=== content/cases/a/d{at}.pdf\n"));
    files
        + "=== content/pages/om.md\n+++\ntitle = \"Om\"\n+++\n[blankett](blankett.pdf) [karta](karta.png) [handling](../cases/a/d0.pdf)\n=== content/pages/blankett.pdf\n=== content/pages/karta.png\n"
}

#[test]
fn files_that_are_not_tagged_list_themselves() {
    let (no, yes) = ("tagged = \"nej\"", "tagged = \"ja\"");
    let text = statement(&attachments(&[no, "", yes]));
    assert!(text.contains("1\u{a0}fil på webbplatsen är inte taggad för tillgänglighet."), "{text}");
    assert!(text.contains("För 2\u{a0}filer på webbplatsen är det inte känt om de är taggade för tillgänglighet."), "{text}");
    assert!(text.contains("<a href=\"/arenden/a/#d0\">Handling 0</a>, KS\u{a0}2026/1-1"), "{text}");
    assert!(
        text.contains(r#"<a href="/filer/pages/blankett.pdf">blankett.pdf</a> <span class="note">länkas från <a href="/om/om/">Om</a>"#)
    );
    for absent in ["Handling 2", "karta.png"] {
        assert!(!text.contains(absent), "{absent} is tagged, or has no tags to have");
    }
    assert_eq!(text.matches(">Handling 0<").count(), 1, "a file that a case tells of is told of once");
    let several = statement(&attachments(&[no, no, yes]));
    assert!(
        several.contains("2\u{a0}filer på webbplatsen är inte taggade") && several.contains("För 1\u{a0}fil på webbplatsen"),
        "{several}"
    );
}

#[test]
fn many_files_have_a_list_of_their_own() {
    let site = "=== content/site.toml\ntitle = \"Prov\"\npage-size = 10\n[municipality]\nname = \"Provkommun\"\n";
    let built = Project::new(&format!("{site}{}", attachments(&["tagged = \"nej\""; 24]))).build();
    let text = page(&built, "tillganglighet/index.html");
    assert_eq!(text.matches(">Handling ").count(), 20);
    assert!(text.contains("24\u{a0}filer på webbplatsen är inte taggade"), "{text}");
    assert!(text.contains(r#"Här står de första. <a href="/tillganglighet/filer/">Listan med alla 25"#), "{text}");
    let listed = |number: &str| page(&built, &format!("tillganglighet/filer/{number}index.html"));
    let pages = [listed(""), listed("sida-2/"), listed("sida-3/")];
    assert_eq!(pages.iter().map(|page| page.matches(">Handling ").count()).sum::<usize>(), 24);
    assert!(pages[2].contains("blankett.pdf") && built.house.plan.output("tillganglighet/filer/sida-4/index.html").is_none());
}

#[test]
fn fully_compliant_is_only_said_where_nothing_is_known_against_it() {
    let full = WHOLE.replace("{}", "helt förenlig").split("\n[[").next().expect("a head").to_owned() + "\n";
    let judged = |tagged: &[&str]| {
        let built = Project::new(&format!("{full}{}", attachments(tagged).replace("[blankett](blankett.pdf)", ""))).build();
        let of = built.diagnostics.iter().filter(|found| found.lint.name == "accessibility-contradicts");
        of.map(|found| (found.message.sv.clone(), found.message.en.clone())).collect::<Vec<_>>()
    };
    let (no, yes) = ("tagged = \"nej\"", "tagged = \"ja\"");
    assert!(judged(&[yes]).is_empty());
    let known = judged(&[no, "", no]);
    assert!(known[0].0.contains("men 2 filer på den är inte taggade"), "{known:?}");
    assert!(judged(&[no])[0].1.contains("but 1 file on it is not tagged"));
    let unknown = judged(&[""]);
    assert!(unknown[0].0.contains("för 1 fil på den") && unknown[0].1.contains("of 1 file on it nobody has said"), "{unknown:?}");
    let faults =
        found(&Project::new(&WHOLE.replace("{}", "delvis förenlig").split("\n[[fault").next().expect("a head").replace("{}", "")).build());
    assert_eq!(faults, ["accessibility-contradicts"], "what is not fully compliant says why");
}

#[test]
fn every_fault_of_a_statement_is_told_in_one_run_and_once() {
    let ahead = WHOLE.replace("{}", "delvis förenlig").replace("2026-03-01", "2027-03-01").replace("2026-03-13", "2027-03-13");
    assert_eq!(found(&Project::new(&ahead).build()), ["accessibility-dates", "accessibility-dates"]);
    let empty = Project::new("=== content/accessibility.toml\n[[fault]]\nwhat = \"Allt\"\n").build();
    let keys: Vec<&str> = empty.diagnostics.iter().filter_map(|found| found.paste.as_deref()?.split(' ').next()).collect();
    for key in ["conformance", "assessed", "updated", "method", "reason"] {
        assert!(keys.contains(&key), "{key}: {keys:?}");
    }
    let broken = found(&Project::new("=== content/accessibility.toml\nconformance = = , \n").build());
    assert_eq!(broken, ["toml-syntax"], "what cannot be read is not also missing");
    let begun = found(&Project::new("=== content/accessibility.toml\nconformance = \n").build());
    assert_eq!(begun, ["missing-key", "missing-key", "missing-key", "toml-syntax"], "what is missing besides is told in the same run");
    let unread = found(&Project::new("=== !notutf8 content/accessibility.toml\n").build());
    assert_eq!(unread, ["unreadable-file"]);
    assert_eq!(found(&Project::new("=== !without content/site.toml\n=== !without content/accessibility.toml\n").build()), ["no-site"]);
}

#[test]
fn a_statement_can_be_begun_with_every_key() {
    use crate::program::{insyn, read, site};
    for (word, lang) in [("tillgänglighetsredogörelse", "sv"), ("accessibility-statement", "en")] {
        let (_temp, folder) = site();
        let path = folder.join("content/accessibility.toml");
        assert_eq!(insyn(&folder, &["new", word, "--lang", lang]).code, 2, "what is there is not written over");
        std::fs::remove_file(&path).expect("the starter has one");
        let ran = insyn(&folder, &["new", word, "--lang", lang]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = read(&path);
        for key in [
            "conformance",
            "assessed",
            "updated",
            "method",
            "# tested",
            "# not-tested",
            "# [[fault]]",
            "# [[burden]]",
            "# [[exempt]]",
            "# [authority]",
        ] {
            assert!(text.contains(&format!("\n{key}")), "{key}: {text}");
        }
        let found = insyn(&folder, &["check", "--date", "2026-11-22", "--format", "line", "--lang", "en"]).out;
        assert!(found.contains("does not say what was tested") && !found.contains("no key"), "{found}");
    }
}
