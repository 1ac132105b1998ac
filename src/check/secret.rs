//! What opens a door stands in a file that many read.

use std::sync::LazyLock;

use regex::Regex;

use super::{Local, Rule, Run};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "secret",
    severity: Severity::Error,
    title: Both("Ett lösenord eller en nyckel i en fil", "A password or key in a file"),
    why: Both(
        "Webbplatsens filer läses av många, kopieras och sparas länge. Den som har nyckeln kan ändra det läsarna ser.",
        "The site's files are read by many, copied and kept for long. Whoever has the key can change what readers see.",
    ),
    manual: Both(
        "Känner igen privata nycklar (-----BEGIN … PRIVATE KEY-----), nycklar till Amazons S3 (AKIA…, ASIA…) och lösenord i adresser (https://namn:lösenord@…). Vid publicering jämförs dessutom varje fil med det som står i miljön: INSYN_PASSWORD, INSYN_TOKEN, AWS_SECRET_ACCESS_KEY och AWS_SESSION_TOKEN.\n\nByt det lösenord eller den nyckel som har stått i en fil: den räknas som känd. Det som öppnar en plats att publicera till står i miljön för den som kör insyn publish, eller i ssh-agenten.\n\nFel:   to = \"https://insyn:hemligt@dav.example.se/insyn\"\nRätt:  to = \"https://dav.example.se/insyn\"",
        "Knows private keys (-----BEGIN … PRIVATE KEY-----), keys to Amazon's S3 (AKIA…, ASIA…) and passwords in addresses (https://name:password@…). When publishing, every file is also compared with what the environment has: INSYN_PASSWORD, INSYN_TOKEN, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.\n\nChange the password or key that has stood in a file: it counts as known. What opens a place to publish to stands in the environment of whoever runs insyn publish, or in the ssh agent.\n\nWrong: to = \"https://insyn:secret@dav.example.se/insyn\"\nRight: to = \"https://dav.example.se/insyn\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Local(run) };

/// Every secret holds one of these: most texts hold none, and are not read any closer.
const SIGNS: &[&str] = &["-----BEGIN ", "AKIA", "ASIA", "://"];

static SECRET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let key = r"-----BEGIN [A-Z ]*PRIVATE KEY-----|(?-u:\b)(?:AKIA|ASIA)[A-Z0-9]{16}(?-u:\b)";
    Regex::new(&format!(r#"{key}|(?-u:\b)[a-z][a-z0-9+.-]*://[^\s/@:"']+:[^\s/@"']+@"#)).ok()
});

fn run(local: &Local) -> Vec<Diagnostic> {
    let text = &local.document.text;
    let may = SIGNS.iter().any(|sign| text.content.contains(sign));
    let found = SECRET.iter().filter(|_| may).flat_map(|secret| secret.find_iter(&text.content));
    let told = found.map(|found| {
        // The words of the finding never repeat it.
        Diagnostic::new(&LINT, Span::new(text.id, found.range()), "Här står något som öppnar en dörr.", "This opens a door.").help(
            "Ta bort det, byt det mot ett nytt, och lägg det nya i miljön eller ssh-agenten.",
            "Remove it, change it for a new one, and put that in the environment or the ssh agent.",
        )
    });
    told.collect()
}
