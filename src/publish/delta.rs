//! From what is there to what is to be there: what is put and what is removed, in an order in which no page ever lacks what it shows. Pure.

use super::Files;

/// What differs. Each list is in the order in which its files are put, or removed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Delta {
    /// Files to be put in place: those that pages need, new pages, changed pages, and last what leads machines to them.
    pub put: Vec<Put>,
    /// Files that are no longer made: what leads to them has gone before.
    pub removed: Vec<String>,
    /// How much is to be sent, in bytes.
    pub bytes: u64,
}

/// A file to be put in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    pub path: String,
    /// Whether nothing of ours stands there yet.
    pub new: bool,
    /// Files of one turn may be put side by side, all of an earlier one before them.
    pub turn: Turn,
}

/// When a file is put in place. Removing goes the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Style, pictures, tables: what pages show and link to.
    Shown,
    /// Pages that nothing leads to yet.
    NewPage,
    Page,
    /// The first page.
    First,
    /// What leads machines to pages and files: feeds, the sitemap, the catalogue, the entrance to the search index, rules of the server.
    Entrance,
}

/// Endings of what leads machines on, and names of it.
const ENTRANCES: &[&str] = &[
    ".xml",
    ".rdf",
    ".atom",
    ".ics",
    "robots.txt",
    "pagefind-entry.json",
    ".htaccess",
    "nginx.conf",
    "web.config",
    "_headers",
    "_redirects",
];

impl Turn {
    fn of(path: &str, new: bool) -> Self {
        match path {
            "index.html" => Self::First,
            page if page.ends_with(".html") && new => Self::NewPage,
            page if page.ends_with(".html") => Self::Page,
            entrance if ENTRANCES.iter().any(|end| entrance.ends_with(end)) => Self::Entrance,
            _ => Self::Shown,
        }
    }
}

impl Delta {
    /// What is to be done to come from what is there to what is to be there. A file that stands there in an unknown state is put anew.
    pub fn between(there: &Files, wanted: &Files) -> Self {
        let differs = |path: &&String| there.get(*path).is_none_or(|file| file.fingerprint.is_none() || *file != wanted[*path]);
        let puts = wanted.keys().filter(differs).map(|path| {
            let new = !there.contains_key(path);
            Put { path: path.clone(), new, turn: Turn::of(path, new) }
        });
        let mut put: Vec<Put> = puts.collect();
        put.sort_by_key(|put| put.turn);
        let mut removed: Vec<String> = there.keys().filter(|path| !wanted.contains_key(*path)).cloned().collect();
        removed.sort_by_key(|path| std::cmp::Reverse(Turn::of(path, false)));
        let bytes = put.iter().map(|put| wanted[&put.path].length).sum();
        Self { put, removed, bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.removed.is_empty()
    }

    /// Paths that are new, and those that change.
    pub fn new_and_changed(&self) -> (Vec<&str>, Vec<&str>) {
        let (new, changed): (Vec<&Put>, Vec<&Put>) = self.put.iter().partition(|put| put.new);
        (new.into_iter().map(|put| &*put.path).collect(), changed.into_iter().map(|put| &*put.path).collect())
    }

    /// The files to be put, one turn after the other.
    pub fn turns(&self) -> impl Iterator<Item = &[Put]> {
        self.put.chunk_by(|a, b| a.turn == b.turn)
    }
}
