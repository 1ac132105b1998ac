//! Publishing: from the built site to where readers are. One file, one kind of place; to add one: its file, and a line in [`KINDS`].

mod delta;
mod folder;
#[cfg(feature = "publish")]
mod lease;
mod release;
#[cfg(feature = "publish")]
mod remote;
#[cfg(feature = "publish")]
mod s3;
#[cfg(feature = "publish")]
mod sftp;
#[cfg(feature = "publish")]
mod trouble;
#[cfg(feature = "publish")]
mod webdav;

use std::path::Path;

use crate::content::site::{PublishTarget, Reached};
use crate::diagnostic::Words;
use crate::fault::Fault;

pub use delta::{Delta, Put, Turn};
pub use release::{Files, Release, either};

#[cfg(feature = "publish")]
use {
    lease::Lease,
    remote::{Means, Remote},
    trouble::Trouble,
};

/// A kind of place, and how one is opened.
pub struct Kind {
    pub reached: Reached,
    pub open: fn(&Wanted) -> Result<Box<dyn Target>, Fault>,
}

/// Every kind of place that this program can publish to.
pub const KINDS: &[&Kind] = &[
    &folder::KIND,
    #[cfg(feature = "publish")]
    &s3::KIND,
    #[cfg(feature = "publish")]
    &sftp::KIND,
    #[cfg(feature = "publish")]
    &webdav::KIND,
];

/// The place that is meant.
pub struct Wanted<'a> {
    pub config: &'a PublishTarget,
    /// The site's own folder: paths in its settings begin there.
    pub root: &'a Path,
}

impl Wanted<'_> {
    /// How many earlier releases are kept to go back to.
    fn keep(&self) -> usize {
        self.config.keep.map_or(KEPT, |keep| usize::try_from(keep).unwrap_or(0))
    }

    /// The address of the place, in one of these schemes, and the folder that it ends in.
    #[cfg(feature = "publish")]
    fn address(&self, schemes: &[&str], example: &str) -> Result<(url::Url, String), Fault> {
        let to = &*self.config.to;
        let address = url::Url::parse(to).ok().filter(|address| schemes.contains(&address.scheme()) && address.has_host());
        let address = address.filter(|address| address.password().is_none());
        let folder =
            |address: &url::Url| percent_encoding::percent_decode_str(address.path()).decode_utf8().ok().map(|path| path.into_owned());
        address.and_then(|address| folder(&address).map(|folder| (address, folder))).ok_or_else(|| {
            Fault::new(
                format!("”{to}” är ingen adress dit det går att publicera så."),
                format!("“{to}” is no address to publish to in that way."),
            )
            .help(format!("Skriv som {example}, utan lösenord."), format!("Write it as {example}, without a password."))
        })
    }
}

/// How many earlier releases are kept unless the site says another number.
const KEPT: usize = 3;

/// A place that the site is published to, opened.
pub trait Target {
    /// What readers have there. `thorough` reads every file of ours to see whether somebody changed it; else only so much as costs little.
    fn look(&self, thorough: bool) -> Result<There, Fault>;

    /// Brings readers from what is there to the next release: they never see a page without what it shows. Cut off at any moment, the same
    /// again goes on where it stopped.
    fn put(&self, there: &There, next: &Next) -> Result<Done, Fault>;

    /// Gives readers the release before again, and takes away the one that they have; None when there is none before. Nothing is touched
    /// unless `allows` says so.
    fn back(&self, allows: Allows, say: Say) -> Result<Option<There>, Fault>;

    /// Removes all that readers do not have: earlier releases, and what was cut off. Gives how many releases.
    fn purge(&self) -> Result<usize, Fault>;
}

/// What is there.
#[derive(Debug, Default)]
pub struct There {
    /// The release that readers have; none before the first.
    pub release: Option<Release>,
    /// Its records, as they were handed over with it.
    pub records: Option<Vec<u8>>,
    /// What stands there of ours. After a publish that was cut off, and where somebody changed a file of ours, its state is unknown.
    pub files: Files,
    /// Files of ours that are not as we left them, or gone.
    pub changed: Vec<String>,
    /// Whether a publish was cut off here.
    pub unfinished: bool,
}

/// What is to be there.
pub struct Next<'a> {
    pub release: &'a Release,
    /// Its records, to be compared with by whoever publishes the next: bytes that are only kept here.
    pub records: &'a [u8],
    pub delta: &'a Delta,
    /// Gives the bytes of a file of the release.
    pub bytes: &'a dyn Fn(&str) -> Result<Vec<u8>, Fault>,
    pub say: Say<'a>,
}

/// Says whether a release may be gone back to, by its records and those of the release that readers have.
pub type Allows<'a> = &'a dyn Fn(Option<&[u8]>, Option<&[u8]>) -> Result<(), Fault>;

/// Hears what goes on.
pub type Say<'a> = &'a dyn Fn(Step);

/// What opens places, by the names of the environment.
const SECRETS: &[&str] = &["INSYN_PASSWORD", "INSYN_TOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/// The name of what opens a place, when it stands in a text: the site's files are for many to read.
pub fn secret_in(text: &str) -> Option<&'static str> {
    let stands = |name: &&&str| std::env::var(name).is_ok_and(|secret| secret.len() >= 6 && text.contains(&secret));
    SECRETS.iter().find(stands).copied()
}

/// What goes on: how many are done, and of how many.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Sending(usize, usize),
    Placing(usize, usize),
    Removing(usize, usize),
}

/// What was done beside what the delta says.
#[derive(Debug, Default)]
pub struct Done {
    /// Files that are no longer ours to remove: somebody put another in their place.
    pub left: Vec<String>,
}

/// Opens the place that is meant.
pub fn open(wanted: &Wanted) -> Result<Box<dyn Target>, Fault> {
    match KINDS.iter().find(|kind| kind.reached == wanted.config.kind) {
        Some(kind) => (kind.open)(wanted),
        None => Err(left_out()),
    }
}

/// The program was built without what this place needs.
fn left_out() -> Fault {
    Fault::new(
        "Det här programmet är byggt utan publicering till andra datorer.",
        "This program was built without publishing to other machines.",
    )
    .help("Bygg det med: cargo build --features publish", "Build it with: cargo build --features publish")
}

/// Somebody else is publishing to the place; perhaps with words on since when.
fn busy(since: &Words) -> Fault {
    Fault::new(
        format!("Någon annan publicerar just nu hit{}.", since.sv),
        format!("Somebody else is publishing here just now{}.", since.en),
    )
    .help("Vänta tills det är klart, och kör igen.", "Wait until that is done, and run again.")
}
