//! What a fact at a path is called, in the language of the site.

use super::Stood;
use crate::content::Kind;
use crate::content::common::Common;
use crate::content::field::{FieldDecl, Record as _, Shape};
use crate::content::shape::{inside, plain};
use crate::plan::wording;
use crate::theme::{Strings, Theme};

/// The words that changes are told in.
pub struct Voice<'a> {
    theme: &'a Theme,
    code: &'a str,
    pub strings: &'a Strings,
}

/// A path taken apart.
pub struct Path<'p> {
    /// The outermost of several alike that it goes through, as a path: `action.enkat`.
    pub part: Option<&'p str>,
    /// Whether the value is free words, which stand in quotes.
    pub quoted: bool,
    /// What the fact is called, without what it is in: "Antagande, dag".
    label: String,
    /// The innermost of several alike, as a path.
    inner: Option<&'p str>,
    /// What the outermost of several alike is called: "Aktivitet".
    part_label: String,
    /// The string that says that a fact is in one of several alike.
    of: &'static str,
}

impl<'a> Voice<'a> {
    pub fn new(theme: &'a Theme, code: &'a str) -> Self {
        Self { theme, code, strings: &theme.language(code).strings }
    }

    /// Takes a path of a record of `kind` apart. A step that no declaration knows stands for itself.
    pub fn path<'p>(&self, kind: Option<&Kind>, path: &'p str) -> Path<'p> {
        if let Some(place) = self.place(path) {
            return place;
        }
        let mut fields: Vec<&'static FieldDecl> = kind.iter().flat_map(|kind| (kind.fields)()).chain(Common::fields()).collect();
        let mut found = Path { part: None, quoted: false, label: String::new(), inner: None, part_label: String::new(), of: "history_of" };
        let (mut end, mut is_name) = (0, false);
        for step in path.split('.') {
            end += step.len() + usize::from(end > 0);
            if std::mem::take(&mut is_name) {
                found.inner = Some(&path[..end]);
                if found.part.is_none() {
                    (found.part, found.part_label) = (found.inner, found.label.clone());
                }
                found.label.clear();
                continue;
            }
            let decl = fields.iter().find(|decl| decl.key == step).copied();
            let label = decl.map_or_else(|| step.into(), |decl| wording::both(decl.label, self.strings, self.code));
            let shape = decl.map(|decl| decl.shape);
            // "Antagen" says what "Antagen, antagen" would.
            if found.label.is_empty() || found.label == label {
                found.label = label.into_owned();
            } else {
                found.label = format!("{}, {}", found.label, label.to_lowercase());
            }
            found.quoted = shape.is_some_and(|shape| matches!(plain(shape), Shape::Text | Shape::Open(_)));
            let inner = shape.and_then(inside);
            is_name = inner.is_some() && matches!(shape, Some(Shape::List(_)));
            fields = inner.into_iter().flatten().collect();
        }
        found
    }

    /// Paths that are no keys: what stands under a heading, a translation, a file.
    fn place<'p>(&self, path: &'p str) -> Option<Path<'p>> {
        let mut found = Path { part: None, quoted: true, label: String::new(), inner: None, part_label: String::new(), of: "history_of" };
        if path == "body.text" {
            found.label = self.strings.get("history_body").to_owned();
        } else if let Some(rest) = path.strip_prefix("body.") {
            let section = &path[.."body.".len() + rest.find('.').unwrap_or(rest.len())];
            let key = if path.ends_with(".title") { "history_heading_of" } else { "history_body" };
            found.label = self.strings.get(key).to_owned();
            found.part_label = self.strings.get("history_section").to_owned();
            found.of = "history_under";
            (found.part, found.inner) = (Some(section), Some(section));
        } else if let Some(code) = path.strip_prefix("translation.") {
            let language = self.theme.language(code);
            let name = if language.code == code { &language.name } else { code };
            found.label = self.strings.fill("history_translation", &[("language", name)]);
        } else {
            let file = path.strip_prefix("passed-on.")?;
            found.label = self.strings.fill("history_file", &[("file", file)]);
        }
        Some(found)
    }

    /// What a fact is called, with what it is in as it stands in a record: "Läge för ”Enkät”".
    pub fn called(&self, path: &Path, stood: &Stood) -> String {
        match path.inner {
            Some(inner) => self.strings.fill(path.of, &[("fact", &path.label), ("part", &self.quoted(title(stood, inner)))]),
            None => path.label.clone(),
        }
    }

    /// What one of several alike is called, and its title: "Aktivitet", "”Enkät”".
    pub fn part<'p>(&self, path: &'p Path, part: &str, stood: &Stood) -> (&'p str, String) {
        (&path.part_label, self.quoted(title(stood, part)))
    }

    pub fn quoted(&self, words: &str) -> String {
        self.strings.fill("history_quoted", &[("words", words)])
    }
}

/// What something inside a record is called: by its title, else by what it says first.
fn title<'s>(stood: &'s Stood, part: &'s str) -> &'s str {
    let at = |key: &str| stood.facts.get(&format!("{part}.{key}")).and_then(|fact| fact.words());
    let known = ["title", "name", "text", "goal", "indicator", "group", "what"].into_iter().find_map(at);
    known
        .or_else(|| stood.inside(part).find_map(|path| stood.facts[path].words()))
        .unwrap_or_else(|| part.rsplit('.').next().unwrap_or(part))
}
