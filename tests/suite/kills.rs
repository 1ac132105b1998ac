//! Killed at any moment of a build: the site is the old one or the new, and the next build heals.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{command, site, write};
use crate::written::tree;

const BUILD: &[&str] = &["build", "--quiet", "--date", "2026-11-22"];

type Tree = BTreeMap<String, Vec<u8>>;

/// Moments, scattered the same way in every run.
pub struct Chance(pub u64);

impl Chance {
    /// A part of a duration, from none of it to all of it.
    pub fn part_of(&mut self, whole: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        whole.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// Gives a site one of two contents: every page differs, and each has pages that the other lacks.
fn give(folder: &Path, new: bool) {
    let title = if new { "Ny" } else { "Gammal" };
    write(
        folder.join("content/site.toml"),
        &format!("title = \"{title} titel\"\nlanguages = [\"sv\"]\n\n[municipality]\nname = \"Exempelkommun\"\n"),
    );
    write(folder.join("content/accessibility.toml"), crate::project::STATEMENT);
    let _ = fs::remove_dir_all(folder.join("content/news"));
    fs::create_dir(folder.join("content/news")).expect("a folder");
    for number in 0..60 {
        let until = if number < 10 {
            if new { "until = \"2026-01-01\"" } else { "" }
        } else if number < 20 && !new {
            "until = \"2026-01-01\""
        } else {
            ""
        };
        let text = format!("+++\ntitle = \"Nyhet {number}\"\ndate = \"2025-11-01\"\n{until}\n+++\n\n{title}.\n");
        write(folder.join(format!("content/news/n{number}.md")), &text);
    }
}

/// Builds to the end.
fn built(folder: &Path, more: &[&str]) -> Tree {
    let ran = crate::program::insyn(folder, &[BUILD, more].concat());
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    tree(&folder.join("public"))
}

/// Begins a build and kills it: after some time, or some time after it said what it is about to put in place. Gives whether it was still
/// running.
fn killed(folder: &Path, more: &[&str], aimed: bool, after: Duration) -> bool {
    let mut child = command(folder, &[BUILD, more].concat()).stdout(Stdio::null()).spawn().expect("the program runs");
    while aimed && !folder.join(".insyn/manifest.new.json").exists() && child.try_wait().expect("our child").is_none() {}
    let start = Instant::now();
    while start.elapsed() < after {
        std::hint::spin_loop();
    }
    child.kill().expect("ours to kill");
    child.wait().expect("our child").signal() == Some(9)
}

/// Kills so many builds of an ever changing site. `whole` judges what stands there after each.
fn kill_often(times: usize, more: &[&str], whole: &dyn Fn(&Tree, &[Tree; 2])) {
    let (_temp, folder) = site();
    give(&folder, false);
    let old = built(&folder, more);
    give(&folder, true);
    let start = Instant::now();
    let new = built(&folder, more);
    let time = start.elapsed();
    let trees = [old, new];
    let mut chance = Chance(2026);
    let (mut tries, mut hits) = (0, 0);
    while hits < times {
        assert!(tries < 10 * times, "most builds ended before they were killed: {hits} of {tries} were");
        let target = tries % 2;
        give(&folder, target == 1);
        let aimed = tries % 3 != 0;
        hits += usize::from(killed(&folder, more, aimed, chance.part_of(if aimed { time / 20 } else { time })));
        whole(&tree(&folder.join("public")), &trees);
        if tries % 5 == 0 {
            assert!(built(&folder, more) == trees[target], "the next build heals");
            let left: Vec<String> = tree(&folder.join(".insyn")).into_keys().collect();
            assert_eq!(left, ["lock", "manifest.json"], "nothing is left lying");
        }
        tries += 1;
    }
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new() {
    kill_often(100, &[], &|now, trees| assert!(trees.contains(now), "{}", difference(now, trees)));
}

#[test]
fn a_killed_build_in_place_leaves_whole_files() {
    kill_often(30, &["--in-place"], &|now, trees| {
        // A folder may stand empty until the next build.
        for (path, bytes) in now.iter().filter(|(path, _)| !path.ends_with('/')) {
            assert!(trees.iter().any(|tree| tree.get(path) == Some(bytes)), "{path} is neither old nor new");
        }
        // What both have is always there.
        for path in trees[0].keys().filter(|path| trees[1].contains_key(*path)) {
            assert!(now.contains_key(path), "{path} is gone");
        }
    });
}

/// What a mixed site has of each.
fn difference(now: &Tree, trees: &[Tree; 2]) -> String {
    let of = |tree: &Tree| now.iter().filter(|(path, bytes)| tree.get(*path) != Some(bytes)).count();
    format!("{} files; {} differ from the old site, {} from the new", now.len(), of(&trees[0]), of(&trees[1]))
}
