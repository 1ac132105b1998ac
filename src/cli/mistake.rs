//! What was mistyped on the command line, in the program's own words and with what was probably meant.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::COMMANDS;
use crate::diagnostic::nearest;
use crate::fault::Fault;

/// A mistake that clap found, told in our words.
pub fn fault(error: &clap::Error) -> Fault {
    let word = |kind| error.get(kind).map(first).unwrap_or_default();
    let argument = name_of(&word(ContextKind::InvalidArg)).to_owned();
    let fault = match error.kind() {
        ErrorKind::InvalidSubcommand => return no_command(&word(ContextKind::InvalidSubcommand)),
        // A word that begins no option is a command that nobody knows, or one word too many.
        ErrorKind::UnknownArgument => Fault::new(format!("Här passar inte ”{argument}”."), format!("“{argument}” does not fit here.")),
        ErrorKind::MissingRequiredArgument => {
            let missing = error.get(ContextKind::InvalidArg).map(all).unwrap_or_default();
            Fault::new(format!("Här saknas {missing}."), format!("{missing} is missing."))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match word(ContextKind::InvalidValue).as_str() {
            "" => Fault::new(format!("{argument} måste följas av ett värde."), format!("{argument} needs a value.")),
            value => Fault::new(format!("{argument} kan inte vara ”{value}”."), format!("{argument} cannot be “{value}”.")),
        },
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Fault::new(format!("{argument} har fel antal värden."), format!("{argument} has the wrong number of values."))
        }
        ErrorKind::ArgumentConflict => {
            let other = error.get(ContextKind::PriorArg).map(all).filter(|other| *other != argument);
            let with = |and: &str| other.as_ref().map_or(String::new(), |other| format!(" {and} {other}"));
            Fault::new(
                format!("{argument}{} kan inte anges på det sättet; varje val anges en gång.", with("och")),
                format!("{argument}{} cannot be given like that; each option is given once.", with("and")),
            )
        }
        ErrorKind::InvalidUtf8 => Fault::new("Ett argument är inte läsbar text.", "An argument is not readable text."),
        _ => Fault::new("Kommandot går inte att läsa.", "The command cannot be read."),
    };
    let (sv, en) = hints(error);
    fault.help(sv, en)
}

fn no_command(word: &str) -> Fault {
    let names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    let list = names.join(", ");
    let (meant_sv, meant_en) = match meant(word, &names) {
        Some(near) => (format!("Menade du ”insyn {near}”?\n"), format!("Did you mean “insyn {near}”?\n")),
        None => Default::default(),
    };
    Fault::new(format!("Det finns inget kommando ”{word}”."), format!("There is no command “{word}”."))
        .help(format!("{meant_sv}Kommandon: {list}."), format!("{meant_en}Commands: {list}."))
}

/// The command that is meant: one spelt nearly so, or one that is told of with that Swedish word, as "bygg" and "kontrollera" are.
fn meant(word: &str, names: &[&'static str]) -> Option<&'static str> {
    let folded = word.to_lowercase();
    let swapped = || names.iter().copied().find(|name| strsim::damerau_levenshtein(name, &folded) == 1);
    let told =
        || COMMANDS.iter().find(|command| command.about.0.to_lowercase().split(' ').next() == Some(&folded)).map(|command| command.name);
    nearest(word, names).or_else(swapped).or_else(told)
}

/// What was probably meant, what is allowed, and where to read more.
fn hints(error: &clap::Error) -> (String, String) {
    let (mut sv, mut en) = (Vec::new(), Vec::new());
    for kind in [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand] {
        if let Some(near) = error.get(kind).map(first).filter(|near| !near.is_empty()) {
            sv.push(format!("Menade du ”{}”?", name_of(&near)));
            en.push(format!("Did you mean “{}”?", name_of(&near)));
        }
    }
    if let Some(allowed) = error.get(ContextKind::ValidValue).map(all).filter(|allowed| !allowed.is_empty()) {
        sv.push(format!("Tillåtna värden: {allowed}."));
        en.push(format!("Allowed values: {allowed}."));
    }
    sv.push("Läs mer med --help efter kommandot.".to_owned());
    en.push("Read more with --help after the command.".to_owned());
    (sv.join("\n"), en.join("\n"))
}

/// `--lang <sv|en>` is shown with the values that it takes; people know it as `--lang`.
fn name_of(shown: &str) -> &str {
    shown.split(' ').next().unwrap_or(shown)
}

fn first(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.first().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// What people know an argument as, of what is shown of it: `--role` of `--role <ROLE>`, `ID` of `<ID>...`.
fn bare(shown: &str) -> &str {
    let name = if shown.starts_with('-') { name_of(shown) } else { shown };
    name.trim_end_matches("...").trim_matches(['<', '>', '[', ']'])
}

fn all(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(words) => words.iter().map(|word| bare(word)).collect::<Vec<_>>().join(", "),
        other => name_of(&first(other)).to_owned(),
    }
}
