//! Vart vänder jag mig: whom to call now, today and tonight, and what the services say of what one may expect.
//!
//! Numbers come first, then that one need not be sure, then whether one may be anonymous and what happens. What no service tells is said
//! once, and a number is never withheld.

use tera::Value;

use super::{Fields, View, whole};
use crate::content::guide::{Guide, UNSURE};
use crate::content::service::{Contact, Service, When, YesNo};
use crate::content::value::{Choice, Text};
use crate::plan::wording;
use crate::site::{Record, RecordId};

/// Adds to a guide every number of its services, the first one first, and what those who call want to know.
pub fn guide(view: &View, id: RecordId, fields: &mut Fields) {
    let Some(guide) = view.site.record(id).is::<Guide>() else { return };
    let mut services: Vec<RecordId> = Vec::new();
    for service in guide.first_number.iter().chain(&guide.services) {
        if let Some(address) = view.site.resolve(service, id)
            && !services.contains(&address.record)
        {
            services.push(address.record);
        }
    }
    let calls = sections(view, &services);
    fields.set("expect", if calls.is_empty() { Vec::new() } else { expect(view, &services) });
    fields.set("calls", calls);
    let silent = services.iter().filter(|id| !has_number(view.site.record(**id)));
    fields.set("other_services", silent.map(|id| Value::from(view.link(whole(*id)))).collect::<Vec<_>>());
    let unsure = view.section(id, UNSURE).map(|words| {
        let (_, body) = view.markdown(id)?;
        let heading = body.facts.headings.iter().find(|heading| heading.id == UNSURE)?;
        let mut unsure = Fields::default();
        unsure.set("title", heading.text.as_str());
        unsure.set("words", words);
        Some(Value::from(unsure))
    });
    fields.set("unsure", unsure.flatten());
}

/// Whether a record is a service that one can call.
pub fn has_number(record: &Record) -> bool {
    record.is::<Service>().is_some_and(|service| service.contacts.iter().any(|contact| contact.phone.is_some()))
}

/// The numbers of some services by when one calls them: now, today, tonight, and those that say nothing of when.
pub fn sections(view: &View, services: &[RecordId]) -> Vec<Value> {
    let numbers: Vec<(RecordId, &Service, &Contact)> = services
        .iter()
        .filter_map(|id| Some((*id, view.site.record(*id).is::<Service>()?)))
        .flat_map(|(id, service)| service.contacts.iter().map(move |contact| (id, service, contact)))
        .filter(|(_, _, contact)| contact.phone.is_some())
        .collect();
    let whens = When::VARIANTS.iter().map(|when| Some(*when)).chain([None]);
    let sections = whens.filter_map(|when| {
        let chosen = numbers.iter().filter(|(_, _, contact)| when.map_or(contact.when.is_empty(), |when| contact.when.contains(&when)));
        let groups = by_ages(view, chosen);
        let mut section = Fields::default();
        section.set("when", when.map_or("any", |when| when.word().en));
        section.set("groups", groups.clone());
        (!groups.is_empty()).then(|| section.into())
    });
    sections.collect()
}

/// Numbers under the ages that they are for, in the order in which the ages come first.
fn by_ages<'a>(view: &View, numbers: impl Iterator<Item = &'a (RecordId, &'a Service, &'a Contact)>) -> Vec<Value> {
    let mut groups: Vec<(Option<String>, Vec<Value>)> = Vec::new();
    for (id, service, contact) in numbers {
        let ages = said(view, *id, None, "ages", service.ages.as_ref());
        let call = call(view, *id, service, contact);
        match groups.iter_mut().find(|(of, _)| *of == ages) {
            Some((_, calls)) => calls.push(call),
            None => groups.push((ages, vec![call])),
        }
    }
    let groups = groups.into_iter().map(|(ages, calls)| {
        let mut group = Fields::default();
        group.set("ages", ages);
        group.set("calls", calls);
        Value::from(group)
    });
    groups.collect()
}

/// One number, with when somebody answers and when it was last checked.
fn call(view: &View, id: RecordId, service: &Service, contact: &Contact) -> Value {
    let mut call = view.link(whole(id));
    call.set("phone", contact.phone.as_ref().map(|phone| phone.text.as_str()));
    call.set("tel", contact.phone.as_ref().map(|phone| crate::theme::tel(phone)));
    let inside = contact.id.as_ref().map(|id| id.id.as_str());
    call.set("hours", said(view, id, inside, "hours", contact.hours.as_ref()));
    call.set("checked_on", service.checked_on.as_ref().map(|day| view.date(&day.0)));
    call.into()
}

/// Words of a service, or of what has the id `inside` in it, in the language of the page when it has them.
fn said(view: &View, id: RecordId, inside: Option<&str>, key: &str, words: Option<&Text>) -> Option<String> {
    let own = view.translation(id).and_then(|translation| translation.text(inside, key));
    words.map(|words| own.map_or_else(|| view.said(words), str::to_owned))
}

/// What one asks before one calls, and what a service answers.
struct Question {
    /// Key of the interface string that asks it.
    key: &'static str,
    answer: fn(&Service) -> Option<Answer<'_>>,
}

enum Answer<'a> {
    Word(YesNo),
    Text(&'a Text),
}

const QUESTIONS: &[Question] = &[
    Question { key: "anonymous", answer: |service| service.anonymous.map(Answer::Word) },
    Question { key: "recorded", answer: |service| service.recorded.map(Answer::Word) },
    Question { key: "happens", answer: |service| service.happens.as_ref().map(Answer::Text) },
    Question { key: "cost", answer: |service| service.cost.as_ref().map(Answer::Text) },
];

/// Each question with the answers of those services that can be called, services of one answer together, and those that say nothing.
fn expect(view: &View, services: &[RecordId]) -> Vec<Value> {
    let services: Vec<RecordId> = services.iter().copied().filter(|id| has_number(view.site.record(*id))).collect();
    let asked = QUESTIONS.iter().map(|question| {
        let mut answers: Vec<(String, Vec<Value>)> = Vec::new();
        let mut silent = Vec::new();
        for id in &services {
            let link = Value::from(view.link(whole(*id)));
            let answer = view.site.record(*id).is::<Service>().and_then(question.answer);
            let Some(words) = answer.and_then(|answer| words(view, *id, question.key, &answer)) else {
                silent.push(link);
                continue;
            };
            match answers.iter_mut().find(|(same, _)| *same == words) {
                Some((_, links)) => links.push(link),
                None => answers.push((words, vec![link])),
            }
        }
        let answers = answers.into_iter().map(|(text, services)| {
            let mut answer = Fields::default();
            answer.set("text", text);
            answer.set("services", services);
            Value::from(answer)
        });
        let mut fields = Fields::default();
        fields.set("question", question.key);
        fields.set("answers", answers.collect::<Vec<_>>());
        fields.set("silent", silent);
        Value::from(fields)
    });
    asked.collect()
}

fn words(view: &View, id: RecordId, key: &str, answer: &Answer) -> Option<String> {
    match answer {
        Answer::Word(word) => Some(wording::word(word.word(), view.strings(), view.code())),
        Answer::Text(text) => said(view, id, None, key, Some(text)),
    }
}
