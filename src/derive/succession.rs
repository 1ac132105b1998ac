//! What became of organisations: who took over from each, and where that leads today.

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::content::organisation::Organisation;
use crate::knowledge::Knowledge;
use crate::knowledge::succession::{Changed, Succession};
use crate::site::{RecordId, Site, State};

/// How many bodies of today a page names; one that was split into more is a municipality rebuilt.
const TODAY: usize = 20;

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut changed: FxHashMap<RecordId, Changed> = FxHashMap::default();
    for (id, record, organisation) in site.each::<Organisation>().filter(|(_, record, _)| record.state != State::Withdrawn) {
        if organisation.names.iter().any(|name| *name.title != *record.common.title) {
            changed.entry(id).or_default();
        }
        for former in organisation.succeeds.iter().filter_map(|reference| site.resolve(reference, id)) {
            changed.entry(former.record).or_default().successors.push(id);
        }
    }
    let ends = ends(&changed);
    for (id, today) in ends {
        if let Some(changed) = changed.get_mut(&id) {
            changed.today = today;
        }
    }
    Box::new(move |knowledge| knowledge.succession = Succession { changed }.into())
}

/// Where each succeeded organisation leads in the end. A walk that remembers its way, and no call within a call: a chain may be as long as
/// the site. A step back onto the way closes a circle, which a rule tells of, and leads nowhere.
fn ends(changed: &FxHashMap<RecordId, Changed>) -> FxHashMap<RecordId, Vec<RecordId>> {
    let next = |id: RecordId| changed.get(&id).map_or(&[][..], |changed| changed.successors.as_slice());
    let mut ends: FxHashMap<RecordId, Vec<RecordId>> = FxHashMap::default();
    let mut starts: Vec<RecordId> = changed.keys().copied().filter(|id| !next(*id).is_empty()).collect();
    starts.sort_unstable();
    for start in starts {
        let mut way: Vec<(RecordId, usize)> = vec![(start, 0)];
        while let Some((id, taken)) = way.last_mut() {
            let id = *id;
            if *taken == 0 {
                if ends.contains_key(&id) {
                    way.pop();
                    continue;
                }
                // Met from now on; what it leads to is filled in when all its steps are known.
                ends.insert(id, Vec::new());
            }
            match next(id).get(*taken) {
                Some(step) => {
                    *taken += 1;
                    if !next(*step).is_empty() && !ends.contains_key(step) {
                        way.push((*step, 0));
                    }
                }
                None => {
                    let led: Vec<RecordId> = next(id).iter().flat_map(|step| led(&ends, *step, next(*step).is_empty())).collect();
                    ends.insert(id, each_once(led));
                    way.pop();
                }
            }
        }
    }
    ends
}

fn led(ends: &FxHashMap<RecordId, Vec<RecordId>>, step: RecordId, is_end: bool) -> Vec<RecordId> {
    if is_end { vec![step] } else { ends.get(&step).cloned().unwrap_or_default() }
}

fn each_once(mut ids: Vec<RecordId>) -> Vec<RecordId> {
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(TODAY);
    ids
}
