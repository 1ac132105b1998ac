//! What words can mention: the numbers of cases, and the paragraphs of decisions with body and day.

use rustc_hash::FxHashSet;

use super::Learnt;
use crate::content::case::Case;
use crate::content::organisation::Organisation;
use crate::content::value::Part;
use crate::knowledge::Knowledge;
use crate::knowledge::mentions::{Decided, Mentions};
use crate::knowledge::paragraphs::first;
use crate::site::{Address, RecordId, Site, State};

/// Sorts of organisations that take decisions, also when none of theirs is here: their names tell whose paragraph is meant.
const DECIDING: &[&str] = &["fullmäktige", "styrelse", "nämnd"];

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut decided = Vec::new();
    let mut deciding: FxHashSet<RecordId> = FxHashSet::default();
    for (id, record, case) in site.each::<Case>().filter(|(_, record, _)| record.state != State::Withdrawn) {
        for decision in &case.decisions {
            let Some(paragraph) = decision.paragraph.as_ref().and_then(|paragraph| first(&paragraph.number)) else { continue };
            let body = decision.body.as_ref().and_then(|body| site.resolve(body, id)).map(|address| address.record);
            deciding.extend(body);
            let day = decision.date.as_ref().filter(|date| date.part == Part::Day).map(|date| date.first);
            let part = record.parts.named(&decision.id.id);
            decided.push(Decided { paragraph, day, body, decision: Address { record: id, part } });
        }
    }
    let decides = |body: &Organisation| body.form.as_ref().is_some_and(|form| DECIDING.contains(&&*form.0.text));
    let bodies = site.each::<Organisation>().filter(|(id, _, body)| deciding.contains(id) || decides(body)).map(|(id, ..)| id).collect();
    let cases = site.each::<Case>().filter(|(_, record, _)| record.state != State::Withdrawn);
    let numbers = cases.filter_map(|(id, _, case)| Some((id, case.number.as_deref()?)));
    let mentions = Mentions::new(numbers, decided, bodies);
    Box::new(move |knowledge| knowledge.mentions = mentions.into())
}
