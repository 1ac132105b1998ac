//! What the spreadsheets beside a file give its records: whose tables gave something, and the rows of each record.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::published::{Given, Of, Told, of_nobody};
use super::sheets::{FAULTY_CELL, Said, Tables};
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::content::value::Id;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, fold};
use crate::span::Span;

pub static REPEATED_ROW: Lint = Lint {
    name: "repeated-row",
    severity: Severity::Error,
    title: Both("Raden står redan i posten", "Row that stands in the record already"),
    why: Both(
        "Aktiviteten, raden eller talet skulle stå två gånger på webbplatsen, och räknas två gånger.",
        "The action, line or figure would stand on the site twice, and count twice.",
    ),
    manual: Both(
        "En tabell som webbplatsen själv har publicerat säger det som posten sade då. Ligger den bredvid posten, och står raderna kvar i posten, så står allt på två ställen. Låt det stå på ett: i tabellen, om det är där ni för in ändringar, eller i posten.\n\nFel:   [[action]] id = \"enkat\" i posten, och raden enkat i results-action.csv bredvid\nRätt:  bara det ena\n\nAtt det är samma rad syns på dess id. Tabeller som någon har gjort själv har inga, och läses in som de är; men är raderna i ett blad de flesta redan med i ett annat blad, som när ett blad har kopierats, så läses de inte in en gång till.",
        "A table that the site itself has published says what the record said then. If it lies beside the record, and the rows still stand in the record, all of it stands in two places. Let it stand in one: in the table, if that is where you make changes, or in the record.\n\nWrong: [[action]] id = \"enkat\" in the record, and the row enkat in results-action.csv beside it\nRight: only the one\n\nThat it is the same row is seen by its id. Tables that somebody made have none, and are read in as they are; but where most rows of a sheet stand in another sheet already, as when a sheet has been copied, they are not read in again.",
    ),
};

/// What the spreadsheets beside a file have given its records so far.
#[derive(Default)]
pub struct Beside {
    /// By their paths: what is told of a table when it has given nothing to any record; None when it has.
    unclaimed: BTreeMap<Arc<str>, Option<Diagnostic>>,
    /// The tables that people wrote, by the paths of their spreadsheets and the places of their sheets.
    tables: BTreeMap<(Arc<str>, usize), Tables>,
    /// The records that have looked for rows in tables of several: their ids and titles.
    met: Vec<String>,
}

impl Beside {
    pub fn gave(&mut self, path: &Arc<str>) {
        self.unclaimed.insert(path.clone(), None);
    }

    /// The tables of a sheet, which `find` finds the first time.
    pub fn tables(&mut self, path: &Arc<str>, sheet: usize, find: impl FnOnce() -> Tables) -> &Tables {
        self.tables.entry((path.clone(), sheet)).or_insert_with(find)
    }

    /// Whether the spreadsheet has a table of the site.
    pub fn knows(&self, path: &Arc<str>) -> bool {
        self.unclaimed.contains_key(path)
    }

    pub fn gave_nothing(&mut self, path: &Arc<str>, of: Of, told: &Told) {
        self.unclaimed.entry(path.clone()).or_insert_with(|| of_nobody(of, told));
    }

    /// Keeps what a record is known by that takes its own rows of a table of several.
    pub fn met(&mut self, of: Of, title: Option<&str>) {
        if of.shared && self.met.last().is_none_or(|last| last != of.id && Some(&**last) != title) {
            self.met.extend([Some(of.id), title].into_iter().flatten().map(str::to_owned));
        }
    }

    /// Tells of the tables from which no record took anything, and of the rows that are of none.
    pub fn settle(self, reading: &mut Reading) {
        let folded: FxHashSet<String> = self.met.iter().map(|name| fold(name)).collect();
        let mut known: Vec<&str> = self.met.iter().map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        for tables in self.tables.values() {
            reading.diagnostics.extend(tables.strangers(&known, |name| folded.contains(name)));
        }
        for diagnostic in self.unclaimed.into_values().flatten() {
            reading.found(diagnostic);
        }
    }
}

/// The rows that a record has been given, until all its tables are read: some stand in others, which may come later.
#[derive(Default)]
pub struct Gathered {
    /// By key and number of the row: the place in the list of the key; None of a row that is not taken.
    numbered: FxHashMap<(&'static str, u32), Option<usize>>,
    inner: Vec<Given>,
    /// The ids that the list of a key has, be they written or made of words.
    ids: FxHashMap<&'static str, FxHashSet<String>>,
    /// The rows that stand in the record already: whoever reads the site would count them twice.
    again: Vec<Span>,
    /// What the sheets that people wrote have said.
    pub said: Said,
}

impl Gathered {
    /// Adds a row to the record, or keeps it until what it stands in is there.
    pub fn add(&mut self, table: &mut Table, given: Given) {
        if given.within.is_some() {
            return self.inner.push(given);
        }
        let ids = self.ids.entry(given.key).or_insert_with(|| ids_of(table, given.key));
        let is_again = given.table.text("id").is_some_and(|(id, _)| !ids.insert(id.to_owned()));
        let place = match is_again {
            true => {
                self.again.push(given.table.span);
                None
            }
            false => Some(put(table, given.key, given.table)),
        };
        if let Some(number) = given.number {
            self.numbered.insert((given.key, number), place);
        }
    }

    pub fn settle(self, table: &mut Table, reading: &mut Reading) {
        if let Some(first) = self.again.first() {
            reading.found(again(*first, self.again.len()));
        }
        for given in self.inner {
            let Some((key, number)) = given.within else { continue };
            let list = table.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.item.value);
            match (list, self.numbered.get(&(key, number))) {
                (_, Some(None)) => {}
                (Some(Value::List(outer)), Some(Some(place))) if matches!(outer.get(*place), Some(Item { value: Value::Table(_), .. })) => {
                    if let Some(Item { value: Value::Table(outer), .. }) = outer.get_mut(*place) {
                        put(outer, given.key, given.table);
                    }
                }
                _ => reading.found(alone(&given, key, number)),
            }
        }
    }
}

/// The ids of what a list has; of what has none written, those that its words give.
fn ids_of(table: &Table, key: &str) -> FxHashSet<String> {
    let mut ids = FxHashSet::default();
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    let Some(Value::List(items)) = table.get(key).map(|entry| &entry.item.value) else { return ids };
    let tables = items.iter().filter_map(|item| if let Value::Table(table) = &item.value { Some(table) } else { None });
    for table in tables {
        let words = || {
            let named = table.text("indicator").map(|(id, _)| id.rsplit('/').next().unwrap_or(id).to_owned());
            let titled = || table.text("title").or_else(|| table.text("text")).map(|(title, _)| Id::from_words(title));
            named.or_else(titled)
        };
        let Some(id) = table.text("id").map(|(id, _)| id.to_owned()).or_else(words) else { continue };
        // Of several that give the same, each has a number after it.
        let number = last.entry(id.clone()).or_insert(1);
        let mut free = id.clone();
        while !ids.insert(free) {
            *number += 1;
            free = format!("{id}-{number}");
        }
    }
    ids
}

/// Rows of a table of the site that say what the record says itself.
fn again(first: Span, count: usize) -> Diagnostic {
    let diagnostic = |sv: String, en: String| Diagnostic::new(&REPEATED_ROW, first, sv, en);
    if count == 1 {
        return diagnostic(
            "Raden står redan i posten, och läses inte in en gång till.".to_owned(),
            "The row stands in the record already, and is not read in again.".to_owned(),
        )
        .help(
            "Ta bort den ur posten, om det är tabellen som ska gälla; ta annars bort tabellen.",
            "Take it out of the record, if it is the table that holds; else take the table away.",
        );
    }
    diagnostic(
        format!("{count} rader i webbplatsens tabell står redan i posten, den här först, och läses inte in en gång till."),
        format!("{count} rows of the site's table stand in the record already, this one first, and are not read in again."),
    )
    .help(
        "Ta bort dem ur posten, om det är tabellen som ska gälla; ta annars bort tabellen.",
        "Take them out of the record, if it is the table that holds; else take the table away.",
    )
}

/// A row that stands in a row of another table, which is not there.
fn alone(given: &Given, key: &str, number: u32) -> Diagnostic {
    Diagnostic::new(
        &FAULTY_CELL,
        given.table.span,
        format!("Raden hör till rad {number} i tabellen ”{key}”, som inte läses in till posten."),
        format!("The row belongs to row {number} of the table “{key}”, which is not read into the record."),
    )
    .help(
        format!("Lägg tabellen ”{key}” bredvid posten också, eller hela arbetsboken (.xlsx) med båda bladen."),
        format!("Put the table “{key}” beside the record, too, or the whole workbook (.xlsx) with both sheets."),
    )
}

/// Adds a record to the list at `key`, and says where in it.
pub fn put(table: &mut Table, key: &'static str, record: Table) -> usize {
    let item = Item { span: record.span, value: Value::Table(record) };
    match table.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.item.value) {
        Some(Value::List(written)) => {
            written.push(item);
            written.len() - 1
        }
        _ => {
            table.push(key, Item { span: item.span, value: Value::List(vec![item]) });
            0
        }
    }
}
