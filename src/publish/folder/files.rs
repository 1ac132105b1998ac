//! Files in folders of releases: what they are, and how they are laid out, given second names and removed.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::fault::Fault;
use crate::output::File;
use crate::publish::Files;

/// What a file is. A link is none of ours, whatever it leads to.
pub fn print(path: &Path) -> std::io::Result<File> {
    if !path.symlink_metadata()?.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let bytes = fs::read(path)?;
    Ok(File { fingerprint: Some(blake3::hash(&bytes)), length: bytes.len() as u64 })
}

/// Removes from a folder that was half laid out all that is not as it is wanted.
pub fn sweep(folder: &Path, wanted: &Files) -> Result<(), Fault> {
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true).into_iter().flatten() {
        let path = name(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
        if entry.file_type().is_dir() {
            // One that is not empty stays.
            let _ = fs::remove_dir(entry.path());
        } else if wanted.get(&path).is_none_or(|file| print(entry.path()).ok().as_ref() != Some(file)) {
            fs::remove_file(entry.path()).map_err(|error| Fault::io(&error, entry.path()))?;
        }
    }
    Ok(())
}

/// Gives what others put among our files a place in the next release too.
pub fn carry_others(from: &Path, to: &Path, ours: &Files) -> Result<(), Fault> {
    let others = files_in(from).into_par_iter().filter(|path| !ours.contains_key(&name(path.strip_prefix(from).unwrap_or(path))));
    others.try_for_each(|path| {
        let place = to.join(path.strip_prefix(from).unwrap_or(&path));
        if place.symlink_metadata().is_ok() { Ok(()) } else { second_name(&path, &place) }
    })
}

/// The folders and the files in a folder, as far as it can be listed.
fn entries(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let paths = |entries: Vec<fs::DirEntry>| entries.iter().map(fs::DirEntry::path).collect();
    (paths(folders), paths(files))
}

/// Every file under a folder; its folders are listed on all cores.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let (folders, files) = entries(folder);
    files.into_par_iter().chain(folders.par_iter().flat_map_iter(|folder| files_in(folder))).collect()
}

/// Removes files under a folder on all cores, and the folders that become empty: one that holds somebody's file stays.
pub fn remove_files(folder: &Path, is_gone: &(dyn Fn(&Path) -> bool + Sync)) -> Result<(), Fault> {
    let (folders, files) = entries(folder);
    folders.par_iter().try_for_each(|folder| remove_files(folder, is_gone))?;
    let gone = files.par_iter().filter(|path| is_gone(path));
    gone.try_for_each(|path| fs::remove_file(path).map_err(|error| Fault::io(&error, path)))?;
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// Another name for the same bytes, in a folder that may not be there yet; or a copy where the disk knows no second names.
pub fn second_name(from: &Path, to: &Path) -> Result<(), Fault> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    make_folder(to)?;
    let copied = || fs::copy(from, to).map(|_| ());
    fs::hard_link(from, to).or_else(|_| copied()).map_err(|error| Fault::io(&error, to))
}

/// Makes the folder that a file is to stand in.
pub fn make_folder(file: &Path) -> Result<(), Fault> {
    file.parent().map_or(Ok(()), |folder| fs::create_dir_all(folder).map_err(|error| Fault::io(&error, folder)))
}

/// Writes a file that is not there yet, and reads it again.
pub fn write(path: &Path, bytes: &[u8], wanted: &File) -> Result<(), Fault> {
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(|error| Fault::io(&error, path))?;
    match print(path) {
        Ok(there) if there == *wanted => Ok(()),
        Ok(_) => Err(Fault::new(
            format!("{} blev inte som den skulle.", path.display()),
            format!("{} did not become as it was to be.", path.display()),
        )
        .help("Kör igen. Inget har ändrats för läsarna.", "Run again. Nothing has changed for readers.")),
        Err(error) => Err(Fault::io(&error, path)),
    }
}

/// A path inside a folder as releases write it.
pub fn name(inside: &Path) -> String {
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Removes a folder of our own with everything in it, if it is there.
pub fn remove_all(folder: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::io(&error, folder)),
        _ => Ok(()),
    }
}

#[cfg(unix)]
pub fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let mark = |path: &Path| fs::metadata(path).map(|of| (of.dev(), of.ino())).ok();
    mark(a).is_some() && mark(a) == mark(b)
}

#[cfg(not(unix))]
pub fn same_file(_: &Path, _: &Path) -> bool {
    false
}
