//! The whole text of a document, as the source that quotes are compared with.

use super::{Block, Manuscript, Run, words};

/// One paragraph a line, an empty line between paragraphs; cells stand with tabs between them. Nothing is added to the words.
pub fn plain(manuscript: &Manuscript) -> String {
    let mut out = String::new();
    let mut last: Option<&Block> = None;
    for block in &manuscript.blocks {
        let joined = matches!((last, block), (Some(Block::Item { .. }), Block::Item { .. }));
        if last.is_some() && !joined {
            out.push('\n');
        }
        match block {
            Block::Heading { runs, .. } | Block::Paragraph(runs) => push(&mut out, &with_notes(runs)),
            Block::Item { depth, label, number, runs } => {
                let label = if number.is_some() { label.as_str() } else { "-" };
                push(&mut out, &format!("{}{label} {}", "  ".repeat(usize::from(*depth)), with_notes(runs)));
            }
            Block::Table(rows) => {
                for row in rows {
                    let cells: Vec<String> =
                        row.iter().map(|cell| if cell.again { String::new() } else { with_notes(&cell.runs) }).collect();
                    push(&mut out, cells.join("\t").trim_end());
                }
            }
        }
        last = Some(block);
    }
    for (at, note) in manuscript.notes.iter().enumerate() {
        push(&mut out, &format!("\n{} {}", at + 1, words(note)));
    }
    // What stands on the edges of pages comes last, once each: a quote may run over the end of a page.
    manuscript.margins.iter().for_each(|line| push(&mut out, &format!("\n{line}")));
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// Words on one line. The sign of a note is no word: a quote over it is still found.
fn with_notes(runs: &[Run]) -> String {
    words(runs)
}
