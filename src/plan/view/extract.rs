//! An extract: the page that it is taken from, and what stands around the words that were taken.

use tera::Value;
use tera::value::Key as Name;

use super::{Fields, Page, View, page};
use crate::output::{Key, Output};
use crate::plan::serving;

/// The name of the outputs that are extracts.
pub const EXTRACT: &str = "extract";

/// The page of a record, to take its words from.
pub struct Extracted<'a> {
    view: View<'a>,
    pub page: Page,
    /// The address of the page on the site.
    pub url: String,
}

/// The page that an output is an extract of; None when it is none of any.
pub fn extracted<'a>(view: View<'a>, about: &str) -> Option<Extracted<'a>> {
    let (folder, id) = about.split_once('/')?;
    let record = view.site.get(folder, id)?;
    let path = view.routes().record(view.site, record, view.lang);
    let url = view.routes().url(&path);
    let of = Output { path, format: EXTRACT, key: Key::Record { record, lang: view.lang, part: None } };
    Some(Extracted { view, page: page(&view, &of)?, url })
}

impl Extracted<'_> {
    /// The extract, given the words that were taken, as HTML.
    pub fn with(self, words: &str) -> Page {
        let view = self.view;
        let mut fields = Fields::default();
        fields.set("title", self.page.page.as_map().and_then(|page| page.get(&Name::Str("title"))).cloned().unwrap_or_else(Value::none));
        fields.set("url", self.url);
        fields.set("lang", view.code());
        fields.set("dir", view.language().dir.as_str());
        fields.set("policy", Value::safe_string(serving::policy(false)));
        fields.set("extract", Value::safe_string(words));
        Page { template: "extract.html".to_owned(), page: fields.into() }
    }
}
