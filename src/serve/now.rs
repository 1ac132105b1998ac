//! What an open page asks: whether it is still as it is shown now, and what stands over it.

use serde_json::{Value, json};

use super::address::{self, OWN, Place};
use super::edition::Edition;
use crate::diagnostic::{Both, Diagnostic, Lang, Severity};
use crate::output::{Key, Output};
use crate::report::{View, summary, visible};
use crate::span::SourceId;

/// How many errors stand over a page; the others stand on the preview's own page.
const OVER: usize = 20;

/// What stands over the page at `target`, as plain words that the script sets: the errors, those of the site's settings and of the page's own
/// file first, and for which day the site is made when that is
/// not today. Nothing stands over the preview's own pages, which tell the same themselves.
pub fn over(target: &str, edition: &Edition, lang: Lang) -> Value {
    let is_own = target.starts_with(OWN);
    let found = || edition.diagnostics.iter().filter(|_| !is_own);
    let mut errors: Vec<Diagnostic> = found().filter(|found| found.severity == Severity::Error).cloned().collect();
    // The whole site leans on its settings, and whoever looks at a page is at work on its file.
    let (site, own) = (SourceId::of("content/site.toml"), file_of(target, edition).map(SourceId::of));
    errors.sort_by_key(|error| (error.span.source != site, Some(error.span.source) != own));
    let warnings = found().count() - errors.len();
    let view = View::new(lang, &edition.sources).also("content/site.toml");
    let left = errors.len().saturating_sub(OVER);
    let counted = |words: Both, count: usize| if count == 0 { String::new() } else { format!("{} {count}.", words.get(lang)) };
    let day = format!("{} {}.", Both("Webbplatsen som den är", "The site as it is on").get(lang), edition.sources.today);
    json!({
        "heading": if errors.is_empty() { String::new() } else { summary(&errors, lang) },
        "day": if edition.other_day && !is_own { day } else { String::new() },
        "errors": errors.iter().take(OVER).map(|error| line(error, &view)).collect::<Vec<_>>(),
        "more": counted(Both("Fler fel:", "More errors:"), left),
        "warnings": counted(Both("Varningar:", "Warnings:"), warnings),
    })
}

/// The file that the page at `target` tells of, when that is one record's.
fn file_of<'a>(target: &str, edition: &'a Edition) -> Option<&'a str> {
    let Place::Page(Output { key: Key::Record { record, .. }, .. }) = address::find(target, edition) else { return None };
    Some(&edition.house.site.record(*record).path)
}

/// The words that do not change, for the script.
pub fn words(lang: Lang) -> Value {
    json!({
        "lang": Both("sv", "en").get(lang),
        "label": Both("Förhandsvisningen", "The preview").get(lang),
        "errors": Both(
            "Det som går att läsa visas. Webbplatsen kan inte byggas förrän felen är rättade.",
            "What can be read is shown. The site cannot be built until the errors are mended.",
        ).get(lang),
        "day": Both("Starta utan --date för att se den som den är i dag.", "Start without --date to see it as it is today.").get(lang),
        "sound": Both("Inga fel.", "No errors.").get(lang),
        "gone": Both(
            "Den här sidan finns inte just nu: den är flyttad, borttagen eller går inte att läsa. Du ser den som den var.",
            "This page is not there now: it was moved or removed, or cannot be read. You see it as it was.",
        ).get(lang),
        "moved": Both("En sida med samma namn:", "A page of the same name:").get(lang),
        "all": Both("Allt att se till, med råd", "All there is to see to, with advice").get(lang),
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
