//! Who publishes to a place just now: a file there that says so until a time, since a program that was killed gives nothing back.

use std::cell::Cell;
use std::fs;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use opendal::{ErrorKind, Operator};
use serde::{Deserialize, Serialize};

use super::{Trouble, Wanted, busy};
use crate::diagnostic::Words;
use crate::fault::Fault;

const LOCK: &str = ".insyn/lock.json";

/// How long a publish may be silent before others take its place for free.
const TERM: Duration = Duration::from_secs(10 * 60);

/// What the file says: nothing of who it is, since the web may be able to read it. Times are in seconds since 1970.
#[derive(Serialize, Deserialize)]
struct Held {
    holder: String,
    #[serde(default)]
    since: i64,
    until: i64,
}

pub struct Lease {
    /// Our name: that of the site's folder on this machine, where no two publish at once.
    holder: String,
    since: i64,
    renewed: Cell<Instant>,
}

impl Lease {
    /// Of the site's folder. A name that was given once is kept there, so that a second run knows the lease of a killed one as its own.
    pub fn of(wanted: &Wanted) -> Result<Self, Fault> {
        let own = wanted.root.join(".insyn");
        let path = own.join("publisher");
        let known = fs::read_to_string(&path).ok().filter(|name| !name.trim().is_empty());
        let holder = match known {
            Some(name) => name.trim().to_owned(),
            None => {
                let seed = format!("{:?} {} {}", Timestamp::now(), std::process::id(), own.display());
                let name = blake3::hash(seed.as_bytes()).to_hex()[..32].to_owned();
                fs::create_dir_all(&own).and_then(|()| fs::write(&path, &name)).map_err(|error| Fault::io(&error, &path))?;
                name
            }
        };
        Ok(Self { holder, since: Timestamp::now().as_second(), renewed: Cell::new(Instant::now()) })
    }

    fn held(&self) -> Vec<u8> {
        let until = Timestamp::now().as_second() + TERM.as_secs() as i64;
        serde_json::to_vec(&Held { holder: self.holder.clone(), since: self.since, until }).unwrap_or_default()
    }

    /// Takes it, or says who has it. Where the place can write a file only if there is none, two that come at once are told apart there;
    /// elsewhere by who is named when both have written.
    pub async fn take(&self, operator: &Operator, trouble: &Trouble) -> Result<(), Fault> {
        self.renewed.set(Instant::now());
        let can = operator.info().capability().write_with_if_not_exists;
        if can && operator.write_with(LOCK, self.held()).if_not_exists(true).await.is_ok() {
            return Ok(());
        }
        if let Some(other) = self.other(operator, trouble).await? {
            return Err(told(&other));
        }
        operator.write(LOCK, self.held()).await.map_err(|error| trouble.fault(&error))?;
        match self.other(operator, trouble).await? {
            Some(other) => Err(told(&other)),
            None => Ok(()),
        }
    }

    /// Who else has it, until a time that has not come yet.
    async fn other(&self, operator: &Operator, trouble: &Trouble) -> Result<Option<Held>, Fault> {
        let bytes = match operator.read(LOCK).await {
            Ok(bytes) => bytes.to_vec(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(trouble.fault(&error)),
        };
        let held = serde_json::from_slice::<Held>(&bytes).ok();
        Ok(held.filter(|held| held.holder != self.holder && held.until > Timestamp::now().as_second()))
    }

    /// Goes on having it while the work takes long.
    pub async fn renew(&self, operator: &Operator, trouble: &Trouble) -> Result<(), Fault> {
        if self.renewed.get().elapsed() < TERM / 4 {
            return Ok(());
        }
        self.renewed.set(Instant::now());
        operator.write(LOCK, self.held()).await.map(|_| ()).map_err(|error| trouble.fault(&error))
    }

    pub async fn give_back(&self, operator: &Operator, trouble: &Trouble) -> Result<(), Fault> {
        operator.delete(LOCK).await.map_err(|error| trouble.fault(&error))
    }
}

fn told(other: &Held) -> Fault {
    let clock = |second| {
        let time = Timestamp::from_second(second).unwrap_or_default();
        time.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M").to_string()
    };
    let (since, until) = (clock(other.since), clock(other.until));
    busy(&Words::new(format!(", sedan klockan {since}"), format!(", since {since}"))).help(
        format!("Vänta tills det är klart, och kör igen. Blev det avbrutet går det att publicera igen klockan {until}."),
        format!("Wait until that is done, and run again. If it was cut off, publishing works again at {until}."),
    )
}
