//! The text of a document from its beginning to its end.

use roxmltree::Node;

use crate::draft::{Aside, Block, Cell, Manuscript, Run, words};
use crate::import::Unfit;
use crate::import::docx::Relations;
use crate::import::docx::signs::{shifted, shows_symbols, symbol};
use crate::import::docx::styles::{Label, Numbering, Styles, indent, list, raised, struck};
use crate::import::docx::xml::{attribute, child, children, is, on, value};

/// Elements lie in one another no deeper in what people write.
const DEEPEST: usize = 60;

/// A table has no more columns.
const COLUMNS: usize = 200;

pub struct Walk<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    relations: &'a Relations,
    manuscript: Manuscript,
    /// The fields that have begun and not ended, outermost first: whether the instructions of each are being read, and not yet what it shows.
    fields: Vec<bool>,
    /// How far the items of the list at hand begin from the margin, outermost first.
    indents: Vec<i64>,
}

/// How a stretch of text looks.
#[derive(Default, Clone)]
struct Look {
    bold: bool,
    italic: bool,
    struck: bool,
    link: Option<String>,
}

impl<'a> Walk<'a> {
    pub fn new(styles: &'a Styles, numbering: Numbering, relations: &'a Relations) -> Self {
        Self { styles, numbering, relations, manuscript: Manuscript::default(), fields: Vec::new(), indents: Vec::new() }
    }

    pub fn done(self) -> Manuscript {
        self.manuscript
    }

    /// Everything in a body, a cell, a note or a text box.
    pub fn blocks(&mut self, parent: Node, depth: usize) -> Result<(), Unfit> {
        if depth > DEEPEST {
            return Err(Unfit::Broken("too deep".to_owned()));
        }
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, depth)?,
                "tbl" => self.table(node, depth)?,
                "sdt" if placeholder(node) => self.manuscript.set_aside(Aside::Placeholder, 1),
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.blocks(content, depth + 1)?;
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(node, depth + 1)?,
                "del" | "moveFrom" => self.deleted(node),
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node, depth: usize) -> Result<(), Unfit> {
        let properties = child(node, "pPr");
        let style = properties.and_then(|node| value(node, "pStyle"));
        let own_level = properties.and_then(|node| value(node, "outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let heading = match own_level {
            Some(level @ 0..=8) => Some(level + 1),
            Some(_) => None,
            None => self.styles.heading(style),
        };
        let look = style.map_or_else(Look::default, |style| Look {
            bold: self.styles.bold(style).unwrap_or(false),
            italic: self.styles.italic(style).unwrap_or(false),
            struck: self.styles.struck(style).unwrap_or(false),
            link: None,
        });
        let (mut runs, mut boxes) = (Vec::new(), Vec::new());
        self.runs(node, &look, &mut runs, &mut boxes, depth)?;
        // Instructions that never end would take the rest of the document with them.
        self.fields.retain(|instructions| !instructions);
        let text = words(&runs);
        let by_style = || self.styles.list(style).map(|list| (list, self.styles.indent(style)));
        let in_list = properties.and_then(list).map(|list| (list, None)).or_else(by_style).filter(|((list, _), _)| list != "0");
        let own_indent = properties.and_then(indent);
        // Word counts no empty paragraph that readers do not see.
        let label = in_list.filter(|_| !text.is_empty()).and_then(|((list, level), of_style)| {
            let label = self.numbering.next(&list, level)?;
            Some(Label { indent: own_indent.or(of_style).unwrap_or(label.indent), ..label })
        });
        if text.is_empty() {
        } else if self.styles.is_contents(style) {
            self.manuscript.set_aside(Aside::Contents, 1);
        } else if let Some(level) = heading {
            // The number is no word of the paragraph, but readers see it.
            if let Some(label) = label.filter(|label| label.number.is_some()) {
                runs.insert(0, Run::plain(format!("{} ", label.text)));
            }
            runs.iter_mut().for_each(|run| run.bold = false);
            self.manuscript.blocks.push(Block::Heading { level, runs });
        } else if let Some(label) = label {
            let depth = self.depth(label.indent);
            self.manuscript.blocks.push(Block::Item { depth, label: label.text, number: label.number, runs });
        } else {
            self.manuscript.blocks.push(Block::Paragraph(runs));
        }
        for node in boxes {
            self.blocks(node, depth + 1)?;
        }
        Ok(())
    }

    /// How deep an item lies that begins so far from the margin: lists are told apart by their looks, as people see them.
    fn depth(&mut self, indent: i64) -> u8 {
        const SLACK: i64 = 60;
        if !matches!(self.manuscript.blocks.last(), Some(Block::Item { .. })) {
            self.indents.clear();
        }
        while self.indents.pop_if(|last| *last > indent + SLACK).is_some() {}
        if self.indents.last().is_none_or(|last| *last < indent - SLACK) {
            self.indents.push(indent);
        }
        u8::try_from(self.indents.len() - 1).unwrap_or(u8::MAX)
    }

    /// The runs of a paragraph or of what lies in one; text boxes come after it.
    fn runs<'n, 'i>(
        &mut self,
        parent: Node<'n, 'i>,
        look: &Look,
        runs: &mut Vec<Run>,
        boxes: &mut Vec<Node<'n, 'i>>,
        depth: usize,
    ) -> Result<(), Unfit> {
        if depth > DEEPEST {
            return Err(Unfit::Broken("too deep".to_owned()));
        }
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "r" => self.run(node, look, runs, boxes),
                "hyperlink" => {
                    let target = attribute(node, "id").and_then(|id| self.relations.get(id)).map(|(_, target)| target.clone());
                    let link =
                        target.filter(|target| ["http://", "https://", "mailto:", "tel:"].iter().any(|start| target.starts_with(start)));
                    self.runs(node, &Look { link, ..look.clone() }, runs, boxes, depth + 1)?;
                }
                "ins" | "moveTo" => {
                    self.manuscript.set_aside(Aside::Inserted, 1);
                    self.runs(node, look, runs, boxes, depth + 1)?;
                }
                "del" | "moveFrom" => self.deleted(node),
                "sdt" if placeholder(node) => self.manuscript.set_aside(Aside::Placeholder, 1),
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.runs(content, look, runs, boxes, depth + 1)?;
                    }
                }
                "fldSimple" | "smartTag" | "customXml" | "dir" | "bdo" => self.runs(node, look, runs, boxes, depth + 1)?,
                // A formula's letters, which is all that text can hold of it.
                "oMath" | "oMathPara" => {
                    let letters = node.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text());
                    runs.push(Run::plain(letters.collect::<String>()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn run<'n, 'i>(&mut self, node: Node<'n, 'i>, look: &Look, runs: &mut Vec<Run>, boxes: &mut Vec<Node<'n, 'i>>) {
        let properties = child(node, "rPr");
        let style = properties.and_then(|node| value(node, "rStyle"));
        let said = |name: &str| properties.and_then(|node| on(node, name));
        let hidden = said("vanish").or_else(|| style.and_then(|style| self.styles.hidden(style))).unwrap_or(false);
        let struck = properties.and_then(struck).or_else(|| style.and_then(|style| self.styles.struck(style))).unwrap_or(look.struck);
        let raised = properties.and_then(raised).or_else(|| style.and_then(|style| self.styles.raised(style))).flatten();
        let font = properties.and_then(|node| attribute(child(node, "rFonts")?, "ascii")).filter(|font| shows_symbols(font));
        let mut run = Run {
            text: String::new(),
            bold: said("b").or_else(|| style.and_then(|style| self.styles.bold(style))).unwrap_or(look.bold),
            italic: said("i").or_else(|| style.and_then(|style| self.styles.italic(style))).unwrap_or(look.italic),
            link: look.link.clone(),
            note: None,
        };
        let mut notes = Vec::new();
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "fldChar" => self.field(part),
                "t" if !self.fields.contains(&true) => match font {
                    Some(font) => run.text.extend(part.text().unwrap_or_default().chars().map(|letter| self.shown(font, letter))),
                    None => run.text.push_str(part.text().unwrap_or_default()),
                },
                "sym" if !self.fields.contains(&true) => run.text.push(self.symbol(part)),
                "ruby" if !self.fields.contains(&true) => run.text.push_str(&ruby(part)),
                "tab" | "br" | "cr" | "ptab" => run.text.push(' '),
                "noBreakHyphen" => run.text.push('-'),
                "footnoteReference" | "endnoteReference" => {
                    let end = usize::from(is(part, "endnoteReference"));
                    notes.extend(attribute(part, "id").and_then(|id| id.parse::<usize>().ok()).map(|id| id.saturating_mul(2) + end));
                }
                "drawing" | "pict" | "object" | "AlternateContent" => self.drawing(part, boxes),
                _ => {}
            }
        }
        if hidden || struck && !run.text.trim().is_empty() {
            if !run.text.trim().is_empty() {
                self.manuscript.set_aside(if hidden { Aside::Hidden } else { Aside::Struck }, 1);
            }
            return;
        }
        if let Some(raised) = raised {
            run.text = shifted(&run.text, raised, runs.last().map_or("", |run| &run.text));
        }
        if !run.text.is_empty() {
            runs.push(run);
        }
        runs.extend(notes.into_iter().map(|note| Run { note: Some(note), ..Run::default() }));
    }

    /// The beginning of a field, the end of its instructions, or its end.
    fn field(&mut self, node: Node) {
        match attribute(node, "fldCharType") {
            Some("begin") => self.fields.push(true),
            Some("separate") => self.fields.last_mut().into_iter().for_each(|instructions| *instructions = false),
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// Words that somebody has taken out. A field may begin before them and end among them.
    fn deleted(&mut self, node: Node) {
        self.manuscript.set_aside(Aside::Deleted, 1);
        node.descendants().filter(|node| is(*node, "fldChar")).for_each(|node| self.field(node));
    }

    fn symbol(&mut self, node: Node) -> char {
        let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
        self.sign(attribute(node, "font").unwrap_or_default(), code)
    }

    /// What a letter shows that is set in a font of symbols.
    fn shown(&mut self, font: &str, letter: char) -> char {
        if letter.is_whitespace() { letter } else { self.sign(font, Some(letter.into())) }
    }

    fn sign(&mut self, font: &str, code: Option<u32>) -> char {
        code.and_then(|code| symbol(font, code)).unwrap_or_else(|| {
            self.manuscript.set_aside(Aside::Symbol, 1);
            '□'
        })
    }

    /// A picture, or a box with text in it. Word writes newer drawings twice, for older programs too.
    fn drawing<'n, 'i>(&mut self, node: Node<'n, 'i>, boxes: &mut Vec<Node<'n, 'i>>) {
        let node = child(node, "Choice").unwrap_or(node);
        let mut inside = node.descendants().filter(|node| is(*node, "txbxContent")).peekable();
        if inside.peek().is_none() {
            let picture = ["blip", "imagedata", "chart", "OLEObject"];
            if node.descendants().any(|node| picture.iter().any(|name| is(node, name))) {
                self.manuscript.set_aside(Aside::Picture, 1);
            }
        }
        // A box in a box is read with the outer one.
        boxes.extend(inside.filter(|node| !node.ancestors().skip(1).any(|above| is(above, "txbxContent"))));
    }

    fn table(&mut self, node: Node, depth: usize) -> Result<(), Unfit> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut merged = 0;
        for row in rows_of(node) {
            if child(row, "trPr").is_some_and(|properties| child(properties, "del").is_some()) {
                self.manuscript.set_aside(Aside::Deleted, 1);
                continue;
            }
            let before = child(row, "trPr").and_then(|node| value(node, "gridBefore")).and_then(|count| count.parse::<usize>().ok());
            let mut cells: Vec<Cell> = vec![Cell::default(); before.unwrap_or(0).min(COLUMNS)];
            for cell in row.descendants().filter(|cell| is(*cell, "tc") && nearest_row(*cell) == Some(row.id())) {
                let properties = child(cell, "tcPr");
                let span = properties.and_then(|node| value(node, "gridSpan")).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                let goes_on =
                    properties.and_then(|node| child(node, "vMerge")).is_some_and(|node| attribute(node, "val") != Some("restart"));
                let above = rows.last().and_then(|row: &Vec<Cell>| row.get(cells.len())).filter(|_| goes_on);
                let taken = match above {
                    Some(above) => {
                        merged += usize::from(!above.runs.is_empty());
                        Cell { runs: above.runs.clone(), again: true }
                    }
                    None => Cell { runs: self.cell(cell, depth)?, again: false },
                };
                cells.push(taken);
                cells.resize((cells.len() + span.clamp(1, COLUMNS) - 1).min(COLUMNS), Cell::default());
            }
            rows.push(cells);
        }
        self.manuscript.set_aside(Aside::Merged, merged);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(columns, Cell::default()));
        if rows.len() < 2 || columns < 2 {
            // A table that only sets things out: each cell is a paragraph.
            let cells = rows.into_iter().flatten().filter(|cell| !cell.again && !words(&cell.runs).is_empty());
            self.manuscript.blocks.extend(cells.map(|cell| Block::Paragraph(cell.runs)));
        } else {
            self.manuscript.blocks.push(Block::Table(rows));
        }
        Ok(())
    }

    /// The words of a cell, its paragraphs one after another.
    fn cell(&mut self, node: Node, depth: usize) -> Result<Vec<Run>, Unfit> {
        let before = std::mem::take(&mut self.manuscript.blocks);
        let walked = self.blocks(node, depth + 1);
        let blocks = std::mem::replace(&mut self.manuscript.blocks, before);
        walked?;
        Ok(in_one(blocks))
    }
}

/// The words of blocks as one stretch, a space between them.
pub fn in_one(blocks: Vec<Block>) -> Vec<Run> {
    let mut runs = Vec::new();
    for block in blocks {
        if !runs.is_empty() {
            runs.push(Run::plain(" "));
        }
        match block {
            Block::Heading { runs: own, .. } | Block::Paragraph(own) => runs.extend(own),
            Block::Item { label, number, runs: own, .. } => {
                runs.extend(number.map(|_| Run::plain(format!("{label} "))));
                runs.extend(own);
            }
            table @ Block::Table(_) => runs.push(Run::plain(table.words())),
        }
    }
    runs
}

/// The rows of a table, and not those of tables in it.
fn rows_of<'a, 'i>(table: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let own = move |row: &Node| row.ancestors().skip(1).find(|above| is(*above, "tbl")).is_some_and(|above| above.id() == table.id());
    table.descendants().filter(|node| is(*node, "tr")).filter(own)
}

fn nearest_row(cell: Node) -> Option<roxmltree::NodeId> {
    cell.ancestors().skip(1).find(|above| is(*above, "tr")).map(|row| row.id())
}

/// Words with what is set small above them, which says how they are read: that stands in parentheses after them.
fn ruby(node: Node) -> String {
    let words = |name: &'static str| -> String {
        let texts = children(node, name).flat_map(|part| part.descendants()).filter(|node| is(*node, "t")).filter_map(|node| node.text());
        texts.collect()
    };
    let (base, above) = (words("rubyBase"), words("rt"));
    if above.trim().is_empty() { base } else { format!("{base} ({})", above.trim()) }
}

/// Whether a field still shows the words that ask to be replaced.
fn placeholder(node: Node) -> bool {
    child(node, "sdtPr").is_some_and(|properties| children(properties, "showingPlcHdr").next().is_some())
}
