//! What is wrong, as HTML in the writer's language: in full on the preview's own page, and instead of pages that cannot be shown.

use super::address::OWN;
use crate::diagnostic::{Both, Diagnostic, Lang, Severity};
use crate::report::{View, summary, visible};
use crate::source::Sources;

/// The preview's own page: every finding in full, errors before warnings.
pub fn page(diagnostics: &[Diagnostic], sources: &Sources, base: &str, lang: Lang) -> String {
    let view = view(sources, lang);
    let (errors, warnings): (Vec<&Diagnostic>, Vec<&Diagnostic>) = diagnostics.iter().partition(|d| d.severity == Severity::Error);
    let part = |head: Both, found: &[&Diagnostic]| {
        let items: String = found.iter().map(|finding| whole(finding, &view)).collect();
        if found.is_empty() { String::new() } else { format!("<h2>{}</h2>\n<ol>\n{items}</ol>\n", head.get(lang)) }
    };
    let main = format!(
        "<p>{} <a href=\"{}\">{}</a></p>\n{}{}",
        text(&summary(diagnostics, lang)),
        text(base),
        Both("Till webbplatsen", "To the site").get(lang),
        part(Both("Fel", "Errors"), &errors),
        part(Both("Varningar", "Warnings"), &warnings),
    );
    plain(Both("Fynd i innehållet", "Findings in the content"), &main, lang)
}

/// Instead of a page that cannot be made: what was found while making it.
pub fn unmade(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let view = view(sources, lang);
    let items: String = diagnostics.iter().map(|finding| whole(finding, &view)).collect();
    let words = Both("De andra sidorna visas som vanligt.", "The other pages are shown as usual.");
    plain(Both("Sidan kan inte göras", "The page cannot be made"), &format!("<p>{}</p>\n<ol>\n{items}</ol>\n", words.get(lang)), lang)
}

/// A plain page of the preview's own; `main` is HTML.
pub fn plain(title: Both, main: &str, lang: Lang) -> String {
    let title = title.get(lang);
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – insyn</title>\n<link rel=\"stylesheet\" href=\"{OWN}preview.css\">\n</head>\n<body class=\"insyn-page\">\n<main>\n\
         <h1>{title}</h1>\n{main}</main>\n</body>\n</html>\n",
        code(lang)
    )
}

/// A paragraph, for a plain page.
pub fn paragraph(words: Both, lang: Lang) -> String {
    format!("<p>{}</p>\n", words.get(lang))
}

fn view(sources: &Sources, lang: Lang) -> View<'_> {
    View::new(lang, sources).also("content/site.toml")
}

fn code(lang: Lang) -> &'static str {
    Both("sv", "en").get(lang)
}

/// Place and message.
fn line(finding: &Diagnostic, view: &View) -> String {
    let place = view.place(finding.span).map(|place| format!("<code>{}</code> ", text(&place))).unwrap_or_default();
    format!("{place}{}", shown(finding.message.get(view.lang)))
}

/// Everything that is known of a finding.
fn whole(finding: &Diagnostic, view: &View) -> String {
    let lang = view.lang;
    let mut out = format!("<li>\n<p><strong>{}</strong></p>\n<p>{}</p>\n", line(finding, view), shown(finding.lint.why.get(lang)));
    for label in &finding.labels {
        let place = view.place(label.span).map(|place| format!("<code>{}</code> ", text(&place))).unwrap_or_default();
        out += &format!("<p>{place}{}</p>\n", shown(label.words.get(lang)));
    }
    for help in &finding.help {
        out += &format!("<p>{}</p>\n", shown(help.get(lang)));
    }
    if !finding.allowed.is_empty() {
        out += &format!("<p>{} {}</p>\n", Both("Tillåtna värden:", "Allowed values:").get(lang), shown(&finding.allowed_in(lang)));
    }
    if let Some(paste) = &finding.paste {
        out += &format!(
            "<p>{}</p>\n<pre>{}</pre>\n",
            Both("Klistra in:", "Paste this:").get(lang),
            paste.lines().map(shown).collect::<Vec<_>>().join("\n")
        );
    }
    out + &format!("<p>{} <code>insyn explain {}</code></p>\n</li>\n", Both("Läs mer:", "Read more:").get(lang), finding.lint.name)
}

/// Words from a file, made safe for HTML and for the order in which they are read.
fn shown(words: &str) -> String {
    text(&visible(words))
}

/// Makes text safe as content and as a value in double quotes.
fn text(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
