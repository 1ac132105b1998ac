//! Documents of Word (.docx), read from their XML: what stands in them, not how it looks.
//!
//! Source: ECMA-376, Office Open XML, part 1, WordprocessingML.

mod package;
mod signs;
mod styles;
mod walk;
mod xml;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Format, Unfit};
use crate::draft::{Aside, Block, Manuscript, Run, words};
use package::{Package, tree};
use styles::{Numbering, Styles};
use walk::{Walk, in_one};
use xml::{attribute, children, is};

pub static FORMAT: Format = Format {
    extensions: &["docx", "docm", "dotx"],
    is: |bytes| bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06"),
    read,
};

/// What a document leads to, by the ids that it uses: sort and target.
type Relations = FxHashMap<String, (String, String)>;

fn read(bytes: &[u8]) -> Result<Manuscript, Unfit> {
    let mut package = Package::open(bytes)?;
    let main = relations(&mut package, "_rels/.rels")?
        .into_values()
        .find(|(sort, _)| sort == "officeDocument")
        .map_or_else(|| "word/document.xml".to_owned(), |(_, target)| target.trim_start_matches('/').to_owned());
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = relations(&mut package, &inside(folder, &format!("_rels/{name}.rels")))?;
    let mut part = |sort: &str| -> Result<Option<String>, Unfit> {
        let target = relations.values().find(|(known, _)| known == sort).map(|(_, target)| inside(folder, target));
        target.map_or(Ok(None), |target| package.text(&target))
    };
    let (styles, numbering) = (part("styles")?, part("numbering")?);
    let notes = [part("footnotes")?, part("endnotes")?];
    let comments = part("comments")?;
    let text = package.text(&main)?.ok_or_else(|| Unfit::Broken(main.clone()))?;
    let styles = styles.map_or(Ok(Styles::default()), |text| tree(&text).map(|tree| Styles::read(&tree)))?;
    let numbering = numbering.map_or(Ok(Numbering::default()), |text| tree(&text).map(|tree| Numbering::read(&tree)))?;
    let tree = tree(&text)?;
    let body = tree.descendants().find(|node| is(*node, "body")).ok_or_else(|| Unfit::Broken(main.clone()))?;
    let mut walk = Walk::new(&styles, numbering, &relations);
    walk.blocks(body, 0)?;
    let mut manuscript = walk.done();
    take_notes(&mut manuscript, &notes, &styles, &relations)?;
    if let Some(comments) = comments {
        let count = package::tree(&comments)?.descendants().filter(|node| is(*node, "comment")).count();
        manuscript.set_aside(Aside::Comment, count);
    }
    take_margins(&mut manuscript, &mut package, &relations, folder)?;
    likely_headings(&mut manuscript);
    Ok(manuscript)
}

/// The path of a part that another names.
fn inside(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

fn relations(package: &mut Package, path: &str) -> Result<Relations, Unfit> {
    let Some(text) = package.text(path)? else { return Ok(Relations::default()) };
    let tree = tree(&text)?;
    let one = |node| {
        let sort = attribute(node, "Type")?.rsplit('/').next()?.to_owned();
        Some((attribute(node, "Id")?.to_owned(), (sort, attribute(node, "Target")?.to_owned())))
    };
    Ok(children(tree.root_element(), "Relationship").filter_map(one).collect())
}

/// The notes that the text refers to, in its order; runs bear their ids until now.
fn take_notes(manuscript: &mut Manuscript, parts: &[Option<String>; 2], styles: &Styles, relations: &Relations) -> Result<(), Unfit> {
    let mut known: BTreeMap<usize, Vec<Run>> = BTreeMap::new();
    for (end, part) in (0..).zip(parts) {
        let Some(part) = part else { continue };
        let tree = tree(part)?;
        for node in tree.root_element().children().filter(|node| is(*node, "footnote") || is(*node, "endnote")) {
            let Some(id) = attribute(node, "id").and_then(|id| id.parse::<usize>().ok()) else { continue };
            let mut walk = Walk::new(styles, Numbering::default(), relations);
            walk.blocks(node, 0)?;
            let note = walk.done();
            note.aside.into_iter().for_each(|(aside, times)| manuscript.set_aside(aside, times));
            known.insert(id * 2 + end, in_one(note.blocks));
        }
    }
    let mut order: Vec<usize> = Vec::new();
    for run in runs_of(manuscript).filter(|run| run.note.is_some()) {
        run.note = run.note.filter(|id| known.contains_key(id)).map(|id| {
            order.iter().position(|known| *known == id).unwrap_or_else(|| {
                order.push(id);
                order.len() - 1
            })
        });
    }
    manuscript.notes = order.iter().filter_map(|id| known.remove(id)).collect();
    Ok(())
}

fn runs_of(manuscript: &mut Manuscript) -> impl Iterator<Item = &mut Run> {
    manuscript.blocks.iter_mut().flat_map(|block| -> Box<dyn Iterator<Item = &mut Run>> {
        match block {
            Block::Heading { runs, .. } | Block::Paragraph(runs) | Block::Item { runs, .. } => Box::new(runs.iter_mut()),
            Block::Table(rows) => Box::new(rows.iter_mut().flatten().flat_map(|cell| cell.runs.iter_mut())),
        }
    })
}

/// The heads and feet of pages.
fn take_margins(manuscript: &mut Manuscript, package: &mut Package, relations: &Relations, folder: &str) -> Result<(), Unfit> {
    let mut targets: Vec<&str> =
        relations.values().filter(|(sort, _)| sort == "header" || sort == "footer").map(|(_, target)| &**target).collect();
    targets.sort_unstable();
    for target in targets {
        let Some(text) = package.text(&inside(folder, target))? else { continue };
        let tree = tree(&text)?;
        let paragraphs = tree.descendants().filter(|node| is(*node, "p"));
        for paragraph in paragraphs {
            let text = paragraph.descendants().filter(|node| is(*node, "t") || is(*node, "tab")).map(|node| node.text().unwrap_or(" "));
            let text = crate::markdown::line(&text.collect::<String>());
            if !text.is_empty() && !manuscript.margins.contains(&text) {
                manuscript.margins.push(text);
            }
        }
    }
    let count = manuscript.margins.len();
    manuscript.set_aside(Aside::Margin, count);
    manuscript.margins.clone().into_iter().for_each(|line| manuscript.set_aside(Aside::Line(line), 1));
    Ok(())
}

/// Short paragraphs all in bold are headings to whoever wrote them.
fn likely_headings(manuscript: &mut Manuscript) {
    let deepest =
        manuscript.blocks.iter().filter_map(|block| if let Block::Heading { level, .. } = block { Some(*level) } else { None }).max();
    let mut count = 0;
    let last = manuscript.blocks.len().saturating_sub(1);
    for block in &mut manuscript.blocks[..last] {
        let Block::Paragraph(runs) = block else { continue };
        let text = words(runs);
        let bold = runs.iter().filter(|run| !run.text.trim().is_empty()).all(|run| run.bold && run.link.is_none());
        if bold && !text.is_empty() && text.chars().count() <= 120 && !text.ends_with(['.', ':', ',', ';']) {
            runs.iter_mut().for_each(|run| run.bold = false);
            *block = Block::Heading { level: deepest.map_or(2, |deepest| (deepest + 1).clamp(2, 6)), runs: std::mem::take(runs) };
            count += 1;
        }
    }
    manuscript.set_aside(Aside::Likely, count);
}
