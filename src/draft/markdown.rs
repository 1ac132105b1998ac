//! Blocks as Markdown.

use super::{Block, Cell, Manuscript, Run, words};
use crate::diagnostic::{Both, Lang};
use crate::markdown::{line, literal};

/// The body of a record: the blocks without the document's title, which stands at `title`. `anchor` gives the id of a heading, where it is
/// that of a goal.
pub fn body(manuscript: &Manuscript, title: Option<usize>, lang: Lang, anchor: &dyn Fn(&str) -> Option<String>) -> String {
    let levels = manuscript.blocks.iter().enumerate().filter(|(at, _)| Some(*at) != title);
    let top = levels.filter_map(|(_, block)| if let Block::Heading { level, .. } = block { Some(*level) } else { None }).min().unwrap_or(1);
    let mut out = String::new();
    let (mut above, mut last): (u8, Option<&Block>) = (1, None);
    for (at, block) in manuscript.blocks.iter().enumerate().filter(|(at, _)| Some(*at) != title) {
        let joined = matches!((last, block), (Some(Block::Item { .. }), Block::Item { .. }));
        if !joined {
            out.push('\n');
        }
        match block {
            Block::Heading { level, runs } => {
                // The page's title is the first level, and no level is left out.
                let level = (level - top + 2).min(above + 1).min(6);
                above = level;
                let text = words(runs);
                let id = anchor(&text).map_or(String::new(), |id| format!(" {{#{id}}}"));
                out.push_str(&format!("{} {}{id}\n", "#".repeat(usize::from(level)), inline(runs, false)));
            }
            Block::Paragraph(runs) => out.push_str(&format!("{}\n", first_sign(&inline(runs, true)))),
            Block::Item { depth, number, runs, .. } => {
                let depth = usize::from(*depth).min(deepest(&manuscript.blocks[..at]));
                let sign = number.map_or("-".to_owned(), |number| format!("{}.", number.min(999_999_999)));
                out.push_str(&format!("{}{sign} {}\n", "    ".repeat(depth), inline(runs, true)));
            }
            Block::Table(rows) => out.push_str(&table(rows, lang)),
        }
        last = Some(block);
    }
    for (at, note) in manuscript.notes.iter().enumerate() {
        out.push_str(&format!("\n[^{}]: {}\n", at + 1, inline(note, true)));
    }
    out
}

/// How deep an item may lie: one level under the item before it.
fn deepest(before: &[Block]) -> usize {
    match before.last() {
        Some(Block::Item { depth, .. }) => usize::from(*depth) + 1,
        _ => 0,
    }
}

/// Words at the beginning of a line that would begin something else: a list, a quote, a rule.
fn first_sign(text: &str) -> String {
    let counted = text.find(['.', ')']).filter(|at| *at > 0 && text[..*at].bytes().all(|byte| byte.is_ascii_digit()));
    match counted {
        Some(at) => format!("{}\\{}", &text[..at], &text[at..]),
        None if text.starts_with(['-', '+', '#', '>', '=', ':']) => format!("\\{text}"),
        None => text.to_owned(),
    }
}

/// Runs as one line, with their looks when `looks`.
fn inline(runs: &[Run], looks: bool) -> String {
    let mut out = String::new();
    for run in alike(runs) {
        if let Some(note) = run.note {
            out.truncate(out.trim_end().len());
            out.push_str(&format!("[^{}]", note + 1));
        }
        let text = run.text.replace(['\n', '\r', '\t', '\u{ad}'], " ").replace('\u{ad}', "");
        let core = text.trim();
        if core.is_empty() {
            out.push_str(if text.is_empty() { "" } else { " " });
            continue;
        }
        if text.starts_with(char::is_whitespace) {
            out.push(' ');
        }
        let mark = match (looks && run.bold, looks && run.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        // Marks beside a letter and inside of a full stop are no marks to Markdown.
        let after =
            out.ends_with(char::is_alphanumeric) || core.ends_with(|c: char| !c.is_alphanumeric()) && !text.ends_with(char::is_whitespace);
        let mark = if after { "" } else { mark };
        let words = format!("{mark}{}{mark}", literal(core));
        out.push_str(
            &run.link.as_ref().map_or_else(|| words.clone(), |link| format!("[{words}](<{}>)", link.replace(['<', '>', '\n'], ""))),
        );
        if text.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }
    line(&out)
}

/// Runs with those that look alike joined: Word divides words where somebody has been in them.
fn alike(runs: &[Run]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        // A space looks like what is before it.
        let blank = run.text.trim().is_empty() && run.note.is_none();
        match out.last_mut() {
            Some(last) if run.note.is_none() && last.note.is_none() && (blank || same_look(last, run)) => last.text.push_str(&run.text),
            _ => out.push(run.clone()),
        }
    }
    out
}

fn same_look(a: &Run, b: &Run) -> bool {
    a.bold == b.bold && a.italic == b.italic && a.link == b.link
}

/// A table; its first row is its headings, and each of them says something.
fn table(rows: &[Vec<Cell>], lang: Lang) -> String {
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let text = inline(&cell.runs, at > 0);
            let unnamed = || format!("{} {}", Both("Kolumn", "Column").get(lang), column + 1);
            if at == 0 && text.is_empty() { unnamed() } else { text }
        });
        out.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
        if at == 0 {
            out.push_str(&format!("|{}\n", "---|".repeat(row.len())));
        }
    }
    out
}
