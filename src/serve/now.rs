//! What an open page asks: whether it is still as it is shown now, and what stands over it.

use serde_json::{Value, json};

use super::edition::Edition;
use crate::diagnostic::{Both, Diagnostic, Lang, Severity};
use crate::output::Output;
use crate::report::{View, summary, visible};

/// How many errors stand over a page; the others stand on the preview's own page.
const OVER: usize = 20;

/// What stands over every page, as plain words that the script sets; null when there is nothing to tell. A site made for another day than
/// today says so.
pub fn overlay(edition: &Edition, lang: Lang) -> Value {
    let (errors, warnings): (Vec<_>, Vec<_>) = edition.diagnostics.iter().cloned().partition(|d| d.severity == Severity::Error);
    let day = if edition.other_day { day(edition.sources.today, lang) } else { String::new() };
    if errors.is_empty() && day.is_empty() {
        return Value::Null;
    }
    let view = View::new(lang, &edition.sources).also("content/site.toml");
    let words = Both(
        "Det som går att läsa visas. Webbplatsen kan inte byggas förrän felen är rättade.",
        "What can be read is shown. The site cannot be built until the errors are mended.",
    );
    let left = errors.len().saturating_sub(OVER);
    json!({
        "heading": if errors.is_empty() { day.clone() } else { summary(&errors, lang) },
        "day": if errors.is_empty() { "" } else { &day },
        "words": if errors.is_empty() { "" } else { words.get(lang) },
        "errors": errors.iter().take(OVER).map(|error| line(error, &view)).collect::<Vec<_>>(),
        "more": if left == 0 { String::new() } else { format!("{} {left}.", Both("Fler fel:", "More errors:").get(lang)) },
        "warnings": if warnings.is_empty() { String::new() } else { format!("{} {}.", Both("Varningar:", "Warnings:").get(lang), warnings.len()) },
        "link": Both("Alla fynd, med råd", "All findings, with advice").get(lang),
    })
}

/// The words that do not change, for the script.
pub fn words(lang: Lang) -> Value {
    json!({
        "lang": Both("sv", "en").get(lang),
        "label": Both("Förhandsvisningen", "The preview").get(lang),
        "sound": Both("Inga fel.", "No errors.").get(lang),
        "gone": Both(
            "Den här sidan finns inte just nu: den är flyttad, borttagen eller går inte att läsa. Du ser den som den var.",
            "This page is not there now: it was moved or removed, or cannot be read. You see it as it was.",
        ).get(lang),
        "moved": Both("En sida med samma namn:", "A page of the same name:").get(lang),
    })
}

/// Where a page that is gone may be: the one page whose last part of the address is the same.
pub fn namesake<'a>(target: &str, edition: &'a Edition) -> Option<&'a Output> {
    let name = target.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty())?;
    let end = format!("/{name}/index.html");
    let mut found = edition.house.plan.outputs.iter().filter(|output| output.path.ends_with(&end));
    found.next().filter(|_| found.next().is_none())
}

fn line(error: &Diagnostic, view: &View) -> Value {
    json!({
        "place": view.place(error.span).unwrap_or_default(),
        "message": visible(error.message.get(view.lang)),
        "help": error.help.iter().map(|help| visible(help.get(view.lang))).collect::<Vec<_>>(),
    })
}

fn day(day: jiff::civil::Date, lang: Lang) -> String {
    let (sv, en) = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    match lang {
        Lang::Sv => format!("Webbplatsen som den är den {} {sv} {}.", day.day(), day.year()),
        Lang::En => format!("The site as it is on {} {en} {}.", day.day(), day.year()),
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("mars", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augusti", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];
