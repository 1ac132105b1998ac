//! `insyn edition`: everything in one file for the archive.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, value_parser};

use super::{Command, Context, Exit, Progress, format_argument, format_of, grouped, print_findings, read_and_check, tell};
use crate::archive::{self, Cover};
use crate::content::field::Field as _;
use crate::content::item::{Item, Value};
use crate::content::read::Reading;
use crate::content::value::Period;
use crate::diagnostic::{Both, Words};
use crate::fault::Fault;
use crate::gather::personal::Gate;
use crate::output::{Body, Sink};
use crate::photo::Unfit;
use crate::portable::Portable;
use crate::source::Audience;
use crate::span::{SourceId, Span};
use crate::{disk, import, pipeline};

pub static COMMAND: Command = Command {
    name: "edition",
    about: Both("Gör en fil med allt, till arkivet", "Make one file with everything, for the archive"),
    after: Both(
        "Exempel:\n  insyn edition                        årets utgåva\n  insyn edition --period 2025 --to E:\\   för 2025, på ett USB-minne\n\nZip-filen har webbplatsen som går att öppna utan program, det som den är gjord av, posterna som JSON, ändringarna, kontrollsummor (BagIt, RFC 8493) och omslagets uppgifter: arkivbildare, period och diarienummer. Arkivbildaren står i content/site.toml: archive = { creator = \"Kommunstyrelsen\" }. Utkast och annat som aldrig publicerats är inte med.\nFinns det fel i innehållet skrivs ingenting.",
        "Examples:\n  insyn edition                        this year's edition\n  insyn edition --period 2025 --to E:\\   of 2025, on a memory stick\n\nThe zip has the site, which opens without any program, what it is made of, the records as JSON, the changes, checksums (BagIt, RFC 8493) and the facts of the cover: who archives it, the period and the case numbers. Who archives it stands in content/site.toml: archive = { creator = \"Kommunstyrelsen\" }. Drafts and what was never published are not in it.\nWith errors in the content nothing is written.",
    ),
    arguments: |command, lang| {
        let both = |sv, en| Both(sv, en).get(lang);
        command.arg(format_argument(lang)).args([
            Arg::new("period").long("period").value_name("PERIOD").help(both(
                "Tiden som utgåvan gäller, som 2025 eller 2024/2025 (annars året)",
                "The time of the edition, as 2025 or 2024/2025 (else this year)",
            )),
            Arg::new("to").long("to").value_name(both("MAPP", "DIR")).value_parser(value_parser!(PathBuf)).help(both(
                "Mappen som filen läggs i (annars .insyn/editions)",
                "The folder that the file is put into (else .insyn/editions)",
            )),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let year = context.today.year().to_string();
    let period = period(matches.get_one::<String>("period").map_or(&year, |written| written))?;
    let progress = Progress::start(context);
    let (sources, built) = read_and_check(context, Audience::Public, &progress)?;
    let format = format_of(matches);
    if pipeline::has_errors(&built.diagnostics) {
        drop(progress);
        print_findings(&built.diagnostics, &built.silenced, &sources, format, context);
        return Ok(Exit::Errors);
    }
    let house = &built.house;
    let cover = Cover::of(house, &sources, period);
    let to = matches.get_one::<PathBuf>("to").map(PathBuf::as_path);
    let bag = disk::Bag::open(&context.root, to, &archive::name(house, &sources), context.today)?;
    let passed = |path: &str| disk::bytes(&context.root, path);
    let gate = Gate::new(&passed, &import::opened, &bag);
    let site = Inside(&gate);
    let copy = Portable::new(house, &[], &site);
    let all = grouped(house.plan.outputs.len());
    let making = |done| {
        progress.now(|| {
            Words::new(format!("Bygger {} av {all} filer …", grouped(done)), format!("Building {} of {all} files …", grouped(done)))
        })
    };
    let mut found = pipeline::make_all(house, &sources, &copy, &making)?;
    copy.finish()?;
    for (path, body) in archive::beside_the_site(house, &sources, &built.documents, &cover) {
        gate.stage(&path, body)?;
    }
    found.extend(gate.finish(&house.site, &sources));
    let findings: Vec<_> = built.diagnostics.into_iter().chain(found).collect();
    progress.now(|| Words::new("Packar zip-filen …", "Packing the zip file …"));
    // Dropped without a commit, the bag leaves nothing behind.
    let packed = if pipeline::has_errors(&findings) { None } else { Some(bag.commit(&cover)?) };
    drop(progress);
    print_findings(&findings, &built.silenced, &sources, format, context);
    let Some((zip, files)) = packed else { return Ok(Exit::Errors) };
    if format == "text" {
        let (files, zip, creator) = (grouped(files), zip.display(), &cover.creator);
        tell(
            context,
            &format!("{files} filer i {zip}.\nArkivbildare: {creator}. Lämna filen till arkivet som den är.\n"),
            &format!("{files} files in {zip}.\nArchived by: {creator}. Hand the file over to the archive as it is.\n"),
        );
    }
    Ok(Exit::Done)
}

/// The period that was asked for.
fn period(written: &str) -> Result<Period, Fault> {
    let item = Item { value: Value::Text(written.to_owned()), span: Span::start_of(SourceId::of("--period")) };
    Period::read(&item, &mut Reading::new("")).ok_or_else(|| {
        Fault::new(format!("”{written}” är ingen period."), format!("“{written}” is not a period."))
            .help("Skriv till exempel --period 2025 eller --period 2024/2025.", "Write for example --period 2025 or --period 2024/2025.")
    })
}

/// The place of the site in the package.
struct Inside<'a, S>(&'a S);

impl<S: Sink> Sink for Inside<'_, S> {
    type Error = S::Error;

    fn stage(&self, path: &str, body: Body) -> Result<Option<Unfit>, S::Error> {
        self.0.stage(&format!("{}/{path}", archive::SITE), body)
    }
}
