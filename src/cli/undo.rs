//! `insyn undo`: takes back what the last command changed in the sources.

use clap::ArgMatches;

use super::{Command, Context, Exit, tell};
use crate::diagnostic::Both;
use crate::disk;
use crate::fault::Fault;

pub static COMMAND: Command = Command {
    name: "undo",
    about: Both("Ta tillbaka den senaste ändringen som ett kommando gjorde", "Take back the last change that a command made"),
    after: Both(
        "Exempel:\n  insyn undo\n\nGäller check --fix och andra kommandon som ändrar i content. De senaste 20 ändringarna kan tas tillbaka, en i taget. Har en av filerna ändrats sedan dess rörs ingen av dem.",
        "Examples:\n  insyn undo\n\nHolds for check --fix and other commands that change content. The last 20 changes can be taken back, one at a time. If one of the files has changed since, none is touched.",
    ),
    arguments: |command, _| command,
    run,
};

fn run(_: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    match disk::undo(&context.root)? {
        None => tell(context, "Det finns ingen ändring att ta tillbaka.\n", "There is no change to take back.\n"),
        Some((what, files)) => {
            let list: String = files.iter().map(|file| format!("  {file}\n")).collect();
            tell(context, &format!("Tog tillbaka: {what}\n{list}"), &format!("Took back: {what}\n{list}"));
        }
    }
    Ok(Exit::Done)
}
