//! Records as JSON: nested as they are written, with what references lead to. Written as it is read, so that no whole is kept.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq as _, Serializer};

use super::cells::{To, one_line};
use super::{DataSet, Tabular};
use crate::content::columns::{is_file, told, told_on};
use crate::content::common::Common;
use crate::content::datum::{Branch, Datum};
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::value::{Date, Reference};
use crate::plan::view::pictures::Cell;
use crate::plan::view::{View, whole};
use crate::site::{Address, RecordId, State};

/// Everything of a set of records.
pub struct Everything<'a>(pub View<'a>, pub DataSet);

/// The facts of one record, by themselves.
pub struct Facts<'a>(pub View<'a>, pub RecordId);

/// The rows of one table, each with its cells by the names of the columns.
pub struct Rows<'a>(pub View<'a>, pub Tabular);

/// What stands at the head of every file.
fn head<S: SerializeMap>(map: &mut S, view: &View) -> Result<(), S::Error> {
    map.serialize_entry("site", &view.site.config.title.text)?;
    map.serialize_entry("publisher", &view.site.config.municipality.name.text)?;
    map.serialize_entry("licence", view.site.config.licence())?;
    map.serialize_entry("language", view.code())
}

impl Serialize for Everything<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(view, set) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", &set.title(view))?;
        head(&mut map, view)?;
        map.serialize_entry("records", &Records(view, set))?;
        map.end()
    }
}

struct Records<'a>(&'a View<'a>, &'a DataSet);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(view, set) = self;
        serializer.collect_seq(set.records(view.site).map(|(id, _)| OneRecord { view, id, own: set.of != super::Of::All }))
    }
}

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(view, id) = self;
        let mut map = serializer.serialize_map(None)?;
        head(&mut map, view)?;
        OneRecord { view, id: *id, own: true }.entries(&mut map)?;
        map.end()
    }
}

/// A record; `own`: with the keys of its kind.
struct OneRecord<'a> {
    view: &'a View<'a>,
    id: RecordId,
    own: bool,
}

impl OneRecord<'_> {
    fn entries<S: SerializeMap>(&self, map: &mut S) -> Result<(), S::Error> {
        let Self { view, id, own } = *self;
        let record = view.site.record(id);
        map.serialize_entry("key", &view.key(whole(id)))?;
        map.serialize_entry("kind", record.kind.name)?;
        map.serialize_entry("id", &*record.id)?;
        map.serialize_entry("url", &view.web_address(whole(id)))?;
        let common = Branch::of(&*record.common);
        let keys = || told(Common::fields());
        let is_first = |decl: &&FieldDecl| matches!(decl.key, "title" | "summary");
        if record.state == State::Withdrawn {
            return entries(map, view, id, &common, keys().filter(|decl| matches!(decl.key, "title" | "withdrawn")));
        }
        entries(map, view, id, &common, keys().filter(is_first))?;
        if let Datum::Record(branch) = record.lower()
            && own
        {
            entries(map, view, id, &branch, told(branch.fields))?;
        }
        entries(map, view, id, &common, keys().filter(|decl| !is_first(decl)))
    }
}

impl Serialize for OneRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(&mut map)?;
        map.end()
    }
}

/// Adds those of the keys that are written and that these readers may see.
fn entries<S: SerializeMap>(
    map: &mut S,
    view: &View,
    from: RecordId,
    branch: &Branch,
    keys: impl Iterator<Item = &'static FieldDecl>,
) -> Result<(), S::Error> {
    for decl in keys {
        let Some(datum) = told_on(branch, decl, view.site.today) else { continue };
        let value = One { view, decl, datum, from };
        if value.is_seen() {
            map.serialize_entry(&decl.name, &value)?;
        }
    }
    Ok(())
}

/// A value at a key of record `from`.
struct One<'a> {
    view: &'a View<'a>,
    decl: &'static FieldDecl,
    datum: &'a Datum<'a>,
    from: RecordId,
}

impl One<'_> {
    fn of<'b>(&'b self, datum: &'b Datum<'b>) -> One<'b> {
        One { view: self.view, decl: self.decl, datum, from: self.from }
    }

    /// Whether there is anything that these readers may see.
    fn is_seen(&self) -> bool {
        match self.datum {
            Datum::Reference(reference) => self.view.referred(reference, self.from).is_some(),
            Datum::List(list) => list.iter().any(|datum| self.of(datum).is_seen()),
            Datum::Text(name, _) if is_file(self.decl) => self.view.file_address(name, self.from).is_some(),
            Datum::Record(branch) => self.view.is_told(branch, self.from),
            Datum::Free(_) => false,
            datum => !datum.is_empty(),
        }
    }
}

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { view, from, .. } = *self;
        match self.datum {
            Datum::Text(name, _) if is_file(self.decl) => serializer.collect_str(&view.file_address(name, from).unwrap_or_default()),
            Datum::Text(text, _) | Datum::Web(text, _) => serializer.serialize_str(text),
            Datum::Number(number) => Number(*number).serialize(serializer),
            Datum::Integer(number) => serializer.serialize_i64(*number),
            Datum::Bool(yes) => serializer.serialize_bool(*yes),
            Datum::Choice(word) => serializer.serialize_str(word.sv),
            Datum::Date(date) if matches!(crate::content::shape::plain(self.decl.shape), Shape::Day) => serializer.collect_str(&date.first),
            Datum::Date(Date { written, first, last, .. }) => times(serializer, written, *first, Some(*last)),
            Datum::Period(period) => times(serializer, &period.written, period.first(), period.last()),
            Datum::Money(money) => {
                let mut map = serializer.serialize_map(Some(3))?;
                map.serialize_entry("written", &money.written)?;
                map.serialize_entry("kronor", &money.kronor)?;
                map.serialize_entry("approximate", &money.approximate)?;
                map.end()
            }
            Datum::Reference(reference) => refer(view, serializer, reference, from),
            Datum::List(list) => serializer.collect_seq(list.iter().map(|datum| self.of(datum)).filter(One::is_seen)),
            Datum::Record(branch) => inner(view, serializer, branch, from),
            Datum::Nothing | Datum::Free(_) => serializer.serialize_none(),
        }
    }
}

fn times<S: Serializer>(to: S, written: &str, first: jiff::civil::Date, last: Option<jiff::civil::Date>) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    map.serialize_entry("written", written)?;
    map.serialize_entry("first", &first.to_string())?;
    if let Some(last) = last {
        map.serialize_entry("last", &last.to_string())?;
    }
    map.end()
}

/// What a reference leads to; what it is written as where that is nowhere.
fn refer<S: Serializer>(view: &View, serializer: S, reference: &Reference, from: RecordId) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    match view.referred(reference, from) {
        Some(To::Place(address)) => {
            map.serialize_entry("key", &view.key(address))?;
            map.serialize_entry("title", &one_line(view.site.title(address)))?;
            map.serialize_entry("url", &view.web_address(address))?;
        }
        Some(To::Words(words)) => map.serialize_entry("written", words)?,
        None => {}
    }
    map.end()
}

/// A record inside a record, with what it is known by when it can be referred to.
fn inner<S: Serializer>(view: &View, serializer: S, branch: &Branch, from: RecordId) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    if let Some(part) = view.site.record(from).parts.at(branch.span) {
        let address = Address { record: from, part: Some(part) };
        map.serialize_entry("key", &view.key(address))?;
        map.serialize_entry("url", &view.web_address(address))?;
    }
    entries(&mut map, view, from, branch, told(branch.fields))?;
    map.end()
}

/// A number as it is written: without a point when it is whole.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers up to 2^53 are exact as floating point.
        let whole = self.0.fract() == 0.0 && self.0.abs() < 9e15;
        if whole { serializer.serialize_i64(self.0 as i64) } else { serializer.serialize_f64(self.0) }
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(view, _) = self;
        let mut map = serializer.serialize_map(None)?;
        head(&mut map, view)?;
        map.serialize_entry("rows", &AllRows(self))?;
        map.end()
    }
}

struct AllRows<'a>(&'a Rows<'a>);

impl Serialize for AllRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Rows(view, table) = self.0;
        let names = table.names();
        let mut seq = serializer.serialize_seq(None)?;
        let mut failed = None;
        table.rows(view, &mut |cells| {
            if failed.is_none() {
                failed = seq.serialize_element(&Row(&names, &cells)).err();
            }
        });
        failed.map_or_else(|| seq.end(), |error| Err(S::Error::custom(error)))
    }
}

/// A row by the names of its columns. What is empty is left out.
struct Row<'a>(&'a [std::borrow::Cow<'a, str>], &'a [Cell<'a>]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in self.0.iter().zip(self.1) {
            match cell {
                Cell::Empty => {}
                Cell::Text(words) => map.serialize_entry(name, words)?,
                Cell::Number(number) | Cell::Kronor(number) => map.serialize_entry(name, &Number(*number))?,
                Cell::Day(day) => map.serialize_entry(name, &day.to_string())?,
                Cell::Yes(yes) => map.serialize_entry(name, yes)?,
            }
        }
        map.end()
    }
}
