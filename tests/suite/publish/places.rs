//! Every kind of place that is written to file by file, with the wire cut, wrong keys, a full disk and other people's hands.

use std::fs;

use super::servers::{Server, start};
use super::sites::{Site, files, lacking};
use crate::program::{read, write};

/// A site, and the place that it is published to; in a folder when there is no server.
struct Ground {
    site: Site,
    server: Server,
}

fn ground(kind: &'static str) -> Option<Ground> {
    let server = start(kind)?;
    let mut site = Site::new(kind, &server.settings);
    site.opens = server.opens.clone();
    site.give(0);
    Some(Ground { site, server })
}

impl Ground {
    /// What readers have is just what was built last.
    #[track_caller]
    fn assert_out(&self, why: &str) {
        let (built, out) = (self.site.built(), self.server.tree());
        let out: super::sites::Tree = out.into_iter().filter(|(path, _)| !path.ends_with('/')).collect();
        let differ: Vec<&String> = built.keys().chain(out.keys()).filter(|path| built.get(*path) != out.get(*path)).collect();
        assert!(differ.is_empty(), "{}, {why}: {differ:?}", self.server.kind);
    }
}

/// The whole life of a place.
fn lives(kind: &'static str) {
    let Some(ground) = ground(kind) else { return };
    let Ground { site, server } = &ground;
    let dry = site.published(&["--dry-run"]);
    assert!(server.tree().is_empty() && dry["new"].as_array().is_some_and(|new| new.len() > 20), "{dry}");
    let first = site.published(&[]);
    assert_eq!((&first["new"], &first["release"]), (&dry["new"], &1.into()));
    ground.assert_out("the first");
    assert!(lacking(&site.built()).is_empty() && !site.built().is_empty());
    let before = site.built();

    server.wire.passed();
    let again = site.published(&[]);
    assert_eq!((&again["release"], &again["bytes"]), (&1.into(), &0.into()), "nothing had changed");
    let (all, wire) = (server.all(), server.wire.passed());
    assert!(kind == "sftp" || wire < 40_000, "{wire} bytes to say that nothing changed");
    assert!(!all.keys().any(|path| path.contains("lock") || path.contains("pending") || path.contains("/new/")), "{:?}", all.keys());

    site.give(1);
    let second = site.published(&[]);
    assert_eq!((&second["release"], second["removed"].as_array().is_some_and(|gone| !gone.is_empty())), (&2.into(), true), "{second}");
    ground.assert_out("the second");
    assert!(!server.tree().keys().any(|path| path.ends_with('/')), "no empty folder is left");

    let back = site.published(&["--rollback"]);
    assert_eq!(back["release"], 1);
    let out = server.tree();
    assert!(before == out, "back: {:?}", before.keys().chain(out.keys()).filter(|path| before.get(*path) != out.get(*path)).collect::<Vec<_>>());
    assert_eq!(site.publish(&["--rollback"]).code, 2, "there is none before the first");

    let redacted = site.published(&["--redact"]);
    assert_eq!((&redacted["release"], &redacted["purged"]), (&2.into(), &1.into()));
    ground.assert_out("the second again");
    let gone: Vec<(String, Vec<u8>)> = server.all().into_iter().filter(|(_, bytes)| bytes.windows(6).any(|six| six == b"Gammal")).collect();
    assert!(gone.is_empty(), "{:?}", gone.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[test]
fn webdav_lives() {
    lives("webdav");
}

#[test]
fn sftp_lives() {
    lives("sftp");
}

#[test]
fn s3_lives() {
    lives("s3");
}
