//! What the reader of a workbook of Excel does not say: which rows and columns are hidden.

use std::borrow::Cow;
use std::io::{BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use rustc_hash::FxHashMap;

use super::Hidden;

type Packed<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// What is hidden in each sheet, by its name. The bytes have been unpacked before, and are not too large; of what cannot be read nothing is
/// said here: the reader of the cells says it.
///
/// Source: ECMA-376, part 1, 18.2.19 (`sheet`), 18.3.1.13 (`col`) and 18.3.1.73 (`row`); part 2, 9.3 (relationships).
pub fn hidden(bytes: &[u8]) -> FxHashMap<String, Hidden> {
    let Ok(mut packed) = Packed::new(Cursor::new(bytes)) else { return FxHashMap::default() };
    let mut parts: FxHashMap<String, String> = FxHashMap::default();
    each(&mut packed, "xl/_rels/workbook.xml.rels", |relation| {
        if let (Some(id), Some(target)) = (attribute(relation, "Id"), attribute(relation, "Target")) {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            parts.insert(id, part);
        }
    });
    let mut sheets = Vec::new();
    each(&mut packed, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id"))
            && let Some(part) = parts.get(&id)
        {
            sheets.push((name, part.clone()));
        }
    });
    sheets.into_iter().map(|(name, part)| (name, of_sheet(&mut packed, &part))).collect()
}

fn of_sheet(packed: &mut Packed, part: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let mut next = 0;
    let number = |element: &BytesStart, key: &str| attribute(element, key).and_then(|number| number.parse::<u32>().ok());
    each(packed, part, |element| match element.local_name().as_ref() {
        "col" if is_hidden(element) => {
            let (first, last) = (number(element, "min"), number(element, "max"));
            if let (Some(first), Some(last)) = (first.and_then(|first| first.checked_sub(1)), last) {
                hidden.columns.push(first..last);
            }
        }
        "row" => {
            let row = number(element, "r").and_then(|row| row.checked_sub(1)).unwrap_or(next);
            next = row.saturating_add(1);
            if is_hidden(element) {
                hidden.rows.push(row..next);
            }
        }
        _ => {}
    });
    hidden
}

/// Shows every element of a part, as far as it can be read.
fn each(packed: &mut Packed, part: &str, mut see: impl FnMut(&BytesStart)) {
    let Ok(file) = packed.by_name(part) else { return };
    let mut reader = Reader::from_reader(BufReader::new(file));
    let mut read = Vec::new();
    loop {
        match reader.read_event_into(&mut read) {
            Ok(Event::Start(element) | Event::Empty(element)) => see(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
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
