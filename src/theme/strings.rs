//! Interface strings: one file a language, `key = "text"`, so that anyone can add a language.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;

use super::{faults, program, start_of};
use crate::content::item::{self, Value as Written};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::plurals::Plurals;
use crate::source::Text;
use crate::spoken::base;

pub static MISSING_STRING: Lint = Lint {
    name: "missing-string",
    severity: Severity::Warning,
    title: Both("Ord saknas i gränssnittet", "Interface string missing"),
    why: Both("Läsare på det språket får se ordet på svenska.", "Readers of that language see the word in Swedish."),
    manual: Both(
        "Varje språkfil i themes/NAMN/i18n/ ska ha samma nycklar som den svenska. En nyckel som bara finns i en annan fil används inte.\n\nOrd som följer ett tal har en nyckel för varje form som språket skiljer på: pages_one, pages_two, pages_few, pages_many, pages_other. Former som saknas sägs som _other. Programmets egna ord har nycklar efter det engelska ordet: word_not_done, label_goals. En fil för ett språk med variant (sv-simple) ärver språket och behöver bara det som skiljer.",
        "Every language file in themes/NAME/i18n/ shall have the same keys as the Swedish one. A key that only another file has is not used.\n\nWords that follow a number have a key for each form that the language tells apart: pages_one, pages_two, pages_few, pages_many, pages_other. Forms that are missing are said as _other. The program's own words have keys after the English word: word_not_done, label_goals. A file for a language with a variant (sv-simple) inherits the language and needs only what differs.",
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
pub struct Strings {
    texts: BTreeMap<String, String>,
    /// The code of a language that has other forms than one and several.
    forms: Option<String>,
}

impl Strings {
    /// The string of a key; the key itself when there is none, so that a gap is seen and never empty.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The string of a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// A string with its `{name}`s filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The key of the form that a number takes by the rules of the language: `key_one`, `key_few`; `key_other` when the language file has
    /// no such form.
    pub fn form(&self, key: &str, number: u64) -> String {
        let form = self.forms.as_ref().map(|code| Plurals::of(code).form(number));
        let own = format!("{key}_{}", form.unwrap_or(if number == 1 { "one" } else { "other" }));
        if self.texts.contains_key(&own) { own } else { format!("{key}_other") }
    }
}

/// What a language file says.
type File = BTreeMap<String, String>;

/// Reads the languages `wanted` from a chain of themes, nearest first. What a language lacks comes from `main`, and is told; one with a
/// variant (`sv-simple`) has all that it lacks from the language itself.
pub fn languages(
    chain: &[String],
    texts: &BTreeMap<String, Text>,
    main: &str,
    wanted: &[&str],
) -> (BTreeMap<String, Language>, Vec<Diagnostic>) {
    let (read, mut diagnostics) =
        files(chain, texts, &|code| code == "sv" || code == main || wanted.iter().any(|one| *one == code || base(one) == code));
    let whole = read.get(main).or_else(|| read.get(base(main))).or_else(|| read.get("sv")).cloned().unwrap_or_default();
    let codes = read.keys().map(String::as_str).chain(wanted.iter().copied().filter(|code| read.contains_key(base(code))));
    let mut languages = BTreeMap::new();
    for code in codes.collect::<BTreeSet<_>>() {
        let parent = read.get(base(code)).filter(|_| base(code) != code);
        let own: File = parent.into_iter().chain(read.get(code)).flatten().map(|(key, text)| (key.clone(), text.clone())).collect();
        let plurals = Plurals::of(code);
        let missing = missing(&whole, &own, &plurals, code);
        if parent.is_none() && !missing.is_empty() {
            diagnostics.push(missing_strings(chain, code, &missing));
        }
        languages.insert(code.to_owned(), language(code, &whole, own, &plurals));
    }
    (languages, diagnostics)
}

/// Every language file that is asked for, by code; a nearer theme's string wins.
fn files(chain: &[String], texts: &BTreeMap<String, Text>, asked: &dyn Fn(&str) -> bool) -> (BTreeMap<String, File>, Vec<Diagnostic>) {
    let mut read: BTreeMap<String, File> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for name in chain.iter().rev() {
        let folder = format!("themes/{name}/i18n/");
        for (path, text) in texts.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder)) {
            let Some(code) = path[folder.len()..].strip_suffix(".toml").filter(|code| asked(code)) else { continue };
            let (table, faults) = item::from_toml(&text.content, text.id, 0);
            diagnostics.extend(faults.iter().map(|fault| faults::of_file(fault.span, &fault.message)));
            let strings = read.entry(code.to_owned()).or_default();
            for entry in table.entries {
                if let Written::Text(string) = entry.item.value {
                    strings.insert(entry.key.into_owned(), string);
                }
            }
        }
    }
    (read, diagnostics)
}

fn language(code: &str, whole: &File, own: File, plurals: &Plurals) -> Language {
    // A form that the language itself has not written is never another language's.
    let foreign_form = |key: &str| family(key, whole).is_some_and(|(key, _)| own.contains_key(&format!("{key}_other")));
    let lent = whole.iter().filter(|(key, _)| !own.contains_key(*key) && !foreign_form(key)).map(|(key, text)| (key.clone(), text.clone()));
    let mut texts: File = lent.collect();
    texts.extend(own);
    let forms = (!plurals.is_plain()).then(|| code.to_owned());
    let strings = Strings { texts, forms };
    let texts = &strings.texts;
    Language {
        name: texts.get("_name").cloned().unwrap_or_else(|| code.to_owned()),
        dir: texts.get("_dir").cloned().unwrap_or_else(|| "ltr".to_owned()),
        view: view(code, whole, &strings, plurals),
        strings,
        code: code.to_owned(),
    }
}

/// The strings as templates see them. Where a language has other forms than one and several, the key of several holds them all, by name,
/// for the filter `count`.
fn view(code: &str, whole: &File, strings: &Strings, plurals: &Plurals) -> Value {
    if strings.forms.is_none() {
        return Value::from_serializable(&strings.texts);
    }
    let seen = strings.texts.iter().map(|(key, text)| {
        let forms = family(key, whole).filter(|(_, form)| *form == "other").map(|(key, _)| {
            let form = |form: &'static str| Some((form, strings.find(&format!("{key}_{form}"))?));
            plurals.forms().into_iter().filter_map(form).chain([("lang", code)]).collect::<BTreeMap<&str, &str>>()
        });
        (key.as_str(), forms.map_or_else(|| Value::from(text.as_str()), |forms| Value::from_serializable(&forms)))
    });
    Value::from_serializable(&seen.collect::<BTreeMap<&str, Value>>())
}

/// The words whose form a number chooses that a key belongs to, and which form it is: both `key_one` and `key_other` are in `whole`.
fn family<'a>(key: &'a str, whole: &File) -> Option<(&'a str, &'a str)> {
    let (name, form) = key.rsplit_once('_')?;
    let is_form = matches!(form, "zero" | "one" | "two" | "few" | "many" | "other");
    (is_form && ["one", "other"].iter().all(|form| whole.contains_key(&format!("{name}_{form}")))).then_some((name, form))
}

/// What a language lacks of `whole`, with the forms of its own rules, and of the program's words when it is neither Swedish nor English.
/// Nothing (`zero`) may be said as `other`.
fn missing(whole: &File, own: &File, plurals: &Plurals, code: &str) -> Vec<String> {
    let mut wanted: Vec<String> = Vec::new();
    for key in whole.keys() {
        match family(key, whole) {
            None => wanted.push(key.clone()),
            Some((name, "other")) => {
                wanted.extend(plurals.forms().iter().filter(|form| **form != "zero").map(|form| format!("{name}_{form}")))
            }
            Some(_) => {}
        }
    }
    if !matches!(base(code), "sv" | "en") {
        wanted.extend(program::words().into_keys());
    }
    wanted.retain(|key| !own.contains_key(key));
    wanted
}

fn missing_strings(chain: &[String], code: &str, missing: &[String]) -> Diagnostic {
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
