//! An approval holds for what was approved: what has changed since is told, and what readers are not shown for want of one.

use rustc_hash::FxHashSet;

use super::{Rule, Run, Whole};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{Approved, Held, State};

pub static LINT: Lint = Lint {
    name: "not-approved",
    severity: Severity::Warning,
    title: Both("Inte godkänd som den står", "Not approved as it stands"),
    why: Both(
        "Ett godkännande gäller det som någon läste. Ändras texten sedan har ingen godkänt det som står där.",
        "An approval holds for what somebody read. When the text changes after it, nobody has approved what stands there.",
    ),
    manual: Both(
        "`insyn approve ID --role \"enhetschef\"` skriver i posten vem som har godkänt den, vilken dag, och ett fingeravtryck av det som godkändes: uppgifterna, texten, översättningarna, rättelserna och filerna som sidan lämnar vidare. Ändras något av det gäller godkännandet inte längre. När och var sidan visas (draft, not-before, until, formerly, reviewed, silence) räknas inte.\n\nStår approval = \"krävs\" i content/site.toml visas bara det som är godkänt för läsare: allt annat finns inte på någon sida, i någon lista eller tabell. En publicerad sida som har ändrats sedan den godkändes stoppar bygget (vanished-page), så att den gamla sidan står kvar tills någon har godkänt den nya. Det som dras tillbaka med [withdrawn] behöver inget godkännande.\n\n[approval]\nrole = \"enhetschef\"\ndate = \"2026-11-22\"\nfingerprint = \"3f1c0a2b4d5e6f70\"",
        "`insyn approve ID --role \"head of unit\"` writes in the record who approved it, on which day, and a fingerprint of what was approved: the facts, the text, the translations, the corrections and the files that the page passes on. When any of it changes the approval holds no longer. When and where the page is shown (draft, not-before, until, formerly, reviewed, silence) does not count.\n\nWith approval = \"required\" in content/site.toml only what is approved is shown to readers: all else is on no page, in no list or table. A published page that has changed since it was approved stops the build (vanished-page), so that the old page stays until somebody has approved the new one. What is withdrawn with [withdrawn] needs no approval.\n\n[approval]\nrole = \"head of unit\"\ndate = \"2026-11-22\"\nfingerprint = \"3f1c0a2b4d5e6f70\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let site = whole.site;
    let required = site.requires_approval();
    let shown = site.all().map(|(_, record)| record).filter(|record| match record.state {
        State::Unapproved => true,
        State::Published => record.approved == Approved::Changed,
        _ => false,
    });
    let lacking: Vec<Held> = shown.map(|record| record.held()).chain(site.held.iter().cloned()).collect();
    if lacking.is_empty() {
        return Vec::new();
    }
    // That a published page would be lost is told as an error of its own.
    let published: FxHashSet<&str> = site.edition.pages.values().map(|origin| origin.record.as_str()).collect();
    lacking.iter().filter(|held| !(required && published.contains(held.name.as_str()))).map(|held| told(held, required)).collect()
}

fn told(held: &Held, required: bool) -> Diagnostic {
    let (since_sv, since_en) = match &held.by {
        Some((role, day)) => {
            (format!("har ändrats sedan {role} godkände den {day}"), format!("has changed since {role} approved it on {day}"))
        }
        None => ("är inte godkänd".to_owned(), "is not approved".to_owned()),
    };
    let (sv, en) = match required {
        true => (format!("Posten {since_sv}, och visas inte för läsare."), format!("The record {since_en}, and is not shown to readers.")),
        false => (
            format!("Posten {since_sv}: godkännandet gäller inte längre."),
            format!("The record {since_en}: the approval holds no longer."),
        ),
    };
    Diagnostic::new(&LINT, held.span, sv, en).help(
        format!("Läs igenom den och kör: insyn approve {} --role \"…\"", held.name),
        format!("Read it through and run: insyn approve {} --role \"…\"", held.name),
    )
}
