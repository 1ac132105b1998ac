//! Values as cells of a table: what programs can reckon with, and keys that lead from one table to another.

use crate::content::columns::{Column, Part, is_file, told_on};
use crate::content::datum::{Branch, Datum};
use crate::content::field::FieldDecl;
use crate::content::value::Reference;
use crate::plan::view::View;
use crate::plan::view::pictures::Cell;
use crate::site::{Address, Found, RecordId};

/// What stands between several values of one cell: a line of its own for each. Other line breaks are not kept.
pub const BETWEEN: &str = "\n";

/// The cell of a column in a row of record `from`.
pub fn cell(view: &View, row: &Branch, column: &Column, from: RecordId) -> Cell {
    let Some((last, around)) = column.keys.split_last() else { return Cell::Empty };
    let mut branch = row;
    for decl in around {
        match told_on(branch, decl, view.site.today) {
            Some(Datum::Record(inside)) if view.is_told(inside, from) => branch = inside,
            _ => return Cell::Empty,
        }
    }
    match told_on(branch, last, view.site.today) {
        None => Cell::Empty,
        Some(Datum::List(list)) => {
            let all = list.iter().map(|datum| words(value(view, last, datum, column.part, from)));
            Cell::text(&all.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(BETWEEN))
        }
        Some(datum) => value(view, last, datum, column.part, from),
    }
}

fn value(view: &View, decl: &FieldDecl, datum: &Datum, part: Part, from: RecordId) -> Cell {
    match (datum, part) {
        (Datum::Text(name, _), _) if is_file(decl) => Cell::text(&view.file_address(name, from).unwrap_or_default()),
        (Datum::Text(text, _) | Datum::Web(text, _), _) => Cell::text(&one_line(text)),
        (Datum::Number(number), _) => Cell::Number(*number),
        (Datum::Integer(number), _) => Cell::Number(*number as f64),
        (Datum::Bool(yes), _) => Cell::Yes(*yes),
        (Datum::Choice(word), _) => Cell::text(word.sv),
        (Datum::Date(date), Part::First) => Cell::Day(date.first),
        (Datum::Date(date), Part::Last) => Cell::Day(date.last),
        (Datum::Date(date), _) if date.first == date.last => Cell::Day(date.first),
        (Datum::Date(date), _) => Cell::text(&date.written),
        (Datum::Period(period), Part::First) => Cell::Day(period.first()),
        (Datum::Period(period), Part::Last) => period.last().map_or(Cell::Empty, Cell::Day),
        (Datum::Period(period), _) => Cell::text(&period.written),
        (Datum::Money(money), Part::Kronor) => Cell::Kronor(money.kronor as f64),
        (Datum::Money(money), Part::Approximate) => Cell::Yes(money.approximate),
        (Datum::Money(money), _) => Cell::text(&money.written),
        (Datum::Reference(reference), part) => view.referred(reference, from).map_or(Cell::Empty, |to| match (part, to) {
            (Part::Title, To::Place(address)) => Cell::text(&one_line(view.site.title(address))),
            (_, To::Place(address)) => Cell::text(&view.key(address)),
            (_, To::Words(words)) => Cell::text(words),
        }),
        (Datum::Nothing | Datum::List(_) | Datum::Record(_) | Datum::Free(_), _) => Cell::Empty,
    }
}

/// A cell among several in one.
fn words(cell: Cell) -> String {
    cell.machine()
}

/// Text as pages show it: runs of white space are one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
        let part = address.part.map_or_else(String::new, |part| format!("#{}", record.parts[part as usize].id));
        format!("{}/{}{part}", record.kind.folder, record.id)
    }

    /// The whole address of a record or of something in it, for those who read it elsewhere than on the site.
    pub fn web_address(&self, address: Address) -> String {
        self.whole_address(&self.routes().to(self.site, address, self.lang))
    }

    /// An address of the site with the site's own before it.
    pub fn whole_address(&self, url: &str) -> String {
        let origin = self.site.config.base_url.as_ref().and_then(|web| crate::plan::view::shared::origin(&web.url));
        format!("{}{url}", origin.unwrap_or_default())
    }

    /// Where a file of record `from` can be fetched, when it is passed on.
    pub fn file_address(&self, name: &str, from: RecordId) -> Option<String> {
        let path = format!("{}/{name}", self.site.record(from).folder());
        let blob = self.site.blobs.get(path.as_str()).filter(|blob| !matches!(blob.picture, Some(Err(_))))?;
        Some(self.whole_address(&self.routes().file_url(&blob.path)))
    }
}
