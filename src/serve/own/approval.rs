//! What nobody has approved as it stands: all of it where the site asks for approval, else what has changed since somebody did.

use super::{Desk, Line, List};
use crate::diagnostic::Both;
use crate::site::{Approved, State};

pub(super) static LIST: List = List {
    name: "approval",
    title: Both("Saknar godkännande", "Without approval"),
    about: Both(
        "Poster som har ändrats sedan de godkändes. Står `approval = \"krävs\"` i site.toml också de som aldrig har godkänts; inga av dem visas för läsare. Godkänn med `insyn approve ID --role \"…\"`.",
        "Records that have changed since they were approved. With `approval = \"required\"` in site.toml also those that never were; none of them is shown to readers. Approve with `insyn approve ID --role \"…\"`.",
    ),
    none: Both("Inget saknar godkännande som den här webbplatsen ber om.", "Nothing lacks an approval that this site asks for."),
    says: Both("Vad som saknas", "What is missing"),
    lines,
};

fn lines(desk: &Desk) -> Vec<Line> {
    let site = &desk.edition.house.site;
    let lacking = site.told().filter(|(_, record)| match record.approved {
        Approved::Never => site.requires_approval() && record.state != State::Expired,
        Approved::Changed => true,
        Approved::Holds => false,
    });
    let words = |approved| match approved {
        Approved::Changed => Both("Den har ändrats sedan den godkändes", "It has changed since it was approved"),
        _ => Both("Ingen har godkänt den", "Nobody has approved it"),
    };
    lacking
        .map(|(id, record)| Line::of(desk, record.kind.many.get(desk.lang), id, record.held().span, words(record.approved).get(desk.lang)))
        .collect()
}
