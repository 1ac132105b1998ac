//! `insyn check`: reads everything and finds what is wrong; with `--fix` it mends what has one right answer.

use clap::{Arg, ArgAction, ArgMatches};

use super::{
    Command, Context, Exit, Progress, difference, dry_run_argument, format_argument, format_of, grouped, print_findings, read_and_check,
    say, tell,
};
use crate::diagnostic::{Both, Words};
use crate::fault::Fault;
use crate::pipeline::Built;
use crate::source::{Audience, Sources};
use crate::{disk, edit, pipeline};

pub static COMMAND: Command = Command {
    name: "check",
    about: Both("Kontrollera allt innehåll utan att bygga", "Check all content without building"),
    after: Both(
        "Exempel:\n  insyn check\n  insyn check --fix            rätta det som har ett enda rätt svar\n  insyn check --fix --dry-run  visa bara vad som skulle rättas\n  insyn check --format line    en rad per fynd, för skärmläsare\n  insyn check --format sarif   för redigerare och granskning\n\nSlutkod: 0 inga fel, 1 fel i innehållet, 2 kunde inte köras.",
        "Examples:\n  insyn check\n  insyn check --fix            mend what has one right answer\n  insyn check --fix --dry-run  only show what would be mended\n  insyn check --format line    one line a finding, for screen readers\n  insyn check --format sarif   for editors and reviews\n\nExit code: 0 no errors, 1 errors in the content, 2 could not run.",
    ),
    arguments: |command, lang| {
        let fix = Both("Rätta det som har ett enda rätt svar", "Mend what has one right answer");
        let fix = Arg::new("fix").long("fix").action(ArgAction::SetTrue).help(fix.get(lang));
        command.args([format_argument(lang), fix, dry_run_argument(lang).requires("fix")])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let progress = Progress::start(context);
    let (sources, built) = read_and_check(context, Audience::Writers, &progress)?;
    if matches.get_flag("fix") {
        return mend(matches, context, progress, &sources, built);
    }
    drop(progress);
    let format = format_of(matches);
    print_findings(&built.diagnostics, &built.silenced, &sources, format, context);
    let mendable = built.diagnostics.iter().filter(|found| found.fix.is_some()).count();
    if mendable > 0 && format == "text" {
        let count = grouped(mendable);
        tell(
            context,
            &format!("Programmet kan rätta {count} av dem: insyn check --fix\n"),
            &format!("The program can mend {count} of them: insyn check --fix\n"),
        );
    }
    Ok(ended(&built))
}

/// Mends what can be mended, says what it was, and tells what is left.
fn mend(matches: &ArgMatches, context: &Context, progress: Progress, sources: &Sources, built: Built) -> Result<Exit, Fault> {
    progress.now(|| Words::new("Rättar …", "Mending …"));
    let mended = edit::fix::fix(sources, built);
    drop(progress);
    let text = format_of(matches) == "text";
    if matches.get_flag("dry-run") {
        say(&difference(&mended.changes));
        return Ok(ended(&mended.built));
    }
    if !mended.changes.is_empty() {
        disk::rewrite(&context.root, &mended.changes, "insyn check --fix")?;
    }
    if text {
        let (sv, en) = match mended.told.len() {
            0 => ("Inget av fynden har ett enda rätt svar.\n".to_owned(), "None of the findings has one right answer.\n".to_owned()),
            _ => ("Ta tillbaka: insyn undo\n".to_owned(), "Take back: insyn undo\n".to_owned()),
        };
        let list = |words: fn(&Words) -> &str| -> String {
            mended.told.iter().map(|(path, line, what)| format!("{path}:{line}: {}\n", words(what))).collect()
        };
        let (head_sv, head_en) = if mended.told.is_empty() { ("", "") } else { ("Rättat:\n", "Mended:\n") };
        tell(context, &format!("{head_sv}{}{sv}", list(|words| &words.sv)), &format!("{head_en}{}{en}", list(|words| &words.en)));
    }
    print_findings(&mended.built.diagnostics, &mended.built.silenced, &mended.sources, format_of(matches), context);
    Ok(ended(&mended.built))
}

fn ended(built: &Built) -> Exit {
    if pipeline::has_errors(&built.diagnostics) { Exit::Errors } else { Exit::Done }
}
