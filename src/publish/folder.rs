//! A folder on this machine or a disk that it has: every release in a folder of its own, and a link that is switched to it in one step.
//!
//! `releases/7/` is a whole site, `current` the link to the one that readers have: the web server's root. `.insyn/` holds what lists them.

mod files;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::files::*;
use super::{Allows, Done, Files, Kind, Next, Release, Say, Step, Target, There, Wanted, busy};
use crate::content::site::Reached;
use crate::diagnostic::Words;
use crate::fault::Fault;
use crate::output::File;

pub static KIND: Kind = Kind { reached: Reached::Folder, open };

struct Folder {
    root: PathBuf,
    keep: usize,
}

fn open(wanted: &Wanted) -> Result<Box<dyn Target>, Fault> {
    let root = wanted.root.join(&*wanted.config.to);
    apart(wanted, &root)?;
    if wanted.config.in_place == Some(true) {
        return in_place(wanted, &root);
    }
    if !can_link() {
        return Err(Fault::new("Det här systemet kan inte byta en länk i ett steg.", "This system cannot switch a link in one step.")
            .help(
                "Skriv in-place = true vid platsen i site.toml: då byts filerna en och en.",
                "Write in-place = true at the place in site.toml: then files are replaced one by one.",
            ));
    }
    Ok(Box::new(Folder { root, keep: wanted.keep() }))
}

/// Refuses a place that the site's own folder lies in, or that lies in it: there drafts and settings would be readers' to fetch, and what is
/// built or written would be published over.
fn apart(wanted: &Wanted, place: &Path) -> Result<(), Fault> {
    let own = fs::canonicalize(wanted.root).map_err(|error| Fault::io(&error, wanted.root))?;
    let place = real(place);
    if !place.starts_with(&own) && !own.starts_with(&place) {
        return Ok(());
    }
    let to = &*wanted.config.to;
    Err(Fault::new(
        format!("Det går inte att publicera till ”{to}”: den mappen är webbplatsens egen, ligger i den eller innehåller den."),
        format!("It is not possible to publish to “{to}”: that folder is the site's own, lies in it or holds it."),
    )
    .help(
        "Välj en mapp bredvid, till exempel to = \"../webb\": annars kan utkast och inställningar hamna hos läsarna.",
        "Choose a folder beside it, such as to = \"../web\": drafts and settings could reach readers otherwise.",
    ))
}

/// A path without links, of a folder that need not be there yet.
fn real(path: &Path) -> PathBuf {
    match (fs::canonicalize(path), path.parent(), path.file_name()) {
        (Ok(path), ..) => path,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        // It ends in `..`.
        (Err(_), Some(parent), None) => real(parent).parent().map_or_else(PathBuf::new, Path::to_owned),
        (Err(_), None, _) => path.to_owned(),
    }
}

/// The folder itself is the site: for a disk without links, and a web server whose folder cannot be another.
#[cfg(feature = "publish")]
fn in_place(wanted: &Wanted, root: &Path) -> Result<Box<dyn Target>, Fault> {
    use super::{Means, Remote, Trouble};
    use crate::diagnostic::Both;
    const KEY: Both = Both("Be om rättigheter till mappen.", "Ask for permission to the folder.");
    let trouble = Trouble { place: wanted.config.to.to_string(), key: KEY };
    let service = opendal::services::Fs::default().root(&root.to_string_lossy());
    let operator = opendal::Operator::new(service).map_err(|error| trouble.fault(&error))?;
    Remote::open(wanted, operator, Means { lanes: 1, moves: true, answers: false }, trouble)
}

#[cfg(not(feature = "publish"))]
fn in_place(_: &Wanted, _: &Path) -> Result<Box<dyn Target>, Fault> {
    Err(super::left_out())
}

impl Folder {
    fn own(&self) -> PathBuf {
        self.root.join(".insyn")
    }

    fn releases(&self) -> PathBuf {
        self.root.join("releases")
    }

    fn current(&self) -> PathBuf {
        self.root.join("current")
    }

    fn site(&self, number: u32) -> PathBuf {
        self.releases().join(number.to_string())
    }

    fn list(&self, number: u32) -> PathBuf {
        self.own().join(format!("{number}.json"))
    }

    fn records(&self, number: u32) -> PathBuf {
        self.own().join(format!("{number}.records.json.gz"))
    }

    /// Where the next release is laid out.
    fn next(&self) -> PathBuf {
        self.own().join("next")
    }

    /// The number of the release that readers have. Refused when something stands there that we did not put.
    fn number(&self) -> Result<Option<u32>, Fault> {
        let current = self.current();
        match fs::read_link(&current) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Ok(to) => match to.strip_prefix("releases").ok().and_then(|name| name.to_str()?.parse().ok()) {
                Some(number) => Ok(Some(number)),
                None => Err(foreign(&current)),
            },
            Err(_) => Err(foreign(&current)),
        }
    }

    fn read(&self, number: u32) -> Result<Release, Fault> {
        let path = self.list(number);
        let bytes = fs::read(&path).map_err(|error| Fault::io(&error, &path))?;
        Release::from_bytes(&bytes).ok_or_else(|| {
            Fault::new(format!("{} går inte att läsa.", path.display()), format!("{} cannot be read.", path.display()))
                .help("Lägg tillbaka den, eller publicera till en tom mapp.", "Put it back, or publish to an empty folder.")
        })
    }

    /// Files of a release that are not as we left them, or gone.
    fn changed(&self, release: &Release) -> Vec<String> {
        let site = self.site(release.number);
        let is_not = |(path, file): &(&String, &File)| print(&site.join(path)).ok().as_ref() != Some(file);
        release.files.par_iter().filter(is_not).map(|(path, _)| path.clone()).collect()
    }

    /// Numbers of all releases that are listed, the oldest first.
    fn numbers(&self) -> Result<Vec<u32>, Fault> {
        let own = self.own();
        let entries = match fs::read_dir(&own) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|error| Fault::io(&error, &own))?,
        };
        let number = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_suffix(".json")?.parse().ok();
        let mut numbers: Vec<u32> = entries.flatten().filter_map(number).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Keeps others out until the file is dropped. Where the disk knows no locks there is none.
    fn lock(&self) -> Result<fs::File, Fault> {
        let own = self.own();
        fs::create_dir_all(&own).map_err(|error| Fault::io(&error, &own))?;
        let path = own.join("lock");
        let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|error| Fault::io(&error, &path))?;
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => Err(busy(&Words::same(""))),
            _ => Ok(file),
        }
    }

    /// Removes releases that no reader was given, or that are too old; the newest `keep` before the current one stay.
    fn prune(&self, current: u32, keep: usize) -> Result<usize, Fault> {
        let numbers = self.numbers()?;
        let earlier = numbers.iter().filter(|number| **number < current).count();
        let old = numbers.iter().take(earlier.saturating_sub(keep));
        let never = numbers.iter().filter(|number| **number > current);
        let gone: Vec<u32> = old.chain(never).copied().collect();
        gone.iter().try_for_each(|number| self.remove(*number, current))?;
        Ok(gone.len())
    }

    /// Removes what we made of a release. What others put into it stays, unless readers have it in the current one.
    fn remove(&self, number: u32, current: u32) -> Result<(), Fault> {
        let (site, now) = (self.site(number), self.site(current));
        let ours = self.read(number).map(|release| release.files).unwrap_or_default();
        remove_files(&site, &|path| {
            let inside = path.strip_prefix(&site).unwrap_or(path);
            ours.contains_key(&name(inside)) || same_file(path, &now.join(inside))
        })?;
        // The list goes last: while it is there, the rest is known.
        let _ = fs::remove_file(self.records(number));
        let list = self.list(number);
        fs::remove_file(&list).map_err(|error| Fault::io(&error, &list))
    }

    /// Makes room for a release: removes one of its number that readers were never given, and takes what others put there into the next.
    fn clear(&self, number: u32, current: u32) -> Result<(), Fault> {
        if self.list(number).exists() {
            self.remove(number, current)?;
        }
        let site = self.site(number);
        if site.exists() {
            carry_others(&site, &self.next(), &Files::new())?;
            remove_all(&site)?;
        }
        Ok(())
    }

    /// Lays out the whole next release: what has not changed as second names of the same bytes, all else anew. What a publish that was
    /// cut off has laid out already is kept where it is right.
    fn lay_out(&self, there: &There, next: &Next) -> Result<(), Fault> {
        let folder = self.next();
        fs::create_dir_all(&folder).map_err(|error| Fault::io(&error, &folder))?;
        sweep(&folder, &next.release.files)?;
        let before = there.release.as_ref().map(|release| self.site(release.number));
        let put: FxHashSet<&str> = next.delta.put.iter().map(|put| &*put.path).collect();
        let wanted: Vec<(&String, &File)> = next.release.files.iter().collect();
        let missing = wanted.into_par_iter().filter(|(path, _)| folder.join(path).symlink_metadata().is_err());
        let (new, same): (Vec<_>, Vec<_>) = missing.partition(|(path, _)| before.is_none() || put.contains(&***path));
        if let Some(before) = &before {
            same.par_iter().try_for_each(|(path, _)| second_name(&before.join(path), &folder.join(path)))?;
        }
        for (sent, (path, file)) in (1..).zip(&new) {
            (next.say)(Step::Sending(sent, new.len()));
            let to = folder.join(path);
            make_folder(&to)?;
            write(&to, &(next.bytes)(path)?, file)?;
        }
        match before {
            Some(before) => carry_others(&before, &folder, &there.files),
            None => Ok(()),
        }
    }

    /// Gives readers the release: one rename.
    fn switch(&self, number: u32) -> Result<(), Fault> {
        let (link, current) = (self.own().join("current"), self.current());
        let _ = fs::remove_file(&link);
        link_to(&Path::new("releases").join(number.to_string()), &link).map_err(|error| Fault::io(&error, &link))?;
        fs::rename(&link, &current).map_err(|error| Fault::io(&error, &current))
    }
}

impl Target for Folder {
    /// Every file is read, however quick it is to be: a release that links to what somebody changed would hand it on.
    fn look(&self, _: bool) -> Result<There, Fault> {
        let Some(number) = self.number()? else {
            return Ok(There { unfinished: self.next().exists(), ..There::default() });
        };
        let release = self.read(number)?;
        let mut files = release.files.clone();
        let changed = self.changed(&release);
        for path in &changed {
            files.insert(path.clone(), File::default());
        }
        let records = fs::read(self.records(number)).ok();
        Ok(There { files, records, changed, unfinished: self.next().exists(), release: Some(release) })
    }

    fn put(&self, there: &There, next: &Next) -> Result<Done, Fault> {
        let _lock = self.lock()?;
        if self.number()? != there.release.as_ref().map(|release| release.number) {
            return Err(busy(&Words::same("")));
        }
        let number = next.release.number;
        let current = there.release.as_ref().map_or(0, |release| release.number);
        self.lay_out(there, next)?;
        self.clear(number, current)?;
        for (path, bytes) in [(self.records(number), next.records), (self.list(number), &*next.release.to_bytes())] {
            let part = self.own().join("part");
            fs::write(&part, bytes).map_err(|error| Fault::io(&error, &part))?;
            fs::rename(&part, &path).map_err(|error| Fault::io(&error, &path))?;
        }
        let (site, releases) = (self.site(number), self.releases());
        fs::create_dir_all(&releases).map_err(|error| Fault::io(&error, &releases))?;
        fs::rename(self.next(), &site).map_err(|error| Fault::io(&error, &site))?;
        self.switch(number)?;
        self.prune(number, self.keep)?;
        Ok(Done::default())
    }

    fn back(&self, allows: Allows, _: Say) -> Result<Option<There>, Fault> {
        let _lock = self.lock()?;
        let Some(number) = self.number()? else { return Ok(None) };
        let Some(before) = self.numbers()?.into_iter().rfind(|other| *other < number) else { return Ok(None) };
        let [earlier, now] = [before, number].map(|number| fs::read(self.records(number)).ok());
        allows(earlier.as_deref(), now.as_deref())?;
        let changed = self.changed(&self.read(before)?);
        if !changed.is_empty() {
            return Err(tampered(before, &changed));
        }
        carry_others(&self.site(number), &self.site(before), &self.read(number)?.files)?;
        self.switch(before)?;
        self.prune(before, self.keep)?;
        self.look(false).map(Some)
    }

    fn purge(&self) -> Result<usize, Fault> {
        let _lock = self.lock()?;
        remove_all(&self.next())?;
        match self.number()? {
            Some(number) => self.prune(number, 0),
            None => Ok(0),
        }
    }
}

/// Somebody has changed a release that is kept, so it is no longer what readers were given.
fn tampered(number: u32, changed: &[String]) -> Fault {
    const NAMED: usize = 20;
    let names = changed.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = if changed.len() > NAMED { format!(" … ({})", changed.len()) } else { String::new() };
    Fault::new(
        format!("Utgåva {number} är inte som den publicerades; det här är ändrat eller borta: {names}{rest}."),
        format!("Release {number} is not as it was published; these are changed or gone: {names}{rest}."),
    )
    .help(
        "Läsarna har kvar den utgåva de har. Rätta innehållet och publicera det i stället.",
        "Readers keep the release that they have. Mend the content and publish it instead.",
    )
}

fn foreign(path: &Path) -> Fault {
    let path = path.display();
    Fault::new(format!("{path} har insyn inte gjort."), format!("{path} was not made by insyn."))
        .help("Publicera till en tom mapp, eller flytta det som ligger där.", "Publish to an empty folder, or move what lies there.")
}

#[cfg(unix)]
fn can_link() -> bool {
    true
}

#[cfg(unix)]
fn link_to(to: &Path, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn can_link() -> bool {
    false
}

#[cfg(not(unix))]
fn link_to(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
