//! What the program itself keeps of words that are to go: found and forgotten. And which files that it only passes on hold them.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::OWN;
use super::manifest::Manifest;
use super::rewrite::forget_changes;
use crate::fault::Fault;
use crate::source::{Blob, Sources};

/// Files, and parts of packed ones, longer than this are not looked into, in bytes.
const LONGEST: u64 = 256 << 20;

/// Folders in `.insyn/` whose files are copies of pages: they are made anew when somebody asks for them.
const COPIES: &[&str] = &["portable", "editions", "stage", "next"];

/// Forgets all that `.insyn/` keeps in which something `holds`: changes that could be taken back, copies of pages, and addresses that readers
/// were given. What a build made is still listed, so that the next one takes it away.
pub fn forget(root: &Path, holds: &dyn Fn(&str) -> bool) -> Result<(), Fault> {
    forget_changes(root, holds)?;
    for name in COPIES {
        let folder = root.join(OWN).join(name);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Fault::io(&error, &folder)),
            _ => {}
        }
    }
    // Suggestions for editors have ids in them; they are written anew on demand.
    for entry in walkdir::WalkDir::new(root.join(OWN)).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy());
        if !name.starts_with("manifest.") && fs::read(path).is_ok_and(|bytes| holds(&String::from_utf8_lossy(&bytes))) {
            fs::remove_file(path).map_err(|error| Fault::io(&error, path))?;
        }
    }
    let mut manifest = Manifest::recover(root)?;
    let pages = &mut Arc::make_mut(&mut manifest.edition).pages;
    let before = pages.len();
    pages.retain(|path, origin| ![path, &origin.record, &origin.file].into_iter().any(|name| holds(name)));
    if pages.len() < before {
        manifest.plan(root)?;
        Manifest::settle(root)?;
    }
    Ok(())
}

/// The files that are only passed on in which something `holds`, and those that could not be looked into. Packed files (Word, Excel, zip) are
/// looked into part by part, their words without the tags between them.
pub fn holding(root: &Path, sources: &Sources, holds: &dyn Fn(&str) -> bool) -> (Vec<Arc<str>>, Vec<Arc<str>>) {
    let (mut found, mut closed) = (Vec::new(), Vec::new());
    for blob in &sources.blobs {
        match holds_in(root, blob, holds) {
            Some(true) => found.push(blob.path.clone()),
            Some(false) => {}
            None => closed.push(blob.path.clone()),
        }
    }
    found.extend(sources.books.iter().filter(|book| holds(&book.text)).map(|book| book.path.clone()));
    found.sort();
    found.dedup();
    closed.extend(sources.unread.iter().map(|file| file.path.clone()));
    (found, closed)
}

/// Whether something holds in a file; None when nobody can tell.
fn holds_in(root: &Path, blob: &Blob, holds: &dyn Fn(&str) -> bool) -> Option<bool> {
    if blob.length > LONGEST {
        return None;
    }
    let bytes = fs::read(root.join(&*blob.on_disk)).ok()?;
    if holds(&String::from_utf8_lossy(&bytes)) {
        return Some(true);
    }
    if bytes.starts_with(b"PK") {
        return holds_in_parts(bytes, holds);
    }
    // Pictures of words, and words that are packed, nobody reads here.
    if crate::photo::is_picture(&blob.path) || bytes.starts_with(b"%PDF") || bytes.contains(&0) { None } else { Some(false) }
}

fn holds_in_parts(bytes: Vec<u8>, holds: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let mut text = Vec::new();
        part.by_ref().take(LONGEST).read_to_end(&mut text).ok()?;
        let text = String::from_utf8_lossy(&text);
        let name = part.name().ok()?;
        if holds(&name) || holds(&text) || holds(&without_tags(&text, "")) || holds(&without_tags(&text, " ")) {
            return Some(true);
        }
    }
    Some(false)
}

/// The words of XML, with `between` where tags stood: Word parts a word in the middle when it was written in two goes.
fn without_tags(text: &str, between: &str) -> String {
    let mut out = String::with_capacity(text.len() / 2);
    for (at, piece) in text.split('<').enumerate() {
        let words = if at == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, words)| words) };
        out.push_str(words);
        out.push_str(between);
    }
    out
}
