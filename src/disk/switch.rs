//! Putting a staged site in place: by swapping two whole folders where the system can, else file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{OWN, make_parent};
use crate::fault::Fault;
use crate::output::File;

/// What is to change in `root/public/`. The changed files lie in `.insyn/stage/`.
pub struct Switch<'a> {
    pub root: &'a Path,
    /// Everything that earlier builds may have made.
    pub before: &'a BTreeMap<String, File>,
    /// Everything that this build makes.
    pub now: &'a BTreeMap<String, File>,
    pub changed: &'a BTreeSet<String>,
}

impl Switch<'_> {
    fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    fn stage(&self) -> PathBuf {
        self.root.join(OWN).join("stage")
    }

    /// Where the whole new site is laid out; after the swap, where the old one lies.
    fn next(&self) -> PathBuf {
        self.root.join(OWN).join("next")
    }

    /// Lays out the whole new site beside the old one, unchanged files as second names of the same bytes, and swaps the two folders in
    /// one step, so that readers see the old site or the new, whenever the build is killed. Gives whether it was done: not every system,
    /// disk and folder can.
    pub fn at_once(&self) -> Result<bool, Fault> {
        match self.lay_out().and_then(|()| swap(&self.next(), &self.public())) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::StorageFull => Err(Fault::io(&error, &self.next())),
            Err(_) => {
                // What could not be laid out is put back where file by file will look for it.
                self.put_back()?;
                Ok(false)
            }
        }
    }

    /// The stage, with all that it holds, becomes the new site; what has not changed is added to it.
    fn lay_out(&self) -> std::io::Result<()> {
        let (public, next) = (self.public(), self.next());
        fs::rename(self.stage(), &next)?;
        if !alike(&public, &next)? {
            return Err(ErrorKind::Unsupported.into());
        }
        let mut folder = PathBuf::new();
        for path in self.now.keys().filter(|path| !self.changed.contains(*path)) {
            let to = next.join(path);
            if to.parent().is_some_and(|parent| parent != folder) {
                folder = to.parent().map(Path::to_owned).unwrap_or_default();
                fs::create_dir_all(&folder)?;
            }
            fs::hard_link(public.join(path), to)?;
        }
        self.keep_others(&public, &next)
    }

    /// Gives other people's files and empty folders a place in the new site.
    fn keep_others(&self, public: &Path, next: &Path) -> std::io::Result<()> {
        for entry in WalkDir::new(public).min_depth(1) {
            let entry = entry?;
            let inside = entry.path().strip_prefix(public).unwrap_or(entry.path());
            if entry.file_type().is_dir() {
                if !alike(entry.path(), next)? {
                    return Err(ErrorKind::Unsupported.into());
                }
                if fs::read_dir(entry.path())?.next().is_none() {
                    fs::create_dir_all(next.join(inside))?;
                }
            } else if entry.file_type().is_file() {
                let path = name(inside);
                if !self.now.contains_key(&path) && !self.before.contains_key(&path) {
                    fs::create_dir_all(next.join(inside).parent().unwrap_or(next))?;
                    fs::hard_link(entry.path(), next.join(inside))?;
                }
            } else {
                // A link or a device is best left where it lies.
                return Err(ErrorKind::Unsupported.into());
            }
        }
        Ok(())
    }

    /// Makes what was laid out the stage again. Second names of what has not changed are still in it, and do no harm there.
    fn put_back(&self) -> Result<(), Fault> {
        match fs::rename(self.next(), self.stage()) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Fault::io(&error, &self.stage())),
            _ => Ok(()),
        }
    }

    /// Moves each changed file into place, those that pages need first, then removes what is no longer made. Every file is the old one
    /// or the new, and a page is never there before what it shows.
    pub fn file_by_file(&self) -> Result<(), Fault> {
        let removed = || self.before.keys().filter(|path| !self.now.contains_key(*path));
        self.may_write(self.changed.iter().chain(removed()))?;
        let page = |path: &&String| path.ends_with(".html");
        for path in self.changed.iter().filter(|path| !page(path)).chain(self.changed.iter().filter(page)) {
            let to = self.public().join(path);
            make_parent(&to)?;
            self.move_in(&self.stage().join(path), &to).map_err(|error| Fault::io(&error, &to))?;
        }
        removed().try_for_each(|path| remove(&self.public(), path))
    }

    /// Asks before the first change whether all can be made, so that a folder without permission stops nothing half way.
    fn may_write<'a>(&self, paths: impl Iterator<Item = &'a String>) -> Result<(), Fault> {
        let public = self.public();
        let mut asked = BTreeSet::new();
        for path in paths {
            let file = public.join(path);
            let Some(folder) = file.ancestors().skip(1).find(|folder| folder.is_dir()) else { continue };
            if asked.insert(folder.to_owned()) {
                writable(folder).map_err(|error| Fault::io(&error, folder))?;
            }
        }
        Ok(())
    }

    /// Moves a file, also to another disk: there it is copied beside its place first, so that it is never seen half written.
    fn move_in(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        match fs::rename(from, to) {
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                let beside = self.public().join(BESIDE);
                fs::copy(from, &beside)?;
                fs::rename(beside, to)
            }
            other => other,
        }
    }

    /// Removes the old site after a swap, or what a killed build laid out. A file that neither build knows, put into the old folder at
    /// the last moment, is moved to the new one.
    pub fn clear(&self) -> Result<(), Fault> {
        let (public, next) = (self.public(), self.next());
        let _ = fs::remove_file(public.join(BESIDE));
        if !next.is_dir() {
            return Ok(());
        }
        for entry in WalkDir::new(&next).contents_first(true) {
            let entry = entry.map_err(|error| Fault::io(&error.into(), &next))?;
            let inside = entry.path().strip_prefix(&next).unwrap_or(entry.path());
            let path = name(inside);
            let done = if entry.file_type().is_dir() {
                fs::remove_dir(entry.path())
            } else if self.before.contains_key(&path) || self.now.contains_key(&path) || public.join(inside).exists() {
                fs::remove_file(entry.path())
            } else {
                make_parent(&public.join(inside))?;
                fs::rename(entry.path(), public.join(inside))
            };
            done.map_err(|error| Fault::io(&error, entry.path()))?;
        }
        Ok(())
    }
}

/// Where a file is copied before it is moved into place on another disk.
const BESIDE: &str = ".insyn-new";

/// A path inside a folder as the manifest writes it.
fn name(inside: &Path) -> String {
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Swaps two folders in one step of the file system.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(a: &Path, b: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(Into::into)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether a new folder may stand for the old one: a folder of its own on the same disk, with the same owner, group and permissions.
#[cfg(unix)]
fn alike(public: &Path, next: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (public, next) = (fs::symlink_metadata(public)?, fs::symlink_metadata(next)?);
    let marks = |of: &fs::Metadata| (of.dev(), of.uid(), of.gid(), of.mode());
    Ok(public.is_dir() && marks(&public) == marks(&next))
}

#[cfg(not(unix))]
fn alike(_: &Path, _: &Path) -> std::io::Result<bool> {
    Ok(false)
}

/// Whether files may be made and removed in a folder.
#[cfg(unix)]
fn writable(folder: &Path) -> std::io::Result<()> {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(Into::into)
}

#[cfg(not(unix))]
fn writable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Removes a file that an earlier build made, and the folders that it leaves empty.
fn remove(public: &Path, path: &str) -> Result<(), Fault> {
    let file = public.join(path);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Fault::io(&error, &file)),
        _ => {}
    }
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != public) {
        // A folder that is not empty stays: somebody's file is in it.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
