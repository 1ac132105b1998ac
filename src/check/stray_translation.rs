//! Translated words belong to something: a key or an id of the record, or words of the site itself, in a language that the site has.

use super::{Rule, Run, Whole, with_near};
use crate::content::datum::{Branch, Datum};
use crate::content::field::{FieldDecl, Shape};
use crate::content::item::{Entry, Value};
use crate::content::value::Id;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};
use crate::document::Translation;
use crate::site::Record;

pub static LINT: Lint = Lint {
    name: "stray-translation",
    severity: Severity::Error,
    title: Both("Översatta ord som inte hör till något", "Translated words that belong to nothing"),
    why: Both("Orden visas inte, och läsaren får svenskan i stället.", "The words are not shown, and the reader gets the Swedish instead."),
    manual: Both(
        "Under [words] i en översättning står postens egna texter efter nyckel, och texter inne i den efter id. En lista har lika många texter som i originalet. Under [translation.words] i content/site.toml står orden som de är i filen, inom citattecken, och sedan samma ord på det andra språket. Språket står i languages.\n\n[words]\nsituation = \"I am worried about my child\"\n\n[words.ring-nu]\ntitle = \"Call 112\"\n\n[[translation]]\nlang = \"en\"\n[translation.words]\n\"Stöd och råd\" = \"Support and advice\"",
        "Under [words] in a translation stand the record's own texts by key, and texts inside it by id. A list has as many texts as in the original. Under [translation.words] in content/site.toml stand the words as they are in the file, in quotes, and then the same words in the other language. The language stands in languages.\n\n[words]\nsituation = \"I am worried about my child\"\n\n[words.ring-nu]\ntitle = \"Call 112\"\n\n[[translation]]\nlang = \"en\"\n[translation.words]\n\"Stöd och råd\" = \"Support and advice\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let mut diagnostics = of_site(whole);
    for (_, record) in whole.site.all().filter(|(_, record)| record.faults.is_empty() && !record.gaps) {
        for translation in &record.translations {
            of_record(record, translation, &mut diagnostics);
        }
    }
    diagnostics
}

/// The site's own words: in a language that it has, and such as stand in its file.
fn of_site(whole: &Whole) -> Vec<Diagnostic> {
    let config = &whole.site.config;
    let text = &whole.site.config_text;
    let mut diagnostics = Vec::new();
    let contacts = config.language_contacts.iter().map(|contact| &contact.lang);
    for lang in contacts.chain(config.translations.iter().map(|translation| &translation.lang)) {
        if !config.languages.iter().any(|known| known.id == lang.id) {
            diagnostics.push(no_language(text, lang, &config.languages));
        }
    }
    let tree = Datum::of(&**config);
    let mut said = Vec::new();
    collect(&tree, &mut said);
    for entry in config.translations.iter().flat_map(|translation| &translation.words.0.entries) {
        if !said.contains(&&*entry.key) {
            let diagnostic = Diagnostic::new(
                &LINT,
                entry.key_span,
                format!("Ingenting i site.toml heter ”{}”.", entry.key),
                format!("Nothing in site.toml says “{}”.", entry.key),
            );
            diagnostics.push(with_near(diagnostic, text, entry.key_span, nearest(&entry.key, &said)));
        }
    }
    diagnostics
}

/// Every text of the site's own.
fn collect<'a>(datum: &Datum<'a>, said: &mut Vec<&'a str>) {
    match datum {
        Datum::Text(text, _) => said.push(text),
        Datum::List(list) => list.iter().for_each(|datum| collect(datum, said)),
        Datum::Record(branch) => {
            let own = branch.entries.iter().filter(|(decl, _)| !matches!(decl.key, "translation" | "language-contact"));
            own.for_each(|(_, datum)| collect(datum, said));
        }
        _ => {}
    }
}

fn no_language(text: &str, lang: &Id, known: &[Id]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &LINT,
        lang.span,
        format!("Språket ”{}” står inte i languages.", lang.id),
        format!("The language “{}” does not stand in languages.", lang.id),
    );
    let codes: Vec<&str> = known.iter().map(|lang| lang.id.as_str()).collect();
    with_near(diagnostic, text, lang.span, nearest(&lang.id, &codes)).allowed(codes)
}

/// What can be translated: the texts of a record, and of what has an id in it.
struct Texts<'a> {
    id: Option<&'a str>,
    branch: &'a Branch<'a>,
}

fn of_record(record: &Record, translation: &Translation, diagnostics: &mut Vec<Diagnostic>) {
    let Some(words) = &translation.words else { return };
    let Datum::Record(own) = record.lower() else { return };
    let mut inside: Vec<Texts> = Vec::new();
    own.each_labelled(&mut |_, branch| inside.push(Texts { id: branch.text("id"), branch }));
    let known = |texts: &Texts| texts.branch.fields.iter().filter(|decl| is_text(decl)).map(|decl| decl.key).collect::<Vec<_>>();
    let whole = Texts { id: None, branch: &own };
    for entry in &words.entries {
        let found = inside.iter().find(|texts| texts.id == Some(&*entry.key));
        match (&entry.item.value, found) {
            (Value::Table(table), Some(texts)) => {
                for entry in &table.entries {
                    judge(translation, texts, entry, &known(texts), diagnostics);
                }
            }
            (Value::Text(_), Some(_)) => {}
            _ => {
                let ids = inside.iter().filter_map(|texts| texts.id);
                judge(translation, &whole, entry, &known(&whole).into_iter().chain(ids).collect::<Vec<_>>(), diagnostics);
            }
        }
    }
}

fn is_text(decl: &FieldDecl) -> bool {
    let shape = if let Shape::List(of) = decl.shape { of() } else { decl.shape };
    matches!(shape, Shape::Text) && decl.key != "id"
}

/// A finding when a text that is translated is not there, or is another sort of thing.
fn judge(translation: &Translation, texts: &Texts, entry: &Entry, known: &[&str], diagnostics: &mut Vec<Diagnostic>) {
    let (sv, en) = match (texts.branch.get(&entry.key), &entry.item.value) {
        (Some(Datum::Text(..)), Value::Text(_)) => return,
        (Some(Datum::List(list)), Value::List(words)) if list.len() == words.len() => return,
        (Some(Datum::List(list)), Value::List(words)) => (
            format!("`{}` har {} texter här och {} i originalet.", entry.key, words.len(), list.len()),
            format!("`{}` has {} texts here and {} in the original.", entry.key, words.len(), list.len()),
        ),
        (Some(_), _) => (
            format!("`{}` är en annan sorts uppgift i originalet.", entry.key),
            format!("`{}` is another sort of fact in the original.", entry.key),
        ),
        (None, _) if texts.branch.fields.iter().any(|decl| decl.key == entry.key && is_text(decl)) => {
            (format!("Originalet säger inget under `{}`.", entry.key), format!("The original says nothing under `{}`.", entry.key))
        }
        (None, _) => {
            let diagnostic = Diagnostic::new(
                &LINT,
                entry.key_span,
                format!("Originalet har inget som heter `{}`.", entry.key),
                format!("The original has nothing called `{}`.", entry.key),
            );
            let near = nearest(&entry.key, known);
            diagnostics.push(with_near(diagnostic, &translation.text, entry.key_span, near).allowed(known.iter().copied()));
            return;
        }
    };
    diagnostics.push(Diagnostic::new(&LINT, entry.key_span, sv, en));
}
