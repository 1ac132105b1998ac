//! A folder of releases, switched at once: killed at any moment, with other people's files in it, gone back from, and with no room.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use tempfile::TempDir;

use super::sites::{Site, Tree, files, lacking};
use crate::kills::Chance;
use crate::program::write;

/// A site, and the folder that it is published to.
struct Ground {
    site: Site,
    root: PathBuf,
    _temp: TempDir,
}

fn ground(more: &str) -> Ground {
    let temp = TempDir::new().expect("a folder for the place");
    let root = temp.path().join("en mapp");
    let site = Site::new("mapp", &format!("to = \"{}\"\n{more}", root.display()));
    Ground { site, root, _temp: temp }
}

impl Ground {
    /// What readers have.
    fn out(&self) -> Tree {
        files(&self.root.join("current"))
    }

    fn releases(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.root.join("releases"))
            .expect("there")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn killed_two_hundred_times_it_is_the_old_site_or_the_new() {
    let ground = ground("keep = 2\n");
    let site = &ground.site;
    site.published(&[]);
    let mut trees = [site.built(), Tree::new()];
    site.give(1);
    let start = Instant::now();
    site.published(&[]);
    let whole = start.elapsed();
    trees[1] = site.built();
    assert!(trees.iter().all(|tree| lacking(tree).is_empty()));
    let mut chance = Chance(2026);
    let (mut tries, mut killed, mut late) = (0, 0, 0);
    while killed < 200 {
        tries += 1;
        assert!(tries <= 1_000, "most ended before they were killed: {killed} of {tries} were");
        let edition = tries % 2;
        site.give(edition);
        let mut child = site.command(&["--quiet"]).stdout(Stdio::null()).spawn().expect("the program runs");
        // Two times of three it is hit where the place is written to: from when the next release begins to be laid out.
        if tries % 3 != 0 {
            while !ground.root.join(".insyn/next").exists() && child.try_wait().expect("our child").is_none() {}
            std::thread::sleep(chance.part_of(whole / 20));
        } else {
            std::thread::sleep(chance.part_of(whole));
        }
        child.kill().expect("ours to kill");
        let hit = child.wait().expect("our child").signal() == Some(9);
        killed += usize::from(hit);
        late += usize::from(hit && ground.root.join(".insyn/next").exists());
        let out = ground.out();
        assert!(trees.contains(&out), "killed {killed} times: a mix of both");
        if tries % 10 == 0 {
            site.published(&[]);
            assert!(ground.out() == site.built(), "the next publish completes");
            // What was left lying goes with the next that changes something.
            site.give(1 - edition);
            site.published(&[]);
            assert!(ground.releases().len() == 3 && !ground.root.join(".insyn/next").exists());
        }
    }
    assert!(late > 20, "{late} were killed while the next release was laid out");
}

#[test]
fn it_goes_back_step_by_step_and_forgets_what_is_old() {
    let ground = ground("keep = 2\n");
    let site = &ground.site;
    let mut trees = Vec::new();
    for edition in [0, 1, 0, 1, 0] {
        site.give(edition);
        site.published(&[]);
        trees.push(site.built());
    }
    assert_eq!(ground.releases(), ["3", "4", "5"]);
    for release in [4, 3] {
        assert_eq!(site.published(&["--rollback"])["release"], release);
        assert!(ground.out() == trees[release - 1]);
    }
    assert_eq!((site.publish(&["--rollback"]).code, ground.releases().len()), (2, 1));
    site.give(1);
    let redacted = site.published(&["--redact"]);
    assert_eq!((&redacted["purged"], ground.releases()), (&1.into(), vec!["4".to_owned()]));
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let ground = ground("");
    let site = &ground.site;
    site.published(&[]);
    let marks = |folder: &Path| -> Vec<_> {
        let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
        all.map(|entry| (entry.path().to_owned(), entry.metadata().expect("there").modified().expect("a time"))).collect()
    };
    let before = marks(&ground.root);
    assert_eq!(site.published(&[])["bytes"], 0);
    assert!(marks(&ground.root) == before);
    // And where one record changed only what tells of it is written: the rest is the same bytes under a second name.
    let page = site.folder.join("content/news/n0.md");
    write(&page, &crate::program::read(&page).replace("Nyhet 0", "Nyhet noll"));
    let second = site.published(&[]);
    let sent = ["new", "changed"].iter().map(|sort| second[sort].as_array().expect("a list").len()).sum::<usize>();
    let mark = |release: &str, path: &str| {
        let file = fs::metadata(ground.root.join("releases").join(release).join(path));
        file.map(|file| std::os::unix::fs::MetadataExt::ino(&file)).ok()
    };
    let own = site.built().keys().filter(|path| mark("1", path) != mark("2", path)).count();
    assert!(own == sent && sent > 0, "{own} files of its own, {sent} sent");
    assert!(sent * 2 < site.built().len(), "{sent} of {} files sent", site.built().len());
}

/// What became different is told, once, and in the words that a writer gives it; and it is compared with what readers have.
#[test]
fn what_became_different_is_told() {
    let ground = ground("");
    let site = &ground.site;
    let (news, told) = (site.folder.join("content/news/n0.md"), site.folder.join("content/changes.toml"));
    assert_eq!(site.published(&[])["told"], serde_json::json!([]));
    assert!(!told.exists(), "nothing is told of a first edition");
    let rename = |title: &str| {
        let text = crate::program::read(&news);
        let lines = text.lines().map(|line| if line.starts_with("title") { format!("title = \"{title}\"") } else { line.to_owned() });
        write(&news, &(lines.collect::<Vec<_>>().join("\n") + "\n"));
    };
    rename("Skolvägen blir säkrare");
    let dry = site.published(&["--dry-run"]);
    assert!(dry["told"][0]["record"] == "news/n0" && !told.exists(), "{dry}");
    assert_eq!(site.published(&[])["told"], dry["told"]);
    let words = crate::program::read(&told);
    assert!(words.contains("Skolvägen blir säkrare"), "{words}");
    let page = |path: &str| String::from_utf8(ground.out()[path].clone()).expect("a page");
    let text = dry["told"][0]["text"].as_str().expect("words");
    assert!(page("nyheter/n0/index.html").contains(text), "readers are told too");
    // A writer betters the words; the next publish tells nothing new, and gives readers those.
    write(&told, &words.replace(text, "Nyheten har fått en ny rubrik."));
    assert_eq!(site.published(&[])["told"], serde_json::json!([]));
    assert!(page("nyheter/n0/index.html").contains("Nyheten har fått en ny rubrik."));
    // Taken back, it is compared with what readers have again.
    rename("Skolvägen är klar");
    site.published(&[]);
    site.published(&["--rollback"]);
    rename("Skolvägen dröjer");
    site.published(&[]);
    let words = crate::program::read(&told);
    assert!(words.contains("Skolvägen dröjer") && !words.contains("Skolvägen är klar"), "{words}");
}

/// Taken out of the sources, and then of all that was ever published: it stands in no byte, packed ones included.
#[test]
fn what_is_redacted_is_nowhere_in_the_place() {
    let ground = ground("");
    let site = &ground.site;
    let news = site.folder.join("content/news/n0.md");
    let text = crate::program::read(&news);
    site.published(&[]);
    write(&news, &text.replace("Nyhet 0", "Samtal med Anna Andersson"));
    site.published(&[]);
    write(&news, &text.replace("Nyhet 0", "Anna Andersson svarar"));
    site.published(&[]);
    let holding = || -> Vec<String> {
        let all = crate::written::tree(&ground.root).into_iter().chain(crate::written::tree(&site.folder));
        let holds = |path: &str, bytes: &[u8]| {
            let mut plain = Vec::new();
            if path.ends_with(".gz") {
                std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(bytes), &mut plain).expect("it can be unpacked");
            }
            [bytes, &plain].iter().any(|bytes| bytes.windows(9).any(|nine| nine.eq_ignore_ascii_case(b"andersson")))
        };
        all.filter(|(path, bytes)| holds(path, bytes)).map(|(path, _)| path).collect()
    };
    assert!(holding().len() > 5, "it was in many places: {:?}", holding());
    let ran = crate::program::insyn(&site.folder, &["redact", "n0", "--words", "Anna Andersson", "--yes", "--date", "2026-11-22"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(site.published(&["--redact"])["purged"], 3);
    assert_eq!(holding(), [""; 0]);
}

#[test]
fn what_others_put_there_stays_and_what_they_change_is_mended() {
    let ground = ground("keep = 1\n");
    let site = &ground.site;
    fs::create_dir_all(ground.root.join("releases/gammalt")).expect("a folder");
    write(ground.root.join("releases/gammalt/a"), "a");
    site.published(&[]);
    let current = ground.root.join("current");
    write(current.join("google123.html"), "<!doctype html><title>Ours</title>\n");
    let page = current.join("index.html");
    write(&page, &crate::program::read(&page).replace("Gamm", "Hack"));
    assert_eq!(site.published(&[])["mended"], serde_json::json!(["index.html"]));
    for edition in [1, 0, 1] {
        site.give(edition);
        site.published(&[]);
        assert!(ground.out().contains_key("google123.html"), "it follows from release to release");
    }
    site.published(&["--rollback"]);
    let mut out = ground.out();
    out.remove("google123.html").expect("it follows back too");
    assert!(ground.releases().len() == 2 && ground.root.join("releases/gammalt/a").exists(), "{:?}", ground.releases());
    site.give(0);
    assert_eq!(site.published(&[])["bytes"], 0);
    assert!(out == site.built());
}

#[test]
fn a_folder_that_we_did_not_make_is_left_alone() {
    let ground = ground("");
    fs::create_dir_all(ground.root.join("current")).expect("a folder");
    write(ground.root.join("current/index.html"), "Andras");
    let ran = ground.site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("har insyn inte gjort"), "{}", ran.err);
    assert_eq!(files(&ground.root).len(), 1);
}

#[test]
fn two_at_once_take_turns() {
    let ground = ground("");
    let site = &ground.site;
    site.published(&[]);
    site.give(1);
    let lock = fs::File::open(ground.root.join(".insyn/lock")).expect("a lock");
    lock.lock().expect("ours");
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Någon annan publicerar just nu hit"), "{}", ran.err);
    drop(lock);
    site.published(&[]);
    assert!(ground.out() == site.built());
}

#[test]
fn with_no_room_readers_keep_what_they_have() {
    let ground = ground("");
    let site = &ground.site;
    site.published(&[]);
    let before = ground.out();
    site.give(1);
    // The system lets no file grow beyond a few bytes; built it is already.
    assert_eq!(crate::program::insyn(&site.folder, &["build", "--date", "2026-11-22"]).code, 0);
    let program = site.command(&["--lang", "sv"]);
    let mut command = std::process::Command::new("/bin/sh");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""])
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(&site.folder);
    let ran = crate::program::end(command);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ground.out() == before, "{}", ran.err);
    site.published(&[]);
    assert!(ground.out() == site.built());
}

/// What people read, in both languages; and what a nightly job goes by.
#[test]
fn it_is_told_in_words() {
    let ground = ground("");
    let site = &ground.site;
    let says = |more: &[&str], words: &[&str]| {
        let ran = site.publish(more);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
        for word in words {
            assert!(ran.out.contains(word), "{word}: {}", ran.out);
        }
    };
    says(&["--dry-run", "--lang", "sv"], &["Nya:\n", "nya, 0 ändrade och 0 borttagna filer", "Inget är ändrat."]);
    assert!(!ground.root.exists(), "a dry run makes nothing");
    says(&["--lang", "en", "ute"], &["ute: release 1 is out, ", " sent."]);
    says(&["--lang", "sv"], &["ute: inget hade ändrats, inget skickades.\n"]);
    let quiet = site.publish(&["--quiet"]);
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
    let other = site.publish(&["utte", "--lang", "sv"]);
    assert!(other.code == 2 && other.err.contains("Menade du ”ute”?"), "{}", other.err);
    write(site.folder.join("content/news/fel.md"), "+++\ntitel = \"Fel\"\n+++\n");
    let wrong = site.publish(&["--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&wrong.out).expect("JSON");
    assert!(wrong.code == 1 && found["errors"].as_u64() > Some(0), "{found}");
}

#[test]
fn a_place_that_cannot_be_read_is_told_as_what_it_is() {
    let site = Site::new("mapq", "to = \"ut\"\n");
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("content/site.toml:") && ran.out.contains("Menade du ”mapp”?"), "{}", ran.out);
    assert!(!ran.err.contains("Det står inte"), "{}", ran.err);
    assert!(!site.folder.join("ut").exists(), "nothing is published");
}

/// What somebody changed in a release that is kept is not given to readers, whatever it was changed to.
#[test]
fn a_release_that_was_tampered_with_is_not_gone_back_to() {
    let ground = ground("");
    let site = &ground.site;
    site.published(&[]);
    let first = fs::canonicalize(ground.root.join("current")).expect("a release");
    site.give(1);
    site.published(&[]);
    let now = ground.out();
    write(first.join("index.html"), "Hack");
    let page = first.join("nyheter/n0/index.html");
    let aside = ground.root.join("samma.html");
    fs::rename(&page, &aside).expect("it is there");
    std::os::unix::fs::symlink(&aside, &page).expect("a link");
    fs::remove_file(first.join("robots.txt")).expect("it is there");
    let ran = site.publish(&["--rollback", "--lang", "sv"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("Utgåva 1 är inte som den publicerades"), "{}", ran.err);
    assert!(["index.html", "nyheter/n0/index.html", "robots.txt"].iter().all(|name| ran.err.contains(name)), "{}", ran.err);
    assert!(ground.out() == now, "readers keep what they have");
}

/// Words that were taken out do not come back, and it is told where they still are.
#[test]
fn what_was_redacted_is_not_gone_back_to() {
    let ground = ground("");
    let site = &ground.site;
    let news = site.folder.join("content/news/n0.md");
    write(&news, &crate::program::read(&news).replace("Nyhet 0", "Samtal med Anna Andersson"));
    site.published(&[]);
    site.give(1);
    assert_eq!(site.published(&[])["redacted-words-kept"], false);
    let ran = crate::program::insyn(&site.folder, &["redact", "n0", "--words", "Anna Andersson", "--yes", "--date", "2026-11-22"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let told = site.publish(&["--lang", "sv"]);
    assert!(told.code == 0 && told.out.contains("har kvar orden som är borttagna"), "{}{}", told.out, told.err);
    let now = ground.out();
    let ran = site.publish(&["--rollback", "--lang", "sv"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("borttaget ur news/n0") && ran.err.contains("--redact"), "{}", ran.err);
    assert!(ground.out() == now, "readers keep what they have");
    // From what came later it goes back to what came after the redaction.
    site.give(0);
    site.published(&[]);
    assert_eq!(site.published(&["--rollback"])["release"], 3);
}

/// Drafts and settings lie in the site's own folder: no web server may be given it, or a folder that it lies in.
#[test]
fn a_place_in_or_around_the_site_is_refused() {
    let site = Site::new("mapp", "to = \"ut\"\n");
    let settings = site.folder.join("content/site.toml");
    let text = crate::program::read(&settings);
    std::os::unix::fs::symlink(&site.folder, site.folder.parent().expect("a folder").join("länk")).expect("a link");
    let whole = site.folder.display().to_string();
    for to in [".", "..", "content", "content/news", "public/ut", "themes", ".insyn", "ny/mapp", "ny/../content", "../länk/public", &whole]
    {
        for more in ["", "in-place = true\n"] {
            write(&settings, &text.replace("to = \"ut\"\n", &format!("to = \"{to}\"\n{more}")));
            let before = files(&site.folder);
            let ran = site.publish(&["--lang", "sv"]);
            assert!(ran.code == 2 && ran.err.contains("webbplatsens egen"), "{to}: {}{}", ran.out, ran.err);
            assert!(files(&site.folder) == before, "{to}: something was written");
        }
    }
    write(&settings, &text.replace("to = \"ut\"", "to = \"../webb\""));
    site.published(&[]);
    assert!(site.folder.join("../webb/current/index.html").exists());
}
