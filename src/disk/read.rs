//! Reading a site's folder, as far as the disk allows.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::manifest::Manifest;
use crate::fault::Fault;
use crate::source::{Audience, Blob, Sources, Text, Unread, Why};

/// Extensions of files that are text; everything else is passed on unread.
const TEXTS: &[&str] = &["md", "toml", "txt", "html", "css", "svg", "xml"];

/// Reads everything under `content/` and `themes/`, in no particular order of the disk: the lists come sorted.
pub fn read(root: &Path, today: Date, audience: Audience) -> Result<Sources, Fault> {
    if !root.join("content").is_dir() {
        return Err(no_content(root));
    }
    let mut sources = Sources::empty(today);
    sources.audience = audience;
    sources.edition = Arc::new(Manifest::read(root)?.edition);
    for folder in ["content", "themes"] {
        let folder = root.join(folder);
        if !folder.is_dir() {
            continue;
        }
        for entry in WalkDir::new(&folder).into_iter().filter_entry(|entry| !is_noise(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => take(root, entry.path(), &mut sources),
                Ok(_) => {}
                Err(error) => {
                    let path = relative(root, error.path().unwrap_or(&folder));
                    sources.unread.push(Unread { path: path.into(), reason: Why::Refused(error.to_string()) });
                }
            }
        }
    }
    sources.sort();
    Ok(sources)
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
        || matches!(&*name.to_lowercase(), "desktop.ini" | "thumbs.db" | "4913")
}

/// The path from the site's root with `/`, its letters composed, so that å is one letter on every system.
pub fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = inside.components().map(|part| part.as_os_str().to_string_lossy().nfc().collect()).collect();
    parts.join("/")
}

fn take(root: &Path, path: &Path, sources: &mut Sources) {
    let name = relative(root, path);
    let text = path.extension().is_some_and(|extension| TEXTS.contains(&&*extension.to_string_lossy().to_lowercase()));
    let read = if text { read_text(path) } else { read_blob(path, &name) };
    match read {
        Ok(Read::Text(content)) => sources.texts.push(Text::new(name, content)),
        Ok(Read::Blob(blob)) => sources.blobs.push(blob),
        Err(reason) => sources.unread.push(Unread { path: name.into(), reason }),
    }
}

enum Read {
    Text(String),
    Blob(Blob),
}

fn read_text(path: &Path) -> Result<Read, Why> {
    let bytes = fs::read(path).map_err(|error| Why::Refused(error.to_string()))?;
    String::from_utf8(bytes).map(Read::Text).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Why::NotUtf8 { line: before.iter().filter(|byte| **byte == b'\n').count() + 1 }
    })
}

fn read_blob(path: &Path, name: &str) -> Result<Read, Why> {
    let refused = |error: std::io::Error| Why::Refused(error.to_string());
    let mut hasher = blake3::Hasher::new();
    let length = std::io::copy(&mut fs::File::open(path).map_err(refused)?, &mut hasher).map_err(refused)?;
    Ok(Read::Blob(Blob { path: name.into(), length, fingerprint: hasher.finalize().to_hex().as_str().into() }))
}

/// The folder that holds `content/`: `start` or the nearest one above it; `start` itself when there is none.
pub fn find_root(start: &Path) -> PathBuf {
    // Not canonical: on Windows that gives paths that people do not recognise.
    let whole = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
    whole.ancestors().find(|folder| folder.join("content").is_dir()).map_or_else(|| start.to_owned(), Path::to_owned)
}
