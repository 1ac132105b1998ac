//! `insyn build --portable` and `--review`: a folder and a zip to hand over, whose pages open without any program but a browser.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use super::making;
use crate::cli::{Context, Exit, Progress, format_of, grouped, print_findings, tell};
use crate::diagnostic::{Both, Diagnostic, Lang, Words};
use crate::disk::{self, Package, Packed, Published};
use crate::fault::Fault;
use crate::gather::changes::Changes;
use crate::gather::personal::Gate;
use crate::house::House;
use crate::import;
use crate::pipeline::{self, Built};
use crate::plan::view;
use crate::portable::{self, Lost, Portable};
use crate::source::Sources;

/// How many addresses that lead nowhere are named; the sum tells of the rest.
const NAMED: usize = 5;

/// The options of a portable copy, and of one for review.
pub fn arguments(lang: Lang) -> [Arg; 3] {
    let portable = Both(
        "Gör i stället en kopia i en mapp och en zip, som går att öppna direkt från ett USB-minne eller ett mejl",
        "Make a copy instead, in a folder and a zip, that opens straight from a memory stick or a mail",
    );
    let review = Both(
        "Gör en sådan kopia att granska: med utkast, märkt på varje sida, och med en första sida om vad som ändras för läsaren",
        "Make such a copy for review: with drafts, marked on every page, and a first page on what changes for the reader",
    );
    let to = Both("Mappen som kopian läggs i (annars .insyn/portable)", "The folder that the copy is put into (else .insyn/portable)");
    const PUBLIC: [&str; 3] = ["force", "in-place", "forget"];
    [
        Arg::new("portable").long("portable").action(ArgAction::SetTrue).conflicts_with_all(PUBLIC).help(portable.get(lang)),
        Arg::new("review")
            .long("review")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(PUBLIC)
            .conflicts_with("drafts")
            .help(review.get(lang)),
        Arg::new("to")
            .long("to")
            .value_name(Both("MAPP", "DIR").get(lang))
            .value_parser(value_parser!(PathBuf))
            .requires("copy")
            .help(to.get(lang)),
    ]
}

/// Makes the copy of a site without errors, or nothing.
pub fn run(matches: &ArgMatches, context: &Context, progress: Progress, sources: &Sources, built: Built) -> Result<Exit, Fault> {
    let to = matches.get_one::<PathBuf>("to").map(PathBuf::as_path);
    let package = Package::open(&context.root, to, &portable::name(&built.house, sources), context.today)?;
    let mut found;
    let copy;
    let passed = |path: &str| disk::bytes(&context.root, path);
    let gate = Gate::new(&passed, &import::opened, &package);
    if matches.get_flag("review") {
        let published = Published::open(&context.root)?;
        copy = Portable::new(&built.house, &[view::CHANGES], &gate);
        found = compare(&built.house, sources, &published, &copy, &progress)?;
    } else {
        copy = Portable::new(&built.house, &[], &gate);
        found = pipeline::make_all(&built.house, sources, &copy, &making(&progress, &built.house))?;
    }
    let lost = copy.finish()?;
    found.extend(gate.finish(&built.house.site, sources));
    let findings: Vec<_> = built.diagnostics.into_iter().chain(found).collect();
    let errors = pipeline::has_errors(&findings);
    progress.now(|| Words::new("Packar zip-filen …", "Packing the zip file …"));
    // Dropped without a commit, the package leaves nothing behind.
    let packed = if errors { None } else { Some(package.commit()?) };
    drop(progress);
    print_findings(&findings, &built.silenced, sources, format_of(matches), context);
    match packed {
        None => Ok(Exit::Errors),
        Some(packed) => {
            if format_of(matches) == "text" {
                say_what(&packed, &lost, context);
            }
            Ok(Exit::Done)
        }
    }
}

/// Makes every page on its way to the copy, and the first page of what differs from what readers have.
fn compare(
    house: &House,
    sources: &Sources,
    published: &Published,
    copy: &Portable<Gate<Package>>,
    progress: &Progress,
) -> Result<Vec<Diagnostic>, Fault> {
    let page = |path: &str| published.page(path);
    let changes = Changes::new(house, &page, copy);
    let mut found = pipeline::make_all(house, sources, &changes, &making(progress, house))?;
    found.extend(changes.finish(&published.pages)?);
    Ok(found)
}

/// Says where the copy is and how it is opened, and which addresses on its pages lead nowhere.
fn say_what(packed: &Packed, lost: &[Lost], context: &Context) {
    let (files, folder, zip) = (grouped(packed.files), packed.folder.display(), packed.zip.display());
    let first = packed.folder.join("index.html");
    let first = first.display();
    tell(
        context,
        &format!(
            "{files} filer i mappen {folder}\noch samma filer i {zip}.\nÖppna {first} i en webbläsare.\n\
             Skicka zip-filen vidare: den som får den packar upp den och öppnar index.html.\n{}",
            leading_nowhere(lost, "Adresser som inte leder till någon fil i kopian", "på", "till")
        ),
        &format!(
            "{files} files in the folder {folder}\nand the same files in {zip}.\nOpen {first} in a browser.\n\
             To send it, send the zip: whoever gets it unpacks it and opens index.html.\n{}",
            leading_nowhere(lost, "Addresses that lead to no file of the copy", "on", "more")
        ),
    );
}

fn leading_nowhere(lost: &[Lost], heading: &str, on: &str, more: &str) -> String {
    if lost.is_empty() {
        return String::new();
    }
    let lines: String = lost.iter().take(NAMED).map(|lost| format!("  {} {on} {}\n", lost.address, lost.page)).collect();
    let rest = lost.len().saturating_sub(NAMED);
    let rest = if rest > 0 { format!("  … {} {more}\n", grouped(rest)) } else { String::new() };
    format!("{heading}:\n{lines}{rest}")
}
