//! One finding, one line, without art or colour: for screen readers, and for tools that read `file:line:column: …`.

use super::{ALLOWED, PASTE, Report, View, severity, summary, visible};
use crate::diagnostic::{Both, Diagnostic};

pub(super) const REPORT: Report = Report {
    name: "line",
    about: Both("En rad för varje fynd, för skärmläsare.", "One line for each finding, for screen readers."),
    render,
};

fn render(diagnostics: &[Diagnostic], view: &View) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out += &line(diagnostic, view);
        out.push('\n');
    }
    out + &summary(diagnostics, view.lang) + "\n"
}

fn line(diagnostic: &Diagnostic, view: &View) -> String {
    let lang = view.lang;
    let message = format!("{}: {}", severity(diagnostic).get(lang), visible(diagnostic.message.get(lang)));
    let mut parts = vec![view.placed(diagnostic.span, &message), visible(diagnostic.lint.why.get(lang))];
    for label in &diagnostic.labels {
        let words = view.placed(label.span, &visible(label.words.get(lang)));
        parts.push(format!("{} {}.", Both("Se", "See").get(lang), words.trim_end_matches('.')));
    }
    parts.extend(diagnostic.help.iter().map(|help| visible(help.get(lang))));
    if !diagnostic.allowed.is_empty() {
        parts.push(format!("{} {}.", ALLOWED.get(lang), visible(&diagnostic.allowed_in(lang))));
    }
    if let Some(paste) = &diagnostic.paste {
        parts.push(format!("{} {}", PASTE.get(lang), visible(paste)));
    }
    parts.push(format!("({} {})", Both("regel", "rule").get(lang), diagnostic.lint.name));
    parts.join(" ")
}
