//! Links, devices, and what the reader has no right to. The tests may run as root, who may read everything: then as nobody.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use super::{PAGE, Place, Ran, end, program};

#[test]
fn links_are_not_followed_and_are_told() {
    let place = Place::new();
    place.write("content/pages/om.md", PAGE);
    place.write("utanfor/guides/rad.md", PAGE);
    let link = |to: &str, from: &str| symlink(to, place.path(from)).expect("a link can be made");
    link("om.md", "content/pages/inne.md");
    link("../../utanfor/guides/rad.md", "content/pages/ute.md");
    link("../utanfor/guides", "content/guides");
    link("ingenstans.md", "content/pages/borta.md");
    link(".", "content/pages/runt");
    place.refuses(
        &[
            "content/pages/inne.md är en länk till en fil",
            "content/pages/ute.md är en länk till en fil",
            "content/guides är en länk till en mapp",
            "content/pages/borta.md är en länk till något som inte finns",
            "content/pages/runt är en länk till en mapp",
            "5 fel i 5 filer.",
        ],
        &["content/guides is a link to a folder", "Move or copy the folder itself here instead.", "5 errors in 5 files."],
    );
}

#[test]
fn large_tables_without_room_for_temporary_files_are_told() {
    let (_temp, folder) = crate::program::site();
    let terms: String =
        (0..2_100).map(|at| format!("[[term]]\nid = \"ord-{at}\"\ntitle = \"Ord {at}\"\ndefinition = \"Ett ord.\"\n\n")).collect();
    crate::program::write(folder.join("content/terms.toml"), &terms);
    let built = |temporary: Option<&str>| {
        let mut command = crate::program::command(&folder, &["build", "--lang", "sv"]);
        command.envs(temporary.map(|path| ("TMPDIR", path)));
        end(command)
    };
    let ran = built(Some("/finns/inte"));
    assert!(ran.code == 1 && ran.out.contains("oppna-data/terms.xlsx kan inte göras"), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("TMPDIR") && !folder.join("public/index.html").exists(), "{}", ran.out);
    let ran = built(None);
    assert!(ran.code == 0 && folder.join("public/oppna-data/terms.xlsx").exists(), "{}{}", ran.out, ran.err);
}

#[test]
fn content_and_themes_may_not_be_links_themselves() {
    for name in ["content", "themes"] {
        let place = Place::new();
        place.write("content/site.toml", crate::project::SITE.replace("languages", "theme = \"eget\"\nlanguages"));
        place.write("themes/eget/theme.toml", "parent = \"medborgare\"\n");
        fs::rename(place.root.join(name), place.root.join("riktig")).expect("it can be moved");
        symlink("riktig", place.root.join(name)).expect("a link can be made");
        place.refuses(
            &["[linked-file]", &format!("{name} är en länk till en mapp"), "1 fel i 1 fil."],
            &["[linked-file]", &format!("{name} is a link to a folder"), "1 error in 1 file."],
        );
    }
}

#[test]
fn what_refers_into_a_linked_folder_is_not_told_too() {
    let place = Place::new();
    place.write("utanfor/rad.md", PAGE);
    symlink("../utanfor", place.path("content/guides")).expect("a link can be made");
    place.write("content/pages/om.md", PAGE.replace("Text.", "[Råd](../guides/rad.md)"));
    place.write("content/pages/mer.md", PAGE.replace("+++\n\n", "about = [\"guides/rad\"]\n+++\n\n"));
    place.refuses(&["content/guides är en länk", "1 fel i 1 fil."], &["content/guides is a link", "1 error in 1 file."]);
}

#[test]
fn a_pipe_is_not_waited_for() {
    let place = Place::new();
    for name in ["om.md", "om.pdf"] {
        let made = Command::new("mkfifo").arg(place.path(&format!("content/pages/{name}"))).status().expect("mkfifo runs");
        assert!(made.success());
    }
    place.refuses(
        &["content/pages/om.md är varken en fil eller en mapp", "content/pages/om.pdf är varken en fil eller en mapp"],
        &["content/pages/om.md is neither a file nor a folder"],
    );
}

#[test]
fn a_name_that_is_no_text_is_told() {
    let place = Place::new();
    let name = std::ffi::OsStr::from_bytes(b"bilaga-\xe5.pdf");
    // Some disks take names in UTF-8 only.
    if fs::write(place.path("content/pages/x").with_file_name(name), "x").is_ok() {
        place.refuses(&["tecken som inte går att läsa", "äldre zip-fil"], &["characters that cannot be read", "older zip file"]);
    }
}

/// Runs the program as somebody who owns nothing here.
fn as_nobody(place: &Place, arguments: &[&str]) -> Ran {
    let mine = fs::metadata(&place.root).expect("it is there").uid();
    if mine != 0 {
        return place.run(arguments);
    }
    // The program may lie where nobody may go, so it comes along. Another process copies it: a file that any child of ours still has
    // open for writing cannot be run.
    let copy = place.root.join("insyn");
    if !copy.exists() {
        let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_insyn")).arg(&copy).status().expect("cp runs");
        assert!(copied.success());
    }
    set(&place.root, 0o755);
    let mut command = program(&copy, &place.root, arguments);
    command.uid(65534).gid(65534);
    end(command)
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("rights can be set");
}

#[test]
fn what_may_not_be_read_is_told() {
    let place = Place::new();
    place.write("content/pages/om.md", PAGE);
    place.write("content/pages/bilaga.pdf", "x");
    place.write("content/guides/rad.md", PAGE);
    let closed = ["content/pages/om.md", "content/pages/bilaga.pdf", "content/guides"];
    closed.iter().for_each(|path| set(&place.root.join(path), 0o000));
    for (lang, words, sum) in [("sv", "Du får inte läsa", "3 fel i 3 filer."), ("en", "You may not read", "3 errors in 3 files.")] {
        let ran = as_nobody(&place, &["check", "--lang", lang]);
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        for path in closed {
            assert!(ran.out.contains(&format!("{words} {path}.")), "{path}: {}", ran.out);
        }
        assert!(ran.out.contains(sum) && !ran.out.contains("os error"), "{}", ran.out);
    }
    set(&place.root.join("content"), 0o000);
    let ran = as_nobody(&place, &["check"]);
    assert!(ran.code > 0 && format!("{}{}", ran.out, ran.err).contains("content"), "{}{}", ran.out, ran.err);
    set(&place.root.join("content"), 0o755);
    closed.iter().for_each(|path| set(&place.root.join(path), 0o755));
}
