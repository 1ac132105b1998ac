//! `insyn approve`: records that somebody has approved records as they stand.

use clap::{Arg, ArgAction, ArgMatches};

use super::{
    Command, Context, Exit, Progress, difference, dry_run_argument, format_argument, format_of, print_findings, read_and_check, refused,
    say, tell,
};
use crate::diagnostic::{Both, Diagnostic, Severity};
use crate::disk;
use crate::edit::approve::{Approval, approve};
use crate::edit::named;
use crate::fault::Fault;
use crate::pipeline::Built;
use crate::site::{Approved, Record, RecordId, Site, State};
use crate::source::Audience;
use crate::span::SourceId;

pub static COMMAND: Command = Command {
    name: "approve",
    about: Both("Godkänn poster som de står nu", "Approve records as they stand now"),
    after: Both(
        "Exempel:\n  insyn approve andt-2016 --role enhetschef\n  insyn approve results/andt-2016 news/ny-plan --role \"kommunikationschef\"\n  insyn approve andt-2016 --role enhetschef --publish   också ett utkast, som då publiceras\n  insyn approve --all --role enhetschef                 allt som saknar godkännande\n\nGodkännandet skrivs i posten med roll, dag och ett fingeravtryck av det som står där. Ändras posten gäller det inte längre.\nVad som ändras för läsaren visar: insyn build --review\nTa tillbaka: insyn undo. Slutkod: 0 klart, 1 en post har fel och inget är godkänt, 2 kunde inte köras.",
        "Examples:\n  insyn approve andt-2016 --role \"head of unit\"\n  insyn approve results/andt-2016 news/new-plan --role \"head of communications\"\n  insyn approve andt-2016 --role \"head of unit\" --publish   a draft too, which is then published\n  insyn approve --all --role \"head of unit\"                 everything that lacks approval\n\nThe approval is written in the record with role, day and a fingerprint of what stands there. When the record changes it holds no longer.\nWhat changes for the reader is shown by: insyn build --review\nTake back: insyn undo. Exit code: 0 done, 1 a record has errors and nothing is approved, 2 could not run.",
    ),
    arguments: |command, lang| {
        let both = |sv, en| Both(sv, en).get(lang);
        command.args([
            Arg::new("id")
                .value_name("ID")
                .num_args(1..)
                .required_unless_present("all")
                .help(both("Posterna: id, mapp/id eller filens namn", "The records: id, folder/id or the file's name")),
            Arg::new("role")
                .long("role")
                .value_name(both("ROLL", "ROLE"))
                .required(true)
                .help(both("Rollen som godkänner, inte personens namn", "The role that approves, not the person's name")),
            Arg::new("publish")
                .long("publish")
                .action(ArgAction::SetTrue)
                .help(both("Ta också bort draft, så att posten publiceras", "Remove draft too, so that the record is published")),
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .conflicts_with("id")
                .help(both("Allt som saknar godkännande, utom utkast", "Everything that lacks approval, but drafts")),
            dry_run_argument(lang),
            format_argument(lang),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let role = role(matches.get_one::<String>("role").map_or("", String::as_str))?;
    let (sources, built) = read_and_check(context, Audience::Writers, &Progress::start(context))?;
    let site = &built.house.site;
    let ids = wanted(matches, site)?;
    let errors = errors(&built, &ids);
    if !errors.is_empty() {
        print_findings(&errors, &[], &sources, format_of(matches), context);
        tell(context, "Inget är godkänt: rätta felen först.\n", "Nothing is approved: mend the errors first.\n");
        return Ok(Exit::Errors);
    }
    let approval = Approval { role, date: context.today, publish: matches.get_flag("publish") };
    let edit = approve(&sources, site, &ids, &approval).map_err(|id| unchangeable(site.record(id)))?;
    let changes = edit.changes(&sources).map_err(|words| Fault::new(words.sv, words.en))?;
    if matches.get_flag("dry-run") {
        say(&difference(&changes));
        return Ok(Exit::Done);
    }
    if !changes.is_empty() {
        disk::rewrite(&context.root, &changes, &format!("insyn approve {}", names(site, &ids)))?;
    }
    ids.iter().for_each(|id| say_of(site.record(*id), &approval, context));
    if changes.is_empty() {
        tell(context, "Allt var redan godkänt så.\n", "All of it was approved so already.\n");
    } else {
        tell(context, "Ta tillbaka: insyn undo\n", "Take back: insyn undo\n");
    }
    Ok(Exit::Done)
}

/// The role as it is written; a role is words.
fn role(written: &str) -> Result<&str, Fault> {
    let role = written.trim();
    if role.chars().any(char::is_alphabetic) && !role.contains(['\n', '\r']) {
        return Ok(role);
    }
    Err(Fault::new("Här saknas rollen som godkänner.", "The role that approves is missing.")
        .help("Skriv till exempel: --role enhetschef", "Write for example: --role \"head of unit\""))
}

fn wanted(matches: &ArgMatches, site: &Site) -> Result<Vec<RecordId>, Fault> {
    if matches.get_flag("all") {
        let asked = |record: &Record| match record.state {
            State::Unapproved => true,
            State::Published => record.approved != Approved::Holds,
            _ => false,
        };
        return Ok(site.all().filter(|(_, record)| asked(record)).map(|(id, _)| id).collect());
    }
    let mut ids = Vec::new();
    for word in matches.get_many::<String>("id").into_iter().flatten() {
        let id = named(site, word).map_err(refused)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// The errors in the files of some records, their translations and spreadsheets. That a published page would be lost for want of approval is
/// what the approval mends.
fn errors(built: &Built, ids: &[RecordId]) -> Vec<Diagnostic> {
    let site = &built.house.site;
    let mut files: Vec<SourceId> = Vec::new();
    for record in ids.iter().map(|id| site.record(*id)) {
        files.push(SourceId::of(&record.path));
        files.extend(record.translations.iter().map(|translation| translation.span.source));
        files.extend(record.books.iter().map(|book| book.id));
    }
    let errors = built.diagnostics.iter().filter(|found| found.severity == Severity::Error && found.lint.name != "vanished-page");
    errors.filter(|found| files.contains(&found.span.source)).cloned().collect()
}

fn unchangeable(record: &Record) -> Fault {
    Fault::new(format!("Posten i {} går inte att ändra.", record.path), format!("The record in {} cannot be changed.", record.path))
        .help("Kör insyn check och rätta felen i filen.", "Run insyn check and mend the errors in the file.")
}

fn names(site: &Site, ids: &[RecordId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| &*site.record(*id).id).collect();
    names.join(" ")
}

/// Says what was approved, whether that is for the first time, and what keeps it from readers all the same.
fn say_of(record: &Record, approval: &Approval, context: &Context) {
    let (title, path) = (&*record.common.title, &record.path);
    let (since_sv, since_en) = match (&record.common.approval, record.approved) {
        (Some(last), Approved::Changed) => {
            let (role, day) = (&*last.role, &last.date.0.written);
            (format!("ändrad sedan {role} godkände den {day}"), format!("changed since {role} approved it on {day}"))
        }
        (Some(_), _) => ("oförändrad sedan den senast godkändes".to_owned(), "unchanged since it was last approved".to_owned()),
        (None, _) => ("för första gången".to_owned(), "for the first time".to_owned()),
    };
    let (left_sv, left_en) = match record.state {
        State::Draft if !approval.publish => (
            "\n  Den är ett utkast: ta bort raden draft, eller kör med --publish.",
            "\n  It is a draft: remove the line draft, or run with --publish.",
        ),
        State::Embargoed => ("\n  Den visas först den dag som not-before säger.", "\n  It is shown from the day that not-before says."),
        State::Expired => ("\n  Dess sista dag har passerat.", "\n  Its last day has passed."),
        State::Withdrawn => ("\n  Den är tillbakadragen.", "\n  It is withdrawn."),
        _ => ("", ""),
    };
    tell(
        context,
        &format!("Godkänd, {since_sv}: {title} ({path}){left_sv}\n"),
        &format!("Approved, {since_en}: {title} ({path}){left_en}\n"),
    );
}
