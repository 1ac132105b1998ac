//! Files that somebody edited, added or removed, read by themselves: where what they are is plain without looking at all the others.

use std::path::{Path, PathBuf};

use super::read::{TEXTS, as_before, read_text, relative, spelling};
use crate::source::{Sources, Text};

/// What was read before, with the texts at `paths` as they are now. None when one of them is neither a text that was read before nor a
/// new one, or may have to do with a spreadsheet: then only reading everything tells what there is.
pub fn read_edited(root: &Path, before: &Sources, paths: &[PathBuf]) -> Option<Sources> {
    let mut sources = before.clone();
    for path in paths {
        let name = relative(root, path);
        let place = sources.texts.binary_search_by(|text| (*text.path).cmp(&*name));
        match (place, path.symlink_metadata().ok()) {
            (Ok(at), Some(about)) if about.is_file() && !may_name_tables(&sources.texts[at]) => {
                sources.texts[at] = read_again(path, &name, before)?;
            }
            // Another file of the same name, but for how its letters are spelt, would be read in its place.
            (Ok(at), None) if name.is_ascii() && stands_alone(&name, before) && !may_name_tables(&sources.texts[at]) => {
                sources.texts.remove(at);
            }
            // An editor wrote it for a moment, under a name of its own.
            (Err(_), None) if !holds(&sources, &name) => {}
            (Err(at), Some(about)) if about.is_file() && is_new_text(root, path, &name, before) && !holds(&sources, &name) => {
                sources.texts.insert(at, read_again(path, &name, before)?);
            }
            _ => return None,
        }
    }
    Some(sources)
}

/// A text as it is now; None when it cannot be read, or may name a spreadsheet that nobody has read.
fn read_again(path: &Path, name: &str, before: &Sources) -> Option<Text> {
    let text = as_before(name, read_text(path, &mut Vec::new()).ok()?, before);
    (!may_name_tables(&text)).then_some(text)
}

fn may_name_tables(text: &Text) -> bool {
    text.content.contains("tables")
}

/// Whether anything but a text is known by a name, or anything in a folder of that name.
fn holds(sources: &Sources, name: &str) -> bool {
    let is_in = |path: &str| path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let others = sources.blobs.iter().map(|blob| &*blob.path).chain(sources.unread.iter().map(|file| &*file.path));
    let first_inside = sources.texts.binary_search_by(|text| (*text.path).cmp(&format!("{name}/"))).unwrap_or_else(|at| at);
    others.into_iter().any(is_in) || sources.texts.get(first_inside).is_some_and(|text| is_in(&text.path))
}

/// Whether no file that is no text lies beside one and is named after it, as its spreadsheet is.
fn stands_alone(name: &str, before: &Sources) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    !before.blobs.iter().any(|blob| blob.path.starts_with(stem))
}

/// Whether a file that nobody has read is a text, in a folder that holds others.
fn is_new_text(root: &Path, path: &Path, name: &str, before: &Sources) -> bool {
    let is_text = path.extension().is_some_and(|extension| TEXTS.contains(&&*extension.to_string_lossy().to_lowercase()));
    let Some((folder, _)) = name.rsplit_once('/') else { return false };
    let is_known = before.texts.iter().any(|text| text.path.rsplit_once('/').is_some_and(|(known, _)| known == folder));
    is_text && is_known && name.is_ascii() && spelling(root, path).is_some_and(|spelt| spelt == name) && stands_alone(name, before)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::read::{read, read_after};
    use super::*;
    use crate::source::Audience;

    /// A folder with a page, a picture, and a follow-up beside a spreadsheet; and what was read there.
    fn site() -> (tempfile::TempDir, Sources) {
        let folder = tempfile::TempDir::new().expect("a folder");
        for (path, text) in [
            ("content/site.toml", "title = \"Prov\"\n"),
            ("content/pages/om.md", "Om.\n"),
            ("content/pages/karta.png", "bild"),
            ("content/results/ett.csv", "Aktivitet;Läge\n"),
            ("content/results/två.md", "Två.\n"),
            ("content/results/tabeller.md", "tables = \"ett.csv\"\n"),
        ] {
            write(folder.path(), path, text);
        }
        let sources = read(folder.path(), jiff::civil::date(2026, 11, 22), Audience::Writers).unwrap_or_else(|_| panic!("it can be read"));
        (folder, sources)
    }

    fn write(root: &Path, path: &str, text: &str) {
        fs::create_dir_all(root.join(path).parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(root.join(path), text).expect("it can be written");
    }

    /// Whether what was told of is read by itself; if so it must be what reading everything gives.
    fn is_quick(root: &Path, before: &Sources, paths: &[&str]) -> bool {
        let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
        let all = read_after(root, before).unwrap_or_else(|_| panic!("it can be read"));
        let alone = read_edited(root, before, &paths);
        let listed = |sources: &Sources| {
            let texts = sources.texts.iter().map(|text| format!("{} {}", text.path, text.content)).collect::<Vec<_>>();
            (texts, sources.blobs.clone(), sources.unread.clone(), sources.books.len())
        };
        assert!(alone.as_ref().is_none_or(|alone| listed(alone) == listed(&all)), "{paths:?}");
        alone.is_some()
    }

    #[test]
    fn files_that_come_and_go_are_read_by_themselves() {
        let (folder, before) = site();
        let root = folder.path();
        write(root, "content/pages/om.md", "Om oss.\n");
        write(root, "content/pages/ny.md", "Ny.\n");
        assert!(is_quick(root, &before, &["content/pages/om.md", "content/pages/ny.md", "content/pages/borta.tmp"]));
        fs::remove_file(root.join("content/pages/om.md")).expect("it is there");
        assert!(is_quick(root, &before, &["content/pages/om.md", "content/pages/ny.md"]));
    }

    #[test]
    fn what_only_the_whole_folder_tells_is_not_read_by_itself() {
        let edits: [(&str, &str, Option<&str>); 8] = [
            ("a folder that nothing was read in", "content/cases/arende.md", Some("Ärende.\n")),
            ("a record that a spreadsheet waits for", "content/results/ett.md", Some("Ett.\n")),
            ("a record that names one", "content/results/tre.md", Some("tables = \"ett.csv\"\n")),
            ("one that names none any more", "content/results/tabeller.md", Some("Inget.\n")),
            ("one that named one and went", "content/results/tabeller.md", None),
            ("what is no text", "content/pages/plan.pdf", Some("plan")),
            ("a picture that went", "content/pages/karta.png", None),
            ("a name that can be spelt in two ways", "content/results/två.md", None),
        ];
        for (what, path, text) in edits {
            let (folder, before) = site();
            match text {
                Some(text) => write(folder.path(), path, text),
                None => fs::remove_file(folder.path().join(path)).expect("it is there"),
            }
            assert!(!is_quick(folder.path(), &before, &[path]), "{what}");
        }
        let (folder, before) = site();
        fs::remove_dir_all(folder.path().join("content/pages")).expect("it is there");
        assert!(!is_quick(folder.path(), &before, &["content/pages"]), "a folder that went, of whose files nobody told");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_never_read_by_itself() {
        let (folder, before) = site();
        std::os::unix::fs::symlink("om.md", folder.path().join("content/pages/vard.md")).expect("it can be made");
        assert!(!is_quick(folder.path(), &before, &["content/pages/vard.md"]));
    }
}
