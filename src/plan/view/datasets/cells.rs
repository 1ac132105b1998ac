//! Values as cells of a table: what programs can reckon with, and keys that lead from one table to another.

use std::borrow::Cow;

use crate::content::case::Case;
use crate::content::columns::{Column, Part, is_file, told_on};
use crate::content::datum::{Branch, Datum};
use crate::content::field::FieldDecl;
use crate::content::value::Reference;
use crate::plan::view::View;
use crate::plan::view::pictures::Cell;
use crate::site::{Address, Found, RecordId};

/// What stands between several values of one cell: a line of its own for each. Other line breaks are not kept.
pub const BETWEEN: &str = "\n";

/// What a key of a row of record `from` holds, as machines read it in the column of the whole.
pub fn whole_of(view: &View, row: &Branch, decl: &FieldDecl, from: RecordId) -> String {
    of_key(view, row, decl, Part::Whole, from).machine().into_owned()
}

/// The cell of a column in a row of record `from`.
pub fn cell<'a>(view: &View<'a>, row: &Branch<'a>, column: &Column, from: RecordId) -> Cell<'a> {
    let Some((last, around)) = column.keys.split_last() else { return Cell::Empty };
    let mut branch = row;
    for decl in around {
        match told_on(branch, decl, view.site.today) {
            Some(Datum::Record(inside)) if view.is_told(inside, from) => branch = inside,
            _ => return Cell::Empty,
        }
    }
    of_key(view, branch, last, column.part, from)
}

fn of_key<'a>(view: &View<'a>, branch: &Branch<'a>, last: &FieldDecl, part: Part, from: RecordId) -> Cell<'a> {
    match told_on(branch, last, view.site.today) {
        None => Cell::Empty,
        Some(Datum::List(list)) => {
            let mut all = list.iter().map(|datum| value(view, last, datum, part, from)).filter(|cell| *cell != Cell::Empty);
            match (all.next(), all.next()) {
                (None, _) => Cell::Empty,
                (Some(only), None) => Cell::text(only.machine()),
                (Some(first), Some(second)) => {
                    let words: Vec<_> = [first, second].into_iter().chain(all).map(Cell::machine).collect();
                    Cell::text(words.join(BETWEEN))
                }
            }
        }
        Some(datum) => value(view, last, datum, part, from),
    }
}

fn value<'a>(view: &View<'a>, decl: &FieldDecl, datum: &Datum<'a>, part: Part, from: RecordId) -> Cell<'a> {
    match (datum, part) {
        (Datum::Text(name, _), _) if is_file(decl) => Cell::text(view.file_address(name, from).unwrap_or_default()),
        (Datum::Text(text, _) | Datum::Web(text, _), _) => Cell::text(one_line(text)),
        (Datum::Number(number), _) => Cell::Number(*number),
        (Datum::Integer(number), _) => Cell::Number(*number as f64),
        (Datum::Bool(yes), _) => Cell::Yes(*yes),
        (Datum::Choice(word), _) => Cell::text(word.sv),
        (Datum::Date(date), Part::First) => Cell::Day(date.first),
        (Datum::Date(date), Part::Last) => Cell::Day(date.last),
        (Datum::Date(date), _) if date.first == date.last => Cell::Day(date.first),
        (Datum::Date(date), _) => Cell::text(date.written.as_str()),
        (Datum::Period(period), Part::First) => Cell::Day(period.first()),
        (Datum::Period(period), Part::Last) => period.last().map_or(Cell::Empty, Cell::Day),
        (Datum::Period(period), _) => Cell::text(period.written.as_str()),
        (Datum::Money(money), Part::Kronor) => Cell::Kronor(money.kronor as f64),
        (Datum::Money(money), Part::Approximate) => Cell::Yes(money.approximate),
        (Datum::Money(money), _) => Cell::text(money.written.as_str()),
        (Datum::Reference(reference), part) => view.referred(reference, from).map_or(Cell::Empty, |to| match (part, to) {
            (Part::Title, To::Place(address)) => Cell::text(one_line(view.site.title(address))),
            (_, To::Place(address)) => Cell::text(view.key(address)),
            (_, To::Words(words)) => Cell::text(words),
        }),
        (Datum::Nothing | Datum::List(_) | Datum::Record(_) | Datum::Free(_), _) => Cell::Empty,
    }
}

/// Text as pages show it: runs of white space are one space.
pub fn one_line(text: &str) -> Cow<'_, str> {
    // Most text is on one line as it stands.
    let mut before = ' ';
    let is_so = text.chars().all(|c| {
        let told = !c.is_whitespace() || c == ' ' && before != ' ';
        before = c;
        told
    });
    if is_so && !text.ends_with(' ') { Cow::Borrowed(text) } else { Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// What a reference comes to for these readers.
pub enum To<'a> {
    Place(Address),
    /// It leads nowhere, and stands as it is written.
    Words(&'a str),
}

impl View<'_> {
    /// What a reference in record `from` comes to; None when it leads to what these readers may not see.
    pub fn referred<'r>(&self, reference: &'r Reference, from: RecordId) -> Option<To<'r>> {
        match self.site.find(reference, from) {
            Found::At(address) => Some(To::Place(address)),
            // What leads by way of something hidden is hidden too, as is what leads to something that could not be read.
            Found::Hidden | Found::Broken => None,
            Found::NoSuchPart(_) | Found::Nowhere => Some(To::Words(&reference.written)),
        }
    }

    /// Whether readers are told of something in record `from`: not of what is about something that they may not see, such as the value of
    /// a hidden measure.
    pub fn is_told(&self, branch: &Branch, from: RecordId) -> bool {
        branch.entries.iter().all(|(decl, datum)| match datum {
            Datum::Reference(reference) => !decl.required || self.referred(reference, from).is_some(),
            _ => true,
        })
    }

    /// What a record or something in it is known by in open data: `strategies/andt-2014-2016#mal-1`.
    pub fn key(&self, address: Address) -> String {
        let record = self.site.record(address.record);
        match address.part {
            None => [record.kind.folder, "/", &record.id].concat(),
            Some(part) => [record.kind.folder, "/", &record.id, "#", &record.parts[part as usize].id].concat(),
        }
    }

    /// The whole address of a record or of something in it, for those who read it elsewhere than on the site.
    pub fn web_address(&self, address: Address) -> String {
        self.routes().web_to(self.site, address, self.lang)
    }

    /// An address of the site with the site's own before it.
    pub fn whole_address(&self, url: &str) -> String {
        [self.routes().origin.as_deref().unwrap_or_default(), url].concat()
    }

    /// Where the file of a document of case `from` can be fetched, when it is passed on.
    pub fn file_address(&self, name: &str, from: RecordId) -> Option<String> {
        let record = self.site.record(from);
        let mut documents = record.is::<Case>()?.documents.iter().filter(|document| document.file.as_deref() == Some(name));
        let path = documents.find_map(|document| self.site.document_file(record, document))?;
        let blob = self.site.blobs.get(path.as_str()).filter(|blob| !matches!(blob.picture, Some(Err(_))))?;
        Some(self.whole_address(&self.routes().file_url(&blob.path)))
    }
}
