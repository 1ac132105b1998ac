//! Organisations and their roles as what a list is about, and where such lists are.

use std::sync::Arc;

use super::{Fields, View, whole};
use crate::content::Kind;
use crate::plan::routes::folder_of;
use crate::site::{Address, Site};

/// The name by which an output tells which organisation or role it is about: `organisations/nacka-kommun#drogforebyggare`.
pub fn about(site: &Site, actor: Address) -> Arc<str> {
    let record = site.record(actor.record);
    let role = actor.part.map(|part| format!("#{}", record.parts[part as usize].id)).unwrap_or_default();
    Arc::from(format!("{}/{}{role}", record.kind.folder, record.id))
}

/// The organisation or role that an output is about.
pub fn named(site: &Site, about: &str) -> Option<Address> {
    let (organisation, role) = about.split_once('#').map_or((about, None), |(organisation, role)| (organisation, Some(role)));
    let (folder, id) = organisation.split_once('/')?;
    let record = site.get(folder, id)?;
    let part = match role {
        Some(role) => Some(site.record(record).parts.named(role)?),
        None => None,
    };
    Some(Address { record, part })
}

/// The address of a list about an organisation or a role, without slashes around it.
pub fn address(site: &Site, actor: Address, list: &str) -> String {
    let record = site.record(actor.record);
    let folder = Kind::of_folder(record.kind.folder).map_or_else(String::new, |kind| folder_of(site, kind));
    let role = actor.part.map(|part| format!("{}/", record.parts[part as usize].id)).unwrap_or_default();
    format!("{folder}/{}/{role}{list}", record.id)
}

/// Where one stands in a list about an organisation or a role.
pub fn breadcrumbs(view: &View, actor: Address) -> Vec<Fields> {
    let kind = view.site.record(actor.record).kind;
    let list = view.page_link(view.both(kind.many), &view.routes().list(kind, 0, 1));
    let mut crumbs = vec![view.start_link(), list, view.link(whole(actor.record))];
    crumbs.extend(actor.part.map(|_| view.link(actor)));
    crumbs
}
