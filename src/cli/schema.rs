//! `insyn schema`: JSON Schemas of everything that people write, for editors that complete and check while typing.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, value_parser};
use serde_json::Value;

use super::{Command, Context, Exit, say, tell};
use crate::content::value::{Inner, Target};
use crate::content::{KINDS, schema};
use crate::diagnostic::Both;
use crate::fault::Fault;
use crate::site::{Record, Site};
use crate::source::Audience;
use crate::{disk, link, parse};

pub static COMMAND: Command = Command {
    name: "schema",
    about: Both("Skriv JSON-scheman för redigerare", "Write JSON Schemas for editors"),
    after: Both(
        "Exempel:\n  insyn schema                     allt i ett schema, på skärmen\n  insyn schema --write             ställ in redigerare för den här webbplatsen (.taplo.toml)\n  insyn schema --out insyn.json    allt i en fil\n  insyn schema --out scheman       en fil per sort: strategy.json för uppgifterna i en plan,\n                                   organisations.toml.json för content/organisations.toml\n\nMed --write får Visual Studio Code (tillägget Even Better TOML), Helix, Zed och andra redigerare med taplo förslag och\nkontroll i .toml-filer, med webbplatsens egna id:n bland förslagen. Kör om när det finns nya poster. Uppgifter mellan +++ i\n.md-filer ser de inte: där visar insyn serve felen.",
        "Examples:\n  insyn schema                     everything in one schema, on the screen\n  insyn schema --write             set editors up for this site (.taplo.toml)\n  insyn schema --out insyn.json    everything in one file\n  insyn schema --out schemas       a file per kind: strategy.json for the front matter of a plan,\n                                   organisations.toml.json for content/organisations.toml\n\nWith --write Visual Studio Code (the extension Even Better TOML), Helix, Zed and other editors with taplo complete and\ncheck .toml files, with the site's own ids among the suggestions. Run it again when there are new records. They do not see\nthe facts between +++ in .md files: there insyn serve shows what is wrong.",
    ),
    arguments: |command, lang| {
        let write = Arg::new("write")
            .long("write")
            .action(ArgAction::SetTrue)
            .conflicts_with("out")
            .help(Both("Ställ in redigerare för den här webbplatsen", "Set editors up for this site").get(lang));
        command.arg(write).arg(
            Arg::new("out")
                .long("out")
                .value_name(Both("FIL|MAPP", "FILE|DIR").get(lang))
                .value_parser(value_parser!(PathBuf))
                .help(Both("Skriv till en .json-fil eller en mapp", "Write to a .json file or a folder").get(lang)),
        )
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    if matches.get_flag("write") {
        return for_editors(context);
    }
    let Some(out) = matches.get_one::<PathBuf>("out") else {
        say(&pretty(&schema::whole()));
        return Ok(Exit::Done);
    };
    let written = if out.extension().is_some_and(|extension| extension == "json") {
        write(out, &schema::whole())?;
        1
    } else {
        fs::create_dir_all(out).map_err(|error| Fault::io(&error, out))?;
        let schemas = schema::all(schema::NONE);
        for (name, schema) in &schemas {
            write(&out.join(format!("{name}.json")), schema)?;
        }
        schemas.len()
    };
    let place = out.display();
    tell(context, &format!("Antal scheman skrivna: {written} ({place}).\n"), &format!("Schemas written: {written} ({place}).\n"));
    Ok(Exit::Done)
}

/// Where the schemas of a site are put, beside the program's own memory, which is not under version control either.
const SCHEMAS: &str = ".insyn/schemas";
const CONFIG: &str = ".taplo.toml";
/// Begins a file of ours; one that begins otherwise is somebody's own.
const OURS: &str = "# insyn schema --write";
/// A list of more ids than this helps nobody who writes.
const MOST: usize = 1000;

/// Writes the schemas of the site, with its ids, and the file that tells taplo which schema goes with which file.
fn for_editors(context: &Context) -> Result<Exit, Fault> {
    let config = context.root.join(CONFIG);
    if fs::read_to_string(&config).is_ok_and(|text| !text.starts_with(OURS)) {
        return Err(Fault::new(
            format!("{CONFIG} finns redan och är inte skriven av insyn."),
            format!("{CONFIG} exists already and was not written by insyn."),
        )
        .help(
            "Flytta undan den, eller skriv dina egna regler med: insyn schema --out MAPP",
            "Move it away, or write rules of your own with: insyn schema --out DIR",
        ));
    }
    let sources = disk::read(&context.root, context.today, Audience::Writers)?;
    let site = link::link(&parse::parse(&sources, None), &sources, None).site;
    let folder = context.root.join(SCHEMAS);
    fs::create_dir_all(&folder).map_err(|error| Fault::io(&error, &folder))?;
    let schemas = schema::all(&|target| names(&site, target));
    for (name, schema) in &schemas {
        write(&folder.join(format!("{name}.json")), schema)?;
    }
    fs::write(&config, taplo()).map_err(|error| Fault::io(&error, &config))?;
    let count = schemas.len();
    tell(
        context,
        &format!("Skrev {CONFIG} och {count} scheman i {SCHEMAS}. Öppna webbplatsens mapp i redigeraren.\n"),
        &format!("Wrote {CONFIG} and {count} schemas in {SCHEMAS}. Open the site's folder in the editor.\n"),
    );
    Ok(Exit::Done)
}

/// Which schema goes with which file.
fn taplo() -> String {
    let rule = |files: &str, schema: &str| {
        format!("\n[[rule]]\ninclude = [\"{files}\"]\n[rule.schema]\nenabled = true\npath = \"{SCHEMAS}/{schema}.json\"\n")
    };
    let own =
        [rule("content/site.toml", "site"), rule("content/accessibility.toml", "accessibility"), rule("content/changes.toml", "changes")];
    let kinds = KINDS.iter().flat_map(|kind| {
        let folder = kind.folder;
        [rule(&format!("content/{folder}.toml"), &format!("{folder}.toml")), rule(&format!("content/{folder}/**/*.toml"), kind.name)]
    });
    format!("{OURS}\ninclude = [\"content/**/*.toml\"]\n{}", own.into_iter().chain(kinds).collect::<String>())
}

/// What a key of the site can refer to, as it is written; nothing when that is more than anybody looks through.
fn names(site: &Site, target: &'static Target) -> Vec<String> {
    let meant = |record: &&Record| target.folders.is_empty() || target.folders.contains(&record.kind.folder);
    let mut names = Vec::new();
    for record in site.all().map(|(_, record)| record).filter(meant) {
        let name = if target.folders.len() == 1 { record.id.to_string() } else { format!("{}/{}", record.kind.folder, record.id) };
        let parts = match target.inner {
            Inner::Never => None,
            Inner::May(keys) | Inner::Must(keys) => Some(keys),
        };
        let parts = parts.into_iter().flat_map(|keys| record.parts.iter().filter(move |part| keys.contains(&part.decl.key)));
        names.extend(parts.map(|part| format!("{name}#{}", part.id)));
        if !matches!(target.inner, Inner::Must(_)) {
            names.push(name);
        }
        if names.len() > MOST {
            return Vec::new();
        }
    }
    names.sort_unstable();
    names
}

fn write(path: &Path, schema: &Value) -> Result<(), Fault> {
    fs::write(path, pretty(schema)).map_err(|error| Fault::io(&error, path))
}

fn pretty(schema: &Value) -> String {
    format!("{schema:#}\n")
}
