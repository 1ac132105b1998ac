//! Which records are as somebody approved them; where a site shows only those, the others are not for readers.

use std::sync::Arc;

use rayon::prelude::*;

use crate::site::{Approved, Record, Site, State};
use crate::source::Audience;

/// Judges every record with its translations. Where the site asks for approval, what lacks it is taken from readers as a draft is.
pub fn judge(site: &mut Site, records: &mut Vec<Record>) {
    let shared = &*site;
    records.par_iter_mut().for_each(|record| {
        record.approved = shared.approved(record);
        record.state = state(shared, record.state, record.approved);
    });
    if site.audience == Audience::Public && site.requires_approval() {
        let mut hidden = (*site.hidden).clone();
        let mut held = Vec::new();
        records.retain(|record| {
            let shown = record.state != State::Unapproved;
            if !shown {
                hidden.insert((record.kind.folder, record.id.clone()), record.state);
                held.push(record.held());
            }
            shown
        });
        (site.hidden, site.held) = (Arc::new(hidden), Arc::new(held));
    }
}

/// The state of a record, which would be `state` if nobody asked for approval.
pub fn state(site: &Site, state: State, approved: Approved) -> State {
    if state == State::Published && site.requires_approval() && approved != Approved::Holds { State::Unapproved } else { state }
}
