//! Where things of ours lie in a place, and what their names are made of.

use crate::output::File;

/// Where we keep what is ours and no reader's.
pub const OWN: &str = ".insyn/";
pub const STATE: &str = ".insyn/state.json";
/// All that may stand there while a publish is under way.
pub const PENDING: &str = ".insyn/pending.json";
/// One of our own files on its way.
pub const PART: &str = ".insyn/part";
pub const NEW: &str = ".insyn/new/";

/// Where the list of a release is.
pub fn listed(number: u32) -> String {
    format!("{OWN}{number}.json")
}

/// Where the records of a release are.
pub fn records_of(number: u32) -> String {
    format!("{OWN}{number}.records.json.gz")
}

/// The folder of what is kept of a release.
pub fn kept(number: u32) -> String {
    format!("{OWN}kept/{number}/")
}

pub fn kept_file(number: u32, path: &str) -> String {
    format!("{}{}", kept(number), flat(path.as_bytes(), path))
}

/// Where a file is sent before it is put in place: its own name says what it is to be, so that it is known again.
pub fn aside(path: &str, file: &File) -> String {
    let hash = file.fingerprint.map(|hash| *hash.as_bytes()).unwrap_or_default();
    format!("{NEW}{}", flat(&[path.as_bytes(), &hash].concat(), path))
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
