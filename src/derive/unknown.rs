//! Which records leave anything open, in the order of the site.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Learnt;
use crate::knowledge::Knowledge;
use crate::knowledge::completeness::{answers_not_here, documents_not_here};
use crate::site::{RecordId, Site};

pub fn derive(site: &Site, knowledge: &Knowledge) -> Learnt {
    let asked: FxHashSet<RecordId> = knowledge.unanswered.iter().map(|one| one.record).collect();
    let open = |id: RecordId| {
        asked.contains(&id)
            || knowledge.declared.contains_key(&id)
            || !site.record(id).common.absence.is_empty()
            || documents_not_here(site, id).next().is_some()
            || answers_not_here(site, id).next().is_some()
    };
    let told: Vec<RecordId> = site.told().map(|(id, _)| id).collect();
    let unknown: Vec<RecordId> = told.into_par_iter().filter(|id| open(*id)).collect();
    Box::new(move |knowledge| knowledge.unknown = unknown.into())
}
