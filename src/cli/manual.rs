//! `insyn manual`: the manual as pages in the browser. Works without a site.

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use super::{COMMANDS, Command, Context, Exit, command_line, say};
use crate::diagnostic::{Both, Lang, Words};
use crate::fault::Fault;
use crate::manual::{self, Argument, Book};
use crate::serve;

pub static COMMAND: Command = Command {
    name: "manual",
    about: Both("Läs handboken i webbläsaren", "Read the manual in the browser"),
    after: Both(
        "Exempel:\n  insyn manual                 innehållet\n  insyn manual plan            nycklarna i en plan\n  insyn manual unknown-key     en regel\n  insyn manual värden          hur datum, belopp och annat skrivs\n  insyn manual --no-open       visa bara adressen\n\nHandboken finns också i förhandsvisningen, på /_insyn/manual/. Avsluta med Ctrl-C.",
        "Examples:\n  insyn manual                 the contents\n  insyn manual strategy        the keys of a plan\n  insyn manual unknown-key     a rule\n  insyn manual values          how dates, amounts and the rest are written\n  insyn manual --no-open       show the address only\n\nThe manual is in the preview too, at /_insyn/manual/. End with Ctrl-C.",
    ),
    arguments: |command, lang| {
        command.args([
            Arg::new("topic").value_name(Both("ÄMNE", "TOPIC").get(lang)).help(
                Both("Vad du vill läsa om: en sort, nyckel, regel eller ett kommando", "What to read about: a kind, key, rule or command")
                    .get(lang),
            ),
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(value_parser!(u16))
                .help(Both("Port (annars 8000, eller nästa som är ledig)", "Port (else 8000, or the next that is free)").get(lang)),
            Arg::new("no-open")
                .long("no-open")
                .action(ArgAction::SetTrue)
                .help(Both("Öppna inte webbläsaren", "Do not open the browser").get(lang)),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let book = book();
    let page = match matches.get_one::<String>("topic") {
        None => manual::address(context.lang, "", ""),
        Some(word) => manual::find(&book, word, context.lang).map_err(|near| unknown(word, near))?,
    };
    let wish =
        serve::Reading { book, page, lang: context.lang, port: matches.get_one("port").copied(), open: !matches.get_flag("no-open") };
    serve::read_manual(wish, &|url| {
        let words = Words::new(format!("Handboken: {url} (avsluta med Ctrl-C)"), format!("The manual: {url} (end with Ctrl-C)"));
        say(&format!("{}\n", words.get(context.lang)));
    })?;
    Ok(Exit::Done)
}

fn unknown(word: &str, near: Option<String>) -> Fault {
    let (sv, en) = match near {
        Some(near) => (format!("Menade du ”{near}”?\n"), format!("Did you mean “{near}”?\n")),
        None => Default::default(),
    };
    Fault::new(format!("Handboken har inget om ”{word}”."), format!("The manual has nothing on “{word}”."))
        .help(format!("{sv}Innehållet: insyn manual"), format!("{en}The contents: insyn manual"))
}

/// What the manual is told of the command line: what help says, in both languages.
pub fn book() -> Book {
    let (mut sv, mut en) = (command_line(Lang::Sv), command_line(Lang::En));
    sv.build();
    en.build();
    let of = |line: &mut clap::Command, name: &str| -> Option<(String, Vec<(String, String)>)> {
        let own = line.find_subcommand_mut(name)?;
        let usage = own.render_usage().to_string();
        let usage = usage.split_once(": ").map_or(usage.clone(), |(_, usage)| usage.to_owned());
        let shown = own.get_arguments().filter(|arg| !arg.is_hide_set());
        Some((usage, shown.map(|arg| (arg.to_string(), arg.get_help().map(ToString::to_string).unwrap_or_default())).collect()))
    };
    let commands = COMMANDS.iter().filter_map(|command| {
        let ((usage_sv, sv), (usage_en, en)) = (of(&mut sv, command.name)?, of(&mut en, command.name)?);
        let arguments = sv.into_iter().zip(en).map(|(sv, en)| Argument { written: Words::new(sv.0, en.0), help: Words::new(sv.1, en.1) });
        Some(manual::Command {
            name: command.name,
            about: command.about,
            after: command.after,
            usage: Words::new(usage_sv, usage_en),
            arguments: arguments.collect(),
        })
    });
    Book { commands: commands.collect() }
}
