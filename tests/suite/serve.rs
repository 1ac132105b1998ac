//! The preview, as a browser meets it: the real program, real connections, real files.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use tempfile::TempDir;

use crate::preview::{Events, PATIENCE, Preview, program, undressed};

/// A small municipality under `/insyn/`: drafts, code, a file that a page leads to, letters outside ASCII.
fn municipality() -> (TempDir, PathBuf) {
    let temp = TempDir::new().expect("a folder for the test");
    let root = temp.path().join("Min sajt åäö");
    let ran =
        Command::new(env!("CARGO_BIN_EXE_insyn")).args(["init", "--date", "2026-11-22"]).arg(&root).output().expect("the program runs");
    assert!(ran.status.success());
    let site = root.join("content/site.toml");
    let text = fs::read_to_string(&site).expect("init writes it").replace("https://insyn.example.se/", "https://www.example.se/insyn/");
    fs::write(&site, text).expect("it can be written");
    write(&root, "content/pages/utkast.md", "+++\ntitle = \"Ett utkast\"\ndraft = true\n+++\n\nInte klart.\n");
    write(
        &root,
        "content/pages/bilaga.md",
        "+++\ntitle = \"En bilaga\"\nsummary = \"Med fil och kod.\"\n+++\n\nSe [filen](bilaga.pdf).\n\n```toml\na = 1\n```\n",
    );
    fs::write(root.join("content/pages/bilaga.pdf"), b"%PDF-1.7\n\x00\xff\x80 inte text").expect("it can be written");
    (temp, root)
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

/// Every built file, by its path, but the search, which only a build makes.
fn built(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let ran = program(root, &["build", "--drafts"]).output().expect("the program runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
    let public = root.join("public");
    let files =
        walkdir::WalkDir::new(&public).into_iter().map(|entry| entry.expect("it can be read")).filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| (insyn::disk::relative(&public, entry.path()), fs::read(entry.path()).expect("it can be read")));
    files.filter(|(path, _)| !path.starts_with("sok/") || path.ends_with(".html")).collect()
}

/// Law 5: what the preview answers is what a build of the drafts writes.
fn assert_law_5(preview: &Preview, root: &Path) {
    let files = built(root);
    assert!(files.len() > 15);
    for (path, bytes) in &files {
        let encoded: String =
            path.bytes().map(|b| if b.is_ascii_graphic() { char::from(b).to_string() } else { format!("%{b:02x}") }).collect();
        let target = format!("{}{}", preview.base, encoded.strip_suffix("index.html").unwrap_or(&encoded));
        let answer = preview.get(&target);
        assert_eq!(answer.status, 200, "{target}");
        assert_eq!(answer.headers["content-length"], answer.body.len().to_string());
        if path.ends_with(".html") {
            assert_eq!(undressed(&answer.text()).as_bytes(), bytes, "{target}");
        } else {
            assert_eq!(&answer.body, bytes, "{target}");
        }
    }
}

#[test]
fn what_is_shown_is_what_would_be_built() {
    let (_temp, root) = municipality();
    let preview = Preview::start(&root, &[]);
    assert_eq!(preview.base, "/insyn/");
    assert_law_5(&preview, &root);
    // After edits too: one changed, one new in a new folder, one gone.
    let mut events = preview.listen();
    let first = events.next();
    write(&root, "content/pages/om-webbplatsen.md", "+++\ntitle = \"Om oss\"\nsummary = \"Nytt.\"\n+++\n\nAnnat.\n");
    write(&root, "content/news/2026/nyhet.md", "x");
    fs::remove_dir_all(root.join("content/news")).expect("it can be removed");
    fs::remove_file(root.join("content/pages/utkast.md")).expect("it can be removed");
    assert_ne!(events.next(), first);
    preview.until("/insyn/om/om-webbplatsen/", |page| page.text().contains("Annat."));
    preview.until("/insyn/om/utkast/", |page| page.status == 404);
    assert_law_5(&preview, &root);
}

#[test]
fn an_edit_is_told_and_shown() {
    for arguments in [&[][..], &["--poll"]] {
        let (_temp, root) = municipality();
        let preview = Preview::start(&root, arguments);
        let mut events = preview.listen();
        let first = events.next();
        assert!(preview.get("/insyn/").text().contains(&format!("data-edition=\"{first}\"")), "a page knows its edition");
        // As editors save: a file beside, then moved into place. The one beside is no content.
        let page = root.join("content/pages/om-webbplatsen.md");
        let beside = root.join("content/pages/.om-webbplatsen.md.swp");
        let text = fs::read_to_string(&page).expect("it is there").replace("finns inte", "finns visst");
        fs::write(&beside, text).expect("it can be written");
        fs::rename(&beside, &page).expect("it can be moved");
        let second = events.next();
        assert_ne!(second, first);
        let shown = preview.get("/insyn/om/om-webbplatsen/").text();
        assert!(shown.contains("finns visst") && shown.contains(&second), "what was told is what is shown");
        preview.printed("Inga fel");
    }
}

#[test]
fn errors_stand_over_what_is_sound() {
    let (_temp, root) = municipality();
    let preview = Preview::start(&root, &[]);
    assert!(preview.now("/insyn/").contains("\"errors\":[]"));
    write(&root, "content/pages/fel.md", "+++\ntitle = \"Fel\"\nhittepa = \"<b>\"\n+++\n\nx\n");
    let now = "/_insyn/now?/insyn/om/om-webbplatsen/";
    let told = preview.until(now, |told| told.text().contains("content/pages/fel.md:3:1")).text();
    assert!(told.contains("\"status\":200") && told.contains("\"heading\":\"1 fel i 1 fil.\""), "{told}");
    let text = preview.get("/insyn/om/om-webbplatsen/").text();
    assert!(text.contains("Exempelkommun finns inte") && !text.contains("fel.md"), "the page itself is there, as it is built: {text}");
    preview.printed("1 fel");
    let all = preview.get("/_insyn/").text().replace("<wbr>", "");
    assert!(all.contains("content/pages/fel.md:3:1") && all.contains("/_insyn/manual/sv/rules/unknown-key/"), "{all}");
    write(&root, "content/pages/fel.md", "+++\ntitle = \"Rätt\"\nsummary = \"Rätt.\"\n+++\n\nx\n");
    preview.until(now, |told| told.text().contains("\"errors\":[]"));
    preview.until("/insyn/om/fel/", |page| page.status == 200);
}

#[test]
fn a_personal_number_is_marked_and_never_told() {
    let (_temp, root) = municipality();
    write(&root, "content/pages/akt.md", "+++\ntitle = \"Akten\"\n+++\n\nAnsökan från 19121212-1212.\n");
    // Only what is made of this has a number in it.
    write(&root, "content/pages/dold.md", "+++\ntitle = \"Dold\"\n+++\n\nAnsökan från 19640823[-](akt.md)3234.\n");
    let preview = Preview::start(&root, &[]);
    // What the rules say comes after the pages.
    let findings = preview.until("/_insyn/", |page| page.text().contains("1912****-****")).text().to_owned();
    assert!(findings.contains("1912****-****") && !findings.contains("19121212-1212"), "{findings}");
    let hidden = preview.get("/insyn/om/dold/");
    assert!(hidden.status == 500 && hidden.text().contains("1964****-****") && !hidden.text().contains("19640823"), "{}", hidden.text());
    let over = preview.now("/insyn/");
    assert!(over.contains("1912****-****") && !over.contains("19121212-1212"), "{over}");
}

#[test]
fn a_broken_site_file_moves_nothing_for_good() {
    let (_temp, root) = municipality();
    let preview = Preview::start(&root, &[]);
    let whole = fs::read_to_string(root.join("content/site.toml")).expect("it is there");
    write(&root, "content/site.toml", "title = ");
    let moved = preview.until("/insyn/om/om-webbplatsen/", |page| page.status == 302);
    assert_eq!(moved.headers["location"], "/om/om-webbplatsen/");
    assert!(preview.now("/om/om-webbplatsen/").contains("content/site.toml:1:"));
    write(&root, "content/site.toml", &whole);
    let back = preview.until("/om/om-webbplatsen/", |page| page.status == 302);
    assert_eq!(back.headers["location"], "/insyn/om/om-webbplatsen/");
}

#[test]
fn of_many_errors_those_of_the_settings_and_of_the_page_itself_come_first() {
    let (_temp, root) = municipality();
    let page = "+++\ntitle = \"Sida\"\nhittepa = 1\n+++\n\nOrd.\n";
    (0..30).for_each(|at| write(&root, &format!("content/pages/a{at}.md"), page));
    // The page is shown though a word in it is wrong.
    write(&root, "content/pages/zz.md", "+++\ntitle = \"Sida\"\n+++\n\n[Ingenstans](/finns-inte/)\n");
    let site = fs::read_to_string(root.join("content/site.toml")).expect("it is there");
    write(&root, "content/site.toml", &format!("hittepa = 1\n{site}"));
    let preview = Preview::start(&root, &[]);
    let told: serde_json::Value = serde_json::from_str(&preview.now("/insyn/om/zz/")).expect("JSON");
    let place = |at: usize| told["over"]["errors"][at]["place"].as_str().unwrap_or_default().to_owned();
    assert!(place(0).starts_with("content/site.toml") && place(1).starts_with("content/pages/zz.md"), "{told}");
    assert!(place(2).starts_with("content/pages/a0.md") && told["over"]["more"] == "Fler fel: 12.", "{told}");
}

#[test]
fn it_begins_with_nothing_and_survives_folders_that_come_and_go() {
    let temp = TempDir::new().expect("a folder for the test");
    let root = temp.path();
    fs::create_dir(root.join("content")).expect("it can be made");
    let preview = Preview::start(root, &[]);
    assert_eq!(preview.get("/").status, 200);
    assert!(preview.now("/").contains("\"heading\":\"1 fel"), "nothing is there yet, and that is told: {}", preview.now("/"));
    let site = "title = \"Prov\"\n\n[municipality]\nname = \"Provkommun\"\n";
    let page = "+++\ntitle = \"Djup\"\nsummary = \"En sida.\"\n+++\n\nHär.\n";
    for turn in 0..3 {
        write(root, "content/site.toml", site);
        write(root, "content/accessibility.toml", crate::project::STATEMENT);
        write(root, "content/pages/djup.md", &page.replace("Här.", &format!("Gång {turn}.")));
        preview.until("/om/djup/", |page| page.text().contains(&format!("Gång {turn}.")));
        // While the whole folder is away, as when another version is checked out, what was is still shown.
        fs::rename(root.join("content"), root.join("undan")).expect("it can be moved");
        preview.printed("Här finns ingen webbplats");
        assert_eq!(preview.get("/om/djup/").status, 200);
        fs::remove_dir_all(root.join("undan")).expect("it can be removed");
    }
    write(root, "content/site.toml", site);
    write(root, "content/accessibility.toml", crate::project::STATEMENT);
    write(root, "content/pages/djup.md", page);
    preview.until("/om/djup/", |page| page.status == 200);
    preview.until("/_insyn/now?/om/djup/", |told| told.text().contains("\"errors\":[]"));
    // A theme of one's own, in a folder that was not there.
    write(root, "themes/egen/theme.toml", "parent = \"medborgare\"\n");
    write(
        root,
        "themes/egen/templates/404.html",
        "{% extends \"base.html\" %}{% block main %}Borta!{{ page.nothing.at.all }}{% endblock %}",
    );
    write(root, "content/site.toml", &format!("theme = \"egen\"\n{site}"));
    let unmade = preview.until("/ingen/", |page| page.status == 500).text().replace("<wbr>", "");
    assert!(unmade.contains("Sidan kan inte göras") && unmade.contains("themes/egen/templates/404.html:1:"), "{unmade}");
    assert_eq!(preview.get("/om/djup/").status, 200);
}

#[test]
fn only_this_computer_may_read() {
    let (_temp, root) = municipality();
    let preview = Preview::start(&root, &[]);
    let port = preview.port;
    let ask = |request: &str| preview.raw(&format!("{request}\r\nConnection: close\r\n\r\n")).status;
    for host in ["evil.example", &format!("evil.example:{port}"), "localhost", "localhost:1", &format!("127.0.0.1.evil.example:{port}")] {
        assert_eq!(ask(&format!("GET /insyn/ HTTP/1.1\r\nHost: {host}")), 421, "{host}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(ask(&format!("GET /insyn/ HTTP/1.1\r\nHost: {host}:{port}")), 200, "{host}");
    }
    assert_eq!(ask("GET /insyn/ HTTP/1.1"), 421, "no host");
    assert_eq!(ask(&format!("GET /insyn/ HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example")), 421, "two hosts");
    let host = format!("Host: localhost:{port}");
    assert_eq!(ask(&format!("GET /_insyn/events HTTP/1.1\r\n{host}\r\nOrigin: http://evil.example")), 403);
    assert_eq!(ask(&format!("GET /insyn/ HTTP/1.1\r\n{host}\r\nOrigin: http://localhost:{port}")), 200);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(preview.ask(method, "/insyn/").status, 405, "{method}");
    }
    assert_eq!(ask(&format!("POST /insyn/ HTTP/1.1\r\n{host}\r\nContent-Length: 0")), 405);
    assert_eq!(ask(&format!("GET /insyn/ HTTP/1.1\r\n{host}\r\nTransfer-Encoding: identity")), 400);
    assert_eq!(ask(&format!("GET /insyn/ HTTP/1.1\r\n{host}\r\nContent-Length: x")), 400);
    assert_eq!(ask(&format!("GET /insyn/ HTTP/1.1\r\n{host}\r\nX: {}", "a".repeat(20_000))), 431);
}

#[test]
fn a_request_never_becomes_a_path() {
    let (_temp, root) = municipality();
    write(&root, "Cargo.toml", "[package]\n");
    let preview = Preview::start(&root, &[]);
    for path in [
        "/../Cargo.toml",
        "/insyn/../Cargo.toml",
        "/insyn/%2e%2e/Cargo.toml",
        "/insyn/..%2fCargo.toml",
        "/insyn/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/insyn/..%5cCargo.toml",
        "/insyn/%252e%252e/Cargo.toml",
        "/insyn//etc/passwd",
        "/insyn/filer/pages/%00bilaga.pdf",
        "/insyn/%ff",
        "/insyn/%",
        "/insyn/content/site.toml",
        "/content/site.toml",
        "/.gitignore",
        "/_insyn/../insyn/",
        "/_insyn/reload.js/x",
        "//evil.example/",
        "http://evil.example/",
        "*",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("[package]") && !answer.headers.contains_key("location"), "{path}");
    }
}

#[test]
fn answers_say_what_they_are() {
    let (_temp, root) = municipality();
    let preview = Preview::start(&root, &[]);
    let page = preview.get("/insyn/om/bilaga/?a=1");
    let header = |name: &str| page.headers[name].clone();
    assert_eq!((page.status, header("content-type").as_str()), (200, "text/html; charset=utf-8"));
    assert_eq!((header("x-content-type-options").as_str(), header("cache-control").as_str()), ("nosniff", "no-store"));
    assert_eq!(
        header("content-security-policy"),
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"
    );
    let head = preview.ask("HEAD", "/insyn/om/bilaga/");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers, page.headers);
    let file = preview.get("/insyn/filer/pages/bilaga.pdf");
    assert_eq!((file.status, file.headers["content-type"].as_str()), (200, "application/pdf"));
    assert_eq!(preview.ask("HEAD", "/insyn/filer/pages/bilaga.pdf").headers, file.headers);
    for (from, to) in [("/", "/insyn/"), ("/insyn", "/insyn/"), ("/insyn/om/bilaga", "/insyn/om/bilaga/")] {
        let moved = preview.get(from);
        assert_eq!((moved.status, moved.headers["location"].as_str()), (302, to));
    }
    let missing = preview.get("/insyn/ingen-sida/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("Sidan finns inte"));
    assert_eq!(preview.get("/_insyn/reload.js").headers["content-type"], "text/javascript; charset=utf-8");
}

#[test]
fn many_pages_may_listen_but_not_any_number() {
    let (_temp, root) = municipality();
    let preview = Preview::start(&root, &[]);
    let mut open: Vec<Events> = (0..32).map(|_| preview.listen()).collect();
    let editions: Vec<String> = open.iter_mut().map(Events::next).collect();
    assert!(editions.iter().all(|edition| *edition == editions[0]));
    let target = "/_insyn/events";
    assert_eq!(preview.get(target).status, 503);
    assert_eq!(preview.get("/insyn/").status, 200, "pages are still answered");
    drop(open);
    // The places of those that went are free again. An answer that listens does not end, so only its first bytes are read.
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut stream = preview.listen();
        let mut line = String::new();
        stream.0.read_line(&mut line).expect("an answer");
        if line.contains("200") {
            break;
        }
        assert!(Instant::now() < deadline, "{line}");
    }
}

#[test]
fn a_taken_port_is_told() {
    let (_temp, root) = municipality();
    let preview = Preview::start(&root, &[]);
    let port = preview.port.to_string();
    let ran = program(&root, &["serve", "--port", &port]).output().expect("the program runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2));
    assert!(said.contains(&format!("Port {port} är upptagen")) && said.contains("insyn serve"), "{said}");
}

#[test]
fn without_a_command_the_preview_begins() {
    let temp = TempDir::new().expect("a folder for the test");
    let ran =
        Command::new(env!("CARGO_BIN_EXE_insyn")).args(["--lang", "sv", "--root"]).arg(temp.path()).output().expect("the program runs");
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("Här finns ingen webbplats"), "the preview looks for a site; help would not");
}

#[cfg(unix)]
#[test]
fn it_ends_when_asked_to() {
    let (_temp, root) = municipality();
    let mut preview = Preview::start(&root, &[]);
    let _listening = preview.listen().next();
    let asked = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status().expect("kill runs");
    assert!(asked.success());
    assert_eq!(preview.child.wait().expect("it ends").code(), Some(0));
}

#[test]
#[cfg(feature = "photos")]
fn a_photograph_is_made_when_it_is_asked_for() {
    let (_temp, root) = municipality();
    fs::write(root.join("content/pages/bild.jpg"), crate::photos::photograph(900, 600, 1)).expect("it can be written");
    fs::write(root.join("content/pages/trasig.jpg"), "ingen bild").expect("it can be written");
    write(&root, "content/pages/bilder.md", "+++\ntitle = \"Bilder\"\n+++\n\n![Gården](bild.jpg) ![Trasig](trasig.jpg)\n");
    let preview = Preview::start(&root, &[]);
    // What the rules say comes after the page.
    preview.until("/_insyn/now?/insyn/om/bilder/", |told| told.text().contains("trasig.jpg"));
    let page = preview.get("/insyn/om/bilder/");
    assert!(page.text().contains("bild-400.jpg 400w") && page.text().contains("missing-image"), "{}", page.text());
    let answer = preview.get("/insyn/filer/pages/bild-400.jpg");
    let picture = image::load_from_memory(&answer.body).expect("a picture");
    assert_eq!((answer.status, picture.width()), (200, 400));
    assert_eq!(preview.get("/insyn/filer/pages/bild.jpg").status, 404, "nobody links to it in its own size");
    assert_eq!(preview.get("/insyn/filer/pages/trasig-400.jpg").status, 404);
    fs::remove_file(root.join("content/pages/bild.jpg")).expect("it can be removed");
    assert_ne!(preview.get("/insyn/filer/pages/bild-400.jpg").status, 200);
}
