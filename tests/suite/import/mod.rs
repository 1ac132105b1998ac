//! Documents of other programs become drafts: read, proposed, stored, and found again by quotes.

mod journey;
mod looks;
mod on_pages;
mod reading;

use std::path::{Path, PathBuf};

use insyn::draft::{Aside, Block, Manuscript, words};
use insyn::import::{self, Unfit};

/// A file that `make.py` made.
pub fn made(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/import").join(name)
}

pub fn read(name: &str) -> Result<Manuscript, Unfit> {
    import::read(name, &std::fs::read(made(name)).expect("the file is there"))
}

/// Blocks in short: `1 Rubrik`, `. stycke`, `- punkt`, `  1) punkt`, `| a | b |`.
pub fn short(manuscript: &Manuscript) -> Vec<String> {
    let one = |block: &Block| match block {
        Block::Heading { level, runs } => format!("{level} {}", words(runs)),
        Block::Paragraph(runs) => format!(". {}", words(runs)),
        Block::Item { depth, label, number, runs } => {
            let label = if number.is_some() { label } else { "-" };
            format!("{}{label} {}", "  ".repeat(usize::from(*depth)), words(runs))
        }
        Block::Table(rows) => {
            let row = |row: &Vec<insyn::draft::Cell>| row.iter().map(|cell| words(&cell.runs)).collect::<Vec<_>>().join(" | ");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
    };
    manuscript.blocks.iter().map(one).collect()
}

pub fn times(manuscript: &Manuscript, aside: Aside) -> usize {
    manuscript.aside.iter().find(|(known, _)| *known == aside).map_or(0, |(_, times)| *times)
}
