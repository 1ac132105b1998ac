//! Languages are named by their codes.

use super::{Rule, Run, Whole, bodies, stretch, with_near};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::markdown::LinkKind;
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "bad-language",
    severity: Severity::Error,
    title: Both("Okänd språkkod", "Unknown language code"),
    why: Both(
        "Skärmläsare och talsyntes väljer uttal efter språkkoden (WCAG 3.1.1 och 3.1.2).",
        "Screen readers choose their voice by the language code (WCAG 3.1.1 and 3.1.2).",
    ),
    manual: Both(
        "Ord på ett annat språk märks med språkets kod: [Safe streets](lang:en). Webbplatsens språk står i site.toml: languages = [\"sv\", \"en\"].\n\nKoden har två eller tre bokstäver: sv svenska, en engelska, fi finska, ar arabiska, so somaliska, ti tigrinja, fa persiska, uk ukrainska. Lättläst svenska är sv-simple (BCP 47).\n\nFel:   [Safe streets](lang:engelska)\nRätt:  [Safe streets](lang:en)",
        "Words in another language are marked by its code: [Safe streets](lang:en). The site's languages stand in site.toml: languages = [\"sv\", \"en\"].\n\nThe code has two or three letters: sv Swedish, en English, fi Finnish, ar Arabic, so Somali, ti Tigrinya, fa Persian, uk Ukrainian. Easy-to-read Swedish is sv-simple (BCP 47).\n\nWrong: [Safe streets](lang:english)\nRight: [Safe streets](lang:en)",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

/// What people call the languages that are most common in Sweden, and their codes.
const NAMES: &[(&str, &str)] = &[
    ("albanska", "sq"),
    ("arabic", "ar"),
    ("arabiska", "ar"),
    ("dari", "prs"),
    ("engelska", "en"),
    ("english", "en"),
    ("finnish", "fi"),
    ("finska", "fi"),
    ("franska", "fr"),
    ("jiddisch", "yi"),
    ("kurdiska", "ku"),
    ("lättläst", "sv-simple"),
    ("meänkieli", "fit"),
    ("norska", "no"),
    ("persiska", "fa"),
    ("polska", "pl"),
    ("romani", "rom"),
    ("ryska", "ru"),
    ("samiska", "se"),
    ("somaliska", "so"),
    ("spanska", "es"),
    ("svenska", "sv"),
    ("swedish", "sv"),
    ("thai", "th"),
    ("thailändska", "th"),
    ("tigrinja", "ti"),
    ("turkiska", "tr"),
    ("tyska", "de"),
    ("ukrainska", "uk"),
];

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let site = whole.site;
    let mut diagnostics = Vec::new();
    for language in site.config.languages.iter().filter(|language| !is_code(&language.id)) {
        diagnostics.push(unknown(&site.config_text, language.span, &language.id));
    }
    for (_, record) in site.all() {
        for (text, body) in bodies(record) {
            for link in body.facts.links.iter().filter(|link| link.kind == LinkKind::Language) {
                let code = link.dest.strip_prefix("lang:").unwrap_or(&link.dest);
                if !is_code(code) {
                    diagnostics.push(unknown(text, stretch(text, link.span, code), code));
                }
            }
        }
    }
    diagnostics
}

/// Two or three letters for the language, then what BCP 47 allows for script, region and variant.
fn is_code(code: &str) -> bool {
    let language = code.split('-').next().unwrap_or("");
    matches!(language.len(), 2 | 3) && icu_locale_core::LanguageIdentifier::try_from_str(code).is_ok()
}

fn unknown(text: &str, span: Span, code: &str) -> Diagnostic {
    let folded = code.to_lowercase();
    let known = NAMES.iter().find(|(name, _)| *name == folded).map(|(_, code)| *code);
    let diagnostic = Diagnostic::new(&LINT, span, format!("”{code}” är ingen språkkod."), format!("“{code}” is not a language code."));
    match known {
        Some(_) => with_near(diagnostic, text, span, known),
        None => diagnostic.help(
            "Koden har två eller tre bokstäver: en för engelska, fi för finska, ar för arabiska.",
            "The code has two or three letters: en for English, fi for Finnish, ar for Arabic.",
        ),
    }
}
