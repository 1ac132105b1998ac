//! `insyn build`: makes the site in `public/`, or nothing at all when the content has errors.

mod portable;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::{Arg, ArgAction, ArgGroup, ArgMatches};

use super::{Command, Context, Exit, Progress, format_argument, format_of, grouped, print_findings, tell};
use crate::diagnostic::{Both, Diagnostic, Silenced, Words};
use crate::disk::{Manner, Written};
use crate::fault::Fault;
use crate::gather::personal::Gate;
use crate::gather::search::Search;
use crate::house::House;
use crate::output::{Body, File, Sink as _};
use crate::source::{Audience, Sources};
use crate::{disk, import, pipeline, plan};

pub static COMMAND: Command = Command {
    name: "build",
    about: Both("Bygg webbplatsen i public/", "Build the site in public/"),
    after: Both(
        "Exempel:\n  insyn build\n  insyn build --drafts --date 2026-12-01\n  insyn build --portable             en mapp och en zip att lämna över\n  insyn build --portable --to E:\\    på ett USB-minne\n  insyn build --review               utkastet att granska, och vad som ändras\n\nFinns det fel i innehållet skrivs ingenting.",
        "Examples:\n  insyn build\n  insyn build --drafts --date 2026-12-01\n  insyn build --portable             a folder and a zip to hand over\n  insyn build --portable --to E:\\    on a memory stick\n  insyn build --review               the draft for review, and what changes\n\nWith errors in the content nothing is written.",
    ),
    arguments: |command, lang| {
        command
            .arg(format_argument(lang))
            .args([
                Arg::new("drafts")
                    .long("drafts")
                    .action(ArgAction::SetTrue)
                    .help(Both("Ta med utkast, märkta", "Include drafts, marked").get(lang)),
                Arg::new("force").long("force").action(ArgAction::SetTrue).help(
                    Both(
                        "Skriv i public/ även om där ligger andras filer; de får stå kvar",
                        "Write to public/ though it holds others' files; they stay",
                    )
                    .get(lang),
                ),
                Arg::new("in-place").long("in-place").action(ArgAction::SetTrue).help(
                    Both(
                        "Byt filerna en och en, inte hela mappen på en gång (för en mapp som en annan dator eller container har monterad)",
                        "Replace file by file, not the whole folder at once (for a folder that another machine or container has mounted)",
                    )
                    .get(lang),
                ),
                Arg::new("forget").long("forget").value_name(Both("ADRESS", "ADDRESS").get(lang)).action(ArgAction::Append).help(
                    Both(
                        "Glöm att en sida har publicerats, om den aldrig legat ute",
                        "Forget that a page was published, if it was never out",
                    )
                    .get(lang),
                ),
            ])
            .args(portable::arguments(lang))
            .group(ArgGroup::new("copy").args(["portable", "review"]).multiple(true))
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let audience = match matches.get_flag("review") {
        true => Audience::Reviewers,
        false if matches.get_flag("drafts") => Audience::Writers,
        false => Audience::Public,
    };
    let progress = Progress::start(context);
    progress.now(|| Words::new("Läser filer …", "Reading files …"));
    let mut sources = disk::read(&context.root, context.today, audience)?;
    for address in matches.get_many::<String>("forget").into_iter().flatten() {
        forget(&mut sources, address)?;
    }
    let count = grouped(sources.texts.len());
    progress.now(|| Words::new(format!("Läser och kontrollerar {count} filer …"), format!("Reading and checking {count} files …")));
    let built = pipeline::build(&sources, None);
    let format = format_of(matches);
    if pipeline::has_errors(&built.diagnostics) {
        drop(progress);
        print_findings(&built.diagnostics, &built.silenced, &sources, format, context);
        return Ok(Exit::Errors);
    }
    if matches.get_flag("portable") || matches.get_flag("review") {
        return portable::run(matches, context, progress, &sources, built);
    }
    let manner = Manner { force: matches.get_flag("force"), in_place: matches.get_flag("in-place") };
    let staged = Staged::make(&context.root, &sources, built, manner, &progress)?;
    drop(progress);
    print_findings(&staged.findings, &staged.silenced, &sources, format, context);
    if pipeline::has_errors(&staged.findings) {
        staged.folder.abandon();
        return Ok(Exit::Errors);
    }
    let searched = staged.searched;
    // Drafts that a writer looks at are not given to readers.
    let written = staged.commit(audience == Audience::Public)?;
    if format == "text" {
        say_what(&written, context);
        if let Some(searched) = searched {
            say_searched(&searched, context);
        }
    }
    // The program ends here: the system takes its memory back faster than we could hand it over piece by piece.
    std::mem::forget(sources);
    Ok(Exit::Done)
}

/// A site that is made, and not yet in place.
pub struct Staged {
    pub findings: Vec<Diagnostic>,
    pub silenced: Vec<Silenced>,
    pub folder: disk::Folder,
    house: Arc<House>,
    made_of: String,
    /// Whether all of it stands there already.
    holds: bool,
    searched: Option<Indexed>,
}

impl Staged {
    /// Makes a site without errors beside `public/`.
    pub fn make(root: &Path, sources: &Sources, built: pipeline::Built, manner: Manner, progress: &Progress) -> Result<Self, Fault> {
        let folder = disk::Folder::open(root, manner, &sources.edition)?;
        let mut made_of = disk::made_of(sources);
        let holds = folder.holds(&made_of);
        let pipeline::Built { house, documents, diagnostics: mut findings, silenced, .. } = built;
        // Pages are made of the house alone: what the files were read into makes room for them.
        drop(documents);
        let mut searched = None;
        if !holds {
            let (found, search) = make(&house, sources, root, &folder, progress)?;
            // What only making finds is told by every build: the next one makes it again.
            if !found.is_empty() {
                made_of.clear();
            }
            findings.extend(found);
            searched = search;
        }
        Ok(Self { findings, silenced, folder, house, made_of, holds, searched })
    }

    /// Every file of it.
    pub fn files(&self) -> BTreeMap<String, File> {
        if self.holds { self.folder.stood() } else { self.folder.made() }
    }

    /// Puts it in place. `given` says whether readers are given what it holds.
    pub fn commit(self, given: bool) -> Result<Written, Fault> {
        let written = if self.holds {
            self.folder.keep()?
        } else {
            let edition = given.then(|| plan::edition(&self.house.site, &self.house.plan.outputs));
            self.folder.commit(self.made_of, edition)?
        };
        // The system takes its memory back faster than we could hand it over piece by piece.
        std::mem::forget(self.house);
        Ok(written)
    }
}

/// What was done for the search: how many pages it covers, and how long the index took; None when nothing in it had changed.
#[derive(Clone, Copy)]
struct Indexed {
    pages: usize,
    took: Option<Duration>,
}

/// Makes every file, and the search index where the site has one.
fn make(
    house: &House,
    sources: &Sources,
    root: &Path,
    folder: &disk::Folder,
    progress: &Progress,
) -> Result<(Vec<Diagnostic>, Option<Indexed>), Fault> {
    let passed = |path: &str| disk::bytes(root, path);
    let gate = Gate::new(&passed, &import::opened, folder);
    let (mut found, searched) = make_through(house, sources, folder, &gate, progress)?;
    found.extend(gate.finish(&house.site, sources));
    Ok((found, searched))
}

/// Makes every file and the index, each on its way through the gate.
fn make_through(
    house: &House,
    sources: &Sources,
    folder: &disk::Folder,
    gate: &Gate<disk::Folder>,
    progress: &Progress,
) -> Result<(Vec<Diagnostic>, Option<Indexed>), Fault> {
    if !plan::search::is_on(&house.site) {
        return Ok((pipeline::make_all(house, sources, gate, &making(progress, house))?, None));
    }
    let search = Search::new(house, gate);
    let found = pipeline::make_all(house, sources, &search, &making(progress, house))?;
    // What is not written needs no index.
    if pipeline::has_errors(&found) || gate.refuses(&house.site) {
        return Ok((found, None));
    }
    for (path, bytes) in search.tables() {
        gate.stage(&path, Body::Bytes(bytes))?;
    }
    let (started, pages) = (Instant::now(), search.pages());
    let made_of = disk::program().map_or(String::new(), |program| search.fingerprint(&program));
    if folder.keep_index(&house.plan.routes.search_index(), &made_of) {
        return Ok((found, Some(Indexed { pages, took: None })));
    }
    let all = grouped(pages);
    let added = |count: usize| {
        let count = grouped(count);
        progress
            .now(|| Words::new(format!("Gör sökningen, {count} av {all} sidor …"), format!("Making the search, {count} of {all} pages …")));
    };
    let files = search.index(&added).map_err(|error| {
        Fault::new(format!("Sökningen kunde inte göras ({error})."), format!("The search could not be made ({error})."))
            .help("Bygg utan den så länge: search = false i site.toml.", "Build without it for now: search = false in site.toml.")
    })?;
    for (path, bytes) in files {
        gate.stage(&path, Body::Bytes(bytes))?;
    }
    Ok((found, Some(Indexed { pages, took: Some(started.elapsed()) })))
}

/// Tells how many files are made so far.
fn making(progress: &Progress, house: &House) -> impl Fn(usize) + Sync {
    let all = grouped(house.plan.outputs.len());
    move |done| {
        let done = grouped(done);
        progress.now(|| Words::new(format!("Bygger {done} av {all} filer …"), format!("Building {done} of {all} files …")));
    }
}

/// Forgets that the page at an address was published. The address may be whole, or end where the site's own begins.
fn forget(sources: &mut Sources, address: &str) -> Result<(), Fault> {
    let pages = &mut Arc::make_mut(&mut sources.edition).pages;
    let page = |path: &String| {
        let page = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
        address.trim_end_matches('/').strip_suffix(page).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    let Some(origin) = pages.iter().find(|(path, _)| page(path)).map(|(_, origin)| origin.clone()) else {
        return Err(Fault::new(
            format!("Ingen publicerad sida har adressen {address}."),
            format!("No published page has the address {address}."),
        )
        .help("Skriv adressen som insyn check skriver den.", "Write the address as insyn check writes it."));
    };
    // All pages about a record are forgotten with it.
    pages.retain(|_, other| other.record != origin.record);
    Ok(())
}

fn say_what(written: &Written, context: &Context) {
    let (files, changed, removed) = (grouped(written.files), grouped(written.changed), grouped(written.removed));
    let place = context.root.join("public");
    let place = place.display();
    tell(
        context,
        &format!(
            "{files} filer i {place}: {changed} nya eller ändrade, {removed} borttagna.
"
        ),
        &format!(
            "{files} files in {place}: {changed} new or changed, {removed} removed.
"
        ),
    );
}

/// Tells of the search apart: on a large site it takes most of the time.
fn say_searched(searched: &Indexed, context: &Context) {
    let pages = grouped(searched.pages);
    let (sv, en) = match searched.took.map(|took| took.as_secs_f64()) {
        None => ("oförändrad".to_owned(), "unchanged".to_owned()),
        Some(seconds) => (format!("{seconds:.1}\u{a0}s").replace('.', ","), format!("{seconds:.1}\u{a0}s")),
    };
    let (page_sv, page_en) = if searched.pages == 1 { ("sida", "page") } else { ("sidor", "pages") };
    tell(context, &format!("Sökning: {pages}\u{a0}{page_sv}, {sv}.\n"), &format!("Search: {pages}\u{a0}{page_en}, {en}.\n"));
}
