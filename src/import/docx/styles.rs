//! What Word's styles and numbering say of a paragraph: whether it is a heading, and what stands before it in a list.

use roxmltree::{Document, Node};
use rustc_hash::FxHashMap;

use crate::import::docx::xml::{attribute, child, children, on, value};

/// Styles lean on one another no deeper.
const DEEPEST: usize = 20;

/// Levels of lists that Word has.
const LEVELS: usize = 9;

#[derive(Debug, Default, Clone)]
pub struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<(String, usize)>,
    indent: Option<i64>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
    struck: Option<bool>,
    raised: Option<Option<bool>>,
}

#[derive(Debug, Default)]
pub struct Styles {
    by_id: FxHashMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    pub fn read(tree: &Document) -> Self {
        let mut styles = Self::default();
        for node in children(tree.root_element(), "style") {
            let Some(id) = attribute(node, "styleId") else { continue };
            let looks = child(node, "rPr");
            let paragraph = child(node, "pPr");
            let style = Style {
                name: value(node, "name").unwrap_or_default().to_lowercase(),
                based_on: value(node, "basedOn").map(str::to_owned),
                outline: paragraph.and_then(|node| value(node, "outlineLvl")).and_then(|level| level.parse().ok()),
                list: paragraph.and_then(list),
                indent: paragraph.and_then(indent),
                bold: looks.and_then(|node| on(node, "b")),
                italic: looks.and_then(|node| on(node, "i")),
                hidden: looks.and_then(|node| on(node, "vanish")),
                struck: looks.and_then(struck),
                raised: looks.and_then(raised),
            };
            let is_default = attribute(node, "default").is_some_and(|word| word != "0" && word != "false");
            if is_default && attribute(node, "type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), style);
        }
        styles
    }

    /// A style and those that it is based on, nearest first.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let first = id.or(self.default.as_deref()).and_then(|id| self.by_id.get(id));
        let mut left = DEEPEST;
        std::iter::successors(first, move |style| {
            left = left.checked_sub(1)?;
            self.by_id.get(style.based_on.as_deref()?)
        })
    }

    /// The level of a heading, from 1; 0 of the document's title. Word's own styles bear English names whatever language Word speaks.
    pub fn heading(&self, id: Option<&str>) -> Option<u8> {
        for style in self.chain(id) {
            if style.name == "title" {
                return Some(0);
            }
            let named = ["heading ", "rubrik "].iter().find_map(|word| style.name.strip_prefix(word)?.parse::<u8>().ok());
            match (style.outline, named) {
                (Some(9..), _) => return None,
                (Some(level), _) => return Some(level + 1),
                (None, Some(level)) => return Some(level.clamp(1, 9)),
                (None, None) => {}
            }
        }
        None
    }

    /// Whether it is a line of a table of contents.
    pub fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|style| style.name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok()))
    }

    pub fn list(&self, id: Option<&str>) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    /// How far from the margin a style begins, in twentieths of a point.
    pub fn indent(&self, id: Option<&str>) -> Option<i64> {
        self.chain(id).find_map(|style| style.indent)
    }

    pub fn bold(&self, id: &str) -> Option<bool> {
        self.chain(Some(id)).find_map(|style| style.bold)
    }

    pub fn italic(&self, id: &str) -> Option<bool> {
        self.chain(Some(id)).find_map(|style| style.italic)
    }

    pub fn hidden(&self, id: &str) -> Option<bool> {
        self.chain(Some(id)).find_map(|style| style.hidden)
    }

    pub fn struck(&self, id: &str) -> Option<bool> {
        self.chain(Some(id)).find_map(|style| style.struck)
    }

    pub fn raised(&self, id: &str) -> Option<Option<bool>> {
        self.chain(Some(id)).find_map(|style| style.raised)
    }
}

/// Whether looks strike words through, with one line or two.
pub fn struck(looks: Node) -> Option<bool> {
    match (on(looks, "strike"), on(looks, "dstrike")) {
        (None, None) => None,
        (one, two) => Some(one == Some(true) || two == Some(true)),
    }
}

/// Whether looks raise words over the line or lower them under it, or say that they stand on it.
pub fn raised(looks: Node) -> Option<Option<bool>> {
    Some(match value(looks, "vertAlign")? {
        "superscript" => Some(true),
        "subscript" => Some(false),
        _ => None,
    })
}

/// How far from the margin a paragraph or a level begins, in twentieths of a point.
pub fn indent(properties: Node) -> Option<i64> {
    let indent = child(properties, "ind")?;
    attribute(indent, "left").or_else(|| attribute(indent, "start"))?.parse().ok()
}

/// The list and the level that the properties of a paragraph name.
pub fn list(properties: Node) -> Option<(String, usize)> {
    let numbering = child(properties, "numPr")?;
    let level = value(numbering, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((value(numbering, "numId")?.to_owned(), usize::min(level, LEVELS - 1)))
}

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
    indent: Option<i64>,
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// By the id of a list: the list whose counting it shares, and its levels.
    lists: FxHashMap<String, (String, Vec<Level>)>,
    counted: FxHashMap<String, [u32; LEVELS]>,
}

/// What stands before a paragraph.
pub struct Label {
    pub text: String,
    /// None of a mere bullet.
    pub number: Option<u32>,
    /// How far from the margin its level begins, in twentieths of a point.
    pub indent: i64,
}

impl Numbering {
    pub fn read(tree: &Document) -> Self {
        let root = tree.root_element();
        let mut kinds: FxHashMap<&str, Vec<Level>> = FxHashMap::default();
        for node in children(root, "abstractNum") {
            let Some(id) = attribute(node, "abstractNumId") else { continue };
            kinds.insert(id, children(node, "lvl").take(LEVELS).map(level).collect());
        }
        let mut numbering = Self::default();
        for node in children(root, "num") {
            let (Some(id), Some(kind)) = (attribute(node, "numId"), value(node, "abstractNumId")) else { continue };
            let mut levels = kinds.get(kind).cloned().unwrap_or_default();
            let mut own = false;
            for change in children(node, "lvlOverride") {
                let at = attribute(change, "ilvl").and_then(|at| at.parse::<usize>().ok()).unwrap_or(0);
                let Some(known) = levels.get_mut(at) else { continue };
                if let Some(new) = child(change, "lvl") {
                    *known = level(new);
                }
                if let Some(start) = value(change, "startOverride").and_then(|start| start.parse().ok()) {
                    known.start = start;
                    own = true;
                }
            }
            // Lists of one kind count on from each other, unless one begins anew.
            let shares = if own { format!("num {id}") } else { kind.to_owned() };
            numbering.lists.insert(id.to_owned(), (shares, levels));
        }
        numbering
    }

    /// Counts a paragraph of a list, and gives what stands before it; None where nothing does.
    pub fn next(&mut self, list: &str, level: usize) -> Option<Label> {
        let (shares, levels) = self.lists.get(list)?;
        let own = levels.get(level)?;
        let counted = self.counted.entry(shares.clone()).or_default();
        let start = |at: usize| levels.get(at).map_or(1, |level| level.start);
        counted[level] = if counted[level] == 0 { own.start } else { counted[level].saturating_add(1) };
        counted[level + 1..].fill(0);
        let indent = own.indent.unwrap_or(360 * i64::try_from(level).unwrap_or(0));
        match own.format.as_str() {
            "none" => None,
            "bullet" => Some(Label { text: "•".to_owned(), number: None, indent }),
            _ => {
                let mut text = own.text.clone();
                for (at, counted) in counted.iter().enumerate().take(level + 1) {
                    let number = if *counted == 0 { start(at) } else { *counted };
                    let format = levels.get(at).map_or("decimal", |level| &level.format);
                    text = text.replace(&format!("%{}", at + 1), &written(number, format));
                }
                Some(Label { text, number: Some(counted[level]), indent })
            }
        }
    }
}

fn level(node: Node) -> Level {
    Level {
        format: value(node, "numFmt").unwrap_or("decimal").to_owned(),
        text: value(node, "lvlText").unwrap_or_default().to_owned(),
        start: value(node, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
        indent: child(node, "pPr").and_then(indent),
    }
}

/// A number as a list writes it.
fn written(number: u32, format: &str) -> String {
    const ROMAN: &[(u32, &str)] = &[(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let letter = || char::from_u32('a' as u32 + number.saturating_sub(1) % 26).map(String::from).unwrap_or_default();
    let roman = || {
        let mut left = number.min(399);
        let mut out = String::new();
        for (value, sign) in ROMAN {
            while left >= *value {
                out.push_str(sign);
                left -= value;
            }
        }
        out
    };
    match format {
        "lowerLetter" => letter(),
        "upperLetter" => letter().to_uppercase(),
        "lowerRoman" => roman(),
        "upperRoman" => roman().to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}
