//! What readers are not shown: drafts, what waits for its day, what is past it, and what is withdrawn.

use super::{Desk, Line, List};
use crate::diagnostic::Both;
use crate::site::{Record, State};

pub(super) static LIST: List = List {
    name: "withheld",
    title: Both("Visas inte för läsare", "Not shown to readers"),
    about: Both(
        "Utkast, det som väntar på sin dag eller har passerat den, och det som är tillbakadraget.",
        "Drafts, what waits for its day or is past it, and what is withdrawn.",
    ),
    none: Both("Allt som är skrivet visas.", "Everything that is written is shown."),
    says: Both("Varför, och till när", "Why, and until when"),
    lines,
};

const ORDER: [(State, Both); 5] = [
    (State::Draft, Both("Utkast", "Drafts")),
    (State::Embargoed, Both("Väntar på sin dag", "Waiting for their day")),
    (State::Expired, Both("Sista dagen har passerat", "Past their last day")),
    (State::Unapproved, Both("Inte godkända", "Not approved")),
    (State::Withdrawn, Both("Tillbakadragna", "Withdrawn")),
];

fn lines(desk: &Desk) -> Vec<Line> {
    let site = &desk.edition.house.site;
    let mut lines = Vec::new();
    for (state, group) in ORDER {
        let records = site.all().filter(|(_, record)| record.state == state);
        lines.extend(records.map(|(id, record)| Line::of(desk, group.get(desk.lang), id, record.span, why(record).get(desk.lang))));
    }
    lines
}

fn why(record: &Record) -> crate::diagnostic::Words {
    use crate::diagnostic::Words;
    let common = &record.common;
    let day = |day: &Option<Box<crate::content::value::Day>>| day.as_ref().map_or(String::new(), |day| day.date().to_string());
    match record.state {
        State::Published => Words::same(""),
        State::Draft => Words::new("Utkast, tills raden draft tas bort", "A draft, until the line draft is removed"),
        State::Embargoed => {
            Words::new(format!("Visas från {}", day(&common.not_before)), format!("Shown from {}", day(&common.not_before)))
        }
        State::Expired => {
            Words::new(format!("Visades till och med {}", day(&common.until)), format!("Was shown until {}", day(&common.until)))
        }
        State::Unapproved => Words::new("Ingen har godkänt den som den står", "Nobody has approved it as it stands"),
        State::Withdrawn => Words::same(
            common.withdrawn.as_ref().map_or(String::new(), |withdrawn| format!("{}: {}", withdrawn.date.date(), &*withdrawn.reason)),
        ),
    }
}
