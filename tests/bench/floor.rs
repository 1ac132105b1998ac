//! The floor: the least that any generator does with these sources. It shares no code with insyn.
//!
//! Inside the clock: listing `content/` and `themes/` and reading every file, pulldown-cmark over every body, and writing every file that
//! the build wrote, with its folders. Outside: reading those bytes from the built site, some hundred files at a time.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::{fs, io};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::measure::{Cost, StopWatch};

/// How many files are held between reading them and writing them.
const BATCH: usize = 500;

/// Does all of it for the built site in `root`, and writes below `root/floor`.
pub fn floor(root: &Path) -> io::Result<Cost> {
    let mut watch = StopWatch::default();
    watch.time(|| {
        let mut sources = files(&root.join("content"))?;
        sources.extend(files(&root.join("themes"))?);
        sources.par_iter().try_for_each(|path| read(path))
    })?;
    let (built, written) = (root.join("public"), root.join("floor"));
    for batch in files(&built)?.chunks(BATCH) {
        let batch: Vec<(PathBuf, Vec<u8>)> = batch
            .iter()
            .map(|path| Ok((written.join(path.strip_prefix(&built).map_err(io::Error::other)?), fs::read(path)?)))
            .collect::<io::Result<_>>()?;
        watch.time(|| batch.par_iter().try_for_each(|(path, bytes)| write(path, bytes)))?;
    }
    watch.cost()
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let files = WalkDir::new(folder).into_iter().filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()));
    Ok(files.map(|entry| entry.map(walkdir::DirEntry::into_path)).collect::<Result<_, _>>()?)
}

/// The Markdown that insyn understands too.
fn syntax() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Reads a file, and makes HTML of its body if it is Markdown.
fn read(path: &Path) -> io::Result<()> {
    let bytes = fs::read(path)?;
    if path.extension().is_none_or(|extension| extension != "md") {
        black_box(bytes);
        return Ok(());
    }
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    let body = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).map_or(&*text, |(_, body)| body);
    let mut made = String::with_capacity(2 * body.len());
    html::push_html(&mut made, Parser::new_ext(body, syntax()));
    black_box(made);
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
