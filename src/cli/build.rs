//! `insyn build`: makes the site in `public/`, or nothing at all when the content has errors.

use clap::{Arg, ArgAction, ArgMatches};

use super::{Command, Context, Exit, format_argument, format_of, print_findings, say};
use crate::diagnostic::{Both, Words};
use crate::disk::Written;
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
    let sources = disk::read(&context.root, context.today, audience)?;
    let built = pipeline::build(&sources, None);
    let format = format_of(matches);
    if pipeline::has_errors(&built.diagnostics) {
        print_findings(&built.diagnostics, &sources, format, context);
        return Ok(Exit::Errors);
    }
    let folder = disk::Folder::open(&context.root, matches.get_flag("force"))?;
    let found = pipeline::make_all(&built.house, &sources, &folder, &|_| {})?;
    let all: Vec<_> = built.diagnostics.into_iter().chain(found).collect();
    print_findings(&all, &sources, format, context);
    if pipeline::has_errors(&all) {
        folder.abandon();
        return Ok(Exit::Errors);
    }
    let written = folder.commit()?;
    if !context.quiet && format == "text" {
        say(&summary(&written, context));
    }
    Ok(Exit::Done)
}

fn summary(written: &disk::Written, context: &Context) -> String {
    let Written { files, changed, removed } = written;
    let place = context.root.join("public");
    let place = place.display();
    Words::new(
        format!("{files} filer i {place}: {changed} nya eller ändrade, {removed} borttagna.\n"),
        format!("{files} files in {place}: {changed} new or changed, {removed} removed.\n"),
    )
    .get(context.lang)
    .to_owned()
}
