//! The command line: one file, one command. To add one: its file, and a line in [`COMMANDS`].

mod build;
mod check;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::civil::Date;

use crate::diagnostic::{Both, Diagnostic, Lang};
use crate::disk;
use crate::fault::Fault;
use crate::pipeline;
use crate::report::{self, View};
use crate::source::Sources;

/// A command: its name, what it does, its arguments and what runs.
pub struct Command {
    pub name: &'static str,
    pub about: Both,
    /// Examples and whatever else stands last in its help.
    pub after: Both,
    pub arguments: fn(clap::Command, Lang) -> clap::Command,
    pub run: fn(&ArgMatches, &Context) -> Result<Exit, Fault>,
}

/// Every command, in the order in which help lists them.
pub const COMMANDS: &[&Command] = &[&check::COMMAND, &build::COMMAND];

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done,
    /// The content has errors.
    Errors,
}

/// What every command is given.
pub struct Context {
    pub root: PathBuf,
    pub today: Date,
    pub lang: Lang,
    pub quiet: bool,
}

/// Runs the program. Exit codes: 0 done, 1 the content has errors, 2 could not run.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let lang = language(&arguments);
    let matches = match command_line(lang).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match dispatch(&matches, lang) {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::Errors) => ExitCode::from(1),
        Err(fault) => {
            complain(&fault, lang);
            ExitCode::from(2)
        }
    }
}

fn dispatch(matches: &ArgMatches, lang: Lang) -> Result<Exit, Fault> {
    let (name, own) = matches.subcommand().unwrap_or(("check", matches));
    let context = Context { root: root(own), today: today(own)?, lang, quiet: own.get_flag("quiet") };
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(own, &context),
        None => Ok(Exit::Done),
    }
}

/// The whole command line, in a language.
pub fn command_line(lang: Lang) -> clap::Command {
    let both = |sv, en| Both(sv, en).get(lang);
    let root = Arg::new("root")
        .long("root")
        .global(true)
        .value_name(both("MAPP", "DIR"))
        .help(both("Webbplatsens mapp (annars den du står i)", "The site's folder (else where you stand)"));
    let date = Arg::new("date")
        .long("date")
        .global(true)
        .value_name(both("DAG", "DAY"))
        .help(both("Gör webbplatsen som den är denna dag (ÅÅÅÅ-MM-DD)", "Make the site as of this day (YYYY-MM-DD)"));
    let language = Arg::new("lang")
        .long("lang")
        .global(true)
        .value_name("sv|en")
        .value_parser(["sv", "en"])
        .help(both("Programmets språk", "The program's language"));
    let quiet = Arg::new("quiet")
        .long("quiet")
        .short('q')
        .global(true)
        .action(ArgAction::SetTrue)
        .help(both("Skriv bara fel", "Print errors only"));
    let mut line = clap::Command::new("insyn")
        .version(env!("CARGO_PKG_VERSION"))
        .about(both(
            "Gör en webbplats av kommunens beslut, planer och resultat",
            "Makes a website of a municipality's decisions, plans and results",
        ))
        .args([root, date, language, quiet]);
    for command in COMMANDS {
        let own = clap::Command::new(command.name).about(command.about.get(lang)).after_help(command.after.get(lang));
        line = line.subcommand((command.arguments)(own, lang));
    }
    line
}

/// The language of the program: `--lang`, else the environment, else Swedish, since those who write are Swedish and Windows says nothing.
fn language(arguments: &[std::ffi::OsString]) -> Lang {
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

fn root(matches: &ArgMatches) -> PathBuf {
    match matches.get_one::<String>("root") {
        Some(root) => PathBuf::from(root),
        None => disk::find_root(std::path::Path::new(".")),
    }
}

fn today(matches: &ArgMatches) -> Result<Date, Fault> {
    match matches.get_one::<String>("date") {
        None => Ok(jiff::Zoned::now().date()),
        Some(written) => written.parse().map_err(|_| {
            Fault::new(format!("”{written}” är ingen dag."), format!("“{written}” is not a day."))
                .help("Skriv till exempel --date 2026-11-22.", "Write for example --date 2026-11-22.")
        }),
    }
}

/// Prints findings in the format that was asked for, with their sum last.
pub fn print_findings(diagnostics: &[Diagnostic], sources: &Sources, format: &str, context: &Context) {
    let terminal = std::io::stdout().is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none();
    let mut view = View::new(context.lang, sources).also("content/site.toml");
    view.colour = colour;
    if context.quiet && !pipeline::has_errors(diagnostics) && format == "text" {
        return;
    }
    if let Some(text) = report::report(format, diagnostics, &view) {
        say(&text);
    }
}

/// Writes to standard output. A reader that has gone away (`| head`) is no error.
pub fn say(text: &str) {
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
}

fn complain(fault: &Fault, lang: Lang) {
    let (message, help) = (fault.message.get(lang), fault.help.get(lang));
    let _ = writeln!(anstream::stderr().lock(), "insyn: {message}{}{help}", if help.is_empty() { "" } else { "\n       " });
}

/// The `--format` argument, for commands that report findings.
pub fn format_argument(lang: Lang) -> Arg {
    let names: Vec<&'static str> = report::REPORTS.iter().map(|report| report.name).collect();
    Arg::new("format")
        .long("format")
        .value_parser(names)
        .default_value("text")
        .help(Both("Hur fynden skrivs", "How findings are written").get(lang))
}

/// The format that was asked for.
pub fn format_of(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("format").map_or("text", String::as_str)
}
