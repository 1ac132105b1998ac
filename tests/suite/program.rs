//! The program itself, run as people run it, in a folder that vanishes.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_insyn"));
    command.args(arguments).current_dir(folder);
    for language in ["LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE"] {
        command.env_remove(language);
    }
    command
}

pub fn end(mut command: Command) -> Ran {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Ran { code: output.status.code().expect("it was not killed"), out: text(output.stdout), err: text(output.stderr) }
}

pub fn insyn(folder: &Path, arguments: &[&str]) -> Ran {
    end(command(folder, arguments))
}

/// A new example site, in a folder whose name has a space and å, ä, ö.
pub fn site() -> (TempDir, std::path::PathBuf) {
    let temp = TempDir::new().expect("a folder for the test");
    let folder = temp.path().join("Min sajt åäö");
    let ran = insyn(temp.path(), &["init", "Min sajt åäö", "--date", "2026-11-22"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    (temp, folder)
}

pub fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).expect("the file is there")
}

pub fn write(path: impl AsRef<Path>, text: &str) {
    std::fs::write(path, text).expect("the file can be written");
}

/// The example site of the program's own folder, copied.
pub fn example() -> (TempDir, std::path::PathBuf) {
    let temp = TempDir::new().expect("a folder for the test");
    let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")), temp.path().join("Exempel åäö"));
    for entry in walkdir::WalkDir::new(from.join("content")).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let place = to.join(entry.path().strip_prefix(from).expect("it lies inside"));
        std::fs::create_dir_all(place.parent().expect("it lies in a folder")).expect("folders can be made");
        std::fs::copy(entry.path(), place).expect("files can be copied");
    }
    (temp, to)
}
