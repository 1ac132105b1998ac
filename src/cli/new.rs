//! `insyn new`: begins a record of any kind, or the next follow-up of a plan.

use std::fs;
use std::io::Write;
use std::path::Path;

use clap::{Arg, ArgMatches};

use super::{Command, Context, Exit, free_id, kind_called, tell};
use crate::content::accessibility::{self, Accessibility};
use crate::content::field::{Field as _, Record as _};
use crate::content::read::Reading;
use crate::content::result::FollowUp;
use crate::content::strategy::Strategy;
use crate::content::value::{Id, Period};
use crate::content::{Kind, item, skeleton};
use crate::diagnostic::{Both, Words, fold, nearest};
use crate::fault::Fault;
use crate::parse::Documents;
use crate::site::{RecordId, Site};
use crate::source::{Audience, Sources};
use crate::span::{SourceId, Span};
use crate::{disk, follow_up, link, parse};

pub static COMMAND: Command = Command {
    name: "new",
    about: Both("Börja en ny post: en plan, en uppföljning, ett avtal …", "Begin a new record: a plan, a follow-up, an agreement …"),
    after: Both(
        "Exempel:\n  insyn new plan skolplan-2027\n  insyn new avtal polisen-2027\n  insyn new organisation socialnamnden\n  insyn new uppföljning --after andt-2016             nästa års uppföljning\n  insyn new result --after andt-2016 andt-2017-kort   med eget id\n\nPosten börjar som utkast och publiceras inte förrän raden draft tas bort.\nSorter: plan, uppföljning, avtal, mått, stöd, råd, ärende, budget, projekt, organisation, process, publikation, nyhet, sida, ämne, målgrupp, ord.\nWebbplatsens tillgänglighetsredogörelse: insyn new tillgänglighetsredogörelse",
        "Examples:\n  insyn new strategy school-2027\n  insyn new agreement police-2027\n  insyn new organisation socialnamnden\n  insyn new result --after andt-2016                   the next year's follow-up\n  insyn new result --after andt-2016 andt-2017-short   with an id of your own\n\nThe record begins as a draft and is not published before the line draft is removed.\nKinds: strategy, result, agreement, indicator, service, guide, case, budget, project, organisation, process, publication, news, page, topic, target-group, term.\nThe site's accessibility statement: insyn new accessibility-statement",
    ),
    arguments: |command, lang| {
        let both = |sv, en| Both(sv, en).get(lang);
        command.args([
            Arg::new("kind")
                .value_name(both("SORT", "KIND"))
                .required(true)
                .help(both("Vilken sorts post, på svenska eller engelska", "What kind of record, in Swedish or English")),
            Arg::new("id").value_name("ID").help(both(
                "Kort namn för filen och adressen: a–z, siffror, bindestreck",
                "Short name for the file and the address: a–z, digits, hyphens",
            )),
            Arg::new("after")
                .long("after")
                .value_name("ID")
                .help(both("Uppföljningen som den nya tar vid efter", "The follow-up that the new one continues")),
            Arg::new("period").long("period").value_name("PERIOD").requires("after").help(both(
                "Tiden för den nya uppföljningen (annars nästa lika långa)",
                "The new follow-up's period (else the next as long)",
            )),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let word = text("kind").unwrap_or_default();
    if [accessibility::NAME.0, accessibility::NAME.1].iter().any(|name| fold(name) == fold(word)) {
        if context.root.join(accessibility::PATH).exists() {
            let path = accessibility::PATH;
            return Err(Fault::new(format!("{path} finns redan."), format!("{path} exists already.")).help(
                "En webbplats har en redogörelse: öppna filen och ändra i den.",
                "A site has one statement: open the file and change it.",
            ));
        }
        let file = skeleton::declared(accessibility::ABOUT, Accessibility::fields(), context.lang);
        disk::create(&context.root.join(accessibility::PATH), file.as_bytes())?;
        tell_path(accessibility::PATH, context);
        return Ok(Exit::Done);
    }
    let kind = kind_called(word)?;
    let sources = disk::read(&context.root, context.today, Audience::Writers)?;
    let documents = parse::parse(&sources, None);
    let path = match (text("after"), text("id")) {
        (Some(last), id) => after(kind, last, id, text("period"), &sources, &documents, context)?,
        (None, Some(id)) => begin(kind, id, &sources, &documents, context)?,
        (None, None) => {
            return Err(Fault::new("Här saknas ett id för posten.", "An id for the record is missing.").help(
                format!("Skriv till exempel: insyn new {} {}", kind.one.0, example_id(kind)),
                format!("Write for example: insyn new {} {}", kind.name, example_id(kind)),
            ));
        }
    };
    tell_path(&path, context);
    Ok(Exit::Done)
}

fn tell_path(path: &str, context: &Context) {
    tell(
        context,
        &format!("Skrev {path}.\nÖppna filen, byt ut exemplen och kör: insyn check\n"),
        &format!("Wrote {path}.\nOpen the file, replace the examples and run: insyn check\n"),
    );
}

fn example_id(kind: &Kind) -> String {
    format!("{}-2027", Id::from_words(kind.one.0))
}

/// Begins a record from its kind's skeleton: in the shared file where there is one, else in a file of its own.
fn begin(kind: &'static Kind, id: &str, sources: &Sources, documents: &Documents, context: &Context) -> Result<String, Fault> {
    let id = free_id(kind, id, documents)?;
    let shared = format!("content/{}.toml", kind.folder);
    if let Some(text) = sources.text(&shared) {
        append(&context.root.join(&shared), &text.content, &skeleton::block(kind, id, context.lang))?;
        return Ok(shared);
    }
    let path = format!("content/{}/{id}.{}", kind.folder, if kind.prose { "md" } else { "toml" });
    disk::create(&context.root.join(&path), skeleton::file(kind, context.lang).as_bytes())?;
    Ok(path)
}

/// Begins the follow-up that comes after another.
fn after(
    kind: &'static Kind,
    last: &str,
    id: Option<&str>,
    period: Option<&str>,
    sources: &Sources,
    documents: &Documents,
    context: &Context,
) -> Result<String, Fault> {
    if kind.name != "result" {
        return Err(Fault::new(
            format!("Bara en uppföljning kan ta vid efter en annan, inte {}.", kind.one.0),
            format!("Only a follow-up can continue another, not: {}.", kind.one.1),
        )
        .help("Skriv: insyn new uppföljning --after ID", "Write: insyn new result --after ID"));
    }
    let site = link::link(documents, sources, None).site;
    let last = last.trim_start_matches("content/").trim_start_matches("results/").trim_end_matches(".md");
    let Some((at, result)) = site.get("results", last).and_then(|at| Some((at, site.record(at).is::<FollowUp>()?))) else {
        return Err(no_result(last, site.each::<FollowUp>().map(|(_, record, _)| &*record.id).collect()));
    };
    if site.record(at).follows.is_none() {
        return Err(Fault::new(
            format!("Planen som {last} följer upp går inte att läsa: {}.", result.follows_up.written),
            format!("The plan that {last} follows up cannot be read: {}.", result.follows_up.written),
        )
        .help("Se vad som är fel med: insyn check", "See what is wrong with: insyn check"));
    }
    if let Some(period) = period {
        is_period(period)?;
    }
    let Some(period) = period.map(str::to_owned).or_else(|| result.period.next()) else {
        return Err(Fault::new(
            format!("Det går inte att räkna ut vilken period som följer på {}.", result.period.written),
            format!("The period after {} cannot be worked out.", result.period.written),
        )
        .help("Skriv den själv: --period 2017", "Write it yourself: --period 2017"));
    };
    let id = id.map_or_else(|| follow_up::next_id(last, &result.period, &period), str::to_owned);
    let path = format!("content/{}/{}.md", kind.folder, free_id(kind, &id, documents)?);
    disk::create(&context.root.join(&path), follow_up::draft(&site, at, result, &period, context.lang).as_bytes())?;
    say_if_ended(&site, at, result, context);
    Ok(path)
}

/// Whether a period that was asked for is one; what is wrong is what `check` would say of it.
fn is_period(period: &str) -> Result<(), Fault> {
    let item = item::Item { value: item::Value::Text(period.to_owned()), span: Span::start_of(SourceId::of("new")) };
    let mut reading = Reading::new("");
    Period::read(&item, &mut reading);
    let Some(found) = reading.diagnostics.into_iter().next() else { return Ok(()) };
    let help = found.help.into_iter().next().unwrap_or(Words::same(""));
    Err(Fault::new(found.message.sv, found.message.en).help(help.sv, help.en))
}

/// Says that the plan does not hold in the period after `result`: then it is probably another plan that is to be followed up.
fn say_if_ended(site: &Site, at: RecordId, result: &FollowUp, context: &Context) {
    let Some(plan) = site.record(at).follows.map(|plan| site.record(plan)) else { return };
    let end = plan.is::<Strategy>().and_then(|strategy| strategy.period.as_ref()).and_then(|period| period.last());
    if let (Some(end), Some(last)) = (end, result.period.last())
        && last >= end
    {
        let title = &*plan.common.title;
        tell(
            context,
            &format!("Observera: ”{title}” gäller till och med {end}. Följer du upp en ny plan, ändra follows-up i filen.\n"),
            &format!("Note: “{title}” holds until {end}. If you follow up a new plan, change follows-up in the file.\n"),
        );
    }
}

fn no_result(id: &str, known: Vec<&str>) -> Fault {
    let fault = Fault::new(format!("Det finns ingen uppföljning ”{id}”."), format!("There is no follow-up “{id}”."));
    match (nearest(id, &known), known.is_empty()) {
        (Some(near), _) => fault.help(format!("Menade du ”{near}”?"), format!("Did you mean “{near}”?")),
        (None, true) => fault.help("Börja den första med: insyn new uppföljning ID", "Begin the first with: insyn new result ID"),
        (None, false) => fault.help(format!("Uppföljningar: {}.", known.join(", ")), format!("Follow-ups: {}.", known.join(", "))),
    }
}

/// Adds a block at the end of a file, with the file's own line endings. A file that cannot take it is left as it was.
fn append(path: &Path, before: &str, block: &str) -> Result<(), Fault> {
    let gap = if before.is_empty() {
        ""
    } else if before.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let added = format!("{gap}{block}");
    let added = if before.contains("\r\n") { added.replace('\n', "\r\n") } else { added };
    let faults = |text: &str| item::from_toml(text.trim_start_matches('\u{feff}'), SourceId::of("new"), 0).1.len();
    if faults(&format!("{before}{added}")) > faults(before) {
        let path = path.display();
        return Err(Fault::new(
            format!("Filen {path} är skriven så att inget kan läggas till i slutet."),
            format!("The file {path} is written so that nothing can be added at its end."),
        )
        .help("Skriv varje post i den som ett eget block med [[…]].", "Write each record in it as a block of its own with [[…]]."));
    }
    let file = fs::OpenOptions::new().append(true).open(path);
    file.and_then(|mut file| file.write_all(added.as_bytes())).map_err(|error| Fault::io(&error, path))
}
