//! A fact whose only evidence says something else than the fact itself.

use super::{Rule, Run};
use crate::content::common::Evidence;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Record, RecordId, Site, normal};

pub static LINT: Lint = Lint {
    name: "evidence-differs",
    severity: Severity::Warning,
    title: Both("Belägget säger något annat", "The evidence says something else"),
    why: Both(
        "Sidan visar ett värde, och källan bredvid ett annat, utan att läsaren får veta varifrån det första kommer.",
        "The page shows one value, and the source beside it another, and readers are not told where the first comes from.",
    ),
    manual: Both(
        "När källor skiljer sig åt ska varje värde ha sitt eget belägg, så att läsaren ser båda med citat. Varningen kommer när allt belägg för en uppgift säger samma sak, men något annat än uppgiften själv. Är uppgiften fel: rätta den. Är källorna oense: skriv ett [[evidence]] också för det värde som visas, med preferred = true.\n\nFel:   on = \"2014-vår\" med [[evidence]] of = \"adopted.on\", value = \"2014-början\"\nRätt:  ett [[evidence]] till, med value = \"2014-vår\", source, quote och preferred = true",
        "Where sources differ each value shall have its own evidence, so that readers see both with their quotes. The warning comes when all evidence of a fact says the same, but something else than the fact itself. If the fact is wrong: mend it. If the sources differ: write [[evidence]] of the shown value too, with preferred = true.\n\nWrong: on = \"2014-vår\" with [[evidence]] of = \"adopted.on\", value = \"2014-början\"\nRight: one more [[evidence]], with value = \"2014-vår\", source, quote and preferred = true",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let evidence = &record.common.evidence;
    let mut valued: Vec<&Evidence> = evidence.iter().filter(|one| one.value.is_some() && !record.faulty_from(one.span)).collect();
    // A stable sort keeps the order of the file within a fact.
    valued.sort_by(|a, b| a.of.text.cmp(&b.of.text));
    valued.chunk_by(|a, b| *a.of == *b.of).filter_map(|fact| differs(record, fact)).collect()
}

/// A finding when all evidence of one fact agrees on another value than the one that is written.
fn differs(record: &Record, fact: &[&Evidence]) -> Option<Diagnostic> {
    let value = |one: &&Evidence| one.value.as_ref().map(|value| normal(value).to_lowercase());
    let first = fact.first()?;
    if fact.iter().any(|one| value(one) != value(first)) {
        return None;
    }
    let own = record.words_at(&first.of);
    if own.is_empty() || own.iter().any(|words| Some(normal(words).to_lowercase()) == value(first)) {
        return None;
    }
    let (of, told, shown) = (&*first.of, first.value.as_ref()?, &own[0]);
    let diagnostic = Diagnostic::new(
        &LINT,
        told.span,
        format!("Belägget för `{of}` säger ”{}”, men uppgiften är ”{shown}”.", &**told),
        format!("The evidence of `{of}` says “{}”, but the fact is “{shown}”.", &**told),
    );
    let diagnostic = diagnostic.help(
        "Rätta uppgiften om den är fel. Är källorna oense: skriv belägg också för det värde som visas.",
        "Mend the fact if it is wrong. If the sources differ: write evidence of the shown value too.",
    );
    Some(diagnostic.paste(format!(
        "[[evidence]]\nof = \"{of}\"\nvalue = {}\nsource = \"\"\nquote = \"\"\npreferred = true",
        toml::Value::from(shown.as_str())
    )))
}
