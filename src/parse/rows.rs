//! Tables in a body that hold records: under a goal's heading, the rows are that goal's actions.

use super::columns::{column, is_own, misspelt, value};
use crate::content::field::FieldDecl;
use crate::content::item::{Item, Table, Value};
use crate::content::read::{Reading, UNKNOWN_KEY};
use crate::diagnostic::Diagnostic;
use crate::markdown::{Cell, Facts, Table as MarkdownTable};
use crate::span::Span;

/// Adds to `table`, under `key`, a record for each row of each table of the body whose headings are labels of `fields`.
/// Gives the tables that were taken, by their place in `facts.tables`.
pub fn take(table: &mut Table, key: &'static str, fields: &'static [FieldDecl], facts: &Facts, reading: &mut Reading) -> Vec<usize> {
    let goals = goals(facts);
    let mut taken = Vec::new();
    let mut rows = Vec::new();
    for (at, found) in facts.tables.iter().enumerate() {
        let columns: Vec<Option<&FieldDecl>> = found.header.iter().map(|cell| column(&cell.text, fields)).collect();
        // The first column must be the record's title; any other table is just a table.
        if columns.first().copied().flatten().is_none_or(|decl| decl.key != "title") || found.header.len() < 2 {
            reading.diagnostics.extend(misspelt_title(found, fields));
            continue;
        }
        taken.push(at);
        for (cell, column) in found.header.iter().zip(&columns) {
            if column.is_none() && !cell.text.is_empty() && !is_own(&cell.text) {
                unknown_column(cell, fields, reading);
            }
        }
        let beyond: Vec<Diagnostic> = found.rows.iter().filter_map(|row| beyond(row, found, reading)).collect();
        reading.diagnostics.extend(beyond);
        let goal = goal_above(found, facts, &goals, reading);
        rows.extend(found.rows.iter().filter(|row| row.iter().any(|cell| !cell.text.is_empty())).map(|row| {
            let item = record(row, &columns, goal.as_ref());
            Item { span: item.span, value: Value::Table(item) }
        }));
    }
    if rows.is_empty() {
        return taken;
    }
    match table.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.item.value) {
        Some(Value::List(written)) => written.extend(rows),
        _ => {
            let span = rows[0].span;
            table.push(key, Item { value: Value::List(rows), span });
        }
    }
    taken
}

/// Tells of what a row says beyond the last column, which Markdown leaves out.
fn beyond(row: &[Cell], table: &MarkdownTable, reading: &Reading) -> Option<Diagnostic> {
    let last = row.last()?.span;
    let (end, whole) = (last.range().end, table.span.range());
    // A cell that is not there, in a row that is too short, ends with the line.
    if reading.written(Span::new(last.source, whole.start..end)).ends_with('\n') {
        return None;
    }
    let rest = Span::new(last.source, end..whole.end);
    let line = reading.written(rest).lines().next()?;
    let words = line.trim_matches(|c: char| c == '|' || c.is_whitespace());
    let at = line.find(words).filter(|_| !words.is_empty())?;
    let diagnostic = Diagnostic::new(
        &UNKNOWN_KEY,
        rest.inside(at..at + words.len()),
        format!("Raden har fler celler än rubrikraden: ”{words}” läses inte."),
        format!("The row has more cells than the row of headings: “{words}” is not read."),
    );
    Some(diagnostic.help(
        "Ge kolumnen en rubrik; Anteckning, om den inte ska med. Ett lodrätt streck i en cell skrivs \\|.",
        "Give the column a heading; Notes, if it is not for the site. A vertical bar in a cell is written \\|.",
    ))
}

/// A heading that keeps the table from being one of records: a slip, beside headings that are known.
fn misspelt_title(table: &MarkdownTable, fields: &[FieldDecl]) -> Option<Diagnostic> {
    let headings: Vec<&str> = table.header.iter().map(|cell| cell.text.as_str()).collect();
    table.header.iter().find_map(|cell| {
        let near = misspelt(&cell.text, &headings, fields)?;
        let (sv, en) = (
            format!("Kolumnen ”{}” är okänd, så raderna läses inte som poster.", cell.text),
            format!("The column “{}” is not known, so the rows are not read as records.", cell.text),
        );
        let diagnostic = Diagnostic::new(&UNKNOWN_KEY, cell.span, sv, en);
        Some(diagnostic.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?")))
    })
}

fn unknown_column(cell: &Cell, fields: &[FieldDecl], reading: &mut Reading) {
    let labels = fields.iter().map(|decl| decl.label.0);
    reading.found(
        Diagnostic::new(
            &UNKNOWN_KEY,
            cell.span,
            format!("Kolumnen ”{}” finns inte i den här sortens tabell.", cell.text),
            format!("There is no column “{}” in this sort of table.", cell.text),
        )
        .meant(&cell.text, labels)
        .help("Ska den inte med på webbplatsen: kalla den Anteckning.", "If it is not for the site: call it Notes."),
    );
}

/// For each heading the nearest that bears an id that somebody wrote, `## Mål 1 {#mal-1}`: itself, or one that it lies under.
fn goals(facts: &Facts) -> Vec<Option<usize>> {
    let mut goals: Vec<Option<usize>> = Vec::with_capacity(facts.headings.len());
    let mut above: Vec<usize> = Vec::new();
    for (at, heading) in facts.headings.iter().enumerate() {
        while above.pop_if(|last| facts.headings[*last].level >= heading.level).is_some() {}
        goals.push(if heading.explicit { Some(at) } else { above.last().and_then(|over| goals[*over]) });
        above.push(at);
    }
    goals
}

/// The id of the goal that a table stands under. It stands where the heading has it, so that a wrong one is told once and not for
/// every row.
fn goal_above(table: &MarkdownTable, facts: &Facts, goals: &[Option<usize>], reading: &Reading) -> Option<Item> {
    let after = facts.headings.partition_point(|heading| heading.span.start < table.span.start);
    let heading = &facts.headings[goals[after.checked_sub(1)?]?];
    let at = reading.written(heading.span).rfind(&heading.id);
    let span = at.map_or(heading.span, |at| heading.span.inside(at..at + heading.id.len()));
    Some(Item { value: Value::Text(heading.id.clone()), span })
}

fn record(row: &[Cell], columns: &[Option<&FieldDecl>], goal: Option<&Item>) -> Table {
    let mut record = Table::new(row[0].span);
    for (cell, decl) in row.iter().zip(columns) {
        if let Some(decl) = decl.filter(|_| !cell.text.trim().is_empty()) {
            record.push(decl.key, Item { value: value(&cell.text, cell.span, decl.shape), span: cell.span });
        }
    }
    if let Some(goal) = goal.filter(|_| record.get("goal").is_none()) {
        record.push("goal", goal.clone());
    }
    record
}
