//! `insyn check`: reads everything, finds what is wrong, writes nothing.

use clap::ArgMatches;

use super::{Command, Context, Exit, Progress, format_argument, format_of, grouped, print_findings};
use crate::diagnostic::{Both, Words};
use crate::fault::Fault;
use crate::source::Audience;
use crate::{disk, pipeline};

pub static COMMAND: Command = Command {
    name: "check",
    about: Both("Kontrollera allt innehåll utan att bygga", "Check all content without building"),
    after: Both(
        "Exempel:\n  insyn check\n  insyn check --format line    en rad per fynd, för skärmläsare\n  insyn check --format sarif   för redigerare och granskning\n\nSlutkod: 0 inga fel, 1 fel i innehållet, 2 kunde inte köras.",
        "Examples:\n  insyn check\n  insyn check --format line    one line a finding, for screen readers\n  insyn check --format sarif   for editors and reviews\n\nExit code: 0 no errors, 1 errors in the content, 2 could not run.",
    ),
    arguments: |command, lang| command.arg(format_argument(lang)),
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let progress = Progress::start(context);
    progress.now(|| Words::new("Läser filer …", "Reading files …"));
    let sources = disk::read(&context.root, context.today, Audience::Writers)?;
    let count = grouped(sources.texts.len());
    progress.now(|| Words::new(format!("Läser och kontrollerar {count} filer …"), format!("Reading and checking {count} files …")));
    let built = pipeline::build(&sources, None);
    drop(progress);
    print_findings(&built.diagnostics, &sources, format_of(matches), context);
    Ok(if pipeline::has_errors(&built.diagnostics) { Exit::Errors } else { Exit::Done })
}
