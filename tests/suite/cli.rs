//! The program itself, run as people run it: exit codes, words in both languages, files.

use std::process::Stdio;

use insyn::content::KINDS;
use insyn::pipeline;
use tempfile::TempDir;

use crate::program::{command, end, insyn, read, site, write};

#[test]
fn a_new_site_passes_every_check() {
    let (_temp, folder) = site();
    for lang in ["sv", "en"] {
        let ran = insyn(&folder, &["check", "--date", "2026-11-22", "--lang", lang, "--format", "json"]);
        let found: serde_json::Value = serde_json::from_str(&ran.out).expect("the report is JSON");
        assert_eq!((ran.code, found.to_string().contains("\"rule\"")), (0, false), "{}", ran.out);
    }
    let ran = insyn(&folder.join("content").join("pages"), &["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "Inga fel och inga varningar.\n"), "the site is found from inside");
    assert!(folder.join("public").is_dir() && read(folder.join(".gitignore")).contains("/public/"));
    for file in ["site.toml", "organisations.toml", "strategies/exempelplan.md", "results/exempel-2026.md"] {
        assert!(read(folder.join("content").join(file)).to_lowercase().contains("exempel"), "{file} says that it is an example");
    }
}

#[test]
fn a_new_site_can_be_built_and_built_again() {
    let (_temp, folder) = site();
    for _ in 0..2 {
        let ran = insyn(&folder, &["build", "--date", "2026-11-22"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    }
    assert!(read(folder.join("public").join("index.html")).contains("Exempelkommun"));
}

#[test]
fn init_overwrites_nothing_and_lists_what_is_there() {
    let (temp, folder) = site();
    write(folder.join("content").join("site.toml"), "title = \"Min\"\n");
    let ran = insyn(temp.path(), &["init", "Min sajt åäö"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("content") && ran.err.contains(".gitignore"), "{}", ran.err);
    assert_eq!(read(folder.join("content").join("site.toml")), "title = \"Min\"\n");
}

#[test]
fn every_kind_can_be_begun() {
    let (_temp, folder) = site();
    for kind in KINDS {
        for (word, id) in [(kind.name, "prov-a"), (kind.folder, "prov-b"), (kind.one.0, "prov-c")] {
            let ran = insyn(&folder, &["new", word, id]);
            assert_eq!(ran.code, 0, "{word}: {}", ran.err);
            let again = insyn(&folder, &["new", word, id]);
            assert_eq!(again.code, 2, "{word} {id} is taken");
            assert!(again.err.contains(&format!("{id}-2")), "{}", again.err);
        }
    }
    let organisations = read(folder.join("content").join("organisations.toml"));
    assert_eq!(organisations.matches("\n[[organisation]]").count(), 5, "organisations share a file here");
    assert!(folder.join("content").join("terms").join("prov-a.toml").is_file(), "terms do not yet");
    let ran = insyn(&folder, &["check", "--format", "json"]);
    for rule in ["unknown-key", "missing-key", "toml-syntax", "wrong-type", "value-not-allowed", "malformed-value", "impossible-date"] {
        assert!(!ran.out.contains(rule), "{rule}: {}", ran.out);
    }
}

#[test]
fn a_shared_file_keeps_its_line_endings_and_its_sense() {
    let (_temp, folder) = site();
    let terms = folder.join("content").join("terms.toml");
    write(&terms, "[[term]]\r\nid = \"andt\"\r\ntitle = \"ANDT\"");
    assert_eq!(insyn(&folder, &["new", "ord", "soc"]).code, 0);
    let text = read(&terms);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "every line ends as the first did");
    assert_eq!(insyn(&folder, &["check"]).code, 0);
    let inline = "term = [{ id = \"andt\", title = \"ANDT\" }]\n";
    write(&terms, inline);
    let ran = insyn(&folder, &["new", "ord", "soc"]);
    assert_eq!((ran.code, read(&terms).as_str()), (2, inline), "a file that takes no block is left alone: {}", ran.err);
}

#[test]
fn ids_and_kinds_are_put_right() {
    let (_temp, folder) = site();
    let cases: &[(&[&str], &str)] = &[
        (&["new", "plan", "Mål för 2027"], "mal-for-2027"),
        (&["new", "plan", "con"], "con-plan"),
        (&["new", "plann", "x"], "Menade du ”plan”?"),
        (&["new", "plan"], "insyn new plan"),
        (&["new", "plan", "--after", "exempel-2026"], "--after"),
        (&["new", "result", "--after", "exempel-2062"], "Menade du ”exempel-2026”?"),
    ];
    for (arguments, words) in cases {
        let ran = insyn(&folder, arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn the_next_follow_up_is_named_by_its_year_and_passes_check() {
    let (_temp, folder) = site();
    let ran = insyn(&folder, &["new", "uppföljning", "--after", "exempel-2026"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = read(folder.join("content").join("results").join("exempel-2027.md"));
    assert!(text.contains("results/exempel-2026#vandrande-skolbuss"), "{text}");
    let own = insyn(&folder, &["new", "result", "eget", "--after", "results/exempel-2026.md", "--period", "2026-10/2026-12"]);
    assert_eq!(own.code, 0, "{}", own.err);
    assert!(read(folder.join("content").join("results").join("eget.md")).contains("period = \"2026-10/2026-12\""));
    let ran = insyn(&folder, &["check"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn exit_codes_tell_done_from_errors_from_unable() {
    let (temp, folder) = site();
    assert_eq!(insyn(&folder, &["check"]).code, 0);
    write(folder.join("content").join("pages").join("fel.md"), "+++\ntitel = \"Fel\"\n+++\n");
    assert_eq!(insyn(&folder, &["check"]).code, 1);
    assert_eq!(insyn(&folder, &["build"]).code, 1);
    assert_eq!(insyn(&folder, &["check", "--date", "i morgon"]).code, 2);
    let nowhere = insyn(temp.path(), &["check"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (2, ""));
    assert!(nowhere.err.contains("insyn init MAPP") && nowhere.err.contains("content"), "{}", nowhere.err);
    let pointed = insyn(temp.path(), &["check", "--root", "Min sajt åäö"]);
    assert_eq!(pointed.code, 1, "the folder can be pointed out");
}

#[test]
fn help_is_whole_in_both_languages() {
    let temp = TempDir::new().expect("a folder for the test");
    let mut pages: Vec<Vec<&str>> = vec![vec!["--help"], vec!["help"], vec![]];
    for command in insyn::cli::COMMANDS {
        pages.push(vec![command.name, "--help"]);
        pages.push(vec!["help", command.name]);
    }
    // Without a command the preview would begin, and not end.
    pages.retain(|page| !page.is_empty() || insyn::cli::COMMANDS.iter().all(|command| command.name != "serve"));
    for page in pages {
        let ask = |lang| {
            let ran = insyn(temp.path(), &[&page[..], &["--lang", lang]].concat());
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{page:?}");
            ran.out
        };
        let (sv, en) = (ask("sv"), ask("en"));
        for word in ["Usage", "Options", "Commands", "Arguments", "Print", "Examples", "default", "possible", "[OPTIONS]", "--help  Show"] {
            assert!(!sv.contains(word), "“{word}” in Swedish, {page:?}:\n{sv}");
        }
        for word in ["Användning", "Kommandon", "Gemensamma", "Exempel:", "Visa", "annars"] {
            assert!(!en.contains(word), "“{word}” in English, {page:?}:\n{en}");
        }
        assert!(sv.contains("Användning: insyn") && sv.contains("Gemensamma val:"), "{sv}");
        assert!(en.contains("Usage: insyn") && en.contains("Common options:"), "{en}");
        let named = page.first() == Some(&"completions") || page.last() == Some(&"completions");
        assert!(named || (sv.contains("Exempel:\n  insyn") && en.contains("Examples:\n  insyn")), "{page:?} has examples");
    }
}

#[test]
fn mistakes_are_told_in_our_words() {
    let temp = TempDir::new().expect("a folder for the test");
    let cases: &[(&[&str], &str, &str)] = &[
        (&["nwe"], "Menade du ”insyn new”?", "Did you mean “insyn new”?"),
        (&["kontrollera"], "Menade du ”insyn check”?", "Did you mean “insyn check”?"),
        (&["xyz"], "Kommandon: ", "Commands: "),
        (&["check", "--frmat", "line"], "Menade du ”--format”?", "Did you mean “--format”?"),
        (&["check", "--format", "lin"], "Tillåtna värden: text, line", "Allowed values: text, line"),
        (&["check", "mer"], "Här passar inte ”mer”.", "“mer” does not fit here."),
        (&["new"], "Här saknas SORT.", "KIND is missing."),
        (&["check", "--date"], "--date måste följas av ett värde.", "--date needs a value."),
        (&["check", "--date", "2026-01-01", "--date", "2026-01-02"], "en gång", "once"),
    ];
    for (arguments, sv, en) in cases {
        for (lang, words) in [("sv", sv), ("en", en)] {
            let ran = insyn(temp.path(), &[&["--lang", lang], *arguments].concat());
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
            assert!(ran.err.contains(words), "{arguments:?} in {lang}: {}", ran.err);
            assert!(!ran.err.contains("error:") && !ran.err.contains("For more information"), "{}", ran.err);
        }
    }
}

#[test]
fn the_language_is_asked_for_or_comes_from_the_environment() {
    let temp = TempDir::new().expect("a folder for the test");
    let with = |environment: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command(temp.path(), arguments);
        command.envs(environment.iter().copied());
        end(command).err
    };
    let swedish = |text: String| text.contains("Här finns ingen webbplats");
    assert!(swedish(with(&[], &["check"])), "Windows says nothing, and its users here are Swedish");
    assert!(swedish(with(&[("LANG", "sv_SE.UTF-8")], &["check"])));
    assert!(swedish(with(&[("LANG", "C.UTF-8")], &["check"])));
    assert!(!swedish(with(&[("LANG", "en_GB.UTF-8")], &["check"])));
    assert!(!swedish(with(&[("LC_ALL", "en_US"), ("LANG", "sv_SE")], &["check"])), "LC_ALL goes before LANG");
    assert!(swedish(with(&[("LANG", "en_GB.UTF-8")], &["check", "--lang", "sv"])));
    assert!(!swedish(with(&[], &["--lang=en", "check"])));
}

#[test]
fn every_rule_is_explained() {
    let temp = TempDir::new().expect("a folder for the test");
    let list = insyn(temp.path(), &["explain"]);
    assert_eq!(list.code, 0);
    for lint in pipeline::lints() {
        assert!(list.out.contains(lint.name), "{} is listed", lint.name);
        for (lang, title, manual) in [("sv", lint.title.0, lint.manual.0), ("en", lint.title.1, lint.manual.1)] {
            let ran = insyn(temp.path(), &["explain", lint.name, "--lang", lang]);
            assert_eq!(ran.code, 0);
            assert!(ran.out.contains(title) && ran.out.contains(manual), "{}", ran.out);
        }
    }
    let warning = insyn(temp.path(), &["explain", "unknown-organisation"]).out;
    assert!(warning.contains("[[rule]]\nrule = \"unknown-organisation\"\nlevel = \"av\""), "{warning}");
    let unknown = insyn(temp.path(), &["explain", "unknown-kee"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("Menade du ”unknown-key”?"), "{}", unknown.err);
}

#[test]
fn schemas_and_completions_are_written() {
    let temp = TempDir::new().expect("a folder for the test");
    let whole: serde_json::Value = serde_json::from_str(&insyn(temp.path(), &["schema"]).out).expect("the schema is JSON");
    assert!(whole["$defs"]["strategy"].is_object());
    assert_eq!(insyn(temp.path(), &["schema", "--out", "allt.json"]).code, 0);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&read(temp.path().join("allt.json"))).expect("JSON"), whole);
    assert_eq!(insyn(temp.path(), &["schema", "--out", "scheman å"]).code, 0);
    assert!(read(temp.path().join("scheman å").join("strategy.json")).contains("2020-12"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = insyn(temp.path(), &["completions", shell]);
        assert!(ran.code == 0 && ran.out.contains("insyn") && ran.out.contains("explain"), "{shell}: {}", ran.err);
    }
}

#[test]
fn a_pipe_gets_no_colour_and_may_close() {
    let (_temp, folder) = site();
    write(folder.join("content").join("pages").join("fel.md"), "+++\ntitel = \"Fel\"\n+++\n");
    for colour in [None, Some("1")] {
        let mut check = command(&folder, &["check"]);
        colour.map(|value| check.env("NO_COLOR", value));
        let ran = end(check);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "no escape codes");
        assert_eq!(ran.err, "", "no progress into a pipe");
    }
    let mut child = command(&folder, &["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "a reader that has gone away is no error");
}

#[test]
fn quiet_says_nothing_when_all_is_well() {
    let (_temp, folder) = site();
    for arguments in [&["check", "-q"][..], &["new", "sida", "tyst", "--quiet"], &["schema", "--out", "s.json", "-q"]] {
        let ran = insyn(&folder, arguments);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{arguments:?}");
    }
    assert!(insyn(&folder, &["--version"]).out.starts_with("insyn 0."));
}

#[test]
fn new_result_says_when_the_plan_has_ended() {
    let site = tempfile::tempdir().expect("a folder can be made");
    let put = |path: &str, text: &str| {
        let path = site.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
        write(path, text);
    };
    put("site.toml", "title = \"Prov\"\n[municipality]\nname = \"Prov\"\n");
    put("strategies/p.md", "+++\ntitle = \"Planen\"\nform = \"program\"\nperiod = \"2015/2016\"\n+++\n");
    for period in ["2015", "2016"] {
        let text = format!("+++\ntitle = \"R\"\nfollows-up = \"strategies/p\"\nperiod = \"{period}\"\nextent = \"fullständig\"\n+++\n");
        put(&format!("results/r-{period}.md"), &text);
    }
    let said = |after: &str, id: &str| insyn(site.path(), &["new", "result", "--after", after, id, "--lang", "sv"]).out;
    assert!(!said("r-2015", "ny-1").contains("Observera"), "2016 is still the plan's");
    assert!(said("r-2016", "ny-2").contains("”Planen” gäller till och med 2016-12-31"), "2017 is not");
}
