//! Writing down what became different since the last edition, in `content/changes.toml`, where writers may better the words.

use jiff::civil::Date;
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::toml::{edited, push, retain, set};
use super::{Refusal, toml};
use crate::content::changes::{ChangeKind, PATH};
use crate::content::value::{Choice as _, Word};
use crate::history::{Snapshot, Told, compare};
use crate::house::House;
use crate::source::{Sources, Text};
use crate::spoken::base;

/// How a file of changes begins.
const HEAD: &str = "# Vad som blivit annorlunda för läsarna. insyn publish lägger till; skriv gärna om orden i text.\n";

/// What is told of an edition.
pub struct Telling {
    /// The edition: to be kept once it is published, and compared with the next time.
    pub edition: Snapshot,
    pub told: Vec<Told>,
    /// `content/changes.toml` as it becomes; none when it stays.
    pub text: Option<String>,
}

impl Telling {
    /// The sources with the changes told in them.
    pub fn sources(&self, sources: &Sources) -> Sources {
        let mut sources = sources.clone();
        if let Some(text) = &self.text {
            sources.texts.retain(|text| &*text.path != PATH);
            sources.texts.push_back(Text::new(PATH, text.as_str()));
            sources.sort();
        }
        sources
    }
}

/// Compares a site, read for its readers, as it stands `now`, with the edition that they were last given. Nothing is told of a first edition: all of it is new.
///
/// Asked again before the edition is out, it gives the same: what is told already keeps the words that a writer has given it, what no
/// longer differs is taken back, and what differs in another way is told anew.
pub fn tell(sources: &Sources, house: &House, now: Snapshot, before: Option<&Snapshot>) -> Result<Telling, Refusal> {
    let Some(before) = before else {
        let told = house.site.history.all().filter_map(|(_, change)| change.edition).max().unwrap_or(0);
        return Ok(Telling { edition: now.numbered(told as u32 + 1), told: Vec::new(), text: None });
    };
    let code = house.site.config.language();
    let told = compare(before, &now, &house.theme, code);
    let number = before.edition + 1;
    let edition = now.numbered(if told.is_empty() { before.edition } else { number });
    let known = house.site.history.all().any(|(_, change)| change.edition == Some(number.into()));
    if told.is_empty() && !known {
        return Ok(Telling { edition, told, text: None });
    }
    let text = sources.text(PATH).map(|text| text.content.clone());
    let was = text.as_deref().unwrap_or_default();
    let write = Write { told: &told, edition: number, date: sources.today, swedish: base(code) == "sv" };
    let start = if was.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let new = edited(was, start..was.len(), |document| write.into(document)).ok_or_else(|| {
        Refusal::new(format!("Ändringarna går inte att skriva i {PATH}."), format!("The changes cannot be written in {PATH}."))
            .help("Kör insyn check och rätta felen i filen.", "Run insyn check and mend the errors in the file.")
    })?;
    let new = if text.is_none() { format!("{HEAD}{new}") } else { new };
    let text = (text.as_deref() != Some(&*new)).then_some(new);
    Ok(Telling { edition, told, text })
}

/// What is to be written.
struct Write<'a> {
    told: &'a [Told],
    edition: u32,
    date: Date,
    /// Whether words from lists are the Swedish ones.
    swedish: bool,
}

impl Write<'_> {
    fn into(self, document: &mut DocumentMut) -> Option<()> {
        let mut left: Vec<&Told> = self.told.iter().collect();
        retain(document.as_table_mut(), "change", &mut |one| {
            if one.get("edition").and_then(Item::as_integer) != Some(self.edition.into()) {
                return true;
            }
            let same = |told: &&Told| text(one, "record") == Some(&told.record) && text(one, "fact") == told.fact.as_deref();
            let Some(at) = left.iter().position(same) else { return false };
            self.renew(one, left.remove(at));
            true
        });
        left.into_iter().try_for_each(|told| push(document.as_table_mut(), "change", &self.pairs(told)))
    }

    /// Keeps the words of what is still so, and tells anew what is not.
    fn renew(&self, one: &mut dyn TableLike, told: &Told) {
        let kind = told.kind.word();
        let same_kind = text(one, "kind").is_some_and(|word| word == kind.sv || word == kind.en);
        let same = same_kind && text(one, "old") == told.old.as_deref() && text(one, "new") == told.new.as_deref();
        let day = self.date.to_string();
        if text(one, "date") != Some(&day) {
            set(one, "date", day);
        }
        if same {
            return;
        }
        for key in ["old", "new"] {
            one.remove(key);
        }
        for (key, value) in self.pairs(told) {
            set(one, key, value);
        }
    }

    fn pairs(&self, told: &Told) -> Vec<(&'static str, Value)> {
        let mut pairs: Vec<(&str, Value)> = vec![
            ("date", self.date.to_string().into()),
            ("record", told.record.as_str().into()),
            ("kind", self.word(told.kind).into()),
            ("text", told.text.as_str().into()),
        ];
        let more = [("fact", &told.fact), ("old", &told.old), ("new", &told.new)];
        pairs.extend(more.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?.into()))));
        pairs.push(("edition", i64::from(self.edition).into()));
        pairs
    }

    fn word(&self, kind: ChangeKind) -> &'static str {
        let Word { sv, en } = kind.word();
        if self.swedish { sv } else { en }
    }
}

fn text<'t>(table: &'t dyn TableLike, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Item::as_str)
}

/// Takes out of the changes what they tell of a fact: that it changed stays, what it was and became goes. `record` is folder and id.
pub fn without(was: &str, record: &str, fact: &str, reason: &str, swedish: bool) -> Option<String> {
    let kind = ChangeKind::Redacted.word();
    edited(was, 0..was.len(), |document| {
        toml::each(document.as_table_mut(), "change", &mut |one| {
            let is_it = text(one, "record") == Some(record) && text(one, "fact").is_some_and(|told| crate::history::is_within(told, fact));
            if is_it {
                one.remove("old");
                one.remove("new");
                set(one, "kind", if swedish { kind.sv } else { kind.en });
                set(one, "text", reason);
            }
        });
        Some(())
    })
}
