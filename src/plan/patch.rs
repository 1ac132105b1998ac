//! The list of outputs after a few records changed: what they and the site itself listed before is exchanged for what they list now.

use std::sync::Arc;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use imbl::Vector;
use rustc_hash::FxHashSet;

use super::Plan;
use super::outputs::{Asked, Capitals, Known, List, Outputs, Whole, small};
use crate::output::Output;
use crate::site::RecordId;
use crate::theme::Theme;

/// The outputs of a plan after some were exchanged.
pub struct Patched {
    pub outputs: Vector<Output>,
    pub capitals: Arc<Capitals>,
    /// What was there and is no more, and what is there now.
    pub gone: Vec<Output>,
    pub came: Vec<Output>,
    /// For each list that goes by what others list, how many outputs count.
    pub counts: Vec<usize>,
}

/// The outputs of a site of which nothing is listed in another way than when `before` was made but for these records, and for the site as a
/// `whole`. Every address was free then. None when one is not now, or when what is listed is at fault.
pub fn outputs(
    (was, is): (Known, Known),
    theme: &Theme,
    before: &Plan,
    whole: &Whole,
    lists: &[List],
    records: &[RecordId],
) -> Option<Patched> {
    // What is listed for both is exchanged for itself.
    let (whole_was, whole_is) = before.whole.apart(whole);
    let listed = |known, whole| Outputs::listed(known, theme, &before.routes, whole, lists, Some(records));
    let (mut were, mut are) = rayon::join(|| listed(was, &whole_was), || listed(is, &whole_is));
    let mut patched = Patched::none(before);
    patched.exchange(&were, &are)?;
    rayon::join(|| clear(&mut were), || clear(&mut are));
    // The lists that go by what the others list.
    let lists = were.iter_mut().zip(&mut are).filter_map(|(were, are)| Some((were.rest.take()?, were, are.rest.take()?, are)));
    for (count, ((counted, rest), were, (_, rest_now), are)) in patched.counts.iter_mut().zip(lists) {
        let number = |site, outputs: &[Output]| outputs.iter().filter(|output| counted(site, output)).count();
        rest(were, *count);
        *count = *count + number(is.0, &patched.came) - number(was.0, &patched.gone);
        rest_now(are, *count);
    }
    patched.exchange(&were, &are)?;
    let is_sound = |listed: &Vec<Outputs>| listed.iter().all(|outputs| outputs.diagnostics.is_empty());
    (is_sound(&were) && is_sound(&are)).then_some(patched)
}

/// Leaves the lists empty.
fn clear(listed: &mut [Outputs]) {
    listed.iter_mut().for_each(|outputs| outputs.asked.clear());
}

impl Patched {
    /// The outputs of a plan, of which none is exchanged.
    pub fn none(before: &Plan) -> Self {
        let (outputs, capitals, counts) = (before.outputs.clone(), before.capitals.clone(), before.counts.clone());
        Self { outputs, capitals, gone: Vec::new(), came: Vec::new(), counts }
    }

    /// Takes out of the outputs what was asked for and is no more, and puts in what is asked for now and was not.
    fn exchange(&mut self, were: &[Outputs], are: &[Outputs]) -> Option<()> {
        let (were, are) = rayon::join(|| by_address(were), || by_address(are));
        let (were, are) = (were?, are?);
        let is_among = |asked: &Asked, all: &HashTable<&Asked>| all.find(asked.hash, |other| other.output == asked.output).is_some();
        for asked in were.iter().filter(|asked| !is_among(asked, &are)) {
            let path = &asked.output.path;
            let at = self.outputs.binary_search_by(|output| output.path.cmp(path)).ok()?;
            // Of what several ask for nobody knows whether another still does.
            if asked.shared || self.outputs[at] != asked.output {
                return None;
            }
            self.gone.push(self.outputs.remove(at));
            if asked.capitals {
                Arc::make_mut(&mut self.capitals).remove(&path.to_lowercase());
            }
        }
        let new: Vec<&Asked> = are.into_iter().filter(|asked| !is_among(asked, &were)).collect();
        if self.collides(&new) {
            return None;
        }
        for Asked { output, shared, capitals, .. } in new {
            match self.outputs.binary_search_by(|known| known.path.cmp(&output.path)) {
                Ok(at) if *shared && self.outputs[at] == *output => continue,
                Ok(_) => return None,
                Err(at) => {
                    if *capitals {
                        Arc::make_mut(&mut self.capitals).insert(output.path.to_lowercase(), output.path.clone());
                    }
                    self.came.push(output.clone());
                    self.outputs.insert(at, output.clone());
                }
            }
        }
        Some(())
    }

    /// Whether one of the new addresses is another but for capitals.
    fn collides(&self, new: &[&Asked]) -> bool {
        let mut lower = FxHashSet::default();
        let is_taken = |asked: &Asked, address: &str| {
            let is_there = || self.outputs.binary_search_by(|output| output.path.as_str().cmp(address)).is_ok();
            asked.capitals && is_there() || self.capitals.get(address).is_some_and(|known| *known != asked.output.path)
        };
        new.iter().any(|asked| {
            let address = small(&asked.output.path);
            is_taken(asked, &address) || !lower.insert(address)
        })
    }
}

/// What was asked for by address, what several asked for once; None when two ask for one address, or no disk can hold one.
fn by_address<'l>(listed: &'l [Outputs]) -> Option<HashTable<&'l Asked>> {
    let mut table = HashTable::with_capacity(listed.iter().map(|outputs| outputs.asked.len()).sum());
    for asked in listed.iter().flat_map(|outputs| &outputs.asked) {
        match table.entry(asked.hash, |known: &&'l Asked| known.output.path == asked.output.path, |known| known.hash) {
            _ if asked.fault.is_some() => return None,
            Entry::Vacant(free) => drop(free.insert(asked)),
            Entry::Occupied(known) if asked.shared && known.get().shared && known.get().output == asked.output => {}
            Entry::Occupied(_) => return None,
        }
    }
    Some(table)
}
