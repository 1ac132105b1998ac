//! What was measured, as text in columns.

use std::time::Duration;

use crate::measure::Cost;

/// A line: what was done to how many records, how often, and what it took.
pub struct Row {
    pub records: usize,
    pub what: &'static str,
    /// How many runs the cost is the median of.
    pub runs: usize,
    pub cost: Cost,
    pub written: usize,
}

const HEAD: [&str; 10] = ["records", "", "runs", "wall ms", "CPU ms", "wall/floor", "CPU/floor", "peak MiB", "written", "µs CPU/record"];

/// The table, and below it how the builds stand to each other and sizes to sizes.
pub fn table(sizes: &[Vec<Row>]) -> String {
    let mut lines = vec![HEAD.map(str::to_owned)];
    let mut below = String::new();
    for (at, rows) in sizes.iter().enumerate() {
        let floor = rows[0].cost;
        lines.extend(rows.iter().map(|row| cells(row, &floor)));
        let [_, cold, unchanged, edit, ..] = &rows[..] else { continue };
        for (what, row) in [("unchanged", unchanged), ("one edit", edit)] {
            let (wall, cpu) = (ratio(row.cost.wall, cold.cost.wall), ratio(row.cost.cpu, cold.cost.cpu));
            below += &format!("{} records, {what}/cold: wall {wall:.2}, CPU {cpu:.2}\n", cold.records);
        }
        if let Some(before) = at.checked_sub(1).map(|before| &sizes[before][1]) {
            let grown = per_record(cold) / per_record(before);
            below += &format!("{} records, CPU per record of a cold build / at {}: {grown:.2}\n", cold.records, before.records);
        }
    }
    format!("{}\n{below}", align(&lines))
}

fn cells(row: &Row, floor: &Cost) -> [String; 10] {
    let milliseconds = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1e3);
    [
        row.records.to_string(),
        row.what.to_owned(),
        row.runs.to_string(),
        milliseconds(row.cost.wall),
        milliseconds(row.cost.cpu),
        format!("{:.2}", ratio(row.cost.wall, floor.wall)),
        format!("{:.2}", ratio(row.cost.cpu, floor.cpu)),
        format!("{:.1}", row.cost.peak as f64 / 1024.0),
        row.written.to_string(),
        format!("{:.1}", per_record(row)),
    ]
}

fn per_record(row: &Row) -> f64 {
    row.cost.cpu.as_secs_f64() * 1e6 / row.records as f64
}

fn ratio(part: Duration, whole: Duration) -> f64 {
    part.as_secs_f64() / whole.as_secs_f64()
}

/// Columns as wide as their widest cell: words to the left, numbers to the right.
fn align(lines: &[[String; 10]]) -> String {
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let cell = |(column, text): (usize, &String)| match column {
        1 => format!("{text:<0$}", width(column)),
        _ => format!("{text:>0$}", width(column)),
    };
    lines.iter().map(|line| line.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ") + "\n").collect()
}
