//! One publish under way: what is new is sent aside, what goes is kept, all is put in place in order, and the rest is removed.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use futures_util::stream::{self, StreamExt, TryStreamExt};
use opendal::ErrorKind;

use super::{Remote, State, folders, to_bytes};
use crate::fault::Fault;
use crate::output::File;
use crate::publish::{Delta, Done, Put, Release, Say, Step, There, either};

/// Where the bytes of a file come from.
pub enum From<'a> {
    Site(&'a dyn Fn(&str) -> Result<Vec<u8>, Fault>),
    /// What was kept of a release.
    Kept(u32),
}

/// One publish under way.
pub struct Run<'a> {
    pub remote: &'a Remote,
    pub there: &'a There,
    pub release: &'a Release,
    pub delta: &'a Delta,
    pub from: From<'a>,
    pub say: Say<'a>,
}

impl Run<'_> {
    /// All but the last words: sends, keeps, puts in place and removes.
    pub async fn through(&self, keep: bool) -> Result<Done, Fault> {
        self.spare_others().await?;
        self.remote.write(&self.remote.own.pending(), to_bytes(&either(self.there.files.clone(), self.release.files.clone()))).await?;
        let sent = self.send().await?;
        if keep {
            self.keep().await?;
        }
        self.place(&sent).await?;
        let left = self.remove().await?;
        Ok(Done { left })
    }

    /// Says that it is done: the list, and last of all which release readers have.
    pub async fn finish(&self, state: State) -> Result<(), Fault> {
        let remote = self.remote;
        remote.write(&remote.own.listed(self.release.number), self.release.to_bytes()).await?;
        remote.write(&remote.own.state(), to_bytes(&state)).await?;
        remote.delete(&remote.own.pending()).await?;
        remote.clear(&remote.own.new_files()).await
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
        let there = if self.there.unfinished { remote.list(&remote.own.new_files()).await? } else { BTreeMap::new() };
        let stands = RefCell::new(BTreeSet::new());
        let sent = Cell::new(0);
        self.each(&self.delta.put, async |put| {
            let (path, file) = (&*put.path, self.file(put));
            let aside = remote.own.aside(path, file);
            let unknown = self.there.unfinished && self.there.files.get(path).is_some_and(|there| there.fingerprint.is_none());
            if there.get(&aside) == Some(&file.length) {
                // It was.
            } else if unknown && remote.is(path, file).await? {
                stands.borrow_mut().insert(path);
            } else {
                remote.write_as(&aside, path, self.bytes(path, file).await?).await?;
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
                let bytes = self.remote.read(&self.remote.own.kept_file(number, path)).await?.unwrap_or_default();
                if Some(blake3::hash(&bytes)) == file.fingerprint { Ok(bytes) } else { Err(self.remote.trouble.not_kept(path)) }
            }
        }
    }

    /// Keeps what is about to be replaced or removed, so that it can be gone back to. What somebody changed is not ours to keep.
    async fn keep(&self) -> Result<(), Fault> {
        let remote = self.remote;
        let Some(before) = &self.there.release else { return Ok(()) };
        let there = if self.there.unfinished { remote.list(&remote.own.kept(before.number)).await? } else { BTreeMap::new() };
        let paths = self.delta.put.iter().map(|put| &put.path).chain(&self.delta.removed);
        let ours = paths.filter_map(|path| Some((path, before.files.get(path)?)));
        self.each(ours, async |(path, file)| {
            let to = remote.own.kept_file(before.number, path);
            let sure = self.there.files.get(path) == Some(file);
            if there.get(&to) == Some(&file.length) {
                return Ok(());
            }
            let stands = if sure { remote.length(path).await? == Some(file.length) } else { remote.is(path, file).await? };
            if stands {
                remote.operator.copy(path, &to).await.map_err(|error| remote.trouble.fault(&error))?;
                remote.whole(&to, path, file.length).await?;
            }
            Ok(())
        })
        .await
    }

    /// Puts everything in place, one turn after the other.
    async fn place(&self, stands: &BTreeSet<&str>) -> Result<(), Fault> {
        let placed = Cell::new(0);
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
        let from = remote.own.aside(path, file);
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
        let left = RefCell::new(Vec::new());
        let removed = Cell::new(0);
        self.each(&self.delta.removed, async |path| {
            // After a publish that was cut off at most the length is known.
            let ours = self.there.files.get(path).filter(|file| file.fingerprint.is_some() || file.length > 0);
            let stands = remote.length(path).await?;
            // What we found to be another file than we left is somebody's, and so is one of another length.
            let theirs = self.there.changed.contains(path) || ours.is_some_and(|file| stands.is_some_and(|length| length != file.length));
            if theirs && stands.is_some() {
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

    /// Does the same with each of several, as many side by side as the place takes. A few are soonest done one after the other: each lane
    /// may have to be opened first.
    async fn each<T>(&self, all: impl IntoIterator<Item = T>, work: impl AsyncFn(T) -> Result<(), Fault>) -> Result<(), Fault> {
        const FEW: usize = 16;
        let (work, all): (_, Vec<T>) = (&work, all.into_iter().collect());
        let lanes = self.remote.means.lanes.min(1 + all.len() / FEW);
        stream::iter(all).map(async |one| work(one).await).buffer_unordered(lanes).try_collect().await
    }
}
