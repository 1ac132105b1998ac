//! `insyn publish`: builds the site and puts it where readers are, in one piece.

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::json;

use super::{Command, Context, Exit, Progress, Staged, format_argument, format_of, grouped, print_findings, say, tell};
use crate::content::site::PublishTarget;
use crate::diagnostic::{Both, Diagnostic, Lang, Severity, Words, nearest};
use crate::disk::{self, Manner};
use crate::fault::Fault;
use crate::pipeline;
use crate::publish::{self, Delta, Done, Next, Release, Step, Target, There, Wanted};
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
            flag("dry-run", "Visa vad som skulle ändras, och ändra inget", "Show what would change, and change nothing"),
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
    progress.now(|| Words::new("Läser filer …", "Reading files …"));
    let sources = disk::read(&context.root, context.today, Audience::Public)?;
    let count = grouped(sources.texts.len());
    progress.now(|| Words::new(format!("Läser och kontrollerar {count} filer …"), format!("Reading and checking {count} files …")));
    let built = pipeline::build(&sources, None);
    for text in &sources.texts {
        if let Some(name) = publish::secret_in(&text.content) {
            return Err(told_in(name, &text.path));
        }
    }
    let config = chosen(&built.house.site.config.publish, matches.get_one::<String>("target").map(String::as_str))?.clone();
    let format = format_of(matches);
    if matches.get_flag("rollback") {
        return back(&config, &progress, format, context);
    }
    if pipeline::has_errors(&built.diagnostics) {
        drop(progress);
        print_findings(&built.diagnostics, &built.silenced, &sources, format, context);
        return Ok(Exit::Errors);
    }
    // What cannot be reached is told before anything is made.
    let target = publish::open(&Wanted { config: &config, root: &context.root })?;
    progress.now(|| Words::new("Ser efter vad som ligger ute …", "Looking at what is out there …"));
    let there = target.look(matches.get_flag("verify"))?;
    let staged = Staged::make(&context.root, &sources, built, Manner::default(), &progress)?;
    let findings = staged.findings.clone();
    if pipeline::has_errors(&findings) {
        drop(progress);
        print_findings(&findings, &staged.silenced, &sources, format, context);
        staged.folder.abandon();
        return Ok(Exit::Errors);
    }
    let release = Release::after(there.release.as_ref(), staged.files());
    let delta = Delta::between(&there.files, &release.files);
    let mut told = Told {
        config: &config,
        there: &there,
        findings: &findings,
        sources: &sources,
        format,
        context,
        dry_run: matches.get_flag("dry-run"),
        done: Done::default(),
        purged: 0,
    };
    if told.dry_run {
        staged.folder.abandon();
        drop(progress);
        told.tell(&release, &delta);
        return Ok(Exit::Done);
    }
    staged.commit(true)?;
    send(&*target, &mut told, release, delta, matches.get_flag("redact"), progress)?;
    Ok(Exit::Done)
}

/// What opens a place stands in a file of the site.
fn told_in(name: &str, path: &str) -> Fault {
    Fault::new(format!("Det som står i {name} står också i {path}."), format!("What {name} says stands in {path} too.")).help(
        "Ta bort det ur filen och byt det mot ett nytt: många läser webbplatsens filer. Inget är publicerat.",
        "Remove it from the file and change it for a new one: many read the site's files. Nothing was published.",
    )
}

/// Puts in place what differs, and tells what was done.
fn send(target: &dyn Target, told: &mut Told, release: Release, delta: Delta, redact: bool, progress: Progress) -> Result<(), Fault> {
    let context = told.context;
    // Nobody builds in the meantime.
    let _lock = disk::hold(&context.root)?;
    let files = release.files.clone();
    let bytes = |path: &str| disk::built(&context.root, path, &files[path]);
    let step = |step| steps(&progress, step);
    let next = Next { release, delta, bytes: &bytes, say: &step };
    if !next.delta.is_empty() || told.there.unfinished {
        told.done = target.put(told.there, &next)?;
    }
    if redact {
        told.purged = target.purge()?;
    }
    let Next { release, delta, .. } = next;
    drop(progress);
    told.tell(&release, &delta);
    Ok(())
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
fn back(config: &PublishTarget, progress: &Progress, format: &str, context: &Context) -> Result<Exit, Fault> {
    let target = publish::open(&Wanted { config, root: &context.root })?;
    let Some(release) = target.back(&|step| steps(progress, step))? else {
        return Err(Fault::new("Det finns ingen tidigare utgåva att gå tillbaka till.", "There is no earlier release to go back to.")
            .help("Rätta innehållet och publicera det.", "Mend the content and publish it."));
    };
    let (name, number, published) = (&*config.name.id, release.number, &release.published);
    if format == "json" {
        say(&format!("{:#}\n", json!({ "version": 1, "place": name, "release": number, "published": published, "rollback": true })));
    } else {
        tell(
            context,
            &format!(
                "{name}: läsarna har åter utgåva {number}, från {published}.\nNästa publicering lägger ut det som nu står i content.\n"
            ),
            &format!("{name}: readers have release {number} of {published} again.\nThe next publishing puts out what content says now.\n"),
        );
    }
    Ok(Exit::Done)
}

/// What is told at the end.
struct Told<'a> {
    config: &'a PublishTarget,
    there: &'a There,
    findings: &'a [Diagnostic],
    sources: &'a Sources,
    format: &'a str,
    context: &'a Context,
    dry_run: bool,
    done: Done,
    purged: usize,
}

/// How many paths of each sort are named; the sum tells of the rest.
const NAMED: usize = 20;

impl Told<'_> {
    fn tell(&self, release: &Release, delta: &Delta) {
        match self.format {
            "json" => say(&self.json(release, delta)),
            format => {
                print_findings(self.findings, &[], self.sources, format, self.context);
                if format == "text" {
                    let words = Words::new(self.text(release, delta, Lang::Sv), self.text(release, delta, Lang::En));
                    tell(self.context, &words.sv, &words.en);
                }
            }
        }
    }

    fn json(&self, release: &Release, delta: &Delta) -> String {
        let (new, changed) = delta.new_and_changed();
        let written = !self.dry_run && (!delta.is_empty() || self.there.unfinished);
        let before = self.there.release.as_ref().map_or(0, |release| release.number);
        let document = json!({
            "version": 1,
            "place": &*self.config.name.id,
            "dry-run": self.dry_run,
            "errors": 0,
            "warnings": self.findings.iter().filter(|found| found.severity == Severity::Warning).count(),
            "release": if written { release.number } else { before },
            "files": release.files.len(),
            "new": new,
            "changed": changed,
            "removed": delta.removed,
            "bytes": delta.bytes,
            "mended": self.there.changed,
            "left": self.done.left,
            "purged": self.purged,
        });
        format!("{document:#}\n")
    }

    fn text(&self, release: &Release, delta: &Delta, lang: Lang) -> String {
        let both = |sv, en| Both(sv, en).get(lang);
        let name = &*self.config.name.id;
        let mut out = String::new();
        let (new, changed) = delta.new_and_changed();
        let removed: Vec<&str> = delta.removed.iter().map(String::as_str).collect();
        let mended: Vec<&str> = self.there.changed.iter().map(String::as_str).collect();
        let left: Vec<&str> = self.done.left.iter().map(String::as_str).collect();
        if self.dry_run {
            out += &list(both("Nya", "New"), &new, lang);
            out += &list(both("Ändrade", "Changed"), &changed, lang);
            out += &list(both("Borttagna", "Removed"), &removed, lang);
        }
        out += &list(
            both("Ändrade av någon annan på platsen, läggs tillbaka", "Changed by somebody else in the place, put back"),
            &mended,
            lang,
        );
        out += &list(
            both("Bytta av någon annan på platsen, får ligga kvar", "Replaced by somebody else in the place, left there"),
            &left,
            lang,
        );
        if delta.is_empty() && !self.there.unfinished {
            out += &format!("{name}: {}\n", both("inget hade ändrats, inget skickades.", "nothing had changed, nothing was sent."));
        } else {
            let (new, changed, removed) = (grouped(new.len()), grouped(changed.len()), grouped(removed.len()));
            let (files, size, number) = (grouped(release.files.len()), size(delta.bytes, lang), release.number);
            out += &match (self.dry_run, lang) {
                (true, Lang::Sv) => {
                    format!("{name}: {new} nya, {changed} ändrade och {removed} borttagna filer, {size} att skicka. Inget är ändrat.\n")
                }
                (true, Lang::En) => {
                    format!("{name}: {new} new, {changed} changed and {removed} removed files, {size} to send. Nothing is changed.\n")
                }
                (false, Lang::Sv) => format!(
                    "{name}: utgåva {number} är ute, {files} filer: {new} nya, {changed} ändrade, {removed} borttagna, {size} skickade.\n"
                ),
                (false, Lang::En) => format!(
                    "{name}: release {number} is out, {files} files: {new} new, {changed} changed, {removed} removed, {size} sent.\n"
                ),
            };
        }
        if self.purged > 0 {
            let purged = grouped(self.purged);
            out += &match lang {
                Lang::Sv => format!("Tidigare utgåvor borttagna: {purged}.\n"),
                Lang::En => format!("Earlier releases removed: {purged}.\n"),
            };
        }
        out
    }
}

/// Paths under a heading, the first of them when they are many.
fn list(heading: &str, paths: &[&str], lang: Lang) -> String {
    if paths.is_empty() {
        return String::new();
    }
    let lines: String = paths.iter().take(NAMED).map(|path| format!("  {path}\n")).collect();
    let rest = paths.len().saturating_sub(NAMED);
    let rest = if rest > 0 { format!("  … {} {}\n", grouped(rest), Both("till", "more").get(lang)) } else { String::new() };
    format!("{heading}:\n{lines}{rest}")
}

/// An amount of bytes as people say it.
fn size(bytes: u64, lang: Lang) -> String {
    let (amount, unit) = match bytes {
        0..1000 => return format!("{bytes}\u{a0}byte"),
        1000..1_000_000 => (bytes as f64 / 1e3, "kB"),
        _ => (bytes as f64 / 1e6, "MB"),
    };
    let number = format!("{amount:.1}");
    format!("{}\u{a0}{unit}", if lang == Lang::Sv { number.replace('.', ",") } else { number })
}
