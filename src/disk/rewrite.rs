//! Changing what people wrote: all files of a change or none, each whole, with a way back.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{OWN, make_parent};
use crate::edit::Change;
use crate::fault::Fault;

/// How many changes can be taken back.
const KEPT: usize = 20;

/// A change as it is kept in `.insyn/undo/`.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// What was done, as it was typed.
    what: String,
    files: Vec<KeptFile>,
}

#[derive(Serialize, Deserialize)]
struct KeptFile {
    from: String,
    to: String,
    /// The text before and after; none of a file that was only moved.
    text: Option<(String, String)>,
}

/// Makes the changes in the sources of the site in `root`. Refused when a file is not as it was read; when one file cannot be written, all
/// are as they were. `what` is the command, for the way back.
pub fn rewrite(root: &Path, changes: &[Change], what: &str) -> Result<(), Fault> {
    let place = |path: &str| root.join(path);
    for change in changes {
        let path = place(&change.from);
        let there = fs::read(&path).map_err(|error| Fault::io(&error, &path))?;
        if change.text.as_ref().is_some_and(|(before, _)| before.as_bytes() != there) {
            return Err(stale(&path));
        }
        if change.to != change.from && place(&change.to).exists() {
            return Err(Fault::io(&std::io::ErrorKind::AlreadyExists.into(), &place(&change.to)));
        }
    }
    let kept = keep(root, changes, what)?;
    let files: Vec<Move> = changes
        .iter()
        .map(|change| Move {
            from: place(&change.from),
            to: place(&change.to),
            before: change.text.as_ref().map(|(before, _)| before.to_string()),
            after: change.text.as_ref().map(|(_, after)| after.to_string()),
        })
        .collect();
    let done = all_or_none(&files);
    if done.is_err() {
        // Nothing was changed, so there is nothing to take back.
        let _ = fs::remove_file(kept);
    }
    changes.iter().filter(|change| change.from != change.to).for_each(|change| remove_empty(root, &place(&change.from)));
    done
}

/// Takes the last change back, and says what it was and which files it touched; None when there is none. Refused when one of its files
/// has changed since.
pub fn undo(root: &Path) -> Result<Option<(String, Vec<String>)>, Fault> {
    let Some(path) = kept(root).pop() else { return Ok(None) };
    let text = fs::read_to_string(&path).map_err(|error| Fault::io(&error, &path))?;
    let last: Kept = serde_json::from_str(&text).map_err(|error| {
        Fault::new(format!("{} går inte att läsa ({error}).", path.display()), format!("{} cannot be read ({error}).", path.display()))
            .help("Ta bort filen: ändringen kan inte tas tillbaka.", "Remove the file: the change cannot be taken back.")
    })?;
    let (mut files, mut names) = (Vec::new(), Vec::new());
    for file in last.files {
        let (from, to) = (root.join(&file.from), root.join(&file.to));
        names.push(file.from);
        // A program that was killed may have left files that it had not come to.
        let untouched = file.text.as_ref().is_some_and(|(before, _)| fs::read_to_string(&from).is_ok_and(|there| there == *before));
        if untouched || !to.exists() && from.exists() {
            continue;
        }
        let there = fs::read_to_string(&to);
        if file.text.as_ref().is_some_and(|(_, after)| there.as_ref().ok() != Some(after)) {
            return Err(stale(&to));
        }
        let (before, after) = file.text.unzip();
        files.push(Move { from: to, to: from, before: after, after: before });
    }
    all_or_none(&files)?;
    files.iter().filter(|file| file.from != file.to).for_each(|file| remove_empty(root, &file.from));
    fs::remove_file(&path).map_err(|error| Fault::io(&error, &path))?;
    Ok(Some((last.what, names)))
}

struct Move {
    from: PathBuf,
    to: PathBuf,
    before: Option<String>,
    after: Option<String>,
}

/// Does them in order; when one fails, those before it are taken back.
fn all_or_none(files: &[Move]) -> Result<(), Fault> {
    for (at, file) in files.iter().enumerate() {
        if let Err(fault) = one(&file.from, &file.to, file.after.as_deref()) {
            for done in files[..at].iter().rev() {
                // It stood there a moment ago; and of two errors the first one tells.
                let _ = one(&done.to, &done.from, done.before.as_deref());
            }
            return Err(fault);
        }
    }
    Ok(())
}

/// Moves one file and gives it its new text. The text is written beside it and put in its place whole.
fn one(from: &Path, to: &Path, text: Option<&str>) -> Result<(), Fault> {
    make_parent(to)?;
    let refused = |error: std::io::Error| Fault::io(&error, to);
    let Some(text) = text else { return fs::rename(from, to).map_err(refused) };
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = to.with_file_name(format!(".{name}.insyn"));
    let written = fs::write(&beside, text).and_then(|()| {
        fs::set_permissions(&beside, fs::metadata(from)?.permissions())?;
        fs::rename(&beside, to)
    });
    if let Err(error) = written {
        let _ = fs::remove_file(&beside);
        return Err(refused(error));
    }
    if from != to {
        fs::remove_file(from).map_err(|error| {
            let _ = fs::remove_file(to);
            Fault::io(&error, from)
        })?;
    }
    Ok(())
}

/// Removes the folders that a file leaves empty.
pub(super) fn remove_empty(root: &Path, file: &Path) {
    let top = root.join("content");
    for folder in file.ancestors().skip(1).take_while(|folder| folder.starts_with(&top) && *folder != top) {
        // One that holds something stays.
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

/// The kept changes, oldest first.
fn kept(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root.join(OWN).join("undo")).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    paths
}

fn keep(root: &Path, changes: &[Change], what: &str) -> Result<PathBuf, Fault> {
    let all = kept(root);
    let last = all.last().and_then(|path| path.file_stem()?.to_str()?.parse::<u64>().ok()).unwrap_or(0);
    let path = root.join(OWN).join("undo").join(format!("{:08}.json", last + 1));
    let files = changes.iter().map(|change| KeptFile {
        from: change.from.to_string(),
        to: change.to.to_string(),
        text: change.text.as_ref().map(|(before, after)| (before.to_string(), after.to_string())),
    });
    let kept = Kept { what: what.to_owned(), files: files.collect() };
    let text = serde_json::to_string(&kept).map_err(|error| Fault::io(&error.into(), &path))?;
    super::create(&path, text.as_bytes())?;
    for old in all.iter().rev().skip(KEPT - 1) {
        let _ = fs::remove_file(old);
    }
    Ok(path)
}

fn stale(path: &Path) -> Fault {
    let path = path.display();
    Fault::new(format!("{path} har ändrats under tiden. Inget är skrivet."), format!("{path} has changed meanwhile. Nothing was written."))
        .help("Spara filen i andra program och kör igen.", "Save the file in other programs and run again.")
}
