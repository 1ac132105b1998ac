//! Who is named in a case is named as what they were there.

use super::{Rule, Run};
use crate::content::case::Case;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::site::{RecordId, Site};

pub static LINT: Lint = Lint {
    name: "name-without-role",
    severity: Severity::Warning,
    title: Both("Namn utan roll", "Name without a role"),
    why: Both(
        "Det är rollen som gör att ett namn får stå på en öppen webbplats (artikel 5.1 c i dataskyddsförordningen).",
        "It is the role that lets a name stand on an open website (article 5.1 c of the GDPR).",
    ),
    manual: Both(
        "En förtroendevald nämns i sitt uppdrag: en motionär (`mover`) med sitt parti (`party`). Lämnade en invånare förslaget är det ingen motion utan ett medborgarförslag, och då behövs inget namn.\n\nFel:   mover = \"Namn Namnsson\"\nRätt:  mover = \"Namn Namnsson\"\n       party = \"NL\"",
        "An elected member is named in their office: a mover (`mover`) with their party (`party`). If a resident made the proposal, it is no motion but a citizens' proposal, and needs no name.\n\nWrong: mover = \"Name Surname\"\nRight: mover = \"Name Surname\"\n       party = \"NL\"",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Record(run) };

fn run(site: &Site, id: RecordId) -> Vec<Diagnostic> {
    let record = site.record(id);
    let motions = record.is::<Case>().into_iter().flat_map(|case| &case.motions);
    let bare = motions.filter(|motion| motion.party.is_none() && !record.faulty_from(motion.span));
    let told = bare.filter_map(|motion| {
        let mover = motion.mover.as_ref()?;
        let diagnostic = Diagnostic::new(
            &LINT,
            mover.span,
            "Motionären nämns med namn men utan sitt parti.",
            "The mover is named, but without their party.",
        );
        let help = diagnostic.help("Lägg till partiet, eller ta bort namnet.", "Add the party, or remove the name.");
        Some(help.paste("party = \"\""))
    });
    told.collect()
}
