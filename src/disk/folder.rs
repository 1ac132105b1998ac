//! Writing a built site: every file is staged beside it, and all are put in place at once, or none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::manifest::Manifest;
use super::switch::Switch;
use super::{OWN, make_parent};
use crate::fault::Fault;
use crate::output::{Body, File, Sink};
use crate::photo::{Print, Unfit};
use crate::source::Edition;

/// The folder that a site is published in. While it is open no other build can open it.
pub struct Folder {
    root: PathBuf,
    public: PathBuf,
    stage: PathBuf,
    before: Manifest,
    now: Mutex<BTreeMap<String, File>>,
    changed: Mutex<BTreeSet<String>>,
    prints: Mutex<BTreeMap<String, String>>,
    /// What the search index of this build is made of.
    searched: Mutex<String>,
    in_place: bool,
    /// Held until the build ends, however it ends.
    _lock: fs::File,
}

/// How a folder is opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// Write though the folder holds others' files; they stay.
    pub force: bool,
    /// Replace file by file, and keep the folder itself: for one that another machine or a container has mounted.
    pub in_place: bool,
}

/// What a commit did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub files: usize,
    pub changed: usize,
    pub removed: usize,
}

impl Folder {
    /// Opens `root/public/`, and clears what a killed build left. Refused while another build is at it, and when the folder has files but
    /// nothing tells that a build made them, unless forced. `published` is what readers were last given, as the sources have it.
    pub fn open(root: &Path, manner: Manner, published: &Arc<Edition>) -> Result<Self, Fault> {
        let (public, own) = (root.join("public"), root.join(OWN));
        fs::create_dir_all(&own).map_err(|error| Fault::io(&error, &own))?;
        let lock = super::hold(root)?;
        let mut before = Manifest::recover(root)?;
        if before.edition == *published {
            // Of a large site it is megabytes: one copy is enough.
            before.edition = published.clone();
        }
        if before.files.is_empty() && !manner.force && holds_files(&public) {
            return Err(Fault::new(
                format!("Mappen {} innehåller filer som insyn inte har gjort.", public.display()),
                format!("The folder {} holds files that insyn did not make.", public.display()),
            )
            .help("Töm mappen, eller kör med --force: filerna får stå kvar.", "Empty the folder, or run with --force: the files stay."));
        }
        Switch { root, before: &before.files, now: &before.files, changed: &BTreeSet::new() }.clear()?;
        let stage = own.join("stage");
        remove_all(&stage)?;
        fs::create_dir_all(&stage).map_err(|error| Fault::io(&error, &stage))?;
        fs::create_dir_all(&public).map_err(|error| Fault::io(&error, &public))?;
        let (now, changed, prints, searched) = Default::default();
        Ok(Self { root: root.to_owned(), public, stage, before, now, changed, prints, searched, in_place: manner.in_place, _lock: lock })
    }

    /// Whether all of the site stands there, whole, made of just these things: then nothing needs to be made.
    pub fn holds(&self, made_of: &str) -> bool {
        let whole = |(path, file): (&String, &File)| fs::metadata(self.public.join(path)).is_ok_and(|there| there.len() == file.length);
        !made_of.is_empty() && self.before.made_of == made_of && self.before.files.par_iter().all(whole)
    }

    /// Says what the search index of this build is made of, and keeps the one that stands in the folder `under` when it is made of just
    /// that and is whole. Gives whether it was kept; otherwise its files are to be staged.
    pub fn keep_index(&self, under: &str, made_of: &str) -> bool {
        made_of.clone_into(&mut lock(&self.searched));
        let files: Vec<_> = self.before.files.range(under.to_owned()..).take_while(|(path, _)| path.starts_with(under)).collect();
        let whole = |(path, file): &(&String, &File)| file.fingerprint.is_some() && !self.differs(path, file);
        let kept = !made_of.is_empty() && self.before.searched == made_of && !files.is_empty() && files.par_iter().all(whole);
        if kept {
            lock(&self.now).extend(files.into_iter().map(|(path, file)| (path.clone(), file.clone())));
        }
        kept
    }

    /// Every file that stands there, as the last build made it.
    pub fn stood(&self) -> BTreeMap<String, File> {
        self.before.files.clone()
    }

    /// Every file that this build has made so far.
    pub fn made(&self) -> BTreeMap<String, File> {
        lock(&self.now).clone()
    }

    /// Leaves everything as it stands.
    pub fn keep(self) -> Result<Written, Fault> {
        remove_all(&self.stage)?;
        Ok(Written { files: self.before.files.len(), changed: 0, removed: 0 })
    }

    /// Puts everything in place: at once where the system can swap two folders, else file by file, what pages need before the pages, and
    /// what is no longer made last. `made_of` is what it was made of; `edition` is what readers are given by it; None leaves what they were given before.
    pub fn commit(self, made_of: String, edition: Option<Edition>) -> Result<Written, Fault> {
        let changed = std::mem::take(&mut *lock(&self.changed));
        let now = Manifest {
            files: std::mem::take(&mut *lock(&self.now)),
            made_of,
            prints: std::mem::take(&mut *lock(&self.prints)),
            searched: std::mem::take(&mut *lock(&self.searched)),
            drafts: edition.is_none(),
            edition: edition.map_or_else(|| self.before.edition.clone(), Arc::new),
        };
        let removed = self.before.files.keys().filter(|path| !now.files.contains_key(*path)).count();
        self.spare_others(&changed)?;
        if now != self.before || !changed.is_empty() {
            now.plan(&self.root)?;
            let switch = Switch { root: &self.root, before: &self.before.files, now: &now.files, changed: &changed };
            // One file is replaced at once by itself.
            if self.in_place || changed.len() + removed < 2 || !switch.at_once()? {
                switch.file_by_file()?;
            }
            switch.clear()?;
            Manifest::settle(&self.root)?;
        }
        remove_all(&self.stage)?;
        Ok(Written { files: now.files.len(), changed: changed.len(), removed })
    }

    /// Refuses to write over files that no build made, unless they are just what this build makes.
    fn spare_others(&self, changed: &BTreeSet<String>) -> Result<(), Fault> {
        let same = |path: &String| fs::read(self.public.join(path)).ok() == fs::read(self.stage.join(path)).ok();
        let other = |path: &&String| !self.before.files.contains_key(*path) && self.public.join(path).exists() && !same(path);
        let Some(other) = changed.par_iter().find_first(other) else { return Ok(()) };
        let place = self.public.join(other);
        let place = place.display();
        Err(Fault::new(
            format!("Filen {place} har insyn inte gjort, men en sida ska ligga just där."),
            format!("The file {place} was not made by insyn, but a page is to lie just there."),
        )
        .help(
            "Flytta filen eller ta bort den, och kör igen. Inget har ändrats.",
            "Move the file or remove it, and run again. Nothing has changed.",
        ))
    }

    /// Forgets what was staged; the built site is as it was.
    pub fn abandon(self) {
        // What is left is cleared by the next build.
        let _ = fs::remove_dir_all(&self.stage);
    }

    /// Whether a file is not yet as it should be, as far as its length tells.
    fn differs(&self, path: &str, file: &File) -> bool {
        self.before.files.get(path) != Some(file) || !fs::metadata(self.public.join(path)).is_ok_and(|there| there.len() == file.length)
    }

    fn stage_bytes(&self, path: &str, bytes: &[u8]) -> Result<File, Fault> {
        let file = File { fingerprint: Some(blake3::hash(bytes)), length: bytes.len() as u64 };
        if self.differs(path, &file) {
            create(&self.stage.join(path))?.write_all(bytes).map_err(|error| Fault::io(&error, &self.stage.join(path)))?;
            lock(&self.changed).insert(path.to_owned());
        }
        Ok(file)
    }

    /// A photograph. One that lies there, made of the same, is not made again.
    fn stage_print(&self, path: &str, print: &Print) -> Result<Result<File, Unfit>, Fault> {
        let made_of = print.made_of();
        let there = self.before.files.get(path).filter(|file| file.fingerprint.is_some() && !self.differs(path, file));
        let file = match there.filter(|_| self.before.prints.get(path) == Some(&made_of)) {
            Some(file) => file.clone(),
            None => match super::print(&self.root, print)? {
                Ok(bytes) => self.stage_bytes(path, &bytes)?,
                Err(unfit) => return Ok(Err(unfit)),
            },
        };
        lock(&self.prints).insert(path.to_owned(), made_of);
        Ok(Ok(file))
    }

    fn stage_copy(&self, path: &str, source: &Path) -> Result<File, Fault> {
        let file = copy(source, &mut std::io::sink())?;
        if !self.differs(path, &file) {
            return Ok(file);
        }
        // The source may have changed since it was looked at: what is copied is what counts.
        let file = copy(source, &mut create(&self.stage.join(path))?)?;
        lock(&self.changed).insert(path.to_owned());
        Ok(file)
    }
}

impl Sink for Folder {
    type Error = Fault;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, Fault> {
        // The plan makes plain paths only; a sink that writes files does not take that on trust.
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(Fault::new(
                format!("”{path}” är ingen plats i den byggda webbplatsen."),
                format!("“{path}” is not a place in the built site."),
            ));
        }
        let file = match body {
            Body::Bytes(bytes) => self.stage_bytes(path, &bytes)?,
            Body::Copy(source) => self.stage_copy(path, &self.root.join(&*source))?,
            Body::Print(print) => match self.stage_print(path, &print)? {
                Ok(file) => file,
                Err(unfit) => return Ok(Some(unfit)),
            },
        };
        lock(&self.now).insert(path.to_owned(), file);
        Ok(None)
    }
}

/// A lock whose holder cannot have panicked half way: every change under it is one insertion.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Creates a file in a folder that may not be there yet: most pages have one of their own.
fn create(path: &Path) -> Result<fs::File, Fault> {
    if let Some(folder) = path.parent()
        && fs::create_dir(folder).is_err()
    {
        // It is there already, or one above it is not.
        make_parent(path)?;
    }
    fs::File::create(path).map_err(|error| Fault::io(&error, path))
}

/// Copies a file, and says what was copied.
fn copy(source: &Path, to: &mut impl Write) -> Result<File, Fault> {
    let refused = |error: std::io::Error| Fault::io(&error, source);
    let mut from = fs::File::open(source).map_err(refused)?;
    let (mut hasher, mut length, mut block) = (blake3::Hasher::new(), 0, vec![0; 64 * 1024]);
    loop {
        let read = from.read(&mut block).map_err(refused)?;
        if read == 0 {
            return Ok(File { fingerprint: Some(hasher.finalize()), length });
        }
        hasher.update(&block[..read]);
        to.write_all(&block[..read]).map_err(refused)?;
        length += read as u64;
    }
}

fn holds_files(folder: &Path) -> bool {
    let hidden = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| !hidden(&entry)))
}

/// Removes a folder of our own with everything in it, if it is there.
fn remove_all(folder: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Fault::io(&error, folder)),
        _ => Ok(()),
    }
}
