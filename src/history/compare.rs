//! What differs between two editions, told in words.

use std::collections::{BTreeMap, BTreeSet};

use super::label::Voice;
use super::{Amended, Fact, Snapshot, Stood};
use crate::content::Kind;
use crate::content::changes::ChangeKind;
use crate::content::common::{CorrectionKind, MASK};
use crate::content::value::Choice as _;
use crate::plan::wording;
use crate::theme::Theme;

/// Something that became different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Folder and id.
    pub record: String,
    pub kind: ChangeKind,
    /// The path of the fact; none of a change of the record as a whole.
    pub fact: Option<String>,
    pub old: Option<String>,
    pub new: Option<String>,
    /// The change in the words of the site's language.
    pub text: String,
}

/// Names of people are told until a day, and the changes are for ever: that one was changed is told, and neither name.
const NAMES: &[&str] = &["named"];

/// So many facts of one record are told one by one; the rest are counted.
const MOST: usize = 40;

/// Everything that is different in `after`, in the order of the records' names. The words are those of a language of the theme.
///
/// What stood where something was taken away is not told: it may be what nobody should have read. Where an edition redacts something in a
/// record, no old value of that record is told, and no record that is gone is named.
pub fn compare(before: &Snapshot, after: &Snapshot, theme: &Theme, code: &str) -> Vec<Told> {
    let voice = Voice::new(theme, code);
    let (moved, gone) = moved(before, after);
    let differing = after.names().filter_map(|name| {
        let old = moved.get(name).map_or(name, String::as_str);
        (!before.same(old, after, name)).then(|| Some((name, before.get(old), after.get(name)?)))?
    });
    let differing: Vec<(&str, Option<Stood>, Stood)> = differing.collect();
    let redacts = differing.iter().any(|(_, was, is)| is.redactions() > was.as_ref().map_or(0, Stood::redactions));
    let mut told = Vec::new();
    for (name, was, is) in &differing {
        match was {
            None if is.withdrawn.is_none() => told.push(whole(name, ChangeKind::Added, voice.strings.get("history_added"))),
            None => {}
            Some(was) => Pair { name, kind: kind(name), was, is, voice: &voice }.tell(&mut told),
        }
    }
    for (name, was) in gone.into_iter().filter(|_| !redacts) {
        let title = voice.quoted(&was.title);
        told.push(whole(&name, ChangeKind::Removed, &voice.strings.fill("history_removed", &[("title", &title)])));
    }
    told
}

/// Names of records in which something was taken out after an edition. One that the edition does not know may only have had another name.
pub fn redacted_since(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let count = |edition: &Snapshot, name: &str| edition.get(name).map_or(0, |stood| stood.redactions());
    let redacted = after.names().filter(|name| !before.same(name, after, name) && count(after, name) > count(before, name));
    redacted.map(str::to_owned).collect()
}

fn kind(name: &str) -> Option<&'static Kind> {
    name.split_once('/').and_then(|(folder, _)| Kind::of_folder(folder))
}

fn whole(record: &str, kind: ChangeKind, text: &str) -> Told {
    Told { record: record.to_owned(), kind, fact: None, old: None, new: None, text: text.to_owned() }
}

/// By their new names, the old ones of records that only have another name: the address of the old one leads to the new one. And the records
/// that are gone.
fn moved<'s>(before: &Snapshot, after: &'s Snapshot) -> (BTreeMap<&'s str, String>, BTreeMap<String, Stood>) {
    let gone = before.names().filter(|name| !after.has(name)).filter_map(|name| Some((name.to_owned(), before.get(name)?)));
    let mut gone: BTreeMap<String, Stood> = gone.collect();
    let by_address = gone.iter().map(|(name, was)| (was.address.trim_matches('/').to_owned(), name.clone()));
    let by_address: BTreeMap<String, String> = by_address.collect();
    let mut moved = BTreeMap::new();
    for name in after.names().filter(|name| !before.has(name)) {
        let formerly = if gone.is_empty() { Vec::new() } else { after.get(name).map_or_else(Vec::new, |is| is.formerly) };
        let mut led = formerly.iter().filter_map(|address| by_address.get(address.trim_matches('/')));
        if let Some(old) = led.find(|old| gone.remove(*old).is_some()) {
            moved.insert(name, old.clone());
        }
    }
    (moved, gone)
}

/// A record in both editions.
struct Pair<'a> {
    name: &'a str,
    kind: Option<&'static Kind>,
    was: &'a Stood,
    is: &'a Stood,
    voice: &'a Voice<'a>,
}

impl Pair<'_> {
    fn tell(&self, told: &mut Vec<Told>) {
        if self.was == self.is {
            return;
        }
        let strings = self.voice.strings;
        match (&self.was.withdrawn, &self.is.withdrawn) {
            (None, Some(reason)) => {
                let text = strings.fill("history_withdrawn", &[("reason", reason)]);
                return told.push(whole(self.name, ChangeKind::Withdrawn, text.trim()));
            }
            (Some(_), None) => return told.push(whole(self.name, ChangeKind::Added, strings.get("history_back"))),
            (Some(_), Some(_)) => return,
            (None, None) => {}
        }
        if self.was.address != self.is.address {
            told.push(Told { fact: Some("formerly".to_owned()), ..whole(self.name, ChangeKind::Changed, strings.get("history_moved")) });
        }
        let amended: Vec<&Amended> = self.is.amended.iter().filter(|amended| !self.was.amended.contains(amended)).collect();
        told.extend(amended.iter().map(|amended| self.amended(amended)));
        let facts = self.facts(&amended);
        let more = facts.len().saturating_sub(MOST);
        told.extend(facts.into_iter().take(MOST));
        if more > 0 {
            told.push(whole(self.name, ChangeKind::Changed, &wording::count(more as u32, "history_more", strings)));
        }
    }

    fn redacts(&self) -> bool {
        self.is.redactions() > self.was.redactions()
    }

    /// A correction in its own words, with the values of the fact unless they were taken away.
    fn amended(&self, amended: &Amended) -> Told {
        let word = |kind: CorrectionKind| kind.word().en == amended.kind;
        let (kind, key) = if word(CorrectionKind::Redacted) {
            (ChangeKind::Redacted, "history_redacted")
        } else if word(CorrectionKind::Clarified) {
            (ChangeKind::Corrected, "history_clarified")
        } else {
            (ChangeKind::Corrected, "history_corrected")
        };
        let mut told = whole(self.name, kind, &amended.text);
        if let Some(fact) = &amended.fact {
            let what = self.voice.called(&self.voice.path(self.kind, fact), self.is);
            told.text = self.voice.strings.fill(key, &[("what", &what), ("text", &amended.text)]);
            let values = (self.was.facts.get(fact), self.is.facts.get(fact));
            if let (false, (Some(was), Some(is))) = (self.redacts(), values)
                && !was.same(is)
            {
                (told.old, told.new) = (was.words().map(str::to_owned), is.words().map(str::to_owned));
            }
            told.fact = Some(fact.clone());
        }
        told
    }

    /// Every fact that differs and that no correction tells of, and what came or went as a whole.
    fn facts(&self, amended: &[&Amended]) -> Vec<Told> {
        let by_correction = |path: &str| amended.iter().any(|amended| amended.fact.as_deref().is_some_and(|fact| is_within(path, fact)));
        let paths: BTreeSet<&String> = self.was.facts.keys().chain(self.is.facts.keys()).collect();
        let mut told = Vec::new();
        let mut last: Option<&str> = None;
        for path in paths {
            let (was, is) = (self.was.facts.get(path), self.is.facts.get(path));
            let same = matches!((was, is), (Some(was), Some(is)) if was.same(is));
            if same || by_correction(path) || last.is_some_and(|part| is_inside(path, part)) {
                continue;
            }
            let taken_apart = self.voice.path(self.kind, path);
            let part = taken_apart.part.filter(|part| !self.was.has(part) || !self.is.has(part));
            let (fact, one) = match part {
                Some(part) => (part, self.part(&taken_apart, part)),
                None => (path.as_str(), self.fact(path, was, is)),
            };
            last = part;
            told.extend(one.map(|one| Told { fact: Some(fact.to_owned()), ..one }));
        }
        told
    }

    /// One of several alike that came or went.
    fn part(&self, path: &super::label::Path, part: &str) -> Option<Told> {
        let came = self.is.has(part);
        let (what, title) = self.voice.part(path, part, if came { self.is } else { self.was });
        let key = if came { "history_part_added" } else { "history_part_removed" };
        let text = self.voice.strings.fill(key, &[("what", what), ("new", &title), ("old", &title)]);
        let kind = if came { ChangeKind::Added } else { ChangeKind::Removed };
        (came || !self.redacts()).then(|| whole(self.name, kind, &text))
    }

    fn fact(&self, path: &str, was: Option<&Fact>, is: Option<&Fact>) -> Option<Told> {
        let taken_apart = self.voice.path(self.kind, path);
        let what = self.voice.called(&taken_apart, if is.is_some() { self.is } else { self.was });
        let shown = |words: &str| if taken_apart.quoted { self.voice.quoted(words) } else { words.to_owned() };
        let (old, new) = (was.and_then(Fact::words), is.and_then(Fact::words));
        let is_name = path.rsplit('.').next().is_some_and(|key| NAMES.contains(&key));
        let masked = is_name || new.is_some_and(|new| new.contains(MASK)) || self.redacts();
        let fill =
            |key: &str, old: &str, new: &str| self.voice.strings.fill(key, &[("what", &what), ("old", &shown(old)), ("new", &shown(new))]);
        let text = match (was.is_some(), is.is_some(), old, new) {
            // Of what was redacted the correction tells.
            (true, false, ..) if self.redacts() => return None,
            (true, false, ..) => fill("history_fact_removed", "", ""),
            (false, _, _, Some(new)) if !is_name => fill("history_fact_added", "", new),
            (false, ..) => fill("history_fact_added_long", "", ""),
            (true, true, Some(old), Some(new)) if !masked => fill("history_fact_changed", old, new),
            (true, true, _, Some(_)) if masked => fill("history_fact_other", "", ""),
            (true, true, ..) => fill("history_fact_reworded", "", ""),
        };
        let kind = match (was, is) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        let told = whole(self.name, kind, &text);
        let (old, new) = if masked || is.is_none() { (None, None) } else { (old, new) };
        Some(Told { old: old.map(str::to_owned), new: new.map(str::to_owned), ..told })
    }
}

fn is_inside(path: &str, part: &str) -> bool {
    path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether two paths name the same, or one stands in what the other names; ids may be left out where one is alone.
pub fn is_within(path: &str, other: &str) -> bool {
    if path.split('.').next() != other.split('.').next() {
        return false;
    }
    let among = |short: &str, long: &str| {
        let mut steps = long.split('.');
        short.split('.').all(|step| steps.any(|known| known == step))
    };
    among(path, other) || among(other, path)
}
