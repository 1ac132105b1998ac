//! Where in the text of a record a fact stands, by its path: `observation.godkanda-2016.value`.

use super::Refusal;
use super::toml::Step;
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Item, Table, Value};
use crate::diagnostic::nearest;
use crate::parse::Written;
use crate::site::Record;

/// A fact that a path names.
pub struct Place<'w> {
    pub decl: &'static FieldDecl,
    /// What is written there; none where nothing is, or only in a spreadsheet.
    pub item: Option<&'w Item>,
    /// Steps to it from the record; empty when it stands in a table of the body.
    pub steps: Vec<Step>,
}

/// Finds what a path names in a record as it is written.
pub fn place<'w>(record: &Record, written: &'w Written, path: &str) -> Result<Place<'w>, Refusal> {
    let decl = record.fact(path, false).map_err(|unknown| no_fact(record, path, &unknown))?.decl;
    let mut place = Place { decl, item: None, steps: Vec::new() };
    let names: Vec<&str> = path.split('.').collect();
    let mut found = Found { record, written, steps: Vec::new(), several: None };
    place.item = found.walk(&written.table, &names);
    if let Some(ids) = found.several {
        let list = ids.join(", ");
        return Err(Refusal::new(format!("”{path}” kan vara flera uppgifter."), format!("“{path}” can be several facts."))
            .help(format!("Säg vilken med dess id efter nyckeln: {list}."), format!("Say which by its id after the key: {list}.")));
    }
    let inside = |item: &Item| written.range.contains(&item.span.range().start);
    if place.item.is_some_and(inside) {
        place.steps = found.steps;
    }
    Ok(place)
}

struct Found<'a> {
    record: &'a Record,
    written: &'a Written,
    steps: Vec<Step>,
    /// The ids of several that a path without one could mean.
    several: Option<Vec<String>>,
}

impl Found<'_> {
    fn walk<'w>(&mut self, table: &'w Table, names: &[&str]) -> Option<&'w Item> {
        let (key, rest) = names.split_first()?;
        let item = &table.get(key)?.item;
        self.steps.push(Step::Key((*key).to_owned()));
        let Some(next) = rest.first() else { return Some(item) };
        match &item.value {
            Value::Table(inner) if self.is_called(key, inner, next) => {
                self.steps.push(Step::At(0));
                if rest.len() == 1 { Some(item) } else { self.walk(inner, &rest[1..]) }
            }
            Value::Table(inner) => self.walk(inner, rest),
            Value::List(list) => self.among(key, list, rest),
            _ => None,
        }
    }

    fn among<'w>(&mut self, key: &str, list: &'w [Item], rest: &[&str]) -> Option<&'w Item> {
        let tables = || list.iter().filter_map(|item| if let Value::Table(table) = &item.value { Some((item, table)) } else { None });
        let called = tables().position(|(_, table)| self.is_called(key, table, rest[0]));
        let (at, rest) = match (called, list.len()) {
            (Some(at), _) => (at, &rest[1..]),
            (None, 1) => (0, rest),
            _ => {
                let parts = self.record.parts.iter().filter(|part| part.decl.key == key);
                self.several = Some(parts.map(|part| part.id.to_string()).collect());
                return None;
            }
        };
        let (item, table) = tables().nth(at)?;
        // Rows of the body come after what stands in the TOML.
        let before = list[..at].iter().filter(|item| self.written.range.contains(&item.span.range().start)).count();
        self.steps.push(Step::At(before));
        if rest.is_empty() { Some(item) } else { self.walk(table, rest) }
    }

    /// Whether a table under a key bears an id: its own, one that was made of its words, or that of the goal that it judges.
    fn is_called(&self, key: &str, table: &Table, id: &str) -> bool {
        let part = self.record.parts.iter().find(|part| part.decl.key == key && part.span == table.span);
        let goal = || table.text("goal").and_then(|(goal, _)| goal.rsplit('#').next());
        part.map_or_else(|| key == "goal" && goal() == Some(id), |part| *part.id == *id)
    }
}

fn no_fact(record: &Record, path: &str, unknown: &crate::site::Unknown) -> Refusal {
    let keys = || unknown.fields.iter().map(|decl| decl.key).chain(unknown.ids.iter().copied());
    let label = unknown.fields.iter().find(|decl| decl.label.0.to_lowercase() == unknown.step.to_lowercase()).map(|decl| decl.key);
    let mut known: Vec<&str> = keys().collect();
    let near = label.or_else(|| nearest(unknown.step, &known)).map(|near| format!("{}{near}", unknown.before));
    known.sort_unstable();
    known.dedup();
    let list = known.join(", ");
    let (kind_sv, kind_en) = (record.kind.one.0, record.kind.one.1);
    let (near_sv, near_en) = match near {
        Some(near) => (format!("Menade du {near}?\n"), format!("Did you mean {near}?\n")),
        None => Default::default(),
    };
    Refusal::new(
        format!("Det finns ingen uppgift ”{path}” i den här posten ({kind_sv})."),
        format!("There is no fact “{path}” in this record ({kind_en})."),
    )
    .help(format!("{near_sv}Här finns: {list}."), format!("{near_en}There are: {list}."))
}

/// What is written at a place, as people read it; none of what is no single value.
pub fn shown(item: &Item, text: &str, in_cell: bool) -> Option<String> {
    if in_cell {
        return text.get(item.span.range()).map(|cell| cell.trim().replace("\\|", "|"));
    }
    match &item.value {
        Value::Text(words) => Some(words.clone()),
        Value::Integer(_) | Value::Number(_) => Some(text.get(item.span.range())?.replace(['.', '_'], ",").trim().to_owned()),
        Value::Bool(yes) => Some(if *yes { "ja" } else { "nej" }.to_owned()),
        Value::Date(date) => Some(date.to_string()),
        Value::List(_) | Value::Table(_) => None,
    }
}

/// A new value as it is to be written: in quotes in TOML, bare in the cell of a table. None when it is no value of that sort.
pub fn written_as(value: &str, decl: &FieldDecl, in_cell: bool) -> Option<String> {
    let value = value.trim();
    if in_cell {
        return Some(value.replace('|', "\\|")).filter(|value| !value.contains('\n'));
    }
    match decl.shape {
        Shape::Number | Shape::Integer => {
            let digits = value.trim_end_matches('%').replace([' ', '\u{a0}', '\u{202f}'], "").replace(',', ".").replace('−', "-");
            digits.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| digits)
        }
        Shape::Bool => match value.to_lowercase().as_str() {
            "ja" | "yes" | "true" => Some("true".to_owned()),
            "nej" | "no" | "false" => Some("false".to_owned()),
            _ => None,
        },
        _ => Some(toml_edit::Value::from(value).to_string()),
    }
}
