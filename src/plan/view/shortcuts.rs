//! Shortcuts of the search: case numbers, paragraphs and the words that people use, each with the pages that it leads straight to.
//!
//! The tables are cut into many files by what is typed, so that a reader of a large site fetches one small one.

use std::collections::BTreeMap;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::mentions::unbroken;
use super::{View, whole};
use crate::content::case::{Case, Decision};
use crate::content::value::Choice as _;
use crate::knowledge::paragraphs;
use crate::plan::wording;
use crate::site::{Address, RecordId, Site, State};
use crate::spoken::plain;

/// How many records of a site fill one table.
const RECORDS: usize = 500;

/// How many pages one entry leads to; what is typed more is found by the search itself.
const SHOWN: usize = 50;

/// A span of more paragraphs than this is found by its first.
const PARAGRAPHS: u32 = 20;

/// Kinds whose titles are words that people look for, too.
const NAMED: &[&str] = &["organisation", "service", "guide", "topic", "target-group", "term"];

/// Where something that is typed leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shortcut {
    pub title: String,
    pub url: String,
    /// What it is, in a short line.
    pub note: String,
    /// Whether it is what was asked for and nothing else: the number of a case.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
}

/// The entries of one table: what is typed, without spaces and signs and in small letters, or `§265`.
pub type Table = BTreeMap<String, Vec<Shortcut>>;

/// How many tables a language has.
pub(super) fn tables_of(site: &Site) -> u32 {
    (site.records.len() / RECORDS) as u32 + 1
}

/// Every table of the view's language, in order.
pub fn shortcuts(view: &View) -> Vec<Table> {
    let tables = tables_of(view.site);
    let mut filled = vec![Table::new(); tables as usize];
    let mut add = |typed: String, shortcut: Shortcut| {
        if typed.is_empty() {
            return;
        }
        let entry = filled[table_of(&typed, tables) as usize].entry(typed).or_default();
        if entry.len() < SHOWN && !entry.iter().any(|there| there.url == shortcut.url) {
            // A table is read by a script, which knows no marks.
            entry.push(Shortcut { title: plain(&view.spelt(&shortcut.title)), note: plain(&view.spelt(&shortcut.note)), ..shortcut });
        }
    };
    for (id, record) in view.site.told().filter(|(_, record)| record.state == State::Published) {
        if let Some(case) = record.is::<Case>() {
            add_case(view, id, case, &mut add);
        }
    }
    add_paragraphs(view, &mut add);
    add_words(view, &mut add);
    filled
}

/// What is typed, as the tables spell it: letters and digits only, in small letters. The script of the search page does the same.
fn typed(words: &str) -> String {
    words.nfc().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Which table holds an entry: FNV-1a over its UTF-16 units, which is what scripts count in.
pub(super) fn table_of(typed: &str, tables: u32) -> u32 {
    typed.encode_utf16().fold(0x811c_9dc5_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193)) % tables
}

/// The number of a case as it stands, and without the letters that many leave out: `2014/1005-808`.
fn add_case(view: &View, id: RecordId, case: &Case, add: &mut dyn FnMut(String, Shortcut)) {
    let Some(number) = &case.number else { return };
    let shortcut = Shortcut {
        title: unbroken(number),
        url: view.routes().to(view.site, whole(id), view.lang),
        note: format!("{}: {}", wording::capital(&view.both(view.site.record(id).called())), view.title(whole(id))),
        exact: true,
    };
    let bare = number.find(|c: char| c.is_ascii_digit()).map_or("", |at| &number[at..]);
    // Digits that are only a year or a running number are no case number.
    if typed(bare) != typed(number) && bare.contains(|c: char| !c.is_alphanumeric()) {
        add(typed(bare), shortcut.clone());
    }
    add(typed(number), shortcut);
}

/// Every decision under its paragraph, the newest first: "§ 265" is of many meetings.
fn add_paragraphs(view: &View, add: &mut dyn FnMut(String, Shortcut)) {
    let cases = view.site.told().filter(|(_, record)| record.state == State::Published);
    let decisions = cases.filter_map(|(id, record)| Some((id, record.is::<Case>()?)));
    let mut all: Vec<(RecordId, &Decision)> = decisions.flat_map(|(id, case)| case.decisions.iter().map(move |one| (id, one))).collect();
    all.sort_by_key(|(id, decision)| (std::cmp::Reverse(decision.date.as_ref().map(|date| date.first)), *id));
    for (id, decision) in all {
        let Some(paragraph) = &decision.paragraph else { continue };
        let Some(first) = paragraphs::first(&paragraph.number) else { continue };
        let last = paragraph.number.rsplit('–').next().and_then(|last| last.parse().ok()).unwrap_or(first);
        let last = if last < first || last - first > PARAGRAPHS { first } else { last };
        let shortcut = decided(view, id, decision, &paragraph.number);
        (first..=last).for_each(|number| add(format!("§{number}"), shortcut.clone()));
    }
}

/// A decision by who took it and when, which is what tells it from others with its paragraph.
fn decided(view: &View, id: RecordId, decision: &Decision, paragraph: &str) -> Shortcut {
    let part = view.site.record(id).parts.named(&decision.id.id);
    let body = decision.body.as_ref().and_then(|body| view.site.resolve(&body.0, id)).map(|body| view.title(body).into_owned());
    let date = decision.date.as_ref().map(|date| wording::date(date, view.strings()));
    let state = decision.state.map(|state| wording::word(state.word(), view.strings(), view.code()));
    let title: Vec<String> = [Some(format!("§\u{a0}{paragraph}")), body, date].into_iter().flatten().collect();
    let note = state.map_or_else(|| decision.title.text.clone(), |state| format!("{} ({state})", decision.title.text));
    Shortcut { title: title.join(", "), url: view.routes().to(view.site, Address { record: id, part }, view.lang), note, exact: false }
}

/// Words that lead to a record of another name, as in A–Ö, and the names of bodies, services and topics.
fn add_words(view: &View, add: &mut dyn FnMut(String, Shortcut)) {
    for (id, record) in view.site.told().filter(|(_, record)| record.state == State::Published) {
        let (title, kind) = (view.title(whole(id)), wording::capital(&view.both(record.called())));
        let url = view.routes().to(view.site, whole(id), view.lang);
        let shortcut = |note: String| Shortcut { title: title.clone().into_owned(), url: url.clone(), note, exact: false };
        if NAMED.contains(&record.kind.name) {
            add(typed(&title), shortcut(kind.clone()));
        }
        for name in record.other_names() {
            add(typed(name), shortcut(format!("{kind}. {name}: {} {title}", view.strings().get("see"))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{table_of, typed};

    #[test]
    fn spacing_case_and_signs_make_no_difference() {
        for number in ["KFKS 2014/1005-808", "kfks2014/1005-808", " Kfks\u{a0}2014/1005\u{2011}808 "] {
            assert_eq!(typed(number), "kfks20141005808");
        }
        assert_eq!(typed("A\u{30a}ldre"), "åldre");
    }

    #[test]
    fn an_entry_lies_where_the_script_looks_for_it() {
        // Worked out by the script of the search page.
        assert_eq!((table_of("kfks20141005808", 7), table_of("§265", 7), table_of("öl", 7)), (6, 5, 2));
    }
}
