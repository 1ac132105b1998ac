//! `insyn schema`: JSON Schemas of everything that people write, for editors that complete and check while typing.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};
use serde_json::Value;

use super::{Command, Context, Exit, say, tell};
use crate::content::schema;
use crate::diagnostic::Both;
use crate::fault::Fault;

pub static COMMAND: Command = Command {
    name: "schema",
    about: Both("Skriv JSON-scheman för redigerare", "Write JSON Schemas for editors"),
    after: Both(
        "Exempel:\n  insyn schema                     allt i ett schema, på skärmen\n  insyn schema --out insyn.json    allt i en fil\n  insyn schema --out scheman       en fil per sort: strategy.json för uppgifterna i en plan,\n                                   organisations.toml.json för content/organisations.toml",
        "Examples:\n  insyn schema                     everything in one schema, on the screen\n  insyn schema --out insyn.json    everything in one file\n  insyn schema --out schemas       a file per kind: strategy.json for the front matter of a plan,\n                                   organisations.toml.json for content/organisations.toml",
    ),
    arguments: |command, lang| {
        command.arg(
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
    let Some(out) = matches.get_one::<PathBuf>("out") else {
        say(&pretty(&schema::whole()));
        return Ok(Exit::Done);
    };
    let written = if out.extension().is_some_and(|extension| extension == "json") {
        write(out, &schema::whole())?;
        1
    } else {
        fs::create_dir_all(out).map_err(|error| Fault::io(&error, out))?;
        let schemas = schema::all();
        for (name, schema) in &schemas {
            write(&out.join(format!("{name}.json")), schema)?;
        }
        schemas.len()
    };
    let place = out.display();
    tell(context, &format!("Antal scheman skrivna: {written} ({place}).\n"), &format!("Schemas written: {written} ({place}).\n"));
    Ok(Exit::Done)
}

fn write(path: &Path, schema: &Value) -> Result<(), Fault> {
    fs::write(path, pretty(schema)).map_err(|error| Fault::io(&error, path))
}

fn pretty(schema: &Value) -> String {
    format!("{schema:#}\n")
}
