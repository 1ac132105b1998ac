//! The numbers of a record, `siffror`, read back: values and amounts, not what is worked out of them.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::super::columns::is_yes;
use super::{Given, Of, Told, at, headed, numeric, own};
use crate::content::field::Field as _;
use crate::content::item::{Item, Table, Value};
use crate::content::read::Reading;
use crate::content::result::{Coverage, Trend};
use crate::content::value::{Choice as _, Period};
use crate::parse::beside::put;
use crate::span::Span;
use crate::spreadsheet::{Cell, Row, Sheet};

/// The columns that are read: their lasting names, and their headings in Swedish and English as the theme medborgare has them. Title, unit,
/// definition, document and case are said elsewhere.
const COLUMNS: &[(&str, [&str; 2])] = &[
    ("table", ["Tabell", "Table"]),
    ("title_id", ["Gäller, id", "About, id"]),
    ("group", ["Grupp", "Group"]),
    ("group_id", ["Grupp, id", "Group, id"]),
    ("label", ["Rad", "Row"]),
    ("label_id", ["Rad, id", "Row, id"]),
    ("first", ["Första dag", "First day"]),
    ("last", ["Sista dag", "Last day"]),
    ("value", ["Värde", "Value"]),
    ("target", ["Målvärde", "Target"]),
    ("approximate", ["Ungefärligt", "Approximate"]),
    ("words", ["Med ord", "In words"]),
    ("written", ["Som det är skrivet", "As it is written"]),
    ("address", ["Adress", "Address"]),
];

/// What the values of a whole are known by where parts of the population have values, too; the second and third in tables that were published
/// before they had ids.
const WHOLE: [&str; 3] = ["whole", "Måttet som helhet", "The indicator as a whole"];

/// Periods by their names, shortest to say first.
const NAMED: &[&str] = &["", "-VT", "-HT", "-vår", "-sommar", "-höst", "-vinter", "-början", "-slutet"];

/// What the numbers of a sheet give the record; None when it is no such sheet.
pub fn read(sheet: &Sheet, of: Of, reading: &mut Reading) -> Option<Told> {
    let named = |row: &Row, name: &str| -> Option<u32> {
        let (_, headings) = COLUMNS.iter().find(|(known, _)| *known == name)?;
        at(row, &[name, headings[0], headings[1]])
    };
    let (head, _, rows) = headed(sheet, |row| named(row, "table").filter(|first| *first == 0).and(named(row, "label")))?;
    let columns: Vec<(&str, u32)> = COLUMNS.iter().filter_map(|(name, _)| Some((*name, named(head, name)?))).collect();
    let sort = match of.kind.name {
        "indicator" | "result" => "figures",
        "budget" => "money",
        // Counts of statuses and lines of time are worked out of what stands elsewhere.
        _ => return Some(Told::Nothing(head.cells[0].span)),
    };
    let name = format!("{}/{}", of.kind.folder, of.id);
    let owner = |row| Published { row, columns: &columns }.owner(of, sort);
    let rows = match own(rows, head.cells[0].span, &name, owner) {
        Ok(rows) => rows,
        Err(told) => return Some(told),
    };
    let mut found: Vec<Given> = Vec::new();
    let mut observed = FxHashMap::default();
    for row in rows {
        let row = Published { row, columns: &columns };
        match of.kind.name {
            "indicator" => found.extend(row.value(reading).map(|table| Given::new("value", table))),
            "result" => row.observation(&mut found, &mut observed, reading),
            _ => found.extend(row.money().map(|(key, table)| Given::new(key, table))),
        }
    }
    Some(if found.is_empty() { Told::Nothing(head.cells[0].span) } else { Told::Rows(found) })
}

struct Published<'a> {
    row: &'a Row,
    columns: &'a [(&'a str, u32)],
}

impl Published<'_> {
    fn cell(&self, name: &str) -> Option<&Cell> {
        let (_, at) = self.columns.iter().find(|(known, _)| *known == name)?;
        self.row.cells.iter().find(|cell| cell.column == *at)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.cell(name).map(|cell| cell.value.shown())
    }

    /// The record that the row's number is written in, when it is one of this sort. The address says which; where that column has been
    /// taken away the rows are taken to be the record's own.
    fn owner(&self, of: Of, sort: &str) -> Option<String> {
        self.text("table").filter(|table| table == sort)?;
        let name = |id: &str| format!("{}/{id}", of.kind.folder);
        let address = self.text("address");
        let place = address.as_deref().map(|address| address.split('#').next().unwrap_or_default().trim_end_matches("index.html"));
        let place = place.and_then(|place| place.trim_end_matches('/').rsplit('/').next());
        if of.kind.name != "indicator" {
            return Some(name(place.unwrap_or(of.id)));
        }
        // A value of a measure stands with the measure, or in a follow-up: what was observed there has an id, and stands there.
        let about = self.text("title_id").unwrap_or_else(|| of.id.to_owned());
        let observed = self.cell("label_id").is_some() || place.is_some_and(|place| place != about);
        (!observed).then(|| name(&about))
    }

    /// The days as a period: in the words that were written where the days have such.
    fn period(&self) -> Option<Value> {
        let (first, last) = (self.text("first")?, self.text("last"));
        let written = match (first.parse(), last.as_ref().map(|last| last.parse())) {
            (Ok(first), Some(Ok(last))) => period(first, last, self.row.span),
            (Ok(first), None) => Some(format!("{}/", side(first, true))),
            _ => None,
        };
        Some(Value::Text(written.unwrap_or_else(|| format!("{first}/{}", last.unwrap_or_default()))))
    }

    fn put(&self, table: &mut Table, key: &'static str, value: Option<Value>) {
        if let Some(value) = value {
            table.push(key, Item { value, span: self.row.span });
        }
    }

    fn number(&self, table: &mut Table, key: &'static str, reading: &mut Reading) {
        if let Some(cell) = self.cell(key)
            && let Some(value) = numeric(cell, reading)
        {
            table.push(key, Item { value, span: cell.span });
        }
    }

    fn figures(&self, table: &mut Table, reading: &mut Reading) {
        self.number(table, "value", reading);
        self.number(table, "target", reading);
        let about = self.text("approximate").is_some_and(|shown| is_yes(&shown) == Some(true));
        self.put(table, "approximate", about.then_some(Value::Bool(true)));
    }

    /// The part of the population that the row is of.
    fn group(&self) -> Option<String> {
        let is_whole = ["group_id", "group"].iter().any(|name| self.text(name).is_some_and(|group| WHOLE.contains(&&*group)));
        self.text("group").filter(|_| !is_whole)
    }

    /// A value that stands with the measure itself.
    fn value(&self, reading: &mut Reading) -> Option<Table> {
        self.cell("value")?;
        let mut table = Table::new(self.row.span);
        self.put(&mut table, "period", self.period());
        self.figures(&mut table, reading);
        self.put(&mut table, "group", self.group().map(Value::Text));
        table.get("value").is_some().then_some(table)
    }

    /// An observation, or a part of the population in one before it, which has the same id. In the numbers of a follow-up the parts are
    /// rows, in those of a measure they are groups of rows. `observed`: where each id is found.
    fn observation(&self, found: &mut Vec<Given>, observed: &mut FxHashMap<String, usize>, reading: &mut Reading) {
        let (Some(about), id) = (self.text("title_id"), self.text("label_id")) else { return };
        if let Some(at) = id.as_ref().and_then(|id| observed.get(id)) {
            let mut part = Table::new(self.row.span);
            self.put(&mut part, "group", self.group().or_else(|| self.text("label")).map(Value::Text));
            self.number(&mut part, "value", reading);
            self.words(&mut part);
            put(&mut found[*at].table, "subgroup", part);
            return;
        }
        observed.extend(id.clone().map(|id| (id, found.len())));
        let mut table = Table::new(self.row.span);
        self.put(&mut table, "id", id.map(Value::Text));
        self.put(&mut table, "indicator", Some(Value::Text(about)));
        self.put(&mut table, "period", self.period());
        self.figures(&mut table, reading);
        self.words(&mut table);
        found.push(Given::new("observation", table));
    }

    /// What is said in words: for how many, and which way it goes. Tables that were published before those words had a column of their own
    /// say them where there is no figure.
    fn words(&self, table: &mut Table) {
        let told = self.text("written").or_else(|| self.text("words").filter(|_| self.cell("value").is_none())).unwrap_or_default();
        for one in told.split(", ") {
            for (key, words) in [("coverage", Coverage::WORDS), ("trend", Trend::WORDS)] {
                let word = words.iter().find(|word| one == word.sv || one == word.en.replace('-', " "));
                self.put(table, key, word.map(|word| Value::Text(word.sv.to_owned())));
            }
        }
    }

    /// A sum that is set aside, or what some of it is used for. The amount is read as it was written, "ca" and unit included.
    fn money(&self) -> Option<(&'static str, Table)> {
        let key = ["envelope", "line"].into_iter().find(|key| self.text("group_id").as_deref() == Some(key))?;
        let mut table = Table::new(self.row.span);
        self.put(&mut table, "id", self.text("label_id").map(Value::Text));
        self.put(&mut table, "title", self.text("label").map(Value::Text));
        self.put(&mut table, "amount", self.text("written").or_else(|| self.text("words")).map(Value::Text));
        if key == "envelope" {
            self.put(&mut table, "period", self.period());
        }
        Some((key, table))
    }
}

/// Two days as a period in the shortest words that mean just them.
fn period(first: Date, last: Date, span: Span) -> Option<String> {
    let means = |written: &String| {
        let item = Item { value: Value::Text(written.clone()), span };
        let read = Period::read(&item, &mut Reading::with("", false));
        read.is_some_and(|period| period.first() == first && period.last() == Some(last))
    };
    let one = || NAMED.iter().map(|name| format!("{}{name}", last.year())).chain([last.strftime("%Y-%m").to_string(), last.to_string()]);
    let years = || {
        [("", ""), ("-VT", "-VT"), ("-HT", "-HT"), ("-VT", "-HT"), ("-HT", "-VT")]
            .map(|(from, to)| format!("{}{from}/{}{to}", first.year(), last.year()))
    };
    let days = || [format!("{}/{}", side(first, true), side(last, false)), format!("{first}/{last}")];
    one().chain(years()).chain(days()).find(means)
}

/// The first or the last day of a period, by its year or month where it begins or ends one.
fn side(day: Date, begins: bool) -> String {
    let (of_year, of_month) = match begins {
        true => (day.first_of_year(), day.first_of_month()),
        false => (day.last_of_year(), day.last_of_month()),
    };
    match day {
        _ if day == of_year => day.year().to_string(),
        _ if day == of_month => day.strftime("%Y-%m").to_string(),
        _ => day.to_string(),
    }
}
