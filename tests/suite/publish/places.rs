//! Every kind of place that is written to file by file: from the first publish to the last, with the wire cut, wrong keys, no room, and
//! other people's hands.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Instant;

use super::servers::{Server, start, strict_store};
use super::sites::{Site, Tree, lacking};
use crate::kills::Chance;

/// A site, and the server that it is published to.
struct Ground {
    site: Site,
    server: Server,
}

fn ground(kind: &'static str) -> Option<Ground> {
    let server = start(kind)?;
    let mut site = Site::new(kind, &server.settings);
    site.opens = server.opens.clone();
    Some(Ground { site, server })
}

/// The paths of files that two sites do not share.
fn differing<'a>(a: &'a Tree, b: &'a Tree) -> BTreeSet<&'a String> {
    a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path)).collect()
}

impl Ground {
    /// What readers have is just what was built last.
    #[track_caller]
    fn assert_out(&self, why: &str) {
        let (built, out) = (self.site.built(), self.server.tree());
        assert!(differing(&built, &out).is_empty(), "{}, {why}: {:?}", self.server.kind, differing(&built, &out));
    }

    /// Nothing is left of the way there.
    #[track_caller]
    fn assert_tidy(&self) {
        let left: Vec<String> =
            self.server.all().into_keys().filter(|path| ["lock", "pending", "/new/"].iter().any(|word| path.contains(word))).collect();
        assert!(left.is_empty(), "{}: {left:?}", self.server.kind);
    }
}

fn lives(kind: &'static str) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    let dry = site.published(&["--dry-run"]);
    assert!(server.tree().is_empty() && dry["new"].as_array().is_some_and(|new| new.len() > 20), "{dry}");
    let first = site.published(&[]);
    assert_eq!((&first["new"], &first["release"]), (&dry["new"], &1.into()));
    ground.assert_out("the first");
    let before = site.built();
    assert!(lacking(&before).is_empty() && !before.is_empty());

    server.wire.passed();
    let again = site.published(&[]);
    let wire = server.wire.passed();
    assert_eq!((&again["release"], &again["bytes"]), (&1.into(), &0.into()), "nothing had changed");
    assert!(wire < 40_000, "{wire} bytes to learn that nothing changed");
    ground.assert_tidy();

    site.give(1);
    let second = site.published(&[]);
    assert_eq!((&second["release"], second["removed"].as_array().is_some_and(|gone| !gone.is_empty())), (&2.into(), true), "{second}");
    ground.assert_out("the second");
    ground.assert_tidy();
    // A web server may give out whatever is asked for by its name.
    for path in server.all().keys().filter_map(|path| path.strip_prefix(".insyn/")).filter(|path| !path.is_empty()) {
        let folder = path.split('/').next().expect("a part");
        assert!(folder.len() == 32 && folder.chars().all(|c| c.is_ascii_hexdigit()), "{kind}: {path} can be guessed");
    }

    let back = site.published(&["--rollback"]);
    assert_eq!(back["release"], 1);
    let out = server.tree();
    assert!(before == out, "back: {:?}", differing(&before, &out));
    assert_eq!(site.publish(&["--rollback"]).code, 2, "there is none before the first");

    let redacted = site.published(&["--redact"]);
    assert_eq!((&redacted["release"], &redacted["purged"]), (&2.into(), &1.into()));
    ground.assert_out("the second again");
    let gone: Vec<String> = server
        .all()
        .into_iter()
        .filter(|(_, bytes)| bytes.windows(12).any(|words| words == b"Gammal titel"))
        .map(|(path, _)| path)
        .collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// The wire is cut after so many bytes, more each time, until a publish gets through: whatever had been done, no page lacks what it shows,
/// and the next run completes.
fn is_cut(kind: &'static str, moments: u64) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    site.published(&[]);
    let mut trees = [site.built(), Tree::new()];
    site.give(1);
    server.wire.passed();
    site.published(&[]);
    let whole = server.wire.passed();
    trees[1] = site.built();
    let mut cut = 0;
    for moment in 1..=moments {
        let edition = (moment as usize + 1) % 2;
        site.give(edition);
        server.wire.cut_after(whole * moment / moments);
        let ran = site.publish(&[]);
        server.wire.mend();
        cut += u64::from(ran.code == 2);
        let out = server.tree();
        let lacking = lacking(&out);
        assert!(lacking.is_empty(), "{kind}, cut at {moment} of {moments}: {lacking:?}");
        for (path, bytes) in &out {
            assert!(
                trees.iter().any(|tree| tree.get(path) == Some(bytes)),
                "{kind}, cut at {moment} of {moments}: {path} is neither old nor new"
            );
        }
        if ran.code != 0 {
            assert!(ran.err.contains("Kör igen") || ran.err.contains("släpper inte in"), "{}", ran.err);
            // Every other time it is the old edition that is wanted again.
            site.give(if moment % 4 < 2 { edition } else { 1 - edition });
        }
        site.published(&[]);
        ground.assert_out(&format!("after a cut at {moment} of {moments}"));
        // Cut after the last word but one, a publish leaves nothing to do but its own mark, which ends by itself.
        if server.all().contains_key(".insyn/lock.json") {
            server.remove(".insyn/lock.json");
        }
        ground.assert_tidy();
    }
    assert!(cut >= moments / 2, "{kind}: only {cut} of {moments} were cut");
}

/// A publish that is cut off can be taken back instead of completed.
fn goes_back_from_half_way(kind: &'static str) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    let mut passed = 0;
    for edition in [0, 1, 0] {
        site.give(edition);
        site.published(&[]);
        passed = server.wire.passed();
    }
    let before = site.built();
    site.give(1);
    server.wire.cut_after(passed * 2 / 3);
    assert_eq!(site.publish(&[]).code, 2);
    server.wire.mend();
    assert_eq!(site.published(&["--rollback"])["release"], 3);
    let out = server.tree();
    assert!(before == out, "{:?}", differing(&before, &out));
    ground.assert_tidy();
}

/// Somebody else changes a file of ours, removes one, replaces one that is to be removed, and puts files of their own.
fn has_other_hands(kind: &'static str) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    site.published(&[]);
    let asset = |name: &str| site.built().into_keys().find(|path| path.ends_with(name)).expect("an asset");
    let (style, icon) = (asset("/style.css"), asset("/icon.svg"));
    server.put(&style, "body { display: none }\n");
    server.remove(&icon);
    server.put("google123.html", "<!doctype html><title>Ours</title>\n");
    let mended = site.published(&[]);
    assert_eq!(mended["mended"], serde_json::json!([icon, style]));
    let own = server.tree().remove("google123.html");
    assert!(own.is_some(), "what others put there stays");
    server.remove("google123.html");
    ground.assert_out("mended");

    // A page far down that has another length is found when every file is read, and so is one of the same length.
    let page = site.built().keys().find(|path| path.starts_with("nyheter/n0/") && path.ends_with(".html")).expect("a page").clone();
    let mut text = String::from_utf8(site.built()[&page].clone()).expect("a page");
    text.replace_range(text.len() - 2..text.len() - 1, "x");
    server.put(&page, &text);
    assert_eq!(site.published(&["--verify"])["mended"], serde_json::json!([page]));
    ground.assert_out("verified");

    // One that is no longer made, and that somebody has put another in place of, is theirs.
    let removed = "en/index.html";
    assert!(!site.built().contains_key(removed));
    site.give(1);
    site.published(&[]);
    assert!(site.built().contains_key(removed));
    server.put(removed, "Någon annans\n");
    site.give(0);
    let left = site.published(&[]);
    assert_eq!(left["left"], serde_json::json!([removed]));
    assert_eq!(server.tree()[removed], "Någon annans\n".as_bytes());
    // And where a page is to lie, nothing is written over it.
    site.give(1);
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains(removed) && ran.err.contains("har insyn inte gjort"), "{}", ran.err);
    ground.assert_tidy();
}

/// Another publisher is at it, and one has left its mark and gone.
fn takes_turns(kind: &'static str) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    site.published(&[]);
    site.give(1);
    let now = jiff::Timestamp::now().as_second();
    let held = |until: i64| format!("{{\"holder\":\"another\",\"since\":{now},\"until\":{until}}}");
    let before = server.tree();
    server.put(".insyn/lock.json", &held(now + 300));
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Någon annan publicerar just nu hit, sedan klockan "), "{}", ran.err);
    assert!(server.tree() == before, "nothing was touched");
    server.put(".insyn/lock.json", &held(now - 1));
    site.published(&[]);
    ground.assert_out("after the other's time was out");
    ground.assert_tidy();
}

/// The program is killed at any moment of a publish, so many times.
fn is_killed(kind: &'static str, times: u32) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    site.published(&[]);
    let mut trees = [site.built(), Tree::new()];
    site.give(1);
    let start = Instant::now();
    site.published(&[]);
    let whole = start.elapsed();
    trees[1] = site.built();
    let mut chance = Chance(2026);
    let (mut tries, mut killed) = (0, 0);
    while killed < times {
        tries += 1;
        assert!(tries <= 5 * times, "most ended before they were killed: {killed} of {tries} were");
        let edition = (tries as usize + 1) % 2;
        site.give(edition);
        let mut child = site.command(&["--quiet"]).stdout(Stdio::null()).spawn().expect("the program runs");
        std::thread::sleep(chance.part_of(whole));
        child.kill().expect("ours to kill");
        killed += u32::from(child.wait().expect("our child").signal() == Some(9));
        let lock = server.all().remove(".insyn/lock.json").unwrap_or_default();
        assert!(!String::from_utf8_lossy(&lock).contains("nyckelpig"), "{kind}: the web may be able to read who it is");
        let out = server.tree();
        assert!(lacking(&out).is_empty(), "{kind}, killed {killed}: {:?}", lacking(&out));
        // A folder may stand empty until the next run.
        for (path, bytes) in out.iter().filter(|(path, _)| !path.ends_with('/')) {
            assert!(trees.iter().any(|tree| tree.get(path) == Some(bytes)), "{kind}, killed {killed}: {path} is neither old nor new");
        }
        if tries % 3 == 0 {
            site.published(&[]);
            ground.assert_out(&format!("after it was killed {killed} times"));
        }
    }
}

/// What opens the place is wrong: it is said in plain words, nothing is touched, and nothing of the secret is told.
fn is_shut(kind: &'static str, wrong: &dyn Fn(&mut Site, &Server), says: &str) {
    let Some(Ground { mut site, server }) = ground(kind) else { return };
    site.published(&[]);
    let before = server.tree();
    site.give(1);
    wrong(&mut site, &server);
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    assert!(ran.err.contains(says) && !ran.err.contains("gissat"), "{}", ran.err);
    assert!(server.tree() == before, "nothing was touched");
}

#[test]
fn a_wrong_password_is_told() {
    let wrong = |site: &mut Site, _: &Server| site.opens = vec![("INSYN_USER", "insyn".into()), ("INSYN_PASSWORD", "gissat ord".into())];
    is_shut("webdav", &wrong, "släpper inte in oss.\n       Sätt INSYN_USER");
}

#[test]
fn a_wrong_key_is_told() {
    let wrong =
        |_: &mut Site, server: &Server| _ = fs::copy(server.temp.path().join("stranger"), server.temp.path().join("key")).expect("a key");
    is_shut("sftp", &wrong, "släpper inte in oss.\n       Lägg nyckeln i ssh-agenten");
}

#[test]
fn a_server_that_ssh_does_not_know_is_told() {
    let wrong = |_: &mut Site, server: &Server| fs::write(server.temp.path().join("known"), "").expect("it can be written");
    is_shut("sftp", &wrong, "ssh känner inte igen");
}

#[test]
fn a_wrong_key_to_a_store_is_told() {
    let Some(server) = strict_store() else { return };
    let mut site = Site::new("s3", &server.settings);
    site.opens = server.opens.clone();
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("släpper inte in oss.\n       Sätt AWS_ACCESS_KEY_ID"), "{}", ran.err);
}

/// No room is left: readers keep what they have, and when there is room again the next run completes.
fn is_full(kind: &'static str) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    site.published(&[]);
    let before = server.tree();
    site.give(1);
    server.fill(true);
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("full") && ran.err.contains("igen"), "{}", ran.err);
    assert!(server.tree() == before, "nothing was touched");
    server.fill(false);
    site.published(&[]);
    ground.assert_out("after there was room again");
    ground.assert_tidy();
}

#[test]
fn a_secret_in_a_file_of_the_site_stops_it() {
    let Some(Ground { site, server }) = ground("webdav") else { return };
    let path = site.folder.join("content/pages/om.md");
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, "+++\ntitle = \"Om\"\n+++\n\nVi loggar in med hemligt ord.\n").expect("it can be written");
    let ran = site.publish(&["--lang", "sv"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("INSYN_PASSWORD står också i content/pages/om.md") && !ran.err.contains("hemligt"), "{}", ran.err);
    assert!(server.all().is_empty());
}

#[test]
fn a_store_that_answers_readers_knows_what_each_file_is() {
    let Some(Ground { site, server }) = ground("s3") else { return };
    site.published(&[]);
    let style = site.built().into_keys().find(|path| path.ends_with("style.css")).expect("a style");
    let told = [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        (&style, "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
    ];
    for (path, kind, kept) in told {
        let head = server.object(path).0.to_lowercase();
        assert!(head.contains(&format!("content-type: {kind}")) && head.contains(&format!("cache-control: {kept}")), "{path}: {head}");
    }
}

macro_rules! everywhere {
    ($($name:ident, $kind:literal, $($test:ident($($more:literal)?)),*;)*) => { $(
        mod $name {
            $(#[test]
            fn $test() {
                super::$test($kind $(, $more)?);
            })*
        }
    )* };
}

everywhere! {
    webdav, "webdav", lives(), is_cut(12), is_killed(12), is_full(), goes_back_from_half_way(), has_other_hands(), takes_turns();
    sftp, "sftp", lives(), is_cut(8), is_killed(12), is_full(), goes_back_from_half_way(), has_other_hands(), takes_turns();
    s3, "s3", lives(), is_cut(4), is_killed(12), is_full(), goes_back_from_half_way(), has_other_hands(), takes_turns();
    in_place, "folder", lives(), is_killed(40), has_other_hands(), takes_turns();
}
