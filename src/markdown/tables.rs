//! Tables: a name for each, headers for rows and columns, and a frame that scrolls when the page is narrow.

use std::ops::Range;

use pulldown_cmark::Alignment;
use rustc_hash::FxHashMap;

use super::escape;
use super::facts::Facts;
use super::html::Writer;

/// A table that is being written.
pub(super) struct OpenTable {
    alignment: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether the first column holds the names of the rows: its header says what they name.
    names_rows: bool,
    rows: usize,
}

/// How often each name was given to a table. Two regions with one name cannot be told apart by ear.
#[derive(Default)]
pub(super) struct Names(FxHashMap<String, usize>);

impl Names {
    /// The name as it is the first time, with a number after that.
    fn take(&mut self, name: &str) -> String {
        let times = self.0.entry(name.to_owned()).or_default();
        *times += 1;
        if *times == 1 { name.to_owned() } else { format!("{name} ({times})") }
    }
}

impl Writer<'_, '_> {
    pub(super) fn start_table(&mut self, alignment: Vec<Alignment>, range: &Range<usize>) {
        self.release();
        let start = self.facts.base + range.start;
        let number = self.facts.tables.partition_point(|table| (table.span.start as usize) < start);
        // An underscore is in no id made from words, so that a heading "Table 1" cannot take it.
        let id = format!("{}table_{}", self.options.prefix, number + 1);
        self.out.push_str("<div class=\"table-scroll\" role=\"region\" aria-labelledby=\"");
        escape::attribute(&mut self.out, &id);
        self.out.push_str("\" tabindex=\"0\">\n<table>\n<caption id=\"");
        escape::attribute(&mut self.out, &id);
        match self.caption.take().filter(|(table, caption)| *table == number && !caption.is_empty()) {
            Some((_, caption)) => {
                self.out.push_str("\">");
                self.out.push_str(&caption);
                if let Some(caption) = self.facts.tables.get(number).and_then(|table| table.caption.as_ref()) {
                    self.table_names.take(&caption.name);
                }
            }
            None => {
                self.out.push_str("\" class=\"visually-hidden\">");
                let name = heading_above(self.facts, number).unwrap_or(&self.options.labels.table);
                escape::text(&mut self.out, &self.table_names.take(name));
            }
        }
        self.out.push_str("</caption>\n");
        self.table = Some(OpenTable { alignment, column: 0, in_head: false, names_rows: false, rows: 0 });
    }

    pub(super) fn start_table_head(&mut self) {
        self.out.push_str("<thead>\n<tr>");
        if let Some(table) = &mut self.table {
            table.in_head = true;
            table.column = 0;
        }
    }

    pub(super) fn end_table_head(&mut self) {
        self.out.push_str("</tr>\n</thead>\n");
        if let Some(table) = &mut self.table {
            table.in_head = false;
        }
    }

    pub(super) fn start_row(&mut self) {
        if let Some(table) = &mut self.table {
            if table.rows == 0 {
                self.out.push_str("<tbody>\n");
            }
            table.rows += 1;
            table.column = 0;
        }
        self.out.push_str("<tr>");
    }

    /// The tag of a cell is written when its words are known: an empty cell is the header of nothing.
    pub(super) fn start_cell(&mut self) {
        self.block = self.out.len();
        self.words = self.block;
    }

    pub(super) fn end_cell(&mut self) {
        self.release();
        let words = self.out.split_off(self.block);
        let Some(table) = &mut self.table else { return };
        let first = table.column == 0;
        if table.in_head && first {
            table.names_rows = !words.is_empty();
        }
        let (tag, scope) = match () {
            () if words.is_empty() => ("td", ""),
            () if table.in_head => ("th", " scope=\"col\""),
            () if first && table.names_rows => ("th", " scope=\"row\""),
            () => ("td", ""),
        };
        let class = match table.alignment.get(table.column) {
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            _ => "",
        };
        table.column += 1;
        self.out.push_str(&format!("<{tag}{scope}{class}>{words}</{tag}>"));
    }

    pub(super) fn end_table(&mut self) {
        if self.table.take().is_some_and(|table| table.rows > 0) {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n</div>\n");
        self.words = self.out.len();
    }
}

fn heading_above(facts: &Facts, table: usize) -> Option<&str> {
    let start = facts.tables.get(table)?.span.start;
    let after = facts.headings.partition_point(|heading| heading.span.start < start);
    let text = facts.headings.get(after.checked_sub(1)?)?.text.as_str();
    (!text.is_empty()).then_some(text)
}
