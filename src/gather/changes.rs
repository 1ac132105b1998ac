//! What changes for readers: the sentences of every page beside those of the last published edition, as the first page of a review.

mod passages;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use similar::{Algorithm, DiffTag, capture_diff_slices};
use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::filling::page_of;
use crate::house::House;
use crate::output::{Body, Key, Sink};
use crate::photo::Unfit;
use crate::plan::view::{self, Fields};

use passages::{Passage, Reading};

/// How many pages of each sort are shown; the rest are counted.
const SHOWN: usize = 300;

/// The last published edition: gives a page by its path.
pub type Published<'a> = &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync);

/// Passes outputs on to another sink, and compares every page with the published one.
pub struct Changes<'a, S> {
    house: &'a House,
    published: Published<'a>,
    sink: &'a S,
    seen: Mutex<BTreeMap<String, Seen>>,
}

/// What became of one page.
struct Seen {
    title: String,
    /// None on a page that is new.
    rows: Option<Vec<Row>>,
}

/// Sentences that changed, under one heading.
struct Row {
    heading: String,
    old: Vec<String>,
    new: Vec<String>,
}

impl<'a, S: Sink> Changes<'a, S> {
    pub fn new(house: &'a House, published: Published<'a>, sink: &'a S) -> Self {
        Self { house, published, sink, seen: Mutex::default() }
    }

    /// Makes the first page and passes it on, once all else is. `before` are the paths of every published page. Gives what was wrong with
    /// the page's template.
    pub fn finish(self, before: &[String]) -> Result<Vec<Diagnostic>, S::Error> {
        let seen = std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner));
        let gone = before.iter().filter(|path| self.house.plan.output(&self.here(path)).is_none());
        let gone = gone.filter_map(|path| Some((path.clone(), passages::read(&(self.published)(path)?).title)));
        let fields = Fields::from(Found { house: self.house, seen, gone: gone.collect(), first: before.is_empty() });
        let made = page_of(
            self.house,
            &view::changes(&self.house.site, &self.house.knowledge, &self.house.theme, &self.house.plan, fields),
            0,
            None,
        );
        if made.diagnostics.is_empty() {
            self.sink.stage(view::CHANGES, made.body)?;
        }
        Ok(made.diagnostics)
    }

    /// Where a page of the published edition is in a review, whose first page is the one made here.
    fn here<'p>(&self, path: &'p str) -> Cow<'p, str> {
        self.moved(path, view::CHANGES, view::START)
    }

    /// Where a page of a review is in the published edition.
    fn there<'p>(&self, path: &'p str) -> Cow<'p, str> {
        self.moved(path, view::START, view::CHANGES)
    }

    /// The start page of any language, which is at `from`, as it is at `to`; all others stay where they are.
    fn moved<'p>(&self, path: &'p str, from: &str, to: &str) -> Cow<'p, str> {
        let is_language =
            |folder: &str| folder.is_empty() || folder.strip_suffix('/').is_some_and(|code| self.house.site.config.codes().contains(&code));
        match path.strip_suffix(from).filter(|folder| is_language(folder)) {
            Some(folder) => Cow::Owned(format!("{folder}{to}")),
            None => Cow::Borrowed(path),
        }
    }

    fn look(&self, path: &str, page: &[u8]) {
        let new = passages::read(page);
        let seen = match (self.published)(&self.there(path)) {
            None => Seen { title: new.title, rows: None },
            Some(old) => {
                let rows = rows(&passages::read(&old), &new);
                if rows.is_empty() {
                    return;
                }
                Seen { title: new.title, rows: Some(rows) }
            }
        };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), seen);
    }
}

impl<S: Sink> Sink for Changes<'_, S> {
    type Error = S::Error;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, S::Error> {
        if let Body::Bytes(bytes) = &body
            && path.ends_with(".html")
        {
            self.look(path, bytes);
        }
        self.sink.stage(path, body)
    }
}

/// The stretches that differ, in the order of the page.
fn rows(old: &Reading, new: &Reading) -> Vec<Row> {
    let words = |reading: &Reading| reading.passages.iter().map(|passage| passage.text.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Patience, &words(old), &words(new));
    let rows = ops.into_iter().filter(|op| op.tag() != DiffTag::Equal).map(|op| {
        let (old, new) = (&old.passages[op.old_range()], &new.passages[op.new_range()]);
        let text = |passages: &[Passage]| passages.iter().map(|passage| passage.text.clone()).collect();
        let heading = new.first().or(old.first()).map_or(String::new(), |passage| passage.heading.to_string());
        Row { heading, old: text(old), new: text(new) }
    });
    let mut rows: Vec<Row> = rows.collect();
    if old.title != new.title {
        rows.insert(0, Row { heading: String::new(), old: vec![old.title.clone()], new: vec![new.title.clone()] });
    }
    rows
}

/// Everything that the first page tells.
struct Found<'a> {
    house: &'a House,
    seen: BTreeMap<String, Seen>,
    /// Path and title of published pages that are not in the review.
    gone: Vec<(String, String)>,
    /// Whether nothing was published before.
    first: bool,
}

impl From<Found<'_>> for Fields {
    fn from(found: Found) -> Self {
        let routes = &found.house.plan.routes;
        let (mut changed, mut added, mut lists) = (Vec::new(), Vec::new(), Vec::new());
        for (path, seen) in &found.seen {
            let mut page = Fields::default();
            page.set("title", seen.title.as_str());
            page.set("url", routes.url(path));
            // Lists follow from what they list; it is enough to name them.
            let record = found.house.plan.output(path).is_some_and(|output| matches!(output.key, Key::Record { .. }));
            match &seen.rows {
                Some(rows) if record || path == view::START => {
                    page.set("rows", rows.iter().map(row).collect::<Vec<_>>());
                    changed.push(page.into());
                }
                None if record => added.push(page.into()),
                _ => lists.push(page.into()),
            }
        }
        let gone = found.gone.iter().map(|(path, title)| {
            let mut page = Fields::default();
            page.set("title", title.as_str());
            page.set("address", routes.url(path));
            Value::from(page)
        });
        let mut fields = Fields::default();
        fields.set("first", found.first);
        for (name, pages) in [("changed", changed), ("added", added), ("gone", gone.collect()), ("lists", lists)] {
            fields.set(name, shown(pages));
        }
        fields
    }
}

/// The pages of one sort, as many as are shown, and how many there are.
fn shown(mut pages: Vec<Value>) -> Fields {
    let mut fields = Fields::default();
    fields.set("count", pages.len());
    fields.set("more", pages.len().saturating_sub(SHOWN));
    pages.truncate(SHOWN);
    fields.set("pages", pages);
    fields
}

fn row(row: &Row) -> Value {
    let texts = |texts: &[String]| texts.iter().map(|text| Value::from(text.as_str())).collect::<Vec<_>>();
    let mut fields = Fields::default();
    fields.set("heading", row.heading.as_str());
    fields.set("old", texts(&row.old));
    fields.set("new", texts(&row.new));
    fields.into()
}
