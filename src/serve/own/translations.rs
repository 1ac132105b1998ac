//! Per language: translations that are older than their originals, and what has none.

use super::{Desk, Line, List};
use crate::diagnostic::Both;
use crate::fingerprint;
use crate::site::{Record, State};

pub(super) static LIST: List = List {
    name: "translations",
    title: Both("Saknar översättning", "Without translation"),
    about: Both(
        "För varje språk som webbplatsen har: översättningar som är äldre än originalet, och poster utan översättning av de sorter som språket har sidor av.",
        "For each language of the site: translations that are older than the original, and records without a translation of the kinds that the language has pages of.",
    ),
    none: Both("Ingen översättning saknas eller är gammal.", "No translation is missing or old."),
    says: Both("Vad som saknas", "What is missing"),
    lines,
};

/// A site wants a kind translated where it has begun to: it has a page of that kind in the language. Guides it always wants.
fn lines(desk: &Desk) -> Vec<Line> {
    let (site, lang) = (&desk.edition.house.site, desk.lang);
    let of = |record: &Record, code: &str| record.translations.iter().position(|one| one.lang == code);
    let shown = || site.all().filter(|(_, record)| record.state != State::Withdrawn);
    let mut lines = Vec::new();
    for code in site.config.codes().into_iter().skip(1) {
        let name = format!("{} ({code})", desk.edition.house.theme.language(code).name);
        let old = format!("{name}: {}", Both("äldre än originalet", "older than the original").get(lang));
        let mut wanted = vec!["guide"];
        for (id, record) in shown() {
            let Some(at) = of(record, code) else { continue };
            let translation = &record.translations[at];
            wanted.push(record.kind.name);
            let fresh = record.faults.is_empty().then(|| fingerprint::of_words(record));
            let written = translation.translates.as_deref();
            if fresh.is_some_and(|fresh| written.is_none_or(|written| *written != *fresh)) {
                let words = Both("Läs igenom översättningen", "Read the translation through").get(lang);
                lines.push(Line::of(desk, old.clone(), id, translation.title.span, words));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        for (id, record) in shown().filter(|(_, record)| wanted.contains(&record.kind.name) && of(record, code).is_none()) {
            let group = format!("{name}: {}", record.kind.many.get(lang).to_lowercase());
            let file = format!("content/{}/{}.{code}.md", record.kind.folder, record.id);
            lines.push(Line::of(desk, group, id, record.span, format!("{} {file}", Both("Skriv", "Write").get(lang))));
        }
    }
    lines
}
