//! How a built site is written: only what changed, all or nothing, and never over what others made.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::{Ran, insyn, read, site, write};

const BUILD: &[&str] = &["build", "--date", "2026-11-22", "--lang", "sv"];

/// Both ways of putting a site in place.
const MANNERS: [&[&str]; 2] = [&[], &["--in-place"]];

fn build(folder: &Path, more: &[&str]) -> Ran {
    insyn(folder, &[BUILD, more].concat())
}

fn built(folder: &Path, more: &[&str]) {
    let ran = build(folder, more);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
}

/// Every file below a folder with its bytes; empty folders end in `/`.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.expect("the folder can be walked");
        let name = entry.path().strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
        if entry.file_type().is_file() {
            files.insert(name, fs::read(entry.path()).expect("readable"));
        } else if entry.file_type().is_dir() && fs::read_dir(entry.path()).expect("readable").next().is_none() {
            files.insert(name + "/", Vec::new());
        }
    }
    files
}

/// The files that two trees do not share.
#[track_caller]
pub fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>, why: &str) {
    let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).filter(|name| a.get(*name) != b.get(*name)).collect();
    assert!(names.is_empty(), "{why}: {names:?} differ");
}

fn news(folder: &Path, id: &str, keys: &str) {
    fs::create_dir_all(folder.join("content/news")).expect("a folder");
    write(
        folder.join(format!("content/news/{id}.md")),
        &format!("+++\ntitle = \"Nyhet {id}\"\ndate = \"2026-11-01\"\n{keys}\n+++\n\nOrd.\n"),
    );
}

fn change_title(folder: &Path, title: &str) {
    let path = folder.join("content/site.toml");
    let text = read(&path);
    let lines = text.lines().map(|line| if line.starts_with("title = ") { format!("title = \"{title}\"") } else { line.to_owned() });
    write(path, &lines.collect::<Vec<_>>().join("\n"));
}

#[cfg(unix)]
#[test]
fn only_what_changed_is_written() {
    use std::os::unix::fs::MetadataExt;
    let marks = |folder: &Path| -> BTreeMap<String, (u64, i64)> {
        let of = |name: &String| fs::metadata(folder.join("public").join(name)).map(|m| (m.ino(), m.mtime_nsec())).expect("there");
        tree(&folder.join("public")).into_keys().map(|name| (name.clone(), of(&name))).collect()
    };
    for manner in MANNERS {
        let (_temp, folder) = site();
        news(&folder, "ett", "");
        built(&folder, manner);
        let before = marks(&folder);
        built(&folder, manner);
        assert_eq!(marks(&folder), before, "nothing changed, and nothing was written");
        news(&folder, "ett", "summary = \"Nya ord\"");
        built(&folder, manner);
        let marks = marks(&folder).into_iter().filter(|(name, mark)| before.get(name) != Some(mark)).map(|(name, _)| name);
        // The search is made again of every page.
        let changed: Vec<String> = marks.filter(|name| !name.starts_with("sok/")).collect();
        let pages =
            ["index.html", "nyheter/ett/index.html", "nyheter/ett/post.json", "nyheter/index.html", "nyheter/nytt.atom", "nytt.atom"];
        let tables =
            ["news.csv", "news.json", "news.xlsx", "records.csv", "records.json", "records.xlsx"].map(|name| format!("oppna-data/{name}"));
        assert_eq!(changed, pages.into_iter().map(str::to_owned).chain(tables).collect::<Vec<_>>(), "{manner:?}");
    }
}

#[test]
fn what_is_no_longer_made_goes_and_what_others_made_stays() {
    for manner in MANNERS {
        let (_temp, folder) = site();
        let public = folder.join("public");
        // The files of the search have other names for other words.
        let config = folder.join("content").join("site.toml");
        write(&config, &format!("search = false\n{}", read(&config)));
        news(&folder, "kort", "until = \"2026-11-22\"");
        built(&folder, manner);
        assert!(public.join("nyheter/kort/index.html").is_file());
        fs::create_dir_all(public.join("eget/tomt")).expect("a folder");
        write(public.join("eget/brev.txt"), "vårt");
        write(public.join("nyheter/eget.html"), "vårt");
        write(public.join(".htaccess"), "vårt");
        let ran = insyn(&folder, &[&["build", "--date", "2026-11-23", "--lang", "sv"], manner].concat());
        assert!(ran.code == 0 && !ran.out.contains(" 0 borttagna"), "{}{}", ran.out, ran.err);
        let now = tree(&public);
        assert!(!public.join("nyheter/kort").exists(), "its folder went with it");
        for name in ["eget/tomt/", "eget/brev.txt", "nyheter/eget.html", ".htaccess"] {
            assert!(now.contains_key(name), "{name} was not ours ({manner:?})");
        }
    }
}

#[test]
fn others_files_are_refused_and_never_written_over() {
    let (_temp, folder) = site();
    let public = folder.join("public");
    write(public.join("index.html"), "en annan webbplats");
    let ran = build(&folder, &[]);
    assert!(ran.code == 2 && ran.err.contains("inte har gjort"), "{}", ran.err);
    let ran = build(&folder, &["--force"]);
    assert!(ran.code == 2 && ran.err.contains("index.html") && ran.err.contains("Inget har ändrats"), "{}", ran.err);
    assert_eq!(tree(&public), BTreeMap::from([("index.html".to_owned(), b"en annan webbplats".to_vec())]));
    fs::rename(public.join("index.html"), public.join("gammal.html")).expect("moved");
    built(&folder, &["--force"]);
    assert_eq!(read(public.join("gammal.html")), "en annan webbplats");
    assert!(public.join("index.html").is_file());
}

#[test]
fn an_error_changes_nothing() {
    let (_temp, folder) = site();
    built(&folder, &[]);
    let before = tree(&folder.join("public"));
    change_title(&folder, "Ny titel");
    news(&folder, "trasig", "nyckel-som-inte-finns = 1");
    let ran = build(&folder, &[]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_same(&tree(&folder.join("public")), &before, "nothing is written");
    assert!(!folder.join(".insyn/stage").exists() && !folder.join(".insyn/next").exists());
}

#[test]
fn a_damaged_file_is_made_whole() {
    let (_temp, folder) = site();
    built(&folder, &[]);
    let before = tree(&folder.join("public"));
    write(folder.join("public/index.html"), "");
    fs::remove_file(folder.join("public/404.html")).expect("removed");
    built(&folder, &[]);
    assert_same(&tree(&folder.join("public")), &before, "healed");
}

#[test]
fn two_builds_at_once_are_one_too_many() {
    let (_temp, folder) = site();
    built(&folder, &[]);
    let lock = fs::File::options().write(true).open(folder.join(".insyn/lock")).expect("the lock is there");
    lock.lock().expect("no build is running");
    let ran = build(&folder, &[]);
    assert!(ran.code == 2 && ran.err.contains("Ett annat bygge"), "{}", ran.err);
    drop(lock);
    built(&folder, &[]);
}

#[test]
fn what_was_published_does_not_vanish() {
    let (_temp, folder) = site();
    let page = folder.join("public/nyheter/viktig/index.html");
    news(&folder, "viktig", "");
    built(&folder, &[]);
    fs::remove_file(folder.join("content/news/viktig.md")).expect("removed");
    for command in ["check", "build"] {
        let ran = insyn(&folder, &[command, "--date", "2026-11-22", "--lang", "sv"]);
        assert!(ran.code == 1 && ran.out.contains("vanished-page") && ran.out.contains("/nyheter/viktig/"), "{}", ran.out);
    }
    assert!(read(&page).contains("Nyhet viktig"), "it is still there");
    news(&folder, "viktig", "draft = true");
    let ran = build(&folder, &[]);
    assert!(ran.code == 1 && ran.out.contains("nu ett utkast"), "{}", ran.out);
    news(&folder, "viktig", "[withdrawn]\ndate = \"2026-11-22\"\nreason = \"Fel version\"");
    built(&folder, &[]);
    assert!(read(&page).contains("Fel version") && !read(&page).contains("Ord."));
    // Not even the notice goes without a word.
    fs::remove_file(folder.join("content/news/viktig.md")).expect("removed");
    assert_eq!(build(&folder, &[]).code, 1);
    let ran = build(&folder, &["--forget", "/nyheter/viktg/"]);
    assert!(ran.code == 2 && ran.err.contains("/nyheter/viktg/"), "{}", ran.err);
    built(&folder, &["--forget", "/nyheter/viktig/"]);
    assert!(!page.exists());
    built(&folder, &[]);
}

#[test]
fn a_build_with_drafts_publishes_nothing() {
    let (_temp, folder) = site();
    news(&folder, "utkast", "draft = true");
    built(&folder, &["--drafts"]);
    assert!(folder.join("public/nyheter/utkast/index.html").is_file());
    built(&folder, &[]);
    assert!(!folder.join("public/nyheter/utkast").exists());
}

/// A folder that the program, run as somebody without rights, may work in.
#[cfg(unix)]
mod without_rights {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65534;

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("ours");
    }

    /// Runs a build as somebody who is not root, with a copy of the program that this user can reach.
    fn build(temp: &TempDir, folder: &Path) -> Ran {
        let program = temp.path().join("insyn");
        // Another process copies it: a file that any child of ours still has open for writing cannot be run.
        let copied = std::process::Command::new("cp").arg(env!("CARGO_BIN_EXE_insyn")).arg(&program).status().expect("cp runs");
        assert!(copied.success());
        let mut command = std::process::Command::new(program);
        command.args(BUILD).current_dir(folder);
        if fs::metadata(temp.path()).expect("there").uid() == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        crate::program::end(command)
    }

    /// A built site that belongs to somebody without rights.
    fn theirs() -> (TempDir, PathBuf) {
        let (temp, folder) = site();
        news(&folder, "ett", "");
        built(&folder, &[]);
        if fs::metadata(temp.path()).expect("there").uid() == 0 {
            allow(temp.path(), 0o755);
            for entry in walkdir::WalkDir::new(&folder) {
                chown(entry.expect("walked").path(), Some(NOBODY), Some(NOBODY)).expect("root may");
            }
        }
        (temp, folder)
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_told_and_left() {
        for locked in ["public", "public/nyheter", ".insyn", "."] {
            let (temp, folder) = theirs();
            change_title(&folder, "Ny titel");
            let before = tree(&folder.join("public"));
            allow(&folder.join(locked), 0o555);
            let ran = build(&temp, &folder);
            let whole = tree(&folder.join("public"));
            allow(&folder.join(locked), 0o755);
            if locked == "." {
                // The folder itself cannot be swapped then, but its files can be replaced.
                assert_eq!((ran.code, ran.err.as_str()), (0, ""));
                continue;
            }
            assert!(ran.code == 2 && ran.err.contains("får inte läsas eller skrivas"), "{locked}: {} {}", ran.code, ran.err);
            assert_same(&whole, &before, locked);
            let ran = build(&temp, &folder);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{locked}: the next build heals");
            assert!(read(folder.join("public/index.html")).contains("Ny titel"));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_stays_a_link() {
    let (temp, folder) = site();
    let www = temp.path().join("www");
    fs::rename(folder.join("public"), &www).expect("moved");
    std::os::unix::fs::symlink(&www, folder.join("public")).expect("linked");
    built(&folder, &[]);
    change_title(&folder, "Ny titel");
    built(&folder, &[]);
    assert!(fs::symlink_metadata(folder.join("public")).expect("there").is_symlink());
    assert!(read(www.join("index.html")).contains("Ny titel"));
}

/// Disks of their own, in a mount namespace that nobody else sees.
#[cfg(target_os = "linux")]
mod on_small_disks {
    use super::*;
    use std::process::Command;

    /// Runs a shell script with `$insyn` and `$site`; as root, or as root of a user namespace.
    fn script(folder: &Path, script: &str) -> Ran {
        let mut command = Command::new("unshare");
        let whole = format!("build() {{ \"$insyn\" {} \"$@\"; }}\ncd \"$site\"\n{script}", BUILD.join(" "));
        command.args(["--map-root-user", "--mount", "sh", "-eu", "-c", &whole]);
        command.env("insyn", env!("CARGO_BIN_EXE_insyn")).env("site", folder);
        let ran = crate::program::end(command);
        assert!(
            !ran.err.contains("unshare:"),
            "this test mounts a small disk: run it as root, or where user namespaces are allowed\n{}",
            ran.err
        );
        ran
    }

    #[test]
    fn a_full_disk_leaves_the_old_site_whole() {
        for manner in ["", "--in-place"] {
            let (_temp, folder) = site();
            let ran = script(
                &folder,
                &format!(
                    "mkdir disk; mount -t tmpfs -o size=3m none disk; cp -R content themes public disk 2>/dev/null || cp -R content public disk; cd disk
                    build {manner}; cp -R public ../before
                    sed -i 's/^title = .*/title = \"Ny titel\"/' content/site.toml
                    dd if=/dev/zero of=fill bs=1k count=6000 2>/dev/null || true
                    code=0; build {manner} || code=$?; echo \"code $code\"
                    diff -r public ../before && echo whole
                    rm fill; build {manner}; grep -q 'Ny titel' public/index.html && echo healed"
                ),
            );
            assert!(ran.out.contains("code 2") && ran.out.contains("whole\n") && ran.out.contains("healed\n"), "{}\n{}", ran.out, ran.err);
            assert!(ran.err.contains("disken är full"), "{}", ran.err);
        }
    }

    #[test]
    fn public_may_be_a_disk_of_its_own() {
        let (_temp, folder) = site();
        let ran = script(
            &folder,
            "mount -t tmpfs none public; build; sed -i 's/^title = .*/title = \"Ny titel\"/' content/site.toml; build
            grep -q 'Ny titel' public/index.html; find public -name '.*' ! -name .htaccess -type f | wc -l",
        );
        assert!(ran.code == 0 && ran.out.ends_with("\n0\n"), "{}\n{}", ran.out, ran.err);
    }
}
