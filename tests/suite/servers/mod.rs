//! The settings for web servers, read by the servers themselves: what nginx and Apache answer for a built site, and what is written for the
//! others.

mod running;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use insyn::make::make;
use insyn::output::Body;
use insyn::pipeline::Built;
use insyn::source::Audience;
use tempfile::TempDir;

use crate::project::{Project, found};
use running::{Answer, Running};
pub use running::{end, left_out};

/// A municipality with all that its servers are told of.
const SITE: &str = r#"
=== content/site.toml
title = "Prov"
languages = ["sv"]
base-url = "https://www.prov.se/insyn/"
embed-from = ["https://www.prov.se", "https://intranat.prov.se:8443/"]
[municipality]
name = "Provkommun"
=== content/strategies/plan.md
+++
title = "Planen"
form = "program"
formerly = ["/gammal/", "/insyn/å \"b\" $c/{2};.html"]
[[goal]]
id = "mal-1"
title = "Målet"
+++

Ord.
=== content/news/borta.md
+++
title = "Borta"
date = "2026-01-02"
withdrawn = { date = "2026-02-03", reason = "Uppgiften var fel." }
+++

Detta var fel.
=== content/pages/om.md
+++
title = "Om"
formerly = ["/om-oss/", "/planer/plan/mal-9/"]
+++

Ord.
"#;

fn built(more: &str) -> Built {
    let mut project = Project::new(&format!("{SITE}{more}"));
    project.sources.audience = Audience::Public;
    let built = project.build();
    assert!(found(&built).iter().all(|name| *name != "malformed-value"), "{}", project.text(&built, insyn::diagnostic::Lang::En));
    built
}

/// Files as they lie in a place that is published to file by file.
const KEPT: &[&str] =
    &[".insyn/lock.json", ".insyn/4f2a/kept/2/borta.html", ".insyn/4f2a/kept/2/stil.css", ".insyn/4f2a/2.records.json.gz"];

/// The site in a folder that every user may read, below the root of its host.
fn written() -> TempDir {
    let folder = TempDir::new().expect("a folder for the test");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("a folder of ours");
    let built = built("");
    for output in built.house.plan.outputs.iter() {
        let Some(Body::Bytes(bytes)) = make(&built.house, output).map(|made| made.body) else { continue };
        let path = folder.path().join("www/insyn").join(&output.path);
        fs::create_dir_all(path.parent().expect("in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("files can be written");
    }
    for path in KEPT {
        let path = folder.path().join("www/insyn").join(path);
        fs::create_dir_all(path.parent().expect("in a folder")).expect("folders can be made");
        fs::write(path, "Hemligt").expect("files can be written");
    }
    folder
}

fn text(built: &Built, path: &str) -> String {
    let output = built.house.plan.output(path).unwrap_or_else(|| panic!("{path} is not made"));
    match make(&built.house, output).expect("the format is known").body {
        Body::Bytes(bytes) => String::from_utf8(bytes).expect("text"),
        body => panic!("{body:?}"),
    }
}

/// What every answer has, whatever its status.
fn is_guarded(path: &str, answer: &Answer) {
    for (name, value) in [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Strict-Transport-Security", "max-age=31536000"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{path}: {name}\n{answer:?}");
    }
    assert!(answer.header("Permissions-Policy").is_some_and(|policy| policy.contains("camera=()")), "{path}");
    let policy = answer.header("Content-Security-Policy").unwrap_or_else(|| panic!("{path} has no policy"));
    assert!(
        policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );
}

fn policy<'a>(answer: &'a Answer, directive: &str) -> Option<&'a str> {
    let all = answer.header("Content-Security-Policy")?.split("; ");
    all.filter_map(|one| one.split_once(' ')).find(|(name, _)| *name == directive).map(|(_, value)| value)
}

/// All that a server must answer, whichever it is.
fn answers(server: &Running) {
    let extract = server.get("/insyn/planer/plan/utdrag.html");
    let page = server.get("/insyn/planer/plan/").body;
    let mut addresses = page.split("href=\"").filter_map(|part| part.split_once('"')).map(|(url, _)| url);
    let style = addresses.find(|url| url.ends_with("style.css")).expect("a page has its style");

    for path in ["/insyn/", "/insyn/planer/plan/", "/insyn/om/om/"] {
        let page = server.get(path);
        is_guarded(path, &page);
        assert_eq!((page.status, page.header("Content-Type")), (200, Some("text/html; charset=utf-8")), "{path}");
        assert_eq!(page.header("Cache-Control"), Some("no-cache"), "{path}");
        assert_eq!(page.header("X-Frame-Options"), Some("DENY"));
        assert_eq!(policy(&page, "frame-ancestors"), Some("'none'"));
        assert_eq!(policy(&page, "script-src"), None, "{path} runs nothing");
        assert_eq!(page.header("Access-Control-Allow-Origin"), None);
    }
    let search = server.get("/insyn/sok/");
    is_guarded("/insyn/sok/", &search);
    assert_eq!(policy(&search, "script-src"), Some("'self' 'wasm-unsafe-eval'"));
    assert_eq!(policy(&search, "frame-ancestors"), Some("'none'"));

    is_guarded("the extract", &extract);
    assert_eq!(policy(&extract, "frame-ancestors"), Some("https://www.prov.se https://intranat.prov.se:8443"));
    assert_eq!(extract.header("X-Frame-Options"), None, "it knows no list of sites");
    assert_eq!(extract.header("Access-Control-Allow-Origin"), Some("*"));

    let dressed = server.get(style);
    is_guarded(style, &dressed);
    assert_eq!((dressed.status, dressed.header("Cache-Control")), (200, Some("public, max-age=31536000, immutable")));
    assert!(dressed.header("Content-Type").is_some_and(|kind| kind.starts_with("text/css")));
    let lost = server.get(&style.replace("style.css", "borta.css"));
    assert_eq!((lost.status, lost.header("Cache-Control")), (404, Some("no-cache")), "what is not there is not kept");

    let nowhere = server.get("/insyn/finns/inte/");
    is_guarded("nowhere", &nowhere);
    assert_eq!(nowhere.status, 404);
    assert!(nowhere.body.contains("<h1>Sidan finns inte"), "{}", nowhere.body);

    for (from, to) in [
        ("/insyn/gammal/", "/insyn/planer/plan/"),
        ("/insyn/gammal/utdrag.html", "/insyn/planer/plan/utdrag.html"),
        ("/insyn/om-oss/", "/insyn/om/om/"),
        ("/insyn/%C3%A5%20%22b%22%20$c/%7B2%7D;.html", "/insyn/planer/plan/"),
    ] {
        let moved = server.get(from);
        let location = moved.header("Location").unwrap_or_else(|| panic!("{from}: {moved:?}"));
        assert!(moved.status == 301 && location.ends_with(to), "{from}: {moved:?}");
    }
    let gone = server.get("/insyn/nyheter/borta/");
    is_guarded("gone", &gone);
    assert_eq!(gone.status, 410);
    assert!(gone.body.contains("Uppgiften var fel.") && !gone.body.contains("Detta var fel."), "{}", gone.body);

    for path in ["nginx.conf", ".htaccess", "web.config", "_headers", "_redirects"] {
        let answer = server.get(&format!("/insyn/{path}"));
        assert!(matches!(answer.status, 403 | 404), "{path}: {}", answer.status);
    }
    // What publishing keeps there: earlier releases, and with them what was withdrawn.
    for path in KEPT {
        let answer = server.get(&format!("/insyn/{path}"));
        assert!(answer.status == 404 && !answer.body.contains("Hemligt"), "{path}: {answer:?}");
    }
}

#[test]
fn nginx_answers_as_it_is_told() {
    if !running::has("nginx") {
        return;
    }
    let folder = written();
    answers(&running::nginx(folder.path()));
}

#[test]
fn apache_answers_as_it_is_told() {
    if !running::has("apache2") {
        return;
    }
    let folder = written();
    answers(&running::apache(folder.path()));
}

/// `web.config` is read by a parser that did not write it. No IIS runs here.
#[test]
fn what_iis_reads_is_sound() {
    let text = text(&built(""), "web.config");
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let all = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).collect::<Vec<_>>();
    // What is declared twice stops the whole site: each thing is taken away before it is added, and once.
    for (collection, key) in [("customHeaders", "name"), ("staticContent", "fileExtension"), ("hiddenSegments", "segment")] {
        for node in all(collection) {
            let mut added = Vec::new();
            let mut removed = Vec::new();
            for child in node.children().filter(roxmltree::Node::is_element) {
                let key = child.attribute(key).expect("each has a key");
                if child.has_tag_name("remove") {
                    removed.push(key);
                } else {
                    assert!(removed.contains(&key) && !added.contains(&key), "{key}");
                    added.push(key);
                }
            }
        }
    }
    assert!(all("add").iter().any(|node| node.attribute("segment") == Some(".insyn")), "{text}");
    let place = |path: &str| all("location").into_iter().find(|node| node.attribute("path") == Some(path));
    let sent = |path: &str, name: &str| {
        let headers = place(path)?.descendants().find(|node| node.has_tag_name("add") && node.attribute("name") == Some(name))?;
        headers.attribute("value").map(str::to_owned)
    };
    assert!(sent("sok/index.html", "Content-Security-Policy").is_some_and(|policy| policy.contains("'wasm-unsafe-eval'")));
    assert_eq!(sent("assets", "Cache-Control").as_deref(), Some("public, max-age=31536000, immutable"));
    let moved = place("gammal").and_then(|node| node.descendants().find(|node| node.has_tag_name("httpRedirect")));
    assert_eq!(moved.and_then(|node| node.attribute("destination")), Some("/insyn/planer/plan/"));
    let framed = sent("planer/plan/utdrag.html", "Content-Security-Policy");
    assert!(framed.is_some_and(|policy| policy.ends_with("frame-ancestors https://www.prov.se https://intranat.prov.se:8443")));
}

/// The hosts' rules: no header in two rules that may meet, since some hosts send both.
#[test]
fn no_header_stands_in_two_rules_for_one_file() {
    let built = built("");
    let headers = text(&built, "_headers");
    let mut rules: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in headers.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ").and_then(|header| header.split_once(": ")) {
            Some((name, _)) => rules.last_mut().expect("a rule has begun").1.push(name),
            None => rules.push((line, Vec::new())),
        }
    }
    let (first, others) = rules.split_first().expect("there are rules");
    assert_eq!(first.0, "/insyn/*");
    assert!(first.1.contains(&"Content-Security-Policy"), "{headers}");
    for (files, names) in others {
        assert!(names.iter().all(|name| !first.1.contains(name)), "{files}: {headers}");
    }
    let redirects = text(&built, "_redirects");
    assert!(redirects.contains("\n/insyn/gammal/ /insyn/planer/plan/ 301\n"), "{redirects}");
    assert!(redirects.contains("\n/insyn/.insyn/* /insyn/404.html 404!\n"), "{redirects}");
    assert!(redirects.contains("\n/insyn/%C3%A5%20%22b%22%20$c/%7B2%7D;.html /insyn/planer/plan/ 301\n"), "{redirects}");
}

#[test]
fn only_the_servers_that_are_named_get_settings() {
    let settings = |more: &str| {
        let mut project = Project::new(&SITE.replace("embed-from", &format!("{more}\nembed-from")));
        project.sources.audience = Audience::Public;
        let built = project.build();
        let all = ["nginx.conf", ".htaccess", "web.config", "_headers", "_redirects"];
        all.into_iter().filter(|path| built.house.plan.output(path).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(settings("servers = [\"nginx\"]"), ["nginx.conf"]);
    assert_eq!(settings("servers = [\"webbhotell\", \"iis\"]"), ["web.config", "_headers", "_redirects"]);
    assert_eq!(settings("").len(), 5);
}

/// Who may frame extracts is told by whole sites, and nothing is guessed.
#[test]
fn a_page_is_no_site_that_may_embed() {
    for wrong in [
        "https://www.prov.se/sida/",
        "www.prov.se",
        "https://*.prov.se",
        "https://a;script-src",
        "javascript:alert(1)",
        "https://a@prov.se",
    ] {
        let mut project = Project::new(&SITE.replace("https://www.prov.se\",", &format!("{wrong}\",")));
        project.sources.audience = Audience::Public;
        assert!(found(&project.build()).contains(&"malformed-value"), "{wrong}");
    }
}
