//! What nobody has approved. Asked for only where records bear approvals: a site that does not use them has nothing to see to.

use super::{Desk, Line, List};
use crate::diagnostic::Both;

pub(super) static LIST: List = List {
    name: "approval",
    title: Both("Saknar godkännande", "Without approval"),
    about: Both(
        "Poster utan `approval`, på en webbplats där andra har det.",
        "Records without `approval`, on a site where others have it.",
    ),
    none: Both("Inget saknar godkännande som den här webbplatsen ber om.", "Nothing lacks an approval that this site asks for."),
    says: Both("Vad som saknas", "What is missing"),
    lines,
};

fn lines(desk: &Desk) -> Vec<Line> {
    let site = &desk.edition.house.site;
    if site.all().all(|(_, record)| record.common.approval.is_none()) {
        return Vec::new();
    }
    let words = Both("Ingen har godkänt den", "Nobody has approved it").get(desk.lang);
    let lacking = site.told().filter(|(_, record)| record.common.approval.is_none());
    lacking.map(|(id, record)| Line::of(desk, record.kind.many.get(desk.lang), id, record.span, words)).collect()
}
