//! A name whose last day has passed is no longer shown, and need not lie in the sources either.

use super::{Rule, Run};
use crate::content::organisation::{Organisation, Role};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "past-name",
    severity: Severity::Warning,
    title: Both("Namn efter sin sista dag", "Name past its last day"),
    why: Both(
        "Personuppgifter ska inte sparas längre än de behövs (artikel 5.1 e i dataskyddsförordningen).",
        "Personal data shall be kept no longer than needed (article 5.1 e of the GDPR).",
    ),
    manual: Both(
        "Efter `named-until` visas rollen utan namn. Namnet ligger ändå kvar i filen, och skrivs det ut någon annanstans i texten syns det. Ta bort `named` och `named-until`, eller sätt en ny dag om personen har rollen kvar.\n\nFel:   named = \"Namn Namnsson\"\n       named-until = \"2024-12-31\"\nRätt:  title = \"Enhetschef\"",
        "After `named-until` the role is shown without the name. Yet the name lies in the file, and where it is written elsewhere in the text it shows. Remove `named` and `named-until`, or set a new day if the person still has the role.\n\nWrong: named = \"Name Surname\"\n       named-until = \"2024-12-31\"\nRight: title = \"Head of unit\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let roles = record.is::<Organisation>().into_iter().flat_map(|organisation| &organisation.roles);
    let past = roles.filter(|role| role.named_on(site.today).is_none() && !record.faulty_from(role.span));
    past.filter_map(|role| Some(tell(role, role.named.as_ref()?.span))).collect()
}

fn tell(role: &Role, at: crate::span::Span) -> Diagnostic {
    let title = &*role.title;
    Diagnostic::new(
        &LINT,
        at,
        format!("Namnet på den som har rollen ”{title}” har passerat sin sista dag."),
        format!("The name of who holds the role “{title}” is past its last day."),
    )
    .help(
        "Ta bort namnet och dess dag, eller sätt en ny dag om personen har rollen kvar.",
        "Remove the name and its day, or set a new day if the person still has the role.",
    )
}
