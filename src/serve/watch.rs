//! Noticing edits. What a system tells of them differs and is often incomplete, so an event only means that it is time to read again.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::{News, Tell};
use crate::diagnostic::Words;
use crate::disk;
use crate::fault::Fault;

/// The folders that people edit.
const FOLDERS: [&str; 2] = ["content", "themes"];
/// Editors write in several steps: so long after the last one it is quiet, and so long is waited at most.
const QUIET: Duration = Duration::from_millis(15);
const LONGEST: Duration = Duration::from_millis(200);
/// When a folder appears, files may stand in it before it is watched: it is read again after these times.
const LATER: &[Duration] = &[Duration::from_millis(50), Duration::from_millis(250), Duration::from_secs(1)];
/// How often folders are looked through where nothing is told.
const POLL: Duration = Duration::from_secs(1);

/// What a watcher says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    Changed(Changed),
    Stop,
}

/// What may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// A folder came, or was given another name, or nobody knows what happened: everything is to be read.
    folder: bool,
    /// One of the watched folders itself came or went.
    top: bool,
    /// Whether whoever wrote a file has closed it, or put it in its place: there is nothing to wait for.
    done: bool,
    /// The files, as far as they are told.
    paths: Vec<PathBuf>,
}

impl Note {
    /// Anything may have changed.
    pub fn anything() -> Self {
        Self::Changed(Changed { folder: true, done: true, ..Changed::default() })
    }
}

impl Changed {
    fn add(&mut self, other: Changed) {
        self.folder |= other.folder;
        self.top |= other.top;
        self.done = other.done;
        let new: Vec<PathBuf> = other.paths.into_iter().filter(|path| !self.paths.contains(path)).collect();
        self.paths.extend(new);
    }
}

/// The folders under watch.
pub struct Watched {
    root: PathBuf,
    watcher: Box<dyn Watcher>,
}

impl Watched {
    /// Watches the site's folder. Where the system cannot (a network disk, too many folders), it is looked through every second instead.
    pub fn start(root: &Path, poll: bool, send: Sender<Note>, tell: Tell) -> Result<Self, Fault> {
        if !poll {
            match told(root, &send) {
                Ok(watched) => return Ok(watched),
                Err(error) => tell(News::Trouble(Words::new(
                    format!("Systemet berättar inte om ändringar här ({error}); mapparna läses igenom varje sekund i stället."),
                    format!("The system does not tell of changes here ({error}); the folders are looked through every second instead."),
                ))),
            }
        }
        looked_through(root, &send).map_err(|error| {
            Fault::new(
                format!("Mappen {} går inte att följa ({error}).", root.display()),
                format!("The folder {} cannot be watched ({error}).", root.display()),
            )
            .help("Kontrollera att den finns och får läsas.", "Check that it exists and may be read.")
        })
    }

    /// Watches the folders that are there now. The site's own folder is watched for their coming and going.
    fn renew(&mut self) -> notify::Result<()> {
        for folder in FOLDERS {
            let folder = self.root.join(folder);
            // A folder that came in the place of another has that one's watch, which hears nothing.
            let _ = self.watcher.unwatch(&folder);
            if folder.is_dir() {
                match self.watcher.watch(&folder, RecursiveMode::Recursive) {
                    // It went in the meantime; the next event tells.
                    Err(_) if !folder.is_dir() => {}
                    other => other?,
                }
            }
        }
        Ok(())
    }
}

fn told(root: &Path, send: &Sender<Note>) -> notify::Result<Watched> {
    let watcher = RecommendedWatcher::new(ear(root, send), Config::default().with_follow_symlinks(false))?;
    watched(root, Box::new(watcher))
}

fn looked_through(root: &Path, send: &Sender<Note>) -> notify::Result<Watched> {
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true).with_follow_symlinks(false);
    watched(root, Box::new(PollWatcher::new(ear(root, send), config)?))
}

fn watched(root: &Path, mut watcher: Box<dyn Watcher>) -> notify::Result<Watched> {
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    let mut watched = Watched { root: root.to_owned(), watcher };
    watched.renew()?;
    Ok(watched)
}

fn ear(root: &Path, send: &Sender<Note>) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    let (root, send) = (root.to_owned(), send.clone());
    move |event| {
        let note = match event {
            Ok(event) => note(&root, &event),
            // What could not be told may be anything.
            Err(_) => Some(Note::Changed(all())),
        };
        if let Some(note) = note {
            let _ = send.send(note);
        }
    }
}

/// Everything, the watched folders included.
fn all() -> Changed {
    Changed { folder: true, top: true, done: true, paths: Vec::new() }
}

/// What an event means for us; None when nothing that we read can have changed. Our own reading is told as access.
fn note(root: &Path, event: &Event) -> Option<Note> {
    if event.need_rescan() {
        return Some(Note::Changed(all()));
    }
    let closed = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
    if matches!(event.kind, EventKind::Access(_)) && !closed {
        return None;
    }
    let renamed = matches!(event.kind, EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)));
    let named = matches!(event.kind, EventKind::Any | EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Any));
    let mut found: Option<Changed> = None;
    for path in &event.paths {
        // A path that is told in another form than ours counts as inside.
        let inside = path.strip_prefix(root).unwrap_or(path);
        let mut parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
        let first = parts.next();
        if path.starts_with(root) && !first.as_deref().is_some_and(|first| FOLDERS.contains(&first)) {
            continue;
        }
        if path.starts_with(root) && parts.any(|part| disk::is_noise_name(&part)) {
            continue;
        }
        let top = inside.components().count() == 1;
        let strange = !path.starts_with(root);
        let folder = top || strange || (named && path.is_dir());
        let changed = Changed { folder, top, done: closed || renamed, paths: vec![path.clone()] };
        found.get_or_insert_default().add(changed);
    }
    found.map(Note::Changed)
}

/// Reads again at each change, until told to stop: the files that were told of, or everything.
pub fn follow(watched: &mut Watched, notes: &Receiver<Note>, read_again: &dyn Fn(Option<&[PathBuf]>)) {
    let mut later: &[Duration] = &[];
    loop {
        let note = match later.split_first() {
            None => notes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((wait, _)) => notes.recv_timeout(*wait),
        };
        let paths = match note {
            Err(RecvTimeoutError::Timeout) => {
                later = &later[1..];
                None
            }
            Err(RecvTimeoutError::Disconnected) | Ok(Note::Stop) => return,
            Ok(Note::Changed(first)) => {
                let Some(changed) = quieted(first, notes) else { return };
                if changed.top {
                    // Should it fail, the next event of the site's own folder tries again.
                    let _ = watched.renew();
                }
                if changed.folder {
                    later = LATER;
                }
                (!changed.folder).then_some(changed.paths)
            }
        };
        read_again(paths.as_deref());
    }
}

/// Waits until whoever writes is done, or it is quiet, and gives all that was said in one; None when it is time to stop.
fn quieted(mut all: Changed, notes: &Receiver<Note>) -> Option<Changed> {
    let until = Instant::now() + LONGEST;
    while Instant::now() < until {
        // A file that was closed may have been told of twice: what lies there already is taken along, and nothing is waited for.
        match notes.recv_timeout(if all.done { Duration::ZERO } else { QUIET }) {
            Err(_) => break,
            Ok(Note::Stop) => return None,
            Ok(Note::Changed(more)) => all.add(more),
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, RemoveKind};

    use super::*;

    fn told_of(kind: EventKind, path: &str) -> Option<Changed> {
        let path = if path.is_empty() { PathBuf::from("/sajt") } else { PathBuf::from("/sajt").join(path) };
        match note(Path::new("/sajt"), &Event::new(kind).add_path(path))? {
            Note::Changed(changed) => Some(changed),
            Note::Stop => None,
        }
    }

    fn file(done: bool, path: &str) -> Option<Changed> {
        Some(Changed { done, paths: vec![PathBuf::from("/sajt").join(path)], ..Changed::default() })
    }

    #[test]
    fn only_edits_of_what_is_read_count() {
        let edit = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert_eq!(told_of(edit, "content/pages/om.md"), file(false, "content/pages/om.md"));
        assert_eq!(told_of(EventKind::Remove(RemoveKind::File), "themes/egen/theme.toml"), file(false, "themes/egen/theme.toml"));
        assert_eq!(told_of(EventKind::Access(AccessKind::Close(AccessMode::Write)), "content/a.md"), file(true, "content/a.md"));
        for noise in [
            "content/.a.md.swp",
            "content/a.md~",
            "content/4913",
            "content/~$a.docx",
            "content/.git/x",
            "public/index.html",
            ".insyn/x",
            "",
        ] {
            assert_eq!(told_of(edit, noise), None, "{noise}");
        }
        for reading in [AccessKind::Open(AccessMode::Any), AccessKind::Read, AccessKind::Close(AccessMode::Read)] {
            assert_eq!(told_of(EventKind::Access(reading), "content/a.md"), None);
        }
    }

    #[test]
    fn folders_that_come_and_what_was_lost_are_read_again() {
        for (kind, path) in [(EventKind::Create(CreateKind::Folder), "content"), (EventKind::Remove(RemoveKind::Folder), "themes")] {
            assert!(told_of(kind, path).is_some_and(|changed| changed.folder && changed.top), "{path}");
        }
        assert_eq!(note(Path::new("/sajt"), &Event::new(EventKind::Other).set_flag(Flag::Rescan)), Some(Note::Changed(all())));
    }
}
