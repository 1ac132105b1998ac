//! Which lines of a budget are taken from which envelopes, and what each record gets.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::Learnt;
use crate::content::budget::Budget;
use crate::content::project::Project;
use crate::content::value::Reference;
use crate::knowledge::Knowledge;
use crate::knowledge::money::{Account, Balance, Grant, Item, Money, Place, Sum, Taken};
use crate::site::{Address, Record, RecordId, Site, State};

/// Every envelope and line with an address.
type Items = FxHashMap<Address, Item>;

pub fn derive(site: &Site, _: &Knowledge) -> Learnt {
    let mut items = Items::default();
    for (id, record, budget) in budgets(site) {
        let mut add = |span, item| items.extend(record.parts.at(span).map(|part| (Address { record: id, part: Some(part) }, item)));
        (0..).zip(&budget.envelopes).for_each(|(at, envelope)| add(envelope.span, Item::Envelope(at)));
        (0..).zip(&budget.lines).for_each(|(at, line)| add(line.span, Item::Line(at)));
    }
    let mut accounts = FxHashMap::default();
    for (id, _, budget) in budgets(site) {
        accounts.insert(id, account(site, id, budget, &items));
    }
    let grants = grants(site, &items);
    Box::new(move |knowledge| knowledge.money = Money { accounts, grants }.into())
}

/// What was withdrawn tells nothing of money any more.
fn budgets(site: &Site) -> impl Iterator<Item = (RecordId, &Record, &Budget)> {
    site.each::<Budget>().filter(|(_, record, _)| record.state != State::Withdrawn)
}

fn account(site: &Site, id: RecordId, budget: &Budget, items: &Items) -> Account {
    let mut account = Account::default();
    let mut sets: Vec<Taken> = Vec::new();
    let mut known: FxHashMap<Vec<Place>, usize> = FxHashMap::default();
    for (at, line) in (0..).zip(&budget.lines) {
        let envelopes = places(site, id, line.envelopes.iter().map(|reference| &*reference.0), items);
        if envelopes.is_empty() {
            account.loose.push(at);
            continue;
        }
        let set = *known.entry(envelopes).or_insert_with_key(|envelopes| {
            sets.push(Taken { envelopes: envelopes.clone(), aside: aside(site, envelopes), ..Taken::default() });
            sets.len() - 1
        });
        sets[set].lines.push(at);
        sets[set].used = sets[set].used.and(Sum::of([&line.amount]));
    }
    let taken: Vec<Place> = known.into_keys().flatten().collect();
    account.balances = balances(site, sets);
    let mut idle = vec![true; budget.envelopes.len()];
    taken.iter().filter(|place| place.0 == id).for_each(|place| idle[place.1 as usize] = false);
    account.idle = (0..).zip(idle).filter(|(_, idle)| *idle).map(|(at, _)| at).collect();
    account
}

/// The envelopes that a line names, each once and in order.
fn places<'a>(site: &Site, from: RecordId, references: impl Iterator<Item = &'a Reference>, items: &Items) -> Vec<Place> {
    let mut places: Vec<Place> = references
        .filter_map(|reference| site.resolve(reference, from))
        .filter_map(|address| match items.get(&address)? {
            Item::Envelope(at) => Some((address.record, *at)),
            Item::Line(_) => None,
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// What envelopes hold together.
fn aside(site: &Site, places: &[Place]) -> Sum {
    let envelopes = places.iter().filter_map(|(budget, at)| site.record(*budget).is::<Budget>()?.envelopes.get(*at as usize));
    Sum::of(envelopes.map(|envelope| &envelope.amount))
}

/// Joins the sets that have an envelope in common, directly or through others, in the order of their first lines.
fn balances(site: &Site, sets: Vec<Taken>) -> Vec<Balance> {
    // The balance of each set leads to another until it leads to itself.
    let mut leads: Vec<usize> = (0..sets.len()).collect();
    let mut first: FxHashMap<Place, usize> = FxHashMap::default();
    for (at, set) in sets.iter().enumerate() {
        for place in &set.envelopes {
            let other = *first.entry(*place).or_insert(at);
            let (a, b) = (root(&mut leads, at), root(&mut leads, other));
            leads[a.max(b)] = a.min(b);
        }
    }
    let mut joined: Vec<Vec<Taken>> = Vec::new();
    let mut places: FxHashMap<usize, usize> = FxHashMap::default();
    for (at, set) in sets.into_iter().enumerate() {
        let place = *places.entry(root(&mut leads, at)).or_insert_with(|| {
            joined.push(Vec::new());
            joined.len() - 1
        });
        joined[place].push(set);
    }
    joined.into_iter().map(|sets| balance(site, sets)).collect()
}

/// Where a set leads in the end; the way there is made shorter for those who come after.
fn root(leads: &mut [usize], mut at: usize) -> usize {
    while leads[at] != at {
        leads[at] = leads[leads[at]];
        at = leads[at];
    }
    at
}

fn balance(site: &Site, mut sets: Vec<Taken>) -> Balance {
    if sets.len() == 1 {
        return Balance { whole: sets.remove(0), sets: Vec::new() };
    }
    let mut whole = Taken::default();
    for set in &sets {
        whole.envelopes.extend(&set.envelopes);
        whole.lines.extend(&set.lines);
        whole.used = whole.used.and(set.used);
    }
    whole.envelopes.sort_unstable();
    whole.envelopes.dedup();
    whole.lines.sort_unstable();
    whole.aside = aside(site, &whole.envelopes);
    Balance { whole, sets }
}

/// What each record gets: what a line pays for, what an envelope is about, and what a project names as its funding.
fn grants(site: &Site, items: &Items) -> FxHashMap<RecordId, Vec<Grant>> {
    let mut grants: FxHashMap<RecordId, Vec<Grant>> = FxHashMap::default();
    let mut give = |to: Address, budget, item| {
        grants.entry(to.record).or_default().push(Grant { budget, item, part: to.part });
    };
    for (id, _, budget) in budgets(site) {
        for (at, envelope) in (0..).zip(&budget.envelopes) {
            let to = envelope.about.iter().filter_map(|reference| site.resolve(reference, id));
            to.for_each(|to| give(to, id, Item::Envelope(at)));
        }
        for (at, line) in (0..).zip(&budget.lines) {
            let to = line.pays_for.iter().filter_map(|reference| site.resolve(reference, id));
            to.for_each(|to| give(to, id, Item::Line(at)));
        }
    }
    for (id, _, project) in site.each::<Project>() {
        for funding in project.funding.iter().filter_map(|reference| site.resolve(reference, id)) {
            if let Some(item) = items.get(&funding) {
                give(Address { record: id, part: None }, funding.record, *item);
            }
        }
    }
    let year = |budget: RecordId| site.record(budget).is::<Budget>().and_then(|budget| Some(budget.period.as_ref()?.first()));
    for given in grants.values_mut() {
        given.sort_by_cached_key(|grant| (Reverse(year(grant.budget)), *grant));
        given.dedup();
    }
    grants
}
