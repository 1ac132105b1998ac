//! A built site to hand over: a folder that needs no program, and the same files as a zip beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::make_parent;
use super::prints::Prints;
use crate::fault::Fault;
use crate::output::{Body, Sink};
use crate::photo::Unfit;

/// Folders of a site where nothing may be handed over: what is written there is read, or published, or removed by the next build.
const OCCUPIED: &[&str] = &["content", "themes", "public", ".insyn"];

/// Where a package goes unless somebody says otherwise, from the root of the site.
const USUAL: [&str; 2] = [".insyn", "portable"];

/// A folder and a zip. Files are staged beside them; both are switched in at the end, or neither.
pub struct Package {
    root: PathBuf,
    day: Date,
    folder: PathBuf,
    zip: PathBuf,
    stage: Stage,
    files: Mutex<BTreeSet<String>>,
    prints: Prints,
}

/// What was handed over.
#[derive(Debug)]
pub struct Packed {
    pub folder: PathBuf,
    pub zip: PathBuf,
    pub files: usize,
}

/// A folder for what is not done yet; whatever happens, it does not stay. While it is open no other build can open it.
pub(super) struct Stage {
    place: PathBuf,
    _lock: File,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // A leftover is cleared by the next build to the same place.
        let _ = fs::remove_dir_all(&self.place);
    }
}

impl Stage {
    /// Opens it empty, but for the zip of a build that was killed before its last move.
    pub(super) fn open(place: PathBuf) -> Result<Self, Fault> {
        let refused = |error: io::Error| Fault::io(&error, &place);
        fs::create_dir_all(&place).map_err(refused)?;
        let lock = File::create(place.join("lock")).map_err(refused)?;
        // Where the disk knows no locks there is none.
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(Fault::new("Ett annat bygge gör samma kopia.", "Another build is making the same copy.")
                .help("Vänta tills det är klart, och kör igen.", "Wait until it is done, and run again."));
        }
        let stage = Self { place, _lock: lock };
        for left in [stage.folder(), stage.old_folder()].iter().filter(|left| left.exists()) {
            fs::remove_dir_all(left).map_err(|error| Fault::io(&error, left))?;
        }
        fs::create_dir_all(stage.folder()).map_err(|error| Fault::io(&error, &stage.place))?;
        Ok(stage)
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.place.join("folder")
    }

    pub(super) fn zip(&self) -> PathBuf {
        self.place.join("zip")
    }

    fn old_folder(&self) -> PathBuf {
        self.place.join("old-folder")
    }

    fn old_zip(&self) -> PathBuf {
        self.place.join("old-zip")
    }
}

impl Package {
    /// Opens a package `name` in the folder `to`, else in the usual place of the site `root`. An earlier one of that name is replaced at the
    /// end; what insyn did not make is refused. `day` is the date that the files in the zip carry.
    pub fn open(root: &Path, to: Option<&Path>, name: &str, day: Date) -> Result<Self, Fault> {
        let place = match to {
            Some(to) => free_place(root, to)?,
            None => whole(&root.join(USUAL[0]).join(USUAL[1]))?,
        };
        let (folder, zip) = (place.join(name), place.join(format!("{name}.zip")));
        let stage = Stage::open(place.join(format!(".insyn-{name}")))?;
        // A build that was killed may have put its folder in place, and not yet its zip.
        if folder.exists() && !zip.exists() && inventory(&stage.zip()).is_ok() {
            fs::rename(stage.zip(), &zip).map_err(|error| Fault::io(&error, &zip))?;
        }
        let strange = strange(&folder, &zip);
        if !strange.is_empty() {
            return Err(refusal(&folder, &strange));
        }
        Ok(Self { root: root.to_owned(), day, folder, zip, stage, files: Mutex::default(), prints: Prints::open(root)? })
    }

    /// Writes the zip and puts both in their places. When that fails, what stood there stands there still.
    pub fn commit(self) -> Result<Packed, Fault> {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (new_folder, new_zip) = (self.stage.folder(), self.stage.zip());
        write_zip(&new_folder, &files, &new_zip, "", self.day).map_err(|error| Fault::io(&error, &new_zip))?;
        let (old_folder, old_zip) = (self.stage.old_folder(), self.stage.old_zip());
        let moves = [(&self.folder, &old_folder), (&self.zip, &old_zip), (&new_folder, &self.folder), (&new_zip, &self.zip)];
        move_all(&moves.map(|(from, to)| (from.as_path(), to.as_path())))?;
        Ok(Packed { folder: self.folder, zip: self.zip, files: files.len() })
    }
}

impl Sink for Package {
    type Error = Fault;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, Fault> {
        // The plan makes plain paths only; a sink that writes files does not take that on trust.
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(Fault::new(format!("”{path}” är ingen plats i kopian."), format!("“{path}” is not a place in the copy.")));
        }
        let staged = self.stage.folder().join(path);
        make_parent(&staged)?;
        match body {
            Body::Bytes(bytes) => fs::write(&staged, bytes).map_err(|error| Fault::io(&error, &staged))?,
            Body::Copy(source) => {
                let from = self.root.join(&*source);
                fs::copy(&from, &staged).map_err(|error| Fault::io(&error, &from))?;
            }
            Body::Print(print) => match self.prints.bytes(path, &print)? {
                Ok(bytes) => fs::write(&staged, bytes).map_err(|error| Fault::io(&error, &staged))?,
                Err(unfit) => return Ok(Some(unfit)),
            },
        }
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(None)
    }
}

/// Moves what is there, in order. When one move fails, those before it are taken back.
fn move_all(moves: &[(&Path, &Path)]) -> Result<(), Fault> {
    let mut done: Vec<(&Path, &Path)> = Vec::new();
    for (from, to) in moves.iter().filter(|(from, _)| from.exists()) {
        if let Err(error) = fs::rename(from, to) {
            for (from, to) in done.into_iter().rev() {
                // It came from there a moment ago; and of two errors the first one tells.
                let _ = fs::rename(to, from);
            }
            return Err(Fault::io(&error, from));
        }
        done.push((from, to));
    }
    Ok(())
}

/// Files of a folder in their order, under `inside` in the zip, all of one day and with the same rights: the same bytes on every machine.
pub(super) fn write_zip(folder: &Path, files: &BTreeSet<String>, to: &Path, inside: &str, day: Date) -> io::Result<()> {
    let (year, month, date) = (u16::try_from(day.year()), u8::try_from(day.month()), u8::try_from(day.day()));
    let day = match (year, month, date) {
        (Ok(year), Ok(month), Ok(date)) => DateTime::from_date_and_time(year, month, date, 0, 0, 0).ok(),
        _ => None,
    };
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // A zip knows no day before 1980.
        .last_modified_time(day.unwrap_or(DateTime::DEFAULT))
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(BufWriter::new(File::create(to)?));
    let mut inventory = BTreeMap::new();
    for path in files {
        let mut file = Hashing::new(File::open(folder.join(path))?);
        let large = file.inner.metadata()?.len() >= u64::from(u32::MAX);
        let name = format!("{inside}{path}");
        zip.start_file(&name, options.large_file(large))?;
        io::copy(&mut file, &mut zip)?;
        inventory.insert(name, file.hasher.finalize());
    }
    zip.set_comment(seal(&inventory))?;
    zip.finish()?.into_inner()?.sync_all()
}

/// What stands in the way: files at the place of the folder and the zip that insyn did not make, or that have changed since. The zip tells
/// what it holds, and is itself known by its seal.
fn strange(folder: &Path, zip: &Path) -> Vec<PathBuf> {
    let made = match inventory(zip) {
        Ok(made) => made,
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
        Err(_) => return vec![zip.to_owned()],
    };
    let mut strange = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || is_left_by_system(&entry.file_name().to_string_lossy()) => {}
            Ok(entry) => {
                let known = made.get(&super::relative(folder, entry.path()));
                let same =
                    || known.is_some_and(|known| entry.file_type().is_file() && fingerprint(entry.path()).is_ok_and(|own| own == *known));
                if !same() {
                    strange.push(entry.into_path());
                }
            }
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => {}
            Err(_) => strange.push(folder.to_owned()),
        }
    }
    strange
}

/// The files in a zip that insyn made, with the fingerprints of their bytes; an error when it did not, or the zip has changed since.
pub(super) fn inventory(zip: &Path) -> io::Result<BTreeMap<String, blake3::Hash>> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(zip)?))?;
    let mut inventory = BTreeMap::new();
    for at in 0..archive.len() {
        let file = archive.by_index(at)?;
        let name = file.name()?.into_owned();
        inventory.insert(name, hash(file)?);
    }
    let sealed = archive.comment() == seal(&inventory).as_bytes();
    if sealed { Ok(inventory) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// The comment of a zip that insyn made: names what it holds, so that a zip with one file more is not taken for ours.
fn seal(inventory: &BTreeMap<String, blake3::Hash>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, hash) in inventory {
        hasher.update(path.as_bytes()).update(b"\0").update(hash.as_bytes());
    }
    format!("insyn {}", hasher.finalize().to_hex())
}

fn fingerprint(path: &Path) -> io::Result<blake3::Hash> {
    hash(File::open(path)?)
}

fn hash(mut reader: impl Read) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut reader, &mut hasher)?;
    Ok(hasher.finalize())
}

/// A reader that takes the fingerprint of what is read from it.
struct Hashing<R> {
    inner: R,
    hasher: blake3::Hasher,
}

impl<R> Hashing<R> {
    fn new(inner: R) -> Self {
        Self { inner, hasher: blake3::Hasher::new() }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}

/// What Windows and macOS put into every folder that somebody looks at.
fn is_left_by_system(name: &str) -> bool {
    name.starts_with("._") || matches!(&*name.to_lowercase(), ".ds_store" | "desktop.ini" | "thumbs.db")
}

/// The folder that somebody pointed out, unless it lies in one that the site needs for itself.
pub(super) fn free_place(root: &Path, to: &Path) -> Result<PathBuf, Fault> {
    let place = real(&whole(to)?);
    let root = real(&whole(root)?);
    match OCCUPIED.iter().find(|folder| place.starts_with(real(&root.join(folder)))) {
        None => Ok(place),
        Some(folder) => Err(Fault::new(
            format!("Kopian kan inte läggas i webbplatsens egen mapp {folder}: {}.", place.display()),
            format!("The copy cannot be put into the site's own folder {folder}: {}.", place.display()),
        )
        .help("Välj en mapp utanför den, eller utelämna --to.", "Choose a folder outside it, or leave out --to.")),
    }
}

pub(super) fn whole(path: &Path) -> Result<PathBuf, Fault> {
    std::path::absolute(path).map_err(|error| Fault::io(&error, path))
}

/// A path without links and `..`, as far as it exists; what does not exist yet has no links.
fn real(path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    let Some((ancestor, mut real)) = there else { return path.to_owned() };
    for part in path.strip_prefix(ancestor).unwrap_or(Path::new("")).components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
    }
    real
}

pub(super) fn refusal(folder: &Path, strange: &[PathBuf]) -> Fault {
    let named: Vec<String> = strange.iter().take(3).map(|path| path.display().to_string()).collect();
    let (more_sv, more_en) = match strange.len().saturating_sub(named.len()) {
        0 => Default::default(),
        more => (format!(" och {more} till"), format!(" and {more} more")),
    };
    let named = named.join(", ");
    Fault::new(
        format!("Här ligger redan något som insyn inte har gjort, eller som har ändrats sedan dess: {named}{more_sv}."),
        format!("There is already something here that insyn did not make, or that has changed since: {named}{more_en}."),
    )
    .help(
        format!("Flytta eller ta bort det, eller lägg kopian någon annanstans med --to MAPP. Inget har ändrats i {}.", folder.display()),
        format!("Move or remove it, or put the copy elsewhere with --to DIR. Nothing was changed in {}.", folder.display()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_that_fails_takes_back_those_before_it() {
        let temp = tempfile::TempDir::new().expect("a folder for the test");
        let at = |name: &str| temp.path().join(name);
        fs::write(at("old"), "1").expect("writable");
        fs::write(at("new"), "2").expect("writable");
        let (old, aside, new, nowhere) = (at("old"), at("aside"), at("new"), at("nowhere").join("new"));
        move_all(&[(&old, &aside), (&at("absent"), &aside), (&new, &old), (&aside, &nowhere)]).expect_err("there is no such folder");
        assert_eq!((fs::read_to_string(&old).ok().as_deref(), fs::read_to_string(&new).ok().as_deref()), (Some("1"), Some("2")));
        assert!(!aside.exists());
    }
}
