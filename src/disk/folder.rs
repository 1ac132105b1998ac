//! Writing a built site, so that readers see the old site or the new, never a mix that we could avoid.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::make_parent;
use crate::fault::Fault;
use crate::output::{Body, Sink};

/// What the program keeps beside the built site; never served, never published.
const OWN: &str = ".insyn";

/// A folder that a built site is written to, in two steps: every file is staged beside the site, then all are moved into place.
pub struct Folder {
    root: PathBuf,
    public: PathBuf,
    stage: PathBuf,
    /// What earlier builds made: path and fingerprint of its bytes.
    before: BTreeMap<String, String>,
    now: Mutex<BTreeMap<String, String>>,
    changed: Mutex<BTreeSet<String>>,
}

/// What a commit did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub files: usize,
    pub changed: usize,
    pub removed: usize,
}

impl Folder {
    /// Opens `root/public/`. A folder with files that no earlier build made is refused unless `force`; even then those files stay.
    pub fn open(root: &Path, force: bool) -> Result<Self, Fault> {
        let public = root.join("public");
        let stage = root.join(OWN).join("stage");
        let before = manifest(root)?;
        if before.is_empty() && !force && holds_files(&public) {
            return Err(Fault::new(
                format!("Mappen {} innehåller filer som insyn inte har gjort.", public.display()),
                format!("The folder {} holds files that insyn did not make.", public.display()),
            )
            .help("Töm mappen, eller kör med --force: filerna får stå kvar.", "Empty the folder, or run with --force: the files stay."));
        }
        if stage.exists() {
            fs::remove_dir_all(&stage).map_err(|error| Fault::io(&error, &stage))?;
        }
        fs::create_dir_all(&stage).map_err(|error| Fault::io(&error, &stage))?;
        Ok(Self { root: root.to_owned(), public, stage, before, now: Mutex::default(), changed: Mutex::default() })
    }

    /// Moves everything staged into place: files that pages need first, then pages, then removes what earlier builds made and this one did not.
    pub fn commit(self) -> Result<Written, Fault> {
        let now = self.now.into_inner().unwrap_or_default();
        let changed = self.changed.into_inner().unwrap_or_default();
        let pages = |path: &&String| path.ends_with(".html");
        for path in changed.iter().filter(|path| !pages(path)).chain(changed.iter().filter(pages)) {
            let to = self.public.join(path);
            make_parent(&to)?;
            fs::rename(self.stage.join(path), &to).map_err(|error| Fault::io(&error, &to))?;
        }
        let mut removed = 0;
        for path in self.before.keys().filter(|path| !now.contains_key(*path)) {
            removed += usize::from(remove(&self.public, path)?);
        }
        write_manifest(&self.root, &now)?;
        // A leftover stage is cleared by the next build.
        let _ = fs::remove_dir_all(&self.stage);
        Ok(Written { files: now.len(), changed: changed.len(), removed })
    }

    /// Forgets what was staged; the built site is as it was.
    pub fn abandon(self) {
        let _ = fs::remove_dir_all(&self.stage);
    }

    fn differs(&self, path: &str, fingerprint: &str) -> bool {
        self.before.get(path).is_none_or(|before| before != fingerprint) || !self.public.join(path).is_file()
    }
}

impl Sink for Folder {
    type Error = Fault;

    fn stage(&self, path: &str, body: Body) -> Result<(), Fault> {
        // The plan makes plain paths only; a sink that writes files does not take that on trust.
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(Fault::new(
                format!("”{path}” är ingen plats i den byggda webbplatsen."),
                format!("“{path}” is not a place in the built site."),
            ));
        }
        let staged = self.stage.join(path);
        let fingerprint = match &body {
            Body::Bytes(bytes) => blake3::hash(bytes).to_hex().to_string(),
            Body::Copy(source) => {
                let from = self.root.join(&**source);
                let mut hasher = blake3::Hasher::new();
                let mut file = fs::File::open(&from).map_err(|error| Fault::io(&error, &from))?;
                std::io::copy(&mut file, &mut hasher).map_err(|error| Fault::io(&error, &from))?;
                hasher.finalize().to_hex().to_string()
            }
        };
        if self.differs(path, &fingerprint) {
            make_parent(&staged)?;
            match body {
                Body::Bytes(bytes) => fs::write(&staged, bytes),
                Body::Copy(source) => fs::copy(self.root.join(&*source), &staged).map(|_| ()),
            }
            .map_err(|error| Fault::io(&error, &staged))?;
            lock(&self.changed).insert(path.to_owned());
        }
        lock(&self.now).insert(path.to_owned(), fingerprint);
        Ok(())
    }
}

/// A lock whose holder cannot have panicked half way: every change under it is one insertion.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn holds_files(folder: &Path) -> bool {
    let hidden = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| !hidden(&entry)))
}

/// Removes a file that an earlier build made, and the folders that it leaves empty. Gives whether there was one.
fn remove(public: &Path, path: &str) -> Result<bool, Fault> {
    let file = public.join(path);
    match fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Fault::io(&error, &file)),
    }
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != public) {
        // A folder that is not empty stays: somebody's file is in it.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(true)
}

fn manifest_path(root: &Path) -> PathBuf {
    root.join(OWN).join("manifest.json")
}

fn manifest(root: &Path) -> Result<BTreeMap<String, String>, Fault> {
    let path = manifest_path(root);
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
            Fault::new(format!("{} går inte att läsa ({error}).", path.display()), format!("{} cannot be read ({error}).", path.display()))
                .help("Ta bort filen och bygg med --force.", "Remove the file and build with --force.")
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        Err(error) => Err(Fault::io(&error, &path)),
    }
}

fn write_manifest(root: &Path, now: &BTreeMap<String, String>) -> Result<(), Fault> {
    let path = manifest_path(root);
    let new = path.with_extension("new");
    let bytes = serde_json::to_vec_pretty(now).map_err(|error| Fault::io(&error.into(), &new))?;
    fs::write(&new, bytes).and_then(|()| fs::rename(&new, &path)).map_err(|error| Fault::io(&error, &path))
}
