//! A finding in full, as HTML in the writer's language, and plain pages of the preview's own.

use crate::diagnostic::{Both, Diagnostic, Lang, Severity};
use crate::manual;
use crate::report::{View, visible};
use crate::sheet::{Sheet, block, inline, link, text};
use crate::source::Sources;
use crate::span::Span;

/// Instead of a page that cannot be made: what was found while making it.
pub fn unmade(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let view = View::new(lang, sources).also("content/site.toml");
    let items: String = diagnostics.iter().map(|found| whole(found, &place(found.span, &view), &view)).collect();
    let words = paragraph(Both("De andra sidorna visas som vanligt.", "The other pages are shown as usual."), lang);
    plain(Both("Sidan kan inte göras", "The page cannot be made"), format!("{words}<ol class=\"findings\">\n{items}</ol>\n"), lang)
}

/// A plain page of the preview's own; `main` is HTML.
pub fn plain(title: Both, main: String, lang: Lang) -> String {
    Sheet { lang, title: title.get(lang).to_owned(), trail: Vec::new(), other: None, main }.page()
}

/// A paragraph, for a plain page.
pub fn paragraph(words: Both, lang: Lang) -> String {
    format!("<p>{}</p>\n", text(words.get(lang)))
}

/// The word for how heavy a finding is.
pub fn weight(found: &Diagnostic) -> Both {
    match found.severity {
        Severity::Error => Both("Fel", "Error"),
        Severity::Warning => Both("Varning", "Warning"),
    }
}

/// A place in the sources, as HTML that breaks between folders; empty when it is in no file.
pub fn place(span: Span, view: &View) -> String {
    let place = |place: String| format!("<code class=\"file\">{}</code>", text(&place).replace('/', "/<wbr>"));
    view.place(span).map(place).unwrap_or_default()
}

/// Everything that is known of a finding, as an item of a list. `place` is where it stands, as HTML.
pub fn whole(found: &Diagnostic, place: &str, view: &View) -> String {
    let lang = view.lang;
    let class = if found.severity == Severity::Error { "error" } else { "warning" };
    let words = |words: &str| inline(&visible(words));
    let mut out = format!(
        "<li class=\"{class}\">\n<p>{place}</p>\n<p><strong>{}: {}</strong></p>\n<p>{}</p>\n",
        weight(found).get(lang),
        words(found.message.get(lang)),
        words(found.lint.why.get(lang)),
    );
    for label in &found.labels {
        let place = view.place(label.span).map(|place| format!("<code>{}</code> ", text(&place))).unwrap_or_default();
        out += &format!("<p>{place}{}</p>\n", words(label.words.get(lang)));
    }
    for help in &found.help {
        out += &format!("<p>{}</p>\n", words(help.get(lang)));
    }
    if !found.allowed.is_empty() {
        out += &format!("<p>{} {}</p>\n", Both("Tillåtna värden:", "Allowed values:").get(lang), words(&found.allowed_in(lang)));
    }
    if let Some(paste) = &found.paste {
        let lines = paste.lines().map(visible).collect::<Vec<_>>().join("\n");
        out += &format!("<p>{}</p>\n{}", Both("Klistra in:", "Paste this:").get(lang), block(&lines));
    }
    let rule = link(&manual::address(lang, "rules", found.lint.name), found.lint.title.get(lang));
    out + &format!(
        "<p>{} {rule} <code>{}</code></p>\n</li>\n",
        Both("Regeln i handboken:", "The rule in the manual:").get(lang),
        found.lint.name
    )
}
