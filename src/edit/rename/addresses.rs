//! The addresses that a record leaves: they lead to the new ones, and what leads to the record already goes on doing so.

use std::collections::BTreeSet;

use toml_edit::{Array, Item, TableLike, Value};

use super::Renaming;
use crate::edit::Refusal;
use crate::edit::{self, Edit, toml};
use crate::output::Key;
use crate::parse::written;
use crate::pipeline::Built;
use crate::plan::edition;
use crate::site::State;
use crate::source::Sources;

/// Writes the old addresses into the record, and takes out those that become current again. `moved` are the sources with the record in its
/// new place. Gives the sources with that, and the addresses that were added.
pub fn keep(renaming: &Renaming, built: &Built, before: &Sources, moved: &Sources) -> Result<(Sources, Vec<String>), Refusal> {
    let old = addresses(renaming, built, before);
    let new: BTreeSet<String> = old.iter().filter_map(|path| renamed(renaming, built, path)).collect();
    taken(renaming, built, &new)?;
    let base = built.house.plan.routes.base.trim_end_matches('/').to_owned();
    let plain = |address: &str| address.trim().strip_prefix(&base).unwrap_or(address.trim()).trim_matches('/').to_owned();
    let current: BTreeSet<String> = new.iter().map(|path| plain(path.trim_end_matches("index.html"))).collect();
    let former: Vec<String> = if was_shown(renaming, built, before) {
        old.iter().map(|path| format!("/{}", path.trim_end_matches("index.html"))).collect()
    } else {
        Vec::new()
    };
    let path = renaming.path_of(&renaming.path);
    let unwritable = || {
        Refusal::new(
            format!("Filen {path} är skriven så att den gamla adressen inte kan läggas till i den."),
            format!("The file {path} is written so that the old address cannot be added to it."),
        )
    };
    let text = moved.text(&path).ok_or_else(unwritable)?;
    let place = written(text, renaming.kind, &renaming.new).ok_or_else(unwritable)?;
    let steps: Vec<toml::Step> =
        place.at.map(|at| vec![toml::Step::Key(renaming.kind.name.to_owned()), toml::Step::At(at)]).unwrap_or_default();
    let mut left = Vec::new();
    let with = toml::edited(&text.content, place.range, |document| {
        left = formerly(toml::table(document, &steps)?, &former, &|address| current.contains(&plain(address)), &plain);
        Some(())
    });
    let mut edit = Edit::default();
    edit.rewrite(text, with.ok_or_else(unwritable)?);
    let changes = edit.changes(moved).map_err(Refusal::from)?;
    Ok((edit::after(moved, &changes), left))
}

/// Paths of the pages that the record has now, or that readers were given of it.
fn addresses(renaming: &Renaming, built: &Built, sources: &Sources) -> BTreeSet<String> {
    let key = format!("{}/{}", renaming.kind.folder, renaming.old);
    let made = edition(&built.house.site, &built.house.plan.outputs).pages;
    let given = sources.edition.pages.iter().filter(|(path, _)| built.house.plan.output(path).is_some());
    let own = |origin: &crate::source::Origin| origin.record == key;
    let made = made.iter().filter(|(_, origin)| own(origin)).map(|(path, _)| path.clone());
    made.chain(given.filter(|(_, origin)| own(origin)).map(|(path, _)| path.clone())).collect()
}

/// A path of the record's pages as it becomes.
fn renamed(renaming: &Renaming, built: &Built, path: &str) -> Option<String> {
    let address = &built.house.plan.routes.folders[renaming.kind.folder];
    let (old, new) = (format!("{address}/{}/", renaming.old), format!("{address}/{}/", renaming.new));
    let at = if path.starts_with(&old) { 0 } else { path.find(&format!("/{old}"))? + 1 };
    Some(format!("{}{new}{}", &path[..at], &path[at + old.len()..]))
}

/// Refused when a former address of another record is one of the new ones: whoever kept it would be led to the wrong record.
fn taken(renaming: &Renaming, built: &Built, new: &BTreeSet<String>) -> Result<(), Refusal> {
    let site = &built.house.site;
    for path in new {
        let Some(Key::Page { page: "moved", about, .. }) = built.house.plan.output(path).map(|output| &output.key) else { continue };
        let holder = about.split('#').next().and_then(|id| id.parse().ok()).map(|id| site.record(id));
        if let Some(holder) = holder.filter(|holder| holder.kind.name != renaming.kind.name || holder.id != renaming.old) {
            let url = built.house.plan.routes.url(path);
            return Err(Refusal::new(
                format!("Adressen {url} leder redan till {}/{}, som hette så förr.", holder.kind.folder, holder.id),
                format!("The address {url} leads to {}/{} already, which was called so before.", holder.kind.folder, holder.id),
            )
            .help("Välj ett annat id, så att gamla länkar leder rätt.", "Choose another id, so that old links lead right."));
        }
    }
    Ok(())
}

/// Whether readers may have the address: a draft that was never out leaves none behind.
fn was_shown(renaming: &Renaming, built: &Built, sources: &Sources) -> bool {
    let site = &built.house.site;
    let state = site.get(renaming.kind.folder, &renaming.old).map(|id| site.record(id).state);
    let key = format!("{}/{}", renaming.kind.folder, renaming.old);
    !matches!(state, Some(State::Draft | State::Embargoed)) || sources.edition.pages.values().any(|origin| origin.record == key)
}

/// Takes out what is current and adds what is not there; gives what was added.
fn formerly(
    record: &mut dyn TableLike,
    former: &[String],
    is_current: &dyn Fn(&str) -> bool,
    plain: &dyn Fn(&str) -> String,
) -> Vec<String> {
    let mut list = match record.get("formerly") {
        Some(Item::Value(Value::Array(list))) => list.clone(),
        Some(Item::Value(one @ Value::String(_))) => Array::from_iter([one.as_str().unwrap_or_default()]),
        _ => Array::new(),
    };
    let had = list.len();
    list.retain(|one| one.as_str().is_none_or(|one| !is_current(one)));
    let known: BTreeSet<String> = list.iter().filter_map(Value::as_str).map(plain).collect();
    let added: Vec<String> = former.iter().filter(|one| !known.contains(&plain(one))).cloned().collect();
    if added.is_empty() && list.len() == had {
        return added;
    }
    for one in &added {
        match list.iter().last().map(|last| last.decor().clone()) {
            Some(decor) => {
                let mut value = Value::from(one.as_str());
                *value.decor_mut() = decor;
                list.push_formatted(value);
            }
            None => list.push(one.as_str()),
        }
    }
    // One that stood first has no space before it.
    if let Some(second) = list.get_mut(1).filter(|second| second.decor().prefix().is_none_or(|before| before.as_str() == Some(""))) {
        second.decor_mut().set_prefix(" ");
    }
    if list.is_empty() {
        record.remove("formerly");
    } else {
        toml::set(record, "formerly", list);
    }
    added
}
