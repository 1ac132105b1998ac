//! Which bodies there are to ask, and which of their roles were not filled.

use super::Learnt;
use crate::content::organisation::{Organisation, Place};
use crate::knowledge::Knowledge;
use crate::knowledge::bodies::Bodies;
use crate::site::{Address, Record, RecordId, Site, State};

/// Reads the order by title from the registers, and what each answers for from the duties.
pub fn derive(site: &Site, knowledge: &Knowledge) -> Learnt {
    let organisations = knowledge.registers.get("organisation").map_or(&[][..], Vec::as_slice);
    let stands = organisations.iter().copied().filter(|id| site.record(*id).state != State::Withdrawn);
    let is_told = |id: &RecordId| {
        let whole = Address { record: *id, part: None };
        knowledge.duties.of.contains_key(&whole) || site.record(*id).is::<Organisation>().is_some_and(says_something)
    };
    let mut told: Vec<RecordId> = stands.filter(is_told).collect();
    // A stable sort keeps the titles in order.
    told.sort_by_key(|id| rank(site.record(*id)));
    let vacancies = told.iter().flat_map(|id| vacant(site, *id)).collect();
    Box::new(move |knowledge| knowledge.bodies = Bodies { told, vacancies }.into())
}

/// Whether an organisation's own record says what it answers for: its roles, its remit, or that it is a group of the municipality, of which
/// one asks who leads it.
fn says_something(organisation: &Organisation) -> bool {
    organisation.is_own_group() || organisation.remit.is_some() || !organisation.roles.is_empty()
}

/// The municipality's own bodies come before those that no document places, and these before others; those that decide before those that
/// carry out.
fn rank(record: &Record) -> (u8, usize) {
    const DECIDES: &[&str] = &["fullmäktige", "styrelse", "nämnd"];
    let Some(organisation) = record.is::<Organisation>() else { return (u8::MAX, 0) };
    let place = match organisation.place {
        Some(Place::Inside) => 0,
        None => 1,
        Some(Place::Outside) => 2,
    };
    let form = organisation.form.as_ref().and_then(|form| DECIDES.iter().position(|known| *known == &*form.0));
    (place, form.unwrap_or(DECIDES.len()))
}

fn vacant(site: &Site, id: RecordId) -> Vec<Address> {
    let record = site.record(id);
    let roles = record.is::<Organisation>().into_iter().flat_map(|organisation| &organisation.roles);
    let vacant = roles.filter(|role| role.vacant.is_some()).filter_map(|role| record.parts.at(role.span));
    vacant.map(|part| Address { record: id, part: Some(part) }).collect()
}
