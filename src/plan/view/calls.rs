//! Whom to call: the numbers of the services that a guide leads to, the first one first.

use tera::Value;

use super::{Fields, View, whole};
use crate::content::datum::Datum;
use crate::content::field::Field;
use crate::content::guide::Guide;
use crate::content::service::Service;
use crate::site::RecordId;

/// Adds to a guide every number of its services, with when to call it and when it was last checked. A number is never withheld.
pub fn guide(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(guide) = view.site.record(id).is::<Guide>() else { return };
    let mut seen: Vec<RecordId> = Vec::new();
    for service in guide.first_number.iter().chain(&guide.services) {
        if let Some(address) = view.site.resolve(service, id)
            && !seen.contains(&address.record)
        {
            seen.push(address.record);
        }
    }
    fields.set("calls", seen.iter().flat_map(|service| calls(view, *service)).collect::<Vec<_>>());
}

/// The numbers of one service.
fn calls(view: &View, id: RecordId) -> Vec<Value> {
    let Some(service) = view.site.record(id).is::<Service>() else { return Vec::new() };
    let numbers = service.contacts.iter().filter_map(|contact| {
        let phone = contact.phone.as_ref()?;
        let mut call = view.link(whole(id));
        call.set("phone", phone.text.as_str());
        call.set("tel", crate::theme::tel(phone));
        let inside = contact.id.as_ref().map(|id| id.id.as_str());
        let own = inside.and_then(|inside| view.translation(id)?.text(Some(inside), "hours"));
        call.set("hours", own.map_or_else(|| view.text(contact.hours.as_ref()), Value::from));
        let when = contact.when.iter().map(|when| match when.lower() {
            Datum::Choice(word) => view.word(word),
            _ => Value::none(),
        });
        call.set("when", when.collect::<Vec<_>>());
        call.set("checked_on", service.checked_on.as_ref().map(|day| view.date(&day.0)));
        Some(Value::from(call))
    });
    numbers.collect()
}
