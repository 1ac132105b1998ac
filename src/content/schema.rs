//! JSON Schemas of what people write, from the same declarations that read it: what an editor completes is what the program accepts.

use serde_json::{Map, Value, json};

use super::accessibility::{self, Accessibility};
use super::changes::{self, Changes};
use super::common::Common;
use super::field::{FieldDecl, Record, Shape};
use super::shape::plain;
use super::site::SiteConfig;
use super::skeleton::targets;
use super::translation::{self, Head};
use super::value::{SEASONS, Target};
use super::{KINDS, Kind};
use crate::diagnostic::{Both, Lang};

/// Asked for what a reference can lead to on a certain site, as it would be written.
pub type Names<'a> = &'a dyn Fn(&'static Target) -> Vec<String>;

/// Of no certain site.
pub const NONE: Names = &|_| Vec::new();

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Every schema with its name: `site`, `accessibility`, `changes` and `translation`, then for each kind its front matter (`strategy`) and its shared file (`strategies.toml`).
pub fn all(names: Names) -> Vec<(String, Value)> {
    let title = Both("Webbplatsen: content/site.toml", "The site: content/site.toml");
    let site = ("site".to_owned(), headed(title.0, title.1, object(SiteConfig::fields(), names)));
    let statement =
        ("accessibility".to_owned(), headed(accessibility::ABOUT.0, accessibility::ABOUT.1, object(Accessibility::fields(), names)));
    let changes = ("changes".to_owned(), headed(changes::ABOUT.0, changes::ABOUT.1, object(Changes::fields(), names)));
    let kinds =
        KINDS.iter().flat_map(|kind| [(kind.name.to_owned(), record(kind, names)), (format!("{}.toml", kind.folder), shared(kind, names))]);
    let translation = ("translation".to_owned(), headed(translation::ABOUT.0, translation::ABOUT.1, object(Head::fields(), names)));
    [site, statement, changes, translation].into_iter().chain(kinds).collect()
}

/// All of them in one file, under `$defs`.
pub fn whole() -> Value {
    let schemas = all(NONE);
    let names: Vec<Value> = schemas.iter().map(|(name, _)| json!({ "$ref": format!("#/$defs/{name}") })).collect();
    let definitions: Map<String, Value> = schemas.into_iter().collect();
    json!({ "$schema": DRAFT, "title": "insyn", "anyOf": names, "$defs": definitions })
}

/// The front matter, or the whole TOML file, of a record.
fn record(kind: &Kind, names: Names) -> Value {
    headed(kind.about.0, kind.about.1, object(&fields(kind), names))
}

/// A file `content/FOLDER.toml` with many records.
fn shared(kind: &Kind, names: Names) -> Value {
    let mut one = object(&fields(kind), names);
    one["properties"]["id"] = json!({ "type": "string", "pattern": ID, "title": "Id", "description": "Kort namn som andra hänvisar till.\n\nShort name that others refer to." });
    if let Some(required) = one["required"].as_array_mut() {
        required.insert(0, json!("id"));
    }
    let file = json!({
        "type": "object",
        "properties": { kind.name: { "type": "array", "items": one } },
        "additionalProperties": false,
    });
    headed(kind.about.0, kind.about.1, file)
}

fn fields(kind: &Kind) -> Vec<FieldDecl> {
    Common::fields().iter().chain((kind.fields)()).map(FieldDecl::copy).collect()
}

fn headed(sv: &str, en: &str, schema: Value) -> Value {
    let mut headed = json!({ "$schema": DRAFT, "description": format!("{sv}\n\n{en}") });
    merge(&mut headed, schema);
    headed
}

/// A table of keys, and no others.
fn object(fields: &[FieldDecl], names: Names) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|decl| (decl.key.to_owned(), property(decl, names))).collect();
    let required: Vec<&str> = fields.iter().filter(|decl| decl.required).map(|decl| decl.key).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(decl: &FieldDecl, names: Names) -> Value {
    let mut description = format!("{}\n\n{}", decl.doc.0, decl.doc.1);
    if let Shape::Reference(target) = plain(decl.shape) {
        description.push_str(&format!("\n\n→ {} / {}", targets(target, Lang::Sv), targets(target, Lang::En)));
    }
    let mut schema = json!({ "title": format!("{} / {}", decl.label.0, decl.label.1), "description": description });
    merge(&mut schema, of_shape(decl.shape, names));
    // Examples that only hint at their shape would mislead where an editor offers them.
    if let Some(example) = example(decl).filter(|_| !matches!(plain(decl.shape), Shape::Record(_) | Shape::Free)) {
        schema["examples"] = json!([example]);
    }
    schema
}

fn example(decl: &FieldDecl) -> Option<Value> {
    let table: toml::Table = toml::from_str(&format!("example = {}", decl.example)).ok()?;
    serde_json::to_value(table.get("example")?).ok()
}

const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const MONEY: &str = r"^\s*(ca |cirka )?\s*[-0-9., \u00a0\u202f]+(tkr|mnkr|mkr|kronor|kr)\s*$";

fn of_shape(shape: Shape, names: Names) -> Value {
    match shape {
        Shape::Text | Shape::Open(_) => text(r"\S"),
        Shape::Id => text(ID),
        Shape::Web => text("^(https?://|mailto:)"),
        Shape::Money => text(MONEY),
        Shape::Reference(target) => reference(target, names),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Day => text(&format!("^{DAY}$")),
        Shape::Date => or_year(text(&format!("^{}$", date()))),
        Shape::Period => or_year(text(&format!("^{0}(/({0})?)?$", date()))),
        Shape::Paragraph => json!({ "anyOf": [text(r"^§?\s*[0-9]+([-–][0-9]+)?$"), { "type": "integer" }] }),
        Shape::Choice(words) => {
            let words: Vec<&str> = words.iter().flat_map(|word| [word.sv, word.en]).collect();
            json!({ "enum": unique(words) })
        }
        // One table without brackets is read as a list of one, but an editor had better offer [[…]], which takes a second.
        Shape::List(of) if matches!(of(), Shape::Record(_)) => json!({ "type": "array", "items": of_shape(of(), names) }),
        Shape::List(of) => {
            let one = of_shape(of(), names);
            json!({ "anyOf": [{ "type": "array", "items": one }, one] })
        }
        Shape::Record(fields) => object(fields(), names),
        Shape::Free => json!({ "type": "object" }),
    }
}

/// What is on the site is offered, and what is not yet there is still allowed: the program itself says whether it leads anywhere.
fn reference(target: &'static Target, names: Names) -> Value {
    let (known, any) = (names(target), text(r"^\S+$"));
    if known.is_empty() { any } else { json!({ "anyOf": [{ "enum": known }, any] }) }
}

fn text(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// A bare year needs no quotes.
fn or_year(text: Value) -> Value {
    json!({ "anyOf": [text, { "type": "integer", "minimum": 1000, "maximum": 9999 }] })
}

/// An enumeration may not list a word twice, and some words are the same in both languages.
fn unique(words: Vec<&str>) -> Vec<&str> {
    let mut seen = std::collections::HashSet::new();
    words.into_iter().filter(|word| seen.insert(*word)).collect()
}

const DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

/// A date as exact as the document is, its season in small letters, capitals or with an initial one.
fn date() -> String {
    let names: Vec<&str> = unique(SEASONS.iter().flat_map(|season| [season.sv, season.en]).collect());
    let seasons: Vec<String> = names
        .into_iter()
        .flat_map(|name| {
            let initial: String = name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
            [name.to_owned(), initial, name.to_uppercase()]
        })
        .collect();
    format!("[0-9]{{4}}(-([0-9]{{2}}(-[0-9]{{2}})?|{}))?", seasons.join("|"))
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}
