//! The rules that the site weighs are rules.

use super::{Rule, Run, Whole, with_near};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity, nearest};

pub static LINT: Lint = Lint {
    name: "unknown-rule",
    severity: Severity::Error,
    title: Both("Okänd regel", "Unknown rule"),
    why: Both("Inställningen gäller ingen regel och gör ingenting.", "The setting is about no rule and does nothing."),
    manual: Both(
        "[[rule]] i site.toml säger hur en regel väger på webbplatsen. Regelns namn står sist i varje meddelande, efter insyn explain.\n\n[[rule]]\nrule = \"unknown-organisation\"\nlevel = \"fel\"\nreason = \"Alla organisationer är inlagda.\"",
        "[[rule]] in site.toml says how a rule weighs on the site. The rule's name stands last in every message, after insyn explain.\n\n[[rule]]\nrule = \"unknown-organisation\"\nlevel = \"error\"\nreason = \"All organisations are entered.\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let mut names: Vec<&str> = whole.lints.iter().map(|lint| lint.name).collect();
    names.sort_unstable();
    let settings = whole.site.config.rules.iter().filter(|setting| !names.contains(&&*setting.rule));
    settings
        .map(|setting| {
            let name = &*setting.rule;
            let diagnostic = Diagnostic::new(
                &LINT,
                setting.rule.span,
                format!("Det finns ingen regel ”{name}”."),
                format!("There is no rule “{name}”."),
            );
            with_near(diagnostic, &whole.site.config_text, setting.rule.span, nearest(name, &names)).allowed(names.clone())
        })
        .collect()
}
