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
    settings: String,
    pub opens: Vec<(&'static str, String)>,
    _temp: TempDir,
}

impl Site {
    pub fn new(kind: &'static str, settings: &str) -> Self {
        let temp = TempDir::new().expect("a folder for the test");
        let folder = temp.path().join("Min sajt åäö");
        for inside in ["content/news", "themes/egen"] {
            fs::create_dir_all(folder.join(inside)).expect("a folder");
        }
        write(folder.join("content/accessibility.toml"), crate::project::STATEMENT);
        for number in 0..12 {
            let own = folder.join("content/news");
            let head = format!("title = \"Nyhet {number}\"\ndate = \"2025-11-01\"\n");
            write(own.join(format!("n{number}.md")), &format!("+++\n{head}+++\n\n![En ruta](bild-{number}.svg)\n"));
            let picture =
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"{number}\" height=\"9\"/></svg>\n");
            write(own.join(format!("bild-{number}.svg")), &picture);
        }
        let settings = format!("\n[[publish]]\nname = \"ute\"\nkind = \"{kind}\"\n{settings}");
        let site = Self { folder, settings, opens: Vec::new(), _temp: temp };
        site.give(0);
        site
    }

    /// Gives the site one of its editions: 0 is the old one, 1 the new. No record changes, so that each is always the same.
    pub fn give(&self, edition: usize) {
        let title = ["Gammal", "Ny"][edition];
        // Each has pages and a style that the other lacks.
        let pages = ["languages = [\"sv\"]\nshows = [\"vad vi inte vet\"]", "languages = [\"sv\", \"en\"]"][edition];
        let colour = ["#1f3a6e", "#3a1f6e"][edition];
        let settings = &self.settings;
        write(
            self.folder.join("content/site.toml"),
            &format!(
                "title = \"{title} titel\"\ntheme = \"egen\"\n{pages}\nsearch = false\n\n[municipality]\nname = \"Provkommun\"\n{settings}"
            ),
        );
        let colours = format!("brand = {{ light = \"{colour}\", dark = \"#a9c1f0\" }}");
        write(self.folder.join("themes/egen/theme.toml"), &format!("title = \"Egen\"\nparent = \"medborgare\"\n\n[colours]\n{colours}\n"));
    }

    pub fn publish(&self, more: &[&str]) -> Ran {
        end(self.command(more))
    }

    pub fn command(&self, more: &[&str]) -> std::process::Command {
        let mut command = command(&self.folder, &[&["publish", "--date", "2026-11-22"], more].concat());
        for name in ["INSYN_USER", "INSYN_PASSWORD", "INSYN_TOKEN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"] {
            command.env_remove(name);
        }
        command.env("USER", "nyckelpiga").env("HOSTNAME", "nyckelpigans-dator");
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
