//! `insyn help`: the same as `--help`, for those who ask in words.

use clap::{Arg, ArgMatches};

use super::{COMMANDS, Command, Context, Exit, command_line, say};
use crate::diagnostic::{Both, Lang};
use crate::fault::Fault;

pub static COMMAND: Command = Command {
    name: "help",
    about: Both("Visa hjälp om ett kommando", "Show help about a command"),
    after: Both("Exempel:\n  insyn help\n  insyn help new", "Examples:\n  insyn help\n  insyn help new"),
    arguments: |command, lang| {
        command.arg(
            Arg::new("command")
                .value_name(Both("KOMMANDO", "COMMAND").get(lang))
                .value_parser(COMMANDS.iter().map(|command| command.name).collect::<Vec<_>>())
                .hide_possible_values(true)
                .help(Both("Kommandot att läsa om", "The command to read about").get(lang)),
        )
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let mut line = command_line(context.lang);
    line.build();
    let name = matches.get_one::<String>("command");
    let command = name.and_then(|name| line.find_subcommand_mut(name));
    say(&match command {
        Some(command) => command.render_help().ansi().to_string(),
        None => whole(context.lang),
    });
    Ok(Exit::Done)
}

/// The help of the whole program.
pub fn whole(lang: Lang) -> String {
    command_line(lang).render_help().ansi().to_string()
}
