//! Everything that readers were given in an edition, as plain data.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Fact, Stood};
use crate::house::House;

/// The records of an edition. Nothing that readers were not given is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Editions that changed something are counted from 1.
    pub edition: u32,
    /// By folder and id, `results/andt-2016`: each as JSON. Few of ten thousand differ from one edition to the next, and only those are
    /// read.
    records: BTreeMap<Box<str>, Box<str>>,
}

/// How many records are packed at a time.
const AT_ONCE: usize = 512;

/// The first line of what is kept.
#[derive(Serialize, Deserialize)]
struct Head {
    edition: u32,
}

impl Snapshot {
    /// The records of a site that was read for its readers. The edition is for whoever compares to say.
    pub fn of(house: &House) -> Self {
        let records: Vec<(Box<str>, Box<str>)> = house
            .site
            .records
            .list()
            .par_iter()
            .map(|(id, record)| (format!("{}/{}", record.kind.folder, record.id).into(), written(&Stood::of(house, *id))))
            .collect();
        Self { edition: 0, records: records.into_iter().collect() }
    }

    /// The same records as the edition of this number.
    pub fn numbered(self, edition: u32) -> Self {
        Self { edition, ..self }
    }

    /// The names of its records, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(|name| &**name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.records.contains_key(name)
    }

    pub fn get(&self, name: &str) -> Option<Stood> {
        serde_json::from_str(self.records.get(name)?).ok()
    }

    /// Whether a record is the same in both editions, under names of its own.
    pub fn same(&self, name: &str, other: &Self, there: &str) -> bool {
        self.records.get(name).is_some_and(|record| other.records.get(there) == Some(record))
    }

    /// As it is kept: lines of JSON, packed with gzip, so many at a time that all cores pack. The same for the same records.
    pub fn packed(&self) -> Vec<u8> {
        let head = serde_json::to_string(&Head { edition: self.edition }).unwrap_or_default();
        let records: Vec<_> = self.records.iter().collect();
        let packed = records.par_chunks(AT_ONCE).map(|records| member(records.iter().map(|(name, record)| format!("{name} {record}"))));
        [member([head].into_iter())].into_par_iter().chain(packed).collect::<Vec<_>>().concat()
    }

    /// What [`Snapshot::packed`] wrote; None when it is anything else.
    pub fn unpacked(bytes: &[u8]) -> Option<Self> {
        let mut lines = BufReader::new(MultiGzDecoder::new(bytes)).lines();
        let head: Head = serde_json::from_str(&lines.next()?.ok()?).ok()?;
        let record = |line: io::Result<String>| {
            let line = line.ok()?;
            let (name, record) = line.split_once(' ')?;
            Some((name.into(), record.into()))
        };
        Some(Self { edition: head.edition, records: lines.map(record).collect::<Option<_>>()? })
    }

    /// This edition as it may be kept after something was taken out of the sources: what differs between the records `was` before and `now`
    /// after that stands as it is now, and `masked` masks the words everywhere else. What else the edition says stays, so that it is still
    /// told when it changes.
    pub fn cleaned(self, was: &Self, now: &Self, masked: impl Fn(&str) -> Option<String>) -> Self {
        // An id is masked as it is in the name of its file.
        let named = |name: &str| masked(&format!("{name}.")).map_or_else(|| name.to_owned(), |name| name.trim_end_matches('.').to_owned());
        let clean = |text: String| masked(&text).unwrap_or(text);
        let records = self.names().filter_map(|name| {
            let (mut stood, before, is) = (self.get(name)?, was.get(name), now.get(&named(name)));
            let facts = std::mem::take(&mut stood.facts).into_iter().filter_map(|(path, fact)| {
                let at = |stood: &Option<Stood>| stood.as_ref().and_then(|stood| stood.facts.get(&path).cloned());
                let (before, is) = (at(&before), at(&is));
                // A fingerprint that nothing answers to any more could be tried against guesses.
                let gone = before != is && is.is_none() || matches!(fact, Fact::Long { .. }) && is.is_none();
                let fact = if before == is { Some(fact) } else { is };
                fact.filter(|_| !gone).map(|fact| (named(&path), fact.masked(clean)))
            });
            stood.facts = facts.collect();
            let stood = Stood {
                title: clean(stood.title),
                address: clean(stood.address),
                formerly: stood.formerly.into_iter().map(clean).collect(),
                withdrawn: stood.withdrawn.map(clean),
                amended: stood.amended.into_iter().map(|amended| amended.masked(clean)).collect(),
                facts: stood.facts,
            };
            Some((named(name).into(), written(&stood)))
        });
        Self { edition: self.edition, records: records.collect() }
    }
}

/// Lines as one member of a file of gzip: such members one after the other are a file of their lines (RFC 1952, section 2.2).
fn member(mut lines: impl Iterator<Item = String>) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail.
    let written = lines.try_for_each(|line| writeln!(packer, "{line}"));
    written.and_then(|()| packer.finish()).unwrap_or_default()
}

/// Every key is a text, so it can be written.
fn written(stood: &Stood) -> Box<str> {
    serde_json::to_string(stood).unwrap_or_default().into()
}
