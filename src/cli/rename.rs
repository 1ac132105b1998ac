//! `insyn rename`: gives a record another id, everything that names it with it, and lets its old address lead to the new one.

use clap::{Arg, ArgMatches};

use super::{Command, Context, Exit, Progress, difference, dry_run_argument, read_and_check, refused, say, tell};
use crate::diagnostic::{Both, Diagnostic, Severity, Words};
use crate::disk;
use crate::edit::rename::{Renamed, rename};
use crate::fault::Fault;
use crate::source::Audience;
use crate::span::Lines;

pub static COMMAND: Command = Command {
    name: "rename",
    about: Both(
        "Ge en post ett annat id, och låt den gamla adressen leda dit",
        "Give a record another id, and let its old address lead there",
    ),
    after: Both(
        "Exempel:\n  insyn rename andt-2016 alkohol-och-droger-2016\n  insyn rename results/andt-2016 alkohol-och-droger-2016   när flera sorters poster har samma id\n  insyn rename andt-2016 alkohol-2016 --dry-run            visa bara vad som skulle ändras\n\nFlyttar posten, dess översättningar och det som ligger bredvid den, ändrar varje hänvisning och länk, och skriver den gamla adressen i formerly. Ger det ett nytt fel ändras inget. Ta tillbaka: insyn undo\n\nSlutkod: 0 klart, 1 klart men något måste ändras för hand, 2 kunde inte köras.",
        "Examples:\n  insyn rename andt-2016 alcohol-and-drugs-2016\n  insyn rename results/andt-2016 alcohol-and-drugs-2016   when several kinds of record have the same id\n  insyn rename andt-2016 alcohol-2016 --dry-run           only show what would change\n\nMoves the record, its translations and what lies beside it, changes every reference and link, and writes the old address in formerly. If that makes a new error nothing is changed. Take back: insyn undo\n\nExit code: 0 done, 1 done but something must be changed by hand, 2 could not run.",
    ),
    arguments: |command, lang| {
        let both = |sv, en| Both(sv, en).get(lang);
        let old = Arg::new("old").value_name(both("GAMMALT", "OLD")).required(true);
        let new = Arg::new("new").value_name(both("NYTT", "NEW")).required(true);
        command.args([
            old.help(both("Postens id, eller mapp och id: results/andt-2016", "The record's id, or folder and id: results/andt-2016")),
            new.help(both("Id:t som den ska få: a–z, siffror, bindestreck", "The id that it is to have: a–z, digits, hyphens")),
            dry_run_argument(lang),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let (old, new) = (text("old"), text("new"));
    let progress = Progress::start(context);
    let (sources, built) = read_and_check(context, Audience::Writers, &progress)?;
    progress.now(|| Words::new("Byter namn och kontrollerar igen …", "Renaming and checking again …"));
    let renamed = rename(&sources, &built, old, new).map_err(refused)?;
    drop(progress);
    let Some(renamed) = renamed else {
        tell(context, "Posten heter redan så. Inget är ändrat.\n", "The record is called so already. Nothing was changed.\n");
        return Ok(Exit::Done);
    };
    if matches.get_flag("dry-run") {
        say(&difference(&renamed.changes));
    } else {
        disk::rewrite(&context.root, &renamed.changes, &format!("insyn rename {old} {new}"))?;
        let (sv, en) = done(&renamed);
        tell(context, &sv, &en);
    }
    // What a person has to do is no chatter: it is said with --quiet too.
    say(by_hand(&renamed).get(context.lang));
    let look = look_at(&renamed);
    tell(context, &look.sv, &look.en);
    Ok(if renamed.told.iter().any(|told| told.must) { Exit::Errors } else { Exit::Done })
}

/// What was done.
fn done(renamed: &Renamed) -> (String, String) {
    let Renamed { kind, old, new, changes, left, references, .. } = renamed;
    let mut list = String::new();
    for change in changes {
        let to = if change.from == change.to { String::new() } else { format!(" → {}", change.to) };
        list.push_str(&format!("  {}{to}\n", change.from));
    }
    let addresses: String = left.iter().map(|address| format!("  {address}\n")).collect();
    let (sv, en) = match left.len() {
        0 => Default::default(),
        _ => (format!("Leder nu till den nya adressen:\n{addresses}"), format!("These lead to the new address now:\n{addresses}")),
    };
    let head = format!("{}/{old} → {}/{new}", kind.folder, kind.folder);
    (
        format!("{head}\nHänvisningar och länkar som ändrats: {references}\n{list}{sv}Ta tillbaka: insyn undo\n"),
        format!("{head}\nReferences and links changed: {references}\n{list}{en}Take back: insyn undo\n"),
    )
}

/// Words in one of the languages.
type In = fn(&Words) -> &str;

const LANGUAGES: (In, In) = (|words| &words.sv, |words| &words.en);

/// What is wrong or lost until a person has changed it.
fn by_hand(renamed: &Renamed) -> Words {
    let (sv, en) = LANGUAGES;
    Words::new(part("Måste ändras för hand:", told(renamed, true, sv)), part("Must be changed by hand:", told(renamed, true, en)))
}

/// What a person had better look at.
fn look_at(renamed: &Renamed) -> Words {
    let place = |found: &Diagnostic| {
        let text = renamed.sources.texts.iter().find(|text| text.id == found.span.source)?;
        Some(format!("{}:{}: ", text.path, Lines::new(&text.content).at(found.span.range().start).line))
    };
    let fresh = |words: In| -> String {
        // What stands in a spreadsheet has been said of its cell.
        let found = renamed.fresh.iter().filter(|found| found.severity != Severity::Error);
        found.map(|found| format!("  {}{}\n", place(found).unwrap_or_default(), words(&found.message))).collect()
    };
    let (sv, en) = LANGUAGES;
    Words::new(part("Se över:", told(renamed, false, sv) + &fresh(sv)), part("Look at:", told(renamed, false, en) + &fresh(en)))
}

fn told(renamed: &Renamed, must: bool, words: In) -> String {
    let told = renamed.told.iter().filter(|told| told.must == must);
    told.map(|told| format!("  {}: {}\n", told.place, words(&told.words))).collect()
}

fn part(head: &str, list: String) -> String {
    if list.is_empty() { list } else { format!("{head}\n{list}") }
}
