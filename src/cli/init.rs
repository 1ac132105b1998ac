//! `insyn init`: a small site of examples that passes every check, to be rewritten piece by piece.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};
use include_dir::{Dir, DirEntry, include_dir};
use jiff::civil::Date;

use super::{Command, Context, Exit, tell};
use crate::diagnostic::Both;
use crate::disk;
use crate::fault::Fault;

/// The files of the example site, as they lie in the repository.
static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// What version control leaves alone: all that the program makes.
const IGNORED: &str = "/public/\n/.insyn/\n";

pub static COMMAND: Command = Command {
    name: "init",
    about: Both("Börja en ny webbplats med exempel", "Begin a new site with examples"),
    after: Both(
        "Exempel:\n  insyn init insyn-exempel\n  insyn init \"C:\\Webb\\Insyn i Exempelkommun\"\n\nInget som redan finns i mappen skrivs över.",
        "Examples:\n  insyn init insyn-example\n  insyn init \"C:\\Web\\Insyn in Exempelkommun\"\n\nNothing that is in the folder already is overwritten.",
    ),
    arguments: |command, lang| {
        command.arg(
            Arg::new("dir")
                .value_name(Both("MAPP", "DIR").get(lang))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(Both("Mappen för webbplatsen; den skapas om den saknas", "The site's folder; it is made if missing").get(lang)),
        )
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let Some(folder) = matches.get_one::<PathBuf>("dir") else { return Ok(Exit::Done) };
    let mut files: Vec<(&Path, &[u8])> = vec![(Path::new(".gitignore"), IGNORED.as_bytes())];
    gather(&STARTER, &mut files);
    // A site that is there already must not get strangers among its records, so its folder counts as taken as a whole.
    let taken: Vec<String> =
        ["content", "themes", ".gitignore"].iter().filter(|name| folder.join(name).exists()).map(|name| format!("  {name}")).collect();
    if !taken.is_empty() {
        let (place, list) = (folder.display(), taken.join("\n"));
        return Err(Fault::new(
            format!("I mappen {place} finns redan sådant som en ny webbplats skulle skriva över."),
            format!("The folder {place} already holds what a new site would overwrite."),
        )
        .help(
            format!("Välj en annan mapp, eller flytta först undan:\n{list}"),
            format!("Choose another folder, or first move away:\n{list}"),
        ));
    }
    for (path, bytes) in &files {
        disk::create(&folder.join(path), dated(bytes, context.today).as_bytes())?;
    }
    let public = folder.join("public");
    fs::create_dir_all(&public).map_err(|error| Fault::io(&error, &public))?;
    told(folder, files.len(), context);
    Ok(Exit::Done)
}

/// Stands for the day when the site is begun.
const TODAY: &str = "0000-00-00";

/// A file of the starter, with today's date where it has none.
fn dated(bytes: &[u8], today: Date) -> String {
    String::from_utf8_lossy(bytes).replace(TODAY, &today.to_string())
}

fn told(folder: &Path, count: usize, context: &Context) {
    let place = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let (place, typed) = (place.display(), folder.display());
    tell(
        context,
        &format!(
            "En ny webbplats finns i {place} ({count} filer).\nAllt i den är exempel: börja med att ändra content/site.toml.\n\nNästa steg:\n  cd \"{typed}\"\n  insyn serve                 se webbplatsen medan du skriver\n  insyn new plan skolplan     börja en egen plan\n  insyn check                 kontrollera allt\n"
        ),
        &format!(
            "A new site is in {place} ({count} files).\nEverything in it is an example: begin by changing content/site.toml.\n\nNext:\n  cd \"{typed}\"\n  insyn serve                 see the site while you write\n  insyn new strategy school   begin a plan of your own\n  insyn check                 check everything\n"
        ),
    );
}

fn gather<'a>(folder: &'a Dir, files: &mut Vec<(&'a Path, &'a [u8])>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => gather(folder, files),
            DirEntry::File(file) => files.push((file.path(), file.contents())),
        }
    }
}
