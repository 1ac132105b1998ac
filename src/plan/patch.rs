//! The list of outputs after a few records changed: what they and the site itself listed before is exchanged for what they list now.

use std::borrow::Cow;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use imbl::Vector;
use rustc_hash::FxHashSet;

use super::Plan;
use super::outputs::{Asked, Known, List, Outputs, Whole, small};
use crate::output::Output;
use crate::site::RecordId;
use crate::theme::Theme;

/// The outputs of a site of which nothing is listed in another way than when `before` was made but for these records, and for the site as a
/// `whole`. Every address was free then. None when one is not now, or when what is listed is at fault.
pub fn outputs(
    (was, is): (Known, Known),
    theme: &Theme,
    before: &Plan,
    whole: &Whole,
    lists: &[List],
    records: &[RecordId],
) -> Option<Vector<Output>> {
    let listed = |known, whole| Outputs::listed(known, theme, &before.routes, whole, lists, Some(records));
    let (mut were, mut are) = rayon::join(|| listed(was, &before.whole), || listed(is, whole));
    let mut outputs = before.outputs.clone();
    exchange(&mut outputs, taken(&mut were), taken(&mut are))?;
    // The lists that go by what the others list.
    for (all, listed) in [(&before.outputs, &mut were), (&outputs, &mut are)] {
        for list in listed {
            if let Some((counted, rest)) = list.rest.take() {
                rest(list, all.iter().filter(|output| counted(list.site, output)).count());
            }
        }
    }
    exchange(&mut outputs, taken(&mut were), taken(&mut are))?;
    let is_sound = |listed: &Vec<Outputs>| listed.iter().all(|outputs| outputs.diagnostics.is_empty());
    (is_sound(&were) && is_sound(&are)).then_some(outputs)
}

/// Everything that was asked for.
fn taken(listed: &mut [Outputs]) -> Vec<Asked> {
    listed.iter_mut().flat_map(|outputs| outputs.asked.drain(..)).collect()
}

/// Takes out of the outputs what was asked for and is no more, and puts in what is asked for now and was not.
fn exchange(outputs: &mut Vector<Output>, were: Vec<Asked>, are: Vec<Asked>) -> Option<()> {
    let (were, are) = rayon::join(|| by_address(were), || by_address(are));
    let (were, are) = (were?, are?);
    let is_among = |asked: &Asked, all: &HashTable<Asked>| all.find(asked.hash, |other| other.output == asked.output).is_some();
    for asked in were.iter().filter(|asked| !is_among(asked, &are)) {
        let at = outputs.binary_search_by(|output| output.path.cmp(&asked.output.path)).ok()?;
        // Of what several ask for nobody knows whether another still does.
        if asked.shared || outputs[at] != asked.output {
            return None;
        }
        outputs.remove(at);
    }
    let new: Vec<Asked> = are.into_iter().filter(|asked| !is_among(asked, &were)).collect();
    if collides(outputs, &new) {
        return None;
    }
    for Asked { output, shared, .. } in new {
        match outputs.binary_search_by(|known| known.path.cmp(&output.path)) {
            Ok(at) if shared && outputs[at] == output => {}
            Ok(_) => return None,
            Err(at) => outputs.insert(at, output),
        }
    }
    Some(())
}

/// What was asked for by address, what several asked for once; None when two ask for one address, or no disk can hold one.
fn by_address(asked: Vec<Asked>) -> Option<HashTable<Asked>> {
    let mut table = HashTable::with_capacity(asked.len());
    for asked in asked {
        match table.entry(asked.hash, |known: &Asked| known.output.path == asked.output.path, |known| known.hash) {
            _ if asked.fault.is_some() => return None,
            Entry::Vacant(free) => drop(free.insert(asked)),
            Entry::Occupied(known) if asked.shared && known.get().shared && known.get().output == asked.output => {}
            Entry::Occupied(_) => return None,
        }
    }
    Some(table)
}

/// Whether one of the new addresses is another but for capitals.
fn collides(outputs: &Vector<Output>, new: &[Asked]) -> bool {
    let mut lower = FxHashSet::default();
    let all_differ = new.iter().all(|asked| lower.insert(small(&asked.output.path)));
    let is_taken = |path: &Cow<str>| match path {
        Cow::Borrowed(_) => false,
        Cow::Owned(path) => outputs.binary_search_by(|output| output.path.as_str().cmp(path)).is_ok(),
    };
    let is_other = |output: &Output| match small(&output.path) {
        Cow::Borrowed(_) => false,
        path => lower.contains(&path) && !new.iter().any(|asked| asked.output == *output),
    };
    !new.is_empty() && (!all_differ || lower.iter().any(is_taken) || outputs.iter().any(is_other))
}
