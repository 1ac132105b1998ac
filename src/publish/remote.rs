//! A place that is written to file by file: all that is new is sent aside first, then put in place in order, and what is no longer made
//! is removed last. `.insyn/` there holds what lists our files, what is on its way (`new/`) and what can be gone back to (`kept/`).

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::time::Duration;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use opendal::layers::{RetryLayer, TimeoutLayer};
use opendal::{Buffer, ErrorKind, Operator};
use serde::{Deserialize, Serialize};

use super::{Delta, Done, Files, Lease, Next, Put, Release, Say, Step, Target, There, Trouble, Wanted, busy, either};
use crate::fault::Fault;
use crate::media::kind;
use crate::output::File;
use crate::plan::serving;

/// Where we keep what is ours and no reader's.
pub const OWN: &str = ".insyn/";
const STATE: &str = ".insyn/state.json";
/// All that may stand there while a publish is under way.
const PENDING: &str = ".insyn/pending.json";
/// One of our own files on its way.
const PART: &str = ".insyn/part";
const NEW: &str = ".insyn/new/";

/// How long a single request may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Remote {
    operator: Operator,
    /// The same, without patience.
    once: Operator,
    means: Means,
    runtime: tokio::runtime::Runtime,
    trouble: Trouble,
    lease: Lease,
    keep: usize,
}

/// What a kind of place can do.
pub struct Means {
    /// How many transfers go on side by side.
    pub lanes: usize,
    /// Whether it has folders, and moves a file over another in one step; else it copies.
    pub moves: bool,
    /// Whether it lists all files at once.
    pub lists_all: bool,
    /// Whether readers may be answered by the place itself, which then must know what each file is and how long it is kept.
    pub answers: bool,
}

/// Which releases there are.
#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    current: Option<u32>,
    /// Those that can be gone back to, the newest first.
    earlier: Vec<u32>,
}

/// Where the bytes of a file come from.
enum From<'a> {
    Site(&'a dyn Fn(&str) -> Result<Vec<u8>, Fault>),
    /// What was kept of a release.
    Kept(u32),
}

/// One publish under way.
struct Run<'a> {
    remote: &'a Remote,
    there: &'a There,
    release: &'a Release,
    delta: &'a Delta,
    from: From<'a>,
    say: Say<'a>,
}

impl Remote {
    /// Opens a place through one of opendal's services.
    pub fn open(wanted: &Wanted, operator: Operator, means: Means, trouble: Trouble) -> Result<Box<dyn Target>, Fault> {
        opendal::install_default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Fault::io(&error, wanted.root))?;
        let retry = RetryLayer::new().with_max_times(4).with_min_delay(Duration::from_millis(200)).with_jitter();
        let once = operator.layer(TimeoutLayer::new().with_timeout(PATIENCE).with_io_timeout(PATIENCE));
        let operator = once.clone().layer(retry);
        let lease = Lease::of(wanted)?;
        Ok(Box::new(Self { operator, once, means, runtime, trouble, lease, keep: wanted.keep() }))
    }

    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.operator.read(path).await {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.trouble.fault(&error)),
        }
    }

    /// Writes a file of our own, whole or not at all.
    async fn write(&self, path: &str, bytes: impl Into<Buffer>) -> Result<(), Fault> {
        if !self.means.moves {
            return self.write_as(path, path, bytes).await;
        }
        self.write_as(PART, path, bytes).await?;
        self.operator.rename(PART, path).await.map_err(|error| self.trouble.fault(&error))
    }

    /// Writes a file that is to be told of as the one at another path is: where the place itself answers readers, it says so with the file.
    async fn write_as(&self, path: &str, other: &str, bytes: impl Into<Buffer>) -> Result<(), Fault> {
        let mut writing = self.operator.write_with(path, bytes).content_type(kind(other));
        if self.means.answers {
            writing = writing.cache_control(&serving::kept(other));
        }
        writing.await.map(|_| ()).map_err(|error| self.trouble.fault(&error))
    }

    /// The length of the file at a path; None when there is none.
    async fn length(&self, path: &str) -> Result<Option<u64>, Fault> {
        match self.operator.stat(path).await {
            Ok(about) => Ok(about.is_file().then(|| about.content_length())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.trouble.fault(&error)),
        }
    }

    /// Whether just this file stands at a path.
    async fn is(&self, path: &str, file: &File) -> Result<bool, Fault> {
        Ok(self.read(path).await?.is_some_and(|bytes| Some(blake3::hash(&bytes)) == file.fingerprint))
    }

    /// The files in a folder and below it where the place can tell at once, with their lengths.
    async fn list(&self, folder: &str, below: bool) -> Result<BTreeMap<String, u64>, Fault> {
        match self.operator.list_with(folder).recursive(below).await {
            Ok(entries) => {
                let files = entries.into_iter().filter(|entry| entry.metadata().is_file());
                Ok(files.map(|entry| (entry.path().to_owned(), entry.metadata().content_length())).collect())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(self.trouble.fault(&error)),
        }
    }

    async fn delete(&self, path: &str) -> Result<(), Fault> {
        self.operator.delete(path).await.map_err(|error| self.trouble.fault(&error))
    }

    /// Removes a folder of our own and the files in it.
    async fn clear(&self, folder: &str) -> Result<(), Fault> {
        let files = self.list(folder, false).await?;
        self.operator.delete_iter(files.into_keys()).await.map_err(|error| self.trouble.fault(&error))?;
        if self.means.moves { self.delete(folder).await } else { Ok(()) }
    }

    async fn state(&self) -> Result<State, Fault> {
        match self.read(STATE).await? {
            None => Ok(State::default()),
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|_| self.trouble.unreadable(STATE)),
        }
    }

    async fn release(&self, number: u32) -> Result<Release, Fault> {
        let path = listed(number);
        let bytes = self.read(&path).await?.unwrap_or_default();
        Release::from_bytes(&bytes).ok_or_else(|| self.trouble.unreadable(&path))
    }

    /// What stands there as far as our own lists tell.
    async fn stands(&self) -> Result<There, Fault> {
        let release = match self.state().await?.current {
            None => None,
            Some(number) => Some(self.release(number).await?),
        };
        let pending = match self.read(PENDING).await? {
            None => None,
            Some(bytes) => Some(serde_json::from_slice::<Files>(&bytes).map_err(|_| self.trouble.unreadable(PENDING))?),
        };
        let unfinished = pending.is_some();
        let files = pending.or_else(|| release.as_ref().map(|release| release.files.clone())).unwrap_or_default();
        Ok(There { release, files, changed: Vec::new(), unfinished })
    }

    /// Files that are gone or have another length: all where the place tells of all at once, else those that every page leans on.
    async fn survey(&self, known: &Files) -> Result<Vec<String>, Fault> {
        if known.is_empty() {
            return Ok(Vec::new());
        }
        let all = self.means.lists_all;
        let leaned_on = |path: &str| all || path.starts_with("assets/") || !path.contains('/');
        let mut there = BTreeMap::new();
        if all {
            there = self.list("", true).await?;
        } else {
            let folders: BTreeSet<&str> = known.keys().filter(|path| leaned_on(path)).map(|path| folder_of(path)).collect();
            for folder in folders {
                there.extend(self.list(folder, false).await?);
            }
        }
        let is_not = |(path, file): &(&String, &File)| leaned_on(path) && there.get(*path) != Some(&file.length);
        let mut changed = Vec::new();
        for (path, file) in known.iter().filter(is_not) {
            // Some servers leave files out of their lists whose names begin with a full stop.
            if self.length(path).await? != Some(file.length) {
                changed.push(path.clone());
            }
        }
        Ok(changed)
    }

    /// Files that are not as we left them, every one read.
    async fn read_all(&self, known: &Files) -> Result<Vec<String>, Fault> {
        let read = stream::iter(known).map(async |(path, file)| Ok::<_, Fault>((!self.is(path, file).await?).then(|| path.clone())));
        let mut changed: Vec<String> = read.buffer_unordered(self.means.lanes).try_filter_map(async |path| Ok(path)).try_collect().await?;
        changed.sort();
        Ok(changed)
    }

    /// Does `work` alone: nobody else publishes meanwhile, as far as the place can tell.
    fn alone<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        self.runtime.block_on(async {
            self.lease.take(&self.operator, &self.trouble).await?;
            let done = work.await;
            // A place that cannot be reached any more keeps it until its time is out; we may take it over ourselves at once.
            let operator = if done.is_ok() { &self.operator } else { &self.once };
            let given = self.lease.give_back(operator, &self.trouble).await;
            done.and_then(|done| given.map(|()| done))
        })
    }

    /// Removes the lists and files of releases.
    async fn forget(&self, numbers: &[u32]) -> Result<(), Fault> {
        for number in numbers {
            self.clear(&kept(*number)).await?;
            self.delete(&listed(*number)).await?;
        }
        Ok(())
    }
}

impl Target for Remote {
    fn look(&self, thorough: bool) -> Result<There, Fault> {
        self.runtime.block_on(async {
            let mut there = self.stands().await?;
            let known: Files = there
                .files
                .iter()
                .filter(|(_, file)| file.fingerprint.is_some())
                .map(|(path, file)| (path.clone(), file.clone()))
                .collect();
            there.changed = if thorough { self.read_all(&known).await? } else { self.survey(&known).await? };
            there.files.extend(there.changed.iter().map(|path| (path.clone(), File::default())));
            Ok(there)
        })
    }

    fn put(&self, there: &There, next: &Next) -> Result<Done, Fault> {
        self.alone(async {
            let mut state = self.state().await?;
            if state.current != there.release.as_ref().map(|release| release.number) {
                return Err(busy(""));
            }
            let from = From::Site(next.bytes);
            let run = Run { remote: self, there, release: &next.release, delta: &next.delta, from, say: next.say };
            let done = run.through(self.keep > 0).await?;
            state.earlier.splice(0..0, state.current);
            let old = state.earlier.split_off(state.earlier.len().min(self.keep));
            run.finish(State { current: Some(next.release.number), earlier: state.earlier }).await?;
            self.forget(&old).await?;
            Ok(done)
        })
    }

    /// Where a publish was cut off it is that which is taken back.
    fn back(&self, say: Say) -> Result<Option<Release>, Fault> {
        self.alone(async {
            let there = self.stands().await?;
            let mut state = self.state().await?;
            let taken = if there.unfinished { None } else { state.current.take() };
            let before = if there.unfinished { state.current } else { state.earlier.first().copied() };
            let Some(before) = before else { return Ok(None) };
            let release = self.release(before).await?;
            let delta = Delta::between(&there.files, &release.files);
            let run = Run { remote: self, there: &there, release: &release, delta: &delta, from: From::Kept(before), say };
            run.through(false).await?;
            state.earlier.retain(|number| *number != before);
            run.finish(State { current: Some(before), earlier: state.earlier }).await?;
            self.clear(&kept(before)).await?;
            if let Some(taken) = taken {
                self.forget(&[taken]).await?;
            }
            Ok(Some(release))
        })
    }

    fn purge(&self) -> Result<usize, Fault> {
        self.alone(async {
            let state = self.state().await?;
            self.clear(NEW).await?;
            let earlier = state.earlier.clone();
            self.write(STATE, to_bytes(&State { earlier: Vec::new(), ..state })).await?;
            self.forget(&earlier).await?;
            Ok(earlier.len())
        })
    }
}

impl Run<'_> {
    /// All but the last words: sends, keeps, puts in place and removes.
    async fn through(&self, keep: bool) -> Result<Done, Fault> {
        self.spare_others().await?;
        self.remote.write(PENDING, to_bytes(&either(self.there.files.clone(), self.release.files.clone()))).await?;
        let sent = self.send().await?;
        if keep {
            self.keep().await?;
        }
        self.place(&sent).await?;
        let left = self.remove().await?;
        Ok(Done { left })
    }

    /// Says that it is done: the list, and last of all which release readers have.
    async fn finish(&self, state: State) -> Result<(), Fault> {
        let remote = self.remote;
        remote.write(&listed(self.release.number), self.release.to_bytes()).await?;
        remote.write(STATE, to_bytes(&state)).await?;
        remote.delete(PENDING).await?;
        remote.clear(NEW).await
    }

    /// Refuses to write over what others put there, unless it is just what is to stand there.
    async fn spare_others(&self) -> Result<(), Fault> {
        let remote = self.remote;
        let first = self.there.release.is_none() && !self.there.unfinished;
        if first && remote.has_nothing().await? {
            return Ok(());
        }
        let new = self.delta.put.iter().filter(|put| put.new);
        self.each(new, async |put| {
            let stands = remote.length(&put.path).await?;
            if stands.is_none() || stands == Some(self.file(put).length) && remote.is(&put.path, self.file(put)).await? {
                return Ok(());
            }
            Err(remote.trouble.foreign(&put.path))
        })
        .await
    }

    fn file(&self, put: &Put) -> &File {
        &self.release.files[&put.path]
    }

    /// Sends all that is to be put in place beside it. Gives what stands in its place already.
    async fn send(&self) -> Result<BTreeSet<&str>, Fault> {
        let remote = self.remote;
        // What a publish that was cut off has sent already need not be sent again.
        let there = if self.there.unfinished { remote.list(NEW, false).await? } else { BTreeMap::new() };
        let stands = std::cell::RefCell::new(BTreeSet::new());
        let sent = std::cell::Cell::new(0);
        self.each(&self.delta.put, async |put| {
            let (path, file) = (&*put.path, self.file(put));
            let aside = aside(path, file);
            let unknown = self.there.unfinished && self.there.files.get(path).is_some_and(|there| there.fingerprint.is_none());
            if there.get(&aside) == Some(&file.length) {
                // It was.
            } else if unknown && remote.is(path, file).await? {
                stands.borrow_mut().insert(path);
            } else {
                remote.write_as(&aside, path, self.bytes(path, file).await?).await?;
                if remote.length(&aside).await? != Some(file.length) {
                    return Err(remote.trouble.short(path));
                }
            }
            remote.lease.renew(&remote.operator, &remote.trouble).await?;
            sent.set(sent.get() + 1);
            (self.say)(Step::Sending(sent.get(), self.delta.put.len()));
            Ok(())
        })
        .await?;
        Ok(stands.into_inner())
    }

    async fn bytes(&self, path: &str, file: &File) -> Result<Vec<u8>, Fault> {
        match self.from {
            From::Site(bytes) => bytes(path),
            From::Kept(number) => {
                let bytes = self.remote.read(&kept_file(number, path)).await?.unwrap_or_default();
                if Some(blake3::hash(&bytes)) == file.fingerprint { Ok(bytes) } else { Err(self.remote.trouble.not_kept(path)) }
            }
        }
    }

    /// Keeps what is about to be replaced or removed, so that it can be gone back to. What somebody changed is not ours to keep.
    async fn keep(&self) -> Result<(), Fault> {
        let remote = self.remote;
        let Some(before) = &self.there.release else { return Ok(()) };
        let there = if self.there.unfinished { remote.list(&kept(before.number), false).await? } else { BTreeMap::new() };
        let paths = self.delta.put.iter().map(|put| &put.path).chain(&self.delta.removed);
        let ours = paths.filter_map(|path| Some((path, before.files.get(path)?)));
        self.each(ours, async |(path, file)| {
            let to = kept_file(before.number, path);
            let sure = self.there.files.get(path) == Some(file);
            if there.contains_key(&to) || sure && remote.length(path).await? != Some(file.length) || !sure && !remote.is(path, file).await?
            {
                return Ok(());
            }
            remote.operator.copy(path, &to).await.map(|_| ()).map_err(|error| remote.trouble.fault(&error))
        })
        .await
    }

    /// Puts everything in place, one turn after the other.
    async fn place(&self, stands: &BTreeSet<&str>) -> Result<(), Fault> {
        let placed = std::cell::Cell::new(0);
        for turn in self.delta.turns() {
            self.remote.lease.renew(&self.remote.operator, &self.remote.trouble).await?;
            self.each(turn.iter().filter(|put| !stands.contains(&*put.path)), async |put| {
                self.place_one(&put.path, self.file(put)).await?;
                placed.set(placed.get() + 1);
                (self.say)(Step::Placing(placed.get(), self.delta.put.len()));
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    async fn place_one(&self, path: &str, file: &File) -> Result<(), Fault> {
        let remote = self.remote;
        let from = aside(path, file);
        let placed = match remote.means.moves {
            true => remote.operator.rename(&from, path).await,
            false => remote.operator.copy(&from, path).await.map(|_| ()),
        };
        match placed {
            // A move whose answer was lost is asked for again, and then there is nothing left to move.
            Err(error) if error.kind() == ErrorKind::NotFound && remote.is(path, file).await? => Ok(()),
            other => other.map_err(|error| remote.trouble.fault(&error)),
        }
    }

    /// Removes what is no longer made. Gives what somebody has replaced, which stays.
    async fn remove(&self) -> Result<Vec<String>, Fault> {
        let remote = self.remote;
        let left = std::cell::RefCell::new(Vec::new());
        let removed = std::cell::Cell::new(0);
        self.each(&self.delta.removed, async |path| {
            let ours = self.there.files.get(path).filter(|file| file.fingerprint.is_some());
            let stands = remote.length(path).await?;
            if ours.is_some_and(|file| stands.is_some_and(|length| length != file.length)) {
                left.borrow_mut().push(path.clone());
            } else if stands.is_some() {
                remote.delete(path).await?;
            }
            removed.set(removed.get() + 1);
            (self.say)(Step::Removing(removed.get(), self.delta.removed.len()));
            Ok(())
        })
        .await?;
        if remote.means.moves {
            self.remove_folders().await?;
        }
        let mut left = left.into_inner();
        left.sort();
        Ok(left)
    }

    /// Removes the folders that are left empty, the deepest first.
    async fn remove_folders(&self) -> Result<(), Fault> {
        let needed: BTreeSet<&str> = self.release.files.keys().flat_map(|path| folders(path)).collect();
        let gone: BTreeSet<&str> =
            self.delta.removed.iter().flat_map(|path| folders(path)).filter(|folder| !needed.contains(folder)).collect();
        for folder in gone.into_iter().rev() {
            if self.remote.is_empty(folder).await? {
                self.remote.delete(folder).await?;
            }
        }
        Ok(())
    }

    /// Does the same with each of several, as many side by side as the place takes.
    async fn each<T>(&self, all: impl IntoIterator<Item = T>, work: impl AsyncFn(T) -> Result<(), Fault>) -> Result<(), Fault> {
        let work = &work;
        stream::iter(all).map(async |one| work(one).await).buffer_unordered(self.remote.means.lanes).try_collect().await
    }
}

impl Remote {
    /// Whether a folder has nothing in it, or is not there.
    async fn is_empty(&self, folder: &str) -> Result<bool, Fault> {
        match self.operator.list(folder).await {
            Ok(entries) => Ok(entries.iter().all(|entry| entry.path().trim_matches('/') == folder.trim_matches('/'))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
            Err(error) => Err(self.trouble.fault(&error)),
        }
    }

    /// Whether nobody has put anything here.
    async fn has_nothing(&self) -> Result<bool, Fault> {
        match self.operator.list("").await {
            Ok(entries) => Ok(entries.iter().all(|entry| ["", OWN].contains(&entry.path().trim_start_matches('/')))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
            Err(error) => Err(self.trouble.fault(&error)),
        }
    }
}

/// Where the list of a release is.
fn listed(number: u32) -> String {
    format!("{OWN}{number}.json")
}

/// The folder of what is kept of a release.
fn kept(number: u32) -> String {
    format!("{OWN}kept/{number}/")
}

fn kept_file(number: u32, path: &str) -> String {
    format!("{}{}", kept(number), flat(path.as_bytes(), path))
}

/// Where a file is sent before it is put in place: its own name says what it is to be, so that it is known again.
fn aside(path: &str, file: &File) -> String {
    let hash = file.fingerprint.map(|hash| *hash.as_bytes()).unwrap_or_default();
    format!("{NEW}{}", flat(&[path.as_bytes(), &hash].concat(), path))
}

/// A name for something of a path, in a folder without folders. The ending stays: from it servers tell what a file is.
fn flat(of: &[u8], path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rfind('.').map_or("", |at| &name[at..]);
    format!("{}{ending}", &blake3::hash(of).to_hex()[..32])
}

/// The folder that a file lies in, with its last slash.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// Every folder that a file lies in, each with its last slash.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..=at])
}

/// What we write of our own: plain values that JSON can hold.
fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
