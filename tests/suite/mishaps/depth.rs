//! What nests ten thousand deep or stands on a line of ten megabytes, and what leads in circles.

use insyn::make;
use insyn::site::State;

use super::Place;
use crate::project::{Project, SITE, found};

const DEEP: usize = 10_000;

fn page(body: &str) -> String {
    format!("+++\ntitle = \"Om webbplatsen\"\n+++\n\n{body}\n")
}

#[test]
fn markdown_of_any_depth_and_length_is_built() {
    let nested = |open: &str, close: &str| format!("{}x{}", open.repeat(DEEP), close.repeat(DEEP));
    let stairs: String = (0..1000).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    for body in [
        nested("- ", ""),
        nested("> ", ""),
        nested("1. > * ", ""),
        nested("[", "](om.md)"),
        nested("![", "](om.md)"),
        nested("*a **a ", "** *"),
        nested("~~a ", "~~"),
        stairs,
        "ord ".repeat(10_000_000 / 4),
        "`".repeat(DEEP * 10),
        "[^".repeat(DEEP * 10),
    ] {
        let place = Place::new();
        place.write("content/pages/om.md", page(&body));
        let ran = place.run(&["build", "--format", "line"]);
        // What they mean is the parser's to say; that pages are built unless something was told is ours.
        assert_eq!(ran.code == 0, place.root.join("public/om/om/index.html").exists(), "{}", &ran.out[..ran.out.len().min(500)]);
        assert!(ran.out.len() < 10_000, "a finding on a long line is short: {} bytes", ran.out.len());
    }
}

#[test]
fn toml_that_nests_too_deep_is_told_on_its_line() {
    let dots = |count: usize| vec!["a"; count].join(".");
    // The parser bounds brackets and dots each; together they would be thousands.
    let both = (0..78).fold("1".to_owned(), |inside, _| format!("{{{} = {inside}}}", dots(78)));
    for deep in [
        format!("extra = {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("extra = {}1{}", "{a = ".repeat(DEEP), "}".repeat(DEEP)),
        format!("extra.{} = 1", dots(DEEP)),
        format!("[extra.{}]\nb = 1", dots(DEEP)),
        format!("[[extra.{}]]\nb = 1", dots(DEEP)),
        format!("extra = {both}"),
        format!("[extra.{}]\n{} = {both}", dots(70), dots(70)),
    ] {
        let place = Place::new();
        place.write("content/pages/om.md", format!("+++\ntitle = \"Om\"\n{deep}\n+++\n"));
        place.refuses(
            &["[toml-syntax]", "för många grupper eller listor inuti varandra", "1 fel i 1 fil."],
            &["[toml-syntax]", "Too many groups or lists lie inside each other", "1 error in 1 file."],
        );
        let ran = place.run(&["check", "--format", "line"]);
        assert!(["3", "4"].iter().any(|line| ran.out.starts_with(&format!("content/pages/om.md:{line}:"))), "{}", &ran.out[..200]);
    }
}

#[test]
fn templates_that_nest_or_circle_are_told() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
    for template in [
        format!("{{{{ {} }}}}", deep("(", ")")),
        format!("{{{{ {} }}}}", deep("[", "]")),
        deep("{% if 1 %}", "{% endif %}"),
        format!("{{{{ 1{} }}}}", "+1".repeat(DEEP)),
        "{% include \"404.html\" %}".to_owned(),
        "{% extends \"eget/404.html\" %}".to_owned(),
        "{% component x() %}{{<x />}}{% endcomponent %}{{<x />}}".to_owned(),
    ] {
        let place = Place::new();
        place.write("content/site.toml", crate::project::SITE.replace("languages", "theme = \"eget\"\nlanguages"));
        place.write("themes/eget/theme.toml", "parent = \"medborgare\"\n");
        place.write("themes/eget/templates/404.html", &template);
        let ran = place.run(&["build"]);
        assert!(ran.code == 1 && ran.out.contains("fel[template-error]"), "{}{}", ran.out, ran.err);
    }
}

#[test]
fn themes_that_inherit_in_a_circle_are_told() {
    let place = Place::new();
    place.write("content/site.toml", crate::project::SITE.replace("languages", "theme = \"ett\"\nlanguages"));
    for (theme, parent) in [("ett", "tva"), ("tva", "tre"), ("tre", "tva")] {
        place.write(&format!("themes/{theme}/theme.toml"), format!("parent = \"{parent}\"\n"));
    }
    place.refuses(
        &["[no-theme]", "themes/tre/theme.toml:1:10", "ett → tva → tre → tva", "parent = \"medborgare\""],
        &["[no-theme]", "themes/tre/theme.toml:1:10", "inherits from itself: ett → tva → tre → tva"],
    );
}

/// Records of each kind that can name one of its own, each under the next, the last under the first.
fn circle(length: usize) -> String {
    let mut files = String::new();
    for (folder, kind) in [("organisations", "organisation"), ("topics", "topic"), ("target-groups", "target-group")] {
        files += &format!("=== content/{folder}.toml\n");
        for at in 0..length {
            files += &format!("[[{kind}]]\nid = \"a{at}\"\ntitle = \"Namn {at}\"\nparent = \"a{}\"\n", (at + 1) % length);
            if kind == "organisation" {
                files += &format!("succeeds = [\"a{}\"]\n", (at + 1) % length);
            }
        }
    }
    for at in 0..length {
        let next = (at + 1) % length;
        files += &format!(
            "=== content/strategies/a{at}.md\n+++\ntitle = \"Plan {at}\"\nform = \"strategi\"\nparent = \"a{next}\"\n\n\
             [[action]]\nid = \"b\"\ntitle = \"Tillsyn\"\ncontinues = \"strategies/a{next}#b\"\n+++\n"
        );
    }
    files += "=== content/cases/arende.md\n+++\ntitle = \"Ärendet\"\n";
    for at in 0..length {
        files += &format!("\n[[document]]\nid = \"d{at}\"\ntitle = \"PM {at}\"\nattached-to = \"d{}\"\n", (at + 1) % length);
    }
    files + "+++\n"
}

#[test]
fn circles_are_told_once_each_and_stop_no_page_from_being_made() {
    for length in [1, 2, 3, 100] {
        let built = Project::new(&circle(length)).build();
        // parent of four kinds, succeeds, continues and attached-to.
        assert_eq!(found(&built), vec!["circular-parent"; 7], "{length}");
        for output in built.house.plan.outputs.iter() {
            let made = make::make(&built.house, output).expect("the format is known");
            assert!(made.diagnostics.is_empty(), "{}: {:?}", output.path, made.diagnostics);
        }
        assert!(built.house.site.records.iter().all(|record| record.state == State::Published));
    }
}

#[test]
fn a_long_chain_that_ends_is_no_circle() {
    // Without a search, which would be over very many pages.
    let mut files = format!("=== content/site.toml\nsearch = false\n{SITE}\n=== content/topics.toml\n");
    for at in 0..DEEP {
        files += &format!("[[topic]]\nid = \"a{at}\"\ntitle = \"Namn {at}\"\n");
        if at + 1 < DEEP {
            files += &format!("parent = \"a{}\"\n", at + 1);
        }
    }
    assert_eq!(found(&Project::new(&files).build()), Vec::<&str>::new());
}

#[test]
fn two_ways_to_one_place_are_no_circle() {
    let organisation = |id: &str, before: &str| format!("[[organisation]]\nid = \"{id}\"\ntitle = \"{id}\"\nsucceeds = [{before}]\n");
    let files = ["a", "b", "c", "d"].iter().zip(["\"b\", \"c\"", "\"d\"", "\"d\", \"b\"", ""]).map(|(id, before)| organisation(id, before));
    let built = Project::new(&format!("=== content/organisations.toml\n{}", files.collect::<String>())).build();
    assert_eq!(found(&built), Vec::<&str>::new());
}
