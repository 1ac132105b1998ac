//! The preview: reads the folder, answers on this computer only, and reads again when something is edited. It writes nothing. Every page
//! is made when it is asked for, by the same function that `build` uses, so nothing here can be stale.

mod address;
mod answer;
mod browser;
mod door;
mod dress;
mod edition;
mod events;
mod findings;
mod gate;
mod guard;
mod head;
mod mark;
mod now;
mod own;
mod policy;
mod watch;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use crate::diagnostic::{Lang, Words};
use crate::disk;
use crate::fault::Fault;
use crate::manual::{self, Book};
use crate::report::summary;
use crate::source::{Audience, Sources};
use answer::Answer;
use edition::Edition;
use events::Readers;

/// So long nothing is saved before the rules are asked: they take longer than a page, and would keep the next one waiting.
const REST: Duration = Duration::from_millis(150);

/// How often it is looked whether a new day has come.
const DAWN: Duration = Duration::from_secs(2);

/// What the preview is asked to do.
pub struct Wish {
    pub root: PathBuf,
    /// The day of which the site is shown. It is asked again and again: a preview that stands open overnight shows the new day in the morning.
    pub today: Today,
    /// Whether that is another day than today, and every page says so.
    pub other_day: bool,
    pub lang: Lang,
    /// None: 8000, or the next that is free. 0: one that the system picks.
    pub port: Option<u16>,
    /// Whether a browser is to be opened.
    pub open: bool,
    /// Looks through the folders every second, for disks that tell nothing of changes.
    pub poll: bool,
    /// What the manual is told of the command line.
    pub book: Book,
}

/// Tells which day it is.
pub type Today = Arc<dyn Fn() -> Date + Send + Sync>;

/// What the manual alone is asked to do.
pub struct Reading {
    pub book: Book,
    /// The address of the page to open.
    pub page: String,
    pub lang: Lang,
    /// As in [`Wish`].
    pub port: Option<u16>,
    pub open: bool,
}

/// What is told while it runs.
pub enum News {
    /// It answers at this address; the port is not the one that people expect when another program has that.
    Ready { url: String, other_port: bool },
    /// The site was read, at first or anew.
    Read { summary: String, milliseconds: u128, errors: bool },
    /// It goes on, but something is not as it should be.
    Trouble(Words),
}

/// Where news go.
pub type Tell<'a> = &'a (dyn Fn(News) + Sync);

/// What all threads share.
struct Preview {
    root: PathBuf,
    today: Today,
    lang: Lang,
    book: Book,
    /// Whether there is a site, and not the manual only.
    has_site: bool,
    port: u16,
    /// Swapped whole after an edit: an answer is made from one edition, never from two.
    shown: RwLock<Arc<Edition>>,
    readers: Readers,
    /// Whether something that was saved is being read.
    reading: AtomicBool,
    /// Whether the folder could not be read last time, and that was told.
    lost: AtomicBool,
}

/// Runs the preview until Ctrl-C.
pub fn serve(wish: &Wish, tell: Tell) -> Result<(), Fault> {
    let door = door::Door::open(wish.port)?;
    // Events name paths in full on some systems, so both sides do.
    let root = wish.root.canonicalize().map_err(|error| Fault::io(&error, &wish.root))?;
    let started = Instant::now();
    let sources = disk::read(&root, (wish.today)(), Audience::Writers)?;
    let first = Edition::first(sources, wish.other_day);
    let preview = Arc::new(Preview {
        root,
        today: wish.today.clone(),
        lang: wish.lang,
        book: wish.book.clone(),
        has_site: true,
        port: door.port,
        shown: RwLock::new(Arc::new(first)),
        readers: Readers::default(),
        reading: AtomicBool::new(false),
        lost: AtomicBool::new(false),
    });
    let (send, notes) = channel();
    let stop = send.clone();
    // Without a handler Ctrl-C ends the program all the same, only less politely.
    let _ = ctrlc::set_handler(move || {
        let _ = stop.send(watch::Note::Stop);
    });
    let (again, edits) = (send.clone(), Mutex::new(started.elapsed()));
    let other_port = door.port != door::USUAL && wish.port.is_none();
    let site = format!("http://localhost:{}", door.port);
    door::answer_all(door, &preview)?;
    tell(News::Ready { url: format!("{site}{}", preview.now().house.plan.routes.base), other_port });
    if wish.open {
        // The address without the site's own path: no word of the content is handed to another program.
        browser::open(&format!("{site}/"));
    }
    // Watching a large site takes its time, and nobody need wait for it.
    let mut watched = watch::Watched::start(&preview.root, wish.poll, send, tell)?;
    let (rest, rests) = channel();
    // What was saved between the first reading and the first watching is found by the first look.
    let _ = rest.send(());
    thread::scope(|scope| {
        let (preview, edits) = (&preview, &edits);
        scope.spawn(move || preview.look_when_quiet(&rests, &again, edits, tell));
        watch::follow(&mut watched, &notes, &|paths| {
            let started = Instant::now();
            preview.reading.store(true, Ordering::Relaxed);
            preview.read_again(paths, tell);
            preview.reading.store(false, Ordering::Relaxed);
            *edits.lock().unwrap_or_else(PoisonError::into_inner) = started.elapsed();
            let _ = rest.send(());
        });
        drop(rest);
    });
    Ok(())
}

/// Shows the manual until Ctrl-C, without a site. `ready` is told the address.
pub fn read_manual(wish: Reading, ready: &dyn Fn(&str)) -> Result<(), Fault> {
    let door = door::Door::open(wish.port)?;
    let url = format!("http://localhost:{}{}", door.port, wish.page);
    let preview = Arc::new(Preview {
        root: PathBuf::new(),
        today: Arc::new(Date::default),
        lang: wish.lang,
        book: wish.book,
        has_site: false,
        port: door.port,
        shown: RwLock::new(Arc::new(Edition::first(Sources::empty(Date::default()), false))),
        readers: Readers::default(),
        reading: AtomicBool::new(false),
        lost: AtomicBool::new(false),
    });
    let (send, stopped) = channel();
    let _ = ctrlc::set_handler(move || _ = send.send(()));
    door::answer_all(door, &preview)?;
    ready(&url);
    if wish.open {
        browser::open(&url);
    }
    let _ = stopped.recv();
    Ok(())
}

impl Preview {
    /// The edition that is shown now.
    fn now(&self) -> Arc<Edition> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The answer to a request target, out of one edition. Without a site every address that is not the manual's leads to the manual.
    fn answer(&self, target: &str, edition: &Edition) -> Answer {
        match own::manual(target, &self.book, self.lang) {
            Some(answer) => answer,
            None if self.has_site => answer::answer(target, edition, &self.root, self.lang),
            None => own::elsewhere(manual::address(self.lang, "", "")),
        }
    }

    /// Reads what was edited, or the folder when nobody knows what; when anything differs, shows that and tells every open page.
    fn read_again(&self, paths: Option<&[PathBuf]>, tell: Tell) {
        let before = self.now();
        let today = (self.today)();
        let edited = paths.filter(|_| today == before.sources.today);
        let edited = edited.and_then(|paths| disk::read_edited(&self.root, &before.sources, paths));
        let whole = || match today == before.sources.today {
            true => disk::read_after(&self.root, &before.sources),
            false => disk::read_after(&self.root, &Sources { today, ..before.sources.clone() }),
        };
        let sources = match edited.map_or_else(whole, Ok) {
            Ok(sources) => sources,
            Err(fault) => {
                // Once is enough: a folder that is away is looked for several times.
                if !self.lost.swap(true, Ordering::Relaxed) {
                    tell(News::Trouble(fault.message));
                }
                return;
            }
        };
        self.lost.store(false, Ordering::Relaxed);
        // A fault of the program must not take the preview with it: the last edition stays.
        match catch_unwind(AssertUnwindSafe(|| before.next(sources))) {
            Ok(Some(next)) => {
                // What the rules said came in between: the edit is made of that edition then.
                if !self.show(next, &before) {
                    self.read_again(paths, tell);
                }
            }
            Ok(None) => {}
            Err(_) => tell(fault()),
        }
    }

    /// Shows an edition that was made from `before`, and tells open pages when it is a new one. Gives false, and shows nothing, when another
    /// edition came in between.
    fn show(&self, next: Edition, before: &Arc<Edition>) -> bool {
        let is_new = next.name() != before.name();
        {
            let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
            if !Arc::ptr_eq(&shown, before) {
                return false;
            }
            *shown = Arc::new(next);
        }
        if is_new {
            self.readers.tell(&|| self.now().name());
        }
        true
    }

    /// When nothing has been saved for a while: looks whether the folder holds anything that nobody told of, and asks the rules. `edits`
    /// holds how long the last reading took.
    fn look_when_quiet(&self, rests: &Receiver<()>, again: &Sender<watch::Note>, edits: &Mutex<Duration>, tell: Tell) {
        // This has a thread of its own: what is saved meanwhile finds all others free.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().ok();
        loop {
            match rests.recv_timeout(DAWN) {
                Ok(()) => {}
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    if (self.today)() != self.now().sources.today {
                        let _ = again.send(watch::Note::anything());
                    }
                    continue;
                }
            }
            loop {
                match rests.recv_timeout(REST) {
                    Ok(()) => {}
                    // What is being read now is followed by a rest of its own.
                    Err(RecvTimeoutError::Timeout) if self.reading.load(Ordering::Relaxed) => {}
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            let before = self.now();
            let look = || {
                if disk::read_after(&self.root, &before.sources).is_ok_and(|sources| !before.holds(&sources)) {
                    let _ = again.send(watch::Note::anything());
                }
                before.looked_through()
            };
            let apart = || pool.as_ref().map_or_else(look, |pool| pool.install(look));
            let Ok(looked) = catch_unwind(AssertUnwindSafe(apart)) else {
                tell(fault());
                continue;
            };
            let took = *edits.lock().unwrap_or_else(PoisonError::into_inner);
            let news = News::Read {
                summary: summary(&looked.diagnostics, self.lang),
                milliseconds: took.as_millis(),
                errors: looked.has_errors(),
            };
            self.show(looked, &before);
            tell(news);
        }
    }
}

/// What is told when the program itself is at fault.
fn fault() -> News {
    News::Trouble(Words::new(
        "Ett fel i insyn: det senaste du sparade kunde inte läsas in. Förhandsvisningen visar det som var.",
        "A fault in insyn: what you saved last could not be read. The preview shows what was.",
    ))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::AtomicI8;

    use super::*;
    use crate::site::State;

    /// A preview that stands open overnight shows the new day in the morning, without anything being saved.
    #[test]
    fn a_new_day_comes_by_itself() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).expect("it can be written");
        fs::create_dir_all(folder.path().join("content/pages")).expect("it can be made");
        write("content/site.toml", "title = \"Prov\"\nlanguages = [\"sv\"]\n[municipality]\nname = \"Provkommun\"\n");
        write("content/pages/om.md", "+++\ntitle = \"Om prov\"\nnot-before = \"2026-11-22\"\n+++\n\nOrd.\n");
        let day = Arc::new(AtomicI8::new(21));
        let clock = day.clone();
        let today: Today = Arc::new(move || jiff::civil::date(2026, 11, clock.load(Ordering::SeqCst)));
        let Ok(sources) = disk::read(folder.path(), today(), Audience::Writers) else { panic!("it can be read") };
        let preview = Preview {
            root: folder.path().to_owned(),
            today,
            lang: Lang::Sv,
            book: Book::default(),
            has_site: true,
            port: 0,
            shown: RwLock::new(Arc::new(Edition::first(sources, false))),
            readers: Readers::default(),
            reading: AtomicBool::new(false),
            lost: AtomicBool::new(false),
        };
        let state = || preview.now().house.site.records.iter().map(|record| record.state).collect::<Vec<_>>();
        assert_eq!(state(), [State::Embargoed]);
        let ((rest, rests), (again, notes), edits) = (channel::<()>(), channel(), Mutex::default());
        thread::scope(|scope| {
            let (preview, edits) = (&preview, &edits);
            scope.spawn(move || preview.look_when_quiet(&rests, &again, edits, &|_| ()));
            day.store(22, Ordering::SeqCst);
            assert_eq!(notes.recv_timeout(Duration::from_secs(60)), Ok(watch::Note::anything()));
            preview.read_again(None, &|_| ());
            drop(rest);
        });
        assert_eq!(state(), [State::Published]);
    }
}
