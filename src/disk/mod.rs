//! The disk: reading a site's folder, and writing a built one in place or to hand over.

mod bag;
mod books;
mod edited;
mod folder;
mod forget;
mod manifest;
mod package;
mod prints;
mod published;
mod read;
mod rewrite;
mod switch;
mod text;
mod told;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::output::File;
use crate::source::Sources;

pub use bag::Bag;
pub use edited::read_edited;
pub use folder::{Folder, Manner, Written};
pub use forget::{forget, holding};
pub use package::{Package, Packed};
pub use prints::print;
pub use published::Published;
pub use read::{find_root, is_noise, is_noise_name, read, read_after, relative};
pub use rewrite::{rewrite, rewrite_for_good, undo};
pub use text::text;
pub use told::{keep_edition, last_edition, write_changes};

/// What the program keeps beside the built site; never served, never published.
const OWN: &str = ".insyn";

/// Writes a file that must not be there yet, and the folders that it lies in.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    make_parent(path)?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| Fault::io(&error, path))?;
    file.write_all(bytes).map_err(|error| {
        // Half a file would be read as what people wrote.
        let _ = fs::remove_file(path);
        Fault::io(&error, path)
    })
}

/// Removes files that this run has made, and the folders that they leave empty: a change is whole or not at all.
pub fn remove(root: &Path, made: &[PathBuf]) {
    for path in made {
        // It stays when it cannot be removed; the fault that led here is the one to tell.
        let _ = fs::remove_file(path);
        rewrite::remove_empty(root, path);
    }
}

/// The bytes of a file of the site, by its path as the disk spells it; None when it cannot be read.
pub fn bytes(root: &Path, path: &str) -> Option<Vec<u8>> {
    fs::read(root.join(path)).ok()
}

/// What a build is made of, as one name: the sources, and the program itself.
pub fn made_of(sources: &Sources) -> String {
    program().map_or(String::new(), |program| format!("{program} {}", sources.fingerprint()))
}

/// The program as one name. Another program has another length, or was put here at another time; one that cannot know itself makes
/// everything, every time.
pub fn program() -> Option<String> {
    let about = std::env::current_exe().and_then(fs::metadata).ok()?;
    Some(format!("{} {:?}", about.len(), about.modified().ok()?))
}

/// Takes the lock of a site's builds: until it is dropped `public/` stays as it is. Where the disk knows no locks there is none.
pub fn hold(root: &Path) -> Result<fs::File, Fault> {
    let path = root.join(OWN).join("lock");
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|error| Fault::io(&error, &path))?;
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => {
            Err(Fault::new("Ett annat bygge av webbplatsen pågår.".to_owned(), "Another build of the site is running.".to_owned())
                .help("Vänta tills det är klart, och kör igen.", "Wait until it is done, and run again."))
        }
        _ => Ok(file),
    }
}

/// The bytes of a built file, which are to be just those that were built.
pub fn built(root: &Path, path: &str, file: &File) -> Result<Vec<u8>, Fault> {
    let place = root.join("public").join(path);
    let bytes = fs::read(&place).map_err(|error| Fault::io(&error, &place))?;
    if file.fingerprint == Some(blake3::hash(&bytes)) {
        return Ok(bytes);
    }
    let place = place.display();
    Err(Fault::new(format!("Någon har ändrat {place} sedan den byggdes."), format!("Somebody has changed {place} since it was built."))
        .help("Ta bort filen och kör igen: den byggs på nytt.", "Remove the file and run again: it is built anew."))
}

fn make_parent(path: &Path) -> Result<(), Fault> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(|error| Fault::io(&error, parent)),
        None => Ok(()),
    }
}
