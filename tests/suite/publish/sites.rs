//! A site in two editions: every page differs between them, each has pages that the other lacks, and pages show style and pictures.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::{Ran, command, end, write};
use crate::written::tree;

pub type Tree = BTreeMap<String, Vec<u8>>;

/// A site that is published to a place called `ute`.
pub struct Site {
    pub folder: PathBuf,
    pub opens: Vec<(&'static str, String)>,
    _temp: TempDir,
}

impl Site {
    pub fn new(kind: &str, settings: &str) -> Self {
        let temp = TempDir::new().expect("a folder for the test");
        let folder = temp.path().join("Min sajt åäö");
        fs::create_dir_all(folder.join("content/news")).expect("a folder");
        write(folder.join("content/accessibility.toml"), crate::project::STATEMENT);
        write(
            folder.join("content/site.toml"),
            &format!(
                "title = \"Prov\"\nlanguages = [\"sv\"]\nsearch = false\n\n[municipality]\nname = \"Provkommun\"\n\n\
                 [[publish]]\nname = \"ute\"\nkind = \"{kind}\"\n{settings}"
            ),
        );
        Self { folder, opens: Vec::new(), _temp: temp }
    }

    /// Gives the site one of its editions: 0 is the old one, 1 the new.
    pub fn give(&self, edition: usize) {
        let title = ["Gammal", "Ny"][edition];
        for number in 0..12 {
            // Each has some that the other lacks.
            let until = if number % 4 == 3 && number / 4 % 2 != edition { "until = \"2026-01-01\"\n" } else { "" };
            let head = format!("title = \"{title} nyhet {number}\"\ndate = \"2025-11-01\"\n{until}");
            let own = self.folder.join("content/news");
            write(own.join(format!("n{number}.md")), &format!("+++\n{head}+++\n\n![En ruta](bild-{edition}-{number}.svg)\n"));
            let _ = fs::remove_file(own.join(format!("bild-{}-{number}.svg", 1 - edition)));
            let picture =
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"{number}\" height=\"9\"/></svg>\n");
            write(own.join(format!("bild-{edition}-{number}.svg")), &picture);
        }
    }

    pub fn publish(&self, more: &[&str]) -> Ran {
        end(self.command(more))
    }

    pub fn command(&self, more: &[&str]) -> std::process::Command {
        let mut command = command(&self.folder, &[&["publish", "--date", "2026-11-22"], more].concat());
        for name in ["INSYN_USER", "INSYN_PASSWORD", "INSYN_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"] {
            command.env_remove(name);
        }
        command.envs(self.opens.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Publishes without a fault, and gives what the program says of it.
    #[track_caller]
    pub fn published(&self, more: &[&str]) -> serde_json::Value {
        let ran = self.publish(&[&["--format", "json"], more].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
        serde_json::from_str(&ran.out).expect("JSON")
    }

    /// What was built last.
    pub fn built(&self) -> Tree {
        files(&self.folder.join("public"))
    }
}

/// Files only: a folder may stand empty.
pub fn files(folder: &Path) -> Tree {
    let mut files = tree(folder);
    files.retain(|path, _| !path.ends_with('/'));
    files
}

/// What a page shows or is styled by that is not there, for every page.
pub fn lacking(site: &Tree) -> Vec<String> {
    let mut lacking = Vec::new();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for key in ["src=\"/", "<link rel=\"stylesheet\" href=\"/", "<link rel=\"icon\" href=\"/"] {
            for part in page.split(key).skip(1) {
                let shown = part.split('"').next().unwrap_or_default();
                if !site.contains_key(shown) {
                    lacking.push(format!("{path} shows {shown}"));
                }
            }
        }
    }
    lacking
}
