//! The fingerprint of a record: the same for the same words and figures, in whatever order and form they are written.

use std::borrow::Cow;

use crate::content::datum::{Branch, Datum};
use crate::content::item::{Table, Value};
use crate::content::value::{Date, Local, Reference};
use crate::document::Translation;
use crate::markdown::Facts;
use crate::site::{Record, normal};

/// Own keys of a locked record that come after the lock: the lock itself, and what is said of the record since; its corrections are common
/// keys. Where rows stand says nothing either.
const AFTER: &[&str] = &["lock", "reply", "tables"];

/// Common keys that say where and when a page is shown, and not what it tells.
const AROUND: &[&str] = &["formerly", "draft", "not-before", "until", "reviewed", "approval", "withdrawn", "silence"];

/// Own keys that an approval does not hold for: when a follow-up was locked, and where its rows stand.
const NOT_APPROVED: &[&str] = &["lock", "tables"];

/// How many hexadecimal signs are written: 64 bits, enough against chance.
const LENGTH: usize = 16;

/// The fingerprint of what a record tells: its written keys and the words of its body, as 16 hexadecimal signs. Order of keys, layout, English
/// aliases of words, and whether an action stands in a table or in the front matter make no difference. Key and value are told apart by
/// their lengths, so that no two records read alike. The hash is BLAKE3, cut short.
pub fn of(record: &Record) -> String {
    let followed = match record.lower() {
        Datum::Record(own) => match own.get("follows-up") {
            Some(Datum::Reference(plan)) => Some(*plan),
            _ => None,
        },
        _ => None,
    };
    let mut print = Print { followed, ..Print::default() };
    if let Datum::Record(own) = record.lower() {
        print.branch(&own, AFTER);
    }
    print.branch(&Branch::of(&*record.common), &[AROUND, &["correction"]].concat());
    print.words(&body(record));
    print.hasher.finalize().to_hex()[..LENGTH].to_owned()
}

/// The fingerprint of what an approval holds for: all that readers are told on the pages of a record. Its keys and body, with corrections and
/// replies, its translations, and the `files` that it passes on, by path and fingerprint. When and where it is shown is no part of it.
pub fn of_approved(record: &Record, files: &[(String, String)]) -> String {
    let mut print = Print::default();
    if let Datum::Record(own) = record.lower() {
        print.branch(&own, NOT_APPROVED);
    }
    print.branch(&Branch::of(&*record.common), AROUND);
    print.words(&body(record));
    print.count(b'>', record.translations.len());
    for translation in &record.translations {
        print.translation(translation);
    }
    for (path, bytes) in files {
        print.words(path);
        print.words(bytes);
    }
    print.hasher.finalize().to_hex()[..LENGTH].to_owned()
}

/// Keys that change without the words of a record changing: what is only checked or sealed anew need not be translated anew.
const NO_WORDS: &[&str] = &["checked-on", "fingerprint", "id", "source", "quote"];

/// The fingerprint of what a translation translates: title, summary, own words and figures, and the body; not what only leads elsewhere.
pub fn of_words(record: &Record) -> String {
    let mut print = Print::default();
    print.words(&record.common.title);
    print.words(record.common.summary.as_deref().unwrap_or(""));
    if let Datum::Record(own) = record.lower() {
        print.said(&Datum::Record(own));
    }
    print.words(&body(record));
    print.hasher.finalize().to_hex()[..LENGTH].to_owned()
}

/// The fingerprint of what a translation tells: its words, and not what it translates.
pub fn of_translation(translation: &Translation) -> String {
    let mut print = Print::default();
    print.translation(translation);
    print.hasher.finalize().to_hex()[..LENGTH].to_owned()
}

/// Common keys that say whether and where a page is shown, what else it is called, and who approved it: by these a site is linked.
const PLACED: &[&str] = &["aliases", "formerly", "draft", "not-before", "until", "approval", "withdrawn"];

/// The fingerprints of all that anything but a record's own pages goes by. Whatever else is edited in a body changes no other page, list or
/// address.
pub struct Outward {
    /// Of each written key, letter for letter; sorted.
    keys: Vec<(&'static str, [u8; blake3::OUT_LEN])>,
    /// Of its body the headings, which of them have words under them, and where links lead.
    outline: blake3::Hash,
}

/// What is another in one record than in the other.
pub struct Unlike {
    /// The keys that say something else, in order.
    pub keys: Vec<&'static str>,
    /// Whether one of them is of those by which a site is linked.
    pub placed: bool,
    /// Whether its body has other headings, words under others of them, or other links.
    pub outline: bool,
}

impl Outward {
    /// The keys that say anything, in order.
    pub fn keys(&self) -> Vec<&'static str> {
        self.keys.iter().map(|(key, _)| *key).collect()
    }

    pub fn unlike(&self, other: &Self) -> Unlike {
        let changed = |one: &Self, other: &Self| {
            let keys = one.keys.iter().filter(|key| other.keys.binary_search(key).is_err());
            keys.map(|(key, _)| *key).collect::<Vec<_>>()
        };
        let mut keys = [changed(self, other), changed(other, self)].concat();
        keys.sort_unstable();
        keys.dedup();
        Unlike { placed: keys.iter().any(|key| PLACED.contains(key)), keys, outline: self.outline != other.outline }
    }
}

pub fn outward(record: &Record) -> Outward {
    let common = Branch::of(&*record.common);
    let own = record.lower();
    let own = if let Datum::Record(own) = &own { &own.entries[..] } else { &[] };
    let written = common.entries.iter().chain(own).filter(|(_, datum)| !datum.is_empty());
    let mut keys: Vec<_> = written.map(|(decl, datum)| (decl.key, *exact(|print| print.datum(datum)).as_bytes())).collect();
    keys.sort_unstable();
    let outline = exact(|print| {
        let Some(body) = &record.body else { return };
        print.outline(&body.facts);
        for section in &body.facts.sections {
            print.words(if record.has_words_in(section.clone()) { "words" } else { "" });
        }
    });
    Outward { keys, outline }
}

/// The fingerprint of what is told, letter for letter.
fn exact(tell: impl FnOnce(&mut Print)) -> blake3::Hash {
    let mut print = Print { exact: true, ..Print::default() };
    tell(&mut print);
    print.hasher.finalize()
}

/// The same of a translation, in one.
pub fn outward_translation(translation: &Translation) -> blake3::Hash {
    exact(|print| {
        print.words(&translation.title);
        print.words(translation.summary.as_deref().unwrap_or(""));
        print.words(translation.translates.as_deref().unwrap_or(""));
        if let Some(words) = &translation.words {
            print.free(words);
        }
        print.outline(&translation.body.facts);
    })
}

/// The Markdown of the body without the tables that are records: those are typed keys.
fn body(record: &Record) -> String {
    let Some((markdown, body)) = record.markdown() else { return String::new() };
    let mut left = String::with_capacity(markdown.len());
    let mut from = 0;
    for table in body.taken.iter().filter_map(|at| body.facts.tables.get(*at)) {
        let range = table.span.range();
        left.push_str(&markdown[from..range.start - body.start]);
        from = range.end - body.start;
    }
    left.push_str(&markdown[from..]);
    left
}

#[derive(Default)]
struct Print<'a> {
    hasher: blake3::Hasher,
    /// Whether words count letter for letter, white space and the form of a number or date too.
    exact: bool,
    /// The plan that bare ids of goals belong to.
    followed: Option<&'a Reference>,
}

impl Print<'_> {
    /// The written keys but `without`, sorted, so that a key may move in its declaration.
    fn branch(&mut self, branch: &Branch, without: &[&str]) {
        let mut entries: Vec<_> = branch.entries.iter().filter(|(decl, datum)| !datum.is_empty() && !without.contains(&decl.key)).collect();
        entries.sort_by_key(|(decl, _)| decl.key);
        self.count(b'{', entries.len());
        for (decl, datum) in entries {
            self.words(decl.key);
            self.datum(datum);
        }
    }

    fn datum(&mut self, datum: &Datum) {
        match datum {
            Datum::Nothing => self.count(b'-', 0),
            Datum::Text(words, _) | Datum::Web(words, _) => self.words(words),
            Datum::Number(number) => self.words(&number.to_string()),
            // 88 and 88.0 are one number.
            Datum::Integer(number) => self.words(&(*number as f64).to_string()),
            Datum::Bool(yes) => self.words(if *yes { "true" } else { "false" }),
            Datum::Date(date) => self.date(date),
            Datum::Period(period) => {
                self.date(&period.from);
                period.to.iter().for_each(|to| self.date(to));
            }
            Datum::Money(money) if self.exact => {
                self.words(&format!("{} {} {} {}", money.written, money.kronor, money.unit, money.approximate))
            }
            Datum::Money(money) => self.words(&format!("{} {} {}", money.kronor, money.unit, money.approximate)),
            Datum::Choice(word) => self.words(word.en),
            Datum::Reference(reference) => self.reference(reference),
            Datum::List(list) => {
                self.count(b'[', list.len());
                list.iter().for_each(|datum| self.datum(datum));
            }
            Datum::Record(branch) => self.branch(branch, &[]),
            Datum::Free(table) => self.free(table),
        }
    }

    /// The words and figures of a value, without what leads elsewhere.
    fn said(&mut self, datum: &Datum) {
        match datum {
            Datum::Reference(_) | Datum::Web(..) | Datum::Free(_) => {}
            Datum::List(list) => list.iter().for_each(|datum| self.said(datum)),
            Datum::Record(branch) => {
                let mut entries: Vec<_> =
                    branch.entries.iter().filter(|(decl, datum)| !datum.is_empty() && !NO_WORDS.contains(&decl.key)).collect();
                entries.sort_by_key(|(decl, _)| decl.key);
                entries.into_iter().for_each(|(_, datum)| self.said(datum));
            }
            words => self.datum(words),
        }
    }

    /// The headings of a body, and where its links lead.
    fn outline(&mut self, facts: &Facts) {
        self.count(b'#', facts.headings.len());
        for heading in &facts.headings {
            self.words(&heading.id);
            self.words(&heading.text);
            self.count(b'#', usize::from(heading.level) * 2 + usize::from(heading.explicit));
        }
        self.count(b'>', facts.links.len());
        for link in &facts.links {
            self.words(&link.dest);
            self.words(&format!("{:?}", link.kind));
        }
    }

    fn date(&mut self, date: &Date) {
        if self.exact {
            self.words(&date.written);
        }
        self.words(&format!("{} {} {:?}", date.first, date.last, date.part));
    }

    /// Where it leads, in full: `mal-1` and `strategies/andt-2014-2016#mal-1` are one.
    fn reference(&mut self, reference: &Reference) {
        let whole = if reference.is_local() && reference.target.local == Local::Followed { self.followed } else { Some(reference) };
        let folder = whole.and_then(|whole| whole.folder()).unwrap_or("");
        let id = whole.map_or("", |whole| whole.id());
        self.words(&format!("{folder}/{id}#{}", reference.inner().unwrap_or("")));
    }

    fn translation(&mut self, translation: &Translation) {
        self.words(&translation.lang);
        self.words(&translation.title);
        self.words(translation.summary.as_deref().unwrap_or(""));
        translation.words.iter().for_each(|words| self.free(words));
        self.words(&translation.text[translation.body.start..]);
    }

    fn free(&mut self, table: &Table) {
        let mut entries: Vec<_> = table.entries.iter().collect();
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        self.count(b'{', entries.len());
        for entry in entries {
            self.words(&entry.key);
            self.item(&entry.item.value);
        }
    }

    fn item(&mut self, value: &Value) {
        match value {
            Value::Text(words) => self.words(words),
            Value::Integer(number) => self.words(&(*number as f64).to_string()),
            Value::Number(number) => self.words(&number.to_string()),
            Value::Bool(yes) => self.words(if *yes { "true" } else { "false" }),
            Value::Date(date) => self.words(&date.to_string()),
            Value::List(list) => {
                self.count(b'[', list.len());
                list.iter().for_each(|item| self.item(&item.value));
            }
            Value::Table(table) => self.free(table),
        }
    }

    fn words(&mut self, words: &str) {
        let words = if self.exact { Cow::Borrowed(words) } else { Cow::Owned(normal(words)) };
        self.count(b'"', words.len());
        self.hasher.update(words.as_bytes());
    }

    fn count(&mut self, sort: u8, count: usize) {
        self.hasher.update(&[sort]);
        self.hasher.update(&(count as u64).to_le_bytes());
    }
}
