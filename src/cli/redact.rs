//! `insyn redact`: takes a value out of every place of the sources for good, and leaves the correction that says so.

use std::io::{BufRead, IsTerminal};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches};

use super::{Command, Context, Exit, Progress, dry_run_argument, grouped, print_findings, read_and_check, refused, say, tell};
use crate::diagnostic::{Both, Diagnostic, Lang, Severity};
use crate::edit::left::{Line, left, turned};
use crate::edit::redact::{Redacted, Wish, is_figure, redact};
use crate::edit::words::{masked, stand_in};
use crate::edit::{named, new_findings};
use crate::fault::Fault;
use crate::history::Snapshot;
use crate::source::Audience;
use crate::{disk, pipeline};

pub static COMMAND: Command = Command {
    name: "redact",
    about: Both("Ta bort en uppgift överallt, för gott", "Take a fact out everywhere, for good"),
    after: Both(
        "Exempel:\n  insyn redact rektorn role.rektor.named             en uppgift, och samma ord överallt\n  insyn redact ny-skola --words \"Anna Andersson\"      ord i texten\n  insyn redact ny-skola --words \"Anna Andersson\" --words \"070-123 45 67\" --dry-run\n\nOrden tas bort ur posten, översättningar, citat, lagrade handlingar, id, adresser och filnamn, och i posterna står en daterad rättelse som säger att något är borttaget men inte vad. Det går inte att ta tillbaka.\nPDF, bilder, Word och Excel kan inte ändras: de som innehåller orden räknas upp.\nKör sedan insyn publish --redact.\nSlutkod: 0 allt är borta, 1 något är kvar att göra (det står vad), 2 kunde inte köras.",
        "Examples:\n  insyn redact head role.head.named                  a fact, and the same words everywhere\n  insyn redact new-school --words \"Anna Andersson\"    words in the text\n  insyn redact new-school --words \"Anna Andersson\" --words \"070-123 45 67\" --dry-run\n\nThe words are taken out of the record, translations, quotes, stored documents, ids, addresses and names of files, and a dated correction in the records says that something was taken out but not what. It cannot be taken back.\nPDF, pictures, Word and Excel cannot be changed: those that hold the words are listed.\nThen run insyn publish --redact.\nExit code: 0 all of it is gone, 1 something is left to do (it says what), 2 could not run.",
    ),
    arguments: |command, lang| {
        let both = |sv, en| Both(sv, en).get(lang);
        command.args([
            Arg::new("id")
                .value_name("ID")
                .required(true)
                .help(both("Posten: id, mapp/id eller filens namn", "The record: id, folder/id or the file's name")),
            Arg::new("field")
                .value_name(both("UPPGIFT", "FACT"))
                .required_unless_present("words")
                .help(both("Uppgiften som ska bort, som nyckel.id.nyckel", "The fact that is to go, as key.id.key")),
            Arg::new("words").long("words").value_name(both("ORD", "WORDS")).action(ArgAction::Append).allow_hyphen_values(true).help(
                both(
                    "Ord som ska bort var de än står; får anges flera gånger",
                    "Words that are to go wherever they stand; may be given several times",
                ),
            ),
            Arg::new("reason")
                .long("reason")
                .value_name(both("SKÄL", "REASON"))
                .help(both("Varför, utan siffror och utan det som tas bort", "Why, without figures and without what is taken out")),
            Arg::new("yes").long("yes").action(ArgAction::SetTrue).help(both("Fråga inte först", "Do not ask first")),
            dry_run_argument(lang),
        ])
    },
    run,
};

const REASON: Both = Both("En uppgift som inte ska vara offentlig är borttagen.", "A fact that is not to be public was taken out.");

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let reason = text("reason").unwrap_or(REASON.get(context.lang));
    if reason.trim().is_empty() || reason.contains(char::is_numeric) {
        return Err(Fault::new("Skälet ska vara ord, utan siffror.", "The reason is to be words, without figures.")
            .help("I siffror kan det gamla värdet stå kvar.", "The old value could be left in figures."));
    }
    let (sources, before) = read_and_check(context, Audience::Writers, &Progress::start(context))?;
    let site = &before.house.site;
    let id = named(site, text("id").unwrap_or_default()).map_err(refused)?;
    let words = matches.get_many::<String>("words").into_iter().flatten().map(String::as_str).collect();
    let wish = Wish { path: text("field"), words, reason, date: context.today, lang: context.lang };
    let done = redact(&sources, site, id, &wish).map_err(refused)?;
    let holds = |text: &str| stand_in(&done.patterns, text);
    // What stands the other way round cannot be masked in files either, so it is told of where it stands, in their names too.
    let near = |text: &str| holds(text) || stand_in(&done.turned, text);
    let (mut found, closed) = disk::holding(&context.root, &sources, &near);
    found.extend(done.sources.texts.iter().filter(|text| stand_in(&done.turned, &text.path)).map(|text| text.path.clone()));
    // What nobody could look into matters where it hangs together with what was taken out, or was to be read.
    let named = |path: &Arc<str>| masked(&done.patterns, path).map_or_else(|| path.clone(), Arc::from);
    let found: Vec<Arc<str>> = found.iter().map(named).collect();
    let unread: Vec<&Arc<str>> = sources.unread.iter().map(|file| &file.path).collect();
    let closed: Vec<Arc<str>> = closed
        .into_iter()
        .filter(|path| unread.contains(&path) || done.beside.iter().any(|own| **own == **path))
        .map(|path| named(&path))
        .collect();
    let mut said = wish.path.map_or_else(Vec::new, |path| left(&sources, &before.house, id, path, &done));
    said.extend(turned(&done));
    said.sort();
    said.dedup();
    say_changes(&done, context);
    if matches.get_flag("dry-run") {
        say_left(&found, &closed, &said, context.lang);
        return Ok(Exit::Done);
    }
    if !matches.get_flag("yes") && !agreed(context.lang)? {
        tell(context, "Inget är ändrat.\n", "Nothing is changed.\n");
        return Ok(Exit::Done);
    }
    disk::rewrite_for_good(&context.root, &done.changes)?;
    let after = pipeline::build(&done.sources, Some(&before.documents));
    if let Some(last) = disk::last_edition(&context.root)?.as_deref().and_then(Snapshot::unpacked) {
        let (was, now) = (Snapshot::of(&before.house), Snapshot::of(&after.house));
        disk::keep_edition(&context.root, &last.cleaned(&was, &now, |text| masked(&done.patterns, text)).packed())?;
    }
    disk::forget(&context.root, &holds)?;
    let errors: Vec<Diagnostic> = new_errors(&before.diagnostics, after.diagnostics, &holds);
    print_errors(&errors, &done, context);
    say_left(&found, &closed, &said, context.lang);
    let figure = wish.path.and_then(|path| site.record(id).fact(path, false).ok()).is_some_and(|fact| is_figure(fact.decl.shape));
    say_rest(figure, context);
    let is_gone = found.is_empty() && closed.is_empty() && said.is_empty() && errors.is_empty();
    Ok(if is_gone { Exit::Done } else { Exit::Errors })
}

/// Errors that came of it. That pages have other addresses now is as it was meant.
fn new_errors(before: &[Diagnostic], now: Vec<Diagnostic>, holds: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let is_meant = |found: &Diagnostic| found.lint.name == "vanished-page" && holds(&found.message.sv);
    new_findings(before, now).into_iter().filter(|found| found.severity == Severity::Error && !is_meant(found)).collect()
}

fn print_errors(errors: &[Diagnostic], done: &Redacted, context: &Context) {
    if !errors.is_empty() {
        print_findings(errors, &[], &done.sources, "text", context);
        tell(
            context,
            "Det är borttaget, men felen ovan måste rättas innan det går att bygga.\n",
            "It is taken out, but the errors above must be mended before the site can be built.\n",
        );
    }
}

/// Which files change and what they are called; never what is taken out.
fn say_changes(done: &Redacted, context: &Context) {
    if done.changes.is_empty() {
        return tell(context, "Det står inte i någon text här.\n", "It stands in no text here.\n");
    }
    let count = grouped(done.changes.len());
    let files: String = done.changes.iter().map(|change| format!("  {}\n", change.to)).collect();
    let told: String =
        done.told.iter().map(|path| format!("  {}\n", masked(&done.patterns, path).unwrap_or_else(|| path.to_string()))).collect();
    tell(
        context,
        &format!("Filer som ändras ({count}):\n{files}En rättelse säger att något är borttaget i:\n{told}"),
        &format!("Files that change ({count}):\n{files}A correction says that something was taken out in:\n{told}"),
    );
}

/// Asks on a terminal; elsewhere `--yes` must have been said.
fn agreed(lang: Lang) -> Result<bool, Fault> {
    if !std::io::stdin().is_terminal() {
        return Err(Fault::new(
            "Det går inte att ta tillbaka, så det måste bekräftas.",
            "It cannot be taken back, so it must be confirmed.",
        )
        .help(
            "Kör med --yes, eller se först vad som ändras med --dry-run.",
            "Run with --yes, or look first at what changes with --dry-run.",
        ));
    }
    say(Both("Det går inte att ta tillbaka. Ta bort? (ja/nej) ", "It cannot be taken back. Take it out? (yes/no) ").get(lang));
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    Ok(matches!(answer.trim().to_lowercase().as_str(), "ja" | "j" | "yes" | "y"))
}

/// What the program cannot change; told also with `--quiet`.
fn say_left(found: &[Arc<str>], closed: &[Arc<str>], said: &[Line], lang: Lang) {
    let list = |files: &[Arc<str>]| files.iter().map(|file| format!("  {file}\n")).collect::<String>();
    if !found.is_empty() {
        let words = Both(
            "Orden står kvar i filer som programmet inte kan ändra. Byt ut dem eller ta bort dem:",
            "The words are left in files that the program cannot change. Replace or remove them:",
        );
        say(&format!("{}\n{}", words.get(lang), list(found)));
    }
    if !closed.is_empty() {
        let words = Both(
            "Filer som hör ihop med detta och inte går att läsa här. Titta i dem själv:",
            "Files that belong to this and cannot be read here. Look into them yourself:",
        );
        say(&format!("{}\n{}", words.get(lang), list(closed)));
    }
    if !said.is_empty() {
        let words = Both(
            "Värdet kan stå kvar på de här raderna. Läs dem, och ta bort det som säger det, i filen eller med --words:",
            "The value may be left in these lines. Read them, and take out what says it, in the file or with --words:",
        );
        let lines: String = said.iter().map(|(file, line)| format!("  {file}:{line}\n")).collect();
        say(&format!("{}\n{lines}", words.get(lang)));
    }
}

fn say_rest(figure: bool, context: &Context) {
    if figure {
        tell(
            context,
            "Talet är borta ur uppgiften och ur citaten vid den. Står det i löpande text eller någon annanstans i en handling:\n\
             ta bort den meningen med --words.\n",
            "The figure is gone from the fact and the quotes beside it. If it stands in running text or elsewhere in a document:\n\
             take that sentence out with --words.\n",
        );
    }
    tell(
        context,
        "Kör nu insyn publish --redact, eller insyn build där någon annan lägger ut public/: först då är det borta för läsarna.\n\
         Kvar för webbansvarig: versionshistorik, tidigare utgåvor och säkerhetskopior på servern, kopior som lämnats ut,\n\
         cachar, och sökmotorer (be dem ta bort sidan).\n",
        "Now run insyn publish --redact, or insyn build where somebody else puts public/ out: only then is it gone for readers.\n\
         Left for the web staff: version history, earlier releases and backups on the server, copies that were handed out,\n\
         caches, and search engines (ask them to remove the page).\n",
    );
}
