//! Texts on their way to being changed, and the keys of one record in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml_edit::TableLike;

use super::Edit;
use super::toml::{self, Step};
use crate::parse::{Written, written};
use crate::site::Record;
use crate::source::{Sources, Text};

/// The texts of a site with what has been changed in them so far.
pub struct Texts<'a> {
    sources: &'a Sources,
    changed: BTreeMap<Arc<str>, Text>,
}

impl<'a> Texts<'a> {
    pub fn of(sources: &'a Sources) -> Self {
        Self { sources, changed: BTreeMap::new() }
    }

    pub fn get(&self, path: &str) -> Option<&Text> {
        self.changed.get(path).or_else(|| self.sources.text(path))
    }

    pub fn set(&mut self, path: &Arc<str>, content: String) {
        self.changed.insert(path.clone(), Text::new(path.clone(), content));
    }

    /// The keys of a record as they now stand.
    pub fn written(&self, record: &Record) -> Option<Written> {
        written(self.get(&record.path)?, record.kind, &record.id)
    }

    /// Changes keys of a record; None when its file cannot be read, or the change cannot be made.
    pub fn change(&mut self, record: &Record, change: impl FnOnce(&mut dyn TableLike) -> Option<()>) -> Option<()> {
        let (text, place) = (self.get(&record.path)?, self.written(record)?);
        let steps = match place.at {
            Some(at) => vec![Step::Key(record.kind.name.to_owned()), Step::At(at)],
            None => Vec::new(),
        };
        let new = toml::edited(&text.content, place.range, |document| change(toml::table(document, &steps)?))?;
        self.set(&record.path.clone(), new);
        Some(())
    }

    /// The same in the head of a translation, which is the whole of its file's TOML.
    pub fn change_head(&mut self, path: &Arc<str>, change: impl FnOnce(&mut dyn TableLike) -> Option<()>) -> Option<()> {
        let text = self.get(path)?;
        let range = crate::parse::head(text)?;
        let new = toml::edited(&text.content, range, |document| change(document.as_table_mut()))?;
        self.set(path, new);
        Some(())
    }

    /// What has become of it all so far.
    pub fn edit(&self) -> Edit {
        let mut edit = Edit::default();
        for (path, text) in &self.changed {
            if let Some(before) = self.sources.text(path) {
                edit.rewrite(before, text.content.to_string());
            }
        }
        edit
    }
}
