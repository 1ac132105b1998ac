//! The tables that the site itself publishes about a record, read back: what was put in comes back, what was worked out stays away.

use crate::content::Kind;
use crate::content::item::{Item, Table, Value};
use crate::spreadsheet::{Cell, Row, Sheet, Value as Shown};

/// The columns that are read: their lasting names, and their headings in Swedish and English as the theme medborgare has them. Title, unit,
/// definition, document, case and address are said elsewhere, or worked out.
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
];

/// The records of `kind` that a published sheet tells of; None when it is not such a sheet.
pub fn rows(sheet: &Sheet, kind: &Kind, id: &str) -> Option<Vec<(&'static str, Table)>> {
    let (head, rows) = sheet.rows.split_first()?;
    let named = |name: &str| -> Option<u32> {
        let (_, headings) = COLUMNS.iter().find(|(known, _)| *known == name)?;
        head.cells
            .iter()
            .find(|cell| matches!(&cell.value, Shown::Text(words) if words == name || headings.contains(&&**words)))
            .map(|cell| cell.column)
    };
    named("table").filter(|first| *first == 0).and(named("label"))?;
    let columns: Vec<(&str, u32)> = COLUMNS.iter().filter_map(|(name, _)| Some((*name, named(name)?))).collect();
    let mut found: Vec<(&'static str, Table)> = Vec::new();
    for row in rows {
        let row = Published { row, columns: &columns };
        match (kind.name, row.text("table").as_deref()) {
            ("indicator", Some("figures")) => found.extend(row.value(id).map(|table| ("value", table))),
            ("result", Some("figures")) => row.observation(&mut found),
            ("budget", Some("money")) => found.extend(row.money()),
            // Counts of statuses and lines of time are worked out of what stands elsewhere.
            _ => {}
        }
    }
    Some(found)
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

    /// A number as the column has it: with a decimal point in CSV, as a number in a workbook.
    fn number(&self, name: &str) -> Option<Value> {
        match &self.cell(name)?.value {
            Shown::Number(number) | Shown::Percent(number) => Some(Value::Number(*number)),
            other => other.shown().parse().ok().map(Value::Number),
        }
    }

    fn is_about(&self) -> bool {
        matches!(self.text("approximate").as_deref(), Some("true" | "ja" | "yes"))
    }

    /// The days as a period: a whole year by its number.
    fn period(&self) -> Option<Value> {
        let (first, last) = (self.text("first")?, self.text("last"));
        let year = first.strip_suffix("-01-01").filter(|year| last.as_deref() == Some(&format!("{year}-12-31")));
        Some(Value::Text(year.map_or_else(|| format!("{first}/{}", last.unwrap_or_default()), str::to_owned)))
    }

    fn put(&self, table: &mut Table, key: &'static str, value: Option<Value>) {
        if let Some(value) = value {
            table.push(key, Item { value, span: self.row.span });
        }
    }

    fn figures(&self, table: &mut Table) {
        self.put(table, "value", self.number("value"));
        self.put(table, "target", self.number("target"));
        self.put(table, "approximate", self.is_about().then_some(Value::Bool(true)));
    }

    /// A value that stands with the measure itself; what a follow-up observed has a row id, and stands there.
    fn value(&self, id: &str) -> Option<Table> {
        let own = self.cell("label_id").is_none() && self.text("title_id").is_none_or(|about| about == id);
        self.number("value").filter(|_| own)?;
        let mut table = Table::new(self.row.span);
        self.put(&mut table, "period", self.period());
        self.figures(&mut table);
        let whole = ["Måttet som helhet", "The indicator as a whole"];
        self.put(&mut table, "group", self.text("group").filter(|group| !whole.contains(&&**group)).map(Value::Text));
        Some(table)
    }

    /// An observation, or a part of the population in the one before it, which has the same id.
    fn observation(&self, found: &mut Vec<(&'static str, Table)>) {
        let (Some(about), id) = (self.text("title_id"), self.text("label_id")) else { return };
        let same = |table: &Table| id.as_deref().is_some_and(|id| table.text("id").is_some_and(|(known, _)| known == id));
        if let Some((_, table)) = found.last_mut().filter(|(_, table)| same(table)) {
            let mut part = Table::new(self.row.span);
            self.put(&mut part, "group", self.text("label").map(Value::Text));
            self.put(&mut part, "value", self.number("value"));
            let item = Item { value: Value::Table(part), span: self.row.span };
            return match table.entries.iter_mut().find(|entry| entry.key == "subgroup").map(|entry| &mut entry.item.value) {
                Some(Value::List(parts)) => parts.push(item),
                _ => table.push("subgroup", Item { value: Value::List(vec![item]), span: self.row.span }),
            };
        }
        let mut table = Table::new(self.row.span);
        self.put(&mut table, "id", id.map(Value::Text));
        self.put(&mut table, "indicator", Some(Value::Text(about)));
        self.put(&mut table, "period", self.period());
        self.figures(&mut table);
        found.push(("observation", table));
    }

    /// A sum that is set aside, or what some of it is used for. The amount is read as it was written, "ca" and unit included.
    fn money(&self) -> Option<(&'static str, Table)> {
        let key = ["envelope", "line"].into_iter().find(|key| self.text("group_id").as_deref() == Some(key))?;
        let mut table = Table::new(self.row.span);
        self.put(&mut table, "id", self.text("label_id").map(Value::Text));
        self.put(&mut table, "title", self.text("label").map(Value::Text));
        self.put(&mut table, "amount", self.text("words").map(Value::Text));
        if key == "envelope" {
            self.put(&mut table, "period", self.period());
        }
        Some((key, table))
    }
}
