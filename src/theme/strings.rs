//! Interface strings: one file a language, `key = "text"`, so that anyone can add a language.

use std::collections::BTreeMap;

use tera::Value;

use super::{faults, start_of};
use crate::content::item::{self, Value as Written};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::source::Text;

pub static MISSING_STRING: Lint = Lint {
    name: "missing-string",
    severity: Severity::Warning,
    title: Both("Ord saknas i gränssnittet", "Interface string missing"),
    why: Both("Läsare på det språket får se ordet på svenska.", "Readers of that language see the word in Swedish."),
    manual: Both(
        "Varje språkfil i themes/NAMN/i18n/ ska ha samma nycklar som den svenska. En nyckel som bara finns i en annan fil används inte.",
        "Every language file in themes/NAME/i18n/ shall have the same keys as the Swedish one. A key that only another file has is not used.",
    ),
};

/// A language of the interface.
#[derive(Debug, Clone)]
pub struct Language {
    pub code: String,
    /// Its own name: "Svenska".
    pub name: String,
    /// `ltr` or `rtl`.
    pub dir: String,
    pub strings: Strings,
    /// The same strings as templates see them, made once.
    pub view: Value,
}

impl Default for Language {
    fn default() -> Self {
        let (code, name, dir) = ("sv".to_owned(), "Svenska".to_owned(), "ltr".to_owned());
        Self { code, name, dir, strings: Strings::default(), view: Value::none() }
    }
}

/// The strings of a language.
#[derive(Debug, Default, Clone)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// The string of a key; the key itself when there is none, so that a gap is seen and never empty.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The string of a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// A string with its `{name}`s filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

/// Reads the languages of a chain of themes, nearest first. What a language lacks comes from `main`, and is told.
pub fn languages(chain: &[String], texts: &BTreeMap<String, Text>, main: &str) -> (BTreeMap<String, Language>, Vec<Diagnostic>) {
    let mut read: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for name in chain.iter().rev() {
        let folder = format!("themes/{name}/i18n/");
        for (path, text) in texts.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder)) {
            let Some(code) = path[folder.len()..].strip_suffix(".toml") else { continue };
            let (table, faults) = item::from_toml(&text.content, text.id, 0);
            diagnostics.extend(faults.iter().map(|fault| faults::of_file(fault.span, &fault.message)));
            let strings = read.entry(code.to_owned()).or_default();
            for entry in table.entries {
                if let Written::Text(string) = entry.item.value {
                    strings.insert(entry.key, string);
                }
            }
        }
    }
    let whole = read.get(main).or_else(|| read.get("sv")).cloned().unwrap_or_default();
    let languages = read
        .into_iter()
        .map(|(code, strings)| {
            let missing: Vec<&str> = whole.keys().filter(|key| !strings.contains_key(*key)).map(String::as_str).collect();
            if !missing.is_empty() {
                diagnostics.push(missing_strings(chain, &code, &missing));
            }
            let strings: BTreeMap<String, String> = whole.clone().into_iter().chain(strings).collect();
            let language = Language {
                name: strings.get("_name").cloned().unwrap_or_else(|| code.clone()),
                dir: strings.get("_dir").cloned().unwrap_or_else(|| "ltr".to_owned()),
                view: Value::from_serializable(&strings),
                strings: Strings(strings),
                code: code.clone(),
            };
            (code, language)
        })
        .collect();
    (languages, diagnostics)
}

fn missing_strings(chain: &[String], code: &str, missing: &[&str]) -> Diagnostic {
    let theme = chain.first().map_or("medborgare", String::as_str);
    let path = format!("themes/{theme}/i18n/{code}.toml");
    let (keys, count) = (missing[..missing.len().min(8)].join(", "), missing.len());
    Diagnostic::new(
        &MISSING_STRING,
        start_of(&path),
        format!("I språket {code} saknas {count} av gränssnittets ord: {keys}."),
        format!("The language {code} lacks {count} of the interface's strings: {keys}."),
    )
    .help(format!("Lägg till dem i {path}."), format!("Add them in {path}."))
}
