//! The command line: one file, one command. To add one: its file, and a line in [`COMMANDS`].

mod approve;
mod build;
mod check;
mod completions;
mod correct;
mod edition;
mod explain;
mod help;
mod import;
mod init;
mod line;
mod manual;
mod mistake;
mod new;
mod progress;
mod publish;
mod redact;
mod rename;
mod schema;
mod serve;
mod undo;
mod wanted;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::civil::Date;
use similar::TextDiff;

use crate::diagnostic::{Both, Diagnostic, Lang, Silenced, Words};
use crate::disk;
use crate::edit::{Change, Refusal};
use crate::fault::Fault;
use crate::personal::masked;
use crate::pipeline::{self, Built};
use crate::report::{self, View};
use crate::source::{Audience, Sources};

pub use build::Staged;
pub use line::command_line;
pub use manual::book as command_book;
pub use progress::{Progress, grouped};
pub use wanted::{free_id, kind_called};

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
pub const COMMANDS: &[&Command] = &[
    &init::COMMAND,
    &new::COMMAND,
    &import::COMMAND,
    &check::COMMAND,
    &approve::COMMAND,
    &correct::COMMAND,
    &redact::COMMAND,
    &rename::COMMAND,
    &undo::COMMAND,
    &serve::COMMAND,
    &build::COMMAND,
    &publish::COMMAND,
    &edition::COMMAND,
    &explain::COMMAND,
    &manual::COMMAND,
    &schema::COMMAND,
    &completions::COMMAND,
    &help::COMMAND,
];

/// What runs when no command is named; while there is no such command, help is shown.
const UNNAMED: [&str; 2] = ["serve", "--open"];

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
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<_> = arguments.into_iter().collect();
    let lang = line::language(&arguments);
    let ended = match read(&arguments, lang) {
        Ok(matches) => dispatch(&matches, lang),
        Err(error) if !error.use_stderr() => {
            say(&error.render().ansi().to_string());
            Ok(Exit::Done)
        }
        Err(error) => Err(mistake::fault(&error)),
    };
    match ended {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::Errors) => ExitCode::from(1),
        Err(fault) => {
            complain(&fault, lang);
            if waits(cfg!(windows), arguments.len(), std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
                wait(lang);
            }
            ExitCode::from(2)
        }
    }
}

/// Reads the arguments; without a command they are read again as those of the one that is meant.
fn read(arguments: &[OsString], lang: Lang) -> Result<ArgMatches, clap::Error> {
    let mut line = command_line(lang);
    let matches = line.try_get_matches_from_mut(arguments)?;
    if matches.subcommand().is_some() || COMMANDS.iter().all(|command| command.name != UNNAMED[0]) {
        return Ok(matches);
    }
    let (program, rest) = arguments.split_at(arguments.len().min(1));
    let beside = beside(&matches).into_iter().flat_map(|folder| [OsString::from("--root"), folder.into_os_string()]);
    let unnamed = program.iter().cloned().chain(UNNAMED.map(OsString::from)).chain(rest.iter().cloned()).chain(beside);
    line.try_get_matches_from(unnamed)
}

/// The folder that the program lies in, when that holds a site and the folder where one stands does not: a double-click begins in the
/// program's folder on Windows, and at home on macOS.
fn beside(matches: &ArgMatches) -> Option<PathBuf> {
    let here = disk::find_root(std::path::Path::new("."));
    if matches.contains_id("root") || here.join("content").is_dir() {
        return None;
    }
    let program = std::env::current_exe().ok()?;
    program.parent().filter(|folder| folder.join("content").is_dir()).map(PathBuf::from)
}

/// Whether the window would vanish before anybody has read it: on Windows, after a double-click, which gives no arguments. A command
/// line there (cmd, Windows Terminal) says so in the environment, and keeps its window.
fn waits(windows: bool, arguments: usize, terminal: bool) -> bool {
    let from_shell = ["PROMPT", "WT_SESSION"].iter().any(|name| std::env::var_os(name).is_some());
    windows && arguments <= 1 && terminal && !from_shell
}

fn wait(lang: Lang) {
    let words = Both("Tryck Enter för att stänga fönstret.", "Press Enter to close the window.");
    let _ = writeln!(anstream::stderr().lock(), "{}", words.get(lang));
    let _ = std::io::stdin().read_line(&mut String::new());
}

fn dispatch(matches: &ArgMatches, lang: Lang) -> Result<Exit, Fault> {
    let Some((name, own)) = matches.subcommand() else {
        say(&help::whole(lang));
        return Ok(Exit::Done);
    };
    let context = Context { root: root(own), today: today(own)?, lang, quiet: own.get_flag("quiet") };
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(own, &context),
        None => Ok(Exit::Done),
    }
}

fn root(matches: &ArgMatches) -> PathBuf {
    match matches.get_one::<PathBuf>("root") {
        Some(root) => root.clone(),
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

/// Prints findings in the format that was asked for, with their sum last; formats for other programs tell what is silenced too.
pub fn print_findings(diagnostics: &[Diagnostic], silenced: &[Silenced], sources: &Sources, format: &str, context: &Context) {
    let terminal = std::io::stdout().is_terminal();
    let colour = terminal && std::env::var_os("NO_COLOR").is_none();
    let mut view = View::new(context.lang, sources).also("content/site.toml").with_silenced(silenced);
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

/// Says what was done and what to do next, unless only errors are wanted.
pub fn tell(context: &Context, sv: &str, en: &str) {
    if !context.quiet {
        say(if context.lang == Lang::Sv { sv } else { en });
    }
}

fn complain(fault: &Fault, lang: Lang) {
    let mut text = format!("insyn: {}\n", fault.message.get(lang));
    for line in fault.help.get(lang).lines() {
        text.push_str(format!("       {line}").trim_end());
        text.push('\n');
    }
    // A path may have a personal number in it.
    let _ = anstream::stderr().lock().write_all(masked(&text).as_bytes());
}

/// The `--format` argument, for commands that report findings.
pub fn format_argument(lang: Lang) -> Arg {
    let names: Vec<&'static str> = report::REPORTS.iter().map(|report| report.name).collect();
    Arg::new("format")
        .long("format")
        .value_name("FORM")
        .value_parser(names)
        .default_value("text")
        .help(Both("Hur fynden skrivs", "How findings are written").get(lang))
}

/// The format that was asked for.
pub fn format_of(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("format").map_or("text", String::as_str)
}

/// The `--dry-run` argument, for commands that change sources.
pub fn dry_run_argument(lang: Lang) -> Arg {
    let help = Both("Visa vad som skulle ändras, och ändra inget", "Show what would change, and change nothing");
    Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help(help.get(lang))
}

/// Reads the site as these people see it, and checks it.
pub fn read_and_check(context: &Context, audience: Audience, progress: &Progress) -> Result<(Sources, Built), Fault> {
    progress.now(|| Words::new("Läser filer …", "Reading files …"));
    let sources = disk::read(&context.root, context.today, audience)?;
    let count = grouped(sources.texts.len());
    progress.now(|| Words::new(format!("Läser och kontrollerar {count} filer …"), format!("Reading and checking {count} files …")));
    let built = pipeline::build(&sources, None);
    Ok((sources, built))
}

/// Changes of files as people review them: the lines that go and the lines that come.
pub fn difference(changes: &[Change]) -> String {
    let mut out = String::new();
    for Change { from, to, text } in changes {
        if from != to {
            out.push_str(&format!("{from} → {to}\n"));
        }
        if let Some((before, after)) = text {
            let lines = TextDiff::from_lines(&**before, &**after);
            out.push_str(&lines.unified_diff().context_radius(2).header(from, to).to_string());
        }
    }
    out
}

/// A change that cannot be made, as what stops a command.
pub fn refused(refusal: Refusal) -> Fault {
    Fault::new(refusal.message.sv, refusal.message.en).help(refusal.help.sv, refusal.help.en)
}
