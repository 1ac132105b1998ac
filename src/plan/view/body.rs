//! Bodies as HTML: where their links lead, and which stretches of them stand elsewhere on the page.

use std::cell::Cell;
use std::ops::Range;

use tera::{Context, Value};

use super::mentions::Where;
use super::{Fields, View, others, pictures};
use crate::document::Body;
use crate::markdown::{self, Labels, Options, Picture, Resolve, Target};
use crate::plan::Routes;
use crate::site::{Address, Dest, Record, RecordId};
use crate::source::Blob;
use crate::theme::{Strings, Theme};

/// The body of a record, rendered, and its headings.
pub struct Rendered {
    pub html: Value,
    pub contents: Value,
}

struct Links<'a> {
    view: View<'a>,
    record: &'a Record,
    /// What tells this text apart from others on the page, and how many pictures it has so far: each has an id of its own.
    prefix: &'a str,
    pictures: Cell<usize>,
}

impl Resolve for Links<'_> {
    fn link(&self, dest: &str) -> Target {
        let routes = self.view.routes();
        match self.view.site.link(self.record, dest) {
            Dest::Record { record, fragment } => {
                let part = fragment.as_deref().and_then(|id| self.view.site.record(record).parts.named(id));
                let url = routes.to(self.view.site, Address { record, part }, self.view.lang);
                Target::Url(match (part, fragment) {
                    (None, Some(fragment)) => format!("{url}#{fragment}"),
                    _ => url,
                })
            }
            Dest::Own { fragment } => Target::Url(format!("#{fragment}")),
            // What is unfit to be published has been told of, and is not there.
            Dest::File { path } if matches!(self.view.site.blobs.get(path.as_str()), Some(Blob { picture: Some(Err(_)), .. })) => {
                Target::Plain
            }
            Dest::File { path } => Target::Url(routes.file_url(&path)),
            Dest::Rooted { path, fragment } => {
                let inside = path.strip_prefix(routes.base.trim_start_matches('/')).unwrap_or(&path);
                Target::Url(format!("{}{inside}{}", routes.base, fragment.map_or(String::new(), |fragment| format!("#{fragment}"))))
            }
            Dest::External => Target::Url(dest.to_owned()),
            Dest::Picture(record) => Target::Url(routes.to(self.view.site, super::whole(record), self.view.lang)),
            Dest::Hidden | Dest::Withheld { .. } | Dest::Unreadable | Dest::Nowhere => Target::Plain,
        }
    }

    fn image(&self, dest: &str) -> Picture {
        match self.view.site.link(self.record, dest) {
            Dest::File { path } => self.file(&path),
            Dest::Picture(indicator) => {
                self.pictures.set(self.pictures.get() + 1);
                let mark = format!("{}-{}{}", self.record.id, self.prefix, self.pictures.get());
                self.view.picture(indicator, &mark).map_or(Picture::Missing, Picture::Figure)
            }
            _ => Picture::Missing,
        }
    }
}

/// The width, in pixels, that browsers get which choose none: half of what is made for the sharpest screens.
const USUAL: u32 = 800;

impl Links<'_> {
    /// A file that is shown: a picture in its sizes, or a drawing.
    fn file(&self, path: &str) -> Picture {
        let routes = self.view.routes();
        let found = self.view.site.blobs.get(path).and_then(|blob| blob.picture.as_ref());
        let Some(picture) = found else {
            return Picture::Image { src: routes.file_url(path), width: None, height: None, sizes: Vec::new() };
        };
        let Ok(picture) = picture else { return Picture::Missing };
        let widths = picture.widths();
        let usual = widths.iter().copied().rfind(|width| *width <= USUAL).or(widths.first().copied()).unwrap_or(picture.width);
        let largest = widths.last().copied().unwrap_or(picture.width);
        Picture::Image {
            src: routes.print_url(path, picture, usual),
            width: Some(largest),
            height: Some(picture.height_at(largest)),
            sizes: widths.into_iter().map(|width| (routes.print_url(path, picture, width), width)).collect(),
        }
    }
}

/// The words that a body adds to itself, in each language of the site.
pub fn labels(theme: &Theme, routes: &Routes) -> Vec<Labels> {
    routes.languages.iter().map(|code| labels_in(&theme.language(code).strings)).collect()
}

fn labels_in(strings: &Strings) -> Labels {
    let word = |key: &str, known: String| strings.find(key).map_or(known, str::to_owned);
    let known = Labels::default();
    Labels {
        footnotes_heading: word("footnotes_heading", known.footnotes_heading),
        footnote: word("footnote", known.footnote),
        back_to_text: word("footnote_back", known.back_to_text),
        table: word("table", known.table),
        task_done: word("task_done", known.task_done),
        task_open: word("task_open", known.task_open),
        note: word("notice_note", known.note),
        tip: word("notice_tip", known.tip),
        important: word("notice_important", known.important),
        warning: word("notice_warning", known.warning),
        caution: word("notice_caution", known.caution),
    }
}

impl<'a> View<'a> {
    /// The body of a record in the page's language, without the tables that are records and without `leave` (bytes of the body).
    pub fn body(&self, id: RecordId, leave: &[Range<usize>]) -> Option<Rendered> {
        let (markdown, body) = self.markdown(id)?;
        let made = self.render(id, markdown, body, leave, None, "");
        (!made.html.trim().is_empty()).then(|| Rendered { html: Value::safe_string(&made.html), contents: contents(&made) })
    }

    /// The body of a record in the page's language: its text, and what stands in it.
    pub fn markdown(&self, id: RecordId) -> Option<(&'a str, &'a Body)> {
        let record = self.site.record(id);
        let code = self.routes().code(self.lang);
        match record.translations.iter().find(|translation| translation.lang == code) {
            Some(translation) => Some((translation.text.get(translation.body.start..)?, &translation.body)),
            None => record.markdown(),
        }
    }

    /// The words under the heading with this id, without tables that are records; None when there are none.
    pub fn section(&self, id: RecordId, heading: &str) -> Option<Value> {
        let (markdown, body) = self.markdown(id)?;
        let only = body.facts.section(heading)?;
        let prefix = format!("{heading}_");
        let html = self.render(id, markdown, body, &[], Some(only), &prefix).html;
        let said = if self.translation(id).is_some() { html } else { self.said(&html) };
        (!said.trim().is_empty()).then(|| Value::safe_string(&said))
    }

    fn render(
        &self,
        id: RecordId,
        markdown: &str,
        body: &Body,
        leave: &[Range<usize>],
        only: Option<Range<usize>>,
        prefix: &str,
    ) -> markdown::Html {
        let tables = body.taken.iter().map(|at| {
            let span = body.facts.tables[*at].span.range();
            span.start - body.facts.base..span.end - body.facts.base
        });
        let read = only.clone().unwrap_or(0..markdown.len());
        let mut mentions = self.mentions(Where::On(id), &markdown[read.clone()]);
        mentions.iter_mut().for_each(|mention| mention.at = mention.at.start + read.start..mention.at.end + read.start);
        let options = Options {
            lang: self.routes().code(self.lang),
            // A section stands below the heading of its goal.
            shift: u8::from(only.is_some()),
            omit: tables.chain(leave.iter().cloned()).collect(),
            only,
            prefix,
            labels: &self.plan.labels[self.lang as usize],
            abbreviations: &self.plan.abbreviations,
            mentions: &mentions,
        };
        markdown::html(
            markdown,
            &body.facts,
            &options,
            &Links { view: *self, record: self.site.record(id), prefix, pictures: Cell::new(0) },
        )
    }

    /// The picture of an indicator, filled from the theme's `picture.html`.
    fn picture(&self, indicator: RecordId, mark: &str) -> Option<String> {
        let mut fields = Fields::default();
        fields.set("title", self.title(super::whole(indicator)));
        fields.set("url", self.routes().to(self.site, super::whole(indicator), self.lang));
        fields.set("observations", others::observations_of(self, indicator));
        fields.set_some("drawn", pictures::in_body(self, indicator, mark));
        let mut context = Context::new();
        context.insert_value("picture", fields.into());
        context.insert_value("t", self.language().view.clone());
        let html = self.theme.render("picture.html", &context).ok()?;
        String::from_utf8(html).ok()
    }
}

fn contents(made: &markdown::Html) -> Value {
    let entries = made.contents.iter().map(|heading| {
        let mut entry = Fields::default();
        entry.set("level", u64::from(heading.level));
        entry.set("id", heading.id.as_str());
        entry.set("title", heading.text.as_str());
        Value::from(entry)
    });
    entries.collect::<Vec<_>>().into()
}

/// The stretch of a body that a heading and its section take, by the heading's id.
pub fn stretch(body: &Body, heading: &str) -> Option<Range<usize>> {
    let at = body.facts.headings.iter().find(|found| found.id == heading && found.explicit)?;
    let section = body.facts.section(heading)?;
    Some(at.span.range().start - body.facts.base..section.end)
}
