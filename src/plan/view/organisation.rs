//! The page of an organisation: its roles, what it answers for, what it takes part in, and what became of it.

use super::{Fields, View, agreements, duties, strategy, succession, whole};
use crate::content::organisation::Organisation;
use crate::site::RecordId;

pub fn add(view: &View, id: RecordId, fields: &mut Fields) {
    let is_group = view.site.record(id).is::<Organisation>().is_some_and(Organisation::is_own_group);
    fields.set("is_group", is_group);
    fields.set("roles", duties::roles(view, id));
    fields.set("children", strategy::children(view, id));
    duties::add(view, whole(id), fields);
    agreements::of_actor(view, whole(id), fields);
    succession::add(view, id, fields);
}
