//! A place that is written to file by file: all that is new is sent aside first, then put in place in order, and what is no longer made
//! is removed last. A folder in `.insyn/` there holds what lists our files, what is on its way (`new/`) and what can be gone back to (`kept/`).

mod paths;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::time::Duration;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use opendal::layers::{RetryLayer, TimeoutLayer};
use opendal::{ErrorKind, Operator};
use serde::{Deserialize, Serialize};

use self::paths::*;
use self::run::{From, Run};
use super::{Allows, Delta, Done, Files, Lease, Next, Release, Say, Target, There, Trouble, Wanted, busy};
use crate::diagnostic::Words;
use crate::fault::Fault;
use crate::media::kind;
use crate::output::File;
use crate::plan::serving;

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
    own: Own,
    keep: usize,
}

/// What a kind of place can do.
pub struct Means {
    /// How many transfers go on side by side.
    pub lanes: usize,
    /// Whether it has folders, and moves a file over another in one step; else it copies.
    pub moves: bool,
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
        let mut remote = Self { operator, once, means, runtime, trouble, lease, own: Own::new(), keep: wanted.keep() };
        if let Some(own) = remote.runtime.block_on(remote.found())? {
            remote.own = own;
        }
        Ok(Box::new(remote))
    }

    /// Our folder there; None before the first publish.
    async fn found(&self) -> Result<Option<Own>, Fault> {
        let folders = match self.operator.list(OWN).await {
            Ok(entries) => entries.into_iter().filter(|entry| entry.metadata().is_dir() && entry.path() != OWN),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.trouble.fault(&error)),
        };
        Ok(folders.map(|entry| entry.path().to_owned()).min().map(|path| Own::at(&path)))
    }

    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        match self.operator.read(path).await {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.trouble.fault(&error)),
        }
    }

    /// Writes a file of our own, whole or not at all.
    async fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        if !self.means.moves {
            return self.write_as(path, path, bytes).await;
        }
        self.write_as(&self.own.part(), path, bytes).await?;
        self.operator.rename(&self.own.part(), path).await.map_err(|error| self.trouble.fault(&error))
    }

    /// Writes a file that is to be told of as the one at another path is: where the place itself answers readers, it says so with the file.
    async fn write_as(&self, path: &str, other: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        let length = bytes.len() as u64;
        let mut writing = self.operator.write_with(path, bytes).content_type(kind(other));
        if self.means.answers {
            writing = writing.cache_control(&serving::kept(other));
        }
        writing.await.map_err(|error| self.trouble.fault(&error))?;
        self.whole(path, other, length).await
    }

    /// Refuses a file that did not come whole: not every server says so when its disk is full.
    async fn whole(&self, path: &str, other: &str, length: u64) -> Result<(), Fault> {
        if self.length(path).await? == Some(length) { Ok(()) } else { Err(self.trouble.short(other)) }
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

    /// The files in a folder, with their lengths.
    async fn list(&self, folder: &str) -> Result<BTreeMap<String, u64>, Fault> {
        match self.operator.list(folder).await {
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
        let files = self.list(folder).await?;
        self.operator.delete_iter(files.into_keys()).await.map_err(|error| self.trouble.fault(&error))?;
        if self.means.moves { self.delete(folder).await } else { Ok(()) }
    }

    async fn state(&self) -> Result<State, Fault> {
        let path = self.own.state();
        match self.read(&path).await? {
            None => Ok(State::default()),
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|_| self.trouble.unreadable(&path)),
        }
    }

    async fn release(&self, number: u32) -> Result<Release, Fault> {
        let path = self.own.listed(number);
        let bytes = self.read(&path).await?.unwrap_or_default();
        Release::from_bytes(&bytes).ok_or_else(|| self.trouble.unreadable(&path))
    }

    /// What stands there as far as our own lists tell.
    async fn stands(&self) -> Result<There, Fault> {
        let release = match self.state().await?.current {
            None => None,
            Some(number) => Some(self.release(number).await?),
        };
        let path = self.own.pending();
        let pending = match self.read(&path).await? {
            None => None,
            Some(bytes) => Some(serde_json::from_slice::<Files>(&bytes).map_err(|_| self.trouble.unreadable(&path))?),
        };
        let records = match &release {
            None => None,
            Some(release) => self.read(&self.own.records_of(release.number)).await?,
        };
        let unfinished = pending.is_some();
        let files = pending.or_else(|| release.as_ref().map(|release| release.files.clone())).unwrap_or_default();
        Ok(There { release, records, files, changed: Vec::new(), unfinished })
    }

    /// Files that every page leans on and that are gone or have another length. To list all would take a request for each thousand files, or
    /// for each folder, of every publish.
    async fn survey(&self, known: &Files) -> Result<Vec<String>, Fault> {
        let leaned_on = |path: &str| path.starts_with("assets/") || !path.contains('/');
        let folders: BTreeSet<&str> = known.keys().filter(|path| leaned_on(path)).map(|path| folder_of(path)).collect();
        let mut there = BTreeMap::new();
        for folder in folders {
            there.extend(self.list(folder).await?);
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

    /// Does `work` alone: nobody else publishes meanwhile, as far as the place can tell.
    fn alone<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        self.runtime.block_on(async {
            self.lease.take(&self.operator, &self.trouble).await?;
            let done = match self.found().await {
                Err(fault) => Err(fault),
                // Somebody has made the first publish here since we looked.
                Ok(Some(own)) if own != self.own => Err(busy(&Words::same(""))),
                Ok(_) => work.await,
            };
            // A place that cannot be reached any more keeps it until its time is out; we may take it over ourselves at once.
            let operator = if done.is_ok() { &self.operator } else { &self.once };
            let given = self.lease.give_back(operator, &self.trouble).await;
            done.and_then(|done| given.map(|()| done))
        })
    }

    /// Removes the lists and files of releases.
    async fn forget(&self, numbers: &[u32]) -> Result<(), Fault> {
        for number in numbers {
            self.clear(&self.own.kept(*number)).await?;
            self.delete(&self.own.records_of(*number)).await?;
            self.delete(&self.own.listed(*number)).await?;
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
                return Err(busy(&Words::same("")));
            }
            let from = From::Site(next.bytes);
            let run = Run { remote: self, there, release: next.release, delta: next.delta, from, say: next.say };
            let done = run.through(self.keep > 0).await?;
            state.earlier.splice(0..0, state.current);
            let old = state.earlier.split_off(state.earlier.len().min(self.keep));
            self.write(&self.own.records_of(next.release.number), next.records.to_vec()).await?;
            run.finish(State { current: Some(next.release.number), earlier: state.earlier }).await?;
            self.forget(&old).await?;
            Ok(done)
        })
    }

    /// Where a publish was cut off it is that which is taken back.
    fn back(&self, allows: Allows, say: Say) -> Result<Option<There>, Fault> {
        self.alone(async {
            let there = self.stands().await?;
            let mut state = self.state().await?;
            let taken = if there.unfinished { None } else { state.current.take() };
            let before = if there.unfinished { state.current } else { state.earlier.first().copied() };
            let Some(before) = before else { return Ok(None) };
            allows(self.read(&self.own.records_of(before)).await?.as_deref(), there.records.as_deref())?;
            let release = self.release(before).await?;
            let delta = Delta::between(&there.files, &release.files);
            let run = Run { remote: self, there: &there, release: &release, delta: &delta, from: From::Kept(before), say };
            run.through(false).await?;
            state.earlier.retain(|number| *number != before);
            run.finish(State { current: Some(before), earlier: state.earlier }).await?;
            self.clear(&self.own.kept(before)).await?;
            if let Some(taken) = taken {
                self.forget(&[taken]).await?;
            }
            self.stands().await.map(Some)
        })
    }

    fn purge(&self) -> Result<usize, Fault> {
        self.alone(async {
            let state = self.state().await?;
            self.clear(&self.own.new_files()).await?;
            let earlier = state.earlier.clone();
            self.write(&self.own.state(), to_bytes(&State { earlier: Vec::new(), ..state })).await?;
            self.forget(&earlier).await?;
            Ok(earlier.len())
        })
    }
}

/// What we write of our own: plain values that JSON can hold.
fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
