//! Reading a site's folder, as far as the disk allows.

use std::fs;
use std::io::ErrorKind;
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
const TEXTS: &[&str] = &["md", "markdown", "toml", "txt", "html", "css", "js", "svg", "xml"];

/// Files larger than this are no texts: places in a file are counted in 32 bits.
const LONGEST_TEXT: u64 = u32::MAX as u64;

/// Names of what systems put into folders: Windows, its network disks, Mac archives, vim.
const NOISE: &[&str] =
    &["desktop.ini", "thumbs.db", "ehthumbs.db", "$recycle.bin", "system volume information", "__macosx", "icon\r", "4913"];

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
    sources.edition = Manifest::read(root)?.edition;
    if sources.edition == before.edition {
        sources.edition = before.edition.clone();
    }
    let (mut taken, mut found) = (FxHashSet::default(), Vec::new());
    for name in ["content", "themes"] {
        let folder = root.join(name);
        if folder.symlink_metadata().is_err() {
            continue;
        }
        // The order decides which of two files with one name is taken, so it is not left to the disk.
        let walk = WalkDir::new(&folder).follow_root_links(false).sort_by_file_name();
        let mut entries = walk.into_iter().filter_entry(|entry| !is_noise(entry));
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) => {
                    if let Err(reason) = take(root, &entry, &mut taken, &mut found) {
                        sources.unread.push(Unread { path: relative(root, entry.path()).into(), reason });
                        if entry.file_type().is_dir() {
                            entries.skip_current_dir();
                        }
                    }
                }
                Err(error) => {
                    let path = relative(root, error.path().unwrap_or(&folder));
                    let reason = error.io_error().map_or_else(|| Why::Refused(error.to_string()), refused);
                    sources.unread.push(Unread { path: path.into(), reason });
                }
            }
        }
    }
    // Only the walk has an order; files are read on all cores.
    let read: Vec<Result<Read, Unread>> = found.into_par_iter().map(|file| read_file(file, before)).collect();
    for file in read {
        match file {
            Ok(Read::Text(text)) => sources.texts.push(text),
            Ok(Read::Blob(blob)) => sources.blobs.push(blob),
            Err(unread) => sources.unread.push(unread),
        }
    }
    sources.sort();
    sources.books = super::books::books(root, &sources);
    Ok(sources)
}

/// A file of the site that can be read.
struct File {
    path: PathBuf,
    name: String,
    on_disk: String,
    text: bool,
}

enum Read {
    Text(Text),
    Blob(Blob),
}

fn read_file(file: File, before: &Sources) -> Result<Read, Unread> {
    let read = match file.text {
        true => read_text(&file.path).map(|text| Read::Text(as_before(&file.name, text, before))),
        false => read_blob(&file.path, &file.name, &file.on_disk).map(Read::Blob),
    };
    read.map_err(|reason| Unread { path: file.name.into(), reason })
}

/// A text; the one that was read before when it is the same.
fn as_before(name: &str, content: String, before: &Sources) -> Text {
    match before.text(name) {
        Some(text) if *text.content == *content => text.clone(),
        Some(text) => Text { content: content.into(), ..text.clone() },
        None => Text::new(name, content),
    }
}

/// What was read before, with the texts at `paths` as they are now. None when one of them is no longer a text that was read before, or
/// was none: then only reading everything tells what there is.
pub fn read_edited(root: &Path, before: &Sources, paths: &[PathBuf]) -> Option<Sources> {
    let mut sources = before.clone();
    for path in paths {
        let name = relative(root, path);
        let about = path.symlink_metadata().ok();
        let at = sources.texts.binary_search_by(|text| (*text.path).cmp(&*name)).ok();
        match (at, about) {
            // An editor wrote it for a moment, under a name of its own.
            (None, None) if sources.blobs.iter().all(|blob| *blob.path != *name) => {}
            (Some(at), Some(about)) if about.is_file() => {
                let text = as_before(&name, read_text(path).ok()?, before);
                // It may name a spreadsheet that nobody has read.
                if text.content.contains("tables") {
                    return None;
                }
                sources.texts[at] = text;
            }
            _ => return None,
        }
    }
    Some(sources)
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

/// Takes one entry of a folder, or says why it cannot be taken. Of two files with one name the first in `taken` holds.
fn take(root: &Path, entry: &DirEntry, taken: &mut FxHashSet<String>, found: &mut Vec<File>) -> Result<(), Why> {
    let (path, kind) = (entry.path(), entry.file_type());
    if kind.is_symlink() {
        return Err(Why::Link(leads(path)));
    }
    let on_disk = spelling(root, path).ok_or(Why::Name)?;
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let extension = extension.as_deref().unwrap_or("");
    if kind.is_dir() {
        return if matches!(extension, "md" | "toml") { Err(Why::Folder) } else { Ok(()) };
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
    found.push(File { path: path.to_owned(), name, on_disk, text: TEXTS.contains(&extension) });
    Ok(())
}

fn leads(path: &Path) -> Leads {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Leads::ToFolder,
        Ok(_) => Leads::ToFile,
        Err(_) => Leads::Nowhere,
    }
}

/// The path from the site's root with `/`, letter for letter as the disk has it; None when it is no text.
fn spelling(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> = inside.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

fn read_text(path: &Path) -> Result<String, Why> {
    if fs::metadata(path).map_err(|error| refused(&error))?.len() > LONGEST_TEXT {
        return Err(Why::TooLarge);
    }
    text(fs::read(path).map_err(|error| refused(&error))?)
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
