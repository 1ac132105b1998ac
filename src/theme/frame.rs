//! The frame of a page: its header, help line and foot, and where to turn. It is the same on all pages of a section but those that a
//! menu leads to, so it is filled once for all of them: a build of thousands of pages spent a quarter of its filling on it.

use std::collections::{BTreeMap, BTreeSet};

use tera::value::Key;
use tera::{Context, Map, Value};

use super::Theme;

/// The parts of the frame, each with the component that fills it.
const PARTS: &[(&str, &str)] = &[("header", "frame_header"), ("help", "frame_help"), ("footer", "frame_footer"), ("turn", "frame_turn")];

/// The frames of a language.
#[derive(Debug)]
pub struct Frames {
    /// `frame` of the view, for each section that the navigation has and for `""`, which is all others.
    by_section: BTreeMap<String, Value>,
    /// Every string of `site`: a page whose address is one of them may be marked in a menu, and fills its own frame.
    named: BTreeSet<String>,
}

impl Frames {
    /// Fills the parts from `site` and `t` of the view. A part that cannot be filled without the rest of the page is left out, and then
    /// filled on each page, which is also where its faults are told.
    pub fn new(theme: &Theme, site: &Value, strings: &Value) -> Self {
        let navigation = field(site, "navigation").and_then(Value::as_array).unwrap_or_default();
        let sections = navigation.iter().filter_map(|entry| field(entry, "section")?.as_str());
        let by_section = sections.chain([""]).map(|section| (section.to_owned(), filled(theme, site, strings, section))).collect();
        let mut named = BTreeSet::new();
        add_strings(site, &mut named);
        Self { by_section, named }
    }

    /// `frame` of the view for a page: its parts as safe HTML, or none when the page fills them itself.
    pub fn of(&self, page: &Value) -> Value {
        let words = |key| field(page, key).and_then(Value::as_str).unwrap_or_default();
        if self.named.contains(words("url")) {
            return Value::none();
        }
        self.by_section.get(words("section")).or_else(|| self.by_section.get("")).cloned().unwrap_or_else(Value::none)
    }
}

fn filled(theme: &Theme, site: &Value, strings: &Value, section: &str) -> Value {
    let mut context = Context::new();
    context.insert_value("site", site.clone());
    context.insert_value("t", strings.clone());
    // Without an address or a title: a part that writes one cannot be shared.
    context.insert_value("page", Value::from(Map::from_iter([("section".into(), Value::from(section))])));
    let parts = PARTS.iter().filter_map(|(part, component)| Some(((*part).into(), theme.component(component, &context)?)));
    Value::from(parts.collect::<Map>())
}

fn field<'a>(of: &'a Value, key: &'static str) -> Option<&'a Value> {
    of.as_map()?.get(&Key::Str(key))
}

fn add_strings(value: &Value, strings: &mut BTreeSet<String>) {
    if let Some(text) = value.as_str() {
        strings.insert(text.to_owned());
    }
    value.as_array().into_iter().flatten().for_each(|one| add_strings(one, strings));
    value.as_map().into_iter().flat_map(Map::values).for_each(|one| add_strings(one, strings));
}
