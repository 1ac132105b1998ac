//! What is wrong, as HTML in the writer's language: over every page while there are errors, and in full on the preview's own page.

use super::address::OWN;
use crate::diagnostic::{Both, Diagnostic, Lang, Severity};
use crate::manual;
use crate::report::{View, summary, visible};
use crate::source::Sources;

/// How many errors stand over a page; the others stand on the preview's own page.
const OVER: usize = 20;

/// What stands over every page: each error with its place. Empty when there is none.
pub fn banner(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let errors: Vec<Diagnostic> = diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    if errors.is_empty() {
        return String::new();
    }
    let view = view(sources, lang);
    let items: String = errors.iter().take(OVER).map(|error| format!("<li>{}</li>\n", line(error, &view))).collect();
    let left = match errors.len().saturating_sub(OVER) {
        0 => String::new(),
        left => format!("<p>{} {left}.</p>\n", Both("Fler fel:", "More errors:").get(lang)),
    };
    let words = Both(
        "Det som går att läsa visas. Webbplatsen kan inte byggas förrän felen är rättade.",
        "What can be read is shown. The site cannot be built until the errors are mended.",
    );
    format!(
        "<link rel=\"stylesheet\" href=\"{OWN}preview.css\">\n<div class=\"insyn-banner\" role=\"alert\" lang=\"{}\" dir=\"ltr\">\n\
         <p><strong>{}</strong> {} <a href=\"{OWN}\">{}</a></p>\n<ul>\n{items}</ul>\n{left}</div>\n",
        code(lang),
        text(&summary(&errors, lang)),
        words.get(lang),
        Both("Alla fynd, med råd", "All findings, with advice").get(lang),
    )
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
    let page = manual::address(lang, "rules", finding.lint.name);
    let title = text(finding.lint.title.get(lang));
    out + &format!(
        "<p>{} <a href=\"{page}\">{title}</a> <code>{}</code></p>\n</li>\n",
        Both("Läs mer:", "Read more:").get(lang),
        finding.lint.name
    )
}

/// Words from a file, made safe for HTML and for the order in which they are read.
fn shown(words: &str) -> String {
    text(&visible(words))
}

/// Makes text safe as content and as a value in double quotes.
fn text(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
