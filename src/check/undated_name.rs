//! The name of who holds a role is shown until a day that somebody has set.

use super::{Rule, Run};
use crate::content::organisation::{Organisation, Role};
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "undated-name",
    severity: Severity::Warning,
    title: Both("Namn utan sista dag", "Name without a last day"),
    why: Both(
        "Namnet ligger kvar på webben långt efter att personen har slutat, och ingen märker det.",
        "The name stays on the web long after the person has left, and nobody notices.",
    ),
    manual: Both(
        "Roller går före namn. Behövs namnet ändå, ska det ha en sista dag: `named-until`. Efter den dagen visas rollen utan namn vid nästa bygge.\n\nFel:   named = \"Namn Namnsson\"\nRätt:  named = \"Namn Namnsson\"\n       named-until = \"2027-12-31\"",
        "Roles come before names. If the name is needed all the same, it shall have a last day: `named-until`. After that day the next build shows the role without the name.\n\nWrong: named = \"Name Surname\"\nRight: named = \"Name Surname\"\n       named-until = \"2027-12-31\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let roles = record.is::<Organisation>().into_iter().flat_map(|organisation| &organisation.roles);
    // A day that could not be read has been told of.
    let undated = roles.filter(|role| role.named_until.is_none() && !record.faulty_from(role.span));
    undated.filter_map(|role| Some(tell(role, role.named.as_ref()?.span))).collect()
}

fn tell(role: &Role, at: crate::span::Span) -> Diagnostic {
    let title = &*role.title;
    Diagnostic::new(
        &LINT,
        at,
        format!("Namnet på den som har rollen ”{title}” har ingen sista dag."),
        format!("The name of who holds the role “{title}” has no last day."),
    )
    .help("Ta bort namnet, eller lägg till raden nedan med rätt dag.", "Remove the name, or add the line below with the right day.")
    .paste("named-until = \"…\"")
}
