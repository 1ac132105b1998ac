//! Expectations that are stored as files: `INSYN_BLESS=1 cargo test` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the cases.
pub fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// What differs between `text` and the stored file, if anything does. Line endings make no difference.
pub fn differs(file: &Path, text: &str) -> Option<String> {
    if std::env::var_os("INSYN_BLESS").is_some() {
        fs::write(file, text).expect("the expectation can be written");
        return None;
    }
    let stored = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
    let unlike =
        stored.lines().zip(text.lines()).position(|(a, b)| a != b).unwrap_or_else(|| stored.lines().count().min(text.lines().count()));
    (stored != text).then(|| {
        let line = |of: &str| of.lines().nth(unlike).unwrap_or("(nothing)").to_owned();
        format!("{} differs at line {}:\n  stored: {}\n  now:    {}\n", file.display(), unlike + 1, line(&stored), line(text))
    })
}

/// A file of a case; its absence is a fault of the case.
pub fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
