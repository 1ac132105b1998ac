//! What opens a door stands in a file that many read.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::parse::Documents;
use crate::source::{Sources, Text};
use crate::span::{SourceId, Span};

pub static LINT: Lint = Lint {
    name: "secret",
    severity: Severity::Error,
    title: Both("Ett lösenord eller en nyckel i en fil", "A password or key in a file"),
    why: Both(
        "Webbplatsens filer läses av många, kopieras och sparas länge. Den som har nyckeln kan ändra det läsarna ser.",
        "The site's files are read by many, copied and kept for long. Whoever has the key can change what readers see.",
    ),
    manual: Both(
        "Känner igen privata nycklar (-----BEGIN … PRIVATE KEY-----, också för PGP), nycklar till Amazons S3 (AKIA…, ASIA…) och lösenord i adresser (https://namn:lösenord@…), i texter, teman och, när webbplatsen byggs, i filer som sidor länkar till. Vid publicering jämförs dessutom varje fil med det som står i miljön: INSYN_PASSWORD, INSYN_TOKEN, AWS_SECRET_ACCESS_KEY och AWS_SESSION_TOKEN.\n\nByt det lösenord eller den nyckel som har stått i en fil: den räknas som känd. Det som öppnar en plats att publicera till står i miljön för den som kör insyn publish, eller i ssh-agenten.\n\nFel:   to = \"https://insyn:hemligt@dav.example.se/insyn\"\nRätt:  to = \"https://dav.example.se/insyn\"",
        "Knows private keys (-----BEGIN … PRIVATE KEY-----, those of PGP too), keys to Amazon's S3 (AKIA…, ASIA…) and passwords in addresses (https://name:password@…), in texts, themes and, when the site is built, in files that pages link to. When publishing, every file is also compared with what the environment has: INSYN_PASSWORD, INSYN_TOKEN, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.\n\nChange the password or key that has stood in a file: it counts as known. What opens a place to publish to stands in the environment of whoever runs insyn publish, or in the ssh agent.\n\nWrong: to = \"https://insyn:secret@dav.example.se/insyn\"\nRight: to = \"https://dav.example.se/insyn\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// Every secret holds one of these: most texts hold none, and are not read any closer.
const SIGNS: &[&str] = &["-----BEGIN ", "AKIA", "ASIA", "://"];

static SECRET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let key = r"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|(?-u:\b)(?:AKIA|ASIA)[A-Z0-9]{16}(?-u:\b)";
    Regex::new(&format!(r#"{key}|(?-u:\b)[A-Za-z][A-Za-z0-9+.-]*://[^\s/@:"']+:[^\s/@"']+@"#)).ok()
});

fn run(local: &Local) -> Vec<Diagnostic> {
    in_text(&local.document.text)
}

/// Secrets in texts that are no documents: themes, and copies that somebody's edits left.
pub fn beside_documents(documents: &Documents, sources: &Sources) -> Vec<Diagnostic> {
    // Both stand in the order of their paths.
    let mut read = documents.documents.iter().map(|document| document.text.id).peekable();
    sources.texts.iter().filter(|text| read.next_if_eq(&text.id).is_none()).flat_map(in_text).collect()
}

/// Whether a file that is passed on as it is holds a secret.
pub fn is_in(bytes: &[u8]) -> bool {
    secrets(&String::from_utf8_lossy(bytes)).next().is_some()
}

/// The finding about a file that would be passed on; `path` is where it comes from.
pub fn in_passed_on(path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (sv, en) = (format!("I filen {name} står något som öppnar en dörr."), format!("The file {name} holds what opens a door."));
    tell(Span::start_of(SourceId::of(path)), &sv, &en)
}

fn in_text(text: &Text) -> Vec<Diagnostic> {
    let found = secrets(&text.content);
    found.map(|range| tell(Span::new(text.id, range), "Här står något som öppnar en dörr.", "This opens a door.")).collect()
}

/// Where the secrets of a text stand.
fn secrets(text: &str) -> impl Iterator<Item = Range<usize>> {
    let may = SIGNS.iter().any(|sign| text.contains(sign));
    SECRET.iter().filter(move |_| may).flat_map(move |secret| secret.find_iter(text)).map(|found| found.range())
}

/// The words of the finding never repeat what was found.
fn tell(span: Span, sv: &str, en: &str) -> Diagnostic {
    Diagnostic::new(&LINT, span, sv, en).help(
        "Ta bort det, byt det mot ett nytt, och lägg det nya i miljön eller ssh-agenten.",
        "Remove it, change it for a new one, and put that in the environment or the ssh agent.",
    )
}
