//! The last published edition, as it lies in `public/`.

use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use crate::fault::Fault;
use crate::plan::Routes;

/// What readers were last given.
pub struct Published {
    folder: PathBuf,
    /// Paths of its pages, sorted.
    pub pages: Vec<String>,
}

impl Published {
    /// Opens what was last built in `root/public/`. Refused when that holds drafts: readers were never given those.
    pub fn open(root: &Path) -> Result<Self, Fault> {
        let manifest = Manifest::read(root)?;
        let folder = root.join("public");
        if manifest.drafts {
            return Err(Fault::new(
                format!("Det som ligger i {} byggdes med utkast, så det går inte att se vad som ändras.", folder.display()),
                format!("What lies in {} was built with drafts, so nobody can tell what changes.", folder.display()),
            )
            .help("Bygg först utan --drafts: insyn build", "Build first without --drafts: insyn build"));
        }
        let pages = manifest.files.into_keys().filter(|path| path.ends_with(".html") && !path.ends_with(Routes::EXTRACT)).collect();
        Ok(Self { folder, pages })
    }

    /// The page at a path, unless it is not there.
    pub fn page(&self, path: &str) -> Option<Vec<u8>> {
        self.pages.binary_search_by(|page| page.as_str().cmp(path)).ok()?;
        std::fs::read(self.folder.join(path)).ok()
    }
}
