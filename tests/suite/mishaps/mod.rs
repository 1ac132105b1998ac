//! What goes wrong in a real folder gets a clear answer in both languages, and never a panic: the real program, real files.

mod depth;
mod names;
mod random;
mod reading;
mod rights;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::project::{SITE, STATEMENT};

const PAGE: &str = "+++\ntitle = \"Om webbplatsen\"\n+++\n\nText.\n";

/// What a run of the program said.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

/// A site in a folder of its own, with nothing but `site.toml`.
struct Place {
    root: PathBuf,
    _temp: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self::empty();
        place.write("content/site.toml", SITE);
        place.write("content/accessibility.toml", STATEMENT);
        place
    }

    fn empty() -> Self {
        let temp = TempDir::new().expect("a folder for the test");
        Self { root: temp.path().to_owned(), _temp: temp }
    }

    fn path(&self, path: &str) -> PathBuf {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
        path
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(path), content).expect("it can be written");
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        end(program(Path::new(env!("CARGO_BIN_EXE_insyn")), &self.root, arguments))
    }

    /// `check` in Swedish and `build` in English both refuse, with these words, and nothing is built.
    fn refuses(&self, sv: &[&str], en: &[&str]) {
        for (command, lang, words) in [("check", "sv", sv), ("build", "en", en)] {
            let ran = self.run(&[command, "--lang", lang]);
            assert_eq!(ran.code, 1, "{command} in {lang}: {}{}", ran.out, ran.err);
            for word in words {
                assert!(ran.out.contains(word), "{command} in {lang} does not say “{word}”:\n{}", ran.out);
            }
        }
        assert!(!self.root.join("public").join("index.html").exists(), "nothing is built with errors");
    }

    /// `check` and `build` find nothing at all.
    fn is_sound(&self) {
        for command in ["check", "build"] {
            let ran = self.run(&[command]);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{command}: {}", ran.out);
            assert!(ran.out.starts_with("Inga fel och inga varningar."), "{command}: {}", ran.out);
        }
    }

    fn built(&self, path: &str) -> String {
        let path = self.root.join("public").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

fn program(program: &Path, root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).args(["--date", "2026-11-22", "--root"]).arg(root);
    for language in ["LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE"] {
        command.env_remove(language);
    }
    command
}

/// Runs to the end, which must be one of the three that people are promised.
fn end(mut command: Command) -> Ran {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    let code = output.status.code().unwrap_or_else(|| panic!("it was killed: {err}"));
    assert!((0..=2).contains(&code) && !err.contains("panicked"), "{code}: {err}");
    Ran { code, out, err }
}
