//! The preview's own lists and the manual, as a browser meets them; the browser that is opened; the schemas that editors are given.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use insyn::cli::command_book;
use insyn::diagnostic::Lang;
use insyn::manual;
use insyn::pipeline;
use tempfile::TempDir;

use crate::program::{command, insyn, read, site, write};

/// A running program that answers; it ends with the test.
struct Running(Child, u16);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().expect("it is piped")).read_line(&mut line).expect("it tells its address");
        let port = line.split("localhost:").nth(1).and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
        Self(child, port.expect("a line with the address"))
    }

    fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.1).expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        (answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), answer)
    }
}

#[test]
fn every_page_of_the_manual_is_there_and_every_link_in_it_leads_somewhere() {
    let book = command_book();
    let paths = manual::paths(&book);
    let pages: Vec<(String, String)> =
        paths.iter().map(|path| (format!("/_insyn/manual/{path}"), manual::page(&book, path).expect("it is listed"))).collect();
    let mut places = BTreeSet::new();
    for (url, page) in &pages {
        places.insert(url.clone());
        for (at, _) in page.match_indices(" id=\"") {
            let id = page[at + 5..].split('"').next().unwrap_or_default();
            assert!(places.insert(format!("{url}#{id}")), "{url} has #{id} twice");
        }
    }
    for (url, page) in &pages {
        for (at, _) in page.match_indices(" href=\"") {
            let href = page[at + 7..].split('"').next().unwrap_or_default();
            let whole = if href.starts_with('#') { format!("{url}{href}") } else { href.to_owned() };
            let outside = whole.starts_with("https://") || whole == "/_insyn/sheet.css";
            assert!(outside || places.contains(&whole), "{url} leads to {href}, which is nowhere");
        }
    }
    for lint in pipeline::lints() {
        assert!(places.contains(&manual::address(Lang::En, "rules", lint.name)), "{}", lint.name);
    }
    for nothing in ["", "sv", "de/", "sv/rules/x/", "sv/rules/unknown-key/x/", "sv/x/", "sv//"] {
        assert!(manual::page(&book, nothing).is_none(), "{nothing}");
    }
}

#[test]
fn a_word_leads_to_its_page() {
    let book = command_book();
    let to = |word| manual::find(&book, word, Lang::Sv);
    for (word, page) in [
        ("regler", "rules/"),
        ("värden", "values/"),
        ("plan", "kinds/strategy/"),
        ("uppföljning", "kinds/result/"),
        ("unknown-key", "rules/unknown-key/"),
        ("serve", "commands/serve/"),
        ("checked-on", "kinds/service/#key-checked-on"),
    ] {
        assert_eq!(to(word), Ok(format!("/_insyn/manual/sv/{page}")), "{word}");
    }
    assert_eq!(to("unknown-kee"), Err(Some("unknown-key".into())));
    assert_eq!(to("zzz"), Err(None));
}

#[test]
fn the_manual_needs_no_site() {
    let temp = TempDir::new().expect("a folder for the test");
    let manual = Running::start(command(temp.path(), &["manual", "unknown-key", "--no-open", "--port", "0"]));
    let (status, page) = manual.get("/_insyn/manual/en/rules/unknown-key/");
    assert!(status == 200 && page.contains("Unknown key") && page.contains("Content-Security-Policy: default-src 'none'"), "{page}");
    assert_eq!(manual.get("/_insyn/sheet.css").0, 200);
    for elsewhere in ["/", "/_insyn/", "/etc/passwd", "/_insyn/manual/sv/rules/x/"] {
        let (status, answer) = manual.get(elsewhere);
        assert!(status == 302 && answer.contains("Location: /_insyn/manual/sv/\r\n"), "{elsewhere}: {answer}");
    }
    let unknown = insyn(temp.path(), &["manual", "unknown-kee"]);
    assert!(unknown.code == 2 && unknown.err.contains("Menade du ”unknown-key”?"), "{}", unknown.err);
}

#[test]
fn the_lists_tell_what_to_see_to() {
    let (_temp, folder) = site();
    let content = folder.join("content");
    let put = |path: &str, text: &str| {
        let path = content.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
        write(path, text);
    };
    let config = read(content.join("site.toml")).replacen("languages = [\"sv\"]", "languages = [\"sv\", \"en\"]", 1);
    assert!(config.contains("\"en\""), "{config}");
    write(content.join("site.toml"), &config);
    put("pages/fel.md", "+++\ntitel = \"<b>Fel\"\n+++\n");
    put("pages/utkast.md", "+++\ntitle = \"Utkastet\"\ndraft = true\n+++\n");
    put("pages/vantar.md", "+++\ntitle = \"Väntar\"\nnot-before = \"2099-01-01\"\n+++\n");
    put("pages/borta.md", "+++\ntitle = \"Borta\"\n[withdrawn]\ndate = \"2026-01-02\"\nreason = \"Fel version\"\n+++\n");
    put("services/gammal.md", "+++\ntitle = \"Gammalt stöd\"\nchecked-on = \"2025-01-01\"\n+++\n");
    put("services/ny.md", "+++\ntitle = \"Nytt stöd\"\nchecked-on = \"2026-11-01\"\n+++\n");
    put(
        "strategies/p.md",
        "+++\ntitle = \"Planen P\"\nform = \"plan\"\nperiod = \"2015/2026\"\n[[action]]\nid = \"gors\"\ntitle = \"Görs\"\ndue = \"2016\"\n[[reporting]]\nevery = \"år\"\n+++\n",
    );
    let mut serve = command(&folder, &["serve", "--port", "0", "--date", "2026-11-22"]);
    serve.env("LANG", "sv_SE.UTF-8");
    let preview = Running::start(serve);
    let all = preview.get("/_insyn/").1.replace("<wbr>", "");
    for words in [
        "<strong>Fel: Nyckeln <code>titel</code> finns inte här.</strong>",
        "content/pages/fel.md:2:1",
        "href=\"/_insyn/manual/sv/rules/unknown-key/\"",
        "content/services/gammal.md:3:14</code></th><td>Kontrollerad 2025-01-01",
        "Skriv content/guides/trygg-skolvag.en.md",
        "<td>Utkast, tills raden draft tas bort",
        "<td>Visas från 2099-01-01",
        "<td>2026-01-02: Fel version",
        "Till när 2016".to_lowercase().as_str(),
    ] {
        assert!(all.contains(words), "{words}\n{all}");
    }
    assert!(!all.contains("Nytt stöd</a> <code class=\"file\">content/services/ny.md:3"), "what was checked lately is not due");
    assert!(!all.contains("<b>Fel"), "words from files are words");
    let questions = preview.get("/_insyn/questions/").1;
    assert!(questions.contains("Planen P</a>") && questions.contains("hur det gick"), "{questions}");
    for (path, status) in [("findings/", 200), ("findings/1/", 404), ("findings/99/", 404), ("findings", 404), ("x/", 404)] {
        assert_eq!(preview.get(&format!("/_insyn/{path}")).0, status, "{path}");
    }
}

#[test]
fn a_long_list_has_pages() {
    let (_temp, folder) = site();
    let terms: String = (0..250).map(|n| format!("[[term]]\nid = \"ord-{n}\"\ntitle = \"Ord {n}\"\ndraft = true\n\n")).collect();
    write(folder.join("content/terms.toml"), &terms);
    let preview = Running::start(command(&folder, &["serve", "--port", "0"]));
    let rows = |page: &str| page.matches("<tr><th scope=\"row\">").count();
    let first = preview.get("/_insyn/withheld/").1;
    assert!(rows(&first) == 100 && first.contains("Utkast (250)") && first.contains("href=\"/_insyn/withheld/3/\""), "{first}");
    assert_eq!(rows(&preview.get("/_insyn/withheld/3/").1), 50);
    assert_eq!(preview.get("/_insyn/withheld/4/").0, 404);
    assert!(preview.get("/_insyn/").1.contains("<a href=\"/_insyn/withheld/\">Alla 250: visas inte för läsare</a>"));
}

/// A double-click gives no arguments: the preview opens, of the folder where one stands or that the program lies in.
#[cfg(target_os = "linux")]
#[test]
fn without_arguments_the_preview_opens_in_the_browser() {
    use std::os::unix::fs::PermissionsExt as _;
    let (temp, folder) = site();
    let hook = temp.path().join("xdg-open");
    write(&hook, "#!/bin/sh\necho \"$1\" > \"$OPENED.part\"\nmv \"$OPENED.part\" \"$OPENED\"\n");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).expect("it can be made a program");
    let beside = folder.join("insyn-kopia");
    fs::copy(env!("CARGO_BIN_EXE_insyn"), &beside).expect("the program can be copied");
    let path = format!("{}:{}", temp.path().display(), std::env::var("PATH").unwrap_or_default());
    let start = |program: &Path, stand: &Path, name: &str| {
        let opened = temp.path().join(name);
        let mut command = Command::new(program);
        command.current_dir(stand).env("PATH", &path).env("OPENED", &opened);
        (Running::start(command), opened)
    };
    let program = Path::new(env!("CARGO_BIN_EXE_insyn"));
    for (program, stand, name) in [(program, &*folder, "a"), (&*beside, temp.path(), "b")] {
        let (running, opened) = start(program, stand, name);
        let mut waited = 0;
        while !opened.exists() && waited < 600 {
            std::thread::sleep(std::time::Duration::from_millis(100));
            waited += 1;
        }
        assert_eq!(read(&opened).trim(), format!("http://localhost:{}/", running.1), "{name}");
    }
    let lost = insyn(temp.path(), &[]);
    assert!(lost.code == 2 && lost.err.contains("insyn init MAPP"), "{}", lost.err);
}

#[test]
fn editors_are_set_up_once_and_nothing_of_others_is_overwritten() {
    let (_temp, folder) = site();
    assert_eq!(insyn(&folder, &["schema", "--write"]).code, 0);
    let config = read(folder.join(".taplo.toml"));
    assert!(config.parse::<toml::Table>().is_ok() && config.contains(".insyn/schemas/organisations.toml.json"), "{config}");
    assert!(read(folder.join(".insyn/schemas/result.json")).contains("\"strategies/exempelplan\""), "the site's own ids are offered");
    assert_eq!(insyn(&folder, &["schema", "--write"]).code, 0, "again, over its own");
    write(folder.join(".taplo.toml"), "include = []\n");
    let ran = insyn(&folder, &["schema", "--write"]);
    assert!(ran.code == 2 && read(folder.join(".taplo.toml")) == "include = []\n", "{}", ran.err);
}
