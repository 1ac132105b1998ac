//! The styles of a workbook of LibreOffice: what each makes of a number before anybody sees it.

use roxmltree::{Document, Node};
use rustc_hash::FxHashMap;

use super::format::{Format, Shows, digits, unit};

/// OpenDocument 1.3, part 3: 16.2 (styles), 16.29 (data styles), 19.342 (`number:display-factor`) and 19.476 (`style:data-style-name`).
const STYLE: &str = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
const NUMBER: &str = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";

/// How many styles a style may build upon: a file can say that two build upon each other.
const DEEPEST: usize = 16;

/// More digits than these no number that is a name has.
const MOST_DIGITS: usize = 20;

/// The styles of cells by their names.
#[derive(Default)]
pub struct Styles {
    /// The style of numbers that each names, and the style that it builds upon.
    cells: FxHashMap<String, (Option<String>, Option<String>)>,
    numbers: FxHashMap<String, Format>,
}

impl Styles {
    /// Adds those of one part of the workbook.
    pub fn add(&mut self, part: &Document) {
        for node in part.descendants() {
            let Some(name) = node.attribute((STYLE, "name")) else { continue };
            let owned = |key: &str| node.attribute((STYLE, key)).map(str::to_owned);
            if node.has_tag_name((STYLE, "style")) {
                self.cells.insert(name.to_owned(), (owned("data-style-name"), owned("parent-style-name")));
            } else if node.tag_name().namespace() == Some(NUMBER) {
                self.numbers.insert(name.to_owned(), format(node));
            }
        }
    }

    /// How cells of this style show their numbers.
    pub fn format(&self, name: &str) -> Option<&Format> {
        let mut name = name;
        for _ in 0..DEEPEST {
            let (numbers, parent) = self.cells.get(name)?;
            if let Some(numbers) = numbers {
                return self.numbers.get(numbers);
            }
            name = parent.as_deref()?;
        }
        None
    }
}

fn format(style: Node) -> Format {
    let has = |tag: &str| style.children().any(|node| node.has_tag_name((NUMBER, tag)));
    let factors = style.children().filter_map(|node| node.attribute((NUMBER, "display-factor"))?.parse::<f64>().ok());
    let words = style.children().filter(|node| node.has_tag_name((NUMBER, "text")) || node.has_tag_name((NUMBER, "currency-symbol")));
    let words: String = words.filter_map(|node| node.text()).collect();
    // Signs between the digits change nothing of the number.
    let places = style.children().filter_map(|node| node.attribute((NUMBER, "min-integer-digits"))?.parse::<usize>().ok()).max();
    Format {
        percent: style.has_tag_name((NUMBER, "percentage-style")),
        thousands: factors.map(|factor| (factor.max(1.0).log10() / 3.0).round() as u32).max().unwrap_or(0),
        unit: unit(&words.to_lowercase()),
        day: Shows::of(has("year"), has("month"), ["day", "hours", "minutes", "seconds"].into_iter().any(has)),
        digits: places.filter(|places| *places <= MOST_DIGITS).and_then(|places| digits(&"0".repeat(places))),
    }
}
