//! Everything that readers were given in an edition, as plain data.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Stood;
use crate::content::common::CorrectionKind;
use crate::content::value::Choice as _;
use crate::house::House;

/// The records of an edition. Nothing that readers were not given is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Editions that changed something are counted from 1.
    pub edition: u32,
    /// By folder and id: `results/andt-2016`.
    pub records: BTreeMap<String, Stood>,
}

impl Snapshot {
    /// The records of a site that was read for its readers. The edition is for whoever compares to say.
    pub fn of(house: &House) -> Self {
        let records: Vec<(String, Stood)> = (0..house.site.records.len() as u32)
            .into_par_iter()
            .map(|id| {
                let record = house.site.record(id);
                (format!("{}/{}", record.kind.folder, record.id), Stood::of(house, id))
            })
            .collect();
        Self { edition: 0, records: records.into_iter().collect() }
    }

    /// As it is kept: JSON, packed with gzip. The same for the same records.
    pub fn packed(&self) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        // Writing to memory cannot fail, and the keys are texts.
        let written = serde_json::to_vec(self).and_then(|json| packer.write_all(&json).map_err(serde_json::Error::io));
        written.ok().and_then(|()| packer.finish().ok()).unwrap_or_default()
    }

    /// What [`Snapshot::packed`] wrote; None when it is anything else.
    pub fn unpacked(bytes: &[u8]) -> Option<Self> {
        let mut json = Vec::new();
        GzDecoder::new(bytes).read_to_end(&mut json).ok()?;
        serde_json::from_slice(&json).ok()
    }

    /// This edition as it may be kept after something was taken out of the sources: what differs between the records `was` before and `now`
    /// after that stands as it is now, and `masked` masks the words everywhere else. What else the edition says stays, so that it is still
    /// told when it changes.
    pub fn cleaned(self, was: &Self, now: &Self, masked: impl Fn(&str) -> Option<String>) -> Self {
        let clean = |text: String| masked(&text).unwrap_or(text);
        // An id is masked as it is in the name of its file.
        let named = |name: &str| masked(&format!("{name}.")).map_or_else(|| name.to_owned(), |name| name.trim_end_matches('.').to_owned());
        let records = self.records.into_iter().map(|(name, mut stood)| {
            let (before, is) = (was.records.get(&name), now.records.get(&named(&name)));
            stood.facts = stood
                .facts
                .into_iter()
                .filter_map(|(path, fact)| {
                    let (before, is) = (before.and_then(|before| before.facts.get(&path)), is.and_then(|is| is.facts.get(&path)));
                    let fact = if before == is { fact } else { is?.clone() };
                    let gone = matches!(fact, super::Fact::Long { .. }) && is.is_none();
                    (!gone).then(|| (named(&path), fact.masked(clean)))
                })
                .collect();
            stood.amended.iter_mut().for_each(|amended| amended.text = clean(std::mem::take(&mut amended.text)));
            stood.title = clean(stood.title);
            stood.address = clean(stood.address);
            stood.formerly = stood.formerly.into_iter().map(clean).collect();
            stood.withdrawn = stood.withdrawn.map(clean);
            (named(&name), stood)
        });
        Self { edition: self.edition, records: records.collect() }
    }
}

impl Stood {
    /// How often something was taken out of it.
    pub fn redactions(&self) -> usize {
        let word = CorrectionKind::Redacted.word().en;
        self.amended.iter().filter(|amended| amended.kind == word).count()
    }
}
