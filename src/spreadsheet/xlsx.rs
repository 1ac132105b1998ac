//! What the reader of a workbook of Excel does not say: which rows and columns are hidden, and which formulas were saved without a value.

use std::borrow::Cow;
use std::io::{BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use rustc_hash::FxHashMap;

use super::Hidden;

type Packed<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// What is not said of a sheet.
#[derive(Default)]
pub struct Unsaid {
    pub hidden: Hidden,
    /// The cells with a formula and no value, as row and column from 0.
    pub unsaved: Vec<(u32, u32)>,
}

/// What is not said of each sheet, by its name. The bytes have been unpacked before, and are not too large; of what cannot be read nothing is
/// said here: the reader of the cells says it.
///
/// Source: ECMA-376, part 1, 18.2.19 (`sheet`), 18.3.1.4 (`c`), 18.3.1.13 (`col`) and 18.3.1.73 (`row`); part 2, 9.3 (relationships).
pub fn unsaid(bytes: &[u8]) -> FxHashMap<String, Unsaid> {
    let Ok(mut packed) = Packed::new(Cursor::new(bytes)) else { return FxHashMap::default() };
    let mut parts: FxHashMap<String, String> = FxHashMap::default();
    each(&mut packed, "xl/_rels/workbook.xml.rels", |event| {
        let (Event::Start(relation) | Event::Empty(relation)) = event else { return };
        if let (Some(id), Some(target)) = (attribute(relation, "Id"), attribute(relation, "Target")) {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            parts.insert(id, part);
        }
    });
    let mut sheets = Vec::new();
    each(&mut packed, "xl/workbook.xml", |event| {
        let (Event::Start(element) | Event::Empty(element)) = event else { return };
        if element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id"))
            && let Some(part) = parts.get(&id)
        {
            sheets.push((name, part.clone()));
        }
    });
    sheets.into_iter().map(|(name, part)| (name, of_sheet(&mut packed, &part))).collect()
}

fn of_sheet(packed: &mut Packed, part: &str) -> Unsaid {
    let mut sheet = Sheet::default();
    each(packed, part, |event| match event {
        Event::Start(element) => sheet.enter(element),
        Event::Empty(element) => {
            sheet.enter(element);
            sheet.leave(element.local_name().as_ref());
        }
        Event::End(element) => sheet.leave(element.local_name().as_ref()),
        Event::Text(words) => sheet.has_value |= sheet.in_value && !words.is_empty(),
        _ => {}
    });
    sheet.unsaid
}

/// A sheet while it is read.
#[derive(Default)]
struct Sheet {
    unsaid: Unsaid,
    /// The row that comes next, and the cell, when they do not say their places.
    row: u32,
    column: u32,
    /// Of the cell: whether it has a formula, whether that gives words, which may be none, and whether a value was saved.
    has_formula: bool,
    gives_words: bool,
    has_value: bool,
    in_value: bool,
}

impl Sheet {
    fn enter(&mut self, element: &BytesStart) {
        let number = |key: &str| attribute(element, key).and_then(|number| number.parse::<u32>().ok());
        match element.local_name().as_ref() {
            "col" if is_hidden(element) => {
                if let (Some(first), Some(last)) = (number("min").and_then(|first| first.checked_sub(1)), number("max")) {
                    self.unsaid.hidden.columns.push(first..last);
                }
            }
            "row" => {
                self.row = number("r").and_then(|row| row.checked_sub(1)).unwrap_or(self.row);
                self.column = 0;
                if is_hidden(element) {
                    self.unsaid.hidden.rows.push(self.row..self.row.saturating_add(1));
                }
            }
            "c" => {
                let place = attribute(element, "r").and_then(|place| column(&place));
                self.column = place.unwrap_or(self.column);
                self.gives_words = attribute(element, "t").is_some_and(|sort| sort == "str");
                (self.has_formula, self.has_value) = (false, false);
            }
            "f" => self.has_formula = true,
            "v" => self.in_value = true,
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "v" => self.in_value = false,
            "c" => {
                if self.has_formula && !self.has_value && !self.gives_words {
                    self.unsaid.unsaved.push((self.row, self.column));
                }
                self.column = self.column.saturating_add(1);
            }
            "row" => self.row = self.row.saturating_add(1),
            _ => {}
        }
    }
}

/// The column of a place such as `AB12`, from 0. Three letters are enough for every column of Excel.
fn column(place: &str) -> Option<u32> {
    let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
    let are_letters = (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    are_letters.then(|| letters.bytes().fold(0, |before, byte| before * 26 + u32::from(byte - b'A') + 1) - 1)
}

/// Shows every event of a part, as far as it can be read.
fn each(packed: &mut Packed, part: &str, mut see: impl FnMut(&Event)) {
    let Ok(file) = packed.by_name(part) else { return };
    let mut reader = Reader::from_reader(BufReader::new(file));
    let mut read = Vec::new();
    loop {
        match reader.read_event_into(&mut read) {
            Ok(Event::Eof) | Err(_) => return,
            Ok(event) => see(&event),
        }
        read.clear();
    }
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true")
}

fn attribute(element: &BytesStart, key: &str) -> Option<String> {
    let of_key = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == key)?;
    of_key.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}
