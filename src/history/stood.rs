//! A record as readers were given it: its facts by their paths, as words.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::content::columns::{told, told_on};
use crate::content::common::{Common, CorrectionKind};
use crate::content::datum::{Branch, Datum};
use crate::content::value::{Choice as _, Id, Reference};
use crate::fingerprint;
use crate::house::House;
use crate::plan::wording;
use crate::site::{Address, Found, Record, RecordId, State};
use crate::theme::Strings;

/// A record of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    pub title: String,
    /// Its address on the site, and those that lead to it.
    pub address: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
    /// Why it was taken back, if it was: then its page is a notice, and nothing else of it is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amended: Vec<Amended>,
    /// By path, as [`Record::fact`] reads it: `action.enkat.status`. What stands under a heading of the body is `body.mal-1.text`, a
    /// translation `translation.en`, a file `passed-on.NAME`.
    pub facts: BTreeMap<String, Fact>,
}

/// A correction, without the values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// The English word of its kind.
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    pub text: String,
}

/// A value as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    /// In words.
    Said(String),
    /// A long text, by its fingerprint.
    Long { print: String },
    /// What is referred to: its name here, and its title.
    Leads { to: String, title: String },
}

/// Texts of more bytes than this are only told to be others than they were.
const LONG: usize = 160;

/// How many hexadecimal signs of a fingerprint are kept: 64 bits, enough against chance.
const LENGTH: usize = 16;

/// Keys that say where a fact stands or who has looked at it, and those that are told in another way: for readers nothing else is different.
const LEFT_OUT: &[&str] =
    &["id", "source", "quote", "evidence", "absence", "reviewed", "checked-on", "withdrawn", "correction", "lock", "file"];

impl Fact {
    /// Whether readers see the same. What only has another name here is the same for them.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Fact::Leads { to, title }, Fact::Leads { to: other, title: same }) => to == other || title == same,
            _ => self == other,
        }
    }

    /// The value in words; none of a long text.
    pub fn words(&self) -> Option<&str> {
        match self {
            Fact::Said(words) | Fact::Leads { title: words, .. } => Some(words),
            Fact::Long { .. } => None,
        }
    }

    /// The same with its words put through `clean`.
    pub fn masked(self, clean: impl Fn(String) -> String) -> Self {
        match self {
            Fact::Said(words) => Fact::Said(clean(words)),
            Fact::Leads { to, title } => Fact::Leads { to: clean(to), title: clean(title) },
            long @ Fact::Long { .. } => long,
        }
    }

    fn text(words: &str) -> Self {
        let words = words.trim();
        if words.len() > LONG { Fact::long(words) } else { Fact::Said(words.to_owned()) }
    }

    fn long(text: &str) -> Self {
        Fact::Long { print: blake3::hash(text.as_bytes()).to_hex()[..LENGTH].to_owned() }
    }
}

impl Amended {
    /// The same with its words put through `clean`.
    pub fn masked(self, clean: impl Fn(String) -> String) -> Self {
        Self { text: clean(self.text), ..self }
    }
}

impl Stood {
    /// How often something was taken out of it.
    pub fn redactions(&self) -> usize {
        let word = CorrectionKind::Redacted.word().en;
        self.amended.iter().filter(|amended| amended.kind == word).count()
    }

    /// A record of a site as its readers see it.
    pub fn of(house: &House, id: RecordId) -> Self {
        let (site, record) = (&house.site, house.site.record(id));
        let mut stood = Self {
            title: record.common.title.text.clone(),
            address: house.plan.routes.to(site, Address { record: id, part: None }, 0),
            formerly: record.common.formerly.iter().map(|address| address.text.clone()).collect(),
            ..Self::default()
        };
        if record.state == State::Withdrawn {
            stood.withdrawn = Some(record.common.withdrawn.as_ref().map_or(String::new(), |withdrawn| withdrawn.reason.text.clone()));
            return stood;
        }
        let amended = record.common.corrections.iter().map(|correction| Amended {
            kind: correction.kind.word().en.to_owned(),
            fact: correction.field.as_ref().map(|field| field.text.clone()),
            text: correction.text.text.clone(),
        });
        stood.amended = amended.collect();
        let code = site.config.language();
        let mut facts = Facts { house, id, record, code, strings: &house.theme.language(code).strings, found: BTreeMap::new() };
        if let Datum::Record(own) = record.lower() {
            facts.branch("", &own);
        }
        facts.branch("", &Branch::of::<Common>(&record.common));
        facts.body();
        facts.others();
        stood.facts = facts.found;
        stood
    }

    /// Whether there is anything at a path or inside it.
    pub fn has(&self, path: &str) -> bool {
        self.facts.contains_key(path) || self.inside(path).next().is_some()
    }

    /// The paths inside another.
    pub fn inside<'s>(&'s self, path: &str) -> impl Iterator<Item = &'s String> {
        let inner = format!("{path}.");
        self.facts.range(inner.clone()..).map(|(path, _)| path).take_while(move |path| path.starts_with(&inner))
    }
}

/// The facts of a record while they are gathered.
struct Facts<'a> {
    house: &'a House,
    id: RecordId,
    record: &'a Record,
    code: &'a str,
    strings: &'a Strings,
    found: BTreeMap<String, Fact>,
}

impl Facts<'_> {
    fn put(&mut self, path: &str, fact: Fact) {
        self.found.insert(path.to_owned(), fact);
    }

    fn branch(&mut self, around: &str, branch: &Branch) {
        for decl in told(branch.fields).filter(|decl| !LEFT_OUT.contains(&decl.key)) {
            let Some(datum) = told_on(branch, decl, self.house.site.today) else { continue };
            let path = join(around, decl.key);
            match datum {
                Datum::Record(inner) => self.branch(&path, inner),
                Datum::List(list) if list.iter().any(|one| matches!(one, Datum::Record(_))) => self.list(&path, list),
                _ => {
                    if let Some(fact) = self.fact(datum) {
                        self.put(&path, fact);
                    }
                }
            }
        }
        self.stored_text(around, branch);
    }

    /// Records in a list, each by its id, else by what it says first.
    fn list(&mut self, path: &str, list: &[Datum]) {
        let mut taken: FxHashMap<String, u32> = FxHashMap::default();
        for datum in list {
            let Datum::Record(inner) = datum else { continue };
            let name = self.name(inner);
            let count = taken.entry(name.clone()).or_default();
            *count += 1;
            let name = if *count > 1 { format!("{name}-{count}") } else { name };
            self.branch(&join(path, &name), inner);
        }
    }

    fn name(&self, branch: &Branch) -> String {
        if let Some(part) = self.record.part_at(branch.span).filter(|_| branch.can_have("id")) {
            return part.id.to_string();
        }
        // A judged goal is known by its goal.
        if let Some(Datum::Reference(goal)) = branch.get("goal")
            && let Some(goal) = goal.inner()
        {
            return goal.to_string();
        }
        let said = branch.entries.iter().filter(|(decl, _)| !LEFT_OUT.contains(&decl.key));
        let first = said.filter_map(|(_, datum)| self.fact(datum)).find_map(|fact| fact.words().map(Id::from_words));
        let first = first.filter(|name| !name.is_empty()).unwrap_or_else(|| "1".to_owned());
        first[..first.floor_char_boundary(40)].trim_end_matches('-').to_owned()
    }

    /// A value; None where readers see none.
    fn fact(&self, datum: &Datum) -> Option<Fact> {
        let strings = self.strings;
        Some(match datum {
            Datum::Nothing | Datum::Bool(false) | Datum::Record(_) | Datum::Free(_) => return None,
            Datum::Text(text, _) => Fact::text(text),
            Datum::Number(number) => Fact::Said(wording::number(*number, strings)),
            Datum::Integer(number) => Fact::Said(wording::number(*number as f64, strings)),
            Datum::Bool(true) => Fact::Said(strings.get("yes").to_owned()),
            Datum::Date(date) => Fact::Said(wording::date(date, strings)),
            Datum::Period(period) => Fact::Said(wording::period(period, strings)),
            Datum::Money(money) => Fact::Said(wording::money(money, strings)),
            Datum::Choice(word) => Fact::Said(wording::word(word, strings, self.code)),
            Datum::Web(address, _) => Fact::text(address),
            Datum::Reference(reference) => return self.leads(reference),
            Datum::List(list) => self.several(list)?,
        })
    }

    fn leads(&self, reference: &Reference) -> Option<Fact> {
        let site = &self.house.site;
        let title = match site.find(reference, self.id) {
            Found::At(address) => site.title(address).to_owned(),
            Found::Hidden => return None,
            Found::Broken | Found::NoSuchPart(_) | Found::Nowhere => reference.written.to_string(),
        };
        Some(Fact::Leads { to: reference.written.to_string(), title })
    }

    fn several(&self, list: &[Datum]) -> Option<Fact> {
        let facts: Vec<Fact> = list.iter().filter_map(|one| self.fact(one)).collect();
        let joined = |words: Vec<String>| wording::list(&words, self.strings);
        let titles = facts.iter().map(|fact| fact.words().map(str::to_owned)).collect::<Option<Vec<_>>>().map(joined);
        let names = facts.iter().map(|fact| match fact {
            Fact::Leads { to, .. } => Some(to.as_str()),
            _ => None,
        });
        match (facts.is_empty(), titles, names.collect::<Option<Vec<_>>>()) {
            (true, ..) => None,
            (_, Some(title), Some(names)) => Some(Fact::Leads { to: names.join(" "), title }),
            (_, Some(words), None) => Some(Fact::text(&words)),
            (_, None, _) => Some(Fact::long(&format!("{facts:?}"))),
        }
    }

    /// The text of a case's document, where readers are shown it.
    fn stored_text(&mut self, around: &str, branch: &Branch) {
        let shown = matches!(branch.get("publish-text"), Some(Datum::Bool(true)));
        let Some(part) = self.record.parts.at(branch.span).filter(|_| shown) else { return };
        if let Some(stored) = self.house.site.document_text(Address { record: self.id, part: Some(part) }) {
            self.put(&join(around, "text"), Fact::long(&stored.text.content));
        }
    }

    /// The words of the body, heading by heading. Tables that are records are facts of their own.
    fn body(&mut self) {
        let Some((markdown, body)) = self.record.markdown() else { return };
        let sections = &body.facts.sections;
        let own = |from: usize, to: usize| {
            let mut words = String::new();
            let mut at = from;
            for table in body.taken.iter().map(|taken| body.facts.tables[*taken].span.range()) {
                let (start, end) = (table.start - body.start, table.end - body.start);
                if from <= start && end <= to {
                    words.push_str(&markdown[at..start]);
                    at = end;
                }
            }
            words.push_str(&markdown[at..to]);
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let first = sections.first().map_or(markdown.len(), |section| section.start);
        let mut found = vec![("body.text".to_owned(), own(0, first))];
        for (at, (section, heading)) in sections.iter().zip(&body.facts.headings).enumerate() {
            let next = sections.get(at + 1).map_or(markdown.len(), |next| next.start);
            found.push((format!("body.{}.title", heading.id), heading.text.clone()));
            found.push((format!("body.{}.text", heading.id), own(section.start, next.min(section.end))));
        }
        for (path, words) in found.into_iter().filter(|(_, words)| !words.is_empty()) {
            let fact = if path.ends_with(".title") { Fact::text(&words) } else { Fact::long(&words) };
            self.put(&path, fact);
        }
    }

    /// Translations, and files that the record passes on.
    fn others(&mut self) {
        for translation in &self.record.translations {
            let print = fingerprint::of_translation(translation);
            self.put(&format!("translation.{}", translation.lang), Fact::Long { print });
        }
        let site = &self.house.site;
        for path in site.passed_on(self.record).into_iter().filter(|path| !site.is_withheld_file(path)) {
            if let Some(blob) = site.blobs.get(path.as_str()) {
                let name = path.rsplit('/').next().unwrap_or(&path);
                self.put(&format!("passed-on.{name}"), Fact::Long { print: blob.fingerprint.chars().take(LENGTH).collect() });
            }
        }
    }
}

fn join(around: &str, key: &str) -> String {
    if around.is_empty() { key.to_owned() } else { format!("{around}.{key}") }
}
