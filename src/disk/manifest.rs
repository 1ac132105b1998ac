//! What earlier builds made: the list that tells our files from other people's, and what was published.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::OWN;
use crate::fault::Fault;
use crate::output::File;
use crate::source::Edition;

/// `.insyn/manifest.json`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Every file that a build made, by its path in the built site.
    pub files: BTreeMap<String, File>,
    /// What they were made of: the sources and the program, by fingerprint. Empty when that is not known.
    #[serde(default)]
    pub made_of: String,
    /// What the search index among them was made of, by fingerprint. Empty when there is none, or that is not known.
    #[serde(default)]
    pub searched: String,
    /// The pages about records that readers have been given.
    #[serde(default)]
    pub edition: Arc<Edition>,
    /// What each photograph among the files was made of, by its path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prints: BTreeMap<String, String>,
    /// Whether what lies in `public/` holds what readers were not to see.
    #[serde(default)]
    pub drafts: bool,
}

impl Manifest {
    /// Reads what earlier builds of the site in `root` made. Where the last build was killed while it put its files in place, both what
    /// it made and what the one before it made are ours, and which of them stands there is unknown.
    pub fn read(root: &Path) -> Result<Self, Fault> {
        let last = parse(&path(root))?.unwrap_or_default();
        Ok(match parse(&planned(root))? {
            Some(planned) => last.or(planned),
            None => last,
        })
    }

    /// What readers were last given, and of the list no more: of a large site the rest of it is tens of thousands of files.
    pub fn edition(root: &Path) -> Result<Arc<Edition>, Fault> {
        #[derive(Default, Deserialize)]
        struct Given {
            #[serde(default)]
            edition: Arc<Edition>,
        }
        let given = |path: &Path| -> Result<Option<Given>, Fault> {
            let Some(bytes) = found(fs::read(path), path)? else { return Ok(None) };
            serde_json::from_slice(&bytes).map(Some).map_err(|error| unreadable(&error, path))
        };
        let mut edition = given(&path(root))?.unwrap_or_default().edition;
        if let Some(planned) = given(&planned(root))? {
            Arc::make_mut(&mut edition).pages.extend(Arc::unwrap_or_clone(planned.edition).pages);
        }
        Ok(edition)
    }

    /// Reads it, and writes down what is ours after a killed build, before a next one says what it is about to do.
    pub fn recover(root: &Path) -> Result<Self, Fault> {
        let manifest = Self::read(root)?;
        // One that was not written to its end was never acted on.
        let _ = fs::remove_file(unfinished(root));
        if planned(root).exists() {
            manifest.plan(root)?;
            Self::settle(root)?;
        }
        Ok(manifest)
    }

    /// Says what is about to be put in place, before anything is.
    pub fn plan(&self, root: &Path) -> Result<(), Fault> {
        let (path, unfinished) = (planned(root), unfinished(root));
        let write = || {
            // Straight to the file: of a large site the list alone is megabytes.
            let mut file = BufWriter::new(fs::File::create(&unfinished)?);
            serde_json::to_writer_pretty(&mut file, self)?;
            file.flush()?;
            fs::rename(&unfinished, &path)
        };
        write().map_err(|error: std::io::Error| Fault::io(&error, &path))
    }

    /// Says that what was planned is in place.
    pub fn settle(root: &Path) -> Result<(), Fault> {
        let path = path(root);
        fs::rename(planned(root), &path).map_err(|error| Fault::io(&error, &path))
    }

    /// What may be there when it is not known which of two lists holds.
    fn or(mut self, planned: Manifest) -> Self {
        for (path, file) in planned.files {
            let known = self.files.entry(path).or_default();
            if *known != file {
                *known = File::default();
            }
        }
        Arc::make_mut(&mut self.edition).pages.extend(Arc::unwrap_or_clone(planned.edition).pages);
        self.drafts |= planned.drafts;
        self.prints.retain(|path, made_of| planned.prints.get(path) == Some(made_of));
        // What a killed build left is to be made anew.
        self.made_of = String::new();
        self.searched = String::new();
        self
    }
}

fn path(root: &Path) -> PathBuf {
    root.join(OWN).join("manifest.json")
}

fn planned(root: &Path) -> PathBuf {
    root.join(OWN).join("manifest.new.json")
}

fn unfinished(root: &Path) -> PathBuf {
    root.join(OWN).join("manifest.part.json")
}

/// Reads a list as it stands in its file, without the whole of it in memory: of a large site it is megabytes.
fn parse(path: &Path) -> Result<Option<Manifest>, Fault> {
    let Some(file) = found(fs::File::open(path), path)? else { return Ok(None) };
    serde_json::from_reader(BufReader::with_capacity(1 << 16, file)).map(Some).map_err(|error| unreadable(&error, path))
}

/// What was found at a path; None when nothing is there.
fn found<T>(result: std::io::Result<T>, path: &Path) -> Result<Option<T>, Fault> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::io(&error, path)),
    }
}

fn unreadable(error: &serde_json::Error, path: &Path) -> Fault {
    Fault::new(format!("{} går inte att läsa ({error}).", path.display()), format!("{} cannot be read ({error}).", path.display()))
        .help("Ta bort filen, töm mappen public och bygg igen.", "Remove the file, empty the folder public and build again.")
}
