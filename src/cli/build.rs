//! `insyn build`: makes the site in `public/`, or nothing at all when the content has errors.

use clap::{Arg, ArgAction, ArgMatches};

use super::{Command, Context, Exit, Progress, format_argument, format_of, grouped, print_findings};
use crate::diagnostic::Both;
use crate::fault::Fault;
use crate::source::Audience;
use crate::{disk, pipeline};

pub static COMMAND: Command = Command {
    name: "build",
    about: Both("Bygg webbplatsen i public/", "Build the site in public/"),
    after: Both(
        "Exempel:\n  insyn build\n  insyn build --drafts --date 2026-12-01\n\nFinns det fel i innehållet skrivs ingenting.",
        "Examples:\n  insyn build\n  insyn build --drafts --date 2026-12-01\n\nWith errors in the content nothing is written.",
    ),
    arguments: |command, lang| {
        command.arg(format_argument(lang)).args([
            Arg::new("drafts")
                .long("drafts")
                .action(ArgAction::SetTrue)
                .help(Both("Ta med utkast, märkta", "Include drafts, marked").get(lang)),
            Arg::new("force").long("force").action(ArgAction::SetTrue).help(
                Both(
                    "Skriv i public/ även om där ligger andras filer; de får stå kvar",
                    "Write to public/ though it holds others' files; they stay",
                )
                .get(lang),
            ),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let audience = if matches.get_flag("drafts") { Audience::Writers } else { Audience::Public };
    let progress = Progress::start(context);
    progress.now("Läser filer …", "Reading files …");
    let sources = disk::read(&context.root, context.today, audience)?;
    let count = grouped(sources.texts.len());
    progress.now(format!("Läser och kontrollerar {count} filer …"), format!("Reading and checking {count} files …"));
    let built = pipeline::build(&sources, None);
    drop(progress);
    print_findings(&built.diagnostics, &sources, format_of(matches), context);
    Ok(if pipeline::has_errors(&built.diagnostics) { Exit::Errors } else { Exit::Done })
}
