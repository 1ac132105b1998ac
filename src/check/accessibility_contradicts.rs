//! What the accessibility statement says of the whole agrees with what it lists.

use super::{Rule, Run, Whole};
use crate::content::accessibility::{Accessibility, Conformance};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::knowledge::untagged::Untagged;
use crate::span::Span;

pub static LINT: Lint = Lint {
    name: "accessibility-contradicts",
    severity: Severity::Error,
    title: Both("Tillgänglighetsredogörelsen säger emot sig själv", "The accessibility statement contradicts itself"),
    why: Both(
        "Den som behöver en tillgänglig sida ska kunna lita på redogörelsen, och lagen kräver en fullständig lista över brister.",
        "Whoever needs an accessible page shall be able to trust the statement, and the law asks for a complete list of faults.",
    ),
    manual: Both(
        "”helt förenlig” kan inte stå där det finns brister: egna [[fault]] eller [[burden]], eller filer på webbplatsen som inte är taggade (`tagged = \"nej\"`) eller som ingen har sagt något om. ”delvis förenlig” och ”inte förenlig” kräver att bristerna står där. Filer som inte är taggade listas av sig själva på sidan.\n\nFel:   conformance = \"helt förenlig\" och en [[fault]]\nRätt:  conformance = \"delvis förenlig\" och en [[fault]]",
        "“fully-compliant” cannot stand where there are faults: [[fault]] or [[burden]] of your own, or files on the site that are not tagged (`tagged = \"no\"`) or of which nobody has said anything. “partially-compliant” and “not-compliant” ask for the faults to be listed. Files that are not tagged are listed on the page by themselves.\n\nWrong: conformance = \"fully-compliant\" and a [[fault]]\nRight: conformance = \"partially-compliant\" and a [[fault]]",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    let Some(statement) = &whole.site.accessibility else { return Vec::new() };
    let found = match statement.conformance {
        Conformance::Full => too_good(statement, &whole.knowledge.untagged),
        Conformance::Partial | Conformance::Not => too_bad(statement, &whole.knowledge.untagged),
    };
    found.into_iter().collect()
}

fn too_good(statement: &Accessibility, untagged: &[Untagged]) -> Option<Diagnostic> {
    let own = statement.faults.iter().map(|fault| fault.span).chain(statement.burdens.iter().map(|burden| burden.span)).min();
    let known = untagged.iter().filter(|file| file.known).count();
    let (span, sv, en) = match (own, untagged.len()) {
        (Some(span), _) => {
            (span, "men här står något som inte är tillgängligt".to_owned(), "but here is something that is not accessible".to_owned())
        }
        (None, 0) => return None,
        (None, _) if known > 0 => (
            Span::start_of(statement.span.source),
            format!("men {} inte taggade för tillgänglighet", counted(known, "fil på den är", "filer på den är")),
            format!("but {} not tagged for accessibility", counted(known, "file on it is", "files on it are")),
        ),
        (None, unknown) => (
            Span::start_of(statement.span.source),
            format!("men för {} ingen har sagt om de är taggade", counted(unknown, "fil på den gäller att", "filer på den gäller att")),
            format!("but of {} nobody has said whether they are tagged", counted(unknown, "file on it", "files on it")),
        ),
    };
    let found = Diagnostic::new(
        &LINT,
        span,
        format!("Webbplatsen sägs vara helt förenlig, {sv}."),
        format!("The site is said to be fully compliant, {en}."),
    );
    Some(found.help(
        "Skriv conformance = \"delvis förenlig\" eller \"inte förenlig\", eller åtgärda bristen och ta bort den.",
        "Write conformance = \"partially-compliant\" or \"not-compliant\", or mend the fault and remove it.",
    ))
}

fn too_bad(statement: &Accessibility, untagged: &[Untagged]) -> Option<Diagnostic> {
    let none = statement.faults.is_empty() && statement.burdens.is_empty() && untagged.is_empty();
    let found = || {
        Diagnostic::new(
            &LINT,
            Span::start_of(statement.span.source),
            "Webbplatsen sägs inte vara helt förenlig, men ingen brist är angiven.",
            "The site is said not to be fully compliant, but no fault is listed.",
        )
        .help("Skriv varje brist som en [[fault]] med what och reason.", "Write each fault as a [[fault]] with what and reason.")
    };
    none.then(found)
}

fn counted(count: usize, one: &str, other: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { other })
}
