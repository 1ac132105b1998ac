//! Noticing edits. What a system tells of them differs and is often incomplete, so an event only means that it is time to read again.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    Changed {
        /// A folder came, or was given another name.
        folder: bool,
        /// One of the watched folders itself came or went.
        top: bool,
    },
    Stop,
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
            Err(_) => Some(Note::Changed { folder: true, top: true }),
        };
        if let Some(note) = note {
            let _ = send.send(note);
        }
    }
}

/// What an event means for us; None when nothing that we read can have changed. Our own reading is told as access.
fn note(root: &Path, event: &Event) -> Option<Note> {
    if event.need_rescan() {
        return Some(Note::Changed { folder: true, top: true });
    }
    if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
        return None;
    }
    let named = matches!(event.kind, EventKind::Any | EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Any));
    let mut found = None;
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
        let Note::Changed { folder, top: before } = found.unwrap_or(Note::Changed { folder: false, top: false }) else { continue };
        found = Some(Note::Changed { folder: folder || top || (named && path.is_dir()), top: before || top });
    }
    found
}

/// Reads again at each change, until told to stop.
pub fn follow(watched: &mut Watched, notes: &Receiver<Note>, read_again: &dyn Fn()) {
    let mut later: &[Duration] = &[];
    loop {
        let note = match later.split_first() {
            None => notes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((wait, _)) => notes.recv_timeout(*wait),
        };
        match note {
            Err(RecvTimeoutError::Timeout) => later = &later[1..],
            Err(RecvTimeoutError::Disconnected) | Ok(Note::Stop) => return,
            Ok(first) => {
                let Note::Changed { folder, top } = quieted(first, notes) else { return };
                if top {
                    // Should it fail, the next event of the site's own folder tries again.
                    let _ = watched.renew();
                }
                if folder {
                    later = LATER;
                }
            }
        }
        read_again();
    }
}

/// Waits until it is quiet, and gives all that was said in one.
fn quieted(first: Note, notes: &Receiver<Note>) -> Note {
    let until = Instant::now() + LONGEST;
    let mut all = first;
    while Instant::now() < until {
        match (all, notes.recv_timeout(QUIET)) {
            (_, Err(_)) => break,
            (Note::Stop, _) | (_, Ok(Note::Stop)) => return Note::Stop,
            (Note::Changed { folder, top }, Ok(Note::Changed { folder: more_folder, top: more_top })) => {
                all = Note::Changed { folder: folder || more_folder, top: top || more_top };
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, RemoveKind};

    use super::*;

    fn told_of(kind: EventKind, path: &str) -> Option<Note> {
        note(Path::new("/sajt"), &Event::new(kind).add_path(PathBuf::from("/sajt").join(path)))
    }

    #[test]
    fn only_edits_of_what_is_read_count() {
        let edit = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let changed = Some(Note::Changed { folder: false, top: false });
        assert_eq!(told_of(edit, "content/pages/om.md"), changed);
        assert_eq!(told_of(EventKind::Remove(RemoveKind::File), "themes/egen/theme.toml"), changed);
        assert_eq!(told_of(EventKind::Access(AccessKind::Close(AccessMode::Write)), "content/a.md"), changed);
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
        let both = Some(Note::Changed { folder: true, top: true });
        assert_eq!(told_of(EventKind::Create(CreateKind::Folder), "content"), both);
        assert_eq!(told_of(EventKind::Remove(RemoveKind::Folder), "themes"), both);
        assert_eq!(note(Path::new("/sajt"), &Event::new(EventKind::Other).set_flag(Flag::Rescan)), both);
    }
}
