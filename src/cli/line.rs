//! The whole command line in a language: what clap says in English by itself is said here.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, value_parser};

use super::COMMANDS;
use crate::diagnostic::{Both, Lang};

const ABOUT: Both =
    Both("Gör en webbplats av kommunens beslut, planer och resultat", "Makes a website of a municipality's decisions, plans and results");

const AFTER: Both = Both(
    "Exempel:\n  insyn init insyn-exempel      börja en ny webbplats i mappen insyn-exempel\n  insyn check                   kontrollera allt som är skrivet\n  insyn help new                läs om ett kommando\n\nSlutkod: 0 klart, 1 fel i innehållet, 2 kunde inte köras.",
    "Examples:\n  insyn init insyn-example      begin a new site in the folder insyn-example\n  insyn check                   check everything that is written\n  insyn help new                read about a command\n\nExit code: 0 done, 1 errors in the content, 2 could not run.",
);

/// The whole command line, in a language.
pub fn command_line(lang: Lang) -> clap::Command {
    let line = clap::Command::new("insyn")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .about(ABOUT.get(lang))
        .after_help(AFTER.get(lang))
        .override_usage(Both("insyn [kommando] [val]", "insyn [command] [options]").get(lang))
        .help_template(template(lang))
        .subcommand_help_heading(Both("Kommandon", "Commands").get(lang))
        .args(common(lang));
    COMMANDS.iter().fold(line, |line, command| {
        let own = clap::Command::new(command.name).about(command.about.get(lang)).after_help(command.after.get(lang));
        line.subcommand(dressed((command.arguments)(own, lang), lang))
    })
}

fn template(lang: Lang) -> String {
    let usage = Both("Användning", "Usage").get(lang);
    format!("{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}\n")
}

/// Arguments that every command takes.
fn common(lang: Lang) -> impl Iterator<Item = Arg> {
    let both = |sv, en| Both(sv, en).get(lang);
    let root = Arg::new("root")
        .long("root")
        .value_name(both("MAPP", "DIR"))
        .value_parser(value_parser!(PathBuf))
        .help(both("Webbplatsens mapp (annars den du står i)", "The site's folder (else where you stand)"));
    let date = Arg::new("date")
        .long("date")
        .value_name(both("DAG", "DAY"))
        .help(both("Gör webbplatsen som den är denna dag (ÅÅÅÅ-MM-DD)", "Make the site as of this day (YYYY-MM-DD)"));
    let language = Arg::new("lang")
        .long("lang")
        .value_name("sv|en")
        .value_parser(["sv", "en"])
        .hide_possible_values(true)
        .help(both("Programmets språk", "The program's language"));
    let quiet = Arg::new("quiet").long("quiet").short('q').action(ArgAction::SetTrue).help(both("Skriv bara fel", "Print errors only"));
    let help = Arg::new("help").long("help").short('h').action(ArgAction::Help).help(both("Visa hjälp", "Show help"));
    let version = Arg::new("version")
        .long("version")
        .short('V')
        .action(ArgAction::Version)
        .help(both("Visa programmets version", "Show the program's version"))
        .help_heading(both("Gemensamma val", "Common options"));
    let global = [root, date, language, quiet, help].map(|arg| arg.global(true));
    let heading = both("Gemensamma val", "Common options");
    global.into_iter().map(move |arg| arg.help_heading(heading)).chain([version])
}

/// A command in its language: usage, headings, and allowed values in words.
fn dressed(command: clap::Command, lang: Lang) -> clap::Command {
    let positional = |arg: &Arg| {
        let name = arg.get_value_names().and_then(|names| names.first()).map_or("…", |name| name.as_str());
        if arg.is_required_set() { format!(" {name}") } else { format!(" [{name}]") }
    };
    let words: String = command.get_positionals().map(positional).collect();
    let usage = format!("insyn {}{words} {}", command.get_name(), Both("[val]", "[options]").get(lang));
    let mut order = 0;
    command.override_usage(usage).help_template(template(lang)).mut_args(|arg| {
        order += 1;
        let heading = if arg.is_positional() { Both("Argument", "Arguments") } else { Both("Val", "Options") };
        // Under a heading of ours clap would list arguments by name, not as they are typed.
        with_values(arg, lang).help_heading(heading.get(lang)).display_order(order)
    })
}

/// An argument whose help lists what it takes, the usual value first named.
fn with_values(arg: Arg, lang: Lang) -> Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let usual = arg.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if !values.is_empty() && !arg.is_hide_possible_values_set() {
        help.push_str(&format!(": {}", values.join(", ")));
    }
    if let Some(usual) = usual {
        help.push_str(&format!(" ({} {usual})", Both("annars", "else").get(lang)));
    }
    arg.help(help).hide_possible_values(true).hide_default_value(true)
}

/// The language of the program: `--lang`, else the environment, else Swedish, since those who write are Swedish and Windows says nothing.
pub fn language(arguments: &[OsString]) -> Lang {
    let named = |name: &str| if name.starts_with("en") { Lang::En } else { Lang::Sv };
    let words: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    for (at, word) in words.iter().enumerate() {
        if let Some(value) = word.strip_prefix("--lang=") {
            return named(value);
        }
        if word == "--lang" {
            return words.get(at + 1).map_or(Lang::Sv, |value| named(value));
        }
    }
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|key| std::env::var(key).ok().filter(|value| !value.is_empty()))
        .map_or(Lang::Sv, |value| named(&value))
}
