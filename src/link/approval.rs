//! Which records are as somebody approved them; where a site shows only those, the others are not for readers.

use std::sync::Arc;

use rayon::prelude::*;

use super::origins::Origin;
use crate::diagnostic::Diagnostic;
use crate::site::{Approved, Record, Site, State};
use crate::source::Audience;

/// Judges every record with its translations; of one that `stands` as it was judged before, only what the site asks for can be new. Where the
/// site asks for approval, what lacks it is taken from readers as a draft is. Gives what was found in that.
pub fn judge(
    site: &mut Site,
    records: &mut Vec<Arc<Record>>,
    origins: &mut Vec<Origin>,
    stands: impl Fn(usize) -> bool + Sync,
) -> Vec<Diagnostic> {
    let shared = &*site;
    let judged = records.par_iter().enumerate().map(|(at, record)| {
        let approved = if stands(at) { record.approved } else { shared.approved(record) };
        let asked = if record.state == State::Unapproved { State::Published } else { record.state };
        (approved, state(shared, asked, approved))
    });
    let judged: Vec<(Approved, State)> = judged.collect();
    for (record, now) in records.iter_mut().zip(judged).filter(|(record, now)| (record.approved, record.state) != *now) {
        let record = Arc::make_mut(record);
        (record.approved, record.state) = now;
    }
    if site.audience == Audience::Public && site.requires_approval() {
        return hide(site, records, origins);
    }
    Vec::new()
}

fn hide(site: &mut Site, records: &mut Vec<Arc<Record>>, origins: &mut Vec<Origin>) -> Vec<Diagnostic> {
    let mut hidden = (*site.hidden).clone();
    let mut held = Vec::new();
    let shown: Vec<bool> = records.iter().map(|record| record.state != State::Unapproved).collect();
    for record in records.iter().filter(|record| record.state == State::Unapproved) {
        hidden.insert((record.kind.folder, record.id.clone()), record.state);
        held.push(record.held());
    }
    let mut each = shown.iter();
    records.retain(|_| each.next().is_none_or(|shown| *shown));
    let mut each = shown.iter();
    let is_shown = |_: &Origin| each.next().is_none_or(|shown| *shown);
    let (kept, taken): (Vec<Origin>, Vec<Origin>) = std::mem::take(origins).into_iter().partition(is_shown);
    *origins = kept;
    (site.hidden, site.held) = (Arc::new(hidden), Arc::new(held));
    taken.iter().flat_map(|origin| &origin.found).cloned().collect()
}

/// The state of a record, which would be `state` if nobody asked for approval.
pub fn state(site: &Site, state: State, approved: Approved) -> State {
    if state == State::Published && site.requires_approval() && approved != Approved::Holds { State::Unapproved } else { state }
}
