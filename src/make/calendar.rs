//! The calendar of what is to be reported: an all-day event for each report that has a last day, for the programs that people plan in.

use std::sync::Arc;

use icalendar::{Calendar, Component, Event, Property};

use super::Format;
use crate::diagnostic::Both;
use crate::house::House;
use crate::output::{Body, Key, Made, Output};
use crate::plan::Outputs;
use crate::plan::view::{self, CalendarEntry};

pub static FORMAT: Format =
    Format { name: "calendar", about: Both("Kalendern över vad som ska redovisas", "The calendar of what is to be reported"), list, make };

/// Programs that subscribe tell calendars apart by who made them.
const MADE_BY: &str = "-//insyn//redovisningar//SV";

fn list(outputs: &mut Outputs) {
    if outputs.knowledge.clock.days > 0 {
        let path = outputs.routes.calendar().to_owned();
        outputs.add(path, FORMAT.name, Key::File(Arc::from("")), outputs.site.config_span);
    }
}

fn make(house: &House, _: &Output) -> Made {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", MADE_BY), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.name(&house.site.config.title.text);
    for entry in view::calendar(&house.site, &house.knowledge, &house.theme, &house.plan) {
        calendar.push(event(house, &entry));
    }
    let text = calendar.to_string();
    Made { body: Body::Bytes(text.into_bytes()), diagnostics: Vec::new() }
}

fn event(house: &House, entry: &CalendarEntry) -> Event {
    let mut event = Event::new();
    event.uid(&entry.uid).summary(&entry.title).description(&entry.words);
    // The day of the build and not the time: the same sources give the same bytes.
    event.add_property("DTSTAMP", house.site.today.strftime("%Y%m%dT000000Z").to_string());
    event.append_property(Property::new("DTSTART", entry.day.strftime("%Y%m%d").to_string()).append_parameter(("VALUE", "DATE")).done());
    // A last day is no appointment.
    event.add_property("TRANSP", "TRANSPARENT");
    if let Some(url) = &entry.url {
        event.url(url);
    }
    event.done()
}
