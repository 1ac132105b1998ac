//! The last edition as it is kept beside the site, and what became different since, written into the sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{OWN, create, rewrite_for_good};
use crate::content::changes::PATH;
use crate::edit::Change;
use crate::edit::told::Telling;
use crate::fault::Fault;
use crate::source::Sources;

/// The edition that was last published from here, packed; None when none was.
pub fn last_edition(root: &Path) -> Result<Option<Vec<u8>>, Fault> {
    let path = place(root);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::io(&error, &path)),
    }
}

/// Keeps an edition, packed, as the last that was published.
pub fn keep_edition(root: &Path, packed: &[u8]) -> Result<(), Fault> {
    let (path, beside) = (place(root), place(root).with_extension("new"));
    super::make_parent(&path)?;
    let write = fs::write(&beside, packed).and_then(|()| fs::rename(&beside, &path));
    write.map_err(|error| Fault::io(&error, &path))
}

/// Writes what became different into `content/changes.toml` of the site in `root`. Refused when that has changed since it was read.
pub fn write_changes(root: &Path, sources: &Sources, telling: &Telling) -> Result<(), Fault> {
    let Some(text) = &telling.text else { return Ok(()) };
    match sources.text(PATH) {
        None => create(&root.join(PATH), text.as_bytes()),
        Some(was) => {
            let path: Arc<str> = Arc::from(PATH);
            let text = Some((was.content.clone(), Arc::from(text.as_str())));
            rewrite_for_good(root, &[Change { from: path.clone(), to: path, text }])
        }
    }
}

fn place(root: &Path) -> PathBuf {
    root.join(OWN).join("edition.json.gz")
}
