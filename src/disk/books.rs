//! The spreadsheets that records take their figures and actions from. All other files stay unread.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::source::{Blob, Sources};
use crate::spreadsheet::{self, Unfit, Workbook};

/// Reads the spreadsheets among the files of a site that stand beside a record, or that a record names.
pub fn books(root: &Path, sources: &Sources) -> Vec<Arc<Workbook>> {
    let content = || sources.blobs.iter().filter(|blob| blob.path.starts_with("content/"));
    let spreadsheets: Vec<&Blob> = content().filter(|blob| spreadsheet::is_spreadsheet(&blob.path)).collect();
    let taken = spreadsheets.into_par_iter().filter(|blob| is_beside(sources, &blob.path) || is_named(sources, &blob.path));
    taken.map(|blob| Arc::new(book(root, blob))).collect()
}

fn book(root: &Path, blob: &Blob) -> Workbook {
    let unfit = |unfit| Workbook::new(blob.path.clone(), blob.fingerprint.clone(), Err(unfit));
    if blob.length > spreadsheet::LONGEST {
        return unfit(Unfit::TooLarge);
    }
    match fs::read(root.join(&*blob.on_disk)) {
        Ok(bytes) => spreadsheet::read(blob.path.clone(), blob.fingerprint.clone(), &bytes),
        Err(error) => unfit(Unfit::Broken(error.to_string())),
    }
}

fn is_beside(sources: &Sources, path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    ["md", "toml"].iter().any(|extension| sources.text(&format!("{stem}.{extension}")).is_some())
}

/// Whether a record may name the file. Where it says so is for the parser to find; here it is enough that both words are there.
fn is_named(sources: &Sources, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let records = sources.texts.iter().filter(|text| text.path.starts_with("content/"));
    records
        .filter(|text| text.path.ends_with(".md") || text.path.ends_with(".toml"))
        .any(|text| text.content.contains("tables") && text.content.contains(name))
}
