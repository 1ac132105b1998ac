//! Photographs on their way out: read from the disk, and made only when nobody has them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use crate::fault::Fault;
use crate::photo::{self, Print, Unfit};

/// The bytes of a print, made from the file in `root`; or why it cannot be made.
pub fn print(root: &Path, print: &Print) -> Result<Result<Vec<u8>, Unfit>, Fault> {
    let source = root.join(&*print.source);
    let bytes = fs::read(&source).map_err(|error| Fault::io(&error, &source))?;
    Ok(photo::make(&bytes, print))
}

/// The prints in `public/`, for a copy of the site.
pub struct Prints {
    root: PathBuf,
    /// What each was made of, and the fingerprint of its bytes.
    published: BTreeMap<String, (String, blake3::Hash)>,
}

impl Prints {
    /// Looks up what the last build of the site in `root` made.
    pub fn open(root: &Path) -> Result<Self, Fault> {
        let mut manifest = Manifest::read(root)?;
        let prints = std::mem::take(&mut manifest.prints);
        let known = |path: &String| manifest.files.get(path).and_then(|file| file.fingerprint);
        let published = prints.into_iter().filter_map(|(path, made_of)| known(&path).map(|bytes| (path, (made_of, bytes))));
        Ok(Self { root: root.to_owned(), published: published.collect() })
    }

    /// The bytes of the print at a path of the site: those that are published, where they are the same, else made.
    pub fn bytes(&self, path: &str, wanted: &Print) -> Result<Result<Vec<u8>, Unfit>, Fault> {
        let known = self.published.get(path).filter(|(made_of, _)| *made_of == wanted.made_of());
        let there =
            known.and_then(|(_, hash)| fs::read(self.root.join("public").join(path)).ok().filter(|bytes| blake3::hash(bytes) == *hash));
        there.map_or_else(|| print(&self.root, wanted), |bytes| Ok(Ok(bytes)))
    }
}
