//! What is an error cannot be made less.

use super::{Rule, Run, Whole};
use crate::content::site::Level;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};

pub static LINT: Lint = Lint {
    name: "error-lowered",
    severity: Severity::Error,
    title: Both("Ett fel kan inte stängas av", "An error cannot be turned off"),
    why: Both(
        "Fel stoppar publiceringen för att läsare inte ska få sidor som är trasiga eller osanna.",
        "Errors stop publishing so that readers never get pages that are broken or untrue.",
    ),
    manual: Both(
        "[[rule]] i site.toml kan göra en varning till fel eller stänga av den. En regel som ger fel kan inte göras lättare; rätta i stället det som den finner.",
        "[[rule]] in site.toml can make a warning an error, or turn it off. A rule that gives errors cannot be made lighter; mend what it finds instead.",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let settings = whole.site.config.rules.iter().filter(|setting| setting.level != Level::Error);
    settings
        .filter(|setting| whole.lints.iter().any(|lint| lint.name == &*setting.rule && lint.severity == Severity::Error))
        .map(|setting| {
            let name = &*setting.rule;
            Diagnostic::new(
                &LINT,
                setting.rule.span,
                format!("Regeln ”{name}” ger fel och kan varken bli en varning eller stängas av."),
                format!("The rule “{name}” gives errors and can neither become a warning nor be turned off."),
            )
            .help("Ta bort de här raderna, och rätta det som regeln finner.", "Remove these lines, and mend what the rule finds.")
        })
        .collect()
}
