//! What was open in one full follow-up is told of in the next.

use super::{Rule, Run, Whole};
use crate::content::result::FollowUp;
use crate::diagnostic::{Both, Diagnostic, Lint, Severity};
use crate::knowledge::lineage::Spot;
use crate::site::RecordId;

pub static LINT: Lint = Lint {
    name: "vanished-action",
    severity: Severity::Warning,
    title: Both("Aktivitet som uppföljningen inte tar upp", "Action that the follow-up does not take up"),
    why: Both(
        "Den som läste att något pågick har rätt att få veta hur det gick. Sidan säger till läsarna att uppföljningen inte tar upp det.",
        "Whoever read that something was going on has a right to learn how it went. The page tells readers that the follow-up does not take it up.",
    ),
    manual: Both(
        "En aktivitet som var öppen i en fullständig uppföljning ska finnas med i nästa fullständiga: fortsatt, avslutad eller ersatt. Den känns igen på kolumnen Fortsätter, på den planerade aktiviteten eller på samma ord. En sammanfattning får utelämna vad som helst.\n\n| Aktivitet | Läge | Fortsätter | Avslutad |\n|---|---|---|---|\n| Ny brukarenkät | genomförd | results/andt-2015#ny-brukarenkat | |\n| Föräldracafé | okänd | results/andt-2015#foraldracafe | ja |\n\nTar uppföljningen inte upp allt är den inte fullständig: extent = \"en del\" eller \"sammanfattning\".",
        "An action that was open in one full follow-up shall be in the next full one: continued, closed or replaced. It is recognised by the column Continues, by the planned action or by the same words. A summary may leave out anything.\n\n| Action | Status | Continues | Closed |\n|---|---|---|---|\n| New survey | done | results/andt-2015#new-survey | |\n| Parents' café | unknown | results/andt-2015#parents-cafe | yes |\n\nA follow-up that does not take up everything is not full: extent = \"part\" or \"summary\".",
    ),
};

pub static RULE: Rule = Rule { lint: &LINT, run: Run::Whole(run) };

fn run(whole: &Whole) -> Vec<Diagnostic> {
    // What goes on may stand in a follow-up that could not be read.
    if whole.site.lacks_records("results") {
        return Vec::new();
    }
    let mut vanished: Vec<(&RecordId, &Vec<Spot>)> = whole.knowledge.lineage.vanished.iter().collect();
    vanished.sort_unstable();
    vanished.into_iter().flat_map(|(later, spots)| spots.iter().filter_map(|spot| told(whole, *later, *spot))).collect()
}

fn told(whole: &Whole, later: RecordId, spot: Spot) -> Option<Diagnostic> {
    let (record, before) = (whole.site.record(later), whole.site.record(spot.record));
    let action = before.is::<FollowUp>()?.actions.get(spot.at as usize)?;
    let title = &*action.title;
    let found = Diagnostic::new(
        &LINT,
        record.common.title.span,
        format!("Uppföljningen är fullständig men tar inte upp ”{title}”, som var öppen i ”{}”.", &*before.common.title),
        format!("The follow-up is full but does not take up “{title}”, which was open in “{}”.", &*before.common.title),
    )
    .label(action.title.span, "Här är den öppen.", "Here it is open.")
    .help(
        "Lägg till en rad för den i tabellen, med adressen nedan i kolumnen Fortsätter. Är den slut: skriv ja i kolumnen Avslutad.",
        "Add a row for it in the table, with the address below in the column Continues. If it is at an end: write yes in the column Closed.",
    )
    .help(
        "Tar uppföljningen inte upp allt: ändra extent till ”en del” eller ”sammanfattning”.",
        "If the follow-up does not take up everything: change extent to “part” or “summary”.",
    );
    let part = before.part_at(action.span).filter(|part| part.decl.key == "action");
    Some(match part {
        Some(part) => found.paste(format!("{}/{}#{}", before.kind.folder, before.id, part.id)),
        None => found,
    })
}
