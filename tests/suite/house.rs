//! The laws of the house, read off its source text: what may name what, where the world may be touched, how long files and functions are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use insyn::pipeline;

/// A source file of the library or the program.
struct File {
    /// From `src/`, with `/`.
    path: String,
    text: String,
}

/// The floors, lowest first; on the floor of the stages the order of the rooms is the order of the data. Rooms of one line may name
/// each other.
const FLOORS: &[&[&str]] = &[
    // GROUND
    &["diagnostic", "encoding", "media", "output", "photo", "source", "span", "spreadsheet", "xml"],
    // WORDS
    &[
        "collation",
        "content",
        "document",
        "figures",
        "fingerprint",
        "follow_up",
        "knowledge",
        "markdown",
        "personal",
        "plurals",
        "quote",
        "readability",
        "sheet",
        "site",
        "spoken",
    ],
    // STAGES
    &["parse"],
    &["theme"],
    &["link"],
    &["derive"],
    &["check"],
    &["plan"],
    &["house"],
    &["filling"],
    &["make"],
    &["gather"],
    &["history"],
    &["portable"],
    &["archive"],
    &["pipeline"],
    &["edit"],
    &["draft"],
    &["manual"],
    // EDGES
    &["fault"],
    &["disk", "import", "publish", "report", "schema", "serve"],
    &["cli"],
    &["lib", "main"],
];

/// Rooms that may touch the world.
const EDGES: &[&str] = &["cli", "disk", "fault", "import", "main", "publish", "report", "serve"];

/// Folders whose files, apart from `mod.rs`, know nothing of each other.
const FAMILIES: &[&str] =
    &["check", "cli", "derive", "gather", "import", "make", "manual", "plan/view/overview", "publish", "report", "serve/own"];

/// Files that are longer than 400 lines, and why.
const LONG_FILES: &[(&str, &str)] = &[];

/// Functions that are longer than 60 lines, by file and name, and why.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[];

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside: Vec<_> = path.strip_prefix(&root).expect("inside").iter().map(|part| part.to_string_lossy()).collect();
                files.push(File { path: inside.join("/"), text: fs::read_to_string(&path).expect("readable") });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

impl File {
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or("").trim_end_matches(".rs")
    }

    fn is_test(&self) -> bool {
        self.path.contains("tests")
    }

    /// The lines that say something to the compiler, each with its number: no comments, no tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = (1..).zip(self.text.lines());
        let code = lines.take_while(|(_, line)| line.trim() != "mod tests {" && !self.is_test());
        code.map(|(number, line)| (number, line.split_once("//").map_or(line, |(code, _)| code)))
    }

    /// The files and folders beside this one, and the module that it is.
    fn module(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or("").trim_end_matches(".rs")
    }
}

fn floor(room: &str) -> usize {
    FLOORS.iter().position(|rooms| rooms.contains(&room)).unwrap_or_else(|| panic!("{room} stands on no floor: give it one"))
}

/// The rooms that a line of code names by `crate::room`, `crate::{room, …}` included.
fn rooms_named(line: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            // Names at the first depth of the braces.
            Some(list) => {
                let mut depth = 0;
                for part in list.split_inclusive([',', '{', '}']) {
                    if depth == 0 {
                        rooms.push(word(part.trim()));
                    }
                    depth += part.matches('{').count() as i32 - part.matches('}').count() as i32;
                    if depth < 0 {
                        break;
                    }
                }
            }
            None => rooms.push(word(rest)),
        }
    }
    // Macros live at the root, whatever room declares them.
    rooms.retain(|room| !room.is_empty() && !["record", "choice", "open_words", "references"].contains(&room.as_str()));
    rooms
}

fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn imports_go_down() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !["lib", "main"].contains(&file.room())) {
        let own = floor(file.room());
        for (number, line) in file.code().filter(|(_, line)| !line.contains("$crate")) {
            for room in rooms_named(line).into_iter().filter(|room| room != file.room()) {
                if floor(&room) > own {
                    faults.push(format!("{}:{number}: {} may not know {room}", file.path, file.room()));
                }
            }
        }
    }
    assert_none(faults);
}

#[test]
fn members_of_a_family_know_no_sibling() {
    let files = files();
    let mut faults = Vec::new();
    for family in FAMILIES {
        let members: Vec<&File> = files.iter().filter(|file| file.path.starts_with(&format!("{family}/"))).collect();
        let names: Vec<&str> = members.iter().map(|file| file.module()).filter(|name| !["mod", "tests"].contains(name)).collect();
        for member in members.iter().filter(|file| file.module() != "mod" && !file.is_test()) {
            for (number, line) in member.code() {
                for sibling in names.iter().filter(|name| **name != member.module()) {
                    if ["super::", &format!("crate::{family}::")].iter().any(|path| names_module(line, path, sibling)) {
                        faults.push(format!("{}:{number}: names its sibling {sibling}", member.path));
                    }
                }
            }
        }
    }
    // A kind may lean on what kinds share, and on the values, but not on another kind; what two kinds have in common belongs there.
    assert_none(faults);
}

/// Whether a line names the module `name` right after `path`.
fn names_module(line: &str, path: &str, name: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let rest = line[at + path.len()..].trim_start_matches('{');
        rest.strip_prefix(name).is_some_and(|after| after.starts_with("::"))
    })
}

#[test]
fn only_the_edges_touch_the_world() {
    const WORLD: &[&str] = &[
        "std::fs",
        "std::net",
        "std::process",
        "std::env",
        "std::io::std",
        "Zoned::now",
        "Timestamp::now",
        "SystemTime",
        "Instant::now",
        "println!(",
        "print!(",
        "eprintln!(",
        "eprint!(",
        "dbg!(",
    ];
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !EDGES.contains(&file.room())) {
        for (number, line) in file.code() {
            let named = |word: &&&str| line.contains(**word) || braced(line, word);
            faults.extend(WORLD.iter().find(named).map(|word| format!("{}:{number}: {word}", file.path)));
        }
    }
    assert_none(faults);
}

/// Whether `std::fs` is named as `std::{…, fs}`.
fn braced(line: &str, word: &str) -> bool {
    let (Some((_, list)), Some(name)) = (line.split_once("std::{"), word.strip_prefix("std::")) else { return false };
    list.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == name)
}

#[test]
fn nothing_shared_changes() {
    let mut faults = Vec::new();
    for file in files() {
        for (number, line) in file.code() {
            let line = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            let shared = line.starts_with("static mut ")
                || line.starts_with("thread_local!")
                || line.starts_with("static ") && ["Mutex<", "RwLock<", "Atomic", "Cell<"].iter().any(|kind| line.contains(kind));
            if shared {
                faults.push(format!("{}:{number}: {line}", file.path));
            }
        }
    }
    assert_none(faults);
}

#[test]
fn unsafe_code_is_forbidden() {
    let cargo = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("Cargo.toml");
    assert!(cargo.contains("unsafe_code = \"forbid\""));
}

#[test]
fn files_open_with_what_they_are_and_stay_short() {
    let mut faults = Vec::new();
    for file in files() {
        if !file.text.starts_with("//! ") {
            faults.push(format!("{}: does not open with //!", file.path));
        }
        let lines = file.text.lines().count();
        if lines > 400 && !LONG_FILES.iter().any(|(path, _)| *path == file.path) {
            faults.push(format!("{}: {lines} lines, 400 at most", file.path));
        }
    }
    assert_none(faults);
}

#[test]
fn functions_stay_short() {
    let mut faults = Vec::new();
    for file in files() {
        let own = functions(&file.text);
        for (_, name, _) in LONG_FUNCTIONS.iter().filter(|(path, ..)| *path == file.path) {
            if !own.iter().any(|(known, lines)| known == name && *lines > 60) {
                faults.push(format!("{}: {name} is short now, and needs no exception", file.path));
            }
        }
        for (name, lines) in own {
            let known = LONG_FUNCTIONS.iter().any(|(path, known, _)| *path == file.path && *known == name);
            if lines > 60 && !known {
                faults.push(format!("{}: {name} has {lines} lines, 60 at most", file.path));
            }
        }
    }
    assert_none(faults);
}

/// Functions and their lines. The formatter closes a body at the depth where its `fn` stands, so depth is indentation.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut functions = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let head = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(super) ").trim_start_matches("pub(crate) ");
        let Some(name) = head.trim_start_matches("const ").strip_prefix("fn ") else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = lines[at..].iter().position(|line| *line == format!("{indent}}}")).unwrap_or(0);
        let body = !line.trim_end().ends_with(';') && !line.trim_end().ends_with('}');
        if body {
            functions.push((name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect(), end + 1));
        }
    }
    functions
}

#[test]
fn every_lint_is_in_the_list() {
    // The tests of the reports make lints of their own.
    let declared: usize = files().iter().map(|file| file.code().filter(|(_, line)| line.contains(": Lint = Lint {")).count()).sum();
    let lints = pipeline::lints();
    assert_eq!(declared, lints.len(), "a lint that is declared and not listed, or the reverse");
    let names: BTreeSet<&str> = lints.iter().map(|lint| lint.name).collect();
    assert_eq!(names.len(), lints.len(), "every name once");
    for name in names {
        assert!(name.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase())), "{name}");
    }
}

#[test]
fn lists_are_in_their_stated_order() {
    let rules: Vec<&str> = insyn::check::RULES.iter().map(|rule| rule.lint.name).collect();
    assert!(rules.is_sorted(), "{rules:?}");
    let kinds: BTreeSet<&str> = insyn::content::KINDS.iter().map(|kind| kind.folder).collect();
    assert_eq!(kinds.len(), insyn::content::KINDS.len());
}
