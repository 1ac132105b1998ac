//! Reading a site's folder, as far as the disk allows.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::manifest::Manifest;
use super::text::text;
use crate::fault::Fault;
use crate::photo::{self, Unfit};
use crate::source::{Audience, Blob, Leads, Sources, Text, Unread, Why};

/// Extensions of files that are text; everything else is passed on unread.
pub(super) const TEXTS: &[&str] = &["md", "markdown", "toml", "txt", "html", "css", "js", "svg", "xml"];

/// Files larger than this are no texts: places in a file are counted in 32 bits.
const LONGEST_TEXT: u64 = u32::MAX as u64;

/// Names of what systems put into folders: Windows, its network disks, Mac archives, vim.
const NOISE: &[&str] =
    &["desktop.ini", "thumbs.db", "ehthumbs.db", "$recycle.bin", "system volume information", "__macosx", "icon\r", "4913"];

/// How many files a thread takes at once.
const AT_ONCE: usize = 64;

/// Reads everything under `content/` and `themes/`, in no particular order of the disk: the lists come sorted.
pub fn read(root: &Path, today: Date, audience: Audience) -> Result<Sources, Fault> {
    read_after(root, &Sources { audience, ..Sources::empty(today) })
}

/// Reads everything again, for the same day and readers; texts that are as they were in `before` are shared with it.
pub fn read_after(root: &Path, before: &Sources) -> Result<Sources, Fault> {
    if root.join("content").symlink_metadata().is_err() {
        return Err(no_content(root));
    }
    let mut sources = Sources::empty(before.today);
    sources.audience = before.audience;
    let folders = ["content", "themes"].map(|name| root.join(name)).into_iter().filter(|folder| folder.symlink_metadata().is_ok());
    // Only the walk has an order; while it goes on, files are read on all cores.
    let mut found = folders.flat_map(|folder| walk(root, folder));
    let batches = std::iter::from_fn(|| Some(found.by_ref().take(AT_ONCE).collect::<Vec<_>>()).filter(|batch| !batch.is_empty()));
    let read = batches.par_bridge().map(|batch| {
        let mut buffer = Vec::new();
        batch.into_iter().map(|file| read_file(file?, before, &mut buffer)).collect()
    });
    let (edition, read) = rayon::join(|| Manifest::edition(root), || read.collect::<Vec<Vec<Result<Kept, Unread>>>>());
    sources.edition = edition?;
    if sources.edition == before.edition {
        sources.edition = before.edition.clone();
    }
    for file in read.into_iter().flatten() {
        match file {
            Ok(Kept::Text(text)) => sources.texts.push_back(text),
            Ok(Kept::Blob(blob)) => sources.blobs.push(blob),
            Err(unread) => sources.unread.push(unread),
        }
    }
    sources.sort();
    sources.books = super::books::books(root, &sources);
    Ok(sources)
}

/// The files of a folder in the order of their names, one by one, and what cannot be taken.
fn walk(root: &Path, folder: PathBuf) -> impl Iterator<Item = Result<File, Unread>> + Send {
    // The order decides which of two files with one name is taken, so it is not left to the disk.
    let walk = WalkDir::new(&folder).follow_root_links(false).sort_by_file_name();
    let (mut entries, mut taken) = (walk.into_iter().filter_entry(|entry| !is_noise(entry)), FxHashSet::default());
    std::iter::from_fn(move || {
        loop {
            let entry = match entries.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    let path = relative(root, error.path().unwrap_or(&folder));
                    let reason = error.io_error().map_or_else(|| Why::Refused(error.to_string()), refused);
                    return Some(Err(Unread { path: path.into(), reason }));
                }
            };
            match take(root, &entry, &mut taken) {
                Ok(None) => {}
                Ok(Some(file)) => return Some(Ok(file)),
                Err(reason) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                    return Some(Err(Unread { path: relative(root, entry.path()).into(), reason }));
                }
            }
        }
    })
}

/// A file of the site that can be read.
struct File {
    path: PathBuf,
    name: String,
    on_disk: String,
    text: bool,
}

/// What is kept of a file.
enum Kept {
    Text(Text),
    Blob(Blob),
}

/// Reads a file, a text into `buffer` first.
fn read_file(file: File, before: &Sources, buffer: &mut Vec<u8>) -> Result<Kept, Unread> {
    let read = match file.text {
        true => read_text(&file.path, buffer).map(|text| Kept::Text(as_before(&file.name, text, before))),
        false => read_blob(&file.path, &file.name, &file.on_disk).map(Kept::Blob),
    };
    read.map_err(|reason| Unread { path: file.name.into(), reason })
}

/// A text; the one that was read before when it is the same.
pub(super) fn as_before(name: &str, content: &str, before: &Sources) -> Text {
    match before.text(name) {
        Some(text) if *text.content == *content => text.clone(),
        Some(text) => Text { content: content.into(), ..text.clone() },
        None => Text::new(name, content),
    }
}

/// Says where a site was looked for, and how one is begun.
fn no_content(root: &Path) -> Fault {
    let place = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let place = place.display();
    Fault::new(
        format!("Här finns ingen webbplats: mappen content saknas i {place}."),
        format!("There is no site here: the folder content is missing in {place}."),
    )
    .help(
        "Stå i webbplatsens mapp eller en mapp i den, eller peka ut den med --root MAPP.\nBörja en ny webbplats med: insyn init MAPP",
        "Stand in the site's folder or one inside it, or point at it with --root DIR.\nBegin a new site with: insyn init DIR",
    )
}

/// What editors, Office and operating systems leave behind: never content.
pub fn is_noise(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_noise_name(&entry.file_name().to_string_lossy())
}

/// Whether a file or folder of this name is never content.
pub fn is_noise_name(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.to_lowercase().starts_with("~wrl")
        || NOISE.contains(&&*name.to_lowercase())
}

/// The path from the site's root with `/`, its letters composed, so that å is one letter on every system.
pub fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = inside.components().map(|part| part.as_os_str().to_string_lossy().nfc().collect()).collect();
    parts.join("/")
}

/// The file that an entry of a folder is, none for a folder; or why it cannot be taken. Of two files with one name the first in `taken` holds.
fn take(root: &Path, entry: &DirEntry, taken: &mut FxHashSet<String>) -> Result<Option<File>, Why> {
    let (path, kind) = (entry.path(), entry.file_type());
    if kind.is_symlink() {
        return Err(Why::Link(leads(path)));
    }
    let on_disk = spelling(root, path).ok_or(Why::Name)?;
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let extension = extension.as_deref().unwrap_or("");
    if kind.is_dir() {
        return if matches!(extension, "md" | "toml") { Err(Why::Folder) } else { Ok(None) };
    }
    if !kind.is_file() {
        return Err(Why::Device);
    }
    if entry.depth() == 0 {
        return Err(Why::NotFolder);
    }
    let name = relative(root, path);
    if !taken.insert(name.clone()) {
        return Err(Why::Twin);
    }
    Ok(Some(File { path: path.to_owned(), name, on_disk, text: TEXTS.contains(&extension) }))
}

fn leads(path: &Path) -> Leads {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Leads::ToFolder,
        Ok(_) => Leads::ToFile,
        Err(_) => Leads::Nowhere,
    }
}

/// The path from the site's root with `/`, letter for letter as the disk has it; None when it is no text.
pub(super) fn spelling(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> = inside.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Reads a text into `buffer`, in the place of what was read before.
pub(super) fn read_text<'b>(path: &Path, buffer: &'b mut Vec<u8>) -> Result<&'b str, Why> {
    buffer.clear();
    let read = |buffer: &mut Vec<u8>| {
        let file = fs::File::open(path)?;
        let length = file.metadata()?.len();
        if length <= LONGEST_TEXT {
            buffer.reserve(length as usize);
            // What somebody writes behind that meanwhile is read the next time; asking for it would cost as much as the first question.
            file.take(length).read_to_end(buffer)?;
        }
        Ok(length)
    };
    match read(buffer) {
        Ok(..=LONGEST_TEXT) => text(buffer),
        Ok(_) => Err(Why::TooLarge),
        Err(error) => Err(refused(&error)),
    }
}

fn read_blob(path: &Path, name: &str, on_disk: &str) -> Result<Blob, Why> {
    if photo::is_picture(name) {
        return read_picture(path, name, on_disk);
    }
    let mut hasher = blake3::Hasher::new();
    let length = fs::File::open(path).and_then(|mut file| std::io::copy(&mut file, &mut hasher)).map_err(|error| refused(&error))?;
    let fingerprint = hasher.finalize().to_hex().as_str().into();
    Ok(Blob { path: name.into(), on_disk: on_disk.into(), length, fingerprint, picture: None })
}

/// A picture, and what it holds: its head is in the bytes that its fingerprint is taken of.
fn read_picture(path: &Path, name: &str, on_disk: &str) -> Result<Blob, Why> {
    let length = fs::metadata(path).map_err(|error| refused(&error))?.len();
    let bytes = if length > photo::LONGEST { Vec::new() } else { fs::read(path).map_err(|error| refused(&error))? };
    let picture = if length > photo::LONGEST { Err(Unfit::TooLong) } else { photo::look(&bytes, name) };
    let fingerprint = blake3::hash(&bytes).to_hex().as_str().into();
    Ok(Blob { path: name.into(), on_disk: on_disk.into(), length, fingerprint, picture: Some(picture) })
}

/// What a refusal of the operating system means to whoever writes.
fn refused(error: &std::io::Error) -> Why {
    // Windows tells of files that Word keeps to itself by these numbers only.
    let locked = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    match error.kind() {
        ErrorKind::NotFound => Why::Gone,
        ErrorKind::PermissionDenied => Why::Denied,
        ErrorKind::ResourceBusy => Why::Locked,
        _ if locked => Why::Locked,
        _ => Why::Refused(error.to_string()),
    }
}

/// The folder that holds `content/`: `start` or the nearest one above it; `start` itself when there is none.
pub fn find_root(start: &Path) -> PathBuf {
    // Not canonical: on Windows that gives paths that people do not recognise.
    let whole = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
    whole.ancestors().find(|folder| folder.join("content").is_dir()).map_or_else(|| start.to_owned(), Path::to_owned)
}
