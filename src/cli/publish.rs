//! `insyn publish`: builds the site and puts it where readers are, in one piece.

mod told;

use std::collections::BTreeSet;

use clap::{Arg, ArgAction, ArgMatches};

use self::told::Told;
use super::{
    Command, Context, Exit, Progress, Staged, dry_run_argument, format_argument, format_of, grouped, print_findings, read_and_check,
    refused,
};
use crate::content::site::PublishTarget;
use crate::diagnostic::{Both, Words, nearest};
use crate::disk::{self, Manner};
use crate::edit::told::{self as changes, Telling};
use crate::fault::Fault;
use crate::history::{Snapshot, redacted_since};
use crate::house::House;
use crate::pipeline::{self, Built};
use crate::publish::{self, Delta, Done, Next, Release, Step, Target, Wanted};
use crate::source::{Audience, Sources};

pub static COMMAND: Command = Command {
    name: "publish",
    about: Both("Publicera webbplatsen", "Publish the site"),
    after: Both(
        "Exempel:\n  insyn publish                 till den enda plats som står i site.toml\n  insyn publish skarp --dry-run visa vad som skulle ändras\n  insyn publish skarp --rollback\n  insyn publish skarp --redact  efter insyn redact: också tidigare utgåvor tas bort\n\nPlatserna står som [[publish]] i content/site.toml. Det som öppnar dem står aldrig där, utan i miljön:\nINSYN_USER och INSYN_PASSWORD eller INSYN_TOKEN för WebDAV, AWS_ACCESS_KEY_ID och AWS_SECRET_ACCESS_KEY för S3,\nssh-agenten för SFTP.\nBryts det mitt i går samma kommando vidare där det slutade.\nSlutkod: 0 klart (också när inget hade ändrats), 1 fel i innehållet, 2 kunde inte publicera.",
        "Examples:\n  insyn publish                 to the only place that site.toml has\n  insyn publish live --dry-run  show what would change\n  insyn publish live --rollback\n  insyn publish live --redact   after insyn redact: earlier releases are removed too\n\nThe places stand as [[publish]] in content/site.toml. What opens them never stands there, but in the environment:\nINSYN_USER and INSYN_PASSWORD or INSYN_TOKEN for WebDAV, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for S3,\nthe ssh agent for SFTP.\nIf it is cut off, the same command goes on where it stopped.\nExit code: 0 done (also when nothing had changed), 1 errors in the content, 2 could not publish.",
    ),
    arguments: |command, lang| {
        let flag = |name, sv, en| Arg::new(name).long(name).action(ArgAction::SetTrue).help(Both(sv, en).get(lang));
        command.arg(format_argument(lang)).args([
            Arg::new("target")
                .value_name(Both("PLATS", "PLACE").get(lang))
                .help(Both("Platsens namn i site.toml", "The place's name in site.toml").get(lang)),
            dry_run_argument(lang),
            flag(
                "verify",
                "Läs varje fil på platsen, och rätta dem som någon har ändrat",
                "Read every file in the place, and mend those that somebody has changed",
            )
            .conflicts_with("rollback"),
            flag("rollback", "Gå tillbaka till utgåvan före", "Go back to the release before").conflicts_with_all(["dry-run", "redact"]),
            flag("redact", "Ta också bort tidigare utgåvor på platsen", "Remove earlier releases in the place too"),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let progress = Progress::start(context);
    let (sources, built) = read_and_check(context, Audience::Public, &progress)?;
    if let Some((name, text)) = sources.texts.iter().find_map(|text| Some((publish::secret_in(&text.content)?, text))) {
        return Err(told_in(name, &text.path));
    }
    let config = chosen(&built.house.site.config.publish, matches.get_one::<String>("target").map(String::as_str)).cloned();
    let rollback = matches.get_flag("rollback");
    // A place that could not be read is among what is told of the content; going back needs nothing else of it.
    if pipeline::has_errors(&built.diagnostics) && (config.is_err() || !rollback) {
        drop(progress);
        print_findings(&built.diagnostics, &built.silenced, &sources, format_of(matches), context);
        return Ok(Exit::Errors);
    }
    let config = config?;
    if rollback {
        return back(&config, &built.house, &progress, format_of(matches), context);
    }
    // What cannot be reached is told before anything is made.
    let target = publish::open(&Wanted { config: &config, root: &context.root })?;
    progress.now(|| Words::new("Ser efter vad som ligger ute …", "Looking at what is out there …"));
    let there = target.look(matches.get_flag("verify"))?;
    let dry_run = matches.get_flag("dry-run");
    let telling = tell_changes(&sources, &built.house, there.records.as_deref(), context)?;
    let (sources, built) = match telling.text {
        Some(_) => with_changes(&sources, &built, &telling, dry_run, context)?,
        None => (sources, built),
    };
    let staged = Staged::make(&context.root, &sources, built, Manner::default(), &progress)?;
    if pipeline::has_errors(&staged.findings) {
        drop(progress);
        print_findings(&staged.findings, &staged.silenced, &sources, format_of(matches), context);
        staged.folder.abandon();
        return Ok(Exit::Errors);
    }
    let release = Release::after(there.release.as_ref(), staged.files());
    let delta = Delta::between(&there.files, &release.files);
    let findings = staged.findings.clone();
    let mut told = Told {
        name: &config.name.id,
        there: &there,
        telling: &telling,
        release: &release,
        delta: &delta,
        dry_run,
        earlier: config.keep != Some(0) && !matches.get_flag("redact"),
        done: Done::default(),
        purged: 0,
    };
    if dry_run {
        staged.folder.abandon();
    } else {
        staged.commit(true)?;
        send(&*target, &mut told, matches.get_flag("redact"), &progress, context)?;
    }
    drop(progress);
    told.tell(&findings, &sources, format_of(matches), context);
    Ok(Exit::Done)
}

/// What became different since readers were last given the site, told in `content/changes.toml`. Of what the place keeps and what is kept
/// here the later edition counts: somebody else may have published since, and words that were taken out are gone here first.
fn tell_changes(sources: &Sources, house: &House, there: Option<&[u8]>, context: &Context) -> Result<Telling, Fault> {
    let here = disk::last_edition(&context.root)?;
    // Nearly always they are one and the same.
    let there = there.filter(|there| here.as_deref() != Some(there));
    let unpacked = || (here.as_deref().and_then(Snapshot::unpacked), there.and_then(Snapshot::unpacked));
    let ((here, there), now) = rayon::join(unpacked, || Snapshot::of(house));
    let newer = here.as_ref().map(|edition| edition.edition) >= there.as_ref().map(|edition| edition.edition);
    let before = if newer { here } else { there };
    changes::tell(sources, house, now, before.as_ref()).map_err(refused)
}

/// The site with the changes told in it, and in its folder unless this is only shown.
fn with_changes(sources: &Sources, built: &Built, telling: &Telling, dry_run: bool, context: &Context) -> Result<(Sources, Built), Fault> {
    if !dry_run {
        disk::write_changes(&context.root, sources, telling)?;
    }
    let sources = telling.sources(sources);
    let built = pipeline::retell(built, &sources);
    Ok((sources, built))
}

/// What opens a place stands in a file of the site.
fn told_in(name: &str, path: &str) -> Fault {
    Fault::new(format!("Det som står i {name} står också i {path}."), format!("What {name} says stands in {path} too.")).help(
        "Ta bort det ur filen och byt det mot ett nytt: många läser webbplatsens filer. Inget är publicerat.",
        "Remove it from the file and change it for a new one: many read the site's files. Nothing was published.",
    )
}

/// Puts in place what differs.
fn send(target: &dyn Target, told: &mut Told, redact: bool, progress: &Progress, context: &Context) -> Result<(), Fault> {
    // Nobody builds in the meantime.
    let _lock = disk::hold(&context.root)?;
    let (release, delta, edition) = (told.release, told.delta, told.telling.edition.packed());
    let next = Next {
        release,
        records: &edition,
        delta,
        bytes: &|path| disk::built(&context.root, path, &release.files[path]),
        say: &|step| steps(progress, step),
    };
    if told.is_something() {
        told.done = target.put(told.there, &next)?;
    }
    if redact {
        told.purged = target.purge()?;
    }
    disk::keep_edition(&context.root, &edition)
}

fn steps(progress: &Progress, step: Step) {
    progress.now(|| {
        let words = |sv: &str, en: &str, done, all| {
            let (done, all) = (grouped(done), grouped(all));
            Words::new(format!("{sv} {done} av {all} filer …"), format!("{en} {done} of {all} files …"))
        };
        match step {
            Step::Sending(done, all) => words("Skickar", "Sending", done, all),
            Step::Placing(done, all) => words("Lägger på plats", "Putting in place", done, all),
            Step::Removing(done, all) => words("Tar bort", "Removing", done, all),
        }
    });
}

/// The place that is meant: the one that is named, else the only one.
fn chosen<'a>(places: &'a [PublishTarget], name: Option<&str>) -> Result<&'a PublishTarget, Fault> {
    let names: Vec<&str> = places.iter().map(|place| &*place.name.id).collect();
    let list = names.join(", ");
    match (places, name) {
        ([], _) => Err(Fault::new(
            "Det står inte i content/site.toml var webbplatsen ska publiceras.",
            "content/site.toml does not say where the site is to be published.",
        )
        .help(
            "Skriv till exempel:\n[[publish]]\nname = \"skarp\"\nkind = \"mapp\"\nto = \"/srv/insyn\"",
            "Write for example:\n[[publish]]\nname = \"live\"\nkind = \"folder\"\nto = \"/srv/insyn\"",
        )),
        ([only], None) => Ok(only),
        (_, None) => Err(Fault::new("Det finns flera platser att publicera till.", "There are several places to publish to.").help(
            format!("Skriv vilken: insyn publish {}. De är: {list}.", names[0]),
            format!("Write which: insyn publish {}. They are: {list}.", names[0]),
        )),
        (_, Some(name)) => places.iter().find(|place| &*place.name.id == name).ok_or_else(|| {
            let near = nearest(name, &names)
                .map_or_else(Default::default, |near| (format!("Menade du ”{near}”?\n"), format!("Did you mean “{near}”?\n")));
            Fault::new(
                format!("Det finns ingen plats ”{name}” i content/site.toml."),
                format!("There is no place “{name}” in content/site.toml."),
            )
            .help(format!("{}Platserna är: {list}.", near.0), format!("{}The places are: {list}.", near.1))
        }),
    }
}

/// Goes back to the release before.
fn back(config: &PublishTarget, house: &House, progress: &Progress, format: &str, context: &Context) -> Result<Exit, Fault> {
    let target = publish::open(&Wanted { config, root: &context.root })?;
    let allows = |earlier: Option<&[u8]>, now: Option<&[u8]>| nothing_taken_out(house, earlier, now);
    let there = target.back(&allows, &|step| steps(progress, step))?;
    let Some((release, records)) = there.and_then(|there| Some((there.release?, there.records))) else {
        return Err(Fault::new("Det finns ingen tidigare utgåva att gå tillbaka till.", "There is no earlier release to go back to.")
            .help("Rätta innehållet och publicera det.", "Mend the content and publish it."));
    };
    // The next release is compared with what readers have now.
    if let Some(edition) = records.filter(|edition| Snapshot::unpacked(edition).is_some()) {
        disk::keep_edition(&context.root, &edition)?;
    }
    told::back(&config.name.id, &release, format, context);
    Ok(Exit::Done)
}

/// Refuses to give readers words back that were taken out after an edition, in what readers have or in what is written here.
fn nothing_taken_out(house: &House, earlier: Option<&[u8]>, now: Option<&[u8]>) -> Result<(), Fault> {
    let Some(earlier) = earlier.and_then(Snapshot::unpacked) else { return Ok(()) };
    let later = [now.and_then(Snapshot::unpacked), Some(Snapshot::of(house))];
    let records: BTreeSet<String> = later.iter().flatten().flat_map(|later| redacted_since(&earlier, later)).collect();
    if records.is_empty() {
        return Ok(());
    }
    let records = records.into_iter().collect::<Vec<_>>().join(", ");
    Err(Fault::new(
        format!("Den tidigare utgåvan har kvar det som sedan dess är borttaget ur {records}."),
        format!("The earlier release still has what was taken out of {records} since."),
    )
    .help(
        "Läsarna har kvar den utgåva de har. Rätta innehållet och kör insyn publish --redact, som också tar bort tidigare utgåvor.",
        "Readers keep the release that they have. Mend the content and run insyn publish --redact, which removes earlier releases too.",
    ))
}
