//! `insyn correct`: puts a published fact right, with a dated note of what stood there before.

use clap::{Arg, ArgMatches};

use super::{Command, Context, Exit, Progress, difference, dry_run_argument, print_findings, read_and_check, refused, say, tell};
use crate::diagnostic::{Both, Diagnostic, Severity};
use crate::disk;
use crate::edit::correct::{Corrected, Wish, correct};
use crate::edit::{after, named, new_findings};
use crate::fault::Fault;
use crate::pipeline;
use crate::site::{Approved, Record};
use crate::source::Audience;

pub static COMMAND: Command = Command {
    name: "correct",
    about: Both("Rätta en publicerad uppgift, med en daterad rättelse", "Correct a published fact, with a dated note"),
    after: Both(
        "Exempel:\n  insyn correct andt-2016 observation.godkanda-2016.value --new 90 --reason \"Ett besök var räknat två gånger.\"\n  insyn correct andt-2016 --old \"i mars\" --new \"i maj\" --reason \"Fel månad.\"   ord i texten\n  insyn correct andt-2016 summary --old \"Det som stod\" --reason \"…\"           redan rättat i filen\n  insyn correct andt-2016                                                      öppna en rättelse att fylla i\n\nSidan visar vad som stod, vad som står nu, dagen och skälet. Det som ska bort tas bort med: insyn redact\nTa tillbaka: insyn undo. Slutkod: 0 klart, 1 värdet kan inte stå där och inget är ändrat, 2 kunde inte köras.",
        "Examples:\n  insyn correct andt-2016 observation.godkanda-2016.value --new 90 --reason \"A visit was counted twice.\"\n  insyn correct andt-2016 --old \"in March\" --new \"in May\" --reason \"Wrong month.\"   words in the text\n  insyn correct andt-2016 summary --old \"What it said\" --reason \"…\"               mended in the file already\n  insyn correct andt-2016                                                          open a note to fill in\n\nThe page shows what stood there, what stands there now, the day and the reason. What must go is taken out by: insyn redact\nTake back: insyn undo. Exit code: 0 done, 1 the value cannot stand there and nothing is changed, 2 could not run.",
    ),
    arguments: |command, lang| {
        let both = |sv, en| Both(sv, en).get(lang);
        let value = |name: &'static str, sv, en| {
            Arg::new(name).long(name).value_name(both("VÄRDE", "VALUE")).allow_hyphen_values(true).help(both(sv, en))
        };
        command.args([
            Arg::new("id")
                .value_name("ID")
                .required(true)
                .help(both("Posten: id, mapp/id eller filens namn", "The record: id, folder/id or the file's name")),
            Arg::new("path").value_name(both("UPPGIFT", "FACT")).help(both(
                "Uppgiften, som nyckel.id.nyckel; utan den gäller det texten",
                "The fact, as key.id.key; without it the running text",
            )),
            value("old", "Vad som stod (annars det som står i filen)", "What stood there (else what stands in the file)"),
            value("new", "Vad som ska stå", "What is to stand there"),
            value("reason", "Varför, i en mening som läsare ser", "Why, in a sentence that readers see").value_name(both("SKÄL", "REASON")),
            dry_run_argument(lang),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (sources, before) = read_and_check(context, Audience::Writers, &Progress::start(context))?;
    let site = &before.house.site;
    let record = site.record(named(site, text("id").unwrap_or_default()).map_err(refused)?);
    let wish =
        Wish { path: text("path"), old: text("old"), new: text("new"), reason: text("reason"), date: context.today, lang: context.lang };
    let done = correct(&sources, record, &wish).map_err(refused)?;
    if matches.get_flag("dry-run") {
        say(&difference(&done.changes));
        return Ok(Exit::Done);
    }
    // What is left to fill in is asked for by `check`; anything else that becomes wrong is not written.
    if !done.unfinished {
        let sources = after(&sources, &done.changes);
        let found = new_errors(&before.diagnostics, pipeline::build(&sources, Some(&before.documents)).diagnostics);
        if !found.is_empty() {
            print_findings(&found, &[], &sources, "text", context);
            tell(context, "Inget är ändrat.\n", "Nothing is changed.\n");
            return Ok(Exit::Errors);
        }
    }
    disk::rewrite(&context.root, &done.changes, &format!("insyn correct {}", record.id))?;
    say_what(record, &wish, &done, context);
    Ok(Exit::Done)
}

/// Errors that were not there before; that an approval is void is told apart.
fn new_errors(before: &[Diagnostic], now: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_error = |found: &Diagnostic| found.severity == Severity::Error && found.lint.name != "vanished-page";
    new_findings(before, now).into_iter().filter(is_error).collect()
}

fn say_what(record: &Record, wish: &Wish, done: &Corrected, context: &Context) {
    let path = &record.path;
    let what = wish.path.map(|path| format!("{path}: ")).unwrap_or_default();
    let line = match (&done.old, &done.new) {
        (Some(old), Some(new)) if !old.is_empty() && !new.is_empty() => format!("  {what}{old} → {new}\n"),
        _ => String::new(),
    };
    tell(context, &format!("En rättelse står nu i {path}.\n{line}"), &format!("A correction now stands in {path}.\n{line}"));
    if done.unfinished {
        tell(
            context,
            "Fyll i det som står tomt i den: insyn check visar var.\n",
            "Fill in what is empty in it: insyn check shows where.\n",
        );
    }
    for translation in &record.translations {
        let lang = &translation.lang;
        tell(
            context,
            &format!("Rätta också översättningen till {lang}, om den säger samma sak.\n"),
            &format!("Mend the translation into {lang} too, if it says the same.\n"),
        );
    }
    if record.approved == Approved::Holds {
        tell(
            context,
            &format!("Godkännandet gäller inte längre: insyn approve {} --role \"…\"\n", record.id),
            &format!("The approval holds no longer: insyn approve {} --role \"…\"\n", record.id),
        );
    }
    tell(context, "Ta tillbaka: insyn undo\n", "Take back: insyn undo\n");
}
