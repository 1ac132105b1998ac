//! `insyn build`: makes the site in `public/`, or nothing at all when the content has errors.

mod portable;

use clap::{Arg, ArgAction, ArgMatches};

use super::{Command, Context, Exit, Progress, format_argument, format_of, grouped, print_findings, tell};
use crate::diagnostic::{Both, Words};
use crate::disk::Written;
use crate::fault::Fault;
use crate::house::House;
use crate::source::Audience;
use crate::{disk, pipeline};

pub static COMMAND: Command = Command {
    name: "build",
    about: Both("Bygg webbplatsen i public/", "Build the site in public/"),
    after: Both(
        "Exempel:\n  insyn build\n  insyn build --drafts --date 2026-12-01\n  insyn build --portable             en mapp och en zip att lämna över\n  insyn build --portable --to E:\\    på ett USB-minne\n\nFinns det fel i innehållet skrivs ingenting.",
        "Examples:\n  insyn build\n  insyn build --drafts --date 2026-12-01\n  insyn build --portable             a folder and a zip to hand over\n  insyn build --portable --to E:\\    on a memory stick\n\nWith errors in the content nothing is written.",
    ),
    arguments: |command, lang| {
        command
            .arg(format_argument(lang))
            .args([
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
            .args(portable::arguments(lang))
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let audience = if matches.get_flag("drafts") { Audience::Writers } else { Audience::Public };
    let progress = Progress::start(context);
    progress.now(|| Words::new("Läser filer …", "Reading files …"));
    let sources = disk::read(&context.root, context.today, audience)?;
    let count = grouped(sources.texts.len());
    progress.now(|| Words::new(format!("Läser och kontrollerar {count} filer …"), format!("Reading and checking {count} files …")));
    let built = pipeline::build(&sources, None);
    let format = format_of(matches);
    if pipeline::has_errors(&built.diagnostics) {
        drop(progress);
        print_findings(&built.diagnostics, &sources, format, context);
        return Ok(Exit::Errors);
    }
    if matches.get_flag("portable") {
        return portable::run(matches, context, progress, &sources, built);
    }
    let folder = disk::Folder::open(&context.root, matches.get_flag("force"))?;
    let found = pipeline::make_all(&built.house, &sources, &folder, &making(&progress, &built.house))?;
    drop(progress);
    let findings: Vec<_> = built.diagnostics.into_iter().chain(found).collect();
    print_findings(&findings, &sources, format, context);
    if pipeline::has_errors(&findings) {
        folder.abandon();
        return Ok(Exit::Errors);
    }
    let written = folder.commit()?;
    if format == "text" {
        say_what(&written, context);
    }
    Ok(Exit::Done)
}

/// Tells how many files are made so far.
fn making(progress: &Progress, house: &House) -> impl Fn(usize) + Sync {
    let all = grouped(house.plan.outputs.len());
    move |done| {
        let done = grouped(done);
        progress.now(|| Words::new(format!("Bygger {done} av {all} filer …"), format!("Building {done} of {all} files …")));
    }
}

fn say_what(written: &Written, context: &Context) {
    let (files, changed, removed) = (grouped(written.files), grouped(written.changed), grouped(written.removed));
    let place = context.root.join("public");
    let place = place.display();
    tell(
        context,
        &format!(
            "{files} filer i {place}: {changed} nya eller ändrade, {removed} borttagna.
"
        ),
        &format!(
            "{files} files in {place}: {changed} new or changed, {removed} removed.
"
        ),
    );
}
