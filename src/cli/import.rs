//! `insyn import`: a draft of a record out of a document of Word, a PDF or plain text.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches, value_parser};

use super::{Command, Context, Exit, Progress, difference, dry_run_argument, free_id, kind_called, print_findings, say, tell};
use crate::content::case::{self, Case};
use crate::content::{KINDS, Kind};
use crate::diagnostic::{Both, Diagnostic, Words, fold};
use crate::draft::{self, Asked, Drafted, Facts, Guess, Manuscript};
use crate::edit::new_findings;
use crate::fault::Fault;
use crate::pipeline::{self, Built};
use crate::site::{RecordId, Site};
use crate::source::{Audience, Sources, Text};
use crate::{disk, import};

pub static COMMAND: Command = Command {
    name: "import",
    about: Both("Gör ett utkast av ett Word-dokument, en PDF eller en textfil", "Make a draft of a Word document, a PDF or a text file"),
    after: Both(
        "Exempel:\n  insyn import \"Uppföljning 2016.docx\"\n  insyn import protokoll.pdf --kind ärende\n  insyn import bilaga3.docx --to socn-2015-275-761      handlingen hör till ett ärende som finns\n  insyn import rapport.txt --kind uppföljning --id andt-2017\n  insyn import rapport.docx --dry-run                   visa bara vad som skulle skrivas\n\nRubriker, listor, tabeller och betoning blir Markdown. Hela texten sparas i ärendets mapp, så att citat kan kontrolleras. Diarienummer, dag, nämnd, § och beslut blir förslag som du bekräftar. Sidhuvuden och sidnummer plockas bort. Inget skrivs över, och inget publiceras förrän raden draft tas bort.\n\nSlutkod: 0 klart, 1 utkastet har fel att rätta, 2 kunde inte köras.",
        "Examples:\n  insyn import \"Follow-up 2016.docx\"\n  insyn import minutes.pdf --kind case\n  insyn import attachment3.docx --to socn-2015-275-761   the document belongs to a case that is there\n  insyn import report.txt --kind result --id andt-2017\n  insyn import report.docx --dry-run                     only show what would be written\n\nHeadings, lists, tables and emphasis become Markdown. The whole text is kept in the case's folder, so that quotes can be checked. Case number, day, board, § and decisions become suggestions for you to confirm. Heads of pages and page numbers are taken out. Nothing is overwritten, and nothing is published before the line draft is removed.\n\nExit code: 0 done, 1 the draft has errors to mend, 2 could not run.",
    ),
    arguments: |command, lang| {
        let both = |sv, en| Both(sv, en).get(lang);
        command.args([
            Arg::new("file")
                .value_name(both("FIL", "FILE"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(both("Dokumentet: .docx, .pdf eller .txt", "The document: .docx, .pdf or .txt")),
            Arg::new("kind").long("kind").value_name(both("SORT", "KIND")).help(both(
                "Vilken sorts post det blir (annars gissas det, och sägs)",
                "What kind of record it becomes (else guessed, and told)",
            )),
            Arg::new("id").long("id").value_name("ID").help(both("Postens id (annars av titeln)", "The record's id (else from the title)")),
            Arg::new("to")
                .long("to")
                .value_name(both("ÄRENDE", "CASE"))
                .help(both("Ärendet som handlingen hör till, om det finns", "The case that the document belongs to, if it is there")),
            dry_run_argument(lang),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let Some(path) = matches.get_one::<PathBuf>("file") else { return Ok(Exit::Done) };
    let kind = text("kind").map(kind_called).transpose()?;
    let progress = Progress::start(context);
    let shown = path.display();
    progress.now(|| Words::new(format!("Läser {shown} …"), format!("Reading {shown} …")));
    let mut manuscript = document(path)?;
    progress.now(|| Words::new("Läser webbplatsen …", "Reading the site …"));
    let sources = disk::read(&context.root, context.today, Audience::Writers)?;
    let built = pipeline::build(&sources, None);
    let site = &built.house.site;
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let facts = draft::facts(&manuscript, &name, site);
    let guess = match kind {
        Some(kind) => Guess { kind, reason: Words::same("") },
        None => draft::guess(&manuscript, &facts),
    };
    if !guess.kind.prose {
        return Err(no_prose(guess.kind));
    }
    let to = text("to").map(|to| case_called(to, site)).transpose()?;
    let ids = ids(guess.kind, text("id"), to, &facts, &built)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let asked = Asked { kind: guess.kind, id: &ids.0, to, case: &ids.1, file: &file, lang: context.lang };
    let Some(drafted) = draft::drafted(&mut manuscript, &facts, &asked, site) else { return Err(cannot_take(to, site)) };
    progress.now(|| Words::new("Kontrollerar utkastet …", "Checking the draft …"));
    let (after, found) = findings(&sources, &built, &drafted);
    drop(progress);
    if matches.get_flag("dry-run") {
        show(&drafted);
    } else {
        write(&drafted, context)?;
    }
    let done =
        Done { guess: &guess, guessed: kind.is_none(), drafted: &drafted, manuscript: &manuscript, dry: matches.get_flag("dry-run") };
    done.tell(context);
    print_findings(&found, &[], &after, "text", context);
    if !matches.get_flag("dry-run") {
        done.tell_next(context);
    }
    Ok(if pipeline::has_errors(&found) { Exit::Errors } else { Exit::Done })
}

/// Reads the document.
fn document(path: &Path) -> Result<Manuscript, Fault> {
    let shown = path.display();
    let about = fs::metadata(path).map_err(|error| Fault::io(&error, path))?;
    if about.is_dir() {
        return Err(Fault::new(format!("{shown} är en mapp."), format!("{shown} is a folder."))
            .help("Peka ut en fil i den: .docx, .pdf eller .txt.", "Point at a file in it: .docx, .pdf or .txt."));
    }
    let unfit = |unfit: import::Unfit| {
        let (what, help) = unfit.words();
        Fault::new(format!("{shown} {}.", what.sv), format!("{shown} {}.", what.en)).help(help.sv, help.en)
    };
    if about.len() > import::LONGEST {
        return Err(unfit(import::Unfit::TooLarge));
    }
    let bytes = fs::read(path).map_err(|error| Fault::io(&error, path))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // What reads PDFs panics at some broken ones. That is an answer, and no message for people.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let read = import::read(&name, &bytes);
    std::panic::set_hook(hook);
    read.map_err(unfit)
}

fn no_prose(kind: &Kind) -> Fault {
    let with = |name: fn(&Kind) -> &'static str| KINDS.iter().copied().filter(|kind| kind.prose).map(name).collect::<Vec<_>>().join(", ");
    Fault::new(
        format!("En post av sorten {} har ingen text, så ett dokument kan inte bli en.", kind.one.0),
        format!("A record of the kind {} has no text, so a document cannot become one.", kind.one.1),
    )
    .help(format!("Sorter med text: {}.", with(|kind| kind.one.0)), format!("Kinds with text: {}.", with(|kind| kind.name)))
}

/// The case of an id, or of a case number.
fn case_called(word: &str, site: &Site) -> Result<RecordId, Fault> {
    let word = word.strip_prefix("cases/").unwrap_or(word);
    let numbered = || {
        site.each::<Case>().find(|(_, _, case)| case.number.as_deref().is_some_and(|number| fold(number) == fold(word))).map(|(id, ..)| id)
    };
    site.get(case::KIND.folder, word).or_else(numbered).ok_or_else(|| {
        let known: Vec<&str> = site.each::<Case>().map(|(_, record, _)| &*record.id).collect();
        let fault = Fault::new(format!("Det finns inget ärende ”{word}”."), format!("There is no case “{word}”."));
        match crate::diagnostic::nearest(word, &known) {
            Some(near) => fault.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?")),
            None => fault.help("Utan --to görs ett nytt ärende.", "Without --to a new case is made."),
        }
    })
}

/// The ids of the record and of a new case. A case with the same number is not made a second time.
fn ids(kind: &'static Kind, asked: Option<&str>, to: Option<RecordId>, facts: &Facts, built: &Built) -> Result<(String, String), Fault> {
    let site = &built.house.site;
    let number = facts.number.as_ref().filter(|number| number.in_head);
    let is_case = kind.name == case::KIND.name;
    let own = asked.map_or_else(
        || number.filter(|_| is_case).map_or_else(|| draft::id_of(&facts.title), |number| draft::id_of(&number.value)),
        str::to_owned,
    );
    if to.is_some() {
        return Ok((if is_case { own } else { free_id(kind, &own, &built.documents)?.to_owned() }, String::new()));
    }
    let same = number.and_then(|number| {
        site.each::<Case>().find(|(_, _, case)| case.number.as_deref().is_some_and(|known| fold(known) == fold(&number.value)))
    });
    if let (Some((_, record, _)), Some(number)) = (same, number) {
        return Err(Fault::new(
            format!("Handlingen bär numret {}, och det ärendet finns redan: cases/{}.", number.value, record.id),
            format!("The document bears the number {}, and that case is there already: cases/{}.", number.value, record.id),
        )
        .help(format!("Hör den dit, lägg till: --to {}", record.id), format!("If it belongs there, add: --to {}", record.id)));
    }
    let own = free_id(kind, &own, &built.documents)?.to_owned();
    let case = if is_case { own.clone() } else { number.map_or_else(|| own.clone(), |number| draft::id_of(&number.value)) };
    let case = free_id(&case::KIND, &case, &built.documents)?.to_owned();
    Ok((own, case))
}

fn cannot_take(to: Option<RecordId>, site: &Site) -> Fault {
    let path = to.map_or("", |case| &*site.record(case).path);
    Fault::new(
        format!("{path} är skriven så att ingen handling kan läggas till."),
        format!("{path} is written so that no document can be added."),
    )
    .help(
        "Skriv varje handling i den som ett eget block med [[document]].",
        "Write each document in it as a block of its own with [[document]].",
    )
}

/// What is found in the new files, before anything is written.
fn findings(sources: &Sources, built: &Built, drafted: &Drafted) -> (Sources, Vec<Diagnostic>) {
    let mut after = sources.clone();
    after.texts.extend(drafted.files.iter().map(|file| Text::new(file.path.as_str(), file.text.as_str())));
    if let Some(change) = &drafted.change
        && let Some((_, new)) = &change.text
    {
        after.texts.iter_mut().filter(|text| text.path == change.from).for_each(|text| text.content = Arc::clone(new));
    }
    after.sort();
    let found = pipeline::build(&after, Some(&built.documents)).diagnostics;
    // The new files were not there, so nothing of theirs is known.
    let own = |found: &Diagnostic| drafted.files.iter().any(|file| found.names(crate::span::SourceId::of(&file.path)));
    let (own, others): (Vec<_>, Vec<_>) = found.into_iter().partition(own);
    (after, [own, new_findings(&built.diagnostics, others)].concat())
}

fn show(drafted: &Drafted) {
    for file in &drafted.files {
        say(&format!("--- {}\n{}\n", file.path, file.text));
    }
    say(&difference(drafted.change.as_slice()));
}

/// Writes all of it or nothing; no file is overwritten.
fn write(drafted: &Drafted, context: &Context) -> Result<(), Fault> {
    let mut made: Vec<PathBuf> = Vec::new();
    let mut all = || -> Result<(), Fault> {
        for file in &drafted.files {
            let path = context.root.join(&file.path);
            disk::create(&path, file.text.as_bytes())?;
            made.push(path);
        }
        match &drafted.change {
            Some(change) => disk::rewrite(&context.root, std::slice::from_ref(change), "insyn import"),
            None => Ok(()),
        }
    };
    all().inspect_err(|_| disk::remove(&context.root, &made))
}

/// What is told when it is done.
struct Done<'a> {
    guess: &'a Guess,
    guessed: bool,
    drafted: &'a Drafted,
    manuscript: &'a Manuscript,
    dry: bool,
}

impl Done<'_> {
    fn tell(&self, context: &Context) {
        let mut out = Words::same("");
        let mut push = |sv: String, en: String| {
            out.sv.push_str(&sv);
            out.en.push_str(&en);
        };
        let Done { guess, drafted, .. } = self;
        if !self.dry {
            for file in &drafted.files {
                push(format!("Skrev {}\n", file.path), format!("Wrote {}\n", file.path));
            }
            if let Some(change) = &drafted.change {
                push(format!("Lade till handlingen i {}\n", change.from), format!("Added the document to {}\n", change.from));
            }
        }
        if self.guessed {
            let again = if self.dry {
                Both("Kör igen med --kind.", "Run again with --kind.")
            } else {
                Both("Ta bort filerna och kör igen med --kind.", "Remove the files and run again with --kind.")
            };
            push(
                format!("Sort: {}, för att {}. Fel? {}\n", guess.kind.one.0, guess.reason.sv, again.0),
                format!("Kind: {}, since {}. Wrong? {}\n", guess.kind.name, guess.reason.en, again.1),
            );
        }
        if drafted.rows > 0 {
            push(
                format!("{} aktiviteter känns igen i tabellerna.\n", drafted.rows),
                format!("{} actions are recognised in the tables.\n", drafted.rows),
            );
        }
        if drafted.unread > 0 {
            push(
                format!("{} celler gick inte att tolka: orden står i kolumnen Anteckning eller Orsaken i ord.\n", drafted.unread),
                format!("{} cells could not be read: their words are in the column Notes or The cause in words.\n", drafted.unread),
            );
        }
        for (aside, times) in &self.manuscript.aside {
            let words = aside.words(*times);
            push(format!("{}\n", words.sv), format!("{}\n", words.en));
        }
        tell(context, &out.sv, &out.en);
    }

    fn tell_next(&self, context: &Context) {
        let first = self.drafted.files.first().map_or("", |file| &*file.path);
        let undo = match self.drafted.change {
            Some(_) => Both("Ta tillbaka: insyn undo, och ta bort de nya filerna.\n", "Take back: insyn undo, and remove the new files.\n"),
            None => Both("", ""),
        };
        tell(
            context,
            &format!("Nu: öppna {first}, bekräfta förslagen och skriv om texten för läsare. Titta: insyn serve --open\n{}", undo.0),
            &format!("Now: open {first}, confirm the suggestions and rewrite the words for readers. Look: insyn serve --open\n{}", undo.1),
        );
    }
}
