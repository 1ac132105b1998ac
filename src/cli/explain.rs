//! `insyn explain`: the manual page of a rule, or the list of all rules.

use clap::{Arg, ArgMatches};

use super::{Command, Context, Exit, say};
use crate::diagnostic::{Both, Lang, Lint, Severity, nearest};
use crate::fault::Fault;
use crate::manual;
use crate::pipeline;

pub static COMMAND: Command = Command {
    name: "explain",
    about: Both("Förklara en regel, eller lista alla regler", "Explain a rule, or list all rules"),
    after: Both("Exempel:\n  insyn explain\n  insyn explain unknown-key", "Examples:\n  insyn explain\n  insyn explain unknown-key"),
    arguments: |command, lang| {
        command.arg(
            Arg::new("rule")
                .value_name(Both("REGEL", "RULE").get(lang))
                .help(Both("Regelns namn, som det står i ett fynd", "The rule's name, as a finding gives it").get(lang)),
        )
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let mut lints = pipeline::lints();
    lints.sort_by_key(|lint| lint.name);
    match matches.get_one::<String>("rule") {
        None => say(&list(&lints, context.lang)),
        Some(name) => match lints.iter().find(|lint| lint.name == name) {
            Some(lint) => say(&page(lint, context.lang)),
            None => return Err(unknown(name, &lints)),
        },
    }
    Ok(Exit::Done)
}

fn unknown(name: &str, lints: &[&Lint]) -> Fault {
    let names: Vec<&str> = lints.iter().map(|lint| lint.name).collect();
    let (sv, en) = match nearest(name, &names) {
        Some(near) => (format!("Menade du ”{near}”?\n"), format!("Did you mean “{near}”?\n")),
        None => Default::default(),
    };
    Fault::new(format!("Det finns ingen regel ”{name}”."), format!("There is no rule “{name}”."))
        .help(format!("{sv}Alla regler: insyn explain"), format!("{en}All rules: insyn explain"))
}

fn list(lints: &[&Lint], lang: Lang) -> String {
    let width = lints.iter().map(|lint| lint.name.len()).max().unwrap_or(0);
    let mut out: String =
        lints.iter().map(|lint| format!("{:width$}  {:7}  {}\n", lint.name, weight(lint).get(lang), lint.title.get(lang))).collect();
    out.push_str(Both("\nLäs om en regel: insyn explain REGEL\n", "\nRead about a rule: insyn explain RULE\n").get(lang));
    out
}

fn weight(lint: &Lint) -> Both {
    match lint.severity {
        Severity::Error => Both("fel", "error"),
        Severity::Warning => Both("varning", "warning"),
    }
}

/// The manual page of a rule.
fn page(lint: &Lint, lang: Lang) -> String {
    let (title, why, text) = (lint.title.get(lang), lint.why.get(lang), lint.manual.get(lang));
    let (how, lines) = manual::setting(lint, lang);
    let lines = lines.map_or(String::new(), |lines| format!("\n{lines}\n"));
    format!("{title} ({})\n\n{why}\n\n{text}\n\n{}\n{how}\n{lines}", lint.name, manual::weighs(lint).get(lang))
}
