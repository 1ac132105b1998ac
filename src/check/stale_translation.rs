//! A translation says which text it translates; when that has changed, somebody has to read it through.

use super::{Rule, Run, with_paste};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::document::Translation;
use crate::fingerprint;
use crate::site::{Record, RecordId, Site};

pub static LINT: Lint = Lint {
    name: "stale-translation",
    severity: Severity::Warning,
    title: Both("Översättning som är äldre än originalet", "Translation older than the original"),
    why: Both(
        "Den som läser på ett annat språk kan få en uppgift som inte längre gäller.",
        "Whoever reads in another language may get a fact that no longer holds.",
    ),
    manual: Both(
        "I översättningens huvud står `translates`: fingeravtrycket av rubriken, sammanfattningen, texterna och brödtexten i originalet. När någon av dem ändras stämmer det inte längre. Läs igenom översättningen, rätta den och klistra in raden som programmet ger. Länkar, ämnen och dagar för kontroll räknas inte.\n\n+++\ntitle = \"I am worried\"\ntranslates = \"3f1c0a2b4d5e6f70\"\n+++",
        "The head of a translation holds `translates`: the fingerprint of the title, summary, texts and body of the original. When one of them changes it no longer agrees. Read the translation through, put it right and paste the line that the program gives. Links, topics and days of checking do not count.\n\n+++\ntitle = \"I am worried\"\ntranslates = \"3f1c0a2b4d5e6f70\"\n+++",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    // What could not be read has no fingerprint yet.
    if record.translations.is_empty() || !record.faults.is_empty() {
        return Vec::new();
    }
    let now = fingerprint::of_words(record);
    record.translations.iter().filter_map(|translation| judge(record, translation, &now)).collect()
}

fn judge(record: &Record, translation: &Translation, now: &str) -> Option<Diagnostic> {
    let line = Some(format!("translates = \"{now}\""));
    let Some(written) = &translation.translates else {
        let diagnostic = Diagnostic::new(
            &LINT,
            translation.title.span,
            "Översättningen säger inte vilken text den översätter, så ingen får veta när den blir gammal.",
            "The translation does not say which text it translates, so nobody is told when it grows old.",
        )
        .help(
            format!("Stämmer den med {}: klistra in raden nedan under title.", record.path),
            format!("If it agrees with {}: paste the line below under title.", record.path),
        );
        return Some(with_paste(diagnostic, line));
    };
    if **written == *now {
        return None;
    }
    let diagnostic = Diagnostic::new(
        &LINT,
        written.span,
        format!("{} har ändrats sedan den här översättningen gjordes.", record.path),
        format!("{} has changed since this translation was made.", record.path),
    )
    .help(
        "Läs igenom översättningen och rätta den. Klistra sedan in raden nedan.",
        "Read the translation through and put it right. Then paste the line below.",
    );
    Some(with_paste(diagnostic, line))
}
