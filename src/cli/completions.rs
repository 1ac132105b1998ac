//! `insyn completions`: what lets a shell complete commands and options at the Tab key.

use clap::{Arg, ArgMatches, value_parser};
use clap_complete::Shell;

use super::{Command, Context, Exit, command_line, say};
use crate::diagnostic::Both;
use crate::fault::Fault;

pub static COMMAND: Command = Command {
    name: "completions",
    about: Both("Skriv ut det som låter skalet fylla i kommandon", "Print what lets the shell complete commands"),
    after: Both(
        "Så använder du det:\n  powershell  insyn completions powershell >> $PROFILE\n  bash        insyn completions bash > ~/.local/share/bash-completion/completions/insyn\n  zsh         insyn completions zsh > ~/.zfunc/_insyn   (med ~/.zfunc i $fpath)\n  fish        insyn completions fish > ~/.config/fish/completions/insyn.fish\n  elvish      insyn completions elvish >> ~/.config/elvish/rc.elv\n\nÖppna sedan ett nytt fönster.",
        "How to use it:\n  powershell  insyn completions powershell >> $PROFILE\n  bash        insyn completions bash > ~/.local/share/bash-completion/completions/insyn\n  zsh         insyn completions zsh > ~/.zfunc/_insyn   (with ~/.zfunc in $fpath)\n  fish        insyn completions fish > ~/.config/fish/completions/insyn.fish\n  elvish      insyn completions elvish >> ~/.config/elvish/rc.elv\n\nThen open a new window.",
    ),
    arguments: |command, lang| {
        command.arg(
            Arg::new("shell")
                .value_name(Both("SKAL", "SHELL").get(lang))
                .required(true)
                .value_parser(value_parser!(Shell))
                .help(Both("Skalet", "The shell").get(lang)),
        )
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut command_line(context.lang), "insyn", &mut script);
        say(&String::from_utf8_lossy(&script));
    }
    Ok(Exit::Done)
}
