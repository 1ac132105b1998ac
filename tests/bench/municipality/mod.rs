//! A made-up municipality of any size: every kind of record in lifelike shares, references that lead somewhere, Swedish words.
//!
//! The same size gives the same bytes. What a record is called and holds follows from its kind and number alone, so references need no memory.

mod cases;
mod front;
mod money;
mod organisations;
mod others;
mod plans;
mod prose;
mod results;
mod support;
mod vocabulary;
mod words;

use fastrand::Rng;

use front::Front;
use words::Words;

/// A kind as it is generated.
struct Share {
    folder: &'static str,
    /// What a record is called in a shared file.
    name: &'static str,
    /// How many of 10 000 records are of this kind.
    of_10_000: usize,
    /// However large the municipality is, it has no more: boards and vocabularies do not grow with the archive.
    most: usize,
    /// How many of them stand in the shared file; the others have files of their own.
    shared: usize,
    /// Ids begin with it.
    stem: &'static str,
    make: fn(&Municipality, usize, &mut Rng, Front) -> Record,
}

/// A record's facts and, if it has prose, its words.
pub struct Record {
    front: String,
    body: Option<String>,
}

/// The kinds, named by their place in [`SHARES`].
#[derive(Clone, Copy)]
pub enum Kind {
    Strategy,
    Result,
    Agreement,
    Indicator,
    Service,
    Guide,
    Case,
    Budget,
    Project,
    Organisation,
    Process,
    Publication,
    News,
    Page,
    Topic,
    TargetGroup,
    Term,
}

const ANY: usize = usize::MAX;

#[rustfmt::skip]
const SHARES: &[Share] = &[
    Share { folder: "strategies", name: "strategy", of_10_000: 250, most: ANY, shared: 0, stem: "plan", make: plans::strategy },
    Share { folder: "results", name: "result", of_10_000: 2000, most: ANY, shared: 0, stem: "uppfoljning", make: results::result },
    Share { folder: "agreements", name: "agreement", of_10_000: 450, most: ANY, shared: 0, stem: "avtal", make: money::agreement },
    Share { folder: "indicators", name: "indicator", of_10_000: 500, most: ANY, shared: 150, stem: "matt", make: plans::indicator },
    Share { folder: "services", name: "service", of_10_000: 300, most: ANY, shared: 80, stem: "stod", make: support::service },
    Share { folder: "guides", name: "guide", of_10_000: 150, most: ANY, shared: 0, stem: "rad", make: support::guide },
    // Cases are whatever is left; by their share they are the most.
    Share { folder: "cases", name: "case", of_10_000: 0, most: ANY, shared: 0, stem: "arende", make: cases::case },
    Share { folder: "budgets", name: "budget", of_10_000: 250, most: ANY, shared: 0, stem: "budget", make: money::budget },
    Share { folder: "projects", name: "project", of_10_000: 500, most: ANY, shared: 0, stem: "projekt", make: money::project },
    Share { folder: "organisations", name: "organisation", of_10_000: 500, most: ANY, shared: 200, stem: "organisation", make: organisations::organisation },
    Share { folder: "processes", name: "process", of_10_000: 100, most: ANY, shared: 0, stem: "process", make: others::process },
    Share { folder: "publications", name: "publication", of_10_000: 100, most: ANY, shared: 40, stem: "publikation", make: others::publication },
    Share { folder: "news", name: "news", of_10_000: 1200, most: ANY, shared: 0, stem: "nyhet", make: others::news },
    Share { folder: "pages", name: "page", of_10_000: 100, most: ANY, shared: 0, stem: "om", make: others::page },
    Share { folder: "topics", name: "topic", of_10_000: 200, most: 60, shared: ANY, stem: "amne", make: vocabulary::topic },
    Share { folder: "target-groups", name: "target-group", of_10_000: 200, most: 40, shared: ANY, stem: "grupp", make: vocabulary::target_group },
    Share { folder: "terms", name: "term", of_10_000: 200, most: 120, shared: ANY, stem: "ord", make: vocabulary::term },
];

const STATEMENT: &str = r#"conformance = "delvis förenlig"
assessed = "2026-11-01"
updated = "2026-11-01"
method = "självskattning"
tested = ["Inget"]
feedback = { email = "webb@example.se" }

[[fault]]
what = "Allt"
reason = "Kommunen är påhittad."
"#;

const SITE: &str = r#"title = "Insyn i Provkommun"
summary = "En påhittad kommun, för mätningar."
languages = ["sv"]
base-url = "https://www.example.se/insyn/"
search = false
case-number = "[A-Z]{2,4} [0-9]{4}/[0-9]+-[0-9]+"
help-line = ["stod-0"]
start = ["guides/rad-0", "results/uppfoljning-0", "strategies/plan-0"]

[[rule]]
rule = "hard-to-read"
level = "av"
reason = "Orden är slumpade."

[[rule]]
rule = "long-paragraph"
level = "av"
reason = "Orden är slumpade."

[[rule]]
rule = "long-sentence"
level = "av"
reason = "Orden är slumpade."

[[rule]]
rule = "unexplained-abbreviation"
level = "av"
reason = "Orden är slumpade."

[[rule]]
rule = "claim-without-source"
level = "av"
reason = "Talen är slumpade."

[municipality]
name = "Provkommun"

[switchboard]
title = "Kommunens växel"
phone = "08-000 00 00"
note = "exempel"

[[navigation]]
title = "Planer och mål"
to = "strategies"

[[navigation]]
title = "Så gick det"
to = "results"

[[navigation]]
title = "Ärenden och beslut"
to = "cases"
"#;

/// A municipality of a number of records.
pub struct Municipality {
    records: usize,
    words: Words,
}

impl Municipality {
    pub fn of(records: usize) -> Self {
        Self { records, words: Words::of_documents() }
    }

    /// Gives every file to `file`, as path and content: those that records share first.
    pub fn write(&self, file: &mut dyn FnMut(&str, &str)) {
        file("content/site.toml", SITE);
        file("content/accessibility.toml", STATEMENT);
        for (kind, share) in SHARES.iter().enumerate() {
            let count = self.count_of(kind);
            let shared: Vec<String> = (0..count.min(share.shared)).map(|index| self.record(share, kind, index, true).front).collect();
            if !shared.is_empty() {
                file(&format!("content/{}.toml", share.folder), &shared.join("\n"));
            }
            for index in share.shared..count.max(share.shared) {
                self.write_one(share, kind, index, file);
            }
        }
    }

    /// The follow-up in the middle: its path, and a sentence that stands in it once.
    pub fn edited(&self) -> (String, &'static str) {
        (format!("content/results/{}.md", self.id(Kind::Result, self.count(Kind::Result) / 2)), prose::LAST)
    }

    fn write_one(&self, share: &Share, kind: usize, index: usize, file: &mut dyn FnMut(&str, &str)) {
        let Record { front, body } = self.record(share, kind, index, false);
        let (folder, id) = (share.folder, format!("{}-{index}", share.stem));
        match body {
            None => file(&format!("content/{folder}/{id}.toml"), &front),
            Some(body) if folder == "cases" => {
                file(&format!("content/{folder}/{id}/index.md"), &format!("+++\n{front}+++\n\n{body}"));
                if cases::is_stored(index) {
                    file(&format!("content/{folder}/{id}/handling-1.txt"), &cases::stored(self, index).join("\n\n"));
                }
            }
            Some(body) => file(&format!("content/{folder}/{id}.md"), &format!("+++\n{front}+++\n\n{body}")),
        }
    }

    fn record(&self, share: &Share, kind: usize, index: usize, shared: bool) -> Record {
        let mut front = if shared { Front::shared(share.name) } else { Front::own() };
        if shared {
            front.text("id", format_args!("{}-{index}", share.stem));
        }
        (share.make)(self, index, &mut rng(kind, index), front)
    }

    /// How many records of a kind there are, at least one.
    pub fn count(&self, kind: Kind) -> usize {
        self.count_of(kind as usize)
    }

    fn count_of(&self, kind: usize) -> usize {
        let of = |share: &Share| (self.records * share.of_10_000 / 10_000).clamp(1, share.most);
        if kind != Kind::Case as usize {
            return of(&SHARES[kind]);
        }
        let others: usize = SHARES.iter().filter(|share| share.of_10_000 > 0).map(of).sum();
        self.records.saturating_sub(others).max(1)
    }

    /// A record of a kind by its number; a number that is too large begins anew.
    pub fn id(&self, kind: Kind, index: usize) -> String {
        format!("{}-{}", SHARES[kind as usize].stem, index % self.count(kind))
    }

    /// Some record of a kind. As in life the first ones are named far more often than the others.
    pub fn some(&self, kind: Kind, rng: &mut Rng) -> String {
        self.id(kind, self.some_index(kind, rng))
    }

    fn some_index(&self, kind: Kind, rng: &mut Rng) -> usize {
        let part = rng.f64();
        (part * part * self.count(kind) as f64) as usize
    }

    /// Different records of a kind, at most `most`.
    pub fn several(&self, kind: Kind, most: usize, rng: &mut Rng) -> Vec<String> {
        let mut found: Vec<usize> = (0..rng.usize(1..=most)).map(|_| self.some_index(kind, rng)).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|index| self.id(kind, index)).collect()
    }

    /// What every record tells: its title, a summary, its topics and whom it is about.
    fn head(&self, front: &mut Front, title: &str, rng: &mut Rng) {
        front.text("title", title).text("summary", self.words.sentence(rng));
        front.list("topics", self.several(Kind::Topic, 3, rng));
        if rng.bool() {
            front.list("target-groups", self.several(Kind::TargetGroup, 2, rng));
        }
    }
}

/// Chance that follows from what it is for: the same in every run.
fn rng(kind: usize, index: usize) -> Rng {
    Rng::with_seed((kind as u64 + 1) << 40 | index as u64)
}
