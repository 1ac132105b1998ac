//! Where things of ours lie in a place, and what their names are made of.

use std::hash::{BuildHasher, RandomState};

use crate::output::File;

/// Where we keep what is ours and no reader's.
pub const OWN: &str = ".insyn/";

/// The folder in [`OWN`] where all but the lease lies. Nobody can guess its name, and who publishes finds it by listing: a web server that
/// gives out whatever is asked for by its name gives out nothing of ours.
#[derive(PartialEq, Eq)]
pub struct Own(String);

impl Own {
    pub fn at(folder: &str) -> Self {
        Self(folder.to_owned())
    }

    /// One that nobody has yet.
    pub fn new() -> Self {
        // Its keys are from the system's own source of chance.
        let chance = RandomState::new();
        Self(format!("{OWN}{:016x}{:016x}/", chance.hash_one(0), chance.hash_one(1)))
    }

    fn inside(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    pub fn state(&self) -> String {
        self.inside("state.json")
    }

    /// All that may stand there while a publish is under way.
    pub fn pending(&self) -> String {
        self.inside("pending.json")
    }

    /// One of our own files on its way.
    pub fn part(&self) -> String {
        self.inside("part")
    }

    /// The folder of what is sent aside.
    pub fn new_files(&self) -> String {
        self.inside("new/")
    }

    /// Where the list of a release is.
    pub fn listed(&self, number: u32) -> String {
        self.inside(&format!("{number}.json"))
    }

    /// Where the records of a release are.
    pub fn records_of(&self, number: u32) -> String {
        self.inside(&format!("{number}.records.json.gz"))
    }

    /// The folder of what is kept of a release.
    pub fn kept(&self, number: u32) -> String {
        self.inside(&format!("kept/{number}/"))
    }

    pub fn kept_file(&self, number: u32, path: &str) -> String {
        format!("{}{}", self.kept(number), flat(path.as_bytes(), path))
    }

    /// Where a file is sent before it is put in place: its own name says what it is to be, so that it is known again.
    pub fn aside(&self, path: &str, file: &File) -> String {
        let hash = file.fingerprint.map(|hash| *hash.as_bytes()).unwrap_or_default();
        format!("{}{}", self.new_files(), flat(&[path.as_bytes(), &hash].concat(), path))
    }
}

/// A name for something of a path, in a folder without folders. The ending stays: from it servers tell what a file is.
fn flat(of: &[u8], path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rfind('.').map_or("", |at| &name[at..]);
    format!("{}{ending}", &blake3::hash(of).to_hex()[..32])
}

/// The folder that a file lies in, with its last slash.
pub fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// Every folder that a file lies in, each with its last slash.
pub fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..=at])
}
