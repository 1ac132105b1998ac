//! `insyn serve`: shows the site on this computer, and again whenever a file is saved.

use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use super::{Command, Context, Exit, command_book, say};
use crate::diagnostic::{Both, Words};
use crate::fault::Fault;
use crate::serve::{self, News, Wish};

pub static COMMAND: Command = Command {
    name: "serve",
    about: Both("Förhandsvisa webbplatsen medan du skriver", "Preview the site while you write"),
    after: Both(
        "Exempel:\n  insyn serve                 visa webbplatsen på http://localhost:8000/\n  insyn serve --open          öppna den i webbläsaren också\n  insyn serve --poll          på en nätverksdisk\n  insyn serve --date 2027-01-15   visa den som den är den dagen\n\nUtkast visas, märkta. Finns det fel visas det som går att läsa, med felen längst ner i fönstret.\nBara den här datorn kan se sidorna. Inget skrivs. Avsluta med Ctrl-C.",
        "Examples:\n  insyn serve                 show the site at http://localhost:8000/\n  insyn serve --open          open it in the browser too\n  insyn serve --poll          on a network disk\n  insyn serve --date 2027-01-15   show it as it is on that day\n\nDrafts are shown, marked. With errors, what can be read is shown with the errors at the bottom of the window.\nOnly this computer can see the pages. Nothing is written. End with Ctrl-C.",
    ),
    arguments: |command, lang| {
        command.args([
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(value_parser!(u16))
                .help(Both("Port (annars 8000, eller nästa som är ledig)", "Port (else 8000, or the next that is free)").get(lang)),
            Arg::new("open").long("open").action(ArgAction::SetTrue).help(Both("Öppna webbläsaren", "Open the browser").get(lang)),
            Arg::new("poll").long("poll").action(ArgAction::SetTrue).help(
                Both("Läs igenom mapparna varje sekund, för nätverksdiskar", "Look through the folders every second, for network disks")
                    .get(lang),
            ),
        ])
    },
    run,
};

fn run(matches: &ArgMatches, context: &Context) -> Result<Exit, Fault> {
    let day = context.today;
    let wish = Wish {
        root: context.root.clone(),
        today: match matches.contains_id("date") {
            true => Arc::new(move || day),
            false => Arc::new(|| jiff::Zoned::now().date()),
        },
        other_day: context.today != jiff::Zoned::now().date(),
        lang: context.lang,
        port: matches.get_one("port").copied(),
        open: matches.get_flag("open"),
        poll: matches.get_flag("poll"),
        book: command_book(),
    };
    serve::serve(&wish, &|news| {
        if let Some(words) = words(&news, context.quiet) {
            say(&format!("{}\n", words.get(context.lang)));
        }
    })?;
    Ok(Exit::Done)
}

/// What is printed. The address is always told, since nobody finds it otherwise.
fn words(news: &News, quiet: bool) -> Option<Words> {
    match news {
        News::Ready { url, other_port: false } => {
            Some(Words::new(format!("Förhandsvisning: {url} (avsluta med Ctrl-C)"), format!("Preview: {url} (end with Ctrl-C)")))
        }
        News::Ready { url, other_port: true } => Some(Words::new(
            format!("Förhandsvisning: {url} (den vanliga porten är upptagen; avsluta med Ctrl-C)"),
            format!("Preview: {url} (the usual port is taken; end with Ctrl-C)"),
        )),
        News::Read { errors: false, .. } if quiet => None,
        News::Read { summary, milliseconds, .. } => {
            Some(Words::new(format!("Läst på {milliseconds} ms. {summary}"), format!("Read in {milliseconds} ms. {summary}")))
        }
        News::Trouble(words) => Some(words.clone()),
    }
}
