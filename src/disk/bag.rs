//! A package for the archive on its way to one zip file: every file with its SHA-256, and the lists of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::make_parent;
use super::package::{Stage, free_place, inventory, refusal, whole, write_zip};
use super::prints::Prints;
use crate::archive::{Cover, Sealed, tags};
use crate::fault::Fault;
use crate::output::{Body, Sink};
use crate::photo::Unfit;

/// Where a package goes unless somebody says otherwise, from the root of the site.
const USUAL: [&str; 2] = [".insyn", "editions"];

/// A bag. Files are staged beside it; the zip is put in its place when it is whole, or nothing is.
pub struct Bag {
    root: PathBuf,
    name: String,
    day: Date,
    zip: PathBuf,
    stage: Stage,
    files: Mutex<BTreeMap<String, Sealed>>,
    prints: Prints,
}

impl Bag {
    /// Opens a bag `name` in the folder `to`, else in the usual place of the site `root`. An earlier one of that name is replaced at the end;
    /// what insyn did not make is refused. `day` is the date that the files in the zip carry.
    pub fn open(root: &Path, to: Option<&Path>, name: &str, day: Date) -> Result<Self, Fault> {
        let place = match to {
            Some(to) => free_place(root, to)?,
            None => whole(&root.join(USUAL[0]).join(USUAL[1]))?,
        };
        let zip = place.join(format!("{name}.zip"));
        if inventory(&zip).is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
            return Err(refusal(&zip, std::slice::from_ref(&zip)));
        }
        let stage = Stage::open(place.join(format!(".insyn-{name}")))?;
        Ok(Self { root: root.to_owned(), name: name.to_owned(), day, zip, stage, files: Mutex::default(), prints: Prints::open(root)? })
    }

    /// Writes the lists and the zip, and puts it in its place. Gives where, and how many files were handed over.
    pub fn commit(self, cover: &Cover) -> Result<(PathBuf, usize), Fault> {
        let payload = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let folder = self.stage.folder();
        let mut files: BTreeSet<String> = payload.keys().cloned().collect();
        for (path, text) in tags(&payload, cover) {
            let place = folder.join(path);
            fs::write(&place, text).map_err(|error| Fault::io(&error, &place))?;
            files.insert(path.to_owned());
        }
        let new = self.stage.zip();
        write_zip(&folder, &files, &new, &format!("{}/", self.name), self.day).map_err(|error| Fault::io(&error, &new))?;
        fs::rename(&new, &self.zip).map_err(|error| Fault::io(&error, &self.zip))?;
        Ok((self.zip, payload.len()))
    }
}

impl Sink for Bag {
    type Error = Fault;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, Fault> {
        // As in every sink that writes files: what is no plain path is not taken on trust.
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(Fault::new(format!("”{path}” är ingen plats i paketet."), format!("“{path}” is not a place in the package.")));
        }
        let staged = self.stage.folder().join(path);
        make_parent(&staged)?;
        let written = |bytes: Vec<u8>| {
            fs::write(&staged, &bytes).map_err(|error| Fault::io(&error, &staged))?;
            Ok::<_, Fault>(Sealed::of(&bytes))
        };
        let sealed = match body {
            Body::Bytes(bytes) => written(bytes)?,
            Body::Copy(source) => {
                let from = self.root.join(&*source);
                copy(&from, &staged).map_err(|error| Fault::io(&error, &from))?
            }
            Body::Print(print) => match self.prints.bytes(path, &print)? {
                Ok(bytes) => written(bytes)?,
                Err(unfit) => return Ok(Some(unfit)),
            },
        };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), sealed);
        Ok(None)
    }
}

/// Copies a file, and takes its checksum of what was copied.
fn copy(from: &Path, to: &Path) -> io::Result<Sealed> {
    let (mut source, mut copy, mut hasher, mut length) = (File::open(from)?, File::create(to)?, Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = source.read(&mut buffer)?;
        if read == 0 {
            return Ok(Sealed::after(length, hasher));
        }
        io::Write::write_all(&mut copy, &buffer[..read])?;
        hasher.update(&buffer[..read]);
        length += read as u64;
    }
}
