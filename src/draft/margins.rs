//! Heads and feet of pages. Only what is certain is taken out: a "Beslut" or a row of a table that is lost is worse than a head that stays.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use super::lines::{Line, Page, item};
use super::{Aside, Manuscript};

/// No head and no foot of a page has more lines.
const EDGE: usize = 6;

/// How much of a page's height its head and its foot may take.
const SHARE: f64 = 0.15;

/// What a line at the edge of a page is known again by on other pages.
struct Shape {
    key: String,
    /// Whether it bears the number of its page.
    numbered: bool,
    /// Whether it is nothing but that number.
    bare: bool,
    /// Whether it is that number whatever stands on other pages.
    certain: bool,
}

/// Takes out lines from the edges inward as long as they say at the same place what most pages say, and page numbers.
pub fn drop_margins(pages: &mut [Page], body_size: f64, manuscript: &mut Manuscript) {
    let mut told: Vec<String> = Vec::new();
    for head in [true, false] {
        // Each turn looks at the outermost line that every page has left.
        for _ in 0..EDGE {
            let count = pages.len();
            let edge = |page: &Page| if head { page.lines.first() } else { page.lines.last() }.cloned();
            let could = |at: usize, page: &Page| {
                let line = edge(page)?;
                let shape = shape(&line.text, at, count);
                may_go(&line, &shape, head, body_size).then_some((line, shape))
            };
            let shapes: Vec<Option<(Line, Shape)>> = pages.iter().enumerate().map(|(at, page)| could(at, page)).collect();
            let mut times: FxHashMap<(String, i64), usize> = FxHashMap::default();
            shapes.iter().flatten().for_each(|(line, shape)| *times.entry(known_by(line, shape)).or_default() += 1);
            for (page, (line, shape)) in pages.iter_mut().zip(shapes).filter_map(|(page, shape)| Some((page, shape?))) {
                // A number that runs with the pages tells as much as one page more.
                let least = if shape.bare { 2 } else { count.div_ceil(2).max(if shape.numbered { 2 } else { 3 }) };
                if shape.certain || times.get(&known_by(&line, &shape)).is_some_and(|times| *times >= least) {
                    let at = if head { 0 } else { page.lines.len() - 1 };
                    page.lines.remove(at);
                    tell(line, shape, &mut told, manuscript);
                }
            }
        }
    }
}

/// What a line says, and where: words that stand now higher and now lower are text. A number that runs with the pages is enough.
fn known_by(line: &Line, shape: &Shape) -> (String, i64) {
    let place = if shape.numbered { 0 } else { (line.down * 400.0).round() as i64 };
    (shape.key.clone(), place)
}

/// Whether a line may be the head or the foot of a page at all.
fn may_go(line: &Line, shape: &Shape, head: bool, body_size: f64) -> bool {
    let places = if head { line.down <= SHARE } else { line.down >= 1.0 - SHARE };
    let is_text = line.size > body_size * 1.08 || line.text.starts_with('§') || item(&line.text).is_some();
    // A row of a table has wide gaps too, but no number of a page.
    shape.bare || !is_text && (shape.numbered || places && !line.wide)
}

/// The line without its page's number, or with how far the number is from the page's place: the same in "2 (5)" and "3 (5)" one page later.
fn shape(text: &str, at: usize, pages: usize) -> Shape {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:\b((?i-u:sida|sid|page))\.?\s+)?\b([0-9]{1,3})\b(?:\s*(?:\(|/|\bav\b|\bof\b)\s*([0-9]{1,3})\b\)?)?").ok()
    });
    let text = crate::markdown::line(text);
    let core = text.trim_matches(['-', '–', ' ']);
    for found in NUMBER.iter().flat_map(|number| number.captures_iter(core)) {
        let (Some(whole), Some(number)) = (found.get(0), found.get(2)) else { continue };
        let (bare, named) = (whole.len() == core.len(), found.get(1).is_some());
        if !bare && !named && !whole.as_str().ends_with(')') {
            continue;
        }
        let counted = number.as_str().parse::<usize>().unwrap_or(0);
        let all = found.get(3).and_then(|all| all.as_str().parse::<usize>().ok());
        let key = format!("{}#{}{}", &core[..number.start()], (counted + pages).saturating_sub(at), &core[number.end()..]);
        return Shape { key, numbered: true, bare, certain: bare && (named || counted == at + 1 && all == Some(pages)) };
    }
    Shape { key: text, numbered: false, bare: false, certain: false }
}

/// Counts a line that was taken out; each is told once, and what it says is kept.
fn tell(line: Line, shape: Shape, told: &mut Vec<String>, manuscript: &mut Manuscript) {
    manuscript.set_aside(Aside::Margin, 1);
    let key = if shape.bare { String::new() } else { shape.key };
    if told.contains(&key) {
        return;
    }
    told.push(key);
    manuscript.set_aside(Aside::Line(line.text.clone()), 1);
    if !shape.bare {
        manuscript.margins.push(line.text);
    }
}
